// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/discovery/discovery_page.h"
#include "widgets/shell/find.h"

namespace wb::discovery {

/// The discoveries that have ended: finds the Event Records of the last one and describes runs and records to the inspector. Is
/// there from the start, whether or not somebody has opened the Discovery panel.
class DiscoveryRuns : public QObject, public shell::InspectorProvider, public shell::FindProvider {
    Q_OBJECT

public:
    using QObject::QObject;

    void add(Run run);
    /// Null: none has ended yet.
    const std::shared_ptr<const Run> &last() const { return m_last; }

    /// Null subject: none has ended yet.
    shell::Subject lastSubject() const;
    /// An Event Record of the last run.
    shell::Subject subjectOf(const es::EventEntry &entry) const;
    /// The entry that the subject stands for when the last run returned it, else null.
    const es::EventEntry *entryOfLast(const shell::Subject &subject) const;

    bool canInspect(const shell::Subject &subject) const override;
    shell::InspectorPage inspect(const shell::Subject &subject) const override;

    QString place() const override { return tr("Discovered events"); }
    shell::Icon icon() const override { return shell::Icon::discovery; }
    QString unavailable() const override;
    void find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer) override;
    void open(const shell::Subject &subject) override;

Q_SIGNALS:
    void added();
    /// The Event Record should be shown in its panel.
    void showWanted(const wb::shell::Subject &subject);

private:
    std::shared_ptr<const Run> m_last;
    int m_count = 0;
};

} // namespace wb::discovery
