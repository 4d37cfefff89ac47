// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/capture/recorder.h"
#include "core/es/tls_trust.h"
#include "core/http/client.h"
#include "core/pki/authority.h"
#include "tests/support/core/results.h"
#include "tests/support/interop/served_lab.h"
#include "tests/support/test.h"

#include <QRegularExpression>

#include <csignal>

using namespace wb;
using namespace wb::testing;

/// `smds serve` as a process, told by SIGHUP that there are new certificates.
class ReloadTest : public QObject {
    Q_OBJECT

    ServedLab m_lab;
    const http::Address m_address{"testrootsmds.example.com", {}};

    /// The serial number of what a server shows, as OpenSSL reads it.
    static QByteArray serialAt(const QString &endpoint)
    {
        const Ended shown = run(QStringLiteral("openssl"), {QStringLiteral("s_client"), QStringLiteral("-connect"),
                                                            endpoint, QStringLiteral("-showcerts")});
        const auto begin = shown.out.indexOf("-----BEGIN CERTIFICATE");
        const Ended read = run(QStringLiteral("openssl"), words("x509 -noout -serial"), shown.out.mid(begin));
        return read.out.trimmed();
    }

    std::filesystem::path place() const { return m_lab.file("root-smds").toStdString(); }

    /// New certificates in the place of those the server was started with.
    void renew()
    {
        const auto ci = must(pki::Authority::load(m_lab.file("ci").toStdString()));
        pki::ServerIdentity identity;
        identity.commonName = m_address.host;
        identity.dnsNames = {m_address.host};
        identity.oid = "2.999.15";
        const auto tls = must(ci.issueServer(pki::Role::dsTls, identity));
        WB_VERIFY(pki::saveCredential(tls, place(), "DS_TLS"));
    }

private Q_SLOTS:
    void aHangUpLoadsCertificatesAgain()
    {
        QVERIFY2(m_lab.start(), m_lab.problem());
        const auto ci = must(pki::Authority::load(m_lab.file("ci").toStdString()));
        pki::TrustAnchors cis;
        cis.add(ci.ci());
        capture::Recorder recorder;
        http::ClientOptions options;
        options.peerCheck = es::tlsPeerCheck(cis, {pki::Role::dsTls}, pki::TlsEnd::server, Clock::system());
        options.map.set(m_address, {"127.0.0.1", m_lab.es11().section(QLatin1Char(':'), 1).toUShort()});
        options.sink = &recorder;
        http::Client kept(options);
        QCOMPARE(must(kept.send(m_address, {}, {}, {})).status, 404);

        const QByteArray before = serialAt(m_lab.es11());
        QVERIFY2(before.startsWith("serial="), before);
        renew();
        m_lab.server().send(SIGHUP);
        QVERIFY(m_lab.server().waitForError("reload: certificates, keys and trusted CIs are loaded again"));
        const QByteArray after = serialAt(m_lab.es11());
        QVERIFY2(after.startsWith("serial=") && after != before, after);

        QCOMPARE(must(kept.send(m_address, {}, {}, {})).status, 404);
        QVERIFY(recorder.since(0).back()->http()->reusedConnection);
        QCOMPARE(m_lab.registerEvent(QStringLiteral("EV-1")).code, 0);
        QCOMPARE(serialAt(m_lab.es12()).isEmpty(), false);

        // A broken key, then a broken file: all stays as it was, and is told.
        const std::string key = must(readFile(place() / "SK_DS_TLS.pem"));
        WB_VERIFY(writeFile(place() / "SK_DS_TLS.pem", "no key"));
        m_lab.server().send(SIGHUP);
        QVERIFY(m_lab.server().waitForError("SK_DS_TLS.pem"));
        QCOMPARE(serialAt(m_lab.es11()), after);
        WB_VERIFY(writeFile(place() / "SK_DS_TLS.pem", key));
        const std::string text = must(readFile(place() / "smds.toml"));
        WB_VERIFY(writeFile(place() / "smds.toml", text + "\n[nonsense]\n"));
        m_lab.server().send(SIGHUP);
        QVERIFY(m_lab.server().waitForError("unknown setting 'nonsense'"));
        WB_VERIFY(writeFile(place() / "smds.toml", text + "\n[limits]\nconnections = 5\n"));
        m_lab.server().send(SIGHUP);
        QVERIFY(m_lab.server().waitForError("limits has changed, which needs a restart"));
        QCOMPARE(serialAt(m_lab.es11()), after);

        m_lab.server().send(SIGTERM);
        const Ended ended = m_lab.server().finish();
        QVERIFY2(ended.code == 0, ended.all());
        QVERIFY2(!ended.err.contains(labEid) && !ended.err.contains("EV-1"), ended.all());
    }
};

WB_TEST(ReloadTest);

#include "reload_test.moc"
