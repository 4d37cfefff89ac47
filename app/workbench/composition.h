// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/workbench/capture_actions.h"
#include "app/workbench/main_window.h"
#include "app/workbench/scenes.h"
#include "core/lab/lab_controller.h"
#include "smartcard/cards/card_controller.h"
#include "widgets/reader/certificate_subject.h"

namespace wb::discovery {
class DiscoveryRuns;
} // namespace wb::discovery

namespace wb::exchanges {
class ExchangeFind;
class ExchangeInspector;
class ExchangePane;
} // namespace wb::exchanges

namespace wb::reader {
class CardReadings;
} // namespace wb::reader

namespace wb::workbench {

/// Who is created and who is connected to whom: the controllers of cards and lab, the table of panels over them, and what the
/// context bar says of both. Outlives the window.
class Composition : public QObject {
    Q_OBJECT

public:
    Composition(Services &services, std::filesystem::path labFolder);
    ~Composition() override;

    /// The table of panels. What is not built yet has no row.
    std::vector<shell::PanelSpec> panels();

    /// Connects the window: exchanges, inspector, context bar. Before its restoreSession().
    void attach(MainWindow &window);

    /// Brings up what takes time: the lab and the watch over readers. After the window has been shown.
    void begin();

    cards::CardDirectory &cards() { return m_cards; }
    lab::LabController &lab() { return m_lab; }
    reader::CardReadings &readings() { return *m_readings; }
    discovery::DiscoveryRuns &runs() { return *m_runs; }
    CaptureActions &captures() { return m_captures; }

private:
    void attachProviders(MainWindow &window);
    void attachExchanges(MainWindow &window);
    void followReadings();
    void followRuns();
    void followService();
    void followCard();
    void followLab();
    void listEuiccs();
    void listEuicc(const euicc::Identity &identity);
    void noteEid(const euicc::Identity &identity);
    QString cardText() const;

    Services &m_services;
    std::filesystem::path m_labFolder;
    cards::CardDirectory m_cards;
    lab::LabController m_lab;
    std::unique_ptr<reader::CardReadings> m_readings;
    cards::CardController m_cardController;
    std::unique_ptr<discovery::DiscoveryRuns> m_runs;
    reader::CertificateInspector m_certificateInspector;
    shell::PanelContext *m_context = nullptr; ///< the window's, while there is one
    CaptureActions m_captures;
    Scenes m_scenes;
    QPointer<exchanges::ExchangePane> m_exchanges;
    std::unique_ptr<exchanges::ExchangeInspector> m_exchangeInspector;
    std::unique_ptr<exchanges::ExchangeFind> m_exchangeFind;
    bool m_labListed = false; ///< its eUICCs are in the directory
};

} // namespace wb::workbench
