// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/reading_functions.h"

#include "core/es/es10.h"
#include "core/explain/explain.h"

namespace wb::testing {

namespace {

template <class T>
Result<void> withoutValue(const Result<T> &result)
{
    return result ? Result<void>() : fail(result.error());
}

constexpr ReadingFunction functionsThatRead[] = {
    {"GetEID", 0xBF3E, Interface::es10c, [](rsp::Euicc &euicc) { return withoutValue(es::getEid(euicc, {})); }},
    {"GetEUICCInfo1", 0xBF20, Interface::es10b,
     [](rsp::Euicc &euicc) { return withoutValue(es::getEuiccInfo1(euicc, {})); }},
    {"GetEUICCInfo2", 0xBF22, Interface::es10b,
     [](rsp::Euicc &euicc) { return withoutValue(es::getEuiccInfo2(euicc, {})); }},
    {"GetEUICCChallenge", 0xBF2E, Interface::es10b,
     [](rsp::Euicc &euicc) { return withoutValue(es::getEuiccChallenge(euicc, {})); }},
    {"GetEuiccConfiguredAddresses", 0xBF3C, Interface::es10a,
     [](rsp::Euicc &euicc) { return withoutValue(es::getEuiccConfiguredAddresses(euicc, {})); }},
    {"GetProfilesInfo", 0xBF2D, Interface::es10c,
     [](rsp::Euicc &euicc) {
         return withoutValue(es::getProfilesInfo(euicc, {{}, es::allProfileTags()}, {}));
     }},
    {"ListNotification", 0xBF28, Interface::es10b,
     [](rsp::Euicc &euicc) { return withoutValue(es::listNotification(euicc, {}, {})); }},
    {"RetrieveNotificationsList", 0xBF2B, Interface::es10b,
     [](rsp::Euicc &euicc) { return withoutValue(es::retrieveNotificationsList(euicc, {}, {})); }},
    {"GetRAT", 0xBF43, Interface::es10b, [](rsp::Euicc &euicc) { return withoutValue(es::getRat(euicc, {})); }},
};

} // namespace

std::span<const ReadingFunction> readingFunctions()
{
    return functionsThatRead;
}

std::string complaintAbout(const Error &error)
{
    if (error.interface == Interface::none)
        return "no interface: " + error.line();
    if (error.step.empty())
        return "no step: " + error.line();
    if (error.reason.empty())
        return "no reason: " + error.line();
    const explain::Explanation told = explain::explain(error);
    if (told.what.empty() || told.why.empty() || told.next.empty())
        return "no words: " + error.line();
    return {};
}

} // namespace wb::testing
