// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/explain.h"

#include <QCoreApplication>

#include <cstdio>

namespace wb::explain {

namespace {

std::string translated(const char *text)
{
    return QCoreApplication::translate("explain", text).toStdString();
}

const char *nextOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::malformed: return QT_TRANSLATE_NOOP("explain", "Look at the bytes of the exchange where the decoder stopped.");
    case ErrorKind::refused: return QT_TRANSLATE_NOOP("explain", "Look up the code, then mend what it names and try again.");
    case ErrorKind::untrusted: return QT_TRANSLATE_NOOP("explain", "Compare the certificate chain with the CIs that are trusted here.");
    case ErrorKind::unreachable: return QT_TRANSLATE_NOOP("explain", "Check the address and whether the server or the service runs.");
    case ErrorKind::timedOut: return QT_TRANSLATE_NOOP("explain", "Try again; when it stays silent, look at the other side.");
    case ErrorKind::cancelled: return QT_TRANSLATE_NOOP("explain", "Start it again when you want the answer.");
    case ErrorKind::busy: return QT_TRANSLATE_NOOP("explain", "Wait until the other user is done, or end it.");
    case ErrorKind::removed: return QT_TRANSLATE_NOOP("explain", "Insert the card or start the server again, then repeat.");
    case ErrorKind::unsupported: return QT_TRANSLATE_NOOP("explain", "Use another version, card or server that supports it.");
    case ErrorKind::conflict: return QT_TRANSLATE_NOOP("explain", "Choose another name or identifier.");
    case ErrorKind::notFound: return QT_TRANSLATE_NOOP("explain", "Check the name, and whether the thing is there.");
    case ErrorKind::invalid: return QT_TRANSLATE_NOOP("explain", "Correct the value that is named.");
    case ErrorKind::io: return QT_TRANSLATE_NOOP("explain", "Check the disk and the permissions of the file.");
    case ErrorKind::internal: return QT_TRANSLATE_NOOP("explain", "Save the exchanges and report it.");
    }
    return "";
}

std::string codeOf(const Error &error)
{
    char text[32];
    if (error.status)
        return error.status->subject + "/" + error.status->reason;
    if (error.functionError)
        return error.functionError->function + " " + std::to_string(error.functionError->code);
    if (error.statusWord) {
        std::snprintf(text, sizeof text, "SW %04X", *error.statusWord);
        return text;
    }
    if (error.scard) {
        std::snprintf(text, sizeof text, "0x%08X", *error.scard);
        return text;
    }
    if (error.tlsAlert)
        return "alert " + std::to_string(*error.tlsAlert);
    return {};
}

} // namespace

Explanation explain(const Error &error)
{
    Explanation words;
    words.what = std::string(nameOf(error.interface));
    if (!error.step.empty())
        words.what += (words.what.empty() ? "" : " ") + error.step;
    words.why = error.reason;
    if (error.offset)
        words.why += QCoreApplication::translate("explain", " (at byte %1)").arg(*error.offset).toStdString();
    words.next = translated(nextOf(error.kind));
    words.code = codeOf(error);
    return words;
}

} // namespace wb::explain
