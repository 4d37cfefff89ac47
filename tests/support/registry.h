// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wb::testing {

using TopicFactory = std::function<std::unique_ptr<QObject>()>;

/// One test class of this executable.
struct Topic {
    std::string name; ///< the file's stem without `_test`
    TopicFactory create;
};

/// The topics in order of registration. Built before main() by WB_TEST.
std::vector<Topic> &topics();

/// Adds a topic named after @p file (any path ending in `<name>_test.cpp`). Always true, so that it can initialise a
/// constant; a file with another ending or a second topic of that name ends the program, because a test would be lost.
bool registerTopic(std::string_view file, TopicFactory create);

} // namespace wb::testing
