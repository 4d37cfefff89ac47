// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/bound_profile_package.h"

#include "core/asn1/reader.h"

namespace wb::es {

namespace {

/// Whether a part travels as header and pieces instead of as a whole.
bool isCutUp(asn1::Tag tag)
{
    return tag == 0xA1 || tag == 0xA3;
}

Failure malformed(std::size_t offset, std::string reason)
{
    Error error = makeError(ErrorKind::malformed, Interface::es10b, "BoundProfilePackage", std::move(reason));
    error.offset = offset;
    return fail(std::move(error));
}

} // namespace

Result<std::vector<Bytes>> segmentsOf(ByteView package)
{
    const auto whole = asn1::readSingle(package, "BoundProfilePackage");
    if (!whole)
        return fail(whole.error());
    if (whole->tag != 0xBF36)
        return malformed(0, "tag " + asn1::tagText(whole->tag) + " instead of BF36");
    std::vector<Bytes> segments;
    asn1::Reader reader(whole->content, whole->contentOffset());
    for (asn1::Element part; reader.next(part);) {
        if (segments.empty()) {
            if (part.tag != 0xBF23)
                return malformed(part.offset,
                                 "tag " + asn1::tagText(part.tag) + " where InitialiseSecureChannel must be");
            segments.push_back(copyOf(package.first(part.offset + part.whole.size())));
            continue;
        }
        if (!isCutUp(part.tag)) {
            segments.push_back(copyOf(part.whole));
            continue;
        }
        segments.push_back(copyOf(part.whole.first(part.whole.size() - part.content.size())));
        asn1::Reader inside(part.content, part.contentOffset());
        for (asn1::Element piece; inside.next(piece);)
            segments.push_back(copyOf(piece.whole));
        if (inside.fault() != asn1::Fault::none)
            return malformed(inside.offset(), "a piece is cut short");
    }
    if (reader.fault() != asn1::Fault::none)
        return malformed(reader.offset(), "a part is cut short");
    if (segments.empty())
        return malformed(whole->contentOffset(), "it is empty");
    return segments;
}

Result<Bytes> loadBoundProfilePackage(rsp::Euicc &euicc, ByteView package, std::stop_token stop)
{
    const auto segments = segmentsOf(package);
    if (!segments)
        return fail(segments.error());
    for (const Bytes &segment : *segments) {
        auto answer = euicc.es10(segment, stop);
        if (!answer || !answer->empty())
            return answer;
    }
    return Bytes();
}

} // namespace wb::es
