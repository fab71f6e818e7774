"""What became of a post whose outcome is not known: it is found on the user's timeline, or is not
there, and no other post is taken for it.
"""

import time
import unicodedata

import pytest

from checking import (
    KEY,
    READ_COST,
    assert_found,
    assert_not_there,
    check,
    last_id,
    lose,
    plant,
    timeline_requests,
)
from posting import (
    age_ledger,
    attempts,
    call,
    creates,
    do,
    entry,
    fault,
    logged_in,
    lua,
    post,
    posted,
)


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


# --- found, whatever X makes of the text -------------------------------------------------------

TEXTS = {
    "plain": "Hello",
    "a link": "see https://example.com/a?b=c&d=e#f now",
    "a link at the end": "see https://example.com/",
    "a link alone": "https://example.com/a",
    "a link without scheme": "see example.com/path and more",
    "a link in capitals": "HTTPS://Example.COM/Path",
    "the same link twice": "https://example.com/a and https://example.com/a",
    "several links": "https://a.example.com/1, example.org/2 (http://example.net/3).",
    "only links": "https://a.example.com https://b.example.org/x",
    "what is escaped": "a & b < c > d",
    "what looks escaped": "a &amp; b &lt; c &amp;amp;",
    "white space at the end": "words \n\n",
    "white space around": "  \twords\u3000",
    "lines": "one\n\ntwo\n  three",
    "Japanese": "これは日本語です。",
    "Japanese with links": "詳しくは https://example.jp/日本 と example.jp をご覧ください。",
    "a link among Japanese": "続きはhttps://example.jp/aを見て",
    "emoji": "👩‍👩‍👧 🇯🇵 e️⃣",
    "another normal form": unicodedata.normalize("NFD", "Café Ångström がぎぐ"),
    "a mention": "@bob what do you say?",
    "quotes and backslashes": "\"a\" \\ 'b'",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_lost_post_is_found(x, alice, name):
    lose(x, alice, text=TEXTS[name])
    assert_found(x, alice)
    assert check(alice)["reads"] == 0  # it is known now
    assert post(alice, TEXTS[name], key=KEY)["id"] == last_id(x)
    assert attempts(x) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_a_post_that_did_not_arrive_is_not_there(x, alice, name):
    lose(x, alice, act="before", text=TEXTS[name])
    assert assert_not_there(x, alice)["reads"] == 0
    assert posted(post(alice, TEXTS[name], key=KEY)) and creates(x, TEXTS[name]) == 1


def test_the_result_is_that_of_the_post(x, alice, host):
    lose(x, alice, text="Hello")
    checked = call(alice, f"xpost.check {lua(KEY)}", host=host)
    assert checked == {
        "outcome": "posted",
        "key": KEY,
        "id": last_id(x),
        "url": checked["url"],
        "text": "Hello",
        "posts": [{"id": last_id(x), "url": checked["url"], "text": "Hello"}],
        "total": 1,
        "reads": 1,
        "cost": READ_COST,
    }


def test_a_long_post_is_found_by_its_whole_text(x, machine):
    machine.login(user="bob")
    long = "語" * 400 + " https://example.com/a " + "w" * 400
    lose(x, machine, text=long, limit=4000)
    assert_found(x, machine)


def test_a_long_post_is_not_another_that_begins_alike(x, machine):
    machine.login(user="bob")
    lose(x, machine, act="before", text="語" * 400 + "a", limit=4000)
    x.control("post", {"user": "bob", "text": "語" * 400 + "b"})
    assert_not_there(x, machine)


RELATIONS = ["reply_to", "quote"]


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_reply_or_quote_is_found(x, alice, relation):
    mine = plant(x, "mine", age=600)
    lose(x, alice, text="an answer", **{relation: mine})
    assert assert_found(x, alice)["reads"] == 2  # X bills what it refers to, too


def test_a_reply_to_what_is_deleted_since_is_found(x, alice):
    mine = plant(x, "mine", age=600)
    lose(x, alice, text="an answer", reply_to=mine)
    call(alice, f"xpost.delete{lua({'id': mine})}")
    assert_found(x, alice)


def test_a_poll_is_found(x, alice):
    lose(x, alice, text="which?", poll={"options": ["a", "b"]})
    assert_found(x, alice)


def test_the_post_of_a_thread_is_found_and_the_thread_goes_on(x, alice):
    parts = [{"text": "one"}, {"text": "two"}, {"text": "three"}]
    fault(x, skip=1, act="after", close=True)
    do(alice, "post", key=KEY, posts=parts)
    age_ledger(alice)
    checked = check(alice)
    assert checked["outcome"] == "posted" and checked["total"] == 3
    assert [p["text"] for p in checked["posts"]] == ["one", "two"]
    assert attempts(x) == 2
    assert [p["text"] for p in do(alice, "resume", key=KEY)["posts"]] == ["one", "two", "three"]
    assert [creates(x, p["text"]) for p in parts] == [1, 1, 1]


# --- not mistaken ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent, there",
    [
        ("Hello", "Hello!"),
        ("Hello", "hello"),
        ("Hello world", "Hello  world of"),
        ("see https://example.com/a", "see https://example.com/b"),
        ("see https://example.com/a", "see https://example.com/a/b"),
        ("see https://example.com", "see https://example.org"),
        ("see example.com/a", "see example.com/A"),
        (
            "https://example.com/1 https://example.com/2",
            "https://example.com/2 https://example.com/1",
        ),
        ("https://example.com/1 https://example.com/2", "https://example.com/1"),
        ("a & b", "a &amp; b"),
        ("words", "words words"),
        ("が", "か"),
    ],
)
def test_another_text_is_another_post(x, alice, sent, there):
    lose(x, alice, act="before", text=sent, age=0)
    plant(x, there)
    age_ledger(alice)
    assert_not_there(x, alice)


@pytest.mark.parametrize("age", [70, 600, 86400])
def test_an_older_equal_text_is_another_post(x, alice, age):
    x.set(detect_duplicates=False)
    plant(x, "again", age=age)
    lose(x, alice, act="before", text="again")
    assert_not_there(x, alice)
    assert posted(post(alice, "again", key=KEY)) and creates(x, "again") == 1


def test_of_an_older_and_a_newer_equal_text_the_newer_is_found(x, alice):
    x.set(detect_duplicates=False)
    old = plant(x, "again", age=600)
    lose(x, alice, text="again")
    assert assert_found(x, alice)["id"] != old


def test_an_equal_text_of_another_entry_is_another_post(x, alice):
    x.set(detect_duplicates=False)
    other = post(alice, "again", key="other")
    lose(x, alice, act="before", text="again")
    assert assert_not_there(x, alice)["reads"] == 1
    assert post(alice, "again", key=KEY)["id"] != other["id"] and creates(x, "again") == 2


def test_of_two_equal_texts_that_are_lost_each_is_found(x, alice):
    x.set(detect_duplicates=False)
    lose(x, alice, text="again", key="one", age=0)
    lose(x, alice, text="again", key="two")
    found = [check(alice, key=key)["id"] for key in ("one", "two")]
    assert sorted(found) == sorted(p["id"] for p in x.state()["posts"])


def test_an_equal_text_in_answer_to_a_post_is_another(x, alice):
    mine = plant(x, "mine", age=600)
    lose(x, alice, act="before", text="the same", age=0)
    plant(x, "the same", reply_to=mine)
    age_ledger(alice)
    assert_not_there(x, alice)


@pytest.mark.parametrize("relation", RELATIONS)
def test_an_equal_text_that_refers_to_no_post_or_another_one_is_another(x, alice, relation):
    mine, other = plant(x, "mine", age=600), plant(x, "other", age=600)
    lose(x, alice, act="before", text="the same", age=0, **{relation: mine})
    plant(x, "the same", **({"reply_to": other} if relation == "reply_to" else {}))
    x.set(detect_duplicates=False)
    post(alice, "the same")
    age_ledger(alice)
    assert_not_there(x, alice)


def test_a_poll_is_waited_for_longer_as_x_may_take_it_twice(x, alice):
    lose(x, alice, act="before", text="which?", age=58, poll={"options": ["a", "b"]})
    begin = time.monotonic()
    assert_not_there(x, alice)
    assert time.monotonic() - begin > 0.9


def test_an_equal_text_without_the_poll_is_another(x, alice):
    lose(x, alice, act="before", text="which?", age=0, poll={"options": ["a", "b"]})
    plant(x, "which?")
    age_ledger(alice)
    assert_not_there(x, alice)


def test_an_equal_text_of_another_user_is_not_looked_at(x, alice):
    lose(x, alice, act="before", text="the same", age=0)
    x.control("post", {"user": "bob", "text": "the same"})
    age_ledger(alice)
    assert assert_not_there(x, alice)["reads"] == 0


# --- servers that differ -----------------------------------------------------------------------


@pytest.mark.parametrize("names", ["new", "old"])
@pytest.mark.parametrize("reply", [False, True])
def test_servers_that_know_the_names_of_one_version_are_understood(x, alice, names, reply):
    x.set(strict_names=names)
    mine = plant(x, "mine", age=600)
    lose(x, alice, text="a & b https://example.com", reply_to=mine if reply else None)
    assert_found(x, alice)


@pytest.mark.parametrize("names", ["new", "old"])
def test_with_the_names_of_one_version_another_post_is_not_taken(x, alice, names):
    x.set(strict_names=names)
    mine, other = plant(x, "mine", age=600), plant(x, "other", age=600)
    lose(x, alice, act="before", text="the same", reply_to=mine, age=0)
    plant(x, "the same", reply_to=other)
    age_ledger(alice)
    assert_not_there(x, alice)


@pytest.mark.parametrize("hours", [-30, -5, -0.05, 0.05, 5, 30])
def test_a_server_whose_clock_differs_is_understood(x, machine, hours):
    x.set(clock_offset=hours * 3600, detect_duplicates=False)
    machine.login()
    plant(x, "again", age=200)
    lose(x, machine, text="again")
    assert_found(x, machine)


@pytest.mark.parametrize("hours", [-30, 5])
def test_by_a_clock_that_differs_an_older_text_is_another_post(x, machine, hours):
    x.set(clock_offset=hours * 3600, detect_duplicates=False)
    machine.login()
    plant(x, "again", age=200)
    lose(x, machine, act="before", text="again")
    assert_not_there(x, machine)


def test_a_clock_that_was_set_back_leaves_it_unknown(x, alice):
    lose(x, alice, text="Hello", age=-3600)
    error = check(alice)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert "clock" in error["message"] and timeline_requests(x) == []


def test_a_timeline_that_is_a_little_late_is_waited_for(x, alice):
    x.set(timeline_lag=1)
    lose(x, alice, text="Hello", age=5)
    begun = time.monotonic()
    assert_found(x, alice)
    assert time.monotonic() - begun < 30 and len(timeline_requests(x)) == 2


def test_what_is_not_there_yet_is_waited_for_until_10_seconds_after_the_send(x, alice):
    lose(x, alice, act="before", text="Hello", age=5)
    begun = time.monotonic()
    assert_not_there(x, alice)
    assert 1 < time.monotonic() - begun < 30


def test_a_timeline_that_is_later_makes_no_second_post(x, alice):
    """By X's own rule: it refuses the same text, and then that is known to be out."""
    x.set(timeline_lag=3600)
    lose(x, alice, text="Hello")
    assert check(alice)["outcome"] == "not_posted"
    done = post(alice, "Hello", key=KEY)
    assert done["posts"] == [{"text": "Hello"}] and creates(x, "Hello") == 1
    assert check(alice)["outcome"] == "posted"  # without its id
    x.set(timeline_lag=0)
    assert check(alice)["id"] == last_id(x)


# --- many posts since --------------------------------------------------------------------------


@pytest.mark.parametrize("since, requests", [(4, 1), (5, 2), (104, 2)])
def test_it_is_found_among_the_posts_since(x, alice, since, requests):
    lose(x, alice, text="Hello")
    for i in range(since):
        plant(x, f"later {i}")
    checked = check(alice)
    assert checked["id"] == last_id(x) and len(timeline_requests(x)) == requests
    assert checked["reads"] == x.counts()["posts_read"]


def test_too_many_posts_since_leave_it_unknown(x, alice):
    lose(x, alice, text="Hello")
    for i in range(105):
        plant(x, f"later {i}")
    error = check(alice)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert "Look there yourself" in error["message"] and len(timeline_requests(x)) == 2
    assert entry(alice, KEY)["outcome"] == "unknown"


def test_in_the_ordinary_case_at_most_five_posts_are_read(x, alice):
    for i in range(50):
        plant(x, f"earlier {i}", age=3600 + i)
    for act in ("before", "after"):
        before = x.counts()["posts_read"]
        lose(x, alice, act=act, text=act, key=act)
        assert check(alice, key=act)["reads"] == x.counts()["posts_read"] - before <= 5
