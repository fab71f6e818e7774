"""One run: a user's action meets a failure, is repeated, and what has become of it is looked at."""

import contextlib
import random
import shutil

import texts
from judge import Figures, Judge
from place import Place, conftest  # which says where other tests are found
from conftest import BUILD, wait_until
from posting import lua, problem

# Those that are installed, and have a module.
HOSTS = [
    h for h in conftest.HOSTS if shutil.which(h) and (BUILD / h / "xpost/core.so").exists()
]
ACTIONS = ("post", "thread", "resume")
LIMIT = 150  # seconds that a client may take
QUIET = 10
# How the user goes on: the same again, or looks first, or finishes what is in the ledger.
WAYS_ON = ("again", "again", "check", "resume")
CREATE = {"path": "/2/tweets", "method": "POST"}
DOUBTFUL = ("unknown", "intent")
# What the timeline can answer so that nothing is known of it.
BLIND = [
    problem(503, "Service Unavailable"),
    problem(429, "Too Many Requests"),
    problem(403, "Forbidden"),
    {"status": 401},
    {"status": 404},
    {"status": 302, "headers": {"Location": "/2/users/me"}},
    {"status": 200, "body": "<html>all is well</html>"},
    {"status": 200, "body": '{"data":[{"id":"1"'},
    {"status": 200, "body": {"errors": [{"title": "Service Unavailable"}]}},
    {"close": True},
    {"reset": True},
]
STOP = problem(400, "One or more parameters to your request was invalid.")


class Run(Judge):
    def __init__(self, place: Place, mode, action: str, seed: str, careless: bool = False):
        self.place, self.mode, self.action, self.seed = place, mode, action, seed
        self.x, self.door = place.x, place.door
        self.chance = random.Random(f"{seed} {mode.name} {action}")
        self.careless = careless
        mark = f"{self.chance.randrange(16**6):06x}"
        self.key = f"key {mark}"
        self.texts = texts.make(self.chance, 1 if action == "post" else 3, mark)
        self.host = self.chance.choice(HOSTS)
        # The part that the failure meets, and how many creates of the process come before it.
        self.target = 0 if action == "post" or mode.at_start and action == "thread" else 1
        self.before = self.target if action == "thread" else 0
        self.warm = f"warm {mark}" if mode.warm and action != "thread" else None
        if self.warm:
            self.before += 1
        self.env: dict = {}  # of the client that meets the failure
        self.patient = self.chance.random() < 0.1  # waits for what X may show late
        self.figures = Figures(runs=1)
        self.told: dict | None = None
        self.refuses = False  # X, what it has already
        self.may_lack_id = False  # what is told to be out
        self.settled: dict = {}  # ids that were told, by the number of the part
        self.machine = None

    # --- what modes use ---

    @property
    def text(self) -> str:
        """That of the part that the failure meets."""
        return self.texts[self.target]

    def fault(self, **values) -> None:
        """The create that is to fail is answered in this way."""
        self.x.fault(**CREATE, skip=self.before, **values)

    def cut(self, **values) -> None:
        """Its connection breaks; the first, as all creates of a process use one."""
        values = {"after": self.before, **values}
        self.place.world.loop.call(self.door.add, values)

    def separate(self) -> int:
        """What comes before the failure has a connection of its own; returns the number of such
        connections.
        """
        if self.before:
            self.x.fault(**CREATE, skip=self.before - 1, last=True)
        return 1 if self.before else 0

    def preload(self, **variables) -> None:
        """Variables for preload.c."""
        self.env["LD_PRELOAD"] = str(self.place.world.preload)
        self.env["ONCE_AT"] = str(self.before + 1)
        self.env.update({f"ONCE_{name}": str(value) for name, value in variables.items()})

    def start(self):
        """The action, in a process."""
        return self.machine.start(self.script(self.action), host=self.host, env=self.env)

    def has_begun(self) -> bool:
        """The head of the request is at X."""
        return len(self._creates()) > self._creates_before

    def has_arrived(self) -> bool:
        return any(entry["body"] for entry in self._creates()[self._creates_before :])

    def has_acted(self) -> bool:
        return self.x.made(self.text) > 0

    def _creates(self) -> list[dict]:
        return [r for r in self.x.requests if (r["method"], r["path"]) == ("POST", "/2/tweets")]

    def arguments(self) -> dict:
        if self.action == "post":
            return {"text": self.texts[0], "key": self.key}
        return {"posts": [{"text": text} for text in self.texts], "key": self.key}

    # --- scripts ---

    def call(self, name: str) -> str:
        if name == "resume":
            return f"xpost.resume{{key = {lua(self.key)}}}"
        if name == "check":
            return f"xpost.check{{key = {lua(self.key)}}}"
        return f"xpost.post({lua(self.arguments())})"

    def script(self, name: str) -> str:
        line = f"emit({self.call(name)})"
        if self.warm:
            line = f"xpost.post({lua({'text': self.warm, 'key': self.warm})})\n{line}"
        if self.careless:
            arguments = {n: v for n, v in self.arguments().items() if n != "key"}
            again = f"done, err = xpost.post({lua(arguments)})"
            line = f"local done, err = {self.call(name)}\nif not done then {again} end"
            line += "\nemit(done, err)"
        return line

    # --- the run ---

    def perform(self) -> Figures:
        world = self.place.world
        try:
            with world.working:
                self.prepare()
                if not self.mode.waits:
                    self.act()
            if self.mode.waits:
                self.act()
            if self.careless:
                return self.count()
            with contextlib.nullcontext() if self.patient else world.working:
                self.look()
                self.go_on()
                self.finish()
        except Exception as error:  # a run that stumbles is one that failed
            self.wrong(f"{type(error).__name__}: {error}")
        finally:
            self.x.watch = lambda body: None
            if self.machine:
                self.place.throw_away(self.machine)
        return self.count()

    def prepare(self) -> None:
        self.machine = self.place.machine(self.mode.way)
        # As a rule X takes a text twice, so that it is seen here.
        self.refuses = self.mode.lag > 0 or self.chance.random() < 0.2
        self.refuses = self.refuses and not self.careless
        names = self.chance.choice(["", "", "new", "old"])
        self.x.set(
            clock_offset=self.mode.x_clock, detect_duplicates=self.refuses, strict_names=names
        )
        if self.mode.way == "name":
            self.machine.env["LD_PRELOAD"] = str(self.place.world.preload)
            self.machine.env["ONCE_LOOKUP"] = "here"
        self.plant()
        if self.action == "resume":
            self.x.fault(**CREATE, skip=1, **STOP)
            told = self.run_client("thread", self.call("thread"))
            if self.outcome(told) != "not_posted":
                raise AssertionError(f"the thread did not stop: {told}")
            self.judge(told, "a thread that stopped")
            self.place.open_door(self.mode.way)
        if not self.careless:
            self.x.watch = self.arrived
        self._creates_before = len(self._creates()) + self.before

    def plant(self) -> None:
        """Other posts of the user: some are new, and some have the same text but are old."""
        forgotten = 3 * 86400  # by X, as a text that it would not take again
        wrong_clock = self.mode.group == "to the machine"
        old = [forgotten] if self.refuses or wrong_clock else [forgotten, 600]
        for text in self.texts:
            if self.chance.random() < 0.4:
                age = self.chance.choice(old)
                self.x.control("post", {"user": "alice", "text": text, "age": age})
            if self.chance.random() < 0.4 and not self.refuses:
                self.plant_decoy(text)
        for number in range(self.chance.randrange(4)):
            self.x.control("post", {"user": "alice", "text": f"other {number}", "age": 5})

    def plant_decoy(self, text: str) -> None:
        """The same text just now, but in answer to something else, or to nothing."""
        post = {"user": "alice", "text": text, "age": 5}
        if text == self.texts[0] or self.chance.random() < 0.5:
            other = {"user": "alice", "text": f"before {text}", "age": 6}
            post["reply_to"] = self.x.control("post", other)["id"]
        self.x.control("post", post)

    def act(self) -> None:
        self.mode.arm(self)
        results = self.mode.drive(self)
        self.told = results[-1] if results else None
        self.repair()

    def repair(self) -> None:
        """What is under way ends, and X works again."""
        wait_until(self.place.is_quiet, QUIET, "all connections to end")
        self.x.it.faults.clear()
        self.x.set(visible_after=0)
        self.place.open_door(self.mode.way)

    def go_on(self) -> None:
        """The user finishes what he began."""
        self.age()
        if self.mode.lag:
            self.go_on_unseen()
        way = "again" if self.unwritten else self.chance.choice(WAYS_ON)
        name = "resume" if way == "resume" else self.action
        states = self.states()
        doubt = [number for number, state in enumerate(states) if state in DOUBTFUL]
        if doubt and self.chance.random() < 0.3:
            self.go_on_blindly(name)
        if way == "check" and doubt and not self.mode.asks:
            self.judge_check(doubt[0], self.run_client("check", self.call("check")))
        told = self.run_client(f"again ({way})", self.call(name))
        self.judge(told, f"going on ({way})")
        if self.mode.asks and doubt and "err" in told:
            told = self.tell(doubt[0], told, name)
        self.expect("err" not in told, f"going on ({way}): {told.get('err')}")
        self.look_for_doubles(f"going on ({way})")

    def go_on_blindly(self, name: str) -> None:
        """The timeline cannot be read: it stays unknown, and nothing is sent."""
        attempts = len(self._creates())
        answer = self.chance.choice(BLIND)
        self.x.fault(path="/2/users/*", method="GET", times=0, **answer)
        told = self.run_client("blind", self.call(self.chance.choice([name, "check"])))
        self.x.it.faults.clear()
        self.judge(told, "blind")
        self.expect(self.outcome(told) == "unknown", f"blind, {answer}: {told}")
        self.expect(len(self._creates()) == attempts, f"blind, {answer}: it was sent again")

    def go_on_unseen(self) -> None:
        """X shows the post too late, so it is sent again, and refused as a duplicate."""
        self.x.set(timeline_lag=self.mode.lag)
        self.may_lack_id = True
        told = self.run_client("unseen", self.call(self.action))
        self.judge(told, "unseen")
        self.expect(self.states()[self.target] == "posted", f"unseen: {self.states()}: {told}")
        self.look_for_doubles("being unseen")
        self.may_lack_id = False
        self.x.set(timeline_lag=0)
        self.judge_check(self.target, self.run_client("check", self.call("check")))

    def tell(self, number: int, told: dict, name: str) -> dict:
        """The user looks himself, says what he saw, and goes on."""
        self.expect(self.outcome(told) == "unknown", f"going on: {told}")
        options = {"key": self.key, "outcome": "not_posted"}
        for post in self.x.received(self.texts[number]):
            options.update(outcome="posted", id=post["id"])
        seen = self.run_client("tell", f"xpost.check({lua(options)})")
        self.expect(seen.get("outcome") == options["outcome"], f"told {options}: {seen}")
        told = self.run_client("going on when told", self.call(name))
        self.judge(told, "going on when told")
        return told

    def finish(self) -> None:
        """Once more, which changes nothing; and all that is to be true in the end."""
        attempts = len(self._creates())
        history = f"emit(xpost.history{{key = {lua(self.key)}}})"
        script = f"emit({self.call(self.action)})\n{history}"
        done = self.machine.run(script, host=self.host, timeout=LIMIT)
        self.expect(done.status == 0 and len(done.results) == 2, f"at the end: {done}")
        told, entries = done.results
        self.judge(told, "at the end")
        self.expect(len(self._creates()) == attempts, "what is posted was sent again")
        self.judge_history(entries)
        self.judge_x()
        self.judge_files()

    def run_client(self, what: str, call: str) -> dict:
        done = self.machine.run(f"emit({call})", host=self.host, timeout=LIMIT)
        if done.status != 0 or not done.results:
            raise AssertionError(f"{what}: {done}")
        return done.results[-1]

    def count(self) -> Figures:
        figures = self.figures
        figures.creates = sum(self.x.made(text) for text in self.texts)
        figures.doubles = sum(self.x.made(text) > 1 for text in self.texts)
        figures.posts_read = self.x.it.timeline.posts_read
        return figures
