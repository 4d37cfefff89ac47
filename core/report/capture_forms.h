// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/capture_file.h"

#include <span>

namespace wb::report {

/// A form in which a capture leaves the program.
enum class CaptureForm { smdscap, jsonLines, har, pcap, script, markdown };

struct CaptureFormInfo {
    CaptureForm form;
    std::string_view name;   ///< as the command line takes it: "jsonl"
    std::string_view suffix; ///< of files, without a dot
    std::string_view title;  ///< for people
};

/// All of them, the program's own first.
std::span<const CaptureFormInfo> captureForms();
const CaptureFormInfo &infoOf(CaptureForm form);

/// A capture in a form, as the octets of a file.
Bytes exported(CaptureForm form, const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges);

/// Reads whatever holds exchanges: our own file, JSON lines, HAR, the debug output of lpac; told apart by what is in it. Errors: malformed when it
/// is none of them; those of the readers.
Result<capture::OpenedCapture> imported(ByteView octets);

/// The same from a file, named in errors.
Result<capture::OpenedCapture> importedFile(const std::filesystem::path &file);

} // namespace wb::report
