// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/lab_notice.h"

#include "widgets/shell/error_words.h"

namespace wb::discovery {

std::optional<shell::ErrorText> labTrouble(lab::LabController &lab)
{
    using State = lab::LabController::State;
    shell::ErrorText text;
    switch (lab.state()) {
    case State::notStarted:
    case State::starting:
    case State::running: return {};
    case State::runningElsewhere:
        text.what = LabNotice::tr("The lab runs in another window");
        text.why = LabNotice::tr(
            "Only one window at a time can run the lab of a data folder. This one works without it: cards, "
            "virtual eUICCs and other SM-DSs can be used here; the lab's SM-DS answers in the other "
            "window.");
        text.whatToDo = LabNotice::tr("Use the other window, or close it and start the lab here.");
        text.severity = shell::Meaning::note;
        break;
    case State::failed: text = shell::errorText(*lab.error()); break;
    }
    text.action = LabNotice::tr("Start the lab again");
    text.handler = [&lab] { lab.startAgain(); };
    return text;
}

LabNotice::LabNotice(const shell::Theme &theme, const shell::Secrets &secrets, lab::LabController &lab, QWidget *parent)
    : ErrorView(theme, secrets, parent),
      m_lab(lab)
{
    connect(&m_lab, &lab::LabController::changed, this, &LabNotice::follow);
    follow();
}

void LabNotice::follow()
{
    if (const auto trouble = labTrouble(m_lab))
        show(*trouble);
    else
        clear();
}

} // namespace wb::discovery
