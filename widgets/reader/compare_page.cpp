// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/compare_page.h"

#include "widgets/shell/empty_view.h"
#include "widgets/shell/table.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace wb::reader {

namespace {

enum SourceRole { CardRole = Qt::UserRole, WhichRole };

/// The readers whose cards answered something that only reads, in order of first appearance.
QStringList cardsIn(const std::vector<capture::ExchangePtr> &exchanges)
{
    QStringList cards;
    for (const capture::ExchangePtr &exchange : exchanges) {
        const capture::ApduExchange *apdu = exchange->apdu();
        if (apdu == nullptr || apdu->request.empty() || apdu->response.empty())
            continue;
        if (const QString card = QString::fromStdString(apdu->reader); !cards.contains(card))
            cards << card;
    }
    return cards;
}

std::vector<capture::ExchangePtr> exchangesOf(const std::vector<capture::ExchangePtr> &exchanges, const QString &card)
{
    std::vector<capture::ExchangePtr> found;
    for (const capture::ExchangePtr &exchange : exchanges) {
        const capture::ApduExchange *apdu = exchange->apdu();
        if (apdu != nullptr && QString::fromStdString(apdu->reader) == card)
            found.push_back(exchange);
    }
    return found;
}

} // namespace

DifferenceModel::DifferenceModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme),
      m_secrets(secrets)
{
    connect(&secrets, &shell::Secrets::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void DifferenceModel::setDifferences(std::vector<report::CardDifference> differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    endResetModel();
}

int DifferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_differences.size());
}

int DifferenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DifferenceModel::valueText(const report::CardDifference &difference, bool before) const
{
    using Kind = report::CardDifference::Kind;
    if (difference.kind == (before ? Kind::onlyAfter : Kind::onlyBefore))
        return tr("not there");
    const QString &value = before ? difference.before : difference.after;
    if (value.isEmpty())
        return tr("there");
    return difference.secret ? m_secrets.value(value) : m_secrets.words(value);
}

QVariant DifferenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const report::CardDifference &difference = m_differences[static_cast<std::size_t>(index.row())];
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case FunctionColumn: return QString::fromStdString(difference.function);
    case FieldColumn: return difference.path.isEmpty() ? tr("the whole answer") : m_secrets.words(difference.path);
    case BeforeColumn: return valueText(difference, true);
    case AfterColumn: return valueText(difference, false);
    default: return {};
    }
}

QVariant DifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FunctionColumn: return tr("Function");
    case FieldColumn: return tr("Field");
    case BeforeColumn: return tr("Before");
    case AfterColumn: return tr("After");
    default: return {};
    }
}

ComparePage::ComparePage(shell::PanelContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_model(new DifferenceModel(context.theme, context.secrets, this)),
      m_before(new QComboBox(this)),
      m_after(new QComboBox(this)),
      m_count(new QLabel(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::exchange, this)),
      m_table(shell::makeTable(m_model, tr("Differences"), context.theme, this))
{
    const int unit = context.theme.unit();
    const int character = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(DifferenceModel::FunctionColumn, character * 28);
    m_table->setColumnWidth(DifferenceModel::FieldColumn, character * 56);
    for (QComboBox *box : {m_before, m_after}) { // a long name of a reader is no reason for a wide panel
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(24);
    }
    m_table->setColumnWidth(DifferenceModel::BeforeColumn, character * 30);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);

    auto *beforeLabel = new QLabel(tr("&Before"), this);
    beforeLabel->setBuddy(m_before);
    auto *afterLabel = new QLabel(tr("&After"), this);
    afterLabel->setBuddy(m_after);
    auto *choice = new QGridLayout;
    choice->setHorizontalSpacing(unit);
    choice->addWidget(beforeLabel, 0, 0);
    choice->addWidget(m_before, 0, 1);
    choice->addWidget(afterLabel, 0, 2);
    choice->addWidget(m_after, 0, 3);
    choice->addWidget(m_count, 0, 4);
    choice->setColumnStretch(4, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->setSpacing(unit);
    layout->addLayout(choice);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_before);
    connect(m_before, &QComboBox::currentIndexChanged, this, &ComparePage::compare);
    connect(m_after, &QComboBox::currentIndexChanged, this, &ComparePage::compare);
}

void ComparePage::showEvent(QShowEvent *event)
{
    listCards();
    QWidget::showEvent(event);
}

/// The cards of the session; what was chosen stays chosen.
void ComparePage::listCards()
{
    const QStringList cards = cardsIn(m_context.recorder.since(0));
    for (QComboBox *box : {m_before, m_after}) {
        const QSignalBlocker quiet(box);
        const QString chosen = box->currentText();
        box->clear();
        for (const QString &card : cards) {
            for (const auto which : {report::WhichAnswer::first, report::WhichAnswer::last}) {
                box->addItem(which == report::WhichAnswer::first ? tr("%1, first answers").arg(card)
                                                                 : tr("%1, last answers").arg(card));
                box->setItemData(box->count() - 1, card, CardRole);
                box->setItemData(box->count() - 1, static_cast<int>(which), WhichRole);
            }
        }
        const int kept = box->findText(chosen);
        box->setCurrentIndex(kept >= 0 ? kept : box == m_after ? box->count() - 1 : 0);
        box->setEnabled(box->count() > 0);
    }
    compare();
}

report::CardAnswers ComparePage::answersOf(const QComboBox &box) const
{
    return report::answersIn(exchangesOf(m_context.recorder.since(0), box.currentData(CardRole).toString()),
                             static_cast<report::WhichAnswer>(box.currentData(WhichRole).toInt()));
}

void ComparePage::compare()
{
    if (m_before->count() == 0) {
        m_count->clear();
        m_empty->setText(
            tr("No card was read yet"),
            tr("Read a card, change something and read it again, or read another card: what they do not have in common "
               "stands here, field by field."));
        m_stack->setCurrentIndex(0);
        return;
    }
    m_model->setDifferences(report::differencesBetween(answersOf(*m_before), answersOf(*m_after)));
    const int count = m_model->rowCount();
    m_count->setText(count == 0 ? QString() : tr("%n difference(s)", nullptr, count));
    m_empty->setText(tr("No difference"), tr("Every function that both were asked was answered with the same octets."));
    m_stack->setCurrentIndex(count == 0 ? 0 : 1);
}

} // namespace wb::reader
