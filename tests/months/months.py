#!/usr/bin/python3
"""months.py [OPTION]...: an account is used by a job for months, in which everything goes wrong
that can, and every post that is due is made once, or reported until it is.

    --expiries N      of the access token (200)
    --troubles A,B    only those whose name holds one of these words
    --seed TEXT       of all that is random (the time)
    --quick           a dozen expiries
    --no-self-test    without the clients that have to be noticed
    --verbose         tells what every job says
    --list            tells the troubles

The modules are those below $BUILD (build).  Ends with "N passed, N failed".
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from rounds import Months
from troubles import CALM, QUICK, TROUBLES, Trouble, token
from world import BUILD, World

CALM_SHARE = 0.3  # of the expiries nothing happens in


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--expiries", type=int, default=200)
    parser.add_argument("--troubles", default="")
    parser.add_argument("--seed", default=str(int(time.time())))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-self-test", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--list", action="store_true")
    return parser.parse_args()


def plan(args: argparse.Namespace, chance) -> list[Trouble]:
    """What happens at each expiry: all troubles in turn, in an order of chance."""
    words = args.troubles.split(",") if args.troubles else [""]
    chosen = [t for t in TROUBLES if any(word in t.name for word in words)]
    if args.quick:
        chosen = [t for t in chosen if t.name in QUICK or args.troubles]
        args.expiries = len(chosen) + 2
    planned: list[Trouble] = []
    while len(planned) < args.expiries:
        calm = round(len(chosen) * CALM_SHARE) if not args.quick else 2
        cycle = chosen + [CALM] * calm
        chance.shuffle(cycle)
        planned += cycle
    return planned[: args.expiries]


def report(months: Months, days: float) -> None:
    it = months.figures
    print(f"{it.expiries} expiries in {days:.0f} days; what the jobs said:")
    for name, said in sorted(it.said.items()):
        told = ", ".join(f"{count} {code}" for code, count in said.most_common())
        print(f"   {name + ':':34}{told}")
    left = len(months.due)
    print(
        f"{it.due} posts due: {it.due - left} made once ({it.at_once} at the first run), "
        f"{left} not made; {it.jobs} jobs and {it.edited} posts by Neovim: {it.reported} failures "
        f"reported, {it.killed} jobs killed, {it.reboots} reboots; of {it.asked} posts a person "
        "had to look whether they are out"
    )
    lost = ", ".join(f"{count} {why}" for why, count in it.lost.most_common())
    print(
        f"{it.refreshes} refreshes, {it.spent} uses of a spent token; "
        f"{sum(it.lost.values())} logins lost{': ' + lost if lost else ''}"
    )


def live(args: argparse.Namespace, folder: Path) -> tuple[int, int]:
    has_editor = shutil.which("nvim") and (BUILD / "luajit/xpost/core.so").exists()
    if not has_editor:
        print("skipped: a Neovim beside the jobs: needs one, and a module for it")
    world = World(folder, args.seed, shutil.which("nvim") if has_editor else None)
    months = Months(world, verbose=args.verbose)
    bad = 0
    try:
        for trouble in plan(args, world.chance):
            before = len(months.problems)
            months.expire(trouble)
            bad += len(months.problems) > before
        before = len(months.problems)
        months.end()
        bad += len(months.problems) > before
    finally:
        world.end()
    report(months, world.clock.offset / 86400)
    for problem in months.problems:
        print(f"FAILED: {problem}")
    return months.figures.expiries - bad, bad


# What is wrong, when that can be seen, and how it is told.
WRONG = {
    "posts again whatever happened": ({"JOB_CARELESS": "1"}, "create: 503, acted", "made 2"),
    "renews without a lock": ({"MONTHS_NO_LOCKS": "1"}, "slow", "login was"),
}
SLOW = Trouble("slow", token(delay=0.3))


def self_test(args: argparse.Namespace, folder: Path, name: str) -> bool:
    """A client that does something wrong has to be noticed."""
    careless, when, wanted = WRONG[name]
    world = World(folder, args.seed)
    world.chance.random = lambda: 0.1  # all jobs at one moment
    world.chance.choice = lambda things: things[-1]
    months = Months(world, careless)
    try:
        months.expire(next(t for t in (SLOW, *TROUBLES) if t.name == when))
    finally:
        world.end()
    seen = any(wanted in problem for problem in months.problems)
    print(f"Self-test: a client that {name}: {'noticed' if seen else 'not noticed'}")
    if not seen:
        print(f"FAILED: the self-test: {months.problems}")
    return seen


def main() -> int:
    args = arguments()
    if args.list:
        for trouble in TROUBLES:
            print(trouble.name)
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    print(f"seed {args.seed}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="months-") as name:
        passed, failed = live(args, Path(name) / "live")
        for number, wrong in enumerate([] if args.no_self_test else WRONG):
            seen = self_test(args, Path(name) / f"wrong-{number}", wrong)
            passed, failed = passed + seen, failed + (not seen)
    print(f"All in {time.monotonic() - begun:.0f} s.")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
