// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vcard/replay_script.h"

#include "core/asn1/reader.h"
#include "core/rsp/catalogue.h"
#include "smartcard/card/apdu.h"

#include <algorithm>

namespace wb::vcard {

namespace {

/// Commands that ask for what the card has, or say who asks: they may be answered any number of times.
constexpr std::uint8_t readingInstructions[]{0xA4, 0xAA, 0xB0, 0xB2, 0xCA, 0xCB, 0xF2, 0x70, 0x10};

bool reads(std::uint8_t ins)
{
    return std::find(std::begin(readingInstructions), std::end(readingInstructions), ins)
           != std::end(readingInstructions);
}

/// The command as it would be on the basic channel and without Le; empty when it is none.
Bytes keyOf(ByteView apdu)
{
    auto command = card::CommandApdu::decode(apdu);
    if (!command)
        return {};
    if (const auto info = card::classOf(command->cla))
        command->cla = card::classByte(info->kind, 0);
    command->le.reset();
    command->extended = false;
    return command->encode();
}

} // namespace

ReplayScript::ReplayScript(const std::vector<capture::ExchangePtr> &exchanges)
{
    for (const capture::ExchangePtr &exchange : exchanges) {
        if (const capture::ApduExchange *apdu = exchange->apdu(); apdu != nullptr && !apdu->blocks.empty())
            add(*apdu);
    }
    restart();
}

void ReplayScript::add(const capture::ApduExchange &apdu)
{
    if (m_atr.empty())
        m_atr = apdu.atr;
    const Bytes &first = apdu.blocks.front().command;
    if (first.size() < 4 || first[1] == card::instruction::getResponse || apdu.statusWord == 0)
        return;
    Entry entry;
    entry.answer = {apdu.response, apdu.statusWord};
    const bool isEs10 = first[1] == card::instruction::storeData && !apdu.request.empty();
    if (isEs10) {
        entry.key = apdu.request;
        const rsp::Es10Function *function = rsp::es10FunctionOf(asn1::Reader(apdu.request).peekTag());
        const auto effect = function != nullptr ? function->effect : rsp::Es10Effect::session;
        entry.kind = effect == rsp::Es10Effect::reads ? Kind::reads : Kind::once;
        entry.changes = effect == rsp::Es10Effect::changes;
    } else {
        entry.key = keyOf(first);
        entry.kind = reads(first[1]) ? Kind::reads : Kind::once;
    }
    if (entry.key.empty())
        return;
    entry.epoch = m_epochs;
    if (entry.changes)
        ++m_epochs;
    (isEs10 ? m_es10 : m_commands)[entry.key].push_back(m_entries.size());
    m_entries.push_back(std::move(entry));
}

void ReplayScript::restart()
{
    m_epoch = 0;
    m_used.assign(m_entries.size(), false);
    m_reads.clear();
}

bool ReplayScript::hasInstruction(std::uint8_t ins) const
{
    return std::any_of(m_commands.begin(), m_commands.end(),
                       [ins](const auto &each) { return each.first.size() > 1 && each.first[1] == ins; });
}

std::optional<RecordedAnswer> ReplayScript::answerTo(const std::vector<std::size_t> &places)
{
    if (m_entries[places.front()].kind == Kind::once) {
        const auto place = std::find_if(places.begin(), places.end(),
                                        [this](std::size_t each) { return !m_used[each]; });
        if (place == places.end())
            return std::nullopt;
        m_used[*place] = true;
        if (m_entries[*place].changes) {
            m_epoch = m_entries[*place].epoch + 1;
            m_reads.clear();
        }
        return m_entries[*place].answer;
    }

    const auto from = std::lower_bound(
        places.begin(), places.end(), m_epoch,
        [this](std::size_t place, std::size_t epoch) { return m_entries[place].epoch < epoch; });
    const auto to = std::upper_bound(
        places.begin(), places.end(), m_epoch,
        [this](std::size_t epoch, std::size_t place) { return epoch < m_entries[place].epoch; });
    if (from == to) // not asked in this epoch: the latest answer before it, else the first after it
        return m_entries[from == places.begin() ? *from : *std::prev(from)].answer;
    const std::size_t asked = m_reads[places.front()]++;
    const auto count = static_cast<std::size_t>(to - from);
    return m_entries[*(from + static_cast<std::ptrdiff_t>(std::min(asked, count - 1)))].answer;
}

std::optional<RecordedAnswer> ReplayScript::find(const std::map<Bytes, std::vector<std::size_t>> &index,
                                                 const Bytes &key)
{
    const auto found = index.find(key);
    return found == index.end() ? std::nullopt : answerTo(found->second);
}

std::optional<RecordedAnswer> ReplayScript::es10(ByteView request)
{
    return find(m_es10, copyOf(request));
}

std::optional<RecordedAnswer> ReplayScript::command(ByteView apdu)
{
    return find(m_commands, keyOf(apdu));
}

} // namespace wb::vcard
