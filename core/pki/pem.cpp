// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/pem.h"

#include "core/base/hex.h"

#include <fstream>

namespace wb::pki {

namespace {

constexpr std::string_view pemBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view pemEnd = "-----END CERTIFICATE-----";
constexpr std::size_t maxCertificateFile = 16 * 1024 * 1024; ///< octets; a store of every public CA is under 1 MB

Failure pemFault(std::size_t offset, std::string reason)
{
    Error error = makeError(ErrorKind::malformed, Interface::pki, "PEM", std::move(reason));
    error.offset = offset;
    return fail(std::move(error));
}

Result<std::string> readWholeFile(const std::filesystem::path &file)
{
    std::error_code problem;
    if (!std::filesystem::exists(file, problem))
        return fail(ErrorKind::notFound, Interface::file, file.string(), "no such file");
    if (!std::filesystem::is_regular_file(file, problem))
        return fail(ErrorKind::io, Interface::file, file.string(), "not a file");
    if (std::filesystem::file_size(file, problem) > maxCertificateFile || problem)
        return fail(ErrorKind::io, Interface::file, file.string(), "too large for a file of certificates");
    std::ifstream stream(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (!stream)
        return fail(ErrorKind::io, Interface::file, file.string(), "cannot be read");
    return text;
}

} // namespace

Result<std::vector<Certificate>> certificatesFromPem(std::string_view text)
{
    std::vector<Certificate> certificates;
    std::size_t position = 0;
    for (std::size_t begin = 0; (begin = text.find(pemBegin, position)) != std::string_view::npos;) {
        const std::size_t body = begin + pemBegin.size();
        const std::size_t end = text.find(pemEnd, body);
        if (end == std::string_view::npos)
            return pemFault(begin, "a block without its END line");
        const auto der = fromBase64(text.substr(body, end - body));
        if (!der)
            return pemFault(body + der.error().offset.value_or(0), der.error().reason);
        auto certificate = Certificate::fromDer(*der);
        if (!certificate) {
            Error error = std::move(certificate.error());
            error.reason += ", in certificate " + std::to_string(certificates.size() + 1) + " of the text";
            return fail(std::move(error));
        }
        certificates.push_back(std::move(*certificate));
        position = end + pemEnd.size();
    }
    if (certificates.empty())
        return pemFault(0, "no BEGIN CERTIFICATE line");
    return certificates;
}

Result<std::vector<Certificate>> loadCertificates(const std::filesystem::path &file)
{
    const auto content = readWholeFile(file);
    if (!content)
        return fail(content.error());
    const bool der = !content->empty() && content->front() == 0x30;
    Result<std::vector<Certificate>> certificates =
        der ? Certificate::fromDer(viewOf(*content)).map([](Certificate &&one) {
            return std::vector<Certificate>{std::move(one)};
        })
            : certificatesFromPem(*content);
    if (!certificates)
        certificates.error().reason += " (" + file.string() + ")";
    return certificates;
}

std::string toPem(const Certificate &certificate)
{
    const std::string base64 = toBase64(certificate.der());
    std::string pem(pemBegin);
    pem += '\n';
    for (std::size_t i = 0; i < base64.size(); i += 64)
        pem += base64.substr(i, 64) + '\n';
    pem += pemEnd;
    pem += '\n';
    return pem;
}

} // namespace wb::pki
