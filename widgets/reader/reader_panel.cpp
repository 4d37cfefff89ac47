// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/reader_panel.h"

#include "widgets/reader/card_model.h"
#include "widgets/reader/card_readings.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/inspector_page.h"
#include "widgets/shell/table.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace wb::reader {

ReaderPanel::ReaderPanel(shell::PanelContext &context, cards::CardDirectory &directory, CardReadings &readings,
                         QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_directory(directory),
      m_readings(readings),
      m_model(new CardModel(directory, readings, context.theme, context.focus, this)),
      m_list(shell::makeTable(m_model, tr("Readers and cards"), context.theme, this)),
      m_hidden(new QLabel(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::chip, this)),
      m_error(new shell::ErrorView(context.theme, context.secrets, this)),
      m_serviceError(new shell::ErrorView(context.theme, context.secrets, this)),
      m_read(new QPushButton(tr("Read card"), this))
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
    connect(&m_context.theme, &shell::Theme::changed, this,
            [this] { showReading(); }); // the page holds colours and icons
    connect(&m_context.secrets, &shell::Secrets::changed, this, [this] { showReading(); });
    showService();
    showSelection();
}

void ReaderPanel::build()
{
    const int unit = m_context.theme.unit();
    m_list->setColumnWidth(CardModel::NameColumn, m_list->fontMetrics().averageCharWidth() * 30);
    m_list->setColumnWidth(CardModel::StateColumn, m_list->fontMetrics().averageCharWidth() * 34);

    m_list->setMinimumHeight(m_list->horizontalHeader()->sizeHint().height() + 2 * m_list->frameWidth()
                             + 3 * m_list->verticalHeader()->defaultSectionSize());
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);

    auto *buttons = new QHBoxLayout;
    m_read->setIcon(shell::iconOf(shell::Icon::refresh));
    m_read->setToolTip(tr("Reads EID, EUICCInfo and configured addresses; changes nothing on the card"));
    buttons->setSpacing(unit);
    buttons->addWidget(m_read);
    buttons->addWidget(m_hidden, 1);
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

void ReaderPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
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
    const auto &error = m_directory.serviceError();
    if (error && !m_directory.serviceRunning()) {
        shell::ErrorText text = shell::errorText(*error);
        text.severity = shell::Meaning::note; // the built-in eUICCs work without it
        m_serviceError->show(text);
    } else {
        m_serviceError->clear();
    }
}

void ReaderPanel::showReading()
{
    const QString id = selectedId();
    const CardReading *reading = m_readings.of(id);
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
    auto *view = new shell::InspectorPageView(page, m_context.theme, m_context.secrets, m_context.focus, this);
    m_stack->addWidget(view);
    m_stack->setCurrentWidget(view);
    m_empty->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // hidden, it asks for no room
    if (m_page != nullptr)
        m_page->deleteLater();
    m_page = view;
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
        m_error->show(shell::errorText(error));
    showSelection();
    Q_EMIT read(id, false);
}

void ReaderPanel::followFocus()
{
    const int hidden = m_model->hiddenByFocus();
    m_hidden->setText(hidden == 0 ? QString() : tr("%n other card(s) hidden by the focus", nullptr, hidden));
    showSelection();
}

} // namespace wb::reader
