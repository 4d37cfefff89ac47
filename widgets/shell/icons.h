// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

namespace wb::shell {

/// The icons drawn for the product, each a file `resources/icons/<name>.svg` on a grid of 16 units.
enum class Icon {
    none,
    product,
    // places
    reader,
    card,
    chip,
    discovery,
    events,
    cascade,
    exchange,
    lab,
    server,
    // deeds
    play,
    stop,
    step,
    record,
    folder,
    save,
    settings,
    search,
    focus,
    copy,
    close,
    back,
    next,
    refresh,
    keyboard,
    palette,
    layout,
    // states
    ok,
    note,
    warning,
    error,
    pending,
    changed,
    lock,
    unlock,
    eye,
    masked,
    // views
    inspector,
    hex,
    script,
    tree,
    certificate,
    clock,
    problems,
};

/// All icons but `none`, in order; for tests and the icon sheet.
const std::vector<Icon> &allIcons();

/// The file's name without ending: "reader".
QString nameOf(Icon icon);

/// The icon in the colour of text, recoloured with the application's palette at paint time: normal, disabled, selected. Cheap: the
/// drawing is read when it is first painted. `product` keeps its own colours. A null icon for `none`.
QIcon iconOf(Icon icon);

/// The icon in the colour that @p colour returns at paint time, for states that have a colour of their own. Selected and disabled
/// states follow the palette.
QIcon iconOf(Icon icon, std::function<QColor()> colour);

} // namespace wb::shell
