// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/card_settings.h"

#include "tests/support/test.h"

#include <QTest>

using namespace wb;
using namespace wb::workbench;

/// What the page "Card" of the settings makes of the way cards are opened.
class CardSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStandardIsThatOfTheLibrary()
    {
        const auto settings = shell::Settings::temporary();
        settings->add(cardSettings());
        const cards::OpenOptions made = openOptionsOf(*settings);
        const cards::OpenOptions standard;
        QCOMPARE(made.share, standard.share);
        QCOMPARE(made.protocol, standard.protocol);
        QCOMPARE(made.session.channel, standard.session.channel);
        QCOMPARE(made.session.terminalCapability, standard.session.terminalCapability);
    }

    void eachSettingCounts()
    {
        const auto settings = shell::Settings::temporary();
        settings->add(cardSettings());
        for (const shell::SettingSpec &spec : settings->table()) {
            QVERIFY(isCardSetting(spec.key));
            if (spec.standard.typeId() == QMetaType::Bool)
                QVERIFY(settings->set(spec.key, !spec.standard.toBool()));
        }
        QVERIFY(settings->set("card/protocol", QStringLiteral("t1")));
        QVERIFY(!settings->set("card/protocol", QStringLiteral("t2")));
        const cards::OpenOptions made = openOptionsOf(*settings);
        QCOMPARE(made.share, pcsc::ShareMode::exclusive);
        QCOMPARE(made.protocol, pcsc::ProtocolChoice::t1);
        QCOMPARE(made.session.channel, card::ChannelChoice::basic);
        QVERIFY(!made.session.terminalCapability);
        QVERIFY(settings->set("card/protocol", QStringLiteral("t0")));
        QCOMPARE(openOptionsOf(*settings).protocol, pcsc::ProtocolChoice::t0);
    }

    void ownAidsAreRead()
    {
        const auto settings = shell::Settings::temporary();
        settings->add(cardSettings());
        QVERIFY(openOptionsOf(*settings).session.ownAids.empty());
        QVERIFY(settings->set("card/ownAids", QStringLiteral("A0000005591010FFFFFFFF8900000177, a000000559")));
        QCOMPARE(openOptionsOf(*settings).session.ownAids,
                 (std::vector<Bytes>{
                     {0xA0, 0x00, 0x00, 0x05, 0x59, 0x10, 0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x89, 0x00, 0x00, 0x01, 0x77},
                     {0xA0, 0x00, 0x00, 0x05, 0x59}}));
        for (const char *wrong : {"A0", "zebra", "A000000559 A0000005591010FFFFFFFF890000017700"})
            QVERIFY(!settings->set("card/ownAids", QString::fromLatin1(wrong)));
        QVERIFY(settings->set("card/ownAids", QString()));
        QVERIFY(openOptionsOf(*settings).session.ownAids.empty());
    }
};

WB_TEST(CardSettingsTest);

#include "card_settings_test.moc"
