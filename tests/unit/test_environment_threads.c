/* Workers read nothing of the process's environment, which a host changes at any time: here it
 * cannot be read at all while they work. */
#define _GNU_SOURCE
#include "check.h"

#include "browser.h"
#include "crypto.h"
#include "http.h"
#include "job.h"
#include "json.h"
#include "loopback_server.h"
#include "scratch.h"

#include <locale.h>
#include <sys/mman.h>

extern char **environ;

static struct loopback server;

/* --- what a worker does --- */

static int get(struct xpost_client *client, const char *url, struct xpost_error *error)
{
    struct xpost_http_response response;
    const struct xpost_http_request request = {
        .method = "GET", .url = url, .timeout_seconds = 5};
    struct xpost_http *http = xpost_client_http(client, error);
    if (!http)
        return -1;
    int result = xpost_http_perform(http, &request, NULL, &response, error);
    xpost_http_response_release(&response);
    return result;
}

static int make_requests(const struct xpost_operation *operation, struct xpost_error *error)
{
    char tls[64];
    int result = get(operation->client, loopback_url(&server, "/"), error);
    /* The server speaks no TLS; that is seen after the certificates were read. */
    snprintf(tls, sizeof tls, "https://127.0.0.1:%d/", server.port);
    if (result != 0 || get(operation->client, tls, error) == 0)
        return -1;
    /* Nothing listens there: a message of the C library's. */
    return get(operation->client, "http://127.0.0.1:1/", error) == 0 ? -1 : 0;
}

static int open_browser(const struct xpost_operation *operation, struct xpost_error *error)
{
    return xpost_browser_open(&operation->client->config, "https://x.com/a", error);
}

static int read_json(const struct xpost_operation *operation, struct xpost_error *error)
{
    static const char text[] = "{\"number\":1.5}";
    (void)operation;
    struct xpost_json *json = xpost_json_parse(text, sizeof text - 1, error);
    xpost_json_free(json);
    return json ? 0 : -1;
}

static int make_random(const struct xpost_operation *operation, struct xpost_error *error)
{
    unsigned char random[32], hash[XPOST_SHA256_SIZE];
    (void)operation;
    if (xpost_crypto_random(random, sizeof random, error) != 0)
        return -1;
    return xpost_crypto_sha256(hash, random, sizeof random, error);
}

static int open_ledger(const struct xpost_operation *operation, struct xpost_error *error)
{
    return xpost_client_ledger(operation->client, error) ? 0 : -1;
}

static int set_ledger_aside(const struct xpost_operation *operation, struct xpost_error *error)
{
    char path[256];
    struct xpost_store *store = xpost_client_store(operation->client, error);
    if (!store)
        return -1;
    snprintf(path, sizeof path, "%s/ledger.db", operation->client->config.state_directory);
    scratch_write(path, "This is no database, but long enough to be taken for one.", 0600);
    return !xpost_client_ledger(operation->client, error) && strstr(error->message, "damaged")
               ? 0
               : -1;
}

/* --- the host --- */

static int (*work)(const struct xpost_operation *operation, struct xpost_error *error);

static int run(struct xpost_job *job, const struct xpost_operation *operation, void *data,
               struct xpost_error *error)
{
    (void)job;
    (void)data;
    return work(operation, error);
}

static bool answer(int connection, int number, const char *request)
{
    (void)number;
    (void)request;
    return loopback_reply(connection, "200 OK", "", "{}");
}

static bool wait_until_done(struct xpost_jobs *jobs)
{
    struct xpost_news news;
    for (int i = 0; i < 3000; i++) {
        struct pollfd ready = {.fd = xpost_jobs_descriptor(jobs), .events = POLLIN};
        if (xpost_jobs_news(jobs, &news) && news.done)
            return true;
        poll(&ready, 1, 10);
    }
    return false;
}

/* Takes a process of its own: one that reads the environment ends it. */
static int work_without_environment(void)
{
    struct xpost_error error;
    struct xpost_config config;
    struct xpost_task task = {.run = run};
    void *data = NULL;
    setlocale(LC_ALL, "C.UTF-8"); /* as an editor does; messages are looked up then */
    setenv("HOME", scratch, 1);
    unsetenv("XDG_STATE_HOME");
    setenv("BROWSER", "no-such-browser:true", 1);
    loopback_start(&server, answer);
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    if (!jobs || xpost_config_read(&config, getenv, &error) != 0)
        return 2;
    char **kept = environ;
    environ = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct xpost_job *job = xpost_jobs_start(jobs, &config, &task, &error);
    bool done = job && wait_until_done(jobs);
    int result = done ? xpost_job_result(job, &data, &error) : -1;
    environ = kept;
    if (result != 0)
        printf("%s\n", done ? error.message : "It is not done.");
    xpost_job_release(job);
    xpost_config_release(&config);
    if (!xpost_jobs_shut_down(jobs, 5000, 5000))
        return 3;
    xpost_jobs_free(jobs);
    loopback_stop(&server);
    fflush(stdout);
    return result == 0 ? 0 : 1;
}

static int in_worker(int (*what)(const struct xpost_operation *, struct xpost_error *))
{
    work = what;
    return scratch_wait(scratch_fork(work_without_environment));
}

/* --- tests --- */

static void test_worker__makes_requests_without_the_environment(void)
{
    CHECK_NUMBER(in_worker(make_requests), 0);
}

static void test_worker__opens_a_browser_without_the_environment(void)
{
    CHECK_NUMBER(in_worker(open_browser), 0);
}

static void test_worker__reads_json_without_the_environment(void)
{
    CHECK_NUMBER(in_worker(read_json), 0);
}

static void test_worker__makes_random_numbers_without_the_environment(void)
{
    CHECK_NUMBER(in_worker(make_random), 0);
}

static void test_worker__opens_the_ledger_without_the_environment(void)
{
    CHECK_NUMBER(in_worker(open_ledger), 0);
}

static void test_worker__sets_a_damaged_ledger_aside_without_the_environment(void)
{
    CHECK_NUMBER(in_worker(set_ledger_aside), 0);
}

int main(void)
{
    scratch_begin();
    RUN(test_worker__makes_requests_without_the_environment);
    RUN(test_worker__opens_a_browser_without_the_environment);
    RUN(test_worker__reads_json_without_the_environment);
    RUN(test_worker__makes_random_numbers_without_the_environment);
    RUN(test_worker__opens_the_ledger_without_the_environment);
    RUN(test_worker__sets_a_damaged_ledger_aside_without_the_environment);
    scratch_end();
    return check_report();
}
