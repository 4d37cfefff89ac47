// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/certificate_page.h"

#include "core/base/files.h"
#include "core/pki/pem.h"
#include "core/rsp/identifiers.h"
#include "widgets/reader/certificate_subject.h"
#include "widgets/reader/qt_text.h"
#include "widgets/reader/rule_model.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/shown_page.h"
#include "widgets/shell/table.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::reader {

namespace {

constexpr QLatin1StringView problemId("certificates");

QString commonNameOf(const pki::Certificate &certificate)
{
    const std::string_view name = certificate.subject().first(pki::oid::commonName);
    return name.empty() ? qtText(certificate.subject().text()) : qtText(name);
}

/// How the rules on one certificate of a chain ended.
shell::Meaning meaningIn(const pki::ChainReport &report, const pki::Certificate &certificate)
{
    const std::string_view name = pki::roleNameOf(certificate);
    shell::Meaning worst = shell::Meaning::ok;
    for (const pki::RuleVerdict &verdict : report.verdicts) {
        if (verdict.certificate != name || verdict.verdict != pki::Verdict::broken)
            continue;
        if (!verdict.advisory)
            return shell::Meaning::error;
        worst = shell::Meaning::warning;
    }
    return worst;
}

} // namespace

CertificatePage::CertificatePage(shell::PanelContext &context, std::function<pki::TrustAnchors()> trusted,
                                 QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_trusted(std::move(trusted)),
      m_rules(new RuleModel(context.theme, context.secrets, this)),
      m_list(new QListWidget(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::certificate, this)),
      m_chain(new QHBoxLayout),
      m_summary(new QLabel(this)),
      m_table(shell::makeTable(m_rules, tr("Rules"), context.theme, this)),
      m_export(new QPushButton(tr("Export chain..."), this))
{
    const int unit = context.theme.unit();
    const int character = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(RuleModel::VerdictColumn, character * 18);
    m_table->setColumnWidth(RuleModel::CertificateColumn, character * 16);
    m_table->setColumnWidth(RuleModel::RuleColumn, character * 20);
    m_table->setColumnWidth(RuleModel::SectionColumn, character * 12);
    m_list->setAccessibleName(tr("Certificates"));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_summary->setWordWrap(true);
    m_chain->setSpacing(unit / 2);

    auto *openButton = new QPushButton(tr("Open certificate or CI..."), this);
    connect(openButton, &QPushButton::clicked, this, &CertificatePage::chooseFile);
    connect(m_export, &QPushButton::clicked, this, &CertificatePage::chooseTarget);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(openButton);
    buttons->addWidget(m_export);
    buttons->addStretch(1);

    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(unit, 0, 0, 0);
    column->addLayout(m_chain);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->addLayout(buttons);
    layout->addWidget(m_stack, 1);
    splitter->setFocusProxy(m_list);
    shell::passFocusToShownPage(this, m_stack);
    connect(m_list, &QListWidget::currentRowChanged, this, &CertificatePage::showCurrent);
    connect(&context.secrets, &shell::Secrets::changed, this, &CertificatePage::reload);
}

int CertificatePage::count() const
{
    return m_list->count();
}

void CertificatePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

pki::TrustAnchors CertificatePage::anchors() const
{
    pki::TrustAnchors anchors = m_trusted ? m_trusted() : pki::TrustAnchors();
    for (const report::SeenCertificate &opened : m_opened) {
        if (pki::roleOf(opened.found.certificate) == pki::Role::ci)
            anchors.add(opened.found.certificate);
    }
    return anchors;
}

void CertificatePage::reload()
{
    m_seen = report::certificatesSeen(m_context.recorder.since(0));
    m_seen.insert(m_seen.end(), m_opened.begin(), m_opened.end());
    const int chosen = m_list->currentRow();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const report::SeenCertificate &seen : m_seen) {
            const QString role = qtText(pki::roleNameOf(seen.found.certificate));
            auto *item = new QListWidgetItem(
                shell::iconOf(shell::Icon::certificate),
                QString(role % QLatin1Char('\n') % m_context.secrets.words(commonNameOf(seen.found.certificate))));
            item->setToolTip(m_context.secrets.words(
                seen.exchange == 0 ? qtText(seen.from)
                                   : tr("%1, exchange %2").arg(qtText(seen.from)).arg(seen.exchange)));
            m_list->addItem(item);
        }
        m_list->setCurrentRow(chosen >= 0 && chosen < m_list->count() ? chosen : m_list->count() > 0 ? 0 : -1);
    }
    m_empty->setText(tr("No certificate was seen yet"),
                     tr("The eUICC and a server show theirs in an authentication, and a server in TLS. Discover once, "
                        "or open a file."),
                     tr("Discover"), [this] { m_context.showPanel(QStringLiteral("discovery")); });
    m_stack->setCurrentIndex(m_seen.empty() ? 0 : 1);
    m_export->setEnabled(!m_seen.empty());
    showCurrent();
}

void CertificatePage::showCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_seen.size()))
        return;
    const pki::Certificate &certificate = m_seen[static_cast<std::size_t>(row)].found.certificate;
    if (isVisible())
        m_context.inspector.inspect(subjectOf(certificate));
    std::vector<report::FoundCertificate> all;
    for (const report::SeenCertificate &seen : m_seen)
        all.push_back(seen.found);
    const auto report = report::checkAmong(certificate, all, anchors(), m_context.times.clock().now());
    m_rules->setVerdicts(report ? report->verdicts : std::vector<pki::RuleVerdict>());
    m_path = report && !report->path.empty() ? report->path : std::vector<pki::Certificate>{certificate};
    showChain(m_path, report ? &*report : nullptr);

    QString summary = m_context.secrets.words(qtText(certificate.subject().text())) % QLatin1Char('\n')
                      % tr("valid %1 to %2")
                            .arg(m_context.times.toTheSecond(certificate.notBefore()),
                                 m_context.times.toTheSecond(certificate.notAfter()));
    if (!report) {
        summary += QLatin1Char('\n') % tr("The rules on an authority are asked with what it has issued.");
    } else if (const pki::RuleVerdict *broken = report->firstBroken()) {
        summary += QLatin1Char('\n') % m_context.secrets.words(qtText(broken->line()));
        const auto &issuer = m_path.back().authorityKeyId();
        const std::string_view name = issuer ? rsp::publishedCiName(*issuer) : std::string_view();
        if (!name.empty())
            summary += QLatin1Char('\n')
                       % tr("The CI is %1; open its certificate to check the chain.").arg(qtText(name));
    } else {
        summary += QLatin1Char('\n') % tr("Every rule holds.");
    }
    m_summary->setText(summary);
}

/// The chain from the CI to its end: a button for each certificate, which selects it, with arrows between them.
void CertificatePage::showChain(const std::vector<pki::Certificate> &path, const pki::ChainReport *report)
{
    while (QLayoutItem *item = m_chain->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
    for (auto each = path.rbegin(); each != path.rend(); ++each) {
        if (each != path.rbegin())
            m_chain->addWidget(new QLabel(QString(QChar(0x2192)), this));
        const QString role = qtText(pki::roleNameOf(*each));
        auto *box = new QPushButton(QString(role % QLatin1Char('\n') % m_context.secrets.words(commonNameOf(*each))),
                                    this);
        box->setMinimumWidth(1);
        const shell::Meaning meaning = report != nullptr ? meaningIn(*report, *each) : shell::Meaning::plain;
        if (meaning != shell::Meaning::plain)
            box->setIcon(m_context.theme.icon(meaning));
        box->setAccessibleName(tr("%1: %2").arg(role, shell::wordOf(meaning)));
        box->setToolTip(m_context.secrets.words(qtText(each->subject().text())));
        connect(box, &QPushButton::clicked, this, [this, certificate = *each] {
            for (std::size_t row = 0; row < m_seen.size(); ++row) {
                if (m_seen[row].found.certificate == certificate)
                    m_list->setCurrentRow(static_cast<int>(row));
            }
        });
        m_chain->addWidget(box);
    }
    m_chain->addStretch(1);
}

void CertificatePage::fail(const Error &error)
{
    m_context.problems.report({problemId, shell::errorText(error)});
    m_context.say(shell::errorText(error).what);
}

void CertificatePage::open(const QString &file)
{
    auto certificates = pki::loadCertificates(file.toStdString());
    if (!certificates)
        return fail(certificates.error());
    m_context.problems.resolve(problemId);
    for (pki::Certificate &certificate : *certificates)
        m_opened.push_back({{std::move(certificate), 0, {}}, 0, file.toStdString()});
    reload();
    m_list->setCurrentRow(m_list->count() - 1);
}

void CertificatePage::exportChain(const QString &file)
{
    std::string pem;
    for (const pki::Certificate &certificate : m_path)
        pem += pki::toPem(certificate);
    const bool der = QFileInfo(file).suffix().compare(QStringLiteral("der"), Qt::CaseInsensitive) == 0;
    const std::string_view content = der ? wb::textOf(m_path.front().der()) : std::string_view(pem);
    if (const Result<void> written = writeFile(file.toStdString(), content); !written)
        fail(written.error());
    else
        m_context.say(tr("%1 written").arg(QFileInfo(file).fileName()));
}

void CertificatePage::chooseFile()
{
    auto *chooser = new QFileDialog(this, tr("Open certificates"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &CertificatePage::open);
    chooser->open();
}

void CertificatePage::chooseTarget()
{
    auto *chooser = new QFileDialog(this, tr("Export the chain: .pem has all of it, .der the one that is selected"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setDefaultSuffix(QStringLiteral("pem"));
    connect(chooser, &QFileDialog::fileSelected, this, &CertificatePage::exportChain);
    chooser->open();
}

} // namespace wb::reader
