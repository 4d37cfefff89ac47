// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/profile_page.h"

#include "core/base/hex.h"
#include "widgets/reader/change_question.h"
#include "widgets/reader/profile_model.h"
#include "widgets/reader/qt_text.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/inspector_page.h"
#include "widgets/shell/shown_page.h"
#include "widgets/shell/table.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace wb::reader {

namespace {

/// Everything a profile says of itself.
shell::InspectorPage pageOf(const rsp::ProfileInfo &profile)
{
    shell::InspectorSection section;
    const auto add = [&section](const QString &label, const QString &value, bool fixed = false) {
        if (!value.isEmpty())
            section.rows.push_back({.label = label, .value = value, .fixed = fixed});
    };
    section.title = qtText(lds::nameOf(profile));
    if (profile.iccid)
        section.rows.push_back({.label = ProfilePage::tr("ICCID"),
                                .value = qtText(profile.iccid->digits),
                                .fixed = true,
                                .secret = shell::SubjectKind::iccid});
    if (profile.isdpAid)
        add(ProfilePage::tr("ISD-P AID"), qtText(toHex(*profile.isdpAid)), true);
    if (profile.owner)
        add(ProfilePage::tr("Owner (MCC-MNC)"), ownerText(*profile.owner), true);
    if (profile.icon)
        add(ProfilePage::tr("Icon"), ProfilePage::tr("%n octet(s)", nullptr, static_cast<int>(profile.icon->size())));
    if (profile.dpProprietaryData)
        add(ProfilePage::tr("SM-DP+ data of"), qtText(profile.dpProprietaryData->dpOid.dotted), true);
    if (profile.accessRules)
        add(ProfilePage::tr("Carrier rules"), QString::number(profile.accessRules->size()));
    if (!profile.extras.empty())
        add(ProfilePage::tr("Later versions"), qtText(toHex(profile.extras)), true);
    shell::InspectorSection told{ProfilePage::tr("Who is told"), {}};
    if (profile.notificationConfiguration) {
        for (const auto &wish : *profile.notificationConfiguration)
            told.rows.push_back(
                {.label = qtText(wish.notificationAddress), .value = eventText(wish.profileManagementOperation)});
    }
    shell::InspectorPage page;
    page.sections.push_back(std::move(section));
    if (!told.rows.empty())
        page.sections.push_back(std::move(told));
    return page;
}

} // namespace

ProfilePage::ProfilePage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_controller(controller),
      m_model(new ProfileModel(context.theme, context.secrets, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::card, this)),
      m_split(new QSplitter(Qt::Horizontal, this)),
      m_table(shell::makeTable(m_model, tr("Profiles"), context.theme, this)),
      m_details(new QStackedWidget(this)),
      m_enable(new QPushButton(tr("Enable..."), this)),
      m_disable(new QPushButton(tr("Disable..."), this)),
      m_nickname(new QPushButton(tr("Nickname..."), this)),
      m_delete(new QPushButton(tr("Delete..."), this)),
      m_reset(new QPushButton(tr("Reset memory..."), this))
{
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProfilePage::followSelection);
    connect(&controller, &cards::CardController::lockChanged, this, &ProfilePage::followState);
    connect(&controller, &cards::CardController::busyChanged, this, &ProfilePage::followState);
    connect(m_enable, &QPushButton::clicked, this, [this] { ask(lds::change::Enable{*selected()->iccid}); });
    connect(m_disable, &QPushButton::clicked, this, [this] { ask(lds::change::Disable{*selected()->iccid}); });
    connect(m_delete, &QPushButton::clicked, this, [this] { ask(lds::change::Delete{*selected()->iccid}); });
    connect(m_nickname, &QPushButton::clicked, this, &ProfilePage::askNickname);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        ask(lds::change::ResetMemory{{rsp::ResetOptionBit::deleteOperationalProfiles,
                                      rsp::ResetOptionBit::deleteFieldLoadedTestProfiles,
                                      rsp::ResetOptionBit::resetDefaultSmdpAddress}});
    });
    setReading(nullptr);
}

void ProfilePage::build()
{
    const int unit = m_context.theme.unit();
    const int character = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(ProfileModel::NameColumn, character * 28);
    m_table->setColumnWidth(ProfileModel::StateColumn, character * 14);
    m_table->setColumnWidth(ProfileModel::ProviderColumn, character * 20);
    m_table->setColumnWidth(ProfileModel::IccidColumn, character * 26);
    m_table->setColumnWidth(ProfileModel::ClassColumn, character * 14);
    m_delete->setToolTip(tr("Deletes the profile for good; asks for its last digits"));
    m_reset->setToolTip(tr("Deletes everything that was loaded; asks for the last digits of the EID"));
    m_split->addWidget(m_table);
    m_split->addWidget(m_details);
    m_details->setMinimumWidth(character * 34);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    m_split->setChildrenCollapsible(false);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(unit);
    for (QPushButton *button : {m_enable, m_disable, m_nickname, m_delete})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_reset);
    auto *content = new QWidget(this);
    auto *contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(unit);
    contentLayout->addWidget(m_split, 1);
    contentLayout->addLayout(buttons);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->addWidget(m_stack);
    content->setFocusProxy(m_table);
    shell::passFocusToShownPage(this, m_stack);
}

void ProfilePage::setReading(const CardReading *reading)
{
    if (reading == nullptr) {
        m_card.reset();
        m_empty->setText(tr("The card has not been read yet"), tr("The profiles on it would be here."), tr("Read card"),
                         [this] { Q_EMIT readWanted(); });
        m_stack->setCurrentIndex(0);
        return;
    }
    m_card = reading->summary;
    if (!m_card->profiles) {
        m_empty->setText(tr("The card does not tell its profiles"), qtText(m_card->profiles.error().line()));
    } else if (m_card->profiles->empty()) {
        m_empty->setText(tr("No profile is on this eUICC"), tr("A profile comes here by a download."));
    }
    const bool some = m_card->profiles && !m_card->profiles->empty();
    if (some) {
        const rsp::ProfileInfo *before = selected();
        const rsp::Iccid kept = before != nullptr && before->iccid ? *before->iccid : rsp::Iccid();
        m_model->setProfiles(*m_card->profiles);
        m_table->selectRow(std::max(0, m_model->rowOf(kept)));
    }
    m_stack->setCurrentIndex(some ? 1 : 0);
    followState();
}

const rsp::ProfileInfo *ProfilePage::selected() const
{
    return m_model->at(m_table->currentIndex().row());
}

void ProfilePage::followSelection()
{
    const rsp::ProfileInfo *profile = selected();
    if (QWidget *before = m_details->currentWidget()) {
        m_details->removeWidget(before);
        before->deleteLater();
    }
    if (profile != nullptr)
        m_details->addWidget(new shell::InspectorPageView(pageOf(*profile), m_context.theme, m_context.secrets,
                                                          m_context.focus, m_details));
    followState();
}

/// What can be done now; why not stands in the tip.
void ProfilePage::followState()
{
    const rsp::ProfileInfo *profile = selected();
    const bool free = m_controller.isUnlocked() && !m_controller.isBusy() && profile != nullptr && profile->iccid;
    const bool enabled = profile != nullptr && profile->state == rsp::ProfileState::enabled;
    const QString locked = m_controller.isUnlocked() ? QString()
                                                     : tr("The card is locked for changes: unlock it above");
    m_enable->setEnabled(free && !enabled);
    m_disable->setEnabled(free && enabled);
    m_nickname->setEnabled(free);
    m_delete->setEnabled(free);
    m_reset->setEnabled(m_controller.isUnlocked() && !m_controller.isBusy());
    for (QPushButton *button : {m_enable, m_disable, m_nickname})
        button->setToolTip(locked);
}

void ProfilePage::ask(const lds::CardChange &change)
{
    if (!m_card)
        return;
    askForChange(lds::planOf(change, *m_card), m_context.theme, m_context.secrets, this, [this, change] {
        if (m_card)
            m_controller.carryOut(change, *m_card);
    });
}

void ProfilePage::askNickname()
{
    const rsp::ProfileInfo *profile = selected();
    if (profile == nullptr || !m_card)
        return;
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("ES10c.SetNickname"));
    auto *label = new QLabel(tr("Nickname of %1; empty takes it away:").arg(qtText(lds::nameOf(*profile))), dialog);
    auto *line = new QLineEdit(qtText(profile->nickname.value_or(std::string())), dialog);
    label->setBuddy(line);
    line->selectAll();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    buttons->addButton(tr("Do it"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->setSpacing(m_context.theme.unit());
    layout->addWidget(label);
    layout->addWidget(line);
    layout->addWidget(buttons);
    connect(dialog, &QDialog::accepted, this, [this, line, iccid = *profile->iccid] {
        if (m_card)
            m_controller.carryOut(lds::change::SetNickname{iccid, line->text().toStdString()}, *m_card);
    });
    dialog->open();
}

} // namespace wb::reader
