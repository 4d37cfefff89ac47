// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_source.h"

#include "app/cli/lab_choice.h"
#include "core/base/hex.h"
#include "core/euicc/identity_files.h"
#include "smartcard/pcsc/context.h"
#include "smartcard/pcsc/lease.h"
#include "smartcard/vcard/in_process.h"
#include "smartcard/vcard/virtual_card.h"

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

/// The reader with that name, or the only one with that in its name.
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
    if (fitting.size() > 1)
        reason = std::to_string(fitting.size()) + " readers have that in their names: " + listOf(fitting);
    else if (!readers->empty())
        reason = "no reader has that in its name; connected: " + listOf(*readers);
    return fail(ErrorKind::notFound, Interface::pcsc, "reader '" + wanted + "'", reason);
}

card::SessionOptions sessionOptions(const EuiccOptions &options)
{
    card::SessionOptions session;
    if (options.noLogicalChannel)
        session.channel = card::ChannelChoice::basic;
    session.terminalCapability = !options.noTerminalCapability;
    session.blockSize = options.blockSize;
    for (const std::string &aid : options.aids)
        session.aids.push_back(fromHex(aid).value_or(Bytes()));
    return session;
}

/// The virtual eUICC of a folder, or the first one of a lab.
Result<euicc::Identity> identityFor(const EuiccOptions &options)
{
    if (!options.folder.empty())
        return euicc::loadIdentity(options.folder);
    auto lab = openLabOf(options.lab);
    if (!lab)
        return fail(std::move(lab.error()));
    return lab->euiccs.front();
}

} // namespace

struct EuiccSource::VirtualParts {
    explicit VirtualParts(euicc::VirtualEuicc &euicc) : card(euicc, [&euicc] { euicc.reset(); }) {}

    vcard::VirtualCard card;
};

EuiccSource::~EuiccSource() = default;

Result<std::unique_ptr<EuiccSource>> EuiccSource::open(const EuiccOptions &options, std::string holder,
                                                       capture::Sink *sink, std::stop_token stop)
{
    if (options.reader.empty()) {
        auto identity = identityFor(options);
        if (!identity)
            return fail(std::move(identity.error()));
        return openVirtual(std::make_shared<euicc::VirtualEuicc>(std::move(*identity)), options, sink, std::move(stop));
    }

    const auto reader = findReader(options.reader);
    if (!reader)
        return fail(reader.error());
    pcsc::LeaseOptions leaseOptions;
    leaseOptions.holder = std::move(holder);
    auto lease = pcsc::Lease::take(*reader, leaseOptions, stop);
    if (!lease)
        return fail(std::move(lease.error()));
    std::unique_ptr<EuiccSource> source(new EuiccSource);
    source->m_transport = std::move(*lease);
    auto opened = source->openSession(options, sink, std::move(stop));
    if (!opened)
        return fail(std::move(opened.error()));
    return source;
}

Result<std::unique_ptr<EuiccSource>> EuiccSource::openVirtual(std::shared_ptr<euicc::VirtualEuicc> euicc,
                                                              const EuiccOptions &options, capture::Sink *sink,
                                                              std::stop_token stop)
{
    std::unique_ptr<EuiccSource> source(new EuiccSource);
    source->m_virtual = std::move(euicc);
    source->m_virtualParts = std::make_unique<VirtualParts>(*source->m_virtual);
    source->m_transport = std::make_unique<vcard::InProcessTransport>(source->m_virtualParts->card,
                                                                      source->m_virtual->identity().name);
    auto opened = source->openSession(options, sink, std::move(stop));
    if (!opened)
        return fail(std::move(opened.error()));
    return source;
}

Result<void> EuiccSource::openSession(const EuiccOptions &options, capture::Sink *sink, std::stop_token stop)
{
    auto session = card::Session::open(*m_transport, sessionOptions(options), sink, std::move(stop));
    if (!session)
        return fail(std::move(session.error()));
    m_session = std::move(*session);
    m_euicc = std::make_unique<card::CardEuicc>(*m_session);
    return {};
}

} // namespace wb::cli
