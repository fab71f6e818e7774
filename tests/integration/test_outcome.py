"""Each way in which a create can fail: one request at most, and what is known of it is told."""

import json
import time

import pytest
from stand_in import client, tls

from conftest import requests_to
from posting import (
    Door,
    assert_posts_once,
    assert_safe,
    assert_settles,
    attempts,
    behind,
    call,
    creates,
    entry,
    fault,
    logged_in,
    post,
    post_script,
    posted,
    problem,
    raw,
)

KEY = "the-key"


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


# --- answers that settle nothing ---------------------------------------------------------------

UNCLEAR = {
    "200 without an id": {"status": 200, "body": {"data": {"text": "t"}}},
    "200 with an id that is a number": {"status": 200, "body": {"data": {"id": 12}}},
    "200 with an id of letters": {"status": 200, "body": {"data": {"id": "12a"}}},
    "200 with an empty id": {"status": 200, "body": {"data": {"id": ""}}},
    "200 with an id of 20 digits": {"status": 200, "body": {"data": {"id": "1" * 20}}},
    "200 with a list of ids": {"status": 200, "body": {"data": {"id": ["1"]}}},
    "200 with an id in the wrong place": {"status": 200, "body": {"id": "1"}},
    "200 with bad JSON": {"status": 200, "body": '{"data":{"id":"1"'},
    "200 with two ids": {"status": 200, "body": '{"data":{"id":"1","id":"2"}}'},
    "200 with something after the JSON": {"status": 200, "body": '{"data":{"id":"1"}}x'},
    "200 with a zero byte after the JSON": {"status": 200, "body": '{"data":{"id":"1"}}\0'},
    "200 with an escaped zero in the id": {
        "status": 200,
        "body": '{"data":{"id":"1\\u00002"}}',
    },
    "200 with a byte order mark": {"status": 200, "body": '\ufeff{"data":{"id":"1"}}'},
    "200 with NaN": {"status": 200, "body": '{"data":{"id":"1","n":NaN}}'},
    "200 with errors only": {"status": 200, "body": {"errors": [{"message": "no"}]}},
    "200 with null": {"status": 200, "body": "null"},
    "200 with an array": {"status": 200, "body": "[]"},
    "200 with HTML": {"status": 200, "body": "<html>all is well</html>"},
    "200 with a thousand levels": {"status": 200, "body": "[" * 1000},
    "201 empty": {"status": 201, "body": ""},
    "202": {"status": 202, "body": {}},
    "203": {"status": 203, "body": {"data": {}}},
    "204": {"status": 204},
    "206": {"status": 206, "body": '{"data":'},
    **{
        f"{status}": {"status": status, "headers": {"Location": "/2/other"}}
        for status in (300, 301, 302, 303, 304, 305, 307, 308)
    },
    "400 with HTML": {"status": 400, "body": "<html>Bad Request</html>"},
    "400 with plain text": {"status": 400, "body": "media type unrecognized"},
    "401 with HTML": {"status": 401, "body": "<html>Sign in</html>"},
    "403 with HTML": {"status": 403, "body": "<html>Attention Required!</html>"},
    "404 with HTML": {"status": 404, "body": "<html>Not Found</html>"},
    "408 empty": {"status": 408},
    "408 with a problem": problem(408, "Request Timeout"),
    "500 empty": {"status": 500},
    "500 with a problem": problem(500, "Internal Server Error"),
    "502 with HTML": {"status": 502, "body": "<html>Bad Gateway</html>"},
    "503": problem(503, "Service Unavailable"),
    "503 with Retry-After": {**problem(503, "Over capacity"), "headers": {"Retry-After": "1"}},
    "504": {"status": 504, "body": "upstream timeout"},
    "520": {"status": 520, "body": "error code: 520"},
    "599": {"status": 599},
}


@pytest.mark.parametrize("name", UNCLEAR)
def test_an_unclear_answer_is_an_unknown_outcome(x, alice, name):
    answer = UNCLEAR[name]
    for act in ("before", "after"):
        fault(x, act=act, **answer)
        error = post(alice, act, key=act)
        assert error["code"] == "unknown_outcome" and error["outcome"] == "unknown"
        assert error["http_status"] == answer["status"] and error["key"] == act
        assert "not sent again" in error["message"]
        assert creates(x, act) == (1 if act == "after" else 0)
        said = entry(alice, act)
        assert (said["state"], said["outcome"], said["text"]) == ("unknown", "unknown", act)
        assert said["code"] == "unknown_outcome" and said["http_status"] == answer["status"]
        assert attempts(x) == (1 if act == "before" else 3)
        assert_settles(alice, x, act, act)
    assert attempts(x) == 3 and len(requests_to(x, "/2/other")) == 0


# --- answers that are a refusal ----------------------------------------------------------------

REFUSALS = {
    "400 with a problem": (problem(400, "One or more parameters"), "invalid_request"),
    "400 empty": ({"status": 400}, "invalid_request"),
    "403": (problem(403, "Forbidden"), "forbidden"),
    "403 empty": ({"status": 403}, "forbidden"),
    "403 duplicate": (
        problem(403, "You are not allowed to create a Tweet with duplicate content."),
        "duplicate",
    ),
    "402": (problem(402, "no credits"), "credits_depleted"),
    "404 empty": ({"status": 404}, "not_found"),
    "405": (problem(405, "Method"), "invalid_request"),
    "409": (problem(409, "Conflict"), "invalid_request"),
    "413 empty": ({"status": 413}, "invalid_request"),
    "415": (problem(415, "content-type"), "invalid_request"),
    "421 empty": ({"status": 421}, "invalid_request"),
    "422": (problem(422, "Unprocessable"), "invalid_request"),
    "425 empty": ({"status": 425}, "invalid_request"),
    "429 with a problem": (problem(429, "Too Many Requests"), "rate_limited"),
    "429 with HTML": ({"status": 429, "body": "<html>slow down</html>"}, "rate_limited"),
    "429 empty": ({"status": 429}, "rate_limited"),
    "451": (problem(451, "law"), "invalid_request"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_not_posted_and_the_key_can_be_finished(x, alice, name):
    answer, code = REFUSALS[name]
    fault(x, **answer)
    error = post(alice, "refused", key=KEY)
    assert (error["code"], error["outcome"]) == (code, "not_posted")
    assert error["http_status"] == answer["status"] and error["key"] == KEY
    assert attempts(x) == 1
    said = entry(alice, KEY)
    assert (said["state"], said["outcome"], said["text"]) == (
        "rejected",
        "not_posted",
        "refused",
    )
    assert (said["code"], said["http_status"]) == (code, answer["status"])
    assert_posts_once(alice, x, "refused", KEY)
    assert attempts(x) == 2


def test_a_real_duplicate_is_told_as_one(x, alice):
    assert posted(post(alice, "same"))
    error = post(alice, "same")
    assert (error["code"], error["outcome"]) == ("duplicate", "not_posted")
    assert creates(x, "same") == 1


def test_a_401_renews_the_token_once_and_sends_again_once(x, alice):
    x.control("expire")
    assert posted(post(alice, "renewed", key=KEY))
    assert x.counts()["refreshes"] == 1 and attempts(x) == 2
    assert creates(x, "renewed") == 1


def test_two_401s_end_in_login_required_and_nothing_is_sent_a_third_time(x, alice):
    fault(x, times=2, **problem(401, "Unauthorized"))
    error = post(alice, "no login", key=KEY)
    assert (error["code"], error["outcome"]) == ("login_required", "not_posted")
    assert attempts(x) == 2 and x.counts()["refreshes"] == 1
    assert entry(alice, KEY)["state"] == "rejected"
    assert_posts_once(alice, x, "no login", KEY)


def test_a_401_without_a_refresh_token_is_login_required_after_one_request(x, machine):
    x.set(include_refresh_token=False)
    machine.login()
    x.control("expire")
    error = post(machine, "no more", key=KEY)
    assert (error["code"], error["outcome"]) == ("login_required", "not_posted")
    assert attempts(x) == 1
    x.set(include_refresh_token=True)
    machine.login()
    assert_posts_once(machine, x, "no more", KEY)


def test_a_401_and_a_refresh_that_fails_is_not_posted(x, alice):
    fault(x, **problem(401, "Unauthorized"))
    x.fault(
        path="/2/oauth2/token",
        status=400,
        body={
            "error": "invalid_request",
            "error_description": "Value passed for the token was invalid.",
        },
    )
    error = post(alice, "no way", key=KEY)
    assert error["outcome"] == "not_posted"
    assert error["code"] in ("login_required", "revoked_elsewhere")
    assert attempts(x) == 1 and entry(alice, KEY)["outcome"] == "not_posted"
    x.control("revoke", {})
    alice.login()
    assert_posts_once(alice, x, "no way", KEY)


def test_a_401_and_a_second_answer_that_is_unclear_is_unknown(x, alice):
    fault(x, **problem(401, "Unauthorized"))
    fault(x, act="after", close=True)
    error = post(alice, "half renewed", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert creates(x, "half renewed") == 1 and attempts(x) == 2
    assert_settles(alice, x, "half renewed", KEY)


def test_a_redirect_to_another_port_is_not_followed(x, alice):
    with client.StandIn() as other:
        for status in (301, 302, 307, 308):
            fault(x, status=status, headers={"Location": other.url + "/2/tweets"})
            assert post(alice, f"moved {status}")["code"] == "unknown_outcome"
        assert other.counts()["requests_seen"] == 0


# --- connections that break --------------------------------------------------------------------


@pytest.mark.parametrize("act", ["before", "after"])
@pytest.mark.parametrize("end", ["close", "reset"])
def test_a_connection_that_ends_without_an_answer_is_unknown(x, alice, act, end, host):
    fault(x, act=act, **{end: True})
    error = post(alice, "broken", key=KEY, host=host)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert attempts(x) == 1 and creates(x, "broken") == (1 if act == "after" else 0)
    assert entry(alice, KEY)["state"] == "unknown"
    assert_settles(alice, x, "broken", KEY)


@pytest.mark.parametrize("act", ["before", "after"])
@pytest.mark.parametrize("end", ["close", "reset"])
def test_the_second_post_on_a_kept_connection_is_not_sent_twice(x, alice, act, end, host):
    """A server that takes the request and closes: by default libcurl sends it again."""
    fault(x, skip=1, act=act, **{end: True})
    script = "\n".join(post_script(text, key=text) for text in ("one", "two", "three"))
    one, two, three = alice.run(script, host=host).results
    assert posted(one) and posted(three)
    assert two["err"]["code"] == "unknown_outcome" and two["err"]["outcome"] == "unknown"
    sent = [r for r in requests_to(x, "/2/tweets") if '"two"' in r["body"]]
    assert len(sent) == 1 and creates(x, "two") == (1 if act == "after" else 0)
    assert_settles(alice, x, "two", "two")


def test_a_kept_connection_that_is_closed_between_two_posts_is_replaced(x, alice, host):
    """The answer does not say that the connection ends; it is gone when the next post comes."""
    answer = json.dumps({"data": {"id": "11", "text": "one"}})
    fault(x, raw=raw(f"HTTP/1.1 201 Created\r\nContent-Length: {len(answer)}\r\n\r\n{answer}"))
    script = post_script("one") + "\nsleep(0.1)\n" + post_script("two", key=KEY)
    one, two = alice.run(script, host=host).results
    assert one["id"] == "11"
    result = two.get("err", two)
    assert posted(result), result
    assert creates(x, "two") == 1


@pytest.mark.parametrize(
    "name,answer",
    {
        "a status line": "HTTP/1.1 201 Created\r\n",
        "half the headers": "HTTP/1.1 201 Created\r\nContent-Le",
        "headers that promise more": "HTTP/1.1 201 Created\r\nContent-Length: 60\r\n\r\n",
        "half a body": 'HTTP/1.1 201 Created\r\nContent-Length: 60\r\n\r\n{"data":{"id":"1"',
        "a whole body that is cut short": 'HTTP/1.1 201 Created\r\nContent-Length: 60\r\n\r\n{"data":{"id":"1"}}',
        "a chunk without an end": 'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n{"data":{"id":"1"}}\r\n',
        "a broken chunk": 'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{"data":{"id":"1"}}\r\n0\r\n\r\n',
        "100 Continue and no more": "HTTP/1.1 100 Continue\r\n\r\n",
        "103 and no more": "HTTP/1.1 103 Early Hints\r\n\r\n",
        "garbage": "\x16\x03\x01 what is this\r\n\r\n",
        "HTTP/0.9": '{"data":{"id":"1"}}',
        "another protocol": "SSH-2.0-OpenSSH_9.2\r\n",
        "a refusal that is cut": 'HTTP/1.1 403 Forbidden\r\nContent-Length: 60\r\n\r\n{"title":"F',
        "gzip": "HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f~\x08\x00",
        "headers without end": "HTTP/1.1 201 Created\r\n" + "X-A: " + "a" * 200000 + "\r\n\r\n",
        "two content lengths": 'HTTP/1.1 201 Created\r\nContent-Length: 19\r\nContent-Length: 50\r\n\r\n{"data":{"id":"1"}}',
    }.items(),
)
def test_an_answer_that_is_not_whole_is_unknown(x, alice, name, answer):
    fault(x, raw=raw(answer))
    error = post(alice, "cut", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown"), name
    assert attempts(x) == 1
    assert_settles(alice, x, "cut", KEY)


def test_an_answer_that_goes_on_too_long_is_unknown(x, alice):
    fault(x, status=201, body=" " * (1 << 20) + '{"data":{"id":"1"}}')
    error = post(alice, "long answer", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert attempts(x) == 1
    assert_settles(alice, x, "long answer", KEY)


def test_an_answer_without_a_length_ends_with_its_connection(x, alice):
    head = "HTTP/1.1 201 Created\r\n\r\n"
    fault(x, raw=raw(head + '{"data":{"id":"11","text":"t"}}'))
    assert post(alice, "to the end")["id"] == "11"
    fault(x, raw=raw(head + '{"data":{"id":"11","te'))
    error = post(alice, "not to the end", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert_settles(alice, x, "not to the end", KEY)


def test_an_answer_behind_100_and_103_is_read(x, alice):
    answer = '{"data":{"id":"11","text":"t"}}'
    fault(
        x,
        raw=raw(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            f"HTTP/1.1 201 Created\r\nContent-Length: {len(answer)}\r\n\r\n{answer}"
        ),
    )
    assert post(alice, "patience")["id"] == "11"


@pytest.mark.slow
@pytest.mark.parametrize("act", ["before", "after"])
def test_silence_is_unknown_after_30_seconds(x, alice, act):
    fault(x, act=act, silence=True)
    error = post(alice, "silence", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert attempts(x) == 1
    assert_settles(alice, x, "silence", KEY)


# --- what never left ---------------------------------------------------------------------------


def test_a_server_that_is_not_there_is_not_posted_and_is_tried_for_a_while(x, machine):
    with Door(x, machine):
        begun = time.monotonic()
        error = post(machine, "nobody there", key=KEY)
        assert time.monotonic() - begun > 1.4  # three tries
    assert (error["code"], error["outcome"]) == ("network", "not_posted")
    assert entry(machine, KEY)["state"] == "not_sent"
    assert "127.0.0.1" in error["message"] and attempts(x) == 0


def test_what_could_not_be_reached_can_be_finished_with_its_key(x, machine):
    with Door(x, machine) as door:
        assert post(machine, "later", key=KEY)["outcome"] == "not_posted"
        door.open()
        assert_posts_once(machine, x, "later", KEY)


def test_a_server_that_appears_between_the_tries_gets_one_create(x, machine):
    with Door(x, machine) as door:
        script = machine.start(post_script("patient", key=KEY))
        time.sleep(0.3)
        door.open()
        assert posted(script.end().result)
    assert creates(x, "patient") == 1 and attempts(x) == 1


def test_another_api_server_than_the_accounts_is_refused_without_a_request(x, alice):
    error = post(alice, "elsewhere", env={"XPOST_API_URL": "http://127.0.0.1:9"}, key=KEY)
    assert (error["code"], error["outcome"]) == ("config", "not_posted")
    assert attempts(x) == 0
    assert_posts_once(alice, x, "elsewhere", KEY)


# --- through a proxy that breaks connections ---------------------------------------------------

ENDS = ("close", "reset")
REQUEST_CUTS = (1, "half-headers", "headers", "half-body", "body")
REPLY_CUTS = ("status-line", "half-headers", "headers", "half-body", "last-byte")


@pytest.fixture
def broken(x, machine):
    with behind(x, machine) as proxy:
        yield proxy


@pytest.mark.parametrize("end", ENDS)
def test_a_request_that_is_cut_anywhere_is_unknown(x, machine, broken, end):
    for cut in REQUEST_CUTS:
        text = key = f"request {cut} {end}"
        before = attempts(x)
        broken.fault(cut_request=cut, end=end)
        error = post(machine, text, key=key)
        assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown"), cut
        assert attempts(x) <= before + 1
        assert_safe(machine, x, text, key, error)


@pytest.mark.parametrize("end", ENDS)
def test_a_reply_that_is_cut_anywhere_is_unknown_and_posted_once(x, machine, broken, end):
    for cut in REPLY_CUTS:
        text = key = f"reply {cut} {end}"
        broken.fault(cut_reply=cut, end=end)
        error = post(machine, text, key=key)
        assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown"), cut
        assert creates(x, text) == 1
        assert_safe(machine, x, text, key, error)


@pytest.mark.parametrize("end", ENDS)
def test_a_connection_that_ends_before_its_first_byte_is_safe(x, machine, broken, end):
    text = key = f"at once {end}"
    broken.fault(cut_request=0, end=end)
    result = post(machine, text, key=key)
    assert_safe(machine, x, text, key, result)


def test_a_reply_that_says_it_is_longer_than_it_is_is_unknown(x, machine, broken):
    broken.fault(content_length=5000)
    error = post(machine, "a lie", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert creates(x, "a lie") == 1
    assert_safe(machine, x, "a lie", KEY, error)


@pytest.mark.parametrize("direction", ["request", "reply"])
def test_a_kept_connection_that_is_cut_in_the_second_post_is_safe(
    x, machine, broken, direction
):
    assert posted(post(machine, "measure 00"))
    [log] = broken.state()["log"]
    first, total = log[f"{direction}_bytes"], log[f"{direction}_bytes"] * 2
    broken.reset()
    steps = [first + 1, (first + total) // 2, total - 1, total]
    for i, cut in enumerate(steps):
        one, two = f"measure {i}1", f"measure {i}2"
        broken.fault(**{f"cut_{direction}": cut}, end=ENDS[i % 2])
        done = machine.run(post_script(one, key=one) + "\n" + post_script(two, key=two))
        results = [r.get("err", r) for r in done.results]
        assert posted(results[0])
        for text, result in zip((one, two), results):
            assert_safe(machine, x, text, text, result)


def test_an_endless_reply_is_cut_off_and_unknown(x, machine, broken):
    for kind in ("body", "chunks", "headers"):
        broken.fault(endless=kind, acted=True, limit=64 << 20)
        error = post(machine, kind, key=kind)
        assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown"), kind
        assert creates(x, kind) == 1
        assert_safe(machine, x, kind, kind, error)
    assert broken.state()["reply_bytes"] < 3 * (32 << 20)


@pytest.mark.slow
@pytest.mark.parametrize(
    "cut",
    [{"cut_request": "half-body"}, {"cut_reply": "half-headers"}, {"cut_reply": "half-body"}],
)
def test_silence_in_the_middle_is_unknown_after_30_seconds(x, machine, broken, cut):
    broken.fault(end="silence", **cut)
    error = post(machine, "silence", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert_safe(machine, x, "silence", KEY, error)


@pytest.mark.slow
def test_a_reply_of_a_byte_each_second_is_unknown_after_30_seconds(x, machine, broken):
    broken.fault(drip="reply")
    error = post(machine, "drip", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert creates(x, "drip") == 1
    assert_safe(machine, x, "drip", KEY, error)


@pytest.mark.slow
@pytest.mark.parametrize("direction", ["request", "reply"])
def test_a_cut_at_every_byte_is_safe(x, machine, broken, direction):
    assert posted(post(machine, "measure it"))
    [log] = broken.state()["log"]
    for cut in range(0, log[f"{direction}_bytes"] + 1, 7):
        text = key = f"cut at {cut:05}"
        broken.fault(**{f"cut_{direction}": cut}, end=ENDS[cut % 2])
        assert_safe(machine, x, text, key, post(machine, text, key=key))


# --- the same with TLS -------------------------------------------------------------------------


@pytest.mark.parametrize("direction", ["request", "reply"])
def test_a_cut_in_tls_is_safe(tls_x, tls_machine, direction):
    with behind(tls_x, tls_machine) as proxy:
        assert posted(post(tls_machine, "measure 00"))
        [log] = proxy.state()["log"]
        total = log[f"{direction}_bytes"]
        for i in range(1, 11):
            cut = total * i // 10 - (i == 10)
            text = key = f"cut at {i:02}"
            proxy.fault(**{f"cut_{direction}": cut}, end=ENDS[i % 2])
            result = post(tls_machine, text, key=key)
            assert_safe(tls_machine, tls_x, text, key, result)


@pytest.mark.parametrize("act", ["before", "after"])
@pytest.mark.parametrize("end", ENDS)
def test_the_second_post_on_a_kept_tls_connection_is_not_sent_twice(
    tls_x, tls_machine, act, end
):
    tls_machine.login()
    fault(tls_x, skip=1, act=act, **{end: True})
    script = "\n".join(post_script(text, key=text) for text in ("one", "two", "three"))
    one, two, three = tls_machine.run(script).results
    assert posted(one) and posted(three)
    assert two["err"]["code"] == "unknown_outcome"
    sent = [r for r in requests_to(tls_x, "/2/tweets") if '"two"' in r["body"]]
    assert len(sent) == 1 and creates(tls_x, "two") == (1 if act == "after" else 0)
    assert_settles(tls_machine, tls_x, "two", "two")


def test_a_certificate_that_is_not_trusted_is_tls_and_not_posted(tls_x, tls_machine, tmp_path):
    tls_machine.login()
    other = tmp_path / "other"
    tls.make_authority(other)
    error = post(tls_machine, "no trust", env={"XPOST_CA_FILE": str(other / "ca.pem")}, key=KEY)
    assert (error["code"], error["outcome"]) == ("tls", "not_posted")
    assert attempts(tls_x) == 0
    assert entry(tls_machine, KEY)["state"] == "not_sent"
    assert_posts_once(tls_machine, tls_x, "no trust", KEY)


@pytest.mark.parametrize("answer", [407, "garbage", "close"])
def test_a_proxy_that_gives_no_tunnel_is_not_posted(tls_x, tls_machine, connect_proxy, answer):
    tls_machine.login()
    connect_proxy.control("set", {"answer": answer})
    env = {"https_proxy": connect_proxy.url, "no_proxy": ""}
    error = post(tls_machine, "no tunnel", env=env, key=KEY)
    assert error["outcome"] == "not_posted" and error["code"] in ("network", "tls"), error
    assert attempts(tls_x) == 0
    assert_posts_once(tls_machine, tls_x, "no tunnel", KEY)


def test_a_tunnel_of_a_proxy_carries_one_create(tls_x, tls_machine, connect_proxy):
    tls_machine.login()
    env = {"https_proxy": connect_proxy.url, "no_proxy": ""}
    assert posted(post(tls_machine, "tunnel", env=env))
    assert creates(tls_x, "tunnel") == 1
    assert "authorization" not in json.dumps(connect_proxy.state()).lower().replace(
        "proxy-authorization", ""
    )


# --- deletes ----------------------------------------------------------------------------------


def test_a_delete_whose_answer_is_lost_is_an_error_and_made_once(x, alice):
    made = post(alice, "to go")["id"]
    x.fault(path="/2/tweets/*", act="after", close=True)
    error = call(alice, f'xpost.delete "{made}"')
    assert error["code"] == "network"
    assert x.counts()["deletes"] == 1
