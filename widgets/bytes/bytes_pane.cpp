// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/bytes_pane.h"

#include "core/report/annotation.h"
#include "widgets/bytes/copy_menu.h"
#include "widgets/bytes/hex_view.h"
#include "widgets/bytes/tlv_tree.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/tool_button.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>

namespace wb::bytes {

BytesPane::BytesPane(const shell::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_selection(new ByteSelection(this)),
      m_tree(new TlvTree(*m_selection, theme)),
      m_hex(new HexView(*m_selection, theme)),
      m_sides(new QTabBar),
      m_octets(new QWidget),
      m_buffers(new QTabBar),
      m_info(new QLabel),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_copy(new CopyMenu(*m_selection, this)),
      m_findBar(makeFindBar())
{
    m_buffers->setObjectName(QStringLiteral("buffers"));
    m_buffers->setAccessibleName(tr("Buffers"));
    m_buffers->setDrawBase(false);
    m_buffers->setExpanding(false);
    m_buffers->setUsesScrollButtons(true);
    m_buffers->setFocusPolicy(Qt::TabFocus);
    m_info->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_info->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a long path must not widen the pane

    auto *octetsLayout = new QVBoxLayout(m_octets);
    octetsLayout->setContentsMargins(0, 0, 0, 0);
    octetsLayout->setSpacing(0);
    octetsLayout->addWidget(m_buffers);
    octetsLayout->addWidget(m_hex, 1);
    octetsLayout->addWidget(m_info);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_octets);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_tree->setMinimumWidth(fontMetrics().averageCharWidth() * 34); // a name of the specification and some of its value

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_findBar);
    layout->addWidget(m_sides);
    layout->addWidget(m_splitter, 1);
    m_sides->setObjectName(QStringLiteral("sides"));
    m_sides->setAccessibleName(tr("Fields or octets"));
    m_sides->setDrawBase(false);
    m_sides->setExpanding(false);
    m_sides->addTab(tr("Fields"));
    m_sides->addTab(tr("Octets"));
    m_sides->hide();
    connect(m_sides, &QTabBar::currentChanged, this, &BytesPane::showSides);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        m_sizedByHand = true;
        refreshInfo();
    });
    m_findBar->hide();

    const auto add = [this](const QKeySequence &key, auto slot) {
        auto *action = new QAction(this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(QKeySequence::Find, [this] { openFind(); });
    add(QKeySequence::FindNext, [this] { goToMatch(1); });
    add(QKeySequence::FindPrevious, [this] { goToMatch(-1); });
    add(QKeySequence::Copy, [this] { m_copy->copyHexStream(); });

    for (QWidget *widget : {static_cast<QWidget *>(m_tree), static_cast<QWidget *>(m_hex)}) {
        widget->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(widget, &QWidget::customContextMenuRequested, this,
                [this, widget](QPoint at) { m_copy->popup(widget->mapToGlobal(at)); });
    }
    connect(m_copy, &CopyMenu::said, this, &BytesPane::said);
    connect(m_buffers, &QTabBar::currentChanged, this, [this](int buffer) {
        if (buffer >= 0)
            m_selection->showBuffer(static_cast<std::size_t>(buffer));
    });
    connect(m_selection, &ByteSelection::viewChanged, this, &BytesPane::refreshBuffers);
    connect(m_selection, &ByteSelection::bufferChanged, this, [this] {
        m_buffers->setCurrentIndex(static_cast<int>(m_selection->buffer()));
        showFound();
    });
    for (auto signal : {&ByteSelection::viewChanged, &ByteSelection::hoverChanged, &ByteSelection::maskChanged})
        connect(m_selection, signal, this, &BytesPane::refreshInfo);
    connect(m_selection, &ByteSelection::selectionChanged, this, &BytesPane::refreshInfo);
    connect(m_selection, &ByteSelection::lockChanged, this, &BytesPane::refreshInfo);
    connect(&m_theme, &shell::Theme::changed, this, &BytesPane::restyle);
    restyle();
    refreshBuffers();
    refreshInfo();
}

void BytesPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareWidth();
    refreshInfo(); // shows as much of the path as there is room for
}

/// Names first: the fields get what they need to be read, the octets sixteen a line only when that leaves enough.
void BytesPane::shareWidth()
{
    const int border = m_splitter->handleWidth();
    const bool narrow = width() < m_tree->minimumWidth() + border + m_hex->widthFor(false);
    if (narrow != m_narrow) {
        m_narrow = narrow;
        showSides();
    }
    if (m_narrow || m_sizedByHand)
        return;
    const bool sixteen = width() >= m_tree->wholeWidth() + border + m_hex->widthFor(true);
    const int octets = m_hex->widthFor(sixteen);
    m_splitter->setSizes({width() - border - octets, octets});
}

void BytesPane::showSides()
{
    m_sides->setVisible(m_narrow);
    m_tree->setVisible(!m_narrow || m_sides->currentIndex() == 0);
    m_octets->setVisible(!m_narrow || m_sides->currentIndex() == 1);
}

QWidget *BytesPane::makeFindBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    m_findText = new QLineEdit;
    m_findText->setPlaceholderText(tr("Name, value, tag, characters or hex"));
    m_findText->setAccessibleName(tr("Find in fields and octets"));
    m_findText->setClearButtonEnabled(true);
    m_findCount = new QLabel;
    layout->addWidget(m_findText, 1);
    layout->addWidget(m_findCount);
    const auto button = [&](shell::Icon icon, const QString &tip, auto slot) {
        QToolButton *made = shell::makeToolButton(icon, tip);
        connect(made, &QToolButton::clicked, this, slot);
        layout->addWidget(made);
    };
    button(shell::Icon::back, tr("Previous hit (Shift+F3)"), [this] { goToMatch(-1); });
    button(shell::Icon::next, tr("Next hit (F3)"), [this] { goToMatch(1); });
    button(shell::Icon::close, tr("Close the search (Escape)"), [this] { closeFind(); });
    connect(m_findText, &QLineEdit::textChanged, this, &BytesPane::searchAgain);
    connect(m_findText, &QLineEdit::returnPressed, this, [this] { goToMatch(1); });
    auto *escape = new QAction(bar);
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, [this] { closeFind(); });
    bar->addAction(escape);
    return bar;
}

void BytesPane::restyle()
{
    const int unit = m_theme.unit();
    m_info->setContentsMargins(unit / 2, unit / 4, unit / 2, unit / 4);
    m_findBar->layout()->setContentsMargins(unit / 2, unit / 4, unit / 2, unit / 4);
    m_findBar->layout()->setSpacing(unit / 2);
    refreshInfo();
    shareWidth();
}

void BytesPane::setView(report::ViewPtr view)
{
    m_selection->setView(std::move(view));
    if (m_findBar->isVisibleTo(this))
        searchAgain();
}

void BytesPane::refreshBuffers()
{
    const QSignalBlocker quiet(m_buffers);
    while (m_buffers->count() > 0)
        m_buffers->removeTab(0);
    if (m_selection->view()) {
        for (const report::Buffer &buffer : m_selection->view()->buffers) {
            const int tab = m_buffers->addTab(buffer.title);
            m_buffers->setTabToolTip(
                tab, buffer.decoded
                         ? tr("%n octet(s), decoded from base64", nullptr, static_cast<int>(buffer.bytes.size()))
                         : tr("%n octet(s), as they were sent", nullptr, static_cast<int>(buffer.bytes.size())));
        }
        m_buffers->setCurrentIndex(static_cast<int>(m_selection->buffer()));
    }
    m_buffers->setVisible(m_buffers->count() > 1);
}

void BytesPane::refreshInfo()
{
    const report::ViewNode *node = m_selection->hovered() != nullptr ? m_selection->hovered() : m_selection->node();
    const ByteRange range = m_selection->hovered() != nullptr ? ByteRange{node->buffer, node->offset, node->length}
                                                              : m_selection->range();
    if (!m_selection->view()) {
        m_info->clear();
        return;
    }
    QStringList names;
    for (const report::ViewNode *step = node; step != nullptr; step = m_selection->index().parent(step))
        names.prepend(step->name);
    QString before;
    if (range.length > 0)
        before = tr("%n octet(s) from %1   ", nullptr, static_cast<int>(range.length)).arg(range.offset);
    else if (node == nullptr)
        before = tr("%n octet(s)", nullptr, static_cast<int>(m_selection->bytes().size()));
    const QString after = m_selection->isLocked() ? QString(QStringLiteral("   ") % tr("locked, Escape unlocks"))
                                                  : QString();
    const QString path = names.join(QStringLiteral(" / "));
    const int room = m_info->contentsRect().width() - m_info->fontMetrics().horizontalAdvance(before + after);
    m_info->setText(before % m_info->fontMetrics().elidedText(path, Qt::ElideLeft, std::max(room, 0)) % after);
    m_info->setToolTip(before % path % after);
}

void BytesPane::openFind()
{
    m_findBar->show();
    m_findText->setFocus(Qt::ShortcutFocusReason);
    m_findText->selectAll();
    searchAgain();
}

bool BytesPane::reveal(const QString &text)
{
    {
        const QSignalBlocker quiet(m_findText);
        m_findText->setText(text);
    }
    m_findBar->show();
    searchAgain();
    goToMatch(1);
    return !m_matches.empty();
}

void BytesPane::closeFind()
{
    m_findBar->hide();
    m_matches.clear();
    showFound();
    m_tree->setFocus();
}

void BytesPane::searchAgain()
{
    m_matches = search(m_selection->index(), m_findText->text());
    m_match = -1;
    showFound();
}

void BytesPane::goToMatch(int step)
{
    if (m_matches.empty())
        return;
    const int count = static_cast<int>(m_matches.size());
    m_match = m_match < 0 ? (step > 0 ? 0 : count - 1) : (m_match + step + count) % count;
    const Match &match = m_matches[static_cast<std::size_t>(m_match)];
    if (match.node != nullptr)
        m_selection->selectNode(match.node, Origin::program);
    else
        m_selection->selectStretch(match.range, Origin::program);
    showFound();
}

void BytesPane::showFound()
{
    std::vector<ByteRange> octets;
    for (const Match &match : m_matches) {
        if (match.node == nullptr)
            octets.push_back(match.range);
    }
    m_hex->setFound(std::move(octets));
    if (m_findText->text().trimmed().isEmpty())
        m_findCount->clear();
    else if (m_matches.empty())
        m_findCount->setText(tr("nothing found"));
    else if (m_match < 0)
        m_findCount->setText(tr("%n hit(s)", nullptr, static_cast<int>(m_matches.size())));
    else
        m_findCount->setText(tr("%1 of %2").arg(m_match + 1).arg(m_matches.size()));
}

bool BytesPane::nextProblem(bool backward)
{
    const auto &nodes = m_selection->index().inOrder();
    const std::size_t count = nodes.size();
    const report::ViewNode *current = m_selection->node();
    const std::size_t start = current != nullptr ? m_selection->index().positionOf(current)
                                                 : (backward ? 0 : count - 1);
    for (std::size_t step = 1; step <= count; ++step) {
        const report::ViewNode *node = nodes[(start + (backward ? count - step : step)) % count];
        if (!node->problem.isEmpty()) {
            m_selection->selectNode(node, Origin::program);
            return true;
        }
    }
    return false;
}

BytesPane *makeBytesPane(const Bytes &bytes, const shell::Theme &theme, const shell::Secrets &secrets, QWidget *parent)
{
    auto *pane = new BytesPane(theme, parent);
    const report::Part part{BytesPane::tr("Octets"), bytes, report::guessKind(bytes), rsp::Direction::response,
                            report::PartGroup::response};
    pane->setView(std::make_shared<const report::View>(report::annotatePart(part)));
    const auto follow = [pane, &secrets] { pane->selection().setMasked(secrets.masked(), secrets.masking()); };
    QObject::connect(&secrets, &shell::Secrets::changed, pane, follow);
    follow();
    return pane;
}

} // namespace wb::bytes
