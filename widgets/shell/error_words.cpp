// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/error_words.h"

#include "core/explain/explain.h"

namespace wb::shell {

ErrorText errorText(const Error &error)
{
    const explain::Explanation words = explain::explain(error);
    ErrorText text;
    text.what = QString::fromStdString(words.what);
    if (!words.code.empty())
        text.what += QStringLiteral(" (%1)").arg(QString::fromStdString(words.code));
    text.why = QString::fromStdString(words.why);
    text.whatToDo = QString::fromStdString(words.next);
    return text;
}

} // namespace wb::shell
