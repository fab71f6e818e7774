/* What is said of accounts and settings. */
#define _GNU_SOURCE
#include "diagnosis_rig.h"

#include "diagnosis_internal.h"
#include "lock.h"
#include "renew_note.h"

#define OK      XPOST_FINDING_OK
#define INFO    XPOST_FINDING_INFO
#define WARNING XPOST_FINDING_WARNING
#define ERROR   XPOST_FINDING_ERROR

static void test_nobody__is_told_to_log_in(void)
{
    begin("nobody");
    diagnose();
    CHECK_FOUND("accounts", INFO, "Nobody is logged in");
    CHECK(strstr(find("accounts", "Nobody")->advice, ":XLogin"));
    CHECK_FOUND("files", INFO, "no state directory yet");
    CHECK_NUMBER(scratch_mode(scratch_path("nobody")), -1);
}

static void test_account__is_described(void)
{
    struct xpost_account account = usual_account("default");
    begin("described");
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", OK,
                "Account 'default' (the default one): @XDevelopers; a public "
                "client with the Client ID UUhoaFd4TjJ2d0xQbVNfQ0pTWmI6MTpjaQ.");
    CHECK_FOUND("accounts", INFO, "'default' was allowed: tweet.read tweet.write users.read");
    CHECK_FOUND("accounts", OK, "ends at 2027-01-15T09:12:00Z (in 1 h 12 min); it is renewed");
    CHECK_FOUND("accounts", INFO,
                "was logged in at 2027-01-15T07:00:00Z (1 h ago), and not renewed since.");
    CHECK_NUMBER(count_level("accounts", WARNING) + count_level("accounts", ERROR), 0);
    account.refreshed_at = RIG_NOW - 90;
    account.expires_at = RIG_NOW - 30;
    account.client_secret = EXAMPLE_TEXT("secret-CANARY");
    account.username = NULL;
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", OK, "whose name X has not told yet; a confidential client");
    CHECK_FOUND("accounts", OK, "ended at 2027-01-15T07:59:30Z (30 s ago); it is renewed");
    CHECK_FOUND("accounts", INFO, "was renewed last at 2027-01-15T07:58:30Z (1 min 30 s ago).");
    account.expires_at = 0;
    account.username = EXAMPLE_TEXT("x");
    account.user_unconfirmed = true;
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", OK, "ends at a time that is not known");
    CHECK_FOUND("accounts", OK, "@x (X has not confirmed that");
}

static void test_scopes__that_are_missing_say_what_does_not_work(void)
{
    struct xpost_account account = usual_account("default");
    begin("scopes");
    account.scopes = EXAMPLE_TEXT("tweet.read users.read offline.access");
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", ERROR, "lacks the scope tweet.write: nothing can be posted");
    CHECK_FOUND("accounts", WARNING, "lacks the scope media.write: images cannot be uploaded");
    CHECK_TEXT(find("accounts", "media.write:")->advice, "Log in again: :XLogin default");
    CHECK(!find("accounts", "scope users.read"));
    account.scopes = NULL;
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", INFO, "was allowed: nothing");
    CHECK_NUMBER(count_level("accounts", ERROR), 3);
}

static void test_account__that_cannot_be_renewed_ends(void)
{
    struct xpost_account account = usual_account("default");
    begin("ends");
    account.refresh_token = NULL;
    account.scopes = EXAMPLE_TEXT("tweet.read tweet.write users.read media.write");
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", WARNING,
                "and cannot be renewed: the scope offline.access is missing.");
    account.scopes = EXAMPLE_TEXT("offline.access");
    account.expires_at = RIG_NOW;
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", ERROR, "and cannot be renewed: X gave no refresh token.");
}

static void test_account__of_long_ago_may_be_over(void)
{
    struct xpost_account account = usual_account("default");
    begin("long-ago");
    account.refreshed_at = RIG_NOW - 200 * 24 * 3600;
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", INFO, "(200 d ago)");
    CHECK_FOUND("accounts", WARNING, "not renewed for six months");
    account.refreshed_at = RIG_NOW + 7200;
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", INFO, "(2 h from now)");
    CHECK_FOUND("clock", WARNING, "last used in the future");
}

static void leave_note(const struct xpost_account *account, enum xpost_renew_fate fate,
                       int count)
{
    struct xpost_store store;
    struct xpost_lock lock;
    const struct xpost_renew_note note = {fate, count, RIG_NOW - 60};
    char text[XPOST_LOCK_NOTE_MAX + 1];
    scratch_must(
        xpost_store_open(&store, state, &error) == 0 &&
            xpost_renew_note_write(text, &note, account->refresh_token, &error) == 0 &&
            xpost_store_lock_renewal(&store, account->name, 1000, NULL, &lock, &error) == 0 &&
            xpost_lock_write_note(&lock, text, &error) == 0,
        "note");
    xpost_lock_release(&lock);
    xpost_store_close(&store);
}

static void test_note__of_a_renewal_is_told(void)
{
    struct xpost_account account = usual_account("default");
    begin("note");
    log_in(&account);
    leave_note(&account, XPOST_FATE_DEAD, 0);
    diagnose();
    CHECK_FOUND("accounts", ERROR, "X refused to renew 'default' at 2027-01-15T07:59:00Z");
    CHECK_TEXT(find("accounts", "X refused")->advice, "Log in again: :XLogin default");
    leave_note(&account, XPOST_FATE_SPENT, 1);
    diagnose();
    CHECK_FOUND("accounts", ERROR, "but the new tokens could not be saved");
    leave_note(&account, XPOST_FATE_SENT, 1);
    diagnose();
    CHECK_FOUND("accounts", WARNING, "or the next use tries once more");
    leave_note(&account, XPOST_FATE_SENT, 2);
    diagnose();
    CHECK_FOUND("accounts", WARNING, "it was lost more than once");
    leave_note(&account, XPOST_FATE_FRESH, 0);
    diagnose();
    CHECK_NUMBER(count_level("accounts", WARNING) + count_level("accounts", ERROR), 0);
    leave_note(&account, XPOST_FATE_DEAD, 0);
    account.refresh_token = EXAMPLE_TEXT("another-token-CANARY");
    log_in(&account);
    diagnose();
    CHECK_NUMBER(count_level("accounts", WARNING) + count_level("accounts", ERROR), 0);
}

static void test_account__of_another_server_is_told(void)
{
    struct xpost_account account = usual_account("stand-in");
    begin("server");
    account.endpoints.api_url = EXAMPLE_TEXT("http://127.0.0.1:8080");
    log_in(&account);
    diagnose();
    CHECK_FOUND("accounts", INFO, "belongs to http://127.0.0.1:8080, which is not X's own");
    settings.api_url = EXAMPLE_TEXT("https://api.x.com");
    diagnose();
    CHECK_FOUND("accounts", ERROR, "Its tokens go nowhere else");
}

static void test_accounts__are_listed_up_to_a_limit(void)
{
    begin("many");
    for (int i = 0; i < 25; i++) {
        char name[32];
        snprintf(name, sizeof name, "account-%02d", i);
        struct xpost_account account = usual_account(name);
        log_in(&account);
    }
    diagnose();
    CHECK_FOUND("accounts", INFO, "There are 5 more accounts.");
    CHECK_FOUND("accounts", OK, "Account 'account-00' (the default one)");
    CHECK(find("accounts", "Account 'account-19':") && !find("accounts", "account-20"));
    settings.account = EXAMPLE_TEXT("account-24");
    diagnose();
    CHECK_FOUND("settings", OK, "choose account 'account-24'");
    settings.account = EXAMPLE_TEXT("account-25");
    diagnose();
    CHECK_FOUND("settings", WARNING, "'account-25', which is not logged in");
    settings.account = EXAMPLE_TEXT("a/b");
    diagnose();
    CHECK_NUMBER(count_level("settings", ERROR), 1);
}

static int drop_default(struct xpost_accounts *accounts, void *user,
                        struct xpost_error *failure)
{
    (void)user;
    (void)failure;
    xpost_accounts_remove(accounts, "first");
    return 0;
}

static void test_default__that_is_missing_is_told(void)
{
    struct xpost_account first = usual_account("first"), second = usual_account("second");
    struct xpost_store store;
    begin("default");
    log_in(&first);
    log_in(&second);
    scratch_must(xpost_store_open(&store, state, &error) == 0 &&
                     xpost_store_update(&store, drop_default, NULL, &error) == 0,
                 "store");
    xpost_store_close(&store);
    diagnose();
    CHECK_FOUND("accounts", WARNING, "No account is the default one");
    CHECK(strstr(find("accounts", "No account")->advice, ":XAccount use"));
    settings.account = EXAMPLE_TEXT("second");
    diagnose();
    CHECK(!find("accounts", "No account is the default one"));
}

static void test_words_of_others__do_nothing_to_a_terminal(void)
{
    struct xpost_account account = usual_account("default");
    begin("words");
    account.username = EXAMPLE_TEXT("x\x1b[2J\n\xff\xe2\x80\xaey");
    log_in(&account);
    settings.client_id = EXAMPLE_TEXT("a\x1b]0;b\x07 c");
    diagnose();
    for (size_t i = 0; i < diagnosis.count; i++)
        for (const char *at = diagnosis.findings[i].text; *at; at++)
            CHECK((unsigned char)*at >= ' ' && *at != 0x7f);
}

static void test_client_id__is_looked_at(void)
{
    struct xpost_account account = usual_account("default");
    begin("client-id");
    diagnose();
    CHECK_FOUND("settings", INFO, "No Client ID is set.");
    CHECK(strstr(find("settings", "No Client ID")->advice, "XPOST_CLIENT_ID"));
    log_in(&account);
    settings.client_secret = EXAMPLE_TEXT("CANARY");
    diagnose();
    CHECK_FOUND("settings", INFO, "The accounts that there are keep theirs.");
    CHECK_FOUND("settings", WARNING, "A Client Secret is set without a Client ID.");
    settings.client_id = EXAMPLE_TEXT("abcdefg");
    diagnose();
    CHECK_FOUND("settings", OK,
                "The Client ID is abcdefg, with a Client Secret: a confidential client.");
    settings.client_secret = NULL;
    diagnose();
    CHECK_FOUND("settings", OK, "abcdefg, without a Client Secret: a public client.");
    settings.client_id = EXAMPLE_TEXT("12345678");
    diagnose();
    CHECK_FOUND("settings", ERROR, "is the App ID");
}

static void test_settings__that_cannot_be_used_are_told(void)
{
    begin("settings");
    settings.api_url = EXAMPLE_TEXT("http://api.example.com");
    diagnose();
    CHECK_FOUND("settings", ERROR, "XPOST_API_URL is not usable");
    settings.api_url = NULL;
    settings.token_url = EXAMPLE_TEXT("https://user:CANARY@api.x.com");
    diagnose();
    CHECK_FOUND("settings", ERROR, "holds a user name or password");
}

static void test_prices__of_ones_own_are_told(void)
{
    begin("prices");
    diagnose();
    CHECK(!found("settings", INFO, "XPOST_PRICES"));
    scratch_must(xpost_prices_read(&settings.prices, "alt=0", &error) == 0, "prices");
    diagnose();
    CHECK_FOUND("settings", INFO, "your own prices, from XPOST_PRICES");
}

static void test_request__comes_before_the_settings(void)
{
    begin("request");
    settings.client_id = EXAMPLE_TEXT("of-the-settings");
    settings.client_secret = EXAMPLE_TEXT("CANARY");
    settings.account = EXAMPLE_TEXT("of-the-settings");
    settings.redirect_uris = EXAMPLE_TEXT("http://127.0.0.1:1/a");
    given = (struct xpost_diagnosis_request){.client_id = "given", .account = "given"};
    given.redirect_uris = "http://127.0.0.1:2/b";
    given.scopes = "tweet.read \"x\"";
    diagnose();
    CHECK_FOUND("settings", OK, "The Client ID is given, without a Client Secret");
    CHECK_FOUND("settings", WARNING, "choose account 'given'");
    CHECK(find("redirect", "http://127.0.0.1:2/b") && !find("redirect", "127.0.0.1:1/"));
    CHECK_NUMBER(count_level("settings", ERROR), 1);
    given = (struct xpost_diagnosis_request){.client_id = "", .account = ""};
    diagnose();
    CHECK_FOUND("settings", OK, "The Client ID is of-the-settings, with a Client Secret");
    CHECK_NUMBER(count_level("settings", ERROR), 0);
}

static void check_duration(int64_t seconds, const char *wanted)
{
    char shown[XPOST_TIME_SHOWN];
    xpost_duration_show(shown, seconds);
    CHECK_TEXT(shown, wanted);
}

static void test_duration__is_two_units_at_most(void)
{
    check_duration(0, "0 s");
    check_duration(59, "59 s");
    check_duration(60, "1 min");
    check_duration(-61, "1 min 1 s");
    check_duration(3600, "1 h");
    check_duration(4320, "1 h 12 min");
    check_duration(86399, "23 h 59 min");
    check_duration(-86400, "1 d");
    check_duration(90000, "1 d 1 h");
    check_duration(XPOST_ACCOUNT_TIME_MAX, "2932896 d 23 h");
}

static void test_release__accepts_an_empty_one(void)
{
    struct xpost_diagnosis empty = {0};
    xpost_diagnosis_release(&empty);
    CHECK_TEXT(xpost_finding_level_name(ERROR), "error");
    CHECK_TEXT(xpost_finding_level_name(OK), "ok");
}

int main(void)
{
    scratch_begin();
    RUN(test_nobody__is_told_to_log_in);
    RUN(test_account__is_described);
    RUN(test_scopes__that_are_missing_say_what_does_not_work);
    RUN(test_account__that_cannot_be_renewed_ends);
    RUN(test_account__of_long_ago_may_be_over);
    RUN(test_note__of_a_renewal_is_told);
    RUN(test_account__of_another_server_is_told);
    RUN(test_accounts__are_listed_up_to_a_limit);
    RUN(test_default__that_is_missing_is_told);
    RUN(test_words_of_others__do_nothing_to_a_terminal);
    RUN(test_client_id__is_looked_at);
    RUN(test_settings__that_cannot_be_used_are_told);
    RUN(test_prices__of_ones_own_are_told);
    RUN(test_request__comes_before_the_settings);
    RUN(test_duration__is_two_units_at_most);
    RUN(test_release__accepts_an_empty_one);
    forget();
    scratch_end();
    return check_report();
}
