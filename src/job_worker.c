#define _GNU_SOURCE /* SCHED_BATCH */
#include "job_internal.h"

#include "buffer.h"
#include "cancel.h"
#include "client.h"
#include "crypto.h"

#include <locale.h>
#include <sched.h>
#include <signal.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

enum { WORKERS_MAX = 64 };

static void unlink_running(struct xpost_jobs *jobs, const struct xpost_job *job)
{
    struct xpost_job **at = &jobs->running;
    while (*at != job)
        at = &(*at)->next;
    *at = job->next;
}

/* The worker's client, made anew where what the last one keeps open is of no use.  In either
 * case it works with the settings of the job, which are the job's no longer. */
static struct xpost_client *choose_client(struct xpost_client *client, struct xpost_job *job)
{
    if (!client || !xpost_config_compatible(&client->config, &job->config)) {
        xpost_client_free(client);
        return xpost_client_new(&job->config, &job->error);
    }
    struct xpost_config before = client->config;
    client->config = job->config;
    job->config = before;
    return client;
}

static void tell_step(void *user, const struct xpost_step *step)
{
    xpost_job_tell(user, XPOST_JOB_STEP, step, sizeof *step);
}

static void tell_progress(void *user, const struct xpost_progress *progress)
{
    struct xpost_buffer packed = XPOST_BUFFER(1 << 20);
    xpost_progress_pack(&packed, progress);
    if (!packed.failed)
        xpost_job_tell(user, XPOST_JOB_PROGRESS, packed.data, packed.length);
    xpost_buffer_release(&packed);
}

static int run_job(struct xpost_client **client, struct xpost_job *job)
{
    *client = choose_client(*client, job);
    if (!*client)
        return -1;
    xpost_client_begin(*client);
    struct xpost_operation operation = {
        .client = *client,
        .cancel = job->cancel,
        .on_step = tell_step,
        .on_progress = tell_progress,
        .user = job,
    };
    return job->task.run(job, &operation, job->task.data, &job->error);
}

/* The next job, with the lock held; NULL to end. */
static struct xpost_job *next_job(struct xpost_jobs *jobs, bool has_client)
{
    int *waiting = has_client ? &jobs->idle : &jobs->spare;
    ++*waiting;
    while (!jobs->queue && !jobs->closing)
        pthread_cond_wait(has_client ? &jobs->work : &jobs->first_work, &jobs->lock);
    --*waiting;
    struct xpost_job *job = jobs->closing ? NULL : jobs->queue;
    if (job) {
        jobs->queue = job->next;
        job->next = jobs->running;
        jobs->running = job;
    }
    return job;
}

static void *work(void *user);

int xpost_jobs_start_worker(struct xpost_jobs *jobs)
{
    pthread_t thread;
    sigset_t every;
    sigset_t before;
    jobs->workers++;
    jobs->starting++;
    jobs->references++;
    pthread_mutex_unlock(&jobs->lock);
    /* A host's signals are not for its workers. */
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    int failed = pthread_create(&thread, NULL, work, jobs);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!failed)
        pthread_detach(thread);
    pthread_mutex_lock(&jobs->lock);
    if (failed) {
        jobs->workers--;
        jobs->starting--;
        jobs->references--;
    }
    return failed ? -1 : 0;
}

bool xpost_jobs_need_worker(const struct xpost_jobs *jobs)
{
    return jobs->idle + jobs->spare + jobs->starting == 0 && jobs->workers < WORKERS_MAX;
}

/* What a worker computes waits for a processor rather than to interrupt its host, who has just
 * given it something to do. */
static void be_modest(void)
{
#ifdef SCHED_BATCH
    struct sched_param parameters;
    int policy;
    pthread_t self = pthread_self();
    if (pthread_getschedparam(self, &policy, &parameters) == 0 && policy == SCHED_OTHER)
        pthread_setschedparam(self, SCHED_BATCH, &parameters);
#endif
}

/* Does a job.  Whoever has taken the last free pair of hands starts the next one, so that the
 * host need not. */
static void do_job(struct xpost_jobs *jobs, struct xpost_client **client, struct xpost_job *job)
{
    if (xpost_jobs_need_worker(jobs))
        xpost_jobs_start_worker(jobs);
    pthread_mutex_unlock(&jobs->lock);
    int result = run_job(client, job);
    pthread_mutex_lock(&jobs->lock);
    /* Not earlier: whoever cancels it now still hears that the outcome is not known. */
    xpost_cancel_end(job->cancel);
    job->result = result;
    unlink_running(jobs, job);
    bool wake = !job->reported && xpost_job_report_done(job);
    struct xpost_job *finished = xpost_job_drop(job);
    pthread_mutex_unlock(&jobs->lock);
    if (wake)
        xpost_wakeup_signal(&jobs->wakeup);
    xpost_job_free(finished);
    pthread_mutex_lock(&jobs->lock);
}

static void *work(void *user)
{
    struct xpost_jobs *jobs = user;
    struct xpost_client *client = NULL;
    /* In the host's language, the C library would look in the environment where its files are:
     * for each number in JSON, and each message. */
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = uselocale(plain);
    be_modest();
    pthread_mutex_lock(&jobs->lock);
    jobs->starting--;
    for (struct xpost_job *job; (job = next_job(jobs, client != NULL)) != NULL;)
        do_job(jobs, &client, job);
    pthread_mutex_unlock(&jobs->lock);
    xpost_client_free(client);
    xpost_crypto_end_thread();
    uselocale(before);
    if (plain)
        freelocale(plain);
    pthread_mutex_lock(&jobs->lock);
    jobs->workers--;
    xpost_jobs_leave(jobs);
    return NULL;
}
