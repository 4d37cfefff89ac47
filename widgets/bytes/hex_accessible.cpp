// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/hex_accessible.h"

#include "widgets/bytes/hex_view.h"

#include <QAccessibleWidget>

namespace wb::bytes {

namespace {

class HexAccessible final : public QAccessibleWidget {
public:
    explicit HexAccessible(HexView *view) : QAccessibleWidget(view, QAccessible::Document) {}

    QString text(QAccessible::Text what) const override
    {
        const auto *view = qobject_cast<const HexView *>(object());
        if (view != nullptr && (what == QAccessible::Value || what == QAccessible::Description))
            return view->caretText();
        return QAccessibleWidget::text(what);
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        return state;
    }
};

QAccessibleInterface *makeHexAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<HexView *>(object);
    return view != nullptr ? new HexAccessible(view) : nullptr;
}

} // namespace

void installHexAccessible()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeHexAccessible);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace wb::bytes
