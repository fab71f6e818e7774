"""The history: everything that was to be posted, newest first, with what became of it."""

import re
import time

import pytest

from conftest import wait_until
from posting import (
    attempts,
    call,
    do,
    fault,
    history,
    ledger_of,
    logged_in,
    lua,
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
        "undo_cost": 0.01,
        "can_resume": False,
        "can_check": False,
        "can_undo": True,
        "total": 1,
        "done": 1,
        "deleted": False,
    }
    assert inner == {
        "id": result["id"],
        "url": inner["url"],
        "text": "語\n🐱",
        "state": "posted",
        "cost": 0.015,
    }
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


# --- pages and selections ----------------------------------------------------------------------


def fill(machine, count: int) -> None:
    """So many entries more, like the oldest one, with the keys "fill 1" and on."""
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
    with ledger_of(machine) as ledger:
        ledger.execute(
            numbers + "INSERT INTO submission (key, account, user_id, username, created_at) "
            "SELECT 'fill ' || i, account, user_id, username, created_at FROM n, "
            "(SELECT * FROM submission ORDER BY number LIMIT 1)",
            [count],
        )
        [*columns] = [row[1] for row in ledger.execute("PRAGMA table_info(post)")]
        changed = {"key": "'fill ' || i", "id": "id - i"}
        ledger.execute(
            numbers + f"INSERT INTO post ({', '.join(columns)}) "
            f"SELECT {', '.join(changed.get(c, c) for c in columns)} FROM n, "
            "(SELECT post.* FROM post JOIN submission USING (key) ORDER BY number LIMIT 1)",
            [count],
        )


def keys(entries: list) -> list[str]:
    return [e["key"] for e in entries]


def parts(*texts: str) -> list[dict]:
    return [{"text": text} for text in texts]


@pytest.mark.parametrize("limit", [1, 37, 500, 1000])
def test_pages_have_every_entry_once(x, alice, limit, host):
    post(alice, "first", key="first")
    fill(alice, 500)
    script = f"""
        local before
        repeat
          local page = assert(xpost.history{{limit = {limit}, before = before}})
          local seen = {{}}
          for i, entry in ipairs(page) do seen[i] = entry.key end
          emit(seen)
          before = seen[#seen]
        until not before"""
    pages = alice.run(script, host=host).results
    assert [len(page) for page in pages[:-2]] == [limit] * (len(pages) - 2)
    assert sum(pages, []) == [f"fill {i}" for i in range(500, 0, -1)] + ["first"]


def test_what_is_made_between_two_pages_does_not_shift_them(x, alice):
    post_all(alice, [{"text": f"n {i}", "key": f"n {i}"} for i in range(5)])
    first = keys(history(alice, "limit = 2"))
    post(alice, "newer")
    call(alice, 'xpost.history{forget = "n 4"}')
    assert first == ["n 4", "n 3"]
    assert keys(history(alice, 'before = "n 3"')) == ["n 2", "n 1", "n 0"]


def test_before_an_unknown_key_there_is_nothing(x, alice):
    post(alice, "a post")
    assert history(alice, 'before = "none"') == []


def test_a_key_gives_its_entry_alone(x, alice, host):
    post_all(alice, [{"text": f"n {i}", "key": f"n {i}"} for i in range(3)])
    assert keys(history(alice, 'key = "n 1"', host=host)) == ["n 1"]
    assert history(alice, 'key = "none"', host=host) == []


def test_the_unfinished_are_those_with_a_post_that_is_not_out(x, alice, host):
    post(alice, "posted")
    fault(x, **problem(402, "no credits"))
    post(alice, "refused", key="refused")
    fault(x, status=500)
    post(alice, "unknown", key="unknown")
    fault(x, skip=1, **problem(402, "no credits"))
    do(alice, "post", posts=parts("one", "two"), key="thread")
    do(alice, "post", posts=parts("three", "four"), key="whole thread")
    do(alice, "draft", text="draft", key="draft")
    call(alice, f'xpost.delete "{post(alice, "gone")["id"]}"')
    wanted = ["draft", "thread", "unknown", "refused"]
    assert keys(history(alice, "unfinished = true", host=host)) == wanted
    assert keys(history(alice, "unfinished = true, limit = 2")) == wanted[:2]
    assert keys(history(alice, 'unfinished = true, before = "thread"')) == wanted[2:]
    # A draft belongs to the account that it names.
    assert keys(history(alice, 'unfinished = true, account = "default"')) == wanted[1:]
    do(alice, "resume", key="thread")
    assert keys(history(alice, "unfinished = true")) == ["draft", "unknown", "refused"]


def test_the_entry_of_a_thread_says_how_far_it_came(x, alice):
    fault(x, skip=2, **problem(402, "no credits"))
    do(alice, "post", posts=parts("one", "two", "three", "four"), key="k")
    [entry] = history(alice)
    assert (entry["total"], entry["done"], entry["deleted"]) == (4, 2, False)
    assert (entry["state"], entry["outcome"], entry["code"]) == (
        "rejected",
        "not_posted",
        "credits_depleted",
    )
    assert entry["text"] == "one" and entry["id"] == entry["posts"][0]["id"]
    states = [p["state"] for p in entry["posts"]]
    assert states == ["posted", "posted", "rejected", "not_sent"]
    assert entry["cost"] == pytest.approx(0.03)
    do(alice, "undo", key="k")
    [entry] = history(alice)
    assert entry["deleted"] is True and entry["done"] == 2
    assert [bool(p.get("deleted_at")) for p in entry["posts"]] == [True, True, False, False]


def test_an_unknown_post_of_a_thread_makes_it_unknown(x, alice):
    fault(x, skip=1, close=True)
    do(alice, "post", posts=parts("one", "two", "three"))
    [entry] = history(alice)
    assert (entry["state"], entry["outcome"], entry["done"]) == ("unknown", "unknown", 1)


@pytest.mark.parametrize("many", [100_000])
def test_a_hundred_thousand_entries_are_as_quick_as_ten(x, alice, many):
    """Within a factor that a list read from one end to the other would not keep."""
    post(alice, "first", key="first")
    do(alice, "draft", text="draft", key="draft")
    fill(alice, 8)
    script = """
        local begin = os.clock()
        for i = 1, 20 do
          for _, options in ipairs{{}, {limit = 10}, {unfinished = true}, {account = "default"},
            {account = "none"}, {before = "fill 5"}, {key = "fill 5"}, {forget = "none"},
            {unfinished = true, account = "default"}, {before = "fill 5", account = "default"}} do
            assert(xpost.history(options))
          end
        end
        emit(os.clock() - begin)"""
    few = min(alice.run(script).result for _ in range(2))
    with ledger_of(alice) as ledger:
        ledger.execute("DELETE FROM post WHERE key LIKE 'fill %'")
        ledger.execute("DELETE FROM submission WHERE key LIKE 'fill %'")
    fill(alice, many)
    much = min(alice.run(script).result for _ in range(2))
    assert much < 4 * few + 0.02, (few, much)


# --- what can be done with an entry --------------------------------------------------------------


def abilities(machine, key: str) -> list[str]:
    [entry] = history(machine, f"key = {lua(key)}")
    return [n for n in ("resume", "check", "undo") if entry[f"can_{n}"]]


def test_an_entry_says_what_can_be_done_with_it(x, alice):
    post(alice, "out", key="out")
    fault(x, **problem(402, "no credits"))
    post(alice, "refused", key="refused")
    fault(x, act="after", close=True)
    post(alice, "unknown", key="unknown")
    for key in ("stopped", "in doubt"):
        fault(x, skip=1, **(problem(402, "no") if key == "stopped" else {"close": True}))
        do(alice, "post", posts=parts(f"{key} 1", f"{key} 2"), key=key)
    do(alice, "draft", text="draft", key="draft")
    assert abilities(alice, "out") == ["undo"]
    assert abilities(alice, "refused") == ["resume"]
    assert abilities(alice, "unknown") == ["resume", "check"]
    assert abilities(alice, "stopped") == ["resume", "undo"]
    assert abilities(alice, "in doubt") == ["resume", "check"]
    assert abilities(alice, "draft") == []
    for key in ("out", "stopped"):
        do(alice, "undo", key=key)
        assert abilities(alice, key) == []
    do(alice, "check", key="unknown")
    assert abilities(alice, "unknown") == ["undo"]
    do(alice, "resume", key="refused")
    assert abilities(alice, "refused") == ["undo"]


def test_undoing_costs_what_is_still_out(x, alice):
    do(alice, "post", posts=parts("one", "two", "three"), key="k")
    assert history(alice)[0]["undo_cost"] == pytest.approx(0.03)
    do(alice, "delete", id=history(alice)[0]["posts"][2]["id"])
    assert history(alice)[0]["undo_cost"] == pytest.approx(0.02)


def test_the_last_is_what_undo_would_delete(x, alice, host):
    alice.login('account = "bob",', user="bob")
    assert history(alice, "last = true", host=host) == []
    post(alice, "hers", key="hers", account="default")
    post(alice, "his", key="his", account="bob")
    do(alice, "draft", text="draft")
    assert keys(history(alice, "last = true", host=host)) == ["hers"]
    assert keys(history(alice, 'last = true, account = "bob"', host=host)) == ["his"]
    assert do(alice, "undo")["key"] == "hers"


# --- forgetting --------------------------------------------------------------------------------


def forget(machine, what: str, **named):
    return call(machine, f"xpost.history{{forget = {what}}}", **named)


def make(machine, key: str, seconds_ago: int, **options) -> None:
    """An entry that was made so long ago."""
    post(machine, f"text of {key}", key=key, **options)
    with ledger_of(machine) as ledger:
        ledger.execute(
            "UPDATE submission SET created_at = created_at - ? WHERE key = ?",
            [seconds_ago, key],
        )


def test_an_entry_is_forgotten_by_its_key(x, alice, host):
    post_all(alice, [{"text": f"n {i}", "key": f"n {i}"} for i in range(3)])
    assert forget(alice, '"n 1"', host=host) == {"forgotten": 1}
    assert keys(history(alice)) == ["n 2", "n 0"]
    assert forget(alice, '"n 1"', host=host) == {"forgotten": 0}


def test_a_list_of_keys_is_forgotten(x, alice, host):
    post_all(alice, [{"text": f"n {i}", "key": f"n {i}"} for i in range(4)])
    assert forget(alice, '{"n 3", "none", "n 0", "n 3"}', host=host) == {"forgotten": 2}
    assert keys(history(alice)) == ["n 2", "n 1"]


def test_what_is_older_than_a_time_is_forgotten(x, alice, host):
    for key, age in (("old", 3000), ("older", 9000), ("new", 0)):
        make(alice, key, age)
    assert forget(alice, f"{int(time.time()) - 6000}", host=host) == {"forgotten": 1}
    assert keys(history(alice)) == ["new", "old"]
    assert forget(alice, "now() - 60", host=host) == {"forgotten": 1}
    assert keys(history(alice)) == ["new"]


def test_the_entries_of_one_account_are_forgotten(x, alice):
    alice.login('account = "bob",', user="bob")
    make(alice, "alice's", 900)
    make(alice, "bob's", 900, account="bob")
    assert forget(alice, 'now(), account = "bob"') == {"forgotten": 1}
    assert keys(history(alice)) == ["alice's"]


def test_a_time_spares_drafts_and_what_is_unknown(x, alice):
    fault(x, close=True)
    make(alice, "unknown", 900)
    fault(x, **problem(402, "no credits"))
    make(alice, "refused", 900)
    fault(x, skip=1, close=True)
    do(alice, "post", posts=parts("one", "two"), key="thread")
    do(alice, "draft", text="draft", key="draft")
    with ledger_of(alice) as ledger:
        ledger.execute("UPDATE submission SET created_at = 1")
    assert forget(alice, "now()") == {"forgotten": 1}
    assert sorted(keys(history(alice))) == ["draft", "thread", "unknown"]
    assert forget(alice, '{"draft", "unknown", "thread"}') == {"forgotten": 3}
    assert history(alice) == []


def test_what_is_just_being_posted_is_not_forgotten(x, alice):
    post(alice, "other", key="other")
    fault(x, act="after", delay=0.6)
    script = alice.start(post_script("on its way", key="k"))
    wait_until(lambda: attempts(x) == 2)
    for what in ('"k"', '{"k", "other"}'):
        error = forget(alice, what)
        assert error["code"] == "busy" and "being posted" in error["message"]
    assert keys(history(alice)) == ["k", "other"]
    script.end()
    assert forget(alice, '{"k", "other"}') == {"forgotten": 2}


def test_what_is_forgotten_is_gone_from_the_files(x, alice):
    text = "s3cret " + "x" * 30
    post(alice, text, key="k")
    post(alice, "kept")
    assert any(text.encode() in f.read_bytes() for f in alice.state.glob("ledger.db*"))
    forget(alice, '"k"')
    assert not any(text.encode() in f.read_bytes() for f in alice.state.glob("ledger.db*"))
    assert [e["text"] for e in history(alice)] == ["kept"]


def test_the_key_of_what_is_forgotten_is_free(x, alice):
    post(alice, "one", key="k")
    forget(alice, '"k"')
    assert post(alice, "two", key="k")["text"] == "two"


def test_forgetting_sends_nothing_and_needs_no_account_and_no_ledger(x, machine, host):
    assert forget(machine, '"k"', host=host) == {"forgotten": 0}
    assert forget(machine, "now()", host=host) == {"forgotten": 0}
    assert x.counts()["requests_seen"] == 0 and not machine.state.exists()


def test_what_cannot_be_forgotten_is_refused(x, alice, host):
    post(alice, "a post", key="k")
    others = ["limit = 5", 'key = "k"', 'before = "k"', "unfinished = true", "last = true"]
    for what in (
        "{}",
        '""',
        '"a\\nb"',
        "0",
        "-1",
        "0/0",
        '{"", "k"}',
        '"k", account = "default"',
    ):
        assert forget(alice, what, host=host)["code"] == "invalid_request", what
    for other in others:
        assert forget(alice, f'"k", {other}', host=host)["code"] == "invalid_request", other
    assert keys(history(alice)) == ["k"]
