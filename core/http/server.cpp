// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/server.h"

#include "core/http/connection_table.h"
#include "core/http/head.h"
#include "core/http/rate_limit.h"
#include "core/http/recording.h"
#include "core/http/request_reader.h"
#include "core/http/server_tally.h"
#include "core/http/tls_context.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/vector_body.hpp>

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include <fcntl.h>

namespace wb::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;

// ----------------------------------------------------------------------------------------------------------------- RequestReader

struct RequestReader::Impl {
    using Parser = beast::http::request_parser<beast::http::vector_body<std::uint8_t>>;

    /// "0", CRLF, CRLF. Beast 1.81 takes for granted that it sees no fewer octets when it comes back to a last chunk; as no body in chunks
    /// ends with fewer, it is simply not called before.
    static constexpr std::size_t lastChunkSize = 5;

    std::size_t maxHeader;
    std::size_t maxBody;
    std::optional<Parser> parser;
    State state = State::head;
    Bytes head;
    Bytes rest; ///< octets the parser has not taken yet: of this request, or of the next one when this is complete
    int refusal = 0;
    std::string reason;

    void begin()
    {
        parser.emplace();
        parser->header_limit(static_cast<std::uint32_t>(maxHeader));
        parser->body_limit(maxBody);
        head.clear();
        state = State::head;
    }

    void refuse(int status, std::string why)
    {
        refusal = status;
        reason = std::move(why);
        state = State::failed;
    }

    void refuse(const error_code &error)
    {
        if (error == beast::http::error::header_limit)
            refuse(431, "the head of the request is larger than " + std::to_string(maxHeader) + " octets");
        else if (error == beast::http::error::body_limit)
            refuse(413, "the body of the request is larger than " + std::to_string(maxBody) + " octets");
        else
            refuse(400, "the request is not HTTP: " + error.message());
    }

    /// The head has just ended. RFC 9112 section 3.2: exactly one Host in HTTP/1.1.
    void onHead()
    {
        const auto hosts = parser->get().count(beast::http::field::host);
        if (hosts > 1 || (hosts == 0 && parser->get().version() >= 11)) {
            refuse(400, hosts == 0 ? "the request names no host" : "the request names several hosts");
            return;
        }
        parser->eager(true);
        state = parser->is_done() ? State::complete : State::body;
    }

    void parse()
    {
        std::size_t taken = 0;
        while (taken < rest.size() && (state == State::head || state == State::body)) {
            error_code error;
            if (state == State::body && parser->chunked() && rest.size() - taken < lastChunkSize)
                break;
            const std::size_t count = parser->put(asio::buffer(rest.data() + taken, rest.size() - taken), error);
            if (state == State::head)
                head.insert(head.end(), rest.data() + taken, rest.data() + taken + count);
            taken += count;
            if (head.size() > maxHeader)
                error = beast::http::error::header_limit; // Beast counts the first line apart from the fields
            if (error && error != beast::http::error::need_more)
                refuse(error);
            else if (state == State::head && parser->is_header_done())
                onHead();
            else if (parser->is_done())
                state = State::complete;
            else if (error || count == 0)
                break;
        }
        rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(taken));
    }
};

RequestReader::RequestReader(std::size_t maxHeader, std::size_t maxBody)
    : m_impl(new Impl{maxHeader, maxBody, std::nullopt, State::head, {}, {}, 0, {}})
{
    m_impl->begin();
}

RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::feed(ByteView octets)
{
    append(m_impl->rest, octets);
    m_impl->parse();
    return m_impl->state;
}

RequestReader::State RequestReader::state() const
{
    return m_impl->state;
}

bool RequestReader::started() const
{
    return !m_impl->head.empty() || !m_impl->rest.empty();
}

bool RequestReader::expectsContinue() const
{
    return m_impl->state == State::body && m_impl->rest.empty()
           && beast::iequals(m_impl->parser->get()[beast::http::field::expect], "100-continue");
}

bool RequestReader::keepAlive() const
{
    return m_impl->state == State::complete && m_impl->parser->keep_alive();
}

const Bytes &RequestReader::head() const
{
    return m_impl->head;
}

int RequestReader::refusal() const
{
    return m_impl->refusal;
}

const std::string &RequestReader::reason() const
{
    return m_impl->reason;
}

Request RequestReader::take()
{
    auto message = m_impl->parser->release();
    Request request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (const auto &field : message)
        request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    request.body = std::move(message.body());
    m_impl->begin();
    m_impl->parse();
    return request;
}

// ------------------------------------------------------------------------------------------------------------------------ Server

namespace {

constexpr auto asTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds lingering{
    1}; ///< how long a closing connection listens, so that its last words are not lost to a reset
constexpr std::chrono::milliseconds streamPause{200}; ///< before a stream that had nothing is asked again
constexpr std::size_t maxLingering = 4 * 1024 * 1024;

Failure cannotListen(ErrorKind kind, std::string reason)
{
    return fail(kind, Interface::http, "listen", std::move(reason));
}

/// One client. Everything in it belongs to its strand.
struct Connection {
    Connection(tcp::socket socket, asio::ssl::context &context) : stream(beast::tcp_stream(std::move(socket)), context)
    {
        error_code error;
        const auto endpoint = tcpStream().socket().remote_endpoint(error);
        if (!error) {
            const std::string address = endpoint.address().to_string();
            remote = Endpoint{address, endpoint.port()}.text();
            limitKey = limitKeyOf(address);
        }
        tcpStream().socket().set_option(tcp::no_delay(true), error);
    }

    beast::tcp_stream &tcpStream() { return stream.next_layer(); }

    TlsTrace trace; ///< before the stream: OpenSSL's callbacks write into it
    asio::ssl::stream<beast::tcp_stream> stream;
    std::string remote;
    std::string limitKey;       ///< of its address
    std::string certificateKey; ///< of its certificate; empty without one
    std::uint64_t id = 0;
    Doing doing = Doing::shakingHands;
    std::array<std::uint8_t, 16 * 1024> buffer;
};

using ConnectionPtr = std::shared_ptr<Connection>;

/// A certificate as the key of a limit.
std::string digestOf(const Bytes &der)
{
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(der.data(), der.size(), reinterpret_cast<unsigned char *>(digest.data()));
    return digest;
}

/// "POST /gsma/...", the first line of what was no request, or what came before any.
std::string nameOf(const capture::HttpExchange &http)
{
    constexpr std::size_t longest = 80;
    if (!http.method.empty())
        return http.method + " " + http.target;
    if (http.status == 0)
        return handshakeStep;
    const auto lineEnd = std::find_if(http.requestHead.begin(), http.requestHead.end(),
                                      [](std::uint8_t octet) { return octet < 0x20 || octet >= 0x7F; });
    const std::string line(http.requestHead.begin(), lineEnd);
    return line.empty() ? "no request" : line.substr(0, std::min(longest, line.rfind(" HTTP/")));
}

/// What is recorded of one request, or of a handshake that failed.
struct Record {
    explicit Record(const Connection &connection)
    {
        exchange.start = Clock::system().now();
        exchange.interface = Interface::http;
        exchange.from = connection.remote;
        exchange.detail.emplace<capture::HttpExchange>().peer = connection.remote;
    }

    capture::HttpExchange &http() { return std::get<capture::HttpExchange>(exchange.detail); }

    capture::Exchange exchange;
    std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
};

} // namespace

struct Server::Impl {
    Impl(ServerOptions given, Handler toCall, TlsContext ready)
        : options(std::move(given)),
          handler(std::move(toCall)),
          tls(std::move(ready)),
          context(tls.share()),
          workers(std::max(1U, options.workers)),
          strand(asio::make_strand(io)),
          acceptor(strand),
          pause(acceptor.get_executor()),
          perAddress(options.limits.connectionsPerAddress),
          handshakeRate(options.limits.handshakesPerAddress),
          addressRate(options.limits.requestsPerAddress),
          certificateRate(options.limits.requestsPerCertificate)
    {
    }

    ServerOptions options;
    Handler handler;
    TlsContext tls;
    asio::io_context io;
    asio::ssl::context context;
    asio::thread_pool workers;
    asio::strand<asio::io_context::executor_type> strand; ///< of the acceptor
    tcp::acceptor acceptor;
    asio::steady_timer pause; ///< of the acceptor, when the system refuses
    std::uint16_t boundPort = 0;
    ConnectionTable table;
    std::uint64_t acceptorId = 0; ///< the acceptor is in the table too, so that its end is waited for
    ConcurrencyLimit perAddress;
    RateLimit handshakeRate;
    RateLimit addressRate;
    RateLimit certificateRate;
    Tally tally;
    std::atomic<std::size_t> queued = 0;
    std::atomic<bool> stopping = false;
    std::stop_source handlersStop;
    std::mutex logMutex;
    std::mutex stopMutex;
    bool stopped = false;
    std::vector<std::jthread> threads;

    void noteTimeout(const error_code &error) { tally.timeouts += error == beast::error::timeout ? 1 : 0; }

    void log(const std::string &text)
    {
        if (!options.log)
            return;
        const std::scoped_lock lock(logMutex);
        options.log(options.name.empty() ? text : options.name + ": " + text);
    }

    Result<void> listen()
    {
        error_code error;
        const auto address = asio::ip::make_address(options.bindAddress, error);
        if (error)
            return cannotListen(ErrorKind::invalid, "'" + options.bindAddress + "' is not a numeric address");
        const tcp::endpoint endpoint(address, options.port);
        const std::string where = Endpoint{options.bindAddress, options.port}.text();
        acceptor.open(endpoint.protocol(), error);
        if (!error)
            ::fcntl(acceptor.native_handle(), F_SETFD, FD_CLOEXEC); // a program started from here would keep the port
        if (!error)
            acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error)
            acceptor.bind(endpoint, error);
        if (!error)
            acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error == asio::error::address_in_use)
            return cannotListen(ErrorKind::conflict, where + " is taken by another program");
        if (error)
            return cannotListen(ErrorKind::io, where + ": " + error.message());
        boundPort = acceptor.local_endpoint(error).port();
        if (!address.is_loopback())
            log("listens on " + Endpoint{options.bindAddress, boundPort}.text() + ", which other machines can reach");
        return {};
    }

    void run()
    {
        acceptorId = table.add([this](Doing) {
            asio::post(strand, [this] {
                error_code ignored;
                acceptor.close(ignored);
                pause.cancel();
            });
        });
        table.note(acceptorId, Doing::working); // never the one to make room
        asio::co_spawn(acceptor.get_executor(), acceptAll(),
                       [this](const std::exception_ptr &) { table.remove(acceptorId); });
        for (unsigned index = 0; index < std::max(1U, options.networkThreads); ++index)
            threads.emplace_back([this] { io.run(); });
    }

    void stop()
    {
        const std::scoped_lock lock(stopMutex);
        if (std::exchange(stopped, true))
            return;
        stopping = true;
        table.closeAll(Doing::idle);
        table.waitUntilEmpty(options.limits.grace);
        handlersStop.request_stop();
        do // again and again, because one more may have been accepted just now
            table.closeAll(Doing::working);
        while (!table.waitUntilEmpty(std::chrono::milliseconds(50)));
        workers.join();
        threads.clear(); // io.run() has returned: nothing is left to do
    }

    // ---- everything below runs on the network threads, each connection on its own strand

    awaitable<void> acceptAll()
    {
        while (!stopping) {
            auto [error, socket] = co_await acceptor.async_accept(asio::any_io_executor(asio::make_strand(io)),
                                                                  asTuple);
            if (stopping)
                break;
            if (error) { // most likely out of file descriptors
                log("cannot accept a connection: " + error.message());
                table.makeRoom(0);
                pause.expires_after(std::chrono::milliseconds(50));
                co_await pause.async_wait(asTuple);
                continue;
            }
            ++tally.accepted;
            const auto connection = std::make_shared<Connection>(std::move(socket), context);
            if (handshakeRate.refuse(connection->limitKey)) {
                ++tally.refusedTooFast;
                continue;
            }
            if (!perAddress.enter(connection->limitKey)) {
                ++tally.refusedTooMany;
                continue;
            }
            if (!table.makeRoom(options.limits.maxConnections + 1)) { // and one for the acceptor itself
                ++tally.refusedFull;
                perAddress.leave(connection->limitKey);
                log("refused a connection: all " + std::to_string(options.limits.maxConnections) + " are busy");
                continue;
            }
            accept(connection);
        }
    }

    void accept(const ConnectionPtr &connection)
    {
        const std::weak_ptr<Connection> weak = connection;
        connection->id = table.add([weak](Doing atMost) {
            const ConnectionPtr there = weak.lock();
            if (!there)
                return;
            asio::post(there->stream.get_executor(), [there, atMost] {
                if (there->doing <= atMost)
                    there->tcpStream().close();
            });
        });
        ++tally.connections;
        asio::co_spawn(connection->stream.get_executor(), serve(connection),
                       [this, id = connection->id, key = connection->limitKey](const std::exception_ptr &failure) {
                           if (failure)
                               log("a connection ended by an exception");
                           --tally.connections;
                           perAddress.leave(key);
                           table.remove(id);
                       });
    }

    void note(Connection &connection, Doing doing)
    {
        connection.doing = doing;
        table.note(connection.id, doing);
    }

    awaitable<void> serve(ConnectionPtr connection)
    {
        Connection &my = *connection;
        const bool agreed = co_await shakeHands(my);
        if (!agreed)
            co_return;
        RequestReader reader(options.limits.maxHeader, options.limits.maxBody);
        for (unsigned served = 1;; ++served) {
            note(my, Doing::idle);
            const bool received = co_await receive(my, reader);
            if (!received)
                break;
            note(my, Doing::working);
            const bool last = served >= options.limits.requestsPerConnection;
            const bool goesOn = co_await answer(my, reader, last);
            if (!goesOn)
                break;
        }
        co_await hangUp(my);
    }

    awaitable<bool> shakeHands(Connection &my)
    {
        Record record(my);
        SSL *ssl = my.stream.native_handle();
        if (!tls.attach(ssl, my.trace, false))
            co_return false;
        my.tcpStream().expires_after(options.limits.handshake);
        const auto [error] = co_await my.stream.async_handshake(asio::ssl::stream_base::server, asTuple);
        describe(ssl, my.trace);
        if (!error) {
            if (options.limits.requestsPerCertificate.isLimited() && !my.trace.details.peerChain.empty())
                my.certificateKey = digestOf(my.trace.details.peerChain.front());
            co_return true;
        }

        ++tally.handshakesFailed;
        noteTimeout(error);
        Error failure = handshakeError(my, error);
        if (!options.sink) // which tells it too
            log("TLS with " + my.remote + " failed: " + failure.reason);
        finish(my, record, std::move(failure));
        co_await linger(my); // the alert must arrive
        co_return false;
    }

    Error handshakeError(const Connection &my, const error_code &error) const
    {
        const auto make = [](ErrorKind kind, const char *reason) {
            return makeError(kind, Interface::tls, handshakeStep, reason);
        };
        if (error.category() == asio::error::get_ssl_category())
            return tlsError(my.trace, static_cast<unsigned int>(error.value()), "client");
        if (error == beast::error::timeout)
            return make(ErrorKind::timedOut, "the client took too long");
        return make(ErrorKind::removed, "the client closed the connection");
    }

    /// Reads one request. False when there is none: the client left, was too slow, or sent what got its refusal here.
    awaitable<bool> receive(Connection &my, RequestReader &reader)
    {
        using State = RequestReader::State;
        State timed = State::complete; // the part of the request whose time is running; complete: none
        my.tcpStream().expires_after(options.limits.idle);
        while (reader.state() != State::complete) {
            if (reader.state() == State::failed) {
                Record record(my);
                ++tally.requests;
                record.http().requestHead = reader.head();
                const std::string reason = reader.reason() + "\n";
                Response refusal{reader.refusal(), {{"Content-Type", "text/plain"}}, copyOf(viewOf(reason))};
                co_await send(my, record, std::move(refusal), false, false);
                finish(my, record, makeError(ErrorKind::malformed, Interface::http, "request", reader.reason()));
                co_return false;
            }
            if (reader.started() && timed != reader.state()) {
                timed = reader.state();
                note(my, Doing::receiving);
                my.tcpStream().expires_after(timed == State::head ? options.limits.header : options.limits.body);
                if (reader.expectsContinue()) {
                    static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
                    const auto [error, count] = co_await asio::async_write(my.stream, asio::buffer(goOn), asTuple);
                    if (error)
                        co_return false;
                }
            } else if (!reader.started() && stopping) {
                co_return false;
            }
            const auto [error, count] = co_await my.stream.async_read_some(asio::buffer(my.buffer), asTuple);
            if (error) {
                if (reader.started())
                    noteTimeout(error);
                co_return false;
            }
            reader.feed(ByteView(my.buffer.data(), count));
        }
        co_return true;
    }

    /// Has the complete request answered. Whether another may follow on this connection.
    awaitable<bool> answer(Connection &my, RequestReader &reader, bool last)
    {
        Record record(my);
        record.http().requestHead = reader.head();
        const bool clientGoesOn = reader.keepAlive();
        Request request = reader.take();
        request.peerChain = my.trace.details.peerChain;
        request.remote = my.remote;
        request.origin = my.limitKey;
        request.listener = options.name;

        ++tally.requests;
        Response response;
        if (auto limited = refusedByRate(my)) {
            response = std::move(*limited);
        } else if (options.workers == 0) {
            response = callHandler(request);
        } else {
            if (queued.fetch_add(1) < options.limits.maxQueued + options.workers) {
                response = co_await asio::co_spawn(workers.get_executor(), work(request), asio::use_awaitable);
            } else {
                ++tally.requestsQueuedOut;
                response = Response{503, {{"Retry-After", "1"}}, {}};
            }
            queued.fetch_sub(1);
        }

        const bool toHead = request.method == "HEAD";
        const StreamSource source = toHead ? StreamSource() : response.stream;
        const bool keepAlive = clientGoesOn && !last && !source
                               && !stopping; // the server may have been stopped meanwhile
        const auto address = request.header("Host");
        record.http().method = request.method;
        record.http().target = request.target;
        record.http().address = address ? std::string(*address) : std::string();
        record.http().requestBody = std::move(request.body);
        bool sent = co_await send(my, record, std::move(response), keepAlive, toHead);
        if (sent && source)
            sent = co_await sendStream(my, source);
        std::optional<Error> failure;
        if (!sent)
            failure = makeError(ErrorKind::removed, Interface::http, "write",
                                "the client left before it had its answer");
        finish(my, record, std::move(failure));
        co_return sent &&keepAlive;
    }

    /// The answer to a client that asks more often than it may; none when it may.
    std::optional<Response> refusedByRate(const Connection &my)
    {
        auto wait = addressRate.refuse(my.limitKey);
        if (!wait && !my.certificateKey.empty())
            wait = certificateRate.refuse(my.certificateKey);
        if (!wait)
            return {};
        ++tally.requestsLimited;
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
        return Response{429, {{"Retry-After", std::to_string(seconds)}}, {}};
    }

    /// Runs on a worker.
    awaitable<Response> work(const Request &request) { co_return callHandler(request); }

    Response callHandler(const Request &request)
    {
        try {
            return handler(request, handlersStop.get_token());
        } catch (const std::exception &exception) {
            log(request.method + " " + request.target + " failed: " + exception.what());
        } catch (...) {
            log(request.method + " " + request.target + " failed");
        }
        return Response{500, {}, {}};
    }

    awaitable<bool> send(Connection &my, Record &record, Response response, bool keepAlive, bool toHead)
    {
        Result<Bytes> head = responseHead(response, keepAlive);
        if (!head) {
            log("an answer could not be sent: " + head.error().reason);
            response = Response{500, {}, {}};
            head = responseHead(response, keepAlive);
        }
        if (toHead || !mayHaveBody(response.status))
            response.body.clear();
        record.exchange.subject = std::move(response.subject);
        record.http().status = response.status;
        record.http().responseHead = std::move(*head);
        record.http().responseBody = std::move(response.body);
        const std::array<asio::const_buffer, 2> octets{asio::buffer(record.http().responseHead),
                                                       asio::buffer(record.http().responseBody)};
        my.tcpStream().expires_after(options.limits.write);
        const auto [error, count] = co_await asio::async_write(my.stream, octets, asTuple);
        if (error)
            noteTimeout(error);
        else
            tally.noteAnswer(record.http().status);
        co_return !error;
    }

    /// Asks a source again and again until it or the server ends, or the client is gone. No worker waits for it.
    awaitable<bool> sendStream(Connection &my, const StreamSource &source)
    {
        asio::steady_timer pauseOfStream(my.stream.get_executor());
        while (!stopping) {
            const std::optional<Bytes> piece = co_await asio::co_spawn(workers.get_executor(), pull(source),
                                                                       asio::use_awaitable);
            if (!piece)
                co_return true;
            if (piece->empty()) {
                pauseOfStream.expires_after(streamPause);
                co_await pauseOfStream.async_wait(asTuple);
                continue;
            }
            my.tcpStream().expires_after(options.limits.write);
            const auto [error, count] = co_await asio::async_write(my.stream, asio::buffer(*piece), asTuple);
            if (error)
                co_return false;
        }
        co_return true;
    }

    /// Runs on a worker.
    awaitable<std::optional<Bytes>> pull(const StreamSource &source)
    {
        try {
            co_return source();
        } catch (const std::exception &exception) {
            log(std::string("a stream ended: ") + exception.what());
        }
        co_return std::nullopt;
    }

    void finish(const Connection &my, Record &record, std::optional<Error> failure)
    {
        if (!options.sink)
            return;
        capture::Exchange &exchange = record.exchange;
        exchange.duration = std::chrono::duration_cast<capture::Duration>(std::chrono::steady_clock::now()
                                                                          - record.begin);
        exchange.to = options.name;
        record.http().tls = my.trace.details;
        exchange.what = nameOf(record.http());
        exchange.error = std::move(failure);
        exchange.status = statusText(record.http(), exchange.error);
        if (options.beforeRecord)
            options.beforeRecord(exchange);
        options.sink->record(std::move(exchange));
    }

    awaitable<void> hangUp(Connection &my)
    {
        my.tcpStream().expires_after(lingering);
        co_await my.stream.async_shutdown(asTuple); // fails when the client does not say goodbye too; it need not
        co_await linger(my);
    }

    /// Reads and drops what the client still sends until it closes: closing over unread octets would reset the connection, and the
    /// alert or answer just sent could be lost with it.
    awaitable<void> linger(Connection &my)
    {
        error_code ignored;
        my.tcpStream().socket().shutdown(tcp::socket::shutdown_send, ignored);
        my.tcpStream().expires_after(lingering);
        for (std::size_t dropped = 0; dropped < maxLingering;) {
            const auto [error, count] = co_await my.tcpStream().async_read_some(asio::buffer(my.buffer), asTuple);
            if (error)
                break;
            dropped += count;
        }
        my.tcpStream().close();
    }
};

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler)
{
    const bool asksForCertificate = options.clientCertificate != ClientCertificate::none;
    if (!handler)
        return cannotListen(ErrorKind::invalid, "there is no handler");
    if (options.credentials.empty())
        return cannotListen(ErrorKind::invalid, "there is no certificate");
    if (asksForCertificate && !options.clientCheck)
        return cannotListen(ErrorKind::invalid, "nobody decides which client certificates are accepted");

    TlsSetup setup;
    setup.server = true;
    setup.credentials = options.credentials;
    setup.minimum = options.minimumTls;
    setup.maximum = options.maximumTls;
    if (asksForCertificate)
        setup.peerCheck = options.clientCheck;
    setup.peerMayBeSilent = options.clientCertificate == ClientCertificate::optional;
    Result<TlsContext> tls = TlsContext::create(std::move(setup));
    if (!tls)
        return fail(tls.error());

    auto impl = std::make_unique<Impl>(std::move(options), std::move(handler), std::move(*tls));
    if (const auto listening = impl->listen(); !listening)
        return fail(listening.error());
    impl->run();
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Server::~Server()
{
    stop();
}

std::uint16_t Server::port() const
{
    return m_impl->boundPort;
}

void Server::stop()
{
    m_impl->stop();
}

Result<void> Server::reload(const std::vector<TlsCredential> &credentials)
{
    return m_impl->tls.reload(credentials);
}

ServerCounters Server::counters() const
{
    return m_impl->tally.snapshot();
}

} // namespace wb::http
