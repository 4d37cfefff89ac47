// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/card_notices.h"

#include "core/explain/asn1_errors.h"
#include "widgets/reader/qt_text.h"
#include "widgets/shell/error_words.h"

#include <QCoreApplication>

namespace wb::reader {

namespace {

struct NoticeWords {
    Q_DECLARE_TR_FUNCTIONS(wb::reader::CardNotices)
};

} // namespace

shell::ErrorText toolkitWaitsText()
{
    return {
        .what = NoticeWords::tr("The card wants something of the terminal (91XX)."),
        .why = NoticeWords::tr("The command itself has succeeded. After a change of profiles what waits is a REFRESH; "
                               "some cards answer 6985 until it is answered."),
        .action = NoticeWords::tr("Fetch and answer"),
        .severity = shell::Meaning::note};
}

shell::ErrorText toolkitAnsweredText(const card::ProactiveCommand &command)
{
    return {.what = qtText(command.name),
            .why = qtText(command.meaning),
            .whatToDo = command.wantsReset ? NoticeWords::tr("The card was reset.")
                                           : NoticeWords::tr("It was answered; nothing more is to be done here."),
            .severity = shell::Meaning::ok};
}

shell::ErrorText refusalText(const lds::ChangeOutcome &outcome)
{
    const explain::Explanation words = explain::explainFunctionError(outcome.function, outcome.code);
    return {
        .what = NoticeWords::tr("%1: %2 (%3)").arg(qtText(outcome.function), qtText(outcome.result)).arg(outcome.code),
        .why = qtText(words.why),
        .whatToDo = qtText(words.next)};
}

shell::ErrorText serviceText(const Error &error)
{
    shell::ErrorText text = shell::errorText(error);
    text.severity = shell::Meaning::note; // the built-in eUICCs work without it
    text.why.clear();                     // the doctor and the list of problems have all of it
    text.whatToDo.clear();
    return text;
}

shell::ErrorText noReaderText()
{
    return {.what = NoticeWords::tr("No reader is connected."), .severity = shell::Meaning::note};
}

bool isForTheDoctor(const Error &error)
{
    const bool ofOpening = error.step.starts_with("SELECT") || error.step.starts_with("MANAGE CHANNEL");
    return error.interface == Interface::pcsc || (error.interface == Interface::apdu && ofOpening);
}

} // namespace wb::reader
