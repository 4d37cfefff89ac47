// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/translation.h"

#include <QCoreApplication>

namespace wb::explain {

std::string translated(const char *source, std::initializer_list<std::string> arguments)
{
    std::string text = QCoreApplication::translate("explain", source).toStdString();
    if (arguments.size() == 0)
        return text;
    // One pass, so that an argument that contains %1 stays as it is.
    std::string filled;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t number = text[i] == '%' && i + 1 < text.size() ? static_cast<std::size_t>(text[i + 1] - '0')
                                                                         : 0;
        if (number >= 1 && number <= arguments.size()) {
            filled += *(arguments.begin() + number - 1);
            ++i;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

Explanation translated(const Text &text, std::string code, std::initializer_list<std::string> arguments)
{
    return {translated(text.what, arguments), translated(text.why, arguments), translated(text.next, arguments),
            std::move(code)};
}

} // namespace wb::explain
