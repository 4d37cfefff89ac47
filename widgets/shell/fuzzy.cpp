// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/fuzzy.h"

#include <QList>

#include <algorithm>

namespace wb::shell {

namespace {

bool beginsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// The best score of the letters of @p word within @p text when its first letter stands at @p from; greedy from there.
std::optional<int> scoreFrom(QStringView word, QStringView text, qsizetype from)
{
    int score = 0;
    qsizetype previous = from - 2;
    qsizetype at = from;
    for (const QChar letter : word) {
        while (at < text.size() && text[at].toLower() != letter)
            ++at;
        if (at == text.size())
            return {};
        score += 1 + (beginsWord(text, at) ? 6 : 0) + (at == previous + 1 ? 4 : 0);
        previous = at++;
    }
    return score;
}

std::optional<int> scoreWord(QStringView word, QStringView text)
{
    std::optional<int> best;
    for (qsizetype from = 0; from < text.size(); ++from) {
        if (text[from].toLower() != word[0])
            continue;
        const std::optional<int> score = scoreFrom(word, text, from);
        if (!score)
            break; // further on there is even less to find
        best = std::max(best.value_or(0), *score);
    }
    return best;
}

} // namespace

std::optional<int> fuzzyScore(QStringView typed, QStringView text)
{
    const QString lower = typed.toString().toLower();
    int total = 0;
    for (const QStringView word : QStringView(lower).split(u' ', Qt::SkipEmptyParts)) {
        const std::optional<int> score = scoreWord(word, text);
        if (!score)
            return {};
        total += *score;
    }
    return total;
}

} // namespace wb::shell
