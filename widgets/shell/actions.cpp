// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/actions.h"

#include "widgets/shell/settings.h"

#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace wb::shell {

namespace {

constexpr QLatin1StringView
    changedKeysKey("actions/keys"); // "id=Ctrl+X", one for each action with a key of the user's own

bool wouldClash(const QKeySequence &one, const QKeySequence &other)
{
    return one.matches(other) != QKeySequence::NoMatch || other.matches(one) != QKeySequence::NoMatch;
}

/// "view.theme" of "view.theme.dark", empty of "view.masked": what stands between two separators of a menu.
QString groupOf(const QString &id)
{
    return id.count(u'.') > 1 ? id.section(u'.', 0, 1) : QString();
}

bool meet(const QString &context, const QString &other)
{
    return context.isEmpty() || other.isEmpty() || context == other;
}

} // namespace

ActionRegistry::ActionRegistry(Settings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    settings.add({{.key = changedKeysKey, .standard = QStringList()}});
}

QAction *ActionRegistry::add(ActionSpec spec, QWidget *scope)
{
    if (Entry *before = find(spec.id)) {
        Q_ASSERT_X(!before->action, "ActionRegistry::add",
                   qPrintable(spec.id)); // a panel that was made again may add it again
        m_entries.erase(m_entries.begin() + (before - m_entries.data()));
    }

    auto *action = new QAction(spec.text, scope ? static_cast<QObject *>(scope) : this);
    action->setObjectName(spec.id);
    action->setCheckable(spec.checkable);
    if (spec.icon != Icon::none)
        action->setIcon(iconOf(spec.icon));
    if (spec.handler)
        connect(action, &QAction::triggered, action, spec.handler);
    if (scope) {
        scope->addAction(action); // Qt asks for the key only while the scope is visible
    } else if (m_window) {
        m_window->addAction(action);
    }

    QKeySequence key = spec.key;
    const QString prefix = spec.id + u'=';
    for (const QString &changed : m_settings.value(changedKeysKey).toStringList()) {
        if (changed.startsWith(prefix))
            key = QKeySequence(changed.mid(prefix.size()), QKeySequence::PortableText);
    }
    m_entries.push_back({std::move(spec), action, {}});
    applyKey(m_entries.back(), key);
    connect(action, &QObject::destroyed, this, &ActionRegistry::changed);
    Q_EMIT changed();
    return action;
}

void ActionRegistry::setWindow(QWidget *window)
{
    m_window = window;
    for (const Entry &entry : m_entries) {
        if (entry.action && entry.action->parent() == this)
            window->addAction(entry.action);
    }
}

const ActionRegistry::Entry *ActionRegistry::find(const QString &id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &entry) { return entry.spec.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

ActionRegistry::Entry *ActionRegistry::find(const QString &id)
{
    return const_cast<Entry *>(std::as_const(*this).find(id));
}

QAction *ActionRegistry::action(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? entry->action.data() : nullptr;
}

const ActionSpec *ActionRegistry::spec(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? &entry->spec : nullptr;
}

QStringList ActionRegistry::ids() const
{
    QStringList ids;
    for (const Entry &entry : m_entries) {
        if (entry.action)
            ids << entry.spec.id;
    }
    return ids;
}

void ActionRegistry::setContext(const QString &panel)
{
    if (m_context == panel)
        return;
    m_context = panel;
    Q_EMIT changed();
}

bool ActionRegistry::isAvailable(const QString &id) const
{
    const Entry *entry = find(id);
    return entry && entry->action && entry->action->isEnabled() && entry->action->isVisible()
           && (entry->spec.context.isEmpty() || entry->spec.context == m_context);
}

QKeySequence ActionRegistry::key(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? entry->key : QKeySequence();
}

QStringList ActionRegistry::conflicts(const QString &id, const QKeySequence &key) const
{
    QStringList found;
    const Entry *mine = find(id);
    if (!mine || key.isEmpty())
        return found;
    for (const Entry &entry : m_entries) {
        if (&entry != mine && entry.action && !entry.key.isEmpty() && meet(entry.spec.context, mine->spec.context)
            && wouldClash(entry.key, key))
            found << entry.spec.id;
    }
    return found;
}

bool ActionRegistry::setKey(const QString &id, const QKeySequence &key)
{
    Entry *entry = find(id);
    if (!entry || !conflicts(id, key).isEmpty())
        return false;
    applyKey(*entry, key);
    saveKeys();
    Q_EMIT changed();
    return true;
}

void ActionRegistry::resetKey(const QString &id)
{
    if (const ActionSpec *known = spec(id))
        setKey(id, known->key);
}

void ActionRegistry::resetAllKeys()
{
    for (Entry &entry : m_entries)
        applyKey(entry, entry.spec.key);
    saveKeys();
    Q_EMIT changed();
}

bool ActionRegistry::hasStandardKey(const QString &id) const
{
    const Entry *entry = find(id);
    return entry && entry->key == entry->spec.key;
}

void ActionRegistry::applyKey(Entry &entry, const QKeySequence &key)
{
    entry.key = key;
    if (!entry.action)
        return;
    entry.action->setShortcut(key);
    const QString tip = entry.spec.tip.isEmpty() ? entry.spec.text : entry.spec.tip;
    entry.action->setStatusTip(tip);
    entry.action->setToolTip(
        key.isEmpty() ? tip : tip + QStringLiteral(" (") + key.toString(QKeySequence::NativeText) + u')');
}

void ActionRegistry::saveKeys()
{
    // Keys of panels that have not been shown yet stay as they are.
    QStringList kept;
    for (const QString &changed : m_settings.value(changedKeysKey).toStringList()) {
        if (!find(changed.section(u'=', 0, 0)))
            kept << changed;
    }
    for (const Entry &entry : m_entries) {
        if (entry.key != entry.spec.key)
            kept << entry.spec.id + u'=' + entry.key.toString(QKeySequence::PortableText);
    }
    m_settings.set(changedKeysKey, kept);
}

void ActionRegistry::fillMenu(QMenu *menu, MenuId id)
{
    const auto fill = [this, menu, id] {
        menu->clear();
        std::vector<const Entry *> entries;
        for (const Entry &entry : m_entries) {
            const bool here = entry.spec.context.isEmpty() || entry.spec.context == m_context;
            if (entry.action && entry.spec.menu == id && here)
                entries.push_back(&entry);
        }
        std::stable_sort(entries.begin(), entries.end(),
                         [](const Entry *a, const Entry *b) { return a->spec.place < b->spec.place; });
        QString group;
        for (const Entry *entry : entries) {
            if (!menu->isEmpty() && groupOf(entry->spec.id) != group)
                menu->addSeparator();
            group = groupOf(entry->spec.id);
            menu->addAction(entry->action);
        }
    };
    fill();
    connect(menu, &QMenu::aboutToShow, this, fill);
}

QString ActionRegistry::keyText(const QString &id) const
{
    return key(id).toString(QKeySequence::NativeText);
}

} // namespace wb::shell
