// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/bound_profile_package.h"
#include "core/rsp/profile_download.h"
#include "tests/support/core/results.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

namespace {

Bytes package()
{
    rsp::BoundProfilePackage value;
    auto &initialise = value.initialiseSecureChannelRequest;
    initialise.transactionId = *rsp::TransactionId::fromText("0102");
    initialise.controlRefTemplate = {hex("88"), hex("10"), hex("0102"), {}};
    initialise.smdpOtpk = Bytes(65, 4);
    initialise.smdpSign = Bytes(64, 5);
    value.firstSequenceOf87 = {Bytes(24, 7)};
    value.sequenceOf88 = {Bytes(40, 8), Bytes(12, 9)};
    value.secondSequenceOf87 = {{Bytes(48, 7)}};
    value.sequenceOf86 = {Bytes(300, 6), Bytes(20, 6)};
    return asn1::encode(value);
}

/// An eUICC that takes segments and answers the last, or the one it dislikes.
struct Taker final : rsp::Euicc {
    Result<Bytes> es10(ByteView request, std::stop_token) override
    {
        taken.push_back(copyOf(request));
        if (static_cast<int>(taken.size()) == refuses)
            return fail(ErrorKind::refused, Interface::apdu, "STORE DATA", "6985");
        return static_cast<int>(taken.size()) == answers ? hex("BF3700") : Bytes();
    }
    std::vector<Bytes> taken;
    int answers = 0;
    int refuses = 0;
};

} // namespace

/// How a Bound Profile Package goes to an eUICC, SGP.22 section 2.5.5.
class BoundProfilePackageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCut()
    {
        const Bytes whole = package();
        const auto segments = must(es::segmentsOf(whole));
        QCOMPARE(segments.size(), std::size_t(9));
        QCOMPARE(toHex(segments[0]).substr(0, 4), std::string("BF36"));
        const char *tags[] = {"BF36", "A0", "A1", "88", "88", "A2", "A3", "86", "86"};
        Bytes together;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            QVERIFY2(toHex(segments[i]).starts_with(tags[i]), tags[i]);
            append(together, segments[i]);
        }
        QCOMPARE(together, whole);
        QCOMPARE(toHex(segments[2]), std::string("A138")); // a header alone
    }

    void theAnswerEndsIt()
    {
        Taker taker;
        taker.answers = 4;
        QCOMPARE(toHex(must(es::loadBoundProfilePackage(taker, package(), {}))), std::string("BF3700"));
        QCOMPARE(taker.taken.size(), std::size_t(4));
        Taker silent;
        QVERIFY(must(es::loadBoundProfilePackage(silent, package(), {})).empty());
        QCOMPARE(silent.taken.size(), std::size_t(9));
        Taker refusing;
        refusing.refuses = 2;
        QVERIFY(!es::loadBoundProfilePackage(refusing, package(), {}));
        QCOMPARE(refusing.taken.size(), std::size_t(2));
    }

    void whatIsNone()
    {
        const Bytes whole = package();
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto refused = es::segmentsOf(ByteView(whole).first(length));
            QVERIFY(!refused);
            QVERIFY(refused.error().offset.has_value());
        }
        QVERIFY(!es::segmentsOf(hex("BF3600")));
        QVERIFY(!es::segmentsOf(hex("BF3602A000")));
        QVERIFY(!es::segmentsOf(hex("BF3800")));
        QVERIFY(!es::segmentsOf(hex("BF3608BF2300A103880501"))); // a piece longer than its list
    }
};

WB_TEST(BoundProfilePackageTest);
#include "bound_profile_package_test.moc"
