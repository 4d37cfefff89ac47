// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/exchange_text.h"

#include "core/http/tls.h"
#include "core/report/node_maker.h"

namespace wb::report {

namespace {

Verdict verdictOfStatusWord(std::uint16_t statusWord)
{
    switch (statusWord >> 8) {
    case 0x90:
    case 0x91:
    case 0x61: return Verdict::ok;
    case 0x62:
    case 0x63: return Verdict::warning;
    default: return Verdict::error;
    }
}

QString utf8Of(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

Verdict verdictOf(const capture::Exchange &exchange)
{
    if (exchange.error)
        return exchange.error->kind == ErrorKind::cancelled ? Verdict::warning : Verdict::error;
    if (const capture::ApduExchange *apdu = exchange.apdu())
        return verdictOfStatusWord(apdu->statusWord);
    if (exchange.http()->status == 0 || exchange.http()->status >= 400 || exchange.status.starts_with("Failed"))
        return Verdict::error;
    return exchange.status.starts_with("Executed-WithWarning") ? Verdict::warning : Verdict::ok;
}

bool isFailedHandshake(const capture::Exchange &exchange)
{
    const capture::HttpExchange *http = exchange.http();
    if (http == nullptr || http->status != 0)
        return false;
    return http->tls.alert.has_value() || (exchange.error && exchange.error->interface == Interface::tls);
}

QString kindText(const capture::Exchange &exchange)
{
    if (exchange.interface != Interface::none)
        return utf8Of(nameOf(exchange.interface));
    return exchange.apdu() != nullptr ? QStringLiteral("APDU") : QStringLiteral("HTTPS");
}

QString whatText(const capture::Exchange &exchange)
{
    QString what = QString::fromStdString(exchange.what);
    if (!isFailedHandshake(exchange))
        return what;
    return what.startsWith(QStringLiteral("TLS")) ? Words::tr("TLS handshake failed")
                                                  : Words::tr("TLS handshake failed (%1)").arg(what);
}

QString statusText(const capture::Exchange &exchange)
{
    QString status = QString::fromStdString(exchange.status);
    if (const capture::ApduExchange *apdu = exchange.apdu()) {
        if (apdu->statusWord == 0 || apdu->statusWord == 0x9000)
            return status;
        return status % QLatin1Char(' ') % statusWordText(apdu->statusWord);
    }
    const capture::TlsDetails &tls = exchange.http()->tls;
    if (exchange.http()->status == 0 && tls.alert && status.startsWith(QStringLiteral("alert")))
        return status % QLatin1Char(' ') % utf8Of(http::alertName(*tls.alert));
    return status;
}

QString alertText(const capture::TlsDetails &tls)
{
    if (!tls.alert)
        return {};
    const QString name = QString::number(*tls.alert) % QLatin1Char(' ') % utf8Of(http::alertName(*tls.alert));
    return tls.alertFromPeer ? Words::tr("%1, sent by the peer").arg(name)
                             : Words::tr("%1, sent by this side").arg(name);
}

QString statusWordText(std::uint16_t statusWord)
{
    const int high = statusWord >> 8;
    const int low = statusWord & 0xFF;
    switch (statusWord) {
    case 0x9000: return Words::tr("ok");
    case 0x6700: return Words::tr("wrong length");
    case 0x6881: return Words::tr("logical channel not supported");
    case 0x6882: return Words::tr("secure messaging not supported");
    case 0x6982: return Words::tr("security status not satisfied");
    case 0x6983: return Words::tr("authentication method blocked");
    case 0x6985: return Words::tr("conditions of use not satisfied");
    case 0x6A80: return Words::tr("incorrect data");
    case 0x6A81: return Words::tr("function not supported");
    case 0x6A82: return Words::tr("file or application not found");
    case 0x6A84: return Words::tr("not enough memory");
    case 0x6A86: return Words::tr("incorrect P1 P2");
    case 0x6A88: return Words::tr("referenced data not found");
    case 0x6B00: return Words::tr("wrong P1 P2");
    case 0x6D00: return Words::tr("instruction not supported");
    case 0x6E00: return Words::tr("class not supported");
    case 0x6F00: return Words::tr("no precise diagnosis");
    default: break;
    }
    switch (high) {
    case 0x61: return Words::tr("%1 octets wait for GET RESPONSE").arg(low == 0 ? 256 : low);
    case 0x6C: return Words::tr("wrong Le, %1 octets are there").arg(low == 0 ? 256 : low);
    case 0x91: return Words::tr("ok, a toolkit command of %1 octets waits").arg(low);
    case 0x62: return Words::tr("warning, nothing changed");
    case 0x63: return Words::tr("warning, something changed");
    case 0x64: return Words::tr("execution error, nothing changed");
    case 0x65: return Words::tr("execution error, something changed");
    case 0x68: return Words::tr("function of the class byte not supported");
    case 0x69: return Words::tr("command not allowed");
    case 0x6A: return Words::tr("wrong parameters");
    default: return Words::tr("unknown status word");
    }
}

} // namespace wb::report
