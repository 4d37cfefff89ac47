// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/client.h"
#include "core/es/tls_trust.h"
#include "core/smds/call_log.h"
#include "tests/support/core/administered_smds.h"
#include "tests/support/core/raw_connection.h"
#include "tests/support/core/smds_node.h"
#include "tests/support/test.h"

#include <QScopeGuard>

#include <thread>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *parentName = "parent.example.com";

} // namespace

/// All that an SM-DS does, at once: so that the thread sanitizer sees the parts meet that each test looks at alone.
class LoadTest : public QObject {
    Q_OBJECT

    http::ClientOptions clientOptions(std::uint16_t port) const
    {
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(trusting({&m_cast.authority}), {pki::Role::dsTls}, pki::TlsEnd::server,
                                             m_cast.clock);
        options.map.set(m_address, {"127.0.0.1", port});
        return options;
    }

    /// Registers events that go upward and deletes every second one.
    void registerAndDelete(const std::string &oid)
    {
        http::ClientOptions options = clientOptions(m_smds->server().es12Port());
        const auto credential = m_cast.serverCertificate(pki::Role::dpTls, "testsmdpplus1.example.com", oid);
        options.credential = es::tlsCredential(credential.chain, credential.key);
        es::Es12Client smdp(std::move(options));
        for (int i = 0; i < rounds; ++i) {
            const std::string eventId = "EV-" + oid + "-" + std::to_string(i);
            m_wrong +=
                smdp.registerEvent(m_address, {{oid, "call"}, castEid, "smdp.example.com", eventId, true, {}}, {}) ? 0
                                                                                                                   : 1;
            if (i % 2 == 0)
                m_wrong += smdp.deleteEvent(m_address, {{oid, "call"}, castEid, eventId}, {}) ? 0 : 1;
        }
    }

    void discover(es::Binding binding)
    {
        for (int i = 0; i < rounds; ++i) {
            euicc::VirtualEuicc euicc(m_cast.euiccIdentity());
            es::RspClient lpa(clientOptions(m_smds->server().es11Port()), binding);
            const auto answer = lpa.initiateAuthentication(m_address, questionOf(euicc), Interface::es11, {});
            m_wrong += answer && lpa.authenticateClientEs11(m_address, answerOf(euicc, *answer), {}) ? 0 : 1;
        }
    }

    void administer()
    {
        events::AdministrationClient client = m_smds->asOperator();
        for (int i = 0; i < rounds; ++i) {
            m_wrong += client.health({}) ? 0 : 1;
            m_wrong += client.statistics(true, {}) ? 0 : 1;
            m_wrong += client.configuration({}) ? 0 : 1;
        }
    }

    void reload()
    {
        for (int i = 0; i < rounds; ++i)
            m_wrong += m_smds->server().reload(m_smds->configuration) ? 0 : 1;
    }

private Q_SLOTS:
    void allAtOnce()
    {
        SmdsNode parent(m_cast.authority, parentName, m_cast.clock);
        std::atomic<int> lines = 0;
        smds::CallLog log({smds::CallLog::Form::json, false}, m_cast.clock, [&](const std::string &) { ++lines; });
        m_smds = std::make_unique<AdministeredSmds>(m_cast);
        const auto end = qScopeGuard([this] { m_smds.reset(); }); // before its log and its parent
        m_smds->stop();
        m_smds->sink = &log;
        smds::ParentConfiguration upward;
        upward.name = "Parent";
        upward.address = {parentName, {}};
        upward.folder = "/gsma/rsp2/es15/";
        upward.connectTo = http::Endpoint{"127.0.0.1", parent.server().es12Port()};
        m_smds->configuration.parents = {upward};
        m_smds->start();

        std::atomic<int> followed = 0;
        {
            std::jthread follower([&, client = m_smds->asOperator()](const std::stop_token &stop) mutable {
                (void)client.follow(
                    {}, [&](const smds::AuditLine &) { return ++followed > 0; }, [](const Error &) {}, stop);
            });
            {
                std::vector<std::jthread> threads;
                for (const char *oid : {"2.999.10", "2.999.12"})
                    threads.emplace_back([this, oid] { registerAndDelete(oid); });
                for (const es::Binding binding : {es::Binding::json, es::Binding::asn1})
                    threads.emplace_back([this, binding] { discover(binding); });
                threads.emplace_back([this] { administer(); });
                threads.emplace_back([this] { reload(); });
                threads.emplace_back([this] {
                    for (int i = 0; i < rounds; ++i)
                        RawConnection(m_smds->server().es12Port()).send("nothing");
                });
            }
            QTRY_COMPARE(must(m_smds->server().store().outboxSize()), std::int64_t(0));
            QTRY_VERIFY(followed > rounds);
        }
        QCOMPARE(m_wrong.load(), 0);
        QVERIFY(lines > 8 * rounds);
        const auto eid = must(rsp::Eid::fromText(castEid));
        QCOMPARE(must(m_smds->server().store().find(eid, {})).size(), std::size_t(rounds));
        QCOMPARE(must(parent.server().store().find(eid, {})).size(), std::size_t(rounds));
    }

private:
    static constexpr int rounds = 20;

    Cast m_cast;
    http::Address m_address{castAddress, {}};
    std::unique_ptr<AdministeredSmds> m_smds;
    std::atomic<int> m_wrong = 0;
};

WB_TEST(LoadTest);
#include "load_test.moc"
