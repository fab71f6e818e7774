/* Scopes in words. */
#include "check.h"

#include "buffer.h"
#include "scope.h"

static void described(const char *scopes, const char *words)
{
    struct xpost_buffer out = XPOST_BUFFER(1024);
    xpost_scopes_describe(&out, scopes);
    CHECK_TEXT(xpost_buffer_string(&out), words);
    xpost_buffer_release(&out);
}

static void test_scopes__are_described_in_words_and_unknown_ones_by_name(void)
{
    described("tweet.read offline.access", "read posts, stay logged in");
    described("tweet.rea  space.read tweet.write",
              "tweet.rea, space.read, write and delete posts");
    described("", "");
    described(NULL, "");
}

int main(void)
{
    RUN(test_scopes__are_described_in_words_and_unknown_ones_by_name);
    return check_report();
}
