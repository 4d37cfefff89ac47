// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/decode.h"

namespace wb::asn1 {

bool Decoding::fail(std::size_t offset, std::string reason)
{
    if (m_error)
        return false;
    std::string path;
    for (const char *name : m_path)
        path += (path.empty() ? "" : ".") + std::string(name);
    m_error = makeError(ErrorKind::malformed, Interface::asn1, std::move(path), std::move(reason));
    m_error->offset = offset;
    return false;
}

bool Decoding::fail(const Reader &reader)
{
    return fail(reader.faultOffset(), std::string(faultText(reader.fault())));
}

} // namespace wb::asn1
