"""Undo: what was posted last is deleted at X, its posts from the last to the first, and the ledger
says so; what may be out without that being known is not touched.
"""

import time

import pytest

from conftest import release, wait_until
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
    problem,
)


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def undo(machine, **options) -> dict:
    return do(machine, "undo", **options)


def thread(machine, *texts: str, **options) -> dict:
    return do(machine, "post", posts=[{"text": text} for text in texts], **options)


def fault_delete(x, **values) -> None:
    x.fault(path="/2/tweets/*", method="DELETE", **values)


def deletes(x) -> list[str]:
    """The ids that were to be deleted, in order."""
    requests = [r for r in x.state()["requests"] if r["method"] == "DELETE"]
    return [r["path"].rsplit("/", 1)[1] for r in requests]


def test_the_last_post_is_deleted(x, alice, host):
    post(alice, "first", key="first")
    last = post(alice, "last", key="last")
    undone = call(alice, "xpost.undo()", host=host)
    assert undone == {
        "key": "last",
        "posts": [{"id": last["id"], "url": last["url"], "text": "last"}],
        "cost": 0.01,
    }
    assert deletes(x) == [last["id"]]
    assert [e["deleted"] for e in history(alice)] == [True, False]
    assert entry(alice, "last")["posts"][0]["deleted_at"] == pytest.approx(time.time(), abs=5)


def test_a_second_undo_does_not_go_on_with_the_post_before(x, alice):
    post(alice, "first")
    post(alice, "last")
    undo(alice)
    error = undo(alice)
    assert error["code"] == "invalid_request" and "already" in error["message"]
    assert x.counts()["deletes"] == 1


def test_the_key_says_which(x, alice, host):
    made = [post(alice, f"n {i}", key=f"n {i}")["id"] for i in range(3)]
    assert undo(alice, key="n 1", host=host)["posts"][0]["id"] == made[1]
    assert deletes(x) == [made[1]]


def test_a_thread_is_deleted_from_its_end(x, alice):
    done = thread(alice, "one", "two", "three")
    undone = undo(alice)
    assert deletes(x) == [p["id"] for p in reversed(done["posts"])]
    assert undone["posts"] == done["posts"] and undone["cost"] == pytest.approx(0.03)


def test_what_is_out_of_a_thread_that_stopped_is_deleted(x, alice):
    fault(x, skip=2, **problem(402, "no credits"))
    error = thread(alice, "one", "two", "three", key="k")
    assert undo(alice)["posts"] == error["posted"]
    assert len(deletes(x)) == 2 and entry(alice, "k")["deleted"] is True
    # The rest would answer what is gone.
    error = do(alice, "resume", key="k")
    assert error["code"] == "invalid_request" and creates(x, "three") == 0


def test_nothing_to_undo(x, alice):
    assert "nothing was posted" in undo(alice)["message"]
    fault(x, **problem(403, "no"))
    post(alice, "refused", key="refused")
    do(alice, "draft", text="draft", key="draft")
    for error in (undo(alice), undo(alice, key="refused"), undo(alice, key="draft")):
        assert error["code"] == "invalid_request", error
    assert "'none'" in undo(alice, key="none")["message"]
    assert deletes(x) == []


def test_a_draft_and_a_refusal_are_not_the_last_post(x, alice):
    made = post(alice, "out")["id"]
    fault(x, **problem(403, "no"))
    post(alice, "refused")
    do(alice, "draft", text="draft")
    undo(alice)
    assert deletes(x) == [made]


def test_the_last_post_is_what_was_sent_last(x, alice):
    """An older entry that was finished just now is the last."""
    fault(x, **problem(402, "no credits"))
    post(alice, "older", key="older")
    post(alice, "newer", key="newer")
    age_ledger(alice, 5)
    do(alice, "resume", key="older")
    assert undo(alice)["key"] == "older"


# --- accounts ----------------------------------------------------------------------------------


def test_each_account_has_its_own_last_post(x, alice):
    alice.login('account = "bob",', user="bob")
    hers = post(alice, "hers", account="default")["id"]
    his = post(alice, "his", account="bob")["id"]
    assert undo(alice)["posts"][0]["id"] == hers
    assert call(alice, 'xpost.undo "bob"')["posts"][0]["id"] == his
    assert deletes(x) == [hers, his]


def test_a_key_is_undone_as_the_account_that_posted_it(x, alice):
    alice.login('account = "bob",', user="bob")
    his = post(alice, "his", account="bob", key="his")["id"]
    assert undo(alice, key="his")["posts"][0]["id"] == his
    assert x.counts()["deletes"] == 1


def test_what_another_user_posted_under_the_name_is_not_touched(x, alice):
    post(alice, "hers", key="hers")
    call(alice, "xpost.logout()")
    alice.login(user="bob")
    for error in (undo(alice), undo(alice, key="hers")):
        assert error["code"] == "invalid_request" and "another user" in error["message"]
    assert deletes(x) == [] and entry(alice, "hers")["deleted"] is False


def test_it_needs_a_login(x, alice):
    post(alice, "out", key="k")
    call(alice, "xpost.logout()")
    for error in (undo(alice), undo(alice, key="k")):
        assert error["code"] == "not_logged_in"
    assert deletes(x) == []


# --- what is unknown, or fails -----------------------------------------------------------------


@pytest.mark.parametrize("act", ["before", "after"])
def test_an_unknown_last_post_has_to_be_checked_first(x, alice, act):
    post(alice, "known", key="known")
    fault(x, act=act, close=True)
    post(alice, "lost", key="lost")
    for error in (undo(alice), undo(alice, key="lost")):
        assert error["code"] == "unknown_outcome" and error["key"] == "lost"
    assert deletes(x) == []
    age_ledger(alice)
    do(alice, "check", key="lost")
    # What is not out is not the last post.
    assert undo(alice)["key"] == ("lost" if act == "after" else "known")
    assert x.counts()["deletes"] == 1


def test_another_post_can_be_undone_while_the_last_one_is_unknown(x, alice):
    post(alice, "known", key="known")
    fault(x, close=True)
    post(alice, "lost")
    assert undo(alice, key="known")["key"] == "known"


def test_a_post_whose_id_is_not_known_has_to_be_checked_first(x, alice):
    fault(x, act="after", close=True)
    post(alice, "lost", key="lost")
    do(alice, "check", key="lost", outcome="posted")
    assert undo(alice)["code"] == "unknown_outcome" and deletes(x) == []


def test_what_x_does_not_know_any_more_counts_as_deleted(x, alice):
    done = thread(alice, "one", "two", key="k")
    fault_delete(x, **problem(404, "Not Found"))
    assert [p["text"] for p in undo(alice)["posts"]] == ["one", "two"]
    assert deletes(x) == [p["id"] for p in reversed(done["posts"])]
    assert entry(alice, "k")["deleted"] is True


def test_delete_marks_the_entry(x, alice):
    done = thread(alice, "one", "two", key="k")
    call(alice, f"xpost.delete {lua(done['posts'][1]['id'])}")
    said = entry(alice, "k")
    assert said["deleted"] is False and said["posts"][1]["deleted_at"]
    undo(alice)
    assert deletes(x) == [done["posts"][1]["id"], done["id"]]
    assert entry(alice, "k")["deleted"] is True


def test_a_delete_that_finds_nothing_marks_the_entry_too(x, alice):
    made = post(alice, "out", key="k")["id"]
    fault_delete(x, **problem(404, "Not Found"))
    assert call(alice, f"xpost.delete {lua(made)}")["code"] == "not_found"
    assert entry(alice, "k")["deleted"] is True
    assert undo(alice)["code"] == "invalid_request"


FAILURES = {
    "403": problem(403, "Forbidden"),
    "429": problem(429, "Too Many Requests"),
    "503": {"status": 503},
    "a close": {"close": True},
    "HTML": {"status": 200, "body": "<html>"},
    "no confirmation": {"status": 200, "body": {"data": {"deleted": False}}},
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_leaves_the_rest_to_the_next_call(x, alice, name):
    done = thread(alice, "one", "two", "three", key="k")
    fault_delete(x, skip=1, **FAILURES[name])
    error = undo(alice)
    assert error["key"] == "k" and len(error["message"]) > 20
    marks = [bool(p.get("deleted_at")) for p in entry(alice, "k")["posts"]]
    assert marks == [False, False, True]
    assert error["message"].startswith("1 of 3 posts are deleted; ")
    assert undo(alice)["posts"] == done["posts"]
    assert x.counts()["deletes"] == 3


def test_kill_9_while_posting_and_then_undo(x, alice):
    fault(x, act="after", hold=True)
    script = alice.start(post_script("killed", key="k"))
    wait_until(lambda: x.counts()["faults_used"] == 1)
    script.kill()
    release(x)
    assert undo(alice)["code"] == "unknown_outcome"
    age_ledger(alice)
    do(alice, "check", key="k")
    assert undo(alice)["posts"][0]["text"] == "killed" and x.counts()["deletes"] == 1


def test_kill_9_while_deleting_and_then_undo(x, alice):
    thread(alice, "one", "two", "three", key="k")
    fault_delete(x, skip=1, act="after", hold=True)
    script = alice.start("emit(xpost.undo())")
    wait_until(lambda: x.counts()["faults_used"] == 1)
    script.kill()
    release(x)
    assert len(undo(alice)["posts"]) == 3
    assert x.counts()["deletes"] == 3 and entry(alice, "k")["deleted"] is True


def test_two_processes_that_undo_delete_once(x, alice):
    thread(alice, "one", "two")
    fault_delete(x, delay=0.2)
    results = [s.end().result for s in [alice.start("emit(xpost.undo())") for _ in range(2)]]
    assert sorted("err" in r for r in results) == [False, True]
    assert len(deletes(x)) == 2


def test_what_a_gateway_says_is_not_taken_for_gone(x, alice):
    post(alice, "still there", key="k")
    fault_delete(x, status=404, body="<html>Not Found</html>")
    assert undo(alice)["code"] == "server"
    assert entry(alice, "k")["can_undo"] is True
    assert len(undo(alice)["posts"]) == 1 and x.counts()["deletes"] == 1


def test_another_account_than_that_of_the_key_is_refused(x, alice):
    post(alice, "mine", key="k")
    error = undo(alice, key="k", account="other")
    assert error["code"] == "invalid_request" and x.counts()["deletes"] == 0
