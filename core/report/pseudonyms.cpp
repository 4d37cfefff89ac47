// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/pseudonyms.h"

#include "core/base/hex.h"
#include "core/rsp/eid.h"
#include "core/rsp/swapped_bcd.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace wb::report {

namespace {

constexpr std::size_t einDigits = 8;
constexpr std::size_t issuerDigits = 6; ///< of an ICCID: 89, country, the beginning of the issuer
constexpr std::size_t tacDigits = 8;

QByteArray rawData(ByteView octets)
{
    return QByteArray::fromRawData(reinterpret_cast<const char *>(octets.data()),
                                   static_cast<qsizetype>(octets.size()));
}

bool isNumeric(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A character of the same class: other scripts and punctuation stay, because they shape a value more than they tell.
char likeness(char character, std::uint8_t random)
{
    if (character >= '0' && character <= '9')
        return static_cast<char>('0' + random % 10);
    if (character >= 'a' && character <= 'z')
        return static_cast<char>('a' + random % 26);
    if (character >= 'A' && character <= 'Z')
        return static_cast<char>('A' + random % 26);
    return character;
}

/// The check digit of the new number: right where it was right, wrong where it was wrong.
void carryLuhn(std::string_view value, std::string &made)
{
    const bool held = rsp::luhnDigit(value.substr(0, value.size() - 1)) == value.back();
    const char right = rsp::luhnDigit(std::string_view(made).substr(0, made.size() - 1));
    made.back() = held ? right : static_cast<char>('0' + (right - '0' + 1) % 10);
}

void carryEidCheck(std::string_view value, std::string &made)
{
    const auto eid = rsp::Eid::fromText(value);
    const std::string right = rsp::eidCheckDigits(std::string_view(made).substr(0, made.size() - 2));
    made.replace(made.size() - 2, 2, right);
    if (!eid || !eid->checkDigitsHold()) // one more at the end is never right
        made.back() = static_cast<char>('0' + (made.back() - '0' + 1) % 10);
}

} // namespace

std::string_view nameOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::eid: return "EID";
    case SecretKind::iccid: return "ICCID";
    case SecretKind::imei: return "IMEI";
    case SecretKind::digits: return "number";
    case SecretKind::text: return "text";
    case SecretKind::octets: return "octets";
    }
    return "";
}

Bytes Pseudonyms::stream(SecretKind kind, std::string_view value, std::size_t length) const
{
    Bytes random;
    for (std::uint8_t counter = 0; random.size() < length; ++counter) {
        QMessageAuthenticationCode code(QCryptographicHash::Sha256, rawData(m_key));
        const char head[]{static_cast<char>(kind), static_cast<char>(counter)};
        code.addData(head, sizeof head);
        code.addData(value.data(), static_cast<qsizetype>(value.size()));
        const QByteArray block = code.result();
        random.insert(random.end(), block.begin(), block.end());
    }
    random.resize(length);
    return random;
}

std::string Pseudonyms::make(SecretKind kind, std::string_view value) const
{
    const bool numeric = isNumeric(value);
    std::size_t kept = 0;
    if (numeric && kind == SecretKind::eid && value.size() == rsp::Eid::length)
        kept = einDigits;
    else if (numeric && kind == SecretKind::iccid && value.size() > issuerDigits)
        kept = issuerDigits;
    else if (numeric && kind == SecretKind::imei && value.size() > tacDigits)
        kept = tacDigits;

    const Bytes random = stream(kind, value, value.size());
    std::string made(value);
    for (std::size_t i = kept; i < made.size(); ++i)
        made[i] = likeness(made[i], random[i]);
    if (kept == 0)
        return made;
    if (kind == SecretKind::eid)
        carryEidCheck(value, made);
    else if (kind == SecretKind::iccid || value.size() == 15) // the 16 digits of an IMEISV have no check digit
        carryLuhn(value, made);
    return made;
}

const std::string &Pseudonyms::of(SecretKind kind, std::string_view value)
{
    const auto key = std::pair(kind, std::string(value));
    auto given = m_given.find(key);
    if (given == m_given.end())
        given = m_given.emplace(key, make(kind, value)).first;
    return given->second;
}

Bytes Pseudonyms::ofOctets(ByteView value)
{
    const auto key = std::pair(SecretKind::octets, toHex(value));
    auto given = m_given.find(key);
    if (given == m_given.end())
        given = m_given.emplace(key, toHex(stream(SecretKind::octets, textOf(value), value.size()))).first;
    return fromHex(given->second).value_or(Bytes(value.size()));
}

std::vector<Pseudonyms::Row> Pseudonyms::table() const
{
    std::vector<Row> rows;
    for (const auto &[key, pseudonym] : m_given)
        rows.push_back({key.first, key.second, pseudonym});
    return rows;
}

} // namespace wb::report
