"""Counting and splitting, beside npm's twitter-text."""

import json
import statistics
import subprocess

from race import Broken
from report import Report, number, spread, table
from setting import HERE, Setting

ROUNDS = 7
TIMES = {"English": 80, "links": 50, "emoji": 40, "Japanese": 20}  # sooner than JavaScript
HOSTILE, SPLIT = 1000, 3000  # microseconds


def run(program, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        raise Broken(f"{program} {' '.join(arguments)}: {done.stderr.decode()}")
    return done.stdout.decode()


def rounds_of(setting: Setting) -> dict[str, dict]:
    """By text: its size, and microseconds of each round."""
    program = str(setting.folder / "count")
    if setting.has_package("twitter-text"):
        script = [str(HERE / "count.mjs"), str(setting.modules), program, str(ROUNDS)]
        return json.loads(run(setting.node, *script))
    texts = {}
    for line in run(program, "ordinary").splitlines():
        name, size = line.split("\t")
        ours = [float(run(program, "time", name)) for _ in range(ROUNDS)]
        split = [float(run(program, "split", name)) for _ in range(ROUNDS)]
        texts[name] = {"bytes": int(size), "ours": ours, "split": split, "theirs": []}
    return texts


def measure_count(setting: Setting, server, report: Report) -> None:
    report.part(
        "Counting and splitting",
        f"Microseconds a call, warm; {ROUNDS} rounds, in turn, of each the best of some.  The",
        "peer is npm's twitter-text, which cannot split.",
    )
    rows = []
    for name, text in rounds_of(setting).items():
        sooner = [theirs / ours for theirs, ours in zip(text["theirs"], text["ours"])]
        rows.append([
            name,
            str(text["bytes"]),
            spread(text["ours"]),
            spread(text["theirs"]) if sooner else "",
            spread(sooner) if sooner else "",
            spread(text["split"]),
        ])  # fmt: skip
        if sooner and name in ("English 280", "English 25,000", "Japanese 25,000", "emoji 25,000",
                               "links 25,000"):  # fmt: skip
            report.brief(f"counting, {name}", text["ours"], " µs",
                         {"twitter-text": text["theirs"]})  # fmt: skip
        for kind, limit in TIMES.items():
            if sooner and name.startswith(kind):
                report.at_least(f"count, {name}: twitter-text's time / ours", sooner, limit)
        if name.endswith("25,000"):
            report.at_most(f"split, {name}", [one / 1000 for one in text["split"]],
                           SPLIT / 1000, " ms")  # fmt: skip
    head = ["text", "bytes", "count, µs", "twitter-text, µs", "x xpost's", "split, µs"]
    report.say(table(head, rows))
    measure_hostile(setting, report)


def measure_hostile(setting: Setting, report: Report) -> None:
    """Texts that are made to be slow; the slowest of them is told."""
    program = str(setting.folder / "count")
    lines = [line.split("\t") for line in run(program, "hostile").splitlines()]
    times = sorted(((float(count), name, float(split)) for name, count, split in lines))
    slow = [(name, count, split) for count, name, split in reversed(times)][:6]
    report.say(
        f"\nOf {len(lines)} texts of 25,000 characters that are made to be slow, counting takes"
        f" {number(statistics.median(one[0] for one in times))} µs for one in the middle; the"
        " slowest are:\n"
    )
    report.say(
        table(
            ["text", "count, µs", "split, µs"],
            [[name, number(count), number(split)] for name, count, split in slow],
        )
    )
    report.at_most("count, the slowest text of 25,000 characters", [times[-1][0] / 1000],
                   HOSTILE / 1000, " ms")  # fmt: skip
    worst = max(times, key=lambda one: one[2])
    report.say(f"\nSplitting takes longest for: {worst[1]}, {number(worst[2] / 1000)} ms.")
