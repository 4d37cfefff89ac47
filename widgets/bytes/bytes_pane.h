// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/bytes/byte_selection.h"
#include "widgets/bytes/search.h"
#include "widgets/shell/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSplitter;
class QTabBar;

namespace wb::shell {
class Secrets;
}

namespace wb::bytes {

class CopyMenu;
class HexView;
class TlvTree;

/// Fields and octets of one view side by side, or on two tabs where that is too narrow; one selection for both. Ctrl+F finds, F3 and Shift+F3 go on, Ctrl+C copies.
class BytesPane : public QWidget {
    Q_OBJECT

public:
    explicit BytesPane(const shell::Theme &theme, QWidget *parent = nullptr);

    /// Shows another view; the same field stays selected, what was open stays open. Null: nothing.
    void setView(report::ViewPtr view);

    ByteSelection &selection() { return *m_selection; }
    TlvTree *tree() const { return m_tree; }
    HexView *hex() const { return m_hex; }

    /// Opens the search line, with the keyboard in it.
    void openFind();
    /// Opens the search line with this text and goes to the first hit; the keyboard stays where it is. False when there is none.
    bool reveal(const QString &text);
    /// Selects the next field with a problem, round and round; false when there is none.
    bool nextProblem(bool backward = false);

    /// There is no room for fields and octets side by side: a tab chooses which are shown.
    bool isNarrow() const { return m_narrow; }

Q_SIGNALS:
    /// A sentence for the status bar.
    void said(const QString &message);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void shareWidth();
    void showSides();
    QWidget *makeFindBar();
    void refreshBuffers();
    void refreshInfo();
    void searchAgain();
    void closeFind();
    void goToMatch(int step);
    void showFound();
    void restyle();

    const shell::Theme &m_theme;
    ByteSelection *m_selection;
    TlvTree *m_tree;
    HexView *m_hex;
    QTabBar *m_sides; ///< Fields or Octets, where there is no room for both
    QWidget *m_octets;
    QTabBar *m_buffers;
    QLabel *m_info;
    QSplitter *m_splitter;
    CopyMenu *m_copy;
    QWidget *m_findBar;
    QLineEdit *m_findText;
    QLabel *m_findCount;
    std::vector<Match> m_matches;
    int m_match = -1;
    bool m_narrow = false;
    bool m_sizedByHand = false; ///< somebody moved the border between fields and octets
};

/// Any octets in a pane of their own, read as what they most likely are; for the inspector's raw tab. It follows the masking switch.
BytesPane *makeBytesPane(const Bytes &bytes, const shell::Theme &theme, const shell::Secrets &secrets, QWidget *parent);

} // namespace wb::bytes
