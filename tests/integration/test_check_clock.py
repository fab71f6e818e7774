"""A post whose outcome is not known, sent by a clock that was wrong, on a machine that was started
again since: other posts of that time tell when it was sent by X's clock.
"""

import itertools

import pytest

from checking import KEY, assert_found, assert_not_there, check, lose, plant
from posting import creates, ledger_of, logged_in, post, posted

HOUR = 3600
WRONG = 26 * HOUR  # by which the clock was ahead then
# When it was sent: the ids of X only grow, so it is later in each test.
AGES = itertools.count(32 * HOUR, -HOUR // 6)


@pytest.fixture
def alice(x, machine):
    x.set(detect_duplicates=False)
    return logged_in(x, machine)


def move(machine, key: str, seconds: int, uptime: int, boot: str = "an earlier one") -> None:
    """What was sent, seems to have been at another time, and in another start of the machine."""
    with ledger_of(machine) as ledger:
        for column in ("sent_at", "settled_at", "doubted_at"):
            ledger.execute(
                f"UPDATE post SET {column} = {column} + ? WHERE {column} > 0 AND key = ?",
                [seconds, key],
            )
        ledger.execute(
            "UPDATE post SET boot = ?, uptime = ? WHERE key = ?", [boot, uptime, key]
        )


def lose_long_ago(x, alice, act: str, beside: str = "an earlier one") -> None:
    """A post, and five minutes later one that is lost."""
    age = next(AGES)
    x.set(clock_offset=-age)
    assert posted(post(alice, "before", key="before"))
    x.set(clock_offset=-age + 300)
    lose(x, alice, act=act, age=0, text="Hello")
    x.set(clock_offset=0)
    move(alice, "before", WRONG - age, 100, beside)
    move(alice, KEY, WRONG - age, 400)


def test_it_is_found_and_not_posted_again(x, alice):
    lose_long_ago(x, alice, "after")
    assert_found(x, alice)
    assert posted(post(alice, "Hello", key=KEY))
    assert creates(x, "Hello") == 1


def test_it_is_found_where_the_clock_said_a_time_to_come(x, alice):
    lose_long_ago(x, alice, "after")
    move(alice, KEY, 40 * HOUR, 400)
    assert_found(x, alice)


def test_what_did_not_arrive_is_not_there(x, alice):
    """An equal text that was posted an hour before is another post."""
    plant(x, "Hello", age=33 * HOUR)
    lose_long_ago(x, alice, "before")
    assert_not_there(x, alice)


def test_posts_of_another_start_say_nothing(x, alice):
    lose_long_ago(x, alice, "after", beside="another one")
    move(alice, KEY, 40 * HOUR, 400)
    error = check(alice)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")


def test_a_post_that_was_in_doubt_itself_says_nothing(x, alice):
    """It may have been made by a later attempt than the one whose time is known."""
    lose_long_ago(x, alice, "after")
    with ledger_of(alice) as ledger:
        ledger.execute("UPDATE post SET doubted_at = sent_at WHERE key = 'before'")
    move(alice, KEY, 40 * HOUR, 400)
    assert check(alice)["outcome"] == "unknown"
