// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/identifiers.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/test.h"

using namespace wb;
using report::Identifiers;

namespace {

capture::Exchange httpsWith(std::string_view request, std::string_view response)
{
    capture::Exchange exchange;
    capture::HttpExchange http;
    http.requestBody = Bytes(request.begin(), request.end());
    http.responseBody = Bytes(response.begin(), response.end());
    exchange.detail = http;
    return exchange;
}

} // namespace

class IdentifiersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEidOfACardIsFound()
    {
        QCOMPARE(report::identifiersOf(testing::eidExchange()),
                 (Identifiers{{"89049032123451234512345678901235"}, {}, {}}));
    }

    void aTransactionIdIsOneInJsonAndInTlv()
    {
        // It stands in the answer as text, and in serverSigned1 as octets.
        QCOMPARE(report::identifiersOf(testing::initiateAuthenticationExchange()).transactionIds,
                 std::vector<std::string>{"0102030405060708"});
    }

    void eventIdsOfAnAnswerAreFoundInOrder()
    {
        const auto found = report::identifiersOf(
            httpsWith(R"({"transactionId":"0a0b"})",
                      R"({"eventEntries":[{"eventId":"EV-2","rspServerAddress":"a.example.com"},)"
                      R"({"eventId":"EV-1","rspServerAddress":"b.example.com"},{"eventId":"EV-2"}]})"));
        QCOMPARE(found, (Identifiers{{}, {"EV-2", "EV-1"}, {"0A0B"}}));
    }

    void anEventIdThatIsAsOneAskedForIsFound()
    {
        QCOMPARE(report::identifiersOf(httpsWith(R"({"eid":"89049032123451234512345678901235","eventId":"EV-9"})", "")),
                 (Identifiers{{"89049032123451234512345678901235"}, {"EV-9"}, {}}));
    }

    void whatCannotBeReadSaysNothing()
    {
        QCOMPARE(report::identifiersOf(httpsWith("{\"eventId\":", "\x5A\xFF")), Identifiers());
        QCOMPARE(report::identifiersOf(testing::selectExchange()), Identifiers());
    }
};

WB_TEST(IdentifiersTest);
#include "identifiers_test.moc"
