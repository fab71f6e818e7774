#!/usr/bin/python3
"""kill.py [OPTION]...: kills a script at each of its system calls, while it posts, saves a draft,
resumes or undoes, and sees that nothing is lost, nothing is there twice, and every file can be
read; then another process goes on.

    --every N       only every N-th system call (1)
    --points N      instead: only about so many, mostly between the intent and the outcome
    --rounds N      of an editor that is killed at a random moment of a thread (50)
    --nvim PATH     the editor (nvim; empty: none)
    --scenes A,B    only scenes whose names hold one of these
    --no-self-test  without the wrong clients that it has to notice
    --at-once N     how many at the same time (2)
    --seed TEXT     of what is random (the time)

A point is one system call of a script for lua5.4, from the script's own first one on; what comes
before loads the libraries, and touches neither the state directory nor the network, which is
looked at.  The script is killed by strace, before the call is done.  The modules are those below
$BUILD (build).  Ends with "N passed, N failed".
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import editors
import others
import scenes
import self_test
from place import BUILD, Call, Place

THREAD = [f"part {number} of a thread, {word}" for number, word in enumerate("abcde", 1)]
AGAIN = 3  # a point that was not reached is tried so often
# What changes a file or talks to somebody.
TELLING = set(
    "pwrite64 fdatasync fsync ftruncate unlink unlinkat rename renameat2 flock write fchown "
    "connect sendto sendmsg recvfrom poll".split()
)


def all_scenes() -> list[scenes.Scene]:
    limited = {"status": 429, "act": "before"}
    return [
        scenes.Post("first post", ["the only text"], first=True),
        scenes.Post("post", ["the only text"], weight=3),
        scenes.Post("post by HTTPS", ["the only text"], tls=True),
        scenes.Post("thread of five", THREAD, weight=4),
        scenes.Pictured("thread of two, with pictures", THREAD[:2], weight=2),
        scenes.Migrated("post, old ledger", ["the only text"]),
        others.Draft("first draft", again=False, first=True),
        others.Draft("draft", again=False),
        others.Draft("draft again", again=True),
        scenes.PostedDraft("post of a draft", ["the only text"]),
        others.Undo("undo of three", THREAD[:3]),
        scenes.Resumed("resume, not posted", THREAD, limited),
        scenes.Resumed("resume, lost answer", THREAD, {"status": 503, "act": "after"}),
        scenes.Resumed("resume, lost request", THREAD, {"status": 503, "act": "before"}),
    ]


class Group:
    """The points of one scene, and what was found at them."""

    def __init__(self, scene: scenes.Scene, skipped: int = 0):
        self.scene, self.skipped = scene, skipped
        self.points = self.killed = self.creates = 0
        self.found: Counter = Counter()
        self.kinds: Counter = Counter()
        self.settling: Counter = Counter()
        self.failures: list[str] = []
        self.work: list = []

    def add(self, where: str, killed: bool, trial: scenes.Trial) -> None:
        self.points += 1
        self.killed += killed
        self.creates += trial.creates
        if killed:
            self.found[trial.found] += 1
        self.settling += trial.settling
        self.kinds.update({kind for kind, _ in trial.problems})
        if trial.problems:
            told = "; ".join(f"{kind}: {text}" for kind, text in trial.problems)
            self.failures.append(f"{self.scene.name}, at {where}: {told}")

    def __str__(self) -> str:
        kinds = ", ".join(
            f"{self.kinds[kind]} {word}"
            for kind, word in (
                (scenes.DOUBLE, "twice"),
                (scenes.LOST, "lost"),
                (scenes.UNREADABLE, "unreadable"),
                (scenes.WRONG, "otherwise wrong"),
            )
        )
        return (
            f"{self.scene.name}: {self.points} points, {self.killed} killed; {kinds}\n"
            f"    {self.creates} creates until then; left behind: {counted(self.found)}\n"
            f"    then: {counted(self.settling)}"
        )


def counted(counter: Counter) -> str:
    return ", ".join(f"{n} x {what}" for what, n in counter.most_common()) or "none"


class Point:
    """One system call of one scene."""

    def __init__(self, group: Group, call: Call, number: int):
        self.group, self.call, self.number = group, call, number

    def __str__(self) -> str:
        return str(self.call)

    @property
    def tls(self) -> bool:
        return self.group.scene.tls

    def run(self, place: Place) -> tuple[bool, scenes.Trial]:
        scene = self.group.scene
        for _ in range(AGAIN):
            trial = scenes.Trial(place, self.number)
            place.begin(scene.template(place))
            scene.prepare(trial)
            ended = place.kill(scene.script(self.number), self.call)
            if ended.killed:
                break
        scene.judge(trial, ended)
        scene.settle(trial)
        return ended.killed, trial


class Round:
    """An editor that is killed at a random moment."""

    tls = False

    def __init__(self, group: Group, seed: str, number: int):
        self.group, self.number = group, number
        self.moment = editors.moment(random.Random(f"{seed}{number}"), len(THREAD))

    def __str__(self) -> str:
        return f"{self.moment * 1000:.0f} ms"

    def run(self, place: Place) -> tuple[bool, scenes.Trial]:
        scene = self.group.scene
        trial = scenes.Trial(place, self.number)
        place.begin(scene.template(place))
        ended = scene.post_and_kill(trial, self.moment)
        scene.judge(trial, ended)
        scene.settle(trial)
        return ended.killed, trial


# --- which points --------------------------------------------------------------------------------


def chosen(calls: list[Call], args, weight: float, source: random.Random) -> list[Call]:
    if not args.points:
        return calls[source.randrange(args.every) :: args.every]
    # Mostly from the first thing that is made durable to the last that is said.
    first = next(i for i, call in enumerate(calls) if call.name == "fdatasync")
    last = max(i for i, call in enumerate(calls) if call.name == "write")
    telling = [call for call in calls[first : last + 1] if call.name in TELLING]
    count = max(3, round(weight * args.points))
    some = spread(telling, count - 2, source) + telling[-1:] + spread(calls, 1, source)
    return sorted(set(some), key=calls.index)


def spread(calls: list[Call], count: int, source: random.Random) -> list[Call]:
    step = len(calls) / count
    return [calls[int((i + source.random()) * step)] for i in range(count)]


def plan(place_of, args) -> list[Group]:
    """The groups; their points come with them."""
    wanted = [s for s in all_scenes() if any(w in s.name for w in args.scenes.split(","))]
    source, groups = random.Random(args.seed), []
    for scene in wanted:
        place = place_of(scene.tls)
        listed = {}
        for number in (0, 1):  # with and without progress
            trial = scenes.Trial(place, number)
            place.begin(scene.template(place))
            scene.prepare(trial)
            listed[number], skipped = place.calls(scene.script(number))
        group = Group(scene, skipped)
        scene.patience = 0 if args.points else 1
        weight = scene.weight / sum(s.weight for s in wanted)
        number = 1 if args.points else source.randrange(2)
        calls = chosen(listed[number], args, weight, source)
        # Odd numbers have progress: all points of one list, each third in one way of going on.
        group.work = [Point(group, call, number + 2 * i) for i, call in enumerate(calls)]
        groups.append(group)
    return groups


# --- the work ------------------------------------------------------------------------------------


class Worker(threading.Thread):
    def __init__(self, folder: Path, work: list, lock: threading.Lock):
        super().__init__()
        self.folder, self.work, self.lock = folder, work, lock
        self.places: dict[bool, Place] = {}
        self.problem = ""

    def place(self, tls: bool) -> Place:
        if tls not in self.places:
            self.places[tls] = Place(self.folder / ("tls" if tls else "plain"), tls)
        return self.places[tls]

    def run(self) -> None:
        try:
            while True:
                with self.lock:
                    if not self.work:
                        return
                    task = self.work.pop()
                    if len(self.work) % 500 == 0 and self.work:
                        print(f"{len(self.work)} points to go", flush=True)
                self.try_one(task)
        except Exception as problem:
            self.problem = f"{type(problem).__name__}: {problem}"

    def try_one(self, task) -> None:
        place, killed, trial = self.place(task.tls), False, None
        try:
            killed, trial = task.run(place)
        except Exception as problem:  # a test that stumbles is one that failed
            trial = scenes.Trial(place, 0)
            trial.demand(False, scenes.WRONG, f"{type(problem).__name__}: {problem}")
        with self.lock:
            task.group.add(f"{task}, way {task.number % 6}", killed, trial)

    def end(self) -> None:
        for place in self.places.values():
            place.end()


def in_editor(args) -> list[Group]:
    """The group of the rounds with an editor."""
    if not (args.nvim and args.rounds):
        return []
    nvim = shutil.which(args.nvim)
    missing = "no Neovim is here" if not nvim else "no module for it was built"
    if not nvim or not (BUILD / "luajit/xpost/core.so").exists():
        print(f"skipped: {missing}")
        return []
    group = Group(editors.Edited(f"thread of five in {editors.version(nvim)}", nvim, THREAD))
    group.work = [Round(group, args.seed, number) for number in range(args.rounds)]
    return [group]


def perform(args, folder: Path) -> tuple[list[Group], int, list[str]]:
    """The groups, how many wrong clients were noticed, and what went wrong besides."""
    lock, work, problems, noticed = threading.Lock(), [], [], 0
    workers = []
    for number in range(args.at_once):
        (folder / f"worker-{number}").mkdir()
        workers.append(Worker(folder / f"worker-{number}", work, lock))
    try:
        if not args.no_self_test:
            noticed, problems = self_test.run(workers[0].place(False))
        groups = plan(workers[0].place, args)
        groups += in_editor(args)
        work += [task for group in groups for task in group.work]
        random.Random(args.seed).shuffle(work)
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
            problems += [worker.problem] if worker.problem else []
    finally:
        work.clear()  # if it was interrupted
        for worker in workers:
            if worker.ident:
                worker.join()
            worker.end()
    return groups, noticed, problems


def report(groups: list[Group], noticed: int, problems: list[str], seconds: float) -> bool:
    failures = list(problems)
    for group in groups:
        print(group)
        # Runs differ a little: the last poll of one is missing in another.  Such a point is a
        # run that was not disturbed, and is judged as one.
        missed = group.points - group.killed
        if missed > max(2, group.points // 10) and not isinstance(group.scene, editors.Edited):
            failures.append(f"{group.scene.name}: {missed} of {group.points} were not killed")
        failures += group.failures
    for failure in failures:
        print(f"FAILED: {failure}")
    points = sum(group.points for group in groups)
    kinds = sum((group.kinds for group in groups), Counter())
    skipped = max((group.skipped for group in groups), default=0)
    print(
        f"In all: {points} points in {seconds:.0f} s, {sum(g.killed for g in groups)} killed, "
        f"{kinds[scenes.DOUBLE]} twice, {kinds[scenes.LOST]} lost, "
        f"{kinds[scenes.UNREADABLE]} unreadable, {kinds[scenes.WRONG]} otherwise wrong; "
        f"{noticed} wrong clients noticed; left out: the first {skipped} calls of each script, "
        "which load libraries"
    )
    passed = points - sum(len(group.failures) for group in groups) + noticed
    print(f"{passed} passed, {len(failures)} failed")
    return not failures and passed > 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--points", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--nvim", default="nvim")
    parser.add_argument("--scenes", default="")
    parser.add_argument("--no-self-test", action="store_true")
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--seed", default=str(int(time.time())))
    return parser.parse_args()


def main() -> int:
    args = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    probe = ["strace", "-o", "/dev/null", "true"]
    if not shutil.which("strace") or subprocess.run(probe, check=False).returncode != 0:
        print("skipped: strace cannot be used here")
        print("0 passed, 0 failed, 1 skipped")
        return 0
    print(f"seed {args.seed}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="xpost-kill-") as folder:
        groups, noticed, problems = perform(args, Path(folder))
    return 0 if report(groups, noticed, problems, time.monotonic() - begun) else 1


if __name__ == "__main__":
    sys.exit(main())
