// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/masking.h"
#include "widgets/shell/subject.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

class QLineEdit;

namespace wb::shell {

/// "89049032 1234 5123 4512 3456 7890 12 35"; anything but 32 digits comes back unchanged.
QString groupedEid(const QString &eid);
/// "8904 .... 1235" (with an ellipsis); of anything but 32 digits the first and last two characters.
QString maskedEid(const QString &eid);

/// What a copy put on the clipboard.
struct Copied {
    QString text;
    bool pseudonym = false; ///< stands for the value, because secrets are masked
};

/// Whether secrets of people (EID, ICCID, EventID, ...) are shown, and how. Off by default, on in the layout Teaching.
class Secrets : public QObject {
    Q_OBJECT

public:
    explicit Secrets(QObject *parent = nullptr);

    bool masked() const { return m_masked; }
    void setMasked(bool masked);

    /// The EID as the switch wants it: grouped or masked.
    QString eid(const QString &eid) const;
    /// Any other secret as the switch wants it: whole, or its two ends.
    QString value(const QString &value) const;
    /// The subject's text, masked as its kind wants it when the switch is on.
    QString text(const Subject &subject) const;

    /// EventIDs, IMEIs and the like that have come up: while masked, words() hides them wherever they stand.
    void hide(const QStringList &secrets);
    /// A sentence that may name secrets, such as a server's message: EIDs and what hide() was told are masked in it.
    QString words(const QString &sentence) const;
    /// What words() goes by, for octets.
    const report::Masking &masking() const { return m_masking; }

    /// "EID-3F9A61C2": the same value gives the same pseudonym until the program ends, and does not lead back to it.
    QString pseudonym(const QString &kind, const QString &value) const;

    /// What copying gives: the bare value, or its pseudonym while masked. @p kind names it: "EID".
    Copied forCopy(const QString &kind, const QString &value) const;
    /// Puts it on the clipboard and says which with copied().
    void copy(const QString &kind, const QString &value);
    /// The subject's key when it is a secret, else its text as it is.
    void copy(const Subject &subject);

Q_SIGNALS:
    /// The switch was turned, or while it is on there is more to hide: what is shown must be shown anew.
    void changed(bool masked);
    /// "EID copied", "Pseudonym of the EID copied, because secrets are masked".
    void copied(const QString &message);

private:
    bool m_masked = false;
    report::Masking m_masking;
    QByteArray m_key; ///< random, never leaves the object
};

/// What is typed into the field is a secret: while masked it can be read only as it is being typed.
void maskField(QLineEdit *field, const Secrets &secrets);

/// True for kinds whose text belongs to a person.
bool isSecret(SubjectKind kind);

} // namespace wb::shell
