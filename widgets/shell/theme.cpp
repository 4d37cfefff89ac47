// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/theme.h"

#include "widgets/shell/style.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QPointer>
#include <QSettings>
#include <QStandardPaths>

namespace wb::shell {

namespace {

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

/// What KDE and GTK keep in files; Qt 6.4 does not tell.
bool desktopReducesMotion()
{
    const QString kde = QStandardPaths::locate(QStandardPaths::GenericConfigLocation, QStringLiteral("kdeglobals"));
    if (!kde.isEmpty()) {
        const QVariant factor =
            QSettings(kde, QSettings::IniFormat).value(QStringLiteral("KDE/AnimationDurationFactor"));
        if (factor.isValid())
            return factor.toDouble() == 0;
    }
    for (const QString &version : {QStringLiteral("gtk-4.0"), QStringLiteral("gtk-3.0")}) {
        const QString gtk = QStandardPaths::locate(QStandardPaths::GenericConfigLocation,
                                                   version + QStringLiteral("/settings.ini"));
        if (gtk.isEmpty())
            continue;
        const QVariant enabled =
            QSettings(gtk, QSettings::IniFormat).value(QStringLiteral("Settings/gtk-enable-animations"));
        if (enabled.isValid())
            return !enabled.toBool();
    }
    return false;
}

} // namespace

Icon iconOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::plain: return Icon::none;
    case Meaning::ok: return Icon::ok;
    case Meaning::note: return Icon::note;
    case Meaning::pending: return Icon::pending;
    case Meaning::warning: return Icon::warning;
    case Meaning::error: return Icon::error;
    case Meaning::secret: return Icon::lock;
    case Meaning::changed: return Icon::changed;
    case Meaning::selected: return Icon::focus;
    }
    return Icon::none;
}

QString wordOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::plain: return {};
    case Meaning::ok: return Theme::tr("ok");
    case Meaning::note: return Theme::tr("note");
    case Meaning::pending: return Theme::tr("pending");
    case Meaning::warning: return Theme::tr("warning");
    case Meaning::error: return Theme::tr("error");
    case Meaning::secret: return Theme::tr("secret");
    case Meaning::changed: return Theme::tr("changed");
    case Meaning::selected: return Theme::tr("selected");
    }
    return {};
}

Theme::Theme(QObject *parent)
    : QObject(parent),
      m_desktopIsDark(isDarkPalette(QGuiApplication::palette())),
      m_desktopFont(QApplication::font())
{
}

void Theme::setMode(ThemeMode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    if (m_applied)
        apply();
}

void Theme::setTextScale(double scale)
{
    if (qFuzzyCompare(m_textScale, scale))
        return;
    m_textScale = scale;
    if (m_applied)
        apply();
}

void Theme::setReducedMotion(bool reduced)
{
    if (m_reducedMotion == reduced)
        return;
    m_reducedMotion = reduced;
    if (m_applied)
        apply();
}

bool Theme::reducedMotion() const
{
    return m_reducedMotion || desktopReducesMotion();
}

void Theme::apply()
{
    if (!m_applied)
        QApplication::setStyle(new Style);
    m_applied = true;
    if (QGuiApplication::palette() != colours().palette)
        QApplication::setPalette(colours().palette);
    QFont font = m_desktopFont;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * m_textScale);
    else
        font.setPixelSize(qRound(font.pixelSize() * m_textScale));
    if (QApplication::font() != font)
        QApplication::setFont(font);
    Q_EMIT changed();
}

void Theme::rereadDesktop()
{
    if (!m_applied)
        return;
    QApplication::setPalette(QPalette()); // ours out of the way: what remains is the desktop's
    m_desktopIsDark = isDarkPalette(QGuiApplication::palette());
    apply();
}

const ThemeColours &Theme::colours() const
{
    const bool dark = m_mode == ThemeMode::dark || (m_mode == ThemeMode::system && m_desktopIsDark);
    return dark ? darkColours() : lightColours();
}

QIcon Theme::icon(Meaning meaning) const
{
    return icon(iconOf(meaning), meaning);
}

QIcon Theme::icon(Icon icon, Meaning meaning) const
{
    return iconOf(icon, [theme = QPointer<const Theme>(this), meaning] {
        return theme ? theme->text(meaning) : QGuiApplication::palette().color(QPalette::WindowText);
    });
}

QFont Theme::fixedFont() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!QFontInfo(font).fixedPitch())
        font.setFamilies({QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Liberation Mono"),
                          QStringLiteral("Noto Sans Mono"), QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace, QFont::PreferDefault);
    const QFont text = QApplication::font();
    if (text.pointSizeF() > 0)
        font.setPointSizeF(text.pointSizeF());
    else
        font.setPixelSize(text.pixelSize());
    return font;
}

QFont Theme::titleFont() const
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 1.2);
    else
        font.setPixelSize(qRound(font.pixelSize() * 1.2));
    font.setWeight(QFont::DemiBold);
    return font;
}

int Theme::unit() const
{
    return std::max(4, QFontMetrics(QApplication::font()).height() / 2);
}

int Theme::iconSize() const
{
    return iconSizeForText();
}

} // namespace wb::shell
