"""What X refuses, or does not answer, is not asked for without end: a job that runs every few
minutes, in a process of its own each time, stops or waits.
"""

import time

import pytest
from conftest import requests_to, wait_until

from posting import fault, logged_in, problem
from test_tokens import POST, REFRESH, TOKEN, refreshes

OLD = "https://api.twitter.com/2/problems/"


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def creates(x) -> int:
    return len([r for r in requests_to(x, "/2/tweets") if r["method"] == "POST"])


def age_note(machine, seconds: int) -> None:
    """What is noted beside the lock of renewals happened so much earlier."""
    (lock,) = machine.state.glob("renew-*.lock")
    fate, token, count, at = lock.read_bytes().rstrip(b"\0").decode().split()
    lock.write_text(f"{fate} {token} {count} {int(at) - seconds}".ljust(128, "\0"))


# --- renewals ---------------------------------------------------------------------------------

REFUSALS = {
    "429": {"status": 429, "headers": {"Retry-After": "60"}, "body": {}},
    "invalid_client": {"status": 401, "body": {"error": "invalid_client"}},
}


@pytest.mark.parametrize("name, minutes", [("429", 1), ("invalid_client", 60)])
def test_what_was_refused_is_asked_again_when_its_time_is_over(x, alice, name, minutes):
    alice.make_due()
    x.fault(path=TOKEN, **REFUSALS[name])
    assert alice.run(POST).result["err"]
    age_note(alice, minutes * 60 - 30)
    assert alice.run(POST).result["err"]["retry_at"] - time.time() < 35
    age_note(alice, 40)
    assert alice.run(POST).result["id"]
    assert len(refreshes(x)) == 2


def test_a_limit_of_renewals_without_a_time_lasts_a_quarter_of_an_hour(x, alice):
    alice.make_due()
    x.fault(path=TOKEN, status=429, body={})
    for _ in range(3):
        err = alice.run(POST).result["err"]
        assert err["code"] == "rate_limited"
        assert 890 < err["retry_at"] - time.time() < 905
    assert len(refreshes(x)) == 1


def test_a_post_that_may_wait_waits_for_a_limit_of_renewals(x, alice):
    alice.make_due()
    x.fault(path=TOKEN, status=429, headers={"Retry-After": "2"}, body={})
    begin = time.monotonic()
    assert alice.run('emit(xpost.post{text = "Hello", wait = 10})').result["id"]
    assert 1 < time.monotonic() - begin < 60
    assert len(refreshes(x)) == 2


def test_after_two_lost_answers_the_next_tries_come_after_growing_pauses(x, alice):
    alice.make_due()
    x.fault(path=TOKEN, close=True, times=3)
    for tries, pause in ((2, 60), (3, 240)):
        errors = [alice.run(POST).result["err"] for _ in range(4 if tries == 2 else 3)]
        assert [e["code"] for e in errors] == ["network"] * len(errors)
        assert all(e["outcome"] == "not_posted" for e in errors)
        assert pause - 10 < errors[-1]["retry_at"] - time.time() <= pause
        assert len(refreshes(x)) == tries
        age_note(alice, pause)
    assert alice.run(POST).result["id"]
    assert x.counts()["spent_token_uses"] == 0


def test_the_user_can_ask_for_a_third_try(x, alice):
    alice.make_due()
    x.fault(path=TOKEN, close=True, times=2)
    for _ in range(3):
        alice.run(POST)
    assert alice.run(REFRESH).result["account"]
    assert alice.run(POST).result["id"]


def test_an_app_that_is_suspended_is_not_renewed_by_every_run_of_a_job(x, alice):
    body = {"title": "Unauthorized", "type": "about:blank", "status": 401}
    x.fault(path="/2/tweets", status=401, body=body, times=0)
    errors = [alice.run(POST).result["err"] for _ in range(4)]
    assert [e["code"] for e in errors] == ["login_required"] * 4
    assert [e["http_status"] for e in errors] == [401] * 4
    assert "suspended" in errors[-1]["message"]
    assert len(refreshes(x)) == 1
    # An hour later it is tried once more.
    age_note(alice, 3600)
    for _ in range(2):
        alice.run(POST)
    assert len(refreshes(x)) == 2


def test_processes_that_are_killed_while_they_renew_do_not_end_the_login(x, alice):
    alice.make_due()
    for number in range(1, 4):
        x.fault(path=TOKEN, silence=True)
        holder = alice.start(REFRESH)
        wait_until(lambda count=number: len(refreshes(x)) == count, what="the refresh")
        holder.kill()
    assert alice.run(POST).result["id"]
    assert x.counts()["spent_token_uses"] == 0


# --- posts ------------------------------------------------------------------------------------

# What each refusal is told as; none of them names a time, nor is waited for.
FINAL = {
    "credits": (problem(402, "Add credits", title="CreditsDepleted"), "credits_depleted"),
    "cap": (
        problem(429, "Usage cap exceeded: Monthly product cap", title="UsageCapExceeded"),
        "usage_capped",
    ),
    "cap, by its type": (problem(429, "Capped", type=OLD + "usage-capped"), "usage_capped"),
    "suspended user": (
        {"status": 403, "body": {"errors": [{"code": 64, "message": "Your account is suspended"}]}},
        "forbidden",
    ),
    "not enrolled": (
        problem(403, "When", type=OLD + "client-forbidden", reason="client-not-enrolled"),
        "not_enrolled",
    ),
}


@pytest.mark.parametrize("name", FINAL)
def test_what_waiting_does_not_help_is_asked_once_by_each_call(x, alice, name):
    answer, code = FINAL[name]
    headers = {"x-rate-limit-reset": int(time.time()) + 60}
    fault(x, **answer, headers=headers)
    begin = time.monotonic()
    err = alice.run('emit(xpost.post{text = "Hello", key = "k", wait = 100})').result["err"]
    assert (err["code"], err["outcome"]) == (code, "not_posted")
    assert "retry_at" not in err
    assert creates(x) == 1 and not refreshes(x)
    assert time.monotonic() - begin < 40
    # When it is mended the same call posts.
    assert alice.run('emit(xpost.post{text = "Hello", key = "k"})').result["id"]


def test_a_limit_is_waited_for_as_long_as_the_caller_allows(x, alice):
    fault(x, status=429, headers={"Retry-After": "2"}, body={"title": "Too Many Requests"})
    begin = time.monotonic()
    assert alice.run('emit(xpost.post{text = "Hello", wait = 5})').result["id"]
    assert 1.5 < time.monotonic() - begin < 60
    assert creates(x) == 2


def test_a_limit_that_does_not_end_is_not_waited_for_without_end(x, alice):
    fault(x, status=429, headers={"Retry-After": "1"}, body={"title": "Too Many"}, times=0)
    begin = time.monotonic()
    err = alice.run('emit(xpost.post{text = "Hello", wait = 4})').result["err"]
    assert err["code"] == "rate_limited" and err["retry_at"]
    assert time.monotonic() - begin < 60
    assert creates(x) <= 4


def test_a_limit_beyond_what_the_caller_allows_is_told_at_once(x, alice):
    fault(x, status=429, headers={"Retry-After": "600"}, body={"title": "Too Many"}, times=0)
    begin = time.monotonic()
    err = alice.run('emit(xpost.post{text = "Hello", wait = 60})').result["err"]
    assert 590 < err["retry_at"] - time.time() <= 601
    assert time.monotonic() - begin < 40 and creates(x) == 1


def test_a_login_that_was_revoked_is_told_by_every_run_and_asked_for_once(x, alice):
    x.control("revoke")
    for _ in range(4):
        err = alice.run(POST).result["err"]
        assert (err["code"], err["outcome"]) == ("revoked_elsewhere", "not_posted")
        assert "Log in again" in err["message"]
    assert len(refreshes(x)) == 1
    assert creates(x) == 4
