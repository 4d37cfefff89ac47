// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/tls.h"

#include <openssl/types.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace wb::http::testing {

/// One end of a TCP connection of a test, with or without TLS, blocking and without manners: it can do everything wrong.
class RawPeer {
public:
    explicit RawPeer(int socket);
    ~RawPeer();
    RawPeer(const RawPeer &) = delete;
    RawPeer &operator=(const RawPeer &) = delete;

    /// Connects to a port of 127.0.0.1.
    static std::unique_ptr<RawPeer> connect(std::uint16_t port);

    /// Takes the server's side of a handshake. Whether it succeeded.
    bool serveTls(const TlsCredential &credential);

    /// Takes the client's side, accepting every certificate.
    bool startTls(const std::optional<TlsCredential> &credential = std::nullopt);

    bool write(std::string_view text);
    std::string readSome();                       ///< "" at the end of the connection
    std::string readUntil(std::string_view mark); ///< up to and including the mark, or to the end
    std::string readAll();                        ///< to the end
    std::string readRequest();                    ///< head, and the body its Content-Length announces

    /// Whether the other side closes or sends something within this time.
    bool heardWithin(std::chrono::milliseconds time);
    void waitForClose();  ///< reads and drops until then
    void waitForHangUp(); ///< reads nothing

    void endTls();                  ///< close_notify, so that the end is a proper one
    void shutdown();                ///< from another thread: everything blocking returns
    void reset();                   ///< closes with a TCP reset
    std::string serverName() const; ///< as asked for by a TLS client
    int socket() const { return m_socket; }

private:
    int m_socket;
    std::shared_ptr<SSL> m_tls;
    std::string m_kept;
};

/// A listener on 127.0.0.1 that treats its connections, one after the other, as a script says.
class ScriptedServer {
public:
    using Script = std::function<void(RawPeer &peer, int index)>; ///< index: which connection, from 0

    explicit ScriptedServer(Script script);
    ~ScriptedServer();

    std::uint16_t port() const { return m_port; }
    int connections() const { return m_connections; }

private:
    void run(const std::stop_token &stop);

    Script m_script;
    std::uint16_t m_port = 0; ///< before the listener, whose making sets it
    int m_listener = -1;
    std::atomic<int> m_connections = 0;
    std::atomic<RawPeer *> m_current = nullptr;
    std::mutex m_mutex;
    std::jthread m_thread;
};

/// A port on which a connection is never completed: its queue is full and nobody empties it.
class FullPort {
public:
    FullPort();
    ~FullPort();
    std::uint16_t port() const { return m_port; }

    /// Waits until somebody tries to connect.
    void waitForAttempt() const;

private:
    std::uint16_t m_port = 0; ///< before the listener, whose making sets it
    int m_listener = -1;
    std::vector<int> m_queue;
};

} // namespace wb::http::testing
