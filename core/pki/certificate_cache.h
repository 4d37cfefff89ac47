// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"

#include <array>
#include <list>
#include <map>
#include <mutex>

namespace wb::pki {

/// Certificates that come again and again, such as those of EUMs, as they were read the first time: with what a Certificate
/// remembers, its key for verifying and the signature that held. Only that is spared; the rules are asked of each anew.
/// Bounded: the one not met for the longest time makes room. Safe from several threads.
class CertificateCache {
public:
    explicit CertificateCache(std::size_t capacity) : m_capacity(capacity) {}

    /// The certificate with these very octets when it was kept, else as Certificate::fromDer() reads it, not kept.
    Result<Certificate> read(ByteView der);

    /// Keeps a certificate. For those that have proved good: whoever could bring in others would drive the good ones out.
    void keep(const Certificate &certificate);

    std::size_t size() const;

private:
    using Hash = std::array<std::uint8_t, 32>; ///< SHA-256 of the DER
    struct Entry {
        Certificate certificate;
        std::list<Hash>::iterator place; ///< in m_order
    };

    static Hash hashOf(ByteView der);

    std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::map<Hash, Entry> m_entries;
    std::list<Hash> m_order; ///< the one met last in front
};

} // namespace wb::pki
