#define _POSIX_C_SOURCE 200809L
#include "job_internal.h"

#include "cancel.h"
#include "clock.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_AGAIN = 2 /* milliseconds, while leaving */ };

static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;
static struct xpost_jobs *all;

/* --- ends --- */

void xpost_job_free(struct xpost_job *job)
{
    if (!job)
        return;
    if (job->task.release)
        job->task.release(job->task.data);
    xpost_cancel_free(job->cancel);
    xpost_config_release(&job->config);
    xpost_secret_free(job->answer);
    free(job->done);
    free(job);
}

struct xpost_job *xpost_job_drop(struct xpost_job *job)
{
    return --job->references == 0 ? job : NULL;
}

static void free_messages(struct xpost_message *message)
{
    while (message) {
        struct xpost_message *next = message->next;
        xpost_wipe(message->data, message->length);
        free(message);
        message = next;
    }
}

static void free_jobs(struct xpost_jobs *jobs)
{
    free_messages(jobs->first);
    free_messages(jobs->current);
    while (jobs->queue) {
        struct xpost_job *job = jobs->queue;
        jobs->queue = job->next;
        xpost_job_free(job);
    }
    xpost_wakeup_close(&jobs->wakeup);
    pthread_cond_destroy(&jobs->work);
    pthread_cond_destroy(&jobs->first_work);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs);
}

/* Drops a reference, with the lock held, and gives the lock up.  The last one out takes the
 * jobs off the process's list; nobody can find them any more then. */
void xpost_jobs_leave(struct xpost_jobs *jobs)
{
    bool last = --jobs->references == 0;
    pthread_mutex_unlock(&jobs->lock);
    if (!last)
        return;
    pthread_mutex_lock(&all_lock);
    struct xpost_jobs **at = &all;
    while (*at && *at != jobs)
        at = &(*at)->next;
    if (*at)
        *at = jobs->next;
    pthread_mutex_unlock(&all_lock);
    free_jobs(jobs);
}

/* --- news --- */

/* With the lock held.  True if the host has to be woken, which is done without the lock: it
 * would want that first of all. */
static bool append(struct xpost_jobs *jobs, struct xpost_message *message)
{
    bool first = !jobs->first;
    message->next = NULL;
    *jobs->last = message;
    jobs->last = &message->next;
    return first;
}

bool xpost_job_report_done(struct xpost_job *job)
{
    struct xpost_message *message = job->done;
    job->reported = true;
    job->done = NULL;
    message->job = job;
    message->done = true;
    return append(job->jobs, message);
}

void xpost_job_tell(struct xpost_job *job, int event, const void *data, size_t length)
{
    struct xpost_message *message = calloc(1, sizeof *message + length);
    if (!message)
        return;
    message->job = job;
    message->event = event;
    message->length = length;
    if (length)
        memcpy(message->data, data, length);
    struct xpost_jobs *jobs = job->jobs;
    pthread_mutex_lock(&jobs->lock);
    bool wanted = !job->reported;
    bool wake = wanted && append(jobs, message);
    pthread_mutex_unlock(&jobs->lock);
    if (wake)
        xpost_wakeup_signal(&jobs->wakeup);
    if (!wanted)
        free_messages(message);
}

bool xpost_jobs_news(struct xpost_jobs *jobs, struct xpost_news *news)
{
    pthread_mutex_lock(&jobs->lock);
    free_messages(jobs->current);
    struct xpost_message *message = jobs->current = jobs->first;
    if (message) {
        jobs->first = message->next;
        message->next = NULL;
        if (!jobs->first)
            jobs->last = &jobs->first;
        *news = (struct xpost_news){.job = message->job,
                                    .done = message->done,
                                    .event = message->event,
                                    .length = message->length,
                                    .data = message->data};
    } else {
        xpost_wakeup_clear(&jobs->wakeup);
    }
    pthread_mutex_unlock(&jobs->lock);
    return message != NULL;
}

/* --- jobs --- */

static struct xpost_job *make_job(struct xpost_jobs *jobs, const struct xpost_config *config,
                                  const struct xpost_task *task, struct xpost_error *error)
{
    struct xpost_job *job = calloc(1, sizeof *job);
    if (!job) {
        if (task->release)
            task->release(task->data);
        xpost_error_no_memory(error);
        return NULL;
    }
    job->jobs = jobs;
    job->task = *task;
    job->references = 2;
    job->done = calloc(1, sizeof *job->done);
    job->cancel = xpost_cancel_new(error);
    if (!job->done)
        xpost_error_no_memory(error);
    if (!job->done || !job->cancel || xpost_config_copy(&job->config, config, error) != 0) {
        xpost_job_free(job);
        return NULL;
    }
    return job;
}

/* With the lock held: true if somebody will run the queue. */
static bool has_hands(struct xpost_jobs *jobs)
{
    return !xpost_jobs_need_worker(jobs) || xpost_jobs_start_worker(jobs) == 0 ||
           jobs->workers > 0;
}

/* With the lock held, whoever has a connection already comes first. */
static pthread_cond_t *whom_to_wake(struct xpost_jobs *jobs)
{
    int waiting = 0;
    for (const struct xpost_job *job = jobs->queue; job; job = job->next)
        waiting++;
    return jobs->idle >= waiting ? &jobs->work : &jobs->first_work;
}

struct xpost_job *xpost_jobs_start(struct xpost_jobs *jobs, const struct xpost_config *config,
                                   const struct xpost_task *task, struct xpost_error *error)
{
    struct xpost_job *job = make_job(jobs, config, task, error);
    if (!job)
        return NULL;
    pthread_mutex_lock(&jobs->lock);
    struct xpost_job **end = &jobs->queue;
    while (*end)
        end = &(*end)->next;
    *end = job;
    pthread_cond_t *someone = whom_to_wake(jobs);
    bool started = !jobs->closing && has_hands(jobs);
    if (!started)
        *end = NULL;
    pthread_mutex_unlock(&jobs->lock);
    if (started) {
        pthread_cond_signal(someone);
        return job;
    }
    xpost_job_free(job);
    xpost_error_set(error, XPOST_BUSY,
                    "No thread could be started, so nothing was done. Try again.");
    return NULL;
}

int xpost_job_result(struct xpost_job *job, void **data, struct xpost_error *error)
{
    pthread_mutex_lock(&job->jobs->lock);
    bool abandoned = job->abandoned;
    int result = job->result;
    pthread_mutex_unlock(&job->jobs->lock);
    *data = abandoned ? NULL : job->task.data;
    if (abandoned) {
        xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
        error->outcome = job->outcome_unknown ? XPOST_OUTCOME_UNKNOWN : XPOST_NOT_POSTED;
        return -1;
    }
    if (result != 0)
        *error = job->error;
    return result;
}

void xpost_job_cancel(struct xpost_job *job)
{
    struct xpost_jobs *jobs = job->jobs;
    bool wake = false;
    pthread_mutex_lock(&jobs->lock);
    if (!job->reported) {
        xpost_cancel_request(job->cancel);
        job->abandoned = true;
        job->outcome_unknown =
            xpost_cancel_committed(job->cancel) || xpost_cancel_doubted(job->cancel);
        wake = xpost_job_report_done(job);
    }
    pthread_mutex_unlock(&jobs->lock);
    if (wake)
        xpost_wakeup_signal(&jobs->wakeup);
}

void xpost_job_release(struct xpost_job *job)
{
    if (!job)
        return;
    struct xpost_jobs *jobs = job->jobs;
    pthread_mutex_lock(&jobs->lock);
    /* News of a job that nobody holds would point nowhere. */
    for (struct xpost_message **at = &jobs->first; *at;) {
        struct xpost_message *message = *at;
        if (message->job != job) {
            at = &message->next;
            continue;
        }
        *at = message->next;
        message->next = NULL;
        free_messages(message);
    }
    jobs->last = &jobs->first;
    while (*jobs->last)
        jobs->last = &(*jobs->last)->next;
    job->reported = true;
    struct xpost_job *finished = xpost_job_drop(job);
    pthread_mutex_unlock(&jobs->lock);
    xpost_job_free(finished);
}

int xpost_job_answer(struct xpost_job *job, const char *text, size_t length,
                     struct xpost_error *error)
{
    char *copy = xpost_string_copy_range(text, length);
    if (!copy)
        return xpost_error_no_memory(error);
    pthread_mutex_lock(&job->jobs->lock);
    xpost_secret_free(job->answer);
    job->answer = copy;
    job->answer_length = length;
    pthread_mutex_unlock(&job->jobs->lock);
    return 0;
}

char *xpost_job_take_answer(struct xpost_job *job, size_t *length)
{
    pthread_mutex_lock(&job->jobs->lock);
    char *answer = job->answer;
    *length = job->answer_length;
    job->answer = NULL;
    pthread_mutex_unlock(&job->jobs->lock);
    return answer;
}

/* --- leaving --- */

static void cancel_all(struct xpost_jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    jobs->closing = true;
    for (struct xpost_job *job = jobs->running; job; job = job->next)
        xpost_cancel_request(job->cancel);
    pthread_cond_broadcast(&jobs->work);
    pthread_cond_broadcast(&jobs->first_work);
    pthread_mutex_unlock(&jobs->lock);
}

int xpost_jobs_committed(struct xpost_jobs *jobs)
{
    int committed = 0;
    pthread_mutex_lock(&jobs->lock);
    for (const struct xpost_job *job = jobs->running; job; job = job->next)
        committed += xpost_cancel_committed(job->cancel);
    pthread_mutex_unlock(&jobs->lock);
    return committed;
}

/* Workers, too: one that is just ending may still be inside a library. */
static bool all_done(struct xpost_jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    bool done = jobs->workers == 0 && !jobs->running;
    pthread_mutex_unlock(&jobs->lock);
    return done;
}

/* What is under way while the process is left. */
struct leaving {
    int64_t given;    /* since when nothing has to be finished */
    int64_t still;    /* since when nothing computes, either */
    int64_t computed; /* by the other threads, until then */
};

/* A worker that computes is about to see that it is cancelled, however slowly a busy machine
 * lets it get there; given up, it would still be inside a library when that is taken down. */
static void look_at_workers(struct leaving *leaving, bool committed)
{
    int64_t now = xpost_clock_milliseconds();
    int64_t computed = xpost_clock_other_threads();
    if (committed)
        leaving->given = now;
    /* Two, as both clocks that this is the difference of are rounded. */
    if (committed || computed > leaving->computed + 1) {
        leaving->still = now;
        leaving->computed = computed;
    }
}

static bool wait_for_workers(struct xpost_jobs *jobs, int64_t milliseconds,
                             int64_t committed_milliseconds)
{
    struct timespec pause = {.tv_nsec = LOOK_AGAIN * 1000000};
    int64_t start = xpost_clock_milliseconds();
    struct leaving leaving = {start, start, xpost_clock_other_threads()};
    for (;;) {
        bool committed = xpost_jobs_committed(jobs) > 0;
        if (all_done(jobs))
            return true;
        look_at_workers(&leaving, committed);
        int64_t now = xpost_clock_milliseconds();
        if (committed ? now - start >= committed_milliseconds
                      : now - leaving.still >= milliseconds ||
                            now - leaving.given >= milliseconds + XPOST_LEAVE_WAIT_BUSY)
            return false;
        nanosleep(&pause, NULL);
    }
}

static bool shut_down(struct xpost_jobs *jobs, int64_t milliseconds,
                      int64_t committed_milliseconds)
{
    if (jobs->process != getpid())
        return true;
    cancel_all(jobs);
    int64_t start = xpost_clock_milliseconds();
    bool done = wait_for_workers(jobs, milliseconds, committed_milliseconds);
    jobs->waited += xpost_clock_milliseconds() - start;
    return done;
}

bool xpost_jobs_shut_down(struct xpost_jobs *jobs, int milliseconds, int committed_milliseconds)
{
    return shut_down(jobs, milliseconds, committed_milliseconds);
}

/* At the end of the process, before the libraries' own handlers: a thread that is still inside
 * one of them then would crash.  What the host has waited already is not waited again. */
static void on_exit_process(void)
{
    pthread_mutex_lock(&all_lock);
    for (struct xpost_jobs *jobs = all; jobs; jobs = jobs->next)
        shut_down(jobs, XPOST_LEAVE_WAIT - jobs->waited,
                  XPOST_LEAVE_WAIT_COMMITTED - jobs->waited);
    pthread_mutex_unlock(&all_lock);
}

static int remember(struct xpost_jobs *jobs)
{
    static bool registered;
    pthread_mutex_lock(&all_lock);
    if (!registered)
        registered = atexit(on_exit_process) == 0;
    if (registered) {
        jobs->next = all;
        all = jobs;
    }
    pthread_mutex_unlock(&all_lock);
    return registered ? 0 : -1;
}

struct xpost_jobs *xpost_jobs_new(struct xpost_error *error)
{
    /* Before there is a worker, and before the handler of the process's end. */
    if (xpost_client_initialise(error) != 0)
        return NULL;
    struct xpost_jobs *jobs = calloc(1, sizeof *jobs);
    if (!jobs || xpost_wakeup_open(&jobs->wakeup, error) != 0) {
        if (!jobs)
            xpost_error_no_memory(error);
        free(jobs);
        return NULL;
    }
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->work, NULL);
    pthread_cond_init(&jobs->first_work, NULL);
    jobs->last = &jobs->first;
    jobs->references = 1;
    jobs->process = getpid();
    if (remember(jobs) != 0) {
        free_jobs(jobs);
        xpost_error_no_memory(error);
        return NULL;
    }
    return jobs;
}

/* The workers keep it until the last of them has ended. */
void xpost_jobs_free(struct xpost_jobs *jobs)
{
    if (!jobs)
        return;
    cancel_all(jobs);
    pthread_mutex_lock(&jobs->lock);
    xpost_jobs_leave(jobs);
}

bool xpost_jobs_usable(const struct xpost_jobs *jobs)
{
    return jobs->process == getpid();
}

int xpost_jobs_descriptor(const struct xpost_jobs *jobs)
{
    return xpost_wakeup_descriptor(&jobs->wakeup);
}
