// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/store/migrations.h"

namespace wb::smds {

/// The tables of an SM-DS, step by step (architecture, section 7).
std::span<const store::Migration> eventMigrations();

} // namespace wb::smds
