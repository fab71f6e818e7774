"""Keys: one key, one post, whoever asks and however often."""

import re

import pytest

from conftest import wait_until
from posting import (
    attempts,
    call,
    creates,
    entry,
    fault,
    history,
    ledger_rows,
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


# --- the same again ----------------------------------------------------------------------------


def test_the_same_key_and_text_give_the_earlier_result_without_a_request(x, alice, host):
    first = post(alice, "once", key="k", host=host)
    requests = x.counts()["requests_seen"]
    assert post(alice, "once", key="k", host=host) == first
    assert x.counts()["requests_seen"] == requests


def test_the_same_key_in_one_script_gives_the_earlier_result(x, alice, host):
    first, second = post_all(alice, [{"text": "once", "key": "k"}] * 2, host=host)
    assert first == second and creates(x, "once") == 1


def test_a_result_can_be_had_from_the_other_lua(x, alice):
    first = post(alice, "once", key="k", host="lua5.4")
    assert post(alice, "once", key="k", host="luajit") == first


def test_a_made_up_key_gives_the_earlier_result_too(x, alice):
    first = post(alice, "made up")
    assert post(alice, "made up", key=first["key"]) == first
    assert creates(x, "made up") == 1


def test_the_earlier_result_needs_no_network_and_no_valid_token(x, alice):
    first = post(alice, "offline", key="k")
    x.control("revoke", {})
    requests = x.counts()["requests_seen"]
    assert post(alice, "offline", key="k") == first
    assert x.counts()["requests_seen"] == requests


OTHERS = {
    "another text": {"text": "other"},
    "another case": {"text": "ONCE"},
    "a space more": {"text": "once "},
    "another normal form": {"text": "once\u0301"},
    "a reply": {"text": "once", "reply_to": "1"},
    "a quote": {"text": "once", "quote": "1"},
    "a community": {"text": "once", "community": "1"},
    "an edit": {"text": "once", "edits": "1"},
    "a reply setting": {"text": "once", "reply_settings": "verified"},
    "made with ai": {"text": "once", "made_with_ai": True},
    "a poll": {"text": "once", "poll": {"options": ["a", "b"]}},
}


def test_the_earlier_result_can_be_had_after_a_logout(x, alice, host):
    first = post(alice, "kept", key="k", host=host)
    alice.run("assert(xpost.logout())", host=host)
    assert post(alice, "kept", key="k", host=host) == first
    assert creates(x, "kept") == 1


def test_the_earlier_result_does_not_depend_on_the_limit(x, alice):
    first = post(alice, "long enough", key="k")
    assert post(alice, "long enough", key="k", limit=5) == first


def test_one_key_with_another_post_is_refused_without_a_request(x, alice):
    first = post(alice, "once", key="k")
    errors = post_all(alice, [{**other, "key": "k"} for other in OTHERS.values()])
    for name, error in zip(OTHERS, errors):
        assert error["code"] == "invalid_request", name
        assert error["outcome"] == "not_posted" and error["key"] == "k", name
    assert attempts(x) == 1
    assert post(alice, "once", key="k") == first
    assert [e["text"] for e in history(alice)] == ["once"]


def test_options_that_change_nothing_are_the_same_post(x, alice):
    first = post(alice, "once", key="k")
    assert post(alice, "once", key="k", made_with_ai=False, limit=300) == first
    assert creates(x, "once") == 1


@pytest.mark.parametrize("answer", ["posted", "rejected", "unknown"])
def test_one_key_with_another_account_is_refused_without_a_request(x, alice, answer):
    alice.login('account = "bob",', user="bob")
    if answer == "rejected":
        fault(x, **problem(403, "no"))
    elif answer == "unknown":
        fault(x, status=500)
    post(alice, "mine", key="k", account="default")
    error = post(alice, "mine", key="k", account="bob")
    assert error["code"] == "invalid_request" and error["outcome"] == "not_posted"
    assert "default" in error["message"]
    assert attempts(x) == 1


# --- the rules of keys -------------------------------------------------------------------------

GOOD = [
    "a",
    "k" * 128,
    "日本語",
    "語" * 42,
    "with space",
    " ",
    "a'b\"c; DROP TABLE post; --",
    "../../etc/passwd",
    "%s%n",
    "KEY",
    "key",
    "key ",
    "-",
    "\u2028",
    "🐱",
]
BAD = ["", "k" * 129, "語" * 43, "a\nb", "\t", "a\0b", "\x1f", "\x7f", b"\xff", b"\xed\xa0\x80"]


def test_good_keys_are_taken_as_they_are_and_are_all_different(x, alice, host):
    results = post_all(
        alice, [{"text": f"n {i}", "key": key} for i, key in enumerate(GOOD)], host=host
    )
    assert [r.get("key") for r in results] == GOOD, results
    assert attempts(x) == len(GOOD)
    again = post_all(alice, [{"text": f"n {i}", "key": key} for i, key in enumerate(GOOD)])
    assert again == results and attempts(x) == len(GOOD)


def test_bad_keys_are_refused_without_a_request(x, alice, host):
    for bad, error in zip(
        BAD, post_all(alice, [{"text": "a", "key": bad} for bad in BAD], host=host)
    ):
        assert error["code"] == "invalid_request" and error["outcome"] == "not_posted", bad
    assert attempts(x) == 0 and history(alice) == []


def test_made_up_keys_differ_and_are_good_keys(x, alice):
    keys = [r["key"] for r in post_all(alice, [{"text": f"n {i}"} for i in range(20)])]
    assert len(set(keys)) == 20
    assert all(re.fullmatch("[A-Za-z0-9_-]{22}", key) for key in keys)


def test_an_error_carries_the_key_that_was_made_up(x, alice):
    fault(x, **problem(403, "no"))
    error = post(alice, "kept")
    assert posted(post(alice, "kept", key=error["key"]))
    assert creates(x, "kept") == 1


# --- many processes ----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 8])
def test_processes_with_one_key_make_one_create_and_get_one_id(x, alice, count):
    fault(x, act="after", delay=0.3)
    scripts = [
        alice.start(post_script("together", key="k"), host=("lua5.4", "luajit")[i % 2])
        for i in range(count)
    ]
    results = [script.end().result for script in scripts]
    assert creates(x, "together") == 1 and attempts(x) == 1
    assert all(r == results[0] and posted(r) for r in results), results
    assert len(ledger_rows(alice)) == 1


def test_processes_with_one_key_and_an_unclear_answer_make_one_create(x, alice):
    """One hears that the outcome is unknown; those that waited find the post."""
    fault(x, act="after", delay=0.3, status=500)
    scripts = [alice.start(post_script("unclear", key="k")) for _ in range(4)]
    results = [script.end().result for script in scripts]
    assert attempts(x) == 1 and x.counts()["timeline_reads"] == 1
    [error] = [r["err"] for r in results if "err" in r]
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert [r["id"] for r in results if "id" in r] == [x.state()["posts"][0]["id"]] * 3


def test_processes_with_one_key_that_cannot_find_out_make_one_create(x, alice):
    x.fault(path="/2/users/*", times=0, status=503)
    fault(x, act="after", delay=0.3, status=500)
    scripts = [alice.start(post_script("unclear", key="k")) for _ in range(4)]
    errors = [script.end().result["err"] for script in scripts]
    assert attempts(x) == 1
    assert [(e["code"], e["outcome"]) for e in errors] == [("unknown_outcome", "unknown")] * 4


def test_processes_with_one_key_and_a_refusal_make_one_create(x, alice):
    fault(x, delay=0.3, **problem(403, "no"))
    scripts = [alice.start(post_script("again", key="k")) for _ in range(4)]
    results = [script.end().result for script in scripts]
    assert creates(x, "again") == 1 and attempts(x) == 2
    assert len({r["id"] for r in results if "id" in r}) == 1
    assert sorted("err" in r for r in results) == [False, False, False, True]


def test_processes_with_one_key_and_different_texts_make_one_create(x, alice):
    fault(x, act="after", delay=0.3)
    scripts = [alice.start(post_script(f"text {i}", key="k")) for i in range(4)]
    results = [script.end().result for script in scripts]
    assert attempts(x) == 1
    assert sorted("err" in r for r in results) == [False, True, True, True]
    assert {r["err"]["code"] for r in results if "err" in r} == {"invalid_request"}


def test_processes_with_keys_of_their_own_all_post(x, alice):
    scripts = [
        alice.start(
            "\n".join(post_script(f"{i} {j}") for j in range(5)),
            host=("lua5.4", "luajit")[i % 2],
        )
        for i in range(6)
    ]
    results = [r for script in scripts for r in script.end().results]
    assert all(posted(r) for r in results), results
    assert len({r["id"] for r in results}) == 30 and x.counts()["creates"] == 30
    assert len(history(alice, "limit = 100")) == 30


def test_a_process_that_waits_takes_over_when_the_first_is_killed(x, alice):
    """Killed with its request on the way: the second finds the post."""
    fault(x, act="after", delay=1)
    first = alice.start(post_script("orphan", key="k"))
    wait_until(lambda: attempts(x) == 1)
    second = alice.start(post_script("orphan", key="k"))
    first.kill()
    assert second.end().result["id"] == x.state()["posts"][0]["id"]
    assert attempts(x) == 1


def test_a_process_without_login_does_not_undo_what_another_posts(x, alice):
    """Both keep the same key; whoever is first, what was posted stays posted."""
    for i in range(10):
        text = key = f"side by side {i}"
        scripts = [
            alice.start(post_script(text, key=key, account=account))
            for account in ("nobody", "default")
        ]
        for script in scripts:
            script.end()
        post(alice, text, key=key, account="default")
        assert creates(x, text) == 1 and entry(alice, key)["state"] == "posted"


def test_no_lock_files_are_left_behind(x, alice):
    post_all(alice, [{"text": f"n {i}"} for i in range(3)])
    assert [f.name for f in alice.state.iterdir() if f.name.startswith("post-")] == []


# --- what could not be sent yet ----------------------------------------------------------------


def test_a_post_without_login_is_kept_and_finished_with_its_key_after_login(x, machine, host):
    error = post(machine, "first words", key="k", host=host)
    assert (error["code"], error["outcome"], error["key"]) == (
        "not_logged_in",
        "not_posted",
        "k",
    )
    said = entry(machine, "k")
    assert (said["state"], said["code"], said["text"]) == (
        "not_sent",
        "not_logged_in",
        "first words",
    )
    assert x.counts()["requests_seen"] == 0
    machine.login()
    result = post(machine, "first words", key="k", host=host)
    assert posted(result) and creates(x, "first words") == 1
    assert post(machine, "first words", key="k") == result
    assert entry(machine, "k")["state"] == "posted"


def test_a_post_of_before_the_login_belongs_to_its_account_afterwards(x, machine):
    post(machine, "first words", key="k")
    machine.login()
    post(machine, "first words", key="k")
    assert [e["key"] for e in history(machine, 'account = "default"')] == ["k"]
    assert entry(machine, "k")["username"] == "alice"
    machine.login('account = "bob",', user="bob")
    assert post(machine, "first words", key="k", account="bob")["code"] == "invalid_request"
    assert attempts(x) == 1


def test_a_post_without_login_and_key_is_kept_under_a_made_up_key(x, machine):
    error = post(machine, "no key")
    assert entry(machine, error["key"])["text"] == "no key"


def test_a_mistyped_account_leads_to_no_other_and_names_those_there_are(x, alice):
    error = post(alice, "to whom", account="defualt", key="k")
    assert (error["code"], error["outcome"]) == ("not_logged_in", "not_posted")
    assert "default" in error["message"]
    assert attempts(x) == 0 and entry(alice, "k")["text"] == "to whom"


def test_over_limit_keeps_the_text_and_leaves_the_key_free(x, alice):
    long = "長" * 200
    error = post(alice, long, key="k")
    assert (error["code"], error["outcome"], error["key"]) == ("over_limit", "not_posted", "k")
    [kept] = history(alice)
    assert kept["text"] == long and kept["key"] != "k"
    assert (kept["state"], kept["code"]) == ("not_sent", "over_limit")
    result = post(alice, "short", key="k")
    assert posted(result) and result["key"] == "k"


def test_a_text_over_the_limit_can_be_posted_with_the_same_key_and_a_higher_limit(x, machine):
    machine.login(user="bob")
    assert post(machine, "w" * 300, key="k")["code"] == "over_limit"
    assert posted(post(machine, "w" * 300, key="k", limit=4000))
    assert creates(x, "w" * 300) == 1


def test_a_refused_form_keeps_the_text_and_leaves_the_key_free(x, alice):
    assert post(alice, "kept", key="k", reply_to="nonsense")["code"] == "invalid_request"
    assert [e["text"] for e in history(alice)] == ["kept"]
    assert posted(post(alice, "kept", key="k"))


def test_a_text_that_is_none_is_not_kept(x, alice):
    post_all(alice, [{"text": b"a\0b"}, {"text": b"\xff"}])
    assert history(alice) == []


def test_the_secrets_are_not_in_the_ledger(x, alice):
    fault(x, status=403, body={"detail": "you sent " + x.secrets()["access_tokens"][-1]})
    error = post(alice, "secret", key="k")
    kept = b"".join(f.read_bytes() for f in alice.state.glob("ledger.db*"))
    for kind in x.secrets().values():
        for secret in kind:
            assert secret not in str(error) and secret.encode() not in kept


def test_a_key_of_another_type_raises(x, alice, host):
    results = alice.run(
        "\n".join(
            f"emit{{pcall(xpost.post, {{text = 'a', key = {v}}})}}" for v in ("1", "{}", "true")
        ),
        host=host,
    ).results
    assert [r[0] for r in results] == [False] * 3
    assert call(alice, f"xpost.post{lua({'text': 'a'})}")["id"]
