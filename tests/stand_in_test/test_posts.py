"""Creating, deleting and reading posts."""

import json

import pytest


def create(x, token, text="Hello", **members):
    return x.api("POST", "/2/tweets", token, {"text": text, **members})


def test_create(x, alice):
    text = "One\nTwo & <three> 日本語"
    answer = create(x, alice, text)
    assert answer.status == 201
    post = answer.json["data"]
    assert len(post["id"]) == 19 and post["edit_history_tweet_ids"] == [post["id"]]
    assert int(float(post["id"])) != int(
        post["id"]
    )  # lost by a client that reads ids as numbers
    assert answer.headers["x-rate-limit-limit"] == "100" and "date" in answer.headers
    state = x.state()
    assert state["creates"] == 1 and state["creates_by_text"] == {text: 1}
    assert state["posts"][0]["text"] == text and json.loads(state["posts"][0]["raw"]) == {
        "text": text
    }


def test_ids_increase(x, alice):
    ids = [int(create(x, alice, f"post {i}").json["data"]["id"]) for i in range(20)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    "body, words",
    [
        ({}, "$.text: is missing but it is required"),
        ({"text": 1}, "$.text: integer found, string expected"),
        ({"text": ""}, "$.text: must not be empty"),
        ({"text": "a", "tekst": "b"}, "$.tekst: is not defined in the schema"),
        (
            {"text": "a", "reply": {}},
            "$.reply.in_reply_to_tweet_id: is missing but it is required",
        ),
        ({"text": "a", "reply": {"in_reply_to_tweet_id": 1}}, "integer found, string expected"),
        (
            {"text": "a", "reply": {"in_reply_to_tweet_id": "1", "x": 1}},
            "is not defined in the schema",
        ),
        (
            {"text": "a", "reply_settings": "everyone"},
            "does not have a value in the enumeration",
        ),
        (
            {"text": "a", "media": {"media_ids": "1"}},
            "$.media.media_ids: string found, array expected",
        ),
        ({"text": "a", "media": {"media_ids": []}}, "minimum of 1 items"),
        (
            {"text": "a", "media": {"media_ids": ["1", "2", "3", "4", "5"]}},
            "maximum of 4 items",
        ),
        ({"text": "a", "media": {"media_ids": ["x"]}}, "does not match the regex pattern"),
        ({"text": "a", "media": {"media_ids": ["1"]}}, "Your media IDs are invalid."),
        (
            {"text": "a", "poll": {"options": ["a"], "duration_minutes": 5}},
            "minimum of 2 items",
        ),
        (
            {"text": "a", "poll": {"options": ["a", "b" * 26], "duration_minutes": 5}},
            "may only be 25 characters long",
        ),
        (
            {"text": "a", "poll": {"options": ["a", "b"], "duration_minutes": 4}},
            "minimum value of 5",
        ),
        (
            {"text": "a", "poll": {"options": ["a", "b"], "duration_minutes": True}},
            "boolean found, integer expected",
        ),
        (
            {
                "text": "a",
                "poll": {"options": ["a", "b"], "duration_minutes": 5},
                "quote_tweet_id": "1",
            },
            "You can only provide one of",
        ),
        ({"text": "a", "made_with_ai": "yes"}, "string found, boolean expected"),
        ([], "$: array found, object expected"),
    ],
)
def test_the_body_is_checked_strictly(x, alice, body, words):
    answer = x.api("POST", "/2/tweets", alice, body)
    assert answer.status == 400 and answer.headers["content-type"].startswith(
        "application/problem+json"
    )
    assert words in answer.json["errors"][0]["message"]
    assert answer.json["type"].endswith("/invalid-request") and x.counts()["creates"] == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"text": "a", "text": "b"}',
        b'{"text": NaN}',
        b'{"text": "\xff"}',
        b"[" * 100000,
    ],
)
def test_what_is_not_json(x, alice, raw):
    answer = x.request(
        "POST",
        "/2/tweets",
        raw,
        {"Authorization": "Bearer " + alice, "Content-Type": "application/json"},
    )
    assert answer.status == 400 and "not valid JSON" in answer.text


def test_the_content_type_is_required(x, alice):
    answer = x.request(
        "POST", "/2/tweets", b'{"text": "a"}', {"Authorization": "Bearer " + alice}
    )
    assert answer.status == 400
    assert "Requests with bodies must have content-type of application/json." in answer.text


def test_duplicates(x, alice):
    assert create(x, alice).status == 201
    again = create(x, alice, "Hello ")
    assert again.status == 403
    assert (
        again.json["detail"] == "You are not allowed to create a Tweet with duplicate content."
    )
    assert create(x, x.login("bob")["access_token"]).status == 201
    x.set(detect_duplicates=False)
    assert create(x, alice).status == 201 and x.counts()["creates"] == 3


def test_length(x, alice):
    assert create(x, alice, "あ" * 140).status == 201
    assert create(x, alice, "あ" * 141).status == 403
    assert create(x, alice, "https://example.com/" + "a" * 300 + " " + "b" * 256).status == 201
    assert create(x, alice, "👨‍👩‍👧‍👦" * 140).status == 201
    assert create(x, x.login("bob")["access_token"], "a" * 281).status == 201


def test_bearer_tokens_and_scopes(x, alice):
    assert x.request("POST", "/2/tweets", b"{}").status == 401
    answer = create(x, "nonsense")
    assert answer.json == {
        "title": "Unauthorized",
        "type": "about:blank",
        "status": 401,
        "detail": "Unauthorized",
    }
    reader = x.login("bob", scope="tweet.read users.read")["access_token"]
    assert create(x, reader).json == {
        "title": "Forbidden",
        "type": "about:blank",
        "status": 403,
        "detail": "Forbidden",
    }


def test_threads_and_replies(x, alice):
    first = create(x, alice, "first").json["data"]["id"]
    second = create(x, alice, "second", reply={"in_reply_to_tweet_id": first})
    assert second.status == 201
    missing = create(x, alice, "third", reply={"in_reply_to_tweet_id": "1"})
    assert missing.status == 403 and "deleted or not visible" in missing.json["detail"]
    others = x.control("post", {"user": "bob", "text": "nothing to do with you"})["id"]
    refused = create(x, alice, "fourth", reply={"in_reply_to_tweet_id": others})
    assert refused.status == 403 and refused.json["type"].endswith(
        "/not-authorized-for-resource"
    )
    summoned = x.control("post", {"user": "bob", "text": "what do you say, @Alice?"})["id"]
    assert create(x, alice, "fifth", reply={"in_reply_to_tweet_id": summoned}).status == 201
    page = x.request("GET", f"/i/status/{first}").text
    assert "second" in page and "Replying to @alice" in page and "fifth" not in page


def test_delete(x, alice):
    post = create(x, alice).json["data"]["id"]
    bob = x.login("bob")["access_token"]
    assert x.api("DELETE", f"/2/tweets/{post}", bob).status == 403
    assert x.api("DELETE", f"/2/tweets/{post}", alice).json == {"data": {"deleted": True}}
    assert x.api("DELETE", f"/2/tweets/{post}", alice).status == 404
    assert x.api("DELETE", "/2/tweets/abc", alice).status == 400
    assert x.request("GET", f"/alice/status/{post}").status == 404
    assert create(x, alice).status == 201


def test_me(x, alice):
    plain = x.api("GET", "/2/users/me", alice).json
    assert plain == {
        "data": {"id": "1500000000000000001", "name": "Alice", "username": "alice"}
    }
    more = x.api("GET", "/2/users/me?user.fields=subscription_type,verified_type", alice).json[
        "data"
    ]
    assert (more["subscription_type"], more["verified_type"]) == ("None", "none")


def timeline(x, token, query=""):
    return x.api("GET", f"/2/users/1500000000000000001/tweets{query}", token)


def test_timeline_is_escaped_and_links_are_wrapped(x, alice):
    assert timeline(x, alice).json == {"meta": {"result_count": 0}}
    create(x, alice, "a < b && c > d https://example.com/?a=1&b=2. ")
    [post] = timeline(x, alice, "?tweet.fields=created_at,entities").json["data"]
    [link] = post["entities"]["urls"]
    assert link["expanded_url"] == "https://example.com/?a=1&b=2" and link["url"].startswith(
        "https://t.co/"
    )
    assert post["text"] == f"a &lt; b &amp;&amp; c &gt; d {link['url']}."
    assert post["text"][link["start"] : link["end"]] == link["url"]
    assert post["created_at"].endswith("Z") and "author_id" not in post


def test_timeline_ranges(x, alice):
    ids = [create(x, alice, f"post {i}").json["data"]["id"] for i in range(7)]
    page = timeline(x, alice, "?max_results=5").json
    assert [p["id"] for p in page["data"]] == ids[:1:-1]
    assert page["meta"] == {
        "result_count": 5,
        "newest_id": ids[6],
        "oldest_id": ids[2],
        "next_token": "5",
    }
    rest = timeline(x, alice, "?max_results=5&pagination_token=5").json
    assert [p["id"] for p in rest["data"]] == [ids[1], ids[0]]
    assert [p["id"] for p in timeline(x, alice, f"?since_id={ids[5]}").json["data"]] == [ids[6]]
    assert [p["id"] for p in timeline(x, alice, f"?until_id={ids[1]}").json["data"]] == [ids[0]]
    assert (
        timeline(x, alice, "?start_time=2999-01-01T00:00:00Z").json["meta"]["result_count"] == 0
    )
    for wrong in ("?max_results=4", "?since_id=x", "?start_time=now", "?colour=red"):
        assert timeline(x, alice, wrong).status == 400


def test_timeline_may_lag(x, alice):
    x.set(timeline_lag=60)
    create(x, alice)
    assert timeline(x, alice).json["meta"]["result_count"] == 0
    x.set(clock_offset=61)
    assert timeline(x, alice).json["meta"]["result_count"] == 1


def test_rate_limit(x, alice):
    x.set(rate_limits={"create": 1})
    assert create(x, alice, "one").headers["x-rate-limit-remaining"] == "0"
    answer = create(x, alice, "two")
    assert answer.status == 429 and answer.json["title"] == "Too Many Requests"
    assert int(answer.headers["x-rate-limit-reset"]) > 0 and x.counts()["creates"] == 1


def test_unknown_routes_answer_404_without_a_body(x, alice):
    for method, path in (
        ("GET", "/2/nothing"),
        ("POST", "/2//tweets"),
        ("GET", "/2/usage/credits"),
    ):
        answer = x.api(method, path, alice)
        assert (answer.status, answer.body) == (404, b"")


def test_pages_escape_posts(x, alice):
    create(x, alice, '<img src=x onerror=alert(1)> & "quoted"')
    for path in ("/", "/alice"):
        page = x.request("GET", path).text
        assert "<img src=x" not in page and "&lt;img src=x onerror=alert(1)&gt; &amp;" in page


def test_edits_replace_the_post(x, alice):
    first = create(x, alice, "teh").json["data"]["id"]
    edit = create(x, alice, "the", edit_options={"previous_post_id": first}).json["data"]
    assert edit["edit_history_tweet_ids"] == [first, edit["id"]]
    assert [p["id"] for p in timeline(x, alice).json["data"]] == [edit["id"]]
    assert create(x, alice, "a", edit_options={"previous_post_id": first}).status == 403


def test_the_date_follows_the_clock_of_the_server(x, alice):
    x.set(clock_offset=100 * 365 * 86400)
    assert " 21" in timeline(x, alice).headers["date"]
