// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Runs a fuzz target over its stored corpus without libFuzzer: `fuzz_tlv corpus/tlv`. Whatever breaks ends the program.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main(int argc, char **argv)
{
    int replayed = 0;
    LLVMFuzzerTestOneInput(nullptr, 0);
    for (int i = 1; i < argc; ++i) {
        if (!std::filesystem::is_directory(argv[i]))
            continue;
        for (const auto &entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::vector<char> input((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            // A copy of exactly this size, so that AddressSanitizer sees the first octet read past the end.
            const std::vector<std::uint8_t> bytes(input.begin(), input.end());
            LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
            ++replayed;
        }
    }
    std::printf("%d inputs replayed\n", replayed);
    if (replayed == 0)
        std::fputs("a target without seeds tests nothing: put some into tests/fuzz/corpus/<topic>/\n", stderr);
    return replayed > 0 ? 0 : 1;
}
