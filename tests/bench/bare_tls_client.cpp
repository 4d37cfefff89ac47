// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bare_tls_client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace wb::bench {

namespace {

Failure opensslFailure(const char *step)
{
    const char *text = ERR_reason_error_string(ERR_peek_last_error());
    return fail(ErrorKind::internal, Interface::tls, step, text == nullptr ? "OpenSSL gives no reason" : text);
}

int connectedSocket(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        && ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0)
        return socket;
    ::close(socket);
    return -1;
}

std::shared_ptr<X509> x509Of(const pki::Certificate &certificate)
{
    const ByteView der = certificate.der();
    const unsigned char *at = der.data();
    return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free};
}

} // namespace

BareTlsConnection::BareTlsConnection(BareTlsConnection &&other) noexcept
    : m_tls(std::move(other.m_tls)),
      m_socket(std::exchange(other.m_socket, -1)),
      m_over(other.m_over)
{
}

BareTlsConnection &BareTlsConnection::operator=(BareTlsConnection &&other) noexcept
{
    std::swap(m_tls, other.m_tls);
    std::swap(m_socket, other.m_socket);
    std::swap(m_over, other.m_over);
    return *this;
}

BareTlsConnection::~BareTlsConnection()
{
    if (m_socket < 0)
        return;
    if (!m_over)
        SSL_shutdown(m_tls.get());
    ::close(m_socket);
}

Result<void> BareTlsConnection::send(ByteView request)
{
    if (SSL_write(m_tls.get(), request.data(), static_cast<int>(request.size())) <= 0)
        return opensslFailure("request");
    return {};
}

Result<Bytes> BareTlsConnection::receive()
{
    std::array<char, 16 * 1024> buffer;
    std::size_t have = 0;
    std::size_t wanted = buffer.size();
    std::size_t bodyBegin = 0;
    while (have < wanted) {
        const int count = SSL_read(m_tls.get(), buffer.data() + have, static_cast<int>(buffer.size() - have));
        if (count <= 0)
            return opensslFailure("answer");
        have += static_cast<std::size_t>(count);
        const std::string_view text(buffer.data(), have);
        const auto head = text.find("\r\n\r\n");
        constexpr std::string_view length = "Content-Length: ";
        const auto at = text.find(length);
        if (head == text.npos || at == text.npos)
            continue;
        wanted = 0;
        std::from_chars(text.data() + at + length.size(), text.data() + head, wanted);
        bodyBegin = head + 4;
        wanted += bodyBegin;
        m_over = text.substr(0, head).find("Connection: close") != text.npos;
    }
    const std::string_view answer(buffer.data(), have);
    if (!answer.starts_with("HTTP/1.1 200")) {
        return fail(ErrorKind::refused, Interface::http, "answer", std::string(answer.substr(0, answer.find('\r'))));
    }
    return copyOf(viewOf(answer.substr(bodyBegin)));
}

Result<Bytes> BareTlsConnection::ask(ByteView request)
{
    return send(request).and_then([&] { return receive(); });
}

BareTlsClient::BareTlsClient(const pki::Certificate &ci) : m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free)
{
    X509_STORE_add_cert(SSL_CTX_get_cert_store(m_context.get()), x509Of(ci).get());
    SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set1_groups_list(m_context.get(), "P-256"); // as our client offers it first
    SSL_CTX_set_session_cache_mode(m_context.get(), SSL_SESS_CACHE_OFF);
}

BareTlsClient::BareTlsClient(const pki::Certificate &ci, const pki::Credential &own) : BareTlsClient(ci)
{
    SSL_CTX_use_certificate(m_context.get(), x509Of(own.leaf()).get());
    SSL_CTX_use_PrivateKey(m_context.get(), own.key.native());
}

Result<BareTlsConnection> BareTlsClient::connect(std::uint16_t port, const std::string &name) const
{
    const int socket = connectedSocket(port);
    if (socket < 0)
        return fail(ErrorKind::unreachable, Interface::http, "connect", "no connection to loopback");
    BareTlsConnection connection({SSL_new(m_context.get()), SSL_free}, socket);
    SSL *tls = connection.native();
    SSL_set_fd(tls, socket);
    std::string serverName = name;
    // SSL_set_tlsext_host_name(), without the C cast of its macro
    SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, serverName.data());
    SSL_set1_host(tls, name.c_str());
    if (SSL_connect(tls) != 1 || SSL_get_verify_result(tls) != X509_V_OK)
        return opensslFailure("TLS handshake");
    return connection;
}

Result<void> BareTlsClient::talk(std::uint16_t port, const std::string &name, const std::vector<Bytes> &requests) const
{
    auto connection = connect(port, name);
    if (!connection)
        return fail(std::move(connection.error()));
    for (const Bytes &request : requests) {
        if (const auto answer = connection->ask(request); !answer)
            return fail(answer.error());
    }
    return {};
}

} // namespace wb::bench
