/* What the tests of the diagnosis share: a client with a state directory of its own, and
 * looking for findings.  Every diagnosis is searched for secrets, and made in Japanese too, to
 * find what was left in English. */
#ifndef DIAGNOSIS_RIG_H
#define DIAGNOSIS_RIG_H

#include "check.h"

#include "clock.h"
#include "diagnosis.h"
#include "english.h"
#include "error.h"
#include "example_account.h"
#include "http.h"
#include "scratch.h"
#include "store.h"
#include "translate.h"

enum { RIG_NOW = 1800000000 }; /* 2027-01-15T08:00:00Z */

static struct xpost_error error;
static struct xpost_config settings; /* of the test at hand; its strings are constants */
static struct xpost_diagnosis_request given;
static struct xpost_client *client;
static struct xpost_diagnosis diagnosis;
static char state[128];

static inline int64_t rig_clock(void)
{
    return RIG_NOW;
}

/* A state directory that is not there yet. */
static inline void begin(const char *name)
{
    snprintf(state, sizeof state, "%s/%s/xpost", scratch, name);
    settings = (struct xpost_config){.state_directory = state};
    given = (struct xpost_diagnosis_request){0};
    xpost_clock_replace(rig_clock);
}

static inline const char *in_state(const char *name)
{
    static char paths[4][256];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", state, name);
    return path;
}

static inline void log_in(const struct xpost_account *account)
{
    struct xpost_store store;
    scratch_must(xpost_store_open(&store, state, &error) == 0 &&
                     xpost_store_put(&store, account, &error) == 0,
                 "store");
    xpost_store_close(&store);
}

/* An account of X, logged in an hour ago. */
static inline struct xpost_account usual_account(const char *name)
{
    struct xpost_account account = example_account(name);
    account.endpoints.token_url = EXAMPLE_TEXT("https://api.x.com/2/oauth2/token");
    account.client_secret = NULL;
    account.scopes =
        EXAMPLE_TEXT("tweet.read tweet.write users.read media.write offline.access");
    account.expires_at = RIG_NOW + 4320;
    account.logged_in_at = RIG_NOW - 3600;
    account.refreshed_at = 0;
    account.user_unconfirmed = false;
    return account;
}

static inline void forget(void)
{
    xpost_diagnosis_release(&diagnosis);
    xpost_client_free(client);
    client = NULL;
}

static inline void search_for_secrets(void)
{
    static const char *const secrets[] = {"CANARY", "secret \"with\""};
    for (size_t i = 0; i < diagnosis.count; i++)
        for (size_t j = 0; j < sizeof secrets / sizeof *secrets; j++)
            CHECK(!strstr(diagnosis.findings[i].text, secrets[j]) &&
                  !(diagnosis.findings[i].advice &&
                    strstr(diagnosis.findings[i].advice, secrets[j])));
}

static inline void diagnose_with(struct xpost_cancel *cancel, bool network)
{
    struct xpost_config copy;
    forget();
    scratch_must(xpost_config_copy(&copy, &settings, &error) == 0, "copy");
    client = xpost_client_new(&copy, &error);
    scratch_must(client != NULL, "client");
    const struct xpost_operation operation = {.client = client, .cancel = cancel};
    given.offline = !network;
    CHECK_NUMBER(xpost_diagnose(&operation, &given, &diagnosis, &error), 0);
    search_for_secrets();
}

static inline void check_translated(const char *text)
{
    char own[XPOST_MESSAGE_MAX];
    snprintf(own, sizeof own, "%s", text ? text : "");
    /* In brackets at the end are the words of a server or a library. */
    char *words = own[0] && own[strlen(own) - 1] == ')' ? strstr(own, "。 (") : NULL;
    if (words)
        *words = '\0';
    const char *english = english_within(own);
    CHECK(!english);
    if (english)
        printf("not translated: %s\n", text);
}

static inline void diagnose_in_japanese(bool network)
{
    xpost_language_set(XPOST_JAPANESE);
    diagnose_with(NULL, network);
    xpost_language_set(XPOST_ENGLISH);
    for (size_t i = 0; i < diagnosis.count; i++) {
        check_translated(diagnosis.findings[i].text);
        check_translated(diagnosis.findings[i].advice);
    }
}

/* Without the network. */
static inline void diagnose(void)
{
    diagnose_in_japanese(false);
    diagnose_with(NULL, false);
}

static inline const struct xpost_finding *find(const char *topic, const char *part)
{
    for (size_t i = 0; i < diagnosis.count; i++)
        if (strcmp(diagnosis.findings[i].topic, topic) == 0 &&
            strstr(diagnosis.findings[i].text, part))
            return &diagnosis.findings[i];
    return NULL;
}

static inline bool found(const char *topic, enum xpost_finding_level level, const char *part)
{
    const struct xpost_finding *finding = find(topic, part);
    return finding && finding->level == level;
}

static inline int count_level(const char *topic, enum xpost_finding_level level)
{
    int count = 0;
    for (size_t i = 0; i < diagnosis.count; i++)
        count += diagnosis.findings[i].level == level &&
                 strcmp(diagnosis.findings[i].topic, topic) == 0;
    return count;
}

/* Shows all, to see why a check failed. */
static inline void show(void)
{
    for (size_t i = 0; i < diagnosis.count; i++)
        printf("%s %s: %s [%s]\n", diagnosis.findings[i].topic,
               xpost_finding_level_name(diagnosis.findings[i].level),
               diagnosis.findings[i].text,
               diagnosis.findings[i].advice ? diagnosis.findings[i].advice : "");
}

#define CHECK_FOUND(topic, level, part)                                                        \
    do {                                                                                       \
        CHECK(found(topic, level, part));                                                      \
        if (!found(topic, level, part))                                                        \
            show();                                                                            \
    } while (0)

#endif
