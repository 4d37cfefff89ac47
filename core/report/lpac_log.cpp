// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/lpac_log.h"

#include "core/base/hex.h"
#include "core/es/exchange_names.h"
#include "core/report/apdu_grouping.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace wb::report {

namespace {

constexpr std::string_view apduMark = "[DEBUG] [APDU] ";
constexpr std::string_view httpMark = "[DEBUG] [HTTP] ";

/// The value behind "name:" in either case, up to the next comma; `rest` takes all there is.
QString valueOf(const QString &line, const QString &name, bool rest = false)
{
    const qsizetype at = line.indexOf(name + QLatin1Char(':'), 0, Qt::CaseInsensitive);
    if (at < 0)
        return {};
    const QString value = line.mid(at + name.size() + 1);
    return (rest ? value : value.section(QLatin1Char(','), 0, 0)).trimmed();
}

class LpacLog {
public:
    Result<capture::OpenedCapture> read(ByteView octets)
    {
        static const QRegularExpression colour(QStringLiteral("\x1B\\[[0-9;]*m"));
        QString text = QString::fromUtf8(reinterpret_cast<const char *>(octets.data()),
                                         static_cast<qsizetype>(octets.size()));
        text.remove(colour);
        const QStringList lines = text.split(QLatin1Char('\n'));
        for (m_line = 0; m_line < lines.size(); ++m_line)
            readLine(lines[m_line].trimmed());
        if (!m_any)
            return fail(ErrorKind::malformed, Interface::file, "lpac log",
                        "there is no line that begins with [DEBUG] [APDU] or [DEBUG] [HTTP]");
        dropWaiting();
        flush();
        m_capture.header.createdBy = "lpac";
        std::uint64_t number = 0;
        for (capture::ExchangePtr &exchange : m_capture.exchanges) {
            capture::Exchange numbered = *exchange;
            numbered.number = ++number;
            exchange = std::make_shared<const capture::Exchange>(std::move(numbered));
        }
        return std::move(m_capture);
    }

private:
    void readLine(const QString &line)
    {
        if (const qsizetype at = line.indexOf(QLatin1StringView(apduMark.data())); at >= 0) {
            m_any = true;
            const QString rest = line.mid(at + static_cast<qsizetype>(apduMark.size()));
            if (rest.startsWith(QLatin1String("[TX]")))
                command(rest);
            else if (rest.startsWith(QLatin1String("[RX]")))
                response(rest);
        } else if (const qsizetype http = line.indexOf(QLatin1StringView(httpMark.data())); http >= 0) {
            m_any = true;
            const QString rest = line.mid(http + static_cast<qsizetype>(httpMark.size()));
            if (rest.startsWith(QLatin1String("[TX]")))
                request(rest);
            else if (rest.startsWith(QLatin1String("[RX]")))
                answer(rest);
        }
    }

    void command(const QString &line)
    {
        dropWaiting();
        const auto octet = [&](const char *name) { return valueOf(line, QLatin1String(name)).toStdString(); };
        const auto head = fromHex(octet("CLA") + octet("INS") + octet("P1") + octet("P2") + octet("Lc"));
        const auto data = fromHex(valueOf(line, QStringLiteral("Data"), true).toStdString());
        if (!head || head->size() != 5 || !data) {
            damaged("a command that is not hexadecimal, perhaps hidden by somebody");
            return;
        }
        m_command = *head;
        append(*m_command, *data);
    }

    void response(const QString &line)
    {
        const auto data = fromHex(valueOf(line, QStringLiteral("Data"), true).toStdString());
        const auto status = fromHex(valueOf(line, QStringLiteral("SW1")).toStdString()
                                    + valueOf(line, QStringLiteral("SW2")).toStdString());
        if (!m_command || !data || !status || status->size() != 2) {
            damaged(m_command ? "a response that is not hexadecimal, perhaps hidden by somebody"
                              : "a response without its command");
            m_command.reset();
            return;
        }
        capture::ApduBlock block;
        block.command = std::move(*m_command);
        block.response = *data;
        append(block.response, *status);
        m_blocks.push_back(std::move(block));
        m_command.reset();
    }

    void request(const QString &line)
    {
        dropWaiting();
        flush();
        const QUrl url(valueOf(line, QStringLiteral("url")));
        if (url.host().isEmpty()) {
            damaged("a request without a URL");
            return;
        }
        capture::HttpExchange http;
        http.method = "POST";
        http.address = url.host().toStdString();
        if (url.port() > 0)
            http.address += ":" + std::to_string(url.port());
        http.target = url.path().toStdString();
        http.requestBody = copyOf(viewOf(valueOf(line, QStringLiteral("data"), true).toStdString()));
        http.requestHead = copyOf(viewOf("POST " + http.target + " HTTP/1.1\r\nHost: " + http.address + "\r\n\r\n"));
        m_http = std::move(http);
    }

    void answer(const QString &line)
    {
        if (!m_http) {
            damaged("an HTTP answer without its request");
            return;
        }
        m_http->status = valueOf(line, QStringLiteral("rcode")).toInt();
        m_http->responseHead = copyOf(viewOf("HTTP/1.1 " + std::to_string(m_http->status) + "\r\n\r\n"));
        m_http->responseBody = copyOf(viewOf(valueOf(line, QStringLiteral("data"), true).toStdString()));
        finishHttp();
    }

    void finishHttp()
    {
        capture::Exchange exchange;
        exchange.from = "LPA";
        exchange.to = m_http->address;
        exchange.what = m_http->method + " " + m_http->target;
        exchange.status = m_http->status == 0 ? "no answer" : "HTTP " + std::to_string(m_http->status);
        exchange.detail = std::move(*m_http);
        m_http.reset();
        es::nameCall(exchange, Interface::es9plus);
        m_capture.exchanges.push_back(std::make_shared<const capture::Exchange>(std::move(exchange)));
    }

    /// A command or request that nothing answers is one all the same.
    void dropWaiting()
    {
        if (m_command) {
            capture::ApduBlock block;
            block.command = std::move(*m_command);
            m_blocks.push_back(std::move(block));
            m_command.reset();
        }
        if (m_http)
            finishHttp();
    }

    void flush()
    {
        for (capture::Exchange &exchange : groupedApdus(std::move(m_blocks), "lpac"))
            m_capture.exchanges.push_back(std::make_shared<const capture::Exchange>(std::move(exchange)));
        m_blocks.clear();
    }

    void damaged(std::string reason)
    {
        m_capture.damages.push_back({0, 0, "line " + std::to_string(m_line + 1) + ": " + std::move(reason), 0, 1});
    }

    capture::OpenedCapture m_capture;
    std::vector<capture::ApduBlock> m_blocks;
    std::optional<Bytes> m_command;
    std::optional<capture::HttpExchange> m_http;
    qsizetype m_line = 0;
    bool m_any = false;
};

} // namespace

Result<capture::OpenedCapture> fromLpacLog(ByteView text)
{
    return LpacLog().read(text);
}

bool isLpacLog(ByteView text)
{
    const std::string_view all = textOf(text);
    return all.find(apduMark) != std::string_view::npos || all.find(httpMark) != std::string_view::npos;
}

} // namespace wb::report
