// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/mailbox.h"

#include "tests/support/test.h"

#include <thread>

using wb::Mailbox;

class MailboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersOfAThreadArriveInOrderInTheOwnersThread()
    {
        constexpr int letters = 1000;
        std::vector<int> received;
        const auto owner = std::this_thread::get_id();
        bool elsewhere = false;
        Mailbox<int> mailbox([&](int letter) {
            received.push_back(letter);
            elsewhere = elsewhere || std::this_thread::get_id() != owner;
        });
        {
            const std::jthread writer([&] {
                for (int i = 0; i < letters; ++i)
                    mailbox.post(i);
            });
        }
        QTRY_COMPARE(received.size(), std::size_t(letters));
        for (int i = 0; i < letters; ++i)
            QCOMPARE(received[static_cast<std::size_t>(i)], i);
        QVERIFY(!elsewhere);
    }

    void aLetterPostedWhileReceivingArrivesToo()
    {
        std::vector<int> received;
        Mailbox<int> *self = nullptr;
        Mailbox<int> mailbox([&](int letter) {
            received.push_back(letter);
            if (letter < 3)
                self->post(letter + 1);
        });
        self = &mailbox;
        mailbox.post(1);
        QTRY_COMPARE(received, (std::vector<int>{1, 2, 3}));
    }

    void nothingArrivesAfterTheEnd()
    {
        int received = 0;
        {
            Mailbox<int> mailbox([&](int) { ++received; });
            mailbox.post(1);
        }
        QCoreApplication::sendPostedEvents();
        QCOMPARE(received, 0);
    }
};

WB_TEST(MailboxTest);
#include "mailbox_test.moc"
