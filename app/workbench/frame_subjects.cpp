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

const QString problemPrefix = QStringLiteral("problem/");
const QString aboutKey = QStringLiteral("about");

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
    return subject.kind == SubjectKind::other && (subject.key == aboutKey || subject.key.startsWith(problemPrefix));
}

InspectorPage FrameSubjects::inspect(const Subject &subject) const
{
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
