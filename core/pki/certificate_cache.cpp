// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/certificate_cache.h"

#include <openssl/sha.h>

namespace wb::pki {

Result<Certificate> CertificateCache::read(ByteView der)
{
    {
        const Hash hash = hashOf(der);
        const std::scoped_lock lock(m_mutex);
        if (const auto entry = m_entries.find(hash); entry != m_entries.end()) {
            m_order.splice(m_order.begin(), m_order, entry->second.place);
            return entry->second.certificate;
        }
    }
    return Certificate::fromDer(der);
}

void CertificateCache::keep(const Certificate &certificate)
{
    const Hash hash = hashOf(certificate.der());
    const std::scoped_lock lock(m_mutex);
    if (m_capacity == 0 || m_entries.contains(hash))
        return;
    while (m_entries.size() >= m_capacity) {
        m_entries.erase(m_order.back());
        m_order.pop_back();
    }
    m_order.push_front(hash);
    m_entries.emplace(hash, Entry{certificate, m_order.begin()});
}

std::size_t CertificateCache::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_entries.size();
}

CertificateCache::Hash CertificateCache::hashOf(ByteView der)
{
    Hash hash{};
    SHA256(der.data(), der.size(), hash.data());
    return hash;
}

} // namespace wb::pki
