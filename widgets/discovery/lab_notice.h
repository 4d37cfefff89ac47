// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lab/lab_controller.h"
#include "widgets/shell/error_view.h"

namespace wb::discovery {

/// Why the lab does not run here and what to do, with a button that starts it again; none while it runs or is about to. A lab that
/// another window runs is no failure, and is told as what it is.
std::optional<shell::ErrorText> labTrouble(lab::LabController &lab);

/// That text where a discovery is asked for, as long as it holds.
class LabNotice : public shell::ErrorView {
    Q_OBJECT

public:
    LabNotice(const shell::Theme &theme, const shell::Secrets &secrets, lab::LabController &lab, QWidget *parent);

private:
    void follow();

    lab::LabController &m_lab;
};

} // namespace wb::discovery
