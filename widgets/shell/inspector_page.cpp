// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/inspector_page.h"

#include "core/base/hex.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/value_text.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace wb::shell {

namespace {

QWidget *makeValue(const InspectorRow &row, const Theme &theme, const Secrets &secrets, QWidget *parent)
{
    QString text = row.value;
    if (row.secret == SubjectKind::eid)
        text = secrets.eid(row.value);
    else if (isSecret(row.secret))
        text = secrets.value(row.value);
    auto *value = new ValueText(text, parent);
    value->setToolTip(row.tip);
    if (row.fixed || row.secret != SubjectKind::none)
        value->setFont(theme.fixedFont());
    const QString word = wordOf(row.meaning);
    value->setAccessibleName(row.label + QStringLiteral(": ") + text + (word.isEmpty() ? word : QStringLiteral(", ") + word));
    return value;
}

void addNodes(QTreeWidgetItem *parent, const std::vector<InspectorNode> &nodes, const Theme &theme, int level)
{
    for (const InspectorNode &node : nodes) {
        auto *item = new QTreeWidgetItem(parent, {node.name, node.value});
        item->setFont(1, theme.fixedFont());
        item->setToolTip(1, node.value);
        if (node.meaning != Meaning::plain)
            item->setIcon(0, theme.icon(node.meaning));
        addNodes(item, node.children, theme, level + 1);
        item->setExpanded(level < 3);
    }
}

QString hexDumpOf(const Bytes &bytes)
{
    constexpr std::size_t width = 16;
    QString dump;
    for (std::size_t from = 0; from < bytes.size(); from += width) {
        const ByteView line = ByteView(bytes).subspan(from, std::min(width, bytes.size() - from));
        QString characters;
        for (const std::uint8_t octet : line)
            characters += octet >= 0x20 && octet < 0x7f ? QChar(char16_t(octet)) : QChar(u'.');
        dump += QStringLiteral("%1  ").arg(from, 4, 16, QChar(u'0'));
        dump += QString::fromStdString(toSpacedHex(line)).leftJustified(3 * width + 1) + characters + u'\n';
    }
    dump.chop(1);
    return dump;
}

} // namespace

InspectorPageView::InspectorPageView(const InspectorPage &page, const Theme &theme, const Secrets &secrets, QWidget *parent)
    : QScrollArea(parent)
{
    const int unit = theme.unit();
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Details"));

    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, unit, 0, unit);
    layout->setSpacing(unit);
    for (const ErrorText &problem : page.problems) {
        auto *view = new ErrorView(theme, content);
        view->show(problem);
        layout->addWidget(view);
    }

    // One grid for all sections, so that their values stand in one column.
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(unit);
    grid->setVerticalSpacing(unit / 3);
    grid->setColumnStretch(2, 1);
    int line = 0;
    for (const InspectorSection &section : page.sections) {
        if (line > 0)
            grid->setRowMinimumHeight(line++, unit / 2);
        if (!section.title.isEmpty()) {
            auto *title = new QLabel(section.title, content);
            QFont bold = title->font();
            bold.setWeight(QFont::DemiBold);
            title->setFont(bold);
            grid->addWidget(title, line++, 0, 1, 3);
        }
        for (const InspectorRow &row : section.rows) {
            auto *label = new QLabel(row.label, content);
            label->setForegroundRole(QPalette::PlaceholderText);
            label->setToolTip(row.tip);
            grid->addWidget(label, line, 0, Qt::AlignTop);
            if (row.meaning != Meaning::plain) {
                auto *icon = new QLabel(content);
                icon->setPixmap(theme.icon(row.meaning).pixmap(QSize(theme.iconSize(), theme.iconSize()), devicePixelRatioF()));
                icon->setToolTip(wordOf(row.meaning));
                grid->addWidget(icon, line, 1, Qt::AlignTop);
            }
            grid->addWidget(makeValue(row, theme, secrets, content), line++, 2);
        }
    }
    layout->addLayout(grid);

    if (!page.nextStep.isEmpty()) {
        auto *next = new QPushButton(iconOf(Icon::next), page.nextStep, content);
        if (page.nextHandler)
            connect(next, &QPushButton::clicked, next, page.nextHandler);
        layout->addWidget(next, 0, Qt::AlignLeft);
    }
    layout->addStretch(1);
    setWidget(content);
}

LazyWidget::LazyWidget(std::function<QWidget *(QWidget *parent)> make, QWidget *parent) : QWidget(parent), m_make(std::move(make))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

void LazyWidget::showEvent(QShowEvent *event)
{
    if (const auto make = std::exchange(m_make, {})) {
        if (QWidget *content = make(this))
            layout()->addWidget(content);
    }
    QWidget::showEvent(event);
}

QWidget *makeInspectorTree(const std::vector<InspectorNode> &nodes, const Theme &theme, QWidget *parent)
{
    auto *tree = new QTreeWidget(parent);
    tree->setColumnCount(2);
    tree->setHeaderLabels({InspectorPageView::tr("Name"), InspectorPageView::tr("Value")});
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setAccessibleName(InspectorPageView::tr("Tree"));
    tree->setIconSize(QSize(theme.iconSize(), theme.iconSize()));
    addNodes(tree->invisibleRootItem(), nodes, theme, 0);
    tree->resizeColumnToContents(0);
    return tree;
}

QWidget *makeHexDump(const Bytes &bytes, const Theme &theme, QWidget *parent)
{
    auto *text = new QPlainTextEdit(hexDumpOf(bytes), parent);
    text->setReadOnly(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(theme.fixedFont());
    text->setFrameShape(QFrame::NoFrame);
    text->setAccessibleName(InspectorPageView::tr("Raw bytes"));
    return text;
}

} // namespace wb::shell
