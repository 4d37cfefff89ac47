// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/reader_panel.h"

#include "widgets/reader/card_model.h"
#include "widgets/reader/card_notices.h"
#include "widgets/reader/card_readings.h"
#include "widgets/reader/card_state.h"
#include "widgets/reader/certificate_page.h"
#include "widgets/reader/compare_page.h"
#include "widgets/reader/console_page.h"
#include "widgets/reader/doctor_page.h"
#include "widgets/reader/function_page.h"
#include "widgets/reader/journal_page.h"
#include "widgets/reader/notification_page.h"
#include "widgets/reader/overview_page.h"
#include "widgets/reader/profile_page.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/table.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::reader {

namespace {

bool hasReader(const cards::CardDirectory &directory)
{
    const auto &entries = directory.entries();
    return std::any_of(entries.begin(), entries.end(),
                       [](const cards::CardEntry &entry) { return entry.kind == cards::CardEntry::Kind::reader; });
}

} // namespace

ReaderPanel::ReaderPanel(shell::PanelContext &context, cards::CardDirectory &directory, CardReadings &readings,
                         cards::CardController &controller, std::function<pki::TrustAnchors()> trusted, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_directory(directory),
      m_readings(readings),
      m_controller(controller),
      m_model(new CardModel(directory, readings, context.theme, context.focus, this)),
      m_list(shell::makeTable(m_model, tr("Readers and cards"), context.theme, this)),
      m_hidden(new QLabel(this)),
      m_error(new shell::ErrorView(context.theme, context.secrets, this)),
      m_serviceError(new shell::ErrorView(context.theme, context.secrets, this)),
      m_read(new QPushButton(tr("Read card"), this)),
      m_lock(new QToolButton(this)),
      m_tabs(new QTabWidget(this)),
      m_overview(new OverviewPage(context, this)),
      m_profiles(new ProfilePage(context, controller, this)),
      m_notifications(new NotificationPage(context, controller, this)),
      m_functions(new FunctionPage(context, controller, this)),
      m_console(new ConsolePage(context, directory, controller, this)),
      m_certificates(new CertificatePage(context, std::move(trusted), this)),
      m_doctor(new DoctorPage(context, directory, this))
{
    build();
    addActions();
    connect(&m_directory, &cards::CardDirectory::changed, this, [this] {
        showService();
        showSelection();
    });
    connect(&m_directory, &cards::CardDirectory::currentChanged, this, [this] { showSelection(); });
    connect(&m_readings, &CardReadings::changed, this, &ReaderPanel::showSelection);
    connect(&m_readings, &CardReadings::taken, this, &ReaderPanel::followReading);
    connect(&m_readings, &CardReadings::failed, this, &ReaderPanel::followFailure);
    connect(&m_readings, &CardReadings::showWanted, this, &ReaderPanel::select);
    connect(m_model, &CardModel::filtered, this, &ReaderPanel::followFocus);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && !m_model->isUpdating())
                    select(m_model->idAt(current.row()));
            });
    connect(m_list, &QTableView::activated, this, [this] { readCurrent(); });
    connect(m_read, &QPushButton::clicked, this, [this] { readCurrent(); });
    connect(m_overview, &OverviewPage::readWanted, this, &ReaderPanel::readCurrent);
    connect(m_overview, &OverviewPage::doctorWanted, this, &ReaderPanel::runDoctor);
    connect(m_overview, &OverviewPage::discoverWanted, this, &ReaderPanel::goToDiscovery);
    connect(m_profiles, &ProfilePage::readWanted, this, &ReaderPanel::readCurrent);
    connect(m_notifications, &NotificationPage::readWanted, this, &ReaderPanel::readCurrent);
    connect(m_functions, &FunctionPage::guideWanted, this, &ReaderPanel::guideWanted);
    connect(m_lock, &QToolButton::clicked, &controller, &cards::CardController::setUnlocked);
    connect(&controller, &cards::CardController::lockChanged, this, &ReaderPanel::followLock);
    connect(&controller, &cards::CardController::carriedOut, this,
            [this](const QString &, const lds::ChangeOutcome &outcome) { followOutcome(outcome); });
    connect(&controller, &cards::CardController::failed, this,
            [this](const QString &, const Error &error) { showFailure(error); });
    connect(&controller, &cards::CardController::toolkitWaits, this, [this] {
        shell::ErrorText text = toolkitWaitsText();
        text.handler = [this] { m_controller.answerToolkit(); };
        m_error->show(text);
    });
    connect(&controller, &cards::CardController::toolkitAnswered, this,
            [this](const QString &id, const card::ProactiveCommand &command) {
                m_error->show(toolkitAnsweredText(command));
                m_readings.read(id);
            });
    connect(&controller, &cards::CardController::lockedOut, this, [this](const QString &function) {
        m_context.say(tr("%1 was not sent: the card is locked for changes").arg(function));
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &ReaderPanel::showService);
    showService();
    showSelection();
}

void ReaderPanel::build()
{
    const int unit = m_context.theme.unit();
    m_list->setColumnWidth(CardModel::NameColumn, m_list->fontMetrics().averageCharWidth() * 30);
    m_list->setColumnWidth(CardModel::StateColumn, m_list->fontMetrics().averageCharWidth() * 34);

    m_list->setMinimumHeight(m_list->horizontalHeader()->sizeHint().height() + 2 * m_list->frameWidth()
                             + 2 * m_list->verticalHeader()->defaultSectionSize());
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_lock->setCheckable(true);
    m_lock->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    auto *buttons = new QHBoxLayout;
    m_read->setIcon(shell::iconOf(shell::Icon::refresh));
    m_read->setToolTip(tr("Reads EID, EUICCInfo and configured addresses; changes nothing on the card"));
    buttons->setSpacing(unit);
    buttons->addWidget(m_read);
    buttons->addWidget(m_lock);
    buttons->addWidget(m_hidden, 1);
    m_serviceError->clear();
    m_error->clear();
    for (shell::ErrorView *view : {m_serviceError, m_error})
        view->setMinimumHeight(1); // the layout asks for its height at the width it has; the hint is for a narrow one
    m_error->setDismissable(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(unit, unit, unit, unit);
    layout->setSpacing(unit);
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_profiles, tr("Profiles"));
    m_tabs->addTab(m_notifications, tr("Notifications"));
    m_tabs->addTab(m_functions, tr("Functions"));
    m_tabs->addTab(m_console, tr("Console"));
    m_tabs->addTab(new JournalPage(m_context, m_controller, this), tr("Journal"));
    m_tabs->addTab(m_certificates, tr("Certificates"));
    m_tabs->addTab(new ComparePage(m_context, this), tr("Compare"));
    m_tabs->addTab(m_doctor, tr("Doctor"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMinimumSize(40 * unit, 10 * unit); // the largest page would ask for more than a small window has

    auto *lower = new QWidget(this);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->setSpacing(unit);
    lowerLayout->addLayout(buttons);
    lowerLayout->addWidget(m_error);
    lowerLayout->addWidget(m_tabs, 1);
    auto *split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_list);
    split->addWidget(lower);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    split->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // it takes what there is, and asks for nothing
    split->setSizes({m_list->minimumHeight(), 8 * m_list->minimumHeight()});
    layout->addWidget(m_serviceError);
    layout->addWidget(split, 1);
    followLock();
    setFocusProxy(m_list);
    followFocus();
}

void ReaderPanel::addActions()
{
    m_context.actions.add({.id = QStringLiteral("reader.read"),
                           .text = tr("Read card"),
                           .tip = m_read->toolTip(),
                           .key = QKeySequence(QStringLiteral("F5")),
                           .context = QStringLiteral("reader"),
                           .menu = shell::MenuId::panel,
                           .icon = shell::Icon::refresh,
                           .handler = [this] { readCurrent(); }},
                          this);
    m_context.actions.add({.id = QStringLiteral("reader.unlock"),
                           .text = tr("Unlock the card for changes, or lock it"),
                           .tip = tr("A locked card is only read"),
                           .key = QKeySequence(QStringLiteral("Ctrl+U")),
                           .context = QStringLiteral("reader"),
                           .menu = shell::MenuId::panel,
                           .icon = shell::Icon::unlock,
                           .handler = [this] { m_controller.setUnlocked(!m_controller.isUnlocked()); }},
                          this);
    const std::pair<Page, QString> pages[] = {{Page::overview, tr("Show the overview")},
                                              {Page::profiles, tr("Show the profiles")},
                                              {Page::notifications, tr("Show the notifications")},
                                              {Page::functions, tr("Show the functions of ES10")},
                                              {Page::console, tr("Show the console")},
                                              {Page::journal, tr("Show the journal of changes")},
                                              {Page::certificates, tr("Show the certificates and their rules")},
                                              {Page::compare, tr("Show what changed, or differs between cards")},
                                              {Page::doctor, tr("Show the doctor")}};
    for (const auto &[page, text] : pages) {
        const int number = static_cast<int>(page) + 1;
        m_context.actions.add({.id = QStringLiteral("reader.page%1").arg(number),
                               .text = text,
                               .key = QKeySequence(QStringLiteral("Alt+%1").arg(number)),
                               .context = QStringLiteral("reader"),
                               .menu = shell::MenuId::panel,
                               .handler = [this, which = page] { showPage(which); }},
                              this);
    }
    m_context.actions.add({.id = QStringLiteral("reader.doctor"),
                           .text = tr("Run the doctor"),
                           .tip = tr("Says why a reader or a card does not work, and which command mends it"),
                           .key = QKeySequence(QStringLiteral("Ctrl+Shift+D")),
                           .context = QStringLiteral("reader"),
                           .menu = shell::MenuId::panel,
                           .icon = shell::Icon::problems,
                           .handler = [this] { runDoctor(); }},
                          this);
    m_context.actions.add({.id = QStringLiteral("reader.discover"),
                           .text = tr("Discover with this card"),
                           .tip = tr("Shows the Discovery panel with this card chosen"),
                           .key = QKeySequence(QStringLiteral("Ctrl+Return")),
                           .context = QStringLiteral("reader"),
                           .menu = shell::MenuId::panel,
                           .icon = shell::Icon::discovery,
                           .handler = [this] { goToDiscovery(); }},
                          this);
}

/// Pages have icons where there is room for them; without, all their names can be read.
void ReaderPanel::showTabIcons(bool shown)
{
    constexpr shell::Icon icons[] = {shell::Icon::chip,        shell::Icon::card,     shell::Icon::pending,
                                     shell::Icon::play,        shell::Icon::keyboard, shell::Icon::clock,
                                     shell::Icon::certificate, shell::Icon::exchange, shell::Icon::problems};
    for (int page = 0; page < m_tabs->count(); ++page)
        m_tabs->setTabIcon(page, shown ? shell::iconOf(icons[page]) : QIcon());
}

void ReaderPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTabIcons(width() > fontMetrics().averageCharWidth() * 150);
}

void ReaderPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_tabs->currentWidget() == m_certificates)
        return; // which shows the certificate that is selected
    if (const cards::CardEntry *entry = m_directory.entry(selectedId()))
        m_context.inspector.inspect(subjectOf(*entry));
}

QString ReaderPanel::selectedId() const
{
    const QModelIndex current = m_list->selectionModel()->currentIndex();
    return current.isValid() ? m_model->idAt(current.row()) : m_directory.current();
}

void ReaderPanel::select(const QString &id)
{
    m_directory.setCurrent(id);
    if (const cards::CardEntry *entry = m_directory.entry(id))
        m_context.inspector.inspect(subjectOf(*entry));
    m_error->clear();
    showSelection();
}

/// The list's current row follows the current card, and the page shows what is known of it.
void ReaderPanel::showSelection()
{
    const int row = m_model->rowOf(m_directory.current());
    if (row >= 0 && m_list->selectionModel()->currentIndex().row() != row) {
        const QSignalBlocker blocker(m_list->selectionModel());
        m_list->selectRow(row);
        m_list->viewport()->update();
    }
    if (row < 0
        && m_list->selectionModel()->currentIndex().isValid()) { // its reader is gone; another row is another card
        const QSignalBlocker blocker(m_list->selectionModel());
        m_list->selectionModel()->clear();
        m_list->viewport()->update();
    }
    const cards::CardEntry *entry = m_directory.entry(selectedId());
    m_read->setEnabled(entry != nullptr && entry->usable() && !m_readings.isReading());
    showReading();
}

void ReaderPanel::showService()
{
    if (m_tabs->currentWidget() == m_doctor) { // it tells all of it, and needs the room
        m_serviceError->clear();
        return;
    }
    const auto &error = m_directory.serviceError();
    if (error && !m_directory.serviceRunning())
        showForDoctor(*m_serviceError, serviceText(*error), *error);
    else if (m_directory.serviceRunning() && !hasReader(m_directory))
        showForDoctor(*m_serviceError, noReaderText());
    else
        m_serviceError->clear();
}

void ReaderPanel::showReading()
{
    const QString id = selectedId();
    const CardReading *reading = m_readings.of(id);
    const cards::CardEntry *entry = m_directory.entry(id);
    const bool known = reading != nullptr && entry != nullptr && entry->usable();
    m_overview->setCard(entry, reading);
    m_profiles->setReading(known ? reading : nullptr);
    m_notifications->setReading(known ? reading : nullptr);
}

void ReaderPanel::goToDiscovery()
{
    m_context.showPanel(QStringLiteral("discovery"));
}

void ReaderPanel::readCurrent()
{
    m_error->clear();
    m_readings.read(selectedId());
    showSelection();
}

void ReaderPanel::followReading(const QString &id)
{
    showSelection();
    if (const cards::CardEntry *entry = m_directory.entry(id))
        m_context.inspector.inspect(subjectOf(*entry));
    Q_EMIT read(id, true);
}

void ReaderPanel::followFailure(const QString &id, const Error &error)
{
    if (error.kind != ErrorKind::cancelled)
        showFailure(error);
    showSelection();
    Q_EMIT read(id, false);
}

/// What the doctor may know more of has a button for it.
void ReaderPanel::showFailure(const Error &error)
{
    if (isForTheDoctor(error))
        showForDoctor(*m_error, shell::errorText(error), error);
    else
        m_error->show(shell::errorText(error));
}

void ReaderPanel::showForDoctor(shell::ErrorView &view, shell::ErrorText text, std::optional<Error> failure)
{
    text.action = tr("Run the doctor");
    text.handler = [this, failure = std::move(failure)] { runDoctor(failure); };
    view.show(text);
}

void ReaderPanel::runDoctor(const std::optional<Error> &lastFailure)
{
    if (lastFailure)
        m_error->clear(); // the doctor tells it, with more
    showPage(Page::doctor);
    m_doctor->examine(lastFailure);
}

void ReaderPanel::followFocus()
{
    const int hidden = m_model->hiddenByFocus();
    m_hidden->setText(hidden == 0 ? QString() : tr("%n other card(s) hidden by the focus", nullptr, hidden));
    showSelection();
}

void ReaderPanel::followLock()
{
    const bool unlocked = m_controller.isUnlocked();
    m_lock->setChecked(unlocked);
    m_lock->setText(unlocked ? tr("Unlocked for changes") : tr("Locked"));
    m_lock->setIcon(unlocked ? m_context.theme.icon(shell::Icon::unlock, shell::Meaning::warning)
                             : shell::iconOf(shell::Icon::lock));
    m_lock->setToolTip(unlocked ? tr("Changes are possible until another card is chosen (Ctrl+U locks it)")
                                : tr("The card is only read. Unlock it to change something (Ctrl+U)"));
}

/// What was changed is read again; a refusal is told with its reason.
void ReaderPanel::followOutcome(const lds::ChangeOutcome &outcome)
{
    if (outcome.done) {
        m_error->clear();
        m_context.say(tr("Done"));
    } else {
        m_error->show(refusalText(outcome));
    }
    m_readings.read(m_directory.current());
    showSelection();
}

void ReaderPanel::showPage(Page page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
    m_tabs->currentWidget()->setFocus();
}

void ReaderPanel::typeIntoConsole(const QStringList &lines, std::function<void()> done)
{
    if (lines.isEmpty())
        return done();
    connect(&m_controller, &cards::CardController::busyChanged, m_console, [this, lines, done = std::move(done)] {
        if (!m_controller.isBusy()) {
            disconnect(&m_controller, &cards::CardController::busyChanged, m_console, nullptr);
            typeIntoConsole(lines.mid(1), done);
        }
    });
    m_console->enter(lines.first());
}

} // namespace wb::reader
