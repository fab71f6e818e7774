"""Until when X asks to wait: taken from its headers, by its own clock, and never without end."""

import email.utils
import time

import pytest

from posting import fault, logged_in, post, post_all, posted

KEY = "the-key"
OLD = "https://api.twitter.com/2/problems/"


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def limited(x, headers: dict, status: int = 429, **body) -> None:
    fault(x, status=status, headers=headers, body={"title": "Too Many Requests", **body})


def wait_of(alice, key: str = KEY) -> float | None:
    """How many seconds from now the error says to wait."""
    error = post(alice, "limited " + key, key=key)
    assert (error["code"], error["outcome"]) == ("rate_limited", "not_posted"), error
    return error["retry_at"] - time.time() if "retry_at" in error else None


@pytest.mark.parametrize("offset", [0, 3600, -3600, 86400 * 400])
def test_the_wait_is_reckoned_by_the_servers_clock(x, alice, offset):
    x.set(clock_offset=offset, token_lifetime=86400 * 500)
    limited(x, {"x-rate-limit-reset": int(time.time() + offset + 120)})
    assert 115 < wait_of(alice) < 122


def test_a_real_limit_of_the_stand_in_is_told_with_its_end(x, alice):
    x.set(rate_limits={"create": 1}, rate_window=900)
    assert posted(post(alice, "within"))
    wait = wait_of(alice)
    assert 0 <= wait <= 900
    x.set(rate_limits={})
    assert posted(post(alice, "limited " + KEY, key=KEY))


WAITS = {
    "Retry-After in seconds": ({"Retry-After": "60"}, 60),
    "Retry-After of 0": ({"Retry-After": "0"}, None),
    "Retry-After beyond 15 minutes": ({"Retry-After": "100000"}, 900),
    "Retry-After beyond everything": ({"Retry-After": "1" * 18}, None),
    "Retry-After negative": ({"Retry-After": "-5"}, None),
    "Retry-After of words": ({"Retry-After": "soon"}, None),
    "Retry-After with more": ({"Retry-After": "60 or so"}, None),
    "Retry-After before the reset": ({"Retry-After": "60", "x-rate-limit-reset": "+300"}, 60),
    "reset": ({"x-rate-limit-reset": "+300"}, 300),
    "reset in other letters": ({"X-Rate-Limit-Reset": "+300"}, 300),
    "reset in the past": ({"x-rate-limit-reset": "-300"}, 0),
    "reset far away": ({"x-rate-limit-reset": "+100000"}, 900),
    "reset beyond everything": ({"x-rate-limit-reset": "9" * 18}, None),
    "reset of words": ({"x-rate-limit-reset": "tomorrow"}, None),
    "reset empty": ({"x-rate-limit-reset": ""}, None),
    "nothing": ({}, None),
    "the user's day": (
        {
            "x-user-limit-24hour-remaining": "0",
            "x-user-limit-24hour-reset": "+7200",
            "x-rate-limit-reset": "+60",
        },
        7200,
    ),
    "the app's day": (
        {"x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": "+7200"},
        7200,
    ),
    "a day with something left": (
        {
            "x-user-limit-24hour-remaining": "5",
            "x-user-limit-24hour-reset": "+7200",
            "x-rate-limit-reset": "+60",
        },
        60,
    ),
    "more than a day": (
        {"x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": "+700000"},
        86400,
    ),
}


def test_the_wait_is_taken_from_the_headers_and_limited(x, alice):
    now = int(time.time())
    for headers, _ in WAITS.values():
        limited(
            x,
            {
                n: str(now + int(v)) if v[:1] in "+-" and "reset" in n.lower() and v else v
                for n, v in headers.items()
            },
        )
    errors = post_all(alice, [{"text": name} for name in WAITS])
    for (name, (_, wanted)), error in zip(WAITS.items(), errors):
        assert (error["code"], error["outcome"]) == ("rate_limited", "not_posted"), name
        if wanted is None:
            assert "retry_at" not in error or abs(error["retry_at"] - now) < 5, name
        else:
            assert abs(error["retry_at"] - now - wanted) < 5, name
    assert "24 hours" in errors[list(WAITS).index("the user's day")]["message"]


@pytest.mark.parametrize("offset", [0, 3600])
def test_retry_after_as_a_date_is_reckoned_by_the_servers_clock(x, alice, offset):
    x.set(clock_offset=offset, token_lifetime=86400)
    limited(x, {"Retry-After": email.utils.formatdate(time.time() + offset + 200, usegmt=True)})
    assert 190 < wait_of(alice) < 205


def test_a_cap_is_no_rate_limit_and_names_no_time(x, alice):
    limited(
        x,
        {"x-rate-limit-reset": int(time.time() + 60)},
        type=OLD + "usage-capped",
        detail="Usage cap exceeded",
    )
    error = post(alice, "capped")
    assert error["code"] == "usage_capped" and "retry_at" not in error


def test_nothing_waits_for_a_limit(x, alice):
    begun = time.monotonic()
    limited(x, {"Retry-After": "600"})
    wait_of(alice)
    assert time.monotonic() - begun < 60
