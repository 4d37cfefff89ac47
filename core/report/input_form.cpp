// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/input_form.h"

#include "core/base/hex.h"

#include <algorithm>

namespace wb::report {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isText(std::string_view given)
{
    return std::all_of(given.begin(), given.end(),
                       [](unsigned char c) { return (c >= 0x20 && c < 0x7F) || isBlank(static_cast<char>(c)); });
}

/// Whether most of it is hexadecimal, so that what is not is more likely a slip than another form.
bool looksLikeHex(std::string_view text)
{
    const auto hex = std::count_if(text.begin(), text.end(),
                                   [](char c) { return isHexDigit(c) || isBlank(c) || c == ':'; });
    return static_cast<std::size_t>(hex) * 10 >= text.size() * 9;
}

/// The octets between the lines of the first PEM block.
Result<DecodeInput> fromPem(std::string_view text)
{
    const auto begin = text.find("-----BEGIN ");
    const auto body = begin == std::string_view::npos ? begin : text.find('\n', begin);
    const auto end = body == std::string_view::npos ? body : text.find("-----END ", body);
    if (end == std::string_view::npos)
        return fail(ErrorKind::malformed, Interface::none, "PEM", "no block between BEGIN and END lines");
    auto octets = fromBase64(text.substr(body, end - body));
    if (!octets) {
        Error error = octets.error();
        error.step = "PEM";
        if (error.offset)
            *error.offset += body;
        return fail(std::move(error));
    }
    return DecodeInput{std::move(*octets), false, false};
}

Result<DecodeInput> octetsOr(Result<Bytes> octets, const char *step)
{
    if (octets)
        return DecodeInput{std::move(*octets), false, false};
    Error error = std::move(octets.error());
    error.step = step;
    return fail(std::move(error));
}

Result<DecodeInput> guess(std::string_view given, bool mayBeBinary)
{
    const std::string_view text = trimmed(given);
    if (text.empty())
        return fail(ErrorKind::malformed, Interface::none, "input", "there is nothing to decode");
    if (!isText(given) && text.front() != '{' && text.front() != '[') {
        if (mayBeBinary)
            return DecodeInput{copyOf(viewOf(given)), false, false};
        return fail(ErrorKind::malformed, Interface::none, "input", "neither hexadecimal nor base64 nor JSON");
    }
    if (text.starts_with("-----BEGIN "))
        return fromPem(text);
    if (text.front() == '{' || text.front() == '[')
        return DecodeInput{copyOf(viewOf(given)), true, false};
    auto hex = fromHex(given);
    if (hex || looksLikeHex(text))
        return octetsOr(std::move(hex), "hexadecimal");
    auto input = octetsOr(fromBase64(given), "base64 (it is no hexadecimal)");
    if (input)
        input->guessedBase64 = true;
    return input;
}

} // namespace

Result<DecodeInput> readInput(std::string_view given, InputForm form, bool mayBeBinary)
{
    switch (form) {
    case InputForm::automatic: return guess(given, mayBeBinary);
    case InputForm::hex: return octetsOr(fromHex(given), "hexadecimal");
    case InputForm::base64: return octetsOr(fromBase64(given), "base64");
    case InputForm::json: return DecodeInput{copyOf(viewOf(given)), true, false};
    case InputForm::pem: return fromPem(given);
    case InputForm::binary: return DecodeInput{copyOf(viewOf(given)), false, false};
    }
    return DecodeInput{};
}

} // namespace wb::report
