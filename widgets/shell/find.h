// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/icons.h"
#include "widgets/shell/seen_eids.h"
#include "widgets/shell/subject.h"

#include <QAbstractListModel>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace wb::shell {

class Secrets;

/// One thing found.
struct FindHit {
    Subject subject;
    QString detail = {}; ///< where and when, beside the subject's text; unmasked
};

/// What one place says to one question.
struct FindAnswer {
    std::vector<FindHit> hits;
    QString failure; ///< why it could not answer, one clause; empty: it did
};

/// A place where things can be found: the records of a server, the exchanges, the cards. Implemented by panels.
class FindProvider {
public:
    virtual ~FindProvider() = default;

    /// "Exchanges", "Events at Lab Root".
    virtual QString place() const = 0;
    virtual Icon icon() const { return Icon::search; }
    /// Why it will not be asked now ("not connected"); empty: ask it.
    virtual QString unavailable() const { return {}; }
    /// Looks for @p text (trimmed, not empty) and calls @p answer once, at once or later, in the GUI thread; later than the next
    /// question, it is ignored. At most @p limit hits are shown.
    virtual void find(const QString &text, int limit, std::function<void(FindAnswer)> answer) = 0;
    /// Nobody waits for answers any more.
    virtual void cancel() {}
    /// Shows the thing in its own panel.
    virtual void open(const Subject &subject) = 0;
};

/// The question being asked, with the answers of all places as a list: a row for each place, under it its hits.
class FindModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum class RowKind { place, hit };
    enum Role { KindRole = Qt::UserRole, DetailRole, SubjectRole, StateRole };
    enum class PlaceState { asked, answered, failed, notAsked, slow };

    /// @p secrets decides how hits are shown.
    explicit FindModel(const Secrets &secrets, QObject *parent = nullptr);

    /// Does not own it; the provider takes itself out before it goes.
    void addProvider(FindProvider *provider);
    void removeProvider(FindProvider *provider);

    /// The EIDs met so far; panels note theirs.
    SeenEids &seenEids() { return m_seenEids; }
    const SeenEids &seenEids() const { return m_seenEids; }

    /// Asks every place; an empty text empties the list.
    void ask(const QString &text);
    QString question() const { return m_question; }
    bool isAsking() const;
    int hitCount() const;

    /// The subject of a hit's row, null for a place's.
    Subject subject(const QModelIndex &index) const;
    /// Opens the hit in its own panel.
    bool open(const QModelIndex &index);
    /// "3 places asked, 1 did not answer": for the line under the list.
    QString summary() const;

    /// Hits shown of each place.
    static constexpr int limit = 8;
    /// After this a place that is still silent is called slow.
    void setPatience(int milliseconds) { m_patience.setInterval(milliseconds); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void asked();
    void answered();

private:
    SeenEids m_seenEids;

    struct Place {
        FindProvider *provider = nullptr;
        PlaceState state = PlaceState::asked;
        QString note;
        std::vector<FindHit> hits;
    };
    struct Row {
        std::size_t place = 0;
        int hit = -1; ///< -1: the place itself
    };
    void answer(FindProvider *provider, FindAnswer answer);
    Row at(int row) const;
    void repaint();
    QString placeText(const Place &place) const;

    const Secrets &m_secrets;
    std::vector<FindProvider *> m_providers;
    std::vector<Place> m_places;
    QString m_question;
    quint64 m_number = 0;
    QTimer m_patience;
};

} // namespace wb::shell
