/* The way to X: proxy, certificates, one request without a token, and what it says of our
 * clock.
 */
#define _POSIX_C_SOURCE 200809L
#include "diagnosis_internal.h"

#include "buffer.h"
#include "clock.h"
#include "http.h"
#include "memory.h"
#include "url.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TIMEOUT = 5 /* seconds */, CLOCK_TOLERANCE = 60 };

/* --- what is known without a packet --- */

/* A proxy's address without user name and password: all before its last '@' goes, but for the
 * scheme. */
static void show_proxy(struct xpost_buffer *out, const char *proxy)
{
    size_t scheme = 0;
    while (isalnum((unsigned char)proxy[scheme]))
        scheme++;
    scheme = strncmp(proxy + scheme, "://", 3) == 0 ? scheme + 3 : 0;
    const char *at = strrchr(proxy, '@');
    const char *host = at ? at + 1 : proxy + scheme;
    xpost_buffer_append(out, proxy, scheme);
    xpost_buffer_append(out, host, strcspn(host, "/?#"));
}

static void tell_proxy(struct xpost_examination *examination)
{
    const struct xpost_config *config = examination->config;
    struct xpost_buffer shown = XPOST_BUFFER(XPOST_MESSAGE_MAX);
    if (!config->https_proxy) {
        xpost_finding_add(examination->diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_INFO, NULL,
                          "No proxy is used.");
        return;
    }
    show_proxy(&shown, config->https_proxy);
    if (shown.failed)
        examination->diagnosis->failed = true;
    xpost_finding_add(examination->diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_INFO, NULL,
                      config->no_proxy ? "The proxy %s is used, but not for %s."
                                       : "The proxy %s is used.",
                      xpost_buffer_string(&shown), config->no_proxy);
    xpost_buffer_release(&shown);
}

static void tell_certificates(struct xpost_examination *examination)
{
    const struct xpost_config *config = examination->config;
    struct xpost_error error;
    if (config->ca_file && access(config->ca_file, R_OK) != 0) {
        xpost_finding_add(examination->diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_ERROR,
                          "Correct or unset XPOST_CA_FILE.",
                          "The certificates in '%s' cannot be read.", config->ca_file);
        return;
    }
    struct xpost_http *http = xpost_http_new(config, &error);
    if (!http) {
        xpost_finding_add_error(examination->diagnosis, XPOST_TOPIC_NETWORK,
                                XPOST_FINDING_ERROR, &error);
        return;
    }
    bool directory = false;
    const char *path = xpost_http_certificates(http, &directory);
    xpost_finding_add(
        examination->diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_INFO, NULL,
        !path             ? "The certificates that are trusted are those that libcurl knows."
        : config->ca_file ? "The certificates that are trusted are those in the file %s "
                            "(XPOST_CA_FILE)."
        : directory ? "The certificates that are trusted are those in the hashed directory %s."
                    : "The certificates that are trusted are those in the file %s.",
        path);
    xpost_http_free(http);
}

/* `usual` is X's own, `other` a server that was told of already (NULL: none). */
static void tell_server(struct xpost_examination *examination, const char *name,
                        const char *set, const char *usual, const char *other)
{
    struct xpost_error error;
    /* One that is no server's address, and may hold a password, is told among the settings. */
    if (!set || xpost_url_check_server(set, name, &error) != 0 ||
        xpost_url_same_origin(set, usual) || (other && xpost_url_same_origin(set, other)))
        return;
    xpost_finding_add(examination->diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_INFO, NULL,
                      "%s is %s: not X's own server, but a stand-in for it.", name, set);
}

void xpost_examine_routes(struct xpost_examination *examination)
{
    const struct xpost_config *config = examination->config;
    const char *api = config->api_url;
    tell_server(examination, "XPOST_API_URL", api, XPOST_DEFAULT_API_URL, NULL);
    tell_server(examination, "XPOST_AUTHORIZE_URL", config->authorize_url,
                XPOST_DEFAULT_AUTHORIZE_URL, api);
    tell_server(examination, "XPOST_TOKEN_URL", config->token_url, XPOST_DEFAULT_API_URL, api);
    tell_server(examination, "XPOST_REVOKE_URL", config->revoke_url, XPOST_DEFAULT_API_URL,
                api);
    tell_proxy(examination);
    tell_certificates(examination);
}

/* --- one request --- */

static void tell_clock(struct xpost_diagnosis *diagnosis, int64_t date)
{
    char apart[XPOST_TIME_SHOWN];
    int64_t behind = date - xpost_clock_now();
    xpost_duration_show(apart, behind);
    if (date == 0)
        xpost_finding_add(diagnosis, XPOST_TOPIC_CLOCK, XPOST_FINDING_INFO, NULL,
                          "The server did not say what time it is, so the clock was not "
                          "compared.");
    else if (behind > CLOCK_TOLERANCE || behind < -CLOCK_TOLERANCE)
        xpost_finding_add(diagnosis, XPOST_TOPIC_CLOCK, XPOST_FINDING_WARNING,
                          "Set the clock, or have it set from the network (timedatectl "
                          "set-ntp true).",
                          behind > 0
                              ? "The clock of this machine is %s behind that of the server. "
                                "When tokens end is judged by it."
                              : "The clock of this machine is %s ahead of that of the server. "
                                "When tokens end is judged by it.",
                          apart);
    else
        xpost_finding_add(diagnosis, XPOST_TOPIC_CLOCK, XPOST_FINDING_OK, NULL,
                          "The clock of this machine agrees with that of the server.");
}

static void tell_failure(struct xpost_examination *examination, struct xpost_error *error)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    const bool proxied = examination->config->https_proxy != NULL;
    if (error->code == XPOST_CANCELLED) {
        xpost_finding_add(diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_INFO, NULL,
                          "Whether X can be reached was not tried to the end: cancelled.");
    } else {
        xpost_finding_add_error(diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_ERROR, error);
        if (proxied && error->code != XPOST_CONFIG)
            xpost_finding_add(diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_INFO, NULL,
                              "All goes through the proxy, so it may be the proxy that fails "
                              "(https_proxy, no_proxy).");
    }
    xpost_finding_add(diagnosis, XPOST_TOPIC_CLOCK, XPOST_FINDING_INFO, NULL,
                      "The clock was not compared with the server's: there was no answer.");
}

/* At the server's root there is nothing that could be billed, and nobody to bill: the request
 * names no app and no user. */
static int ask(struct xpost_examination *examination, const char *url,
               struct xpost_http_response *response, struct xpost_error *error)
{
    /* A client of its own, so that no warm connection makes this look fast or is lost to it. */
    struct xpost_http *http = xpost_http_new(examination->config, error);
    const struct xpost_http_request request = {
        .method = "GET", .url = url, .timeout_seconds = TIMEOUT};
    *response = (struct xpost_http_response){.sent = XPOST_NOT_SENT};
    if (!http)
        return -1;
    int result =
        xpost_http_perform(http, &request, examination->operation->cancel, response, error);
    xpost_http_free(http);
    return result;
}

static void reach(struct xpost_examination *examination, const char *api_url, const char *url)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    struct xpost_http_response response;
    struct xpost_error error;
    struct xpost_url parts;
    bool tls = xpost_url_parse(&parts, api_url, "XPOST_API_URL", &error) == 0 && parts.https;
    int64_t begun = xpost_clock_milliseconds();
    if (ask(examination, url, &response, &error) == 0) {
        xpost_finding_add(diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_OK, NULL,
                          tls ? "%s answers over TLS, after %lld ms."
                              : "%s answers (without TLS, as on this machine it may), after "
                                "%lld ms.",
                          api_url, (long long)(xpost_clock_milliseconds() - begun));
        tell_clock(diagnosis, response.date);
    } else {
        tell_failure(examination, &error);
    }
    xpost_http_response_release(&response);
}

void xpost_examine_network(struct xpost_examination *examination)
{
    struct xpost_buffer url = XPOST_BUFFER(XPOST_URL_MAX);
    struct xpost_endpoints endpoints;
    struct xpost_error error;
    if (xpost_config_endpoints(examination->config, &endpoints, &error) != 0) {
        xpost_finding_add(examination->diagnosis, XPOST_TOPIC_NETWORK, XPOST_FINDING_INFO,
                          "See what is wrong with the settings.",
                          "Whether X can be reached was not tried.");
        return;
    }
    xpost_buffer_format(&url, "%s/", endpoints.api_url);
    if (url.failed)
        examination->diagnosis->failed = true;
    else
        reach(examination, endpoints.api_url, xpost_buffer_string(&url));
    xpost_buffer_release(&url);
    xpost_endpoints_release(&endpoints);
}
