// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/step_page.h"

#include "core/base/hex.h"
#include "core/report/annotation.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/shell/icons.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace wb::discovery {

namespace {

/// What the step is for, by its function.
QString aboutStep(const lds::NextRequest &next)
{
    const auto is = [&](std::string_view name) { return std::string_view(next.function).ends_with(name); };
    if (is("GetEuiccConfiguredAddresses"))
        return StepPage::tr("The LPA asks the eUICC where its Root SM-DS is.");
    if (is("GetEUICCInfo1"))
        return StepPage::tr(
            "The LPA asks the eUICC which version it has and which CIs it trusts; the SM-DS chooses one of them.");
    if (is("GetEUICCChallenge"))
        return StepPage::tr("The eUICC makes a random number that the SM-DS has to sign. A session it had is gone.");
    if (is("InitiateAuthentication"))
        return StepPage::tr(
            "The server gets challenge and EUICCInfo1, and signs. How it is asked and what it answers is among the "
            "exchanges then.");
    if (is("AuthenticateServer"))
        return StepPage::tr(
            "The eUICC is shown what the server signed, with its certificate. Change an octet to see it refuse.");
    if (is("AuthenticateClient"))
        return StepPage::tr(
            "The eUICC has accepted the server and signed. The server gets that, and answers with the Event Records. "
            "Or the session is cancelled here.");
    if (is("CancelSession"))
        return StepPage::tr("The eUICC signs that the session ends, and why.");
    return {};
}

} // namespace

StepPage::StepPage(const shell::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_title(new QLabel(this)),
      m_about(new QLabel(this)),
      m_octets(new QPlainTextEdit(this)),
      m_fields(new bytes::BytesPane(theme, this)),
      m_send(new QPushButton(shell::iconOf(shell::Icon::play), tr("Send"), this)),
      m_restore(new QPushButton(tr("Take back"), this)),
      m_cancel(new QPushButton(shell::iconOf(shell::Icon::stop), tr("Cancel the session"), this)),
      m_reason(new QComboBox(this)),
      m_hint(new QLabel(this))
{
    build();
    connect(m_send, &QPushButton::clicked, this, &StepPage::send);
    connect(m_restore, &QPushButton::clicked, this,
            [this] { m_octets->setPlainText(QString::fromStdString(toSpacedHex(m_next.octets))); });
    connect(m_cancel, &QPushButton::clicked, this, &StepPage::cancelSession);
    connect(m_octets, &QPlainTextEdit::textChanged, this, &StepPage::followOctets);
    connect(m_fields, &bytes::BytesPane::said, this, &StepPage::said);
}

void StepPage::build()
{
    const int unit = m_theme.unit();
    m_title->setFont(m_theme.titleFont());
    m_about->setWordWrap(true);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_octets->setFont(m_theme.fixedFont());
    m_octets->setAccessibleName(tr("Octets of the request"));
    m_octets->setTabChangesFocus(true);
    connect(&m_theme, &shell::Theme::changed, this, [this] {
        m_title->setFont(m_theme.titleFont());
        m_octets->setFont(m_theme.fixedFont());
    });
    m_hint->setWordWrap(true);
    m_send->setToolTip(tr("Sends the request, as it stands here, and goes on to the next (F10)"));
    m_restore->setToolTip(tr("Takes back what was changed"));
    m_cancel->setToolTip(tr("ES10b.CancelSession in place of this request"));
    m_reason->setAccessibleName(tr("Reason"));
    for (const asn1::Named &reason : asn1::NamesOf<rsp::CancelSessionReason>::table)
        m_reason->addItem(QString::fromLatin1(reason.name), static_cast<int>(reason.number));

    auto *split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_octets);
    split->addWidget(m_fields);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(unit);
    for (QWidget *widget : {static_cast<QWidget *>(m_send), static_cast<QWidget *>(m_restore),
                            static_cast<QWidget *>(m_cancel), static_cast<QWidget *>(m_reason)})
        row->addWidget(widget);
    row->addWidget(m_hint, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit / 2);
    layout->addWidget(m_title);
    layout->addWidget(m_about);
    layout->addLayout(row);
    layout->addWidget(split, 1);
    setFocusProxy(m_send);
}

void StepPage::setNext(const lds::NextRequest &next)
{
    m_next = next;
    m_title->setText(tr("Next: %1").arg(QString::fromStdString(next.function)));
    m_about->setText(aboutStep(next));
    const bool toCard = !next.octets.empty();
    m_octets->setVisible(toCard);
    m_fields->setVisible(toCard);
    m_restore->setVisible(toCard);
    m_cancel->setVisible(next.sessionOpen);
    m_reason->setVisible(next.sessionOpen);
    m_octets->setPlainText(QString::fromStdString(toSpacedHex(next.octets)));
    followOctets();
}

/// The fields follow what is typed, also where it is no TLV any more: it can be sent all the same.
void StepPage::followOctets()
{
    const auto octets = fromHex(m_octets->toPlainText().toStdString());
    m_send->setEnabled(octets.has_value());
    m_restore->setEnabled(!octets || *octets != m_next.octets);
    if (!octets) {
        m_hint->setText(tr("Character %1 is no hexadecimal digit.").arg(octets.error().offset.value_or(0) + 1));
        return;
    }
    m_hint->setText(*octets == m_next.octets ? QString() : tr("Changed by hand."));
    const report::Part parts[] = {
        {tr("Request"), *octets, report::PartKind::tlv, rsp::Direction::request, report::PartGroup::request}};
    m_fields->setView(std::make_shared<const report::View>(report::annotateParts(parts)));
}

void StepPage::send()
{
    auto octets = fromHex(m_octets->toPlainText().toStdString());
    if (octets)
        Q_EMIT decided({std::move(*octets)});
}

void StepPage::cancelSession()
{
    Q_EMIT decided({m_next.octets, static_cast<rsp::CancelSessionReason>(m_reason->currentData().toInt())});
}

} // namespace wb::discovery
