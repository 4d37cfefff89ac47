// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/find.h"
#include "widgets/shell/theme.h"

#include <QLineEdit>
#include <QTimer>

#include <optional>

namespace wb::shell {

class Focus;
class PickOverlay;
class Secrets;

/// What a typed text is without asking anybody: an EID (32 digits, blanks and hyphens allowed), else null.
Subject recognised(const QString &typed);

/// Whether an EID's check digits hold, and what may have been meant when they do not.
struct EidVerdict {
    bool holds = false;
    QString text; ///< "its check digits hold"
};
/// Nothing for what is no EID.
std::optional<EidVerdict> verdictOn(const Subject &subject, const std::vector<rsp::Eid> &seen = {});

/// Find anything: one line over all places. Enter opens a hit in its panel, Ctrl+Enter puts it in focus; a typed EID can be put in
/// focus without being found anywhere.
class FindBox : public QLineEdit {
    Q_OBJECT

public:
    FindBox(const Theme &theme, FindModel &model, Focus &focus, Secrets &secrets, QWidget *parent = nullptr);

    /// Takes the keyboard, with what is in it selected.
    void activate();

Q_SIGNALS:
    /// A hit was opened in its panel.
    void opened(const wb::shell::Subject &subject);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void ask();
    void showAnswers();
    void pick(const QModelIndex &index, bool putInFocus);
    PickOverlay &overlay();

    const Theme &m_theme;
    FindModel &m_model;
    Focus &m_focus;
    const Secrets &m_secrets;
    PickOverlay *m_overlay = nullptr; ///< made with the first question
    Subject m_current;                ///< in the list when it was last reset
    QTimer m_pause;
};

} // namespace wb::shell
