// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/capture_text.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/verbs.h"
#include "core/report/capture_export.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace wb::cli {

namespace {

struct CaptureConvertOptions {
    std::string from;
    std::string to;
    std::string form;
    bool notRedacted = false;
    std::string tables;
};

/// By its name, else by the suffix of the file.
Result<report::CaptureForm> formOf(const CaptureConvertOptions &options)
{
    const std::string suffix = std::filesystem::path(options.to).extension().string();
    for (const report::CaptureFormInfo &info : report::captureForms()) {
        if (options.form.empty() ? suffix == "." + std::string(info.suffix) : options.form == info.name)
            return info.form;
    }
    return fail(ErrorKind::invalid, Interface::config, options.to,
                "its suffix names no form that is written; --as does");
}

std::string formNames()
{
    std::string names;
    for (const report::CaptureFormInfo &info : report::captureForms())
        names += (names.empty() ? "" : ", ") + std::string(info.name);
    return names;
}

int captureConvert(const CaptureConvertOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    const auto form = formOf(options);
    if (!form)
        return failed(surroundings, form.error());
    const auto capture = report::importedFile(options.from);
    if (!capture)
        return failed(surroundings, capture.error());
    tellDamages(*capture, console);
    const report::ExportChoice choice{options.to, *form, !options.notRedacted && !capture->header.redacted,
                                      options.tables};
    const auto written = report::exportCapture(capture->exchanges, choice, surroundings.clock.now(), surroundings.stop);
    if (!written)
        return failed(surroundings, written.error());
    if (console.json())
        console.line(QJsonObject{{QStringLiteral("exchanges"), static_cast<int>(written->exchanges)},
                                 {QStringLiteral("redacted"), choice.redact || capture->header.redacted},
                                 {QStringLiteral("pseudonyms"), static_cast<int>(written->pseudonyms)},
                                 {QStringLiteral("table"), qtText(written->table.string())}});
    else
        console.line(options.to + ": " + std::to_string(written->exchanges) + " exchanges, "
                     + std::to_string(written->pseudonyms) + " values replaced");
    if (choice.redact && options.tables.empty() && written->pseudonyms > 0)
        console.note("The table of the pseudonyms was not kept; --table-folder keeps it.");
    if (!choice.redact && !capture->header.redacted)
        console.note("Not redacted: the file names real cards and people.");
    return capture->damages.empty() ? exitOk : exitFailed;
}

} // namespace

Run addCaptureConvert(CLI::App &command)
{
    auto options = std::make_shared<CaptureConvertOptions>();
    command.add_option("from", options->from, captureFileHelp)->required()->type_name("FILE");
    command.add_option("to", options->to, "The file to write")->required()->type_name("FILE");
    command.add_option("--as", options->form, "Its form: " + formNames() + " (default: by its suffix)")
        ->type_name("FORM")
        ->check(
            [](const std::string &name) {
                const auto forms = report::captureForms();
                const bool known = std::any_of(forms.begin(), forms.end(),
                                               [&](const auto &info) { return info.name == name; });
                return known ? std::string() : "'" + name + "' is no form; there are " + formNames();
            },
            "");
    command.add_flag("--not-redacted", options->notRedacted, "Leave EIDs and other values of people as they are");
    command.add_option("--table-folder", options->tables, "Keep the table of the pseudonyms here")->type_name("FOLDER");
    command.footer("What identifies people becomes pseudonyms of the same form, unless --not-redacted says otherwise.");
    return [options](Surroundings &surroundings) { return captureConvert(*options, surroundings); };
}

} // namespace wb::cli
