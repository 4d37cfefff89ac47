// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/workbench/services.h"
#include "core/capture/session_keeper.h"
#include "core/report/capture_controller.h"
#include "widgets/shell/panel.h"

#include <QPointer>

namespace wb::exchanges {
class ExchangePane;
} // namespace wb::exchanges

namespace wb::workbench {

/// Captures in the File menu: open, save, close, use as a card; what a crashed session left; and the session kept on disk meanwhile.
class CaptureActions : public QObject {
    Q_OBJECT

public:
    /// What is kept beside the lab goes into folders beneath @p folder.
    CaptureActions(Services &services, std::filesystem::path folder, QObject *parent = nullptr);
    ~CaptureActions() override;

    /// Registers the actions and connects the list of exchanges. Before a window restores its session.
    void attach(shell::PanelContext &context, exchanges::ExchangePane &pane);

    /// Begins to keep the session, and tells of one that was left behind. After the window has been shown.
    void begin();

    report::CaptureController &captures() { return m_captures; }

    /// Asks what to write, and where.
    void save();

Q_SIGNALS:
    /// The opened capture is to be a card.
    void replayWanted();

private:
    void addActions(shell::ActionRegistry &actions);
    void follow();
    void chooseFile();
    void tellLeftBehind();
    void tellFailure(const Error &error);

    Services &m_services;
    std::filesystem::path m_folder;
    report::CaptureController m_captures;
    std::unique_ptr<capture::SessionKeeper> m_keeper;
    shell::PanelContext *m_context = nullptr;
    QPointer<exchanges::ExchangePane> m_pane;
};

} // namespace wb::workbench
