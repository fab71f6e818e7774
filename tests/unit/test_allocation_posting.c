/* Every allocation of the core in posting a thread and media, in looking for a lost post, in
 * deleting and in saving a draft fails once: nothing may crash or leak, nothing is sent twice,
 * and what arrived is at least taken for possible in the ledger. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "check.h"

#ifdef FAIL_ALLOCATION_WORKS

/* check.h, of which there is one here and one in src. */
#include "../../src/check.h"

#include "draft.h"
#include "pause.h"
#include "post.h"
#include "undo.h"

#include "loopback_server.h"
#include "plan_rig.h"

enum { ALLOCATIONS_MAX = 100000, WRONG = 2 };

static struct xpost_config config;
static struct loopback server;
static atomic_int creates, deletes;
static char picture[300];
static atomic_long next_id = 1000;
static int number; /* of the run at hand */
static char key[32];

static void format_now(char *out, size_t size)
{
    struct tm fields;
    time_t now = time(NULL);
    strftime(out, size, "%Y-%m-%dT%H:%M:%S.000Z", gmtime_r(&now, &fields));
}

/* In one piece, which is quicker by far. */
static bool say(int connection, const char *status, const char *body)
{
    char text[1024];
    snprintf(text, sizeof text, "HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s", status,
             strlen(body), body);
    return loopback_say(connection, text);
}

/* X, where everything goes well, and each timeline has a new post with the text "lost". */
static bool answer(int connection, int request_number, const char *request)
{
    char body[512], now[40];
    long id = atomic_fetch_add(&next_id, 1);
    bool created = strncmp(request, "POST /2/tweets ", 15) == 0;
    bool media = strncmp(request, "POST /2/media/", 14) == 0;
    bool told = !strstr(request, "/append ") && !strstr(request, "/metadata ");
    bool deleted = strncmp(request, "DELETE ", 7) == 0;
    free(server.requests[request_number]); /* there will be many */
    server.requests[request_number] = NULL;
    atomic_store(&server.count, 0);
    format_now(now, sizeof now);
    if (media && !told) /* whose answers nobody reads */
        return say(connection, "200 OK", "{}");
    if (created)
        atomic_fetch_add(&creates, 1);
    if (deleted) {
        atomic_fetch_add(&deletes, 1);
        return say(connection, "200 OK", "{\"data\":{\"deleted\":true}}");
    }
    snprintf(body, sizeof body,
             created || media
                 ? "{\"data\":{\"id\":\"%ld\",\"text\":\"%s\"}}"
                 : "{\"data\":[{\"id\":\"%ld\",\"created_at\":\"%s\",\"text\":\"lost\"}],"
                   "\"meta\":{\"result_count\":1}}",
             id, now);
    return say(connection, created ? "201 Created" : "200 OK", body);
}

/* What could not be reached is tried again after a while, of which there will be many. */
int xpost_pause(int milliseconds, const struct xpost_cancel *cancel, struct xpost_error *why)
{
    (void)milliseconds, (void)cancel, (void)why;
    return 0;
}

/* --- what is done --- */

static int post_thread(const struct xpost_operation *with)
{
    static const struct xpost_post posts[] = {{.text = "one", .text_length = 3},
                                              {.text = "two", .text_length = 3}};
    const struct xpost_post_request request = {.posts = posts, .count = 2, .key = key};
    struct xpost_post_result made;
    int result = xpost_post(with, &request, &made, &error);
    if (result == 0 ? made.count != 2 : (int)made.count > atomic_load(&creates))
        result = WRONG;
    xpost_post_result_release(&made);
    return result;
}

static int post_media(const struct xpost_operation *with)
{
    const struct xpost_attachment attachments[] = {{picture, "a picture"}};
    const struct xpost_post post = {
        .text = "", .attachments = attachments, .attachment_count = 1};
    const struct xpost_post_request request = {.posts = &post, .count = 1, .key = key};
    struct xpost_post_result made;
    int result = xpost_post(with, &request, &made, &error);
    if (result == 0 ? made.count != 1 : (int)made.count > atomic_load(&creates))
        result = WRONG;
    xpost_post_result_release(&made);
    return result;
}

static int look_for_post(const struct xpost_operation *with)
{
    const struct xpost_check_request request = {.key = key};
    struct xpost_check_result checked;
    int result = xpost_check(with, &request, &checked, &error);
    if (result == 0 && (checked.outcome != XPOST_POSTED || checked.result.count != 1 ||
                        checked.reads != 1 || !checked.result.posts[0].id))
        result = WRONG;
    xpost_check_result_release(&checked);
    return result;
}

static int undo_thread(const struct xpost_operation *with)
{
    const struct xpost_undo_request request = {.key = key};
    struct xpost_post_result undone;
    int result = xpost_undo(with, &request, &undone, &error);
    if (result == 0 && undone.count != 2)
        result = WRONG;
    xpost_post_result_release(&undone);
    return result;
}

static int save_draft(const struct xpost_operation *with)
{
    char kept[XPOST_KEY_MAX + 1];
    const struct xpost_draft_request request = {
        .key = key, .text = "a draft", .text_length = 7, .account = "main"};
    return xpost_draft_save(with, &request, kept, &error);
}

/* --- what is there before and afterwards --- */

static struct xpost_submission read_back(void)
{
    struct xpost_submission found = {0};
    struct xpost_error why;
    CHECK(xpost_ledger_find(xpost_client_ledger(client, &why), key, &found, &why) >= 0);
    return found;
}

static void prepare_lost(void)
{
    rig_earlier(key, "main", "lost", XPOST_STATE_UNKNOWN, 60);
}

static void prepare_thread(void)
{
    CHECK_NUMBER(post_thread(&operation), 0);
}

/* Whatever arrived may be out, as far as the ledger says. */
static void check_thread(int result)
{
    struct xpost_submission found = read_back();
    int may_be_out = 0, out = 0;
    for (size_t i = 0; i < found.count; i++) {
        enum xpost_post_state became = found.posts[i].state;
        out += became == XPOST_STATE_POSTED;
        may_be_out += became == XPOST_STATE_POSTED || became == XPOST_STATE_UNKNOWN ||
                      became == XPOST_STATE_INTENT;
    }
    CHECK(atomic_load(&creates) <= 2 && may_be_out >= atomic_load(&creates));
    CHECK(result != 0 || atomic_load(&creates) == 2);
    CHECK(out <= atomic_load(&creates));
    xpost_submission_release(&found);
}

static void check_media(int result)
{
    struct xpost_submission found = read_back();
    int made = atomic_load(&creates);
    bool may_be_out = found.count == 1 && found.posts[0].state != XPOST_STATE_NOT_SENT;
    CHECK(made <= may_be_out);
    CHECK(result != 0 || (made == 1 && found.posts[0].state == XPOST_STATE_POSTED));
    xpost_submission_release(&found);
}

static void check_lost(int result)
{
    struct xpost_submission found = read_back();
    CHECK(found.count == 1 && (result != 0 || found.posts[0].state == XPOST_STATE_POSTED));
    CHECK(found.count == 1 &&
          (found.posts[0].state == XPOST_STATE_UNKNOWN ||
           (found.posts[0].state == XPOST_STATE_POSTED && found.posts[0].id)));
    CHECK_NUMBER(atomic_load(&creates), 0);
    xpost_submission_release(&found);
}

/* What is marked was deleted. */
static void check_undone(int result)
{
    struct xpost_submission found = read_back();
    int marked = 0;
    for (size_t i = 0; i < found.count; i++)
        marked += found.posts[i].deleted_at != 0;
    CHECK(found.count == 2 && marked <= atomic_load(&deletes));
    CHECK(result != 0 || marked == 2);
    xpost_submission_release(&found);
}

static void check_draft(int result)
{
    struct xpost_submission found = read_back();
    CHECK(result != 0 || found.count == 1);
    CHECK(found.count == 0 || strcmp(found.posts[0].text, "a draft") == 0);
    xpost_submission_release(&found);
}

/* --- one after the other --- */

struct job {
    int (*work)(const struct xpost_operation *);
    void (*prepare)(void); /* may be NULL */
    void (*check)(int result);
};

/* By a client of its own. */
static int run(int (*work)(const struct xpost_operation *))
{
    struct xpost_config copy;
    if (xpost_config_copy(&copy, &config, &error) != 0)
        return -1;
    struct xpost_client *own = xpost_client_new(&copy, &error);
    if (!own) {
        xpost_config_release(&copy);
        return -1;
    }
    struct xpost_operation with = {.client = own};
    int result = work(&with);
    xpost_client_free(own);
    return result;
}

static void next_key(void (*prepare)(void))
{
    snprintf(key, sizeof key, "run %d", ++number);
    if (prepare)
        prepare();
    atomic_store(&creates, 0);
    atomic_store(&deletes, 0);
    xpost_error_clear(&error);
}

/* Fails allocation n; false if there was none.  Libraries keep some memory at its first use, so
 * blocks are missed only the second time. */
static bool fail_one(const char *name, const struct job *job, long n, bool again)
{
    next_key(job->prepare);
    long before = fail_allocation_live;
    fail_allocation_begin(n);
    int result = run(job->work);
    bool failed = fail_allocation_end();
    long blocks = fail_allocation_live - before;
    job->check(result);
    if (blocks != 0 && !again)
        return fail_one(name, job, n, true);
    /* An answer that finds no room counts as too long, or as none. */
    bool told = result == 0 || error.code == XPOST_BUSY || error.code == XPOST_SERVER ||
                error.code == XPOST_UNKNOWN_OUTCOME;
    if (result == WRONG || blocks != 0 || !told) {
        check_failures_here++;
        printf("%s: allocation %ld: result %d, %ld leaked, error %s: %s\n", name, n, result,
               blocks, xpost_code_name(error.code), error.message);
    }
    return failed;
}

static void sweep(const char *name, const struct job *job)
{
    long n = 1;
    next_key(job->prepare);
    CHECK_NUMBER(run(job->work), 0);
    job->check(0);
    while (fail_one(name, job, n, false) && n < ALLOCATIONS_MAX)
        n++;
    CHECK(n > 1 && n < ALLOCATIONS_MAX);
    printf("%s: %ld allocations failed\n", name, n - 1);
}

static void test_post__of_a_thread_survives_a_lack_of_memory(void)
{
    const struct job job = {post_thread, NULL, check_thread};
    sweep("post", &job);
}

static void test_post__of_media_survives_a_lack_of_memory(void)
{
    const struct job job = {post_media, NULL, check_media};
    sweep("media", &job);
}

static void test_check__survives_a_lack_of_memory(void)
{
    const struct job job = {look_for_post, prepare_lost, check_lost};
    sweep("check", &job);
}

static void test_undo__survives_a_lack_of_memory(void)
{
    const struct job job = {undo_thread, prepare_thread, check_undone};
    sweep("undo", &job);
}

static void test_draft__survives_a_lack_of_memory(void)
{
    const struct job job = {save_draft, NULL, check_draft};
    sweep("draft", &job);
}

static void make_picture(void)
{
    snprintf(picture, sizeof picture, "%s/picture", scratch);
    FILE *file = fopen(picture, "wb");
    scratch_must(file && fputs("\xFF\xD8\xFF\xD9", file) >= 0 && fclose(file) == 0, picture);
}

static void run_all(void)
{
    char url[256];
    struct xpost_account account = rig_account("main");
    scratch_begin();
    fail_allocation_only = "test_allocation_posting";
    scratch_must(xpost_client_initialise(&error) == 0, "libraries");
    loopback_start(&server, answer);
    snprintf(url, sizeof url, "%s", loopback_url(&server, ""));
    account.endpoints.api_url = url;
    account.scopes = EXAMPLE_TEXT("users.read tweet.write tweet.read media.write");
    make_picture();
    rig_begin_with(NULL);
    rig_store(&account);
    scratch_must(xpost_config_copy(&config, &client->config, &error) == 0, "settings");
    RUN(test_post__of_a_thread_survives_a_lack_of_memory);
    RUN(test_post__of_media_survives_a_lack_of_memory);
    RUN(test_check__survives_a_lack_of_memory);
    RUN(test_undo__survives_a_lack_of_memory);
    RUN(test_draft__survives_a_lack_of_memory);
    xpost_config_release(&config);
    rig_end();
    loopback_stop(&server);
    loopback_free(&server);
    scratch_end();
}

#else

static bool fail_allocation_possible(void)
{
    return false;
}

static void run_all(void)
{
}

#endif

static void test_allocation__cannot_be_made_to_fail_here(void)
{
    printf("skipped: needs glibc, and no sanitizer or valgrind\n");
}

int main(void)
{
    if (fail_allocation_possible())
        run_all();
    else
        RUN(test_allocation__cannot_be_made_to_fail_here);
    return check_report();
}
