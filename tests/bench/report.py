"""Figures in words: medians, spread, and whether a goal is met."""

import statistics
from pathlib import Path

# What is written where a goal stands.
MET, MISSED = "met", "**missed**"


def at(share: float, values: list[float]) -> float:
    """The value below which that share of them is."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def number(value: float) -> str:
    """With three digits that count."""
    size = abs(value)
    return f"{value:.{0 if size >= 99.95 else 1 if size >= 9.995 else 2 if size >= 0.9995 else 3}f}"


def spread(values: list[float], unit: str = "") -> str:
    """The median, and between which values eight of ten are."""
    middle = statistics.median(values)
    if len(values) < 3:
        return number(middle) + unit
    return f"{number(middle)}{unit} ({number(at(0.1, values))}–{number(at(0.9, values))})"


def ratios(ours: list[float], theirs: list[float]) -> list[float]:
    """Round by round: what disturbs the machine disturbs both."""
    return [one / other for one, other in zip(ours, theirs)]


def table(head: list[str], rows: list[list[str]]) -> str:
    """In Markdown, with its columns in line."""
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| "
        + " | ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths))
        )
        + " |"
        for line in lines
    )


class Report:
    """Lines that are printed as they come, and kept; and the goals that they are measured by."""

    def __init__(self, path: Path):
        self.path, self.lines, self.goals, self.rows = path, [], [], []

    def say(self, text: str = "") -> None:
        print(text, flush=True)
        self.lines.append(text)

    def part(self, title: str, *explanation: str) -> None:
        self.say(f"\n## {title}\n")
        for line in explanation:
            self.say(line)
        if explanation:
            self.say()

    def skip(self, what: str, why: str) -> None:
        self.say(f"skipped: {what}: {why}\n")

    def at_most(self, what: str, values: list[float], limit: float, unit: str = "x") -> None:
        """A goal, of the median."""
        self.goal(what, spread(values, unit), f"<= {limit:g}{unit}",
                  statistics.median(values) <= limit)  # fmt: skip

    def at_least(self, what: str, values: list[float], limit: float, unit: str = "x") -> None:
        self.goal(what, spread(values, unit), f">= {limit:g}{unit}",
                  statistics.median(values) >= limit)  # fmt: skip

    def brief(self, what: str, ours: list[float], unit: str, peers: dict[str, list[float]]) -> None:
        """A row of the short table: of each peer, how many times as much it takes."""
        times = {name: statistics.median(ratios(theirs, ours)) for name, theirs in peers.items()}
        self.rows.append((what, number(statistics.median(ours)) + unit, times))

    def short(self) -> str:
        names = list(dict.fromkeys(name for _, _, times in self.rows for name in times))
        rows = []
        for what, ours, times in self.rows:
            cells = (number(times[name]) + "x" if name in times else "" for name in names)
            rows.append([what, ours, *cells])
        return table(["", "xpost", *names], rows)

    def goal(self, what: str, measured: str, limit: str, met: bool) -> None:
        self.goals.append([what, limit, measured, MET if met else MISSED])

    def close(self, head: list[str]) -> None:
        """The whole: first what it comes to."""
        if self.rows:
            short = self.short()
            print(f"\n## In short\n\n{short}", flush=True)
            head = [*head, "\n## In short: how many times as much as xpost\n", short]
        if self.goals:
            goals = table(["goal", "limit", "measured", ""], self.goals)
            missed = sum(goal[-1] == MISSED for goal in self.goals)
            verdict = f"{len(self.goals)} goals, {missed} missed"
            print(f"\n## Goals: {verdict}\n\n{goals}", flush=True)
            head = [*head, f"\n## Goals: {verdict}\n", goals]
        self.path.write_text("\n".join([*head, *self.lines]) + "\n", "utf-8")
