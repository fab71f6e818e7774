#!/usr/bin/python3
"""quit.py [OPTION]... [NEOVIM]...: leaves each Neovim at random moments, in each way, and sees
that nothing crashes and nothing is lost.

    --rounds N      of :qa! for each Neovim (200); half as many of each other way
    --variants A,B  only these ways of leaving
    --activities A  only while this is done
    --no-scenes     only rounds
    --at-once N     how many at the same time (4)
    --seed TEXT     of the random moments (the time)

A NEOVIM is `nvim`, the path of one, or VERSION=PATH.  The modules are those below $BUILD (build).
Ends with "N passed, N failed".
"""

import argparse
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import machine
import rounds
import scenes


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--variants", default=",".join(rounds.VARIANTS))
    parser.add_argument("--activities", default="")
    parser.add_argument("--no-scenes", action="store_true")
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--seed", default=str(int(time.time())))
    parser.add_argument("neovims", nargs="*", default=["nvim"])
    return parser.parse_args()


def versions(neovims: list[str]) -> dict[str, str]:
    """Those that start: {"0.10.4": path}."""
    found = {}
    for name in neovims:
        path = shutil.which(name.split("=")[-1])
        if not path:
            print(f"skipped: {name}: is not here")
            continue
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"NVIM v([0-9.]+)", told.stdout)
        if version:
            found[version[1]] = path
        else:
            print(f"skipped: {name}: does not start")
    return found


class Task:
    """A part of the work, for whichever place is free: `run` gets the place."""

    def __init__(self, group, run):
        self.group, self.run = group, run


class Rounds:
    """The rounds of one Neovim and one way of leaving: one test."""

    def __init__(self, version: str, path: str, variant: str):
        self.version, self.path, self.variant = version, path, variant
        self.outcome = rounds.Outcome()

    def tasks(self, count: int, seed: str, activities: list) -> list[Task]:
        made = []
        # Where rounds are few, other activities come at each time.
        activities = random.Random(f"{seed}{self.version}{self.variant}").sample(
            activities, len(activities)
        )
        for number in range(count):
            activity = activities[number % len(activities)]
            name = f"{seed}-{self.version}-{self.variant}-{number}"
            made.append(Task(self, lambda place, a=activity, n=name: self.run(place, a, n)))
        return made

    def run(self, place: machine.Place, activity, name: str) -> None:
        one = rounds.Round(place, self.path, self.variant, activity, name).run()
        with lock:
            self.outcome.add(one)

    @property
    def problems(self) -> list[str]:
        return self.outcome.problems

    def __str__(self) -> str:
        it = self.outcome
        return (
            f"{self.version:7} {rounds.VARIANTS[self.variant]:41} {it.rounds:4} rounds, "
            f"{it.crashes} crashes, {it.tokens_lost} tokens lost, {it.unknown} posts unknown; "
            f"{it.committed} had to finish; longest exit {it.longest * 1000:.0f} ms, "
            f"{it.longest_committed * 1000:.0f} ms with something to finish"
        )


class Scene:
    """One scene in one Neovim: one test."""

    def __init__(self, version: str, path: str, scene):
        self.version, self.path, self.scene = version, path, scene
        self.problems: list[str] = []
        self.told = ""

    def run(self, place: machine.Place) -> None:
        try:
            self.told = self.scene(place, self.path) or ""
        except (
            AssertionError,
            OSError,
            ValueError,
            KeyError,
            IndexError,
            TypeError,
        ) as problem:
            self.problems.append(f"{type(problem).__name__}: {problem}")

    def __str__(self) -> str:
        return f"{self.version:7} {self.scene.__doc__.splitlines()[0]} {self.told}"


lock = threading.Lock()


def work(place: machine.Place, tasks: list[Task]) -> None:
    while True:
        with lock:
            if not tasks:
                return
            task = tasks.pop()
        try:
            task.run(place)
        except Exception as problem:  # a test that stumbles is one that failed
            with lock:
                task.group.problems.append(f"{type(problem).__name__}: {problem}")


def perform(tasks: list[Task], at_once: int, folder: Path) -> None:
    preload = machine.make_preload(folder)
    certificates = machine.make_certificates(folder / "certificates")
    places = []
    try:
        for number in range(at_once):
            places.append(machine.Place(folder / f"place-{number}", preload, certificates))
        threads = [threading.Thread(target=work, args=(place, tasks)) for place in places]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        tasks.clear()  # if it was interrupted
        for place in places:
            place.end()


def plan(args: argparse.Namespace, found: dict[str, str]) -> tuple[list, list[Task]]:
    groups: list = []
    tasks: list[Task] = []
    activities = [
        a
        for a in rounds.ACTIVITIES
        if not args.activities or a.__name__ in args.activities.split(",")
    ]
    for version, path in found.items():
        for variant in args.variants.split(",") if args.rounds else []:
            group = Rounds(version, path, variant)
            count = args.rounds if variant == "qa" else (args.rounds + 1) // 2
            groups.append(group)
            tasks += group.tasks(count, args.seed, activities)
        for scene in [] if args.no_scenes else scenes.SCENES:
            group = Scene(version, path, scene)
            groups.append(group)
            tasks.append(Task(group, group.run))
    random.Random(args.seed).shuffle(tasks)
    return groups, tasks


def main() -> int:
    args = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    print(f"seed {args.seed}")
    groups, tasks = plan(args, versions(args.neovims))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="xpost-quit-") as folder:
        perform(tasks, args.at_once, Path(folder))
    total = rounds.Outcome()
    failed = 0
    for group in groups:
        print(group)
        for problem in group.problems:
            print(f"FAILED: {problem}")
        failed += bool(group.problems)
        if isinstance(group, Rounds):
            total.add(group.outcome)
    print(
        f"In all: {total.rounds} rounds in {time.monotonic() - begun:.0f} s, "
        f"{total.crashes} crashes, longest exit {total.longest * 1000:.0f} ms "
        f"({total.longest_committed * 1000:.0f} ms with something to finish), "
        f"{total.tokens_lost} tokens lost"
    )
    print(f"{len(groups) - failed} passed, {failed} failed")
    return 1 if failed or not groups else 0


if __name__ == "__main__":
    sys.exit(main())
