// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/inspector_page.h"

#include "core/base/hex.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/tool_button.h"
#include "widgets/shell/value_text.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <span>

namespace wb::shell {

namespace {

QString shownValue(const InspectorRow &row, const Secrets &secrets)
{
    if (row.secret == SubjectKind::eid)
        return secrets.eid(row.value);
    return isSecret(row.secret) ? secrets.value(row.value) : secrets.words(row.value);
}

/// The value's text; it follows theme and masking switch.
QWidget *makeValue(const InspectorRow &row, const Theme &theme, const Secrets &secrets, QWidget *parent)
{
    auto *value = new ValueText(shownValue(row, secrets), parent);
    value->setToolTip(row.tip);
    const QString word = wordOf(row.meaning);
    const auto refresh = [row, word, value, &theme, &secrets] {
        const QString now = shownValue(row, secrets);
        if (value->toPlainText() != now)
            value->setPlainText(now);
        if (row.fixed || row.secret != SubjectKind::none)
            value->setFont(theme.fixedFont());
        value->setAccessibleName(row.label + QStringLiteral(": ") + now
                                 + (word.isEmpty() ? word : QStringLiteral(", ") + word));
        value->updateGeometry();
    };
    refresh();
    QObject::connect(&theme, &Theme::changed, value, refresh);
    QObject::connect(&secrets, &Secrets::changed, value, refresh);
    return value;
}

QLabel *makeVerdict(Meaning meaning, const Theme &theme, QWidget *parent)
{
    auto *icon = new QLabel(parent);
    icon->setToolTip(wordOf(meaning));
    const auto refresh = [icon, meaning, &theme] {
        icon->setPixmap(
            theme.icon(meaning).pixmap(QSize(theme.iconSize(), theme.iconSize()), icon->devicePixelRatioF()));
    };
    refresh();
    QObject::connect(&theme, &Theme::changed, icon, refresh);
    return icon;
}

QToolButton *makeFocusButton(const InspectorRow &row, Focus &focus, QWidget *parent)
{
    auto *button = makeToolButton(Icon::focus, InspectorPageView::tr("Put the %1 in focus").arg(nameOf(row.secret)),
                                  parent);
    button->setObjectName(QStringLiteral("focus"));
    const int side = parent->fontMetrics().height();
    button->setIconSize(QSize(side, side) * 3 / 4);
    button->setFixedHeight(side);
    QObject::connect(button, &QToolButton::clicked, &focus, [&focus, row] { focus.set(focusOf(row)); });
    return button;
}

void addNodes(QTreeWidgetItem *parent, const std::vector<InspectorNode> &nodes, const Theme &theme,
              const Secrets &secrets, int level)
{
    for (const InspectorNode &node : nodes) {
        auto *item = new QTreeWidgetItem(parent, {node.name, secrets.words(node.value)});
        item->setFont(1, theme.fixedFont());
        item->setToolTip(1, item->text(1));
        if (node.meaning != Meaning::plain)
            item->setIcon(0, theme.icon(node.meaning));
        addNodes(item, node.children, theme, secrets, level + 1);
        item->setExpanded(level < 3);
    }
}

/// Label and value, section by section. One grid for all of them, so that their values stand in one column.
void addSections(QGridLayout &grid, std::span<const InspectorSection> sections, const Theme &theme,
                 const Secrets &secrets, Focus &focus, QWidget *content)
{
    const int unit = theme.unit();
    grid.setHorizontalSpacing(unit);
    grid.setVerticalSpacing(unit / 3);
    grid.setColumnStretch(2, 1);
    int line = 0;
    for (const InspectorSection &section : sections) {
        if (line > 0)
            grid.setRowMinimumHeight(line++, unit / 2);
        if (!section.title.isEmpty()) {
            auto *title = new QLabel(section.title, content);
            QFont bold = title->font();
            bold.setWeight(QFont::DemiBold);
            title->setFont(bold);
            grid.addWidget(title, line++, 0, 1, 4);
        }
        for (const InspectorRow &row : section.rows) {
            auto *label = new QLabel(row.label, content);
            label->setForegroundRole(QPalette::PlaceholderText);
            label->setToolTip(row.tip);
            if (const int most = label->fontMetrics().averageCharWidth() * 18; label->sizeHint().width() > most) {
                label->setText(breakable(row.label, 14)); // one long name must not take the room of all values
                label->setWordWrap(true);
                label->setFixedWidth(most);
                label->setAccessibleName(row.label);
            }
            grid.addWidget(label, line, 0, Qt::AlignTop);
            const bool judged = row.meaning != Meaning::plain;
            if (judged)
                grid.addWidget(makeVerdict(row.meaning, theme, content), line, 1, Qt::AlignTop);
            grid.addWidget(makeValue(row, theme, secrets, content), line, 2);
            if (Focus::canHold(row.secret))
                grid.addWidget(makeFocusButton(row, focus, content), line, judged ? 3 : 1, Qt::AlignTop);
            ++line;
        }
    }
}

std::size_t rowsIn(const std::vector<InspectorSection> &sections)
{
    std::size_t rows = 0;
    for (const InspectorSection &section : sections)
        rows += section.rows.size() + 1; // and the title
    return rows;
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

Subject focusOf(const InspectorRow &row)
{
    if (!Focus::canHold(row.secret))
        return {};
    return {row.secret, row.value, row.secret == SubjectKind::eid ? groupedEid(row.value) : row.value, {}};
}

InspectorPageView::InspectorPageView(const InspectorPage &page, const Theme &theme, const Secrets &secrets,
                                     Focus &focus, QWidget *parent, int columns)
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
        auto *view = new ErrorView(theme, secrets, content);
        view->show(problem);
        layout->addWidget(view);
    }

    auto *sides = new QHBoxLayout;
    sides->setSpacing(4 * unit);
    const std::size_t share = rowsIn(page.sections) / static_cast<std::size_t>(columns) + 1;
    for (auto first = page.sections.begin(); first != page.sections.end();) {
        auto last = first;
        for (std::size_t rows = 0; last != page.sections.end() && (rows == 0 || rows + last->rows.size() <= share);
             ++last)
            rows += last->rows.size() + 1;
        if (sides->count() + 1 >= columns)
            last = page.sections.end();
        auto *grid = new QGridLayout;
        addSections(*grid, std::span(first, last), theme, secrets, focus, content);
        auto *side = new QVBoxLayout; // not aligned: that would ask for no height for the width there is
        side->addLayout(grid);
        side->addStretch(1);
        sides->addLayout(side, 1);
        first = last;
    }
    layout->addLayout(sides);

    if (!page.nextStep.isEmpty()) {
        auto *next = new QPushButton(iconOf(Icon::next), page.nextStep, content);
        if (page.nextHandler)
            connect(next, &QPushButton::clicked, next, page.nextHandler);
        layout->addWidget(next, 0, Qt::AlignLeft);
    }
    layout->addStretch(1);
    setWidget(content);
}

LazyWidget::LazyWidget(std::function<QWidget *(QWidget *parent)> make, QWidget *parent)
    : QWidget(parent),
      m_make(std::move(make))
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

QWidget *makeInspectorTree(const std::vector<InspectorNode> &nodes, const Theme &theme, const Secrets &secrets,
                           QWidget *parent)
{
    auto *tree = new QTreeWidget(parent);
    tree->setColumnCount(2);
    tree->setHeaderLabels({InspectorPageView::tr("Name"), InspectorPageView::tr("Value")});
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setAccessibleName(InspectorPageView::tr("Tree"));
    tree->setIconSize(QSize(theme.iconSize(), theme.iconSize()));
    addNodes(tree->invisibleRootItem(), nodes, theme, secrets, 0);
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
