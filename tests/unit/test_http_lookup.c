/* A name lookup that takes minutes, as where no name server answers: nobody waits for it. */
#define _GNU_SOURCE
#include "check.h"

#include "cancel.h"
#include "clock.h"
#include "config.h"
#include "error.h"
#include "http.h"

#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static struct xpost_cancel *cancel;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int lookups;

/* Takes the place of the system's, for libcurl too. */
__attribute__((visibility("default"))) int getaddrinfo(const char *name, const char *service,
                                                       const struct addrinfo *hints,
                                                       struct addrinfo **found)
{
    (void)name;
    (void)service;
    (void)hints;
    (void)found;
    pthread_mutex_lock(&lock);
    lookups++;
    pthread_mutex_unlock(&lock);
    sleep(60);
    return EAI_AGAIN;
}

static void on_alarm(int number)
{
    (void)number;
    xpost_cancel_request(cancel);
}

static void test_lookup__that_is_given_up_is_not_waited_for(void)
{
    struct xpost_error error;
    struct xpost_http_response response;
    struct xpost_config config = {0};
    const struct xpost_http_request request = {.method = "GET", .url = "https://slow.invalid/"};
    struct xpost_http *http = xpost_http_new(&config, &error);
    cancel = xpost_cancel_new(&error);
    CHECK(http && cancel);
    signal(SIGALRM, on_alarm);
    alarm(1);
    int64_t begun = xpost_clock_milliseconds();
    CHECK_NUMBER(xpost_http_perform(http, &request, cancel, &response, &error), -1);
    CHECK_NUMBER(error.code, XPOST_CANCELLED);
    xpost_http_response_release(&response);
    xpost_http_free(http);
    CHECK(xpost_clock_milliseconds() - begun < check_patience(10000));
    pthread_mutex_lock(&lock);
    CHECK_NUMBER(lookups, 1);
    pthread_mutex_unlock(&lock);
    xpost_cancel_free(cancel);
}

int main(void)
{
    RUN(test_lookup__that_is_given_up_is_not_waited_for);
    return check_report();
}
