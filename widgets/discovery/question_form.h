// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lab/connection_profile.h"
#include "core/lab/lab_controller.h"
#include "smartcard/cards/card_directory.h"
#include "widgets/discovery/device_form.h"
#include "widgets/discovery/profile_form.h"
#include "widgets/shell/panel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace wb::discovery {

/// What is asked, of whom, and as which device: the upper part of the Discovery panel.
class QuestionForm : public QWidget {
    Q_OBJECT

public:
    QuestionForm(shell::PanelContext &context, cards::CardDirectory &cards, lab::LabController &lab,
                 QWidget *parent = nullptr);

    static std::vector<shell::SettingSpec> settingSpecs();

    /// The request as it stands; none while something is missing, and problem() says what.
    std::optional<lds::DiscoveryRequest> request() const;
    QString problem() const;
    QString cardName() const;

    /// Empties the EventID: every Event Record of the eUICC is asked for.
    void askForAll();

    /// Shows the address that a run has settled on.
    void showAddress(const QString &address);

Q_SIGNALS:
    void changed();

private:
    enum class Source { card, lab, typed };
    enum class Trust { lab, folder };

    void build();
    void fillCards();
    void followLab();
    void followSource();
    void followTrust();
    Source source() const;
    Trust trust() const;
    lab::ConnectionProfile profile() const;
    QString labAddress() const;

    shell::PanelContext &m_context;
    cards::CardDirectory &m_cards;
    lab::LabController &m_lab;
    QComboBox *m_card;
    QComboBox *m_source;
    QLineEdit *m_address;
    QLineEdit *m_eventId;
    QComboBox *m_trust;
    QToolButton *m_deviceToggle;
    DeviceForm *m_device;
    ProfileForm *m_profile; ///< of servers outside the lab; shown while they are asked
};

} // namespace wb::discovery
