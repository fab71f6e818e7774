"""Commands that are measured in turn."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Runner:
    """A command, and what its runs took: milliseconds and MiB."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


class Broken(Exception):
    """Something cannot be measured that should."""


def run_once(stopwatch: Path, runner: Runner) -> tuple[float, float, float]:
    """Wall and CPU milliseconds, MiB."""
    done = subprocess.run(
        [stopwatch, *runner.command],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **runner.env},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    taken = done.stdout.split()
    if done.returncode != 0 or len(taken) != 5 or taken[4] != "0":
        raise Broken(f"{runner.name}: {' '.join(map(str, runner.command))}\n{done.stderr}")
    wall, user, system, kib = map(int, taken[:4])
    return wall / 1000, (user + system) / 1000, kib / 1024


def race(stopwatch: Path, runners: list[Runner], rounds: int, after=None) -> None:
    """Each once in each round, in an order that turns; the first round is not counted.

    `after(runner)` is called after each run.
    """
    for number in range(rounds + 1):
        first = number % len(runners)
        for runner in runners[first:] + runners[:first]:
            wall, cpu, memory = run_once(stopwatch, runner)
            if after:
                after(runner)
            if number > 0:
                runner.wall.append(wall)
                runner.cpu.append(cpu)
                runner.memory.append(memory)
