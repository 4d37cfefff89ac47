// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/exchange_model.h"

#include "core/report/annotation.h"
#include "core/report/node_index.h"
#include "widgets/bytes/search.h"

#include <QCoreApplication>

#include <algorithm>

namespace wb::exchanges {

namespace {

constexpr int flushInterval = 100; // milliseconds: live feeds arrive at most ten times a second

/// Exchanges a filter looks at in one go; a fraction of a frame's time.
constexpr std::size_t scanChunk = 10'000;

/// What a focus asks of an exchange takes longer than a filter, and not always as long.
constexpr qint64 scanTime = 8; // milliseconds

constexpr qint64 longestLook = 40; // milliseconds that a key may take to find the next of a session

const QEvent::Type wakeUp = static_cast<QEvent::Type>(QEvent::registerEventType());

shell::Meaning meaningOf(report::Verdict verdict)
{
    switch (verdict) {
    case report::Verdict::ok: return shell::Meaning::ok;
    case report::Verdict::warning: return shell::Meaning::warning;
    case report::Verdict::error: return shell::Meaning::error;
    }
    return shell::Meaning::plain;
}

} // namespace

ExchangeModel::ExchangeModel(capture::Recorder &recorder, const shell::Theme &theme, const shell::Times &times,
                             const shell::Secrets &secrets, shell::ServerColours &servers, QObject *parent)
    : QAbstractTableModel(parent),
      m_recorder(&recorder),
      m_theme(theme),
      m_times(times),
      m_secrets(secrets),
      m_servers(servers)
{
    m_flushTimer.setSingleShot(true);
    m_scanTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &ExchangeModel::flush);
    connect(&m_scanTimer, &QTimer::timeout, this, &ExchangeModel::scan);
    connect(&m_times, &shell::Times::changed, this, &ExchangeModel::refreshTimes);
    connect(&m_secrets, &shell::Secrets::changed, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
    listen();
}

ExchangeModel::~ExchangeModel()
{
    m_recorder->setListener({});
}

void ExchangeModel::listen()
{
    m_recorder->setListener([this] {
        if (!m_woken.exchange(true))
            QCoreApplication::postEvent(this, new QEvent(wakeUp));
    });
    flush();
}

void ExchangeModel::setRecorder(capture::Recorder &recorder)
{
    m_recorder->setListener({});
    m_recorder = &recorder;
    m_flushTimer.stop();
    m_scanTimer.stop();
    beginResetModel();
    m_all.clear();
    m_said.clear();
    m_rows.clear();
    m_scanned = 0;
    m_problems = 0;
    m_reference.reset();
    m_marks.clear();
    m_session.reset();
    m_sessionTransactions.clear();
    endResetModel();
    listen();
    Q_EMIT countsChanged();
}

bool ExchangeModel::event(QEvent *event)
{
    if (event->type() != wakeUp)
        return QAbstractTableModel::event(event);
    wake();
    return true;
}

void ExchangeModel::wake()
{
    if (m_flushTimer.isActive())
        return;
    const qint64 since = m_sinceFlush.elapsed();
    m_flushTimer.start(since >= flushInterval ? 0 : flushInterval - static_cast<int>(since));
}

void ExchangeModel::flush()
{
    m_sinceFlush.start();
    m_woken = false; // before asking: what comes after this wakes again
    const std::vector<capture::ExchangePtr> fresh = m_recorder->since(m_all.size());
    if (fresh.empty())
        return;
    for (const capture::ExchangePtr &exchange : fresh) {
        m_problems += report::verdictOf(*exchange) == report::Verdict::error ? 1 : 0;
        if (exchange->http() != nullptr)
            m_servers.indexOf(QString::fromStdString(exchange->to)); // colours go in the order of first appearance
    }
    m_all.insert(m_all.end(), fresh.begin(), fresh.end());
    if (!m_scanTimer.isActive())
        scan();
    else
        Q_EMIT countsChanged();
}

void ExchangeModel::scan()
{
    const bool all = m_filter.isEmpty() && m_focus.isNull();
    const bool slow = !m_focus.isNull() || filtersInside();
    const std::size_t end = all ? m_all.size() : std::min(m_all.size(), m_scanned + scanChunk);
    QElapsedTimer time;
    time.start();
    std::vector<std::uint32_t> passed;
    while (m_scanned < end) {
        const std::size_t i = m_scanned++;
        if ((hasText(*m_all[i]) || (m_inside && hasInside(*m_all[i]))) && isInFocus(i))
            passed.push_back(static_cast<std::uint32_t>(i));
        if (slow && time.elapsed() >= scanTime)
            break;
    }
    if (!passed.empty()) {
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(passed.size()) - 1);
        m_rows.insert(m_rows.end(), passed.begin(), passed.end());
        endInsertRows();
    }
    if (isFiltering())
        m_scanTimer.start(0);
    Q_EMIT countsChanged();
}

const report::Identifiers &ExchangeModel::identifiers(std::size_t index) const
{
    m_said.resize(m_all.size());
    std::unique_ptr<const report::Identifiers> &said = m_said[index];
    if (!said)
        said = std::make_unique<const report::Identifiers>(report::identifiersOf(*m_all[index]));
    return *said;
}

bool ExchangeModel::namesEid(std::size_t number, const QString &digits)
{
    constexpr qsizetype fewest = 4;
    const std::string wanted = digits.toStdString();
    if (digits.size() < fewest || wanted.find_first_not_of("0123456789") != std::string::npos)
        return false;
    const std::vector<std::string> &eids = identifiers(number - 1).eids;
    return std::any_of(eids.begin(), eids.end(),
                       [&wanted](const std::string &eid) { return eid.find(wanted) != std::string::npos; });
}

bool ExchangeModel::isInFocus(std::size_t index)
{
    if (m_focus.isNull())
        return true;
    const report::Identifiers *said = &identifiers(index);
    const std::string key = m_focus.key.toStdString();
    const auto has = [&key](const std::vector<std::string> &values) {
        return std::find(values.begin(), values.end(), key) != values.end();
    };
    switch (m_focus.kind) {
    case shell::SubjectKind::eid: return has(said->eids);
    case shell::SubjectKind::eventId: return has(said->eventIds);
    case shell::SubjectKind::transactionId:
        return std::find(said->transactionIds.begin(), said->transactionIds.end(), m_focus.key.toUpper().toStdString())
               != said->transactionIds.end();
    default: return true;
    }
}

bool ExchangeModel::hasText(const capture::Exchange &exchange) const
{
    if (m_filter.isEmpty())
        return true;
    const auto has = [this](const QString &text) { return text.contains(m_filter, Qt::CaseInsensitive); };
    return has(report::whatText(exchange)) || has(QString::fromStdString(exchange.from))
           || has(QString::fromStdString(exchange.to)) || has(report::statusText(exchange))
           || has(report::kindText(exchange));
}

bool ExchangeModel::hasInside(const capture::Exchange &exchange) const
{
    std::vector<report::Part> parts = report::partsOf(exchange);
    const bool isEs10 = exchange.apdu() != nullptr && !exchange.apdu()->request.empty();
    std::erase_if(parts, [isEs10](const report::Part &part) { // the blocks repeat what was put together
        return isEs10 && part.group == report::PartGroup::asSent;
    });
    const auto view = std::make_shared<const report::View>(report::annotateParts(parts));
    return !bytes::search(report::NodeIndex(view), m_filter, 1).empty();
}

void ExchangeModel::setFilter(const QString &text, bool inside)
{
    const QString filter = text.trimmed();
    if (filter == m_filter && inside == m_inside)
        return;
    const bool same = filter.isEmpty() && m_filter.isEmpty();
    m_filter = filter;
    m_inside = inside;
    if (!same)
        scanAgain();
}

void ExchangeModel::toggleMark(std::uint64_t number)
{
    if (!exchange(number))
        return;
    if (m_marks.erase(number) == 0)
        m_marks.insert(number);
    if (const int row = rowOf(number); row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

std::vector<capture::ExchangePtr> ExchangeModel::marked() const
{
    std::vector<capture::ExchangePtr> all;
    for (const std::uint64_t number : m_marks)
        all.push_back(exchange(number));
    return all;
}

int ExchangeModel::nextMarked(int row, bool backward) const
{
    const int count = static_cast<int>(m_rows.size());
    if (row < 0)
        row = backward ? 0 : count - 1;
    for (int step = 1; step <= count && !m_marks.empty(); ++step) {
        const int at = (row + (backward ? count - step : step)) % count;
        if (isMarked(exchangeAt(at)->number))
            return at;
    }
    return -1;
}

void ExchangeModel::setSessionOf(const capture::ExchangePtr &exchange)
{
    if (exchange == m_session)
        return;
    m_session = exchange;
    m_sessionTransactions.clear();
    if (exchange)
        m_sessionTransactions = identifiers(exchange->number - 1).transactionIds;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Number), index(rowCount() - 1, Number), {SessionRole});
}

bool ExchangeModel::belongsToSession(std::size_t index) const
{
    const capture::Exchange &other = *m_all[index];
    if (m_sessionTransactions.empty()) {
        const capture::ApduExchange *own = m_session->apdu();
        const capture::ApduExchange *apdu = other.apdu();
        return own != nullptr && apdu != nullptr && own->channel == apdu->channel && own->reader == apdu->reader;
    }
    const std::vector<std::string> &said = identifiers(index).transactionIds;
    return std::any_of(said.begin(), said.end(), [this](const std::string &id) {
        return std::find(m_sessionTransactions.begin(), m_sessionTransactions.end(), id) != m_sessionTransactions.end();
    });
}

bool ExchangeModel::isInSession(int row) const
{
    return m_session && row >= 0 && row < rowCount() && belongsToSession(m_rows[static_cast<std::size_t>(row)]);
}

int ExchangeModel::nextInSession(int row, bool backward) const
{
    QElapsedTimer time;
    time.start();
    for (int at = row + (backward ? -1 : 1); at >= 0 && at < rowCount() && time.elapsed() < longestLook;
         at += backward ? -1 : 1) {
        if (isInSession(at))
            return at;
    }
    return -1;
}

void ExchangeModel::setFocus(const shell::Subject &focus)
{
    if (focus == m_focus)
        return;
    m_focus = focus;
    scanAgain();
}

void ExchangeModel::scanAgain()
{
    beginResetModel();
    m_rows.clear();
    m_scanned = 0;
    endResetModel();
    m_scanTimer.stop();
    scan();
}

capture::ExchangePtr ExchangeModel::exchangeAt(int row) const
{
    if (row < 0 || static_cast<std::size_t>(row) >= m_rows.size())
        return nullptr;
    return m_all[m_rows[static_cast<std::size_t>(row)]];
}

capture::ExchangePtr ExchangeModel::exchange(std::uint64_t number) const
{
    return number >= 1 && number <= m_all.size() ? m_all[number - 1] : nullptr;
}

int ExchangeModel::rowOf(std::uint64_t number) const
{
    if (number == 0)
        return -1;
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), static_cast<std::uint32_t>(number - 1));
    return found != m_rows.end() && *found == number - 1 ? static_cast<int>(found - m_rows.begin()) : -1;
}

int ExchangeModel::nextProblem(int row, bool backward) const
{
    const int count = static_cast<int>(m_rows.size());
    if (row < 0)
        row = backward ? 0 : count - 1;
    for (int step = 1; step <= count; ++step) {
        const int at = (row + (backward ? count - step : step)) % count;
        if (report::verdictOf(*exchangeAt(at)) == report::Verdict::error)
            return at;
    }
    return -1;
}

void ExchangeModel::setReference(std::uint64_t number)
{
    m_reference = exchange(number);
    refreshTimes();
}

void ExchangeModel::refreshTimes()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, Time, Time);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

int ExchangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExchangeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExchangeModel::text(const capture::Exchange &exchange, int row, int column) const
{
    switch (column) {
    case Number: return QString::number(exchange.number);
    case Time: {
        if (!m_reference)
            return m_times.time(exchange.start);
        const auto since = exchange.start - m_reference->start;
        const QString sign = since.count() < 0 ? QString(QChar(0x2212)) : QStringLiteral("+");
        return sign % shell::Times::duration(std::chrono::abs(since));
    }
    case Delta: {
        const capture::ExchangePtr before = exchangeAt(row - 1);
        if (!before)
            return {};
        const auto since = std::max(exchange.start - before->start, std::chrono::milliseconds(0));
        return since.count() == 0 ? QStringLiteral("0 ms") : shell::Times::duration(since);
    }
    case Kind: return report::kindText(exchange);
    case Way:
        return QString::fromStdString(exchange.from) % QStringLiteral(" > ") % QString::fromStdString(exchange.to);
    case What: return m_secrets.words(report::whatText(exchange));
    case Status: return m_secrets.words(report::statusText(exchange));
    case Duration: return shell::Times::duration(exchange.duration);
    default: return {};
    }
}

QString ExchangeModel::tip(const capture::Exchange &exchange) const
{
    QString tip = report::whatText(exchange) % QLatin1Char('\n') % m_times.full(exchange.start) % QLatin1Char('\n')
                  % text(exchange, 0, Way) % QLatin1Char('\n') % report::statusText(exchange);
    if (exchange.error)
        tip += QLatin1Char('\n') % QString::fromStdString(exchange.error->line());
    return m_secrets.words(tip);
}

QVariant ExchangeModel::data(const QModelIndex &index, int role) const
{
    const capture::ExchangePtr exchange = index.isValid() ? exchangeAt(index.row()) : nullptr;
    if (!exchange)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(*exchange, index.row(), column);
    case Qt::TextAlignmentRole:
        if (column == Number || column == Delta || column == Duration)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column == Status && report::verdictOf(*exchange) != report::Verdict::ok)
            return m_theme.text(meaningOf(report::verdictOf(*exchange)));
        break;
    case Qt::DecorationRole:
        if (column == Number && isMarked(exchange->number))
            return m_theme.icon(shell::Icon::focus, shell::Meaning::note);
        if (column == Status)
            return m_theme.icon(meaningOf(report::verdictOf(*exchange)));
        if (column == What && report::isFailedHandshake(*exchange))
            return m_theme.icon(shell::Icon::unlock, shell::Meaning::error);
        if (column == Way && exchange->http() != nullptr)
            return m_servers.mark(QString::fromStdString(exchange->to), m_theme);
        break;
    case Qt::ToolTipRole: return tip(*exchange);
    case Qt::AccessibleTextRole:
        if (column == Status)
            return QString(shell::wordOf(meaningOf(report::verdictOf(*exchange))) % QStringLiteral(": ")
                           % text(*exchange, index.row(), Status));
        if (column == Number && isMarked(exchange->number))
            return tr("%1, marked").arg(exchange->number);
        return text(*exchange, index.row(), column);
    case VerdictRole: return static_cast<int>(report::verdictOf(*exchange));
    case MarkRole: return isMarked(exchange->number);
    case SessionRole: // what an exchange carries is read once, for the rows that are painted
        return column == Number && isInSession(index.row());
    default: break;
    }
    return {};
}

QVariant ExchangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool right = section == Number || section == Delta || section == Duration;
        return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("No");
    case Time:
        if (m_reference)
            return tr("Since %1").arg(m_reference->number);
        return m_times.utc() ? tr("Time UTC") : tr("Time local");
    case Delta: return tr("Delta");
    case Kind: return tr("Kind");
    case Way: return tr("From > To");
    case What: return tr("What");
    case Status: return tr("Status");
    case Duration: return tr("Duration");
    default: return {};
    }
}

} // namespace wb::exchanges
