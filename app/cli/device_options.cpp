// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/device_options.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace wb::cli {

namespace {

using rsp::DeviceCapabilities;

struct Capability {
    std::string_view name;
    std::optional<rsp::Version> DeviceCapabilities::*member;
};

constexpr Capability capabilities[] = {
    {"gsmSupportedRelease", &DeviceCapabilities::gsmSupportedRelease},
    {"utranSupportedRelease", &DeviceCapabilities::utranSupportedRelease},
    {"cdma2000onexSupportedRelease", &DeviceCapabilities::cdma2000onexSupportedRelease},
    {"cdma2000hrpdSupportedRelease", &DeviceCapabilities::cdma2000hrpdSupportedRelease},
    {"cdma2000ehrpdSupportedRelease", &DeviceCapabilities::cdma2000ehrpdSupportedRelease},
    {"eutranEpcSupportedRelease", &DeviceCapabilities::eutranEpcSupportedRelease},
    {"contactlessSupportedRelease", &DeviceCapabilities::contactlessSupportedRelease},
    {"rspCrlSupportedVersion", &DeviceCapabilities::rspCrlSupportedVersion},
    {"nrEpcSupportedRelease", &DeviceCapabilities::nrEpcSupportedRelease},
    {"nr5gcSupportedRelease", &DeviceCapabilities::nr5gcSupportedRelease},
    {"eutran5gcSupportedRelease", &DeviceCapabilities::eutran5gcSupportedRelease},
    {"lpaSvn", &DeviceCapabilities::lpaSvn},
};

/// Sets one capability; returns what is wrong with the text, or nothing.
std::string setCapability(DeviceCapabilities &device, const std::string &text)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos)
        return "it has the form NAME=VERSION, as in gsmSupportedRelease=15.0.0";
    const std::string name = text.substr(0, equals);
    const auto known = std::find_if(std::begin(capabilities), std::end(capabilities),
                                    [&](const Capability &each) { return each.name == name; });
    if (known == std::end(capabilities)) {
        std::string reason = "'" + name + "' is no member of DeviceCapabilities; there are:";
        for (const Capability &each : capabilities)
            reason += " " + std::string(each.name);
        return reason;
    }
    std::string number = text.substr(equals + 1);
    for (auto dots = std::count(number.begin(), number.end(), '.'); dots < 2; ++dots)
        number += ".0";
    device.*(known->member) = rsp::Version::fromText(number);
    return device.*(known->member) ? std::string() : "'" + text.substr(equals + 1) + "' is no version, as 15.0.0 is";
}

} // namespace

void addDeviceOptions(CLI::App &command, DeviceOptions &options)
{
    command.add_option("--tac", options.tac, "Type Allocation Code, 8 digits (default: " + options.tac + ")")
        ->type_name("TAC")
        ->check([](const std::string &text) { return rsp::Tac::fromText(text) ? "" : "a TAC has 8 digits"; })
        ->group("Device");
    command.add_option("--imei", options.imei, "IMEI, 15 digits, or IMEISV, 16 digits (default: none)")
        ->type_name("IMEI")
        ->check([](const std::string &text) {
            return rsp::Imei::fromText(text) ? ""
                                             : "an IMEI has 15 digits with a check digit that holds; an IMEISV has 16";
        })
        ->group("Device");
    command.add_option("--capability", options.capabilities, "A member of deviceCapabilities; may be repeated")
        ->type_name("NAME=VERSION")
        ->check([](const std::string &text) {
            DeviceCapabilities scratch;
            return setCapability(scratch, text);
        })
        ->group("Device");
}

rsp::DeviceInfo deviceInfoOf(const DeviceOptions &options)
{
    rsp::DeviceInfo device;
    device.tac = rsp::Tac::fromText(options.tac).value_or(rsp::Tac());
    if (!options.imei.empty())
        device.imei = rsp::Imei::fromText(options.imei);
    for (const std::string &capability : options.capabilities)
        setCapability(device.deviceCapabilities, capability);
    return device;
}

} // namespace wb::cli
