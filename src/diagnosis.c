#define _POSIX_C_SOURCE 200809L
#include "diagnosis_internal.h"

#include "memory.h"
#include "translate.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TEXT_MAX = 2 * XPOST_MESSAGE_MAX + 64 };

const char *xpost_finding_level_name(enum xpost_finding_level level)
{
    static const char *const names[] = {"ok", "info", "warning", "error"};
    return names[level];
}

static char *harmless(const char *text)
{
    char clean[TEXT_MAX];
    xpost_utf8_sanitise(clean, sizeof clean, text, strlen(text));
    return xpost_string_copy(clean);
}

/* The texts become those of the diagnosis, also where there is no room for the finding. */
static void keep(struct xpost_diagnosis *diagnosis, const struct xpost_finding *finding)
{
    size_t size = (diagnosis->count + 1) * sizeof *diagnosis->findings;
    struct xpost_finding *findings =
        diagnosis->failed ? NULL : realloc(diagnosis->findings, size);
    if (!findings) {
        diagnosis->failed = true;
        free(finding->text);
        free(finding->advice);
        return;
    }
    findings[diagnosis->count++] = *finding;
    diagnosis->findings = findings;
}

void xpost_finding_add(struct xpost_diagnosis *diagnosis, const char *topic,
                       enum xpost_finding_level level, const char *advice, const char *format,
                       ...)
{
    char text[TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, xpost_translate(format), arguments);
    va_end(arguments);
    struct xpost_finding finding = {topic, level, harmless(text),
                                    advice ? harmless(xpost_translate(advice)) : NULL};
    if (!finding.text || (advice && !finding.advice))
        diagnosis->failed = true;
    keep(diagnosis, &finding);
}

void xpost_finding_add_error(struct xpost_diagnosis *diagnosis, const char *topic,
                             enum xpost_finding_level level, const struct xpost_error *error)
{
    xpost_finding_add(diagnosis, topic, level, NULL, "%s%s%s%s", error->message,
                      *error->detail ? " (" : "", error->detail, *error->detail ? ")" : "");
}

void xpost_time_show(char shown[XPOST_TIME_SHOWN], int64_t time)
{
    struct tm parts;
    time_t given = (time_t)time;
    /* Not strftime, which reads the environment. */
    if (gmtime_r(&given, &parts))
        snprintf(shown, XPOST_TIME_SHOWN, "%04d-%02d-%02dT%02d:%02d:%02dZ",
                 parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                 parts.tm_min, parts.tm_sec);
    else
        snprintf(shown, XPOST_TIME_SHOWN, "%s", xpost_translate("an unknown time"));
}

void xpost_duration_show(char shown[XPOST_TIME_SHOWN], int64_t seconds)
{
    enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
    long long all = seconds < 0 ? -seconds : seconds;
    long long days = all / DAY, hours = all % DAY / HOUR;
    long long minutes = all % HOUR / MINUTE, rest = all % MINUTE;
    if (days)
        snprintf(shown, XPOST_TIME_SHOWN,
                 hours ? xpost_translate("%lld d %lld h") : xpost_translate("%lld d"), days,
                 hours);
    else if (hours)
        snprintf(shown, XPOST_TIME_SHOWN,
                 minutes ? xpost_translate("%lld h %lld min") : xpost_translate("%lld h"),
                 hours, minutes);
    else if (minutes)
        snprintf(shown, XPOST_TIME_SHOWN,
                 rest ? xpost_translate("%lld min %lld s") : xpost_translate("%lld min"),
                 minutes, rest);
    else
        snprintf(shown, XPOST_TIME_SHOWN, xpost_translate("%lld s"), rest);
}

static const char *first_of(const char *given, const char *set)
{
    return !xpost_string_empty(given) ? given : set;
}

/* As a login or a post would choose. */
static void choose(struct xpost_examination *examination,
                   const struct xpost_diagnosis_request *request)
{
    const struct xpost_config *config = examination->config;
    examination->client_id = first_of(request->client_id, config->client_id);
    examination->account = first_of(request->account, config->account);
    examination->redirect_uris = first_of(request->redirect_uris, config->redirect_uris);
    examination->scopes = first_of(request->scopes, XPOST_DEFAULT_SCOPES);
    /* A secret goes with the Client ID that it was given with. */
    if (!config->client_id || xpost_string_equal(examination->client_id, config->client_id))
        examination->client_secret = config->client_secret;
}

int xpost_diagnose(const struct xpost_operation *operation,
                   const struct xpost_diagnosis_request *request,
                   struct xpost_diagnosis *diagnosis, struct xpost_error *error)
{
    static const struct xpost_diagnosis_request nothing;
    struct xpost_examination examination = {
        .operation = operation,
        .config = &operation->client->config,
        .diagnosis = diagnosis,
        .store = XPOST_STORE_CLOSED,
    };
    *diagnosis = (struct xpost_diagnosis){0};
    choose(&examination, request ? request : &nothing);
    xpost_examine_files(&examination);
    xpost_examine_accounts(&examination);
    xpost_examine_settings(&examination);
    xpost_examine_redirect_uris(&examination);
    xpost_examine_routes(&examination);
    /* Nothing is held open while a server is waited for. */
    xpost_accounts_release(&examination.accounts);
    xpost_store_close(&examination.store);
    if (!request || !request->offline)
        xpost_examine_network(&examination);
    return diagnosis->failed ? xpost_error_no_memory(error) : 0;
}

void xpost_diagnosis_release(struct xpost_diagnosis *diagnosis)
{
    for (size_t i = 0; i < diagnosis->count; i++) {
        free(diagnosis->findings[i].text);
        free(diagnosis->findings[i].advice);
    }
    free(diagnosis->findings);
    *diagnosis = (struct xpost_diagnosis){0};
}
