// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/status_codes.h"

#include "core/explain/translation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>
#include <utility>

namespace wb::explain {

namespace {

/// What a reason code alone says, for pairs without a meaning of their own.
struct ReasonText {
    const char *reason;
    const char *why; ///< a clause
    const char *next;
};

constexpr ReasonText reasonTexts[] = {
    {"1.1", QT_TRANSLATE_NOOP("explain", "the server reports a failure without telling its cause"),
     QT_TRANSLATE_NOOP("explain", "Ask the operator of the server, with the TransactionID or the call identifier.")},
    {"1.2", QT_TRANSLATE_NOOP("explain", "the caller is not allowed to do this"),
     QT_TRANSLATE_NOOP("explain", "Check which certificate the caller showed and what it is enrolled for.")},
    {"2.1", QT_TRANSLATE_NOOP("explain", "the server cannot use the value it received"),
     QT_TRANSLATE_NOOP("explain", "Look at the request in the exchange and compare the value with the specification.")},
    {"2.2", QT_TRANSLATE_NOOP("explain", "the request lacks a member that must be there"),
     QT_TRANSLATE_NOOP("explain", "Look at the request in the exchange and add the member.")},
    {"2.3", QT_TRANSLATE_NOOP("explain", "the request lacks a member that is needed in this case"),
     QT_TRANSLATE_NOOP("explain", "Look at the request in the exchange and add the member.")},
    {"3.1", QT_TRANSLATE_NOOP("explain", "the server does not support what was asked for"),
     QT_TRANSLATE_NOOP("explain", "Compare what both sides support: versions, curves, CI keys.")},
    {"3.3", QT_TRANSLATE_NOOP("explain", "the identifier is taken already"),
     QT_TRANSLATE_NOOP("explain", "Use a new identifier, or delete the old record first.")},
    {"3.5", QT_TRANSLATE_NOOP("explain", "the thing is in a state that does not allow this step"),
     QT_TRANSLATE_NOOP("explain", "Look up its state at the server and start from there.")},
    {"3.7", QT_TRANSLATE_NOOP("explain", "the server does not have what is needed"),
     QT_TRANSLATE_NOOP("explain", "Ask the operator of the server to provide it.")},
    {"3.8", QT_TRANSLATE_NOOP("explain", "the server does not accept the value it received"),
     QT_TRANSLATE_NOOP("explain", "Compare the value with what the server was told to expect.")},
    {"3.9", QT_TRANSLATE_NOOP("explain", "the server does not know the value it received"),
     QT_TRANSLATE_NOOP("explain", "Check the value; if it is right, it was deleted or never arrived.")},
    {"3.10", QT_TRANSLATE_NOOP("explain", "two values do not belong together"),
     QT_TRANSLATE_NOOP("explain", "Check that both come from the same order or session.")},
    {"3.11", QT_TRANSLATE_NOOP("explain", "a value has changed since it was agreed on"),
     QT_TRANSLATE_NOOP("explain", "Start the procedure again.")},
    {"3.12", QT_TRANSLATE_NOOP("explain", "two values do not match"),
     QT_TRANSLATE_NOOP("explain", "Compare both values at the server and in the request.")},
    {"4.1", QT_TRANSLATE_NOOP("explain", "the time allowed for this is over"),
     QT_TRANSLATE_NOOP("explain", "Have a new order made.")},
    {"4.2", QT_TRANSLATE_NOOP("explain", "the server failed while it carried out the function"),
     QT_TRANSLATE_NOOP("explain", "Try again; if it stays, ask the operator of the server with the time of the call.")},
    {"4.3", QT_TRANSLATE_NOOP("explain", "the server stopped because it found something it will not go past"),
     QT_TRANSLATE_NOOP("explain", "Look at the detail the server gives.")},
    {"4.8", QT_TRANSLATE_NOOP("explain", "there is not enough memory"),
     QT_TRANSLATE_NOOP("explain", "Free memory on the eUICC by deleting a profile.")},
    {"4.10", QT_TRANSLATE_NOOP("explain", "the time allowed for this is over"),
     QT_TRANSLATE_NOOP("explain", "Have a new order made.")},
    {"5.1", QT_TRANSLATE_NOOP("explain", "something the server needs cannot be reached"),
     QT_TRANSLATE_NOOP("explain", "Check that the server behind it runs and can be reached from there.")},
    {"6.1", QT_TRANSLATE_NOOP("explain", "a signature or certificate did not hold"),
     QT_TRANSLATE_NOOP("explain",
                       "Look at the certificate rules of this exchange; the first that failed names the cause.")},
    {"6.3", QT_TRANSLATE_NOOP("explain", "a certificate is past its end of validity"),
     QT_TRANSLATE_NOOP("explain", "Check the certificate's dates and the clocks of both sides.")},
    {"6.4", QT_TRANSLATE_NOOP("explain", "it was tried too often"),
     QT_TRANSLATE_NOOP("explain", "Have a new order made.")},
};

/// Whether a meaning is for this function: the whole name, the name without its interface, or an interface alone.
bool isFor(const StatusMeaning &meaning, std::string_view function)
{
    const std::string_view own = meaning.function;
    if (own.empty() || own == function)
        return true;
    const std::size_t dot = function.find('.');
    return dot != std::string_view::npos && (function.substr(dot + 1) == own || function.substr(0, dot) == own);
}

bool sameInAnyLetters(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

struct StatusPlace {
    std::string_view interface; ///< "ES11"; empty: at each
    std::string_view function;  ///< "AuthenticateClient"; empty: each
};

StatusPlace placeFrom(std::string_view text)
{
    const std::size_t dot = text.find('.');
    if (dot != std::string_view::npos)
        return {text.substr(0, dot), text.substr(dot + 1)};
    const bool isInterface = text.size() > 2 && sameInAnyLetters(text.substr(0, 2), "ES")
                             && std::isdigit(static_cast<unsigned char>(text[2])) != 0;
    return isInterface ? StatusPlace{text, {}} : StatusPlace{{}, text};
}

/// Whether a meaning for this function is one for a place. What one of the two leaves open fits all.
bool isIn(std::string_view function, const StatusPlace &place)
{
    const auto fits = [](std::string_view own, std::string_view wanted) {
        return own.empty() || wanted.empty() || sameInAnyLetters(own, wanted);
    };
    const StatusPlace own = placeFrom(function);
    return fits(own.interface, place.interface) && fits(own.function, place.function);
}

std::string pairText(std::string_view subject, std::string_view reason)
{
    return std::string(subject) + "/" + std::string(reason);
}

Explanation explained(const StatusMeaning &meaning)
{
    return translated(meaning.text, pairText(meaning.subject, meaning.reason));
}

/// A pair that has no meaning of its own, in the words of its two parts.
Explanation explainedByParts(std::string_view subject, std::string_view reason)
{
    const std::string_view subjectText = subjectName(subject);
    const std::string_view reasonText = reasonName(reason);
    Explanation explanation;
    explanation.code = pairText(subject, reason);
    if (subjectText.empty() || reasonText.empty()) {
        explanation.what = translated(QT_TRANSLATE_NOOP("explain", "The server answered with the status code %1."),
                                      {explanation.code});
        explanation.why = translated(
            QT_TRANSLATE_NOOP("explain", "SGP.22 does not know this pair: subject %1, reason %2."),
            {subjectText.empty() ? "?" : std::string(subjectText), reasonText.empty() ? "?" : std::string(reasonText)});
        explanation.next = translated(
            QT_TRANSLATE_NOOP("explain", "Ask the operator of the server what it means there."));
        return explanation;
    }
    explanation.what = translated(QT_TRANSLATE_NOOP("explain", "The server answered: %1, %2."),
                                  {std::string(subjectText), std::string(reasonText)});
    for (const ReasonText &text : reasonTexts) {
        if (text.reason == reason) {
            explanation.why = translated(QT_TRANSLATE_NOOP("explain", "About %1: %2."),
                                         {std::string(subjectText), translated(text.why)});
            explanation.next = translated(text.next);
        }
    }
    return explanation;
}

} // namespace

Explanation explainStatus(std::string_view function, std::string_view subject, std::string_view reason)
{
    const StatusMeaning *elsewhere = nullptr;
    for (const StatusMeaning &meaning : statusMeanings()) {
        if (meaning.subject != subject || meaning.reason != reason)
            continue;
        if (isFor(meaning, function))
            return explained(meaning);
        if (elsewhere == nullptr)
            elsewhere = &meaning;
    }
    // A meaning it has in another function is told only where the function is not known: another one may mean another thing.
    return elsewhere != nullptr && function.empty() ? explained(*elsewhere) : explainedByParts(subject, reason);
}

std::vector<Explanation> explainStatusAnywhere(std::string_view subject, std::string_view reason,
                                               std::string_view place)
{
    std::vector<Explanation> all;
    const StatusPlace wanted = placeFrom(place);
    const bool isOneFunction = !wanted.interface.empty() && !wanted.function.empty();
    for (const StatusMeaning &meaning : statusMeanings()) {
        if (meaning.subject != subject || meaning.reason != reason || !isIn(meaning.function, wanted))
            continue;
        if (isOneFunction && !all.empty()) // the first row that fits is the closest
            break;
        Explanation explanation = explained(meaning);
        explanation.function = meaning.function;
        const auto same = std::find_if(all.begin(), all.end(), [&explanation](const Explanation &other) {
            return other.what == explanation.what && other.why == explanation.why;
        });
        if (same == all.end())
            all.push_back(std::move(explanation));
        else if (!explanation.function.empty())
            same->function += (same->function.empty() ? "" : ", ") + explanation.function;
    }
    if (all.empty())
        all.push_back(explainedByParts(subject, reason));
    return all;
}

bool isPlaceOfStatus(std::string_view word)
{
    const StatusPlace place = placeFrom(word);
    const auto isKnown = [](std::string_view wanted, std::string_view StatusPlace::*part) {
        return wanted.empty()
               || std::any_of(statusMeanings().begin(), statusMeanings().end(), [&](const StatusMeaning &meaning) {
                      return sameInAnyLetters(placeFrom(meaning.function).*part, wanted);
                  });
    };
    return !word.empty() && isKnown(place.interface, &StatusPlace::interface)
           && isKnown(place.function, &StatusPlace::function);
}

Explanation explainReason(std::string_view reason)
{
    Explanation explanation;
    explanation.code = reason;
    explanation.what = translated(QT_TRANSLATE_NOOP("explain", "%1 is the reason code %2."),
                                  {std::string(reason), std::string(reasonName(reason))});
    explanation.why = translated(QT_TRANSLATE_NOOP(
        "explain", "It says what went wrong. What it is about stands in the subject code before it."));
    explanation.next = translated(
        QT_TRANSLATE_NOOP("explain", "Look for the subject code beside it, and ask for both: 8.9.5/3.9."));
    return explanation;
}

Explanation explainSubject(std::string_view subject)
{
    constexpr Text known{
        QT_TRANSLATE_NOOP("explain", "%1 is the subject code of %2."),
        QT_TRANSLATE_NOOP("explain", "It says what a failure is about. What went wrong stands in the reason code."),
        QT_TRANSLATE_NOOP("explain", "Look for the reason code beside it, and ask for both: 8.9.5/3.9.")};
    return translated(known, std::string(subject), {std::string(subject), std::string(subjectName(subject))});
}

} // namespace wb::explain
