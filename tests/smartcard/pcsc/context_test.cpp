// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/context.h"
#include "smartcard/pcsc/scard_error.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pcsc;
using wb::testing::Pcscd;

class ContextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreWalkedByOctets()
    {
        const char list[] = "Reader A 00 00\0Lesegerät\0\0behind the end";
        QCOMPARE(namesOf(list, sizeof list), (std::vector<std::string>{"Reader A 00 00", "Lesegerät"}));
        QCOMPARE(namesOf("", 1), std::vector<std::string>());
        QCOMPARE(namesOf(nullptr, 0), std::vector<std::string>());
        QCOMPARE(namesOf("cut off", 3), std::vector<std::string>{"cut"});
    }

    void codesHaveKindAndReason()
    {
        const Error error = scardError(0x8010001D, "SCardEstablishContext");
        QCOMPARE(error.kind, ErrorKind::unreachable);
        QVERIFY(error.interface == Interface::pcsc);
        QCOMPARE(error.scard.value_or(0), 0x8010001DU);
        QVERIFY(isServiceLost(0x8010001D));
        QVERIFY(isServiceLost(0x80100003));
        QVERIFY(!isServiceLost(0x80100069));
        QCOMPARE(scardError(0x80100069, "x").kind, ErrorKind::removed);
        QCOMPARE(scardError(0x8010000B, "x").kind, ErrorKind::busy);
        QVERIFY(!scardError(0x80109999, "x").reason.empty());
    }

    void withoutPcscdItSaysSo()
    {
        Context context;
        const auto readers = context.readers();
        QVERIFY(!readers.has_value());
        QCOMPARE(readers.error().kind, ErrorKind::unreachable);
        QCOMPARE(readers.error().scard.value_or(0), 0x8010001DU);
        QVERIFY(!context.established());
    }

    void aRestartIsSurvived()
    {
        Pcscd pcscd;
        QVERIFY2(pcscd.start({{"Lab A", 35963}}), pcscd.problem());
        Context context;
        QCOMPARE(*context.readers(), (std::vector<std::string>{"Lab A 00 00", "Lab A 00 01"}));
        pcscd.kill();
        QVERIFY(!context.readers().has_value());
        QVERIFY2(pcscd.start({{"Lab A", 35963}, {"Lab B", 35979}}), pcscd.problem());
        QCOMPARE(context.readers()->size(), std::size_t(4));

        pcscd.stop();
        QVERIFY2(pcscd.start({{"Lab C", 35963}}), pcscd.problem());
        QCOMPARE(context.readers()->front(), std::string("Lab C 00 00")); // it did not look in between
    }

    void aContextCanBeMoved()
    {
        Pcscd pcscd;
        QVERIFY2(pcscd.start(), pcscd.problem());
        Context first;
        QVERIFY(first.establish().has_value());
        Context second(std::move(first));
        QVERIFY(second.established());
        QCOMPARE(second.readers()->size(), std::size_t(2));
        Context third;
        third = std::move(second);
        QCOMPARE(third.readers()->size(), std::size_t(2));
    }
};

WB_TEST(ContextTest);

#include "context_test.moc"
