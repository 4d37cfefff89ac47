// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/recorder.h"
#include "core/lab/lab_controller.h"
#include "smartcard/cards/card_controller.h"
#include "widgets/shell/panel.h"
#include "widgets/shell/settings.h"

namespace wb::exchanges {
class ExchangePane;
} // namespace wb::exchanges

namespace wb::reader {
class CardReadings;
} // namespace wb::reader

namespace wb::workbench {

/// Brings the panels into the states that the pictures of docs/ show, as somebody would who uses them: a card is read, a profile
/// enabled, an SM-DS asked. Each calls `ready` when there is something to see.
class Scenes {
public:
    Scenes(shell::Settings &settings, lab::LabController &lab, cards::CardDirectory &cards,
           reader::CardReadings &readings, cards::CardController &controller);

    void readCard(QWidget *panel, std::function<void()> ready);
    void discover(QWidget *panel, std::function<void()> ready);
    /// The pages of the Reader panel, each with something on it.
    std::vector<shell::PanelScene> ofReader();
    std::vector<shell::PanelScene> ofDiscovery();

private:
    void enableAnother(QWidget *panel, std::function<void()> ready);

    shell::Settings &m_settings;
    lab::LabController &m_lab;
    cards::CardDirectory &m_cards;
    reader::CardReadings &m_readings;
    cards::CardController &m_controller;
};

/// Selects the exchange that says most, the eUICC's signed answer, and in it what the server asked to be signed.
void showAuthentication(exchanges::ExchangePane &pane, const capture::Recorder &recorder);

} // namespace wb::workbench
