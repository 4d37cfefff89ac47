// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/messages.h"
#include "core/es/paths.h"
#include "core/http/client.h"

namespace wb::es {

/// How a function is put into HTTP (SGP.22 sections 6.5 and 6.6).
enum class Binding { json, asn1 };

/// The HTTP request that carries a function, with the header fields every call has (SGP.22 section 6.2).
http::Request functionCall(std::string_view path, std::string_view contentType, Bytes body);

/// The client ends of ES9+ and ES11 (an LPA's) over one connection profile, in either binding. One thread at a time.
/// Errors: those of http::Client; http with the status when it is not 200; malformed; refused with the status pair.
class RspClient {
public:
    explicit RspClient(http::ClientOptions options, Binding binding = Binding::json)
        : m_client(std::move(options)),
          m_binding(binding)
    {
    }

    /// ES11.InitiateAuthentication; `interface` says ES9+ or ES11 to whoever reads the exchange.
    Result<InitiateAuthenticationResponse> initiateAuthentication(const http::Address &server,
                                                                  const InitiateAuthenticationRequest &request,
                                                                  Interface interface, std::stop_token stop);

    /// ES11.AuthenticateClient.
    Result<AuthenticateClientResponseEs11>
    authenticateClientEs11(const http::Address &server, const AuthenticateClientRequest &request, std::stop_token stop);

    /// ES11.CheckEvent, of later versions of SGP.22.
    Result<CheckEventResponse> checkEvent(const http::Address &server, const CheckEventRequest &request,
                                          std::stop_token stop);

private:
    http::Client m_client;
    Binding m_binding;
};

/// The client end of ES12 (an SM-DP+'s) and of ES15 (an SM-DS's, towards its parent): the same functions in another folder. The
/// options must carry the credential of CERT.DP.TLS or CERT.DS.TLS. One thread at a time.
class Es12Client {
public:
    explicit Es12Client(http::ClientOptions options) : m_client(std::move(options)) {}
    Es12Client(http::ClientOptions options, Interface interface, std::string folder)
        : m_client(std::move(options)),
          m_interface(interface),
          m_folder(std::move(folder))
    {
    }

    /// RegisterEvent. Success means that the SM-DS has stored the Event Record.
    Result<void> registerEvent(const http::Address &server, const RegisterEventRequest &request, std::stop_token stop);

    /// DeleteEvent. Success means that the Event Record is gone from this SM-DS.
    Result<void> deleteEvent(const http::Address &server, const DeleteEventRequest &request, std::stop_token stop);

private:
    /// `request` without its path: the name of the function follows the folder.
    Result<void> call(const http::Address &server, std::string_view name, const std::string &function,
                      http::Request request, capture::Subject subject, std::stop_token stop);

    http::Client m_client;
    Interface m_interface = Interface::es12;
    std::string m_folder{es12Folder};
};

} // namespace wb::es
