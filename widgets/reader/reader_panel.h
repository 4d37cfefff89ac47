// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/trust_anchors.h"
#include "smartcard/cards/card_controller.h"
#include "widgets/shell/panel.h"

class QLabel;
class QPushButton;
class QTableView;
class QTabWidget;
class QToolButton;

namespace wb::shell {
class ErrorView;
struct ErrorText;
} // namespace wb::shell

namespace wb::reader {

class CardModel;
class CardReadings;
class CertificatePage;
class ConsolePage;
class DoctorPage;
class FunctionPage;
class NotificationPage;
class OverviewPage;
class ProfilePage;

/// What there is to talk to, live, and below it the card one works with: at a glance, its profiles, its notifications, every function
/// of ES10, what was changed, and the doctor for when a reader or a card does not work.
class ReaderPanel : public QWidget {
    Q_OBJECT

public:
    enum class Page { overview, profiles, notifications, functions, console, journal, certificates, compare, doctor };

    /// @p trusted: the CIs that count for certificates.
    ReaderPanel(shell::PanelContext &context, cards::CardDirectory &directory, CardReadings &readings,
                cards::CardController &controller, std::function<pki::TrustAnchors()> trusted, QWidget *parent);

    /// Reads the current card: GetEID, EUICCInfo1 and 2, configured addresses.
    void readCurrent();

    void showPage(Page page);

    /// Shows the doctor's page and has it look. @p lastFailure is what made somebody ask.
    void runDoctor(const std::optional<Error> &lastFailure = std::nullopt);
    DoctorPage &doctor() const { return *m_doctor; }
    ConsolePage &console() const { return *m_console; }

    /// Enters the lines one after the other, each when the one before is answered, and then calls @p done.
    void typeIntoConsole(const QStringList &lines, std::function<void()> done);

Q_SIGNALS:
    /// A card was read, or could not be.
    void read(const QString &id, bool successful);
    /// Somebody wants to go through an authentication request by request.
    void guideWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override; ///< the inspector turns to the current card

private:
    void build();
    void addActions();
    void select(const QString &id);
    void showSelection();
    void showService();
    void showReading();
    void followReading(const QString &id);
    void followFailure(const QString &id, const Error &error);
    void followFocus();
    void followLock();
    void followOutcome(const lds::ChangeOutcome &outcome);
    void showFailure(const Error &error);
    void showForDoctor(shell::ErrorView &view, shell::ErrorText text, std::optional<Error> failure = std::nullopt);
    void goToDiscovery();
    QString selectedId() const;
    void showTabIcons(bool shown);

    shell::PanelContext &m_context;
    cards::CardDirectory &m_directory;
    CardReadings &m_readings;
    cards::CardController &m_controller;
    CardModel *m_model;
    QTableView *m_list;
    QLabel *m_hidden; ///< how many rows the focus hides
    shell::ErrorView *m_error;
    shell::ErrorView *m_serviceError;
    QPushButton *m_read;
    QToolButton *m_lock;
    QTabWidget *m_tabs;
    OverviewPage *m_overview;
    ProfilePage *m_profiles;
    NotificationPage *m_notifications;
    FunctionPage *m_functions;
    ConsolePage *m_console;
    CertificatePage *m_certificates;
    DoctorPage *m_doctor;
};

} // namespace wb::reader
