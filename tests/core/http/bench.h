// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/recorder.h"
#include "core/http/client.h"
#include "core/http/server.h"
#include "tests/core/http/certificates.h"
#include "tests/core/http/peers.h"

#include <QString>

namespace wb::http::testing {

/// The name every server of these tests goes by; the connection map leads it to loopback.
inline constexpr const char *testName = "testrootsmds.example.com";

inline Address testAddress()
{
    return {testName, std::nullopt};
}

inline const Label testLabel{Interface::es11, "ES11.InitiateAuthentication"};

inline Request post(std::string_view body, std::string target = "/gsma/rsp2/es9plus/initiateAuthentication")
{
    Request request;
    request.target = std::move(target);
    request.headers = {{"Content-Type", "application/json"}, {"X-Admin-Protocol", "gsma/rsp/v2.5.0"}};
    request.body = copyOf(viewOf(body));
    return request;
}

/// One authority, a client that trusts it and finds testName at a port of loopback, and what they recorded.
struct Bench {
    Authority authority{"Test CI"};
    capture::Recorder recorder;

    ClientOptions clientOptions(std::uint16_t port)
    {
        ClientOptions options;
        options.peerCheck = authority.check();
        options.map.set(testAddress(), {"127.0.0.1", port});
        options.sink = &recorder;
        options.from = "LPA";
        return options;
    }

    ServerOptions serverOptions()
    {
        ServerOptions options;
        options.name = "SM-DS";
        options.credentials = {authority.issue(testName)};
        options.limits.grace = std::chrono::milliseconds(200);
        return options;
    }

    /// The last exchange the client recorded.
    capture::Exchange last() const
    {
        const auto all = recorder.since(0);
        return all.empty() ? capture::Exchange{} : *all.back();
    }

    /// Its HTTP part; by value, so that no reference into a temporary is left over.
    capture::HttpExchange lastHttp() const { return std::get<capture::HttpExchange>(last().detail); }
};

/// Answers every request with its own body.
inline Response echo(const Request &request, std::stop_token)
{
    return {200, {{"Content-Type", "application/json"}, {"X-Admin-Protocol", "gsma/rsp/v2.5.0"}}, request.body};
}

inline QString q(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline QString q(const Bytes &bytes)
{
    return q(textOf(bytes));
}

} // namespace wb::http::testing

/// Compares a text of ours with a literal, and shows both when they differ.
#define COMPARE_TEXT(actual, expected) QCOMPARE(::wb::http::testing::q(actual), ::wb::http::testing::q(expected))

/// Stops the test with our own words when a Result is an error.
#define VERIFY_RESULT(result)                                                            \
    do {                                                                                 \
        const auto &verified = (result);                                                 \
        QVERIFY2(verified.has_value(), verified ? "" : verified.error().line().c_str()); \
    } while (false)
