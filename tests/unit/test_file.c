#define _GNU_SOURCE
#include "buffer.h"
#include "error.h"
#include "file.h"
#include "replacement.h"

#include "check.h"
#include "scratch.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <utime.h>
#ifdef __linux__
#include <sched.h>
#include <sys/mount.h>
#endif

enum { SOMEBODY = 65534 };

static struct xpost_error error;
static struct xpost_directory state = XPOST_DIRECTORY_CLOSED;

static void open_state(const char *name)
{
    scratch_must(xpost_directory_open(&state, scratch_path(name), &error) == 0, error.message);
}

static const char *in_state(const char *name)
{
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", state.path, name);
    return path;
}

/* Reads `name`; the message of a failure is in `error`. */
static int read_state(const char *name, size_t maximum, char *text, size_t size)
{
    struct xpost_buffer contents = XPOST_BUFFER(maximum);
    xpost_error_clear(&error);
    int result = xpost_file_read(&state, name, &contents, &error);
    snprintf(text, size, "%s", xpost_buffer_string(&contents));
    xpost_buffer_release(&contents);
    return result;
}

static int replace(const char *name, const char *text)
{
    struct xpost_replacement replacement = XPOST_REPLACEMENT_NONE;
    xpost_error_clear(&error);
    if (xpost_replacement_begin(&replacement, &state, name, strlen(text), &error) != 0)
        return -1;
    return xpost_replacement_commit(&replacement, text, strlen(text), &error);
}

/* Those that leave all, and those that take the owner's own rights. */
static const mode_t umasks[] = {0777, 0277, 0577, 0};
enum { UMASKS = sizeof umasks / sizeof *umasks };

static void test_directory__is_made_private_whatever_the_umask(void)
{
    struct xpost_directory directory;
    for (int i = 0; i < UMASKS - 1; i++) {
        char name[16];
        snprintf(name, sizeof name, "u%d/xpost", i);
        mode_t usual = umask(umasks[i]);
        CHECK_NUMBER(xpost_directory_open(&directory, scratch_path(name), &error), 0);
        umask(usual);
        CHECK_NUMBER(scratch_mode(scratch_path(name)), 0700);
        xpost_directory_close(&directory);
    }
    mode_t before = umask(0);
    CHECK_NUMBER(xpost_directory_open(&directory, scratch_path("a/b/xpost"), &error), 0);
    umask(before);
    CHECK_NUMBER(scratch_mode(scratch_path("a")), 0700);
    CHECK_NUMBER(scratch_mode(scratch_path("a/b")), 0700);
    CHECK_NUMBER(scratch_mode(scratch_path("a/b/xpost")), 0700);
    CHECK(fcntl(directory.descriptor, F_GETFD) & FD_CLOEXEC);
    xpost_directory_close(&directory);
    xpost_directory_close(&directory);
    CHECK_NUMBER(directory.descriptor, -1);
}

static void refused(const char *path, const char *words, const char *command)
{
    struct xpost_directory directory;
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_directory_open(&directory, path, &error), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK(strstr(error.message, words));
    CHECK(strstr(error.message, command));
    if (check_failures_here)
        printf("  %s\n", error.message);
    CHECK_NUMBER(directory.descriptor, -1);
}

static void test_directory__that_is_not_private_is_refused_with_the_command(void)
{
    char command[512];
    scratch_must(mkdir(scratch_path("open"), 0755) == 0, "mkdir");
    scratch_must(chmod(scratch_path("open"), 0755) == 0, "chmod");
    snprintf(command, sizeof command, "chmod 700 '%s'", scratch_path("open"));
    refused(scratch_path("open"), "Other users", command);
    CHECK_NUMBER(scratch_mode(scratch_path("open")), 0755);
    scratch_must(mkdir(scratch_path("target"), 0700) == 0, "mkdir");
    scratch_must(symlink("target", scratch_path("link")) == 0, "symlink");
    refused(scratch_path("link"), "symbolic link", "rm '");
    refused(scratch_path("link//"), "symbolic link", "rm '");
    scratch_must(symlink("nowhere", scratch_path("dangling")) == 0, "symlink");
    refused(scratch_path("dangling"), "symbolic link", "rm '");
    CHECK_NUMBER(scratch_mode(scratch_path("nowhere")), -1);
    scratch_write(scratch_path("plain"), "x", 0600);
    refused(scratch_path("plain"), "should be a directory", "mv '");
    refused(scratch_path("plain/below"), "not a directory", "ls -ld '");
    refused("relative/xpost", "absolute", "XDG_STATE_HOME");
    CHECK_NUMBER(scratch_mode("relative"), -1);
}

static void test_directory__of_somebody_else_is_refused(void)
{
    if (geteuid() != 0) {
        printf("skipped: foreign owners need root\n");
        return;
    }
    scratch_must(mkdir(scratch_path("foreign"), 0700) == 0, "mkdir");
    scratch_must(chown(scratch_path("foreign"), SOMEBODY, SOMEBODY) == 0, "chown");
    refused(scratch_path("foreign"), "belongs to another user", "sudo chown");
}

static void test_directory__messages_are_harmless(void)
{
    scratch_must(mkdir(scratch_path("it's \033[31m"), 0755) == 0, "mkdir");
    scratch_must(chmod(scratch_path("it's \033[31m"), 0755) == 0, "chmod");
    refused(scratch_path("it's \033[31m"), "Other users", "it'\\''s  [31m'");
    CHECK(!strchr(error.message, '\033'));
    char path[XPOST_MESSAGE_MAX * 2];
    memset(path, '\'', sizeof path);
    path[0] = '/';
    path[sizeof path - 1] = '\0';
    refused(path, "(...)", "cannot be opened");
    CHECK(strlen(error.message) < XPOST_MESSAGE_MAX - 1);
}

static void test_directory__that_cannot_be_made_says_why(void)
{
    char path[600];
    memset(path, 'a', sizeof path);
    memcpy(path, scratch, strlen(scratch));
    path[strlen(scratch)] = '/';
    memcpy(path + sizeof path - 7, "/xpost", 7);
    refused(path, "name is too long", "");
}

static void test_file__is_made_private_whatever_the_umask(void)
{
    for (int i = 0; i < UMASKS; i++) {
        mode_t before = umask(umasks[i]);
        unlink(in_state("made.db"));
        unlink(in_state("made.json"));
        CHECK_NUMBER(xpost_file_ensure(&state, "made.db", &error), 0);
        CHECK_NUMBER(replace("made.json", "{}"), 0);
        umask(before);
        CHECK_NUMBER(scratch_mode(in_state("made.db")), 0600);
        CHECK_NUMBER(scratch_mode(in_state("made.json")), 0600);
    }
    CHECK_NUMBER(xpost_file_ensure(&state, "made.db", &error), 0);
}

static void test_file__is_read_whole_up_to_the_maximum(void)
{
    char text[64];
    CHECK_NUMBER(read_state("missing", 10, text, sizeof text), 0);
    scratch_write(in_state("ten"), "0123456789", 0600);
    CHECK_NUMBER(read_state("ten", 10, text, sizeof text), 1);
    CHECK_TEXT(text, "0123456789");
    CHECK_NUMBER(read_state("ten", 9, text, sizeof text), -1);
    CHECK(strstr(error.message, "too large"));
    scratch_write(in_state("empty"), "", 0600);
    CHECK_NUMBER(read_state("empty", 9, text, sizeof text), 1);
    CHECK_TEXT(text, "");
}

/* Everything that opens `name` must refuse it in these words, and change nothing. */
static void file_refused(const char *name, const char *words, const char *command)
{
    char text[64];
    CHECK_NUMBER(read_state(name, 1000, text, sizeof text), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK(strstr(error.message, words));
    CHECK(strstr(error.message, command));
    CHECK(strstr(error.message, name));
    CHECK_TEXT(text, "");
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_file_ensure(&state, name, &error), -1);
    CHECK(strstr(error.message, words));
    if (check_failures_here)
        printf("  %s\n", error.message);
}

static void test_file__that_others_can_read_is_refused(void)
{
    scratch_write(in_state("open"), "secret", 0640);
    file_refused("open", "Other users", "chmod 600 '");
    CHECK_NUMBER(scratch_mode(in_state("open")), 0640);
}

static void test_file__that_is_a_symbolic_link_is_refused(void)
{
    scratch_write(scratch_path("outside"), "outside", 0600);
    scratch_must(symlink(scratch_path("outside"), in_state("link")) == 0, "symlink");
    file_refused("link", "symbolic link", "rm '");
    scratch_must(symlink(scratch_path("absent"), in_state("loose")) == 0, "symlink");
    file_refused("loose", "symbolic link", "rm '");
    CHECK_NUMBER(scratch_mode(scratch_path("absent")), -1);
    char *outside = scratch_read(scratch_path("outside"));
    CHECK_TEXT(outside, "outside");
    free(outside);
}

static void test_file__with_other_names_is_refused(void)
{
    scratch_write(in_state("first"), "x", 0600);
    scratch_must(link(in_state("first"), in_state("second")) == 0, "link");
    file_refused("second", "hard links", "cp -p second second.copy");
    unlink(in_state("first"));
    CHECK_NUMBER(xpost_file_ensure(&state, "second", &error), 0);
}

static void test_file__that_is_not_regular_is_refused_without_waiting(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    alarm(10);
    scratch_must(mkfifo(in_state("pipe"), 0600) == 0, "mkfifo");
    file_refused("pipe", "not a regular file", "mv '");
    scratch_must(mkdir(in_state("folder"), 0700) == 0, "mkdir");
    file_refused("folder", "not a regular file", "mv '");
    snprintf(address.sun_path, sizeof address.sun_path, "%s", in_state("socket"));
    scratch_must(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "bind");
    file_refused("socket", "not a regular file", "mv '");
    close(listener);
    alarm(0);
}

static void test_file__of_somebody_else_is_refused(void)
{
    if (geteuid() != 0) {
        printf("skipped: foreign owners need root\n");
        return;
    }
    scratch_write(in_state("foreign"), "x", 0600);
    scratch_must(chown(in_state("foreign"), SOMEBODY, SOMEBODY) == 0, "chown");
    file_refused("foreign", "belongs to another user", "sudo chown");
}

static int read_without_permission(void)
{
    char text[64];
    if (geteuid() == 0) {
        struct xpost_directory mine;
        scratch_must(chmod(scratch, 0711) == 0 && mkdir(scratch_path("mine"), 0700) == 0,
                     "mkdir");
        scratch_write(scratch_path("mine/locked"), "x", 0000);
        scratch_must(chown(scratch_path("mine"), SOMEBODY, SOMEBODY) == 0 &&
                         chown(scratch_path("mine/locked"), SOMEBODY, SOMEBODY) == 0 &&
                         setgid(SOMEBODY) == 0 && setuid(SOMEBODY) == 0,
                     "setuid");
        xpost_directory_close(&state);
        if (xpost_directory_open(&mine, scratch_path("mine"), &error) != 0)
            return 2;
        state = mine;
    } else {
        scratch_write(in_state("locked"), "x", 0000);
    }
    return read_state("locked", 100, text, sizeof text) == -1 &&
                   strstr(error.message, "permission denied") &&
                   strstr(error.message, "chmod 600 '")
               ? 0
               : 1;
}

static void test_file__that_cannot_be_opened_says_why(void)
{
    CHECK_NUMBER(scratch_wait(scratch_fork(read_without_permission)), 0);
}

static void test_replacement__leaves_the_new_file_alone_in_its_place(void)
{
    char text[64];
    CHECK_NUMBER(replace("data", "one, and more"), 0);
    CHECK_NUMBER(replace("data", "two"), 0);
    CHECK_NUMBER(read_state("data", 100, text, sizeof text), 1);
    CHECK_TEXT(text, "two");
    CHECK_NUMBER(scratch_count(state.path, ".tmp"), 0);
}

static void test_replacement__reserves_room_and_gives_it_back(void)
{
    struct xpost_replacement replacement = XPOST_REPLACEMENT_NONE;
    struct stat info;
    CHECK_NUMBER(xpost_replacement_begin(&replacement, &state, "data", 100000, &error), 0);
    CHECK(fstat(replacement.descriptor, &info) == 0 && info.st_blocks * 512 >= 100000);
    CHECK(fcntl(replacement.descriptor, F_GETFD) & FD_CLOEXEC);
    CHECK_NUMBER(scratch_count(state.path, ".tmp"), 1);
    xpost_replacement_abandon(&replacement);
    xpost_replacement_abandon(&replacement);
    CHECK_NUMBER(scratch_count(state.path, ".tmp"), 0);
    CHECK_NUMBER(xpost_replacement_begin(&replacement, &state, "data", 100000, &error), 0);
    CHECK_NUMBER(xpost_replacement_commit(&replacement, "short", 5, &error), 0);
    CHECK(stat(in_state("data"), &info) == 0 && info.st_size == 5);
    /* More than was reserved is no failure. */
    char *large = calloc(1, 200001);
    memset(large, 'x', 200000);
    CHECK_NUMBER(replace("data", large), 0);
    free(large);
    CHECK(stat(in_state("data"), &info) == 0 && info.st_size == 200000);
}

static void age(const char *name)
{
    struct utimbuf old = {.actime = time(NULL) - 4000, .modtime = time(NULL) - 4000};
    scratch_must(utime(in_state(name), &old) == 0, "utime");
}

static void test_replacement__removes_only_what_was_left_behind_long_ago(void)
{
    static const char *const kept[] = {
        "left.0123456789abcde.tmp",  "left.0123456789abcdef0.tmp", "left.0123456789abcdef.tmp2",
        "left.0123456789ABCDEF.tmp", "other.0123456789abcdef.tmp", "left.tmp"};
    struct xpost_replacement held = XPOST_REPLACEMENT_NONE;
    scratch_write(in_state("left.0123456789abcdef.tmp"), "x", 0600);
    scratch_write(in_state("left.fedcba9876543210.tmp"), "x", 0600);
    age("left.0123456789abcdef.tmp");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        scratch_write(in_state(kept[i]), "x", 0600);
        age(kept[i]);
    }
    CHECK_NUMBER(xpost_replacement_begin(&held, &state, "left", 100, &error), 0);
    age(held.temporary);
    CHECK_NUMBER(replace("left", "new"), 0);
    CHECK_NUMBER(scratch_mode(in_state("left.0123456789abcdef.tmp")), -1);
    CHECK_NUMBER(scratch_mode(in_state("left.fedcba9876543210.tmp")), 0600);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        CHECK_NUMBER(scratch_mode(in_state(kept[i])), 0600);
    /* One that a slow or stopped process holds stays, and can still be used. */
    CHECK_NUMBER(xpost_replacement_commit(&held, "late", 4, &error), 0);
}

static void test_replacement__does_not_follow_a_link_in_its_way(void)
{
    scratch_write(scratch_path("victim"), "victim", 0600);
    scratch_must(symlink(scratch_path("victim"), in_state("aim")) == 0, "symlink");
    CHECK_NUMBER(replace("aim", "new"), 0);
    char *victim = scratch_read(scratch_path("victim"));
    CHECK_TEXT(victim, "victim");
    free(victim);
    /* Nor the cleaning up. */
    scratch_must(symlink(scratch_path("victim"), in_state("aim.0123456789abcdef.tmp")) == 0,
                 "symlink");
    CHECK_NUMBER(replace("aim", "newer"), 0);
    CHECK_NUMBER(scratch_mode(in_state("aim.0123456789abcdef.tmp")), 0777);
}

static int write_beyond_the_limit(void)
{
    struct rlimit limit = {.rlim_cur = 8192, .rlim_max = RLIM_INFINITY};
    struct xpost_replacement replacement = XPOST_REPLACEMENT_NONE;
    static char large[20000];
    signal(SIGXFSZ, SIG_IGN);
    scratch_must(setrlimit(RLIMIT_FSIZE, &limit) == 0, "setrlimit");
    if (xpost_replacement_begin(&replacement, &state, "full", 20000, &error) != -1)
        return 1;
    if (xpost_replacement_begin(&replacement, &state, "full", 10, &error) != 0)
        return 2;
    /* A short write first, then none. */
    if (xpost_replacement_commit(&replacement, large, sizeof large, &error) != -1)
        return 3;
    if (!strstr(error.message, "full'") || !strstr(error.message, "Nothing in it was changed"))
        return 4;
    return replacement.descriptor == -1 ? 0 : 5;
}

static void test_replacement__that_cannot_be_written_keeps_the_old_file(void)
{
    char text[64];
    CHECK_NUMBER(replace("full", "old"), 0);
    CHECK_NUMBER(scratch_wait(scratch_fork(write_beyond_the_limit)), 0);
    CHECK_NUMBER(read_state("full", 100, text, sizeof text), 1);
    CHECK_TEXT(text, "old");
    CHECK_NUMBER(scratch_count(state.path, "full."), 0);
}

#ifdef __linux__
static bool write_map(const char *path, const char *text)
{
    int descriptor = open(path, O_WRONLY);
    bool written = descriptor >= 0 && write(descriptor, text, strlen(text)) > 0;
    if (descriptor >= 0)
        close(descriptor);
    return written;
}

/* A tmpfs of 64 KiB that only this process sees; false where that is not allowed. */
static bool mount_small_disk(const char *path)
{
    char map[64];
    uid_t user = geteuid();
    gid_t group = getegid();
    if (unshare(CLONE_NEWNS) != 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        snprintf(map, sizeof map, "%u %u 1", (unsigned)user, (unsigned)user);
        if (!write_map("/proc/self/uid_map", map) || !write_map("/proc/self/setgroups", "deny"))
            return false;
        snprintf(map, sizeof map, "%u %u 1", (unsigned)group, (unsigned)group);
        if (!write_map("/proc/self/gid_map", map))
            return false;
    }
    return mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("small", path, "tmpfs", MS_NOSUID | MS_NODEV, "size=65536,mode=0700") == 0;
}

#else
static bool mount_small_disk(const char *path)
{
    (void)path;
    return false;
}
#endif

static int fill_the_disk(void)
{
    struct xpost_replacement first = XPOST_REPLACEMENT_NONE, second = XPOST_REPLACEMENT_NONE;
    char text[64];
    if (mkdir(scratch_path("disk"), 0700) != 0 || !mount_small_disk(scratch_path("disk")))
        return 77;
    xpost_directory_close(&state);
    if (xpost_directory_open(&state, scratch_path("disk"), &error) != 0 ||
        replace("data", "old") != 0)
        return 1;
    if (xpost_replacement_begin(&first, &state, "data", 45000, &error) != 0)
        return 2;
    /* Now it is full: noticed when room is asked for. */
    if (xpost_replacement_begin(&second, &state, "data", 45000, &error) != -1 ||
        !strstr(error.message, "the disk is full"))
        return 3;
    if (scratch_count(state.path, ".tmp") != 1)
        return 4;
    if (read_state("data", 100, text, sizeof text) != 1 || strcmp(text, "old") != 0)
        return 5;
    /* What was reserved can be written all the same. */
    if (xpost_replacement_commit(&first, "new", 3, &error) != 0)
        return 6;
    if (read_state("data", 100, text, sizeof text) != 1 || strcmp(text, "new") != 0)
        return 7;
    xpost_directory_close(&state);
    return 0;
}

static void test_replacement__finds_a_full_disk_when_it_reserves(void)
{
    int result = scratch_wait(scratch_fork(fill_the_disk));
    if (result == 77)
        printf("skipped: no file system can be mounted here\n");
    else
        CHECK_NUMBER(result, 0);
}

static void test_replacement__reports_a_directory_that_went_away(void)
{
    struct xpost_directory kept = state;
    struct xpost_replacement replacement = XPOST_REPLACEMENT_NONE;
    CHECK_NUMBER(xpost_directory_open(&state, scratch_path("gone"), &error), 0);
    CHECK_NUMBER(xpost_replacement_begin(&replacement, &state, "data", 10, &error), 0);
    unlink(in_state(replacement.temporary));
    scratch_must(rmdir(state.path) == 0, "rmdir");
    CHECK_NUMBER(xpost_replacement_commit(&replacement, "x", 1, &error), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK_NUMBER(replace("data", "x"), -1);
    CHECK(strstr(error.message, "it is not there"));
    xpost_directory_close(&state);
    state = kept;
}

int main(void)
{
    scratch_begin();
    RUN(test_directory__is_made_private_whatever_the_umask);
    RUN(test_directory__that_is_not_private_is_refused_with_the_command);
    RUN(test_directory__of_somebody_else_is_refused);
    RUN(test_directory__messages_are_harmless);
    RUN(test_directory__that_cannot_be_made_says_why);
    open_state("state");
    RUN(test_file__is_made_private_whatever_the_umask);
    RUN(test_file__is_read_whole_up_to_the_maximum);
    RUN(test_file__that_others_can_read_is_refused);
    RUN(test_file__that_is_a_symbolic_link_is_refused);
    RUN(test_file__with_other_names_is_refused);
    RUN(test_file__that_is_not_regular_is_refused_without_waiting);
    RUN(test_file__of_somebody_else_is_refused);
    RUN(test_file__that_cannot_be_opened_says_why);
    RUN(test_replacement__leaves_the_new_file_alone_in_its_place);
    RUN(test_replacement__reserves_room_and_gives_it_back);
    RUN(test_replacement__removes_only_what_was_left_behind_long_ago);
    RUN(test_replacement__does_not_follow_a_link_in_its_way);
    RUN(test_replacement__that_cannot_be_written_keeps_the_old_file);
    RUN(test_replacement__finds_a_full_disk_when_it_reserves);
    RUN(test_replacement__reports_a_directory_that_went_away);
    xpost_directory_close(&state);
    scratch_end();
    return check_report();
}
