"""Posting, deleting and asking who one is: what arrives, and what comes back."""

import json
import random
import re
import unicodedata

import pytest

from conftest import requests_to
from posting import attempts, call, creates, history, logged_in, lua, post, post_all

TEXTS = {
    "japanese": "こんにちは、世界。吾輩は猫である",
    "emoji": "🐱👍🏽🇯🇵1️⃣",
    "zwj": "👨‍👩‍👧‍👦 नमस्‍ते",
    "combining": "e\u0301 が A\u030a",
    "composed": "é が Å",
    "newlines": "one\ntwo\r\nthree\n\nfour",
    "tab": "a\tb",
    "quotes": "\"double\" 'single' `back`",
    "backslashes": "\\ \\n \\u0041 C:\\new \\\\",
    "separators": "a\u2028b\u2029c\u0085d",
    "slashes": "</script> / \\/ <!-- & -->",
    "controls": "\x01\x02\x1b[31m\x7f",
    "directions": "\u202eabc\u202c \u2066d\u2069",
    "private": "\ue000 \U0010fffd",
    "spaces": "  around  ",
    "json": '{"text": "inside", "id": 1}',
    "percent": "%s %n %d %%",
    "format": "\u00ad\u200b\u200e",
}


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def requests_after_login(x) -> int:
    return len([r for r in x.state()["requests"] if r["path"].startswith("/2/tweets")])


# --- the result -------------------------------------------------------------------------------


def test_a_post_gives_key_id_url_text_posts_and_cost(x, alice, host):
    result = post(alice, "Hello", host=host)
    sent = x.state()["posts"]
    assert [p["text"] for p in sent] == ["Hello"]
    assert result["id"] == sent[0]["id"] and isinstance(result["id"], str)
    assert len(result["id"]) == 19 and int(result["id"]) % 2 == 1  # more than a double holds
    assert result["url"].endswith("/i/status/" + result["id"])
    assert result["text"] == "Hello"
    assert re.fullmatch(r"[A-Za-z0-9_-]{16,128}", result["key"])
    assert result["cost"] == 0.015
    assert result["posts"] == [{n: result[n] for n in ("id", "url", "text")}]
    assert set(result) == {"key", "id", "url", "text", "posts", "cost"}


def test_a_string_alone_is_the_text(x, alice, host):
    result = call(alice, 'xpost.post "just this"', host=host)
    assert result["text"] == "just this"
    assert creates(x, "just this") == 1


def test_an_id_beyond_the_doubles_stays_exact(x, alice, host):
    x.fault(
        path="/2/tweets", status=201, body={"data": {"id": "9223372036854775807", "text": "t"}}
    )
    script = """
      local posted = xpost.post "big"
      emit{id = posted.id, kind = type(posted.id)}
      local past = xpost.history{limit = 1}[1]
      emit{id = past.id, kind = type(past.id)}
    """
    for told in alice.run(script, host=host).results:
        assert told == {"id": "9223372036854775807", "kind": "string"}


def test_an_id_of_19_nines_beyond_63_bits_stays_exact(x, alice):
    x.fault(path="/2/tweets", status=201, body={"data": {"id": "9" * 19, "text": "t"}})
    assert post(alice, "bigger")["id"] == "9" * 19


def test_a_post_with_a_link_costs_more(x, alice):
    assert post(alice, "see https://example.com/a")["cost"] == 0.2
    assert post(alice, "see nothing")["cost"] == 0.015


def test_prices_of_ones_own_are_reckoned_with(x, alice, host):
    env = {"XPOST_PRICES": "link=0.25, post=0.02 delete=0"}
    plan = call(alice, 'xpost.plan("planned")', env=env, host=host)
    assert plan["cost"] == 0.02 and "prices_date" not in plan
    result = post(alice, "at my price", env=env, host=host)
    assert result["cost"] == 0.02
    entry = call(alice, f'xpost.history{{key="{result["key"]}"}}[1]', env=env, host=host)
    assert (entry["cost"], entry["undo_cost"]) == (0.02, 0)
    plan = call(alice, 'xpost.plan("planned")', host=host)
    assert (plan["cost"], plan["prices_date"]) == (0.015, "2026-08-22")


def test_a_price_that_is_none_is_named_and_nothing_is_sent(x, alice):
    refused = post(alice, "at no price", env={"XPOST_PRICES": "post=cheap"})
    assert refused["code"] == "config" and "'cheap' for 'post'" in refused["message"]
    assert not attempts(x)


def test_errors_beside_the_data_do_not_hide_the_id(x, alice):
    body = {"data": {"id": "123", "text": "t"}, "errors": [{"title": "partial", "detail": "d"}]}
    x.fault(path="/2/tweets", status=201, body=body)
    assert post(alice, "partial")["id"] == "123"


@pytest.mark.parametrize("status", [200, 201])
def test_200_and_201_with_an_id_are_posted(x, alice, status):
    x.fault(path="/2/tweets", status=status, body={"data": {"id": "77", "text": "t"}})
    assert post(alice, "fine")["id"] == "77"


def test_the_request_goes_once_with_the_bearer_token_and_plain_headers(x, alice):
    post(alice, "headers")
    [request] = requests_to(x, "/2/tweets")
    headers = request["headers"]
    assert headers["content-type"] == "application/json"
    assert headers["authorization"] == "Bearer " + x.secrets()["access_tokens"][-1]
    assert "expect" not in headers and "accept-encoding" not in headers
    assert "cookie" not in headers and "transfer-encoding" not in headers
    assert headers["user-agent"].startswith("xpost/")
    assert request["query"] == "" and request["version"] == "1.1"


def test_step_7_is_told_once_with_the_access_token_by_name(x, alice, host):
    script = 'local s = {}\nemit(xpost.post{text = "step", on_step = function(t) s[#s + 1] = t end})\nemit(s)'
    _, steps = alice.run(script, host=host).results
    assert [s["number"] for s in steps] == [7]
    assert steps[0]["uses"] == ["access token"]


def test_an_error_in_on_step_becomes_a_warning_and_the_post_goes_out(x, alice, host):
    script = 'emit(xpost.post{text = "raise", on_step = function() error("mine") end})'
    result = alice.run(script, host=host).result
    assert "mine" in result["warning"] and result["id"]
    assert creates(x, "raise") == 1


# --- the text ---------------------------------------------------------------------------------


def test_text_arrives_byte_exact(x, alice, host):
    texts = list(TEXTS.values())
    results = post_all(alice, [{"text": text} for text in texts], host=host)
    assert [r.get("text") for r in results] == texts
    assert [p["text"] for p in x.state()["posts"]] == texts
    assert [p["body"] for p in x.state()["posts"]] == [{"text": text} for text in texts]
    assert [e["text"] for e in history(alice)] == texts[::-1]


def random_text(source: random.Random) -> str:
    """Valid Unicode from every plane; nothing that X refuses for another reason."""
    ranges = [(1, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF)]
    while True:
        text = "".join(
            chr(source.randint(*source.choice(ranges))) for _ in range(source.randint(1, 60))
        )
        if not re.search("[\ufeff$]", text) and text.strip():
            return text


@pytest.mark.parametrize("host,count,seed", [("lua5.4", 1000, 1), ("luajit", 200, 2)])
def test_random_unicode_texts_arrive_byte_exact_in_one_script(x, machine, host, count, seed):
    machine.login(user="bob")
    x.set(detect_duplicates=False)
    source = random.Random(seed)
    texts = [random_text(source) for _ in range(count)]
    lines = ",\n".join(map(lua, texts))
    script = f"""
      local texts = {{{lines}}}
      for i, text in ipairs(texts) do
        local posted, err = xpost.post{{text = text, limit = 25000}}
        if not posted or posted.text ~= text then emit({{i, tostring(err)}}) end
      end
      local past = xpost.history{{limit = #texts}}
      for i, text in ipairs(texts) do
        if past[#texts + 1 - i].text ~= text then emit{{i, "history"}} end
      end
      emit "done"
    """
    assert machine.run(script, host=host, timeout=120).results == ["done"]
    state = x.state()
    assert [p["text"] for p in state["posts"]] == texts
    assert attempts(x) == count


NO_TEXT = {
    "a zero byte": b"a\0b",
    "a zero byte at the end": b"a\0",
    "a lone continuation": b"a\x80b",
    "a cut sequence": "語".encode()[:2],
    "an overlong slash": b"\xc0\xaf",
    "a surrogate": b"\xed\xa0\x80",
    "beyond Unicode": b"\xf4\x90\x80\x80",
    "latin1": b"caf\xe9",
    "UTF-16": "hi".encode("utf-16"),
    "U+FEFF": "\ufeffbom",
    "U+FFFE": "a\ufffeb",
    "U+FFFF": "a\uffffb",
    "empty": "",
    "a space": " ",
    "white space": "\n\t \r\n",
}


def test_what_is_no_text_for_x_is_refused_before_any_request(x, alice, host):
    errors = post_all(alice, [{"text": text} for text in NO_TEXT.values()], host=host)
    for name, error in zip(NO_TEXT, errors):
        assert error["code"] == "invalid_request", name
        assert error["outcome"] == "not_posted", name
    assert all("no text" in error["message"] for error in errors[-3:])
    assert requests_after_login(x) == 0


def test_no_text_at_all_is_refused(x, alice):
    assert call(alice, "xpost.post{}")["code"] == "invalid_request"
    assert requests_after_login(x) == 0


# --- the length -------------------------------------------------------------------------------


def test_280_are_posted_and_281_are_not(x, alice):
    assert post(alice, "a" * 280)["id"]
    error = post(alice, "a" * 281)
    assert error["code"] == "over_limit" and error["outcome"] == "not_posted"
    assert "281" in error["message"] and "280" in error["message"]
    assert attempts(x) == 1


def test_the_weight_in_the_message_is_the_weighted_one(x, alice):
    error = post(alice, "語" * 141)
    assert error["code"] == "over_limit" and "282 of 280" in error["message"]
    assert post(alice, "語" * 140)["id"]


def test_a_long_url_weighs_23(x, alice):
    assert post(alice, "https://example.com/" + "a" * 300)["id"]


def test_limit_overrides_280_in_both_directions(x, machine):
    machine.login(user="bob")
    assert post(machine, "b" * 300, limit=1000)["id"]
    error = post(machine, "c" * 11, limit=10)
    assert error["code"] == "over_limit" and "11 of 10" in error["message"]
    assert attempts(x) == 1


def test_a_limit_that_is_none_is_refused(x, alice, host):
    limits = ["0", "-1", "1.5", "0/0", "1/0", "1e9"]
    script = "\n".join(f'emit(xpost.post{{text = "a", limit = {limit}}})' for limit in limits)
    results = alice.run(script, host=host).results
    assert [r["err"]["code"] for r in results] == ["invalid_request"] * len(limits)
    assert all("limit" in r["err"]["message"] for r in results)
    assert requests_after_login(x) == 0


# --- the options ------------------------------------------------------------------------------

OPTIONS = {
    "quote": ({"quote": "123"}, {"quote_tweet_id": "123"}),
    "reply_to": ({"reply_to": "123"}, {"reply": {"in_reply_to_tweet_id": "123"}}),
    "edits": ({"edits": "123"}, {"edit_options": {"previous_post_id": "123"}}),
    "community": ({"community": "123"}, {"community_id": "123"}),
    "made_with_ai": ({"made_with_ai": True}, {"made_with_ai": True}),
    "not made_with_ai": ({"made_with_ai": False}, {}),
    "paid_partnership": ({"paid_partnership": True}, {"paid_partnership": True}),
    "poll": (
        {"poll": {"options": ["はい", "no"], "minutes": 5}},
        {"poll": {"options": ["はい", "no"], "duration_minutes": 5}},
    ),
    "poll of four, a day": (
        {"poll": {"options": ["a", "b", "c", "d"]}},
        {"poll": {"options": ["a", "b", "c", "d"], "duration_minutes": 1440}},
    ),
    **{
        f"reply_settings {value}": ({"reply_settings": value}, {"reply_settings": value})
        for value in ("following", "mentionedUsers", "subscribers", "verified")
    },
    "everything that goes together": (
        {
            "reply_to": "1",
            "edits": "2",
            "community": "3",
            "reply_settings": "verified",
            "made_with_ai": True,
            "paid_partnership": True,
            "quote": "4",
        },
        {
            "reply": {"in_reply_to_tweet_id": "1"},
            "edit_options": {"previous_post_id": "2"},
            "community_id": "3",
            "reply_settings": "verified",
            "made_with_ai": True,
            "paid_partnership": True,
            "quote_tweet_id": "4",
        },
    ),
}


def test_each_option_arrives_in_its_field(x, alice, host):
    x.fault(path="/2/tweets", times=0, status=201, body={"data": {"id": "9", "text": "t"}})
    results = post_all(alice, [{"text": n, **o} for n, (o, _) in OPTIONS.items()], host=host)
    assert all(result["id"] == "9" for result in results)
    sent = [json.loads(request["body"]) for request in requests_to(x, "/2/tweets")]
    assert sent == [{"text": n, **fields} for n, (_, fields) in OPTIONS.items()]


def test_reply_quote_and_edit_of_a_real_post_go_through(x, alice):
    first = post(alice, "first")["id"]
    assert post(alice, "answer", reply_to=first)["id"]
    assert post(alice, "quoted", quote=first)["id"]
    edited = post(alice, "first, mended", edits=first)
    assert edited["id"] != first
    assert creates(x, "first, mended") == 1


WRONG_IDS = ["", "12a", "-1", "1" * 20, "1/2", "1 ", "１", "1\0", "1?x=1", "../1", "0x10"]


@pytest.mark.parametrize("name", ["reply_to", "quote", "community", "edits"])
def test_a_wrong_id_is_refused_before_any_request(x, alice, name):
    for error in post_all(alice, [{"text": "wrong", name: value} for value in WRONG_IDS]):
        assert error["code"] == "invalid_request" and name in error["message"]
        assert error["outcome"] == "not_posted"
    assert requests_after_login(x) == 0


REFUSED = {
    "an unknown reply_settings": {"reply_settings": "everyone"},
    "a poll of one": {"poll": {"options": ["a"]}},
    "a poll of five": {"poll": {"options": list("abcde")}},
    "a poll of none": {"poll": {}},
    "an empty option": {"poll": {"options": ["a", ""]}},
    "an option of 26": {"poll": {"options": ["a", "b" * 26]}},
    "a poll of 4 minutes": {"poll": {"options": ["a", "b"], "minutes": 4}},
    "a poll of 8 days": {"poll": {"options": ["a", "b"], "minutes": 11520}},
    "a poll and a quote": {"poll": {"options": ["a", "b"]}, "quote": "1"},
    "an option that is no text": {"poll": {"options": ["a", b"\xff"]}},
    "an option with a zero byte": {"poll": {"options": ["a", "b\0"]}},
}


def test_what_x_would_refuse_for_its_form_is_refused_here(x, alice):
    errors = post_all(alice, [{"text": name, **options} for name, options in REFUSED.items()])
    for name, error in zip(REFUSED, errors):
        assert error["code"] == "invalid_request", name
        assert error["outcome"] == "not_posted", name
    assert requests_after_login(x) == 0


def test_an_option_of_25_characters_counts_characters(x, alice):
    assert post(alice, "poll", poll={"options": ["語" * 25, "b" * 25]})["id"]


WRONG_TYPES = [
    "1",
    "nil",
    "true",
    "{text = 1}",
    '{text = "a", nonsense = 1}',
    '{text = "a", "b"}',
    '{text = "a", reply_to = 12}',
    '{text = "a", poll = 1}',
    '{text = "a", made_with_ai = "yes"}',
    '{text = "a", poll = {options = {1, 2}}}',
    '{text = "a", key = 1}',
    '{text = "a", limit = "1"}',
    '{text = "a", on_step = 1}',
]


def test_an_argument_of_a_wrong_type_raises(x, alice, host):
    script = "\n".join(f"emit{{pcall(xpost.post, {argument})}}" for argument in WRONG_TYPES)
    results = alice.run(script, host=host).results
    assert [r[0] for r in results] == [False] * len(WRONG_TYPES), results
    assert requests_after_login(x) == 0


# --- delete -----------------------------------------------------------------------------------


def test_delete_deletes_with_one_request(x, alice, host):
    made = post(alice, "for the bin")["id"]
    gone = call(alice, f'xpost.delete{{id = "{made}"}}', host=host)
    assert gone == {"id": made, "deleted": True}
    assert x.counts()["deletes"] == 1
    [request] = requests_to(x, "/2/tweets/" + made)
    assert request["method"] == "DELETE" and request["body"] == ""


def test_delete_takes_the_id_alone(x, alice):
    made = post(alice, "for the bin")["id"]
    assert call(alice, f'xpost.delete "{made}"')["deleted"] is True


def test_delete_of_a_wrong_id_makes_no_request(x, alice):
    script = "\n".join(f"emit(xpost.delete{{id = {lua(value)}}})" for value in WRONG_IDS)
    results = alice.run(script).results
    assert [r["err"]["code"] for r in results] == ["invalid_request"] * len(WRONG_IDS)
    assert x.counts()["deletes"] == 0 and requests_after_login(x) == 0


def test_delete_of_what_is_not_there_is_not_found(x, alice):
    error = call(alice, 'xpost.delete "123"')
    assert error["code"] == "not_found" and error["http_status"] == 404
    assert "outcome" not in error


def test_delete_of_another_ones_post_is_forbidden(x, alice):
    theirs = x.control("post", {"user": "bob", "text": "mine"})["id"]
    assert call(alice, f'xpost.delete "{theirs}"')["code"] == "forbidden"


def test_delete_takes_204_and_doubts_a_200_without_confirmation(x, alice):
    x.fault(path="/2/tweets/*", status=204)
    assert call(alice, 'xpost.delete "5"')["deleted"] is True
    x.fault(path="/2/tweets/*", status=200, body={"data": {"deleted": False}})
    assert call(alice, 'xpost.delete "5"')["code"] == "server"
    x.fault(path="/2/tweets/*", status=200, body="<html>")
    assert call(alice, 'xpost.delete "5"')["code"] == "server"


def test_a_post_can_be_made_again_after_its_delete(x, alice):
    made = post(alice, "twice")["id"]
    call(alice, f'xpost.delete "{made}"')
    assert post(alice, "twice")["id"] != made
    assert creates(x, "twice") == 2


# --- me ---------------------------------------------------------------------------------------


def test_me_is_cached_and_asks_only_when_fresh(x, alice, host):
    before = len(requests_to(x, "/2/users/me"))
    wanted = {
        "id": "1500000000000000001",
        "username": "alice",
        "name": "Alice",
        "subscription": "None",
    }
    assert call(alice, "xpost.me()", host=host) == wanted
    assert call(alice, "xpost.me{}", host=host) == wanted
    assert len(requests_to(x, "/2/users/me")) == before
    assert call(alice, "xpost.me{fresh = true}", host=host) == wanted
    assert len(requests_to(x, "/2/users/me")) == before + 1
    assert call(alice, 'xpost.me "default"', host=host) == wanted
    assert len(requests_to(x, "/2/users/me")) == before + 1


def test_a_fresh_me_updates_what_is_cached(x, alice):
    x.control(
        "user",
        {
            "id": "1500000000000000001",
            "username": "alice2",
            "name": "新",
            "subscription_type": "Premium",
        },
    )
    assert call(alice, "xpost.me()")["username"] == "alice"
    call(alice, "xpost.me{fresh = true}")
    told = call(alice, "xpost.me()")
    assert (told["username"], told["name"], told["subscription"]) == ("alice2", "新", "Premium")


def test_a_post_makes_one_request_and_no_lookup(x, alice):
    before = len(x.state()["requests"])
    post(alice, "only one")
    assert [r["path"] for r in x.state()["requests"][before:]] == ["/2/tweets"]


def test_a_normalisation_is_not_done_for_the_user(x, alice):
    text = unicodedata.normalize("NFD", "がぎぐ é")
    post(alice, text)
    assert x.state()["posts"][0]["text"] == text
