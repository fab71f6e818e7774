/* What the files of the jobs share: job.c is the host's side, job_worker.c the workers'. */
#ifndef XPOST_JOB_INTERNAL_H
#define XPOST_JOB_INTERNAL_H

#include "config.h"
#include "error.h"
#include "job.h"
#include "wakeup.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct xpost_cancel;

/* Told but not read yet. */
struct xpost_message {
    struct xpost_message *next;
    struct xpost_job *job;
    bool done;
    int event;
    size_t length;
    unsigned char data[];
};

struct xpost_job {
    struct xpost_job *next; /* in the queue, or among those that run */
    struct xpost_jobs *jobs;
    struct xpost_config config;
    struct xpost_task task;
    struct xpost_cancel *cancel;
    struct xpost_message *done; /* made in advance, so that being done can always be told */
    struct xpost_error error;
    int result;
    int references;       /* the host's, and the worker's */
    bool reported;        /* it was told to be done, or cancelled */
    bool abandoned;       /* cancelled: the worker may still use the data */
    bool outcome_unknown; /* when it was cancelled */
    char *answer;
    size_t answer_length;
};

/* Everything here and in its jobs is guarded by the lock, but for what a job's worker alone
 * uses while it runs: config, task, error. */
struct xpost_jobs {
    struct xpost_jobs *next; /* of the process's list */
    pthread_mutex_t lock;
    pthread_cond_t work;
    pthread_cond_t first_work; /* for workers that had none yet */
    struct xpost_wakeup wakeup;
    struct xpost_job *queue;
    struct xpost_job *running;
    struct xpost_message *first;
    struct xpost_message **last;
    struct xpost_message *current; /* given to the host */
    int workers;                   /* those being started too */
    int starting;
    int idle;       /* with a client that may be connected already */
    int spare;      /* without one */
    int references; /* the host's, and one for each worker */
    int64_t waited; /* milliseconds, for workers to end; only the host's thread uses it */
    bool closing;
    pid_t process; /* a forked child has no workers */
};

/* With the lock held.  True if the host has to be woken, which is done without the lock: it
 * would want that first of all. */
bool xpost_job_report_done(struct xpost_job *job);

/* With the lock held: drops a reference; returns the job if it has to be freed now. */
struct xpost_job *xpost_job_drop(struct xpost_job *job);

/* Without the lock; NULL is fine. */
void xpost_job_free(struct xpost_job *job);

/* Drops a reference, with the lock held, and gives the lock up. */
void xpost_jobs_leave(struct xpost_jobs *jobs);

/* With the lock held: true if nobody would take the next job, and more workers are allowed. */
bool xpost_jobs_need_worker(const struct xpost_jobs *jobs);

/* With the lock held, which is not held while the thread is made: that takes long. */
int xpost_jobs_start_worker(struct xpost_jobs *jobs);

#endif
