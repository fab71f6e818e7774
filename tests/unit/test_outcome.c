#include "check.h"

#include "outcome.h"

#include <stdbool.h>

/* The rule of the header, written as a list of what is certain. */
static enum xpost_outcome oracle(enum xpost_sent sent, long status, enum xpost_body_kind body)
{
    bool in_words = body == XPOST_BODY_PROBLEM, without_words = body == XPOST_BODY_EMPTY;
    struct {
        bool holds;
        enum xpost_outcome outcome;
    } rules[] = {
        {sent == XPOST_NOT_SENT, XPOST_NOT_POSTED},
        {sent != XPOST_ANSWERED, XPOST_OUTCOME_UNKNOWN},
        {status / 100 == 2 && body == XPOST_BODY_ID, XPOST_POSTED},
        {status == 429, XPOST_NOT_POSTED},
        {status == 408, XPOST_OUTCOME_UNKNOWN},
        {status / 100 == 4 && (in_words || without_words), XPOST_NOT_POSTED},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].holds)
            return rules[i].outcome;
    return XPOST_OUTCOME_UNKNOWN;
}

static void test_outcome__follows_its_rule_for_every_answer(void)
{
    int counts[4] = {0};
    for (int sent = XPOST_NOT_SENT; sent <= XPOST_ANSWERED; sent++) {
        for (long status = 0; status < 1000; status++) {
            for (int body = XPOST_BODY_EMPTY; body <= XPOST_BODY_OTHER; body++) {
                enum xpost_outcome got = xpost_outcome_of_create((enum xpost_sent)sent, status,
                                                                 (enum xpost_body_kind)body);
                CHECK_NUMBER(got,
                             oracle((enum xpost_sent)sent, status, (enum xpost_body_kind)body));
                counts[got]++;
            }
        }
    }
    CHECK_NUMBER(counts[XPOST_OUTCOME_NONE], 0);
    CHECK_NUMBER(counts[XPOST_POSTED], 100);
    CHECK_NUMBER(counts[XPOST_NOT_POSTED], 4000 + 98 * 2 + 4);
}

static void test_outcome__of_some_answers_by_hand(void)
{
    static const struct {
        enum xpost_sent sent;
        long status;
        enum xpost_body_kind body;
        enum xpost_outcome outcome;
    } samples[] = {
        {XPOST_NOT_SENT, 0, XPOST_BODY_EMPTY, XPOST_NOT_POSTED},
        {XPOST_MAYBE_SENT, 0, XPOST_BODY_EMPTY, XPOST_OUTCOME_UNKNOWN},
        {XPOST_MAYBE_SENT, 201, XPOST_BODY_ID, XPOST_OUTCOME_UNKNOWN},
        {XPOST_MAYBE_SENT, 403, XPOST_BODY_PROBLEM, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 201, XPOST_BODY_ID, XPOST_POSTED},
        {XPOST_ANSWERED, 200, XPOST_BODY_ID, XPOST_POSTED},
        {XPOST_ANSWERED, 201, XPOST_BODY_EMPTY, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 200, XPOST_BODY_PROBLEM, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 204, XPOST_BODY_EMPTY, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 302, XPOST_BODY_EMPTY, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 401, XPOST_BODY_PROBLEM, XPOST_NOT_POSTED},
        {XPOST_ANSWERED, 403, XPOST_BODY_OTHER, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 404, XPOST_BODY_EMPTY, XPOST_NOT_POSTED},
        {XPOST_ANSWERED, 403, XPOST_BODY_ID, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 408, XPOST_BODY_PROBLEM, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 429, XPOST_BODY_OTHER, XPOST_NOT_POSTED},
        {XPOST_ANSWERED, 500, XPOST_BODY_PROBLEM, XPOST_OUTCOME_UNKNOWN},
        {XPOST_ANSWERED, 503, XPOST_BODY_EMPTY, XPOST_OUTCOME_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        CHECK_NUMBER(
            xpost_outcome_of_create(samples[i].sent, samples[i].status, samples[i].body),
            samples[i].outcome);
}

int main(void)
{
    RUN(test_outcome__follows_its_rule_for_every_answer);
    RUN(test_outcome__of_some_answers_by_hand);
    return check_report();
}
