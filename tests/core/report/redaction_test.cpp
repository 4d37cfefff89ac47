// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/encode.h"
#include "core/capture/file_records.h"
#include "core/euicc/open_euicc.h"
#include "core/report/annotation.h"
#include "core/report/identifiers.h"
#include "core/report/redaction.h"
#include "core/report/signature_verdicts.h"
#include "core/rsp/profile.h"
#include "core/rsp/swapped_bcd.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/core/signed_exchanges.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <algorithm>
#include <set>

using namespace wb;
using namespace wb::report;
using capture::ExchangePtr;
using Outcome = capture::RuleVerdict::Outcome;

namespace {

constexpr const char *iccid = "8949000000000000011";

std::vector<ExchangePtr> shared(std::vector<capture::Exchange> exchanges)
{
    std::vector<ExchangePtr> all;
    for (capture::Exchange &exchange : exchanges)
        all.push_back(std::make_shared<const capture::Exchange>(std::move(exchange)));
    return all;
}

/// Everything an exchange holds, base64 opened.
std::vector<Bytes> everythingIn(const capture::Exchange &exchange)
{
    std::vector<Bytes> all{asn1::encode(capture::stored(exchange))};
    for (const Buffer &buffer : annotateParts(partsOf(exchange)).buffers)
        all.push_back(buffer.bytes);
    if (const auto *apdu = exchange.apdu()) { // what straddles blocks
        Bytes commands;
        Bytes responses;
        for (const capture::ApduBlock &block : apdu->blocks) {
            if (block.command.size() > 5)
                append(commands, ByteView(block.command).subspan(5));
            append(responses, ByteView(block.response).first(block.response.size() - 2));
        }
        all.push_back(commands);
        all.push_back(responses);
    }
    return all;
}

bool holds(ByteView octets, ByteView what)
{
    return std::search(octets.begin(), octets.end(), what.begin(), what.end()) != octets.end();
}

bool saysIt(const std::vector<ExchangePtr> &exchanges, const std::vector<Bytes> &secrets)
{
    for (const ExchangePtr &exchange : exchanges) {
        for (const Bytes &octets : everythingIn(*exchange)) {
            for (const Bytes &secret : secrets) {
                if (holds(octets, secret)) {
                    qInfo("%s says %s", exchange->what.c_str(), toHex(secret).c_str());
                    return true;
                }
            }
        }
    }
    return false;
}

Bytes text(std::string_view words)
{
    return copyOf(viewOf(words));
}

} // namespace

class RedactionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_cast = std::make_unique<testing::Cast>();
        euicc::Memory memory;
        rsp::ProfileInfo profile;
        profile.iccid = rsp::Iccid::fromText(iccid);
        memory.profiles.push_back(profile);
        euicc::VirtualEuicc euicc(m_cast->euiccIdentity(), std::move(memory));
        m_before = shared(testing::signedExchanges(*m_cast, euicc));
        const auto redacted = redact(m_before, Bytes(32, 9), {});
        QVERIFY(redacted);
        m_after = redacted->exchanges;
        m_table = redacted->table;
    }

    void nothingThatIdentifiesIsLeft()
    {
        const std::vector<Bytes> secrets{
            text(testing::castEid),
            testing::hex(testing::castEid),
            text(testing::signedEventId),
            text(testing::signedImei),
            ByteView(rsp::toSwappedBcd(testing::signedImei)).first(7).size() == 7
                ? copyOf(ByteView(rsp::toSwappedBcd(testing::signedImei)).first(7))
                : Bytes(),
            text(iccid),
            copyOf(ByteView(rsp::toSwappedBcd(iccid)).first(9)),
            text("tok-3n-4711"),
        };
        QVERIFY(saysIt(m_before, secrets));
        QVERIFY(!saysIt(m_after, secrets));
    }

    void lengthsStay()
    {
        QCOMPARE(m_after.size(), m_before.size());
        for (std::size_t i = 0; i < m_after.size(); ++i) {
            const auto before = annotateParts(partsOf(*m_before[i]));
            const auto after = annotateParts(partsOf(*m_after[i]));
            QCOMPARE(after.buffers.size(), before.buffers.size());
            for (std::size_t buffer = 0; buffer < after.buffers.size(); ++buffer)
                QCOMPARE(after.buffers[buffer].bytes.size(), before.buffers[buffer].bytes.size());
        }
    }

    void onePersonIsOnePersonEverywhere()
    {
        std::set<std::string> eids;
        for (const ExchangePtr &exchange : m_after) {
            for (const std::string &eid : identifiersOf(*exchange).eids)
                eids.insert(eid);
        }
        QCOMPARE(eids.size(), std::size_t(1));
        QVERIFY(rsp::Eid::fromText(*eids.begin())->checkDigitsHold());
        QCOMPARE(m_after.back()->subject.eid, *eids.begin());
        QVERIFY(m_after.back()->error->reason.find(*eids.begin()) != std::string::npos);
        QVERIFY(std::any_of(m_table.begin(), m_table.end(), [&](const Pseudonyms::Row &row) {
            return row.value == testing::castEid && row.pseudonym == *eids.begin();
        }));
    }

    void theVerdictsOfBeforeAreKept()
    {
        std::size_t held = 0;
        for (const ExchangePtr &exchange : m_after) {
            for (const capture::RuleVerdict &verdict : exchange->verdicts) {
                QCOMPARE(verdict.outcome, Outcome::holds);
                ++held;
            }
            QVERIFY(signatureVerdicts(*exchange) == exchange->verdicts);
        }
        QVERIFY(held >= 6); // server, eUICC, CERT.EUICC: once over the card, once over HTTPS
        capture::Exchange asked = *m_after[3];
        asked.verdicts.clear();
        const auto now = signatureVerdicts(asked);
        QVERIFY(std::any_of(now.begin(), now.end(),
                            [](const auto &verdict) { return verdict.outcome == Outcome::broken; }));
    }

    void blocksAddUpToWhatTheyCarried()
    {
        for (const ExchangePtr &exchange : m_after) {
            const auto *apdu = exchange->apdu();
            if (apdu == nullptr)
                continue;
            Bytes request;
            Bytes response;
            for (const capture::ApduBlock &block : apdu->blocks) {
                if (!block.generated)
                    append(request, ByteView(block.command).subspan(5));
                append(response, ByteView(block.response).first(block.response.size() - 2));
            }
            QCOMPARE(request, apdu->request);
            QCOMPARE(response, apdu->response);
        }
    }

    void contentsOfFilesAndPinsAreReplaced()
    {
        capture::Exchange exchange;
        exchange.what = "READ BINARY";
        auto &apdu = exchange.detail.emplace<capture::ApduExchange>();
        apdu.response = testing::hex("98940000000000000011");
        apdu.blocks.push_back({testing::hex("00B000000A"), testing::hex("989400000000000000119000"), {}, {}, false});
        capture::Exchange pin;
        pin.what = "VERIFY";
        auto &verify = pin.detail.emplace<capture::ApduExchange>();
        verify.blocks.push_back({testing::hex("0020000108313233343536FFFF"), testing::hex("9000"), {}, {}, false});
        const auto redacted = redact(shared({exchange, pin}), Bytes(32, 9), {});
        QVERIFY(redacted);
        QVERIFY(!saysIt(redacted->exchanges, {testing::hex("98940000000000000011"), text("123456")}));
        const auto &block = redacted->exchanges[0]->apdu()->blocks[0];
        QCOMPARE(block.response.size(), std::size_t(12));
        QCOMPARE(copyOf(ByteView(block.response).last(2)), testing::hex("9000"));
        QCOMPARE(copyOf(ByteView(redacted->exchanges[1]->apdu()->blocks[0].command).first(5)),
                 testing::hex("0020000108"));
    }

    void aShortValueIsReplacedWhereItsFieldSaysWhatItIs()
    {
        capture::Exchange exchange;
        auto &http = exchange.detail.emplace<capture::HttpExchange>();
        http.requestBody = text(R"({"matchingId":"A1","note":"A1 stays"})");
        const auto redacted = redact(shared({exchange}), Bytes(32, 9), {});
        QVERIFY(redacted);
        const std::string body(textOf(redacted->exchanges[0]->http()->requestBody));
        QVERIFY(body.find(R"("matchingId":"A1")") == std::string::npos);
        QVERIFY(body.find("A1 stays") != std::string::npos);
    }

    void exchangesThatNameNobodyStayAsTheyAre()
    {
        for (const capture::Exchange &exchange :
             {testing::selectExchange(), testing::euiccInfoExchange(), testing::refusedExchange()}) {
            const auto redacted = redact(shared({exchange}), Bytes(32, 9), {});
            QVERIFY(redacted);
            QCOMPARE(asn1::encode(capture::stored(*redacted->exchanges[0])), asn1::encode(capture::stored(exchange)));
        }
    }

    void itCanBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = redact(m_before, Bytes(32, 9), stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::cancelled);
    }

private:
    std::unique_ptr<testing::Cast> m_cast;
    std::vector<ExchangePtr> m_before;
    std::vector<ExchangePtr> m_after;
    std::vector<Pseudonyms::Row> m_table;
};

WB_TEST(RedactionTest);
#include "redaction_test.moc"
