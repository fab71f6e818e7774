"""What happens to a machine on which nobody is, and to X, while a post is due."""

from dataclasses import dataclass, field
from typing import Callable

TOKEN = "/2/oauth2/token"
CREATE = {"path": "/2/tweets", "method": "POST"}
LOOKUPS = {"path": "/2/users/*", "method": "GET"}
MINUTE, HOUR, DAY = 60, 3600, 86400

X_DEAD = {
    "error": "invalid_request",
    "error_description": "Value passed for the token was invalid.",
}
LOGIN = ("login_required", "revoked_elsewhere")
# Ways in which a login is lost that X's rules leave no way around.
ANSWER, KILLED = "the answer was lost", "killed before it was saved"
REVOKED, ELSEWHERE = "revoked at X", "another login with the same app"
ENDS = (ANSWER, KILLED, REVOKED, ELSEWHERE)


def nothing(world) -> None:
    pass


@dataclass
class Trouble:
    name: str
    begin: Callable = nothing
    codes: tuple = ()  # that a job may say while it lasts
    loses: str = ""  # why the login may be lost
    excuses: dict = field(default_factory=dict)  # code: seconds for which it is said afterwards
    runs: int = 1  # of each job, five minutes from each other
    most: int | None = None  # requests to the token server in all that time
    env: Callable = lambda chance: {}  # of each job
    silent: bool = False  # nobody answers: limits pass in a hurry, and no editor waits
    doubts: bool = False  # no clock can tell afterwards when a post was sent
    reboots: bool = False  # perhaps


def token(**fault) -> Callable:
    """The token server answers in this way, as often as it is asked."""
    return lambda world: world.x.fault(path=TOKEN, **{"times": 0, **fault})


def create(**fault) -> Callable:
    return lambda world: world.x.fault(**CREATE, **fault)


def lookups_too(begin: Callable) -> Callable:
    def begin_both(world) -> None:
        begin(world)
        world.x.fault(**LOOKUPS, times=0, status=503)

    return begin_both


def refused(status: int, detail: str, **members) -> Callable:
    """Each create, in X's words."""
    body = {"title": "T", "type": "about:blank", "status": status, "detail": detail, **members}
    return create(status=status, body=body, times=0)


def jump(seconds: int) -> Callable:
    def begin(world) -> None:
        world.clock.set_wrong(seconds)
        world.wrong_for = world.chance.randrange(1, 4)

    return begin


def killed(request: str, most: int) -> Callable:
    """Somewhere among so many calls, from when that request was sent."""

    def env(chance) -> dict:
        some = {"MONTHS_KILL": str(chance.randint(1, most))}
        return {**some, "MONTHS_KILL_FROM": request} if request else some

    return env


def full(chance) -> dict:
    return {"MONTHS_FULL": str(chance.choice([1, 1, 2, 3, 5, 8, 13, 21, 34]))}


# Once an answer was lost twice the next try comes later, and says until then what it was.
LATER = {"network": 6 * HOUR}
CALM = Trouble("nothing")
TROUBLES = (
    Trouble("token server: 503", token(status=503), ("server",), runs=2),
    Trouble("token server: a page", token(body="<html>"), ("server", "network"), runs=4, most=4,
            excuses=LATER),
    Trouble("token server: silent", token(silence=True), ("network", "busy"), runs=3, most=4,
            excuses=LATER, silent=True),
    Trouble("token server: hangs up", token(close=True), ("network",), runs=8, most=5,
            excuses=LATER),
    Trouble("token server: silent, acted", token(silence=True, act="after", times=1),
            ("network", "busy"), ANSWER, silent=True),
    Trouble("token server: reset, acted", token(reset=True, act="after", times=1),
            ("network",), ANSWER),
    Trouble("token server: 503, acted", token(status=503, act="after", times=1),
            ("server",), ANSWER),
    Trouble("no connection", lambda world: world.door.close(), ("network",)),
    Trouble("refresh refused", token(status=400, body=X_DEAD), LOGIN, runs=4, most=1,
            excuses=dict.fromkeys(LOGIN, DAY)),
    Trouble("app refused", token(status=401, body={"error": "invalid_client"}),
            ("bad_client_id",), runs=4, most=1, excuses={"bad_client_id": HOUR}),
    Trouble("renewals limited", token(status=429, headers={"Retry-After": "900"}, body={}),
            ("rate_limited",), runs=3, most=1, excuses={"rate_limited": 15 * MINUTE}),
    Trouble("revoked at X", lambda world: world.x.control("revoke"), LOGIN, REVOKED, runs=3,
            most=1),
    Trouble("another login", lambda world: world.x.login(), LOGIN, ELSEWHERE, runs=3, most=1),
    Trouble("full disk", env=full, codes=("store", "unknown_outcome"), runs=2),
    Trouble("killed", env=killed("", 60), loses=KILLED, reboots=True),
    Trouble("killed while it renews", env=killed(f"POST {TOKEN}", 12), loses=KILLED,
            reboots=True),
    Trouble("killed while it posts", env=killed("POST /2/tweets", 8), loses=KILLED, reboots=True),
    *(
        Trouble(f"clock {'+' if seconds > 0 else '-'}{name}", jump(seconds), doubts=True)
        for name, size in (("40 s", 40), ("10 min", 600), ("3 h", 3 * HOUR), ("26 h", 26 * HOUR),
                           ("400 days", 400 * DAY))
        for seconds in (size, -size)
    ),
    Trouble("create: 503, acted", create(status=503, act="after"), ("unknown_outcome",)),
    Trouble("create: 503", create(status=503), ("unknown_outcome",)),
    Trouble("create: reset, acted", create(reset=True, act="after"), ("unknown_outcome",)),
    Trouble("create: silent", create(silence=True), ("unknown_outcome", "busy"), silent=True),
    Trouble("create: 503, acted; lookups down", lookups_too(create(status=503, act="after")),
            ("unknown_outcome",), runs=2),
    Trouble("create: 503; lookups down", lookups_too(create(status=503)),
            ("unknown_outcome",), runs=2),
    Trouble("app suspended", refused(401, "Unauthorized"), ("login_required",), runs=4, most=2,
            excuses={"login_required": HOUR}),
    Trouble("user suspended", refused(403, "Your account is suspended"), ("forbidden",), runs=2,
            most=1),
    Trouble("no credits", refused(402, "Add credits", title="CreditsDepleted"),
            ("credits_depleted",), runs=2, most=1),
    Trouble("cap reached", refused(429, "Monthly cap", title="UsageCapExceeded"),
            ("usage_capped",), runs=2, most=1),
    Trouble("too many posts",
            create(status=429, headers={"Retry-After": "600"}, body={"title": "T"}, times=0),
            ("rate_limited",), runs=2, most=1),
)
QUICK = ("token server: 503", "token server: reset, acted", "no connection", "refresh refused",
         "full disk", "killed while it renews", "killed while it posts", "clock +26 h",
         "clock -3 h", "create: 503, acted; lookups down", "app suspended", "renewals limited")
