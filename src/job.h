/* Operations on worker threads, for a host that must not wait.
 *
 * A host makes one `xpost_jobs`, starts jobs, and watches one descriptor.  When it is readable
 * there is news: something that a job wants to tell (a step, a URL), or that it is done.
 * Workers are started by need, so that one that waits (for a browser, a name lookup, a rate
 * limit) holds up no other; each keeps a client with a warm connection.  The host starts the
 * first one alone: whichever takes the last free place starts the next.
 *
 * What has begun is finished: cancelling a job is reported at once, but a refresh, a code
 * exchange or a create that may have left is completed and recorded by its worker.  At the end
 * of the process the rest is given up after a moment, and what must be finished is waited for
 * (5 s), in which counts what the host has waited before with xpost_jobs_shut_down.
 *
 * Threads: the functions are for the host's thread, except where they say "worker".  Workers
 * block all signals, and read nothing of the environment, which a host changes at any time:
 * they work with settings that were copied, and with libraries that xpost_jobs_new initialised.
 * Only the C library's name lookup reads variables of its own, when it first happens and when
 * the network's configuration has changed. */
#ifndef XPOST_JOB_H
#define XPOST_JOB_H

#include "client.h"
#include "error.h"

#include <stdbool.h>
#include <stddef.h>

struct xpost_job;
struct xpost_jobs;

enum {
    XPOST_LEAVE_WAIT = 250,            /* milliseconds for what can be given up */
    XPOST_LEAVE_WAIT_BUSY = 500,       /* more than that, while it still computes */
    XPOST_LEAVE_WAIT_COMMITTED = 5000, /* for what has to be finished */
};

/* The events that a job tells by itself: a struct xpost_step; what xpost_progress_unpack reads.
 * Its task's own ones are numbered from XPOST_JOB_OWN on. */
enum { XPOST_JOB_STEP, XPOST_JOB_PROGRESS, XPOST_JOB_OWN };

/* What a job does. */
struct xpost_task {
    /* In a worker.  Returns 0, or -1 with `error` filled. */
    int (*run)(struct xpost_job *job, const struct xpost_operation *operation, void *data,
               struct xpost_error *error);
    /* In any thread, once, when nobody needs `data` any more. */
    void (*release)(void *data);
    void *data;
};

struct xpost_news {
    struct xpost_job *job;
    bool done; /* the last news of this job */
    int event; /* otherwise: what the job told */
    size_t length;
    const void *data;
};

/* The first call also initialises the libraries, which read the environment then. */
struct xpost_jobs *xpost_jobs_new(struct xpost_error *error);

/* Cancels every job and lets go of the workers without waiting for them. */
void xpost_jobs_free(struct xpost_jobs *jobs);

int xpost_jobs_descriptor(const struct xpost_jobs *jobs);

/* False in a process that was forked from the one that made it: that has no workers. */
bool xpost_jobs_usable(const struct xpost_jobs *jobs);

/* Starts a job with a copy of the settings.  Takes over task.data in every case.  NULL if it
 * could not be started.  The job is the host's until xpost_job_release. */
struct xpost_job *xpost_jobs_start(struct xpost_jobs *jobs, const struct xpost_config *config,
                                   const struct xpost_task *task, struct xpost_error *error);

/* The next news; false if there is none (the descriptor is then no longer readable).  `news` is
 * valid until the next call. */
bool xpost_jobs_news(struct xpost_jobs *jobs, struct xpost_news *news);

/* After the news that it is done: 0 with `*data` to be read; or -1 with `error`.  The data of a
 * cancelled job may still be in use by its worker, and is not given out; the outcome in its
 * error is that of a post: unknown if its worker was about what has to be finished. */
int xpost_job_result(struct xpost_job *job, void **data, struct xpost_error *error);

/* Has it reported as cancelled at once.  Nothing happens to a job that is done. */
void xpost_job_cancel(struct xpost_job *job);
void xpost_job_release(struct xpost_job *job);

/* Gives the job a text that it waits for (a pasted URL); an earlier one that it has not taken
 * is replaced. */
int xpost_job_answer(struct xpost_job *job, const char *text, size_t length,
                     struct xpost_error *error);

/* Worker: takes that text over (xpost_secret_free), or NULL. */
char *xpost_job_take_answer(struct xpost_job *job, size_t *length);

/* Worker: tells the host.  `data` is copied; without memory nothing is told. */
void xpost_job_tell(struct xpost_job *job, int event, const void *data, size_t length);

/* How many jobs are doing what must be finished. */
int xpost_jobs_committed(struct xpost_jobs *jobs);

/* Cancels every job, then waits until all are done: at most `milliseconds` (and
 * XPOST_LEAVE_WAIT_BUSY more while one computes, as in a handshake on a busy machine), and for
 * those that must be finished `committed_milliseconds`.  False if some were given up. */
bool xpost_jobs_shut_down(struct xpost_jobs *jobs, int milliseconds,
                          int committed_milliseconds);

#endif
