"""A crowd at work: at each expiry all of its workers post at once, and X has to see one renewal."""

import asyncio
import fcntl
import queue
import random
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from workers import Answer, Worker

TESTS = Path(__file__).resolve().parent.parent
sys.path[1:1] = [str(TESTS / "months"), str(TESTS / "once")]

import place  # noqa: E402
from machine import Clock  # noqa: E402
from conftest import Machine  # noqa: E402  (place says where it is found)

LIFETIME = 7200
TOKEN = "/2/oauth2/token"
LONGEST = 60  # seconds until everybody has to be served
HURRY = 30  # for those who wait for a lock that they will not get


class X(place.X):
    """A stand-in that answers no renewal while a holder of the lock is still to be killed, and
    never acts for one that was: such a renewal never took place.
    """

    kills_left, careful = 0, False

    @web.middleware
    async def _middleware(self, request: web.Request, handler):
        if request.path == TOKEN and not await self._wait(request):
            response = web.Response(status=500)  # to nobody
            response.force_close()
            return response
        return await handler(request)

    async def _wait(self, request: web.Request) -> bool:
        if not self.careful:
            return True
        while self.kills_left and not is_gone(request):
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.02)  # it takes a moment to be seen that a connection ended
        return not is_gone(request)


def is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


@dataclass
class Figures:
    expiries: int = 0
    expiries_with_kills: int = 0
    posts: int = 0
    refreshes: int = 0
    spent: int = 0
    killed: int = 0
    longest: float = 0


class Crowd:
    def __init__(self, folder: Path, who: list[str], seed: str, locks: bool = True):
        folder.mkdir()
        self.chance = random.Random(seed)
        self.figures, self.problems, self.bad = Figures(), [], 0
        self.x = X(place.Loop(), folder.parent / "certificates").start()
        self.clock = Clock(folder, self.x)
        home = folder / "home"
        home.mkdir(mode=0o700)
        self.machine = Machine(home, self.x)
        self.machine.env.update(self.clock.env)
        self.machine.login()
        self.x.set(detect_duplicates=False)  # which would hide that something came twice
        self.env = {n: v for n, v in self.machine.env.items() if n != "BROWSER"}
        if not locks:
            self.env["MONTHS_NO_LOCKS"] = "1"
            self.x.fault(path=TOKEN, times=0, delay=0.3)  # in which others renew as well
        self.answers: queue.Queue[Answer] = queue.Queue()
        self.who, self.workers, self.number = who, [], 0

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
        for worker in self.workers:
            worker.end()
        self.machine.end()
        self.x.stop()

    def start_all(self, **env) -> None:
        self.env.update(env)
        self.workers = [self.start(program) for program in self.who]
        for worker in self.workers:
            worker.ready.wait(LONGEST)

    def start(self, program: str) -> Worker:
        return Worker(program, self.env, self.machine.home, self.answers)

    # --- expiries ---

    def run(self, expiries: int, kills: int) -> None:
        self.start_all()
        for number in range(expiries):
            before = len(self.problems)
            self.expire(number, kills if number % 3 == 1 else 0)
            self.figures.expiries += 1
            self.bad += len(self.problems) > before
            if self.x.counts()["families_revoked"]:
                break  # the login is lost, and all that follows would fail

    def expire(self, number: int, kills: int) -> None:
        """One expiry, by the clock or, every fourth time, sooner and by X alone."""
        sooner = number % 4 == 3
        self.clock.advance(LIFETIME / 2 if sooner else LIFETIME + self.chance.randrange(600))
        if sooner:
            self.x.loop.call(self.x.it.grants.expire_access_tokens)
        before = self.x.counts()
        self.x.kills_left, self.x.careful = kills, kills > 0
        begun = time.monotonic()
        killer = threading.Thread(target=self.kill_holders, daemon=True)
        texts = self.tell_all(f"expiry {number}")
        killer.start()
        self.gather(texts, self.start_again, f"expiry {number}")
        killer.join()
        self.figures.longest = max(self.figures.longest, time.monotonic() - begun)
        self.figures.expiries_with_kills += kills > 0
        self.judge(number, before, texts)

    def tell_all(self, what: str) -> dict[str, str]:
        """Has everybody post; the texts by their keys."""
        texts = {}
        for worker in self.workers:
            self.number += 1
            key, text = f"key-{self.number}", f"Post {self.number} at {what}"
            texts[key] = text
            worker.tell(key, text)
        return texts

    def gather(self, texts: dict[str, str], when_ended, what: str) -> list[Answer]:
        """What everybody answered: `when_ended` finds one for each that was killed."""
        waiting, found = set(texts), []
        deadline = time.monotonic() + LONGEST
        while waiting:
            try:
                answer = self.answers.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                self.problems.append(f"{what}: {len(waiting)} were not served in {LONGEST} s")
                return found
            if answer.code == "ended" and answer.worker.killed:
                when_ended(answer, texts)
                continue
            waiting.discard(answer.key)
            found.append(answer)
            if answer.posted:
                self.figures.posts += 1
            elif when_ended == self.start_again:
                self.problems.append(f"{what}: {answer}")
        return found

    def start_again(self, answer: Answer, texts: dict[str, str]) -> None:
        """Another process takes the place, and the key, of the one that was killed."""
        at = self.workers.index(answer.worker)
        answer.worker.end()
        self.workers[at] = self.start(self.who[at])
        self.workers[at].ready.wait(LONGEST)
        if answer.key in texts:
            self.clock.advance(60)  # after which X shows what was made
            self.workers[at].tell(answer.key, texts[answer.key])

    def judge(self, number: int, before: dict, texts: dict[str, str]) -> None:
        after = self.x.counts()
        refreshes = after["refreshes"] - before["refreshes"]
        spent = after["spent_token_uses"] - before["spent_token_uses"]
        self.figures.refreshes += refreshes
        self.figures.spent += spent
        if refreshes != 1:
            self.problems.append(f"expiry {number}: {refreshes} refreshes")
        if spent:
            self.problems.append(f"expiry {number}: {spent} uses of a spent token")
        for key, text in texts.items():
            if self.x.made(text) != 1:
                self.problems.append(f"expiry {number}: {key} was made {self.x.made(text)} times")

    # --- the lock ---

    def lock_file(self) -> Path:
        return next(self.machine.state.glob("renew-*.lock"))

    def holder(self) -> Worker | None:
        """Whoever holds the lock of renewals."""
        try:
            inode = f":{self.lock_file().stat().st_ino}"
        except StopIteration:
            return None  # nobody has renewed yet
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            words = line.split()
            if words[1] == "FLOCK" and words[5].endswith(inode):
                return next((w for w in self.workers if str(w.pid) == words[4]), None)
        return None

    def kill_holders(self) -> None:
        """As many as are to be killed, at random moments in which they hold the lock."""
        deadline = time.monotonic() + LONGEST
        while self.x.kills_left and time.monotonic() < deadline:
            holder = self.holder()
            if not holder or holder.killed:
                time.sleep(0.001)
                continue
            time.sleep(self.chance.choice([0, 0.001, 0.003, 0.01, 0.03]))
            if self.holder() is not holder:
                continue
            holder.kill()
            holder.process.wait()
            self.figures.killed += 1
            self.x.kills_left -= 1
        self.x.kills_left = 0

    def without_the_lock(self) -> list[str]:
        """Somebody else holds it: everybody says busy, and nothing is renewed."""
        self.start_all(MONTHS_HURRY=str(HURRY))
        self.expire(0, 0)
        self.clock.advance(LIFETIME + 1)
        before = self.x.counts()
        with self.lock_file().open("r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            texts = self.tell_all("a held lock")
            for answer in self.gather(texts, None, "a held lock"):
                if (answer.code, answer.outcome) != ("busy", "not_posted"):
                    self.problems.append(f"a held lock: {answer}")
            after = self.x.counts()
        for name in ("refreshes", "spent_token_uses", "creates", "requests_seen"):
            if after[name] != before[name]:
                self.problems.append(f"a held lock: {name} went up")
        before = self.x.counts()
        for worker, (key, text) in zip(self.workers, texts.items()):
            worker.tell(key, text)
        self.gather(texts, self.start_again, "a lock that was held")
        self.judge(1, before, texts)
        return self.problems
