// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/console.h"

#include "core/explain/explain.h"

#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <ostream>
#include <system_error>

namespace wb::cli {

Trouble troubleOf(const Error &error)
{
    const explain::Explanation words = explain::explain(error);
    return {words.what + (words.code.empty() ? "" : " [" + words.code + "]"), words.why, words.next};
}

namespace {

/// Text as a terminal may have it: a control character in what a server or a file said is shown, not obeyed, and octets that are
/// no UTF-8 become U+FFFD.
std::string harmless(std::string_view text)
{
    const auto isControl = [](char each) {
        const auto octet = static_cast<unsigned char>(each);
        return (octet < 0x20 && each != '\n' && each != '\t') || octet >= 0x7F;
    };
    if (std::none_of(text.begin(), text.end(), isControl))
        return std::string(text);
    QString shown;
    const QString characters = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (const QChar each : characters) {
        if (each.category() == QChar::Other_Control && each != QLatin1Char('\n') && each != QLatin1Char('\t'))
            shown += QStringLiteral("\\x%1").arg(each.unicode(), 2, 16, QLatin1Char('0'));
        else
            shown += each;
    }
    return shown.toStdString();
}

} // namespace

void Console::hide(std::string secret)
{
    const std::scoped_lock lock(m_mutex);
    m_masking.hide(std::move(secret));
}

void Console::line(std::string_view text)
{
    write(m_out, text);
}

void Console::line(const QJsonObject &object)
{
    write(m_out, QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

void Console::note(std::string_view text)
{
    write(m_err, text);
}

void Console::tell(const Trouble &trouble)
{
    std::string text = trouble.what;
    if (!trouble.why.empty())
        text += "\nWhy: " + trouble.why;
    if (!trouble.todo.empty())
        text += "\nDo:  " + trouble.todo;
    write(m_err, text);
}

bool Console::broken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_writeError == EPIPE;
}

std::string Console::writeProblem() const
{
    const std::scoped_lock lock(m_mutex);
    return m_writeError == 0 || m_writeError == EPIPE ? std::string() : std::generic_category().message(m_writeError);
}

void Console::write(std::ostream &stream, std::string_view text)
{
    std::function<void()> then;
    {
        const std::scoped_lock lock(m_mutex);
        errno = 0;
        stream << harmless(m_masked ? m_masking.apply(text) : std::string(text)) << '\n' << std::flush;
        if (&stream == &m_out && !stream && m_writeError == 0) {
            m_writeError = errno != 0 ? errno : EIO;
            then = m_onBroken;
        }
    }
    if (then)
        then();
}

} // namespace wb::cli
