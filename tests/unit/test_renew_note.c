#include "check.h"

#include "error.h"
#include "lock.h"
#include "renew_note.h"

static struct xpost_error error;

static struct xpost_renew_note read_note(const char *text, const char *token)
{
    struct xpost_renew_note note;
    memset(&note, 'x', sizeof note);
    CHECK_NUMBER(xpost_renew_note_read(&note, text, token, &error), 0);
    return note;
}

static void test_note__can_be_read_back(void)
{
    static const enum xpost_renew_fate fates[] = {
        XPOST_FATE_FRESH, XPOST_FATE_UNANSWERED, XPOST_FATE_SENT,   XPOST_FATE_SPENT,
        XPOST_FATE_DEAD,  XPOST_FATE_LIMITED,    XPOST_FATE_CLIENT, XPOST_FATE_UNAUTHORIZED};
    static const int64_t times[] = {0, 1, 1800000000, INT64_MAX, INT64_MIN};
    static const int counts[] = {0, 1, 2, 2147483647};
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++) {
        for (size_t j = 0; j < 5; j++) {
            char text[XPOST_LOCK_NOTE_MAX + 1];
            struct xpost_renew_note note = {fates[i], counts[j % 4], times[j]};
            CHECK_NUMBER(xpost_renew_note_write(text, &note, "refresh-token", &error), 0);
            CHECK(strlen(text) < XPOST_LOCK_NOTE_MAX);
            struct xpost_renew_note back = read_note(text, "refresh-token");
            CHECK_NUMBER(back.fate, note.fate);
            CHECK_NUMBER(back.count, note.count);
            CHECK_NUMBER(back.time, note.time);
        }
    }
}

static void test_note__says_nothing_of_another_token(void)
{
    char text[XPOST_LOCK_NOTE_MAX + 1];
    const struct xpost_renew_note note = {XPOST_FATE_DEAD, 3, 99};
    CHECK_NUMBER(xpost_renew_note_write(text, &note, "one", &error), 0);
    struct xpost_renew_note back = read_note(text, "other");
    CHECK(back.fate == XPOST_FATE_FRESH && back.count == 0 && back.time == 0);
}

static void test_note__holds_no_token(void)
{
    char text[XPOST_LOCK_NOTE_MAX + 1];
    const struct xpost_renew_note note = {XPOST_FATE_SENT, 1, 0};
    CHECK_NUMBER(xpost_renew_note_write(text, &note, "CANARY-refresh-token", &error), 0);
    CHECK(!strstr(text, "CANARY"));
}

static void test_note__that_is_damaged_says_nothing(void)
{
    static const char hash[] =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static const char *const formats[] = {
        "",         "s",        "s %s",      "s %s 1",       "? %s 1 2",
        "%s 1 2",   "S %s 1 2", "s %s x 2",  "s %sa 1 2",    "s %.63s 1 2",
        "s %s 1 x", "\n%s 1 2", "ss %s 1 2", "garbage \xff", "   ",
        "s\t"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char text[256] = "";
        const char *place = strstr(formats[i], "%s") ? "%s" : "%.63s";
        const char *found = strstr(formats[i], place);
        int before = found ? (int)(found - formats[i]) : (int)strlen(formats[i]);
        snprintf(text, sizeof text, "%.*s%.*s%s", before, formats[i],
                 found ? (strlen(place) == 2 ? 64 : 63) : 0, hash,
                 found ? found + strlen(place) : "");
        struct xpost_renew_note note = read_note(text, "abc");
        if (note.fate != XPOST_FATE_FRESH || note.count || note.time) {
            printf("understood: '%s'\n", text);
            check_failures_here++;
        }
    }
    char good[128];
    snprintf(good, sizeof good, "s %s 1 2", hash);
    CHECK_NUMBER(read_note(good, "abc").fate, XPOST_FATE_SENT);
}

int main(void)
{
    RUN(test_note__can_be_read_back);
    RUN(test_note__says_nothing_of_another_token);
    RUN(test_note__holds_no_token);
    RUN(test_note__that_is_damaged_says_nothing);
    return check_report();
}
