// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_controller.h"
#include "widgets/shell/panel.h"

#include <deque>

class QCheckBox;
class QCompleter;
class QLabel;
class QLineEdit;
class QTextEdit;
class QToolButton;

namespace wb::reader {

class ScriptPane;

/// A console for the current card. Exactly what is typed is sent; what the console adds of its own is marked, and can be off.
/// A script can stand beside it.
class ConsolePage : public QWidget {
    Q_OBJECT

public:
    ConsolePage(shell::PanelContext &context, cards::CardDirectory &directory, cards::CardController &controller,
                QWidget *parent = nullptr);

    static std::vector<shell::SettingSpec> settingSpecs();

    /// As if it had been typed and entered.
    void enter(const QString &line);

    QString transcript() const;

    ScriptPane &script() const { return *m_script; }
    void showScript(bool shown);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; ///< Up and Down go through what was entered

private:
    void build();
    void followScript();
    void followText(const QString &text);
    void show(const std::vector<capture::ApduBlock> &blocks);
    void say(shell::Meaning meaning, const QString &prefix, const QString &text);
    void recall(int step);
    void restyle();
    void append(shell::Meaning meaning, const QString &text);

    shell::PanelContext &m_context;
    cards::CardController &m_controller;
    QTextEdit *m_log;
    QLineEdit *m_line;
    QLabel *m_doubts;
    QCheckBox *m_getResponse;
    QCheckBox *m_rightLe;
    QCheckBox *m_toolkit;
    QToolButton *m_scriptToggle;
    ScriptPane *m_script;
    /// A line of the transcript, to be painted anew when colours or the masking switch change.
    struct Said {
        shell::Meaning meaning;
        QString text;
    };
    std::deque<Said> m_said;
    QStringList m_history; ///< oldest first
    qsizetype m_recalled = 0;
    bool m_waiting = false; ///< the answer to a line of ours is on its way
};

} // namespace wb::reader
