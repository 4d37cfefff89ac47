// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/exchange_subject.h"

#include "core/base/hex.h"
#include "core/report/annotation.h"
#include "core/report/signature_verdicts.h"
#include "widgets/exchanges/connection_view.h"
#include "widgets/exchanges/exchange_pane.h"

#include <algorithm>

namespace wb::exchanges {

namespace {

/// What one question looks through at most, so that typing stays smooth.
constexpr std::size_t lookedThrough = 20'000;

/// Of so many the certificates are looked into as well, for the EID of an eUICC: each costs what showing it costs.
constexpr std::size_t lookedInto = 500;

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool hasText(ByteView bytes, std::string_view needle)
{
    const std::string_view text = textOf(bytes);
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                       [](char left, char right) { return lower(left) == lower(right); })
           != text.end();
}

bool hasOctets(ByteView bytes, ByteView needle)
{
    return std::search(bytes.begin(), bytes.end(), needle.begin(), needle.end()) != bytes.end();
}

bool shownContains(const capture::Exchange &exchange, const QString &text)
{
    const auto has = [&text](const QString &shown) { return shown.contains(text, Qt::CaseInsensitive); };
    return has(report::whatText(exchange)) || has(report::statusText(exchange))
           || has(QString::fromStdString(exchange.from)) || has(QString::fromStdString(exchange.to));
}

shell::Meaning meaningOf(capture::RuleVerdict::Outcome outcome)
{
    switch (outcome) {
    case capture::RuleVerdict::Outcome::holds: return shell::Meaning::ok;
    case capture::RuleVerdict::Outcome::advisory: return shell::Meaning::warning;
    case capture::RuleVerdict::Outcome::broken: return shell::Meaning::error;
    case capture::RuleVerdict::Outcome::notApplicable: break;
    }
    return shell::Meaning::plain;
}

shell::Meaning verdictMeaning(const capture::Exchange &exchange)
{
    switch (report::verdictOf(exchange)) {
    case report::Verdict::ok: return shell::Meaning::ok;
    case report::Verdict::warning: return shell::Meaning::warning;
    case report::Verdict::error: return shell::Meaning::error;
    }
    return shell::Meaning::plain;
}

} // namespace

shell::Subject subjectOf(const capture::Exchange &exchange)
{
    return {shell::SubjectKind::exchange, QString::number(exchange.number),
            QString::number(exchange.number) % QStringLiteral("  ") % report::whatText(exchange)};
}

bool contains(const capture::Exchange &exchange, const QString &text)
{
    if (shownContains(exchange, text))
        return true;
    const std::string needle = text.toStdString();
    if (const capture::HttpExchange *http = exchange.http()) {
        const Bytes *places[] = {&http->requestHead, &http->requestBody, &http->responseHead, &http->responseBody};
        return std::any_of(std::begin(places), std::end(places),
                           [&](const Bytes *bytes) { return hasText(*bytes, needle); });
    }
    const Result<Bytes> octets = fromHex(needle);
    if (!octets || octets->size() < 2)
        return false;
    const capture::ApduExchange &apdu = *exchange.apdu();
    if (hasOctets(apdu.request, *octets) || hasOctets(apdu.response, *octets))
        return true;
    return std::any_of(apdu.blocks.begin(), apdu.blocks.end(), [&](const capture::ApduBlock &block) {
        return hasOctets(block.command, *octets) || hasOctets(block.response, *octets);
    });
}

bool ExchangeInspector::canInspect(const shell::Subject &subject) const
{
    return subject.kind == shell::SubjectKind::exchange;
}

shell::InspectorPage ExchangeInspector::inspect(const shell::Subject &subject) const
{
    shell::InspectorPage page;
    page.icon = shell::Icon::exchange;
    const capture::ExchangePtr exchange = m_pane.model().exchange(subject.key.toULongLong());
    if (!exchange)
        return page;
    const auto text = [](const std::string &utf8) { return QString::fromStdString(utf8); };
    page.title = report::whatText(*exchange);
    page.subtitle = ExchangePane::tr("Exchange %1, %2").arg(subject.key, report::kindText(*exchange));
    if (exchange->error)
        page.problems.push_back({text(exchange->error->line())});
    page.sections.push_back({{},
                             {{ExchangePane::tr("Status"), report::statusText(*exchange), false,
                               shell::SubjectKind::none, verdictMeaning(*exchange)},
                              {ExchangePane::tr("From"), text(exchange->from)},
                              {ExchangePane::tr("To"), text(exchange->to)},
                              {ExchangePane::tr("Began"), m_pane.times().full(exchange->start)},
                              {ExchangePane::tr("Duration"), shell::Times::duration(exchange->duration)}}});
    if (const capture::ApduExchange *apdu = exchange->apdu()) {
        page.sections.push_back({ExchangePane::tr("Card"),
                                 {{ExchangePane::tr("Reader"), text(apdu->reader)},
                                  {ExchangePane::tr("Logical channel"), QString::number(apdu->channel)},
                                  {ExchangePane::tr("APDUs"), QString::number(apdu->blocks.size())}}});
    }
    if (const auto verdicts = report::signatureVerdicts(*exchange); !verdicts.empty()) {
        shell::InspectorSection section{exchange->verdicts.empty()
                                            ? ExchangePane::tr("Signatures")
                                            : ExchangePane::tr("Signatures, before it was redacted"),
                                        {}};
        for (const capture::RuleVerdict &verdict : verdicts)
            section.rows.push_back({text(verdict.text.substr(0, verdict.text.find(' '))), text(verdict.text), false,
                                    shell::SubjectKind::none, meaningOf(verdict.outcome)});
        page.sections.push_back(std::move(section));
    }
    if (const std::vector<ConnectionFact> facts = connectionFacts(*exchange); !facts.empty()) {
        shell::InspectorSection section{ExchangePane::tr("Connection"), {}};
        for (const ConnectionFact &fact : facts)
            section.rows.push_back({fact.name, fact.value, false, shell::SubjectKind::none, fact.meaning});
        page.sections.push_back(std::move(section));
    }
    return page;
}

QString ExchangeFind::place() const
{
    return ExchangePane::tr("Exchanges");
}

void ExchangeFind::find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer)
{
    const QString digits = QString(text).remove(u' ');
    shell::FindAnswer found;
    const std::size_t total = m_pane.model().total();
    const std::size_t oldest = total > lookedThrough ? total - lookedThrough : 0;
    for (std::size_t number = total; number > oldest && found.hits.size() < static_cast<std::size_t>(limit); --number) {
        const capture::ExchangePtr exchange = m_pane.model().exchange(number);
        const bool deeply = total - number < lookedInto;
        if (contains(*exchange, text) || (deeply && m_pane.model().namesEid(number, digits)))
            found.hits.push_back({subjectOf(*exchange), m_pane.times().time(exchange->start) % QStringLiteral("  ")
                                                            % report::statusText(*exchange)});
    }
    answer(std::move(found));
}

void ExchangeFind::open(const shell::Subject &subject)
{
    m_pane.showExchange(subject.key.toULongLong());
}

} // namespace wb::exchanges
