// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/error_text.h"

#include <QObject>

#include <functional>
#include <vector>

namespace wb::shell {

/// Something that is wrong now and stays so until it is mended.
struct Problem {
    QString id; ///< a later one with the same id replaces it: "pcsc.service"
    ErrorText text;
    std::function<void()> reveal = {}; ///< shows where it is
};

/// The problems of all panels, counted in the status bar.
class Problems : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void report(Problem problem);
    void resolve(const QString &id);
    const std::vector<Problem> &all() const { return m_all; }
    int count() const { return static_cast<int>(m_all.size()); }

    /// Reveals the next one, round and round.
    void next();

Q_SIGNALS:
    void changed();
    void revealed(const wb::shell::Problem &problem);

private:
    std::vector<Problem> m_all;
    std::size_t m_next = 0;
};

} // namespace wb::shell
