// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/capture_export.h"

#include "core/base/files.h"
#include "core/pki/key.h"
#include "core/report/redaction.h"

namespace wb::report {

namespace {

constexpr std::size_t keyLength = 32;

/// Kind, value and pseudonym of each row, with tabs between.
std::string tableText(const std::vector<Pseudonyms::Row> &rows)
{
    std::string text = "kind\tvalue\tpseudonym\n";
    for (const Pseudonyms::Row &row : rows)
        text += std::string(nameOf(row.kind)) + "\t" + row.value + "\t" + row.pseudonym + "\n";
    return text;
}

Result<std::filesystem::path> writeTable(const ExportChoice &choice, const std::vector<Pseudonyms::Row> &rows,
                                         TimePoint now)
{
    std::error_code problem;
    std::filesystem::create_directories(choice.tableFolder, problem);
    std::filesystem::permissions(choice.tableFolder, std::filesystem::perms::owner_all, problem);
    std::string time = toIso8601(now).substr(0, 19);
    std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
    const std::filesystem::path file = choice.tableFolder / (choice.file.stem().string() + "-" + time + "Z.tsv");
    if (Result<void> written = writeFile(file, tableText(rows)); !written)
        return fail(std::move(written.error()));
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                 problem);
    return file;
}

} // namespace

Result<ExportOutcome> exportCapture(std::span<const capture::ExchangePtr> exchanges, const ExportChoice &choice,
                                    TimePoint now, const std::stop_token &stop)
{
    const capture::CaptureHeader header{capture::captureVersion, "SM-DS Workbench", now, choice.redact};
    ExportOutcome outcome;
    outcome.exchanges = exchanges.size();
    RedactedCapture redacted;
    if (choice.redact) {
        auto made = redact(exchanges, pki::randomBytes(keyLength), stop);
        if (!made)
            return fail(std::move(made.error()));
        redacted = std::move(*made);
        exchanges = redacted.exchanges;
        outcome.pseudonyms = redacted.table.size();
        if (!choice.tableFolder.empty() && !redacted.table.empty()) {
            auto table = writeTable(choice, redacted.table, now);
            if (!table)
                return fail(std::move(table.error()));
            outcome.table = std::move(*table);
        }
    }
    const Bytes octets = exported(choice.form, header, exchanges);
    if (Result<void> written = writeFile(choice.file, textOf(octets)); !written)
        return fail(std::move(written.error()));
    return outcome;
}

} // namespace wb::report
