// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Does to an EventStore what no test could survive doing itself. A program of its own and no fork of the test, because
// ThreadSanitizer does not follow threads over a fork.
//
//     store_writer for-ever FILE FIRST   registers from several threads, and prints each number once it is acknowledged;
//                                        its process identifier comes first
//     store_writer until-full FILE       registers EV-0, EV-1, ... on a disk that is soon full
//     store_writer as-nobody FILE        opens the store as a user to whom nothing belongs
//
// The latter two print the error and end with 0 when there is the one that belongs there.

#include "core/smds/event_store.h"

#include <csignal>
#include <cstdio>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

using namespace wb;

namespace {

constexpr int writingThreads = 4;

smds::EventRecord recordNumber(std::int32_t number)
{
    smds::EventRecord record;
    record.eid = *rsp::Eid::fromText("89049032123451234512345678901235");
    record.eventId = "EV-" + std::to_string(number);
    record.rspServerAddress = "testsmdpplus1.example.com";
    record.ownerOid = "2.999.10";
    record.ownerRole = "CERT.DP.TLS";
    return record;
}

void writeForEver(smds::EventStore &store, std::int32_t first)
{
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < writingThreads; ++thread) {
        threads.emplace_back([&store, first, thread] {
            for (std::int32_t number = first + thread; store.add(recordNumber(number), smds::AuditEntry{});
                 number += writingThreads) {
                if (::write(STDOUT_FILENO, &number, sizeof number) != sizeof number)
                    return;
            }
        });
    }
}

int writeUntilFull(smds::EventStore &store)
{
    std::signal(SIGXFSZ, SIG_IGN);
    // A limit on the size of files is what a full disk is to everybody, root included.
    const rlimit limit{1024 * 1024, 1024 * 1024};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 1;
    for (int number = 0; number < 100'000; ++number) {
        const auto added = store.add(recordNumber(number), smds::AuditEntry{});
        if (!added) {
            std::puts(added.error().line().c_str());
            return added.error().kind == ErrorKind::io ? 0 : 2;
        }
    }
    return 3;
}

int openAsNobody(const char *file)
{
    constexpr uid_t nobody = 65534;
    if (::getuid() == 0 && ::setuid(nobody) != 0)
        return 1;
    const auto store = smds::EventStore::open(file);
    if (store)
        return 3;
    std::puts(store.error().line().c_str());
    return store.error().kind == ErrorKind::io ? 0 : 2;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        return 64;
    const std::string_view deed = argv[1];
    if (deed == "as-nobody")
        return openAsNobody(argv[2]);
    const auto store = smds::EventStore::open(argv[2]);
    if (!store)
        return 1;
    if (deed == "until-full")
        return writeUntilFull(**store);
    if (deed != "for-ever" || argc != 4)
        return 64;
    const std::int32_t self = ::getpid();
    if (::write(STDOUT_FILENO, &self, sizeof self) != sizeof self)
        return 1;
    writeForEver(**store, std::atoi(argv[3]));
    return 1; // it is to be killed
}
