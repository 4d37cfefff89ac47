// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/sample_exchanges.h"

#include "core/base/hex.h"

namespace wb::testing {

namespace {

using namespace std::chrono_literals;

const TimePoint begin{std::chrono::milliseconds(1'795'356'131'381)}; // 2026-11-22 14:02:11.381 UTC

Bytes fromText(std::string_view text)
{
    return copyOf(viewOf(text));
}

Bytes octets(std::string_view hex)
{
    return fromHex(hex).value();
}

capture::Exchange cardExchange(std::chrono::milliseconds after, std::string what, Interface interface)
{
    capture::Exchange exchange;
    exchange.start = begin + after;
    exchange.interface = interface;
    exchange.from = "LPA";
    exchange.to = "eUICC";
    exchange.what = std::move(what);
    exchange.status = "9000";
    exchange.duration = 12'400us;
    capture::ApduExchange &apdu = exchange.detail.emplace<capture::ApduExchange>();
    apdu.reader = "Lab eUICC A";
    apdu.channel = 1;
    apdu.statusWord = 0x9000;
    return exchange;
}

void addBlock(capture::Exchange &exchange, std::string_view command, std::string_view response,
              std::chrono::microseconds duration, bool generated = false)
{
    auto &apdu = std::get<capture::ApduExchange>(exchange.detail);
    TimePoint start = exchange.start;
    for (const capture::ApduBlock &block : apdu.blocks)
        start += std::chrono::duration_cast<std::chrono::milliseconds>(block.duration);
    apdu.blocks.push_back({octets(command), octets(response), start, duration, generated});
}

capture::Exchange httpExchange(std::chrono::milliseconds after, std::string what)
{
    capture::Exchange exchange;
    exchange.start = begin + after;
    exchange.interface = Interface::es11;
    exchange.from = "LPA";
    exchange.to = "testrootsmds.example.com";
    exchange.what = std::move(what);
    capture::HttpExchange &http = exchange.detail.emplace<capture::HttpExchange>();
    http.method = "POST";
    http.address = "testrootsmds.example.com";
    http.peer = "127.0.0.1:41234";
    http.tls.serverName = "testrootsmds.example.com";
    return exchange;
}

constexpr std::string_view euiccInfo1 = "BF20 35 8203020300 A916 0414 F54172BDF98A95D65CBEB88A38A1C11D800A85C3 AA16 "
                                        "0414 F54172BDF98A95D65CBEB88A38A1C11D800A85C3";

} // namespace

capture::Exchange selectExchange()
{
    capture::Exchange exchange = cardExchange(0ms, "SELECT ISD-R", Interface::none);
    auto &apdu = std::get<capture::ApduExchange>(exchange.detail);
    apdu.response = octets("6F1F 8410 A0000005591010FFFFFFFF8900000100 A504 9F6501FF E005 8203020300");
    addBlock(exchange, "01A4040010A0000005591010FFFFFFFF890000010000", "6121", 3'100us);
    addBlock(exchange, "01C0000021", "6F1F8410A0000005591010FFFFFFFF8900000100A5049F6501FFE00582030203009000", 4'800us,
             true);
    return exchange;
}

capture::Exchange euiccInfoExchange()
{
    capture::Exchange exchange = cardExchange(21ms, "ES10b.GetEUICCInfo1", Interface::es10b);
    auto &apdu = std::get<capture::ApduExchange>(exchange.detail);
    apdu.request = octets("BF2000");
    apdu.response = octets(euiccInfo1);
    addBlock(exchange, "81E2910003BF2000", "6138", 5'300us);
    addBlock(exchange, "01C0000038", std::string(euiccInfo1) + "9000", 7'100us, true);
    return exchange;
}

capture::Exchange eidExchange()
{
    capture::Exchange exchange = cardExchange(44ms, "ES10c.GetEID", Interface::es10c);
    auto &apdu = std::get<capture::ApduExchange>(exchange.detail);
    apdu.request = octets("BF3E035C015A");
    apdu.response = octets("BF3E125A1089049032123451234512345678901235");
    addBlock(exchange, "81E2910006BF3E035C015A", "BF3E125A10890490321234512345123456789012359000", 9'800us);
    return exchange;
}

capture::Exchange initiateAuthenticationExchange(const std::vector<Bytes> &peerChain)
{
    capture::Exchange exchange = httpExchange(61ms, "ES11.InitiateAuthentication");
    exchange.status = "Executed-Success";
    exchange.duration = 61'300us;
    auto &http = std::get<capture::HttpExchange>(exchange.detail);
    http.target = "/gsma/rsp2/es9plus/initiateAuthentication";
    http.requestHead = fromText(
        "POST /gsma/rsp2/es9plus/initiateAuthentication HTTP/1.1\r\nHost: testrootsmds.example.com\r\nUser-Agent: "
        "gsma-rsp-lpad\r\n"
        "X-Admin-Protocol: gsma/rsp/v2.3.0\r\nContent-Type: application/json\r\nContent-Length: 221\r\n\r\n");
    http.requestBody = fromText(R"({"euiccChallenge":"AAECAwQFBgcICQoLDA0ODw==","euiccInfo1":")"
                                + toBase64(octets(euiccInfo1)) + R"(","smdsAddress":"testrootsmds.example.com"})");
    http.status = 200;
    http.responseHead = fromText("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Admin-Protocol: "
                                 "gsma/rsp/v2.3.0\r\nContent-Length: 655\r\n\r\n");
    const Bytes serverSigned1 = octets("3044 8008 0102030405060708 8110 000102030405060708090A0B0C0D0E0F 8318"
                                       + toHex(viewOf("testrootsmds.example.com")) + "840CF0F1F2F3F4F5F6F7F8F9FAFB");
    std::string body =
        R"({"header":{"functionExecutionStatus":{"status":"Executed-Success"}},"transactionId":"0102030405060708","serverSigned1":")"
        + toBase64(serverSigned1) + R"(","serverSignature1":")" + toBase64(octets("5F3704DEADBEEF"))
        + R"(","euiccCiPKIdToBeUsed":")" + toBase64(octets("0414F54172BDF98A95D65CBEB88A38A1C11D800A85C3")) + '"';
    if (!peerChain.empty())
        body += R"(,"serverCertificate":")" + toBase64(peerChain.front()) + '"';
    http.responseBody = fromText(body + "}");
    http.phases = {400us, 900us, 38'000us, 300us, 20'100us, 1'600us};
    http.tls.version = "TLSv1.3";
    http.tls.cipher = "TLS_AES_128_GCM_SHA256";
    http.tls.group = "prime256v1";
    http.tls.peerChain = peerChain;
    http.tls.verification = "ok";
    return exchange;
}

capture::Exchange failedHandshakeExchange(const std::vector<Bytes> &peerChain)
{
    capture::Exchange exchange = httpExchange(140ms, "ES11.InitiateAuthentication");
    exchange.status = "alert 42";
    exchange.duration = 22'000us;
    exchange.error = makeError(ErrorKind::untrusted, Interface::tls, "TLS handshake",
                               "certificate of the server: the name is not in it");
    exchange.error->tlsAlert = 42;
    auto &http = std::get<capture::HttpExchange>(exchange.detail);
    http.phases = {300us, 800us, 20'900us, 0us, 0us, 0us};
    http.tls.version = "TLSv1.2";
    http.tls.peerChain = peerChain;
    http.tls.alert = 42;
    http.tls.verification = "the name testrootsmds.example.com is not in the certificate";
    return exchange;
}

capture::Exchange refusedExchange()
{
    capture::Exchange exchange = httpExchange(210ms, "ES11.AuthenticateClient");
    exchange.status = "Failed 8.9.5/3.9";
    exchange.duration = 9'100us;
    exchange.error = makeError(ErrorKind::refused, Interface::es11, "AuthenticateClient", "no event for this eUICC");
    exchange.error->status = StatusPair{"8.9.5", "3.9", {}, {}};
    auto &http = std::get<capture::HttpExchange>(exchange.detail);
    http.status = 200;
    http.reusedConnection = true;
    http.requestHead = fromText(
        "POST /gsma/rsp2/es9plus/authenticateClient HTTP/1.1\r\nHost: testrootsmds.example.com\r\n\r\n");
    http.requestBody = fromText(R"({"transactionId":"0102030405060708"})");
    http.responseHead = fromText("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
    http.responseBody = fromText(
        R"({"header":{"functionExecutionStatus":{"status":"Failed","statusCodeData":{"subjectCode":"8.9.5","reasonCode":"3.9"}}}})");
    http.phases = {0us, 0us, 0us, 200us, 8'500us, 400us};
    http.tls.version = "TLSv1.3";
    http.tls.verification = "ok";
    return exchange;
}

capture::Exchange cardErrorExchange()
{
    capture::Exchange exchange = cardExchange(300ms, "ES10b.GetEUICCChallenge", Interface::es10b);
    exchange.status = "6A80";
    exchange.error = makeError(ErrorKind::refused, Interface::es10b, "GetEUICCChallenge",
                               "the card says incorrect data");
    exchange.error->statusWord = 0x6A80;
    auto &apdu = std::get<capture::ApduExchange>(exchange.detail);
    apdu.statusWord = 0x6A80;
    apdu.request = octets("BF2E00");
    addBlock(exchange, "81E2910003BF2E00", "6A80", 4'000us);
    return exchange;
}

std::vector<capture::Exchange> sampleExchanges(const std::vector<Bytes> &peerChain)
{
    return {selectExchange(),
            euiccInfoExchange(),
            eidExchange(),
            initiateAuthenticationExchange(peerChain),
            failedHandshakeExchange(peerChain),
            refusedExchange(),
            cardErrorExchange()};
}

} // namespace wb::testing
