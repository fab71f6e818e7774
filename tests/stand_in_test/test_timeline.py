"""The user's own timeline: the names of 2.167 and 2.166, and what it costs to read it."""

from urllib.parse import urlencode

import pytest

ALICE = "1500000000000000001"


def create(x, token, text="Hello", **members):
    answer = x.api("POST", "/2/tweets", token, {"text": text, **members})
    assert answer.status == 201, answer.text
    return answer.json["data"]["id"]


def reply(x, token, text, parent):
    return create(x, token, text, reply={"in_reply_to_tweet_id": parent})


def read(x, token, **query):
    names = {name.replace("_fields", ".fields"): value for name, value in query.items()}
    return x.api("GET", f"/2/users/{ALICE}/tweets?{urlencode(names, safe=',')}", token)


@pytest.fixture
def thread(x, alice):
    first = create(x, alice, "first")
    return [first, reply(x, alice, "second", first)]


def test_references_are_expanded(x, alice, thread):
    first, second = thread
    answer = read(x, alice, post_fields="created_at,text", expansions="referenced_posts").json
    assert [p["id"] for p in answer["data"]] == [second, first]
    assert answer["data"][0]["referenced_posts"] == [{"type": "replied_to", "id": first}]
    assert "referenced_posts" not in answer["data"][1]
    [beside] = answer["includes"]["posts"]
    assert (beside["id"], beside["text"]) == (first, "first") and "created_at" in beside
    assert beside["edit_history_post_ids"] == [first]


def test_references_are_not_told_without_being_expanded(x, alice, thread):
    answer = read(x, alice, post_fields="created_at,conversation_id").json
    assert "referenced_posts" not in answer["data"][0] and "includes" not in answer
    assert answer["data"][0]["conversation_id"] == thread[0]


def test_references_with_the_old_names(x, alice, thread):
    first, _ = thread
    told = [{"type": "replied_to", "id": first}]
    answer = read(x, alice, tweet_fields="referenced_tweets").json
    assert answer["data"][0]["referenced_tweets"] == told and "includes" not in answer
    answer = read(x, alice, tweet_fields="text", expansions="referenced_tweets.id").json
    assert answer["data"][0]["referenced_tweets"] == told
    assert [p["id"] for p in answer["includes"]["tweets"]] == [first]
    assert answer["data"][0]["edit_history_tweet_ids"] == [thread[1]]


def test_a_post_beside_others_is_told_once(x, alice, thread):
    first, second = thread
    third = reply(x, alice, "another", first)
    answer = read(x, alice, expansions="referenced_posts").json
    assert [p["id"] for p in answer["data"]] == [third, second, first]
    assert [p["id"] for p in answer["includes"]["posts"]] == [first]


def test_a_post_that_is_gone_is_an_error_beside_the_data(x, alice, thread):
    first, second = thread
    x.api("DELETE", f"/2/tweets/{first}", alice)
    answer = read(x, alice, expansions="referenced_posts").json
    assert [p["id"] for p in answer["data"]] == [second] and "includes" not in answer
    assert answer["data"][0]["referenced_posts"][0]["id"] == first
    [error] = answer["errors"]
    assert error["resource_id"] == first and error["title"] == "Not Found Error"


def test_authors_are_expanded(x, alice, thread):
    answer = read(x, alice, post_fields="text", expansions="author_id").json
    assert answer["data"][0]["author_id"] == ALICE
    assert [u["username"] for u in answer["includes"]["users"]] == ["alice"]


@pytest.mark.parametrize(
    "name, value, wrong",
    [
        ("post_fields", "text,referenced_posts", "referenced_posts"),
        ("post_fields", "author_id", "author_id"),
        ("post_fields", "note_tweet", "note_tweet"),
        ("post_fields", "", ""),
        ("expansions", "referenced_post", "referenced_post"),
    ],
)
def test_unknown_values_are_refused(x, alice, name, value, wrong):
    answer = read(x, alice, **{name: value})
    assert answer.status == 400 and answer.json["type"].endswith("/invalid-request")
    words = f"The `{name.replace('_', '.')}` query parameter value [{wrong}] is not one of ["
    assert answer.json["errors"][0]["message"].startswith(words)
    assert x.counts()["timeline_reads"] == 0


def test_a_value_that_is_named_twice_is_refused(x, alice):
    assert read(x, alice, post_fields="text,text").status == 400


@pytest.mark.parametrize(
    "strict, good, bad",
    [
        ("new", {"post_fields": "text"}, {"tweet_fields": "text"}),
        ("new", {"expansions": "referenced_posts"}, {"expansions": "referenced_tweets.id"}),
        ("old", {"tweet_fields": "text"}, {"post_fields": "text"}),
        ("old", {"expansions": "referenced_tweets.id"}, {"expansions": "referenced_posts"}),
    ],
)
def test_a_server_may_know_the_names_of_one_version(x, alice, strict, good, bad):
    assert read(x, alice, **good).status == 200 and read(x, alice, **bad).status == 200
    x.set(strict_names=strict)
    assert read(x, alice, **good).status == 200
    refused = read(x, alice, **bad)
    assert refused.status == 400 and "is not one of [" in refused.text
    if "expansions" not in bad:
        [name] = bad
        start = f"The query parameter [{name.replace('_', '.')}] is not one of ["
        assert refused.json["errors"][0]["message"].startswith(start)


def test_the_names_are_one_of_three(x):
    with pytest.raises(RuntimeError, match="strict_names cannot be 'newest'"):
        x.set(strict_names="newest")


def test_what_was_read_is_counted(x, alice, thread):
    read(x, alice, post_fields="text")
    counts = x.counts()
    assert (counts["timeline_reads"], counts["posts_read"]) == (1, 2)
    read(x, alice, expansions="referenced_posts")
    assert x.counts()["posts_read"] == 2 + 3
    read(x, alice, since_id=thread[1])
    counts = x.counts()
    assert (counts["timeline_reads"], counts["posts_read"]) == (3, 5)
    x.reset()
    assert x.counts()["posts_read"] == 0


def test_a_poll_is_an_attachment(x, alice):
    create(x, alice, "which", poll={"options": ["a", "b"], "duration_minutes": 5})
    [post] = read(x, alice, post_fields="attachments").json["data"]
    assert len(post["attachments"]["poll_ids"]) == 1


def test_a_planted_post_may_be_older_than_others(x, alice):
    now = create(x, alice, "now")
    hour = x.control("post", {"user": "alice", "text": "an hour ago", "age": 3600})["id"]
    day = x.control("post", {"user": "alice", "text": "a day ago", "age": 86400})["id"]
    assert int(day) < int(hour) < int(now)
    posts = read(x, alice, post_fields="created_at").json["data"]
    assert [p["id"] for p in posts] == [now, hour, day]
    assert posts[0]["created_at"] > posts[1]["created_at"] > posts[2]["created_at"]
    since = posts[1]["created_at"]
    assert [p["id"] for p in read(x, alice, start_time=since).json["data"]] == [now, hour]
    for wrong in ({"age": -1}, {"age": "old"}, {"user": "nobody"}):
        with pytest.raises(RuntimeError):
            x.control("post", {"user": "alice", "text": "t", **wrong})


def test_a_post_may_be_visible_only_later(x, alice):
    first = create(x, alice, "first")
    x.set(visible_after=5)
    body = {"text": "second", "reply": {"in_reply_to_tweet_id": first}}
    answer = x.api("POST", "/2/tweets", alice, body)
    assert answer.status == 403 and x.counts()["creates"] == 1
    assert answer.json["detail"] == (
        "You attempted to reply to a Tweet that is deleted or not visible to you."
    )
    x.set(clock_offset=6)
    assert x.api("POST", "/2/tweets", alice, body).status == 201
    x.set(visible_after=0, clock_offset=-60)
    body["text"] = "third"
    assert x.api("POST", "/2/tweets", alice, body).status == 201


def test_the_known_names_are_the_published_ones():
    from stand_in import schema

    api = schema.published()
    if not api:
        pytest.skip("no copy of X's OpenAPI file here")
    parameters = api["components"]["parameters"]

    def names(parameter):
        return parameters[parameter]["schema"]["items"]["enum"]

    assert names("PostFieldsParameter") == schema.POST_FIELDS
    assert names("PostExpansionsParameter") == schema.POST_EXPANSIONS
    assert names("UserExpansionsParameter") == schema.USER_EXPANSIONS
