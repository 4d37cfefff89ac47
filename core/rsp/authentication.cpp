// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/authentication.h"

namespace wb::rsp {

bool AuthenticateResponseError::decodeContent(asn1::Decoding &decoding, const asn1::Element &element,
                                              AuthenticateResponseError &value)
{
    std::optional<ByteView> transaction;
    std::optional<asn1::Element> code;
    asn1::Reader reader(element.content, element.contentOffset());
    for (asn1::Element each; reader.next(each);) {
        if (each.tag == 0x80)
            transaction = each.content;
        else if (each.tag == 0x02 || each.tag == 0x81)
            code = each;
    }
    if (reader.fault() != asn1::Fault::none)
        return decoding.fail(reader);
    if (!code) {
        // A lone 80 is the code itself: some cards leave the TransactionID out and tag automatically.
        if (!transaction || transaction->size() != 1)
            return decoding.fail(element.contentOffset(), "no error code");
        value.code = static_cast<AuthenticateErrorCode>(transaction->front());
        return true;
    }
    if (transaction) {
        value.transactionId = TransactionId::fromContent(*transaction);
        if (!value.transactionId)
            return decoding.fail(element.contentOffset(),
                                 "a TransactionID of " + std::to_string(transaction->size()) + " octets");
    }
    if (!asn1::Primitive<AuthenticateErrorCode>::parse(code->content, value.code))
        return decoding.fail(code->contentOffset(), "the error code is no INTEGER");
    return true;
}

} // namespace wb::rsp

namespace wb {
WB_RSP_DEFINE(rsp::DeviceInfo)
WB_RSP_DEFINE(rsp::ServerSigned1)
WB_RSP_DEFINE(rsp::CtxParams1)
WB_RSP_DEFINE(rsp::AuthenticateServerRequest)
WB_RSP_DEFINE(rsp::EuiccSigned1)
WB_RSP_DEFINE(rsp::AuthenticateServerResponse)
} // namespace wb
