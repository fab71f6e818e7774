#include "check.h"

#include "environment.h"

#include <stdbool.h>

static char a[] = "A=b", longer[] = "AB=c=d", empty[] = "EMPTY=", odd[] = "odd", nothing[] = "",
            own[] = "XPOST_A=b", like_own[] = "XPOSTER=c";

static struct xpost_environment environment;

static void read_variables(char *const *variables)
{
    memset(&environment, 'x', sizeof environment);
    CHECK_NUMBER(xpost_environment_read(&environment, variables), 0);
}

static void check_list(const struct xpost_environment *of, const char *const *wanted)
{
    size_t count = 0;
    char **list = xpost_environment_list(of);
    CHECK(list != NULL);
    for (; list && list[count] && wanted[count]; count++)
        CHECK_TEXT(list[count], wanted[count]);
    CHECK(list && !list[count] && !wanted[count]);
    free(list);
}

static void test_read__copies_all_but_our_own(void)
{
    char *const variables[] = {own, a, longer, own, empty, odd, nothing, like_own, own, NULL};
    read_variables(variables);
    a[2] = '!';
    check_list(&environment,
               (const char *const[]){"A=b", "AB=c=d", "EMPTY=", "odd", "", "XPOSTER=c", NULL});
    a[2] = 'b';
    xpost_environment_release(&environment);
    CHECK(!environment.text && environment.length == 0);
    xpost_environment_release(&environment);
}

static void test_read__of_nothing_is_empty(void)
{
    char *const none[] = {NULL}, *const only_own[] = {own, NULL};
    char *const *const all[] = {NULL, none, only_own};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct xpost_environment copy;
        read_variables(all[i]);
        check_list(&environment, (const char *const[]){NULL});
        CHECK(!xpost_environment_get(&environment, "A"));
        CHECK_NUMBER(xpost_environment_copy(&copy, &environment), 0);
        check_list(&copy, (const char *const[]){NULL});
        xpost_environment_release(&copy);
        xpost_environment_release(&environment);
    }
}

static void test_get__finds_the_first_of_exactly_this_name(void)
{
    char again[] = "A=again";
    char *const variables[] = {odd, longer, a, again, empty, own, NULL};
    read_variables(variables);
    CHECK_TEXT(xpost_environment_get(&environment, "A"), "b");
    CHECK_TEXT(xpost_environment_get(&environment, "AB"), "c=d");
    CHECK_TEXT(xpost_environment_get(&environment, "EMPTY"), "");
    CHECK(!xpost_environment_get(&environment, "odd"));
    CHECK(!xpost_environment_get(&environment, "EMPT"));
    CHECK(!xpost_environment_get(&environment, "XPOST_A"));
    xpost_environment_release(&environment);
}

static void test_copy__is_on_its_own(void)
{
    char *const variables[] = {a, longer, NULL};
    struct xpost_environment copy;
    read_variables(variables);
    CHECK_NUMBER(xpost_environment_copy(&copy, &environment), 0);
    environment.text[0] = '!';
    xpost_environment_release(&environment);
    check_list(&copy, (const char *const[]){"A=b", "AB=c=d", NULL});
    xpost_environment_release(&copy);
}

static void test_process__is_the_one_that_getenv_reads(void)
{
    char *const *at = xpost_environment_of_process();
    const char *path = getenv("PATH");
    bool found = false;
    for (; *at; at++)
        found = found || (strncmp(*at, "PATH=", 5) == 0 && *at + 5 == path);
    CHECK(found);
}

int main(void)
{
    RUN(test_read__copies_all_but_our_own);
    RUN(test_read__of_nothing_is_empty);
    RUN(test_get__finds_the_first_of_exactly_this_name);
    RUN(test_copy__is_on_its_own);
    RUN(test_process__is_the_one_that_getenv_reads);
    return check_report();
}
