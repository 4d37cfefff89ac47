// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Both ends of the administration interface: what a client asks (the query of a target) and what a server answers (JSON, event stream). The first
// octet says which.

#include "core/events/server_sent_events.h"
#include "core/smds/administration_json.h"
#include "core/smds/administration_query.h"

#include <QJsonDocument>

#include <cstdlib>

namespace {

using namespace wb;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What was understood is understood again in the words of our own client.
void askFor(std::string_view target)
{
    const auto parameters = smds::parametersOf(target);
    if (!parameters)
        return;
    const auto again = smds::parametersOf("/x" + smds::queryText(*parameters));
    require(again.has_value() && *again == *parameters);
    if (const auto query = smds::recordQueryOf(*parameters))
        require(smds::parametersFor(*smds::recordQueryOf(smds::parametersFor(*query))) == smds::parametersFor(*query));
    if (const auto query = smds::auditQueryOf(*parameters))
        require(smds::parametersFor(*smds::auditQueryOf(smds::parametersFor(*query))) == smds::parametersFor(*query));
}

template <class Read>
void readTwice(const QJsonObject &object, Read read)
{
    const auto value = read(object);
    if (!value)
        return;
    const QJsonObject written = smds::toJson(*value);
    const auto again = read(written);
    require(again.has_value());
    require(smds::toJson(*again) == written);
}

void readAnswer(ByteView octets)
{
    const QJsonObject object = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(octets.data()),
                                                                  static_cast<qsizetype>(octets.size())))
                                   .object();
    readTwice(object, smds::recordFromJson);
    readTwice(object, smds::auditLineFromJson);
    (void)smds::statisticsFromJson(object);
    readTwice(object, smds::healthFromJson);
}

/// The events are the same, however the stream is cut.
void readStream(ByteView octets)
{
    events::EventStreamReader whole;
    events::EventStreamReader pieces;
    const auto atOnce = whole.feed(octets);
    std::size_t count = 0;
    for (const std::uint8_t octet : octets) {
        const auto some = pieces.feed(ByteView(&octet, 1));
        if (!some)
            return;
        count += some->size();
    }
    require(!atOnce || atOnce->size() == count);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView rest(data + 1, size - 1);
    switch (data[0] % 3) {
    case 0: askFor(std::string_view(reinterpret_cast<const char *>(rest.data()), rest.size())); break;
    case 1: readAnswer(rest); break;
    default: readStream(rest); break;
    }
    return 0;
}
