// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/card_difference.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::report;
using Kind = CardDifference::Kind;
using testing::hex;

namespace {

capture::ExchangePtr answered(const char *request, const char *response)
{
    capture::Exchange exchange;
    auto &apdu = exchange.detail.emplace<capture::ApduExchange>();
    apdu.request = hex(request);
    apdu.response = hex(response);
    return std::make_shared<const capture::Exchange>(exchange);
}

/// GetProfilesInfo with profiles of these last digits and states.
Bytes profiles(std::initializer_list<std::pair<const char *, const char *>> list)
{
    std::string items;
    for (const auto &[digits, state] : list)
        items += std::string("E3125A0A989400000000000000") + digits + "9F7001" + state + "9500";
    const Bytes content = hex(items);
    Bytes answer = hex("BF2D");
    answer.push_back(static_cast<std::uint8_t>(content.size() + 2));
    answer.push_back(0xA0);
    answer.push_back(static_cast<std::uint8_t>(content.size()));
    append(answer, content);
    return answer;
}

const Bytes question = hex("BF2D00");

} // namespace

class CardDifferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameIsNoDifference()
    {
        const CardAnswers answers{{question, profiles({{"11", "01"}, {"22", "00"}})}};
        QVERIFY(differencesBetween(answers, answers).empty());
    }

    void aFieldThatChangedIsNamedByItsItem()
    {
        const auto found = differencesBetween({{question, profiles({{"11", "01"}, {"22", "00"}})}},
                                              {{question, profiles({{"22", "01"}, {"11", "01"}})}});
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].kind, Kind::changed);
        QCOMPARE(found[0].function, std::string("ES10c.GetProfilesInfo"));
        QVERIFY2(found[0].path.endsWith(QStringLiteral("89490000000000000022 > profileState")),
                 qPrintable(found[0].path));
        QVERIFY(found[0].before.contains(QStringLiteral("disabled")));
        QVERIFY(found[0].after.contains(QStringLiteral("enabled")));
    }

    void anItemThatCameOrWentIsOneDifference()
    {
        const CardAnswers one{{question, profiles({{"11", "01"}})}};
        const CardAnswers two{{question, profiles({{"33", "00"}, {"11", "01"}})}};
        const auto came = differencesBetween(one, two);
        QCOMPARE(came.size(), std::size_t(1));
        QCOMPARE(came[0].kind, Kind::onlyAfter);
        QVERIFY(came[0].path.endsWith(QStringLiteral("33")));
        const auto went = differencesBetween(two, one);
        QCOMPARE(went.size(), std::size_t(1));
        QCOMPARE(went[0].kind, Kind::onlyBefore);
    }

    void keyIdentifiersAreMatchedByWhatTheyAre()
    {
        const CardAnswers before{{hex("BF2000"), hex("BF20 13 8203020300 A906 0404AABBCCDD AA04 04021122")}};
        const CardAnswers after{
            {hex("BF2000"), hex("BF20 1A 8203020300 A90D 04051111111111 0404AABBCCDD AA04 04021122")}};
        const auto found = differencesBetween(before, after);
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].kind, Kind::onlyAfter);
        QVERIFY(found[0].after.startsWith(QStringLiteral("1111111111")));
    }

    void aQuestionOfOneSideIsOneDifference()
    {
        const auto found = differencesBetween({{question, profiles({{"11", "01"}})}}, {});
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].kind, Kind::onlyBefore);
        QVERIFY(found[0].path.isEmpty());
    }

    void aCaptureHasABeforeAndAnAfter()
    {
        const std::vector<capture::ExchangePtr> exchanges{
            answered("BF2000", "BF20020500"), answered("BF2E00", "BF2E020500"), answered("BF2000", "BF20020501"),
            std::make_shared<const capture::Exchange>(testing::refusedExchange())};
        QCOMPARE(answersIn(exchanges, WhichAnswer::first), (CardAnswers{{hex("BF2000"), hex("BF20020500")}}));
        QCOMPARE(answersIn(exchanges), (CardAnswers{{hex("BF2000"), hex("BF20020501")}}));
    }

    void aListThatWasEmptySaysSo()
    {
        const auto found = differencesBetween({{question, hex("BF2D02A000")}}, {{question, profiles({{"11", "01"}})}});
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].kind, Kind::onlyAfter);
        QVERIFY2(found[0].path.startsWith(QStringLiteral("ProfileInfo 8949")), qPrintable(found[0].path));
    }

    void hostileAnswersAreCompared()
    {
        const auto found = differencesBetween({{question, hex("BF2DFF")}}, {{question, hex("30")}});
        QVERIFY(!found.empty());
    }
};

WB_TEST(CardDifferenceTest);
#include "card_difference_test.moc"
