/* Settings that cannot be used, in words. */
#include "diagnosis_internal.h"

#include "memory.h"
#include "oauth.h"
#include "price.h"

static void check_client(struct xpost_examination *examination)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    const struct xpost_oauth_client app = {examination->client_id, examination->client_secret};
    bool have_accounts = examination->accounts.count > 0;
    struct xpost_error error;
    if (!app.id)
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_INFO,
                          have_accounts ? NULL
                                        : ":XLogin asks for it; a script gives it as client_id "
                                          "or in XPOST_CLIENT_ID. It is in X's console "
                                          "(console.x.com): Apps, your app, Keys and tokens.",
                          have_accounts
                              ? "No Client ID is set. The accounts that there are keep theirs."
                              : "No Client ID is set.");
    else if (xpost_oauth_check_client(&app, &error) != 0)
        xpost_finding_add_error(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_ERROR, &error);
    else
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_OK, NULL,
                          app.secret ? "The Client ID is %s, with a Client Secret: a "
                                       "confidential client."
                                     : "The Client ID is %s, without a Client Secret: a public "
                                       "client.",
                          app.id);
    if (!app.id && app.secret)
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_WARNING,
                          "Set the Client ID that it belongs to, too.",
                          "A Client Secret is set without a Client ID.");
}

static void check_account(struct xpost_examination *examination)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    const char *name = examination->account;
    struct xpost_error error;
    if (!name)
        return;
    if (xpost_account_check_name(name, &error) != 0)
        xpost_finding_add_error(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_ERROR, &error);
    else if (!examination->accounts_known)
        return;
    else if (xpost_accounts_find(&examination->accounts, name))
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_OK, NULL,
                          "The settings choose account '%s'.", name);
    else
        xpost_finding_add(diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_WARNING,
                          "Log in under this name with :XLogin, or correct it.",
                          "The settings choose account '%s', which is not logged in.", name);
}

static void check_prices(struct xpost_examination *examination)
{
    if (!xpost_prices_date(&examination->config->prices))
        xpost_finding_add(examination->diagnosis, XPOST_TOPIC_SETTINGS, XPOST_FINDING_INFO,
                          NULL,
                          "What a post costs is estimated by your own prices, from "
                          "XPOST_PRICES, in the place of X's of %s.",
                          XPOST_PRICES_DATE);
}

void xpost_examine_settings(struct xpost_examination *examination)
{
    struct xpost_endpoints endpoints;
    struct xpost_error error;
    check_client(examination);
    check_account(examination);
    check_prices(examination);
    if (xpost_oauth_check_scopes(examination->scopes, &error) != 0)
        xpost_finding_add_error(examination->diagnosis, XPOST_TOPIC_SETTINGS,
                                XPOST_FINDING_ERROR, &error);
    if (xpost_config_endpoints(examination->config, &endpoints, &error) == 0)
        xpost_endpoints_release(&endpoints);
    else
        xpost_finding_add_error(examination->diagnosis, XPOST_TOPIC_SETTINGS,
                                XPOST_FINDING_ERROR, &error);
}
