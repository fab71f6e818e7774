"""A post whose outcome is not known, and what is in the way of finding out: nothing is sent for it.
"""

import time

import pytest

from checking import KEY, assert_found, check, last_id, lose, timeline_requests
from conftest import release, requests_to, wait_until
from posting import (
    age_ledger,
    attempts,
    call,
    creates,
    do,
    entry,
    fault,
    history,
    logged_in,
    lua,
    post,
    post_script,
    posted,
    problem,
)


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


# --- what cannot be found out ------------------------------------------------------------------

ANSWERS = {
    "401": (problem(401, "Unauthorized"), 9),
    "403": (problem(403, "Forbidden"), 1),
    "404": (problem(404, "Not Found"), 1),
    "402": (problem(402, "no credits"), 1),
    "400": (problem(400, "Invalid"), 9),
    "429": (problem(429, "Too Many Requests"), 1),
    "500": ({"status": 500}, 1),
    "503": (problem(503, "Over capacity"), 1),
    "a close": ({"close": True}, 1),
    "a reset": ({"reset": True}, 1),
    "HTML": ({"status": 200, "body": "<html>Hello</html>"}, 1),
    "nothing": ({"status": 200, "body": ""}, 1),
    "204": ({"status": 204}, 1),
    "null": ({"status": 200, "body": "null"}, 1),
    "a list": ({"status": 200, "body": []}, 1),
    "errors without data": ({"status": 200, "body": {"errors": [{"title": "Forbidden"}]}}, 1),
    "data that is no list": ({"status": 200, "body": {"data": {"id": "1"}}}, 1),
    "no data and no count": ({"status": 200, "body": {}}, 1),
    "a count without data": ({"status": 200, "body": {"meta": {"result_count": 3}}}, 1),
    "a post without text": ({"status": 200, "body": {"data": [{"id": "1"}]}}, 9),
    "cut": ({"status": 200, "body": '{"data":[{"id":"1","text":"Hel'}, 1),
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("act", ["before", "after"])
def test_an_answer_that_says_nothing_leaves_it_unknown(x, alice, name, act):
    answer, times = ANSWERS[name]
    lose(x, alice, act=act, text="Hello")
    x.fault(path="/2/users/*", times=times, **answer)
    error = check(alice)
    assert error["outcome"] == "unknown" and error["key"] == KEY, error
    assert len(error["message"]) > 20 and error["message"].endswith((".", "}", "outcome=}."))
    assert entry(alice, KEY)["state"] == "unknown" and attempts(x) == 1
    error = post(alice, "Hello", key=KEY) if times > 1 else error
    assert error["outcome"] == "unknown" and attempts(x) == 1


def test_a_rate_limit_says_until_when(x, alice):
    lose(x, alice, text="Hello")
    reset = int(time.time()) + 300
    headers = {"x-rate-limit-reset": reset, "x-rate-limit-remaining": 0}
    x.fault(path="/2/users/*", times=2, headers=headers, **problem(429, "Too Many Requests"))
    for error in (check(alice), post(alice, "Hello", key=KEY)):
        assert error["outcome"] == "unknown" and abs(error["retry_at"] - reset) <= 2


def test_a_token_that_has_run_out_is_renewed(x, alice):
    lose(x, alice, text="Hello")
    x.control("expire")
    assert_found(x, alice)
    assert x.counts()["refreshes"] == 1


def test_a_login_that_has_ended_leaves_it_unknown(x, alice):
    lose(x, alice, text="Hello")
    x.control("revoke", {})
    error = check(alice)
    assert error["outcome"] == "unknown" and entry(alice, KEY)["outcome"] == "unknown"
    alice.login()
    assert_found(x, alice)


def test_without_the_scope_to_read_it_stays_unknown(x, alice):
    lose(x, alice, text="Hello")
    [account] = alice.accounts["accounts"]
    scopes = account["scopes"]
    without = scopes.replace("tweet.read ", "").replace(" tweet.read", "")
    alice.change_accounts(scopes=without)
    error = check(alice)
    assert (error["code"], error["outcome"]) == ("scope_missing", "unknown")
    assert "tweet.read" in error["message"] and timeline_requests(x) == []
    alice.change_accounts(scopes=scopes)
    assert_found(x, alice)


def test_logged_out_it_stays_unknown_until_the_next_login(x, alice):
    lose(x, alice, text="Hello")
    call(alice, "xpost.logout()")
    error = check(alice)
    assert (error["code"], error["outcome"]) == ("not_logged_in", "unknown")
    alice.login()
    assert_found(x, alice)


def test_another_users_timeline_says_nothing(x, alice):
    lose(x, alice, text="Hello")
    call(alice, "xpost.logout()")
    alice.login(user="bob")
    error = check(alice)
    assert (error["code"], error["outcome"]) == ("invalid_request", "unknown")
    assert "another user" in error["message"] and timeline_requests(x) == []
    error = post(alice, "Hello", key=KEY)
    assert error["code"] == "invalid_request" and attempts(x) == 1
    call(alice, "xpost.logout()")
    alice.login()
    assert_found(x, alice)


# --- what is known already, and what the user says ---------------------------------------------


def test_what_is_known_needs_no_request(x, alice):
    fault(x, **problem(403, "no"))
    post(alice, "refused", key="refused")
    post(alice, "not sent", key="not sent", limit=3)
    post(alice, "nobody", key="nobody", account="nobody")
    done = post(alice, "posted", key="posted")
    do(alice, "draft", text="draft", key="draft")
    requests = x.counts()["requests_seen"]
    for key in ("refused", "nobody", "draft"):
        assert check(alice, key=key) | {"cost": 0} == {
            "outcome": "not_posted",
            "key": key,
            "posts": [],
            "total": 1,
            "reads": 0,
            "cost": 0,
        }
    assert check(alice, key="posted")["id"] == done["id"]
    assert x.counts()["requests_seen"] == requests


def test_an_unknown_key_is_refused(x, alice):
    error = check(alice, key="none")
    assert error["code"] == "invalid_request" and "'none'" in error["message"]


def test_the_word_of_the_user_settles_it_without_a_request(x, alice):
    lose(x, alice, text="one", key="one")
    lose(x, alice, act="before", text="two", key="two")
    lose(x, alice, text="three", key="three")
    ids = {p["text"]: p["id"] for p in x.state()["posts"]}
    requests = x.counts()["requests_seen"]
    said = check(alice, key="one", outcome="posted", id=ids["one"])
    assert (said["outcome"], said["id"], said["reads"], said["cost"]) == (
        "posted",
        ids["one"],
        0,
        0,
    )
    assert check(alice, key="two", outcome="not_posted")["outcome"] == "not_posted"
    said = check(alice, key="three", outcome="posted")
    assert said["outcome"] == "posted" and "id" not in said
    assert x.counts()["requests_seen"] == requests
    assert entry(alice, "one")["id"] == ids["one"]
    assert do(alice, "resume", key="two")["id"] == last_id(x)
    assert check(alice, key="three")["id"] == ids["three"]  # its id is looked for
    assert attempts(x) == 4


def test_a_wrong_word_makes_no_second_post(x, alice):
    """X refuses the same text, and then it is known to be out."""
    lose(x, alice, text="Hello")
    check(alice, outcome="not_posted")
    assert do(alice, "resume", key=KEY)["id"] == last_id(x)
    assert creates(x, "Hello") == 1 and attempts(x) == 2


def test_a_word_does_not_change_what_is_known(x, alice):
    done = post(alice, "Hello", key=KEY)
    assert check(alice, outcome="not_posted")["code"] == "invalid_request"
    assert check(alice, outcome="posted")["id"] == done["id"]
    assert entry(alice, KEY)["id"] == done["id"]


def test_the_user_can_correct_himself(x, alice):
    lose(x, alice, text="Hello")
    assert check(alice, outcome="not_posted")["outcome"] == "not_posted"
    assert check(alice, outcome="not_posted")["outcome"] == "not_posted"
    assert check(alice, outcome="posted", id=last_id(x))["id"] == last_id(x)
    assert do(alice, "resume", key=KEY)["id"] == last_id(x) and attempts(x) == 1


def test_what_was_never_sent_cannot_be_out_by_word(x, alice):
    post(alice, "too long " * 60, key="k")
    [kept] = history(alice)
    assert check(alice, key=kept["key"], outcome="posted")["code"] == "invalid_request"


@pytest.mark.parametrize(
    "options",
    [
        {"outcome": "unknown"},
        {"outcome": ""},
        {"outcome": "posted", "id": "abc"},
        {"outcome": "posted", "id": ""},
        {"outcome": "posted", "id": "1" * 20},
        {"outcome": "not_posted", "id": "12"},
    ],
)
def test_a_word_that_cannot_be_is_refused(x, alice, options):
    lose(x, alice, text="Hello")
    assert check(alice, **options)["code"] == "invalid_request"
    assert entry(alice, KEY)["outcome"] == "unknown"


# --- several at once, and a kill ---------------------------------------------------------------


@pytest.mark.parametrize("act", ["before", "after"])
def test_processes_that_check_post_and_resume_at_once_make_one_create(x, alice, act):
    lose(x, alice, act=act, text="Hello")
    scripts = [
        alice.start(script, host=("lua5.4", "luajit")[i % 2])
        for i in range(2)
        for script in (
            f"emit(xpost.check {lua(KEY)})",
            post_script("Hello", key=KEY),
            f"emit(xpost.resume {lua(KEY)})",
        )
    ]
    results = [script.end().result for script in scripts]
    assert creates(x, "Hello") == 1
    assert {r.get("id") for r in results} <= {last_id(x), None}, results
    assert all(posted(r) for i, r in enumerate(results) if i % 3), results


@pytest.mark.parametrize("act", ["before", "after"])
@pytest.mark.parametrize("how", ["post", "resume"])
def test_kill_9_before_the_answer_and_then_the_key(x, alice, act, how):
    fault(x, act=act, hold=True)
    script = alice.start(post_script("killed", key=KEY))
    wait_until(lambda: x.counts()["faults_used"] == 1)
    script.kill()
    release(x)
    age_ledger(alice)
    made = creates(x, "killed")
    done = post(alice, "killed", key=KEY) if how == "post" else do(alice, "resume", key=KEY)
    assert done["id"] == last_id(x) and creates(x, "killed") == 1
    assert attempts(x) == 2 - made


def test_kill_9_while_it_is_looked_for_leaves_it_unknown(x, alice):
    lose(x, alice, text="Hello")
    x.fault(path="/2/users/*", delay=0.3)
    script = alice.start(post_script("Hello", key=KEY))
    wait_until(lambda: requests_to(x, "/2/users/1500000000000000001/tweets"))
    script.kill()
    assert entry(alice, KEY)["outcome"] == "unknown"
    assert check(alice)["id"] == last_id(x) and attempts(x) == 1
