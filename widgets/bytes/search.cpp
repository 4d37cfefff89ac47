// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/bytes/search.h"

#include "core/base/hex.h"

#include <algorithm>

namespace wb::bytes {

namespace {

void searchOctets(const report::View &view, const Bytes &needle, std::size_t limit, std::vector<Match> &matches)
{
    if (needle.empty())
        return;
    for (std::size_t buffer = 0; buffer < view.buffers.size(); ++buffer) {
        const Bytes &bytes = view.buffers[buffer].bytes;
        auto from = bytes.begin();
        while (matches.size() < limit) {
            const auto found = std::search(from, bytes.end(), needle.begin(), needle.end());
            if (found == bytes.end())
                break;
            matches.push_back({nullptr, {buffer, static_cast<std::size_t>(found - bytes.begin()), needle.size()}});
            from = found + 1;
        }
    }
}

} // namespace

std::vector<Match> search(const report::NodeIndex &index, const QString &text, std::size_t limit)
{
    std::vector<Match> matches;
    const QString needle = text.trimmed();
    if (!index.view() || needle.isEmpty())
        return matches;
    for (const report::ViewNode *node : index.inOrder()) {
        if (matches.size() >= limit)
            return matches;
        if (node->name.contains(needle, Qt::CaseInsensitive) || node->value.contains(needle, Qt::CaseInsensitive)
            || node->tagText.compare(needle, Qt::CaseInsensitive) == 0)
            matches.push_back({node, {node->buffer, node->offset, node->length}});
    }
    const std::string utf8 = needle.toStdString();
    if (const Result<Bytes> octets = fromHex(utf8))
        searchOctets(*index.view(), *octets, limit, matches);
    searchOctets(*index.view(), copyOf(viewOf(utf8)), limit, matches);
    return matches;
}

} // namespace wb::bytes
