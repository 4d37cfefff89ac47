// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/notification_page.h"

#include "core/report/annotation.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/reader/change_question.h"
#include "widgets/reader/notification_model.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/shown_page.h"
#include "widgets/shell/table.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace wb::reader {

NotificationPage::NotificationPage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_controller(controller),
      m_model(new NotificationModel(context.theme, context.secrets, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::pending, this)),
      m_table(shell::makeTable(m_model, tr("Notifications"), context.theme, this)),
      m_retrieve(new QPushButton(tr("Retrieve"), this)),
      m_remove(new QPushButton(tr("Remove..."), this)),
      m_details(new QStackedWidget(this)),
      m_octets(new bytes::BytesPane(context.theme, this))
{
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showNothing(); // what was retrieved is another one
        followState();
    });
    connect(m_table, &QTableView::activated, this, &NotificationPage::retrieve);
    connect(&controller, &cards::CardController::lockChanged, this, &NotificationPage::followState);
    connect(&controller, &cards::CardController::busyChanged, this, &NotificationPage::followState);
    connect(&controller, &cards::CardController::answered, this,
            [this](const QString &, const Bytes &, const Bytes &response) { showRetrieved(response); });
    connect(m_retrieve, &QPushButton::clicked, this, &NotificationPage::retrieve);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const rsp::NotificationMetadata *notification = m_model->at(m_table->currentIndex().row());
        if (notification == nullptr || !m_card)
            return;
        const lds::change::RemoveNotification change{notification->seqNumber};
        askForChange(lds::planOf(change, *m_card), m_context.theme, m_context.secrets, this,
                     [this, change] { m_controller.carryOut(change, *m_card); });
    });
    setReading(nullptr);
}

void NotificationPage::build()
{
    const int unit = m_context.theme.unit();
    const int character = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(NotificationModel::NumberColumn, character * 12);
    m_table->setColumnWidth(NotificationModel::EventColumn, character * 22);
    m_table->setColumnWidth(NotificationModel::AddressColumn, character * 36);
    m_retrieve->setToolTip(tr("Shows the notification as it will be sent, with its signature"));
    connect(m_octets, &bytes::BytesPane::said, this, m_context.say);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(unit);
    buttons->addWidget(m_retrieve);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *notRetrieved = new shell::EmptyView(m_context.theme, shell::Icon::pending, this);
    notRetrieved->setText(tr("Not retrieved yet"),
                          tr("The notification as it will be sent, with its signature, would be here."), tr("Retrieve"),
                          [this] { retrieve(); });
    m_details->addWidget(notRetrieved);
    m_details->addWidget(m_octets);
    auto *upper = new QWidget(this);
    auto *upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(unit);
    upperLayout->addWidget(m_table, 1);
    upperLayout->addLayout(buttons);
    auto *content = new QSplitter(Qt::Horizontal, this); // side by side: the panel is wide and low
    content->addWidget(upper);
    content->addWidget(m_details);
    content->setStretchFactor(0, 1);
    content->setStretchFactor(1, 1);
    content->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->addWidget(m_stack);
    content->setFocusProxy(m_table);
    shell::passFocusToShownPage(this, m_stack);
}

void NotificationPage::setReading(const CardReading *reading)
{
    showNothing();
    if (reading == nullptr) {
        m_card.reset();
        m_empty->setText(tr("The card has not been read yet"), tr("What waits to be told to servers would be here."),
                         tr("Read card"), [this] { Q_EMIT readWanted(); });
        m_stack->setCurrentIndex(0);
        return;
    }
    m_card = reading->summary;
    const auto &notifications = m_card->notifications;
    if (!notifications)
        m_empty->setText(tr("The card does not tell its notifications"),
                         QString::fromStdString(notifications.error().line()));
    else if (notifications->empty())
        m_empty->setText(tr("No notification waits"), tr("Every server has been told what happened to its profile."));
    const bool some = notifications && !notifications->empty();
    if (some) {
        m_model->setNotifications(*notifications);
        if (!m_table->currentIndex().isValid())
            m_table->selectRow(0);
    }
    m_stack->setCurrentIndex(some ? 1 : 0);
    followState();
}

void NotificationPage::followState()
{
    const bool chosen = m_model->at(m_table->currentIndex().row()) != nullptr && !m_controller.isBusy();
    m_retrieve->setEnabled(chosen);
    m_remove->setEnabled(chosen && m_controller.isUnlocked());
    m_remove->setToolTip(m_controller.isUnlocked() ? QString() : tr("The card is locked for changes: unlock it above"));
}

void NotificationPage::retrieve()
{
    if (const rsp::NotificationMetadata *notification = m_model->at(m_table->currentIndex().row()))
        m_controller.send(asn1::encode(rsp::RetrieveNotificationsListRequest{{{notification->seqNumber}}}));
}

void NotificationPage::showRetrieved(const Bytes &response)
{
    if (asn1::Reader(response).peekTag() != 0xBF2B)
        return;
    const report::Part part{{}, response, report::PartKind::tlv, rsp::Direction::response, report::PartGroup::response};
    m_octets->setView(std::make_shared<const report::View>(report::annotatePart(part)));
    m_details->setCurrentWidget(m_octets);
}

void NotificationPage::showNothing()
{
    m_octets->setView(nullptr);
    m_details->setCurrentIndex(0);
}

} // namespace wb::reader
