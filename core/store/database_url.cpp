// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/database_url.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace wb::store {

namespace {

/// The parameters of libpq that make sense here. Others are refused: a misspelt sslmode must not be without effect.
constexpr std::array<std::string_view, 9> knownParameters = {
    "sslmode",          "sslrootcert",          "sslcert",         "sslkey", "sslcrl", "connect_timeout",
    "application_name", "target_session_attrs", "tcp_user_timeout"};

Failure badUrl(std::string reason)
{
    return fail(ErrorKind::invalid, Interface::config, "database", std::move(reason));
}

/// The part before the first colon when it looks like a scheme and not like a piece of a path.
std::string_view schemeOf(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || text.substr(0, colon).find('/') != std::string_view::npos)
        return {};
    const std::string_view scheme = text.substr(0, colon);
    const bool isKnown = scheme == "sqlite" || scheme == "postgresql" || scheme == "postgres";
    return isKnown || text.substr(colon).starts_with("://") ? scheme : std::string_view();
}

Result<DatabaseUrl> parseFile(std::string_view path)
{
    if (path.starts_with("//")) { // sqlite:///var/lib/smds.sqlite, as others write it
        path.remove_prefix(2);
        if (!path.starts_with('/'))
            return badUrl("a SQLite file is on no host: write sqlite:PATH");
    }
    if (path.empty())
        return badUrl("names no file");
    return DatabaseUrl(std::filesystem::path(path));
}

Result<void> takeParameters(DatabaseUrl &url, const QUrlQuery &query)
{
    for (const auto &[key, value] : query.queryItems(QUrl::FullyDecoded)) {
        const std::string name = key.toStdString();
        const std::string content = value.toStdString();
        if (content.empty())
            return badUrl("the parameter '" + name + "' has no value");
        if (content.find(';') != std::string::npos) // Qt's driver would cut it there
            return badUrl("the parameter '" + name + "' has a semicolon");
        if (name == "host") {
            if (!url.host.empty())
                return badUrl("names two hosts");
            url.host = content;
        } else if (std::find(knownParameters.begin(), knownParameters.end(), name) == knownParameters.end()) {
            return badUrl("the parameter '" + name + "' is not known");
        } else if (!url.parameters.emplace(name, content).second) {
            return badUrl("the parameter '" + name + "' is there twice");
        }
    }
    return {};
}

Result<DatabaseUrl> parsePostgresql(std::string_view text)
{
    constexpr const char *form = "postgresql://[USER[:PASSWORD]@][HOST[:PORT]]/DATABASE[?PARAMETERS]";
    // QUrl's own words repeat the source, and with it the password.
    const QUrl parsed(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QUrl::StrictMode);
    if (!parsed.isValid() || text.find("://") == std::string_view::npos)
        return badUrl(std::string("is no URL of the form ") + form
                      + "; special characters in it must be percent-encoded, and a port is a number up to 65535");
    if (parsed.hasFragment())
        return badUrl("has a part after '#'");

    DatabaseUrl url;
    url.dialect = Dialect::postgresql;
    url.host = parsed.host(QUrl::FullyDecoded).toStdString();
    url.port = static_cast<std::uint16_t>(std::max(0, parsed.port()));
    url.user = parsed.userName(QUrl::FullyDecoded).toStdString();
    url.password = parsed.password(QUrl::FullyDecoded).toStdString();
    url.database = parsed.path(QUrl::FullyDecoded).mid(1).toStdString();
    if (url.database.empty())
        return badUrl(std::string("names no database: ") + form);
    if (url.database.find('/') != std::string::npos)
        return badUrl("the name of the database has a '/'; the folder of a unix socket is written ?host=FOLDER");
    return takeParameters(url, QUrlQuery(parsed)).map([&] { return url; });
}

QString encoded(const std::string &text, const char *allowed = "")
{
    return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(text), allowed));
}

std::string postgresqlText(const DatabaseUrl &url, bool withPassword)
{
    const bool overSocket = url.host.starts_with('/');
    QString text = QStringLiteral("postgresql://");
    if (!url.user.empty() || (withPassword && !url.password.empty())) {
        text += encoded(url.user);
        if (withPassword && !url.password.empty())
            text += QLatin1Char(':') + encoded(url.password);
        text += QLatin1Char('@');
    }
    if (!overSocket)
        text += url.host.find(':') == std::string::npos
                    ? encoded(url.host)
                    : QLatin1Char('[') + QString::fromStdString(url.host) + QLatin1Char(']');
    if (url.port != 0)
        text += QLatin1Char(':') + QString::number(url.port);
    text += QLatin1Char('/') + encoded(url.database);
    auto parameters = url.parameters;
    if (overSocket)
        parameters.emplace("host", url.host);
    QLatin1Char separator('?');
    for (const auto &[name, value] : parameters) {
        text += separator + QString::fromStdString(name) + QLatin1Char('=') + encoded(value, "/");
        separator = QLatin1Char('&');
    }
    return text.toStdString();
}

} // namespace

Result<DatabaseUrl> DatabaseUrl::parse(std::string_view text)
{
    const std::string_view scheme = schemeOf(text);
    if (scheme.empty())
        return parseFile(text);
    if (scheme == "sqlite")
        return parseFile(text.substr(scheme.size() + 1));
    if (scheme == "postgresql" || scheme == "postgres")
        return parsePostgresql(text);
    return badUrl("'" + std::string(scheme) + "' is no kind of database known here: sqlite or postgresql");
}

DatabaseUrl DatabaseUrl::from(const std::filesystem::path &folder) const
{
    DatabaseUrl moved = *this;
    if (dialect == Dialect::sqlite)
        moved.file = folder / file;
    return moved;
}

std::string DatabaseUrl::text() const
{
    return dialect == Dialect::sqlite ? file.string() : postgresqlText(*this, false);
}

std::string DatabaseUrl::textWithPassword() const
{
    return dialect == Dialect::sqlite ? file.string() : postgresqlText(*this, true);
}

} // namespace wb::store
