// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/jobs.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>
#include <QTimerEvent>

#include <algorithm>
#include <chrono>

namespace wb {

namespace {

constexpr int jobProgressInterval = 100; // milliseconds: ten reports a second

const QEvent::Type jobWakeUp = static_cast<QEvent::Type>(QEvent::registerEventType());

} // namespace

JobPool::JobPool(QString name, int threads)
    : m_name(std::move(name)),
      m_most(static_cast<std::size_t>(std::max(threads, 1)))
{
}

JobPool::~JobPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
}

void JobPool::submit(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(task));
        if (m_queue.size() > m_idle && m_threads.size() < m_most)
            m_threads.emplace_back([this] { work(); });
    }
    m_wake.notify_one();
}

void JobPool::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_ending || !m_queue.empty(); });
        --m_idle;
        if (m_queue.empty())
            return;
        std::function<void()> task = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        task();
        task = nullptr; // what it holds goes now, not when the next task comes
        lock.lock();
    }
}

namespace detail {

/// Where workers leave what they have for the owner. Outlives the owner as long as a worker holds it.
struct JobInbox {
    struct Result {
        JobId id = 0;
        std::function<void()> deliver;
    };
    struct Progress {
        JobId id = 0;
        qint64 done = 0;
        qint64 total = 0;
        QString text;
    };

    std::mutex mutex;
    std::condition_variable ended;
    QObject *owner = nullptr; ///< null once the owner is going away
    std::vector<Result> results;
    std::vector<Progress> progress; ///< the latest of each job
    std::size_t active = 0;         ///< jobs queued or running
    bool woken = false;             ///< a wake-up is on its way for results
    bool progressWoken = false;     ///< a wake-up or the owner's timer will look at the progress

    /// With the lock held.
    void wake(bool &flag)
    {
        if (!flag && owner) {
            flag = true;
            QCoreApplication::postEvent(owner, new QEvent(jobWakeUp));
        }
    }
};

} // namespace detail

JobContext::JobContext(std::stop_token token, std::shared_ptr<detail::JobInbox> inbox, JobId id)
    : stop(std::move(token)),
      m_inbox(std::move(inbox)),
      m_id(id)
{
}

void JobContext::progress(qint64 done, qint64 total, const QString &text) const
{
    const std::lock_guard lock(m_inbox->mutex);
    auto &all = m_inbox->progress;
    const auto mine = std::find_if(all.begin(), all.end(), [this](const auto &entry) { return entry.id == m_id; });
    if (mine == all.end())
        all.push_back({m_id, done, total, text});
    else
        *mine = {m_id, done, total, text};
    m_inbox->wake(m_inbox->progressWoken);
}

Jobs::Jobs(QObject *parent) : QObject(parent), m_inbox(std::make_shared<detail::JobInbox>())
{
    m_inbox->owner = this;
}

Jobs::~Jobs()
{
    for (Job &job : m_jobs) {
        *job.dropped = true;
        job.stop.request_stop();
    }
    std::vector<detail::JobInbox::Result> undelivered;
    {
        std::unique_lock lock(m_inbox->mutex);
        m_inbox->owner = nullptr;
        m_inbox->ended.wait(lock, [this] { return m_inbox->active == 0; });
        undelivered.swap(m_inbox->results);
    }
}

JobId Jobs::startErased(JobPool &pool, const char *slot, QString title, std::function<Delivery(JobContext &)> work)
{
    const std::string name = slot ? slot : "";
    if (!name.empty())
        discard(name.c_str());

    const JobId id = ++m_last;
    std::stop_source stop;
    auto dropped = std::make_shared<std::atomic<bool>>(false);
    m_jobs.push_back({id, name, stop, dropped});
    {
        const std::lock_guard lock(m_inbox->mutex);
        ++m_inbox->active;
    }
    Q_EMIT started(id, title); // before the job can report anything

    pool.submit([inbox = m_inbox, id, token = stop.get_token(), dropped, work = std::move(work)]() mutable {
        Delivery deliver;
        if (!*dropped) { // else nobody wants it any more: not even begun
            JobContext context(token, inbox, id);
            deliver = work(context);
        }
        work = nullptr; // destroyed here, while the owner still waits for us
        const std::lock_guard lock(inbox->mutex);
        if (inbox->owner && deliver) {
            inbox->results.push_back({id, std::move(deliver)});
            inbox->wake(inbox->woken);
        }
        deliver = nullptr;
        --inbox->active;
        inbox->ended.notify_all();
    });
    return id;
}

void Jobs::cancel(JobId id)
{
    for (Job &job : m_jobs) {
        if (job.id == id)
            job.stop.request_stop();
    }
}

void Jobs::discard(const char *slot)
{
    for (std::size_t i = 0; i < m_jobs.size(); ++i) {
        if (m_jobs[i].slot == slot) {
            drop(i);
            return; // one a slot
        }
    }
}

bool Jobs::isRunning(const char *slot) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [slot](const Job &job) { return job.slot == slot; });
}

void Jobs::drop(std::size_t index)
{
    Job job = std::move(m_jobs[index]);
    m_jobs.erase(m_jobs.begin() + static_cast<std::ptrdiff_t>(index)); // its result finds nobody
    *job.dropped = true;
    job.stop.request_stop();
    Q_EMIT finished(job.id);
}

void Jobs::customEvent(QEvent *)
{
    // Only wake-ups come here. Not even the event's type is read: it was written by the worker, and the hand-over happened inside
    // Qt, where ThreadSanitizer does not see it.
    if (m_progressTimer == 0)
        reportProgress();
    emptyInbox();
}

void Jobs::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_progressTimer)
        return;
    killTimer(m_progressTimer);
    m_progressTimer = 0;
    reportProgress();
}

void Jobs::emptyInbox()
{
    std::vector<detail::JobInbox::Result> results;
    {
        const std::lock_guard lock(m_inbox->mutex);
        results.swap(m_inbox->results);
        m_inbox->woken = false;
    }
    for (auto &result : results) {
        const auto mine = std::find_if(m_jobs.begin(), m_jobs.end(),
                                       [&](const Job &job) { return job.id == result.id; });
        if (mine == m_jobs.end())
            continue; // superseded
        const QPointer<Jobs> alive = this;
        m_jobs.erase(mine);
        result.deliver();
        if (!alive)
            return; // the owner deleted itself, and us with it, in its done function
        Q_EMIT finished(result.id);
    }
}

void Jobs::reportProgress()
{
    std::vector<detail::JobInbox::Progress> latest;
    {
        const std::lock_guard lock(m_inbox->mutex);
        latest.swap(m_inbox->progress);
        m_inbox->progressWoken = !latest.empty(); // while the timer runs, no wake-up is needed
    }
    if (latest.empty())
        return;
    m_progressTimer = startTimer(jobProgressInterval, Qt::PreciseTimer);
    for (const auto &entry : latest) {
        const bool known = std::any_of(m_jobs.begin(), m_jobs.end(),
                                       [&](const Job &job) { return job.id == entry.id; });
        if (known)
            Q_EMIT progressed(entry.id, entry.done, entry.total, entry.text);
    }
}

} // namespace wb
