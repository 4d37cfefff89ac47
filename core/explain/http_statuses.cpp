// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/http_statuses.h"

#include "core/explain/translation.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace wb::explain {

namespace {

constexpr HttpStatusMeaning httpStatusTable[] = {
    {200, "OK",
     QT_TRANSLATE_NOOP(
         "explain",
         "The function was reached. Whether it succeeded stands in the header of the answer, functionExecutionStatus."),
     QT_TRANSLATE_NOOP("explain", "Read the status pair in the body.")},
    {204, "No Content",
     QT_TRANSLATE_NOOP("explain", "A notification was taken. Functions of ES11, ES12 and ES15 are never answered so."),
     QT_TRANSLATE_NOOP("explain", "Check that the path is that of the function meant.")},
    {301, "Moved Permanently",
     QT_TRANSLATE_NOOP("explain", "Something before the SM-DS redirects, mostly a web server or a captive portal. RSP "
                                  "knows no redirects, and no LPA follows one."),
     QT_TRANSLATE_NOOP("explain", "Use the address it points to as RSP Server address, or leave the captive portal.")},
    {302, "Found",
     QT_TRANSLATE_NOOP("explain", "Something before the SM-DS redirects, mostly a captive portal that wants a login. "
                                  "RSP knows no redirects, and no LPA follows one."),
     QT_TRANSLATE_NOOP("explain", "Log in to the network, or use another one.")},
    {400, "Bad Request",
     QT_TRANSLATE_NOOP(
         "explain",
         "The request did not reach a function: its HTTP or, in the ASN.1 binding, its DER could not be read."),
     QT_TRANSLATE_NOOP("explain", "Look at the request as it was sent, and at the first words of the answer.")},
    {401, "Unauthorized",
     QT_TRANSLATE_NOOP("explain",
                       "Something before the SM-DS wants a login. RSP authenticates with certificates only."),
     QT_TRANSLATE_NOOP("explain", "Check the address; a proxy or another server answers there.")},
    {403, "Forbidden",
     QT_TRANSLATE_NOOP("explain", "A firewall or a reverse proxy refuses, by address, by country or by client "
                                  "certificate. An SM-DS itself would answer 200 with a status pair."),
     QT_TRANSLATE_NOOP("explain", "Ask who runs the server whether your address and certificate may pass.")},
    {404, "Not Found",
     QT_TRANSLATE_NOOP("explain", "The server does not know the path: ES11 is served under /gsma/rsp2/es9plus/, not "
                                  "under es11; or the name leads to another server."),
     QT_TRANSLATE_NOOP("explain",
                       "Compare the path with that of the function, and the address with that of the SM-DS.")},
    {405, "Method Not Allowed",
     QT_TRANSLATE_NOOP(
         "explain",
         "Functions are called with POST; something else was sent, or a redirect turned the POST into a GET."),
     QT_TRANSLATE_NOOP("explain", "Send POST, and look for a redirect before it.")},
    {407, "Proxy Authentication Required", QT_TRANSLATE_NOOP("explain", "A proxy stands between and wants a login."),
     QT_TRANSLATE_NOOP("explain", "Use a network without a proxy.")},
    {408, "Request Timeout", QT_TRANSLATE_NOOP("explain", "The request came too slowly, or not to its end."),
     QT_TRANSLATE_NOOP("explain", "Look at the network; try again.")},
    {411, "Length Required",
     QT_TRANSLATE_NOOP("explain", "The server wants a Content-Length, and the client sent its body in pieces."),
     QT_TRANSLATE_NOOP("explain", "Let the client send the body in one piece.")},
    {413, "Content Too Large", QT_TRANSLATE_NOOP("explain", "The body is larger than the server takes."),
     QT_TRANSLATE_NOOP("explain",
                       "Look at what makes it so large; a certificate chain or a batch of another program.")},
    {415, "Unsupported Media Type",
     QT_TRANSLATE_NOOP("explain", "The Content-Type is none of the binding: application/json, or "
                                  "application/x-gsma-rsp-asn1 under /gsma/rsp2/asn1."),
     QT_TRANSLATE_NOOP("explain", "Send the Content-Type of the binding.")},
    {429, "Too Many Requests", QT_TRANSLATE_NOOP("explain", "The server limits how often one client may call."),
     QT_TRANSLATE_NOOP("explain", "Wait, and ask less often.")},
    {431, "Request Header Fields Too Large",
     QT_TRANSLATE_NOOP("explain", "The head of the request is larger than the server takes."),
     QT_TRANSLATE_NOOP("explain", "Look for what was added to it on the way.")},
    {500, "Internal Server Error",
     QT_TRANSLATE_NOOP("explain", "The server failed before it could answer with a status pair."),
     QT_TRANSLATE_NOOP("explain", "Look into the log of the server at that time.")},
    {502, "Bad Gateway", QT_TRANSLATE_NOOP("explain", "A reverse proxy stands before the SM-DS and cannot reach it."),
     QT_TRANSLATE_NOOP("explain", "Ask who runs the server; the SM-DS behind the proxy is down.")},
    {503, "Service Unavailable", QT_TRANSLATE_NOOP("explain", "The server has too much to do, or is being maintained."),
     QT_TRANSLATE_NOOP("explain", "Wait, and try again.")},
    {504, "Gateway Timeout",
     QT_TRANSLATE_NOOP("explain", "A reverse proxy stands before the SM-DS, and the SM-DS did not answer it in time."),
     QT_TRANSLATE_NOOP("explain", "Try again; when it stays so, ask who runs the server.")},
};

/// What a status means that has no row: by its hundred.
const char *reasonOfHundred(int status)
{
    switch (status / 100) {
    case 1: return QT_TRANSLATE_NOOP("explain", "An interim answer; the answer itself comes after it.");
    case 2: return QT_TRANSLATE_NOOP("explain", "A success in HTTP's sense, but functions are answered 200.");
    case 3: return QT_TRANSLATE_NOOP("explain", "A redirect. RSP knows none, and no LPA follows one.");
    case 4: return QT_TRANSLATE_NOOP("explain", "Something before the function refuses the request.");
    case 5: return QT_TRANSLATE_NOOP("explain", "The server failed before the function could answer.");
    default: return QT_TRANSLATE_NOOP("explain", "HTTP has no status like this.");
    }
}

/// What 404 means where one listener of an SM-DS was taken for another: each serves the functions of its own interface.
std::optional<Text> otherListener(int status, Interface interface)
{
    constexpr const char *notThere = QT_TRANSLATE_NOOP("explain", "The server answered HTTP 404 Not Found.");
    if (status != 404)
        return {};
    switch (interface) {
    case Interface::es12:
        return Text{notThere,
                    QT_TRANSLATE_NOOP("explain",
                                      "What listens there does not serve ES12: most likely the port of ES11 "
                                      "was given instead of the port of ES12. Else the path is another one."),
                    QT_TRANSLATE_NOOP("explain", "Give the port of ES12; smds serve prints it as es12=ADDRESS:PORT.")};
    case Interface::es15:
        return Text{notThere,
                    QT_TRANSLATE_NOOP("explain", "What listens there does not serve ES15: most likely the port of ES11 "
                                                 "was given, and ES15 is served at the port of ES12. Else the path is "
                                                 "another one."),
                    QT_TRANSLATE_NOOP("explain", "Give the port of ES12, and compare the folder of the paths.")};
    case Interface::es11:
        return Text{notThere,
                    QT_TRANSLATE_NOOP("explain", "What listens there does not serve ES11: the port of ES12 was given "
                                                 "instead of the port of ES11, or another server answers."),
                    QT_TRANSLATE_NOOP("explain", "Give the port of ES11; smds serve prints it as es11=ADDRESS:PORT.")};
    default: return {};
    }
}

} // namespace

std::span<const HttpStatusMeaning> httpStatusMeanings()
{
    return httpStatusTable;
}

Explanation explainHttpStatus(int status, Interface interface)
{
    const std::string code = "HTTP " + std::to_string(status);
    if (const auto text = otherListener(status, interface))
        return translated(*text, code);
    const auto *known = std::find_if(std::begin(httpStatusTable), std::end(httpStatusTable),
                                     [status](const HttpStatusMeaning &each) { return each.status == status; });
    constexpr const char *named = QT_TRANSLATE_NOOP("explain", "The server answered HTTP %1 %2.");
    constexpr const char *bare = QT_TRANSLATE_NOOP("explain", "The server answered HTTP %1.");
    if (known != std::end(httpStatusTable)) {
        return {translated(named, {std::to_string(status), known->name}), translated(known->why),
                translated(known->next), code};
    }
    return {
        translated(bare, {std::to_string(status)}), translated(reasonOfHundred(status)),
        translated(QT_TRANSLATE_NOOP("explain", "Look at the answer itself, and at what stands before the server.")),
        code};
}

} // namespace wb::explain
