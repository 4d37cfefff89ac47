// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bare_tls_server.h"

#include <QtGlobal>

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <pthread.h>

#include <ctime>

namespace wb::bench {

BareTlsServer::BareTlsServer(const pki::Credential &credential)
    : m_context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free),
      m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const ByteView der = credential.leaf().der();
    const unsigned char *at = der.data();
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())),
                                                                  X509_free);
    SSL_CTX_use_certificate(m_context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(m_context.get(), credential.key.native());
    SSL_CTX_set1_groups_list(m_context.get(), "P-256"); // and no tickets, as our server has it
    SSL_CTX_set_options(m_context.get(), SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(m_context.get(), 0);
    SSL_CTX_set_session_cache_mode(m_context.get(), SSL_SESS_CACHE_OFF);

    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 128) != 0
        || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("a figure cannot be prepared: no port of the loopback interface");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

BareTlsServer::~BareTlsServer()
{
    ::shutdown(m_listener, SHUT_RDWR); // wakes accept()
    m_thread.join();
    ::close(m_listener);
}

double BareTlsServer::cpuSeconds() const
{
    auto &thread = const_cast<std::thread &>(m_thread); // native_handle() changes nothing, and is not const
    clockid_t clock{};
    timespec time{};
    if (pthread_getcpuclockid(thread.native_handle(), &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void BareTlsServer::serve()
{
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            return;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(m_context.get()), SSL_free);
        SSL_set_fd(tls.get(), socket);
        char end = 0;
        if (SSL_accept(tls.get()) == 1 && SSL_read(tls.get(), &end, 1) <= 0) // until the client says goodbye
            SSL_shutdown(tls.get());
        ::close(socket);
    }
}

} // namespace wb::bench
