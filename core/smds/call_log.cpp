// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/call_log.h"

#include "core/pki/certificate.h"
#include "core/pki/key.h"
#include "core/rsp/eid.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <cstdio>

namespace wb::smds {

namespace {

constexpr std::size_t keyOctets = 32;
constexpr qsizetype hashDigits = 12;
constexpr std::size_t mostRemembered = 1'000; ///< EventIDs, and certificates
constexpr std::size_t einDigits = 8;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWord(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "ES11.AuthenticateClient"; anything else came from the peer and may hold anything.
bool isFunction(std::string_view what)
{
    return what.starts_with("ES1") && what.find('.') != what.npos && what.find_first_of(" /") == what.npos;
}

/// What is sought in a search may be anybody's.
std::string withoutQuery(const std::string &what)
{
    return what.substr(0, what.find('?'));
}

/// Nobody's text ends a line of the log and begins another.
std::string onOneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
    return text;
}

std::string milliseconds(capture::Duration duration)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", static_cast<double>(duration.count()) / 1000);
    return text;
}

} // namespace

Pseudonyms::Pseudonyms(bool inClear) : m_inClear(inClear), m_key(pki::randomBytes(keyOctets)) {}

std::string Pseudonyms::hash(std::string_view text) const
{
    const QByteArray key(reinterpret_cast<const char *>(m_key.data()), static_cast<qsizetype>(m_key.size()));
    const QByteArray code = QMessageAuthenticationCode::hash(
        QByteArray(text.data(), static_cast<qsizetype>(text.size())), key, QCryptographicHash::Sha256);
    return "~" + code.toHex().left(hashDigits).toStdString();
}

std::string Pseudonyms::eid(const std::string &digits) const
{
    if (m_inClear || digits.empty())
        return digits;
    const bool isEid = digits.size() == rsp::Eid::length && std::all_of(digits.begin(), digits.end(), isDigit);
    return (isEid ? digits.substr(0, einDigits) : std::string()) + hash(digits);
}

std::string Pseudonyms::eventId(const std::string &text)
{
    if (m_inClear || text.empty())
        return text;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_seen.insert(text).second)
            m_order.push_back(text);
        if (m_order.size() > mostRemembered) {
            m_seen.erase(m_order.front());
            m_order.pop_front();
        }
    }
    return hash(text);
}

std::string Pseudonyms::cleared(std::string text) const
{
    if (m_inClear)
        return text;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end - begin == rsp::Eid::length) {
            const std::string name = eid(text.substr(begin, rsp::Eid::length));
            text.replace(begin, rsp::Eid::length, name);
            end = begin + name.size();
        }
        begin = end + 1;
    }
    const std::scoped_lock lock(m_mutex);
    for (const std::string &secret : m_seen) {
        for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
            const std::size_t end = at + secret.size();
            const bool whole = (at == 0 || !isWord(text[at - 1])) && (end == text.size() || !isWord(text[end]));
            const std::string name = whole ? hash(secret) : secret;
            text.replace(at, secret.size(), name);
            at += name.size();
        }
    }
    return text;
}

/// What a line tells of a call.
struct CallLog::Call {
    std::string caller;
    std::string eid;
    std::string eventId;
    std::string outcome;
    std::string status;
    std::string problem;
};

CallLog::CallLog(Options options, const Clock &clock, std::function<void(const std::string &)> write)
    : m_options(options),
      m_clock(clock),
      m_write(std::move(write)),
      m_pseudonyms(options.secrets)
{
}

std::string CallLog::oidOf(const std::vector<Bytes> &peerChain)
{
    if (peerChain.empty())
        return {};
    std::string der(peerChain.front().begin(), peerChain.front().end());
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_oids.find(der); known != m_oids.end())
        return known->second;
    const auto certificate = pki::Certificate::fromDer(peerChain.front());
    if (m_oids.size() >= mostRemembered)
        m_oids.clear();
    return m_oids[std::move(der)] = certificate ? std::string(certificate->oid()) : std::string();
}

CallLog::Call CallLog::callOf(const capture::Exchange &exchange)
{
    Call call;
    const std::size_t blank = exchange.status.find(' ');
    call.outcome = exchange.status.substr(0, blank);
    const bool failed = call.outcome == "Failed";
    if (failed && blank != std::string::npos)
        call.status = exchange.status.substr(blank + 1);
    else
        call.outcome = exchange.status;
    const capture::HttpExchange *http = exchange.http();
    if (http == nullptr)
        return call;
    call.caller = exchange.subject.caller.empty() ? oidOf(http->tls.peerChain) : exchange.subject.caller;

    call.eid = m_pseudonyms.eid(exchange.subject.eid);
    call.eventId = m_pseudonyms.eventId(exchange.subject.eventId);
    if (exchange.error)
        call.problem = m_pseudonyms.cleared(exchange.error->line());
    return call;
}

void CallLog::record(capture::Exchange exchange)
{
    const Call call = callOf(exchange);
    const std::string what = isFunction(exchange.what) ? exchange.what
                                                       : m_pseudonyms.cleared(withoutQuery(exchange.what));
    if (m_options.form == Form::text) {
        std::string line = toIso8601(exchange.start) + "  " + exchange.from + " > " + exchange.to + "  " + what + "  "
                           + exchange.status + "  " + milliseconds(exchange.duration) + " ms";
        for (const auto &[name, value] :
             {std::pair("caller", &call.caller), std::pair("eid", &call.eid), std::pair("event", &call.eventId)}) {
            if (!value->empty())
                line += std::string("  ") + name + "=" + *value;
        }
        write(onOneLine(call.problem.empty() ? std::move(line) : line + "  " + call.problem));
        return;
    }
    QJsonObject object;
    const auto put = [&object](const char *name, const std::string &value) {
        if (!value.empty())
            object[QLatin1String(name)] = QString::fromStdString(value);
    };
    put("time", toIso8601(exchange.start));
    put("from", exchange.from);
    put("to", exchange.to);
    put("function", what);
    put("caller", call.caller);
    put("eid", call.eid);
    put("eventId", call.eventId);
    put("outcome", call.outcome);
    put("status", call.status);
    put("problem", call.problem);
    put("remote", exchange.http() == nullptr ? std::string() : exchange.http()->peer);
    if (exchange.http() != nullptr && exchange.http()->status != 0)
        object[QLatin1String("http")] = exchange.http()->status;
    object[QLatin1String("ms")] = static_cast<double>(exchange.duration.count()) / 1000;
    write(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

void CallLog::message(const std::string &text)
{
    const std::string time = toIso8601(m_clock.now());
    const std::string cleared = m_pseudonyms.cleared(text);
    if (m_options.form == Form::text) {
        write(onOneLine(time + "  " + cleared));
        return;
    }
    const QJsonObject object{{QStringLiteral("time"), QString::fromStdString(time)},
                             {QStringLiteral("message"), QString::fromStdString(cleared)}};
    write(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

void CallLog::write(const std::string &line)
{
    const std::scoped_lock lock(m_mutex);
    m_write(line);
}

} // namespace wb::smds
