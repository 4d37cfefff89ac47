// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/capture_file.h"

#include "core/asn1/decode.h"
#include "core/asn1/encode.h"
#include "core/base/files.h"
#include "core/capture/file_records.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace wb::capture {

namespace {

constexpr std::string_view signature = "SMDSCAP\n";
constexpr std::uint8_t marker[4]{0xA5, 0x5A, 0xC3, 0x3C};
constexpr std::size_t checkLength = 8;
constexpr std::size_t frameHead = sizeof marker + 4 + checkLength;
constexpr std::size_t searchesPerOctet = 64;
constexpr std::size_t longestRecord = std::size_t(64) << 20;

QByteArray checkOf(ByteView payload)
{
    return QCryptographicHash::hash(QByteArray::fromRawData(reinterpret_cast<const char *>(payload.data()),
                                                            static_cast<qsizetype>(payload.size())),
                                    QCryptographicHash::Sha256)
        .first(checkLength);
}

Bytes framed(ByteView payload)
{
    Bytes frame(marker, marker + sizeof marker);
    for (int shift = 24; shift >= 0; shift -= 8)
        frame.push_back(static_cast<std::uint8_t>(payload.size() >> shift));
    const QByteArray check = checkOf(payload);
    frame.insert(frame.end(), check.begin(), check.end());
    append(frame, payload);
    return frame;
}

/// What stands at a place of the file.
struct Frame {
    ByteView payload;
    std::size_t whole = 0;
    std::string_view problem; ///< empty: whole
    bool hashed = false;      ///< its octets were looked at, which takes time
};

Frame frameAt(ByteView octets, std::size_t at)
{
    const ByteView rest = octets.subspan(at);
    if (rest.size() < frameHead)
        return {{}, 0, "the file ends within the head of a record", false};
    if (!std::equal(std::begin(marker), std::end(marker), rest.begin()))
        return {{}, 0, "no record begins here", false};
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
        length = length << 8 | rest[sizeof marker + i];
    if (length > longestRecord)
        return {{}, 0, "the record claims to be longer than any is", false};
    if (length > rest.size() - frameHead)
        return {{}, 0, "the file ends within a record", false};
    const ByteView payload = rest.subspan(frameHead, length);
    const ByteView check = rest.subspan(sizeof marker + 4, checkLength);
    if (textOf(check) != std::string_view(checkOf(payload).constData(), checkLength))
        return {{}, 0, "the record does not fit its check", true};
    return {payload, frameHead + length, {}, true};
}

class CaptureReader {
public:
    explicit CaptureReader(ByteView octets) : m_octets(octets), m_searchLeft(searchesPerOctet * octets.size()) {}

    Result<OpenedCapture> read()
    {
        if (!textOf(m_octets).starts_with(signature))
            return refused(ErrorKind::malformed, "this is no capture file: it does not begin with SMDSCAP");
        std::size_t at = signature.size();
        bool first = true;
        while (at < m_octets.size()) {
            const Frame frame = frameAt(m_octets, at);
            if (!frame.problem.empty()) {
                const std::size_t next = nextWhole(at + 1);
                damaged(at, next - at, std::string(frame.problem));
                at = next;
                first = false;
                continue;
            }
            if (first) {
                if (Result<void> fine = header(frame.payload); !fine)
                    return fail(std::move(fine.error()));
            } else {
                exchange(frame.payload, at, frame.whole);
            }
            at += frame.whole;
            first = false;
        }
        return std::move(m_capture);
    }

private:
    /// Where the next whole record begins, or the end.
    std::size_t nextWhole(std::size_t from)
    {
        for (auto at = m_octets.begin() + static_cast<std::ptrdiff_t>(from);; ++at) {
            at = std::search(at, m_octets.end(), std::begin(marker), std::end(marker));
            const auto offset = static_cast<std::size_t>(at - m_octets.begin());
            const std::size_t cost = m_octets.size() - offset; // at most so much is hashed for it
            if (at == m_octets.end() || cost > m_searchLeft)
                return m_octets.size();
            const Frame frame = frameAt(m_octets, offset);
            if (frame.problem.empty())
                return offset;
            if (frame.hashed)
                m_searchLeft -= cost;
        }
    }

    static Failure refused(ErrorKind kind, std::string reason)
    {
        Error error = makeError(kind, Interface::file, "capture", std::move(reason));
        error.offset = 0;
        return fail(std::move(error));
    }

    Result<void> header(ByteView payload)
    {
        auto read = asn1::decode<StoredHeader>(payload);
        if (!read) {
            // The records may be whole all the same: what is lost is when it was made, and by whom.
            damaged(signature.size(), frameHead + payload.size(), "the header cannot be read: " + read.error().reason);
            m_capture.damages.back().before = 1;
            return {};
        }
        if (read->version > captureVersion)
            return refused(ErrorKind::unsupported, "the capture has version " + std::to_string(read->version)
                                                       + ", this program reads up to "
                                                       + std::to_string(captureVersion));
        m_capture.header = {static_cast<int>(read->version), std::move(read->createdBy.value),
                            TimePoint(std::chrono::milliseconds(read->created)), read->redacted};
        return {};
    }

    void exchange(ByteView payload, std::size_t at, std::size_t whole)
    {
        if (asn1::Reader(payload).peekTag() != StoredExchange::schema.tag)
            return; // a kind of record that a later version of this format has
        auto read = asn1::decode<StoredExchange>(payload);
        if (!read) {
            damaged(at, whole, read.error().step + " " + read.error().reason);
            return;
        }
        Exchange exchange = restored(std::move(*read));
        for (Damage &damage : m_capture.damages) {
            if (damage.before != 0)
                continue;
            damage.before = exchange.number;
            const std::uint64_t last = m_capture.exchanges.empty() ? 0 : m_capture.exchanges.back()->number;
            damage.missing = exchange.number > last + 1 ? exchange.number - last - 1 : 0;
        }
        m_capture.exchanges.push_back(std::make_shared<const Exchange>(std::move(exchange)));
    }

    void damaged(std::size_t at, std::size_t length, std::string reason)
    {
        m_capture.damages.push_back({at, length, std::move(reason), 0, 0});
    }

    ByteView m_octets;
    std::size_t
        m_searchLeft; ///< octets that may still be hashed in search of a whole record: an enemy could ask for many
    OpenedCapture m_capture;
};

/// What every file begins with.
Bytes headOctets(const CaptureHeader &header)
{
    StoredHeader head;
    head.version = captureVersion;
    head.createdBy.value = header.createdBy;
    head.created = header.created.time_since_epoch().count();
    head.redacted = header.redacted;
    Bytes octets = copyOf(viewOf(signature));
    append(octets, framed(asn1::encode(head)));
    return octets;
}

Failure systemFailure(const std::filesystem::path &file)
{
    return fail(ErrorKind::io, Interface::file, file.string(), std::strerror(errno));
}

} // namespace

std::string Damage::line() const
{
    std::string text = reason;
    if (length == 0) // of a text, where the reason names the line
        return text;
    text = "octets " + std::to_string(offset) + " to " + std::to_string(offset + length) + ": " + reason;
    if (before == 0)
        return text + "; at least one exchange at the end is missing";
    if (missing == 1)
        text += "; exchange " + std::to_string(before - 1) + " is missing";
    else if (missing > 1)
        text += "; exchanges " + std::to_string(before - missing) + " to " + std::to_string(before - 1)
                + " are missing";
    return text;
}

Result<OpenedCapture> readCapture(ByteView octets)
{
    return CaptureReader(octets).read();
}

Result<OpenedCapture> openCapture(const std::filesystem::path &file)
{
    const Result<std::string> content = readFile(file);
    if (!content)
        return fail(content.error());
    auto capture = readCapture(viewOf(*content));
    if (!capture)
        capture.error().step = file.string();
    return capture;
}

struct CaptureWriter::Handle {
    explicit Handle(int number) : descriptor(number) {}
    ~Handle() { ::close(descriptor); }
    Handle(const Handle &) = delete;

    int descriptor;
};

CaptureWriter::CaptureWriter(std::filesystem::path path, std::unique_ptr<Handle> handle)
    : m_path(std::move(path)),
      m_handle(std::move(handle))
{
}

CaptureWriter::CaptureWriter(CaptureWriter &&) noexcept = default;
CaptureWriter &CaptureWriter::operator=(CaptureWriter &&) noexcept = default;
CaptureWriter::~CaptureWriter() = default;

Result<CaptureWriter> CaptureWriter::create(const std::filesystem::path &file, const CaptureHeader &header)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return systemFailure(file);
    CaptureWriter writer(file, std::make_unique<Handle>(descriptor));
    const Bytes octets = headOctets(header);
    if (Result<void> written = writer.write(octets); !written)
        return fail(std::move(written.error()));
    return writer;
}

Result<void> CaptureWriter::append(const Exchange &exchange)
{
    return write(framed(asn1::encode(stored(exchange))));
}

Result<void> CaptureWriter::write(ByteView octets)
{
    while (!octets.empty()) {
        const ssize_t count = ::write(m_handle->descriptor, octets.data(), octets.size());
        if (count < 0 && errno != EINTR)
            return systemFailure(m_path);
        if (count > 0)
            octets = octets.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Bytes captureOctets(const CaptureHeader &header, std::span<const ExchangePtr> exchanges)
{
    Bytes octets = headOctets(header);
    for (const ExchangePtr &exchange : exchanges)
        append(octets, framed(asn1::encode(stored(*exchange))));
    return octets;
}

Result<void> saveCapture(const std::filesystem::path &file, const CaptureHeader &header,
                         std::span<const ExchangePtr> exchanges)
{
    const std::filesystem::path neighbour = file.string() + ".new";
    std::error_code problem;
    {
        auto writer = CaptureWriter::create(neighbour, header);
        if (!writer)
            return fail(std::move(writer.error()));
        for (const ExchangePtr &exchange : exchanges) {
            if (Result<void> written = writer->append(*exchange); !written) {
                std::filesystem::remove(neighbour, problem);
                return written;
            }
        }
    }
    std::filesystem::rename(neighbour, file, problem);
    if (problem) {
        std::error_code ignored;
        std::filesystem::remove(neighbour, ignored);
        return fail(ErrorKind::io, Interface::file, file.string(), problem.message());
    }
    return {};
}

} // namespace wb::capture
