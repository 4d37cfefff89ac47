// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/capture_notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace wb::exchanges {

CaptureNotice::CaptureNotice(const report::CaptureController &captures, const shell::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_captures(captures),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_replay(new QToolButton(this)),
      m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("captureNotice"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_replay->setText(tr("Use as a card"));
    m_replay->setToolTip(tr("Work with the captured card in the Reader panel as if it were there"));
    m_close->setText(tr("Back to this session"));
    m_close->setToolTip(tr("Close the file and show what is being recorded"));
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_replay);
    layout->addWidget(m_close);
    connect(m_replay, &QToolButton::clicked, this, &CaptureNotice::replayWanted);
    connect(m_close, &QToolButton::clicked, this, &CaptureNotice::closeWanted);
    connect(&m_captures, &report::CaptureController::openedChanged, this, &CaptureNotice::refresh);
    connect(&m_theme, &shell::Theme::changed, this, &CaptureNotice::restyle);
    restyle();
    refresh();
}

QString CaptureNotice::text() const
{
    return m_text->text();
}

void CaptureNotice::refresh()
{
    const report::CaptureController::Opened *opened = m_captures.opened();
    setVisible(opened != nullptr);
    if (opened == nullptr)
        return;
    QString text = tr("%1: %n exchange(s)", nullptr, static_cast<int>(opened->exchanges->size()))
                       .arg(QString::fromStdString(opened->file.filename().string()));
    if (opened->header.redacted)
        text += tr(", redacted: EIDs and other values of people are pseudonyms");
    QStringList damages;
    for (const capture::Damage &damage : opened->damages)
        damages << QString::fromStdString(damage.line());
    if (!damages.isEmpty())
        text += QLatin1Char('\n') % tr("Damaged: %1", nullptr, static_cast<int>(damages.size())).arg(damages.front());
    if (damages.size() > 1)
        text += tr(", and %n more place(s)", nullptr, static_cast<int>(damages.size()) - 1);
    m_text->setText(text);
    m_text->setToolTip(damages.isEmpty() ? QString::fromStdString(opened->file.string())
                                         : damages.join(QLatin1Char('\n')));
    const shell::Meaning meaning = damages.isEmpty() ? shell::Meaning::note : shell::Meaning::warning;
    m_icon->setPixmap(m_theme.icon(meaning).pixmap(QSize(m_theme.iconSize(), m_theme.iconSize()), devicePixelRatioF()));
    m_icon->setToolTip(shell::wordOf(meaning));
    m_replay->setVisible(opened->cardExchanges > 0);
}

void CaptureNotice::restyle()
{
    const int unit = m_theme.unit();
    layout()->setContentsMargins(unit / 2, unit / 4, unit / 2, unit / 4);
    layout()->setSpacing(unit / 2);
    refresh();
}

} // namespace wb::exchanges
