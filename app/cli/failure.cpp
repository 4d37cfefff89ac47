// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/failure.h"

#include "app/cli/json.h"
#include "core/report/exchange_json.h"

namespace wb::cli {

namespace {

void putText(QJsonObject &object, const char *name, std::string_view text)
{
    if (!text.empty())
        object[QLatin1String(name)] = qtText(text);
}

/// Whether an exchange shows more of the failure: something came over a boundary and was not what was wanted.
bool isSeenInExchange(const Error &error)
{
    const bool answered = error.kind == ErrorKind::refused || error.kind == ErrorKind::malformed
                          || error.kind == ErrorKind::untrusted;
    switch (error.interface) {
    case Interface::es9plus:
    case Interface::es10a:
    case Interface::es10b:
    case Interface::es10c:
    case Interface::es11:
    case Interface::es12:
    case Interface::es15:
    case Interface::tls:
    case Interface::http:
    case Interface::apdu: return answered;
    default: return false;
    }
}

/// Whether the doctor may know more of it than the error does.
bool isForTheDoctor(const Error &error)
{
    return (error.interface == Interface::pcsc && error.scard.has_value())
           || (error.interface == Interface::apdu && error.step == "SELECT ISD-R");
}

} // namespace

QJsonObject jsonOf(const Error &error)
{
    QJsonObject object = report::errorJson(error);
    const Trouble trouble = troubleOf(error);
    putText(object, "what", trouble.what);
    putText(object, "why", trouble.why);
    putText(object, "todo", trouble.todo);
    return object;
}

int failed(Surroundings &surroundings, const Error &error, QJsonObject result)
{
    return failedAbout(surroundings, {}, error, std::move(result), exitFailed);
}

int failedAbout(Surroundings &surroundings, const std::string &about, const Error &error, QJsonObject result, int code)
{
    if (error.kind == ErrorKind::cancelled && surroundings.stop.stop_requested()) {
        if (!surroundings.console.broken())
            surroundings.console.note("Stopped.");
        return exitInterrupted;
    }
    if (surroundings.console.json()) {
        result[QStringLiteral("error")] = jsonOf(error);
        surroundings.console.line(result);
    }
    Trouble trouble = troubleOf(error);
    if (!about.empty())
        trouble.what = about + ": " + trouble.what;
    if (surroundings.traceHelps && isSeenInExchange(error))
        trouble.todo += " --trace shows the exchanges.";
    if (isForTheDoctor(error))
        trouble.todo += "\n     `smds card doctor` looks closer.";
    surroundings.console.tell(trouble);
    return code;
}

int wrongUsage(Console &console, const Trouble &trouble)
{
    if (console.json()) {
        QJsonObject error{{QStringLiteral("kind"), QStringLiteral("invalid")}};
        putText(error, "what", trouble.what);
        putText(error, "why", trouble.why);
        putText(error, "todo", trouble.todo);
        console.line(QJsonObject{{QStringLiteral("error"), error}});
    }
    console.tell(trouble);
    return exitUsage;
}

} // namespace wb::cli
