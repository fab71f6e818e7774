/* What is done once: initialising libcurl, and finding the certificates to trust. */
#define _POSIX_C_SOURCE 200809L
#include "http_internal.h"

#include "crypto.h"
#include "error.h"
#include "http.h"
#include "memory.h"

#include <dirent.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t initialise_lock = PTHREAD_MUTEX_INITIALIZER;

/* libcurl would write the keys of every connection to the file that the variable names.  To
 * change the environment, even for this moment, is for the host's thread, before there are
 * workers. */
static int initialise_libcurl(struct xpost_error *error)
{
    char *key_log = NULL;
    if (xpost_string_set(&key_log, getenv("SSLKEYLOGFILE")) != 0)
        return xpost_error_no_memory(error);
    if (key_log)
        unsetenv("SSLKEYLOGFILE");
    CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (key_log)
        setenv("SSLKEYLOGFILE", key_log, 1);
    free(key_log);
    if (code == CURLE_OK)
        return 0;
    return xpost_error_set(error, XPOST_NETWORK, "libcurl could not be initialised.");
}

int xpost_http_initialise(struct xpost_error *error)
{
    static bool initialised;
    int result = 0;
    pthread_mutex_lock(&initialise_lock);
    if (!initialised) {
        result = xpost_crypto_initialise(error);
        if (result == 0)
            result = initialise_libcurl(error);
        initialised = result == 0;
    }
    pthread_mutex_unlock(&initialise_lock);
    return result;
}

/* True for a directory made by `openssl rehash`: names such as 5ed36f99.0.  Reading one
 * certificate from there is 100 times faster than parsing the whole bundle. */
static bool is_hashed(const char *path)
{
    DIR *directory = path ? opendir(path) : NULL;
    if (!directory)
        return false;
    bool found = false;
    for (struct dirent *entry; !found && (entry = readdir(directory));) {
        size_t hex = strspn(entry->d_name, "0123456789abcdef");
        found = hex == 8 && strcmp(entry->d_name + 8, ".0") == 0;
    }
    closedir(directory);
    return found;
}

int xpost_http_choose_certificates(const char *given, char **file, char **directory)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    if (given)
        return xpost_string_set(file, given);
    if (is_hashed(info->capath))
        return xpost_string_set(directory, info->capath);
    return xpost_string_set(file, info->cainfo);
}

const char *xpost_http_version(void)
{
    return curl_version_info(CURLVERSION_NOW)->version;
}
