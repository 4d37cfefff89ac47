// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/certificate_text.h"
#include "app/cli/connection_options.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/tree_text.h"
#include "app/cli/verbs.h"
#include "core/asn1/annotate.h"
#include "core/base/files.h"
#include "core/base/hex.h"
#include "core/report/annotation.h"
#include "core/report/certificates_in.h"
#include "core/report/input_form.h"
#include "core/report/json_scanner.h"
#include "core/rsp/catalogue.h"
#include "core/rsp/eid.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace wb::cli {

namespace {

enum class As { automatic, request, response, apduCommand, apduResponse };

struct DecodeOptions {
    std::vector<std::string> input;
    std::string file;
    report::InputForm form = report::InputForm::automatic;
    As as = As::automatic;
    std::vector<std::string> cis;
};

template <class Value>
struct NamedValue {
    const char *name;
    Value value;
};

constexpr NamedValue<report::InputForm> forms[] = {
    {"auto", report::InputForm::automatic}, {"hex", report::InputForm::hex}, {"base64", report::InputForm::base64},
    {"json", report::InputForm::json},      {"pem", report::InputForm::pem}, {"binary", report::InputForm::binary}};
constexpr NamedValue<As> waysToRead[] = {{"auto", As::automatic},
                                         {"request", As::request},
                                         {"response", As::response},
                                         {"apdu-command", As::apduCommand},
                                         {"apdu-response", As::apduResponse}};

/// An option that takes one of these names and nothing else.
template <class Value, std::size_t Count>
CLI::Option *addChoice(CLI::App &command, const char *option, Value &value, const NamedValue<Value> (&names)[Count],
                       const char *help)
{
    std::string all;
    for (const NamedValue<Value> &each : names)
        all += (all.empty() ? "" : ", ") + std::string(each.name);
    return command.add_option_function<std::string>(
        option,
        [&value, &names, all, option](const std::string &text) {
            for (const NamedValue<Value> &each : names) {
                if (text == each.name) {
                    value = each.value;
                    return;
                }
            }
            throw CLI::ValidationError(option, "'" + text + "' is none of " + all);
        },
        help);
}

/// The octets named on the command line: text, a file, or the standard input for "-" and for nothing.
Result<report::DecodeInput> inputOf(const DecodeOptions &options, std::istream &in)
{
    if (!options.file.empty()) {
        const auto content = readFile(options.file);
        return content ? report::readInput(*content, options.form, true)
                       : Result<report::DecodeInput>(fail(content.error()));
    }
    if (options.input.empty() || (options.input.size() == 1 && options.input.front() == "-"))
        return report::readInput(std::string(std::istreambuf_iterator<char>(in), {}), options.form, true);
    std::string text;
    for (const std::string &part : options.input)
        text += (text.empty() ? "" : " ") + part;
    auto input = report::readInput(text, options.form, false);
    std::error_code unreadable;
    if (!input && std::filesystem::is_regular_file(text, unreadable))
        return fail(ErrorKind::invalid, Interface::none, "input", text + " is a file; --file reads what is in it");
    return input;
}

std::size_t misfitsIn(const std::vector<asn1::AnnotatedNode> &nodes)
{
    std::size_t count = 0;
    for (const asn1::AnnotatedNode &node : nodes)
        count += (node.problem.empty() ? 0 : 1) + (node.unknown ? 1 : 0) + misfitsIn(node.children);
    return count;
}

/// How badly octets fit the data object that their tag means in one direction: what is wrong, missing or unknown in it.
std::size_t misfitsAs(rsp::Direction direction, ByteView octets)
{
    const asn1::TypeInfo *type = rsp::typeOf(asn1::Reader(octets).peekTag(), direction);
    return misfitsIn(asn1::annotate(octets, type).nodes);
}

report::View viewOf(const report::DecodeInput &input, As as)
{
    report::Part part{QString(), input.octets, report::PartKind::tlv, rsp::Direction::response,
                      report::PartGroup::response};
    if (input.json)
        part.kind = report::PartKind::json;
    else if (as == As::apduCommand || as == As::apduResponse)
        part.kind = report::PartKind::apdu;
    else if (pki::Certificate::fromDer(input.octets))
        part.kind = report::PartKind::certificate;
    if (as == As::request || as == As::apduCommand)
        part.direction = rsp::Direction::request;
    // Some tags mean one thing in a request and another in the response: the reading that fits better is the likelier one.
    else if (as == As::automatic && part.kind == report::PartKind::tlv
             && misfitsAs(rsp::Direction::request, input.octets) < misfitsAs(rsp::Direction::response, input.octets))
        part.direction = rsp::Direction::request;
    return report::annotatePart(part);
}

/// What stopped the reading, with the octet; the tree shows everything before it.
std::optional<Error> faultOf(const report::DecodeInput &input, As as)
{
    if (as == As::apduCommand || as == As::apduResponse)
        return {};
    if (input.json)
        return report::scanJson(input.octets).error;
    auto parsed = asn1::parse(input.octets);
    return std::move(parsed.error);
}

/// Whether octets have the form of a command APDU: a class of an UICC, and Lc that fits (ISO/IEC 7816-4 section 5.1, short lengths).
bool looksLikeCommand(ByteView octets)
{
    constexpr std::size_t header = 4;
    if (octets.size() < header
        || (octets[0] & 0x70) != 0) // 00 to 0F and 80 to 8F; the tags of data objects are none of them
        return false;
    if (octets.size() <= header + 1)
        return true;
    const std::size_t expected = header + 1 + octets[header];
    return octets.size() == expected || octets.size() == expected + 1;
}

/// What the input may be, when it is no data object; empty when nothing comes to mind.
std::string hintFor(const report::DecodeInput &input)
{
    const ByteView octets = input.octets;
    if (rsp::Eid::fromContent(octets))
        return "It has the form of an EID: `smds explain " + toHex(octets) + "` reads it.";
    if (octets.size() == 2 && (octets[0] >> 4 == 6 || octets[0] >> 4 == 9))
        return "It has the form of a status word: `smds explain " + toHex(octets) + "` says what it means.";
    if (looksLikeCommand(octets))
        return "It has the form of a command APDU: --as apdu-command shows it as one.";
    if (input.guessedBase64)
        return "It was read as base64, because it is no hexadecimal; --form says what it is.";
    return {};
}

void printCertificates(Surroundings &surroundings, const std::vector<report::FoundCertificate> &certificates,
                       const pki::TrustAnchors &cis)
{
    for (const report::FoundCertificate &each : certificates) {
        surroundings.console.line("\n" + certificateLine(each.certificate));
        if (cis.empty())
            continue;
        const auto report = report::checkAmong(each.certificate, certificates, cis, surroundings.clock.now());
        if (!report)
            continue;
        for (const std::string &line : verdictLines(*report))
            surroundings.console.line("  " + line);
    }
}

QJsonArray certificatesJson(const Surroundings &surroundings, const std::vector<report::FoundCertificate> &certificates,
                            const pki::TrustAnchors &cis)
{
    QJsonArray array;
    for (const report::FoundCertificate &each : certificates) {
        QJsonObject object = jsonOf(each.certificate);
        object[QStringLiteral("field")] = each.name;
        object[QStringLiteral("offset")] = static_cast<qint64>(each.offset);
        if (!cis.empty()) {
            if (const auto report = report::checkAmong(each.certificate, certificates, cis, surroundings.clock.now()))
                object[QStringLiteral("chain")] = jsonOf(*report);
        }
        array.append(object);
    }
    return array;
}

int decode(const DecodeOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto cis = loadCis(options.cis);
    if (!cis)
        return failed(surroundings, cis.error());
    const auto input = inputOf(options, surroundings.in);
    if (!input)
        return failed(surroundings, input.error());
    const auto failedWithHint = [&](const Error &fault, QJsonObject result) {
        const int code = failed(surroundings, fault, std::move(result));
        if (const std::string hint = options.as == As::automatic ? hintFor(*input) : std::string(); !hint.empty())
            console.note(hint);
        return code;
    };

    const report::View view = viewOf(*input, options.as);
    const std::vector<report::FoundCertificate> certificates = report::certificatesIn(view);
    const auto fault = faultOf(*input, options.as);
    if (console.json()) {
        QJsonObject result{{QStringLiteral("octets"), static_cast<qint64>(input->octets.size())},
                           {QStringLiteral("tree"), treeJson(view, console.masked())}};
        if (!certificates.empty())
            result[QStringLiteral("certificates")] = certificatesJson(surroundings, certificates, *cis);
        if (fault)
            return failedWithHint(*fault, result);
        console.line(result);
        return exitOk;
    }
    console.line(treeLines(view, {true, console.masked(), {}}));
    printCertificates(surroundings, certificates, *cis);
    return fault ? failedWithHint(*fault, {}) : exitOk;
}

} // namespace

Run addDecode(CLI::App &command)
{
    auto options = std::make_shared<DecodeOptions>();
    command
        .add_option("input", options->input, "Hexadecimal, base64, PEM or JSON; - or nothing for the standard input")
        ->type_name("TEXT");
    command.add_option("--file", options->file, "Read a file instead: text of these forms, or DER")->type_name("FILE");
    addChoice(command, "--form", options->form, forms, "What is given: hex, base64, json, pem, binary (default: auto)")
        ->type_name("FORM");
    addChoice(command, "--as", options->as, waysToRead,
              "What it is: request, response, apdu-command, apdu-response (default: the likelier of the first two)")
        ->type_name("KIND");
    addTrustOption(command, options->cis);
    command.footer("Each line begins with the octet it starts at; + counts inside base64 that was opened.\n"
                   "With --ci the chain rules are asked of every certificate found.");
    return [options](Surroundings &surroundings) { return decode(*options, surroundings); };
}

} // namespace wb::cli
