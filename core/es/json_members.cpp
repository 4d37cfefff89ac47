// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json_members.h"

#include "core/base/hex.h"
#include "core/rsp/status_code.h"

#include <QJsonDocument>

namespace wb::es {

JsonMembers::JsonMembers(Sender sender, Interface interface, std::string function)
    : m_sender(sender),
      m_interface(interface),
      m_function(std::move(function))
{
}

Result<JsonMembers> JsonMembers::parse(ByteView body, Sender sender, Interface interface, std::string function)
{
    QJsonParseError problem;
    const auto text = QByteArray::fromRawData(reinterpret_cast<const char *>(body.data()),
                                              static_cast<qsizetype>(body.size()));
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (!document.isObject()) {
        Error error = makeError(ErrorKind::malformed, interface, std::move(function),
                                document.isNull() ? "the body is no JSON: " + problem.errorString().toStdString()
                                                  : "the body is JSON but no object");
        error.offset = static_cast<std::size_t>(problem.offset);
        return fail(std::move(error));
    }
    JsonMembers members(sender, interface, std::move(function));
    members.m_object = document.object();
    return members;
}

std::string JsonMembers::text(std::string_view name)
{
    const QJsonValue value = required(name);
    if (!value.isString())
        note(name, "is not a string");
    return value.toString().toStdString();
}

Bytes JsonMembers::octets(std::string_view name)
{
    auto decoded = fromBase64(text(name));
    if (!decoded) {
        note(name, "is not base64: " + decoded.error().reason);
        return {};
    }
    if (decoded->empty())
        note(name, "is empty");
    return std::move(*decoded);
}

rsp::TransactionId JsonMembers::transactionId()
{
    auto id = rsp::TransactionId::fromText(text("transactionId"));
    if (!id) {
        note("transactionId", id.error().reason);
        return {};
    }
    return std::move(*id);
}

bool JsonMembers::boolean(std::string_view name)
{
    const QJsonValue value = required(name);
    if (!value.isBool())
        note(name, "is not true or false");
    return value.toBool();
}

QJsonArray JsonMembers::array(std::string_view name)
{
    const QJsonValue value = required(name);
    if (!value.isArray())
        note(name, "is not an array");
    return value.toArray();
}

JsonMembers JsonMembers::object(std::string_view name)
{
    JsonMembers inner(m_sender, m_interface, m_function);
    const QJsonValue value = required(name);
    if (!value.isObject())
        note(name, "is not an object");
    inner.m_object = value.toObject();
    return inner;
}

JsonMembers JsonMembers::element(const QJsonValue &value, std::string_view listName)
{
    if (!value.isObject())
        note(listName, "holds something that is not an object");
    JsonMembers inner(m_sender, m_interface, m_function);
    inner.m_object = value.toObject();
    return inner;
}

void JsonMembers::adopt(const JsonMembers &inner)
{
    if (!m_error && inner.m_error)
        m_error = inner.m_error;
}

QJsonValue JsonMembers::find(std::string_view name) const
{
    const QString key = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    const auto exact = m_object.constFind(key);
    if (exact != m_object.constEnd())
        return *exact;
    for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
        if (member.key().compare(key, Qt::CaseInsensitive) == 0)
            return *member;
    }
    return QJsonValue(QJsonValue::Undefined);
}

QJsonValue JsonMembers::required(std::string_view name)
{
    QJsonValue value = find(name);
    if (value.isUndefined())
        noteMissing(name);
    return value;
}

void JsonMembers::note(std::string_view name, std::string reason)
{
    if (!m_error)
        m_error = makeError(ErrorKind::malformed, m_interface, m_function + " " + std::string(name), std::move(reason));
}

void JsonMembers::noteMissing(std::string_view name)
{
    if (m_error)
        return;
    note(name, "is missing");
    if (m_sender == Sender::client) {
        m_error->status = rsp::status::mandatoryElementMissing;
        m_error->status->message = m_error->step + " " + m_error->reason;
    }
}

} // namespace wb::es
