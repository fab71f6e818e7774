#define _GNU_SOURCE
#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "file.h"
#include "lock.h"

#include "check.h"
#include "scratch.h"

#include <pthread.h>
#include <signal.h>
#include <sys/file.h>

enum { CROWD = 64, RACERS = 8, ROUNDS = 100 };

static struct xpost_error error;
static struct xpost_directory state = XPOST_DIRECTORY_CLOSED;

static int take(struct xpost_lock *lock, int milliseconds)
{
    xpost_error_clear(&error);
    return xpost_lock_take(lock, &state, "a.lock", milliseconds, NULL, &error);
}

static void test_lock__excludes_another_descriptor_of_the_same_process(void)
{
    struct xpost_lock first, second;
    mode_t before = umask(0);
    CHECK_NUMBER(take(&first, 0), 0);
    umask(before);
    CHECK_NUMBER(scratch_mode(scratch_path("state/a.lock")), 0600);
    CHECK(fcntl(first.descriptor, F_GETFD) & FD_CLOEXEC);
    CHECK_NUMBER(take(&second, 0), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK_NUMBER(second.descriptor, -1);
    xpost_lock_release(&first);
    xpost_lock_release(&first);
    CHECK_NUMBER(take(&second, 0), 0);
    xpost_lock_release(&second);
    CHECK_NUMBER(scratch_mode(scratch_path("state/a.lock")), 0600);
}

static void test_lock__waits_no_longer_than_it_was_told(void)
{
    struct xpost_lock first, second;
    CHECK_NUMBER(take(&first, 0), 0);
    int64_t begun = xpost_clock_milliseconds();
    CHECK_NUMBER(take(&second, 150), -1);
    int64_t taken = xpost_clock_milliseconds() - begun;
    CHECK(taken >= 150 && taken < 5000);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK(strstr(error.message, "0.1 seconds") || strstr(error.message, "0.2 seconds"));
    xpost_lock_release(&first);
}

static void *cancel_soon(void *cancel)
{
    usleep(50000);
    xpost_cancel_request(cancel);
    return NULL;
}

static void test_lock__stops_waiting_when_it_is_cancelled(void)
{
    struct xpost_lock first, second;
    pthread_t thread;
    struct xpost_cancel *cancel = xpost_cancel_new(&error);
    CHECK_NUMBER(take(&first, 0), 0);
    int64_t begun = xpost_clock_milliseconds();
    scratch_must(pthread_create(&thread, NULL, cancel_soon, cancel) == 0, "pthread_create");
    CHECK_NUMBER(xpost_lock_take(&second, &state, "a.lock", 10000, cancel, &error), -1);
    CHECK_NUMBER(error.code, XPOST_CANCELLED);
    CHECK(xpost_clock_milliseconds() - begun < 4000);
    pthread_join(thread, NULL);
    CHECK_NUMBER(xpost_lock_take(&second, &state, "b.lock", 10000, cancel, &error), -1);
    CHECK_NUMBER(error.code, XPOST_CANCELLED);
    CHECK_NUMBER(second.descriptor, -1);
    xpost_cancel_free(cancel);
    xpost_lock_release(&first);
}

static int ready[2];

static int hold_for_ever(void)
{
    struct xpost_lock lock;
    if (take(&lock, 0) != 0 || write(ready[1], "x", 1) != 1)
        return 1;
    for (;;)
        pause();
}

static void test_lock__of_a_killed_process_is_free_soon(void)
{
    struct xpost_lock lock;
    char byte;
    scratch_must(pipe(ready) == 0, "pipe");
    pid_t child = scratch_fork(hold_for_ever);
    CHECK_NUMBER(read(ready[0], &byte, 1), 1);
    CHECK_NUMBER(take(&lock, 0), -1);
    kill(child, SIGKILL);
    int64_t begun = xpost_clock_milliseconds();
    CHECK_NUMBER(take(&lock, 5000), 0);
    CHECK(xpost_clock_milliseconds() - begun < 4000);
    scratch_wait(child);
    xpost_lock_release(&lock);
    close(ready[0]);
    close(ready[1]);
}

static int add_one(void)
{
    struct xpost_lock lock;
    char text[32] = "";
    if (take(&lock, 20000) != 0)
        return 1;
    int file = open(scratch_path("counter"), O_RDWR | O_CREAT, 0600);
    if (read(file, text, sizeof text - 1) < 0)
        return 2;
    int length = snprintf(text, sizeof text, "%d", (int)strtol(text, NULL, 10) + 1);
    usleep(2000);
    if (pwrite(file, text, (size_t)length, 0) != length)
        return 3;
    close(file);
    xpost_lock_release(&lock);
    return 0;
}

static void test_lock__serves_a_crowd_in_reasonable_time(void)
{
    pid_t children[CROWD];
    int64_t begun = xpost_clock_milliseconds();
    for (int i = 0; i < CROWD; i++)
        children[i] = scratch_fork(add_one);
    for (int i = 0; i < CROWD; i++)
        CHECK_NUMBER(scratch_wait(children[i]), 0);
    int64_t taken = xpost_clock_milliseconds() - begun;
    char *text = scratch_read(scratch_path("counter"));
    CHECK_TEXT(text, "64");
    free(text);
    if (taken >= 10000)
        printf("  it took %lld ms\n", (long long)taken);
    CHECK(taken < 10000);
}

static void test_lock__does_not_follow_a_link(void)
{
    struct xpost_lock lock;
    scratch_must(symlink(scratch_path("absent"), scratch_path("state/link.lock")) == 0,
                 "symlink");
    CHECK_NUMBER(xpost_lock_take(&lock, &state, "link.lock", 0, NULL, &error), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK(strstr(error.message, "symbolic link"));
    CHECK_NUMBER(xpost_lock_take_once(&lock, &state, "link.lock", 0, NULL, &error), -1);
    CHECK_NUMBER(scratch_mode(scratch_path("absent")), -1);
    scratch_write(scratch_path("state/open.lock"), "", 0644);
    CHECK_NUMBER(xpost_lock_take(&lock, &state, "open.lock", 0, NULL, &error), -1);
    CHECK(strstr(error.message, "chmod 600 '"));
}

static void test_note__is_kept_between_holders(void)
{
    struct xpost_lock lock;
    struct stat info;
    char note[XPOST_LOCK_NOTE_MAX + 1];
    CHECK_NUMBER(xpost_lock_take(&lock, &state, "note.lock", 0, NULL, &error), 0);
    CHECK_NUMBER(xpost_lock_read_note(&lock, note, &error), 0);
    CHECK_TEXT(note, "");
    CHECK_NUMBER(xpost_lock_write_note(&lock, "a longer note than the next", &error), 0);
    CHECK_NUMBER(xpost_lock_write_note(&lock, "in doubt", &error), 0);
    xpost_lock_release(&lock);
    CHECK_NUMBER(xpost_lock_take(&lock, &state, "note.lock", 0, NULL, &error), 0);
    CHECK_NUMBER(xpost_lock_read_note(&lock, note, &error), 0);
    CHECK_TEXT(note, "in doubt");
    CHECK(fstat(lock.descriptor, &info) == 0 && info.st_size == 128);
    char longest[200];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    CHECK_NUMBER(xpost_lock_write_note(&lock, longest, &error), 0);
    CHECK_NUMBER(xpost_lock_read_note(&lock, note, &error), 0);
    CHECK_NUMBER(strlen(note), XPOST_LOCK_NOTE_MAX);
    CHECK_NUMBER(xpost_lock_write_note(&lock, "", &error), 0);
    CHECK_NUMBER(xpost_lock_read_note(&lock, note, &error), 0);
    CHECK_TEXT(note, "");
    xpost_lock_release(&lock);
}

static void test_lock_once__is_gone_afterwards(void)
{
    struct xpost_lock lock, other;
    CHECK_NUMBER(xpost_lock_take_once(&lock, &state, "once.lock", 0, NULL, &error), 0);
    CHECK_NUMBER(scratch_mode(scratch_path("state/once.lock")), 0600);
    CHECK_NUMBER(xpost_lock_take_once(&other, &state, "once.lock", 0, NULL, &error), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    xpost_lock_release_once(&other, &state, "once.lock");
    CHECK_NUMBER(scratch_mode(scratch_path("state/once.lock")), 0600);
    xpost_lock_release_once(&lock, &state, "once.lock");
    CHECK_NUMBER(scratch_mode(scratch_path("state/once.lock")), -1);
}

/* Whoever holds the lock must be the only one to hold the second, which is tried without
 * waiting. */
static int race(void)
{
    struct xpost_lock lock;
    for (int i = 0; i < ROUNDS; i++) {
        if (xpost_lock_take_once(&lock, &state, "race.lock", 20000, NULL, &error) != 0)
            return 1;
        int proof = open(scratch_path("proof"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (proof < 0 || flock(proof, LOCK_EX | LOCK_NB) != 0)
            return 2;
        if (i % 4 == 0)
            usleep(300);
        close(proof);
        xpost_lock_release_once(&lock, &state, "race.lock");
    }
    return 0;
}

static void test_lock_once__has_one_holder_while_many_race(void)
{
    pid_t children[RACERS];
    for (int i = 0; i < RACERS; i++)
        children[i] = scratch_fork(race);
    for (int i = 0; i < RACERS; i++)
        CHECK_NUMBER(scratch_wait(children[i]), 0);
    CHECK_NUMBER(scratch_mode(scratch_path("state/race.lock")), -1);
}

int main(void)
{
    scratch_begin();
    scratch_must(xpost_directory_open(&state, scratch_path("state"), &error) == 0, "open");
    RUN(test_lock__excludes_another_descriptor_of_the_same_process);
    RUN(test_lock__waits_no_longer_than_it_was_told);
    RUN(test_lock__stops_waiting_when_it_is_cancelled);
    RUN(test_lock__of_a_killed_process_is_free_soon);
    RUN(test_lock__serves_a_crowd_in_reasonable_time);
    RUN(test_lock__does_not_follow_a_link);
    RUN(test_note__is_kept_between_holders);
    RUN(test_lock_once__is_gone_afterwards);
    RUN(test_lock_once__has_one_holder_while_many_race);
    xpost_directory_close(&state);
    scratch_end();
    return check_report();
}
