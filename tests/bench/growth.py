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


def word(ratio: float, factor: float) -> str:
    """How something grows that takes `ratio` times as long with `factor` times as much."""
    if ratio <= 1.25:
        return "flat"
    if ratio <= 1 + math.log2(factor) / 4:
        return "logarithmic"
    if ratio < 0.8 * factor:
        return "less than linear"
    return "linear" if ratio < 1.3 * factor else "more than linear"


class Rows:
    def __init__(self, report: Report):
        self.report, self.rows = report, []

    def add(self, what: str, few: list[float], many: list[float], factor: float,
            limit: float | None, of: str) -> None:  # fmt: skip
        """`of` names what there is more of; `limit` is of the ratio."""
        pairs = ratios(many, few)
        middle = statistics.median(pairs)
        self.rows.append([what, of, spread(few), spread(many), spread(pairs, "x"),
                          word(middle, factor)])  # fmt: skip
        if limit:
            self.report.at_most(f"growth: {what}, {of}", pairs, limit)


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

    def each(name: str, many: int, one: int, count: int) -> list[float]:
        """Milliseconds of one, without the start of the process."""
        pairs = zip(found[name][many].wall, found[name][one].wall)
        return [max((more - less) / (count - 1), 0.001) for more, less in pairs]

    ledger = f"{MANY:,} entries for {FEW}"
    rows.add("post, cold", found["few"][0].wall, found["many"][0].wall, MANY / FEW, 1.25, ledger)
    rows.add("post, each of more", each("few", 1, 0, POSTS), each("many", 1, 0, POSTS),
             MANY / FEW, 1.5, ledger)  # fmt: skip
    rows.add("history of 20", each("few", 3, 2, HISTORIES), each("many", 3, 2, HISTORIES),
             MANY / FEW, None, ledger)  # fmt: skip
    rows.add("post, cold", found["few"][0].wall, found["accounts"][0].wall, ACCOUNTS, 1.25,
             f"{ACCOUNTS:,} accounts for 1")  # fmt: skip


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

    def add(what: str, figure: str, name: str, limit: float | None) -> None:
        factor, of = {
            "many": (MANY / FEW, f"{MANY:,} entries for {FEW}"),
            "long": (LONG / SHORT, f"{LONG:,} lines for {SHORT}"),
        }[name]
        rows.add(f"{what} ({version})", [one[figure] for one in runs["few"]],
                 [one[figure] for one in runs[name]], factor, limit, of)  # fmt: skip

    add(":XHistory until shown", "history", "many", None)
    add(":XPost! of a range, holds the loop", "range_held", "long", 1.5)
    add(":XPost! of a range, until posted", "range_posted", "long", 1.5)
    add("a key, not counted", "key_bare", "long", None)
    add("a key, counted", "key_counted", "long", None)
    add("counting begins, holds the loop", "count_held", "long", None)
    add("first count of the whole", "counted", "long", None)
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
        "Milliseconds, with little and with much of something, in turn; `flat` is up to a quarter",
        "more.  A history reads its 20 entries from an index, which is logarithmic; a first count",
        "of a text is linear, and so is reading the accounts, of which 1,000 are some 700 KiB.",
    )
    measure_scripts(setting, server, at, rows)
    measure_editors(setting, server, at, report, rows)
    report.say(
        table(["what", "where there are", "little, ms", "much, ms", "ratio", ""], rows.rows)
    )
