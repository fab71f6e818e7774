/* What the tests of the ledger share: a directory of their own, a sample, other processes. */
#ifndef LEDGER_SUPPORT_H
#define LEDGER_SUPPORT_H

#include "file.h"
#include "ledger.h"
#include "ledger_internal.h"

#include <dirent.h>
#include <ftw.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static struct xpost_error error;
static char base[256];  /* the test binary's temporary directory */
static char place[300]; /* the state directory of the test at hand */
static struct xpost_directory directory = XPOST_DIRECTORY_CLOSED;
static const char *own_path;

static inline int remove_one(const char *path, const struct stat *info, int kind,
                             struct FTW *at)
{
    (void)info, (void)kind, (void)at;
    return remove(path);
}

static inline void make_base(const char *binary)
{
    const char *temporary = getenv("TMPDIR");
    own_path = binary;
    snprintf(base, sizeof base, "%.200s/xpost-ledger-XXXXXX", temporary ? temporary : "/tmp");
    if (!mkdtemp(base))
        exit(2);
}

static inline void remove_base(void)
{
    xpost_directory_close(&directory);
    nftw(base, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A new, empty state directory. */
static inline void fresh(void)
{
    static int number;
    xpost_directory_close(&directory);
    snprintf(place, sizeof place, "%s/state%d", base, ++number);
    if (xpost_directory_open(&directory, place, &error) != 0) {
        printf("%s\n", error.message);
        exit(2);
    }
}

static inline const char *path_of(const char *name)
{
    static char paths[4][400];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", place, name);
    return path;
}

static inline int exists(const char *name)
{
    struct stat info;
    return lstat(path_of(name), &info) == 0;
}

static inline int mode_of(const char *name)
{
    struct stat info;
    return lstat(path_of(name), &info) == 0 ? (int)(info.st_mode & 07777) : -1;
}

static inline struct xpost_ledger *open_here(void)
{
    xpost_error_clear(&error);
    return xpost_ledger_open(&directory, &error);
}

static inline struct xpost_ledger *open_with(int timeout, const char *vfs, bool network)
{
    struct xpost_ledger_options options = {.timeout = timeout, .vfs = vfs, .network = network};
    xpost_error_clear(&error);
    return xpost_ledger_open_with(&directory, &options, &error);
}

/* A submission of one post; nothing in it is owned. */
static inline struct xpost_submission sample(const char *key, struct xpost_ledger_post *post,
                                             const char *text)
{
    *post = (struct xpost_ledger_post){
        .text = (char *)(size_t)text,
        .request = (char *)(size_t) "{\"text\":\"...\"}",
        .state = XPOST_STATE_INTENT,
        .cost = 15000,
        .sent_at = 1700000001,
    };
    return (struct xpost_submission){
        .key = (char *)(size_t)key,
        .account = (char *)(size_t) "main",
        .created_at = 1700000000,
        .posts = post,
        .count = 1,
    };
}

static inline int add_one(struct xpost_ledger *ledger, const char *key, const char *text)
{
    struct xpost_ledger_post post;
    struct xpost_submission submission = sample(key, &post, text);
    return xpost_ledger_add(ledger, &submission, &error);
}

static inline int settle_one(struct xpost_ledger *ledger, const char *key, const char *id)
{
    struct xpost_ledger_post post;
    (void)sample(key, &post, NULL);
    post.state = XPOST_STATE_POSTED;
    post.id = (char *)(size_t)id;
    post.settled_at = 1700000002;
    return xpost_ledger_settle(ledger, key, &post, &error);
}

static inline struct xpost_submission
sample_draft(const char *key, struct xpost_ledger_post *post, const char *text)
{
    struct xpost_submission submission = sample(key, post, text);
    post->state = XPOST_STATE_DRAFT;
    post->request = NULL;
    post->sent_at = 0;
    return submission;
}

static inline int save_draft(struct xpost_ledger *ledger, const char *key, const char *text)
{
    struct xpost_ledger_post post;
    struct xpost_submission submission = sample_draft(key, &post, text);
    return xpost_ledger_add(ledger, &submission, &error);
}

/* Saves it in the place of `replaces` alone; otherwise with the key "other", and returns 1. */
static inline int replace_draft(struct xpost_ledger *ledger, const char *key, const char *text,
                                const char *replaces)
{
    static char other[] = "other";
    struct xpost_ledger_post post;
    struct xpost_submission submission = sample_draft(key, &post, text);
    return xpost_ledger_add_draft(ledger, &submission, replaces, other, &error);
}

/* Adds one post in this state, sent at this time. */
static inline int add_state(struct xpost_ledger *ledger, const char *key, const char *account,
                            enum xpost_post_state state, int64_t sent_at)
{
    struct xpost_ledger_post post;
    struct xpost_submission submission = sample(key, &post, key);
    submission.account = (char *)(size_t)account;
    post.state = state;
    post.sent_at = sent_at;
    return xpost_ledger_add(ledger, &submission, &error);
}

/* The text of the first post of a key, in a buffer of its own. */
static inline const char *text_of_key(struct xpost_ledger *ledger, const char *key)
{
    static char text[256];
    struct xpost_submission found;
    snprintf(text, sizeof text, "(none)");
    if (xpost_ledger_find(ledger, key, &found, &error) == 1 && found.count)
        snprintf(text, sizeof text, "%s", found.posts[0].text);
    xpost_submission_release(&found);
    return text;
}

/* The state of the first post of a key, "absent", or "error". */
static inline const char *state_of_key(struct xpost_ledger *ledger, const char *key)
{
    struct xpost_submission found;
    int result = xpost_ledger_find(ledger, key, &found, &error);
    if (result != 1)
        return result == 0 ? "absent" : "error";
    const char *name = found.count ? xpost_post_state_name(found.posts[0].state) : "empty";
    xpost_submission_release(&found);
    return name;
}

/* Starts this binary again with a mode of its own (see main); a forked copy must not use SQLite
 * where its parent does. */
static inline pid_t start_self(const char *mode, const char *first, const char *second)
{
    pid_t child = -1;
    const char *arguments[] = {own_path, mode, place, first, second, NULL};
    if (posix_spawn(&child, own_path, NULL, NULL, (char *const *)(size_t)arguments, environ) !=
        0)
        return -1;
    return child;
}

static inline int wait_for(pid_t child)
{
    int status = -1;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static inline void write_file(const char *name, const void *data, size_t length)
{
    FILE *file = fopen(path_of(name), "wb");
    CHECK(file && fwrite(data, 1, length, file) == length);
    if (file)
        CHECK_NUMBER(fclose(file), 0);
    CHECK_NUMBER(chmod(path_of(name), 0600), 0);
}

/* Runs SQL without values, of several statements maybe, on the file of the ledger. */
static inline void run_sql(struct xpost_ledger *ledger, const char *sql)
{
    char *message = NULL;
    if (ledger && sqlite3_exec(ledger->database, sql, NULL, NULL, &message) != SQLITE_OK)
        CHECK_TEXT(message, "");
    sqlite3_free(message);
}

/* Fills the ledger: `count` submissions of one posted post, by the turn of the accounts "main"
 * and "other"; number n has the key "key-n", the id n, and was made and sent at n. */
static inline void fill(struct xpost_ledger *ledger, int count)
{
    char sql[1024];
    snprintf(sql, sizeof sql,
             "BEGIN;"
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO submission (key, account, created_at)"
             " SELECT 'key-' || i, CASE i %% 2 WHEN 1 THEN 'main' ELSE 'other' END, i FROM n;"
             "INSERT INTO post (key, position, text, request, state, id, cost, http_status,"
             " sent_at, settled_at)"
             " SELECT key, 0, printf('%%.*c', 200, 'x'), '{}', 'posted',"
             " CAST(created_at AS TEXT), 15000, 201, created_at, created_at FROM submission "
             "WHERE key LIKE 'key-%%';"
             "COMMIT",
             count);
    run_sql(ledger, sql);
}

/* Runs SQL on the file without the ledger. */
static inline int64_t directly(const char *sql)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t number = -1;
    CHECK_NUMBER(sqlite3_open(path_of("ledger.db"), &database), SQLITE_OK);
    CHECK_NUMBER(chmod(path_of("ledger.db"), 0600), 0);
    CHECK_NUMBER(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    if (sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

/* How many files in the directory have a name with this beginning and this end. */
static inline int count_files(const char *beginning, const char *end, char *found)
{
    int count = 0;
    DIR *files = opendir(place);
    for (struct dirent *entry; files && (entry = readdir(files));) {
        size_t length = strlen(entry->d_name);
        if (strncmp(entry->d_name, beginning, strlen(beginning)) != 0 || length < strlen(end) ||
            strcmp(entry->d_name + length - strlen(end), end) != 0)
            continue;
        count++;
        if (found)
            snprintf(found, 256, "%s", entry->d_name);
    }
    if (files)
        closedir(files);
    return count;
}

/* How many databases were set aside, journals not counted; the name of one in `found`. */
static inline int count_damaged(char *found)
{
    int journals = count_files("ledger.db.damaged-", "-wal", NULL) +
                   count_files("ledger.db.damaged-", "-shm", NULL);
    int all = count_files("ledger.db.damaged-", "", NULL);
    count_files("ledger.db.damaged-", "Z", found);
    return all - journals;
}

/* Forgets one, and what is left of it in the file. */
static inline int forget_key(struct xpost_ledger *ledger, const char *key)
{
    int removed = xpost_ledger_forget(ledger, key, &error);
    if (removed > 0)
        xpost_ledger_clear(ledger);
    return removed;
}

/* Forgets what is older than this, of one account or (NULL) of all. */
static inline int forget_older(struct xpost_ledger *ledger, int64_t before, const char *account,
                               int64_t *count)
{
    const struct xpost_ledger_age age = {.before = before, .account = account};
    return xpost_ledger_forget_older(ledger, &age, count, &error);
}

#endif
