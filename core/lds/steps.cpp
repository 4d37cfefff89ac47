// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/steps.h"

namespace wb::lds {

std::string_view nameOf(Step step, Interface asked)
{
    switch (step) {
    case Step::getEuiccInfo: return "ES10b.GetEUICCInfo";
    case Step::getEuiccChallenge: return "ES10b.GetEUICCChallenge";
    case Step::initiateAuthentication:
        return asked == Interface::es9plus ? "ES9+.InitiateAuthentication" : "ES11.InitiateAuthentication";
    case Step::checkServer: return "LPA checks the answer";
    case Step::authenticateServer: return "ES10b.AuthenticateServer";
    case Step::authenticateClient: return "ES11.AuthenticateClient";
    }
    return "";
}

} // namespace wb::lds
