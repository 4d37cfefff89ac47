// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_source.h"

#include "app/cli/lab_choice.h"
#include "core/base/hex.h"
#include "core/euicc/identity_files.h"
#include "core/euicc/open_euicc.h"
#include "core/lab/lab_euiccs.h"
#include "core/report/capture_forms.h"
#include "smartcard/pcsc/context.h"

#include <algorithm>

namespace wb::cli {

namespace {

bool containsIgnoringCase(std::string_view text, std::string_view part)
{
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

std::string listOf(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "'" : ", '") + name + "'";
    return text;
}

cards::OpenOptions openOptions(const EuiccOptions &options, const std::string &holder)
{
    cards::OpenOptions open;
    open.holder = holder;
    if (options.exclusive)
        open.share = pcsc::ShareMode::exclusive;
    if (!options.protocol.empty())
        open.protocol = options.protocol == "t0" ? pcsc::ProtocolChoice::t0 : pcsc::ProtocolChoice::t1;
    if (options.noLogicalChannel)
        open.session.channel = card::ChannelChoice::basic;
    open.session.terminalCapability = !options.noTerminalCapability;
    open.session.blockSize = options.blockSize;
    for (const std::string &aid : options.aids)
        open.session.aids.push_back(fromHex(aid).value_or(Bytes()));
    return open;
}

} // namespace

Result<std::string> findReader(const std::string &wanted)
{
    pcsc::Context context;
    auto readers = context.readers();
    if (!readers)
        return fail(std::move(readers.error()));
    if (std::find(readers->begin(), readers->end(), wanted) != readers->end())
        return wanted;

    std::vector<std::string> fitting;
    std::copy_if(readers->begin(), readers->end(), std::back_inserter(fitting),
                 [&](const std::string &name) { return containsIgnoringCase(name, wanted); });
    if (fitting.size() == 1)
        return fitting.front();
    std::string reason = "no reader is connected";
    if (fitting.size() > 1) {
        return fail(ErrorKind::invalid, Interface::pcsc, "reader '" + wanted + "'",
                    std::to_string(fitting.size()) + " readers have that in their names: " + listOf(fitting));
    }
    if (!readers->empty())
        reason = "no reader has that in its name; connected: " + listOf(*readers);
    return fail(ErrorKind::notFound, Interface::pcsc, "reader '" + wanted + "'", reason);
}

Result<euicc::Identity> identityFor(const std::string &which, const std::string &lab)
{
    std::error_code problem;
    const bool isFolder = which.find('/') != std::string::npos
                          || std::filesystem::exists(std::filesystem::path(which) / "euicc.toml", problem);
    if (!which.empty() && isFolder)
        return euicc::loadIdentity(which);
    auto opened = openLabOf(lab);
    if (!opened)
        return fail(std::move(opened.error()));
    if (!which.empty())
        return lab::findEuicc(*opened, which);
    return std::move(opened->euiccs.front());
}

Result<std::unique_ptr<EuiccSource>> EuiccSource::open(const EuiccOptions &options, const std::string &holder,
                                                       capture::Sink *sink, std::stop_token stop)
{
    if (!options.capture.empty()) {
        const auto capture = report::importedFile(options.capture);
        if (!capture)
            return fail(capture.error());
        std::string name = std::filesystem::path(options.capture).filename().string();
        auto card = cards::openBuiltIn(std::make_shared<cards::BuiltInCard>(name, capture->exchanges),
                                       openOptions(options, holder), sink, std::move(stop));
        if (!card)
            return fail(std::move(card.error()));
        return std::unique_ptr<EuiccSource>(new EuiccSource(std::move(name), {}, std::move(*card)));
    }
    if (options.reader.empty()) {
        auto identity = identityFor(options.folder, options.lab);
        if (!identity)
            return fail(std::move(identity.error()));
        auto euicc = euicc::openEuicc(std::move(*identity));
        if (!euicc)
            return fail(std::move(euicc.error()));
        return openVirtual(std::move(*euicc), options, holder, sink, std::move(stop));
    }
    auto reader = findReader(options.reader);
    if (!reader)
        return fail(std::move(reader.error()));
    auto card = cards::openReader(*reader, openOptions(options, holder), sink, std::move(stop));
    if (!card)
        return fail(std::move(card.error()));
    return std::unique_ptr<EuiccSource>(new EuiccSource(std::move(*reader), {}, std::move(*card)));
}

Result<std::unique_ptr<EuiccSource>> EuiccSource::openVirtual(std::shared_ptr<euicc::VirtualEuicc> euicc,
                                                              const EuiccOptions &options, const std::string &holder,
                                                              capture::Sink *sink, std::stop_token stop)
{
    const euicc::Identity &identity = euicc->identity();
    std::string name = identity.name;
    pki::TrustAnchors cis = identity.cis;
    auto card = cards::openBuiltIn(std::make_shared<cards::BuiltInCard>(std::move(euicc)), openOptions(options, holder),
                                   sink, std::move(stop));
    if (!card)
        return fail(std::move(card.error()));
    return std::unique_ptr<EuiccSource>(new EuiccSource(std::move(name), std::move(cis), std::move(*card)));
}

Result<std::unique_ptr<cards::CardLine>> openCardLine(const EuiccOptions &options, const std::string &holder,
                                                      std::stop_token stop)
{
    const cards::OpenOptions open = openOptions(options, holder);
    if (!options.capture.empty()) {
        const auto capture = report::importedFile(options.capture);
        if (!capture)
            return fail(capture.error());
        const std::string name = std::filesystem::path(options.capture).filename().string();
        return cards::openBuiltInLine(std::make_shared<cards::BuiltInCard>(name, capture->exchanges), open,
                                      std::move(stop));
    }
    if (!options.reader.empty()) {
        auto reader = findReader(options.reader);
        if (!reader)
            return fail(std::move(reader.error()));
        return cards::openReaderLine(*reader, open, std::move(stop));
    }
    auto identity = identityFor(options.folder, options.lab);
    if (!identity)
        return fail(std::move(identity.error()));
    auto euicc = euicc::openEuicc(std::move(*identity));
    if (!euicc)
        return fail(std::move(euicc.error()));
    return cards::openBuiltInLine(std::make_shared<cards::BuiltInCard>(std::move(*euicc)), open, std::move(stop));
}

} // namespace wb::cli
