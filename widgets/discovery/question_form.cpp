// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/question_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace wb::discovery {

namespace {

constexpr QLatin1StringView keyLogKey("discovery/keyLogFile");
constexpr QLatin1StringView addressKey("discovery/address");

} // namespace

std::vector<shell::SettingSpec> QuestionForm::settingSpecs()
{
    std::vector<shell::SettingSpec> specs = ProfileForm::settingSpecs();
    std::vector<shell::SettingSpec> own{
        {.key = keyLogKey,
         .standard = QString(),
         .page = tr("Discovery"),
         .label = tr("TLS key log file"),
         .tip = tr("Secrets of TLS connections are appended to this file so that Wireshark can read them. Empty: none "
                   "are written.")},
        {.key = addressKey, .standard = QString()},
    };
    for (auto &more : {std::move(own), DeviceForm::settingSpecs()})
        specs.insert(specs.end(), more.begin(), more.end());
    return specs;
}

QuestionForm::QuestionForm(shell::PanelContext &context, cards::CardDirectory &cards, lab::LabController &lab,
                           QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_cards(cards),
      m_lab(lab),
      m_card(new QComboBox(this)),
      m_source(new QComboBox(this)),
      m_address(new QLineEdit(this)),
      m_eventId(new QLineEdit(this)),
      m_trust(new QComboBox(this)),
      m_deviceToggle(new QToolButton(this)),
      m_device(new DeviceForm(context.settings, context.theme, context.secrets, this)),
      m_profile(new ProfileForm(context.settings, context.theme, this))
{
    build();
    fillCards();
    followLab();
    followTrust();
    connect(&m_cards, &cards::CardDirectory::changed, this, &QuestionForm::fillCards);
    connect(&m_cards, &cards::CardDirectory::currentChanged, this, &QuestionForm::fillCards);
    connect(&m_lab, &lab::LabController::changed, this, &QuestionForm::followLab);
    connect(m_card, &QComboBox::activated, this,
            [this](int row) { m_cards.setCurrent(m_card->itemData(row).toString()); });
    connect(m_source, &QComboBox::currentIndexChanged, this, &QuestionForm::followSource);
    connect(m_trust, &QComboBox::currentIndexChanged, this, &QuestionForm::followTrust);
    connect(m_profile, &ProfileForm::changed, this, &QuestionForm::changed);
    connect(m_address, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_context.settings.set(addressKey, text.trimmed());
        Q_EMIT changed();
    });
    connect(m_eventId, &QLineEdit::textEdited, this, &QuestionForm::changed);
    connect(m_device, &DeviceForm::changed, this, &QuestionForm::changed);
    connect(m_deviceToggle, &QToolButton::toggled, this, [this](bool open) {
        m_device->setVisible(open);
        m_deviceToggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    });
}

void QuestionForm::build()
{
    const int unit = m_context.theme.unit();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(unit);
    grid->setVerticalSpacing(unit / 2);
    const auto add = [&](int row, int column, const QString &name, QWidget *field) {
        auto *label = new QLabel(name, this);
        label->setBuddy(field);
        field->setAccessibleName(name.simplified().remove(QLatin1Char('&')));
        grid->addWidget(label, row, column);
        grid->addWidget(field, row, column + 1);
    };

    m_source->addItem(tr("Configured in the card"), static_cast<int>(Source::card));
    m_source->addItem(tr("SM-DS of the lab"), static_cast<int>(Source::lab));
    m_source->addItem(tr("Typed"), static_cast<int>(Source::typed));
    m_source->setToolTip(tr("Where the address of the SM-DS comes from"));
    m_trust->addItem(tr("The lab's CI, names on this machine"), static_cast<int>(Trust::lab));
    m_trust->addItem(tr("CIs in your trust folder"), static_cast<int>(Trust::folder));
    m_trust->setToolTip(tr("Whom the SM-DS must prove itself to. The system's certificates are never used."));
    const auto setFonts = [this] {
        m_address->setFont(m_context.theme.fixedFont());
        m_eventId->setFont(m_context.theme.fixedFont());
    };
    setFonts();
    connect(&m_context.theme, &shell::Theme::changed, this, setFonts);
    for (QComboBox *box : {m_card, m_source, m_trust}) { // a long name must not keep the panel wide
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
    }
    shell::maskField(m_eventId, m_context.secrets);
    m_eventId->setPlaceholderText(tr("all events"));
    m_eventId->setToolTip(tr("The MatchingID: with an EventID only that Event Record is asked for"));

    add(0, 0, tr("&Card"), m_card);
    add(0, 2, tr("&EventID"), m_eventId);
    add(1, 0, tr("&SM-DS"), m_source);
    add(1, 2, tr("&Address"), m_address);
    add(2, 0, tr("&Trust"), m_trust);
    m_deviceToggle->setText(tr("Device"));
    m_deviceToggle->setToolTip(tr("DeviceInfo that the eUICC signs: TAC, IMEI, capabilities"));
    m_deviceToggle->setCheckable(true);
    m_deviceToggle->setAutoRaise(true);
    m_deviceToggle->setArrowType(Qt::RightArrow);
    m_deviceToggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    grid->addWidget(m_deviceToggle, 2, 2, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_profile, 3, 0, 1, 4);
    grid->addWidget(m_device, 4, 0, 1, 4);
    m_device->hide();
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
}

void QuestionForm::fillCards()
{
    // Only what has changed is touched: somebody may have the list open.
    int row = 0;
    for (const cards::CardEntry &entry : m_cards.entries()) {
        const QString text = entry.usable() ? entry.name : tr("%1 (no card to use)").arg(entry.name);
        while (m_card->findData(entry.id) > row)
            m_card->removeItem(row);
        if (m_card->findData(entry.id) < 0)
            m_card->insertItem(
                row,
                shell::iconOf(entry.kind == cards::CardEntry::Kind::builtIn ? shell::Icon::chip : shell::Icon::reader),
                text, entry.id);
        else if (m_card->itemText(row) != text)
            m_card->setItemText(row, text);
        ++row;
    }
    while (m_card->count() > row)
        m_card->removeItem(row);
    m_card->setPlaceholderText(m_card->count() == 0 ? tr("none yet") : QString());
    if (const int current = m_card->findData(m_cards.current()); m_card->currentIndex() != current)
        m_card->setCurrentIndex(current);
    Q_EMIT changed();
}

void QuestionForm::followLab()
{
    const bool running = m_lab.running() != nullptr;
    if (!running && trust() == Trust::lab && m_lab.state() == lab::LabController::State::failed)
        m_trust->setCurrentIndex(m_trust->findData(static_cast<int>(Trust::folder)));
    followSource();
}

void QuestionForm::followTrust()
{
    m_profile->setVisible(trust() == Trust::folder);
    Q_EMIT changed();
}

void QuestionForm::followSource()
{
    const bool typed = source() == Source::typed;
    m_address->setReadOnly(!typed);
    if (typed)
        m_address->setText(m_context.settings.text(addressKey));
    else
        m_address->setText(source() == Source::lab ? labAddress() : QString());
    m_address->setPlaceholderText(typed ? tr("name or name:port") : tr("asked for when it runs"));
    Q_EMIT changed();
}

void QuestionForm::askForAll()
{
    m_eventId->clear();
    Q_EMIT changed();
}

void QuestionForm::showAddress(const QString &address)
{
    if (source() == Source::card)
        m_address->setText(address);
}

QuestionForm::Source QuestionForm::source() const
{
    return static_cast<Source>(m_source->currentData().toInt());
}

QuestionForm::Trust QuestionForm::trust() const
{
    return static_cast<Trust>(m_trust->currentData().toInt());
}

QString QuestionForm::labAddress() const
{
    const lab::Lab *lab = m_lab.lab();
    return lab == nullptr || lab->smds.addresses.empty() ? QString()
                                                         : QString::fromStdString(lab->smds.addresses.front());
}

QString QuestionForm::cardName() const
{
    const cards::CardEntry *entry = m_cards.entry(m_cards.current());
    return entry == nullptr ? QString() : entry->name;
}

QString QuestionForm::problem() const
{
    const cards::CardEntry *entry = m_cards.entry(m_cards.current());
    if (entry == nullptr)
        return tr("Choose a card.");
    if (!entry->usable())
        return tr("There is no card to use in %1.").arg(entry->name);
    if (trust() == Trust::lab && m_lab.running() == nullptr) {
        return m_lab.state() == lab::LabController::State::starting
                   ? tr("The lab is still starting.")
                   : tr("The lab does not run here; choose another trust.");
    }
    if (source() == Source::lab && labAddress().isEmpty())
        return tr("There is no lab.");
    if (source() == Source::typed) {
        const auto address = http::Address::parse(m_address->text().toStdString());
        if (!address)
            return tr("Address: %1.").arg(QString::fromStdString(address.error().reason));
    }
    if (trust() == Trust::folder && !m_profile->names())
        return tr("Something in the names is no such value.");
    if (!m_device->problem().isEmpty())
        return tr("Device: %1").arg(m_device->problem());
    return {};
}

lab::ConnectionProfile QuestionForm::profile() const
{
    lab::ConnectionProfile profile;
    if (trust() == Trust::lab) {
        profile.cis = m_lab.running()->lab().cis;
        profile.map = m_lab.running()->es11Map();
    } else {
        profile.trustFolder = m_profile->trustFolder().toStdString();
        profile.map = m_profile->names().value_or(http::ConnectionMap());
    }
    if (const QString file = m_context.settings.text(keyLogKey); !file.isEmpty())
        profile.keyLogFile = file.toStdString();
    profile.sink = &m_context.recorder;
    return profile;
}

std::optional<lds::DiscoveryRequest> QuestionForm::request() const
{
    if (!problem().isEmpty())
        return {};
    lds::DiscoveryRequest request;
    auto open = m_cards.opener(m_cards.current(), tr("Discovery"), &m_context.recorder);
    request.openEuicc = [open = std::move(open)](std::stop_token stop) -> Result<std::unique_ptr<rsp::Euicc>> {
        return open(std::move(stop)).map([](std::unique_ptr<cards::CardInUse> &&card) -> std::unique_ptr<rsp::Euicc> {
            return std::move(card);
        });
    };
    request.source = source() == Source::card ? lds::AddressSource::card : lds::AddressSource::typed;
    request.typedAddress = m_address->text().trimmed().toStdString();
    request.options.deviceInfo = *m_device->deviceInfo();
    if (const QString eventId = m_eventId->text().trimmed(); !eventId.isEmpty())
        request.options.matchingId = eventId.toStdString();
    request.connect = [profile = profile(), &clock = m_context.times.clock()] { return lab::connect(profile, clock); };
    return request;
}

} // namespace wb::discovery
