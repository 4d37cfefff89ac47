// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/es/es10.h"
#include "core/euicc/identity_files.h"
#include "core/euicc/virtual_euicc.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <fstream>
#include <thread>

using namespace wb;
using namespace wb::testing;

namespace {

/// The eUICC of a cast, and a server that asks it.
struct Pair {
    Cast cast;
    euicc::VirtualEuicc euicc{cast.euiccIdentity()};
    auth::MutualAuthentication server{cast.serverConfiguration(), cast.clock};

    rsp::AuthenticateServerRequest begin() { return passedOn(must(server.initiate(questionOf(euicc)))); }

    std::string outcomeOf(const rsp::AuthenticateServerRequest &request)
    {
        const auto response = must(es::authenticateServer(euicc, request, {}));
        return response.value.error() ? std::string(asn1::nameOf(response.value.error()->code)) : "ok";
    }
};

} // namespace

/// The virtual eUICC as an ES10 function: what it answers, its session, and what it cannot understand.
class VirtualEuiccTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhoItIs()
    {
        Pair pair;
        WB_COMPARE(must(es::getEid(pair.euicc, {})).digits(), castEid);
        WB_COMPARE(must(es::getEuiccConfiguredAddresses(pair.euicc, {})).rootDsAddress, castAddress);
        const auto info1 = must(es::getEuiccInfo1(pair.euicc, {}));
        WB_COMPARE(info1.value.svn.text(), "2.5.0");
        QVERIFY(info1.value.signingKeyIds == std::vector<rsp::KeyId>{pair.cast.ci()});
        const auto info2 = must(es::getEuiccInfo2(pair.euicc, {}));
        QVERIFY(info2.value.svn == info1.value.svn);
        QVERIFY(info2.value.signingKeyIds == info1.value.signingKeyIds);
        QVERIFY(info2.value.verificationKeyIds == info1.value.verificationKeyIds);
    }

    void aChallengeServesOnce()
    {
        Pair pair;
        const auto request = pair.begin();
        WB_COMPARE(pair.outcomeOf(request), "ok");
        WB_COMPARE(pair.outcomeOf(request), "noSessionContext");
    }

    void anotherChallengeEndsTheSession()
    {
        Pair pair;
        const auto request = pair.begin();
        const auto challenge = must(es::getEuiccChallenge(pair.euicc, {}));
        QVERIFY(challenge != request.serverSigned1.value.euiccChallenge);
        WB_COMPARE(pair.outcomeOf(request), "euiccChallengeMismatch");
    }

    void aResetEndsTheSession()
    {
        Pair pair;
        const auto request = pair.begin();
        pair.euicc.reset();
        WB_COMPARE(pair.outcomeOf(request), "noSessionContext");
    }

    void aRefusalEndsTheSession()
    {
        Pair pair;
        const auto request = pair.begin();
        auto altered = request;
        altered.serverSignature1[5] ^= 1;
        WB_COMPARE(pair.outcomeOf(altered), "invalidSignature");
        WB_COMPARE(pair.outcomeOf(request), "noSessionContext");
    }

    void questionsLeaveTheSessionAlone()
    {
        Pair pair;
        const auto request = pair.begin();
        must(es::getEid(pair.euicc, {}));
        must(es::getEuiccInfo2(pair.euicc, {}));
        WB_VERIFY(es::getProfilesInfo(pair.euicc, {}, {}));
        QVERIFY(!pair.euicc.es10(Bytes{0xBF, 0x45, 0x00}, {}));
        QVERIFY(!pair.euicc.es10(Bytes{0xBF, 0x38, 0x00}, {}));
        WB_COMPARE(pair.outcomeOf(request), "ok");
    }

    void whatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<int>("statusWord");
        QTest::newRow("an unknown function") << "BF7F00" << 0x6A88;
        QTest::newRow("a function of a later version") << "BF4500" << 0x6A88;
        QTest::newRow("a response in place of a request") << "E000" << 0x6A88;
        QTest::newRow("another tag than the EID") << "BF3E035C015C" << 0x6A88;
        QTest::newRow("the EID and something else") << "BF3E045C025A5B" << 0x6A88;
        QTest::newRow("nothing") << "" << 0x6A80;
        QTest::newRow("half a tag") << "BF" << 0x6A80;
        QTest::newRow("no length") << "BF2E" << 0x6A80;
        QTest::newRow("less than the length says") << "BF2E05" << 0x6A80;
        QTest::newRow("octets behind the object") << "BF2E0000" << 0x6A80;
        QTest::newRow("no tag list") << "BF3E00" << 0x6A80;
        QTest::newRow("an empty authentication") << "BF3800" << 0x6A80;
        QTest::newRow("rubbish in an authentication") << "BF38023000" << 0x6A80;
    }

    void whatItDoesNotUnderstand()
    {
        QFETCH(QString, request);
        QFETCH(int, statusWord);
        Pair pair;
        const auto answer = pair.euicc.es10(must(fromHex(request.toStdString())), {});
        QVERIFY(!answer);
        QCOMPARE(static_cast<int>(answer.error().statusWord.value_or(0)), statusWord);
        QCOMPARE(answer.error().kind, statusWord == 0x6A88 ? ErrorKind::unsupported : ErrorKind::malformed);
        QVERIFY(!answer.error().step.empty());
    }

    void aStopIsHeard()
    {
        Pair pair;
        std::stop_source stop;
        stop.request_stop();
        const auto answer = pair.euicc.es10(Bytes{0xBF, 0x2E, 0x00}, stop.get_token());
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::cancelled);
    }

    void severalThreadsMayAsk()
    {
        Pair pair;
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&] {
                    for (int i = 0; i < 20; ++i)
                        wrong += es::getEid(pair.euicc, {}) && es::getEuiccChallenge(pair.euicc, {}) ? 0 : 1;
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

    void anIdentityIsSavedAndLoaded()
    {
        Cast cast;
        euicc::Identity identity = cast.euiccIdentity();
        identity.name = "Quotes \" and \\ in its name";
        identity.info.svn = {{2, 4, 1}};
        identity.addresses.defaultDpAddress = "testsmdpplus1.example.com";
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "euicc";
        WB_VERIFY(euicc::saveIdentity(identity, path));
        const auto loaded = euicc::loadIdentity(path);
        WB_VERIFY(loaded);
        WB_COMPARE(loaded->name, identity.name);
        WB_COMPARE(loaded->eid.digits(), castEid);
        QVERIFY(loaded->info == identity.info);
        QVERIFY(loaded->addresses == identity.addresses);
        QVERIFY(loaded->verificationKeyIds == identity.verificationKeyIds);

        euicc::VirtualEuicc euicc(*loaded);
        auth::MutualAuthentication server(cast.serverConfiguration(), cast.clock);
        WB_VERIFY(server.authenticate(answerOf(euicc, must(server.initiate(questionOf(euicc))))));
    }

    void theDemandForTerminalCapabilityIsKept()
    {
        Cast cast;
        for (const bool demands : {false, true}) {
            const QTemporaryDir folder;
            const std::filesystem::path path = folder.path().toStdString();
            euicc::Identity identity = cast.euiccIdentity();
            identity.demandsTerminalCapability = demands;
            WB_VERIFY(euicc::saveIdentity(identity, path));
            QCOMPARE(must(euicc::loadIdentity(path)).demandsTerminalCapability, demands);
        }
    }

    void anIdentityThatIsWrongSaysWhere_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("word");
        QTest::newRow("no EID") << "8904903212345123451234567890123"
                                << "890"
                                << "line 3, column 7";
        QTest::newRow("no SVN") << "2.5.0"
                                << "2.5"
                                << "line 4, column 7";
        QTest::newRow("unknown setting") << "root-ds"
                                         << "rootds"
                                         << "unknown setting 'rootds'";
        QTest::newRow("no credential of that name") << "EUICC_1"
                                                    << "EUICC_7"
                                                    << "EUICC_7";
        QTest::newRow("switch that is no truth value") << "credentials ="
                                                       << "demands-terminal-capability = \"no\"\ncredentials ="
                                                       << "must be true or false";
        QTest::newRow("no TOML") << "eid = "
                                 << "eid "
                                 << "line 3";
    }

    void anIdentityThatIsWrongSaysWhere()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, word);
        Cast cast;
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        WB_VERIFY(euicc::saveIdentity(cast.euiccIdentity(), path));
        std::string text;
        {
            std::ifstream in(path / "euicc.toml");
            text.assign(std::istreambuf_iterator<char>(in), {});
        }
        const auto at = text.find(from.toStdString());
        QVERIFY(at != std::string::npos);
        text.replace(at, static_cast<std::size_t>(from.size()), to.toStdString());
        std::ofstream(path / "euicc.toml") << text;

        const auto loaded = euicc::loadIdentity(path);
        QVERIFY(!loaded);
        QVERIFY2(q(loaded.error().line()).contains(word), loaded.error().line().c_str());
    }
};

WB_TEST(VirtualEuiccTest);
#include "virtual_euicc_test.moc"
