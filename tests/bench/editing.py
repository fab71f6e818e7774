"""Neovim: what a start costs, and whether it ever waits.  The rest of the scenarios is for
`make bench-editor`.
"""

import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import memory
from report import Report, number, spread, table
from setting import HERE, ROOT, Setting

sys.path[:0] = [str(HERE / "editor"), str(ROOT / "tests")]
import editors  # noqa: E402
import figures  # noqa: E402
import servers  # noqa: E402
import startup  # noqa: E402
import typing_cost  # noqa: E402

SCENARIOS = ("fast servers", "request never answered", "name lookup hangs (1.5 s)")
STARTS, SECONDS = 11, 60  # after these no scenario is tried again


def bench_editor():
    """What `make bench-editor` runs, with fewer tries."""
    spec = importlib.util.spec_from_file_location("bench_editor", HERE / "editor/run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.TRIES = typing_cost.TRIES = 2
    return module


def start_ups(setting: Setting, nvim: str) -> dict[str, list[float]]:
    """Milliseconds of a whole start, without and with the plugin, and with the module loaded as
    the first command does; in turn.
    """
    plugin = ["--cmd", f"set runtimepath^={setting.tree}"]
    commands = {
        "without": [],
        "with": plugin,
        "loaded": [*plugin, "-c", "lua require('xpost.native').load()"],
    }
    times = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as place:
        for turn in range(STARTS + 1):
            names = list(commands)
            for name in names[turn % 3 :] + names[: turn % 3]:
                done = subprocess.run(
                    [setting.stopwatch, nvim, "--clean", "--headless", *commands[name], "-c",
                     "qall!"],
                    env=editors.environment(Path(place), {}), stdin=subprocess.DEVNULL,
                    capture_output=True, text=True, check=True,
                )  # fmt: skip
                if turn > 0:
                    times[name].append(int(done.stdout.split()[0]) / 1000)
    return times


def measure_starts(setting: Setting, found, report: Report) -> None:
    rows = []
    for version, nvim in found:
        times = start_ups(setting, nvim)
        plugin = [one - other for one, other in zip(times["with"], times["without"])]
        module = [one - other for one, other in zip(times["loaded"], times["with"])]
        sourcing = startup.median(version, nvim, ROOT, editors.environment)
        rows.append([version, spread(times["without"]), spread(plugin), number(sourcing),
                     spread(module)])  # fmt: skip
        limit = startup.limit_of(version)
        report.goal(f"Neovim {version}: plugin/xpost.lua", f"{sourcing:.0f} µs", f"<= {limit} µs",
                    sourcing <= limit)  # fmt: skip
    report.say(f"A start, of {STARTS}, in turn; and what loading the C module adds to the first")
    report.say("command.  Milliseconds; the sourcing of plugin/xpost.lua in microseconds.\n")
    head = ["Neovim", "start", "the plugin adds", "plugin/xpost.lua, µs", "the module, once"]
    report.say(table(head, rows) + "\n")


def measure_scenarios(setting: Setting, found, report: Report) -> None:
    module = bench_editor()
    module.prepare(setting.build)
    with tempfile.TemporaryDirectory() as place:
        both = servers.Servers(Path(place))
        try:
            for version, nvim in found:
                where = (both, Path(place), setting.build)
                measure_one(setting, where, module, version, nvim, report)
        finally:
            both.stop()


def measure_one(setting: Setting, where, module, version: str, nvim: str, report: Report) -> None:
    rows, firsts, laters, gaps = [], [], [], []
    deadline = time.monotonic() + SECONDS
    for name in SCENARIOS:
        one = module.try_until_kept(nvim, name, where, deadline)
        rows.append([name, *one.row()])
        firsts += one.calls(first=True).values()
        laters += one.calls(first=False).values()
        busy, idle = one.gaps()
        gaps.append((busy - idle, busy, idle))
    report.say(table([f"Neovim {version}", *figures.HEAD], rows) + "\n")
    limit_goals(version, firsts, laters, gaps, report)
    rows, best = [], []
    for name, text in typing_cost.TEXTS.items():
        tries = []
        while not tries or (typing_cost.misses(typing_cost.best_of(tries)) and len(tries) < 2):
            env = {"BENCH_MODULE": str(setting.build / "luajit/xpost/core.so")}
            tries.append(typing_cost.attempt(nvim, text, env))
        best.append(typing_cost.best_of(tries))
        rows.append([name, str(len(tries)), *(f"{best[-1][one]:.3f}" for one in best[-1])])
    report.say(table([f"Typing, Neovim {version}", *typing_cost.HEAD], rows) + "\n")
    for what, figure, limit, unit, factor in (
        ("a key that is counted, 99 of 100, beyond one that is not", "key", 50, " µs", 1000),
        ("marks of the count, 95 of 100", "marks 95", 0.3, " ms", 1),
    ):
        worst = factor * max(one[figure] for one in best)
        report.goal(f"Neovim {version}: {what}", number(worst) + unit, f"<= {limit}{unit}",
                    worst <= limit)  # fmt: skip


def limit_goals(version: str, firsts, laters, gaps, report: Report) -> None:
    for what, values, limit in (
        ("the longest first call", firsts, figures.FIRST),
        ("the longest later call", laters, figures.LATER),
    ):
        middle = statistics.median(values)
        report.goal(f"Neovim {version}: {what}, of {len(values)}",
                    f"{number(max(values))} ms (median {number(middle)})", f"<= {limit} ms",
                    max(values) <= limit)  # fmt: skip
    longer, busy, idle = max(gaps)
    report.goal(f"Neovim {version}: the longest gap of the loop",
                f"{busy:.1f} ms, idle twin {idle:.1f}", f"<= idle + {figures.GAP:g} ms",
                longer <= figures.GAP)  # fmt: skip


def measure_editor(setting: Setting, server, report: Report) -> None:
    report.part(
        "Neovim",
        "Calls: what our own code holds the main loop for, in milliseconds; limits in brackets.",
        "Gap: the longest between ticks of a timer of 1 ms, beside that of an idle twin that runs",
        "at the same time.  Of several tries each figure is the best",
        "(tests/bench/editor/README.md).",
    )
    found = memory.neovims(setting, report)
    if found:
        measure_starts(setting, found, report)
        measure_scenarios(setting, found, report)
