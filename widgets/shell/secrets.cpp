// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/secrets.h"

#include "core/rsp/eid.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace wb::shell {

namespace {

constexpr std::string_view ellipsis = "\u2026";

bool looksLikeEid(const QString &text)
{
    return text.size() == qsizetype(rsp::Eid::length)
           && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

QString groupedEid(const QString &eid)
{
    if (!looksLikeEid(eid))
        return eid;
    const Result<rsp::Eid> digits = rsp::Eid::fromText(eid.toStdString());
    return digits ? QString::fromStdString(digits->grouped()) : eid;
}

QString maskedEid(const QString &eid)
{
    const std::string secret = eid.toStdString();
    return QString::fromStdString(looksLikeEid(eid) ? report::maskedEid(secret, ellipsis)
                                                    : report::maskedSecret(secret, ellipsis));
}

Secrets::Secrets(QObject *parent) : QObject(parent), m_masking(ellipsis), m_key(32, '\0')
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    m_key = QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random);
}

void Secrets::setMasked(bool masked)
{
    if (m_masked == masked)
        return;
    m_masked = masked;
    Q_EMIT changed(masked);
}

QString Secrets::eid(const QString &eid) const
{
    return m_masked ? maskedEid(eid) : groupedEid(eid);
}

QString Secrets::value(const QString &value) const
{
    return m_masked ? maskedEid(value) : value;
}

QString Secrets::text(const Subject &subject) const
{
    if (subject.kind == SubjectKind::eid)
        return eid(subject.key);
    return isSecret(subject.kind) ? value(subject.text) : words(subject.text);
}

void Secrets::hide(const QStringList &secrets)
{
    bool more = false;
    for (const QString &secret : secrets)
        more = m_masking.hide(secret.toStdString()) || more;
    if (more && m_masked)
        Q_EMIT changed(m_masked);
}

QString Secrets::words(const QString &sentence) const
{
    return m_masked ? QString::fromStdString(m_masking.apply(sentence.toStdString())) : sentence;
}

QString Secrets::pseudonym(const QString &kind, const QString &value) const
{
    const QByteArray mac = QMessageAuthenticationCode::hash((kind + u'\n' + value).toUtf8(), m_key,
                                                            QCryptographicHash::Sha256);
    return kind + u'-' + QString::fromLatin1(mac.left(4).toHex().toUpper());
}

Copied Secrets::forCopy(const QString &kind, const QString &value) const
{
    return m_masked ? Copied{pseudonym(kind, value), true} : Copied{value, false};
}

void Secrets::copy(const QString &kind, const QString &value)
{
    const Copied copy = forCopy(kind, value);
    QGuiApplication::clipboard()->setText(copy.text);
    Q_EMIT copied(copy.pseudonym ? tr("Pseudonym of the %1 copied, because secrets are masked").arg(kind)
                                 : tr("%1 copied").arg(kind));
}

void Secrets::copy(const Subject &subject)
{
    if (isSecret(subject.kind)) {
        copy(nameOf(subject.kind), subject.key);
    } else {
        QGuiApplication::clipboard()->setText(subject.text);
        Q_EMIT copied(tr("%1 copied").arg(nameOf(subject.kind)));
    }
}

void maskField(QLineEdit *field, const Secrets &secrets)
{
    const auto setEcho = [field](bool masked) {
        const auto echo = masked ? QLineEdit::PasswordEchoOnEdit : QLineEdit::Normal;
        if (field->echoMode() != echo)
            field->setEchoMode(echo);
    };
    setEcho(secrets.masked());
    QObject::connect(&secrets, &Secrets::changed, field, setEcho);
}

bool isSecret(SubjectKind kind)
{
    return kind == SubjectKind::eid || kind == SubjectKind::eventId || kind == SubjectKind::iccid;
}

} // namespace wb::shell
