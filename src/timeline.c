#include "timeline.h"

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "timeline_internal.h"
#include "url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, TIME_SIZE = 40 };

/* The times that X takes: from 2010-11-06 on, and with a year of four digits. */
static const int64_t first_time = INT64_C(1289001600), last_time = INT64_C(253402300799);

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 1970 to the first of January. */
static int64_t days_before(int year)
{
    int last = year - 1;
    int leaps = last / 4 - last / 100 + last / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
    return (int64_t)365 * (year - 1970) + leaps;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

static void format_time(char *out, size_t size, int64_t seconds)
{
    int64_t time = seconds < first_time ? first_time : seconds;
    if (time > last_time)
        time = last_time;
    int64_t days = time / DAY;
    int year = 1970 + (int)(days / 366), month = 1, rest = (int)(time % DAY);
    while (days_before(year + 1) <= days)
        year++;
    int day = (int)(days - days_before(year));
    for (; day >= month_days(year, month); month++)
        day -= month_days(year, month);
    snprintf(out, size, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day + 1, rest / 3600,
             rest / 60 % 60, rest % 60);
}

void xpost_timeline_query(struct xpost_buffer *out, const struct xpost_timeline_query *query)
{
    char value[TIME_SIZE];
    int most = query->most < 5 ? 5 : query->most > 100 ? 100 : query->most;
    snprintf(value, sizeof value, "%d", most);
    xpost_url_pair(out, "max_results", value);
    format_time(value, sizeof value, query->since);
    xpost_url_pair(out, "start_time", value);
    if (query->next)
        xpost_url_pair(out, "pagination_token", query->next);
    xpost_url_pair(out, query->old_names ? "tweet.fields" : "post.fields",
                   query->old_names ? "attachments,conversation_id,created_at,entities,"
                                      "note_tweet,referenced_tweets,text"
                                    : "attachments,conversation_id,created_at,entities,"
                                      "note_post,text");
    if (query->references)
        xpost_url_pair(out, "expansions",
                       query->old_names ? "referenced_tweets.id" : "referenced_posts");
}

/* Reads a number of so many digits, which `after` follows unless that is 0. */
static bool take_number(const char **at, int digits, char after, int *out)
{
    *out = 0;
    for (; digits > 0; digits--, ++*at) {
        if (**at < '0' || **at > '9')
            return false;
        *out = *out * 10 + (**at - '0');
    }
    return !after || *(*at)++ == after;
}

/* Reads what follows the seconds: a fraction, and the distance from UTC in seconds. */
static bool take_zone(const char *at, int *distance)
{
    int hours, minutes, sign;
    *distance = 0;
    if (*at == '.') {
        size_t digits = strspn(at + 1, "0123456789");
        if (digits == 0)
            return false;
        at += 1 + digits;
    }
    if (*at == 'Z' || *at == 'z')
        return at[1] == '\0';
    if (*at != '+' && *at != '-')
        return false;
    sign = *at++ == '-' ? -1 : 1;
    if (!take_number(&at, 2, ':', &hours) || !take_number(&at, 2, '\0', &minutes) ||
        hours > 23 || minutes > 59)
        return false;
    *distance = sign * (hours * 3600 + minutes * 60);
    return *at == '\0';
}

/* Seconds since 1970 of a time as in RFC 3339; 0 if it is none, or before. */
static int64_t read_time(const char *text)
{
    int year, month, day, hour, minute, second, distance;
    const char *at = text;
    if (!at || !take_number(&at, 4, '-', &year) || !take_number(&at, 2, '-', &month) ||
        !take_number(&at, 2, '\0', &day) || (*at != 'T' && *at != 't' && *at != ' '))
        return 0;
    at++;
    if (!take_number(&at, 2, ':', &hour) || !take_number(&at, 2, ':', &minute) ||
        !take_number(&at, 2, '\0', &second) || !take_zone(at, &distance))
        return 0;
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > month_days(year, month) ||
        hour > 23 || minute > 59 || second > 60)
        return 0;
    int64_t days = days_before(year) + day - 1;
    for (int earlier = 1; earlier < month; earlier++)
        days += month_days(year, earlier);
    int64_t time = days * DAY + hour * 3600 + minute * 60 + second - distance;
    return time > 0 ? time : 0;
}

static int unreadable(struct xpost_error *error)
{
    return xpost_error_set(error, XPOST_SERVER,
                           "X did not say what is on your timeline in a form that can be read. "
                           "Try again later.");
}

/* True if it is told that there is nothing. */
static bool is_empty(const struct xpost_json *meta)
{
    int64_t count = 0;
    const struct xpost_json *told = xpost_json_member(meta, "result_count");
    return xpost_json_is_object(meta) &&
           (!told || (xpost_json_integer(told, &count) && count == 0));
}

static int read_post(struct xpost_timeline_post *post, const struct xpost_json *json,
                     struct xpost_error *error)
{
    post->json = json;
    post->id = xpost_json_member_string(json, "id");
    if (!post->id || !xpost_api_id_valid(post->id))
        return unreadable(error);
    post->made_at = read_time(xpost_json_member_string(json, "created_at"));
    return xpost_timeline_text_read(post, error);
}

static int read_posts(struct xpost_timeline *timeline, const struct xpost_json *data,
                      struct xpost_error *error)
{
    size_t count = xpost_json_count(data);
    timeline->posts = calloc(count ? count : 1, sizeof *timeline->posts);
    if (!timeline->posts)
        return xpost_error_no_memory(error);
    timeline->dated = true;
    for (size_t i = 0; i < count; i++) {
        timeline->count++;
        if (read_post(&timeline->posts[i], xpost_json_item(data, i), error) != 0)
            return -1;
        if (timeline->posts[i].made_at == 0)
            timeline->dated = false;
    }
    return 0;
}

/* False if it is told that there are more posts, or fewer, than there are. */
static bool is_count(const struct xpost_json *meta, size_t posts)
{
    int64_t count = 0;
    return !xpost_json_integer(xpost_json_member(meta, "result_count"), &count) ||
           (count >= 0 && (size_t)count == posts);
}

static int read_reply(struct xpost_timeline *timeline, const char *body, size_t length,
                      struct xpost_error *error)
{
    timeline->reply = xpost_json_parse(body, length, error);
    if (!timeline->reply && error->code == XPOST_BUSY)
        return -1;
    if (!xpost_json_is_object(timeline->reply))
        return unreadable(error);
    const struct xpost_json *data = xpost_json_member(timeline->reply, "data");
    const struct xpost_json *meta = xpost_json_member(timeline->reply, "meta");
    const struct xpost_json *beside = xpost_json_member(timeline->reply, "includes");
    if (data ? !xpost_json_is_array(data) : !is_empty(meta))
        return unreadable(error);
    if (read_posts(timeline, data, error) != 0)
        return -1;
    timeline->billed = timeline->count + xpost_json_count(xpost_json_member(beside, "posts")) +
                       xpost_json_count(xpost_json_member(beside, "tweets"));
    timeline->whole = is_count(meta, timeline->count);
    timeline->errors = xpost_json_count(xpost_json_member(timeline->reply, "errors")) > 0;
    timeline->next = xpost_json_member_string(meta, "next_token");
    if (timeline->next && !*timeline->next)
        timeline->next = NULL;
    return 0;
}

int xpost_timeline_read(struct xpost_timeline *timeline, const char *body, size_t length,
                        struct xpost_error *error)
{
    *timeline = (struct xpost_timeline){0};
    int result = read_reply(timeline, body, length, error);
    if (result != 0)
        xpost_timeline_release(timeline);
    return result;
}

void xpost_timeline_release(struct xpost_timeline *timeline)
{
    for (size_t i = 0; i < timeline->count; i++)
        xpost_timeline_text_release(&timeline->posts[i]);
    free(timeline->posts);
    xpost_json_free(timeline->reply);
    *timeline = (struct xpost_timeline){0};
}

const char *xpost_timeline_id(const struct xpost_timeline *timeline, size_t index)
{
    return index < timeline->count ? timeline->posts[index].id : NULL;
}

int64_t xpost_timeline_made_at(const struct xpost_timeline *timeline, size_t index)
{
    return index < timeline->count ? timeline->posts[index].made_at : 0;
}
