"""Neovims that are measured: each has a home of its own, and obeys over a socket."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Editor:
    """A headless Neovim with editor.lua in it."""

    def __init__(self, nvim: str, folder: Path, env: dict[str, str]):
        self.folder, self.unread, self.events, self.count = folder, b"", [], 0
        folder.mkdir(parents=True)
        for name in ("home", "state", "config", "data", "cache", "run"):
            (folder / name).mkdir(mode=0o700)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(folder / "socket"))
        listener.listen(1)
        listener.settimeout(20)
        self.log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            # An embedded editor's standard input is a channel that stays silent.
            [nvim, "--clean", "--embed", "--headless", "--cmd", f"luafile {HERE}/editor.lua",
             "--cmd", "set lines=60 columns=120 cmdheight=20 noswapfile"],
            env=environment(folder, env),
            cwd=folder / "home",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
            start_new_session=True,
        )  # fmt: skip
        self.socket, _ = listener.accept()
        listener.close()

    def order(self, order: str, **values):
        """Has it do something, and returns the answer."""
        self.count += 1
        line = json.dumps({"id": self.count, "order": order, **values})
        self.socket.sendall(line.encode() + b"\n")
        answer = self.wait(lambda message: message.get("id") == self.count, 10, line)
        if "problem" in answer:
            raise RuntimeError(f"{line}: {answer['problem']}")
        return answer["answer"]

    def wait(self, is_it, seconds: float, what: str) -> dict:
        """The first message for which `is_it` is true; the others are kept."""
        deadline = time.monotonic() + seconds
        while True:
            for i, message in enumerate(self.events):
                if is_it(message):
                    return self.events.pop(i)
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.socket], [], [], left)[0]:
                raise RuntimeError(
                    f"waited {seconds} s for {what}\n{self.events}\n{self.said()}"
                )
            data = self.socket.recv(65536)
            if not data:
                raise RuntimeError(
                    f"the editor ended ({self.process.wait(5)}): {what}\n{self.said()}"
                )
            *lines, self.unread = (self.unread + data).split(b"\n")
            self.events += [json.loads(line) for line in lines]

    def said(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    def end(self) -> None:
        """At once: what it waits for may never come."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process.stdin.close()
        self.socket.close()
        self.log.close()


def environment(folder: Path, env: dict[str, str]) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "run"),
        "LC_ALL": "C.UTF-8",
        "BENCH_SOCKET": str(folder / "socket"),
        **{
            f"XDG_{name.upper()}_HOME": str(folder / name)
            for name in ("config", "state", "data", "cache")
        },
        "XDG_RUNTIME_DIR": str(folder / "run"),
        **env,
    }


WANTED = {"0.7.2": None, "0.10.4": "trixie", "0.12": "forky"}  # version: suite of Debian


def find(folder: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """The Neovims that there are, as (version, program), and lines about those that are not.

    One that is not the machine's own is FOLDER/SUITE/nvim, and fetched if it is not there.
    """
    found, skipped = [], []
    for wanted, suite in WANTED.items():
        program = str(folder / suite / "nvim") if suite else shutil.which("nvim") or "nvim"
        version = version_of(program)
        if suite and version is None:
            get = HERE.parents[1] / "tools/get-neovim.sh"
            got = subprocess.run(
                ["sh", get, suite, folder / suite], capture_output=True, text=True, check=False
            )
            print(got.stdout + got.stderr, end="")
            version = version_of(program)
        if version is not None and version.startswith(wanted):
            found.append((version, program))
        else:
            skipped.append(
                f"skipped: Neovim {wanted}: {program} "
                + (f"is {version}" if version else "is not there")
            )
    return found, skipped


def version_of(program: str) -> str | None:
    try:
        told = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return told.stdout.split("\n")[0].removeprefix("NVIM v")
