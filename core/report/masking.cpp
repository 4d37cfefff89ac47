// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/masking.h"

#include <algorithm>

namespace wb::report {

namespace {

constexpr std::size_t shortestSecret = 4;
constexpr std::size_t eidLength = 32;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Where the EID that starts at `start` ends: 32 digits, bare or with single blanks between groups. 0 when there is none.
std::size_t endOfEid(std::string_view text, std::size_t start)
{
    std::size_t digits = 0;
    std::size_t at = start;
    while (at < text.size() && digits < eidLength) {
        if (isDigit(text[at]))
            ++digits;
        else if (text[at] != ' ' || text[at - 1] == ' ')
            return 0;
        ++at;
    }
    return digits == eidLength && (at == text.size() || !isWordCharacter(text[at])) ? at : 0;
}

std::string onlyDigits(std::string_view text)
{
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), isDigit);
    return digits;
}

} // namespace

std::string maskedEid(std::string_view digits, std::string_view gap)
{
    if (digits.size() < 2 * shortestSecret)
        return std::string(gap);
    return std::string(digits.substr(0, 4))
        .append(" ")
        .append(gap)
        .append(" ")
        .append(digits.substr(digits.size() - 4));
}

std::string maskedSecret(std::string_view secret, std::string_view gap)
{
    if (secret.size() < 2 * shortestSecret)
        return std::string(gap);
    return std::string(secret.substr(0, 2)).append(gap).append(secret.substr(secret.size() - 2));
}

bool Masking::hide(std::string secret)
{
    if (secret.size() < shortestSecret || std::find(m_secrets.begin(), m_secrets.end(), secret) != m_secrets.end())
        return false;
    m_secrets.push_back(std::move(secret));
    std::stable_sort(m_secrets.begin(), m_secrets.end(),
                     [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
    return true;
}

std::vector<Masking::Found> Masking::find(std::string_view text) const
{
    std::vector<Found> found;
    for (std::size_t at = 0; at < text.size();) {
        const bool startsWord = at == 0 || !isWordCharacter(text[at - 1]);
        if (startsWord && isDigit(text[at])) {
            if (const std::size_t end = endOfEid(text, at)) {
                found.push_back({at, end - at, true});
                at = end;
                continue;
            }
        }
        const auto secret = std::find_if(m_secrets.begin(), m_secrets.end(),
                                         [&](const std::string &each) { return text.substr(at).starts_with(each); });
        if (secret == m_secrets.end()) {
            ++at;
            continue;
        }
        found.push_back({at, secret->size(), false});
        at += secret->size();
    }
    return found;
}

std::string Masking::apply(std::string_view text) const
{
    std::string masked;
    std::size_t shown = 0;
    for (const Found &each : find(text)) {
        const std::string_view secret = text.substr(each.offset, each.length);
        masked += text.substr(shown, each.offset - shown);
        masked += each.isEid ? maskedEid(onlyDigits(secret), m_gap) : maskedSecret(secret, m_gap);
        shown = each.offset + each.length;
    }
    masked += text.substr(shown);
    return masked;
}

} // namespace wb::report
