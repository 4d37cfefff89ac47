// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/icons.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include <vector>

namespace wb::shell {

/// What a colour says. Never the only sign: an icon or a word stands beside it.
enum class Meaning { plain, ok, note, pending, warning, error, secret, changed, selected };

/// What a background behind bytes says.
enum class ByteMark {
    field,     ///< the selected node's own octets
    container, ///< the octets of the node around it
    hover,     ///< what a click would select; used for an outline
    found,     ///< a search hit
};

enum class ThemeMode { system, light, dark };

/// One look: every colour of the product, by meaning.
struct ThemeColours {
    QPalette palette;
    QColor text(Meaning meaning)
        const; ///< for words and icons: at least 4.5:1 on window, base, alternate base and its own tint
    QColor mark(Meaning meaning) const; ///< for bars, dots and lines: at least 3:1
    QColor tint(Meaning meaning) const; ///< a faint background; plain text on it keeps 4.5:1
    QColor bytes(ByteMark mark) const;  ///< background behind bytes (plain text keeps 4.5:1); hover: an outline of 3:1
    QColor server(int index) const;     ///< twelve, by order of first appearance; further ones begin again
    bool dark = false;
};

constexpr int serverColourCount = 12;

const ThemeColours &lightColours();
const ThemeColours &darkColours();

/// Contrast of WCAG 2: 1 to 21.
double contrast(const QColor &one, const QColor &other);

/// The icon and the word of a meaning, to stand beside its colour.
Icon iconOf(Meaning meaning);
QString wordOf(Meaning meaning);

/// How the program looks: colours, type, space and motion. Fusion with a palette of our own and no style sheet, so that it looks the
/// same everywhere and starts quickly. One object; widgets that cache anything of it listen to changed().
class Theme : public QObject {
    Q_OBJECT

public:
    /// Remembers what the desktop prefers; apply() makes the application look like it.
    explicit Theme(QObject *parent = nullptr);

    void setMode(ThemeMode mode);
    ThemeMode mode() const { return m_mode; }

    /// Enlarges the type for a room full of people: 1 is the desktop's size.
    void setTextScale(double scale);
    double textScale() const { return m_textScale; }

    void setReducedMotion(bool reduced);
    /// True when nothing may move: the user said so, or the desktop does (KDE's and GTK's files). Reads files: to be asked when
    /// something is about to move, not in a loop.
    bool reducedMotion() const;

    /// Sets style, palette and font of the application. Called by the setters once it has been called.
    void apply();
    /// The desktop's own look may have changed; for windows that see QEvent::ThemeChange.
    void rereadDesktop();

    bool isDark() const { return colours().dark; }
    const ThemeColours &colours() const;
    QColor text(Meaning meaning) const { return colours().text(meaning); }
    QColor mark(Meaning meaning) const { return colours().mark(meaning); }
    QColor tint(Meaning meaning) const { return colours().tint(meaning); }
    QColor bytes(ByteMark mark) const { return colours().bytes(mark); }
    QColor server(int index) const { return colours().server(index); }

    /// The icon of a meaning in its colour, following the theme. The theme must outlive it.
    QIcon icon(Meaning meaning) const;
    /// Any icon in the colour of a meaning.
    QIcon icon(Icon icon, Meaning meaning) const;

    /// For identifiers and bytes: the desktop's fixed-width font at the size of the text, DejaVu or any monospace where it names none.
    QFont fixedFont() const;
    /// The larger type of titles.
    QFont titleFont() const;
    /// The unit of all spacing: half a line of text, in pixels.
    int unit() const;
    /// Icons beside text of the current size: 16, 20 or 24 pixels.
    int iconSize() const;

Q_SIGNALS:
    void changed();

private:
    ThemeMode m_mode = ThemeMode::system;
    double m_textScale = 1.0;
    bool m_reducedMotion = false;
    bool m_desktopIsDark = false;
    bool m_applied = false;
    QFont m_desktopFont;
};

} // namespace wb::shell
