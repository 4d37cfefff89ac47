// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/core/http/peers.h"

#include "core/http/no_pipe_signal.h"

#include "core/http/tls_credential.h"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace wb::http::testing {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

int listenOnLoopback(int backlog, std::uint16_t &port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || ::listen(listener, backlog) != 0
        || ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        throw std::runtime_error("cannot listen on loopback");
    port = ntohs(address.sin_port);
    return listener;
}

std::shared_ptr<SSL> makeTls(int socket, const std::optional<TlsCredential> &credential, bool server)
{
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(server ? TLS_server_method() : TLS_client_method()),
                                           &SSL_CTX_free);
    SSL_CTX_set1_groups_list(context.get(), "P-256:brainpoolP256r1");
    SSL_CTX_set_num_tickets(context.get(), 0);
    std::shared_ptr<SSL> tls(SSL_new(context.get()), &SSL_free);
    if (credential) {
        const auto loaded = LoadedCredential::load(*credential);
        SSL_use_cert_and_key(tls.get(), loaded->certificate.get(), loaded->key.get(), loaded->issuers.get(), 1);
    }
    SSL_set_fd(tls.get(), socket);
    return tls;
}

} // namespace

RawPeer::RawPeer(int socket) : m_socket(socket)
{
    const int yes = 1; // what is written is there at once, and not when the other side acknowledged what came before
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

RawPeer::~RawPeer()
{
    ::close(m_socket);
}

std::unique_ptr<RawPeer> RawPeer::connect(std::uint16_t port)
{
    auto peer = std::make_unique<RawPeer>(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    if (::connect(peer->m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return nullptr;
    return peer;
}

bool RawPeer::serveTls(const TlsCredential &credential)
{
    const NoPipeSignal quiet;
    m_tls = makeTls(m_socket, credential, true);
    return SSL_accept(m_tls.get()) == 1;
}

bool RawPeer::startTls(const std::optional<TlsCredential> &credential)
{
    const NoPipeSignal quiet;
    m_tls = makeTls(m_socket, credential, false);
    return SSL_connect(m_tls.get()) == 1;
}

bool RawPeer::write(std::string_view text)
{
    const NoPipeSignal quiet;
    while (!text.empty()) {
        const auto count = m_tls ? static_cast<ssize_t>(
                               SSL_write(m_tls.get(), text.data(), static_cast<int>(text.size())))
                                 : ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::string RawPeer::readSome()
{
    if (!m_kept.empty())
        return std::exchange(m_kept, {});
    const NoPipeSignal quiet;
    char buffer[4096];
    const auto count = m_tls ? static_cast<ssize_t>(SSL_read(m_tls.get(), buffer, sizeof buffer))
                             : ::recv(m_socket, buffer, sizeof buffer, 0);
    return count > 0 ? std::string(buffer, static_cast<std::size_t>(count)) : std::string();
}

std::string RawPeer::readUntil(std::string_view mark)
{
    std::string text;
    for (;;) {
        const std::string more = readSome();
        text += more;
        if (const auto end = text.find(mark); end != std::string::npos) {
            m_kept = text.substr(end + mark.size());
            text.resize(end + mark.size());
            return text;
        }
        if (more.empty())
            return text;
    }
}

std::string RawPeer::readAll()
{
    std::string text;
    for (std::string more = readSome(); !more.empty(); more = readSome())
        text += more;
    return text;
}

std::string RawPeer::readRequest()
{
    std::string text = readUntil("\r\n\r\n");
    constexpr std::string_view field = "Content-Length: ";
    const auto at = text.find(field);
    const std::size_t length = at == std::string::npos ? 0
                                                       : std::strtoul(text.c_str() + at + field.size(), nullptr, 10);
    std::string body;
    while (body.size() < length) {
        const std::string more = readSome();
        if (more.empty())
            break;
        body += more;
    }
    return text + body;
}

bool RawPeer::heardWithin(std::chrono::milliseconds time)
{
    pollfd wait{m_socket, POLLIN, 0};
    return ::poll(&wait, 1, static_cast<int>(time.count())) > 0;
}

void RawPeer::waitForClose()
{
    char buffer[4096];
    while (::recv(m_socket, buffer, sizeof buffer, 0) > 0) {}
}

void RawPeer::waitForHangUp()
{
    pollfd wait{m_socket, POLLRDHUP, 0};
    ::poll(&wait, 1, -1);
}

void RawPeer::endTls()
{
    const NoPipeSignal quiet;
    SSL_shutdown(m_tls.get());
}

void RawPeer::shutdown()
{
    ::shutdown(m_socket, SHUT_RDWR);
}

void RawPeer::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

std::string RawPeer::serverName() const
{
    const char *name = SSL_get_servername(m_tls.get(), TLSEXT_NAMETYPE_host_name);
    return name ? name : "";
}

ScriptedServer::ScriptedServer(Script script)
    : m_script(std::move(script)),
      m_listener(listenOnLoopback(16, m_port)),
      m_thread([this](std::stop_token stop) { run(stop); })
{
}

ScriptedServer::~ScriptedServer()
{
    m_thread.request_stop();
    ::shutdown(m_listener, SHUT_RDWR);
    {
        const std::scoped_lock lock(m_mutex);
        if (m_current)
            m_current.load()->shutdown();
    }
    m_thread.join();
    ::close(m_listener);
}

void ScriptedServer::run(const std::stop_token &stop)
{
    for (int index = 0;; ++index) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            return;
        RawPeer peer(socket);
        {
            const std::scoped_lock lock(m_mutex);
            if (stop.stop_requested())
                return;
            m_current = &peer;
        }
        ++m_connections;
        m_script(peer, index);
        const std::scoped_lock lock(m_mutex);
        m_current = nullptr;
    }
}

FullPort::FullPort() : m_listener(listenOnLoopback(0, m_port))
{
    // Linux takes backlog + 1 connections; the next SYN is dropped.
    const sockaddr_in address = loopback(m_port);
    for (int count = 0; count < 3; ++count) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        m_queue.push_back(socket);
        static_cast<void>(::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address));
        pollfd wait{socket, POLLOUT, 0};
        if (::poll(&wait, 1, 100) == 0)
            return; // this one hangs, so will the next
    }
}

FullPort::~FullPort()
{
    for (const int socket : m_queue)
        ::close(socket);
    ::close(m_listener);
}

void FullPort::waitForAttempt() const
{
    std::ostringstream remote;
    remote << "0100007F:" << std::uppercase << std::hex << m_port << " 02 "; // to us, in state SYN_SENT
    for (;;) {
        std::ifstream table("/proc/net/tcp");
        std::size_t attempts = 0;
        for (std::string line; std::getline(table, line);)
            attempts += line.find(remote.str()) != std::string::npos ? 1 : 0;
        if (attempts > 1) // one is of our own queue
            return;
        std::this_thread::yield();
    }
}

} // namespace wb::http::testing
