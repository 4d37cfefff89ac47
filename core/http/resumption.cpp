// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/resumption.h"

#include "core/http/no_pipe_signal.h"
#include "core/http/tls_context.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <sys/socket.h>

#include <cerrno>
#include <memory>

namespace wb::http {

namespace {

constexpr int patienceSeconds = 5; ///< for the connection, and for each part of an answer

/// Why a handshake did not end well.
Failure handshakeFailure(const SSL *connection, int result)
{
    const int why = SSL_get_error(connection, result);
    const bool late = errno == EAGAIN || errno == EWOULDBLOCK;
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    const std::string said = reason == nullptr ? "the connection ended" : reason;
    ERR_clear_error();
    if (why == SSL_ERROR_WANT_READ || (why == SSL_ERROR_SYSCALL && late))
        return fail(ErrorKind::timedOut, Interface::tls, handshakeStep, "the server took too long");
    return fail(why == SSL_ERROR_SSL ? ErrorKind::refused : ErrorKind::removed, Interface::tls, handshakeStep, said);
}

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
    SSL_CTX_set1_groups_list(context.get(), tlsGroups); // TLS 1.2 wants the certificate's curve among them
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
    errno = 0;
    if (const int result = SSL_connect(connection.get()); result != 1)
        return handshakeFailure(connection.get(), result);
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
    const NoPipeSignal quiet;
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
    if (!second) {
        Error error = second.error();
        if (error.kind == ErrorKind::refused
            || error.kind == ErrorKind::removed) // it is the session, not the version, that it did not like
            error.kind = ErrorKind::malformed;
        error.reason = "with the session offered: " + error.reason;
        return fail(std::move(error));
    }
    return SSL_session_reused(second->get()) == 1;
}

} // namespace wb::http
