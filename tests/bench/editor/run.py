#!/usr/bin/python3
"""Shows that the editor never waits: `make bench-editor` comes here.

    run.py [SCENARIO...]    all of them if none is named; a part of its name will do

Each scenario runs in a fresh Neovim beside an idle twin.  What is measured, and against which
limits, is in README.md.  $NEOVIMS is a folder with the Neovims that the machine has not; what is
missing there is fetched.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import editors  # noqa: E402
import startup  # noqa: E402
import typing_cost  # noqa: E402
from figures import HEAD, Figures, table  # noqa: E402
from scenarios import SCENARIOS, Work, slow_lookup  # noqa: E402
from servers import Servers  # noqa: E402

TRIES = 4
# No scenario is begun again after so many seconds.
LAST_TRY = 160


def attempt(nvim: str, name: str, servers, folder: Path, build: Path) -> dict:
    """One try of one scenario."""
    hangs = SCENARIOS[name] is slow_lookup
    servers.reset()
    env = servers.environment("api.x.com" if hangs else "127.0.0.1")
    env["BENCH_MODULE"] = str(build / "luajit/xpost/core.so")
    if hangs:
        env |= {"LD_PRELOAD": str(build / "bench-editor/slow_lookup.so"), "SLOW_LOOKUP": "1500"}
    started = []
    with tempfile.TemporaryDirectory(dir=folder) as place:
        try:
            for role in ("twin", "editor"):
                started.append(editors.Editor(nvim, Path(place) / role, env))
            twin, editor = started
            load = editor.order("load")
            work = Work(editor, servers)
            for one in started:
                one.order("reset")
            SCENARIOS[name](work)
            idle, busy = twin.order("report"), editor.order("report")
        finally:
            for one in started:
                one.end()
    return {"load": load, "idle": idle, "busy": busy, "lateness": work.lateness}


def prepare(build: Path) -> None:
    (build / "bench-editor").mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [os.environ.get("CC", "cc"), "-std=c11", "-O2", "-fPIC", "-shared",
         "-o", build / "bench-editor/slow_lookup.so", HERE / "slow_lookup.c"],
        check=True,
    )  # fmt: skip


class Report:
    """Lines that are printed as they come, and kept."""

    def __init__(self, path: Path):
        self.file = path.open("w", encoding="utf-8")

    def say(self, text: str) -> None:
        print(text, flush=True)
        print(text, file=self.file, flush=True)


def try_until_kept(nvim: str, name: str, where: tuple, deadline: float) -> Figures:
    figures = Figures()
    while True:
        figures.add(attempt(nvim, name, *where))
        if not figures.misses() or len(figures.tries) == TRIES or time.monotonic() > deadline:
            return figures


def measure(names, neovims, where: tuple, report: Report) -> list[str]:
    """The misses."""
    deadline, misses, starts = time.monotonic() + LAST_TRY, [], []
    for version, nvim in neovims:
        rows, loads = [], []
        for name in filter(SCENARIOS.get, names):
            figures = try_until_kept(nvim, name, where, deadline)
            rows.append([name, *figures.row()])
            loads += [one["load"] for one in figures.tries]
            misses += [f"Neovim {version}, {name}: {miss}" for miss in figures.misses()]
        if rows:
            report.say("\n" + table([f"Neovim {version}", *HEAD], rows))
        if "typing" in names:
            rows, missed = typing_cost.measure(nvim, where[2])
            report.say("\n" + table([f"Typing, Neovim {version}", *typing_cost.HEAD], rows))
            misses += [f"Neovim {version}, {miss}" for miss in missed]
        if not loads:
            continue
        taken = startup.median(version, nvim, ROOT, editors.environment)
        limit = startup.limit_of(version)
        if taken > limit:
            misses.append(
                f"Neovim {version}: plugin/xpost.lua took {taken:.0f} µs; limit {limit}"
            )
        medians = [
            f"{statistics.median(load[n] for load in loads):.1f}" for n in ("core", "lua")
        ]
        starts.append([version, f"{taken:.0f} ({limit})", *medians])
    if not starts:
        return misses
    head = ["At the start, and once", "plugin/xpost.lua, µs", "C module, ms", "Lua files, ms"]
    report.say("\n" + table(head, starts) + "\n")
    return misses


def main() -> int:
    build = ROOT / os.environ.get("BUILD", "build")
    names = [
        name
        for name in [*SCENARIOS, "typing"]
        if not sys.argv[1:] or any(w in name for w in sys.argv[1:])
    ]
    prepare(build)
    neovims, skipped = editors.find(Path(os.environ.get("NEOVIMS") or build / "neovim"))
    report = Report(build / "bench-editor.md")
    report.say(
        "Milliseconds.  Calls: what our own code holds the main loop for, each time that it is\n"
        "called or that the editor enters it; limits in brackets.  Gap: the longest of a timer\n"
        "of 1 ms, beside that of an idle twin.  Cancel: until a cancelled job reports.  Drawing:\n"
        "the longest call that shows something, which is none of the others.  Of several tries\n"
        "each figure is the best."
    )
    for one in skipped:
        report.say(one)
    with tempfile.TemporaryDirectory() as place:
        servers = Servers(Path(place))
        try:
            misses = measure(names, neovims, (servers, Path(place), build), report)
        finally:
            servers.stop()
    for miss in misses:
        report.say(f"MISSED: {miss}")
    count = len(neovims)
    report.say(
        "verdict: "
        + (f"{len(misses)} limits missed" if misses else "all limits kept")
        + f", on {count} Neovim{'' if count == 1 else 's'}"
    )
    return 1 if misses or not neovims else 0


if __name__ == "__main__":
    sys.exit(main())
