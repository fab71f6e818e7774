#!/usr/bin/python3
"""once.py [OPTION]...: makes one action of a user under each failure, and sees that nothing is
ever posted twice, that what is said is true, and that it can be finished.

    --seeds N        how many times each action meets each failure (3)
    --quick          each failure once, in turn by one of the actions
    --actions A,B    only these of: post, thread, resume
    --modes A,B      only failures whose group or name holds one of these words
    --at-once N      how many runs at the same time (16; few of them are not waiting)
    --seed TEXT      of all that is random (the time)
    --no-self-test   without the client that posts again whatever happened
    --list           tells the failures

The modules are those below $BUILD (build).  Ends with "N passed, N failed".
"""

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import place
import drive
import modes
from judge import Figures, describe
from run import ACTIONS, Run

# A careless client posts twice in each of them.
SELF_TEST = ("close after X acts", "reset after X acts", "503, posted", "201 empty, posted")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--actions", default=",".join(ACTIONS))
    parser.add_argument("--modes", default="")
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--seed", default=str(int(time.time())))
    parser.add_argument("--no-self-test", action="store_true")
    parser.add_argument("--list", action="store_true")
    return parser.parse_args()


class Task:
    def __init__(self, mode, action: str, seed: str, careless: bool = False):
        self.mode, self.action, self.seed, self.careless = mode, action, seed, careless
        self.figures = Figures(problems=[f"{mode.name}, {action}: was not run"])

    def run(self, where: place.Place) -> None:
        self.figures = Run(where, self.mode, self.action, self.seed, self.careless).perform()


def plan(args: argparse.Namespace) -> list[Task]:
    tasks = []
    wanted = args.actions.split(",")
    for number, mode in enumerate(modes.chosen(args.modes)):
        actions = [a for a in ACTIONS if a in mode.actions and a in wanted]
        if args.quick and actions:
            turn = (number + sum(args.seed.encode())) % len(actions)
            tasks.append(Task(mode, actions[turn], args.seed))
        else:
            seeds = [f"{args.seed}.{n}" for n in range(args.seeds)]
            tasks += [Task(mode, action, seed) for seed in seeds for action in actions]
    random.Random(args.seed).shuffle(tasks)
    # Those that wait begin first.
    tasks.sort(key=lambda task: task.mode.waits)
    return tasks


def self_test(args: argparse.Namespace) -> list[Task]:
    found = [m for m in modes.MODES if m.group != modes.KEPT and m.name in SELF_TEST]
    return [Task(m, a, args.seed, careless=True) for m in found for a in ("post", "thread")]


def work(where: place.Place, tasks: list[Task]) -> None:
    while True:
        with lock:
            if not tasks:
                return
            task = tasks.pop()
        task.run(where)


lock = threading.Lock()


def perform(tasks: list[Task], folder: Path, at_once: int) -> place.World:
    waiting = list(tasks)
    world = place.World(folder, min(at_once, len(tasks)))
    try:
        world.places[0].make_template()
        threads = [
            threading.Thread(target=work, args=(where, waiting)) for where in world.places
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        waiting.clear()  # if it was interrupted
        world.end()
    return world


def report(tasks: list[Task], how: str, seconds: float) -> tuple[int, int]:
    groups: dict[str, Figures] = {mode.group: Figures() for mode in modes.MODES}
    failures: dict[str, set] = {}
    for task in tasks:
        groups[task.mode.group].add(task.figures)
        failures.setdefault(task.mode.group, set()).add(task.mode.name)
    total = Figures()
    for group, figures in groups.items():
        if not figures.runs and not figures.problems:
            continue
        count = len(failures[group])
        print(f"{group + ':':24}{count:3} modes, {figures.runs:4} runs: {describe(figures)}")
        for death in figures.deaths:
            print(f"   {death}")
        for problem in figures.problems:
            print(f"FAILED: {problem}")
        total.add(figures)
    kinds = sum(len(names) for names in failures.values())
    print(
        f"{kinds} failure modes, {how}: {total.runs} runs in {seconds:.0f} s, {total.creates} "
        f"creates, {total.doubles} doubles, {len(total.deaths)} clients died, "
        f"{total.posts_read} posts read to find out"
    )
    bad = sum(1 for task in tasks if task.figures.problems)
    return len(tasks) - bad, bad


def report_self_test(tasks: list[Task]) -> tuple[int, int]:
    total = Figures()
    for task in tasks:
        total.add(task.figures)
    seen = sum(1 for task in tasks if task.figures.doubles)
    good = seen == len(tasks)
    print(
        f"Self-test: a client that posts again whatever happened: {total.doubles} doubles, in "
        f"{seen} of {len(tasks)} runs"
    )
    for problem in total.problems:
        print(f"FAILED: self-test: {problem}")
    if not good:
        print("FAILED: the self-test did not see each of them")
    return int(good), int(not good)


def main() -> int:
    args = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    if not drive.NVIM:
        print("skipped: :qa!: needs Neovim and a module for it")
        modes.MODES[:] = [m for m in modes.MODES if m.drive is not drive.left]
    tasks = plan(args)
    if args.list:
        for mode in modes.MODES:
            print(f"{mode.group}: {mode.name}")
        return 0
    careless = [] if args.no_self_test else self_test(args)
    print(f"seed {args.seed}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="once-") as folder:
        world = perform(tasks + careless, Path(folder), args.at_once)
    how = f"{args.seeds} seeds, {len(args.actions.split(','))} actions"
    how = "each once" if args.quick else how
    passed, failed = report(tasks, how, time.monotonic() - begun)
    if world.leaked:
        print(f"FAILED: a server that is not to be trusted was told {world.leaked[0]!r}")
        failed += 1
    if careless:
        more = report_self_test(careless)
        passed, failed = passed + more[0], failed + more[1]
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
