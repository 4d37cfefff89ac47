// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

/// Outside of any namespace, as Q_INIT_RESOURCE wants it: names the resources, so that the linker keeps them.
static void keepResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace wb::shell {

namespace {

struct IconName {
    Icon icon;
    const char *name;
};

constexpr std::array iconNames = {
    IconName{Icon::product, "product"},
    IconName{Icon::reader, "reader"},
    IconName{Icon::card, "card"},
    IconName{Icon::chip, "chip"},
    IconName{Icon::discovery, "discovery"},
    IconName{Icon::events, "events"},
    IconName{Icon::cascade, "cascade"},
    IconName{Icon::exchange, "exchange"},
    IconName{Icon::lab, "lab"},
    IconName{Icon::server, "server"},
    IconName{Icon::play, "play"},
    IconName{Icon::stop, "stop"},
    IconName{Icon::step, "step"},
    IconName{Icon::record, "record"},
    IconName{Icon::folder, "folder"},
    IconName{Icon::save, "save"},
    IconName{Icon::settings, "settings"},
    IconName{Icon::search, "search"},
    IconName{Icon::focus, "focus"},
    IconName{Icon::copy, "copy"},
    IconName{Icon::close, "close"},
    IconName{Icon::back, "back"},
    IconName{Icon::next, "next"},
    IconName{Icon::refresh, "refresh"},
    IconName{Icon::keyboard, "keyboard"},
    IconName{Icon::palette, "palette"},
    IconName{Icon::layout, "layout"},
    IconName{Icon::ok, "ok"},
    IconName{Icon::note, "note"},
    IconName{Icon::warning, "warning"},
    IconName{Icon::error, "error"},
    IconName{Icon::pending, "pending"},
    IconName{Icon::changed, "changed"},
    IconName{Icon::lock, "lock"},
    IconName{Icon::unlock, "unlock"},
    IconName{Icon::eye, "eye"},
    IconName{Icon::masked, "masked"},
    IconName{Icon::inspector, "inspector"},
    IconName{Icon::hex, "hex"},
    IconName{Icon::script, "script"},
    IconName{Icon::tree, "tree"},
    IconName{Icon::certificate, "certificate"},
    IconName{Icon::clock, "clock"},
    IconName{Icon::problems, "problems"},
};

/// Paints one drawing in one colour of the moment. Pixmaps are cached by drawing, size and colour, so a change of theme needs no word.
class RecolouringEngine final : public QIconEngine {
public:
    RecolouringEngine(Icon icon, std::function<QColor()> colour) : m_icon(icon), m_colour(std::move(colour)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const double ratio = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, drawn(rect.size() * ratio, mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return drawn(size, mode); }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return drawn(size, mode);
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = std::min(size.width(), size.height()); // all drawings are square
        return {side, side};
    }

    QIconEngine *clone() const override { return new RecolouringEngine(*this); }
    QString key() const override { return QStringLiteral("wb::shell::RecolouringEngine"); }
    QString iconName() override { return nameOf(m_icon); }
    bool isNull() override { return false; }

private:
    QColor colourFor(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled: return palette.color(QPalette::Disabled, QPalette::WindowText);
        case QIcon::Selected: return palette.color(QPalette::Active, QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active: break;
        }
        return m_colour ? m_colour() : palette.color(QPalette::Active, QPalette::WindowText);
    }

    /// @p size in device pixels.
    QPixmap drawn(const QSize &size, QIcon::Mode mode) const
    {
        if (size.isEmpty())
            return {};
        const QColor colour = colourFor(mode);
        const QString name = nameOf(m_icon);
        const QString key = QStringLiteral("wb-icon/%1/%2/%3/%4")
                                .arg(name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(m_icon == Icon::product ? 0u : colour.rgba());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;

        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
        QPainter painter(&image);
        const int side = std::min(size.width(), size.height());
        renderer.render(&painter, QRect((size.width() - side) / 2, (size.height() - side) / 2, side, side));
        if (m_icon != Icon::product) {
            painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
            painter.fillRect(image.rect(), colour);
        }
        painter.end();
        pixmap = QPixmap::fromImage(image);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    Icon m_icon;
    std::function<QColor()> m_colour;
};

} // namespace

const std::vector<Icon> &allIcons()
{
    static const std::vector<Icon> all = [] {
        std::vector<Icon> icons;
        icons.reserve(std::size(iconNames));
        for (const IconName &entry : iconNames)
            icons.push_back(entry.icon);
        return icons;
    }();
    return all;
}

QString nameOf(Icon icon)
{
    for (const IconName &entry : iconNames) {
        if (entry.icon == icon)
            return QString::fromLatin1(entry.name);
    }
    return {};
}

QIcon iconOf(Icon icon)
{
    return iconOf(icon, {});
}

QIcon iconOf(Icon icon, std::function<QColor()> colour)
{
    if (icon == Icon::none)
        return {};
    keepResources();
    return QIcon(new RecolouringEngine(icon, std::move(colour)));
}

} // namespace wb::shell
