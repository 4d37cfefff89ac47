// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/encode.h"
#include "core/base/files.h"
#include "core/capture/capture_file.h"
#include "core/capture/file_records.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::capture;

namespace {

CaptureHeader someHeader()
{
    return {captureVersion, "a test", TimePoint(std::chrono::milliseconds(1'795'356'131'381)), false};
}

std::vector<ExchangePtr> numbered(std::vector<Exchange> exchanges)
{
    std::vector<ExchangePtr> all;
    for (Exchange &exchange : exchanges) {
        exchange.number = all.size() + 1;
        all.push_back(std::make_shared<const Exchange>(std::move(exchange)));
    }
    return all;
}

Bytes octetsOf(const Exchange &exchange)
{
    return asn1::encode(stored(exchange));
}

} // namespace

class CaptureFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsSavedIsOpenedAgain()
    {
        const auto exchanges = numbered(testing::sampleExchanges({Bytes{0x30, 0x00}, Bytes{0x30, 0x01, 0x05}}));
        QVERIFY(saveCapture(file(), someHeader(), exchanges));
        const auto opened = openCapture(file());
        QVERIFY(opened);
        QVERIFY(opened->damages.empty());
        QCOMPARE(opened->header.createdBy, std::string("a test"));
        QCOMPARE(opened->header.created, someHeader().created);
        QCOMPARE(opened->exchanges.size(), exchanges.size());
        for (std::size_t i = 0; i < exchanges.size(); ++i)
            QCOMPARE(octetsOf(*opened->exchanges[i]), octetsOf(*exchanges[i]));
    }

    void everyMemberOfAnErrorIsKept()
    {
        Exchange exchange = testing::refusedExchange();
        Error error = makeError(ErrorKind::timedOut, Interface::es15, "RegisterEvent", "too slow \xFF");
        error.status = StatusPair{"8.9.5", "3.9", "EV-1", "unknown"};
        error.functionError = FunctionError{"ES10b.AuthenticateServer", 127};
        error.statusWord = std::uint16_t(0x6A82);
        error.scard = 0x80100069;
        error.httpStatus = 503;
        error.tlsAlert = 42;
        error.offset = 17;
        exchange.error = error;
        exchange.verdicts = {{"serverSignature1 broken", RuleVerdict::Outcome::broken}};
        exchange.subject = {"89049032123451234512345678901235", "EV-1", "an SM-DP+"};
        QVERIFY(saveCapture(file(), someHeader(), numbered({exchange})));
        const auto opened = openCapture(file());
        QVERIFY(opened && opened->exchanges.size() == 1);
        QVERIFY(opened->exchanges[0]->error == error);
        QVERIFY(opened->exchanges[0]->verdicts == exchange.verdicts);
        QCOMPARE(opened->exchanges[0]->subject.caller, exchange.subject.caller);
    }

    void aFileThatEndsAnywhereLosesOneExchangeAtMost()
    {
        const auto exchanges = numbered(
            {testing::selectExchange(), testing::eidExchange(), testing::euiccInfoExchange()});
        QVERIFY(saveCapture(file(), someHeader(), exchanges));
        const Bytes whole = copyOf(viewOf(readFile(file()).value()));
        QVERIFY(saveCapture(file(), someHeader(), std::vector{exchanges[0], exchanges[1]}));
        const std::size_t beforeLast = std::filesystem::file_size(file());
        for (std::size_t length = beforeLast + 1; length < whole.size(); ++length) {
            const auto opened = readCapture(ByteView(whole).first(length));
            QVERIFY(opened);
            QCOMPARE(opened->exchanges.size(), std::size_t(2));
            QCOMPARE(opened->damages.size(), std::size_t(1));
            QCOMPARE(opened->damages[0].offset, beforeLast);
            QCOMPARE(opened->damages[0].before, std::uint64_t(0));
        }
        QVERIFY(readCapture(ByteView(whole).first(beforeLast))->damages.empty());
    }

    void aChangedOctetLosesOneExchangeAtMostAndIsTold()
    {
        const auto exchanges = numbered(
            {testing::selectExchange(), testing::eidExchange(), testing::euiccInfoExchange()});
        QVERIFY(saveCapture(file(), someHeader(), exchanges));
        const Bytes whole = copyOf(viewOf(readFile(file()).value()));
        for (std::size_t at = 8; at < whole.size(); ++at) {
            Bytes changed = whole;
            changed[at] ^= 0x5A;
            const auto opened = readCapture(changed);
            QVERIFY(opened);
            QVERIFY2(opened->exchanges.size() >= 2, qPrintable(QString::number(at)));
            QCOMPARE(opened->damages.size(), std::size_t(1));
        }
    }

    void whatIsMissingInTheMiddleIsNamed()
    {
        const auto exchanges = numbered({testing::selectExchange(), testing::eidExchange(),
                                         testing::euiccInfoExchange(), testing::refusedExchange()});
        QVERIFY(saveCapture(file(), someHeader(), std::vector{exchanges[0]}));
        const std::size_t from = std::filesystem::file_size(file());
        QVERIFY(saveCapture(file(), someHeader(), std::vector{exchanges[0], exchanges[1], exchanges[2]}));
        const std::size_t to = std::filesystem::file_size(file());
        QVERIFY(saveCapture(file(), someHeader(), exchanges));
        Bytes octets = copyOf(viewOf(readFile(file()).value()));
        std::fill(octets.begin() + static_cast<std::ptrdiff_t>(from), octets.begin() + static_cast<std::ptrdiff_t>(to),
                  0);
        const auto opened = readCapture(octets);
        QVERIFY(opened);
        QCOMPARE(opened->exchanges.size(), std::size_t(2));
        QCOMPARE(opened->damages.size(), std::size_t(1));
        QCOMPARE(opened->damages[0].line(), "octets " + std::to_string(from) + " to " + std::to_string(to)
                                                + ": no record begins here; exchanges 2 to 3 are missing");
    }

    void whatIsNoCaptureIsRefused()
    {
        const auto text = readCapture(viewOf("{\"log\":{}}"));
        QVERIFY(!text);
        QCOMPARE(text.error().kind, ErrorKind::malformed);
        QVERIFY(!readCapture({}));
        const auto absent = openCapture(m_folder->filePath(QStringLiteral("absent.smdscap")).toStdString());
        QVERIFY(!absent);
        QCOMPARE(absent.error().kind, ErrorKind::notFound);
    }

    void aLaterVersionIsRefused()
    {
        CaptureHeader header = someHeader();
        QVERIFY(saveCapture(file(), header, {}));
        Bytes octets = copyOf(viewOf(readFile(file()).value()));
        StoredHeader later;
        later.version = captureVersion + 1;
        // The writer writes its own version only: this one is put together by hand.
        const Bytes payload = asn1::encode(later);
        const QByteArray check = QCryptographicHash::hash(
            QByteArray(reinterpret_cast<const char *>(payload.data()), static_cast<qsizetype>(payload.size())),
            QCryptographicHash::Sha256);
        octets.resize(8 + 4);
        for (int shift = 24; shift >= 0; shift -= 8)
            octets.push_back(static_cast<std::uint8_t>(payload.size() >> shift));
        octets.insert(octets.end(), check.begin(), check.begin() + 8);
        append(octets, payload);
        const auto opened = readCapture(octets);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::unsupported);
    }

    void manyFalseBeginningsDoNotTakeForEver()
    {
        Bytes octets = copyOf(viewOf("SMDSCAP\n"));
        while (octets.size() < 400'000)
            append(octets, Bytes{0xA5, 0x5A, 0xC3, 0x3C, 0x00, 0x01, 0x00, 0x00});
        const auto opened = readCapture(octets);
        QVERIFY(opened);
        QVERIFY(opened->exchanges.empty());
        QCOMPARE(opened->damages.size(), std::size_t(1));
    }

    void aFileBelongsToItsOwner()
    {
        QVERIFY(saveCapture(file(), someHeader(), {}));
        QCOMPARE(std::filesystem::status(file()).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    void aFullDiskIsToldAndTheFileBeforeIsKept()
    {
        const auto writer = CaptureWriter::create("/dev/full", someHeader());
        QVERIFY(!writer);
        QCOMPARE(writer.error().kind, ErrorKind::io);
        const auto nowhere = saveCapture(m_folder->filePath(QStringLiteral("no/such/folder/a.smdscap")).toStdString(),
                                         someHeader(), {});
        QVERIFY(!nowhere);
    }

private:
    std::filesystem::path file() const { return m_folder->filePath(QStringLiteral("a.smdscap")).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WB_TEST(CaptureFileTest);
#include "capture_file_test.moc"
