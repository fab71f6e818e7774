"""Processes and Neovims that post when they are told to, all at the same moment."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / os.environ.get("BUILD", "build")
LUAS = {"lua5.4": "lua5.4", "luajit": "luajit"}


class Answer:
    """What a worker said of one post, or that it ended without a word."""

    def __init__(self, worker: "Worker", line: str):
        self.worker = worker
        self.key, self.code, *more = [*line.split("\t"), "", "", ""]
        self.posted = self.code == "posted"
        self.id = more[0] if self.posted else ""
        self.outcome, self.message = ("posted", "") if self.posted else more[:2]

    def __str__(self) -> str:
        return f"{self.worker}: {self.key}: {self.code} {self.outcome} {self.message}"


class Worker:
    """One process; `answers` is where its lines go, and None when it ends."""

    def __init__(self, program: str, env: dict, folder: Path, answers: queue.Queue):
        self.name = Path(program).name
        self.editor = self.name == "nvim"
        command = [shutil.which(program), str(HERE / "worker.lua")]
        if self.editor:
            command[1:] = ["--headless", "--clean", "-c", f"luafile {HERE}/worker.lua"]
        abi = "lua5.4" if self.name == "lua5.4" else "luajit"
        self.process = subprocess.Popen(
            command,
            env={
                **env,
                "WORKER_ROOT": str(ROOT),
                "WORKER_MODULE": str(BUILD / abi / "xpost/core.so"),
            },
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.pid, self.killed = self.process.pid, False
        self.doing: str | None = None  # the key that it was told last
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._listen, args=(answers,), daemon=True)
        self.thread.start()

    def __str__(self) -> str:
        return f"{self.name} {self.pid}"

    def _listen(self, answers: queue.Queue) -> None:
        for line in self.process.stdout:
            if line == "ready\n":
                self.ready.set()
            else:
                self.doing = None
                answers.put(Answer(self, line.rstrip("\n")))
        self.process.wait()
        self.ready.set()
        answers.put(Answer(self, f"{self.doing or ''}\tended"))

    def tell(self, key: str, text: str) -> None:
        self.doing = key
        try:
            self.process.stdin.write(f"{key}\t{text}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it has been killed, which is told by its end

    def kill(self) -> None:
        self.killed = True
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def end(self) -> None:
        self.kill()
        self.process.wait()
        self.thread.join()
        self.process.stdin.close()
        self.process.stdout.close()


def programs(processes: int, neovims: int, paths: list[str]) -> list[str]:
    """Those of so many workers: the Luas that are here in turn, and the Neovims."""
    here = [
        lua
        for lua, abi in LUAS.items()
        if shutil.which(lua) and (BUILD / abi / "xpost/core.so").exists()
    ]
    if not here:
        sys.exit("neither lua5.4 nor luajit is here, with a module")
    found = [here[i % len(here)] for i in range(processes)]
    if paths and (BUILD / "luajit/xpost/core.so").exists():
        found += [paths[i % len(paths)] for i in range(neovims)]
    elif neovims:
        print("skipped: Neovims: none is here, with a module")
    return found
