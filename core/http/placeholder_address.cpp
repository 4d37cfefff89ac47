// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/placeholder_address.h"

#include "core/http/address.h"
#include "core/http/text.h"

namespace wb::http {

bool isPlaceholderAddress(std::string_view address)
{
    const auto parsed = Address::parse(address);
    if (!parsed)
        return false;
    return equalIgnoringCase(parsed->host, "testrootsmds.example.com")
           || equalIgnoringCase(parsed->host, "testrootsmds.gsma.com");
}

} // namespace wb::http
