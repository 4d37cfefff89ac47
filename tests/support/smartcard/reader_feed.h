// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_directory.h"

namespace wb::testing {

/// Readers that exist only in a test: what show() says is what the directory's snapshots say.
class ReaderFeed {
public:
    /// To be given to CardDirectory::watchReaders(); the feed outlives the directory.
    cards::CardDirectory::ReaderFeed feed()
    {
        return [this](pcsc::ReaderMonitor::Observer observer) {
            m_observer = std::move(observer);
            return std::make_shared<int>(); // nothing has to be ended
        };
    }

    void show(std::vector<pcsc::ReaderState> readers) { m_observer({true, std::nullopt, std::move(readers)}); }
    void stopService(Error error) { m_observer({false, std::move(error), {}}); }

    static pcsc::ReaderState empty(std::string name, std::uint16_t events = 0)
    {
        pcsc::ReaderState state;
        state.name = std::move(name);
        state.events = events;
        return state;
    }
    static pcsc::ReaderState withCard(std::string name, Bytes atr, std::uint16_t events)
    {
        pcsc::ReaderState state = empty(std::move(name), events);
        state.present = true;
        state.atr = std::move(atr);
        return state;
    }

private:
    pcsc::ReaderMonitor::Observer m_observer;
};

} // namespace wb::testing
