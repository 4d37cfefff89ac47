// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/exchange_pane.h"

#include "widgets/exchanges/exchange_detail.h"
#include "widgets/exchanges/exchange_list.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/tool_button.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace wb::exchanges {

namespace {

constexpr int filterDelay = 200; // milliseconds without a key before the filter is applied

} // namespace

ExchangePane::ExchangePane(capture::Recorder &recorder, const shell::Theme &theme, const shell::Times &times,
                           shell::Secrets &secrets, shell::Focus &focus, shell::ServerColours &servers, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_times(times),
      m_focus(focus),
      m_model(new ExchangeModel(recorder, theme, times, secrets, servers, this)),
      m_list(new ExchangeList(*m_model, theme)),
      m_detail(new ExchangeDetail(theme, times, secrets)),
      m_splitter(new QSplitter),
      m_listOrEmpty(new QStackedWidget),
      m_empty(new shell::EmptyView(theme, shell::Icon::exchange)),
      m_filterLine(makeFilterLine()),
      m_unseen(new QToolButton)
{
    m_unseen->setAutoRaise(true);
    m_unseen->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_unseen->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_unseen->hide();

    auto *left = new QWidget;
    m_left = new QVBoxLayout(left);
    m_left->setContentsMargins(0, 0, 0, 0);
    m_left->setSpacing(0);
    m_listOrEmpty->addWidget(m_list);
    m_listOrEmpty->addWidget(m_empty);
    m_left->addWidget(m_filterLine);
    m_left->addWidget(m_listOrEmpty, 1);
    m_left->addWidget(m_unseen);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    m_filterDelay.setSingleShot(true);
    m_filterDelay.setInterval(filterDelay);
    connect(m_filterText, &QLineEdit::textChanged, &m_filterDelay, qOverload<>(&QTimer::start));
    const auto filter = [this] { setFilter(m_filterText->text(), m_inside->isChecked()); };
    connect(m_filterText, &QLineEdit::returnPressed, &m_filterDelay, filter);
    connect(&m_filterDelay, &QTimer::timeout, this, filter);
    connect(m_inside, &QToolButton::toggled, this, filter);
    connect(m_model, &ExchangeModel::countsChanged, this, &ExchangePane::refreshCounts);
    connect(m_list, &ExchangeList::currentRowChanged, this, &ExchangePane::showRow);
    connect(m_list, &ExchangeList::unseenChanged, this, &ExchangePane::refreshUnseen);
    connect(m_unseen, &QToolButton::clicked, m_list, &ExchangeList::showNewest);
    connect(m_detail, &ExchangeDetail::said, this, &ExchangePane::said);
    connect(&m_focus, &shell::Focus::changed, this, &ExchangePane::followFocus);
    m_model->setFocus(m_focus.subject());
    connect(&m_theme, &shell::Theme::changed, this, &ExchangePane::restyle);
    restyle();
    refreshCounts();
}

QWidget *ExchangePane::makeFilterLine()
{
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    m_filterText = new QLineEdit;
    m_filterText->setObjectName(QStringLiteral("filter"));
    m_filterText->setPlaceholderText(tr("Filter: function, from, to, status"));
    m_filterText->setAccessibleName(tr("Filter the exchanges"));
    m_filterText->setClearButtonEnabled(true);
    m_count = new QLabel;
    m_inside = shell::makeToolButton(
        shell::Icon::hex,
        tr("Look into fields, tags and octets as well: names, values, BF38, characters, hexadecimal"));
    m_inside->setCheckable(true);
    m_inside->setObjectName(QStringLiteral("filterInside"));
    layout->addWidget(m_filterText, 1);
    layout->addWidget(m_inside);
    layout->addWidget(m_count);
    const auto button = [&](shell::Icon icon, const QString &tip, auto slot) {
        QToolButton *made = shell::makeToolButton(icon, tip);
        connect(made, &QToolButton::clicked, this, slot);
        layout->addWidget(made);
        return made;
    };
    m_previousProblem = button(shell::Icon::back, tr("Previous problem"), [this] { nextProblem(true); });
    m_nextProblem = button(shell::Icon::next, tr("Next problem"), [this] { nextProblem(); });
    return line;
}

void ExchangePane::registerActions(shell::ActionRegistry &actions)
{
    const auto add = [&](const QString &id, const QString &text, const QString &tip, const QKeySequence &key,
                         std::function<void()> handler) {
        shell::ActionSpec spec;
        spec.id = id;
        spec.text = text;
        spec.tip = tip;
        spec.key = key;
        spec.menu = shell::MenuId::go;
        spec.handler = std::move(handler);
        actions.add(std::move(spec));
    };
    add(QStringLiteral("exchanges.next"), tr("Next exchange"), tr("Select the next exchange, wherever the keyboard is"),
        Qt::CTRL | Qt::Key_Down, [this] { step(1); });
    add(QStringLiteral("exchanges.previous"), tr("Previous exchange"),
        tr("Select the previous exchange, wherever the keyboard is"), Qt::CTRL | Qt::Key_Up, [this] { step(-1); });
    add(QStringLiteral("exchanges.nextProblem"), tr("Next failed exchange"),
        tr("Select the next exchange that ended with an error"), Qt::CTRL | Qt::SHIFT | Qt::Key_Down,
        [this] { nextProblem(); });
    add(QStringLiteral("exchanges.previousProblem"), tr("Previous failed exchange"),
        tr("Select the previous exchange that ended with an error"), Qt::CTRL | Qt::SHIFT | Qt::Key_Up,
        [this] { nextProblem(true); });
    add(QStringLiteral("exchanges.filter"), tr("Filter exchanges"), tr("Go to the filter line of the exchange list"),
        Qt::CTRL | Qt::SHIFT | Qt::Key_L, [this] { focusFilter(); });
    add(QStringLiteral("exchanges.findInside"), tr("Find in fields and octets of all exchanges"),
        tr("Filter the list by a field's name or value, a tag, characters or hexadecimal"),
        Qt::CTRL | Qt::SHIFT | Qt::Key_F, [this] { focusFilter(true); });
    add(QStringLiteral("exchanges.mark"), tr("Mark the exchange"),
        tr("Put a mark on the selected exchange, or take it away"), Qt::CTRL | Qt::Key_M, [this] { toggleMark(); });
    add(QStringLiteral("exchanges.nextMarked"), tr("Next marked exchange"), tr("Select the next exchange with a mark"),
        Qt::CTRL | Qt::SHIFT | Qt::Key_N, [this] { nextMarked(); });
    add(QStringLiteral("exchanges.previousMarked"), tr("Previous marked exchange"),
        tr("Select the previous exchange with a mark"), Qt::CTRL | Qt::SHIFT | Qt::Key_B, [this] { nextMarked(true); });
    add(QStringLiteral("exchanges.nextInSession"), tr("Next exchange of the session"),
        tr("Select the next exchange with the same TransactionID, or on the same logical channel"),
        Qt::CTRL | Qt::Key_Period, [this] { nextInSession(); });
    add(QStringLiteral("exchanges.previousInSession"), tr("Previous exchange of the session"),
        tr("Select the previous exchange with the same TransactionID, or on the same logical channel"),
        Qt::CTRL | Qt::SHIFT | Qt::Key_Period, [this] { nextInSession(true); });
    add(QStringLiteral("exchanges.reference"), tr("Count time from this exchange"),
        tr("Show times since the selected exchange; once more: clock times"), Qt::CTRL | Qt::Key_T,
        [this] { toggleReference(); });
}

void ExchangePane::restyle()
{
    const int unit = m_theme.unit();
    m_filterLine->layout()->setContentsMargins(unit / 2, unit / 4, unit / 2, unit / 4);
    m_filterLine->layout()->setSpacing(unit / 2);
    m_unseen->setIcon(m_theme.icon(shell::Icon::pending, shell::Meaning::pending));
}

void ExchangePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // A wide dock has room beside the list, a tall one below it.
    const bool wide = width() > 2 * height();
    const Qt::Orientation orientation = wide ? Qt::Horizontal : Qt::Vertical;
    if (m_arranged && m_splitter->orientation() == orientation)
        return;
    m_arranged = true;
    m_splitter->setOrientation(orientation);
    const int whole = wide ? width() : height();
    m_splitter->setSizes({whole * (wide ? 10 : 7) / 20, whole * (wide ? 10 : 13) / 20});
}

void ExchangePane::refreshCounts()
{
    const int total = static_cast<int>(m_model->total());
    const int problems = static_cast<int>(m_model->problems());
    QString text;
    if (m_model->isFiltering())
        text = tr("filtering, %1 so far").arg(shell::Times::number(m_model->rowCount()));
    else if (!m_model->filter().isEmpty() || m_focus.isSet())
        text = tr("%1 of %2").arg(shell::Times::number(m_model->rowCount()), shell::Times::number(total));
    else if (total > 0)
        text = shell::Times::number(total);
    if (problems > 0)
        text += tr(", %n failed", nullptr, problems);
    m_count->setText(text);
    m_previousProblem->setEnabled(problems > 0);
    m_nextProblem->setEnabled(problems > 0);
    refreshEmpty();
    Q_EMIT countsChanged(total, problems);
}

void ExchangePane::refreshEmpty()
{
    const bool nothing = m_model->total() == 0;
    const bool noMatch = !nothing && m_model->rowCount() == 0 && !m_model->isFiltering();
    m_listOrEmpty->setCurrentIndex(nothing || noMatch ? 1 : 0);
    m_detail->setVisible(!nothing);
    m_filterLine->setVisible(!nothing);
    if (nothing)
        m_empty->setText(
            tr("No exchanges yet"),
            tr("Each APDU and each HTTPS request appears here as it happens, with its fields and its octets."),
            m_firstStep, m_firstStepHandler);
    else if (noMatch && m_focus.isSet())
        m_empty->setText(tr("Nothing about what is in focus"),
                         m_model->filter().isEmpty()
                             ? tr("None of %n exchange(s) carries it.", nullptr, static_cast<int>(m_model->total()))
                             : tr("None of %n exchange(s) carries it and matches the filter.", nullptr,
                                  static_cast<int>(m_model->total())),
                         tr("Clear the focus"), [this] { m_focus.clear(); });
    else if (noMatch)
        m_empty->setText(tr("Nothing matches"),
                         tr("None of %n exchange(s) has this text in function, from, to or status.", nullptr,
                            static_cast<int>(m_model->total())),
                         tr("Clear the filter"), [this] { setFilter({}); });
}

void ExchangePane::setFirstStep(const QString &text, std::function<void()> handler)
{
    m_firstStep = text;
    m_firstStepHandler = std::move(handler);
    refreshEmpty();
}

void ExchangePane::setNotice(QWidget *notice)
{
    m_left->insertWidget(0, notice);
}

void ExchangePane::setRecorder(capture::Recorder &recorder)
{
    setFilter({});
    showRow(-1);
    m_model->setRecorder(recorder);
}

std::vector<capture::ExchangePtr> ExchangePane::shownExchanges() const
{
    std::vector<capture::ExchangePtr> shown;
    for (int row = 0; row < m_model->rowCount(); ++row)
        shown.push_back(m_model->exchangeAt(row));
    return shown;
}

void ExchangePane::refreshUnseen(int count)
{
    m_unseen->setVisible(count > 0);
    m_unseen->setText(tr("Paused, %n new. Show the newest", nullptr, count));
}

void ExchangePane::showRow(int row)
{
    const capture::ExchangePtr exchange = m_model->exchangeAt(row);
    m_detail->setExchange(exchange);
    m_model->setSessionOf(exchange);
    if (exchange && m_model->filtersInside())
        m_detail->reveal(m_model->filter());
    Q_EMIT currentChanged(exchange);
}

capture::ExchangePtr ExchangePane::current() const
{
    return m_model->exchangeAt(m_list->currentIndex().row());
}

bool ExchangePane::showExchange(std::uint64_t number)
{
    if (number == 0 || number > m_model->total())
        return false;
    if (m_model->rowOf(number) < 0)
        setFilter({});
    if (m_model->rowOf(number) < 0 && m_focus.isSet()) {
        m_focus.clear();
        Q_EMIT said(tr("Focus cleared, because it hid the exchange"));
    }
    m_list->goTo(m_model->rowOf(number));
    Q_EMIT shown();
    return true;
}

void ExchangePane::step(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + rows : (rows > 0 ? 0 : count - 1);
    m_list->goTo(qBound(0, row, count - 1));
}

bool ExchangePane::nextProblem(bool backward)
{
    const int row = m_model->nextProblem(m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1,
                                         backward);
    if (row < 0) {
        Q_EMIT said(tr("No exchange in the list failed"));
        return false;
    }
    m_list->goTo(row);
    return true;
}

void ExchangePane::toggleMark()
{
    if (const capture::ExchangePtr exchange = current())
        m_model->toggleMark(exchange->number);
}

bool ExchangePane::nextMarked(bool backward)
{
    const int row = m_model->nextMarked(m_list->currentIndex().row(), backward);
    if (row < 0)
        Q_EMIT said(tr("No exchange in the list is marked"));
    else
        m_list->goTo(row);
    return row >= 0;
}

bool ExchangePane::nextInSession(bool backward)
{
    const int row = m_model->nextInSession(m_list->currentIndex().row(), backward);
    if (row < 0)
        Q_EMIT said(tr("No other exchange of this session is near"));
    else
        m_list->goTo(row);
    return row >= 0;
}

void ExchangePane::setFilter(const QString &text, bool inside)
{
    m_filterDelay.stop();
    {
        const QSignalBlocker quiet(m_filterText);
        if (m_filterText->text() != text)
            m_filterText->setText(text);
        const QSignalBlocker quietButton(m_inside);
        m_inside->setChecked(inside);
    }
    keepCurrent([&] { m_model->setFilter(text, inside); });
}

void ExchangePane::followFocus(const shell::Subject &focus)
{
    keepCurrent([&] { m_model->setFocus(focus); });
}

/// What is selected stays so when it is let through then, too.
void ExchangePane::keepCurrent(const std::function<void()> &change)
{
    const capture::ExchangePtr kept = current();
    change();
    if (kept && m_model->rowOf(kept->number) >= 0)
        m_list->goTo(m_model->rowOf(kept->number));
    else
        showRow(-1);
}

void ExchangePane::focusFilter(bool inside)
{
    if (inside)
        m_inside->setChecked(true);
    m_filterText->setFocus(Qt::ShortcutFocusReason);
    m_filterText->selectAll();
}

void ExchangePane::toggleReference()
{
    const capture::ExchangePtr exchange = current();
    m_model->setReference(exchange && m_model->reference() != exchange->number ? exchange->number : 0);
}

} // namespace wb::exchanges
