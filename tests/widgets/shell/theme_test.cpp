// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/theme.h"

#include "tests/support/test.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFontInfo>
#include <QSignalSpy>
#include <QStandardPaths>

#include <set>

using namespace wb::shell;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfWcag();
    void wordsCanBeRead_data();
    void wordsCanBeRead();
    void marksCanBeSeen_data() { wordsCanBeRead_data(); }
    void marksCanBeSeen();
    void bytesCanBeRead_data() { wordsCanBeRead_data(); }
    void bytesCanBeRead();
    void serversDiffer_data() { wordsCanBeRead_data(); }
    void serversDiffer();
    void modesSwitchTheApplication();
    void desktopDecidesInSystemMode();
    void textScaleEnlargesFontsAndUnit();
    void meaningsHaveIconAndWord();
    void fixedFontIsFixed();
    void motionIsReducedOnRequest();
};

namespace {

const std::vector<Meaning> meanings = {Meaning::ok,    Meaning::note,   Meaning::pending, Meaning::warning,
                                       Meaning::error, Meaning::secret, Meaning::changed, Meaning::selected};

const ThemeColours &look(bool dark)
{
    return dark ? darkColours() : lightColours();
}

std::vector<QColor> backgrounds(const ThemeColours &colours)
{
    return {colours.palette.color(QPalette::Window), colours.palette.color(QPalette::Base),
            colours.palette.color(QPalette::AlternateBase)};
}

#define VERIFY_CONTRAST(one, other, least)    \
    QVERIFY2(contrast(one, other) >= (least), \
             qPrintable((one).name() + u' ' + (other).name() + u' ' + QString::number(contrast(one, other))))

} // namespace

void ThemeTest::contrastIsThatOfWcag()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    QVERIFY(std::abs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01); // the grey that just passes
}

void ThemeTest::wordsCanBeRead_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::wordsCanBeRead()
{
    QFETCH(bool, dark);
    const ThemeColours &colours = look(dark);
    const QPalette &palette = colours.palette;
    for (const QColor &background : backgrounds(colours)) {
        for (const auto role :
             {QPalette::WindowText, QPalette::Text, QPalette::Link, QPalette::LinkVisited, QPalette::PlaceholderText})
            VERIFY_CONTRAST(palette.color(role), background, 4.5);
        VERIFY_CONTRAST(palette.color(QPalette::Disabled, QPalette::Text), background, 3.0);
        for (const Meaning meaning : meanings)
            VERIFY_CONTRAST(colours.text(meaning), background, 4.5);
    }
    VERIFY_CONTRAST(palette.color(QPalette::ButtonText), palette.color(QPalette::Button), 4.5);
    VERIFY_CONTRAST(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase), 4.5);
    VERIFY_CONTRAST(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight), 4.5);
    for (const Meaning meaning : meanings) {
        VERIFY_CONTRAST(colours.text(meaning), colours.tint(meaning), 4.5);
        VERIFY_CONTRAST(colours.text(Meaning::plain), colours.tint(meaning), 4.5);
    }
}

void ThemeTest::marksCanBeSeen()
{
    QFETCH(bool, dark);
    const ThemeColours &colours = look(dark);
    for (const QColor &background : backgrounds(colours)) {
        for (const Meaning meaning : meanings)
            VERIFY_CONTRAST(colours.mark(meaning), background, 3.0);
        for (int i = 0; i < serverColourCount; ++i)
            VERIFY_CONTRAST(colours.server(i), background, 3.0);
    }
    for (const Meaning meaning : meanings)
        VERIFY_CONTRAST(colours.mark(meaning), colours.tint(meaning), 3.0);
}

void ThemeTest::bytesCanBeRead()
{
    QFETCH(bool, dark);
    const ThemeColours &colours = look(dark);
    for (const ByteMark mark : {ByteMark::field, ByteMark::container, ByteMark::found}) {
        VERIFY_CONTRAST(colours.text(Meaning::plain), colours.bytes(mark), 4.5);
        VERIFY_CONTRAST(colours.bytes(ByteMark::hover), colours.bytes(mark), 3.0);
    }
    VERIFY_CONTRAST(colours.bytes(ByteMark::hover), colours.palette.color(QPalette::Base), 3.0);
    QVERIFY(colours.bytes(ByteMark::field) != colours.bytes(ByteMark::container));
}

void ThemeTest::serversDiffer()
{
    QFETCH(bool, dark);
    const ThemeColours &colours = look(dark);
    std::set<QRgb> all;
    for (int i = 0; i < serverColourCount; ++i) {
        all.insert(colours.server(i).rgb());
        // Neighbours in order of appearance meet most often: they differ in lightness too, not only in hue.
        QVERIFY(contrast(colours.server(i), colours.server((i + 1) % serverColourCount)) > 1.1);
    }
    QCOMPARE(all.size(), std::size_t(serverColourCount));
    QCOMPARE(colours.server(serverColourCount), colours.server(0));
}

void ThemeTest::modesSwitchTheApplication()
{
    Theme theme;
    theme.setMode(ThemeMode::light);
    theme.apply();
    QSignalSpy changes(&theme, &Theme::changed);
    QCOMPARE(QGuiApplication::palette().color(QPalette::Window), lightColours().palette.color(QPalette::Window));
    QVERIFY(!theme.isDark());

    theme.setMode(ThemeMode::dark);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(QGuiApplication::palette().color(QPalette::Window), darkColours().palette.color(QPalette::Window));
    QCOMPARE(theme.text(Meaning::error), darkColours().text(Meaning::error));
    theme.setMode(ThemeMode::dark);
    QCOMPARE(changes.size(), 1); // nothing new, nothing said
    theme.setMode(ThemeMode::light);
}

void ThemeTest::desktopDecidesInSystemMode()
{
    QApplication::setPalette(darkColours().palette);
    Theme dark;
    QVERIFY(dark.isDark());
    QApplication::setPalette(lightColours().palette);
    Theme light;
    QVERIFY(!light.isDark());
}

void ThemeTest::textScaleEnlargesFontsAndUnit()
{
    const QFont before = QApplication::font();
    Theme theme;
    theme.apply();
    const int unit = theme.unit();
    const double size = theme.fixedFont().pointSizeF();
    theme.setTextScale(2.0);
    QVERIFY(theme.unit() >= 2 * unit - 2);
    QCOMPARE(QApplication::font().pointSizeF(), before.pointSizeF() * 2);
    QCOMPARE(theme.fixedFont().pointSizeF(), size * 2);
    QVERIFY(theme.iconSize() > 16);
    theme.setTextScale(1.0);
    QCOMPARE(QApplication::font().pointSizeF(), before.pointSizeF());
    QCOMPARE(theme.iconSize(), 16);
}

void ThemeTest::meaningsHaveIconAndWord()
{
    std::set<Icon> icons;
    std::set<QString> words;
    for (const Meaning meaning : meanings) { // never by colour alone
        icons.insert(iconOf(meaning));
        words.insert(wordOf(meaning));
    }
    QVERIFY(!icons.contains(Icon::none));
    QVERIFY(!words.contains(QString()));
    QCOMPARE(icons.size(), meanings.size());
    QCOMPARE(words.size(), meanings.size());
}

void ThemeTest::fixedFontIsFixed()
{
    const Theme theme;
    QVERIFY(QFontInfo(theme.fixedFont()).fixedPitch());
}

void ThemeTest::motionIsReducedOnRequest()
{
    Theme theme;
    QVERIFY(!theme.reducedMotion());
    theme.setReducedMotion(true);
    QVERIFY(theme.reducedMotion());
    theme.setReducedMotion(false);

    const QDir config(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)); // of this test alone
    const auto write = [&config](const QString &name, const QByteArray &text) {
        QFile file(config.filePath(name));
        return config.mkpath(QFileInfo(name).path()) && file.open(QIODevice::WriteOnly)
               && file.write(text) == text.size();
    };
    QVERIFY(write(QStringLiteral("gtk-3.0/settings.ini"), "[Settings]\ngtk-enable-animations=false\n"));
    QVERIFY(theme.reducedMotion());
    QVERIFY(write(QStringLiteral("kdeglobals"), "[KDE]\nAnimationDurationFactor=0.5\n"));
    QVERIFY(!theme.reducedMotion()); // on KDE, KDE decides
    QVERIFY(write(QStringLiteral("kdeglobals"), "[KDE]\nAnimationDurationFactor=0\n"));
    QVERIFY(theme.reducedMotion());
}

WB_TEST(ThemeTest);
#include "theme_test.moc"
