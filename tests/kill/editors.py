"""A Neovim that is killed at a random moment of a thread; a new one goes on."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

from place import ROOT, Ended, Place
from scenes import KEY, WRONG, Post, Trial

LIMIT = 30
# Each create takes so long, in seconds, that most moments are inside of one.
CREATE = 0.02


class Editor:
    """A Neovim with one thing to do, which leaves when that is done; see quit/editor.lua."""

    def __init__(self, place: Place, nvim: str, name: str, options: dict):
        self.told_file = place.folder / "told"
        self.told_file.write_text("")
        plan = {
            "root": str(ROOT),
            "told": str(self.told_file),
            "leave": "qa!",
            "jobs": [{"name": name, "options": options}],
            "after": "done",
            "moment": -1,
        }
        command = [nvim, "--clean", "--headless", "-c", f"luafile {ROOT}/tests/quit/editor.lua"]
        self.errors = place.folder / "stderr"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                command,
                env={**place.env, "QUIT_PLAN": json.dumps(plan)},
                cwd=place.folder / "home",
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                start_new_session=True,
            )

    def first(self, what: str) -> dict | None:
        lines = self.told_file.read_text().split("\n")[:-1]
        return next((t for t in map(json.loads, lines) if t["what"] == what), None)

    def wait_started(self) -> None:
        deadline = time.monotonic() + LIMIT
        while not self.first("started"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"it did not start: {self.errors.read_text()}")
            time.sleep(0.001)

    def end(self) -> dict:
        """What it told when it was done."""
        try:
            self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.kill()
        done = self.first("done")
        if self.process.returncode != 0 or not done:
            raise AssertionError(
                f"it ended with {self.process.returncode}: {self.errors.read_text()}"
            )
        return done

    def kill(self) -> bool:
        """kill -9; False if it had ended by itself."""
        alive = self.process.poll() is None
        if alive:
            os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait() == -signal.SIGKILL and alive


class Edited(Post):
    """A thread posted in an editor."""

    def __init__(self, name: str, nvim: str, texts: list[str]):
        super().__init__(name, texts)
        self.nvim = nvim

    def options(self) -> dict:
        return {"key": KEY, "posts": [{"text": text} for text in self.texts]}

    def post_and_kill(self, trial: Trial, moment: float) -> Ended:
        """Kills the editor so many seconds after it began to post."""
        trial.place.x.fault(path="/2/tweets", method="POST", times=0, delay=CREATE)
        editor = Editor(trial.place, self.nvim, "post", self.options())
        editor.wait_started()
        time.sleep(moment)
        killed = editor.kill()
        time.sleep(2 * CREATE)  # what has arrived is acted on
        return Ended(-9 if killed else 0, [], "")

    def go_on(self, trial, rows):
        options = {"key": KEY} if rows else self.options()
        done = Editor(trial.place, self.nvim, "resume" if rows else "post", options).end()
        trial.demand(not done.get("error"), WRONG, f"the new editor said {done.get('error')}")
        return trial.place.call(self.call())


def moment(source: random.Random, count: int) -> float:
    """Of a thread of so many posts, some moment: mostly inside."""
    return source.uniform(0, 1.3 * count * CREATE + 0.02)


def version(nvim: str) -> str:
    told = subprocess.run([nvim, "--version"], capture_output=True, text=True, check=False)
    return told.stdout.split("\n")[0].replace("NVIM v", "Neovim ") or Path(nvim).name
