// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_controller.h"
#include "widgets/shell/panel.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace wb::bytes {
class BytesPane;
}
namespace wb::rsp {
struct Es10Function;
}
namespace wb::shell {
class ErrorView;
}

namespace wb::reader {

class SchemaForm;

/// Every function of ES10: its request filled in field by field or as octets, and what the card answered.
class FunctionPage : public QWidget {
    Q_OBJECT

public:
    FunctionPage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent = nullptr);

    /// Chooses a function by its name: "ES10c.GetProfilesInfo".
    void choose(const QString &function);
    /// Sends the request as it stands.
    void send();
    /// Takes the request from a file, in hexadecimal, base64, PEM or as it is; for LoadCRL the list alone does.
    void open(const QString &file);

Q_SIGNALS:
    /// Somebody wants to see this function where it belongs, in an authentication.
    void guideWanted();

private:
    void build();
    void fillList();
    void followChoice();
    void followLock();
    void followOctets();
    void showAnswer(const Bytes &request, const Bytes &response);
    Result<Bytes> request() const;
    const rsp::Es10Function *chosen() const;
    void chooseFile();

    shell::PanelContext &m_context;
    cards::CardController &m_controller;
    QTreeWidget *m_functions;
    QLabel *m_title;
    QLabel *m_about;
    QTabWidget *m_how;
    SchemaForm *m_form;
    QPlainTextEdit *m_octets;
    QPushButton *m_send;
    QPushButton *m_open;
    QPushButton *m_guided; ///< for functions that make sense only with a server
    QLabel *m_hint;        ///< what keeps the request from being sent
    shell::ErrorView *m_error;
    bytes::BytesPane *m_answer;
};

} // namespace wb::reader
