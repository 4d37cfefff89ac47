// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/finding_view.h"

#include "widgets/reader/qt_text.h"
#include "widgets/shell/secrets.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace wb::reader {

namespace {

constexpr int barWidth = 4;

QLabel *makeFindingLine(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

shell::Meaning meaningOf(pcsc::Severity severity)
{
    switch (severity) {
    case pcsc::Severity::blocks: return shell::Meaning::error;
    case pcsc::Severity::warns: return shell::Meaning::warning;
    case pcsc::Severity::notes: return shell::Meaning::note;
    case pcsc::Severity::fine: return shell::Meaning::ok;
    }
    return shell::Meaning::plain;
}

FindingView::FindingView(const pcsc::Finding &finding, const shell::Theme &theme, const shell::Secrets &secrets,
                         QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_meaning(meaningOf(finding.severity))
{
    const int unit = theme.unit();
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(unit + barWidth, unit / 2, unit, unit / 2);
    layout->setHorizontalSpacing(unit);
    layout->setVerticalSpacing(unit / 2);
    layout->setColumnStretch(1, 1);
    const auto words = [&secrets](const std::string &text) { return secrets.words(qtText(text)); };

    auto *icon = new QLabel(this);
    icon->setPixmap(theme.icon(m_meaning).pixmap(QSize(theme.iconSize(), theme.iconSize()), devicePixelRatioF()));
    layout->addWidget(icon, 0, 0, Qt::AlignTop);
    const QString reader = qtText(finding.subject);
    auto *what = makeFindingLine(
        reader.isEmpty() ? words(finding.what) : reader + QStringLiteral(": ") + words(finding.what), this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    what->setFont(bold);
    layout->addWidget(what, 0, 1, 1, 2);

    int row = 1;
    const auto add = [&](const QString &text) {
        QLabel *line = text.isEmpty() ? nullptr : makeFindingLine(text, this);
        if (line != nullptr)
            layout->addWidget(line, row++, 1, 1, 2);
        return line;
    };
    add(words(finding.cause));
    QStringList evidence;
    for (const std::string &line : finding.evidence)
        evidence << words(line);
    if (QLabel *seen = add(evidence.join(u'\n'))) {
        seen->setFont(theme.fixedFont());
        seen->setForegroundRole(QPalette::PlaceholderText);
        seen->setAccessibleName(tr("What was seen"));
    }
    add(words(finding.remedy));
    if (!finding.command.empty()) {
        const QString command = qtText(finding.command);
        auto *line = makeFindingLine(command, this);
        line->setFont(theme.fixedFont());
        line->setAccessibleName(tr("Command"));
        line->setBackgroundRole(QPalette::Base);
        line->setForegroundRole(QPalette::Text);
        line->setAutoFillBackground(true);
        line->setContentsMargins(unit / 2, unit / 4, unit / 2, unit / 4);
        auto *copy = new QPushButton(shell::iconOf(shell::Icon::copy), tr("Copy"), this);
        copy->setToolTip(tr("Copies the command"));
        copy->setAccessibleDescription(command);
        layout->addWidget(line, row, 1);
        layout->addWidget(copy, row++, 2, Qt::AlignTop);
        connect(copy, &QPushButton::clicked, this, [this, command] {
            QGuiApplication::clipboard()->setText(command);
            Q_EMIT copied(command);
        });
    }
    if (!finding.check.empty() && finding.severity != pcsc::Severity::fine)
        add(tr("Afterwards: %1").arg(words(finding.check).remove(u'`')));
    setAccessibleName(shell::wordOf(m_meaning) + QStringLiteral(": ") + what->text());
}

void FindingView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, barWidth, height()), m_theme.mark(m_meaning));
}

} // namespace wb::reader
