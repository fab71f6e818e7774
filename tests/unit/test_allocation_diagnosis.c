/* Every allocation of a diagnosis fails once: nothing may crash, leak, or be left out without a
 * word. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "diagnosis_rig.h"

#ifdef FAIL_ALLOCATION_WORKS

#include "json.h"

enum { ALLOCATIONS_MAX = 100000 };

/* 1 if all was told, or a finding says what could not be; -1 if memory ran out; 0 if something
 * was left out without a word. */
static int run(size_t wanted)
{
    const struct xpost_operation operation = {.client = client};
    int result = xpost_diagnose(&operation, &given, &diagnosis, &error);
    if (result == 0)
        result = diagnosis.count >= wanted;
    for (size_t i = 0; i < diagnosis.count && result == 0; i++)
        result = strstr(diagnosis.findings[i].text, "not enough memory") != NULL;
    xpost_diagnosis_release(&diagnosis);
    return result;
}

static void prepare(void)
{
    struct xpost_account account = usual_account("default");
    struct xpost_config copy;
    const char *version = xpost_json_version();
    begin("allocation");
    given.offline = true;
    log_in(&account);
    settings.https_proxy = EXAMPLE_TEXT("http://proxy:3128");
    settings.account = EXAMPLE_TEXT("default");
    settings.redirect_uris = EXAMPLE_TEXT("http://127.0.0.1:1/a https://127.0.0.1:2/b");
    scratch_must(xpost_config_copy(&copy, &settings, &error) == 0, "copy");
    client = xpost_client_new(&copy, &error);
    scratch_must(client != NULL, "client");
    /* json-c below 0.18 crashes where the copy of a member's name fails. */
    if (strncmp(version, "0.", 2) == 0 && strtol(version + 2, NULL, 10) < 18)
        fail_allocation_spared = "libjson-c";
}

static void test_diagnosis__survives_every_failed_allocation(void)
{
    prepare();
    const struct xpost_operation operation = {.client = client};
    CHECK_NUMBER(xpost_diagnose(&operation, &given, &diagnosis, &error), 0);
    size_t wanted = diagnosis.count;
    xpost_diagnosis_release(&diagnosis);
    CHECK_NUMBER(run(wanted), 1);
    bool failed = true;
    long n = 0;
    while (failed && ++n < ALLOCATIONS_MAX) {
        long before = fail_allocation_live;
        fail_allocation_begin(n);
        int result = run(wanted);
        failed = fail_allocation_end();
        /* json-c itself loses a value when its own allocation fails; OpenSSL keeps a record of
         * errors. */
        bool lost = fail_allocation_live != before && !fail_allocation_was_in("libjson-c") &&
                    !fail_allocation_was_in("libcrypto");
        if (result == 0 || lost)
            printf("allocation %ld: result %d, %ld lost\n", n, result,
                   fail_allocation_live - before);
        CHECK(result != 0 && !lost);
    }
    CHECK(n > 30 && n < ALLOCATIONS_MAX);
    printf("%ld allocations failed\n", n - 1);
    forget();
}

#endif

int main(void)
{
#ifdef FAIL_ALLOCATION_WORKS
    if (fail_allocation_possible()) {
        scratch_begin();
        RUN(test_diagnosis__survives_every_failed_allocation);
        scratch_end();
        return check_report();
    }
#endif
    printf("skipped: allocations cannot be made to fail here\n");
    return check_report();
}
