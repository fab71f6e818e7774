"""X's errors in every shape that it is known to send: what the user is told, and until when."""


import pytest

from posting import (
    attempts,
    call,
    creates,
    entry,
    fault,
    history,
    logged_in,
    post,
    post_script,
    posted,
    problem,
)

KEY = "the-key"
OLD, NEW = "https://api.twitter.com/2/problems/", "https://api.x.com/2/problems/"
ENROLL = "When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a Twitter developer App that is attached to a Project."
REPLY_OLD = "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to."
REPLY_NEW = "You can only reply to or quote posts where you are mentioned or are the author."
INVISIBLE = "You attempted to reply to a Tweet that is deleted or not visible to you."
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def answer(status: int, /, **body) -> dict:
    return {"status": status, "body": body}


# What X sends, the code, words of the message, words of the detail.
SHAPES = {
    # A: OAuth
    "A invalid_request": (
        answer(
            400,
            error="invalid_request",
            error_description="Value passed for the token was invalid.",
        ),
        "invalid_request",
        "",
        "Value passed for the token was invalid.",
    ),
    "A unauthorized_client": (
        answer(
            403,
            error="unauthorized_client",
            error_description="Missing valid authorization header",
        ),
        "forbidden",
        "",
        "Missing valid authorization header",
    ),
    # B: problems of version 2
    "B forbidden": (
        answer(403, title="Forbidden", type="about:blank", status=403, detail="Forbidden"),
        "forbidden",
        "Read and write",
        "Forbidden",
    ),
    "B duplicate": (problem(403, DUPLICATE), "duplicate", "same text", DUPLICATE),
    "B usage cap": (
        answer(
            429,
            account_id="1",
            product_name="p",
            title="UsageCapExceeded",
            period="Monthly",
            scope="Product",
            detail="Usage cap exceeded: Monthly product cap",
            type=OLD + "usage-capped",
        ),
        "usage_capped",
        "cap",
        "Monthly product cap",
    ),
    "B usage cap by its title alone": (
        answer(429, title="UsageCapExceeded", detail="Usage cap exceeded"),
        "usage_capped",
        "cap",
        "Usage cap",
    ),
    "B spending limit": (
        problem(403, "Your account reached its spending limit"),
        "usage_capped",
        "spending limit",
        "spending limit",
    ),
    "B credits": (
        answer(
            402,
            title="CreditsDepleted",
            type=OLD + "credits",
            detail="Your enrolled account [1] does not have any credits to fulfill this request.",
        ),
        "credits_depleted",
        "console.x.com",
        "does not have any credits",
    ),
    "B credits at the new host": (
        answer(402, title="CreditsDepleted", type=NEW + "credits", detail="none"),
        "credits_depleted",
        "console.x.com",
        "none",
    ),
    "B credits with 403": (
        answer(403, title="CreditsDepleted", type=OLD + "credits", detail="none"),
        "credits_depleted",
        "console.x.com",
        "none",
    ),
    "B 402 with nothing": ({"status": 402}, "credits_depleted", "console.x.com", None),
    "B client not enrolled": (
        answer(
            403,
            client_id="1",
            detail=ENROLL,
            title="Client Forbidden",
            reason="client-not-enrolled",
            required_enrollment="Appropriate Level of API Access",
            type=OLD + "client-forbidden",
        ),
        "not_enrolled",
        "This app is not enrolled",
        "attached to a Project",
    ),
    "B user not enrolled": (
        answer(
            403,
            type=NEW + "client-forbidden",
            title="Client Forbidden",
            reason="user-not-enrolled",
            detail="This request is billed to the authenticated user.",
            registration_url="https://console.x.com",
        ),
        "not_enrolled",
        "Your X account is not enrolled",
        "billed to the authenticated user",
    ),
    "B app only": (
        answer(
            403,
            title="Unsupported Authentication",
            type=OLD + "unsupported-authentication",
            status=403,
            detail="Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.",
        ),
        "forbidden",
        "token of a user",
        "Application-Only",
    ),
    "B oauth1 permissions": (
        answer(
            403,
            title="Forbidden",
            type=OLD + "oauth1-permissions",
            detail="Your client app is not configured",
        ),
        "forbidden",
        "Read and write",
        "not configured",
    ),
    "B reply policy, old words": (
        problem(403, REPLY_OLD),
        "forbidden",
        "only your own posts",
        "engaged by the author",
    ),
    "B reply policy, new words": (
        problem(403, REPLY_NEW),
        "forbidden",
        "only your own posts",
        "mentioned",
    ),
    "B reply policy by its type": (
        problem(403, "other words", type=NEW + "not-authorized-for-resource"),
        "forbidden",
        "only your own posts",
        "other words",
    ),
    "B parent not visible": (
        problem(403, INVISIBLE),
        "not_found",
        "post to reply to",
        "not visible",
    ),
    "B not found": (
        answer(
            404,
            title="Not Found Error",
            detail="Could not find tweet with id: [1].",
            type=NEW + "resource-not-found",
            parameter="id",
            value="1",
            resource_id="1",
        ),
        "not_found",
        "does not know",
        "Could not find tweet",
    ),
    "B without a detail": (answer(403, title="Only A Title"), "forbidden", "", "Only A Title"),
    # C: validation
    "C media ids": (
        answer(
            400,
            errors=[
                {
                    "parameters": {"media.media_ids": ["1"]},
                    "message": "Your media IDs are invalid.",
                }
            ],
            title="Invalid Request",
            detail="One or more parameters to your request was invalid.",
            type=OLD + "invalid-request",
        ),
        "media_rejected",
        "media",
        "Your media IDs are invalid.",
    ),
    "C missing member": (
        answer(
            400,
            title="Invalid Request",
            type=OLD + "invalid-request",
            detail="One or more parameters",
            errors=[
                {
                    "parameters": {"$.reply": ["{}"]},
                    "message": "$.reply.in_reply_to_tweet_id: is missing",
                }
            ],
        ),
        "invalid_request",
        "did not accept",
        "$.reply.in_reply_to_tweet_id: is missing",
    ),
    "C flat": (
        answer(
            400,
            type=NEW + "invalid-request",
            title="Invalid Request",
            detail="bad text",
            parameter="text",
            value="x",
            status=400,
        ),
        "invalid_request",
        "did not accept",
        "bad text",
    ),
    # D: version 1.1
    "D rate limit": (
        answer(429, errors=[{"code": 88, "message": "Rate limit exceeded"}]),
        "rate_limited",
        "no more requests",
        "Rate limit exceeded",
    ),
    "D duplicate": (
        answer(403, errors=[{"code": 187, "message": "Status is a duplicate."}]),
        "duplicate",
        "same text",
        "Status is a duplicate.",
    ),
    "D too long": (
        answer(400, errors=[{"code": 186, "message": "Tweet needs to be a bit shorter."}]),
        "over_limit",
        "too long",
        "bit shorter",
    ),
    "D parent": (
        answer(403, errors=[{"code": 385, "message": "gone"}]),
        "not_found",
        "reply to",
        "gone",
    ),
    # E: bare
    "E": (
        answer(403, code=64, message="Your account is suspended"),
        "forbidden",
        "",
        "Your account is suspended",
    ),
    "E duplicate": (answer(403, code=187, message="dup"), "duplicate", "same text", "dup"),
    # F: no JSON
    "F 413 empty": ({"status": 413}, "invalid_request", "", None),
    "F 404 empty": ({"status": 404}, "not_found", "address of the API", None),
    "F 429 HTML": (
        {"status": 429, "body": "<html><h1>Too fast</h1></html>"},
        "rate_limited",
        "",
        "Too fast",
    ),
    # odd ones: refusals in JSON whose members are not what they should be
    "errors that is no list": (
        answer(403, errors="no", detail="words"),
        "forbidden",
        "",
        "words",
    ),
    "errors of strings": (answer(403, errors=["no"], detail="words"), "forbidden", "", "words"),
    "errors empty": (answer(403, errors=[], detail="words"), "forbidden", "", "words"),
    "members of other types": (
        answer(
            403,
            title=1,
            type=["x"],
            detail={"a": 1},
            reason=None,
            errors=[{"message": 5, "code": "88"}],
        ),
        "forbidden",
        "",
        None,
    ),
    "an empty object": (answer(403), "forbidden", "", None),
    "a type without a slash": (
        problem(403, "words", type="credits"),
        "credits_depleted",
        "",
        "words",
    ),
    "a type that ends in a slash": (
        problem(403, "words", type=NEW + "credits/"),
        "forbidden",
        "",
        "words",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_refusal_gets_its_code_its_advice_and_the_words_of_x(x, alice, name):
    said, code, words, detail = SHAPES[name]
    fault(x, **said)
    error = post(alice, "refused", key=KEY)
    assert error["code"] == code and error["outcome"] == "not_posted"
    assert words in error["message"] and error["http_status"] == said["status"]
    assert error["message"][0].isupper() and error["message"][-1] == "."
    if detail:
        assert detail in error["detail"]
    assert error["text"].startswith(f"{code}: ") and "\n" not in error["text"]
    kept = entry(alice, KEY)
    assert (kept["state"], kept["code"], kept["text"]) == ("rejected", code, "refused")
    assert posted(post(alice, "refused", key=KEY)) and creates(x, "refused") == 1


def test_g_errors_beside_data_are_posted(x, alice):
    fault(
        x,
        status=200,
        body={
            "data": {"id": "5", "text": "t"},
            "errors": [{"title": "Partial", "detail": "d"}],
        },
    )
    assert post(alice, "partial")["id"] == "5"


@pytest.mark.parametrize("status", [200, 201])
def test_g_errors_without_data_are_unknown(x, alice, status):
    fault(x, status=status, body={"errors": [{"title": "Partial", "detail": "only this"}]})
    error = post(alice, "partial")
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert "only this" in error["detail"]


def test_a_plain_400_of_no_json_is_not_taken_for_a_refusal(x, alice):
    """It may come from something before X that passed the request on."""
    fault(x, status=400, body="media type unrecognized")
    error = post(alice, "plain", key=KEY)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    assert "media type unrecognized" in error["detail"]


# --- what a terminal would mind ------------------------------------------------------------------


def test_the_words_of_x_are_harmless_and_short(x, alice):
    evil = "\x1b[2J\x07\x9b31m\u202egnp\u2066\u200f\r\nnew line\x7f" + "长" * 5000
    fault(x, **problem(403, evil))
    error = post(alice, "evil")
    for text in (error["detail"], error["text"], error["message"]):
        assert not any(c in text for c in "\x1b\x07\x9b\u202e\u2066\u200f\r\n\x7f")
        assert len(text.encode()) <= 3072
    assert len(error["detail"].encode()) <= 1024
    fault(x, status=403, body={"detail": "b" * 900 + "é" * 200})
    post(alice, "cut").get("detail").encode("utf-8")


def test_a_token_that_x_repeats_is_not_shown_or_kept(x, alice):
    token = x.secrets()["access_tokens"][-1]
    for said in (
        problem(403, f"Bearer {token} is no good"),
        {"status": 403, "body": {"title": token}},
        {"status": 500, "body": f"<html>Authorization: Bearer {token}</html>"},
        {"status": 429, "body": f"token {token}"},
    ):
        fault(x, **said)
        error = post(alice, "repeat")
        assert token not in str(error)
    assert token not in str(history(alice, "limit=100"))


# --- scopes ----------------------------------------------------------------------------------------


def test_a_missing_scope_is_told_without_a_request_and_the_post_finished_after_a_login(
    x, machine, host
):
    x.set(granted_scope="tweet.read users.read offline.access")
    machine.login()
    requests = x.counts()["requests_seen"]
    error = post(machine, "may not", key=KEY, host=host)
    assert (error["code"], error["outcome"]) == ("scope_missing", "not_posted")
    assert "tweet.write" in error["message"]
    assert x.counts()["requests_seen"] == requests and attempts(x) == 0
    kept = entry(machine, KEY)
    assert (kept["state"], kept["code"], kept["text"]) == (
        "not_sent",
        "scope_missing",
        "may not",
    )
    assert call(machine, 'xpost.delete "1"')["code"] == "scope_missing"
    assert x.counts()["requests_seen"] == requests
    x.set(granted_scope=None)
    machine.login()
    assert posted(post(machine, "may not", key=KEY)) and creates(x, "may not") == 1


def test_a_scope_that_x_took_away_is_forbidden(x, alice):
    fault(x, **problem(403, "Forbidden"))
    assert post(alice, "taken")["code"] == "forbidden"


# --- no login ---------------------------------------------------------------------------------------


def test_a_revoked_login_is_told_and_the_text_kept(x, alice):
    x.control("revoke", {})
    error = post(alice, "revoked", key=KEY)
    assert error["outcome"] == "not_posted"
    assert error["code"] in ("login_required", "revoked_elsewhere")
    assert creates(x, "revoked") == 0 and entry(alice, KEY)["text"] == "revoked"
    alice.login()
    assert posted(post(alice, "revoked", key=KEY)) and creates(x, "revoked") == 1


def test_without_a_home_it_is_a_config_error(x, machine):
    error = post(machine, "homeless", env={"HOME": None, "XDG_STATE_HOME": None})
    assert (error["code"], error["outcome"]) == ("config", "not_posted")


def test_a_relative_state_home_is_a_config_error_of_the_post(x, machine):
    error = post(machine, "relative", env={"XDG_STATE_HOME": "state"})
    assert error["code"] == "config" and error.get("outcome") == "not_posted"


def test_after_any_error_the_script_goes_on_and_posts(x, alice, host):
    fault(x, close=True)
    fault(x, **problem(403, "no"))
    fault(x, status=500)
    script = "\n".join(post_script(f"n {i}") for i in range(4))
    results = alice.run(script, host=host).results
    assert [r.get("err", {}).get("code") for r in results] == [
        "unknown_outcome",
        "forbidden",
        "unknown_outcome",
        None,
    ]


def test_me_and_delete_tell_the_same_errors(x, alice):
    for status, said, code in (
        (429, {"title": "Too Many Requests"}, "rate_limited"),
        (402, {"title": "CreditsDepleted"}, "credits_depleted"),
        (403, {"reason": "client-not-enrolled", "detail": "d"}, "not_enrolled"),
        (500, {}, "server"),
        (503, {"title": "Service Unavailable"}, "server"),
    ):
        x.fault(path="/2/users/me", status=status, body=said)
        x.fault(path="/2/tweets/*", status=status, body=said)
        for expression in ("xpost.me{fresh = true}", 'xpost.delete "1"'):
            error = call(alice, expression)
            assert error["code"] == code and error["http_status"] == status
            assert "outcome" not in error
