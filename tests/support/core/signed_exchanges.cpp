// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/signed_exchanges.h"

#include "core/base/hex.h"
#include "core/es/json.h"
#include "core/rsp/catalogue.h"

namespace wb::testing {

namespace {

capture::Exchange http(std::string what, Bytes request, Bytes response)
{
    capture::Exchange exchange;
    exchange.interface = Interface::es11;
    exchange.from = "LPA";
    exchange.to = castAddress;
    exchange.what = std::move(what);
    exchange.status = "Executed-Success";
    auto &detail = exchange.detail.emplace<capture::HttpExchange>();
    detail.method = "POST";
    detail.address = castAddress;
    detail.target = "/gsma/rsp2/es9plus/x";
    detail.status = 200;
    detail.requestHead = copyOf(
        viewOf("POST /gsma/rsp2/es9plus/x HTTP/1.1\r\nAuthorization: Bearer tok-3n-4711\r\nContent-Length: "
               + std::to_string(request.size()) + "\r\n\r\n"));
    detail.responseHead = copyOf(viewOf("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"));
    detail.requestBody = std::move(request);
    detail.responseBody = std::move(response);
    return exchange;
}

} // namespace

capture::Exchange cardExchangeOf(rsp::Euicc &euicc, ByteView request, std::size_t blockSize)
{
    const Bytes response = must(euicc.es10(request, {}));
    capture::Exchange exchange;
    exchange.from = "LPA";
    exchange.to = "eUICC";
    const rsp::Es10Function *function = rsp::es10FunctionOf(asn1::Reader(request).peekTag());
    exchange.interface = function ? function->interface() : Interface::apdu;
    exchange.what = function ? std::string(function->name) : "STORE DATA";
    exchange.status = "9000";
    auto &apdu = exchange.detail.emplace<capture::ApduExchange>();
    apdu.reader = "a reader";
    apdu.channel = 1;
    apdu.request = copyOf(request);
    apdu.response = response;
    apdu.statusWord = 0x9000;
    std::uint8_t number = 0;
    for (std::size_t at = 0; at < request.size(); at += blockSize) {
        const ByteView piece = request.subspan(at, std::min(blockSize, request.size() - at));
        const bool last = at + piece.size() == request.size();
        Bytes command{0x81, 0xE2, std::uint8_t(last ? 0x91 : 0x11), number++, std::uint8_t(piece.size())};
        append(command, piece);
        apdu.blocks.push_back({std::move(command), last ? Bytes{0x61, 0x00} : Bytes{0x90, 0x00}, {}, {}, false});
    }
    for (std::size_t at = 0; at < response.size(); at += 256) {
        const ByteView piece = ByteView(response).subspan(at, std::min<std::size_t>(256, response.size() - at));
        Bytes answer = copyOf(piece);
        append(answer, at + piece.size() == response.size() ? Bytes{0x90, 0x00} : Bytes{0x61, 0x00});
        apdu.blocks.push_back({{0x01, 0xC0, 0x00, 0x00, 0x00}, std::move(answer), {}, {}, true});
    }
    return exchange;
}

std::vector<capture::Exchange> signedExchanges(const Cast &cast, rsp::Euicc &euicc)
{
    auth::MutualAuthentication server(cast.serverConfiguration(), cast.clock);
    std::vector<capture::Exchange> exchanges;
    exchanges.push_back(cardExchangeOf(euicc, must(fromHex("BF3E035C015A"))));
    exchanges.push_back(cardExchangeOf(euicc, must(fromHex("BF2D00"))));
    const auto question = questionOf(euicc);
    const auto answer = must(server.initiate(question));
    exchanges.push_back(http("ES11.InitiateAuthentication", es::toJson(question), es::toJson(answer)));

    auto passed = passedOn(answer, signedEventId);
    auto context = std::get<0>(passed.ctxParams1.value.value);
    context.deviceInfo.imei = rsp::Imei::fromText(signedImei);
    passed.ctxParams1 = asn1::seal(rsp::CtxParams1{context});
    exchanges.push_back(cardExchangeOf(euicc, asn1::encode(passed), 120));
    const Bytes proof = std::get<capture::ApduExchange>(exchanges.back().detail).response;

    es::AuthenticateClientResponseEs11 events;
    events.transactionId = answer.transactionId;
    events.eventEntries = {{signedEventId, "smdp.example.com"}};
    exchanges.push_back(http("ES11.AuthenticateClient",
                             es::toJson(es::AuthenticateClientRequest{answer.transactionId, proof}),
                             es::toJson(events)));
    exchanges.back().subject = {castEid, signedEventId, {}};
    exchanges.back().error = makeError(ErrorKind::refused, Interface::es11, "AuthenticateClient",
                                       "nothing for " + std::string(castEid) + " under " + signedEventId);
    return exchanges;
}

} // namespace wb::testing
