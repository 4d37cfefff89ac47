// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/pem.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <fstream>

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

class PemTest : public QObject {
    Q_OBJECT

private:
    std::filesystem::path write(const char *name, std::string_view content) const
    {
        const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::ofstream(file, std::ios::binary) << content;
        return file;
    }

    QTemporaryDir m_folder;
    Certificate m_ci = must(Authority::create()).ci();

private Q_SLOTS:
    void readsWhatItWrites()
    {
        const auto certificates = must(certificatesFromPem(toPem(m_ci)));
        QCOMPARE(certificates.size(), std::size_t(1));
        QVERIFY(certificates[0] == m_ci);
    }

    void readsSeveralWithTextAndLineEndsBetween()
    {
        std::string pem = "subject=CN = Test CI\r\n" + toPem(m_ci) + "\nnot a certificate\n" + toPem(m_ci);
        QCOMPARE(must(certificatesFromPem(pem)).size(), std::size_t(2));
        for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2)
            pem.replace(at, 1, "\r\n");
        QCOMPARE(must(certificatesFromPem(pem)).size(), std::size_t(2));
    }

    void saysWhereTextIsWrong()
    {
        QVERIFY(certificatesFromPem("").error().offset == std::size_t(0));
        std::string pem = toPem(m_ci);
        const std::size_t at = pem.find("MII");
        pem[at] = '*';
        QVERIFY(certificatesFromPem(pem).error().offset == at);
        const std::string open = "text\n-----BEGIN CERTIFICATE-----\nMII";
        QVERIFY(certificatesFromPem(open).error().offset == std::size_t(5));
    }

    void loadsDerAndPemFiles()
    {
        QVERIFY(must(loadCertificates(write("ci.der", textOf(m_ci.der())))).front() == m_ci);
        QVERIFY(must(loadCertificates(write("ci.pem", toPem(m_ci)))).front() == m_ci);
    }

    void saysWhichFileIsWrong()
    {
        QCOMPARE(loadCertificates("/nowhere/ci.pem").error().kind, ErrorKind::notFound);
        QCOMPARE(loadCertificates("/").error().kind, ErrorKind::io);
        const auto result = loadCertificates(write("short.der", textOf(m_ci.der().first(40))));
        QCOMPARE(result.error().kind, ErrorKind::malformed);
        QVERIFY(result.error().offset.has_value());
        QVERIFY(text(result.error().reason).contains(QStringLiteral("short.der")));
        QCOMPARE(loadCertificates(write("empty.pem", "")).error().kind, ErrorKind::malformed);
    }
};

WB_TEST(PemTest);
#include "pem_test.moc"
