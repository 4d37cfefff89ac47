// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace wb::exchanges {

namespace {

constexpr int fileColumns = 48; ///< characters of a file's name that are seen

QString titleOf(report::CaptureForm form)
{
    switch (form) {
    case report::CaptureForm::smdscap: return ExportDialog::tr("Capture: opens here again, with everything");
    case report::CaptureForm::jsonLines: return ExportDialog::tr("JSON lines: for scripts, opens here again");
    case report::CaptureForm::har: return ExportDialog::tr("HAR: the HTTPS exchanges, for browsers and proxies");
    case report::CaptureForm::pcap: return ExportDialog::tr("pcap: the APDUs, for Wireshark");
    case report::CaptureForm::script: return ExportDialog::tr("Script: the APDUs, for the console");
    case report::CaptureForm::markdown: return ExportDialog::tr("Report: for a ticket, in Markdown");
    }
    return {};
}

QString suffixOf(report::CaptureForm form)
{
    const std::string_view suffix = report::infoOf(form).suffix;
    return QString::fromUtf8(suffix.data(), static_cast<qsizetype>(suffix.size()));
}

} // namespace

ExportDialog::ExportDialog(Counts counts, const QString &folder, const QString &name, const shell::Theme &theme,
                           QWidget *parent)
    : QDialog(parent),
      m_form(new QComboBox(this)),
      m_range(new QComboBox(this)),
      m_redact(new QCheckBox(tr("Replace what identifies people"), this)),
      m_redactNote(new QLabel(this)),
      m_file(new QLineEdit(this)),
      m_fileNote(new QLabel(this))
{
    setWindowTitle(tr("Save or export exchanges"));
    for (const report::CaptureFormInfo &info : report::captureForms())
        m_form->addItem(titleOf(info.form), static_cast<int>(info.form));
    const auto addRange = [this](const QString &text, ExportRange range, int count) {
        if (count > 0)
            m_range->addItem(text, static_cast<int>(range));
    };
    addRange(tr("All %n", nullptr, counts.all), ExportRange::all, counts.all);
    if (counts.shown != counts.all)
        addRange(tr("The %n that the list shows", nullptr, counts.shown), ExportRange::shown, counts.shown);
    addRange(tr("The %n that are marked", nullptr, counts.marked), ExportRange::marked, counts.marked);
    addRange(tr("The selected one"), ExportRange::selected, counts.selected);
    m_redact->setChecked(true);
    m_redactNote->setWordWrap(true);
    m_fileNote->setWordWrap(true);
    m_file->setMinimumWidth(fontMetrics().averageCharWidth() * fileColumns);

    auto *browseButton = new QToolButton(this);
    browseButton->setText(tr("Browse..."));
    connect(browseButton, &QToolButton::clicked, this, &ExportDialog::browse);
    auto *fileRow = new QHBoxLayout;
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(browseButton);

    auto *form = new QFormLayout;
    form->addRow(tr("&Form"), m_form);
    form->addRow(tr("&Exchanges"), m_range);
    form->addRow(QString(), m_redact);
    form->addRow(QString(), m_redactNote);
    form->addRow(tr("F&ile"), fileRow);
    form->addRow(QString(), m_fileNote);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_write = buttons->addButton(tr("Write"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(theme.unit());
    layout->addLayout(form);
    layout->addWidget(buttons);

    m_file->setText(QDir(folder).filePath(name) + QLatin1Char('.') + suffixOf(this->form()));
    connect(m_form, &QComboBox::currentIndexChanged, this, &ExportDialog::followForm);
    connect(m_redact, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    refresh();
}

report::CaptureForm ExportDialog::form() const
{
    return static_cast<report::CaptureForm>(m_form->currentData().toInt());
}

void ExportDialog::setForm(report::CaptureForm form)
{
    m_form->setCurrentIndex(m_form->findData(static_cast<int>(form)));
}

ExportRange ExportDialog::range() const
{
    return static_cast<ExportRange>(m_range->currentData().toInt());
}

bool ExportDialog::redact() const
{
    return m_redact->isChecked();
}

void ExportDialog::setRedact(bool redact)
{
    m_redact->setChecked(redact);
}

QString ExportDialog::file() const
{
    return m_file->text().trimmed();
}

void ExportDialog::setFile(const QString &file)
{
    m_file->setText(file);
}

/// The suffix goes with the form, unless somebody chose one that belongs to none.
void ExportDialog::followForm()
{
    const QString name = file();
    for (const report::CaptureFormInfo &info : report::captureForms()) {
        const QString old = QLatin1Char('.') + suffixOf(info.form);
        if (name.endsWith(old)) {
            m_file->setText(name.left(name.size() - old.size()) + QLatin1Char('.') + suffixOf(form()));
            break;
        }
    }
    refresh();
}

void ExportDialog::refresh()
{
    m_redactNote->setText(
        redact() ? tr(
            "EID, ICCID, IMEI, EventID and tokens become others of the same form, the same everywhere in the file. "
            "The table that explains them stays on this computer.")
                 : tr("The file names real cards and people. Keep it on this computer."));
    const QFileInfo info(file());
    QString note;
    if (info.isDir())
        note = tr("This is a folder.");
    else if (!file().isEmpty() && !info.absoluteDir().exists())
        note = tr("The folder does not exist.");
    else if (info.exists())
        note = tr("The file exists and will be replaced.");
    m_fileNote->setText(note);
    m_write->setEnabled(!file().isEmpty() && !info.isDir() && info.absoluteDir().exists());
}

void ExportDialog::browse()
{
    auto *chooser = new QFileDialog(this, tr("Where to"), file());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setOption(QFileDialog::DontConfirmOverwrite); // said here
    connect(chooser, &QFileDialog::fileSelected, this, &ExportDialog::setFile);
    chooser->open();
}

} // namespace wb::exchanges
