#!/usr/bin/python3
"""crowd.py [OPTION]... [NEOVIM]...: many processes and Neovims share an account, and post at the
moments when its access token has expired, at a stand-in that ends a login whose spent token
comes back.

    --processes N   in lua5.4 and luajit (64)
    --neovims N     (8)
    --expiries N    (100)
    --kills N       in every third expiry, holders of the lock that are killed (3)
    --seed TEXT     of all that is random (the time)
    --quick         8 processes, 2 Neovims, 3 expiries, one kill
    --no-self-test  without the crowd that renews without a lock

A NEOVIM is the path of one, or VERSION=PATH.  The modules are those below $BUILD (build).  Ends
with "N passed, N failed".
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from expiries import Crowd
from workers import programs


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--processes", type=int, default=64)
    parser.add_argument("--neovims", type=int, default=8)
    parser.add_argument("--expiries", type=int, default=100)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", default=str(int(time.time())))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-self-test", action="store_true")
    parser.add_argument("neovims_found", nargs="*", default=["nvim"], metavar="NEOVIM")
    args = parser.parse_args()
    if args.quick:
        args.processes, args.neovims, args.expiries, args.kills = 8, 2, 3, 1
    return args


def report(crowd: Crowd, count: int) -> tuple[int, int]:
    """Says how it went: how many expiries were good, and how many were not."""
    figures = crowd.figures
    print(
        f"{count} workers, {figures.expiries} expiries: {figures.posts} posts served, "
        f"{figures.refreshes} refreshes, {figures.spent} uses of a spent token, "
        f"{figures.killed} holders of the lock killed in {figures.expiries_with_kills} "
        f"expiries; longest wait {figures.longest:.1f} s"
    )
    for problem in crowd.problems:
        print(f"FAILED: {problem}")
    return figures.expiries - crowd.bad, crowd.bad


def held(args: argparse.Namespace, folder: Path, who: list[str]) -> tuple[int, int]:
    """Whoever cannot have the lock says so, and renews nothing."""
    crowd = Crowd(folder, who, args.seed)
    try:
        problems = crowd.without_the_lock()
    finally:
        crowd.end()
    for problem in problems:
        print(f"FAILED: {problem}")
    if not problems:
        print(f"A lock that cannot be had: {len(who)} workers say busy, and none renews")
    return int(not problems), int(bool(problems))


def self_test(args: argparse.Namespace, folder: Path, who: list[str]) -> tuple[int, int]:
    """A crowd whose locks do nothing has to be noticed."""
    crowd = Crowd(folder, who, args.seed, locks=False)
    try:
        crowd.run(2, kills=0)
    finally:
        crowd.end()
    seen = crowd.bad > 0 and (crowd.figures.refreshes > 2 or crowd.figures.spent > 0)
    print(
        f"Self-test: a crowd without locks: {crowd.figures.refreshes} refreshes for 2 expiries, "
        f"{crowd.figures.spent} uses of a spent token"
    )
    if not seen:
        print("FAILED: the self-test did not notice it")
    return int(seen), int(not seen)


def main() -> int:
    args = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    neovims = [shutil.which(n.split("=")[-1]) for n in args.neovims_found]
    paths = [str(Path(path).absolute()) for path in neovims if path]
    who = programs(args.processes, args.neovims, paths)
    print(f"seed {args.seed}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="crowd-") as name:
        folder = Path(name)
        crowd = Crowd(folder / "crowd", who, args.seed)
        try:
            crowd.run(args.expiries, args.kills)
        finally:
            crowd.end()
        passed, failed = report(crowd, len(who))
        parts = [held(args, folder / "held", who[:3] + who[-1:])]
        if not args.no_self_test:
            parts.append(self_test(args, folder / "self-test", who[:8]))
    passed += sum(p for p, _ in parts)
    failed += sum(f for _, f in parts)
    print(f"All in {time.monotonic() - begun:.0f} s.")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
