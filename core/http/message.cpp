// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/message.h"

#include "core/http/text.h"

namespace wb::http {

namespace {

std::optional<std::string_view> firstHeader(const std::vector<Header> &headers, std::string_view name)
{
    for (const Header &header : headers) {
        if (equalIgnoringCase(header.name, name))
            return header.value;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string_view> Request::header(std::string_view name) const
{
    return firstHeader(headers, name);
}

std::optional<std::string_view> Response::header(std::string_view name) const
{
    return firstHeader(headers, name);
}

} // namespace wb::http
