// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/connection_profile.h"

#include "core/lab/running_lab.h"

#include <algorithm>

namespace wb::lab {

namespace {

/// Certificate files of a folder in the order of their names; other files are left alone.
std::vector<std::filesystem::path> certificateFiles(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code problem;
    for (const auto &entry : std::filesystem::directory_iterator(folder, problem)) {
        const std::string ending = entry.path().extension().string();
        if (ending == ".pem" || ending == ".der" || ending == ".cer" || ending == ".crt")
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

Result<lds::Connection> connect(const ConnectionProfile &profile, const Clock &clock)
{
    pki::TrustAnchors cis = profile.cis;
    if (!profile.trustFolder.empty()) {
        auto trusted = pki::loadTrustAnchors(certificateFiles(profile.trustFolder));
        if (!trusted)
            return fail(std::move(trusted.error()));
        for (const pki::Certificate &certificate : trusted->certificates())
            cis.add(certificate);
    }
    if (cis.empty()) {
        return fail(ErrorKind::invalid, Interface::config, "trust",
                    profile.trustFolder.empty() ? "no CI certificate is trusted in this connection"
                                                : "there is no CI certificate in " + profile.trustFolder.string());
    }
    lds::Connection connection;
    connection.client = lpaOptions(cis, profile.map, clock);
    connection.client.keyLogFile = profile.keyLogFile;
    connection.client.sink = profile.sink;
    connection.cis = std::move(cis);
    return connection;
}

} // namespace wb::lab
