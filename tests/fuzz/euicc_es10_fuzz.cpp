// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The virtual eUICC's ES10 entry. The input is a series of steps, each behind one octet:
//   00             a reset
//   01 LL LL ...   a data object of that length, as it is
//   02 OO OO XX    a correct AuthenticateServer of a server that it trusts, with one octet changed

#include "core/es/es10.h"
#include "core/euicc/virtual_euicc.h"
#include "core/pki/authority.h"

#include <cstdlib>

namespace {

using namespace wb;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// One eUICC and one server under one CI, made once: keys are slow.
struct World {
    pki::Authority authority = pki::Authority::create().value();
    pki::Credential eum = authority.issueEum({}).value();
    pki::Credential card = authority.issueEuicc(eum, "89049032123451234512345678901235").value();
    pki::Credential server = authority.issueServer(pki::Role::dsAuth, {"ACME", "TEST SM-DS", "2.999.15", {}}).value();
    rsp::KeyId ci{*authority.ci().subjectKeyId()};

    euicc::Identity identity() const
    {
        euicc::Identity identity;
        identity.name = "Fuzzed";
        identity.eid = rsp::Eid::fromText(card.leaf().eid()).value();
        identity.credentials = {{card.leaf(), eum.leaf(), card.key}};
        identity.cis.add(authority.ci());
        identity.verificationKeyIds = {ci};
        identity.info = euicc::usualEuiccInfo2();
        identity.addresses.rootDsAddress = "testrootsmds.example.com";
        return identity;
    }

    Bytes authentication(rsp::Euicc &euicc) const
    {
        rsp::ServerSigned1 signed1;
        signed1.transactionId.octets = Bytes(16, 0x5A);
        signed1.euiccChallenge = es::getEuiccChallenge(euicc, {}).value();
        signed1.serverAddress = "testrootsmds.example.com";
        rsp::AuthenticateServerRequest request;
        request.serverSigned1 = asn1::seal(signed1);
        request.serverSignature1 = pki::sign(server.key, request.serverSigned1.bytes).value();
        request.euiccCiPKIdToBeUsed = ci;
        request.serverCertificate.whole = copyOf(server.leaf().der());
        rsp::CtxParamsForCommonAuthentication context;
        context.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        request.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
        return asn1::encode(request);
    }
};

const World &world()
{
    static const World instance;
    return instance;
}

/// One data object; whatever it is, the answer is a data object of the same tag or a status word.
std::optional<Bytes> ask(euicc::VirtualEuicc &euicc, ByteView request)
{
    const auto answer = euicc.es10(request, {});
    if (!answer) {
        require(answer.error().statusWord == 0x6A80 || answer.error().statusWord == 0x6A88);
        require(!answer.error().reason.empty());
        return {};
    }
    const auto object = asn1::readSingle(*answer);
    require(object.has_value());
    require(object->tag == asn1::Reader(request).peekTag());
    return *answer;
}

/// What the eUICC signed must be what it says, signed with its key.
void requireGenuine(ByteView answer)
{
    const auto response = asn1::decode<rsp::AuthenticateServerResponse>(answer);
    require(response.has_value());
    if (const rsp::AuthenticateResponseOk *ok = response->ok())
        require(pki::verify(*world().card.leaf().publicKey(), ok->euiccSigned1.bytes, ok->euiccSignature1));
    else
        require(!asn1::nameOf(response->error()->code).empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    euicc::VirtualEuicc euicc(world().identity());
    ByteView rest(data, size);
    for (int steps = 0; steps < 16 && !rest.empty(); ++steps) {
        const std::uint8_t step = rest[0];
        rest = rest.subspan(1);
        if (step % 3 == 0) {
            euicc.reset();
        } else if (step % 3 == 1 && rest.size() >= 2) {
            const std::size_t wanted = static_cast<std::size_t>(rest[0]) << 8 | rest[1];
            const std::size_t length = std::min(wanted, rest.size() - 2);
            const auto answer = ask(euicc, rest.subspan(2, length));
            if (answer && asn1::Reader(*answer).peekTag() == 0xBF38)
                requireGenuine(*answer);
            rest = rest.subspan(2 + length);
        } else if (step % 3 == 2 && rest.size() >= 3) {
            Bytes request = world().authentication(euicc);
            const std::size_t offset = (static_cast<std::size_t>(rest[0]) << 8 | rest[1]) % request.size();
            request[offset] = static_cast<std::uint8_t>(request[offset] ^ rest[2]);
            const auto answer = ask(euicc, request);
            if (answer && asn1::Reader(*answer).peekTag() == 0xBF38)
                requireGenuine(*answer);
            if (rest[2] == 0)
                require(answer && asn1::decode<rsp::AuthenticateServerResponse>(*answer)->ok() != nullptr);
            rest = rest.subspan(3);
        }
    }
    return 0;
}
