// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/pcscd.h"

#include "smartcard/pcsc/context.h"

#include <QFile>
#include <QTest>

#include <winscard.h>

namespace wb::testing {

namespace {

constexpr int patience = 10000;
constexpr const char *driverPath = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const QString socketPath = QStringLiteral("/run/pcscd/pcscd.comm");

/// Whether this process has had a pcscd here before, which may have left its socket behind when it was killed.
bool socketIsOurs = false;

} // namespace

bool Pcscd::explain(std::string problem)
{
    QFile log(m_folder.filePath(QStringLiteral("pcscd.log")));
    if (log.open(QIODevice::ReadOnly))
        problem += "\n" + log.readAll().toStdString();
    m_problem = std::move(problem);
    return false;
}

bool Pcscd::writeConfiguration(const std::vector<PcscdReader> &readers)
{
    QDir folder(m_folder.path());
    folder.mkdir(QStringLiteral("readers"));
    folder.cd(QStringLiteral("readers"));
    for (const QString &old : folder.entryList(QDir::Files))
        folder.remove(old);
    for (std::size_t i = 0; i < readers.size(); ++i) {
        QFile file(folder.filePath(QStringLiteral("reader%1").arg(i)));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        // The driver keeps its connections by slot only, so two readers of one driver take each other's card. A copy of
        // the file is a driver of its own.
        const QString driver = m_folder.filePath(QStringLiteral("driver%1.so").arg(i));
        if (!QFile::exists(driver) && !QFile::copy(QString::fromLatin1(driverPath), driver))
            return false;
        const QByteArray port = "0x" + QByteArray::number(readers[i].port, 16);
        file.write("FRIENDLYNAME \"" + QByteArray::fromStdString(readers[i].name) + "\"\nDEVICENAME /dev/null:" + port
                   + "\nLIBPATH " + driver.toUtf8() + "\nCHANNELID " + port + "\n");
    }
    return true;
}

bool Pcscd::start(const std::vector<PcscdReader> &readers)
{
    if (running())
        return explain("it is running already");
    if (!QFile::exists(QStringLiteral("/run/pcscd")))
        return explain("there is no /run/pcscd; run this test inside tests/support/in-own-pcscd, as ctest does");
    if (!socketIsOurs && QFile::exists(socketPath))
        return explain("somebody else's pcscd is here; run this test inside tests/support/in-own-pcscd, as ctest does");
    if (!writeConfiguration(readers))
        return explain("cannot write its configuration");

    socketIsOurs = true;
    if (!m_process.start(
            {"/usr/sbin/pcscd", "--foreground", "--config", m_folder.filePath(QStringLiteral("readers")).toStdString()},
            m_folder.filePath(QStringLiteral("pcscd.log")).toStdString()))
        return explain("cannot be started");

    const std::size_t expected = readers.size() * 2;
    const bool ready = QTest::qWaitFor(
        [&] {
            pcsc::Context context;
            const auto names = context.readers();
            return !running() || (names && names->size() == expected);
        },
        patience);
    return (ready && running()) || explain("does not list its readers");
}

OtherProgram::OtherProgram()
{
    SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &m_context);
}

OtherProgram::~OtherProgram()
{
    if (m_card != 0)
        disconnect();
    SCardReleaseContext(m_context);
}

std::uint32_t OtherProgram::connect(const std::string &reader, bool exclusive)
{
    const DWORD share = exclusive ? SCARD_SHARE_EXCLUSIVE : SCARD_SHARE_SHARED;
    return static_cast<std::uint32_t>(
        SCardConnect(m_context, reader.c_str(), share, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &m_card, &m_protocol));
}

std::uint32_t OtherProgram::beginTransaction()
{
    return static_cast<std::uint32_t>(SCardBeginTransaction(m_card));
}

std::uint32_t OtherProgram::endTransaction()
{
    return static_cast<std::uint32_t>(SCardEndTransaction(m_card, SCARD_LEAVE_CARD));
}

Bytes OtherProgram::transmit(ByteView command)
{
    unsigned char buffer[258];
    DWORD length = sizeof buffer;
    const SCARD_IO_REQUEST *protocol = m_protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    if (SCardTransmit(m_card, protocol, command.data(), command.size(), nullptr, buffer, &length) != SCARD_S_SUCCESS)
        return {};
    return {buffer, buffer + length};
}

std::uint32_t OtherProgram::disconnect(bool resetCard)
{
    const auto code = static_cast<std::uint32_t>(
        SCardDisconnect(m_card, resetCard ? SCARD_RESET_CARD : SCARD_LEAVE_CARD));
    m_card = 0;
    return code;
}

} // namespace wb::testing
