// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "tests/support/test.h"
#include "widgets/discovery/discovery_panel.h"
#include "widgets/exchanges/exchange_detail.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/shell/find_box.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QToolButton>

using namespace wb;
using namespace wb::workbench;

namespace {

const QString eid = QStringLiteral("89049032123451234512345678901235");
const QString imei = QStringLiteral("490154203237518");
const QString knownEvent = QStringLiteral("EV-LAB-0001");
const QString unknownEvent = QStringLiteral("NO-SUCH-EVENT");

using Texts = std::vector<std::pair<QString, QString>>; ///< where, what

void addRows(const QAbstractItemModel &model, const QModelIndex &parent, const QString &where, Texts &texts)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                                   int(Qt::AccessibleDescriptionRole), int(shell::FindModel::DetailRole)}) {
                const QVariant value = index.data(role);
                if (value.typeId() == QMetaType::QString)
                    texts.emplace_back(where + QStringLiteral(" cell"), value.toString());
            }
        }
        addRows(model, model.index(row, 0, parent), where, texts);
    }
}

/// Everything a person or a screen reader can read off a widget and what is in it, hidden pages too.
void addTexts(QWidget *widget, Texts &texts)
{
    const QString where = QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
    for (const QString &text : {widget->toolTip(), widget->whatsThis(), widget->statusTip(), widget->accessibleName(),
                                widget->accessibleDescription(), widget->windowTitle(), widget->windowIconText()})
        texts.emplace_back(where, text);
    if (const auto *label = qobject_cast<QLabel *>(widget))
        texts.emplace_back(where, label->text());
    if (const auto *button = qobject_cast<QAbstractButton *>(widget))
        texts.emplace_back(where, button->text());
    if (const auto *line = qobject_cast<QLineEdit *>(widget))
        texts.emplace_back(where, line->displayText());
    if (const auto *text = qobject_cast<QTextEdit *>(widget))
        texts.emplace_back(where, text->toPlainText());
    if (const auto *text = qobject_cast<QPlainTextEdit *>(widget))
        texts.emplace_back(where, text->toPlainText());
    if (const auto *bar = qobject_cast<QTabBar *>(widget)) {
        for (int i = 0; i < bar->count(); ++i) {
            texts.emplace_back(where, bar->tabText(i));
            texts.emplace_back(where, bar->tabToolTip(i));
        }
    }
    if (const auto *view = qobject_cast<QAbstractItemView *>(widget); view != nullptr && view->model() != nullptr)
        addRows(*view->model(), {}, where, texts);
    if (QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget)) {
        for (const QAccessible::Text what :
             {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
            texts.emplace_back(where + QStringLiteral(" accessible"), accessible->text(what));
    }
    for (QObject *child : widget->children()) {
        if (auto *inner = qobject_cast<QWidget *>(child))
            addTexts(inner, texts);
    }
}

/// The first text that holds the secret, and where; empty when none does. Blanks between groups do not hide it.
QString leakOf(const QString &secret, QWidget *window)
{
    Texts texts;
    addTexts(window, texts);
    for (const auto &[where, text] : texts) {
        QString bare = text;
        bare.remove(u' ').remove(QChar(0x200B));
        if (text.contains(secret, Qt::CaseInsensitive) || bare.contains(secret, Qt::CaseInsensitive))
            return where + QStringLiteral(": ") + text;
    }
    return {};
}

template <class View>
View *viewNamed(QWidget *widget, const QString &accessibleName)
{
    for (View *view : widget->findChildren<View *>()) {
        if (view->accessibleName() == accessibleName)
            return view;
    }
    return nullptr;
}

} // namespace

#define WB_HIDDEN(secret)                                    \
    do {                                                     \
        const QString leak = leakOf(secret, m_window.get()); \
        QVERIFY2(leak.isEmpty(), qPrintable(leak));          \
    } while (false)

/// With the masking switch on, nothing in the window may say whose eUICC it is, whichever way a run ends.
class MaskingWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_services = std::make_unique<Services>(
            std::make_unique<shell::Settings>(m_folder->filePath(QStringLiteral("settings"))));
        m_services->theme.apply();
        m_composition = std::make_unique<Composition>(
            *m_services, std::filesystem::path(m_folder->filePath(QStringLiteral("lab")).toStdString()));
        m_window = std::make_unique<MainWindow>(*m_services, m_composition->panels());
        m_composition->attach(*m_window);
        m_window->restoreSession();
        m_window->show();
        m_composition->begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_composition->lab().running() != nullptr, 30'000);
        QVERIFY(m_window->showPanel(QStringLiteral("discovery")));
        m_panel = qobject_cast<discovery::DiscoveryPanel *>(m_window->panel(QStringLiteral("discovery")));
        QVERIFY(m_panel);
    }

    void cleanup()
    {
        m_window.reset();
        m_composition.reset();
        m_services.reset();
    }

    void aFoundEventStaysMasked()
    {
        m_services->setMasked(true);
        discover(knownEvent, true);
        auto *entries = viewNamed<QAbstractItemView>(m_panel, QStringLiteral("Event Records"));
        QCOMPARE(entries->model()->rowCount(), 1);
        hideEverywhere(knownEvent);
        entries->setCurrentIndex(entries->model()->index(0, 0)); // its page in the inspector
        QCOMPARE(m_window->context().inspector.subject().key, knownEvent);
        hideEverywhere(knownEvent);
        findAnything(knownEvent);
        findAnything(eid);
        QString wrong = eid; // its check digits do not hold, so the find box proposes the right one
        std::swap(wrong[30], wrong[31]);
        findAnything(wrong);
        WB_HIDDEN(wrong);
        hideEverywhere(knownEvent);
    }

    void anUnknownEventStaysMasked()
    {
        m_services->setMasked(true);
        discover(unknownEvent, false);
        hideEverywhere(unknownEvent);
    }

    void theSwitchRepaintsWhatIsShown()
    {
        discover(unknownEvent, false);
        m_window->context().say(QStringLiteral("%1 is not known").arg(unknownEvent));
        m_services->problems.report({QStringLiteral("p"), {.what = QStringLiteral("No %1").arg(unknownEvent)}});
        QVERIFY(!leakOf(unknownEvent, m_window.get()).isEmpty()); // while it may be seen
        QVERIFY(!leakOf(imei, m_window.get()).isEmpty());
        m_services->setMasked(true);
        hideEverywhere(unknownEvent);
        m_services->setMasked(false);
        QVERIFY(!leakOf(unknownEvent, m_window.get()).isEmpty());
    }

    void theImeiIsNotKept()
    {
        discover(knownEvent, true);
        m_services->settings.sync();
        QDir folder(m_folder->filePath(QStringLiteral("settings")));
        QVERIFY(m_services->settings.set(QStringLiteral("device/tac"), QStringLiteral("12345678")));
        m_services->settings.sync();
        QString all;
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            all += QString::fromUtf8(file.readAll());
        }
        QVERIFY(all.contains(QStringLiteral("12345678"))); // the right files were read
        QVERIFY(!all.contains(imei));
        QVERIFY(!all.contains(knownEvent));
    }

private:
    void discover(const QString &eventId, bool successful)
    {
        auto *event = viewNamed<QLineEdit>(m_panel, QStringLiteral("EventID"));
        auto *device = viewNamed<QLineEdit>(m_panel, QStringLiteral("IMEI"));
        QVERIFY(event && device);
        event->setText(eventId);
        device->setText(imei);
        QSignalSpy finished(m_panel, &discovery::DiscoveryPanel::finished);
        m_panel->run();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QCOMPARE(finished.first().first().toBool(), successful);
    }

    void hideEverywhere(const QString &eventId)
    {
        WB_HIDDEN(eid);
        WB_HIDDEN(imei);
        WB_HIDDEN(eventId);
        // Every exchange, with every page it has.
        auto *pane = m_window->findChild<exchanges::ExchangePane *>();
        QVERIFY(pane);
        const std::uint64_t last = m_services->recorder.size();
        QTRY_COMPARE(pane->model().total(), last);
        for (std::uint64_t number = 1; number <= last; ++number) {
            QVERIFY(pane->showExchange(number));
            for (const auto page : pane->detail()->pages()) {
                pane->detail()->showPage(page);
                WB_HIDDEN(eid);
                WB_HIDDEN(imei);
                WB_HIDDEN(eventId);
            }
        }
    }

    void findAnything(const QString &text)
    {
        auto *box = m_window->findChild<shell::FindBox *>();
        QVERIFY(box);
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        box->activate();
        box->setText(text);
        QTRY_COMPARE(m_services->find.question(), text); // after the pause; Enter would pick from the list before
        QVERIFY(m_services->find.rowCount() > 0);
        auto *answers = m_window->findChild<QWidget *>(QStringLiteral("findAnswers"));
        QVERIFY(answers);
        QTRY_VERIFY(answers->isVisible());
        WB_HIDDEN(text);
        WB_HIDDEN(eid);
        WB_HIDDEN(imei);
        WB_HIDDEN(knownEvent);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
    discovery::DiscoveryPanel *m_panel = nullptr;
};

WB_TEST(MaskingWindowTest);
#include "masking_window_test.moc"
