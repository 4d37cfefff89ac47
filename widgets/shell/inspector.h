// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "widgets/shell/error_text.h"
#include "widgets/shell/subject.h"

#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QTabWidget;
class QToolButton;

namespace wb::shell {

class Focus;
class Secrets;

/// One line of a page: "SVN   2.3.0".
struct InspectorRow {
    QString label;
    QString value;      ///< whole; the inspector masks it
    bool fixed = false; ///< an identifier or bytes: fixed-width
    SubjectKind secret =
        SubjectKind::none;            ///< an EID is grouped or masked, another secret kind masked; none: shown as it is
    Meaning meaning = Meaning::plain; ///< a verdict: its icon stands before the value
    QString tip = {};
};

struct InspectorSection {
    QString title; ///< empty: no heading
    std::vector<InspectorRow> rows;
};

/// A node of the page's tree: a TLV, a JSON member, a rule of a chain.
struct InspectorNode {
    QString name;
    QString value;
    Meaning meaning = Meaning::plain;
    std::vector<InspectorNode> children = {};
};

/// A further tab that the provider paints itself. Made when first shown.
struct InspectorTab {
    QString title; ///< "Certificate"
    Icon icon = Icon::none;
    std::function<QWidget *(QWidget *parent)> make;
};

/// All there is to say about one subject.
struct InspectorPage {
    QString title;    ///< empty: the subject's text
    QString subtitle; ///< one line under it
    Icon icon = Icon::none;
    std::vector<ErrorText> problems;
    std::vector<InspectorSection> sections;
    QString nextStep; ///< what to do next, as the text of a button; empty: nothing
    std::function<void()> nextHandler;
    std::vector<InspectorNode> tree; ///< tab Tree, when not empty
    Bytes raw;                       ///< tab Raw, when not empty
    std::vector<InspectorTab> tabs;  ///< further tabs
};

/// Knows how to describe subjects of some kinds. Implemented by panels; asked in the GUI thread, answers at once from what it has.
class InspectorProvider {
public:
    virtual ~InspectorProvider() = default;
    virtual bool canInspect(const Subject &subject) const = 0;
    virtual InspectorPage inspect(const Subject &subject) const = 0;
};

/// The one place for details: the selected thing as page, tree, raw bytes, and what its provider adds.
class Inspector : public QWidget {
    Q_OBJECT

public:
    Inspector(const Theme &theme, Secrets &secrets, Focus &focus, QWidget *parent = nullptr);

    /// Does not own it; the provider takes itself out before it goes.
    void addProvider(const InspectorProvider *provider);
    void removeProvider(const InspectorProvider *provider);

    /// How raw bytes are shown; without it, as a plain hex dump. Set once by the program, because the hex view is a room above.
    using BytesView = std::function<QWidget *(const Bytes &bytes, QWidget *parent)>;
    void setBytesView(BytesView make) { m_bytesView = std::move(make); }

    /// Shows the first provider's page that can describe it; the current tab is kept where the new page has it too.
    void inspect(const Subject &subject);
    void clear() { inspect({}); }
    /// Asks the provider again, because what it knows has changed.
    void refresh();
    const Subject &subject() const { return m_subject; }
    /// What of it can be put in focus: itself, or else the first row of its page that can (the EID of a card). Null: nothing.
    const Subject &focusable() const { return m_focusable; }

    /// Alt+Left and Alt+Right: what was inspected before and after.
    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_history.size(); }
    void goBack();
    void goForward();

Q_SIGNALS:
    void inspected(const wb::shell::Subject &subject);

private:
    void rebuild();
    void showTabs(const InspectorPage &page);

    const Theme &m_theme;
    Secrets &m_secrets;
    Focus &m_focus;
    std::vector<const InspectorProvider *> m_providers;
    BytesView m_bytesView;
    Subject m_subject;
    Subject m_focusable;
    std::vector<Subject> m_history; ///< oldest first
    std::size_t m_position = 0;

    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_subtitle;
    QToolButton *m_back;
    QToolButton *m_forward;
    QToolButton *m_copy;
    QToolButton *m_focusButton;
    QTabWidget *m_tabs;
    QWidget *m_empty;
};

} // namespace wb::shell
