"""The ways in which an action can fail (and a few that only look so): what is done for each, what
may be said of it, and whether the post is made.
"""

import signal
from collections.abc import Callable
from dataclasses import dataclass

import drive
from place import BAD_CERTIFICATES
from posting import problem, raw
from run import Run


@dataclass
class Mode:
    group: str
    name: str
    arm: Callable[[Run], None]
    outcome: str | None = (
        None  # what is said: one of these, with | between them; None: whatever
    )
    made: int | None = None  # how often the post is made then; None: that depends
    drive: Callable[[Run], list] = drive.whole
    way: str = "plain"  # to X; see place.py
    waits: bool = False  # some seconds or more
    warm: bool = False  # another post comes before, on the same connection
    at_start: bool = False  # a thread cannot meet it later than at its first part
    unwritten: bool = False  # it may come before anything is in the ledger
    incomplete: bool = False  # what is told of a post that is out may lack its id
    later: int = 0  # seconds that pass before it is gone on
    asks: bool = False  # nobody but the user may be able to find out
    lag: float = 0  # seconds after which X shows a post, while it is gone on for the first time
    x_clock: float = 0  # seconds that X's is ahead
    actions: tuple = ("post", "thread", "resume")


MODES: list[Mode] = []


def mode(group: str, name: str, arm, *arguments, **named) -> None:
    MODES.append(Mode(group, name, arm, *arguments, **named))


BEFORE, DURING, AFTER = "before a byte leaves", "in the request", "instead of the answer"
CUT, STATUS, KEPT = "in the answer", "other answers", "on a kept connection"
CLIENT, MACHINE, X = "to the client", "to the machine", "X itself"
NOT_POSTED, UNKNOWN, POSTED = "not_posted", "unknown", "posted"

# --- before a byte leaves ---


def gone(run: Run, bad: tuple | None) -> None:
    """Whoever connects finds something else, or nothing."""
    run.door.break_after(run.separate(), bad)


def refused(run: Run) -> None:
    gone(run, None)


def unreachable(run: Run) -> None:
    run.preload(CONNECT=run.separate())


def not_found(run: Run) -> None:
    run.preload(LOOKUP="fail")


def bad_server(name: str):
    return lambda run: gone(run, run.place.world.bad[name])


def no_tunnel(answer):
    def arm(run: Run) -> None:
        run.env.update(https_proxy=run.place.tunnel.url, no_proxy="")
        run.place.tunnel.set({"answer": answer, "skip": run.separate()})

    return arm


mode(BEFORE, "the name is not found", not_found, NOT_POSTED, 0, way="name", at_start=True)
mode(BEFORE, "connection refused", refused, NOT_POSTED, 0)
mode(BEFORE, "network unreachable", unreachable, NOT_POSTED, 0)
mode(BEFORE, "TLS alert", bad_server("alert"), NOT_POSTED, 0, way="tls")
for kind in BAD_CERTIFICATES:
    mode(BEFORE, f"certificate: {kind}", bad_server(kind), NOT_POSTED, 0, way="tls")
for reply in (407, 502, "garbage", "close"):
    mode(BEFORE, f"proxy answers {reply}", no_tunnel(reply), NOT_POSTED, 0, way="tls")

# --- in the request, and instead of the answer ---


def cut(**values):
    return lambda run: run.cut(**values)


def fault(**values):
    return lambda run: run.fault(**values)


def somewhere(run: Run) -> None:
    """At any byte."""
    end = run.chance.choice(["close", "reset"])
    run.cut(cut_request=run.chance.randrange(1, 700), end=end)


for position in (1, "half-headers", "headers", "half-body", "body"):
    for end in ("reset", "close"):
        arm = cut(cut_request=position, end=end)
        mode(DURING, f"{end} after: {position}", arm, UNKNOWN, 1 if position == "body" else 0)
mode(DURING, "cut at any byte", somewhere, "unknown|posted")
arm = cut(cut_request="half-body", end="silence")
mode(DURING, "silence in the body", arm, UNKNOWN, 0, waits=True)
for end in ("close", "reset", "silence"):
    for act, made in (("before", 0), ("after", 1)):
        arm = fault(act=act, **{end: True})
        mode(AFTER, f"{end} {act} X acts", arm, UNKNOWN, made, waits=end == "silence")
        if end != "silence":
            mode(KEPT, f"{end} {act} X acts", arm, UNKNOWN, made, warm=True)

# --- in the answer ---

WHOLE = '{"data":{"id":"1234567890123456789","text":"t","edit_history_tweet_ids":["1"]}}'
HEAD = (
    "HTTP/1.1 201 Created\r\nContent-Type: application/json; charset=utf-8\r\n"
    f"Content-Length: {len(WHOLE)}\r\n\r\n"
)
POSITIONS = {
    "status-line": HEAD.index("\r\n") + 2,
    "half-headers": len(HEAD) // 2,
    "headers": len(HEAD),
    "half-body": len(HEAD) + len(WHOLE) // 2,
    "last-byte": len(HEAD + WHOLE) - 1,
}


def any_cut(run: Run) -> None:
    end = run.chance.choice(["close", "reset"])
    run.cut(cut_reply=run.chance.randrange(1, 150), end=end)


for position, length in POSITIONS.items():
    mode(CUT, f"posted, cut after: {position}", cut(cut_reply=position), UNKNOWN, 1)
    mode(
        CUT,
        f"not posted, cut after: {position}",
        fault(raw=raw((HEAD + WHOLE)[:length])),
        UNKNOWN,
        0,
    )
mode(CUT, "posted, reset in the body", cut(cut_reply="half-body", end="reset"), UNKNOWN, 1)
mode(CUT, "posted, cut at any byte", any_cut, UNKNOWN, 1)
mode(CUT, "posted, a length that is too great", cut(content_length=5000), UNKNOWN, 1)
arm = cut(cut_reply="half-body", end="silence")
mode(CUT, "posted, silence in the body", arm, UNKNOWN, 1, waits=True)

# --- other answers ---

UNCLEAR = {
    "200 without an id": {"status": 200, "body": {"data": {"text": "t"}}},
    "200 with bad JSON": {"status": 200, "body": '{"data":{"id":"1"'},
    "200 with errors only": {"status": 200, "body": {"errors": [{"message": "no"}]}},
    "201 empty": {"status": 201, "body": ""},
    "202": {"status": 202, "body": {}},
    "204": {"status": 204},
    **{
        f"{status}": {"status": status, "headers": {"Location": "/2/tweets"}}
        for status in (300, 301, 302, 303, 304, 307, 308)
    },
    "400 with HTML": {"status": 400, "body": "<html>Bad Request</html>"},
    "403 with HTML": {"status": 403, "body": "<html>Attention Required!</html>"},
    "404 with HTML": {"status": 404, "body": "<html>Not Found</html>"},
    "408": {"status": 408},
    "500": problem(500, "Internal Server Error"),
    "502 with HTML": {"status": 502, "body": "<html>Bad Gateway</html>"},
    "503": problem(503, "Service Unavailable"),
    "503 with Retry-After": {**problem(503, "Over capacity"), "headers": {"Retry-After": "1"}},
    "504": {"status": 504, "body": "upstream timeout"},
}
DUPLICATE = problem(403, "You are not allowed to create a Tweet with duplicate content.")
REFUSALS = {
    "400": problem(400, "One or more parameters to your request was invalid."),
    "402": problem(402, "no credits"),
    "403": problem(403, "You are not permitted to perform this action."),
    "403 duplicate": DUPLICATE,
    "404": {"status": 404},
    "409": problem(409, "Conflict"),
    "413": {"status": 413},
    "421": {"status": 421},
    "425": {"status": 425},
    "429": {
        **problem(429, "Too Many Requests"),
        "headers": {"x-rate-limit-reset": "1"},
    },
    "429 empty": {"status": 429},
}
UNAUTHORIZED = problem(401, "Unauthorized")

for name, answer in UNCLEAR.items():
    mode(STATUS, f"{name}, not posted", fault(**answer), UNKNOWN, 0)
    mode(STATUS, f"{name}, posted", fault(act="after", **answer), UNKNOWN, 1)
for name, answer in REFUSALS.items():
    if name == "404":  # a reply is tried again, as what it answers may not be visible yet
        mode(STATUS, name, fault(**answer), "not_posted|posted")
    else:
        mode(STATUS, name, fault(**answer), NOT_POSTED, 0)
mode(STATUS, "401 once", fault(**UNAUTHORIZED), POSTED, 1)
mode(STATUS, "401 twice", fault(times=2, **UNAUTHORIZED), NOT_POSTED, 0)


def lost_then_unauthorized(run: Run) -> None:
    run.fault(**UNAUTHORIZED)
    run.fault(act="after", close=True)


mode(STATUS, "401, then posted and closed", lost_then_unauthorized, UNKNOWN, 1)


def closed_between(run: Run) -> None:
    """The answer before does not say that the connection ends."""
    run.door.add({"cut_reply": "body", "after": run.before - 1} if run.before else {"skip": 1})


mode(KEPT, "closed before the next request", closed_between, "posted|unknown", warm=True)

# --- to the client ---

DELAY = 0.4  # seconds in which it happens


def late(act: str):
    return fault(act=act, delay=DELAY)


def half(run: Run) -> None:
    run.cut(delay_request="half-body", delay=DELAY)


nothing = fault(delay=0.05)
for word, number in (("kill -9", signal.SIGKILL), ("Ctrl-C", signal.SIGINT)):
    kill = drive.signalled(number, "has_begun")
    mode(CLIENT, f"{word} in the request", half, drive=kill)
    kill = drive.signalled(number, "has_arrived")
    mode(CLIENT, f"{word} before X acts", late("before"), drive=kill)
    kill = drive.signalled(number, "has_acted")
    mode(CLIENT, f"{word} after X has acted", late("after"), None, 1, drive=kill)
    kill = drive.signalled(number, None)
    mode(CLIENT, f"{word} at any moment", nothing, drive=kill, unwritten=True)
mode(CLIENT, ":qa! before X acts", late("before"), drive=drive.left)
mode(CLIENT, ":qa! after X has acted", late("after"), None, 1, drive=drive.left)
arm = fault(act="after", silence=True)
mode(CLIENT, ":qa!, and X is silent", arm, None, 1, drive=drive.left, waits=True)
mode(CLIENT, "stopped for a second", late("after"), POSTED, 1, drive=drive.stopped(1))
arm = fault(act="after", delay=DELAY, close=True)
mode(CLIENT, "stopped, and X closes", arm, UNKNOWN, 1, drive=drive.stopped(1))
mode(
    CLIENT,
    "stopped for 35 seconds",
    late("after"),
    "posted|unknown",
    1,
    drive=drive.stopped(35),
    waits=True,
)

# --- to the machine ---


def lost(run: Run) -> None:
    run.fault(act="after", close=True)


def preload(lose: bool, **variables):
    def arm(run: Run) -> None:
        run.preload(**variables)
        if lose:
            lost(run)

    return arm


HOUR = 3600
for seconds, word in ((HOUR, "an hour ahead"), (-HOUR, "an hour behind")):
    arm = preload(True, CLOCK=seconds)
    asks = seconds > 0  # it says so where it sees that it was sent in the future
    mode(MACHINE, f"the clock was {word}", arm, UNKNOWN, 1, asks=asks)
    later = f"the clock was {word}, hours later"
    mode(MACHINE, later, arm, UNKNOWN, 1, asks=asks, later=2 * HOUR)
    mode(MACHINE, f"the clock was {word}, not lost", preload(False, CLOCK=seconds), POSTED, 1)
    mode(MACHINE, f"the clock jumps {word}", preload(True, CLOCK_SENT=seconds), UNKNOWN, 1)
mode(MACHINE, "the disk is full", preload(False, FULL="start"), NOT_POSTED, 0, unwritten=True)
mode(MACHINE, "the disk is full once it is sent", preload(False, FULL="sent"), None, 1)
mode(MACHINE, "the disk is full, and the answer lost", preload(True, FULL="sent"), None, 1)
mode(
    MACHINE,
    "the disk cannot be synced",
    preload(False, SYNC="start"),
    NOT_POSTED,
    0,
    unwritten=True,
)
mode(MACHINE, "the disk fails once it is sent", preload(False, SYNC="sent"), None, 1)


def no_memory(begin: str, most: int, lose: bool):
    def arm(run: Run) -> None:
        run.preload(MEMORY=run.chance.randrange(1, most), MEMORY_FROM=begin)
        if lose:
            lost(run)

    return arm


for begin, most in (("start", 6000), ("connect", 300), ("sent", 120)):
    arm = no_memory(begin, most, False)
    dying = {"drive": drive.dying, "incomplete": True}
    mode(MACHINE, f"no memory, from: {begin}", arm, unwritten=True, **dying)
arm = no_memory("sent", 120, True)
mode(MACHINE, "no memory, and the answer lost", arm, **dying)

# --- of X ---


for seconds, word in ((HOUR, "ahead"), (-HOUR, "behind")):
    mode(X, f"its clock is an hour {word}, posted", lost, UNKNOWN, 1, x_clock=seconds)
    arm = fault(close=True)
    mode(X, f"its clock is an hour {word}, not posted", arm, UNKNOWN, 0, x_clock=seconds)


mode(X, "it shows a post late, and knows it", lost, UNKNOWN, 1, lag=600)


def not_visible(run: Run) -> None:
    run.x.set(visible_after=1.5)


mode(
    X,
    "a post cannot be answered yet",
    not_visible,
    POSTED,
    1,
    waits=True,
    actions=("thread", "resume"),
)


def chosen(names: str) -> list[Mode]:
    """Those whose group or name holds one of these words; all of them without."""
    words = [word for word in names.split(",") if word]
    return [m for m in MODES if not words or any(w in f"{m.group}: {m.name}" for w in words)]
