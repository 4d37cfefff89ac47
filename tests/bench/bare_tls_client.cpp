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

class Socket {
public:
    Socket() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
    ~Socket() { ::close(m_socket); }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    bool connect(std::uint16_t port) const
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        return ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
               && ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0;
    }

    int number() const { return m_socket; }

private:
    int m_socket;
};

/// Reads to the end of an answer with a Content-Length.
bool readAnswer(SSL *tls)
{
    std::array<char, 16 * 1024> buffer;
    std::size_t have = 0;
    std::size_t wanted = buffer.size();
    while (have < wanted) {
        const int count = SSL_read(tls, buffer.data() + have, static_cast<int>(buffer.size() - have));
        if (count <= 0)
            return false;
        have += static_cast<std::size_t>(count);
        const std::string_view text(buffer.data(), have);
        const auto head = text.find("\r\n\r\n");
        constexpr std::string_view length = "Content-Length: ";
        const auto at = text.find(length);
        if (head == text.npos || at == text.npos)
            continue;
        wanted = 0;
        std::from_chars(text.data() + at + length.size(), text.data() + head, wanted);
        wanted += head + 4;
    }
    return true;
}

} // namespace

BareTlsClient::BareTlsClient(const pki::Certificate &ci) : m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free)
{
    const ByteView der = ci.der();
    const unsigned char *at = der.data();
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())),
                                                                  X509_free);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(m_context.get()), certificate.get());
    SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set1_groups_list(m_context.get(), "P-256"); // as our client offers it first
    SSL_CTX_set_session_cache_mode(m_context.get(), SSL_SESS_CACHE_OFF);
}

Result<void> BareTlsClient::talk(std::uint16_t port, const std::string &name, const std::vector<Bytes> &requests) const
{
    const Socket socket;
    if (!socket.connect(port))
        return fail(ErrorKind::unreachable, Interface::http, "connect", "no connection to loopback");
    const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(m_context.get()), SSL_free);
    SSL_set_fd(tls.get(), socket.number());
    std::string serverName = name;
    // SSL_set_tlsext_host_name(), without the C cast of its macro
    SSL_ctrl(tls.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, serverName.data());
    SSL_set1_host(tls.get(), name.c_str());
    if (SSL_connect(tls.get()) != 1 || SSL_get_verify_result(tls.get()) != X509_V_OK)
        return opensslFailure("TLS handshake");
    for (const Bytes &request : requests) {
        if (SSL_write(tls.get(), request.data(), static_cast<int>(request.size())) <= 0 || !readAnswer(tls.get()))
            return opensslFailure("answer");
    }
    SSL_shutdown(tls.get());
    return {};
}

} // namespace wb::bench
