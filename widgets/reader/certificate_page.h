// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/certificates_in.h"
#include "widgets/shell/panel.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace wb::shell {
class EmptyView;
} // namespace wb::shell

namespace wb::reader {

class RuleModel;

/// The certificates that came up in this session or were opened from files: each with its chain and every rule of SGP.22 section 4.5.2 that is
/// asked of it.
class CertificatePage : public QWidget {
    Q_OBJECT

public:
    /// @p trusted: the CIs that count now, the lab's for one.
    CertificatePage(shell::PanelContext &context, std::function<pki::TrustAnchors()> trusted,
                    QWidget *parent = nullptr);

    RuleModel &rules() const { return *m_rules; }
    int count() const;

    /// Adds the certificates of a file to those that are shown, CIs also to those that are trusted here.
    void open(const QString &file);
    /// Writes a chain, its end first, as PEM.
    void exportChain(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void reload();
    void showCurrent();
    void showChain(const std::vector<pki::Certificate> &path, const pki::ChainReport *report);
    void chooseFile();
    void chooseTarget();
    void fail(const Error &error);
    pki::TrustAnchors anchors() const;

    shell::PanelContext &m_context;
    std::function<pki::TrustAnchors()> m_trusted;
    RuleModel *m_rules;
    QListWidget *m_list;
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    QHBoxLayout *m_chain;
    QLabel *m_summary;
    QTableView *m_table;
    QPushButton *m_export;
    std::vector<report::SeenCertificate> m_seen;
    std::vector<report::SeenCertificate> m_opened; ///< from files
    std::vector<pki::Certificate> m_path;          ///< of the selected one, its end first
};

} // namespace wb::reader
