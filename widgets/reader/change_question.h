// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/card_change.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/theme.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace wb::reader {

/// Says what a change of a card will do, and asks whether it is to be done. What cannot be taken back wants the last digits typed.
class ChangeQuestion : public QDialog {
    Q_OBJECT

public:
    ChangeQuestion(const lds::ChangePlan &plan, const shell::Theme &theme, const shell::Secrets &secrets,
                   QWidget *parent = nullptr);

    QLineEdit *digits() const { return m_digits; } ///< null when nothing must be typed
    QPushButton *goAhead() const { return m_goAhead; }

private:
    QLineEdit *m_digits = nullptr;
    QPushButton *m_goAhead = nullptr;
};

/// Asks, and calls @p accepted when the answer is yes. Returns at once.
void askForChange(const lds::ChangePlan &plan, const shell::Theme &theme, const shell::Secrets &secrets,
                  QWidget *parent, std::function<void()> accepted);

} // namespace wb::reader
