// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/virtual_euicc.h"

#include "core/euicc/memory_rules.h"
#include "core/euicc/open_euicc.h"
#include "core/rsp/catalogue.h"

namespace wb::euicc {

namespace {

constexpr std::uint16_t memoryFailure = 0x6581;
constexpr std::uint16_t conditionsNotSatisfied = 0x6985;
constexpr std::uint16_t wrongData = 0x6A80;
constexpr std::uint16_t referencedDataNotFound = 0x6A88;

Failure cardError(ErrorKind kind, std::uint16_t statusWord, asn1::Tag tag, std::string reason)
{
    const rsp::Es10Function *function = rsp::es10FunctionOf(tag);
    Error error = makeError(kind, function != nullptr ? function->interface() : Interface::es10b,
                            function != nullptr ? std::string(function->name) : "tag " + asn1::tagText(tag),
                            std::move(reason));
    error.statusWord = statusWord;
    return fail(std::move(error));
}

/// Runs one function on its decoded request.
template <class Request, class Body>
Result<Bytes> whenDecoded(ByteView request, Body &&body)
{
    auto decoded = asn1::decode<Request>(request);
    if (!decoded)
        return cardError(ErrorKind::malformed, wrongData, Request::schema.tag, decoded.error().line());
    return body(*decoded);
}

template <class Response>
Result<Bytes> answerWith(const Response &response)
{
    return asn1::encode(response);
}

/// REFRESH "UICC reset" from the UICC to the terminal (ETSI TS 102 223 section 6.6.13).
Bytes refreshCommand()
{
    return {0xD0, 0x09, 0x81, 0x03, 0x01, 0x01, 0x04, 0x82, 0x02, 0x81, 0x82};
}

} // namespace

VirtualEuicc::VirtualEuicc(Identity identity, Memory memory, Keep keep)
    : m_identity(std::move(identity)),
      m_first(firstMemory(m_identity)),
      m_memory(std::move(memory)),
      m_keep(std::move(keep))
{
}

void VirtualEuicc::reset()
{
    const std::scoped_lock lock(m_mutex);
    m_session.reset();
    m_proactive.reset();
    m_waitsForReset = false;
}

std::optional<Bytes> VirtualEuicc::pendingCommand() const
{
    const std::scoped_lock lock(m_mutex);
    return m_proactive;
}

void VirtualEuicc::answered(ByteView)
{
    const std::scoped_lock lock(m_mutex);
    m_proactive.reset();
}

/// A REFRESH is understood by every terminal that has an LPA: nothing depends on the profile.
void VirtualEuicc::terminalProfile(ByteView) {}

Memory VirtualEuicc::memory() const
{
    const std::scoped_lock lock(m_mutex);
    return m_memory;
}

Result<Bytes> VirtualEuicc::es10(ByteView request, std::stop_token stop)
{
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::es10b, "ES10", "stopped before the command was sent");
    const std::scoped_lock lock(m_mutex);
    return dispatch(request);
}

Result<Bytes> VirtualEuicc::dispatch(ByteView request)
{
    const asn1::Tag tag = asn1::Reader(request).peekTag();
    if (m_waitsForReset)
        return cardError(ErrorKind::refused, conditionsNotSatisfied, tag, "this eUICC waits for a reset");
    switch (tag) {
    case 0xBF20:
        return whenDecoded<rsp::GetEuiccInfo1Request>(request, [&](const auto &) { return answerWith(info1()); });
    case 0xBF22:
        return whenDecoded<rsp::GetEuiccInfo2Request>(request, [&](const auto &) { return answerWith(info2()); });
    case 0xBF2E:
        return whenDecoded<rsp::GetEuiccChallengeRequest>(request, [&](const auto &) { return getChallenge(); });
    case 0xBF3C:
        return whenDecoded<rsp::EuiccConfiguredAddressesRequest>(request,
                                                                 [&](const auto &) { return answerWith(addresses()); });
    case 0xBF3E:
        return whenDecoded<rsp::GetEuiccDataRequest>(
            request, [&](const rsp::GetEuiccDataRequest &decoded) -> Result<Bytes> {
                if (decoded.tagList != Bytes{0x5A})
                    return cardError(ErrorKind::unsupported, referencedDataNotFound, tag,
                                     "only tag 5A, the EID, can be asked for");
                rsp::GetEuiccDataResponse response;
                response.eid = m_identity.eid;
                return asn1::encode(response);
            });
    case 0xBF38: return authenticateServer(request);
    case 0xBF21:
        return whenDecoded<rsp::PrepareDownloadRequest>(request, [&](const auto &decoded) {
            return answerWith(prepareDownload(m_session, m_identity, m_memory, decoded));
        });
    case 0xBF41:
        return whenDecoded<rsp::CancelSessionRequest>(
            request, [&](const auto &decoded) { return answerWith(cancelSession(m_session, m_identity, decoded)); });
    case 0xBF43:
        return whenDecoded<rsp::GetRatRequest>(request, [&](const auto &) {
            return answerWith(rsp::GetRatResponse{m_identity.rulesAuthorisationTable, {}});
        });
    case 0xBF42: // no LPA lives in this eUICC
        return whenDecoded<rsp::LpaeActivationRequest>(request, [&](const auto &) {
            return answerWith(rsp::LpaeActivationResponse{rsp::LpaeActivationResult::notSupported});
        });
    case 0: return cardError(ErrorKind::malformed, wrongData, tag, "the data is no TLV");
    default: return memoryFunction(tag, request);
    }
}

/// The functions that read or change what is kept.
Result<Bytes> VirtualEuicc::memoryFunction(asn1::Tag tag, ByteView request)
{
    switch (tag) {
    case 0xBF28:
        return whenDecoded<rsp::ListNotificationRequest>(
            request, [&](const auto &decoded) { return answerWith(listNotifications(m_memory, decoded)); });
    case 0xBF2B:
        return whenDecoded<rsp::RetrieveNotificationsListRequest>(
            request, [&](const auto &decoded) { return answerWith(retrieveNotifications(m_memory, decoded)); });
    case 0xBF2D:
        return whenDecoded<rsp::ProfileInfoListRequest>(
            request, [&](const auto &decoded) { return answerWith(profilesInfo(m_memory, decoded)); });
    case 0xBF30:
        return whenDecoded<rsp::NotificationSentRequest>(request, [&](const auto &decoded) {
            return change<rsp::NotificationSentResponse>(
                tag, [&](Memory &memory, Consequences &) { return removeNotification(memory, decoded.seqNumber); });
        });
    case 0xBF35:
        return whenDecoded<rsp::LoadCrlRequest>(request, [&](const auto &decoded) {
            return change<rsp::LoadCrlResponse>(tag, [&](Memory &memory, Consequences &) {
                const auto before = memory.revocationLists;
                auto loaded = loadRevocationList(memory, decoded.crl.whole, m_identity.cis).value;
                if (hasRoomFor(memory))
                    return loaded;
                memory.revocationLists = before;
                return decltype(loaded)(rsp::LoadCrlResponseError::notEnoughMemorySpace);
            });
        });
    case 0xBF3F:
        return whenDecoded<rsp::SetDefaultDpAddressRequest>(request, [&](const auto &decoded) {
            return change<rsp::SetDefaultDpAddressResponse>(tag, [&](Memory &memory, Consequences &) {
                memory.defaultDpAddress = decoded.defaultDpAddress;
                return rsp::SetDefaultDpAddressResult::ok;
            });
        });
    case 0xBF29:
        return whenDecoded<rsp::SetNicknameRequest>(request, [&](const auto &decoded) {
            return change<rsp::SetNicknameResponse>(tag, [&](Memory &memory, Consequences &) {
                const auto before = memory.profiles;
                const auto set = setNickname(memory, decoded);
                if (hasRoomFor(memory))
                    return set;
                memory.profiles = before;
                return rsp::SetNicknameResult::undefinedError; // it has no number for a memory that is full
            });
        });
    case 0xBF31:
        return whenDecoded<rsp::EnableProfileRequest>(request, [&](const auto &decoded) {
            if (decoded.refreshFlag && m_proactive)
                return answerWith(rsp::EnableProfileResponse{rsp::EnableResult::catBusy});
            return change<rsp::EnableProfileResponse>(
                tag,
                [&](Memory &memory, Consequences &consequences) {
                    return enableProfile(memory, decoded.profileIdentifier, consequences);
                },
                decoded.refreshFlag);
        });
    case 0xBF32:
        return whenDecoded<rsp::DisableProfileRequest>(request, [&](const auto &decoded) {
            if (decoded.refreshFlag && m_proactive)
                return answerWith(rsp::DisableProfileResponse{rsp::DisableResult::catBusy});
            return change<rsp::DisableProfileResponse>(
                tag,
                [&](Memory &memory, Consequences &consequences) {
                    return disableProfile(memory, decoded.profileIdentifier, consequences);
                },
                decoded.refreshFlag);
        });
    case 0xBF33:
        return whenDecoded<rsp::DeleteProfileRequest>(request, [&](const auto &decoded) {
            return change<rsp::DeleteProfileResponse>(tag, [&](Memory &memory, Consequences &consequences) {
                return deleteProfile(memory, decoded, consequences);
            });
        });
    case 0xBF34:
        return whenDecoded<rsp::EuiccMemoryResetRequest>(request, [&](const auto &decoded) {
            if (m_proactive)
                return answerWith(rsp::EuiccMemoryResetResponse{rsp::ResetResult::catBusy});
            return change<rsp::EuiccMemoryResetResponse>(
                tag,
                [&](Memory &memory, Consequences &consequences) {
                    return resetMemory(memory, decoded.resetOptions, consequences);
                },
                true);
        });
    default: return cardError(ErrorKind::unsupported, referencedDataNotFound, tag, "this eUICC knows no such function");
    }
}

/// Carries out a change on a copy of the memory, keeps the copy, and lets it count only then.
template <class Response, class Body>
Result<Bytes> VirtualEuicc::change(asn1::Tag tag, Body &&body, bool refresh)
{
    Memory changed = m_memory;
    Consequences consequences;
    const Response response{body(changed, consequences)};
    if (!m_identity.credentials.empty()) { // an eUICC without a key cannot tell anybody anything
        const auto noted = keepNotifications(changed, consequences.notifications, m_identity.credentials.front());
        if (!noted)
            return cardError(ErrorKind::io, memoryFailure, tag, noted.error().line());
    }
    if (m_keep) {
        if (const auto kept = m_keep(changed); !kept)
            return cardError(ErrorKind::io, memoryFailure, tag, kept.error().line());
    }
    m_memory = std::move(changed);
    if (refresh && consequences.otherProfileEnabled) {
        m_proactive = refreshCommand();
        m_waitsForReset = m_identity.refusesUntilReset;
    }
    return answerWith(response);
}

/// Whether a change may be kept; what takes no more room than before always may.
bool VirtualEuicc::hasRoomFor(const Memory &memory) const
{
    if (!m_identity.capacity)
        return true;
    const std::int64_t free = m_identity.capacity->freeIn(memory, m_first);
    return free >= 0 || free >= m_identity.capacity->freeIn(m_memory, m_first);
}

Result<Bytes> VirtualEuicc::getChallenge()
{
    m_session = newSession();
    rsp::GetEuiccChallengeResponse response;
    response.euiccChallenge = m_session->challenge;
    return asn1::encode(response);
}

Result<Bytes> VirtualEuicc::authenticateServer(ByteView request)
{
    return whenDecoded<rsp::AuthenticateServerRequest>(request, [&](const auto &decoded) {
        return answerWith(euicc::authenticateServer(m_session, m_identity, m_memory, info2(), decoded));
    });
}

rsp::EuiccConfiguredAddresses VirtualEuicc::addresses() const
{
    rsp::EuiccConfiguredAddresses addresses = m_identity.addresses;
    addresses.defaultDpAddress = m_memory.defaultDpAddress;
    return addresses;
}

rsp::EuiccInfo1 VirtualEuicc::info1() const
{
    const rsp::EuiccInfo2 full = info2();
    rsp::EuiccInfo1 info;
    info.svn = full.svn;
    info.verificationKeyIds = full.verificationKeyIds;
    info.signingKeyIds = full.signingKeyIds;
    info.highestSvn = full.highestSvn;
    if (full.rspCapability.has(rsp::RspCapabilityBit::euiccRspCapInInfo1))
        info.rspCapability = full.rspCapability;
    return info;
}

rsp::EuiccInfo2 VirtualEuicc::info2() const
{
    rsp::EuiccInfo2 info = m_identity.info;
    if (m_identity.capacity)
        info.extCardResource = m_identity.capacity->resources(m_memory, m_first);
    info.verificationKeyIds = m_identity.verificationKeyIds;
    info.signingKeyIds.clear();
    for (const EuiccCredential &credential : m_identity.credentials) {
        if (credential.eum.authorityKeyId())
            info.signingKeyIds.push_back({*credential.eum.authorityKeyId()});
    }
    return info;
}

} // namespace wb::euicc
