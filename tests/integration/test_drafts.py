"""Drafts: a text that is kept until it is posted under its key, once."""

import pytest

from posting import (
    attempts,
    call,
    creates,
    do,
    entry,
    fault,
    history,
    limited,
    logged_in,
    lua,
    post,
    post_all,
    post_script,
    posted,
    problem,
)


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def draft(machine, text, **options) -> dict:
    return do(machine, "draft", text=text, **options)


def test_a_draft_is_kept_without_login_and_request(x, machine, host):
    key = draft(machine, "for later", host=host)["key"]
    [kept] = history(machine, host=host)
    assert (kept["key"], kept["text"], kept["state"]) == (key, "for later", "draft")
    assert (kept["outcome"], kept["total"], kept["done"], kept["cost"]) == (
        "not_posted",
        1,
        0,
        0,
    )
    assert x.counts()["requests_seen"] == 0


@pytest.mark.parametrize(
    "text", ["", " \n", "語\t🐱\r\n", "x" * 100_000, "'; DROP TABLE post; --"]
)
def test_any_text_is_kept_as_it_is(x, machine, text):
    key = draft(machine, text)["key"]
    assert entry(machine, key)["text"] == text


def test_a_text_alone_is_a_draft(x, machine, host):
    key = call(machine, 'xpost.draft "short"', host=host)["key"]
    assert entry(machine, key)["text"] == "short"


def test_the_same_key_replaces_the_text(x, alice):
    for text in ("one", "two", "three"):
        assert draft(alice, text, key="k") == {"key": "k"}
    assert [e["text"] for e in history(alice)] == ["three"]


def test_a_draft_that_is_saved_again_is_the_newest(x, alice):
    draft(alice, "a", key="a")
    post(alice, "b", key="b")
    draft(alice, "a again", key="a")
    assert [e["key"] for e in history(alice)] == ["a", "b"]


def test_a_post_takes_its_place(x, alice, host):
    draft(alice, "for later\n", key="k")
    done = post(alice, "for later", key="k", host=host)
    assert posted(done) and done["key"] == "k"
    [said] = history(alice)
    assert (said["state"], said["text"]) == ("posted", "for later")


def test_a_draft_that_says_something_else_is_kept_under_another_key(x, alice):
    draft(alice, "what another editor saved", key="k")
    assert posted(post(alice, "what this one posts", key="k"))
    [kept, done] = sorted(history(alice), key=lambda e: e["state"])
    assert (kept["state"], kept["text"]) == ("draft", "what another editor saved")
    assert done["key"] == "k" and done["text"] == "what this one posts"


def test_a_draft_that_says_something_else_outlives_a_post_without_a_login(x, machine):
    draft(machine, "what another editor saved", key="k")
    assert post(machine, "what this one posts", key="k")["code"] == "not_logged_in"
    assert entry(machine, "k")["text"] == "what this one posts"
    [other] = [e for e in history(machine) if e["key"] != "k"]
    assert (other["state"], other["text"]) == ("draft", "what another editor saved")
    draft(machine, "the same\n", key="same")
    assert post(machine, "the same", key="same")["code"] == "not_logged_in"
    assert len(history(machine)) == 3


def test_the_draft_of_a_thread_is_not_kept_beside_it(x, alice):
    draft(alice, "one\n---\ntwo\n", key="k")
    do(alice, "post", posts=[{"text": "one"}, {"text": "two"}], key="k")
    assert len(history(alice)) == 1


def test_a_thread_takes_its_place(x, alice):
    draft(alice, "one\n\ntwo", key="k")
    done = do(alice, "post", posts=[{"text": "one"}, {"text": "two"}], key="k")
    assert len(done["posts"]) == 2
    assert [p["state"] for p in entry(alice, "k")["posts"]] == ["posted", "posted"]


def test_the_draft_of_one_account_may_be_posted_by_another(x, alice):
    alice.login('account = "bob",', user="bob")
    draft(alice, "for later", key="k", account="bob")
    assert [e["key"] for e in history(alice, 'account = "bob"')] == ["k"]
    assert posted(post(alice, "for later", key="k", account="default"))
    assert entry(alice, "k")["account"] == "default"


def test_the_draft_of_an_account_is_not_posted_by_another_by_chance(x, alice):
    draft(alice, "for bob", key="k", account="bob")
    error = post(alice, "for bob", key="k")
    assert error["code"] == "invalid_request" and "bob" in error["message"]
    assert attempts(x) == 0 and entry(alice, "k")["state"] == "draft"


def test_a_refused_post_has_taken_its_place_and_can_be_finished(x, alice):
    draft(alice, "for later", key="k")
    fault(x, **problem(402, "no credits"))
    assert post(alice, "for later", key="k")["outcome"] == "not_posted"
    assert entry(alice, "k")["state"] == "rejected"
    assert posted(do(alice, "resume", key="k")) and creates(x, "for later") == 1


def test_a_text_that_is_too_long_leaves_the_draft(x, alice):
    draft(alice, "w" * 300, key="k")
    assert post(alice, "w" * 300, key="k")["code"] == "over_limit"
    assert entry(alice, "k")["state"] == "draft"
    assert posted(post(alice, "short", key="k"))


def test_a_draft_does_not_take_the_place_of_a_post(x, alice):
    """Whatever became of it."""
    fault(x, skip=1, **problem(403, "no"))
    fault(x, close=True)
    post_all(alice, [{"text": key, "key": key} for key in ("out", "refused", "unknown")])
    before = history(alice)
    for key in ("out", "refused", "unknown"):
        error = draft(alice, "other", key=key)
        assert error["code"] == "invalid_request", error
    assert history(alice) == before


def test_a_draft_cannot_be_resumed_and_is_not_posted(x, alice):
    draft(alice, "for later", key="k")
    requests = x.counts()["requests_seen"]
    error = do(alice, "resume", key="k")
    assert (error["code"], error["outcome"]) == ("invalid_request", "not_posted")
    assert "draft" in error["message"]
    assert do(alice, "check", key="k")["outcome"] == "not_posted"
    assert x.counts()["requests_seen"] == requests


def test_what_is_no_text_is_refused(x, machine, host):
    for text in (b"a\0b", b"\xff", b"a\xed\xa0\x80", b"cut \xe8\xaa"):
        error = draft(machine, text, host=host)
        assert error["code"] == "invalid_request", text
    assert history(machine) == []


def test_bad_keys_are_refused(x, machine):
    for key in ("", "k" * 129, "a\nb", b"\xff"):
        assert draft(machine, "for later", key=key)["code"] == "invalid_request"
    assert history(machine) == []


def test_what_is_larger_than_a_draft_can_be_is_refused(x, machine):
    script = "emit(xpost.draft(('x'):rep(4194304))) emit(xpost.draft(('x'):rep(4194305)))"
    kept, refused = machine.run(script).results
    assert kept["key"] and refused["err"]["code"] == "invalid_request"
    assert len(history(machine)) == 1


# --- several at once, and a full disk ----------------------------------------------------------


def test_processes_that_post_one_draft_make_one_create(x, alice):
    draft(alice, "together", key="k")
    fault(x, act="after", delay=0.3)
    scripts = [alice.start(post_script("together", key="k")) for _ in range(4)]
    results = [script.end().result for script in scripts]
    assert attempts(x) == 1 and all(r == results[0] and posted(r) for r in results), results


def test_a_draft_that_is_saved_while_it_is_posted_is_refused(x, alice):
    """Whoever is first, what was posted stays in the ledger."""
    save = f"for i = 1, 20 do xpost.draft{lua({'text': 'changed', 'key': 'k'})} end"
    for i in range(5):
        text = f"posted {i}"
        scripts = [alice.start(save), alice.start(post_script(text, key="k"))]
        for script in scripts:
            script.end()
        assert (entry(alice, "k")["state"], entry(alice, "k")["text"]) == ("posted", text)
        call(alice, 'xpost.history{forget = "k"}')


def test_processes_that_save_drafts_keep_them_all(x, machine):
    saves = "for i = 1, 20 do assert(xpost.draft(unique())) end"
    for script in [machine.start(saves) for _ in range(4)]:
        assert script.end().status == 0
    assert len({e["text"] for e in history(machine, "limit = 100")}) == 80


@pytest.mark.parametrize("size", [2048, 40960])
def test_a_full_disk_keeps_no_draft_and_says_so(x, alice, size):
    if size > 4096:  # the ledger is there, and cannot grow
        post(alice, "before it")
    error = draft(alice, "w" * 100_000, key="k", preexec_fn=limited(size))
    assert error["code"] == "store" and len(error["message"]) > 20
    assert [e for e in history(alice) if e["key"] == "k"] == []
    assert draft(alice, "w" * 100_000, key="k") == {"key": "k"}


def test_a_full_disk_leaves_the_draft_that_was_there(x, alice):
    draft(alice, "first version", key="k")
    error = draft(alice, "w" * 200_000, key="k", preexec_fn=limited(60_000))
    assert error["code"] == "store"
    assert [e["text"] for e in history(alice)] == ["first version"]


def test_a_full_disk_sends_nothing_of_a_thread(x, alice):
    post(alice, "before it")
    parts = [{"text": f"{i} " + "w" * 250} for i in range(100)]
    error = do(alice, "post", posts=parts, key="k", preexec_fn=limited(60_000))
    assert (error["code"], error["outcome"]) == ("store", "not_posted"), error
    assert attempts(x) == 1 and [e["text"] for e in history(alice)] == ["before it"]
    done = do(alice, "post", posts=parts[:3], key="k")
    assert len(done["posts"]) == 3


def test_a_disk_that_fills_in_the_middle_of_a_thread_stops_it(x, alice):
    """At whatever post: what is out is known, or found, and the thread goes on afterwards."""
    parts = [{"text": f"part {i}"} for i in range(5)]
    post(alice, "before it")
    size = max(f.stat().st_size for f in alice.state.glob("ledger.db*"))
    for room in range(0, 40_000, 5_000):
        key = f"room {room}"
        texts = [{"text": f"{room} {p['text']}"} for p in parts]
        result = do(alice, "post", posts=texts, key=key, preexec_fn=limited(size + room))
        if "code" in result:
            assert result["code"] == "store", result
            done = do(alice, "post", posts=texts, key=key)
            assert [p["text"] for p in done.get("posts", [])] == [
                p["text"] for p in texts
            ], done
        assert [creates(x, p["text"]) for p in texts] == [1] * 5
