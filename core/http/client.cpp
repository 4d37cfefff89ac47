// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/client.h"

#include "core/http/head.h"
#include "core/http/recording.h"
#include "core/http/response_reader.h"
#include "core/http/text.h"
#include "core/http/tls_context.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/vector_body.hpp>

#include <array>
#include <limits>

namespace wb::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

// ---------------------------------------------------------------------------------------------------------------- ResponseReader

struct ResponseReader::Impl {
    using Parser = beast::http::response_parser<beast::http::vector_body<std::uint8_t>>;

    /// "0", CRLF, CRLF. Beast 1.81 takes for granted that it sees no fewer octets when it comes back to a last chunk; as no body in chunks
    /// ends with fewer, it is simply not called before.
    static constexpr std::size_t lastChunkSize = 5;

    std::size_t maxHeader;
    std::size_t maxBody;
    bool toHead;
    std::optional<Parser> parser;
    State state = State::head;
    Bytes head;
    Bytes rest; ///< octets the parser has not taken yet
    Error failure;
    bool headWasWhole = false; ///< when failed: only the announced body was too large

    void begin()
    {
        parser.emplace();
        parser->header_limit(static_cast<std::uint32_t>(maxHeader));
        parser->body_limit(maxBody);
        parser->skip(toHead);
        head.clear();
        state = State::head;
    }

    void fail(const error_code &error)
    {
        const bool inHead = state == State::head;
        std::string reason = "the answer is not HTTP: " + error.message();
        if (error == beast::http::error::header_limit)
            reason = "the head of the answer is larger than " + std::to_string(maxHeader) + " octets";
        else if (error == beast::http::error::body_limit)
            reason = "the body of the answer is larger than " + std::to_string(maxBody) + " octets";
        const bool aboutBody = !inHead || error == beast::http::error::body_limit;
        headWasWhole = aboutBody;
        failure = makeError(ErrorKind::malformed, Interface::http, aboutBody ? "body" : "response head",
                            std::move(reason));
        state = State::failed;
    }

    /// The head has just ended: an interim answer is dropped, and the real one awaited.
    void onHead()
    {
        const unsigned status = parser->get().result_int();
        if (status >= 100 && status < 200 && status != 101) {
            begin();
            return;
        }
        parser->eager(true);
        state = parser->is_done() ? State::complete : State::body;
    }
};

ResponseReader::ResponseReader(std::size_t maxHeader, std::size_t maxBody, bool toHead)
    : m_impl(new Impl{maxHeader, maxBody, toHead, std::nullopt, State::head, {}, {}, {}, false})
{
    m_impl->begin();
}

ResponseReader::~ResponseReader() = default;

ResponseReader::State ResponseReader::feed(ByteView octets)
{
    Impl &my = *m_impl;
    append(my.rest, octets);
    std::size_t taken = 0;
    while (taken < my.rest.size() && (my.state == State::head || my.state == State::body)) {
        error_code error;
        if (my.state == State::body && my.parser->chunked() && my.rest.size() - taken < Impl::lastChunkSize)
            break;
        const std::size_t count = my.parser->put(asio::buffer(my.rest.data() + taken, my.rest.size() - taken), error);
        if (my.state == State::head)
            my.head.insert(my.head.end(), my.rest.data() + taken, my.rest.data() + taken + count);
        taken += count;
        if (my.head.size() > my.maxHeader)
            error = beast::http::error::header_limit; // Beast counts the first line apart from the fields
        if (error && error != beast::http::error::need_more) {
            if (my.state == State::head) // what could not be read belongs to the record too
                my.head.insert(my.head.end(), my.rest.begin() + static_cast<std::ptrdiff_t>(taken), my.rest.end());
            my.fail(error);
        } else if (my.state == State::head && my.parser->is_header_done()) {
            my.onHead();
        } else if (my.parser->is_done()) {
            my.state = State::complete;
        } else if (error || count == 0) {
            break;
        }
    }
    my.rest.erase(my.rest.begin(), my.rest.begin() + static_cast<std::ptrdiff_t>(taken));
    return my.state;
}

ResponseReader::State ResponseReader::end()
{
    Impl &my = *m_impl;
    if (my.state == State::body && my.parser->need_eof()) {
        error_code error;
        my.parser->put_eof(error);
        if (error)
            my.fail(error);
        else
            my.state = State::complete;
    }
    if (my.state == State::head) { // what came of an unfinished head is shown as it is
        append(my.head, my.rest);
        my.rest.clear();
    }
    return my.state;
}

ResponseReader::State ResponseReader::state() const
{
    return m_impl->state;
}

int ResponseReader::status() const
{
    const bool known = m_impl->parser->is_header_done() || m_impl->headWasWhole;
    return known ? static_cast<int>(m_impl->parser->get().result_int()) : 0;
}

const Bytes &ResponseReader::head() const
{
    return m_impl->head;
}

const Bytes &ResponseReader::body() const
{
    return m_impl->parser->get().body();
}

bool ResponseReader::keepAlive() const
{
    return m_impl->state == State::complete && m_impl->parser->keep_alive() && m_impl->rest.empty();
}

const Error &ResponseReader::error() const
{
    return m_impl->failure;
}

std::string ResponseReader::progress() const
{
    const Impl &my = *m_impl;
    if (!my.parser->is_header_done()) {
        const std::size_t count = my.head.size() + my.rest.size();
        return count == 0 ? "before any octet of the answer" : "in the middle of the head of the answer";
    }
    std::string text = "after " + std::to_string(body().size());
    if (const auto total = my.parser->content_length())
        text += " of " + std::to_string(*total);
    return text + " body octets";
}

Response ResponseReader::take()
{
    auto message = m_impl->parser->release();
    Response response;
    response.status = static_cast<int>(message.result_int());
    for (const auto &field : message)
        response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    response.body = std::move(message.body());
    return response;
}

Bytes ResponseReader::takeBody()
{
    return std::exchange(m_impl->parser->get().body(), Bytes());
}

// ------------------------------------------------------------------------------------------------------------------------- Client

namespace {

/// An open connection to one address. The trace is made before the stream and outlives it: OpenSSL's callbacks write into it.
struct Connection {
    Connection(asio::io_context &io, asio::ssl::context &context, Address to)
        : address(std::move(to)),
          stream(io, context)
    {
    }

    Address address;
    TlsTrace trace;
    asio::ssl::stream<tcp::socket> stream;
    std::string peer;
    bool heard = false; ///< an octet of HTTP has come from the server

    tcp::socket &socket() { return stream.next_layer(); }
};

enum class Ending { done, timedOut, cancelled };

struct Outcome {
    Ending ending = Ending::done;
    error_code error;
    std::size_t count = 0;
};

bool isClosed(const error_code &error)
{
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated
           || error == asio::error::connection_reset || error == asio::error::broken_pipe
           || error == asio::error::connection_aborted;
}

unsigned long opensslErrorOf(const error_code &error)
{
    return error.category() == asio::error::get_ssl_category() ? static_cast<unsigned int>(error.value()) : 0UL;
}

ErrorKind kindOf(Ending ending)
{
    return ending == Ending::cancelled ? ErrorKind::cancelled : ErrorKind::timedOut;
}

} // namespace

struct Client::Impl {
    explicit Impl(ClientOptions given) : options(std::move(given)), tls(makeTls(options))
    {
        if (tls)
            context.emplace(tls->share());
    }

    ~Impl() { disconnect(); }

    ClientOptions options;
    asio::io_context io{1};
    Result<TlsContext> tls;
    std::optional<asio::ssl::context> context;
    std::unique_ptr<Connection> kept;

    static Result<TlsContext> makeTls(const ClientOptions &options)
    {
        if (!options.peerCheck)
            return fail(ErrorKind::invalid, Interface::tls, "set-up", "nobody decides which certificates are accepted");
        TlsSetup setup;
        setup.peerCheck = options.peerCheck;
        if (options.credential)
            setup.credentials.push_back(*options.credential);
        setup.minimum = options.minimumTls;
        setup.maximum = options.maximumTls;
        setup.keyLogFile = options.keyLogFile;
        return TlsContext::create(std::move(setup));
    }

    /// Starts an asynchronous operation and runs until it has ended, @p deadline has come or a stop is requested; in the two
    /// latter cases the socket is closed, so that nothing is left behind.
    template <class Start>
    Outcome drive(Connection &connection, SteadyTime deadline, const std::stop_token &stop, Start start)
    {
        Outcome outcome;
        bool ended = false;
        start([&](const error_code &error, std::size_t count = 0) {
            ended = true;
            outcome.error = error;
            outcome.count = count;
        });
        bool closed = false;
        while (!ended) { // NOLINT(bugprone-infinite-loop): the handler sets it inside run_one()
            io.restart();
            if (closed)
                io.run_one();
            else
                io.run_one_until(deadline); // a stop wakes it with an empty handler
            if (ended || closed)
                continue;
            const bool cancelled = stop.stop_requested();
            if (cancelled || std::chrono::steady_clock::now() >= deadline) {
                outcome.ending = cancelled ? Ending::cancelled : Ending::timedOut;
                error_code ignored;
                connection.socket().close(ignored);
                closed = true;
            }
        }
        return outcome;
    }

    /// Whether the server has neither ended the connection nor sent anything since its last answer, as far as can be known now. What
    /// is between TLS and the socket counts: an end of TLS may have come together with the answer, and a ticket is no answer.
    bool isQuiet(Connection &connection)
    {
        std::uint8_t octet = 0;
        std::optional<error_code> ended;
        connection.stream.async_read_some(asio::buffer(&octet, 1),
                                          [&](const error_code &error, std::size_t) { ended = error; });
        io.restart();
        io.poll();
        if (ended)
            return false;
        error_code ignored;
        connection.socket().cancel(ignored);
        while (!ended) { // NOLINT(bugprone-infinite-loop): the handler sets it inside run_one()
            io.restart();
            io.run_one();
        }
        return *ended == asio::error::operation_aborted;
    }

    void disconnect()
    {
        if (kept)
            hangUp(*kept);
        kept.reset();
    }

    /// Says goodbye as TLS wants it, without waiting for an answer.
    void hangUp(Connection &connection)
    {
        if (connection.socket().is_open())
            drive(connection, std::chrono::steady_clock::now(), {},
                  [&](auto handler) { connection.stream.async_shutdown(handler); });
    }
};

/// One request on its way: reads top to bottom like the phases of the exchange it fills.
class Client::Attempt {
public:
    Attempt(Impl &owner, const Address &address, std::stop_token stop, capture::HttpExchange &http,
            const BodySink *body)
        : m_owner(owner),
          m_address(address),
          m_stop(std::move(stop)),
          m_http(http),
          m_body(body)
    {
    }

    Result<Response> run()
    {
        if (const auto opened = open(); !opened)
            return fail(opened.error());
        const std::optional<Error> notWritten = write();
        if (notWritten && notWritten->kind != ErrorKind::removed)
            return finish(fail(*notWritten));
        // Who closes early has often said why: the answer is read even when the request could not be written whole.
        return finish(read(notWritten));
    }

private:
    Result<void> open()
    {
        if (m_owner.kept && m_owner.kept->address == m_address && m_owner.isQuiet(*m_owner.kept)) {
            m_connection = std::move(m_owner.kept);
            m_http.reusedConnection = true;
            m_http.peer = m_connection->peer;
            m_http.tls = m_connection->trace.details;
            return {};
        }
        m_owner.disconnect();
        const Endpoint endpoint = m_owner.options.map.lookup(m_address);
        m_http.peer = endpoint.text();
        const auto addresses = findAddresses(endpoint.host);
        if (!addresses)
            return fail(addresses.error());
        m_connection = std::make_unique<Connection>(m_owner.io, *m_owner.context, m_address);
        if (auto connected = connect(*addresses, endpoint.port); !connected)
            return connected;
        return shakeHands();
    }

    Result<std::vector<std::string>> findAddresses(const std::string &host)
    {
        if (Address{host, std::nullopt}.isNumeric())
            return std::vector<std::string>{host};
        const PhaseClock clock(m_http.phases.resolve);
        return resolve(m_owner.options.resolver, host, m_owner.options.timeouts.resolve, m_stop);
    }

    Result<void> connect(const std::vector<std::string> &addresses, std::uint16_t port)
    {
        const PhaseClock clock(m_http.phases.connect);
        const auto deadline = std::chrono::steady_clock::now() + m_owner.options.timeouts.connect;
        Error last = makeError(ErrorKind::unreachable, Interface::http, "connect", "the name has no usable address");
        for (std::size_t index = 0; index < addresses.size(); ++index) {
            error_code error;
            const tcp::endpoint endpoint(asio::ip::make_address(addresses[index], error), port);
            if (error)
                continue;
            const std::string peer = Endpoint{addresses[index], port}.text();
            m_http.peer = m_connection->peer = peer;
            const auto now = std::chrono::steady_clock::now();
            const auto share = (deadline - now)
                               / static_cast<int>(addresses.size()
                                                  - index); // one dead address must not take all the time
            m_connection->socket().close(error);
            const Outcome outcome = m_owner.drive(*m_connection, now + share, m_stop, [&](auto handler) {
                m_connection->socket().async_connect(endpoint, handler);
            });
            if (outcome.ending == Ending::done && !outcome.error) {
                m_connection->socket().set_option(tcp::no_delay(true), error);
                return {};
            }
            last = connectError(outcome, peer);
            if (outcome.ending == Ending::cancelled)
                break;
        }
        return fail(std::move(last));
    }

    Error connectError(const Outcome &outcome, const std::string &peer) const
    {
        const auto make = [](ErrorKind kind, std::string reason) {
            return makeError(kind, Interface::http, "connect", std::move(reason));
        };
        if (outcome.ending == Ending::cancelled)
            return make(ErrorKind::cancelled, "cancelled");
        if (outcome.ending == Ending::timedOut)
            return make(ErrorKind::timedOut,
                        "no connection to " + peer + " within " + durationText(m_owner.options.timeouts.connect));
        if (outcome.error == asio::error::connection_refused)
            return make(ErrorKind::unreachable, "nobody listens at " + peer);
        if (outcome.error == asio::error::network_unreachable || outcome.error == asio::error::host_unreachable)
            return make(ErrorKind::unreachable, "there is no way to " + peer);
        return make(ErrorKind::unreachable, "no connection to " + peer + ": " + outcome.error.message());
    }

    Result<void> shakeHands()
    {
        const PhaseClock clock(m_http.phases.handshake);
        Connection &connection = *m_connection;
        connection.trace.peerName = m_address.host;
        SSL *ssl = connection.stream.native_handle();
        if (auto attached = m_owner.tls->attach(ssl, connection.trace, !m_address.isNumeric()); !attached)
            return attached;
        const auto limit = m_owner.options.timeouts.handshake;
        const Outcome outcome = m_owner.drive(
            connection, std::chrono::steady_clock::now() + limit, m_stop,
            [&](auto handler) { connection.stream.async_handshake(asio::ssl::stream_base::client, handler); });
        describe(ssl, connection.trace);
        m_http.tls = connection.trace.details;
        if (outcome.ending == Ending::done && !outcome.error)
            return {};

        const auto fails = [](ErrorKind kind, std::string reason) {
            return fail(kind, Interface::tls, handshakeStep, std::move(reason));
        };
        if (outcome.ending == Ending::cancelled)
            return fails(ErrorKind::cancelled, "cancelled");
        if (outcome.ending == Ending::timedOut)
            return fails(ErrorKind::timedOut, "TLS was not agreed on within " + durationText(limit));
        if (!connection.trace.refused && !connection.trace.details.alert && isClosed(outcome.error))
            return fails(ErrorKind::removed, "the server closed the connection during the TLS handshake");
        return fail(tlsError(connection.trace, opensslErrorOf(outcome.error), "server"));
    }

    std::optional<Error> write()
    {
        const PhaseClock clock(m_http.phases.write);
        const auto limit = m_owner.options.timeouts.write;
        const std::array<asio::const_buffer, 2> octets{asio::buffer(m_http.requestHead),
                                                       asio::buffer(m_http.requestBody)};
        const Outcome outcome = m_owner.drive(
            *m_connection, std::chrono::steady_clock::now() + limit, m_stop,
            [&](auto handler) { asio::async_write(m_connection->stream, octets, handler); });
        if (outcome.ending == Ending::done && !outcome.error)
            return std::nullopt;
        if (outcome.ending == Ending::timedOut)
            return makeError(kindOf(outcome.ending), Interface::http, "write",
                             "the server did not take the request within " + durationText(limit));
        if (outcome.ending == Ending::cancelled)
            return makeError(kindOf(outcome.ending), Interface::http, "write", "cancelled");
        return makeError(ErrorKind::removed, Interface::http, "write",
                         "the server closed the connection while the request was sent");
    }

    Result<Response> read(const std::optional<Error> &notWritten)
    {
        // What is handed on as it comes is not limited as a whole.
        ResponseReader reader(m_owner.options.limits.maxHeader,
                              m_body ? std::numeric_limits<std::size_t>::max() : m_owner.options.limits.maxBody,
                              m_http.method == "HEAD");
        std::optional<Error> failure = receive(reader);
        m_http.status = reader.status();
        m_http.responseHead = reader.head();
        m_http.responseBody = reader.body();
        if (failure)
            return fail(notWritten && m_http.responseHead.empty() && failure->interface != Interface::tls ? *notWritten
                                                                                                          : *failure);
        m_reusable = reader.keepAlive() && !notWritten;
        return reader.take();
    }

    /// Reads until the answer is complete; the error says why it is not.
    std::optional<Error> receive(ResponseReader &reader)
    {
        std::array<std::uint8_t, 16 * 1024> buffer;
        std::chrono::milliseconds limit = m_owner.options.timeouts.firstByte;
        SteadyTime deadline = std::chrono::steady_clock::now() + limit;
        std::optional<PhaseClock> clock;
        clock.emplace(m_http.phases.firstByte);
        bool first = true;
        while (reader.state() != ResponseReader::State::complete) {
            const Outcome outcome = m_owner.drive(*m_connection, deadline, m_stop, [&](auto handler) {
                m_connection->stream.async_read_some(asio::buffer(buffer), handler);
            });
            const char *step = first ? "first byte" : "body";
            if (outcome.ending == Ending::cancelled)
                return ended(reader, ErrorKind::cancelled, step, "cancelled");
            if (outcome.ending == Ending::timedOut) {
                const std::string text = first ? "no answer within " : "the answer was not complete within ";
                return ended(reader, ErrorKind::timedOut, step,
                             text + durationText(limit) + (first ? "" : ": it stopped " + reader.progress()));
            }
            if (outcome.error)
                return readError(reader, outcome.error, step);
            if (first) {
                first = false;
                m_connection->heard = true;
                clock.emplace(m_http.phases.body);
                limit = m_owner.options.timeouts.body;
                deadline = std::chrono::steady_clock::now() + limit;
            }
            if (reader.feed(ByteView(buffer.data(), outcome.count)) == ResponseReader::State::failed)
                return reader.error();
            if (m_body && reader.status() == 200) {
                deadline = std::chrono::steady_clock::now() + limit;
                if (!handOn(reader))
                    break;
            } else if (m_body && reader.body().size() > m_owner.options.limits.maxBody) {
                return makeError(ErrorKind::malformed, Interface::http, "body", "the answer is too large");
            }
        }
        return std::nullopt;
    }

    /// Whether more is wanted.
    bool handOn(ResponseReader &reader)
    {
        const Bytes octets = reader.takeBody();
        return octets.empty() || (*m_body)(octets);
    }

    Error ended(ResponseReader &reader, ErrorKind kind, const char *step, std::string reason) const
    {
        reader.end();
        return makeError(kind, Interface::http, step, std::move(reason));
    }

    std::optional<Error> readError(ResponseReader &reader, const error_code &error, const char *step)
    {
        const TlsTrace &trace = m_connection->trace;
        m_http.tls = trace.details;
        // On TLS 1.3 a server looks at the client's certificate when the client already believes the handshake done.
        if (trace.details.alert && trace.details.alertFromPeer) {
            reader.end();
            Error alert = tlsError(trace, opensslErrorOf(error), "server");
            if (m_connection->heard || !isAboutCertificate(*trace.details.alert))
                alert.step = step;
            return alert;
        }
        const std::string progress = reader.progress();
        if (error == asio::error::eof && reader.end() == ResponseReader::State::complete)
            return std::nullopt;
        if (reader.state() == ResponseReader::State::failed)
            return reader.error();
        if (isClosed(error))
            return ended(reader, ErrorKind::removed, step, "the server closed the connection " + progress);
        return ended(reader, ErrorKind::malformed, step, "the connection broke " + progress + ": " + error.message());
    }

    Result<Response> finish(Result<Response> result)
    {
        if (result && m_reusable)
            m_owner.kept = std::move(m_connection);
        else if (m_connection)
            m_owner.hangUp(*m_connection);
        return result;
    }

    Impl &m_owner;
    const Address &m_address;
    std::stop_token m_stop;
    capture::HttpExchange &m_http;
    const BodySink *m_body; ///< none: the answer is wanted whole
    std::unique_ptr<Connection> m_connection;
    bool m_reusable = false;
};

Client::Client(ClientOptions options) : m_impl(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;
Client::Client(Client &&) noexcept = default;
Client &Client::operator=(Client &&) noexcept = default;

Result<void> Client::ready() const
{
    if (!m_impl->tls)
        return fail(m_impl->tls.error());
    return {};
}

Result<Response> Client::send(const Address &address, const Request &request, const Label &label, std::stop_token stop,
                              const BeforeRecord &beforeRecord)
{
    return perform(address, request, label, std::move(stop), beforeRecord, nullptr);
}

Result<Response> Client::listen(const Address &address, const Request &request, const Label &label,
                                const BodySink &body, std::stop_token stop)
{
    return perform(address, request, label, std::move(stop), {}, &body);
}

Result<Response> Client::perform(const Address &address, const Request &request, const Label &label,
                                 std::stop_token stop, const BeforeRecord &beforeRecord, const BodySink *body)
{
    if (const auto good = ready(); !good)
        return fail(good.error());
    Result<Bytes> head = requestHead(request, address);
    if (!head)
        return fail(head.error());
    // An answer that is there at once would never let the attempt look at the token.
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::http, "connect", "stopped before anything was sent");

    capture::Exchange exchange;
    exchange.start = Clock::system().now();
    exchange.interface = label.interface;
    exchange.what = label.what;
    exchange.subject = label.subject;
    exchange.from = m_impl->options.from;
    exchange.to = address.text();
    capture::HttpExchange &http = exchange.detail.emplace<capture::HttpExchange>();
    http.method = request.method;
    http.address = address.text();
    http.target = request.target;
    http.requestHead = std::move(*head);
    http.requestBody = request.body;

    const auto begin = std::chrono::steady_clock::now();
    Result<Response> result;
    {
        const std::stop_callback wake(stop, [this] { asio::post(m_impl->io, [] {}); });
        result = Attempt(*m_impl, address, stop, http, body).run();
    }
    exchange.duration = std::chrono::duration_cast<capture::Duration>(std::chrono::steady_clock::now() - begin);
    if (!result)
        exchange.error = result.error();
    exchange.status = statusText(http, exchange.error);
    if (beforeRecord)
        beforeRecord(exchange);
    if (m_impl->options.sink)
        m_impl->options.sink->record(std::move(exchange));
    return result;
}

void Client::disconnect()
{
    m_impl->disconnect();
}

} // namespace wb::http
