// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/recorder.h"
#include "core/report/exchange_text.h"
#include "core/report/identifiers.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/server_colours.h"
#include "widgets/shell/subject.h"
#include "widgets/shell/theme.h"
#include "widgets/shell/times.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include <atomic>
#include <set>

namespace wb::exchanges {

/// The exchanges of a recorder in order, as far as filter and focus let them through. Takes new ones at most ten times a second, each time
/// with one insertion. The recorder outlives the model, or its place in it, and the model is its one listener.
class ExchangeModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Time, Delta, Kind, Way, What, Status, Duration, ColumnCount };
    /// report::Verdict as int; whether it is marked; whether it belongs to the session of the selected one.
    enum Role { VerdictRole = Qt::UserRole, MarkRole, SessionRole };

    ExchangeModel(capture::Recorder &recorder, const shell::Theme &theme, const shell::Times &times,
                  const shell::Secrets &secrets, shell::ServerColours &servers, QObject *parent = nullptr);
    ~ExchangeModel() override;

    /// Shows the exchanges of another recorder from now on.
    void setRecorder(capture::Recorder &recorder);

    /// Null for a row that is not there.
    capture::ExchangePtr exchangeAt(int row) const;
    /// The exchange with this number, shown or not; null when there is none.
    capture::ExchangePtr exchange(std::uint64_t number) const;
    /// The row of the exchange with this number; -1 when it is not there or filtered out.
    int rowOf(std::uint64_t number) const;

    /// Exchanges taken so far, let through or not.
    std::size_t total() const { return m_all.size(); }
    /// How many of them ended with an error.
    std::size_t problems() const { return m_problems; }

    /// Lets through what has the text in what, from, to, kind or status; with @p inside also in a field, in a tag or in its octets, as characters
    /// or hexadecimal. Case does not count. Empty: everything.
    void setFilter(const QString &text, bool inside = false);
    const QString &filter() const { return m_filter; }
    bool filtersInside() const { return m_inside && !m_filter.isEmpty(); }
    /// Lets through what carries this EID, EventID or TransactionID in a data object, a body or a certificate within them. What an
    /// exchange carries is read once, when a focus first asks. Null: everything.
    void setFocus(const shell::Subject &focus);
    const shell::Subject &focus() const { return m_focus; }
    /// True while a new filter or focus has not seen every exchange.
    bool isFiltering() const { return m_scanned < m_all.size(); }

    /// The next row, round and round, that ended with an error; -1 when none did. @p row may be -1.
    int nextProblem(int row, bool backward) const;

    /// Puts a mark on the exchange with this number, or takes it away.
    void toggleMark(std::uint64_t number);
    bool isMarked(std::uint64_t number) const { return m_marks.contains(number); }
    std::vector<capture::ExchangePtr> marked() const;
    /// The next marked row, round and round; -1 when none is. @p row may be -1.
    int nextMarked(int row, bool backward) const;

    /// Which session is bracketed from now on: that of this exchange. One RSP session where it carries a TransactionID, else what was
    /// asked of the same reader on the same logical channel. Null: none.
    void setSessionOf(const capture::ExchangePtr &exchange);
    bool isInSession(int row) const;
    /// The next row of that session; -1 when there is none near: it does not look further than a frame allows.
    int nextInSession(int row, bool backward) const;

    /// Whether an exchange carries an EID with these digits in it, at least four. What it carries is read once.
    bool namesEid(std::size_t number, const QString &digits);

    /// Times are shown from this exchange on; 0: as clock times.
    void setReference(std::uint64_t number);
    std::uint64_t reference() const { return m_reference ? m_reference->number : 0; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    bool event(QEvent *event) override;

Q_SIGNALS:
    /// total(), problems() or isFiltering() changed.
    void countsChanged();

private:
    void listen();
    void wake();
    void flush();
    void scan();
    void scanAgain();
    bool hasText(const capture::Exchange &exchange) const;
    bool hasInside(const capture::Exchange &exchange) const;
    bool belongsToSession(std::size_t index) const;
    const report::Identifiers &identifiers(std::size_t index) const;
    bool isInFocus(std::size_t index);
    QString text(const capture::Exchange &exchange, int row, int column) const;
    QString tip(const capture::Exchange &exchange) const;
    void refreshTimes();

    capture::Recorder *m_recorder;
    const shell::Theme &m_theme;
    const shell::Times &m_times;
    const shell::Secrets &m_secrets;
    shell::ServerColours &m_servers;
    std::vector<capture::ExchangePtr> m_all;
    mutable std::vector<std::unique_ptr<const report::Identifiers>> m_said; ///< beside m_all; null: not asked for yet
    std::vector<std::uint32_t> m_rows;                                      ///< indexes into m_all, ascending
    std::size_t m_scanned = 0;                                              ///< how many of m_all the filter has seen
    std::size_t m_problems = 0;
    QString m_filter;
    bool m_inside = false; ///< the filter looks into fields and octets as well
    std::set<std::uint64_t> m_marks;
    capture::ExchangePtr m_session;                 ///< whose session is bracketed
    std::vector<std::string> m_sessionTransactions; ///< what it carries
    shell::Subject m_focus;
    capture::ExchangePtr m_reference;
    QTimer m_flushTimer;
    QTimer m_scanTimer;
    QElapsedTimer m_sinceFlush;
    std::atomic<bool> m_woken = false; ///< a wake-up is on its way or not yet answered
};

} // namespace wb::exchanges
