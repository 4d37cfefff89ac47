// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/exchange_names.h"

#include "core/es/asn1_binding.h"
#include "core/es/json.h"
#include "core/es/paths.h"

namespace wb::es {

namespace {

struct NamedPath {
    std::string_view path;
    std::string_view function;
};

constexpr NamedPath namedPaths[] = {
    {initiateAuthenticationPath, "InitiateAuthentication"},
    {authenticateClientPath, "AuthenticateClient"},
    {registerEventPath, "RegisterEvent"},
    {deleteEventPath, "DeleteEvent"},
};

} // namespace

void nameStatus(capture::Exchange &exchange)
{
    const auto *detail = exchange.http();
    if (detail == nullptr || detail->status != 200)
        return;
    if (detail->target == asn1Path) {
        if (const auto verdict = asn1VerdictOf(detail->responseBody))
            exchange.status = verdict->error ? "error " + std::to_string(*verdict->error)
                                             : std::string(nameOf(FunctionStatus::Kind::executedSuccess));
        return;
    }
    const auto status = functionStatusFromJson(detail->responseBody);
    if (!status)
        return;
    exchange.status = nameOf(status->kind);
    if (status->status)
        exchange.status += " " + status->status->subject + "/" + status->status->reason;
}

void nameCall(capture::Exchange &exchange, Interface interface)
{
    const auto *detail = exchange.http();
    if (detail == nullptr)
        return;
    if (detail->target == asn1Path) {
        if (const auto verdict = asn1VerdictOf(detail->responseBody)) {
            exchange.interface = interface;
            exchange.what = std::string(nameOf(interface)) + "." + verdict->function;
        }
    }
    for (const NamedPath &named : namedPaths) {
        if (detail->target != named.path)
            continue;
        exchange.interface = interface;
        exchange.what = std::string(nameOf(interface)) + "." + std::string(named.function);
    }
    nameStatus(exchange);
}

} // namespace wb::es
