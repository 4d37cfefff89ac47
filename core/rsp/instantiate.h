// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/decode.h"
#include "core/asn1/describe.h"
#include "core/asn1/encode.h"

/// A schema's templates are instantiated once, in the .cpp beside its struct; every other file only declares them. Eighty
/// schemas expanded in each file that decodes would cost minutes of building.
#define WB_RSP_DECLARE(Type)                                   \
    extern template Result<Type> asn1::decode<Type>(ByteView); \
    extern template Bytes asn1::encode<Type>(const Type &);    \
    extern template const asn1::TypeInfo &asn1::describe<Type>();

#define WB_RSP_DEFINE(Type)                             \
    template Result<Type> asn1::decode<Type>(ByteView); \
    template Bytes asn1::encode<Type>(const Type &);    \
    template const asn1::TypeInfo &asn1::describe<Type>();
