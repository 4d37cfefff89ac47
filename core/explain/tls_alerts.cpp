// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/tls_alerts.h"

#include "core/explain/translation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>

namespace wb::explain {

namespace {

constexpr TlsAlertMeaning tlsAlertTable[] = {
    {0, "close_notify",
     QT_TRANSLATE_NOOP(
         "explain",
         "The other side ended the connection in order. During a handshake it means that it did not want to go on."),
     QT_TRANSLATE_NOOP("explain", "Look at the last exchange before it.")},
    {10, "unexpected_message",
     QT_TRANSLATE_NOOP(
         "explain",
         "The two sides do not speak TLS as it is meant: another program listens there, or a proxy stands between."),
     QT_TRANSLATE_NOOP("explain", "Check the address and port, and that it is HTTPS.")},
    {20, "bad_record_mac",
     QT_TRANSLATE_NOOP("explain", "A record did not decrypt: bytes were changed on the way, or the keys differ (with "
                                  "PSK: the key is another one)."),
     QT_TRANSLATE_NOOP("explain", "With PSK check the key; otherwise look for a proxy on the way.")},
    {21, "decryption_failed",
     QT_TRANSLATE_NOOP("explain", "A record did not decrypt. Only old TLS versions send this."),
     QT_TRANSLATE_NOOP("explain", "Let both sides use TLS 1.2 or 1.3.")},
    {22, "record_overflow",
     QT_TRANSLATE_NOOP("explain", "A record is longer than TLS allows: it is no TLS, or a fault of the other side."),
     QT_TRANSLATE_NOOP("explain", "Check the address and port, and that it is HTTPS.")},
    {30, "decompression_failure", QT_TRANSLATE_NOOP("explain", "Compression failed. RSP does not use it."),
     QT_TRANSLATE_NOOP("explain", "Switch TLS compression off.")},
    {40, "handshake_failure",
     QT_TRANSLATE_NOOP("explain", "There is no version, suite, curve or certificate both sides accept: brainpoolP256r1 "
                                  "against NIST P-256 only, or a client certificate is needed."),
     QT_TRANSLATE_NOOP("explain", "Compare versions, suites and curves of both sides; on ES12 and ES15 check that a "
                                  "client certificate is sent.")},
    {41, "no_certificate",
     QT_TRANSLATE_NOOP("explain", "The client has no certificate to show. Only old TLS versions send this."),
     QT_TRANSLATE_NOOP("explain", "Give the client a certificate.")},
    {42, "bad_certificate",
     QT_TRANSLATE_NOOP("explain", "The other side could not read or verify the certificate it got: wrong signature, "
                                  "wrong curve, or a role it does not accept."),
     QT_TRANSLATE_NOOP("explain",
                       "Open the certificate chain of this exchange; the first rule that failed names the cause.")},
    {43, "unsupported_certificate",
     QT_TRANSLATE_NOOP("explain", "The certificate is of a kind the other side does not support, for example "
                                  "brainpoolP256r1, or its extended key usage is for another purpose."),
     QT_TRANSLATE_NOOP("explain", "Check curve and extended key usage of the certificate.")},
    {44, "certificate_revoked", QT_TRANSLATE_NOOP("explain", "The certificate is on a revocation list."),
     QT_TRANSLATE_NOOP("explain", "Have a new certificate issued.")},
    {45, "certificate_expired",
     QT_TRANSLATE_NOOP("explain", "The certificate is out of its dates. TLS certificates of RSP servers live about a "
                                  "year; the clock of the device may also be wrong."),
     QT_TRANSLATE_NOOP("explain", "Check the certificate's dates and the clocks of both sides.")},
    {46, "certificate_unknown",
     QT_TRANSLATE_NOOP("explain",
                       "The other side did not accept the certificate for a reason it has no other alert for."),
     QT_TRANSLATE_NOOP("explain", "Open the certificate chain of this exchange and check role, name and key usage.")},
    {47, "illegal_parameter", QT_TRANSLATE_NOOP("explain", "A value in the handshake is not allowed."),
     QT_TRANSLATE_NOOP("explain", "Look at both sides with openssl s_client and compare.")},
    {48, "unknown_ca",
     QT_TRANSLATE_NOOP("explain", "The other side does not know the CI of the certificate: production and test CIs are "
                                  "mixed, the CI is not in its trust store, or the sub-CA was not sent."),
     QT_TRANSLATE_NOOP("explain", "Compare the CI of the certificate with the CIs the other side trusts.")},
    {49, "access_denied", QT_TRANSLATE_NOOP("explain", "The certificate is good, but its owner may not connect."),
     QT_TRANSLATE_NOOP("explain", "Have the OID of the client certificate enrolled at the server.")},
    {50, "decode_error", QT_TRANSLATE_NOOP("explain", "A handshake message could not be read."),
     QT_TRANSLATE_NOOP("explain", "Look at both sides with openssl s_client and compare.")},
    {51, "decrypt_error",
     QT_TRANSLATE_NOOP("explain", "A signature in the handshake did not hold: the private key does not belong to the "
                                  "certificate, or with PSK the key is another one."),
     QT_TRANSLATE_NOOP("explain", "Check that key and certificate belong together.")},
    {60, "export_restriction",
     QT_TRANSLATE_NOOP("explain", "Key lengths do not agree. Only old TLS versions send this."),
     QT_TRANSLATE_NOOP("explain", "Let both sides use TLS 1.2 or 1.3.")},
    {70, "protocol_version",
     QT_TRANSLATE_NOOP(
         "explain", "The other side does not support the TLS version offered: one insists on 1.2, the other on 1.3."),
     QT_TRANSLATE_NOOP("explain", "Allow TLS 1.2 and 1.3 on both sides.")},
    {71, "insufficient_security",
     QT_TRANSLATE_NOOP("explain", "The server wants stronger suites than the client offers."),
     QT_TRANSLATE_NOOP("explain", "Compare the suites of both sides.")},
    {80, "internal_error", QT_TRANSLATE_NOOP("explain", "The other side failed for a reason of its own."),
     QT_TRANSLATE_NOOP("explain", "Try again; then look at the log of the other side.")},
    {86, "inappropriate_fallback",
     QT_TRANSLATE_NOOP(
         "explain", "The client came back with a lower version than both support: a connection before was broken off."),
     QT_TRANSLATE_NOOP("explain", "Allow TLS 1.2 and 1.3 on both sides.")},
    {90, "user_canceled", QT_TRANSLATE_NOOP("explain", "The other side stopped the handshake."),
     QT_TRANSLATE_NOOP("explain", "Try again when it is wanted.")},
    {100, "no_renegotiation", QT_TRANSLATE_NOOP("explain", "The other side does not renegotiate."),
     QT_TRANSLATE_NOOP("explain", "Open a new connection instead.")},
    {109, "missing_extension", QT_TRANSLATE_NOOP("explain", "An extension TLS 1.3 needs is missing."),
     QT_TRANSLATE_NOOP("explain", "Look at both sides with openssl s_client and compare.")},
    {110, "unsupported_extension", QT_TRANSLATE_NOOP("explain", "An extension came that was not offered."),
     QT_TRANSLATE_NOOP("explain", "Look at both sides with openssl s_client and compare.")},
    {111, "certificate_unobtainable", QT_TRANSLATE_NOOP("explain", "A certificate could not be fetched from its URL."),
     QT_TRANSLATE_NOOP("explain", "Send the certificates themselves.")},
    {112, "unrecognized_name",
     QT_TRANSLATE_NOOP("explain", "The server does not know the name it was called by (SNI)."),
     QT_TRANSLATE_NOOP("explain", "Check the host name of the address and the names the server is set up for.")},
    {113, "bad_certificate_status_response", QT_TRANSLATE_NOOP("explain", "The stapled certificate status is invalid."),
     QT_TRANSLATE_NOOP("explain", "Have the server's stapling mended or switched off.")},
    {114, "bad_certificate_hash_value", QT_TRANSLATE_NOOP("explain", "A certificate's hash does not match."),
     QT_TRANSLATE_NOOP("explain", "Send the certificates themselves.")},
    {115, "unknown_psk_identity",
     QT_TRANSLATE_NOOP("explain", "The server does not know the PSK identity: the access token is another one, was "
                                  "used before, or has expired."),
     QT_TRANSLATE_NOOP("explain", "Hand the access token over again.")},
    {116, "certificate_required",
     QT_TRANSLATE_NOOP("explain", "The server wants a client certificate: ES12, ES15 and administration do."),
     QT_TRANSLATE_NOOP("explain", "Give the client the certificate of its role.")},
    {120, "no_application_protocol",
     QT_TRANSLATE_NOOP("explain", "The two sides share no application protocol (ALPN)."),
     QT_TRANSLATE_NOOP("explain", "Offer http/1.1.")},
};

/// The same alerts when it was this side that sent them.
constexpr TlsAlertMeaning ownRefusals[] = {
    {42, "bad_certificate",
     QT_TRANSLATE_NOOP("explain",
                       "The certificate of the other side breaks a rule of SGP.22: its signature, its role, or what it "
                       "may be used for."),
     QT_TRANSLATE_NOOP("explain", "Look which rule is broken, and whether it is the right server at all.")},
    {43, "unsupported_certificate",
     QT_TRANSLATE_NOOP(
         "explain", "The certificate of the other side is for another purpose or of another role: an SM-DP+ where an "
                    "SM-DS should be, for instance, or no TLS certificate."),
     QT_TRANSLATE_NOOP("explain", "Check address and port: which server listens there, and on which interface.")},
    {45, "certificate_expired",
     QT_TRANSLATE_NOOP("explain",
                       "The certificate of the other side is out of its dates, or the clock of this machine is wrong."),
     QT_TRANSLATE_NOOP("explain",
                       "Check the certificate's dates and this machine's clock; the server needs a new certificate.")},
    {46, "certificate_unknown",
     QT_TRANSLATE_NOOP("explain",
                       "The server that answered is not the one that was meant: its certificate is for another name."),
     QT_TRANSLATE_NOOP("explain", "Check the address, and where --map or the connection map leads it.")},
    {48, "unknown_ca",
     QT_TRANSLATE_NOOP(
         "explain", "This side does not trust the CI that the other side's certificate comes from: it is a server of "
                    "another lab or of another CI, or its CI has not been given here."),
     QT_TRANSLATE_NOOP("explain",
                       "Give the CI certificate of that server with --ci or in the settings, or choose the lab the "
                       "server belongs to.")},
};

const TlsAlertMeaning *alertMeaningOf(int number)
{
    for (const TlsAlertMeaning &meaning : tlsAlertTable) {
        if (meaning.number == number)
            return &meaning;
    }
    return nullptr;
}

} // namespace

std::span<const TlsAlertMeaning> tlsAlertMeanings()
{
    return tlsAlertTable;
}

std::string_view tlsAlertName(int number)
{
    const TlsAlertMeaning *meaning = alertMeaningOf(number);
    return meaning != nullptr ? meaning->name : std::string_view();
}

std::optional<int> tlsAlertNumber(std::string_view name)
{
    std::string wanted(name);
    std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                   [](unsigned char c) { return c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(c)); });
    for (const TlsAlertMeaning &meaning : tlsAlertTable) {
        if (meaning.name == wanted)
            return meaning.number;
    }
    return {};
}

Explanation explainTlsAlert(int number)
{
    const std::string code = "TLS alert " + std::to_string(number);
    const TlsAlertMeaning *meaning = alertMeaningOf(number);
    if (meaning == nullptr) {
        constexpr Text unknown{QT_TRANSLATE_NOOP("explain", "TLS was ended with alert %1."),
                               QT_TRANSLATE_NOOP("explain", "TLS does not define this alert."),
                               QT_TRANSLATE_NOOP("explain", "Look at the log of the other side.")};
        return translated(unknown, code, {std::to_string(number)});
    }
    return {translated(QT_TRANSLATE_NOOP("explain", "TLS was ended with the alert %1 (%2)."),
                       {meaning->name, std::to_string(number)}),
            translated(meaning->why), translated(meaning->next), code + " " + meaning->name};
}

Explanation explainOwnRefusal(int number)
{
    for (const TlsAlertMeaning &meaning : ownRefusals) {
        if (meaning.number == number) {
            return {translated(QT_TRANSLATE_NOOP("explain", "This side ended TLS with the alert %1 (%2)."),
                               {meaning.name, std::to_string(number)}),
                    translated(meaning.why), translated(meaning.next),
                    "TLS alert " + std::to_string(number) + " " + meaning.name};
        }
    }
    return explainTlsAlert(number);
}

} // namespace wb::explain
