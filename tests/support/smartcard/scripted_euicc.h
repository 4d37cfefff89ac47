// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/euicc.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace wb::testing {

/// An eUICC for tests of the card side. GetEUICCInfo1 is answered with SVN 2.5.0, GetEUICCChallenge with 00 01 .. 0F, every
/// other request with notFound, unless answerWith() says something else. Any thread.
class ScriptedEuicc final : public rsp::Euicc {
public:
    using Answer = std::function<Result<Bytes>(ByteView request, std::stop_token stop)>;

    Result<Bytes> es10(ByteView request, std::stop_token stop) override;

    /// How requests other than GetEUICCInfo1 are answered from now on.
    void answerWith(Answer answer);
    void answerWith(Bytes always);

    /// Every request so far but GetEUICCInfo1, which the card face asks for by itself.
    std::vector<Bytes> requests() const;

private:
    mutable std::mutex m_mutex;
    Answer m_answer;
    std::vector<Bytes> m_requests;
};

/// Octets that are different from their neighbours, and differ between sizes.
Bytes pattern(std::size_t size);

/// A place where one thread waits until another lets it go on.
class Gate {
public:
    /// Waits to be opened, or for the stop token. Returns whether it was opened.
    bool pass(const std::stop_token &stop);
    void open();
    bool somebodyWaits() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_open = false;
    bool m_waiting = false;
};

} // namespace wb::testing
