// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/troubled_way.h"

#include "core/es/tls_trust.h"
#include "core/pki/authority.h"
#include "core/pki/trust_anchors.h"
#include "tests/support/core/results.h"

#include <QRandomGenerator>

namespace wb::testing {

namespace {

constexpr std::chrono::milliseconds tooLate{3'000}; ///< more than the timeout-seconds of a cascade
constexpr std::chrono::milliseconds slowly{1'000};

struct Garbage {
    int status;
    const char *type;
    const char *body;
};

/// What a server, a proxy or a portal may say instead of an answer.
constexpr Garbage garbage[] = {
    {500, "text/html", "<html><h1>Internal Server Error</h1></html>"},
    {502, "text/html", "<html>Bad Gateway</html>"},
    {503, "text/plain", "busy"},
    {429, "text/plain", "too many"},
    {302, "text/html", "<a href='https://portal.example.com/'>log in</a>"},
    {200, "text/html", "<html>Welcome to the portal</html>"},
    {200, "application/json", "{\"header\":{\"functionExecutionStatus\":{\"status\":"},
    {200, "application/json", "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Perhaps\"}}}"},
    {200, "application/json", "[]"},
    {200, "application/json", ""},
};

http::Response garbled()
{
    const Garbage &chosen = garbage[QRandomGenerator::global()->bounded(static_cast<int>(std::size(garbage)))];
    return {chosen.status, {{"Content-Type", chosen.type}}, copyOf(viewOf(chosen.body))};
}

http::TlsCredential credentialOf(const smds::Configuration &configuration)
{
    const smds::CredentialFiles &files = configuration.es12.tls.front();
    const auto credential = must(pki::loadCredentialFiles(files.certificate, files.key));
    return es::tlsCredential(credential.chain, credential.key);
}

} // namespace

TroubledWay::TroubledWay(const ServedSmds &parent, const ServedSmds &child) : m_parent(parent)
{
    const auto cis = must(pki::loadTrustAnchors(parent.configuration().trustedCis));
    m_options.name = "the way to " + parent.configuration().name;
    m_options.credentials = {credentialOf(parent.configuration())};
    m_options.clientCertificate = http::ClientCertificate::required;
    m_options.clientCheck = es::tlsPeerCheck(cis, {pki::Role::dsTls}, pki::TlsEnd::client, Clock::system());
    m_options.workers = 32;
    m_options.limits.grace = std::chrono::milliseconds(100);
    m_upstream.peerCheck = es::tlsPeerCheck(cis, {pki::Role::dsTls}, pki::TlsEnd::server, Clock::system());
    m_upstream.credential = credentialOf(child.configuration());
    m_upstream.map.set(parent.address(), parent.es12());
    listen();
}

TroubledWay::~TroubledWay()
{
    setMood(Mood::well);
}

void TroubledWay::listen()
{
    m_options.bindAddress = ownHost;
    m_options.port = m_port;
    m_server = must(http::Server::start(
        m_options, [this](const http::Request &request, std::stop_token stop) { return carry(request, stop); }));
    m_port = m_server->port();
}

void TroubledWay::setMood(Mood mood)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_mood = mood;
    }
    m_moodChanged.notify_all();
    if (mood == Mood::cutOff)
        m_server.reset();
    else if (!m_server)
        listen();
}

void TroubledWay::waitInMood(Mood mood, std::chrono::milliseconds most, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_moodChanged.wait_for(lock, stop, most, [this, mood] { return m_mood != mood; });
}

Result<http::Response> TroubledWay::ask(const http::Request &request) const
{
    http::Client client(m_upstream);
    http::Request passed;
    passed.method = request.method;
    passed.target = request.target;
    passed.body = request.body;
    for (const char *field : {"Content-Type", "X-Admin-Protocol", "X-SM-DS-Via"}) {
        if (const auto value = request.header(field))
            passed.headers.push_back({field, std::string(*value)});
    }
    return client.send(m_parent.address(), passed, {Interface::es15, "passed on"}, {});
}

http::Response TroubledWay::carry(const http::Request &request, const std::stop_token &stop)
{
    const Mood mood = m_mood;
    if (mood != Mood::well)
        ++m_troubled;
    if (mood == Mood::slow)
        waitInMood(mood, slowly, stop);
    if (mood == Mood::late)
        waitInMood(mood, tooLate, stop);
    const bool carriedOut = mood != Mood::deaf
                            && (mood != Mood::garbage || QRandomGenerator::global()->bounded(2) == 0);
    Result<http::Response> answer = garbled();
    if (carriedOut)
        answer = ask(request);
    if (mood == Mood::silent || mood == Mood::deaf)
        waitInMood(mood, tooLate, stop);
    const bool faithful = mood == Mood::well || mood == Mood::slow;
    return faithful && answer ? std::move(*answer) : garbled();
}

} // namespace wb::testing
