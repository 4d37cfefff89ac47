// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/resumption.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <sys/socket.h>

#include <memory>

namespace wb::http {

namespace {

constexpr int patienceSeconds = 10; ///< for the connection, and for each of its answers

template <auto Free>
struct FreedBy {
    template <class T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};
using Context = std::unique_ptr<SSL_CTX, FreedBy<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, FreedBy<SSL_free>>;
using Session = std::unique_ptr<SSL_SESSION, FreedBy<SSL_SESSION_free>>;

/// Keeps the session a server gives: with TLS 1.3 some time after the handshake. The context's data is where.
int keepSession(SSL *connection, SSL_SESSION *session)
{
    static_cast<Session *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)))->reset(session);
    return 1; // it is ours now
}

Context contextFor(TlsVersion version, Session &given)
{
    Context context(SSL_CTX_new(TLS_client_method()));
    const int number = version == TlsVersion::tls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
    SSL_CTX_set_min_proto_version(context.get(), number);
    SSL_CTX_set_max_proto_version(context.get(), number);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_app_data(context.get(), &given);
    SSL_CTX_sess_set_new_cb(context.get(), keepSession);
    return context;
}

Result<Connection> connectTo(SSL_CTX &context, const Address &address, const Endpoint &endpoint, SSL_SESSION *offered)
{
    Connection connection(SSL_new(&context));
    BIO *socket = BIO_new_connect(endpoint.text().c_str());
    SSL_set_bio(connection.get(), socket, socket);
    if (BIO_do_connect_retry(socket, patienceSeconds, 10) != 1) {
        ERR_clear_error();
        return fail(ErrorKind::unreachable, Interface::http, "connect", "nobody answers at " + endpoint.text());
    }
    const int descriptor = static_cast<int>(BIO_get_fd(socket, nullptr));
    const timeval patience{patienceSeconds, 0};
    BIO_socket_nbio(descriptor, 0);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    SSL_ctrl(connection.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char *>(address.host.c_str())); // the macro of that name casts as C does
    if (offered != nullptr)
        SSL_set_session(connection.get(), offered);
    if (SSL_connect(connection.get()) != 1) {
        const char *reason = ERR_reason_error_string(ERR_peek_last_error());
        Error error = makeError(ErrorKind::refused, Interface::tls, handshakeStep,
                                reason == nullptr ? "the connection ended" : reason);
        ERR_clear_error();
        return fail(std::move(error));
    }
    return connection;
}

/// Asks for something and reads how the answer begins: a server of TLS 1.3 gives its tickets before.
void askFor(SSL *connection, const Address &address)
{
    const std::string request = "GET / HTTP/1.1\r\nHost: " + address.text() + "\r\nConnection: close\r\n\r\n";
    char answer[1024];
    if (SSL_write(connection, request.data(), static_cast<int>(request.size())) > 0)
        SSL_read(connection, answer, sizeof answer);
    SSL_shutdown(connection); // else OpenSSL holds the session to be spoilt
    ERR_clear_error();
}

} // namespace

Result<bool> resumesSessions(const Address &address, const Endpoint &endpoint, TlsVersion version)
{
    Session given;
    const Context context = contextFor(version, given);
    const auto first = connectTo(*context, address, endpoint, nullptr);
    if (!first)
        return fail(first.error());
    askFor(first->get(), address);
    if (!given || SSL_SESSION_is_resumable(given.get()) != 1)
        return false;
    const Session offered = std::move(given);
    const auto second = connectTo(*context, address, endpoint, offered.get());
    if (!second)
        return fail(second.error());
    return SSL_session_reused(second->get()) == 1;
}

} // namespace wb::http
