// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/exchanges/exchange_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace wb::shell {
class ActionRegistry;
class EmptyView;
class Focus;
class Secrets;
} // namespace wb::shell

namespace wb::exchanges {

class ExchangeDetail;
class ExchangeList;

/// Everything that crossed a boundary, in order, with the parts of the selected exchange beside or below it.
class ExchangePane : public QWidget {
    Q_OBJECT

public:
    /// All of these outlive the pane. @p secrets decides whether secrets of people are shown, @p focus which exchanges are.
    ExchangePane(capture::Recorder &recorder, const shell::Theme &theme, const shell::Times &times,
                 shell::Secrets &secrets, shell::Focus &focus, shell::ServerColours &servers,
                 QWidget *parent = nullptr);

    /// Next and previous exchange (Ctrl+Down, Ctrl+Up, from everywhere), next and previous problem, filter, time reference.
    void registerActions(shell::ActionRegistry &actions);

    ExchangeModel &model() const { return *m_model; }
    const shell::Times &times() const { return m_times; }
    ExchangeList *list() const { return m_list; }
    ExchangeDetail *detail() const { return m_detail; }

    /// Shows the exchanges of another recorder, without a filter: an opened capture, or the session again.
    void setRecorder(capture::Recorder &recorder);

    /// A line above the list that says what is shown; takes it over.
    void setNotice(QWidget *notice);

    /// What the list shows now, in its order.
    std::vector<capture::ExchangePtr> shownExchanges() const;

    /// The selected exchange; null when none is.
    capture::ExchangePtr current() const;
    /// Selects the exchange with this number; takes away the filter or the focus that hides it. False when there is no such
    /// exchange.
    bool showExchange(std::uint64_t number);
    void step(int rows);
    /// Selects the next exchange that ended with an error; false when there is none.
    bool nextProblem(bool backward = false);

    /// With @p inside the filter looks into fields, tags and octets too, and what it finds is selected in the exchange.
    void setFilter(const QString &text, bool inside = false);
    void focusFilter(bool inside = false);
    /// Puts a mark on the selected exchange, or takes it away.
    void toggleMark();
    /// Selects the next marked exchange, respectively the next one of the same session; false when there is none.
    bool nextMarked(bool backward = false);
    bool nextInSession(bool backward = false);
    /// Counts times from the selected exchange; once more: clock times again.
    void toggleReference();

    /// What the first step of the empty pane is: the text of a button and what it does.
    void setFirstStep(const QString &text, std::function<void()> handler);

Q_SIGNALS:
    void currentChanged(const wb::capture::ExchangePtr &exchange);
    /// Somebody asked for an exchange with showExchange(): the pane should be where it can be seen.
    void shown();
    /// Exchanges so far, and how many of them ended with an error.
    void countsChanged(int total, int problems);
    void said(const QString &message);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeFilterLine();
    void refreshCounts();
    void refreshEmpty();
    void refreshUnseen(int count);
    void showRow(int row);
    void followFocus(const shell::Subject &focus);
    void keepCurrent(const std::function<void()> &change);
    void restyle();

    const shell::Theme &m_theme;
    const shell::Times &m_times;
    shell::Focus &m_focus;
    ExchangeModel *m_model;
    ExchangeList *m_list;
    ExchangeDetail *m_detail;
    QSplitter *m_splitter;
    QStackedWidget *m_listOrEmpty;
    shell::EmptyView *m_empty;
    QVBoxLayout *m_left = nullptr; ///< the list and what is above and below it
    QWidget *m_filterLine;
    QLineEdit *m_filterText;
    QToolButton *m_inside; ///< whether the filter looks into fields and octets
    QLabel *m_count;
    QToolButton *m_previousProblem;
    QToolButton *m_nextProblem;
    QToolButton *m_unseen;
    QTimer m_filterDelay;
    bool m_arranged = false; ///< list and detail have got their first sizes
    QString m_firstStep;
    std::function<void()> m_firstStepHandler;
};

} // namespace wb::exchanges
