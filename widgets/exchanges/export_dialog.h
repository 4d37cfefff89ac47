// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/capture_forms.h"
#include "widgets/shell/theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace wb::exchanges {

/// Which exchanges are to leave.
enum class ExportRange { all, shown, marked, selected };

/// Asks what is to be written, in which form, where, and whether what identifies people goes with it.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// How many exchanges each range has; a range of none cannot be chosen.
    struct Counts {
        int all = 0;
        int shown = 0;
        int marked = 0;
        int selected = 0;
    };

    /// @p folder and @p name, without suffix, are proposed.
    ExportDialog(Counts counts, const QString &folder, const QString &name, const shell::Theme &theme,
                 QWidget *parent = nullptr);

    report::CaptureForm form() const;
    void setForm(report::CaptureForm form);
    ExportRange range() const;
    bool redact() const;
    void setRedact(bool redact);
    QString file() const;
    void setFile(const QString &file);

private:
    void followForm();
    void refresh();
    void browse();

    QComboBox *m_form;
    QComboBox *m_range;
    QCheckBox *m_redact;
    QLabel *m_redactNote;
    QLineEdit *m_file;
    QLabel *m_fileNote;
    QPushButton *m_write;
};

} // namespace wb::exchanges
