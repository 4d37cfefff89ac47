// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/isdr_search_model.h"

#include "core/base/hex.h"
#include "core/explain/status_words.h"
#include "smartcard/card/apdu.h"
#include "widgets/reader/qt_text.h"

namespace wb::reader {

namespace {

QString originText(const card::AidTry &each)
{
    QString origin;
    switch (each.origin) {
    case card::AidOrigin::standard: origin = IsdrSearchModel::tr("SGP.22"); break;
    case card::AidOrigin::maker: origin = IsdrSearchModel::tr("a maker's"); break;
    case card::AidOrigin::own: origin = IsdrSearchModel::tr("own"); break;
    case card::AidOrigin::directory: origin = QStringLiteral("EF.DIR"); break;
    }
    return each.name.empty() ? origin : QStringLiteral("%1 (%2)").arg(origin, qtText(each.name));
}

} // namespace

IsdrSearchModel::IsdrSearchModel(const shell::Theme &theme, QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme)
{
    connect(&theme, &shell::Theme::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void IsdrSearchModel::setEvidence(const pcsc::Evidence &evidence)
{
    beginResetModel();
    m_rows.clear();
    for (const pcsc::ReaderEvidence &reader : evidence.readers) {
        if (reader.search)
            addSearch(qtText(reader.state.name), *reader.search);
    }
    endResetModel();
}

void IsdrSearchModel::addSearch(const QString &card, const card::IsdrSearch &search)
{
    const auto addTry = [&](const card::AidTry &each) {
        m_rows.push_back(
            {card, qtText(toHex(each.aid)), originText(each), qtText(card::statusText(each.sw)),
             card::isSuccess(each.sw) ? tr("The ISD-R answers.") : qtText(explain::explainStatusWord(each.sw).what),
             card::isSuccess(each.sw) ? shell::Meaning::ok : shell::Meaning::pending});
    };
    bool directoryTold = !search.directory;
    const auto tellDirectory = [&] {
        const card::DirectoryReading &read = *search.directory;
        QStringList applications;
        for (const card::DirectoryEntry &entry : read.entries)
            applications << qtText(entry.label.empty() ? toHex(entry.aid) : entry.label);
        const QString found = applications.isEmpty()
                                  ? qtText(explain::explainStatusWord(read.sw).what)
                                  : tr("%n application(s): %1", nullptr, static_cast<int>(applications.size()))
                                        .arg(applications.join(QStringLiteral(", ")));
        m_rows.push_back({card, qtText(read.step), QStringLiteral("EF.DIR"), qtText(card::statusText(read.sw)), found,
                          shell::Meaning::note});
        directoryTold = true;
    };
    for (const card::AidTry &each : search.tries) {
        if (!directoryTold && each.origin == card::AidOrigin::directory)
            tellDirectory(); // it was read before this one was tried
        addTry(each);
    }
    if (!directoryTold)
        tellDirectory();
}

int IsdrSearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int IsdrSearchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant IsdrSearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DecorationRole && index.column() == StatusColumn)
        return m_theme.icon(row.mark);
    if (role == Qt::FontRole && (index.column() == AidColumn || index.column() == StatusColumn))
        return m_theme.fixedFont();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case CardColumn: return row.card;
    case AidColumn: return row.aid;
    case OriginColumn: return row.origin;
    case StatusColumn: return row.status;
    case MeaningColumn: return row.meaning;
    default: return {};
    }
}

QVariant IsdrSearchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CardColumn: return tr("Card");
    case AidColumn: return tr("Tried as ISD-R");
    case OriginColumn: return tr("Known from");
    case StatusColumn: return tr("Answer");
    case MeaningColumn: return tr("Meaning");
    default: return {};
    }
}

} // namespace wb::reader
