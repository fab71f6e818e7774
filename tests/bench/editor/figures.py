"""What the tries of a scenario come to.

A machine that others share interrupts anything at any time, and not at the same place again.  So
a scenario that misses a limit is tried again, a few times.  Each call counts as the shortest that
it took in any of them; a call is known by what it is and how many of that came before.
"""

from collections import Counter

FIRST, LATER, GAP, CANCEL = 0.5, 0.1, 8.0, 10.0  # milliseconds


def name_of(call: dict) -> str:
    return call["kind"] + (": " + call["about"] if "about" in call else "")


def describe(call: dict) -> str:
    """Its time, and what made it longer than it is."""
    return f"{call['taken']:.3f}" + "".join(
        f" ({what})" for what in ("waited", "interrupted") if call.get(what)
    )


class Figures:
    def __init__(self):
        self.tries: list[dict] = []

    def add(self, one: dict) -> None:
        counts = Counter()
        one["numbered"], one["drawing"] = {}, []
        for call in one["busy"]["calls"]:
            name = name_of(call)
            if "draws" in call:
                one["drawing"].append(call["taken"])
                continue
            one["numbered"][name, counts[name]] = call
            counts[name] += 1
        self.tries.append(one)

    def calls(self, first: bool) -> dict[tuple[str, int], float]:
        """(name, how many came before): the shortest time of all tries."""
        tries = [one["numbered"] for one in self.tries]
        return {
            key: min(numbered[key]["taken"] for numbered in tries)
            for key in tries[0]
            if (key[1] == 0) == first and all(key in numbered for numbered in tries)
        }

    def gaps(self) -> tuple[float, float]:
        """The longest of the busy editor and of its twin, where they are closest."""
        pairs = [
            (one["busy"]["gaps"]["longest"], one["idle"]["gaps"]["longest"])
            for one in self.tries
        ]
        return min(pairs, key=lambda pair: pair[0] - pair[1])

    def cancel(self) -> float:
        return min(max(one["lateness"], default=0) for one in self.tries)

    def drawing(self) -> float:
        """The longest call that opened a window, or the like."""
        return min(max(one["drawing"], default=0) for one in self.tries)

    def misses(self) -> list[str]:
        """What missed its limit in every try."""
        found = []
        for first, limit in ((True, FIRST), (False, LATER)):
            for (name, before), taken in sorted(self.calls(first).items()):
                if taken > limit:
                    tries = [describe(one["numbered"][name, before]) for one in self.tries]
                    found.append(
                        f"{name} (number {before + 1}) took {', '.join(tries)} ms;"
                        f" limit {limit}"
                    )
        busy, idle = self.gaps()
        if busy - idle > GAP:
            found.append(f"a gap of {busy:.1f} ms, the idle twin's is {idle:.1f}; limit +{GAP}")
        if self.cancel() > CANCEL:
            found.append(f"cancelling reported after {self.cancel():.1f} ms; limit {CANCEL}")
        return found

    def row(self) -> list[str]:
        later = sorted(self.calls(first=False).values()) or [0.0]
        first = self.calls(first=True).values()
        busy, idle = self.gaps()
        return [
            str(len(self.tries)),
            str(len(later) + len(first)),
            f"{max(first):.3f}",
            f"{later[len(later) // 2]:.3f}",
            f"{later[int(0.99 * len(later))]:.3f}",
            f"{later[-1]:.3f}",
            f"{busy:.1f}",
            f"{idle:.1f}",
            f"{busy - idle:+.1f}",
            f"{self.cancel():.2f}",
            f"{self.drawing():.1f}",
        ]


HEAD = [
    "tries",
    "calls",
    f"first ({FIRST})",
    "later p50",
    "p99",
    f"max ({LATER})",
    "gap",
    "twin's",
    f"difference ({GAP:.0f})",
    f"cancel ({CANCEL:.0f})",
    "drawing",
]


def table(head: list[str], rows: list[list[str]]) -> str:
    """In Markdown, with its columns in line."""
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    lines = [head, [("-" * width) for width in widths], *rows]
    return "\n".join(
        "| "
        + " | ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths))
        )
        + " |"
        for line in lines
    )
