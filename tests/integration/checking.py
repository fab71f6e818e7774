"""What the tests of check share: a post whose answer is lost, and what is found of it."""

import pytest

from posting import age_ledger, attempts, do, entry, fault

KEY = "the-key"
READ_COST = 0.001


def lose(x, machine, act="after", age=60, key=KEY, **options) -> None:
    """A post whose answer is lost, before X acts on it or afterwards; some time ago."""
    fault(x, act=act, close=True)
    error = do(machine, "post", key=key, **options)
    assert error["outcome"] == "unknown", error
    if age:
        age_ledger(machine, age)


def check(machine, key=KEY, **options) -> dict:
    return do(machine, "check", key=key, **options)


def last_id(x) -> str:
    return x.state()["posts"][-1]["id"]


def plant(x, text, **values) -> str:
    """A post of alice that was not made by xpost."""
    return x.control("post", {"user": "alice", "text": text, **values})["id"]


def timeline_requests(x) -> list[dict]:
    return [
        r
        for r in x.state()["requests"]
        if r["path"].endswith("/tweets") and r["method"] == "GET" and "/users/" in r["path"]
    ]


def assert_found(x, machine, **options) -> dict:
    """The lost post is found: that one, and by reading what it is said to have read."""
    checked = check(machine, **options)
    assert checked.get("outcome") == "posted", checked
    assert checked["id"] == last_id(x) and checked["url"].endswith(checked["id"])
    assert checked["reads"] == x.counts()["posts_read"]
    assert checked["cost"] == pytest.approx(checked["reads"] * READ_COST)
    said = entry(machine, KEY)
    assert (said["state"], said["id"]) == ("posted", checked["id"])
    return checked


def assert_not_there(x, machine) -> dict:
    """It is not out, and can be sent."""
    before = attempts(x)
    checked = check(machine)
    assert checked.get("outcome") == "not_posted", checked
    assert "id" not in checked and checked["posts"] == [] and checked["total"] == 1
    assert entry(machine, KEY)["outcome"] == "not_posted" and attempts(x) == before
    return checked
