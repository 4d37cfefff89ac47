// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The functions of an SM-DS behind TLS: requests of ES11 in both bindings, of ES12 and of ES15, carried out on a real store. The first octet
// chooses:
//   0 to 7   a path of the table; the text up to the first line end is X-SM-DS-Via, the rest the body
//   8, 9     OO OO XX: an AuthenticateClient that is all right, in JSON or ASN.1, with one octet changed

#include "core/es/asn1_binding.h"
#include "core/es/client.h"
#include "core/es/es10.h"
#include "core/es/json.h"
#include "core/euicc/virtual_euicc.h"
#include "core/pki/authority.h"
#include "core/smds/event_service.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdlib>

namespace {

using namespace wb;

constexpr const char *ownAddress = "testrootsmds.example.com";
constexpr const char *eid = "89049032123451234512345678901235";

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// Who asks and who is asked, under one CI.
struct Cast {
    pki::Authority authority = pki::Authority::create().value();
    pki::Credential eum = authority.issueEum({}).value();
    pki::Credential card = authority.issueEuicc(eum, eid).value();
    pki::Credential server = authority.issueServer(pki::Role::dsAuth, {"ACME", "TEST SM-DS", "2.999.15", {}}).value();

    euicc::Identity euicc() const
    {
        euicc::Identity identity;
        identity.name = "Fuzzed";
        identity.eid = rsp::Eid::fromText(eid).value();
        identity.credentials = {{card.leaf(), eum.leaf(), card.key}};
        identity.cis.add(authority.ci());
        identity.verificationKeyIds = {rsp::KeyId{*authority.ci().subjectKeyId()}};
        identity.info = euicc::usualEuiccInfo2();
        identity.addresses.rootDsAddress = ownAddress;
        return identity;
    }

    auth::Configuration authentication() const
    {
        auth::Configuration configuration;
        configuration.addresses = {ownAddress};
        configuration.credentials = {{server.leaf(), server.key}};
        configuration.cis.add(authority.ci());
        configuration.refusals = auth::smdsRefusals();
        return configuration;
    }
};

/// An SM-DS with a store of its own.
struct Smds {
    explicit Smds(const Cast &cast) : service(cast.authentication(), *store, forwarder, Clock::system()) {}

    QTemporaryDir folder;
    std::unique_ptr<smds::EventStore> store =
        smds::EventStore::open(folder.filePath(QStringLiteral("smds.sqlite")).toStdString()).value();
    smds::Forwarder forwarder{{}, {}, *store, Clock::system(), nullptr};
    smds::EventService service;
};

/// The SM-DS of this input: another one now and then, so that none grows without end.
Smds &smdsFor(const Cast &cast)
{
    constexpr int inputsOfOne = 20'000;
    static Smds *current = nullptr;
    static int inputs = 0;
    if (inputs++ % inputsOfOne == 0) {
        delete current;
        current = new Smds(cast);
        if (inputs == 1) // its files only: at the end of a process nobody knows what of Qt is still there
            std::atexit([] { current->folder.remove(); });
    }
    return *current;
}

struct Path {
    std::string_view target;
    const char *role; ///< of the caller's certificate; null for ES11
};

constexpr Path paths[] = {{es::initiateAuthenticationPath, nullptr},
                          {es::authenticateClientPath, nullptr},
                          {es::checkEventPath, nullptr},
                          {es::asn1Path, nullptr},
                          {"/gsma/rsp2/es12/registerEvent", "CERT.DP.TLS"},
                          {"/gsma/rsp2/es12/deleteEvent", "CERT.DP.TLS"},
                          {"/gsma/rsp2/es15/registerEvent", "CERT.DS.TLS"},
                          {"/gsma/rsp2/es15/deleteEvent", "CERT.DS.TLS"}};

/// Whatever was asked, an answer is one that its binding knows.
bool succeeded(const http::Response &response, bool der)
{
    if (response.status != 200) {
        require(der && response.status == 400 && !response.body.empty());
        return false;
    }
    if (der) {
        const auto object = asn1::readSingle(response.body);
        require(object.has_value());
        return es::authenticateClientResponseEs11FromAsn1(response.body).has_value();
    }
    const auto status = es::functionStatusFromJson(response.body);
    require(status.has_value());
    require(status->kind == es::FunctionStatus::Kind::executedSuccess
            || (status->status && !status->status->subject.empty() && !status->status->reason.empty()));
    return status->kind == es::FunctionStatus::Kind::executedSuccess;
}

http::Request requestOf(std::string_view target, std::string_view contentType, Bytes body)
{
    http::Request request = es::functionCall(target, contentType, std::move(body));
    request.origin = "127.0.0.1";
    return request;
}

void call(Smds &smds, const Path &path, ByteView input)
{
    const bool der = path.target == es::asn1Path;
    const auto lineEnd = std::find(input.begin(), input.end(), '\n');
    const std::string via(input.begin(), lineEnd);
    const Bytes body(lineEnd == input.end() ? lineEnd : lineEnd + 1, input.end());
    http::Request request = requestOf(path.target, der ? es::asn1ContentType : es::jsonContentType, body);
    request.headers.push_back({std::string(es::viaField), via});
    if (path.role == nullptr)
        succeeded(es::serveEs11(request, smds.service), der);
    else
        succeeded(es::serveEs12(request, {"2.999.10", path.role}, smds.service), der);
}

/// A device that does everything right, but for one octet of its last message.
void authenticate(Smds &smds, const Cast &cast, bool der, ByteView input)
{
    if (input.size() < 3)
        return;
    euicc::VirtualEuicc euicc(cast.euicc());
    const auto challenge = es::getEuiccChallenge(euicc, {}).value();
    const auto answer = smds.service
                            .initiateAuthentication({{challenge.begin(), challenge.end()},
                                                     es::getEuiccInfo1(euicc, {}).value().bytes,
                                                     ownAddress})
                            .value();
    rsp::AuthenticateServerRequest question;
    question.serverSigned1 = {answer.serverSigned1, asn1::decode<rsp::ServerSigned1>(answer.serverSigned1).value()};
    question.serverSignature1 = copyOf(asn1::readSingle(answer.serverSignature1).value().content);
    question.euiccCiPKIdToBeUsed.octets = copyOf(asn1::readSingle(answer.euiccCiPKIdToBeUsed).value().content);
    question.serverCertificate.whole = answer.serverCertificate;
    rsp::CtxParamsForCommonAuthentication context;
    context.deviceInfo.tac = *rsp::Tac::fromText("35290611");
    question.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
    const auto signedAnswer = es::authenticateServer(euicc, question, {}).value();

    const es::AuthenticateClientRequest request{answer.transactionId, signedAnswer.bytes};
    Bytes body = der ? es::toAsn1(request) : es::toJson(request);
    const std::size_t offset = (static_cast<std::size_t>(input[0]) << 8 | input[1]) % body.size();
    body[offset] = static_cast<std::uint8_t>(body[offset] ^ input[2]);
    const bool good = succeeded(es::serveEs11(requestOf(der ? es::asn1Path : es::authenticateClientPath,
                                                        der ? es::asn1ContentType : es::jsonContentType, body),
                                              smds.service),
                                der);
    // JSON has octets that mean nothing; of DER the eUICC has signed, or the server knows, every one.
    require(input[2] == 0 ? good : !(good && der));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int one = 1;
    static char name[] = "fuzz_smds_functions";
    static char *arguments[] = {name, nullptr};
    // Never destroyed, as the SM-DS.
    static const auto *application = new QCoreApplication(one, arguments);
    static const auto &cast = *new Cast;
    (void)application;
    if (size == 0)
        return 0;
    const ByteView rest(data + 1, size - 1);
    const std::size_t choice = data[0] % (std::size(paths) + 2);
    if (choice < std::size(paths))
        call(smdsFor(cast), paths[choice], rest);
    else
        authenticate(smdsFor(cast), cast, choice > std::size(paths), rest);
    return 0;
}
