"""Threads: each post answers the one before, and a thread that stopped goes on where it did."""

import time

import pytest

from conftest import release, wait_until
from posting import (
    age_ledger,
    attempts,
    creates,
    do,
    fault,
    history,
    logged_in,
    lua,
    problem,
)


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def texts(count: int, name: str = "part") -> list[str]:
    return [f"{name} {i}" for i in range(1, count + 1)]


def thread(machine, parts: list[str], operation="post", timeout=60, **options) -> dict:
    posts = [{"text": text} for text in parts]
    return do(machine, operation, timeout=timeout, posts=posts, **options)


def chain(x) -> list[tuple[str, str | None]]:
    """What arrived: (text, text of the post that it answers)."""
    posts = x.state()["posts"]
    by_id = {p["id"]: p["text"] for p in posts}
    return [
        (p["text"], by_id.get(p["body"].get("reply", {}).get("in_reply_to_tweet_id")))
        for p in posts
    ]


def expected(parts: list[str]) -> list[tuple[str, str | None]]:
    return list(zip(parts, [None, *parts]))


def test_a_thread_is_posted_in_order_each_answering_the_one_before(x, alice, host):
    parts = texts(5)
    done = thread(alice, parts, host=host)
    assert chain(x) == expected(parts)
    assert [p["text"] for p in done["posts"]] == parts
    assert done["id"] == done["posts"][0]["id"] and done["text"] == "part 1"
    assert all(p["url"].endswith(p["id"]) for p in done["posts"])
    assert done["cost"] == pytest.approx(5 * 0.015)


def test_the_posts_of_the_history_are_those_of_the_thread(x, alice):
    done = thread(alice, texts(3))
    (entry,) = history(alice)
    assert entry["total"] == entry["done"] == 3 and entry["outcome"] == "posted"
    assert [p["id"] for p in entry["posts"]] == [p["id"] for p in done["posts"]]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_refusal_stops_it_and_resume_goes_on(x, alice, at):
    parts = texts(3)
    fault(
        x,
        skip=at - 1,
        **problem(402, "no credits", type="https://api.x.com/2/problems/credits"),
    )
    err = thread(alice, parts, key="k")
    assert err["code"] == "credits_depleted" and err["outcome"] == "not_posted"
    assert [p["text"] for p in err.get("posted", [])] == parts[: at - 1]
    assert err["message"].startswith(f"Post {at} of 3: ")
    done = do(alice, "resume", key="k")
    assert [p["text"] for p in done["posts"]] == parts
    assert chain(x) == expected(parts)
    assert do(alice, "resume", key="k") == done


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("act", ["before", "after"])
@pytest.mark.parametrize("operation", ["post", "resume"])
def test_an_unknown_post_stops_it_and_is_looked_for(x, alice, at, act, operation):
    parts = texts(3)
    fault(x, skip=at - 1, act=act, close=True)
    err = thread(alice, parts, key="k")
    assert err["code"] == "unknown_outcome" and err["outcome"] == "unknown"
    assert len(x.state()["posts"]) == at - 1 + (act == "after")
    age_ledger(alice)
    if operation == "post":
        done = thread(alice, parts, key="k")
    else:
        done = do(alice, "resume", key="k")
    assert [p["text"] for p in done["posts"]] == parts
    assert chain(x) == expected(parts)


def test_what_answers_a_post_that_cannot_be_seen_yet_is_sent_again(x, alice):
    x.control("set", {"visible_after": 1.5})
    parts = texts(3)
    done = thread(alice, parts)
    assert [p["text"] for p in done["posts"]] == parts and chain(x) == expected(parts)


def test_a_near_reset_of_the_rate_limit_is_waited_for_where_that_is_allowed(x, alice):
    parts = texts(3)
    headers = {"x-rate-limit-reset": int(time.time()) + 3, "x-rate-limit-remaining": 0}
    fault(x, skip=1, headers=headers, **problem(429, "Too Many Requests"))
    done = alice.run(
        "local seen = {}\n"
        "local result, err = xpost.post{wait = 60, "
        f"posts = {lua([{'text': t} for t in parts])}, on_progress = function(p)\n"
        "  seen[#seen + 1] = p.state .. p.number .. '/' .. p.total .. (p.retry_at and '!' or '')"
        " end}\n"
        "emit(result, err) emit(seen)"
    )
    result, seen = done.results
    assert [p["text"] for p in result["posts"]] == parts and chain(x) == expected(parts)
    assert seen == [
        "sending1/3",
        "posted1/3",
        "sending2/3",
        "waiting2/3!",
        "sending2/3",
        "posted2/3",
        "sending3/3",
        "posted3/3",
    ]


def test_otherwise_it_stops_and_says_until_when(x, alice):
    reset = int(time.time()) + 600
    headers = {"x-rate-limit-reset": reset, "x-rate-limit-remaining": 0}
    fault(x, skip=1, headers=headers, **problem(429, "Too Many Requests"))
    err = thread(alice, texts(3), key="k", wait=30)
    assert err["code"] == "rate_limited" and abs(err["retry_at"] - reset) <= 2
    assert [p["text"] for p in err["posted"]] == ["part 1"]
    done = do(alice, "resume", key="k")
    assert len(done["posts"]) == 3


def test_a_duplicate_refusal_after_an_unknown_outcome_counts_as_posted(x, alice):
    fault(x, act="after", close=True)
    assert do(alice, "post", text="hello", key="k")["outcome"] == "unknown"
    # The timeline is late, so the post is not found there.
    x.control("set", {"timeline_lag": 3600})
    age_ledger(alice)
    done = do(alice, "resume", key="k")
    assert done["posts"] == [{"text": "hello"}] and creates(x, "hello") == 1
    (entry,) = history(alice)
    assert entry["outcome"] == "posted" and "id" not in entry
    x.control("set", {"timeline_lag": 0})
    checked = do(alice, "check", key="k")
    assert checked["outcome"] == "posted"
    assert checked["id"] == x.state()["posts"][0]["id"]


def test_a_duplicate_of_another_post_is_not_taken_for_one_that_is_out(x, alice):
    do(alice, "post", text="thanks for reading")
    fault(x, skip=1, act="before", close=True)
    assert thread(alice, ["one", "thanks for reading"], key="k")["code"] == "unknown_outcome"
    for _ in range(2):
        age_ledger(alice)
        err = do(alice, "resume", key="k")
        assert (err["code"], err["outcome"]) == ("unknown_outcome", "unknown")
        assert "another post" in err["message"] and len(err["posted"]) == 1
    assert creates(x, "thanks for reading") == 1


def test_a_duplicate_refusal_without_that_is_a_refusal(x, alice):
    do(alice, "post", text="hello")
    err = do(alice, "post", text="hello", key="other")
    assert err["code"] == "duplicate" and err["outcome"] == "not_posted"


def test_a_key_of_another_thread_is_refused(x, alice):
    thread(alice, texts(3), key="k")
    assert thread(alice, texts(2), key="k")["code"] == "invalid_request"
    assert thread(alice, ["part 1", "part 2", "other"], key="k")["code"] == "invalid_request"
    assert do(alice, "post", text="part 1", key="k")["code"] == "invalid_request"
    assert len(x.state()["posts"]) == 3


def test_a_draft_gives_way_to_its_post(x, alice):
    assert do(alice, "draft", text="not yet", key="d") == {"key": "d"}
    assert do(alice, "draft", text="almost", key="d") == {"key": "d"}
    (entry,) = history(alice)
    assert entry["state"] == "draft" and entry["text"] == "almost"
    assert do(alice, "resume", key="d")["code"] == "invalid_request"
    done = do(alice, "post", text="almost", key="d")
    assert done["key"] == "d"
    (entry,) = history(alice)
    assert entry["outcome"] == "posted" and entry["text"] == "almost"
    assert do(alice, "draft", text="again", key="d")["code"] == "invalid_request"


def test_undo_deletes_the_last_thread_from_its_end(x, alice):
    do(alice, "post", text="before")
    done = thread(alice, texts(3))
    undone = do(alice, "undo")
    assert undone["key"] == done["key"] and len(undone["posts"]) == 3
    assert x.counts()["deletes"] == 3
    assert do(alice, "undo")["code"] == "invalid_request"
    entries = history(alice)
    assert entries[0]["deleted"] is True and entries[1]["deleted"] is False
    assert do(alice, "resume", key=done["key"])["code"] == "invalid_request"
    assert do(alice, "check", key=done["key"])["warning"]
    assert thread(alice, texts(3), key=done["key"])["warning"]


def test_a_half_deleted_thread_is_undone_by_calling_again(x, alice):
    done = thread(alice, texts(3))
    x.fault(path="/2/tweets/*", method="DELETE", skip=1, status=503)
    assert do(alice, "undo")["code"] == "server"
    assert len(do(alice, "undo", key=done["key"])["posts"]) == 3
    assert x.counts()["deletes"] == 3


def test_ctrl_c_ends_a_wait_and_the_thread_goes_on_later(x, alice, host):
    headers = {"x-rate-limit-reset": int(time.time()) + 300, "x-rate-limit-remaining": 0}
    fault(x, skip=1, headers=headers, **problem(429, "Too Many Requests"))
    posts = lua([{"text": text} for text in texts(3)])
    script = alice.start(
        "xpost.post{key = 'k', wait = 900, on_progress = function(p) emit(p) end, "
        f"posts = {posts}}}",
        host=host,
    )
    assert script.emits(4)[3]["state"] == "waiting"
    began = time.monotonic()
    script.interrupt()
    assert script.end().status != 0 and time.monotonic() - began < 60
    assert chain(x) == expected(texts(3))[:1]
    assert len(do(alice, "resume", key="k")["posts"]) == 3
    assert chain(x) == expected(texts(3))


def test_an_attempt_that_was_killed_may_still_be_on_its_way(x, alice):
    """The server makes the post long after its client is gone."""
    fault(x, act="before", delay=4)
    script = alice.start("xpost.post{text = 'late', key = 'k'}")
    wait_until(lambda: x.counts()["faults_used"], what="the attempt")
    began = time.monotonic()
    script.kill()
    done = do(alice, "post", text="late", key="k")
    assert "id" in done and time.monotonic() - began > 8
    assert creates(x, "late") == 1


def test_a_callback_cannot_resume_its_own_thread(x, alice):
    done = alice.run(
        "local inner\n"
        "local done, err = xpost.post{key = 'k', posts = {{text = 'one'}, {text = 'two'}},\n"
        "  on_progress = function() inner = inner or {xpost.resume{key = 'k'}} end}\n"
        "emit(inner[2].code) emit(done, err)"
    )
    assert done.results[0] == "busy" and len(done.results[1]["posts"]) == 2


# --- who else, and what else, stops it ---------------------------------------------------------


def test_one_text_in_posts_is_a_single_post(x, alice):
    done = thread(alice, ["alone"], key="k")
    assert done["id"] == x.state()["posts"][0]["id"] and len(done["posts"]) == 1
    assert do(alice, "post", text="alone", key="k") == done


def test_a_hundred_posts_are_a_thread(x, alice):
    parts = texts(100)
    assert len(thread(alice, parts)["posts"]) == 100 and chain(x) == expected(parts)


def test_a_text_that_cannot_be_posted_stops_it_before_the_first(x, alice):
    for bad, code in (("w" * 281, "over_limit"), ("a\ufeffb", "invalid_request")):
        err = thread(alice, ["one", bad, "three"], key="k")
        assert (err["code"], err["outcome"]) == (code, "not_posted")
        assert err["message"].startswith("Post 2 of 3: ") and "posted" not in err
    assert attempts(x) == 0
    # The texts are kept, and the key is free.
    assert [e["total"] for e in history(alice)] == [3, 3]
    assert len(thread(alice, texts(2), key="k")["posts"]) == 2


def test_a_reply_begins_the_thread(x, alice):
    mine = do(alice, "post", text="mine")["id"]
    thread(alice, texts(3), reply_to=mine)
    assert chain(x) == [("mine", None), *zip(texts(3), ["mine", *texts(3)])]


@pytest.mark.parametrize("count", [2, 4])
def test_processes_with_one_key_make_one_thread(x, alice, count):
    fault(x, skip=1, act="after", delay=0.2)
    parts = [{"text": t} for t in texts(3)]
    script = f"emit(xpost.post{lua({'posts': parts, 'key': 'k'})})"
    scripts = [alice.start(script) for _ in range(count)]
    results = [s.end().result for s in scripts]
    assert all(r == results[0] and len(r["posts"]) == 3 for r in results), results
    assert chain(x) == expected(texts(3)) and attempts(x) == 3


def test_processes_that_resume_one_thread_finish_it_once(x, alice):
    fault(x, skip=1, **problem(402, "no credits"))
    thread(alice, texts(4), key="k")
    scripts = [alice.start('emit(xpost.resume "k")') for _ in range(3)]
    results = [s.end().result for s in scripts]
    assert all(r == results[0] and len(r["posts"]) == 4 for r in results), results
    assert chain(x) == expected(texts(4)) and attempts(x) == 5


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("act", ["before", "after"])
def test_kill_9_at_a_post_and_then_resume(x, alice, at, act):
    fault(x, skip=at, act=act, hold=True)
    parts = [{"text": t} for t in texts(3)]
    script = alice.start(f"xpost.post{lua({'posts': parts, 'key': 'k'})}")
    wait_until(lambda: x.counts()["faults_used"] == 1)
    script.kill()
    release(x)
    (entry,) = history(alice)
    assert (entry["done"], entry["outcome"]) == (at, "unknown")
    age_ledger(alice)
    assert [p["text"] for p in do(alice, "resume", key="k")["posts"]] == texts(3)
    assert chain(x) == expected(texts(3))


def test_what_it_answers_is_gone(x, alice):
    """A post of it was deleted at X meanwhile: the rest does not hang in the air."""
    fault(x, skip=1, **problem(402, "no credits"))
    err = thread(alice, texts(3), key="k")
    do(alice, "delete", id=err["posted"][0]["id"])
    err = do(alice, "resume", key="k")
    assert (err["code"], err["outcome"]) == ("invalid_request", "not_posted")
    assert "deleted" in err["message"] and attempts(x) == 2


def test_another_user_does_not_go_on_with_it(x, alice):
    fault(x, skip=1, **problem(402, "no credits"))
    thread(alice, texts(3), key="k")
    do(alice, "logout")
    alice.login(user="bob")
    err = do(alice, "resume", key="k")
    assert (err["code"], err["outcome"]) == ("invalid_request", "not_posted")
    assert "@alice" in err["message"] and attempts(x) == 2
    assert [p["text"] for p in err["posted"]] == texts(1)


def test_a_login_that_ends_in_the_middle_stops_it(x, alice):
    fault(x, skip=1, times=2, **problem(401, "Unauthorized"))
    err = thread(alice, texts(3), key="k")
    assert err["outcome"] == "not_posted" and [p["text"] for p in err["posted"]] == texts(1)
    alice.login()
    assert len(do(alice, "resume", key="k")["posts"]) == 3
    assert chain(x) == expected(texts(3))


def test_a_token_that_runs_out_in_the_middle_is_renewed(x, alice):
    fault(x, skip=1, **problem(401, "Unauthorized"))
    assert len(thread(alice, texts(3))["posts"]) == 3
    assert chain(x) == expected(texts(3)) and x.counts()["refreshes"] == 1


def test_a_single_post_waits_for_the_rate_limit_too(x, alice):
    headers = {"x-rate-limit-reset": int(time.time()) + 2, "x-rate-limit-remaining": 0}
    fault(x, headers=headers, **problem(429, "Too Many Requests"))
    done = alice.run(
        'emit(xpost.post{text = "patient", wait = 30, on_progress = function(p) '
        "emit{p.state, p.number, p.total, p.retry_at ~= nil} end})"
    )
    assert done.results[:-1] == [["waiting", 1, 1, True]]
    assert done.results[-1]["id"] == x.state()["posts"][0]["id"]


def test_what_was_undone_is_not_resumed(x, alice):
    fault(x, skip=1, **problem(402, "no credits"))
    thread(alice, texts(3), key="k")
    do(alice, "undo", key="k")
    assert do(alice, "resume", key="k")["code"] == "invalid_request"
    assert thread(alice, texts(3), key="k")["code"] == "invalid_request"
    assert attempts(x) == 2
