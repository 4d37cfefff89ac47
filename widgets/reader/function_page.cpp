// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/function_page.h"

#include "core/base/files.h"
#include "core/base/hex.h"
#include "core/es/es10.h"
#include "core/report/annotation.h"
#include "core/report/input_form.h"
#include "core/rsp/catalogue.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/reader/qt_text.h"
#include "widgets/reader/schema_form.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/error_words.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace wb::reader {

namespace {

constexpr int tagRole = Qt::UserRole;
constexpr asn1::Tag loadBoundProfilePackage = 0xBF36;
constexpr asn1::Tag loadCrl = 0xBF35;

QString effectText(rsp::Es10Effect effect)
{
    switch (effect) {
    case rsp::Es10Effect::reads: return FunctionPage::tr("reads, changes nothing");
    case rsp::Es10Effect::session: return FunctionPage::tr("uses the RSP session of the eUICC");
    case rsp::Es10Effect::changes: return FunctionPage::tr("changes the eUICC");
    }
    return {};
}

} // namespace

FunctionPage::FunctionPage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_controller(controller),
      m_functions(new QTreeWidget(this)),
      m_title(new QLabel(this)),
      m_about(new QLabel(this)),
      m_how(new QTabWidget(this)),
      m_form(new SchemaForm(context.theme)),
      m_octets(new QPlainTextEdit),
      m_send(new QPushButton(shell::iconOf(shell::Icon::play), tr("Send"), this)),
      m_open(new QPushButton(shell::iconOf(shell::Icon::folder), tr("From a file"), this)),
      m_guided(new QPushButton(shell::iconOf(shell::Icon::step), tr("Step by step"), this)),
      m_hint(new QLabel(this)),
      m_error(new shell::ErrorView(context.theme, context.secrets, this)),
      m_answer(new bytes::BytesPane(context.theme, this))
{
    build();
    fillList();
    connect(m_functions, &QTreeWidget::currentItemChanged, this, &FunctionPage::followChoice);
    connect(m_functions, &QTreeWidget::itemActivated, this, &FunctionPage::send);
    connect(m_send, &QPushButton::clicked, this, &FunctionPage::send);
    connect(m_open, &QPushButton::clicked, this, &FunctionPage::chooseFile);
    connect(m_guided, &QPushButton::clicked, this, &FunctionPage::guideWanted);
    connect(m_form, &SchemaForm::edited, this, &FunctionPage::followOctets);
    connect(m_octets, &QPlainTextEdit::textChanged, this, &FunctionPage::followLock);
    connect(m_how, &QTabWidget::currentChanged, this, &FunctionPage::followLock);
    connect(&controller, &cards::CardController::lockChanged, this, &FunctionPage::followLock);
    connect(&controller, &cards::CardController::busyChanged, this, &FunctionPage::followLock);
    connect(&controller, &cards::CardController::answered, this,
            [this](const QString &, const Bytes &request, const Bytes &response) { showAnswer(request, response); });
    connect(&controller, &cards::CardController::failed, this,
            [this](const QString &, const Error &error) { m_error->show(shell::errorText(error)); });
    connect(&context.theme, &shell::Theme::changed, this, &FunctionPage::fillList);
    choose(QStringLiteral("ES10b.GetEUICCInfo2"));
}

void FunctionPage::build()
{
    const int unit = m_context.theme.unit();
    m_functions->setHeaderHidden(true);
    m_functions->setUniformRowHeights(true);
    m_functions->setRootIsDecorated(false);
    m_functions->setIndentation(unit);
    m_functions->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_functions->setAccessibleName(tr("Functions"));
    m_title->setFont(m_context.theme.titleFont());
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setWordWrap(true);
    m_octets->setFont(m_context.theme.fixedFont());
    m_octets->setPlaceholderText(tr("The whole data object in hexadecimal"));
    m_octets->setAccessibleName(tr("Whole data object"));
    m_octets->setTabChangesFocus(true);
    m_how->addTab(m_form, tr("Fields"));
    m_how->addTab(m_octets, tr("Octets"));
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_error->clear();
    connect(m_answer, &bytes::BytesPane::said, this, m_context.say);

    auto *row = new QHBoxLayout;
    row->setSpacing(unit);
    row->addWidget(m_send);
    row->addWidget(m_open);
    row->addWidget(m_guided);
    row->addWidget(m_hint, 1);
    m_open->setToolTip(tr("Takes the data object from a file: hexadecimal, base64, PEM or DER"));
    m_guided->setToolTip(
        tr("Goes through an authentication with an SM-DS in the Discovery panel, each request shown before it "
           "is sent"));
    auto *upper = new QWidget(this);
    auto *upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(unit / 2);
    upperLayout->addWidget(m_title);
    upperLayout->addWidget(m_about);
    upperLayout->addWidget(m_how, 1);
    upperLayout->addLayout(row);
    upperLayout->addWidget(m_error);

    // Side by side: the panel is wide and low.
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_functions);
    split->addWidget(upper);
    split->addWidget(m_answer);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 3);
    split->setChildrenCollapsible(false);
    const int character = fontMetrics().averageCharWidth();
    split->setSizes({character * 30, character * 40, character * 60});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->addWidget(split);
    setFocusProxy(m_functions);
}

void FunctionPage::fillList()
{
    const rsp::Es10Function *before = chosen();
    const QSignalBlocker blocker(m_functions);
    m_functions->clear();
    QTreeWidgetItem *group = nullptr;
    QPixmap nothing(m_context.theme.iconSize(), m_context.theme.iconSize()); // keeps the names in one column
    nothing.fill(Qt::transparent);
    for (const rsp::Es10Function &function : rsp::es10Functions()) {
        const QString name = qtText(function.name);
        const QString interface = name.section(QLatin1Char('.'), 0, 0);
        if (group == nullptr || group->text(0) != interface) {
            group = new QTreeWidgetItem(m_functions, {interface});
            group->setFlags(Qt::ItemIsEnabled);
            group->setExpanded(true);
        }
        auto *item = new QTreeWidgetItem(group, {name.section(QLatin1Char('.'), 1)});
        item->setData(0, tagRole, function.tag);
        item->setToolTip(0, effectText(function.effect));
        item->setIcon(0, function.effect == rsp::Es10Effect::changes
                             ? m_context.theme.icon(shell::Icon::changed, shell::Meaning::warning)
                             : QIcon(nothing));
        if (before == &function)
            m_functions->setCurrentItem(item);
    }
    m_functions->resizeColumnToContents(0);
    m_functions->setMinimumWidth(m_functions->columnWidth(0) + 3 * m_context.theme.unit()); // no name is cut
}

const rsp::Es10Function *FunctionPage::chosen() const
{
    const QTreeWidgetItem *item = m_functions->currentItem();
    return item == nullptr || !item->data(0, tagRole).isValid() ? nullptr
                                                                : rsp::es10FunctionOf(item->data(0, tagRole).toUInt());
}

void FunctionPage::choose(const QString &function)
{
    for (int group = 0; group < m_functions->topLevelItemCount(); ++group) {
        QTreeWidgetItem *interface = m_functions->topLevelItem(group);
        for (int row = 0; row < interface->childCount(); ++row) {
            if (function == interface->text(0) + QLatin1Char('.') + interface->child(row)->text(0))
                m_functions->setCurrentItem(interface->child(row));
        }
    }
}

void FunctionPage::followChoice()
{
    const rsp::Es10Function *function = chosen();
    if (function == nullptr)
        return;
    m_title->setText(qtText(function->name));
    QString about = tr("Tag %1, %2").arg(qtText(asn1::tagText(function->tag)), effectText(function->effect));
    about += function->section.empty() ? tr("; of a later version of SGP.22")
                                       : tr("; SGP.22 section %1").arg(qtText(function->section));
    m_about->setText(about);
    // A Bound Profile Package is no thing to fill in by hand.
    const bool byHand = function->request != nullptr && function->tag != loadBoundProfilePackage;
    m_form->setType(byHand ? &function->request() : nullptr);
    m_how->setCurrentIndex(byHand ? 0 : 1);
    m_guided->setVisible(function->effect == rsp::Es10Effect::session && function->tag != loadBoundProfilePackage);
    m_error->clear();
    followOctets();
}

/// The octets follow the fields, so that one sees what will be sent and can go on from there.
void FunctionPage::followOctets()
{
    const auto composed = m_form->request();
    const QSignalBlocker blocker(m_octets);
    m_octets->setPlainText(composed ? QString::fromStdString(toSpacedHex(*composed)) : QString());
    followLock();
}

Result<Bytes> FunctionPage::request() const
{
    return m_how->currentIndex() == 0 ? m_form->request() : fromHex(m_octets->toPlainText().toStdString());
}

void FunctionPage::followLock()
{
    const rsp::Es10Function *function = chosen();
    const auto composed = request();
    const bool locked = function != nullptr && function->effect == rsp::Es10Effect::changes
                        && !m_controller.isUnlocked();
    QString hint;
    if (!composed)
        hint = QString::fromStdString(composed.error().step + ": " + composed.error().reason);
    else if (composed->empty())
        hint = tr("Nothing is entered.");
    else if (locked)
        hint = tr("The card is locked for changes. Unlock it above.");
    m_hint->setText(hint);
    m_send->setEnabled(hint.isEmpty() && !m_controller.isBusy());
}

void FunctionPage::send()
{
    const auto composed = request();
    if (!composed || composed->empty())
        return;
    m_error->clear();
    m_controller.send(*composed);
}

void FunctionPage::chooseFile()
{
    auto *chooser = new QFileDialog(this, tr("Take the request from a file"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &FunctionPage::open);
    chooser->open();
}

void FunctionPage::open(const QString &file)
{
    const rsp::Es10Function *function = chosen();
    const auto octets = readFile(file.toStdString())
                            .and_then([](const std::string &text) {
                                return report::readInput(text, report::InputForm::automatic, true);
                            })
                            .and_then([&](const report::DecodeInput &input) -> Result<Bytes> {
                                const bool listAlone = function != nullptr && function->tag == loadCrl
                                                       && asn1::Reader(input.octets).peekTag() == 0x30;
                                if (!listAlone)
                                    return input.octets;
                                return es::loadCrlRequest(input.octets).map([](const rsp::LoadCrlRequest &request) {
                                    return asn1::encode(request);
                                });
                            });
    if (!octets)
        return m_error->show(shell::errorText(octets.error()));
    m_error->clear();
    m_how->setCurrentIndex(1);
    m_octets->setPlainText(QString::fromStdString(toSpacedHex(*octets)));
}

void FunctionPage::showAnswer(const Bytes &request, const Bytes &response)
{
    const report::Part parts[] = {
        {tr("Answer"), response, report::PartKind::tlv, rsp::Direction::response, report::PartGroup::response},
        {tr("Request"), request, report::PartKind::tlv, rsp::Direction::request, report::PartGroup::request}};
    m_answer->setView(std::make_shared<const report::View>(report::annotateParts(parts)));
    if (response.empty())
        m_context.say(tr("The card answered without data."));
}

} // namespace wb::reader
