// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/lab_choice.h"

namespace wb::cli {

std::filesystem::path labFolder(const std::string &option)
{
    return option.empty() ? lab::defaultLabFolder() : std::filesystem::path(option);
}

Result<lab::Lab> openLabOf(const std::string &option)
{
    const std::filesystem::path folder = labFolder(option);
    std::error_code problem;
    if (!std::filesystem::exists(folder / "lab.toml", problem)) {
        return fail(ErrorKind::notFound, Interface::file, folder.string(),
                    std::filesystem::exists(folder, problem) && !std::filesystem::is_empty(folder, problem)
                        ? "there is no lab.toml in it; if it was a lab, put its lab.toml back"
                        : "there is no lab here; `smds lab create" + (option.empty() ? "" : " " + option)
                              + "` makes one");
    }
    return lab::openLab(folder);
}

} // namespace wb::cli
