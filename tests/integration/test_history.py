"""The history: everything that was to be posted, newest first, with what became of it."""

import re
import time

import pytest

from conftest import wait_until
from posting import (
    attempts,
    call,
    fault,
    history,
    logged_in,
    post,
    post_all,
    post_script,
    problem,
)


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def test_an_empty_history_is_an_empty_list(x, machine, host):
    assert history(machine, host=host) == []
    assert call(machine, "xpost.history()", host=host) == []


def test_an_entry_of_a_post_has_its_fields(x, alice, host):
    begun = int(time.time())
    result = post(alice, "語\n🐱", key="k", host=host)
    [entry] = history(alice, host=host)
    times = {n: entry.pop(n) for n in ("created_at", "sent_at", "settled_at")}
    [inner] = entry.pop("posts")
    for name in ("sent_at", "settled_at"):
        assert inner.pop(name) == times[name]
    assert all(begun - 1 <= t <= time.time() + 1 for t in times.values())
    assert times["created_at"] <= times["sent_at"] <= times["settled_at"]
    assert entry == {
        "key": "k",
        "account": "default",
        "username": "alice",
        "text": "語\n🐱",
        "id": result["id"],
        "url": inner["url"],
        "state": "posted",
        "outcome": "posted",
        "cost": 0.015,
    }
    assert inner == {"id": result["id"], "url": inner["url"], "text": "語\n🐱", "state": "posted"}
    assert re.search(r"/i/status/" + result["id"] + "$", entry["url"])


def test_the_url_of_the_history_is_that_of_the_result(x, alice):
    result = post(alice, "where")
    assert history(alice)[0]["url"] == result["url"]


def test_each_outcome_is_told_newest_first(x, alice, host):
    fault(
        x,
        skip=1,
        **problem(403, "You are not allowed to create a Tweet with duplicate content."),
    )
    fault(x, status=500)
    fault(x, status=429)
    post_all(
        alice,
        [
            {"text": "posted"},
            {"text": "rejected"},
            {"text": "unknown"},
            {"text": "limited"},
            {"text": "x" * 281},
        ],
    )
    post(alice, "nobody", account="nobody")
    found = history(alice, host=host)
    assert [
        (e["text"], e["state"], e["outcome"], e.get("code"), e.get("http_status"))
        for e in found
    ] == [
        ("nobody", "not_sent", "not_posted", "not_logged_in", None),
        ("x" * 281, "not_sent", "not_posted", "over_limit", None),
        ("limited", "rejected", "not_posted", "rate_limited", 429),
        ("unknown", "unknown", "unknown", "unknown_outcome", 500),
        ("rejected", "rejected", "not_posted", "duplicate", 403),
        ("posted", "posted", "posted", None, None),
    ]
    assert all(e["message"] for e in found[:-1]) and "message" not in found[-1]
    assert [e["cost"] for e in found] == [0, 0, 0, 0, 0, 0.015]
    assert all("id" not in e and "url" not in e for e in found[:-1])


def test_a_post_that_succeeds_later_forgets_its_failure(x, alice):
    fault(x, **problem(403, "no"))
    post(alice, "later", key="k")
    assert history(alice)[0]["code"] == "forbidden"
    post(alice, "later", key="k")
    [entry] = history(alice)
    assert entry["outcome"] == "posted"
    assert "code" not in entry and "message" not in entry and "http_status" not in entry


def test_the_limit_is_20_or_what_is_asked_for(x, alice):
    post_all(alice, [{"text": f"n {i}"} for i in range(25)])
    assert [e["text"] for e in history(alice)] == [f"n {i}" for i in range(24, 4, -1)]
    for limit, count in ((1, 1), (3, 3), (25, 25), (1000, 25)):
        found = history(alice, f"limit = {limit}")
        assert [e["text"] for e in found] == [f"n {i}" for i in range(24, 24 - count, -1)]


def test_a_limit_that_is_none_is_refused(x, machine, host):
    for limit in ("0", "-1", "1.5", "0/0", "1e10"):
        assert (
            call(machine, f"xpost.history{{limit = {limit}}}", host=host)["code"]
            == "invalid_request"
        )


def test_the_account_filters(x, alice):
    alice.login('account = "bob",', user="bob")
    post_all(
        alice, [{"text": f"n {i}", "account": ("default", "bob")[i % 2]} for i in range(6)]
    )
    assert [e["text"] for e in history(alice, 'account = "bob"')] == ["n 5", "n 3", "n 1"]
    assert [e["text"] for e in history(alice, 'account = "default", limit = 2')] == [
        "n 4",
        "n 2",
    ]
    assert {e["username"] for e in history(alice, 'account = "bob"')} == {"bob"}
    assert history(alice, 'account = "none"') == []
    assert len(history(alice)) == 6


def test_a_deleted_post_stays_in_the_history(x, alice):
    made = post(alice, "gone")["id"]
    call(alice, f'xpost.delete "{made}"')
    assert history(alice)[0]["id"] == made


def test_the_history_outlives_a_logout(x, alice):
    post(alice, "stays")
    call(alice, "xpost.logout()")
    assert [e["text"] for e in history(alice)] == ["stays"]


def test_the_history_makes_no_request_and_needs_no_account(x, alice):
    post(alice, "quiet")
    requests = x.counts()["requests_seen"]
    alice.accounts_file.unlink()
    assert [e["text"] for e in history(alice)] == ["quiet"]
    assert x.counts()["requests_seen"] == requests


def test_a_post_on_its_way_is_unknown_to_others(x, alice):
    fault(x, act="after", delay=0.5)
    script = alice.start(post_script("on its way", key="k"))
    wait_until(lambda: attempts(x) == 1)
    [entry] = history(alice)
    assert (entry["state"], entry["outcome"], entry["text"]) == (
        "intent",
        "unknown",
        "on its way",
    )
    script.end()
    assert history(alice)[0]["state"] == "posted"


def test_the_history_can_be_read_while_others_post(x, alice):
    scripts = [
        alice.start("\n".join(post_script(f"{i} {j}") for j in range(10))) for i in range(3)
    ]
    while any(script.process.poll() is None for script in scripts):
        for entry in history(alice, "limit = 100"):
            assert entry["text"] and entry["state"] in ("intent", "posted")
    assert len(history(alice, "limit = 100")) == 30


def test_a_wrong_argument_raises(x, machine, host):
    script = "\n".join(
        f"emit{{pcall(xpost.history, {a})}}"
        for a in ("1", '"a"', "{limit = '1'}", "{account = 1}", "{no = 1}", "{1}")
    )
    assert [r[0] for r in machine.run(script, host=host).results] == [False] * 6
