// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/reader_panel.h"

#include "widgets/reader/card_model.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/inspector_page.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace wb::reader {

namespace {

constexpr const char *readSlot = "read";

} // namespace

ReaderPanel::ReaderPanel(shell::PanelContext &context, cards::CardDirectory &directory, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_directory(directory),
      m_model(new CardModel(directory, context.theme, this)),
      m_list(new QTableView(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::chip, this)),
      m_error(new shell::ErrorView(context.theme, context.secrets, this)),
      m_serviceError(new shell::ErrorView(context.theme, context.secrets, this)),
      m_read(new QPushButton(tr("Read card"), this))
{
    build();
    addActions();
    m_context.jobs.watch(&m_jobs);
    m_context.inspector.addProvider(this);
    m_context.find.addProvider(this);

    connect(&m_directory, &cards::CardDirectory::changed, this, [this] {
        dropReadings();
        showService();
        showSelection();
    });
    connect(&m_directory, &cards::CardDirectory::currentChanged, this, [this] { showSelection(); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && !m_model->isUpdating())
                    select(m_model->idAt(current.row()));
            });
    connect(m_list, &QTableView::activated, this, [this] { readCurrent(); });
    connect(m_read, &QPushButton::clicked, this, [this] { readCurrent(); });
    connect(&m_context.theme, &shell::Theme::changed, this,
            [this] { showReading(); }); // the page holds colours and icons
    connect(&m_context.secrets, &shell::Secrets::changed, this, [this] { showReading(); });
    showService();
    showSelection();
}

ReaderPanel::~ReaderPanel()
{
    m_context.inspector.removeProvider(this);
    m_context.find.removeProvider(this);
}

void ReaderPanel::build()
{
    const int unit = m_context.theme.unit();
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Readers and cards"));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setTabKeyNavigation(false);
    m_list->setWordWrap(false);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(m_list->fontMetrics().height() + unit);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setColumnWidth(CardModel::NameColumn, m_list->fontMetrics().averageCharWidth() * 30);
    m_list->setColumnWidth(CardModel::StateColumn, m_list->fontMetrics().averageCharWidth() * 34);

    m_list->setMinimumHeight(m_list->horizontalHeader()->sizeHint().height() + 2 * m_list->frameWidth()
                             + 3 * m_list->verticalHeader()->defaultSectionSize());
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);

    auto *buttons = new QHBoxLayout;
    m_read->setIcon(shell::iconOf(shell::Icon::refresh));
    m_read->setToolTip(tr("Reads EID, EUICCInfo and configured addresses; changes nothing on the card"));
    buttons->addWidget(m_read);
    buttons->addStretch();
    m_stack->addWidget(m_empty);
    m_serviceError->clear();
    m_error->clear();
    for (shell::ErrorView *view : {m_serviceError, m_error})
        view->setMinimumHeight(1); // the layout asks for its height at the width it has; the hint is for a narrow one

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(unit, unit, unit, unit);
    layout->setSpacing(unit);
    layout->addWidget(m_serviceError);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_error);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_list);
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
    m_context.actions.add({.id = QStringLiteral("reader.discover"),
                           .text = tr("Discover with this card"),
                           .tip = tr("Shows the Discovery panel with this card chosen"),
                           .key = QKeySequence(QStringLiteral("Ctrl+Return")),
                           .context = QStringLiteral("reader"),
                           .menu = shell::MenuId::panel,
                           .icon = shell::Icon::discovery,
                           .handler = [this] { m_context.showPanel(QStringLiteral("discovery")); }},
                          this);
}

QString ReaderPanel::selectedId() const
{
    const QModelIndex current = m_list->selectionModel()->currentIndex();
    return current.isValid() ? m_model->idAt(current.row()) : m_directory.current();
}

shell::Subject ReaderPanel::subjectOf(const cards::CardEntry &entry) const
{
    return {shell::SubjectKind::card, entry.id, entry.name};
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
    m_read->setEnabled(entry != nullptr && entry->usable() && !m_jobs.isRunning(readSlot));
    showReading();
}

void ReaderPanel::showService()
{
    const auto &error = m_directory.serviceError();
    if (error && !m_directory.serviceRunning()) {
        shell::ErrorText text = shell::errorText(*error);
        text.severity = shell::Meaning::note; // the built-in eUICCs work without it
        m_serviceError->show(text);
        m_context.problems.report(
            {QStringLiteral("pcsc.service"), text, [this] { m_context.showPanel(QStringLiteral("reader")); }});
    } else {
        m_serviceError->clear();
        m_context.problems.resolve(QStringLiteral("pcsc.service"));
    }
}

/// What was read belongs to the card that was in the reader then; another one, or the same put in again, is read again.
void ReaderPanel::dropReadings()
{
    const auto dropped = std::erase_if(m_readings, [this](const auto &kept) {
        const cards::CardEntry *now = m_directory.entry(kept.first);
        return now == nullptr || !now->holdsTheCardOf(kept.second.card);
    });
    const shell::Subject &shown = m_context.inspector.subject();
    if (dropped > 0 && shown.kind == shell::SubjectKind::card && canInspect(shown))
        m_context.inspector.refresh();
}

const CardReading *ReaderPanel::readingOf(const QString &id) const
{
    const auto kept = m_readings.find(id);
    return kept == m_readings.end() ? nullptr : &kept->second.reading;
}

void ReaderPanel::showReading()
{
    const QString id = selectedId();
    const CardReading *reading = readingOf(id);
    const cards::CardEntry *entry = m_directory.entry(id);
    if (reading == nullptr || entry == nullptr || !entry->usable()) {
        if (entry == nullptr) {
            m_empty->setText(tr("No card chosen"),
                             tr("Readers appear here as they are plugged, and virtual eUICCs as the lab starts."));
        } else if (!entry->usable()) {
            m_empty->setText(CardModel::stateText(*entry),
                             tr("Insert an eUICC into this reader, or choose another row."));
        } else {
            m_empty->setText(
                tr("%1 has not been read yet").arg(entry->name),
                tr("Its EID, who made it, which CIs it trusts and where it looks for events would be here."),
                tr("Read card"), [this] { readCurrent(); });
        }
        m_empty->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    shell::InspectorPage page;
    page.sections = {summaryOf(*reading)};
    page.nextStep = tr("Discover with this card");
    page.nextHandler = [this] { m_context.showPanel(QStringLiteral("discovery")); };
    auto *view = new shell::InspectorPageView(page, m_context.theme, m_context.secrets, this);
    m_stack->addWidget(view);
    m_stack->setCurrentWidget(view);
    m_empty->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // hidden, it asks for no room
    if (m_page != nullptr)
        m_page->deleteLater();
    m_page = view;
}

void ReaderPanel::readCurrent()
{
    const QString id = selectedId();
    const cards::CardEntry *entry = m_directory.entry(id);
    if (entry == nullptr || !entry->usable())
        return;
    m_error->clear();
    auto open = m_directory.opener(id, tr("Reader"), &m_context.recorder);
    m_jobs.start<Result<CardReading>>(
        m_context.pool, readSlot, tr("Reading %1").arg(entry->name),
        [open = std::move(open)](JobContext &job) -> Result<CardReading> {
            auto card = open(job.stop);
            if (!card)
                return fail(std::move(card.error()));
            return lds::readCard(**card, job.stop).map([&](lds::CardSummary &&summary) {
                return CardReading{std::move(summary), (*card)->session().isdR().aid, (*card)->session().channel()};
            });
        },
        [this, card = *entry](Result<CardReading> reading) { take(card, std::move(reading)); });
    m_read->setEnabled(false);
}

void ReaderPanel::take(const cards::CardEntry &card, Result<CardReading> reading)
{
    if (reading)
        m_context.find.seenEids().note(reading->summary.eid, tr("Card: %1").arg(card.name));
    const QString &id = card.id;
    const bool successful = reading.has_value();
    if (successful) {
        m_readings.insert_or_assign(id, Kept{card, std::move(*reading)});
        dropReadings(); // the card may have been changed meanwhile
    } else if (reading.error().kind != ErrorKind::cancelled) {
        m_error->show(shell::errorText(reading.error()));
    }
    showSelection();
    if (const cards::CardEntry *entry = m_directory.entry(id); entry != nullptr && successful)
        m_context.inspector.inspect(subjectOf(*entry));
    Q_EMIT read(id, successful);
}

bool ReaderPanel::canInspect(const shell::Subject &subject) const
{
    return subject.kind == shell::SubjectKind::card && m_directory.entry(subject.key) != nullptr;
}

shell::InspectorPage ReaderPanel::inspect(const shell::Subject &subject) const
{
    const cards::CardEntry *entry = m_directory.entry(subject.key);
    if (entry == nullptr)
        return {};
    shell::InspectorPage page = pageOf(*entry, readingOf(subject.key));
    page.nextStep = tr("Discover with this card");
    page.nextHandler = [this] { m_context.showPanel(QStringLiteral("discovery")); };
    return page;
}

void ReaderPanel::find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer)
{
    shell::FindAnswer found;
    for (const cards::CardEntry &entry : m_directory.entries()) {
        const CardReading *reading = readingOf(entry.id);
        const QString eid = reading == nullptr ? QString() : QString::fromStdString(reading->summary.eid.digits());
        QString digits = text;
        digits.remove(QLatin1Char(' '));
        const bool matches = entry.name.contains(text, Qt::CaseInsensitive)
                             || (!digits.isEmpty() && eid.contains(digits));
        if (matches && static_cast<int>(found.hits.size()) < limit)
            found.hits.push_back(
                {subjectOf(entry), eid.isEmpty() ? CardModel::stateText(entry) : shell::groupedEid(eid)});
    }
    answer(std::move(found));
}

void ReaderPanel::open(const shell::Subject &subject)
{
    m_context.showPanel(QStringLiteral("reader"));
    select(subject.key);
}

} // namespace wb::reader
