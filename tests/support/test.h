// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/registry.h"

#include <QTest>

#include <memory>

/// Registers a QtTest class under the stem of its file: `core/asn1/reader_test.cpp` is the topic `reader` of the room
/// core/asn1, the ctest entry `core/asn1/reader`. Stands once at the end of a *_test.cpp, before its .moc is included.
#define WB_TEST(Class)                                                                   \
    [[maybe_unused]] static const bool registered##Class = ::wb::testing::registerTopic( \
        __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); })
