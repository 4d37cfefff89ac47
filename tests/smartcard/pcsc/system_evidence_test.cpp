// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/evidence.h"

#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace wb;
using namespace wb::pcsc;

/// What is read from the files of a system; the system is made for the test.
class SystemEvidenceTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_root;

    void put(const QString &path, const QByteArray &content) const
    {
        const QString file = m_root->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(content);
    }

    SystemEvidence look() const { return gatherSystemEvidence(m_root->path().toStdString()); }

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        qunsetenv("PCSCLITE_CSOCK_NAME");
    }
    void cleanup() { qunsetenv("PCSCLITE_CSOCK_NAME"); }

    void nothingIsThere()
    {
        const SystemEvidence seen = look();
        QCOMPARE(seen.socket, SocketState::absent);
        QVERIFY(seen.socketPath.ends_with("/run/pcscd/pcscd.comm"));
        QVERIFY(!seen.daemon && !seen.daemonInstalled && !seen.ccidInstalled && !seen.systemd);
        QVERIFY(!seen.container && !seen.polkitDaemon && !seen.polkitPolicy);
        QVERIFY(seen.polkitRules.empty() && seen.kernelModules.empty() && seen.usbReaders.empty());
        QVERIFY(seen.programs.empty());
        QVERIFY(!seen.user.empty());
    }

    void filesAreLookedFor()
    {
        put(QStringLiteral("usr/sbin/pcscd"), {});
        put(QStringLiteral("usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist"), {});
        put(QStringLiteral("run/systemd/system/x"), {});
        put(QStringLiteral("run/.containerenv"), {});
        put(QStringLiteral("usr/share/polkit-1/actions/org.debian.pcsc-lite.policy"), {});
        put(QStringLiteral("etc/polkit-1/rules.d/10-other.rules"), "polkit.addRule(function() {});");
        put(QStringLiteral("etc/polkit-1/rules.d/49-pcsc.rules"), "org.debian.pcsc-lite.access_card");
        const SystemEvidence seen = look();
        QVERIFY(seen.daemonInstalled && seen.ccidInstalled && seen.systemd && seen.container && seen.polkitPolicy);
        QCOMPARE(seen.polkitRules.size(), std::size_t(1));
        QVERIFY(seen.polkitRules.front().ends_with("/etc/polkit-1/rules.d/49-pcsc.rules"));
    }

    void processesAreRead()
    {
        put(QStringLiteral("proc/41/comm"), "pcscd\n");
        put(QStringLiteral("proc/41/maps"), "7f00 r-xp /usr/lib/libpcsclite.so.1.0.0\n"); // it is no client of itself
        put(QStringLiteral("proc/42/comm"), "polkitd\n");
        put(QStringLiteral("proc/43/comm"), "scdaemon\n");
        put(QStringLiteral("proc/43/maps"), "7f00 r-xp /usr/lib/x86_64-linux-gnu/libpcsclite.so.1.0.0\n");
        put(QStringLiteral("proc/44/comm"), "bash\n");
        put(QStringLiteral("proc/44/maps"), "7f00 r-xp /usr/bin/bash\n");
        put(QStringLiteral("proc/45x/comm"), "pcscd\n");
        put(QStringLiteral("proc/modules"),
            "nfc 131072 1 pn533, Live 0x0\npn533_usb 20480 0 - Live 0x0\nusbcore 1 0\n");
        const SystemEvidence seen = look();
        QCOMPARE(seen.daemon.value_or(0), 41L);
        QVERIFY(seen.polkitDaemon);
        QCOMPARE(seen.programs.size(), std::size_t(1));
        QCOMPARE(seen.programs.front().pid, 43L);
        QCOMPARE(seen.programs.front().name, std::string("scdaemon"));
        QCOMPARE(seen.kernelModules, (std::vector<std::string>{"nfc", "pn533_usb"}));
    }

    /// It is another container's, and nothing that is to be restarted.
    void aDaemonOfAnotherNamespaceIsNotOurs()
    {
        put(QStringLiteral("proc/41/comm"), "pcscd\n");
        put(QStringLiteral("proc/41/root/run/pcscd/pcscd.comm"), {});
        SystemEvidence seen = look();
        QVERIFY(!seen.daemon);
        QCOMPARE(seen.daemonElsewhere.value_or(0), 41L);
        put(QStringLiteral("run/pcscd/pcscd.comm"), {}); // what is here is its socket, as far as one can tell
        seen = look();
        QCOMPARE(seen.daemon.value_or(0), 41L);
        QVERIFY(!seen.daemonElsewhere);
    }

    void usbReadersAreFound()
    {
        const QString devices = QStringLiteral("sys/bus/usb/devices/");
        put(devices + QStringLiteral("1-2/idVendor"), "08e6\n");
        put(devices + QStringLiteral("1-2/idProduct"), "3437\n");
        put(devices + QStringLiteral("1-2/product"), "GemPC Twin\n");
        put(devices + QStringLiteral("1-2:1.0/bInterfaceClass"), "0b\n");
        put(devices + QStringLiteral("1-3:1.0/bInterfaceClass"), "03\n"); // a keyboard
        put(devices + QStringLiteral("1-4:1.1/bInterfaceClass"), "0b\n"); // its device tells nothing
        QVERIFY(QFile::link(QStringLiteral("../../../../bus/usb/drivers/pn533_usb"),
                            m_root->filePath(devices + QStringLiteral("1-4:1.1/driver"))));
        const SystemEvidence seen = look();
        QCOMPARE(seen.usbReaders.size(), std::size_t(2));
        QCOMPARE(seen.usbReaders[0].id, std::string("08e6:3437"));
        QCOMPARE(seen.usbReaders[0].product, std::string("GemPC Twin"));
        QCOMPARE(seen.usbReaders[0].place, std::string("1-2:1.0"));
        QVERIFY(seen.usbReaders[0].driver.empty());
        QVERIFY(seen.usbReaders[1].id.empty());
        QCOMPARE(seen.usbReaders[1].driver, std::string("pn533_usb"));
    }

    void theSocketIsKnockedAt()
    {
        const std::string path = m_root->filePath(QStringLiteral("comm")).toStdString();
        qputenv("PCSCLITE_CSOCK_NAME", path.c_str());
        QCOMPARE(look().socket, SocketState::absent);
        QCOMPARE(look().socketPath, path);

        const int line = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.c_str(), sizeof address.sun_path);
        QCOMPARE(::bind(line, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(look().socket, SocketState::dead);
        QCOMPARE(::listen(line, 4), 0);
        QCOMPARE(look().socket, SocketState::connectable);
        ::close(line);
        QCOMPARE(look().socket, SocketState::dead);

        qputenv("PCSCLITE_CSOCK_NAME", QByteArray(200, 'x'));
        QCOMPARE(look().socket, SocketState::absent);
    }
};

WB_TEST(SystemEvidenceTest);

#include "system_evidence_test.moc"
