// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/change_question.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace wb::reader {

namespace {

constexpr int textColumns = 60; ///< characters a line

/// One line with the icon of its meaning before it.
void addLine(QGridLayout &grid, shell::Meaning meaning, const std::string &text, const shell::Theme &theme,
             const shell::Secrets &secrets, QWidget *parent)
{
    const int row = grid.rowCount();
    auto *icon = new QLabel(parent);
    icon->setPixmap(theme.icon(meaning).pixmap(QSize(theme.iconSize(), theme.iconSize()), parent->devicePixelRatioF()));
    icon->setToolTip(shell::wordOf(meaning));
    auto *label = new QLabel(secrets.words(QString::fromStdString(text)), parent);
    label->setWordWrap(true);
    grid.addWidget(icon, row, 0, Qt::AlignTop);
    grid.addWidget(label, row, 1);
}

} // namespace

ChangeQuestion::ChangeQuestion(const lds::ChangePlan &plan, const shell::Theme &theme, const shell::Secrets &secrets,
                               QWidget *parent)
    : QDialog(parent)
{
    const QString function = QString::fromStdString(plan.function);
    setWindowTitle(function);
    auto *what = new QLabel(secrets.words(QString::fromStdString(plan.what)), this);
    what->setFont(theme.titleFont());
    what->setWordWrap(true);
    what->setMinimumWidth(fontMetrics().averageCharWidth() * textColumns);

    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(theme.unit());
    for (const std::string &doubt : plan.doubts)
        addLine(*grid, shell::Meaning::warning,
                tr("The eUICC will probably refuse: %1").arg(QString::fromStdString(doubt)).toStdString(), theme,
                secrets, this);
    for (const std::string &consequence : plan.consequences)
        addLine(*grid, shell::Meaning::note, consequence, theme, secrets, this);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_goAhead = buttons->addButton(tr("Do it"), QDialogButtonBox::AcceptRole);
    m_goAhead->setToolTip(function);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(theme.unit());
    layout->addWidget(what);
    layout->addLayout(grid);
    if (!plan.toType.empty()) {
        const QString wanted = QString::fromStdString(plan.toType);
        auto *label = new QLabel(tr("It cannot be taken back. Type the last digits, %1, to go on:").arg(wanted), this);
        m_digits = new QLineEdit(this);
        m_digits->setFont(theme.fixedFont());
        m_digits->setMaxLength(static_cast<int>(wanted.size()));
        label->setBuddy(m_digits);
        m_goAhead->setEnabled(false);
        connect(m_digits, &QLineEdit::textChanged, m_goAhead,
                [this, wanted](const QString &typed) { m_goAhead->setEnabled(typed == wanted); });
        layout->addWidget(label);
        layout->addWidget(m_digits);
        m_digits->setFocus();
    } else {
        m_goAhead->setDefault(plan.doubts.empty());
    }
    layout->addStretch(1);
    layout->addWidget(buttons);
}

void askForChange(const lds::ChangePlan &plan, const shell::Theme &theme, const shell::Secrets &secrets,
                  QWidget *parent, std::function<void()> accepted)
{
    auto *question = new ChangeQuestion(plan, theme, secrets, parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(question, &QDialog::accepted, parent, std::move(accepted));
    question->open();
}

} // namespace wb::reader
