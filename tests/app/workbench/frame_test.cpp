// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "app/workbench/frame_subjects.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"
#include "widgets/shell/layouts.h"

#include <QLabel>
#include <QTemporaryDir>
#include <QToolButton>

#include <algorithm>

using namespace wb;
using namespace wb::workbench;
using namespace wb::testing;

namespace {

constexpr const char *wrongEid = "89049032123451234512345678902135"; // digits 29 and 30 swapped
constexpr const char *rightEid = "89049032123451234512345678901235";

bool says(const shell::InspectorPage &page, const QString &value)
{
    for (const shell::InspectorSection &section : page.sections) {
        for (const shell::InspectorRow &row : section.rows) {
            if (row.value.contains(value))
                return true;
        }
    }
    return false;
}

} // namespace

/// The frame around the panels that the program really has.
class FrameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_services = std::make_unique<Services>(shell::Settings::temporary());
        m_services->theme.apply();
        m_composition = std::make_unique<Composition>(
            *m_services, std::filesystem::path(m_folder->filePath(QStringLiteral("lab")).toStdString()));
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->show();
    }

    void cleanup()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void everyLayoutShowsAPanelThatIsThere()
    {
        for (const shell::LayoutSpec &layout : shell::namedLayouts()) {
            QVERIFY(m_window->applyLayout(layout.id));
            QCOMPARE(m_window->currentPanel(), layout.panel);
        }
    }

    void teachingShowsACaptionForEachPanel()
    {
        auto *caption = m_window->findChild<QLabel *>(QStringLiteral("caption"));
        QVERIFY(caption);
        QVERIFY(!caption->isVisible());
        QVERIFY(m_window->applyLayout(QStringLiteral("teaching")));
        QStringList captions;
        for (const shell::PanelSpec &panel : m_window->panels()) {
            QVERIFY(m_window->showPanel(panel.id));
            QVERIFY2(caption->isVisible() && !caption->text().isEmpty(), qPrintable(panel.id));
            QVERIFY(!captions.contains(caption->text()));
            captions << caption->text();
        }
        QVERIFY(m_window->applyLayout(QStringLiteral("card")));
        QVERIFY(!caption->isVisible());
    }

    void everyLayoutFitsASmallScreen()
    {
        m_window->context().bar.set({.id = QStringLiteral("smds"),
                                     .label = QStringLiteral("SM-DS"),
                                     .value = QStringLiteral("testrootsmds.example.com (answered)"),
                                     .tip = {},
                                     .open = {}});
        for (const char *layout : {"card", "support", "teaching", "card"}) {
            QVERIFY(m_window->applyLayout(QString::fromLatin1(layout)));
            for (const shell::PanelSpec &panel : m_window->panels()) {
                QVERIFY(m_window->showPanel(panel.id));
                const QSize least = m_window->minimumSizeHint();
                QVERIFY2(least.width() <= 1280 && least.height() <= 800,
                         qPrintable(QStringLiteral("%1, %2: %3 x %4")
                                        .arg(QString::fromLatin1(layout), panel.id)
                                        .arg(least.width())
                                        .arg(least.height())));
            }
        }
    }

    void theContextBarKeepsItsOrder()
    {
        auto buttons = m_window->context().bar.findChildren<QToolButton *>();
        std::sort(buttons.begin(), buttons.end(),
                  [](const QToolButton *left, const QToolButton *right) { return left->x() < right->x(); });
        QStringList order;
        for (const QToolButton *button : buttons)
            order << button->text().section(QLatin1Char(':'), 0, 0).trimmed();
        const auto place = [&](const char *label) { return order.indexOf(QString::fromLatin1(label)); };
        QVERIFY2(place("Card") == 0 && place("SM-DS") == 1 && place("Lab") == 2 && place("Capture") > 2,
                 qPrintable(order.join(QLatin1Char(','))));
        QVERIFY(m_window->applyLayout(QStringLiteral("support"))); // without the exchanges
        const shell::ContextBar::Entry *capture = m_window->context().bar.entry(QStringLiteral("capture"));
        QVERIFY(capture && capture->open);
        capture->open();
        QVERIFY(m_window->findChild<QWidget *>(QStringLiteral("dock.exchanges"))->isVisible());
    }

    void anEidIsInspectedWithWhatItMayMean()
    {
        shell::SeenEids seen;
        const shell::Problems problems;
        const FrameSubjects subjects(problems, seen);
        const shell::Subject subject{shell::SubjectKind::eid, QString::fromLatin1(wrongEid), {}, {}};
        QVERIFY(subjects.canInspect(subject));
        QVERIFY(!subjects.canInspect({shell::SubjectKind::eid, QStringLiteral("8904"), {}, {}}));
        const shell::InspectorPage page = subjects.inspect(subject);
        QVERIFY(says(page, QStringLiteral("do not hold")));
        QVERIFY(says(page, QString::fromLatin1(rightEid)));
        QVERIFY(says(page, QStringLiteral("nowhere since")));

        seen.note(must(rsp::Eid::fromText(rightEid)), QStringLiteral("Card: A"));
        seen.note(must(rsp::Eid::fromText(rightEid)), QStringLiteral("Card: A"));
        seen.note(must(rsp::Eid::fromText(rightEid)), QStringLiteral("Lab: A"));
        QCOMPARE(seen.all().size(), std::size_t(1));
        const shell::InspectorPage right = subjects.inspect(
            {shell::SubjectKind::eid, QString::fromLatin1(rightEid), {}, {}});
        QVERIFY(says(right, QStringLiteral("Card: A")) && says(right, QStringLiteral("Lab: A")));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
};

WB_TEST(FrameTest);

#include "frame_test.moc"
