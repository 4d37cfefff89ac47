// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/inspector.h"

#include <QScrollArea>

namespace wb::shell {

/// The tab Page of the inspector: problems, sections of label and value (an EID or EventID with a button that puts it in focus), the
/// next step. Panels may show one themselves; it follows
/// theme and masking switch.
class InspectorPageView : public QScrollArea {
    Q_OBJECT

public:
    /// In so many columns, where there is room for them.
    InspectorPageView(const InspectorPage &page, const Theme &theme, const Secrets &secrets, Focus &focus,
                      QWidget *parent = nullptr, int columns = 1);
};

/// What a row of a page can put in focus; nothing for most.
Subject focusOf(const InspectorRow &row);

/// Makes its content when it is first shown.
class LazyWidget : public QWidget {
    Q_OBJECT

public:
    LazyWidget(std::function<QWidget *(QWidget *parent)> make, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    std::function<QWidget *(QWidget *parent)> m_make;
};

/// The tab Tree: names and values, all expanded to the third level.
QWidget *makeInspectorTree(const std::vector<InspectorNode> &nodes, const Theme &theme, const Secrets &secrets,
                           QWidget *parent);

/// Offset, sixteen octets and their characters a line, as plain text.
QWidget *makeHexDump(const Bytes &bytes, const Theme &theme, QWidget *parent);

} // namespace wb::shell
