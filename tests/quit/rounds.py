"""One round: an editor is at work, is left at a random moment, and what it leaves is looked at."""

import random
import re
import signal
import socket
import time
from dataclasses import dataclass, field

from machine import Editor, Machine, Place, follow_login

VARIANTS = {
    "qa": ":qa!",
    "term": "SIGTERM",
    "hup": "SIGHUP",
    "tls": ":qa!, TLS",
    "openssl": ":qa!, TLS, OpenSSL initialised by others",
    "atexit": ":noautocmd qa!, otherwise the same",
}
SIGNALS = {"term": signal.SIGTERM, "hup": signal.SIGHUP}
# What an editor may say when it is left.
EXPECTED = re.compile(
    r"^(N?[Vv]im: Caught deadly signal 'SIG(TERM|HUP)'|N?[Vv]im: Finished\.|"
    r"xpost: finishing what X was asked for \(up to 5 s\) \.\.\.|)$"
)
LIMIT, LIMIT_COMMITTED = 2.0, 8.0  # seconds, on a busy machine
GIVEN_UP = 0.24  # seconds after which a worker that hangs may have been given up


@dataclass
class Setup:
    """How a round begins: where X is, how it answers, what the editor does, and from when on
    (see editor.lua) within how many milliseconds it is left.
    """

    jobs: list[dict]
    after: str = "start"
    step: int = 0
    span: float = 100
    secure: bool = False
    logged_in: bool = True
    slow: bool = False
    stalled: bool = False
    due: bool = False
    faults: list[dict] = field(default_factory=list)
    env: dict = field(default_factory=dict)


def job(name: str, **options) -> dict:
    return {"name": name, "options": options or {"timeout": 60}}


def late(chance: random.Random, path: str, most: float = 0.4) -> dict:
    """An answer that comes late: what it is about has been done before that, or is done then."""
    act = chance.choice(["before", "after"])
    return {"path": path, "method": "POST", "act": act, "delay": chance.uniform(0, most)}


TEXTS = ["one", "two", "three"]
TOKEN, TWEETS = "/2/oauth2/token", "/2/tweets"


def login(chance):
    return Setup([job("login")], logged_in=chance.random() < 0.5)


def code(chance):
    fault = late(chance, TOKEN)
    return Setup(
        [job("login")],
        after="step",
        step=5,
        span=fault["delay"] * 1000 + 100,
        faults=[fault],
        logged_in=chance.random() < 0.5,
    )


def refresh(chance):
    fault = late(chance, TOKEN)
    return Setup([job("refresh", force=True)], span=fault["delay"] * 1000 + 80, faults=[fault])


def post(chance):
    fault = late(chance, TWEETS)
    return Setup([job("post", text=TEXTS[0])], span=fault["delay"] * 1000 + 80, faults=[fault])


def renew_and_post(chance):
    faults = [late(chance, TOKEN, 0.2), late(chance, TWEETS, 0.2)]
    span = sum(fault["delay"] for fault in faults) * 1000 + 100
    return Setup([job("post", text=TEXTS[0])], span=span, faults=faults, due=True)


def handshake(chance):
    """With a server that says nothing, or in the middle of it."""
    what = chance.choice([job("post", text=TEXTS[0]), job("refresh", force=True)])
    return Setup([what], span=150, secure=True, stalled=chance.random() < 0.4)


def handshakes(chance):
    """Four workers that read the certificates to trust, inside OpenSSL."""
    jobs = [job("refresh", force=True), *(job("post", text=text) for text in TEXTS[:3])]
    return Setup(jobs, span=120, secure=True)


def lookup(chance):
    """The name is found after a long time, or just then."""
    far = chance.random() < 0.7
    milliseconds = 20000 if far else chance.randrange(400)
    what = chance.choice([job("post", text=TEXTS[0]), job("refresh", force=True)])
    return Setup(
        [what], span=300, secure=True, slow=True, env={"QUIT_LOOKUP": str(milliseconds)}
    )


def four(chance):
    faults = [late(chance, TOKEN), late(chance, TWEETS), late(chance, TWEETS)]
    return Setup(
        [
            job("login"),
            job("refresh", force=True),
            *(job("post", text=text) for text in TEXTS[:2]),
        ],
        span=500,
        faults=faults,
    )


def idle(chance):
    """All is done, and the workers keep their connections; they take a while to end."""
    return Setup(
        [job("refresh", force=True), *(job("post", text=text) for text in TEXTS[:2])],
        after="done",
        span=5,
        env={"QUIT_END": str(chance.randrange(4500))},
    )


ACTIVITIES = [
    login,
    code,
    refresh,
    post,
    renew_and_post,
    handshake,
    handshakes,
    lookup,
    four,
    idle,
]


class Stalled:
    """In the place of a stand-in, for as long as it is open: a server that takes connections
    and says nothing.
    """

    def __init__(self, machine: Machine):
        self.machine = machine
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.before = machine.x.url.split("://")[1]
        self.after = f"127.0.0.1:{self.listener.getsockname()[1]}"
        for name, value in machine.env.items():
            machine.env[name] = value.replace(self.before, self.after)
        self._change(self.before, self.after)

    def close(self) -> None:
        for name, value in self.machine.env.items():
            self.machine.env[name] = value.replace(self.after, self.before)
        self._change(self.after, self.before)
        self.listener.close()

    def _change(self, before: str, after: str) -> None:
        file = self.machine.accounts_file
        file.write_text(file.read_text().replace(before, after))


@dataclass
class Outcome:
    """What a round, or several, came to."""

    rounds: int = 0
    crashes: int = 0
    tokens_lost: int = 0
    unknown: int = 0  # posts
    longest: float = 0  # to the exit, in seconds, where nothing had to be finished
    longest_committed: float = 0
    committed: int = 0  # rounds in which something had to be
    problems: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        for name in ("rounds", "crashes", "tokens_lost", "unknown", "committed", "problems"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("longest", "longest_committed"):
            setattr(self, name, max(getattr(self, name), getattr(other, name)))


class Round:
    def __init__(self, place: Place, nvim: str, variant: str, activity, seed: str):
        chance = random.Random(seed)
        self.variant, self.setup = variant, activity(chance)
        self.setup.secure |= variant in ("tls", "openssl", "atexit")
        self.moment = chance.uniform(0, self.setup.span)
        if self.setup.after == "start" and chance.random() < 0.1:
            self.moment = -1  # in the very step in which the jobs were started
        self.outcome = Outcome(rounds=1)
        self.place, self.nvim, self.name = place, nvim, f"{activity.__name__} {seed}"

    def run(self) -> Outcome:
        setup = self.setup
        x = self.place.tls if setup.secure else self.place.plain
        self.machine = self.place.machine(x, setup.logged_in, setup.slow)
        try:
            if setup.due:
                self.machine.change_account(expires_at=int(time.time()) - 1)
            if setup.faults:
                x.control("fault", setup.faults)
            stalled = Stalled(self.machine) if setup.stalled else None
            editor = self.leave()
            if stalled:
                stalled.close()
            self.look_at(editor)
            self.look_behind()
        except (AssertionError, OSError, ValueError, KeyError) as problem:
            self.problem(f"{type(problem).__name__}: {problem}")
        finally:
            self.machine.end()
        return self.outcome

    def problem(self, text: str) -> None:
        editors = self.machine.editors
        told = (
            [f"{e['what']}{e.get('number', '')}" for e in editors[0].told()] if editors else ""
        )
        moment = f"{self.setup.after} + {self.moment:.1f} ms"
        self.outcome.problems.append(f"{self.name} ({moment}): {text} {told}")

    # --- the editor

    def leave(self) -> Editor:
        """Has it work and leave."""
        setup, machine = self.setup, self.machine
        by_itself = self.variant not in SIGNALS
        plan = {
            "jobs": setup.jobs,
            "after": setup.after,
            "step": setup.step,
            "moment": self.moment,
            "leave": "noautocmd qa!" if self.variant == "atexit" else by_itself and "qa!",
        }
        env = dict(setup.env)
        if self.variant in ("openssl", "atexit"):
            env["QUIT_OPENSSL"] = "1"
        editor = machine.editor(self.nvim, plan, env)
        if setup.after == "step":
            told = editor.wait_told("url")
            assert told, f"no URL: {editor.stderr}"
            follow_login(told["url"])
        if by_itself:
            editor.has_ended(15)
            told = editor.first("quit")
            assert told, f"it did not come to leaving: {editor.stderr}"
            self.left_at = told["at"]
        else:
            told = editor.wait_told("now")
            assert told, f"it did not come to leaving: {editor.stderr}"
            time.sleep(max(0, told["at"] + self.moment / 1000 - time.monotonic()))
            self.left_at = editor.signal(SIGNALS[self.variant])
        self.status = editor.end()
        return editor

    def look_at(self, editor: Editor) -> None:
        outcome = self.outcome
        if self.status != (1 if self.variant in SIGNALS else 0):
            outcome.crashes += 1
            self.problem(f"exit status {self.status}: {editor.stderr!r}")
        unexpected = [
            line
            for line in editor.stderr.replace("\r", "").split("\n")
            if not EXPECTED.match(line)
        ]
        if unexpected:
            self.problem(f"it said {unexpected}")
        cores = [file.name for file in editor.cwd.iterdir() if file.name.startswith("core")]
        if cores:
            outcome.crashes += 1
            self.problem(f"it left {cores}")
        seconds = self.seconds = editor.ended_at - self.left_at
        committed = self.was_committed(editor)
        outcome.committed += committed
        if committed:
            outcome.longest_committed = seconds
        else:
            outcome.longest = seconds
        if seconds > (LIMIT_COMMITTED if committed else LIMIT):
            self.problem(f"leaving took {seconds:.3f} s, {committed=}")

    def was_committed(self, editor: Editor) -> bool:
        """Something had to be finished: as the editor saw it, or the stand-in afterwards."""
        leaving = editor.first("leaving")
        if leaving and leaving["committed"] > 0:
            return True
        # Without that event the editor saw nothing.
        left_at = self.left_at - (0 if leaving else 1) + time.time() - time.monotonic()
        return any(
            request["method"] == "POST" and request["time"] >= left_at
            for request in self.machine.x.state()["requests"]
            if request["path"] in (TOKEN, TWEETS)
        )

    # --- what it left behind

    def look_behind(self) -> None:
        """The account works as before, its tokens are the last that X gave, and the history
        says of each post what arrived of it.
        """
        machine = self.machine
        x = machine.x
        account, secrets = machine.account, x.secrets()
        held = account and account["refresh_token"]
        current = secrets["refresh_tokens"][-1] if secrets["refresh_tokens"] else None
        lost = held != current
        if lost:
            self.problem(f"the stored tokens are not X's last: {bool(account)} {x.counts()}")
        if account:
            # More than one that is too late: there may be an answer left that comes late.
            first, after = machine.lua(
                'emit(xpost.history{limit = 100})\nemit(xpost.post "after")'
            )
            if "id" not in after:
                lost = True
                self.problem(f"the account does not work any more: {after}")
        else:
            first = machine.lua("emit(xpost.history{limit = 100})")[0]
        self.outcome.tokens_lost += lost
        counts = x.counts()
        bad = {
            name: counts[name]
            for name in ("spent_token_uses", "families_revoked", "code_reuses")
            if counts[name]
        }
        if bad:
            self.problem(f"{bad}")
        self.look_at_history(first, counts["creates_by_text"])

    def look_at_history(self, history: list[dict], made: dict[str, int]) -> None:
        for text in TEXTS:
            entries = [entry for entry in history if entry["text"] == text]
            said = entries[0]["outcome"] if entries else "not_posted"
            arrived = made.get(text, 0)
            # Of what was finished or ended in time, the outcome is known.
            if said == "unknown":
                self.outcome.unknown += 1
                if self.seconds < GIVEN_UP:
                    self.problem(
                        f"the outcome of '{text}', {arrived} times arrived, is unknown"
                    )
            fits = {"posted": arrived == 1, "not_posted": arrived == 0, "unknown": arrived <= 1}
            if len(entries) > 1 or not fits[said]:
                self.problem(f"'{text}' arrived {arrived} times; history: {entries}")
