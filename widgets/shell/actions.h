// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/icons.h"

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

class QMenu;
class QWidget;

namespace wb::shell {

class Settings;

/// The menu an action stands in. `panel` is the menu named after the current panel.
enum class MenuId { none, file, edit, go, panel, view, help };

/// Everything about one action.
struct ActionSpec {
    QString id;            ///< "view.theme.dark"; never changes, because changed keys are kept under it
    QString text;          ///< "Use dark colours", without a mnemonic
    QString tip = {};      ///< one sentence; empty: the text
    QKeySequence key = {}; ///< default key, may be empty
    QString context = {};  ///< empty: the whole window; else the id of the panel in which it works
    MenuId menu = MenuId::none;
    Icon icon = Icon::none;
    int place = 0; ///< in its menu: lower ones come first, equal ones in order of registration
    bool checkable = false;
    std::function<void()> handler = {};
};

/// Every action of the program, by id. Menus, the key editor and the command palette all come from here.
class ActionRegistry : public QObject {
    Q_OBJECT

public:
    /// Changed keys are kept in @p settings.
    explicit ActionRegistry(Settings &settings, QObject *parent = nullptr);

    /// Adds an action; an id is added once. With @p scope, a panel, the key works while that is shown, wherever in the window the
    /// keyboard is, and the action goes away with it; without, it works in the window given to setWindow().
    QAction *add(ActionSpec spec, QWidget *scope = nullptr);
    /// The window that carries the actions that work everywhere.
    void setWindow(QWidget *window);

    QAction *action(const QString &id) const; ///< null when there is none
    const ActionSpec *spec(const QString &id) const;
    /// Ids in order of registration.
    QStringList ids() const;

    /// The panel in which actions with a context now work: others leave the palette and the panel menu.
    void setContext(const QString &panel);
    QString context() const { return m_context; }
    /// Enabled, visible and of the current context.
    bool isAvailable(const QString &id) const;

    QKeySequence key(const QString &id) const;
    /// The ids of other actions that would answer the same key in the same place, or whose key begins with it or is its beginning.
    QStringList conflicts(const QString &id, const QKeySequence &key) const;
    /// Gives the action another key (empty: none). False, and nothing changed, while it conflicts.
    bool setKey(const QString &id, const QKeySequence &key);
    void resetKey(const QString &id);
    void resetAllKeys();
    bool hasStandardKey(const QString &id) const;

    /// Puts the available actions of the menu into it, in order of registration; again whenever it is about to be shown.
    void fillMenu(QMenu *menu, MenuId id);

    /// "Ctrl+Shift+P", for tips and the palette; empty when there is none.
    QString keyText(const QString &id) const;

Q_SIGNALS:
    /// Actions came or went, or a key changed.
    void changed();

private:
    struct Entry {
        ActionSpec spec;
        QPointer<QAction> action;
        QKeySequence key;
    };
    const Entry *find(const QString &id) const;
    Entry *find(const QString &id);
    void applyKey(Entry &entry, const QKeySequence &key);
    void saveKeys();

    Settings &m_settings;
    std::vector<Entry> m_entries;
    QPointer<QWidget> m_window;
    QString m_context;
};

} // namespace wb::shell
