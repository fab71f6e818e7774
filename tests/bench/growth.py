"""What a post, the history and typing cost where there is much of something."""

import math
import sqlite3
import statistics
from pathlib import Path

import memory
from home import Home
from race import Broken, Runner, race
from report import Report, ratios, spread, table
from setting import Setting

FEW, MANY = 10, 100_000  # entries of the ledger
ACCOUNTS = 1_000
SHORT, LONG = 10, 50_000  # lines
ROUNDS, EDITORS, POSTS, HISTORIES = 11, 5, 20, 50


def seed(ledger: Path, count: int) -> None:
    """Makes `count` entries of the one that is there."""
    database = sqlite3.connect(ledger)
    database.execute("PRAGMA synchronous = OFF")

    def row_of(name: str) -> dict:
        cursor = database.execute(f"SELECT * FROM {name} LIMIT 1")
        return dict(zip((column[0] for column in cursor.description), cursor.fetchone()))

    def insert(name: str, rows) -> None:
        names = list(row_of(name))
        marks = ", ".join(f":{one}" for one in names)
        database.executemany(f"INSERT INTO {name} ({', '.join(names)}) VALUES ({marks})", rows)

    first, post = row_of("submission"), row_of("post")
    begin = first["created_at"] - 60 * count
    numbers = range(count - 1)
    insert("submission", (
        {**first, "number": None, "key": f"grown-{i}", "created_at": begin + 60 * i,
         "last_sent_at": begin + 60 * i} for i in numbers
    ))  # fmt: skip
    insert("post", (
        {**post, "key": f"grown-{i}", "id": str(10**18 + i), "sent_at": begin + 60 * i,
         "settled_at": begin + 60 * i, "text": f"Measured, and posted by nobody, {i}"}
        for i in numbers
    ))  # fmt: skip
    database.commit()
    database.close()


def script(setting: Setting, server, home: Home, name: str, *arguments: str) -> Runner:
    env = setting.script_env(home) | home.trusting(server, "directory")
    return Runner(f"{home.folder.name}: {' '.join((name, *arguments))}",
                  setting.script(name, *arguments), env)  # fmt: skip


def homes(setting: Setting, server) -> dict[str, Home]:
    """With few entries, many of them, and many accounts."""
    made = {}
    for name, entries, accounts in (
        ("few", FEW, 1), ("many", MANY, 1), ("accounts", FEW, ACCOUNTS)
    ):  # fmt: skip
        home = made[name] = Home(setting.folder / f"home-{name}", server.url, accounts)
        race(setting.stopwatch, [script(setting, server, home, "post.lua", "1")], 0)
        seed(home.state / "ledger.db", entries)
    return made


def most(kind: str, factor: float) -> float:
    """How many times as long may take what grows so, where there is `factor` times as much."""
    return {"flat": 1.5, "logarithmic": 1 + math.log2(factor) / 4, "linear": 1.5 * factor}[kind]


class Rows:
    def __init__(self, report: Report):
        self.report, self.rows = report, []

    def add(self, what: str, little: list[float], much: list[float], kind: str,
            counts: tuple[int, int], of: str) -> None:  # fmt: skip
        """`kind` is how it should grow; `counts` says how many there are `of` what."""
        pairs = ratios(much, little)
        middle, (few, many) = statistics.median(pairs), counts
        limit = most(kind, many / few)
        more = 1000 * (statistics.median(much) - statistics.median(little)) / (many - few)
        where = f"{many:,} {of} for {few:,}"
        self.rows.append([what, where, spread(little), spread(much), spread(pairs, "x"),
                          f"{more:+.3f}", kind])  # fmt: skip
        self.report.goal(f"{what}, {where}: {kind}", spread(pairs, "x"), f"<= {limit:.3g}x",
                         middle <= limit)  # fmt: skip


def measure_scripts(setting: Setting, server, at: dict[str, Home], rows: Rows) -> None:
    found = {}
    for name, home in at.items():
        found[name] = [
            script(setting, server, home, "post.lua", "1"),
            script(setting, server, home, "growth.lua", "post", str(POSTS)),
            script(setting, server, home, "growth.lua", "history", "1"),
            script(setting, server, home, "growth.lua", "history", str(HISTORIES)),
        ]
    race(setting.stopwatch, [*found["few"], *found["many"], found["accounts"][0]], ROUNDS)

    def each(name: str, many: int, one: int, count: int, figure: str = "wall") -> list[float]:
        """Milliseconds of one, without the start of the process."""
        pairs = zip(getattr(found[name][many], figure), getattr(found[name][one], figure))
        return [max((more - less) / (count - 1), 0.001) for more, less in pairs]

    entries = (FEW, MANY)
    post = each("few", 1, 0, POSTS), each("many", 1, 0, POSTS)
    cpu = each("few", 1, 0, POSTS, "cpu"), each("many", 1, 0, POSTS, "cpu")
    history = each("few", 3, 2, HISTORIES), each("many", 3, 2, HISTORIES)
    cold = [found[name][0].wall for name in ("few", "many", "accounts")]
    rows.add("a cold post", cold[0], cold[1], "flat", entries, "entries")
    rows.add("one more post", *post, "flat", entries, "entries")
    rows.add("one more post, CPU", *cpu, "logarithmic", entries, "entries")
    rows.add("the last 20 of the history", *history, "logarithmic", entries, "entries")
    rows.add("a cold post", cold[0], cold[2], "flat", (1, ACCOUNTS), "accounts")


def in_editor(setting: Setting, server, nvim: str, home: Home, lines: int) -> dict[str, float]:
    """By what was done, the median of its times."""
    output = setting.folder / "growth"
    output.unlink(missing_ok=True)
    env = home.trusting(server, "directory") | {
        "BENCH_OUTPUT": str(output), "BENCH_LINES": str(lines)
    }  # fmt: skip
    process = memory.start(nvim, setting.tree, "editor_growth.lua", env)
    said = memory.finish(process, output).splitlines()
    if not said or said[-1] != "done":
        raise Broken(f"{nvim}, {lines} lines: {said[-1] if said else 'nothing was said'}")
    times = {}
    for line in said[:-1]:
        name, taken = line.split()
        times.setdefault(name, []).append(float(taken))
    return {name: statistics.median(values) for name, values in times.items()}


def measure_editors(setting: Setting, server, at: dict[str, Home], report, rows: Rows) -> None:
    found = memory.neovims(setting, report)
    if not found:
        return
    version, nvim = found[-1]
    places = {"few": (at["few"], SHORT), "many": (at["many"], SHORT), "long": (at["few"], LONG)}
    runs = {name: [] for name in places}
    for turn in range(EDITORS):
        order = list(places)
        for name in order[turn % 3 :] + order[: turn % 3]:
            runs[name].append(in_editor(setting, server, nvim, *places[name]))

    def add(what: str, figure: str, kind: str, name: str = "long") -> None:
        counts, of = ((FEW, MANY), "entries") if name == "many" else ((SHORT, LONG), "lines")
        rows.add(f"{what} ({version})", [one[figure] for one in runs["few"]],
                 [one[figure] for one in runs[name]], kind, counts, of)  # fmt: skip

    add(":XHistory until shown", "history", "logarithmic", "many")
    add(":XPost! of a range, holds the loop", "range_held", "logarithmic")
    add(":XPost! of a range, until posted", "range_posted", "flat")
    add("a key, not counted", "key_bare", "logarithmic")
    add("a key, counted", "key_counted", "logarithmic")
    add("the first count, holds the loop", "count_held", "linear")
    add("the first count, until it is told", "counted", "linear")
    cost = {
        name: [one["key_counted"] - one["key_bare"] for one in runs[name]]
        for name in ("few", "long")
    }
    report.at_most(f"growth: what counting adds to a key, {LONG:,} lines",
                   [one * 1000 for one in cost["long"]], 50, " µs")  # fmt: skip


def measure_growth(setting: Setting, server, report: Report) -> None:
    at = homes(setting, server)
    rows = Rows(report)
    report.part(
        "Growth",
        "Milliseconds, with little and with much of something, in turn; what each one more of it",
        "adds, in microseconds; and how it should grow.  What is found in an index, of SQLite or",
        "of Neovim's lines, is logarithmic; a first count of a text is linear.  The accounts are",
        "read as a whole, 700 KiB of 1,000: a cold post is not quite flat in them.",
    )
    measure_scripts(setting, server, at, rows)
    measure_editors(setting, server, at, report, rows)
    report.say(
        table(
            ["what", "where there are", "little, ms", "much, ms", "ratio", "µs each", "should be"],
            rows.rows,
        )
    )
