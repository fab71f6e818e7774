"""The consent page and the authorization request."""

from urllib.parse import parse_qs, urlsplit

import pytest
from stand_in import browser
from stand_in.client import REDIRECT_URI, request


def ask(x, url):
    parts = urlsplit(url)
    return x.request("GET", f"{parts.path}?{parts.query}")


def test_consent_page_names_the_app_the_users_and_the_scopes(x):
    answer = ask(x, x.authorize_url())
    assert answer.status == 200
    for words in (
        "xpost sandbox",
        "@alice",
        "@bob",
        "花子",
        "Post and repost for you.",
        "Authorize app",
        "Cancel",
        "Nothing here reaches X",
    ):
        assert words in answer.text


def test_approval_redirects_with_state_and_code(x):
    url = browser.approve(x.authorize_url(state="s p&c=e"))
    assert url.startswith(REDIRECT_URI + "?")
    query = parse_qs(urlsplit(url).query, strict_parsing=True)
    assert query["state"] == ["s p&c=e"] and set(query) == {"state", "code"}


def test_cancel_redirects_with_access_denied(x):
    query = parse_qs(
        urlsplit(browser.approve(x.authorize_url(state="abc"), decision="cancel")).query
    )
    assert query == {"error": ["access_denied"], "state": ["abc"]}


@pytest.mark.parametrize(
    "change",
    [
        {"response_type": "token"},
        {"response_type": None},
        {"client_id": "1234567890"},
        {"client_id": None},
        {"redirect_uri": REDIRECT_URI + "/#f"},
        {"redirect_uri": "https://example.com/callback"},
        {"redirect_uri": None},
        {"scope": "tweet.read tweet.rite"},
        {"scope": None},
        {"state": "s" * 501},
        {"state": None},
        {"code_challenge": "short"},
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": None},
        {"client_secret": "x"},
    ],
    ids=lambda change: "-".join(f"{n}={v}"[:40] for n, v in change.items()),
)
def test_a_wrong_parameter_gives_a_page_and_never_a_redirect(x, change):
    url = x.authorize_url(**change)
    for answer in (
        ask(x, url),
        request(
            x.url,
            "POST",
            url.removeprefix(x.url),
            b"user=alice&decision=authorize",
            {"Content-Type": "application/x-www-form-urlencoded"},
        ),
    ):
        assert answer.status == 400
        assert "location" not in answer.headers
        assert "Something went wrong" in answer.text
        assert (
            "weren&#x27;t able to give access to the App" in answer.text
            or "weren't able" in answer.text
        )
    assert len(x.state()["authorize_errors"]) == 2


def test_a_doubled_parameter_is_refused(x):
    assert ask(x, x.authorize_url() + "&state=again").status == 400


def test_the_page_escapes_what_it_shows(x):
    answer = ask(
        x, x.authorize_url(redirect_uri="http://example.com/<script>alert(1)</script>")
    )
    assert answer.status == 400 and "<script>alert" not in answer.text


def test_redirect_uris_are_compared_byte_for_byte(x):
    x.control(
        "redirect_uris", {"client_id": x.client_id, "redirect_uris": ["https://app.example/cb"]}
    )
    assert ask(x, x.authorize_url(redirect_uri="https://app.example/cb")).status == 200
    assert ask(x, x.authorize_url(redirect_uri="https://app.example/cb/")).status == 400


@pytest.mark.parametrize(
    "uri, status",
    [
        ("http://127.0.0.1:1234/callback", 200),
        ("http://localhost:1234/x", 200),
        ("http://[::1]:1234/callback", 200),
        ("http://127.0.0.1/callback", 400),
        ("https://127.0.0.1:1234/callback", 400),
        ("http://127.0.0.1.example:1234/callback", 400),
        ("http://user@127.0.0.1:1234/callback", 400),
    ],
)
def test_any_loopback_redirect(x, uri, status):
    assert ask(x, x.authorize_url(redirect_uri=uri)).status == status
