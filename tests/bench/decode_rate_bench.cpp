// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/annotate.h"
#include "core/report/apdu_layout.h"
#include "core/report/pcap.h"
#include "core/rsp/catalogue.h"
#include "tests/bench/bench.h"
#include "tests/support/core/signed_exchanges.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

#include <sys/resource.h>

namespace {

using namespace wb;

constexpr std::size_t decodedExchanges = 100'000;
constexpr int decodeRounds = 3;

/// APDU exchanges as a card in use has them, again and again: GetEID, GetProfilesInfo, both EUICCInfo, a challenge, AuthenticateServer.
std::vector<capture::ExchangePtr> exchangesToDecode(std::size_t count)
{
    const testing::Cast cast;
    euicc::VirtualEuicc euicc(cast.euiccIdentity());
    std::vector<capture::ExchangePtr> kinds;
    for (capture::Exchange &exchange : testing::signedExchanges(cast, euicc)) {
        if (exchange.apdu() != nullptr)
            kinds.push_back(std::make_shared<const capture::Exchange>(std::move(exchange)));
    }
    for (const Bytes &request : {Bytes{0xBF, 0x20, 0x00}, Bytes{0xBF, 0x22, 0x00}, Bytes{0xBF, 0x2E, 0x00}})
        kinds.push_back(std::make_shared<const capture::Exchange>(testing::cardExchangeOf(euicc, request)));
    std::vector<capture::ExchangePtr> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(kinds[i % kinds.size()]);
    return all;
}

std::size_t countOf(const std::vector<asn1::AnnotatedNode> &nodes)
{
    std::size_t count = nodes.size();
    for (const asn1::AnnotatedNode &node : nodes)
        count += countOf(node.children);
    return count;
}

/// Names and nodes of what an exchange carries, and the fields of its blocks. How many there were.
std::size_t decode(const capture::ApduExchange &apdu)
{
    const asn1::Tag tag = asn1::Reader(apdu.request).peekTag();
    std::size_t nodes = countOf(asn1::annotate(apdu.request, rsp::typeOf(tag, rsp::Direction::request)).nodes);
    nodes += countOf(asn1::annotate(apdu.response, rsp::typeOf(tag, rsp::Direction::response)).nodes);
    for (const capture::ApduBlock &block : apdu.blocks)
        nodes += report::layoutOf(block.command).lengthField + 5;
    return nodes;
}

double childrenCpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Result<bench::Measured> measureDecodeRate()
{
    const auto exchanges = exchangesToDecode(bench::shortRun() ? decodedExchanges / 20 : decodedExchanges);
    const report::Pcap pcap = report::toPcap(exchanges);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.pcap")));
    if (!file.open(QIODevice::WriteOnly)
        || file.write(reinterpret_cast<const char *>(pcap.file.data()), static_cast<qint64>(pcap.file.size())) < 0)
        return fail(ErrorKind::io, Interface::file, "decode-rate", file.errorString().toStdString());
    file.close();

    std::size_t nodes = 0;
    bool fine = true;
    double ourSeconds = 0;
    double tsharkSeconds = 0;
    const auto ours = [&] {
        const double begin = bench::threadCpuSeconds();
        for (const capture::ExchangePtr &exchange : exchanges)
            nodes += decode(*exchange->apdu());
        return ourSeconds = bench::threadCpuSeconds() - begin;
    };
    const auto tshark = [&] {
        const double begin = childrenCpuSeconds();
        QProcess process;
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(QStringLiteral("tshark"), {QStringLiteral("-r"), file.fileName(), QStringLiteral("-V")});
        fine = process.waitForFinished(600'000) && process.exitCode() == 0 && fine;
        return tsharkSeconds = childrenCpuSeconds() - begin;
    };
    const double ratio = bench::medianRatio(bench::shortRun() ? 1 : decodeRounds, tshark, ours);
    if (!fine || nodes == 0)
        return fail(ErrorKind::internal, Interface::none, "decode-rate",
                    "tshark did not read the packets to their end");
    return bench::Measured(ratio, {{"exchanges", static_cast<double>(exchanges.size())},
                                   {"packets", static_cast<double>(pcap.packets)},
                                   {"ours, CPU s", ourSeconds},
                                   {"tshark -V, CPU s", tsharkSeconds}});
}

WB_BENCH("decode-rate", "CPU of tshark -V over the packets of 100 000 exchanges / ours for their names and nodes",
         "ratio", bench::atLeast(10), measureDecodeRate);

} // namespace
