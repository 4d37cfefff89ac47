// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/icons.h"

#include "tests/support/test.h"
#include "widgets/shell/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPixmapCache>
#include <QXmlStreamReader>

using namespace wb::shell;

class IconsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIconHasADrawing();
    void everyDrawingIsAnIcon();
    void drawingsAreOnTheGrid();
    void followsThePalette();
    void meaningColoursFollowTheTheme();
    void productKeepsItsColours();
    void sizesAreExact();
};

namespace {

/// Every pixel that is not transparent has this colour, and there are some.
bool paintedIn(const QPixmap &pixmap, const QColor &colour)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    int opaque = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.alpha() < 250)
                continue; // edges are rounded by the premultiplied form
            ++opaque;
            if (pixel.rgb() != colour.rgb())
                return false;
        }
    }
    return opaque > 0;
}

} // namespace

void IconsTest::everyIconHasADrawing()
{
    for (const Icon icon : allIcons()) {
        QVERIFY2(!iconOf(icon).isNull(), qPrintable(nameOf(icon)));
        QVERIFY2(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(nameOf(icon))), qPrintable(nameOf(icon)));
        const QImage image = iconOf(icon).pixmap(QSize(16, 16)).toImage();
        bool drawn = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                drawn = drawn || qAlpha(image.pixel(x, y)) > 128;
        }
        QVERIFY2(drawn, qPrintable(nameOf(icon)));
    }
    QVERIFY(iconOf(Icon::none).isNull());
}

void IconsTest::everyDrawingIsAnIcon()
{
    QStringList names;
    for (const Icon icon : allIcons())
        names << nameOf(icon) + QStringLiteral(".svg");
    names.sort();
    QCOMPARE(QDir(QStringLiteral(WB_SOURCE_DIR "/resources/icons"))
                 .entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name),
             names);
}

void IconsTest::drawingsAreOnTheGrid()
{
    for (const Icon icon : allIcons()) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(nameOf(icon)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QVERIFY(xml.readNextStartElement());
        QCOMPARE(xml.attributes().value(QStringLiteral("viewBox")).toString(), QStringLiteral("0 0 16 16"));
    }
}

void IconsTest::followsThePalette()
{
    const QIcon icon = iconOf(Icon::play);
    const QPalette before = QApplication::palette();
    for (const QColor &colour : {QColor(Qt::red), QColor(Qt::blue)}) {
        QPalette palette = before;
        palette.setColor(QPalette::WindowText, colour);
        palette.setColor(QPalette::Disabled, QPalette::WindowText, Qt::gray);
        palette.setColor(QPalette::HighlightedText, Qt::yellow);
        QApplication::setPalette(palette);
        QVERIFY(paintedIn(icon.pixmap(QSize(16, 16)), colour)); // the same QIcon object
        QVERIFY(paintedIn(icon.pixmap(QSize(16, 16), QIcon::Disabled), Qt::gray));
        QVERIFY(paintedIn(icon.pixmap(QSize(16, 16), QIcon::Selected), Qt::yellow));
    }
    QApplication::setPalette(before);
}

void IconsTest::meaningColoursFollowTheTheme()
{
    Theme theme;
    theme.setMode(ThemeMode::light);
    theme.apply();
    const QIcon icon = theme.icon(Icon::stop, Meaning::error);
    QVERIFY(paintedIn(icon.pixmap(QSize(20, 20)), lightColours().text(Meaning::error)));
    theme.setMode(ThemeMode::dark);
    QVERIFY(paintedIn(icon.pixmap(QSize(20, 20)), darkColours().text(Meaning::error)));
    theme.setMode(ThemeMode::light);
}

void IconsTest::productKeepsItsColours()
{
    const QImage image = iconOf(Icon::product).pixmap(QSize(16, 16)).toImage();
    QList<QRgb> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (!colours.contains(image.pixel(x, y)))
                colours << image.pixel(x, y);
        }
    }
    QVERIFY(colours.size() > 4);
}

void IconsTest::sizesAreExact()
{
    for (const int side : {16, 20, 24, 48})
        QCOMPARE(iconOf(Icon::reader).pixmap(QSize(side, side)).size(), QSize(side, side));
    QPixmap large = iconOf(Icon::reader).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(large.size(), QSize(32, 32));
    QCOMPARE(large.devicePixelRatio(), 2.0);
}

WB_TEST(IconsTest);
#include "icons_test.moc"
