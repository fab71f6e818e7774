"""What plugin/xpost.lua costs when Neovim starts."""

import re
import statistics
import subprocess
import tempfile
from pathlib import Path

RUNS, TRIES = 21, 3
LIMITS = {"0.7": 150, "0.10": 150, "0.12": 100}  # microseconds


def limit_of(version: str) -> int:
    return next(limit for start, limit in LIMITS.items() if version.startswith(start + "."))


def sourcing(nvim: str, root: Path, folder: Path, env: dict[str, str]) -> float:
    """Microseconds, in one start."""
    log = folder / "startuptime"
    log.unlink(missing_ok=True)
    subprocess.run(
        [nvim, "--clean", "--headless", "--startuptime", log,
         "--cmd", f"set runtimepath^={root}", "+qall!"],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=True,
    )  # fmt: skip
    found = re.search(
        rf"^[\d.]+ +[\d.]+ +([\d.]+): sourcing {re.escape(str(root))}/+plugin/xpost\.lua$",
        log.read_text(),
        re.MULTILINE,
    )
    if not found:
        raise RuntimeError(f"{nvim} did not source plugin/xpost.lua:\n{log.read_text()}")
    return float(found[1]) * 1000


def median(version: str, nvim: str, root: Path, environment) -> float:
    """Of many starts; the best of some tries if it is over the limit."""
    best = None
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory() as place:
            env = environment(Path(place), {})
            now = statistics.median(sourcing(nvim, root, Path(place), env) for _ in range(RUNS))
        best = now if best is None else min(best, now)
        if best <= limit_of(version):
            break
    return best
