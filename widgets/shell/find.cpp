// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/find.h"

#include "widgets/shell/secrets.h"

#include <QPointer>

#include <algorithm>

namespace wb::shell {

FindModel::FindModel(const Secrets &secrets, QObject *parent) : QAbstractListModel(parent), m_secrets(secrets)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(3000);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        for (Place &place : m_places) {
            if (place.state == PlaceState::asked)
                place.state = PlaceState::slow;
        }
        repaint();
        Q_EMIT answered();
    });
    connect(&secrets, &Secrets::changed, this, &FindModel::repaint);
}

void FindModel::repaint()
{
    if (!m_places.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void FindModel::addProvider(FindProvider *provider)
{
    m_providers.push_back(provider);
}

void FindModel::removeProvider(FindProvider *provider)
{
    m_providers.erase(std::remove(m_providers.begin(), m_providers.end(), provider), m_providers.end());
    const auto gone = std::find_if(m_places.begin(), m_places.end(),
                                   [&](const Place &place) { return place.provider == provider; });
    if (gone == m_places.end())
        return;
    beginResetModel();
    m_places.erase(gone);
    endResetModel();
}

void FindModel::ask(const QString &text)
{
    const QString question = text.trimmed();
    if (question == m_question && isAsking())
        return;
    for (const Place &place : m_places) {
        if (place.state == PlaceState::asked || place.state == PlaceState::slow)
            place.provider->cancel();
    }

    beginResetModel();
    m_question = question;
    const quint64 number = ++m_number;
    m_places.clear();
    if (!question.isEmpty()) {
        for (FindProvider *provider : m_providers) {
            const QString why = provider->unavailable();
            m_places.push_back({provider, why.isEmpty() ? PlaceState::asked : PlaceState::notAsked, why, {}});
        }
    }
    endResetModel();
    Q_EMIT asked();
    if (question.isEmpty())
        return;

    m_patience.start();
    const QPointer<FindModel> self = this;
    for (FindProvider *provider : std::vector(m_providers)) {
        if (!provider->unavailable().isEmpty())
            continue;
        provider->find(question, limit, [self, provider, number](FindAnswer answer) {
            if (self && self->m_number == number)
                self->answer(provider, std::move(answer));
        });
    }
}

void FindModel::answer(FindProvider *provider, FindAnswer answer)
{
    const auto place = std::find_if(m_places.begin(), m_places.end(),
                                    [&](const Place &other) { return other.provider == provider; });
    if (place == m_places.end() || place->state == PlaceState::answered || place->state == PlaceState::failed)
        return;
    beginResetModel(); // a handful of rows
    place->state = answer.failure.isEmpty() ? PlaceState::answered : PlaceState::failed;
    place->note = answer.failure;
    place->hits = std::move(answer.hits);
    if (place->hits.size() > static_cast<std::size_t>(limit))
        place->hits.resize(static_cast<std::size_t>(limit));
    endResetModel();
    if (!isAsking())
        m_patience.stop();
    Q_EMIT answered();
}

bool FindModel::isAsking() const
{
    return std::any_of(m_places.begin(), m_places.end(), [](const Place &place) {
        return place.state == PlaceState::asked || place.state == PlaceState::slow;
    });
}

int FindModel::hitCount() const
{
    std::size_t count = 0;
    for (const Place &place : m_places)
        count += place.hits.size();
    return static_cast<int>(count);
}

QString FindModel::summary() const
{
    int asked = 0;
    int silent = 0;
    int left = 0;
    for (const Place &place : m_places) {
        if (place.state == PlaceState::notAsked)
            ++left;
        else
            ++asked;
        if (place.state == PlaceState::failed || place.state == PlaceState::slow)
            ++silent;
    }
    QStringList parts{tr("%n place(s) asked", nullptr, asked)};
    if (isAsking() && silent == 0)
        parts << tr("searching");
    if (silent > 0)
        parts << tr("%n did not answer", nullptr, silent);
    if (left > 0)
        parts << tr("%n not asked", nullptr, left);
    return parts.join(QStringLiteral(", "));
}

FindModel::Row FindModel::at(int row) const
{
    for (std::size_t place = 0; place < m_places.size(); ++place) {
        const int rows = 1 + static_cast<int>(m_places[place].hits.size());
        if (row < rows)
            return {place, row - 1};
        row -= rows;
    }
    return {};
}

QString FindModel::placeText(const Place &place) const
{
    switch (place.state) {
    case PlaceState::asked: return tr("searching");
    case PlaceState::slow: return tr("has not answered yet");
    case PlaceState::failed: return tr("did not answer: %1").arg(m_secrets.words(place.note));
    case PlaceState::notAsked: return tr("not asked: %1").arg(m_secrets.words(place.note));
    case PlaceState::answered: break;
    }
    return place.hits.empty() ? tr("nothing") : tr("%n found", nullptr, static_cast<int>(place.hits.size()));
}

Subject FindModel::subject(const QModelIndex &index) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row row = at(index.row());
    return row.hit < 0 ? Subject() : m_places[row.place].hits[static_cast<std::size_t>(row.hit)].subject;
}

bool FindModel::open(const QModelIndex &index)
{
    const Subject found = subject(index);
    if (found.isNull())
        return false;
    m_places[at(index.row()).place].provider->open(found);
    return true;
}

int FindModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size()) + hitCount();
}

QVariant FindModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row row = at(index.row());
    const Place &place = m_places[row.place];
    if (row.hit < 0) {
        switch (role) {
        case Qt::DisplayRole: return place.provider->place();
        case Qt::DecorationRole: return iconOf(place.provider->icon());
        case Qt::AccessibleTextRole: return QString(place.provider->place() + QStringLiteral(": ") + placeText(place));
        case KindRole: return static_cast<int>(RowKind::place);
        case DetailRole: return placeText(place);
        case StateRole: return static_cast<int>(place.state);
        default: return {};
        }
    }
    const FindHit &hit = place.hits[static_cast<std::size_t>(row.hit)];
    switch (role) {
    case Qt::DisplayRole: return m_secrets.text(hit.subject);
    case Qt::AccessibleTextRole:
        return QString(nameOf(hit.subject.kind) + u' ' + m_secrets.text(hit.subject) + u' '
                       + m_secrets.words(hit.detail));
    case KindRole: return static_cast<int>(RowKind::hit);
    case DetailRole: return m_secrets.words(hit.detail);
    case SubjectRole: return QVariant::fromValue(hit.subject);
    default: return {};
    }
}

Qt::ItemFlags FindModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool isHit = at(index.row()).hit >= 0;
    return isHit ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                 : Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
}

} // namespace wb::shell
