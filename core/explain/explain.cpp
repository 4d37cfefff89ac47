// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/explain.h"

#include "core/explain/asn1_errors.h"
#include "core/explain/http_statuses.h"
#include "core/explain/kind_texts.h"
#include "core/explain/scard_codes.h"
#include "core/explain/status_codes.h"
#include "core/explain/status_words.h"
#include "core/explain/tls_alerts.h"
#include "core/explain/translation.h"

#include <QCoreApplication>

namespace wb::explain {

namespace {

/// "ES11 AuthenticateClient": interface and step, or words for neither.
std::string whereText(const Error &error)
{
    std::string where(nameOf(error.interface));
    if (error.step.starts_with(where)) // "TLS handshake" says TLS already
        where = error.step;
    else if (!error.step.empty())
        where += " " + error.step;
    return where.empty() ? translated(QT_TRANSLATE_NOOP("explain", "The action")) : where;
}

/// "ES11.AuthenticateClient": the function a status pair was answered by. A decoder's step may go on with a member's name.
std::string functionText(const Error &error)
{
    std::string function = error.step.substr(0, error.step.find(' '));
    const std::string_view interface = nameOf(error.interface);
    if (function.empty() || interface.empty() || function.find('.') != std::string::npos)
        return function;
    return std::string(interface) + "." + function;
}

/// What each code of the error means, the most telling first: what a server or card said, then what carried it.
std::vector<Explanation> codesOf(const Error &error)
{
    std::vector<Explanation> codes;
    if (error.status)
        codes.push_back(explainStatus(functionText(error), error.status->subject, error.status->reason));
    if (error.functionError)
        codes.push_back(explainFunctionError(error.functionError->function, error.functionError->code));
    if (error.statusWord)
        codes.push_back(explainStatusWord(*error.statusWord));
    if (error.scard)
        codes.push_back(explainScard(*error.scard));
    if (error.httpStatus)
        codes.push_back(explainHttpStatus(*error.httpStatus, error.interface));
    if (error.tlsAlert) { // a certificate is untrusted to this side; what the other side does not accept, it refuses
        codes.push_back(error.kind == ErrorKind::untrusted ? explainOwnRefusal(*error.tlsAlert)
                                                           : explainTlsAlert(*error.tlsAlert));
    }
    return codes;
}

/// What was seen, as a sentence; empty when the error says nothing more.
std::string evidenceText(const Error &error)
{
    std::string evidence = error.reason;
    if (error.status && !error.status->message.empty() && evidence.find(error.status->message) == std::string::npos)
        evidence += (evidence.empty() ? "" : ": ") + error.status->message;
    if (error.status && !error.status->subjectIdentifier.empty())
        evidence += (evidence.empty() ? "" : ", ") + error.status->subjectIdentifier;
    while (evidence.ends_with('.')) // the sentence has one
        evidence.pop_back();
    if (error.offset && evidence.empty())
        return translated(QT_TRANSLATE_NOOP("explain", "Reading stopped at byte %1."), {std::to_string(*error.offset)});
    if (evidence.empty())
        return {};
    if (error.offset)
        return translated(QT_TRANSLATE_NOOP("explain", "Seen: %1, at byte %2."),
                          {evidence, std::to_string(*error.offset)});
    return translated(QT_TRANSLATE_NOOP("explain", "Seen: %1."), {evidence});
}

} // namespace

Explanation explain(const Error &error)
{
    const KindMeaning &usual = kindMeaning(error.kind, error.interface);
    const std::vector<Explanation> codes = codesOf(error);
    Explanation explanation;
    explanation.what = translated(kindSentence(error.kind, error.interface), {whereText(error)});
    if (codes.empty()) {
        explanation.why = translated(usual.why);
        explanation.next = translated(usual.next);
    } else {
        explanation.what += " " + codes.front().what;
        explanation.why = codes.front().why;
        explanation.next = codes.front().next;
    }
    const std::string evidence = evidenceText(error);
    if (!evidence.empty())
        explanation.why += " " + evidence;
    for (const Explanation &code : codes)
        explanation.code += (explanation.code.empty() ? "" : ", ") + code.code;
    return explanation;
}

} // namespace wb::explain
