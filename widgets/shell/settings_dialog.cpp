// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/settings_dialog.h"

#include "widgets/shell/key_editor.h"
#include "widgets/shell/settings.h"
#include "widgets/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace wb::shell {

SettingsDialog::SettingsDialog(const Theme &theme, Settings &settings, ActionRegistry &actions, QWidget *parent)
    : QDialog(parent),
      m_theme(theme),
      m_settings(settings),
      m_names(new QListWidget(this)),
      m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setModal(false);
    m_names->setAccessibleName(tr("Pages"));

    QStringList pages;
    for (const SettingSpec &spec : settings.table()) {
        if (!spec.page.isEmpty() && !pages.contains(spec.page))
            pages << spec.page;
    }
    for (const QString &page : pages)
        addPage(page, makePage(page));
    addPage(tr("Keys"), new KeyEditor(theme, actions, this));
    m_names->setSpacing(m_theme.unit() / 4);
    m_names->setFixedWidth(m_names->sizeHintForColumn(0) + 5 * theme.unit());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_names);
    middle->addWidget(m_pages, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_names, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_names->setCurrentRow(0);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 28);
}

void SettingsDialog::showPage(const QString &name)
{
    const int row = name == QStringLiteral("keys") ? m_names->count() - 1 : -1;
    if (row >= 0) {
        m_names->setCurrentRow(row);
        return;
    }
    const auto found = m_names->findItems(name, Qt::MatchExactly);
    if (!found.isEmpty())
        m_names->setCurrentItem(found.front());
}

void SettingsDialog::addPage(const QString &name, QWidget *page)
{
    m_names->addItem(name);
    m_pages->addWidget(page);
}

QWidget *SettingsDialog::makePage(const QString &name)
{
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setVerticalSpacing(m_theme.unit() / 3);
    for (const SettingSpec &spec : m_settings.table()) {
        if (spec.page != name)
            continue;
        QWidget *editor = makeEditor(spec, page);
        editor->setObjectName(QStringLiteral("setting.") + spec.key);
        editor->setToolTip(spec.tip);
        editor->setAccessibleName(spec.label);
        editor->setAccessibleDescription(spec.tip);
        auto *tip = new QLabel(spec.tip, page);
        tip->setWordWrap(true);
        tip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred); // else it wraps after a few words
        tip->setForegroundRole(QPalette::PlaceholderText);
        tip->setContentsMargins(0, 0, 0, m_theme.unit());
        form->addRow(qobject_cast<QCheckBox *>(editor) ? QString() : spec.label, editor);
        form->addRow(QString(), tip);
    }
    return page;
}

QWidget *SettingsDialog::makeEditor(const SettingSpec &spec, QWidget *parent)
{
    const QString key = spec.key;
    // The editor follows the setting when somebody else changes it: an action, a layout.
    const auto follow = [this, key](QWidget *editor, auto show) {
        show(m_settings.value(key));
        connect(&m_settings, &Settings::changed, editor, [this, key, show](const QString &changed) {
            if (changed == key)
                show(m_settings.value(key));
        });
    };

    if (!spec.choices.empty()) {
        auto *box = new QComboBox(parent);
        for (const SettingChoice &choice : spec.choices)
            box->addItem(choice.text, choice.value);
        follow(box, [box](const QVariant &value) { box->setCurrentIndex(box->findData(value.toString())); });
        connect(box, &QComboBox::activated, this, [this, key, box] { m_settings.set(key, box->currentData()); });
        return box;
    }
    switch (spec.standard.typeId()) {
    case QMetaType::Bool: {
        auto *box = new QCheckBox(spec.label, parent);
        follow(box, [box](const QVariant &value) { box->setChecked(value.toBool()); });
        connect(box, &QCheckBox::clicked, this, [this, key](bool on) { m_settings.set(key, on); });
        return box;
    }
    case QMetaType::Int: {
        auto *box = new QSpinBox(parent);
        box->setRange(spec.least, spec.most);
        follow(box, [box](const QVariant &value) { box->setValue(value.toInt()); });
        connect(box, &QSpinBox::valueChanged, this, [this, key](int number) { m_settings.set(key, number); });
        return box;
    }
    default: {
        auto *line = new QLineEdit(parent);
        follow(line, [line](const QVariant &value) { line->setText(value.toString()); });
        connect(line, &QLineEdit::editingFinished, this, [this, key, line] {
            if (!m_settings.set(key, line->text()))
                line->setText(m_settings.text(key)); // not accepted: back to what holds
        });
        return line;
    }
    }
}

} // namespace wb::shell
