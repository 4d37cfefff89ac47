// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/key.h"

#include <optional>

namespace wb::pki {

inline constexpr std::size_t sealingKeySize = 32;
inline constexpr std::size_t sealingTagSize = 16;

/// A secret of @p size octets that only the holder of the key can make, another one for each label (HKDF with SHA-256). Survives
/// restarts and is shared by all who share the key, without being kept anywhere.
Bytes derivedSecret(const PrivateKey &key, std::string_view label, std::size_t size);

/// Encrypts and authenticates with AES-SIV (RFC 5297): a tag of 16 octets, then as many octets as @p plain has. The same text
/// gives the same octets. @p key has sealingKeySize octets; @p context is authenticated and not contained.
Bytes seal(ByteView key, ByteView plain, ByteView context);

/// The text again; nothing when it was not sealed with this key and context.
std::optional<Bytes> unseal(ByteView key, ByteView sealed, ByteView context);

} // namespace wb::pki
