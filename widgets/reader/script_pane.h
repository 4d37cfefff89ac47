// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/script_controller.h"
#include "widgets/shell/panel.h"

#include <QTimer>

class QLabel;
class QToolButton;

namespace wb::reader {

class ScriptEditor;

/// A console script beside the console: written, opened, saved, run, gone through, and recorded from what is done with the card. What is in it
/// is there again when the program starts again.
class ScriptPane : public QWidget {
    Q_OBJECT

public:
    ScriptPane(shell::PanelContext &context, cards::CardDirectory &directory, cards::CardController &cards,
               QWidget *parent = nullptr);

    static std::vector<shell::SettingSpec> settingSpecs();

    cards::ScriptController &controller() { return m_controller; }
    ScriptEditor *editor() const { return m_editor; }

    void setText(const QString &text);
    void run();
    void step();
    void stop();
    /// Begins to take down what is done with cards, or puts what was done since into the script.
    void record(bool recording);
    /// Reads a script from a file in place of what is there, which undo brings back.
    void open(const QString &file);
    void save(const QString &file);

    /// What the line below the script says.
    QString words() const;

private:
    void build();
    void addActions();
    /// Begins when no script is under way; false when it cannot.
    bool begin();
    void check();
    void followState();
    void followStep(const card::ScriptStatement &statement, const card::ScriptStep &step);
    void chooseFile(bool toSave);
    void say(shell::Meaning meaning, const QString &words);
    void restyle();

    shell::PanelContext &m_context;
    cards::ScriptController m_controller;
    ScriptEditor *m_editor;
    QToolButton *m_open;
    QToolButton *m_save;
    QToolButton *m_record;
    QToolButton *m_run;
    QToolButton *m_step;
    QToolButton *m_stop;
    QLabel *m_words;
    shell::Meaning m_meaning = shell::Meaning::plain; ///< of the words
    QTimer m_settled;                                 ///< somebody has stopped typing
    std::size_t m_recordedFrom = 0;
};

} // namespace wb::reader
