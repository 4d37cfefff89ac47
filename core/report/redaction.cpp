// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/redaction.h"

#include "core/base/hex.h"
#include "core/report/apdu_layout.h"
#include "core/report/signature_verdicts.h"
#include "core/rsp/eid.h"
#include "core/rsp/swapped_bcd.h"

#include <algorithm>
#include <array>

namespace wb::report {

namespace {

constexpr std::size_t keyOctets = 4; ///< by which needles are found
constexpr std::size_t shortestNeedle =
    6; ///< shorter values would blot out the rest; where a field says what it is, they are replaced too

/// Commands whose data are the contents of a file, a secret, or what was made with one.
constexpr std::array<std::uint8_t, 12> opaqueInstructions{0x20, 0x24, 0x26, 0x28, 0x2C, 0x88,
                                                          0xA2, 0xB0, 0xB2, 0xD6, 0xDC, 0x89};

bool isWordOctet(std::uint8_t octet)
{
    return (octet >= '0' && octet <= '9') || (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What a secret node is: by its name, and EIDs by their form.
SecretKind kindOf(const ViewNode &node)
{
    const QString name = node.name.toLower();
    if (name == QStringLiteral("iccid"))
        return SecretKind::iccid;
    if (name == QStringLiteral("imei"))
        return SecretKind::imei;
    if (name == QStringLiteral("imsi") || name == QStringLiteral("msisdn"))
        return SecretKind::digits;
    if (name == QStringLiteral("hashcc"))
        return SecretKind::octets;
    if (name == QStringLiteral("eid") || name == QStringLiteral("eidvalue") || node.kind == NodeKind::raw)
        return SecretKind::eid;
    return SecretKind::text;
}

/// Where the content of a leaf stands: without tag and length, quotation marks, the end of a line.
std::pair<std::size_t, std::size_t> contentOf(const ViewNode &node, const Bytes &buffer)
{
    std::size_t from = node.offset + node.header;
    std::size_t to = node.end();
    if (node.kind == NodeKind::json && to - from >= 2 && buffer[from] == '"') {
        ++from;
        --to;
    }
    while (node.kind == NodeKind::httpLine && to > from && (buffer[to - 1] == '\n' || buffer[to - 1] == '\r'))
        --to;
    return {from, to};
}

/// The digits that a number's content codes, as text or as binary; none when it codes no number.
struct CodedNumber {
    std::string digits;
    enum class Coding { ascii, straight, swapped } coding;
};

std::optional<CodedNumber> numberIn(const ViewNode &node, SecretKind kind, ByteView content)
{
    using Coding = CodedNumber::Coding;
    std::string_view text = textOf(content);
    if (kind == SecretKind::iccid && (text.ends_with('F') || text.ends_with('f')))
        text.remove_suffix(1); // JSON writes the filler of 19 digits
    if (isDigits(text))
        return CodedNumber{std::string(text), Coding::ascii};
    if (node.kind != NodeKind::tlv)
        return {};
    if (kind == SecretKind::eid) {
        const std::string hex = toHex(content);
        return isDigits(hex) ? std::optional(CodedNumber{hex, Coding::straight}) : std::nullopt;
    }
    if (auto digits = rsp::fromSwappedBcd(content); digits && !digits->empty())
        return CodedNumber{std::move(*digits), Coding::swapped};
    return {};
}

bool isNumber(SecretKind kind)
{
    return kind == SecretKind::eid || kind == SecretKind::iccid || kind == SecretKind::imei
           || kind == SecretKind::digits;
}

ByteView withoutStatus(ByteView response)
{
    return response.first(response.size() < 2 ? 0 : response.size() - 2);
}

/// The same length of base64 in place of the old, and a head that says so.
void correctLength(Bytes &head, std::size_t before, std::size_t after)
{
    if (before == after)
        return;
    std::string text(textOf(head));
    for (const char *name : {"Content-Length: ", "content-length: "}) {
        const std::string line = name + std::to_string(before);
        if (const auto at = text.find(line); at != std::string::npos)
            text.replace(at, line.size(), name + std::to_string(after));
    }
    head = copyOf(viewOf(text));
}

} // namespace

void Redaction::addNeedle(ByteView octets, ByteView replacement, bool wholeWord)
{
    if (octets.size() < shortestNeedle)
        return;
    std::uint32_t key = 0;
    for (const std::uint8_t octet : octets.first(keyOctets))
        key = key << 8 | octet;
    std::vector<Needle> &needles = m_needles[key];
    if (std::any_of(needles.begin(), needles.end(), [&](const Needle &each) { return equal(each.octets, octets); }))
        return;
    needles.push_back({copyOf(octets), copyOf(replacement), wholeWord});
    std::stable_sort(needles.begin(), needles.end(),
                     [](const Needle &a, const Needle &b) { return a.octets.size() > b.octets.size(); });
}

/// A value in every form in which it may stand somewhere.
void Redaction::learn(SecretKind kind, const std::string &value)
{
    const std::string other = m_pseudonyms.of(kind, value);
    addNeedle(viewOf(value), viewOf(other), kind == SecretKind::text);
    if (kind == SecretKind::text || !isDigits(value))
        return;
    if (kind == SecretKind::eid) {
        if (const auto coded = fromHex(value), otherCoded = fromHex(other); coded && otherCoded)
            addNeedle(*coded, *otherCoded, false);
        const auto eid = rsp::Eid::fromText(value);
        const auto otherEid = rsp::Eid::fromText(other);
        if (eid && otherEid)
            addNeedle(viewOf(eid->grouped()), viewOf(otherEid->grouped()), false);
        return;
    }
    const Bytes coded = rsp::toSwappedBcd(value);
    const Bytes otherCoded = rsp::toSwappedBcd(other);
    addNeedle(coded, otherCoded, false);
    addNeedle(viewOf(toHex(coded)), viewOf(toHex(otherCoded)), false);
}

void Redaction::learn(const View &view, const std::vector<ViewNode> &nodes)
{
    for (const ViewNode &node : nodes) {
        learn(view, node.children);
        if (!node.secret || !node.children.empty() || node.kind == NodeKind::raw || node.kind == NodeKind::apdu)
            continue;
        const Bytes &buffer = view.buffers[node.buffer].bytes;
        const auto [from, to] = contentOf(node, buffer);
        const ByteView content = ByteView(buffer).subspan(from, to - from);
        const SecretKind kind = isDigits(textOf(content)) && content.size() == rsp::Eid::length ? SecretKind::eid
                                                                                                : kindOf(node);
        if (isNumber(kind)) {
            if (const auto number = numberIn(node, kind, content))
                learn(kind, number->digits);
        } else if (kind == SecretKind::octets) {
            addNeedle(content, m_pseudonyms.ofOctets(content), false);
        } else if (asn1::isUtf8(content)) {
            learn(kind, std::string(textOf(content)));
        }
    }
}

void Redaction::learn(const capture::Exchange &exchange)
{
    std::vector<Part> parts = partsOf(exchange);
    const bool isEs10 = exchange.apdu() != nullptr && !exchange.apdu()->request.empty();
    std::erase_if(parts, [&](const Part &part) {
        return part.group == PartGroup::certificates || (isEs10 && part.group == PartGroup::asSent);
    });
    const View view = annotateParts(parts);
    learn(view, view.nodes);
    if (isDigits(exchange.subject.eid))
        learn(SecretKind::eid, exchange.subject.eid);
    if (!exchange.subject.eventId.empty())
        learn(SecretKind::text, exchange.subject.eventId);
}

const Redaction::Needle *Redaction::needleAt(ByteView octets, std::size_t at) const
{
    if (octets.size() - at < shortestNeedle)
        return nullptr;
    std::uint32_t key = 0;
    for (const std::uint8_t octet : octets.subspan(at, keyOctets))
        key = key << 8 | octet;
    const auto found = m_needles.find(key);
    if (found == m_needles.end())
        return nullptr;
    for (const Needle &needle : found->second) {
        const std::size_t end = at + needle.octets.size();
        if (end > octets.size() || !equal(octets.subspan(at, needle.octets.size()), needle.octets))
            continue;
        const bool bounded = (at == 0 || !isWordOctet(octets[at - 1]))
                             && (end == octets.size() || !isWordOctet(octets[end]));
        if (bounded || !needle.wholeWord)
            return &needle;
    }
    return nullptr;
}

Bytes Redaction::replaced(Bytes octets) const
{
    for (std::size_t at = 0; at < octets.size();) {
        const Needle *needle = needleAt(octets, at);
        if (needle == nullptr) {
            ++at;
            continue;
        }
        std::copy(needle->replacement.begin(), needle->replacement.end(),
                  octets.begin() + static_cast<std::ptrdiff_t>(at));
        at += needle->octets.size();
    }
    return octets;
}

std::string Redaction::replaced(const std::string &text) const
{
    return std::string(textOf(replaced(copyOf(viewOf(text)))));
}

/// Content of the same length that says something else.
Bytes Redaction::otherContent(const ViewNode &node, ByteView content)
{
    SecretKind kind = kindOf(node);
    if (isDigits(textOf(content)) && content.size() == rsp::Eid::length)
        kind = SecretKind::eid;
    if (isNumber(kind)) {
        if (const auto number = numberIn(node, kind, content)) {
            const std::string other = m_pseudonyms.of(kind, number->digits);
            Bytes octets = copyOf(content); // a filler stays
            const Bytes coded = number->coding == CodedNumber::Coding::ascii      ? copyOf(viewOf(other))
                                : number->coding == CodedNumber::Coding::straight ? fromHex(other).value_or(Bytes())
                                                                                  : rsp::toSwappedBcd(other);
            std::copy_n(coded.begin(), std::min(coded.size(), octets.size()), octets.begin());
            return octets;
        }
    }
    const bool readable = node.kind == NodeKind::json || node.kind == NodeKind::httpLine || kind == SecretKind::text;
    if (!readable || !asn1::isUtf8(content))
        return m_pseudonyms.ofOctets(content);
    if (node.kind == NodeKind::json && textOf(content).find('\\') != std::string_view::npos)
        return Bytes(content.size(), 'x'); // escapes are not to be taken apart
    return copyOf(viewOf(m_pseudonyms.of(SecretKind::text, textOf(content))));
}

void Redaction::rewriteLeaf(const ViewNode &node, Bytes &buffer)
{
    const auto [from, to] = contentOf(node, buffer);
    const Bytes other = otherContent(node, ByteView(buffer).subspan(from, to - from));
    std::copy(other.begin(), other.end(), buffer.begin() + static_cast<std::ptrdiff_t>(from));
}

void Redaction::rewrite(const View &view, const std::vector<ViewNode> &nodes, std::vector<Bytes> &buffers)
{
    // From the back, because base64 without its escapes may be shorter.
    for (auto each = nodes.rbegin(); each != nodes.rend(); ++each) {
        const ViewNode &node = *each;
        if (node.children.empty()) {
            const bool unreadable = node.kind == NodeKind::raw || node.kind == NodeKind::apdu;
            if (node.secret && !unreadable)
                rewriteLeaf(node, buffers[node.buffer]);
            continue;
        }
        rewrite(view, node.children, buffers);
        const std::size_t inner = node.children.front().buffer;
        if (inner == node.buffer)
            continue;
        buffers[inner] = replaced(std::move(buffers[inner]));
        if (equal(buffers[inner], view.buffers[inner].bytes))
            continue;
        const auto [from, to] = contentOf(node, buffers[node.buffer]);
        const Bytes text = copyOf(viewOf(toBase64(buffers[inner])));
        Bytes &outer = buffers[node.buffer];
        outer.erase(outer.begin() + static_cast<std::ptrdiff_t>(from), outer.begin() + static_cast<std::ptrdiff_t>(to));
        outer.insert(outer.begin() + static_cast<std::ptrdiff_t>(from), text.begin(), text.end());
    }
}

Bytes Redaction::redacted(const Bytes &octets, PartKind kind, rsp::Direction direction)
{
    if (octets.empty())
        return {};
    Part part;
    part.bytes = octets;
    part.kind = kind;
    part.direction = direction;
    const View view = annotatePart(part);
    std::vector<Bytes> buffers;
    for (const Buffer &buffer : view.buffers)
        buffers.push_back(buffer.bytes);
    rewrite(view, view.nodes, buffers);
    return replaced(std::move(buffers.front()));
}

/// The blocks of a chain carry pieces of what was redacted as a whole, because a value may begin in one and end in the next.
void Redaction::redactBlocks(capture::ApduExchange &apdu, const capture::ApduExchange &before)
{
    std::size_t sent = 0;
    std::size_t received = 0;
    for (capture::ApduBlock &block : apdu.blocks) {
        const ByteView data = dataOf(block.command);
        const auto place = block.command.begin() + (data.data() - block.command.data());
        const std::size_t from = block.generated && sent >= data.size() ? sent - data.size() : sent;
        const ByteView whole(before.request);
        if (!data.empty() && from + data.size() <= whole.size() && equal(whole.subspan(from, data.size()), data)) {
            sent = from + data.size();
            std::copy_n(apdu.request.begin() + static_cast<std::ptrdiff_t>(from), data.size(), place);
        } else {
            block.command = redacted(block.command, PartKind::apdu, rsp::Direction::request);
        }
        const ByteView answer = withoutStatus(block.response);
        const ByteView answers(before.response);
        if (received + answer.size() <= answers.size() && equal(answers.subspan(received, answer.size()), answer)) {
            std::copy_n(apdu.response.begin() + static_cast<std::ptrdiff_t>(received), answer.size(),
                        block.response.begin());
            received += answer.size();
        } else {
            block.response = replaced(std::move(block.response));
        }
    }
}

void Redaction::redact(capture::ApduExchange &apdu)
{
    const capture::ApduExchange before = apdu;
    const bool opaque = apdu.request.empty() && !apdu.blocks.empty() && apdu.blocks.front().command.size() > 1
                        && std::find(opaqueInstructions.begin(), opaqueInstructions.end(),
                                     apdu.blocks.front().command[1])
                               != opaqueInstructions.end();
    apdu.reader = replaced(apdu.reader);
    apdu.request = redacted(apdu.request, PartKind::tlv, rsp::Direction::request);
    apdu.response = opaque ? m_pseudonyms.ofOctets(apdu.response)
                           : redacted(apdu.response, guessKind(apdu.response), rsp::Direction::response);
    redactBlocks(apdu, before);
    if (!opaque)
        return;
    for (capture::ApduBlock &block : apdu.blocks) {
        const ByteView data = dataOf(block.command);
        const Bytes other = m_pseudonyms.ofOctets(data);
        std::copy(other.begin(), other.end(), block.command.begin() + (data.data() - block.command.data()));
    }
}

void Redaction::redact(capture::HttpExchange &http)
{
    http.address = replaced(http.address);
    http.target = replaced(http.target);
    http.requestHead = redacted(http.requestHead, PartKind::httpHead, rsp::Direction::request);
    http.responseHead = redacted(http.responseHead, PartKind::httpHead, rsp::Direction::response);
    for (const auto &[head, body] :
         {std::pair(&http.requestHead, &http.requestBody), std::pair(&http.responseHead, &http.responseBody)}) {
        const std::size_t before = body->size();
        const auto direction = body == &http.requestBody ? rsp::Direction::request : rsp::Direction::response;
        *body = redacted(*body, guessKind(*body), direction);
        correctLength(*head, before, body->size());
    }
    for (Bytes &certificate : http.tls.peerChain)
        certificate = replaced(std::move(certificate));
    for (capture::RuleVerdict &rule : http.tls.rules)
        rule.text = replaced(rule.text);
    http.tls.verification = replaced(http.tls.verification);
}

capture::Exchange Redaction::apply(const capture::Exchange &exchange)
{
    capture::Exchange other = exchange;
    other.verdicts = signatureVerdicts(exchange);
    for (capture::RuleVerdict &verdict : other.verdicts)
        verdict.text = replaced(verdict.text);
    for (std::string *text : {&other.from, &other.to, &other.what, &other.status, &other.subject.eid,
                              &other.subject.eventId, &other.subject.caller})
        *text = replaced(*text);
    if (other.error) {
        other.error->step = replaced(other.error->step);
        other.error->reason = replaced(other.error->reason);
        if (other.error->status) {
            other.error->status->subjectIdentifier = replaced(other.error->status->subjectIdentifier);
            other.error->status->message = replaced(other.error->status->message);
        }
    }
    if (auto *apdu = std::get_if<capture::ApduExchange>(&other.detail))
        redact(*apdu);
    else
        redact(std::get<capture::HttpExchange>(other.detail));
    return other;
}

Result<RedactedCapture> redact(std::span<const capture::ExchangePtr> exchanges, Bytes key, const std::stop_token &stop)
{
    Redaction redaction(std::move(key));
    const auto stopped = [&stop] { return stop.stop_requested(); };
    for (const capture::ExchangePtr &exchange : exchanges) {
        if (stopped())
            return fail(ErrorKind::cancelled, Interface::file, "redaction", "stopped");
        redaction.learn(*exchange);
    }
    RedactedCapture capture;
    for (const capture::ExchangePtr &exchange : exchanges) {
        if (stopped())
            return fail(ErrorKind::cancelled, Interface::file, "redaction", "stopped");
        capture.exchanges.push_back(std::make_shared<const capture::Exchange>(redaction.apply(*exchange)));
    }
    capture.table = redaction.table();
    return capture;
}

} // namespace wb::report
