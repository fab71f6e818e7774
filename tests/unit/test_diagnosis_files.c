/* What is said of the files, and that nothing there is touched. */
#define _GNU_SOURCE
#include "diagnosis_rig.h"

#include "lock.h"

#define OK    XPOST_FINDING_OK
#define INFO  XPOST_FINDING_INFO
#define ERROR XPOST_FINDING_ERROR

enum { SOMEBODY = 65534 };

static void log_in_usual(const char *name)
{
    struct xpost_account account = usual_account("default");
    begin(name);
    log_in(&account);
}

static void test_files__that_are_private_are_fine(void)
{
    char wanted[256];
    log_in_usual("private");
    scratch_write(in_state("ledger.db"), "", 0600);
    scratch_write(in_state("mine.txt"), "", 0644); /* not ours to judge */
    diagnose();
    snprintf(wanted, sizeof wanted, "'%s' is yours alone (mode 0700).", state);
    CHECK_FOUND("files", OK, wanted);
    CHECK_FOUND("files", OK, "Its files (3: ");
    CHECK_NUMBER(count_level("files", ERROR) + count_level("files", INFO), 0);
}

static void test_file__that_others_can_read_is_told_with_the_command(void)
{
    static const char *const names[] = {"accounts.json", "accounts.lock",   "ledger.db",
                                        "ledger.db-wal", "renew-0123.lock", "post-0123.lock"};
    log_in_usual("readable");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char wanted[256];
        if (i > 1)
            scratch_write(in_state(names[i]), "", 0600);
        scratch_must(chmod(in_state(names[i]), 0644) == 0, "chmod");
        diagnose();
        snprintf(wanted, sizeof wanted, "(its mode is 644). Mend it: chmod 600 '%s'",
                 in_state(names[i]));
        CHECK_FOUND("files", ERROR, wanted);
        CHECK_NUMBER(count_level("files", ERROR), 1);
        CHECK_NUMBER(scratch_mode(in_state(names[i])), 0644);
        scratch_must(chmod(in_state(names[i]), 0600) == 0, "chmod");
    }
    diagnose();
    CHECK_NUMBER(count_level("files", ERROR), 0);
}

static void test_file__that_is_a_link_is_told(void)
{
    log_in_usual("link");
    scratch_write(scratch_path("elsewhere"), "", 0600);
    scratch_must(symlink(scratch_path("elsewhere"), in_state("ledger.db")) == 0 &&
                     link(scratch_path("elsewhere"), in_state("renew-1.lock")) == 0 &&
                     mkdir(in_state("renew-2.lock"), 0700) == 0,
                 "links");
    diagnose();
    CHECK_FOUND("files", ERROR, "ledger.db' is a symbolic link");
    CHECK_FOUND("files", ERROR, "renew-1.lock has other names");
    CHECK_FOUND("files", ERROR, "renew-2.lock' is not a regular file");
    CHECK_NUMBER(count_level("files", OK), 1);
}

static void test_file__of_somebody_else_is_told(void)
{
    if (geteuid() != 0) {
        printf("skipped: only root can give a file away\n");
        return;
    }
    log_in_usual("owner");
    scratch_must(chown(in_state("accounts.lock"), SOMEBODY, SOMEBODY) == 0, "chown");
    diagnose();
    CHECK_FOUND("files", ERROR, "belongs to another user (number 65534)");
}

static void test_files__that_are_wrong_are_told_up_to_a_limit(void)
{
    log_in_usual("wrong");
    for (int i = 0; i < 15; i++) {
        char name[32];
        snprintf(name, sizeof name, "renew-%d.lock", i);
        scratch_write(in_state(name), "", 0640);
    }
    diagnose();
    CHECK_NUMBER(count_level("files", ERROR), 11);
    CHECK_FOUND("files", ERROR, "5 more files there");
}

static void test_accounts__that_cannot_be_read_are_told_once(void)
{
    log_in_usual("accounts");
    scratch_must(chmod(in_state("accounts.json"), 0644) == 0, "chmod");
    diagnose();
    CHECK_FOUND("accounts", ERROR, "The accounts cannot be read.");
    CHECK_NUMBER(count_level("accounts", ERROR), 1);
    CHECK_NUMBER(count_level("files", ERROR), 1);
    scratch_write(in_state("accounts.json"), "{\"version\": 1, \"accounts\": [CANARY", 0600);
    diagnose();
    CHECK_FOUND("accounts", ERROR, "accounts.json'");
    CHECK_NUMBER(count_level("files", ERROR), 0);
}

static void test_directory__that_cannot_be_used_is_told(void)
{
    char command[256];
    log_in_usual("directory");
    scratch_must(chmod(state, 0755) == 0, "chmod");
    diagnose();
    snprintf(command, sizeof command, "Mend it: chmod 700 '%s'", state);
    CHECK_FOUND("files", ERROR, command);
    CHECK_FOUND("accounts", ERROR, "The accounts cannot be read.");
    settings.state_directory = NULL;
    diagnose();
    CHECK_FOUND("files", ERROR, "HOME is not set");
    settings.state_directory = EXAMPLE_TEXT("state");
    diagnose();
    CHECK(count_level("files", ERROR) + count_level("files", INFO) == 1);
    scratch_write(scratch_path("file"), "", 0600);
    settings.state_directory = (char *)(uintptr_t)scratch_path("file");
    diagnose();
    CHECK_FOUND("files", ERROR, "should be a directory");
}

static void test_directory__that_cannot_be_written_is_told(void)
{
    if (geteuid() == 0) {
        printf("skipped: root can write everywhere\n");
        return;
    }
    log_in_usual("unwritable");
    scratch_must(chmod(state, 0500) == 0, "chmod");
    diagnose();
    CHECK_FOUND("files", ERROR, "cannot be written: permission denied");
    CHECK(strstr(find("files", "cannot be written")->advice, "chmod 700 '"));
    chmod(state, 0700);
}

static void test_damaged_ledger__is_mentioned(void)
{
    log_in_usual("damaged");
    scratch_write(in_state("ledger.db.damaged-20260101T000000Z"), "", 0600);
    diagnose();
    CHECK_FOUND("files", INFO, "A damaged ledger was set aside");
}

/* In a child, as a lock of one's own cannot be seen. */
static int look_for_lock(void)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int descriptor = open(in_state("ledger.db"), O_RDWR | O_CLOEXEC);
    return descriptor >= 0 && fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK;
}

static void test_ledger__keeps_the_locks_that_this_process_has(void)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    log_in_usual("ledger");
    scratch_write(in_state("ledger.db"), "", 0600);
    int descriptor = open(in_state("ledger.db"), O_RDWR | O_CLOEXEC);
    scratch_must(descriptor >= 0 && fcntl(descriptor, F_SETLK, &lock) == 0, "lock");
    CHECK_NUMBER(scratch_wait(scratch_fork(look_for_lock)), 1);
    diagnose();
    CHECK_NUMBER(scratch_wait(scratch_fork(look_for_lock)), 1);
    close(descriptor);
}

static void test_lock__that_is_held_disturbs_nobody(void)
{
    struct xpost_directory directory;
    struct xpost_lock lock = XPOST_LOCK_NONE;
    log_in_usual("held");
    scratch_must(xpost_directory_open(&directory, state, &error) == 0 &&
                     xpost_lock_take(&lock, &directory, "accounts.lock", 0, NULL, &error) == 0,
                 "lock");
    int64_t begun = xpost_clock_milliseconds();
    diagnose();
    CHECK(xpost_clock_milliseconds() - begun < check_patience(4000));
    CHECK_NUMBER(count_level("files", ERROR), 0);
    xpost_lock_release(&lock);
    CHECK_NUMBER(xpost_lock_take(&lock, &directory, "accounts.lock", 0, NULL, &error), 0);
    xpost_lock_release(&lock);
    xpost_directory_close(&directory);
}

static long long changed_at(const char *path)
{
    struct stat info;
    scratch_must(lstat(path, &info) == 0, path);
    return (long long)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
}

static void test_diagnosis__makes_and_changes_nothing(void)
{
    log_in_usual("nothing");
    int files = scratch_count(state, "");
    long long directory = changed_at(state), accounts = changed_at(in_state("accounts.json"));
    diagnose();
    CHECK_NUMBER(scratch_count(state, ""), files);
    CHECK(changed_at(state) == directory && changed_at(in_state("accounts.json")) == accounts);
    CHECK_NUMBER(scratch_count(state, "ledger"), 0);
    CHECK_NUMBER(scratch_count(state, "renew-"), 0);
}

int main(void)
{
    scratch_begin();
    RUN(test_files__that_are_private_are_fine);
    RUN(test_file__that_others_can_read_is_told_with_the_command);
    RUN(test_file__that_is_a_link_is_told);
    RUN(test_file__of_somebody_else_is_told);
    RUN(test_files__that_are_wrong_are_told_up_to_a_limit);
    RUN(test_accounts__that_cannot_be_read_are_told_once);
    RUN(test_directory__that_cannot_be_used_is_told);
    RUN(test_directory__that_cannot_be_written_is_told);
    RUN(test_damaged_ledger__is_mentioned);
    RUN(test_ledger__keeps_the_locks_that_this_process_has);
    RUN(test_lock__that_is_held_disturbs_nobody);
    RUN(test_diagnosis__makes_and_changes_nothing);
    forget();
    scratch_end();
    return check_report();
}
