// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/frame_subjects.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QSysInfo>

#include <openssl/crypto.h>

#include <algorithm>

namespace wb::workbench {

using namespace shell;

namespace {

constexpr QLatin1StringView problemPrefix("problem/");
constexpr QLatin1StringView aboutKey("about");

QString frameText(const char *text)
{
    return QCoreApplication::translate("wb::workbench::FrameSubjects", text);
}

InspectorPage aboutPage()
{
    InspectorPage page;
    page.title = QStringLiteral("SM-DS Workbench");
    page.subtitle = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "A workbench for eSIM discovery"));
    page.icon = Icon::product;
    InspectorSection program;
    program.rows = {
        {frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Version")), QStringLiteral(WB_VERSION)},
        {frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Licence")), QStringLiteral("Apache-2.0")},
        {QStringLiteral("Qt"), QString::fromLatin1(qVersion())},
        {QStringLiteral("OpenSSL"), QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING))},
        {frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "System")), QSysInfo::prettyProductName()},
        {frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Platform")), QGuiApplication::platformName()},
    };
    page.sections = {program};
    return page;
}

QString plainText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

InspectorRow eidRow(const QString &label, const rsp::Eid &eid)
{
    return {.label = label, .value = plainText(eid.digits()), .fixed = true, .secret = SubjectKind::eid};
}

/// What an EID says by itself (SGP.29), what it may have been meant to be, and where it was met.
InspectorPage eidPage(const rsp::Eid &eid, const SeenEids &seen)
{
    const rsp::EidAnatomy anatomy = rsp::anatomyOf(eid);
    InspectorPage page;
    page.title = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "EID"));
    page.icon = Icon::chip;
    InspectorSection parts;
    parts.rows.push_back(eidRow(frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Digits")), eid));
    parts.rows.push_back({.label = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Check digits")),
                          .value = eid.checkDigitsHold()
                                       ? frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "hold"))
                                       : frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "do not hold")),
                          .meaning = eid.checkDigitsHold() ? Meaning::ok : Meaning::warning,
                          .tip = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects",
                                                             "The 32 digits modulo 97 must be 1 (SGP.29)"))});
    parts.rows.push_back({.label = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Industry")),
                          .value = plainText(anatomy.industry)});
    parts.rows.push_back({.label = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Country code")),
                          .value = plainText(anatomy.country)});
    parts.rows.push_back(
        {.label = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "EUM (EIN)")),
         .value = QString(plainText(anatomy.ein) + QStringLiteral("  ") + plainText(anatomy.eumName)).trimmed()});
    page.sections.push_back(std::move(parts));

    InspectorSection meant{frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Perhaps meant")), {}};
    for (const rsp::EidCandidate &candidate : rsp::candidatesFor(eid, seen.all()))
        meant.rows.push_back(eidRow(plainText(candidate.note), candidate.eid));
    if (!meant.rows.empty())
        page.sections.push_back(std::move(meant));

    InspectorSection places{frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "Met")), {}};
    for (const QString &place : seen.placesOf(eid))
        places.rows.push_back({.label = {}, .value = place});
    if (places.rows.empty())
        places.rows.push_back({.label = {},
                               .value = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects",
                                                                    "nowhere since the program started"))});
    page.sections.push_back(std::move(places));
    return page;
}

} // namespace

Subject subjectOf(const Problem &problem)
{
    return {SubjectKind::other, problemPrefix + problem.id, problem.text.what, {}};
}

Subject aboutSubject()
{
    return {SubjectKind::other, aboutKey, QStringLiteral("SM-DS Workbench"), {}};
}

bool FrameSubjects::canInspect(const Subject &subject) const
{
    if (subject.kind == SubjectKind::eid)
        return rsp::Eid::fromText(subject.key.toStdString()).has_value();
    return subject.kind == SubjectKind::other && (subject.key == aboutKey || subject.key.startsWith(problemPrefix));
}

InspectorPage FrameSubjects::inspect(const Subject &subject) const
{
    if (subject.kind == SubjectKind::eid)
        return eidPage(*rsp::Eid::fromText(subject.key.toStdString()), m_seen);
    if (subject.key == aboutKey)
        return aboutPage();
    InspectorPage page;
    page.icon = Icon::problems;
    const QString id = subject.key.mid(problemPrefix.size());
    const auto &all = m_problems.all();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Problem &problem) { return problem.id == id; });
    if (found == all.end())
        page.subtitle = frameText(QT_TRANSLATE_NOOP("wb::workbench::FrameSubjects", "This problem is solved."));
    else
        page.problems = {found->text};
    return page;
}

} // namespace wb::workbench
