// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What a peer can send to either end of HTTP. The first octet chooses the end, the second the size of the pieces; however the rest
// is cut, the same messages must come out as in one piece. (A fault may be seen sooner or later, depending on the pieces.)

#include "core/http/address.h"
#include "core/http/request_reader.h"
#include "core/http/response_reader.h"

#include <algorithm>
#include <cstdlib>

using namespace wb;
using namespace wb::http;

namespace {

constexpr std::size_t maxHeader = 1024;
constexpr std::size_t maxBody = 4096;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

template <class Reader>
void feedInPieces(Reader &reader, ByteView octets, std::size_t piece)
{
    for (std::size_t at = 0; at < octets.size(); at += piece)
        reader.feed(octets.subspan(at, std::min(piece, octets.size() - at)));
}

void readRequests(ByteView octets, std::size_t piece)
{
    RequestReader whole(maxHeader, maxBody);
    RequestReader pieces(maxHeader, maxBody);
    whole.feed(octets);
    feedInPieces(pieces, octets, piece);
    for (;;) {
        const bool complete = whole.state() == RequestReader::State::complete;
        require(complete == (pieces.state() == RequestReader::State::complete));
        require((whole.state() == RequestReader::State::failed) == (whole.refusal() != 0));
        if (!complete)
            return;
        require(equal(whole.head(), pieces.head()));
        require(whole.head().size() <= maxHeader);
        const Request left = whole.take();
        const Request right = pieces.take();
        require(left.method == right.method && left.target == right.target && left.headers == right.headers);
        require(left.body == right.body && left.body.size() <= maxBody);
    }
}

void readResponse(ByteView octets, std::size_t piece, bool toHead)
{
    ResponseReader whole(maxHeader, maxBody, toHead);
    ResponseReader pieces(maxHeader, maxBody, toHead);
    whole.feed(octets);
    feedInPieces(pieces, octets, piece);
    const bool complete = whole.end() == ResponseReader::State::complete;
    require(complete == (pieces.end() == ResponseReader::State::complete));
    require(!whole.progress().empty());
    if (!complete)
        return;
    require(whole.status() == pieces.status());
    require(equal(whole.body(), pieces.body()) && whole.body().size() <= maxBody);
    require(equal(whole.head(), pieces.head()));
    require(whole.take().headers == pieces.take().headers);
}

void readAddress(ByteView octets)
{
    const auto address = Address::parse(textOf(octets));
    if (!address)
        return;
    const auto again = Address::parse(address->text());
    require(again && *again == *address);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const ByteView octets(data + 2, size - 2);
    const std::size_t piece = std::size_t{1} + data[1] % 64;
    switch (data[0] % 4) {
    case 0: readRequests(octets, piece); break;
    case 1: readResponse(octets, piece, false); break;
    case 2: readResponse(octets, piece, true); break;
    default: readAddress(octets); break;
    }
    return 0;
}
