/* What libcurl reports, in words for the user. */
#include "http_internal.h"

#include "error.h"
#include "translate.h"

#include <string.h>

static int describe_tls(const struct xpost_http_failure *failure, struct xpost_error *error)
{
    xpost_error_set(error, XPOST_TLS,
                    "The connection to %s could not be made secure, so nothing was sent. Check "
                    "the date of this machine, its certificates (XPOST_CA_FILE) and any proxy.",
                    failure->host);
    xpost_error_detail(error, failure->message, strlen(failure->message));
    return -1;
}

static int say_no_answer(const struct xpost_http_failure *failure, struct xpost_error *error)
{
    if (failure->code == CURLE_OPERATION_TIMEDOUT)
        return xpost_error_set(error, XPOST_NETWORK,
                               "%s did not answer in time. Check the network connection and "
                               "try again.",
                               failure->host);
    return xpost_error_set(error, XPOST_NETWORK,
                           "%s ended the connection without a full answer. Check the network "
                           "connection and try again.",
                           failure->host);
}

static int say_not_reached(const struct xpost_http_failure *failure, struct xpost_error *error)
{
    if (failure->code == CURLE_COULDNT_RESOLVE_HOST)
        return xpost_error_set(error, XPOST_NETWORK,
                               "%s could not be found (name lookup failed). Check the network "
                               "connection and try again.",
                               failure->host);
    if (failure->code == CURLE_COULDNT_RESOLVE_PROXY)
        return xpost_error_set(error, XPOST_NETWORK,
                               "%s could not be reached: the proxy was not found. Check the "
                               "network connection and try again.",
                               failure->host);
    if (failure->code == CURLE_OPERATION_TIMEDOUT)
        return xpost_error_set(error, XPOST_NETWORK,
                               "%s could not be reached in time. Check the network connection "
                               "and try again.",
                               failure->host);
    return xpost_error_set(error, XPOST_NETWORK,
                           "%s could not be reached. Check the network connection and try "
                           "again.",
                           failure->host);
}

static int describe_network(const struct xpost_http_failure *failure, struct xpost_error *error)
{
    if (failure->begun)
        say_no_answer(failure, error);
    else
        say_not_reached(failure, error);
    /* Of a kept connection that had ended libcurl says only why it does not repeat the request.
     */
    const char *detail = failure->code == CURLE_SEND_FAIL_REWIND
                             ? xpost_translate("the connection had been closed")
                             : failure->message;
    xpost_error_detail(error, detail, strlen(detail));
    return -1;
}

int xpost_http_describe(const struct xpost_http_failure *failure, struct xpost_error *error)
{
    switch (failure->code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
    case CURLE_OUT_OF_MEMORY:
        return xpost_error_no_memory(error);
    case CURLE_SSL_CACERT_BADFILE:
        return xpost_error_set(error, XPOST_CONFIG,
                               "The certificates in '%s' cannot be read. Check XPOST_CA_FILE.",
                               failure->ca_file ? failure->ca_file
                                                : xpost_translate("the system's store"));
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
        if (!failure->begun)
            return describe_tls(failure, error);
        break;
    default:
        break;
    }
    if (failure->too_much)
        return xpost_error_set(error, XPOST_SERVER, "%s sent an answer that is far too long.",
                               failure->host);
    return describe_network(failure, error);
}
