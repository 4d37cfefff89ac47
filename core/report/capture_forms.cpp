// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/capture_forms.h"

#include "core/base/files.h"
#include "core/report/har.h"
#include "core/report/json_lines.h"
#include "core/report/lpac_log.h"
#include "core/report/markdown.h"
#include "core/report/pcap.h"
#include "core/report/script_export.h"

#include <algorithm>

namespace wb::report {

namespace {

constexpr CaptureFormInfo forms[]{
    {CaptureForm::smdscap, "smdscap", "smdscap", "Capture"},
    {CaptureForm::jsonLines, "jsonl", "jsonl", "JSON lines"},
    {CaptureForm::har, "har", "har", "HTTP archive (HTTPS only)"},
    {CaptureForm::pcap, "pcap", "pcap", "Wireshark packets (APDUs only)"},
    {CaptureForm::script, "script", "apdu", "Console script (APDUs only)"},
    {CaptureForm::markdown, "markdown", "md", "Report for a ticket"},
};

Bytes octetsOf(std::string_view text)
{
    return copyOf(viewOf(text));
}

} // namespace

std::span<const CaptureFormInfo> captureForms()
{
    return forms;
}

const CaptureFormInfo &infoOf(CaptureForm form)
{
    return *std::find_if(std::begin(forms), std::end(forms),
                         [form](const CaptureFormInfo &info) { return info.form == form; });
}

Bytes exported(CaptureForm form, const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges)
{
    switch (form) {
    case CaptureForm::smdscap: return capture::captureOctets(header, exchanges);
    case CaptureForm::jsonLines: return toJsonLines(header, exchanges);
    case CaptureForm::har: return toHar(header, exchanges);
    case CaptureForm::pcap: return toPcap(exchanges).file;
    case CaptureForm::script: return octetsOf(toScript(exchanges));
    case CaptureForm::markdown: return octetsOf(toMarkdown(header, exchanges));
    }
    return {};
}

Result<capture::OpenedCapture> imported(ByteView octets)
{
    const std::string_view text = textOf(octets);
    if (text.starts_with("SMDSCAP"))
        return capture::readCapture(octets);
    if (isLpacLog(octets))
        return fromLpacLog(octets);
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string_view::npos || text[first] != '{')
        return fail(ErrorKind::malformed, Interface::file, "capture",
                    "this is neither a capture (.smdscap), JSON lines, a HAR nor the debug output of lpac");
    if (text.substr(0, text.find('\n')).find("\"smds-capture\"") != std::string_view::npos)
        return fromJsonLines(octets);
    return fromHar(octets.subspan(first));
}

Result<capture::OpenedCapture> importedFile(const std::filesystem::path &file)
{
    const Result<std::string> content = readFile(file);
    if (!content)
        return fail(content.error());
    auto capture = imported(viewOf(*content));
    if (!capture)
        capture.error().step = file.string();
    return capture;
}

} // namespace wb::report
