// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QString>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace wb {

/// Names a job within its Jobs object, from 1, never used twice.
using JobId = quint64;

/// Threads that do what is handed to them, first come first served. A thread is started when the first job needs it, so an idle
/// pool costs nothing. A pool must outlive every Jobs object that uses it.
class JobPool {
public:
    /// @p name says what the pool is for ("io", "card"); @p threads is the most that run at once, at least 1.
    JobPool(QString name, int threads);

    /// Does what is still queued, and waits for it.
    ~JobPool();

    JobPool(const JobPool &) = delete;
    JobPool &operator=(const JobPool &) = delete;

    QString name() const { return m_name; }

    /// Queues @p task. From any thread. The task must not throw.
    void submit(std::function<void()> task);

private:
    void work();

    const QString m_name;
    const std::size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_queue;
    std::size_t m_idle = 0;
    bool m_ending = false;
    std::vector<std::jthread> m_threads; // last: joined before what they use goes away
};

namespace detail {
struct JobInbox;
}

/// What a running job knows of the world outside.
class JobContext {
public:
    JobContext(std::stop_token token, std::shared_ptr<detail::JobInbox> inbox, JobId id);

    /// Requested when the job was cancelled, superseded, or its owner is going away. Work looks at it often.
    const std::stop_token stop;

    /// Tells the owner how far it is: @p done of @p total in any unit, total 0 when unknown, and in words. May be called as often
    /// as is convenient; the owner hears the latest at most ten times a second.
    void progress(qint64 done, qint64 total, const QString &text) const;

private:
    std::shared_ptr<detail::JobInbox> m_inbox;
    JobId m_id;
};

/// The jobs of one owner: work goes to a pool, the result comes back to the owner's thread as one posted Qt event that wakes it to
/// empty its inbox. Used from the owner's thread only; the destructor stops all jobs and waits for them, and nothing is reported
/// after it has begun.
///
/// A class that starts jobs has a member of this type, declared last, so that it ends before what its `done` functions use.
class Jobs : public QObject {
    Q_OBJECT

public:
    explicit Jobs(QObject *parent = nullptr);
    ~Jobs() override;

    /// Runs @p work on @p pool and then @p done, with what it returned, in this object's thread.
    ///
    /// A job that is started in a @p slot supersedes the one running there: that one is told to stop, leaves at once as far as
    /// signals are concerned, and its result is dropped. An empty slot (nullptr or "") supersedes nothing. @p title is what the
    /// status bar shows. T is any movable type, usually a Result; the work must return soon after its stop is requested.
    template <class T>
    JobId start(JobPool &pool, const char *slot, QString title, std::function<T(JobContext &)> work,
                std::function<void(T)> done)
    {
        return startErased(pool, slot, std::move(title),
                           [work = std::move(work), done = std::move(done)](JobContext &context) -> Delivery {
                               auto value = std::make_shared<std::optional<T>>(work(context));
                               return [value = std::move(value), done] {
                                   if (done)
                                       done(std::move(**value));
                               };
                           });
    }

    /// Asks the job to stop. Its result, whatever the work makes of it, is still delivered. Does nothing for a job that has ended.
    void cancel(JobId id);

    /// Stops the job in the slot and drops its result.
    void discard(const char *slot);

    bool isRunning(const char *slot) const;

    /// How many jobs have not reported yet; superseded ones do not count.
    int running() const { return static_cast<int>(m_jobs.size()); }

Q_SIGNALS:
    void started(wb::JobId id, const QString &title);
    /// At most ten times a second for each owner, the latest of each job.
    void progressed(wb::JobId id, qint64 done, qint64 total, const QString &text);
    /// The job has delivered its result, or never will.
    void finished(wb::JobId id);

protected:
    void customEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    using Delivery = std::function<void()>;

    struct Job {
        JobId id = 0;
        std::string slot;
        std::stop_source stop;
        std::shared_ptr<std::atomic<bool>> dropped; ///< true: the result finds nobody, so the work need not begin
    };

    JobId startErased(JobPool &pool, const char *slot, QString title, std::function<Delivery(JobContext &)> work);
    void drop(std::size_t index);
    void emptyInbox();
    void reportProgress();

    std::shared_ptr<detail::JobInbox> m_inbox;
    std::vector<Job> m_jobs;
    JobId m_last = 0;
    int m_progressTimer = 0;
};

} // namespace wb
