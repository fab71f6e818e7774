"""A user's machine for one round: a home, an account, an editor that is left, and a script that
looks at what the editor left behind.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from stand_in import browser, client, tls  # noqa: E402

BUILD = ROOT / os.environ.get("BUILD", "build")
SLOW_HOST = "slow.invalid"  # a name that only preload.c knows


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False


def make_preload(folder: Path) -> Path:
    """Builds preload.c."""
    library = folder / "preload.so"
    compiler = os.environ.get("CC", "cc").split()
    command = [
        *compiler,
        "-O1",
        "-shared",
        "-fPIC",
        "-o",
        str(library),
        str(HERE / "preload.c"),
        "-ldl",
    ]
    subprocess.run(command, check=True)
    return library


def make_certificates(folder: Path) -> Path:
    """A server certificate that is good for SLOW_HOST too, and a file of all certificates to
    trust: it is as long as a real one, so that a handshake spends some time inside OpenSSL.
    """
    folder.mkdir()
    names, start, end = tls.KINDS["good"]
    tls.KINDS["good"] = (f"{names},DNS:{SLOW_HOST}", start, end)
    tls.make_certificate(folder)
    system = Path("/etc/ssl/certs/ca-certificates.crt")
    everything = folder / "everything.pem"
    everything.write_text(
        (system.read_text() if system.exists() else "") + (folder / "ca.pem").read_text()
    )
    return everything


class Place:
    """What rounds share that run one after the other: two stand-ins, by HTTP and by HTTPS."""

    def __init__(self, folder: Path, preload: Path, certificates: Path):
        self.folder, self.preload, self.count = folder, preload, 0
        folder.mkdir()
        self.plain = client.StandIn("--any-loopback-redirect").start()
        self.tls = client.StandIn(
            "--any-loopback-redirect", "--tls", str(certificates.parent)
        ).start()
        self.tls.env["XPOST_CA_FILE"] = str(certificates)
        self.templates: dict[str, tuple[str, list[str]]] = {}
        try:
            for stand_in in (self.plain, self.tls):
                machine = self.machine(stand_in, logged_in=False)
                self.templates[stand_in.url] = machine.log_in()
                machine.end()
        except BaseException:
            self.end()
            raise

    def machine(self, stand_in, logged_in: bool = True, slow: bool = False) -> "Machine":
        """A new machine, for which X is the stand-in as at its start; `slow`: by a name that
        preload.c looks up.
        """
        stand_in.reset()
        self.count += 1
        machine = Machine(self, stand_in, slow)
        if logged_in:
            machine.take_over_login()
        return machine

    def end(self) -> None:
        self.plain.stop()
        self.tls.stop()


class Machine:
    def __init__(self, place: Place, stand_in, slow: bool):
        self.place, self.x, self.slow = place, stand_in, slow
        self.folder = place.folder / f"machine-{place.count}"
        self.folder.mkdir()
        self.port = free_port()
        self.editors: list[Editor] = []
        self.env = {
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "USER": "tester",
            "BROWSER": "/bin/false",
            "XPOST_REDIRECT_URI": f"http://127.0.0.1:{self.port}/callback",
            "XPOST_TEST_MODULE": str(BUILD / "luajit/xpost/core.so"),
            "LD_PRELOAD": str(place.preload),
            "QUIT_LOOKUP": "0",
        }
        for name in ("home", "config", "state", "data", "cache", "runtime", "tmp"):
            (self.folder / name).mkdir(mode=0o700)
            variable = {"home": "HOME", "tmp": "TMPDIR", "runtime": "XDG_RUNTIME_DIR"}
            self.env[variable.get(name, f"XDG_{name.upper()}_HOME")] = str(self.folder / name)
        for name, value in stand_in.env.items():
            if name.startswith("XPOST_"):
                self.env[name] = self.address(value) if name != "XPOST_CA_FILE" else value

    def address(self, text: str) -> str:
        """With the name that this machine has for the stand-in."""
        return text.replace("127.0.0.1", SLOW_HOST) if self.slow else text

    @property
    def accounts_file(self) -> Path:
        return self.folder / "state/xpost/accounts.json"

    @property
    def account(self) -> dict | None:
        """The stored account, as it is on disk."""
        if not self.accounts_file.exists():
            return None
        accounts = json.loads(self.accounts_file.read_text())["accounts"]
        return accounts[0] if accounts else None

    def change_account(self, **values) -> None:
        stored = json.loads(self.accounts_file.read_text())
        stored["accounts"][0].update(values)
        self.accounts_file.write_text(json.dumps(stored))

    def log_in(self) -> tuple[str, list[str]]:
        """Logs in with the stand-in's browser: what that stores, and the tokens in it."""
        browse = f"{client.PYTHON} {ROOT}/tests/stand_in/browser.py"
        [done] = self.lua(
            "emit(xpost.login{open = function(url) "
            f"""os.execute("{browse} '" .. url .. "' >browser.log 2>&1") end}})"""
        )
        assert "account" in done, done
        secrets = self.x.secrets()
        tokens = [secrets["access_tokens"][-1], secrets["refresh_tokens"][-1]]
        return self.accounts_file.read_text(), tokens

    def take_over_login(self) -> None:
        """What a login leaves, with tokens of now."""
        text, old = self.place.templates[self.x.url]
        tokens = self.x.login()
        for before, now in zip(old, (tokens["access_token"], tokens["refresh_token"])):
            text = text.replace(before, now)
        stored = json.loads(text)
        for account in stored["accounts"]:
            for name, value in account.items():
                # The redirect URI stays on 127.0.0.1.
                if isinstance(value, str) and name.endswith("_url"):
                    account[name] = self.address(value)
        self.accounts_file.parent.mkdir(mode=0o700)
        self.accounts_file.touch(mode=0o600)
        self.accounts_file.write_text(json.dumps(stored))

    def lua(self, script: str) -> list:
        """What a script for lua5.4 emits on this machine; see integration/prelude.lua."""
        self.place.count += 1
        folder = self.folder / f"script-{self.place.count}"
        folder.mkdir()
        (folder / "script.lua").write_text(script)
        command = [
            shutil.which("lua5.4"),
            str(ROOT / "tests/integration/prelude.lua"),
            str(ROOT / "lua"),
            str(BUILD / "lua5.4/xpost/core.so"),
            str(folder / "emitted"),
            str(folder / "script.lua"),
        ]
        done = subprocess.run(
            command,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=folder,
            check=False,
        )
        emitted = folder / "emitted"
        lines = emitted.read_text().splitlines() if emitted.exists() else []
        results = [json.loads(line) for line in lines]
        if done.returncode != 0:
            raise AssertionError(
                f"the script ended with {done.returncode}: {done.stderr} {results}"
            )
        return results

    def editor(self, nvim: str, plan: dict, env: dict | None = None, **named) -> "Editor":
        self.editors.append(Editor(self, nvim, plan, env or {}, **named))
        return self.editors[-1]

    def end(self) -> None:
        for editor in self.editors:
            editor.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Editor:
    """A Neovim with a plan; see editor.lua."""

    def __init__(self, machine: Machine, nvim: str, plan: dict, env: dict, popen=None):
        number = len(machine.editors)
        self.told_file = machine.folder / f"told-{number}"
        self.told_file.touch()
        self.error_file = machine.folder / f"stderr-{number}"
        whole = {"root": str(ROOT), "told": str(self.told_file), "leave": "qa!", **plan}
        self.cwd = machine.folder / "home"
        self.env = {**machine.env, **env, "QUIT_PLAN": json.dumps(whole)}
        command = [nvim, "--clean", "-c", f"luafile {HERE}/editor.lua"]
        if popen:
            self.process = popen(command, self)
        else:
            command.insert(2, "--headless")
            with self.error_file.open("wb") as errors:
                self.process = subprocess.Popen(
                    command,
                    env=self.env,
                    cwd=self.cwd,
                    stdin=subprocess.DEVNULL,
                    stdout=errors,
                    stderr=errors,
                    start_new_session=True,
                )
        self.descriptor = os.pidfd_open(self.process.pid)
        self.ended_at = 0.0

    def told(self, what: str | None = None) -> list[dict]:
        """What it told so far."""
        lines = self.told_file.read_text().split("\n")[:-1]
        entries = [json.loads(line) for line in lines]
        return [entry for entry in entries if what in (None, entry["what"])]

    def first(self, what: str) -> dict | None:
        found = self.told(what)
        return found[0] if found else None

    def wait_told(self, what: str, timeout: float = 15) -> dict | None:
        """The first of its kind; None if it ends before."""
        deadline = time.monotonic() + timeout
        while not (entry := self.first(what)):
            if self.has_ended(0.002):
                return self.first(what)
            if time.monotonic() > deadline:
                raise AssertionError(f"'{what}' was not told in {timeout} s: {self.stderr}")
        return entry

    def has_ended(self, timeout: float) -> bool:
        """Waits for its end, whose time is kept."""
        if not self.ended_at and select.select([self.descriptor], [], [], timeout)[0]:
            self.ended_at = time.monotonic()
        return self.ended_at > 0

    def end(self, timeout: float = 15) -> int:
        """Its exit status: negative for a signal that it did not handle."""
        if not self.has_ended(timeout):
            self.kill()
            raise AssertionError(f"it still runs after {timeout} s")
        return self.process.wait()

    def signal(self, number: int) -> float:
        """When it was sent."""
        now = time.monotonic()
        signal.pidfd_send_signal(self.descriptor, number)
        return now

    def kill(self) -> None:
        if self.process.poll() is None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                self.process.kill()
            self.process.wait()
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    @property
    def stderr(self) -> str:
        if not self.error_file.exists():
            return ""
        return self.error_file.read_bytes().decode("utf-8", "replace")


def follow_login(url: str) -> None:
    """Signs in and follows the redirect to an editor that may be gone."""
    try:
        browser.fetch(browser.approve(url), timeout=10)
    except (OSError, ValueError, RuntimeError):
        pass
    except browser.http.client.HTTPException:
        pass
