/* Where the browser comes back to: what to register at X, and whether its ports are free. */
#include "diagnosis_internal.h"

#include "file.h"
#include "listener_socket.h"
#include "memory.h"
#include "url.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* X lets an app register ten. */
enum { URIS_MAX = 10 };

struct redirect {
    char *uri;
    struct xpost_url url;       /* of `uri`, which it points into */
    struct xpost_error problem; /* code XPOST_OK: it can be used */
    int taken;                  /* 0: the port is free; else an error number */
};

struct list {
    struct redirect items[URIS_MAX];
    size_t count;
    bool more; /* than fit */
};

static void read_list(struct list *list, const char *text, struct xpost_diagnosis *diagnosis)
{
    for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        struct redirect *item = &list->items[list->count];
        if (list->count == URIS_MAX) {
            list->more = true;
            return;
        }
        item->uri = xpost_string_copy_range(at, length);
        at += length;
        if (!item->uri) {
            diagnosis->failed = true;
            return;
        }
        list->count++;
        xpost_error_clear(&item->problem);
        (void)xpost_listener_socket_check(&item->url, item->uri, &item->problem);
    }
}

/* What X makes of one that can be listened at. */
static void judge(struct xpost_diagnosis *diagnosis, const struct redirect *item)
{
    const struct xpost_url *url = &item->url;
    if (strcmp(url->host, "127.0.0.1") != 0)
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_WARNING,
                          "Register http://127.0.0.1:8739/callback at X, and use that.",
                          "The redirect URI '%s' names '%s'. X asks for 127.0.0.1 there.",
                          item->uri, url->host);
    if (url->path_length == 0 || url->path[url->path_length - 1] == '/')
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_WARNING,
                          "End it in a word, as in http://127.0.0.1:8739/callback.",
                          "The redirect URI '%s' has no path, or one that ends with '/'. X "
                          "compares every character, and a slash is easily lost when it is "
                          "registered.",
                          item->uri);
}

static void try_port(struct redirect *item)
{
    int sockets[XPOST_LISTENER_SOCKETS];
    item->taken = xpost_listener_socket_open(sockets, &item->url);
    if (item->taken == 0)
        xpost_listener_socket_close(sockets);
}

/* The first that a login can use; NULL if there is none. */
static const struct redirect *first_free(const struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].problem.code == XPOST_OK && list->items[i].taken == 0)
            return &list->items[i];
    return NULL;
}

static void tell_port(struct xpost_diagnosis *diagnosis, const struct redirect *item,
                      const struct redirect *used)
{
    const unsigned port = item->url.port;
    const char *instead = used ? used->uri : NULL;
    if (item->taken == 0)
        xpost_finding_add(diagnosis, XPOST_TOPIC_REDIRECT, XPOST_FINDING_OK, NULL,
                          "%s (register exactly this at X, as a Callback URI of your app): "
                          "port %u is free.",
                          item->uri, port);
    else if (item->taken == EADDRINUSE)
        xpost_finding_add(diagnosis, XPOST_TOPIC_REDIRECT, XPOST_FINDING_WARNING, NULL,
                          instead
                              ? "%s (register exactly this at X, as a Callback URI of your "
                                "app): port %u is in use: by another program, or by a login "
                                "that is under way. A login uses %s instead."
                              : "%s (register exactly this at X, as a Callback URI of your "
                                "app): port %u is in use: by another program, or by a login "
                                "that is under way.",
                          item->uri, port, instead);
    else
        xpost_finding_add(
            diagnosis, XPOST_TOPIC_REDIRECT, XPOST_FINDING_WARNING, NULL,
            instead ? "%s (register exactly this at X, as a Callback URI of your "
                      "app): port %u cannot be listened at: %s (error %d). A login "
                      "uses %s instead."
                    : "%s (register exactly this at X, as a Callback URI of your "
                      "app): port %u cannot be listened at: %s (error %d).",
            item->uri, port, xpost_file_reason(item->taken), item->taken, instead);
}

static void examine_list(struct xpost_diagnosis *diagnosis, struct list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct redirect *item = &list->items[i];
        if (item->problem.code != XPOST_OK) {
            xpost_finding_add_error(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_ERROR,
                                    &item->problem);
        } else {
            judge(diagnosis, item);
            try_port(item);
        }
    }
    const struct redirect *used = first_free(list);
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].problem.code == XPOST_OK)
            tell_port(diagnosis, &list->items[i], used);
    if (!used)
        xpost_finding_add(diagnosis, XPOST_TOPIC_REDIRECT, XPOST_FINDING_ERROR,
                          "End what uses the port, or register a Callback URI with another "
                          "port at X and name it in XPOST_REDIRECT_URI (redirect_uri).",
                          "No redirect URI can be used now, so a login cannot begin.");
}

void xpost_examine_redirect_uris(struct xpost_examination *examination)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    const char *set = examination->redirect_uris;
    struct list list = {.count = 0};
    read_list(&list, set ? set : XPOST_DEFAULT_REDIRECT_URIS, diagnosis);
    examine_list(diagnosis, &list);
    if (list.more)
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_WARNING, NULL,
                          "More than %d redirect URIs are set, but X lets an app register %d.",
                          URIS_MAX, URIS_MAX);
    for (size_t i = 0; i < list.count; i++)
        free(list.items[i].uri);
}
