// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace wb {

/// Letters from any thread to the thread a mailbox lives in: kept under a mutex, announced by one posted Qt event, handed
/// out in their order. Nothing is handed out once the destructor has begun; whoever posts must have stopped by then.
template <class Letter>
class Mailbox : public QObject {
public:
    /// `receive` is called in the thread of this object, once a letter.
    explicit Mailbox(std::function<void(Letter)> receive, QObject *parent = nullptr)
        : QObject(parent),
          m_receive(std::move(receive))
    {
    }

    /// From any thread.
    void post(Letter letter)
    {
        bool wake = false;
        {
            const std::scoped_lock lock(m_mutex);
            wake = m_letters.empty();
            m_letters.push_back(std::move(letter));
        }
        if (wake)
            QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }

protected:
    void customEvent(QEvent *) override
    {
        std::vector<Letter> letters;
        {
            const std::scoped_lock lock(m_mutex);
            letters.swap(m_letters);
        }
        for (Letter &letter : letters)
            m_receive(std::move(letter));
    }

private:
    std::function<void(Letter)> m_receive;
    std::mutex m_mutex;
    std::vector<Letter> m_letters;
};

} // namespace wb
