// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/auth/mutual_authentication.h"
#include "core/capture/recorder.h"
#include "core/es/es10.h"
#include "core/lab/running_lab.h"
#include "core/lds/discover.h"
#include "core/pki/key.h"
#include "tests/bench/bare_tls_client.h"
#include "tests/bench/bench.h"
#include "tests/support/core/rsp_cast.h"

#include <QTemporaryDir>

namespace {

using namespace wb;

constexpr int rounds = 15;
constexpr int aRound = 20; ///< of each thing measured

class NoObserver final : public lds::Observer {
public:
    void stepStarted(lds::Step) override {}
    void stepFinished(const lds::StepReport &) override {}
};

/// The first lab with its three events, running in this process on threads of its own.
class Measurement {
public:
    Measurement(std::unique_ptr<lab::RunningLab> lab, auth::AuthCredential credential)
        : m_lab(std::move(lab)),
          m_bare(m_lab->lab().cis.certificates().front()),
          m_credential(std::move(credential)),
          m_card(m_lab->lab().euiccs.front()),
          m_cardsServer(cardsServer(), Clock::system())
    {
        m_options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        m_options.cis = m_lab->lab().cis;
    }

    /// Client CPU of discoveries, each by a client of its own over a connection of its own, the card in the same thread.
    double discoveries()
    {
        const double start = bench::threadCpuSeconds();
        for (int i = 0; i < aRound; ++i) {
            es::RspClient client(lab::lpaOptions(m_lab->lab().cis, m_lab->es11Map(), Clock::system()));
            const auto found = lds::discover(*m_lab->euiccs().front(), client, m_address, m_options, m_observer,
                                             Clock::system(), {});
            if (!found)
                note(found.error());
            else if (found->entries.size() != 3)
                note(makeError(ErrorKind::internal, Interface::es11, "discovery-share", "not all events were found"));
        }
        return bench::threadCpuSeconds() - start;
    }

    /// What cannot be avoided, one after the other as in a discovery, so that both find the caches in the same state: a bare
    /// connection over which the same octets go, a verification of CERT.DSauth, and the turns of the card.
    double unavoidable()
    {
        if (m_requests.empty())
            recordRequests();
        double spent = 0;
        for (int i = 0; i < aRound; ++i) {
            spent += bareConnection();
            spent += verification();
            spent += cardsTurns();
        }
        return spent;
    }

    const std::optional<Error> &error() const { return m_error; }

private:
    double bareConnection()
    {
        const double start = bench::threadCpuSeconds();
        const auto done = m_bare.talk(m_lab->smds().es11Port(), m_address.host, m_requests);
        const double spent = bench::threadCpuSeconds() - start;
        if (!done)
            note(done.error());
        return spent;
    }

    /// The octets of the two requests of a discovery.
    void recordRequests()
    {
        capture::Recorder recorder;
        http::ClientOptions options = lab::lpaOptions(m_lab->lab().cis, m_lab->es11Map(), Clock::system());
        options.sink = &recorder;
        es::RspClient client(std::move(options));
        const auto found = lds::discover(*m_lab->euiccs().front(), client, m_address, m_options, m_observer,
                                         Clock::system(), {});
        if (!found)
            return note(found.error());
        for (const capture::ExchangePtr &exchange : recorder.since(0)) {
            m_requests.push_back(exchange->http()->requestHead);
            append(m_requests.back(), exchange->http()->requestBody);
        }
    }

    double verification()
    {
        const pki::Certificate &ci = m_lab->lab().cis.certificates().front();
        const pki::Certificate &certificate = m_credential.certificate;
        const double start = bench::threadCpuSeconds();
        // Not verifyIssued(), which remembers what held: a discovery meets the certificate for the first time.
        const bool holds = pki::verifyDer(*ci.publicKey(), certificate.tbs(), certificate.signature());
        const double spent = bench::threadCpuSeconds() - start;
        if (!holds)
            note(makeError(ErrorKind::untrusted, Interface::pki, "discovery-share", "CERT.DSauth does not verify"));
        return spent;
    }

    /// The three ES10 functions of a discovery; the server's part of it is not counted.
    double cardsTurns()
    {
        double start = bench::threadCpuSeconds();
        const auto info = m_card.es10(m_getInfo, {});
        const auto challenge = m_card.es10(m_getChallenge, {});
        double spent = bench::threadCpuSeconds() - start;

        const auto octets = asn1::decode<rsp::GetEuiccChallengeResponse>(*challenge)->euiccChallenge;
        const auto answer = m_cardsServer.initiate({{octets.begin(), octets.end()}, *info, m_address.text()});
        const Bytes request = asn1::encode(testing::passedOn(*answer));
        start = bench::threadCpuSeconds();
        const auto response = m_card.es10(request, {});
        spent += bench::threadCpuSeconds() - start;
        if (!response || asn1::decode<rsp::AuthenticateServerResponse>(*response)->ok() == nullptr)
            note(makeError(ErrorKind::refused, Interface::es10b, "discovery-share", "the card refused its server"));
        return spent;
    }

    auth::Configuration cardsServer() const
    {
        auth::Configuration configuration;
        configuration.addresses = m_lab->lab().smds.addresses;
        configuration.credentials = {m_credential};
        configuration.cis = m_lab->lab().cis;
        configuration.refusals = auth::smdsRefusals();
        return configuration;
    }

    void note(const Error &error)
    {
        if (!m_error)
            m_error = error;
    }

    std::unique_ptr<lab::RunningLab> m_lab;
    bench::BareTlsClient m_bare;
    auth::AuthCredential m_credential;
    euicc::VirtualEuicc m_card;
    auth::MutualAuthentication m_cardsServer; ///< asks the card with the lab's own certificates
    const http::Address m_address = *http::Address::parse(m_lab->lab().smds.addresses.front());
    const Bytes m_getInfo = asn1::encode(rsp::GetEuiccInfo1Request{});
    const Bytes m_getChallenge = asn1::encode(rsp::GetEuiccChallengeRequest{});
    std::vector<Bytes> m_requests;
    lds::DiscoverOptions m_options;
    NoObserver m_observer;
    std::optional<Error> m_error;
};

Result<bench::Measured> measureDiscoveryShare()
{
    const QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "lab";
    if (auto made = lab::createLab(path, Clock::system()); !made)
        return fail(std::move(made.error()));
    auto opened = lab::openLab(path);
    if (!opened)
        return fail(std::move(opened.error()));
    const smds::CredentialFiles files = opened->smds.authentication.front();
    auto credential = pki::loadCredentialFiles(files.certificate, files.key);
    if (!credential)
        return fail(std::move(credential.error()));
    auto running = lab::RunningLab::start(std::move(*opened), Clock::system(), {}, {});
    if (!running)
        return fail(std::move(running.error()));

    Measurement measurement(std::move(*running), {credential->leaf(), credential->key});
    const double ratio = bench::medianRatio(
        rounds, [&] { return measurement.discoveries(); }, [&] { return measurement.unavoidable(); });
    if (measurement.error())
        return fail(*measurement.error());
    return ratio;
}

} // namespace

WB_BENCH("discovery-share",
         "client CPU of a discovery / (same octets over bare OpenSSL + one verification + the card's turns)", "ratio",
         wb::bench::atMost(1.25), measureDiscoveryShare);
