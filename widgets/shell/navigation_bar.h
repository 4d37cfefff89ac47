// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace wb::shell {

/// One panel in the bar at the left: its icon over its name; the current one is marked by a bar and its colour.
class NavigationButton : public QAbstractButton {
    Q_OBJECT

public:
    NavigationButton(const Theme &theme, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
};

/// The panels, one below the other. Up and Down move, each with a key of its own besides.
class NavigationBar : public QWidget {
    Q_OBJECT

public:
    explicit NavigationBar(const Theme &theme, QWidget *parent = nullptr);

    void add(const QString &id, const QString &title, Icon icon, const QString &tip);
    void setCurrent(const QString &id);

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Item {
        QString id;
        NavigationButton *button;
    };
    const Theme &m_theme;
    std::vector<Item> m_items;
    QVBoxLayout *m_layout;
};

} // namespace wb::shell
