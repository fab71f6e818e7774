/* The same requests as xpost's, with libcurl and nothing around: the floor for a client like
 * it.
 *
 *     bare post directory|file CERTIFICATES URL TOKEN COUNT
 *     bare upload directory|file CERTIFICATES URL TOKEN FILE PART_BYTES
 *
 * One handle, and so one kept connection, for all of them.  What an answer says is looked at as
 * far as its status. */
#define _POSIX_C_SOURCE 200809L

#include <curl/curl.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BOUNDARY "0123456789abcdef0123456789abcdef"

static const char *base;
static struct curl_slist *json, *multipart;

static void stop(const char *problem)
{
    fprintf(stderr, "bare: %s\n", problem);
    exit(1);
}

static size_t ignore(char *data, size_t size, size_t count, void *user)
{
    (void)data;
    (void)user;
    return size * count;
}

static CURL *make_handle(bool directory, const char *certificates)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *easy = curl_easy_init();
    if (!easy)
        stop("no handle");
    curl_easy_setopt(easy, CURLOPT_CAPATH, directory ? certificates : NULL);
    curl_easy_setopt(easy, CURLOPT_CAINFO, directory ? NULL : certificates);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    return easy;
}

static struct curl_slist *headers(const char *type, const char *token)
{
    char bearer[512];
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s", token);
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    list = curl_slist_append(list, "Accept: application/json");
    list = curl_slist_append(list, type);
    return curl_slist_append(list, bearer);
}

static void request(CURL *easy, const char *path, struct curl_slist *list, const char *body,
                    size_t length)
{
    char url[512];
    long status = 0;
    snprintf(url, sizeof url, "%s%s", base, path);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
    CURLcode code = curl_easy_perform(easy);
    if (code != CURLE_OK)
        stop(curl_easy_strerror(code));
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299)
        stop("refused");
}

static void post(CURL *easy, int count)
{
    char body[256];
    for (int i = 1; i <= count; i++) {
        snprintf(body, sizeof body, "{\"text\":\"Measured, and posted by nobody, %d of %d\"}",
                 i, count);
        request(easy, "/2/tweets", json, body, strlen(body));
    }
}

/* Fills `out` with a part of the file as X wants it. */
static size_t make_part(char *out, size_t room, int file, long number, size_t part)
{
    int before = snprintf(out, room,
                          "--" BOUNDARY "\r\n"
                          "Content-Disposition: form-data; name=\"segment_index\"\r\n\r\n"
                          "%ld\r\n"
                          "--" BOUNDARY "\r\n"
                          "Content-Disposition: form-data; name=\"media\"; filename=\"media\""
                          "\r\nContent-Type: application/octet-stream\r\n\r\n",
                          number);
    size_t used = (size_t)before;
    ssize_t got = pread(file, out + used, part, (off_t)number * (off_t)part);
    if (got <= 0)
        stop("the file cannot be read");
    used += (size_t)got;
    return used + (size_t)snprintf(out + used, room - used, "\r\n--" BOUNDARY "--\r\n");
}

static void upload(CURL *easy, const char *path, size_t part)
{
    struct stat about;
    char start[256];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) != 0)
        stop("there is no such file");
    snprintf(start, sizeof start,
             "{\"media_type\":\"video/mp4\",\"media_category\":\"tweet_video\","
             "\"total_bytes\":%lld}",
             (long long)about.st_size);
    request(easy, "/2/media/upload/initialize", json, start, strlen(start));
    size_t room = part + 1024;
    char *body = malloc(room);
    if (!body)
        stop("no memory");
    for (long i = 0; (off_t)i * (off_t)part < about.st_size; i++)
        request(easy, "/2/media/upload/1/append", multipart, body,
                make_part(body, room, file, i, part));
    request(easy, "/2/media/upload/1/finalize", json, "", 0);
    free(body);
    close(file);
}

int main(int count, char **arguments)
{
    bool posts = count == 7 && strcmp(arguments[1], "post") == 0;
    if (!posts && !(count == 8 && strcmp(arguments[1], "upload") == 0))
        stop("what is it to do?");
    CURL *easy = make_handle(strcmp(arguments[2], "directory") == 0, arguments[3]);
    base = arguments[4];
    json = headers("Content-Type: application/json", arguments[5]);
    multipart = headers("Content-Type: multipart/form-data; boundary=" BOUNDARY, arguments[5]);
    if (posts)
        post(easy, atoi(arguments[6]));
    else
        upload(easy, arguments[6], (size_t)atol(arguments[7]));
    curl_easy_cleanup(easy);
    curl_slist_free_all(json);
    curl_slist_free_all(multipart);
    curl_global_cleanup();
    return 0;
}
