// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/exchange_names.h"

#include "core/es/asn1_binding.h"
#include "core/es/json.h"
#include "core/es/paths.h"

namespace wb::es {

namespace {

/// The function a path stands for, in the folder of any interface; empty for none.
std::string_view functionOf(std::string_view path, const Es12Folders &folders)
{
    for (const std::string_view folder : {es9plusFolder, es11Alias}) {
        if (!path.starts_with(folder))
            continue;
        if (path.substr(folder.size()) == initiateAuthenticationPath.substr(es9plusFolder.size()))
            return "InitiateAuthentication";
        if (path.substr(folder.size()) == authenticateClientPath.substr(es9plusFolder.size()))
            return "AuthenticateClient";
        if (path.substr(folder.size()) == checkEventPath.substr(es9plusFolder.size()))
            return "CheckEvent";
    }
    for (const std::string &folder : {folders.es12, folders.es15}) {
        if (!path.starts_with(folder))
            continue;
        const std::string_view name = path.substr(folder.size());
        if (name == registerEventName)
            return "RegisterEvent";
        if (name == deleteEventName)
            return "DeleteEvent";
    }
    return {};
}

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

void nameCall(capture::Exchange &exchange, Interface interface, const Es12Folders &folders)
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
    if (const std::string_view function = functionOf(detail->target, folders); !function.empty()) {
        const Interface called = detail->target.starts_with(folders.es15)   ? Interface::es15
                                 : detail->target.starts_with(folders.es12) ? Interface::es12
                                                                            : interface;
        exchange.interface = called;
        exchange.what = std::string(nameOf(called)) + "." + std::string(function);
    }
    nameStatus(exchange);
}

} // namespace wb::es
