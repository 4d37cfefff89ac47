// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/masking.h"

#include <algorithm>

namespace wb::cli {

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

/// The first and the last two characters, so that two secrets on one page can still be told apart.
std::string maskedSecret(const std::string &secret)
{
    if (secret.size() < 2 * shortestSecret)
        return "....";
    return secret.substr(0, 2) + "...." + secret.substr(secret.size() - 2);
}

} // namespace

std::string maskedEid(std::string_view digits)
{
    if (digits.size() < 2 * shortestSecret)
        return "....";
    return std::string(digits.substr(0, 4)) + " .... " + std::string(digits.substr(digits.size() - 4));
}

void Masking::hide(std::string secret)
{
    if (secret.size() < shortestSecret || std::find(m_secrets.begin(), m_secrets.end(), secret) != m_secrets.end())
        return;
    m_secrets.push_back(std::move(secret));
    std::stable_sort(m_secrets.begin(), m_secrets.end(),
                     [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
}

std::string Masking::apply(std::string_view text) const
{
    std::string masked;
    for (std::size_t at = 0; at < text.size();) {
        const bool startsWord = at == 0 || !isWordCharacter(text[at - 1]);
        if (startsWord && isDigit(text[at])) {
            if (const std::size_t end = endOfEid(text, at)) {
                masked += maskedEid(onlyDigits(text.substr(at, end - at)));
                at = end;
                continue;
            }
        }
        const auto secret = std::find_if(m_secrets.begin(), m_secrets.end(),
                                         [&](const std::string &each) { return text.substr(at).starts_with(each); });
        if (secret != m_secrets.end()) {
            masked += maskedSecret(*secret);
            at += secret->size();
            continue;
        }
        masked += text[at++];
    }
    return masked;
}

} // namespace wb::cli
