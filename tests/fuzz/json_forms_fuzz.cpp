// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The JSON forms of ES11 and ES12, as servers and clients read them. The first octet chooses the form, the rest is the body.
// What can be read must be written so that it reads the same again.

#include "core/es/json.h"
#include "core/es/server.h"

#include <cstdlib>

namespace {

using namespace wb;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

template <class Decode>
void readAndWrite(ByteView body, Decode decode)
{
    const auto value = decode(body);
    if (!value) {
        require(!value.error().step.empty() && !value.error().reason.empty());
        const StatusPair pair = es::statusPairFor(value.error());
        if (value.error().kind == ErrorKind::malformed)
            require(pair.subject == "1.3.1" && pair.reason == (value.error().status ? "2.2" : "2.1"));
        return;
    }
    const auto again = decode(es::toJson(*value));
    require(again.has_value());
    require(*again == *value);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView body(data + 1, size - 1);
    switch (data[0] % 9) {
    case 0: readAndWrite(body, es::initiateAuthenticationRequestFromJson); break;
    case 1: readAndWrite(body, es::authenticateClientRequestFromJson); break;
    case 2:
        readAndWrite(body, [](ByteView octets) { return es::registerEventRequestFromJson(octets, Interface::es12); });
        readAndWrite(body, [](ByteView octets) { return es::deleteEventRequestFromJson(octets, Interface::es12); });
        break;
    case 3: readAndWrite(body, es::functionStatusFromJson); break;
    case 4:
        readAndWrite(
            body, [](ByteView octets) { return es::initiateAuthenticationResponseFromJson(octets, Interface::es11); });
        break;
    case 5: readAndWrite(body, es::authenticateClientResponseEs11FromJson); break;
    case 7: readAndWrite(body, es::checkEventRequestFromJson); break;
    case 8: readAndWrite(body, es::checkEventResponseFromJson); break;
    default:
        // Nothing is carried, so nothing is written back; a refusal must still be one.
        if (const auto done = es::statusResponseFromJson(body, Interface::es12, "RegisterEvent"); !done)
            require(done.error().kind == ErrorKind::malformed || done.error().kind == ErrorKind::refused);
    }
    return 0;
}
