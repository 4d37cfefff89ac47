// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/find_box.h"

#include "core/rsp/eid.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/pick_list.h"
#include "widgets/shell/secrets.h"

#include <QKeyEvent>
#include <QLabel>

namespace wb::shell {

namespace {

/// Without this pause each letter would start a search.
constexpr int typingPause = 200; // milliseconds

} // namespace

Subject recognised(const QString &typed)
{
    const Result<rsp::Eid> eid = rsp::Eid::fromText(typed.trimmed().toStdString());
    if (!eid)
        return {};
    const QString digits = QString::fromStdString(eid->digits());
    return {SubjectKind::eid, digits, groupedEid(digits), {}};
}

std::optional<EidVerdict> verdictOn(const Subject &subject, const std::vector<rsp::Eid> &seen)
{
    if (subject.kind != SubjectKind::eid)
        return {};
    const Result<rsp::Eid> eid = rsp::Eid::fromText(subject.key.toStdString());
    if (!eid)
        return {};
    if (eid->checkDigitsHold())
        return EidVerdict{true, FindBox::tr("its check digits hold")};
    const std::vector<rsp::EidCandidate> candidates = rsp::candidatesFor(*eid, seen);
    if (candidates.empty())
        return EidVerdict{false, FindBox::tr("its check digits do not hold")};
    const rsp::EidCandidate &best = candidates.front();
    return EidVerdict{false, FindBox::tr("its check digits do not hold; perhaps %1 (%2)")
                                 .arg(QString::fromStdString(best.eid.grouped()), QString::fromStdString(best.note))};
}

FindBox::FindBox(const Theme &theme, FindModel &model, Focus &focus, Secrets &secrets, QWidget *parent)
    : QLineEdit(parent),
      m_theme(theme),
      m_model(model),
      m_focus(focus),
      m_secrets(secrets)
{
    setObjectName(QStringLiteral("findBox"));
    setPlaceholderText(tr("Find anything: EID, last digits, EventID, TransactionID, host"));
    setAccessibleName(tr("Find anything"));
    setClearButtonEnabled(true);
    addAction(iconOf(Icon::search), QLineEdit::LeadingPosition);
    maskField(this, secrets);
    connect(&secrets, &Secrets::changed, this, [this] {
        if (m_overlay && m_overlay->isVisible())
            showAnswers();
    });

    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &FindBox::ask);
    connect(this, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_model, &FindModel::answered, this, &FindBox::showAnswers);
}

void FindBox::activate()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

PickOverlay &FindBox::overlay()
{
    if (!m_overlay) {
        m_overlay = new PickOverlay(m_theme, FindModel::DetailRole, window());
        m_overlay->setObjectName(QStringLiteral("findAnswers"));
        m_overlay->setAccessibleName(tr("Found"));
        m_overlay->list()->setModel(&m_model);
        m_overlay->attach(this);
        connect(m_overlay, &PickOverlay::picked, this, &FindBox::pick);
        connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, m_overlay,
                [this] { m_current = m_model.subject(m_overlay->list()->currentIndex()); });
    }
    return *m_overlay;
}

void FindBox::ask()
{
    m_pause.stop();
    m_model.ask(text());
    if (m_model.question().isEmpty())
        overlay().hide();
    else
        showAnswers();
}

void FindBox::showAnswers()
{
    if (m_model.question().isEmpty() || !hasFocus())
        return;
    PickOverlay &answers = overlay();
    answers.list()->pickFirst();
    for (int row = 0; row < m_model.rowCount() && !m_current.isNull();
         ++row) { // a late answer must not move the selection
        if (m_model.subject(m_model.index(row)) == m_current)
            answers.list()->setCurrentIndex(m_model.index(row));
    }
    QString help = m_model.summary();
    if (m_model.hitCount() > 0)
        help += u'\n' + tr("Enter opens, Ctrl+Enter puts in focus");
    if (const auto verdict = verdictOn(recognised(m_model.question()), m_model.seenEids().all()))
        help += u'\n' + tr("An EID, %1. Ctrl+Enter puts it in focus").arg(m_secrets.words(verdict->text));
    answers.footer()->setText(help);
    const QPoint corner = mapTo(window(), QPoint(width() / 2, height() + 2));
    answers.popUp(corner.y(), corner.x(), width());
}

void FindBox::pick(const QModelIndex &index, bool putInFocus)
{
    const Subject subject = m_model.subject(index);
    overlay().hide();
    if (putInFocus) { // what was typed, where what was found has no place in the focus: a card, for one
        const Subject typed = recognised(m_model.question());
        if (m_focus.set(subject) || (!typed.isNull() && m_focus.set(typed)))
            return;
    }
    if (m_model.open(index))
        Q_EMIT opened(subject);
}

/// Ctrl+Enter is the box's own, whatever the panel below does with it.
bool FindBox::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void FindBox::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && (event->modifiers() & Qt::ControlModifier)) {
        if (const Subject eid = recognised(text()); !eid.isNull()) {
            m_focus.set(eid);
            if (m_overlay)
                m_overlay->hide();
        }
        return;
    }
    if (enter) {
        ask(); // without waiting for the pause
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace wb::shell
