"""Where points are tried: a stand-in for X, a machine with a home of its own, scripts that run
there, and strace, which lists a script's system calls and kills it at one of them.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from stand_in import client  # noqa: E402

BUILD = ROOT / os.environ.get("BUILD", "build")
# Everything that a script's end may need to be judged happens within this time.
LONGEST = 90


def lua(value) -> str:
    """The value as Lua source."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"[{lua(n)}]={lua(v)}" for n, v in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ", ".join(map(lua, value)) + "}"
    if isinstance(value, str):
        return '"' + "".join(f"\\{byte:03d}" for byte in value.encode()) + '"'
    return str(value).lower()


class Ended:
    """A script that has ended: what it emitted, and whether it was killed."""

    def __init__(self, status: int, said: list, errors: str):
        # strace ends by the signal that ended what it watched; a shell between says 128 + 9.
        self.killed = status in (-9, 137)
        self.status, self.said, self.errors = status, said, errors

    @property
    def result(self):
        """The one thing that a script emitted that ended well; an error as {"code": ...}."""
        if self.status != 0 or len(self.said) != 1:
            raise AssertionError(
                f"a script ended with {self.status}: {self.said} {self.errors}"
            )
        [value] = self.said
        return value["err"] if isinstance(value, dict) and "err" in value else value


class Call:
    """A system call of a script: the `ordinal`-th of its name in the life of the process."""

    def __init__(self, name: str, ordinal: int, arguments: str):
        self.name, self.ordinal, self.arguments = name, ordinal, arguments

    def __str__(self) -> str:
        return f"{self.name} {self.ordinal}"


class Place:
    """One thing after the other happens here; several places work at the same time."""

    def __init__(self, folder: Path, tls: bool = False):
        self.folder, self.count = folder, 0
        folder.mkdir()
        options = ["--tls", str(folder / "tls")] if tls else []
        self.x = client.StandIn("--any-loopback-redirect", *options).start()
        self.env = {
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "USER": "tester",
            "BROWSER": "/bin/false",
            "XPOST_REDIRECT_URI": f"http://127.0.0.1:{free_port()}/callback",
            "XPOST_TEST_MODULE": str(BUILD / "luajit/xpost/core.so"),
        }
        names = {"home": "HOME", "tmp": "TMPDIR", "runtime": "XDG_RUNTIME_DIR"}
        for name in ("home", "config", "state", "data", "cache", "runtime", "tmp"):
            (folder / name).mkdir(mode=0o700)
            self.env[names.get(name, f"XDG_{name.upper()}_HOME")] = str(folder / name)
        self.env.update({n: v for n, v in self.x.env.items() if n.startswith("XPOST_")})
        self.state = folder / "state/xpost"
        self.account = ""
        self.tokens: list[str] = []
        self.kept: dict[str, Path] = {}
        self._log_in()

    def end(self) -> None:
        self.x.stop()

    # --- the state directory ---

    def _log_in(self) -> None:
        browse = f"{client.PYTHON} {ROOT}/tests/stand_in/browser.py"
        done = self.run(
            "emit(xpost.login{open = function(url) "
            f"""os.execute("{browse} '" .. url .. "' >/dev/null 2>&1") end}})"""
        ).result
        assert "account" in done, done
        secrets = self.x.secrets()
        self.tokens = [secrets["access_tokens"][-1], secrets["refresh_tokens"][-1]]
        self.account = (self.state / "accounts.json").read_text()

    def begin(self, kept: Path | None = None) -> None:
        """X as at its start, and a state directory, `kept` or with nothing but the login."""
        self.x.reset()
        self.x.set(detect_duplicates=False)  # which would hide that something came twice
        given = self.x.login()
        text = self.account
        for old, new in zip(self.tokens, (given["access_token"], given["refresh_token"])):
            text = text.replace(old, new)
        shutil.rmtree(self.state, ignore_errors=True)
        if kept:
            shutil.copytree(kept, self.state)
        self.state.mkdir(mode=0o700, exist_ok=True)
        (self.state / "accounts.json").unlink(missing_ok=True)
        (self.state / "accounts.json").touch(mode=0o600)
        (self.state / "accounts.json").write_text(text)

    def keep(self, name: str, make) -> Path:
        """A state directory as make() leaves it, made once."""
        if name not in self.kept:
            self.begin()
            make()
            self.kept[name] = self.folder / f"kept-{len(self.kept)}"
            shutil.copytree(self.state, self.kept[name])
        return self.kept[name]

    # --- scripts ---

    def run(self, script: str, prefix=()) -> Ended:
        """Runs a script for lua5.4; see integration/prelude.lua."""
        folder = self.folder / "script-1"  # its name has the form that the prelude wants
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "script.lua").write_text(script)
        command = [
            *prefix,
            "/usr/bin/lua5.4",
            str(ROOT / "tests/integration/prelude.lua"),
            str(ROOT / "lua"),
            str(BUILD / "lua5.4/xpost/core.so"),
            str(folder / "emitted"),
            str(folder / "script.lua"),
        ]
        done = subprocess.run(
            command,
            env=self.env,
            cwd=self.folder / "home",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        emitted = folder / "emitted"
        lines = emitted.read_text().split("\n")[:-1] if emitted.exists() else []
        return Ended(done.returncode, [json.loads(line) for line in lines], done.stderr)

    def call(self, expression: str):
        """What one call returns in a process of its own, or its error."""
        return self.run(f"emit({expression})").result

    def calls(self, script: str) -> tuple[list[Call], int]:
        """The system calls of a script from its own beginning on, and how many there were before:
        those load the libraries, and touch neither the state directory nor the network.
        """
        trace = self.folder / "trace"
        done = self.run(script, ("strace", "-f", "-s", "200", "-o", str(trace)))
        assert done.status == 0, f"{done.status}: {done.errors}"
        found, counts, tasks = [], {}, set()
        for line in trace.read_text(errors="replace").splitlines():
            entry = re.match(r"(\d+) +(\w+)\((.*)", line)
            if entry:
                tasks.add(entry[1])
                counts[entry[2]] = counts.get(entry[2], 0) + 1
                found.append(Call(entry[2], counts[entry[2]], entry[3]))
        # `when` counts for each thread: with a second one it would not be known which is meant.
        assert len(tasks) == 1, f"the script ran in {len(tasks)} threads"
        begin = next(
            i
            for i, call in enumerate(found)
            if "/script.lua" in call.arguments[:400] and call.name == "openat"
        )
        early = [
            c for c in found[:begin] if str(self.state) in c.arguments or c.name == "connect"
        ]
        assert not early, f"before the script began: {early[0]} {early[0].arguments}"
        return found[begin:], begin

    def kill(self, script: str, call: Call) -> Ended:
        """Runs the script and kills it when it is about to do this call."""
        return self.run(
            script,
            (
                "strace",
                "-f",
                "-o",
                "/dev/null",
                "-e",
                f"trace={call.name}",
                "-e",
                f"inject={call.name}:signal=KILL:when={call.ordinal}",
            ),
        )

    # --- X ---

    def settled(self) -> dict:
        """The state of X when all that has arrived is dealt with; what never came whole may stay
        without an answer.
        """
        deadline = time.monotonic() + 0.3
        before = None
        while True:
            time.sleep(0.01)
            now = self.x.state()
            answered = all(request["status"] for request in now["requests"])
            if now == before and (answered or time.monotonic() > deadline):
                return now
            before = now


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
