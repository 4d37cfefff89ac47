// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/rsp/identifiers.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wb::es {

/// Reads members of one JSON object by name, in any case (what a member is called differs by case in the field). The first problem stays, and what follows it reads as
/// empty: a caller reads all it wants and looks at error() at the end.
class JsonMembers {
public:
    /// Whose object it is: what is wrong with a request is answered, what is wrong with a response is told.
    enum class Sender { client, server };

    JsonMembers(Sender sender, Interface interface, std::string function);

    /// Error: malformed when the body is no JSON object, with the byte.
    static Result<JsonMembers> parse(ByteView body, Sender sender, Interface interface, std::string function);

    bool has(std::string_view name) const { return !find(name).isUndefined(); }

    std::string text(std::string_view name);
    Bytes octets(std::string_view name); ///< of base64; none at all are a problem
    rsp::TransactionId transactionId();
    bool boolean(std::string_view name);
    QJsonArray array(std::string_view name);
    JsonMembers object(std::string_view name);
    JsonMembers element(const QJsonValue &value, std::string_view listName);

    /// Takes over what went wrong in an inner object.
    void adopt(const JsonMembers &inner);

    const std::optional<Error> &error() const { return m_error; }

private:
    QJsonValue find(std::string_view name) const;
    QJsonValue required(std::string_view name);
    void note(std::string_view name, std::string reason);
    void noteMissing(std::string_view name);

    Sender m_sender;
    Interface m_interface;
    std::string m_function;
    QJsonObject m_object;
    std::optional<Error> m_error;
};

} // namespace wb::es
