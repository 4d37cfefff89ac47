// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/capture/exchange.h"

#include <filesystem>
#include <memory>
#include <span>

namespace wb::capture {

/// What the beginning of a capture file says of it.
struct CaptureHeader {
    int version = 1;
    std::string createdBy; ///< "SM-DS Workbench"
    TimePoint created;
    bool redacted = false; ///< what identifies people was replaced by pseudonyms
};

/// Octets of a file that are no whole record, and what is missing with them.
struct Damage {
    std::size_t offset = 0;   ///< from the start of the file
    std::size_t length = 0;   ///< 0 in an imported text, whose reason names the line
    std::string reason;       ///< "the record does not fit its check"
    std::uint64_t before = 0; ///< number of the first exchange after it; 0 at the end of the file
    std::uint64_t missing =
        0; ///< exchanges that are lost there, as the numbers around say; at the end of the file: at least

    /// "octets 120 to 512: the record does not fit its check; exchanges 3 to 5 are missing".
    std::string line() const;
};

/// All that could be read of a file.
struct OpenedCapture {
    CaptureHeader header;
    std::vector<ExchangePtr> exchanges; ///< numbered as in the file
    std::vector<Damage> damages;        ///< in the order of the file; empty for a whole one
};

/// The format of docs/capture-format.md: records that each carry their length and a check, only ever appended to.
inline constexpr int captureVersion = 1;

/// Reads a capture from octets. Damaged records are passed over, and everything that is whole is returned. Errors: malformed when
/// the octets do not begin as a capture does; unsupported for a later version.
Result<OpenedCapture> readCapture(ByteView octets);

/// The same from a file. Errors: also those of readFile().
Result<OpenedCapture> openCapture(const std::filesystem::path &file);

/// Writes a capture as its exchanges happen. Each append is one write to the file, so that a crash of the program costs at most the
/// exchange that was being written. One thread at a time.
class CaptureWriter {
public:
    /// Makes the file, readable by its owner alone; one that is there is replaced. Error: file, io with the system's words.
    static Result<CaptureWriter> create(const std::filesystem::path &file, const CaptureHeader &header);

    CaptureWriter(CaptureWriter &&) noexcept;
    CaptureWriter &operator=(CaptureWriter &&) noexcept;
    ~CaptureWriter();

    /// Error: file, io ("No space left on device"). What was written before stays readable.
    Result<void> append(const Exchange &exchange);

    const std::filesystem::path &file() const { return m_path; }

private:
    struct Handle;
    CaptureWriter(std::filesystem::path path, std::unique_ptr<Handle> handle);
    Result<void> write(ByteView octets);

    std::filesystem::path m_path;
    std::unique_ptr<Handle> m_handle;
};

/// A whole capture as the octets of its file.
Bytes captureOctets(const CaptureHeader &header, std::span<const ExchangePtr> exchanges);

/// Writes a whole capture, or nothing: into a neighbour first, then renamed over the file.
Result<void> saveCapture(const std::filesystem::path &file, const CaptureHeader &header,
                         std::span<const ExchangePtr> exchanges);

} // namespace wb::capture
