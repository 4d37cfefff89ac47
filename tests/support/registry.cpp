// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/registry.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace wb::testing {

namespace {

[[noreturn]] void refuse(std::string_view file, const char *reason)
{
    std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(file.size()), file.data(), reason);
    std::exit(2);
}

} // namespace

std::vector<Topic> &topics()
{
    static std::vector<Topic> all; // local: registration runs before main(), in any order
    return all;
}

bool registerTopic(std::string_view file, TopicFactory create)
{
    constexpr std::string_view ending = "_test.cpp";
    if (!file.ends_with(ending))
        refuse(file, "WB_TEST belongs into a file called <topic>_test.cpp");

    std::string_view name = file.substr(0, file.size() - ending.size());
    if (const auto slash = name.rfind('/'); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    for (const Topic &topic : topics()) {
        if (topic.name == name)
            refuse(file, "a second WB_TEST in one file");
    }
    topics().push_back({std::string(name), std::move(create)});
    return true;
}

} // namespace wb::testing
