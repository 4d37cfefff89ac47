// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace wb {

/// A value, or the Error that says why there is none.
template <class T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

/// Leaves a function with an error: `return fail(ErrorKind::malformed, Interface::es11, "AuthenticateClient", "no header")`.
inline Failure fail(ErrorKind kind, Interface interface, std::string step, std::string reason)
{
    return Failure(makeError(kind, interface, std::move(step), std::move(reason)));
}

/// Passes an error of a callee on unchanged.
inline Failure fail(Error error)
{
    return Failure(std::move(error));
}

} // namespace wb
