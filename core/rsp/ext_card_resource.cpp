// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/ext_card_resource.h"

#include "core/asn1/reader.h"
#include "core/asn1/values.h"

namespace wb::rsp {

std::optional<std::uint64_t> ExtCardResource::number(std::uint32_t tag) const
{
    asn1::Reader reader(octets);
    for (asn1::Element element; reader.next(element);) {
        if (element.tag != tag)
            continue;
        if (element.content.empty() || element.content.size() > 8)
            return {};
        std::uint64_t value = 0;
        for (const std::uint8_t octet : element.content)
            value = value << 8 | octet;
        return value;
    }
    return {};
}

std::string ExtCardResource::contentText(ByteView content)
{
    const ExtCardResource resource{copyOf(content)};
    std::string text;
    const auto add = [&text](std::optional<std::uint64_t> number, const char *unit) {
        if (number)
            text += (text.empty() ? "" : ", ") + std::to_string(*number) + unit;
    };
    const auto applications = resource.installedApplications();
    add(applications, applications == 1u ? " installed application" : " installed applications");
    add(resource.freeNonVolatileMemory(), " octets free");
    add(resource.freeVolatileMemory(), " octets of volatile memory free");
    return text.empty() ? asn1::hexText(content) : text;
}

} // namespace wb::rsp
