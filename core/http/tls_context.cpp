// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/tls_context.h"

#include "core/http/tls_credential.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>

namespace wb::http {

namespace {

constexpr const char *tls12Suites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-ECDSA-AES128-SHA256"; // the last one is the suite SGP.22 names for TLS 1.2

using Credentials = std::vector<LoadedCredential>;

int versionNumber(TlsVersion version)
{
    return version == TlsVersion::tls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
}

/// Slot 0 of OpenSSL's per-connection data belongs to Asio.
int traceSlot()
{
    static const int slot = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return slot;
}

/// Where a connection finds the TlsContext::State it belongs to; an SSL_CTX may serve several.
int stateSlot()
{
    static const int slot = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return slot;
}

int keyLogSlot()
{
    static const int slot = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return slot;
}

TlsTrace *traceOf(const SSL *connection)
{
    return static_cast<TlsTrace *>(SSL_get_ex_data(connection, traceSlot()));
}

/// OpenSSL sends the alert it finds for a verification error, so an alert is chosen by choosing the error.
int verificationErrorFor(int alert)
{
    switch (alert) {
    case SSL_AD_HANDSHAKE_FAILURE: return X509_V_ERR_APPLICATION_VERIFICATION;
    case SSL_AD_UNSUPPORTED_CERTIFICATE: return X509_V_ERR_INVALID_PURPOSE;
    case SSL_AD_CERTIFICATE_REVOKED: return X509_V_ERR_CERT_REVOKED;
    case SSL_AD_CERTIFICATE_EXPIRED: return X509_V_ERR_CERT_HAS_EXPIRED;
    case SSL_AD_CERTIFICATE_UNKNOWN:
        return X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED; // not in OpenSSL's list, and so 46
    case SSL_AD_UNKNOWN_CA: return X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT;
    case SSL_AD_DECRYPT_ERROR: return X509_V_ERR_CERT_SIGNATURE_FAILURE;
    case SSL_AD_INTERNAL_ERROR: return X509_V_ERR_UNSPECIFIED;
    default: return X509_V_ERR_CERT_REJECTED; // bad_certificate
    }
}

std::vector<Bytes> chainOf(X509_STORE_CTX *store)
{
    std::vector<Bytes> chain;
    const STACK_OF(X509) *sent = X509_STORE_CTX_get0_untrusted(store);
    chain.reserve(static_cast<std::size_t>(std::max(0, sk_X509_num(sent)))); // -1 for none
    for (int index = 0; index < sk_X509_num(sent); ++index)
        chain.push_back(derOf(sk_X509_value(sent, index)));
    return chain;
}

PeerVerdict askPeerCheck(const PeerCheck &check, const TlsTrace &trace)
{
    try {
        return check(trace.details.peerChain, trace.peerName);
    } catch (...) { // OpenSSL's C frames are above
        return {false, "the check of the certificate failed", SSL_AD_INTERNAL_ERROR, {}};
    }
}

void rememberServerName(const SSL *connection, TlsTrace &trace)
{
    if (const char *name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name)) {
        trace.details.serverName = name;
        trace.peerName = name;
    }
}

void onInfo(const SSL *connection, int where, int value)
{
    TlsTrace *trace = traceOf(connection);
    const int alert = value & 0xFF;
    if (!trace || !(where & SSL_CB_ALERT) || alert == SSL_AD_CLOSE_NOTIFY || alert == SSL_AD_USER_CANCELLED)
        return;
    trace->details.alert = alert;
    trace->details.alertFromPeer = (where & SSL_CB_READ) != 0;
}

/// The curve of the certificate a client can take: P-256 on TLS 1.3, else what it lists first.
int curveFor(SSL *connection)
{
    if (SSL_version(connection) >= TLS1_3_VERSION)
        return NID_X9_62_prime256v1;
    std::vector<int> offered(static_cast<std::size_t>(std::max(0L, SSL_get1_groups(connection, nullptr))));
    if (!offered.empty())
        SSL_get1_groups(connection, offered.data());
    const auto known = std::find_if(offered.begin(), offered.end(), [](int group) {
        return group == NID_X9_62_prime256v1 || group == NID_brainpoolP256r1;
    });
    return known == offered.end() ? NID_X9_62_prime256v1 : *known;
}

/// A file that every client of the process may append to; a line goes out in one piece.
class KeyLog {
public:
    static Result<KeyLog> open(const std::filesystem::path &path)
    {
        KeyLog log(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        if (log.m_file < 0)
            return fail(ErrorKind::io, Interface::tls, "key log", path.string() + ": " + std::strerror(errno));
        return log;
    }

    KeyLog(KeyLog &&other) noexcept : m_file(std::exchange(other.m_file, -1)) {}
    KeyLog &operator=(KeyLog &&) = delete;
    ~KeyLog()
    {
        if (m_file >= 0)
            ::close(m_file);
    }

    void append(std::string line) const
    {
        line += '\n';
        [[maybe_unused]] const auto written = ::write(m_file, line.data(),
                                                      line.size()); // a full disk must not end the call
    }

private:
    explicit KeyLog(int file) : m_file(file) {}
    int m_file;
};

void onKeyLogLine(const SSL *connection, const char *line)
{
    static_cast<const KeyLog *>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), keyLogSlot()))->append(line);
}

Result<std::shared_ptr<const Credentials>> loadAll(const std::vector<TlsCredential> &credentials)
{
    auto loaded = std::make_shared<Credentials>();
    for (const TlsCredential &credential : credentials) {
        Result<LoadedCredential> one = LoadedCredential::load(credential);
        if (!one)
            return fail(one.error());
        const auto sameCurve = [&](const LoadedCredential &other) { return other.curve == one->curve; };
        if (std::any_of(loaded->begin(), loaded->end(), sameCurve))
            return fail(ErrorKind::invalid, Interface::tls, "credential",
                        "there are two certificates on the same curve");
        loaded->push_back(std::move(*one));
    }
    return loaded;
}

bool use(SSL *connection, const LoadedCredential &credential)
{
    return SSL_use_cert_and_key(connection, credential.certificate.get(), credential.key.get(),
                                credential.issuers.get(), 1)
           == 1;
}

bool onlyBrainpool(const Credentials &credentials)
{
    return !credentials.empty()
           && std::all_of(credentials.begin(), credentials.end(),
                          [](const LoadedCredential &credential) { return credential.curve == NID_brainpoolP256r1; });
}

} // namespace

struct TlsContext::State {
    TlsSetup setup;
    SSL_CTX *context = nullptr;
    std::optional<KeyLog> keyLog;
    std::mutex mutex; ///< guards credentials: reload() comes from another thread than handshakes
    std::shared_ptr<const Credentials> credentials;

    ~State() { SSL_CTX_free(context); }

    std::shared_ptr<const Credentials> current()
    {
        const std::scoped_lock lock(mutex);
        return credentials;
    }

    static State &of(const SSL *connection) { return *static_cast<State *>(SSL_get_ex_data(connection, stateSlot())); }

    static int onPeerCertificate(X509_STORE_CTX *store, void *)
    {
        const SSL *connection = static_cast<SSL *>(
            X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
        TlsTrace &trace = *traceOf(connection);
        if (SSL_is_server(connection))
            rememberServerName(connection, trace);
        trace.details.peerChain = chainOf(store);
        PeerVerdict verdict = askPeerCheck(of(connection).setup.peerCheck, trace);
        trace.refused = !verdict.accepted;
        trace.details.verification = verdict.accepted ? "ok" : verdict.reason;
        trace.details.rules = std::move(verdict.rules);
        X509_STORE_CTX_set_error(store, verdict.accepted ? X509_V_OK : verificationErrorFor(verdict.alert));
        return verdict.accepted ? 1 : 0;
    }

    /// Called after the ClientHello, respectively when a server asks for a certificate.
    static int onCertificateNeeded(SSL *connection, void *)
    {
        const auto credentials = of(connection).current();
        if (credentials->empty())
            return 1; // a client without one answers with an empty certificate message
        const bool server = SSL_is_server(connection) == 1;
        const int curve = server ? curveFor(connection) : credentials->front().curve;
        const auto fitting = std::find_if(
            credentials->begin(), credentials->end(),
            [&](const LoadedCredential &credential) { return credential.curve == curve; });
        return use(connection, fitting == credentials->end() ? credentials->front() : *fitting) ? 1 : 0;
    }

    /// An SSL_CTX for one side, whoever's it will be: what differs is asked of the connection's State. Null when OpenSSL
    /// lacks a curve or a suite.
    static SSL_CTX *makeContext(bool server, bool checksPeer, TlsVersion minimum, TlsVersion maximum)
    {
        SSL_CTX *context = SSL_CTX_new(server ? TLS_server_method() : TLS_client_method());
        const bool good = context && SSL_CTX_set_min_proto_version(context, versionNumber(minimum)) == 1
                          && SSL_CTX_set_max_proto_version(context, versionNumber(maximum)) == 1
                          && SSL_CTX_set1_groups_list(context, tlsGroups) == 1
                          && SSL_CTX_set_cipher_list(context, tls12Suites) == 1;
        if (!good) {
            SSL_CTX_free(context);
            return nullptr;
        }
        SSL_CTX_set_security_level(context, 2);
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
        SSL_CTX_set_num_tickets(context, 0);
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_info_callback(context, &onInfo);
        SSL_CTX_set_cert_cb(context, &onCertificateNeeded, nullptr);
        if (checksPeer) {
            // The context's own store stays empty and unused: neither the system's certificates nor SSL_CERT_FILE can widen anything.
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
            SSL_CTX_set_cert_verify_callback(context, &onPeerCertificate, nullptr);
        }
        return context;
    }

    /// The one SSL_CTX of all clients with these versions, with a reference more: making one costs a fifth of a handshake.
    static SSL_CTX *clientContext(TlsVersion minimum, TlsVersion maximum)
    {
        static std::mutex guard;
        // Never destroyed, so that what it holds stays reachable: OpenSSL may end before our statics do.
        static auto &made = *new std::map<std::pair<TlsVersion, TlsVersion>, SSL_CTX *>;
        const std::scoped_lock lock(guard);
        SSL_CTX *&context = made[{minimum, maximum}];
        if (!context)
            context = makeContext(false, true, minimum, maximum);
        if (context)
            SSL_CTX_up_ref(context);
        return context;
    }
};

TlsContext::TlsContext(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TlsContext::~TlsContext() = default;
TlsContext::TlsContext(TlsContext &&) noexcept = default;
TlsContext &TlsContext::operator=(TlsContext &&) noexcept = default;

Result<TlsContext> TlsContext::create(TlsSetup setup)
{
    auto state = std::make_unique<State>();
    state->setup = std::move(setup);
    const TlsSetup &wanted = state->setup;
    auto credentials = loadAll(wanted.credentials);
    if (!credentials)
        return fail(credentials.error());
    state->credentials = std::move(*credentials);

    const TlsVersion maximum = onlyBrainpool(*state->credentials) ? TlsVersion::tls12 : wanted.maximum;
    const bool shareable = !wanted.server && wanted.peerCheck && !wanted.keyLogFile;
    SSL_CTX *context = shareable ? State::clientContext(wanted.minimum, maximum)
                                 : State::makeContext(wanted.server, bool(wanted.peerCheck), wanted.minimum, maximum);
    if (!context)
        return fail(ErrorKind::internal, Interface::tls, "set-up", "OpenSSL lacks a curve or a cipher suite");
    state->context = context;
    if (wanted.server && wanted.peerCheck && wanted.peerMayBeSilent)
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    if (versionNumber(maximum) < versionNumber(wanted.minimum))
        return fail(ErrorKind::invalid, Interface::tls, "credential",
                    "a brainpool certificate needs TLS 1.2, which is not allowed");

    if (wanted.keyLogFile) {
        Result<KeyLog> log = KeyLog::open(*wanted.keyLogFile);
        if (!log)
            return fail(log.error());
        state->keyLog.emplace(std::move(*log));
        SSL_CTX_set_ex_data(context, keyLogSlot(), &*state->keyLog);
        SSL_CTX_set_keylog_callback(context, &onKeyLogLine);
    }
    return TlsContext(std::move(state));
}

SSL_CTX *TlsContext::share() const
{
    SSL_CTX_up_ref(m_state->context);
    return m_state->context;
}

Result<void> TlsContext::attach(SSL *connection, TlsTrace &trace, bool sendServerName) const
{
    SSL_set_ex_data(connection, traceSlot(), &trace);
    SSL_set_ex_data(connection, stateSlot(), m_state.get());
    if (!sendServerName)
        return {};
    // SSL_set_tlsext_host_name(), without the C cast of its macro
    if (SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, trace.peerName.data()) != 1)
        return fail(ErrorKind::invalid, Interface::tls, handshakeStep,
                    "the name is too long to be sent as server name");
    trace.details.serverName = trace.peerName;
    return {};
}

Result<void> TlsContext::reload(const std::vector<TlsCredential> &credentials)
{
    auto loaded = loadAll(credentials);
    if (!loaded)
        return fail(loaded.error());
    if ((*loaded)->empty())
        return fail(ErrorKind::invalid, Interface::tls, "credential", "there is no certificate");
    if (onlyBrainpool(**loaded) != onlyBrainpool(*m_state->current()))
        return fail(ErrorKind::invalid, Interface::tls, "credential",
                    "brainpool alone and P-256 cannot replace one another while running");
    const std::scoped_lock lock(m_state->mutex);
    m_state->credentials = std::move(*loaded);
    return {};
}

void describe(const SSL *connection, TlsTrace &trace)
{
    if (SSL_is_server(connection))
        rememberServerName(connection, trace);
    const SSL_CIPHER *cipher = SSL_get_current_cipher(connection);
    if (!cipher)
        return; // nothing was agreed on
    trace.details.version = SSL_get_version(connection);
    trace.details.cipher = SSL_CIPHER_get_name(cipher);
    SSL *mutableConnection = const_cast<SSL *>(connection); // SSL_ctrl takes no const, and only reads here
    const long group = SSL_get_negotiated_group(mutableConnection);
    if (const char *name = group > 0 ? OBJ_nid2sn(static_cast<int>(group)) : nullptr)
        trace.details.group = name;
}

bool isAboutCertificate(int alert)
{
    return (alert >= SSL_AD_BAD_CERTIFICATE && alert <= SSL_AD_CERTIFICATE_UNKNOWN) || alert == SSL_AD_UNKNOWN_CA
           || alert == SSL_AD_ACCESS_DENIED || alert == SSL_AD_CERTIFICATE_REQUIRED;
}

Error tlsError(const TlsTrace &trace, unsigned long opensslError, std::string_view peer)
{
    const auto make = [&](ErrorKind kind, std::string reason) {
        Error error = makeError(kind, Interface::tls, handshakeStep, std::move(reason));
        error.tlsAlert = trace.details.alert;
        return error;
    };
    const std::string side(peer);
    if (trace.refused)
        return make(ErrorKind::untrusted,
                    "the " + side + "'s certificate is not accepted: " + trace.details.verification);

    if (trace.details.alert && trace.details.alertFromPeer) {
        const int alert = *trace.details.alert;
        const std::string name = "alert " + std::to_string(alert) + " " + std::string(alertName(alert));
        if (alert == SSL_AD_CERTIFICATE_REQUIRED)
            return make(ErrorKind::refused, "the " + side + " demands a certificate from this side: " + name);
        return make(ErrorKind::refused, isAboutCertificate(alert)
                                            ? "the " + side + " does not accept this side's certificate: " + name
                                            : "the " + side + " ended TLS: " + name);
    }

    switch (ERR_GET_REASON(opensslError)) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
        return make(ErrorKind::malformed, "the " + side + " does not speak TLS on this connection");
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return make(ErrorKind::untrusted, "the " + side + " sent no certificate");
    default: {
        const char *text = ERR_reason_error_string(opensslError);
        return make(ErrorKind::malformed, std::string("TLS failed: ") + (text ? text : "unknown reason"));
    }
    }
}

} // namespace wb::http
