"""What the integration tests share: a stand-in for X, a user's machine with a home of its own, and
Lua scripts that run there against the modules of this tree.

    def test_it(x, machine):
        machine.login()
        done = machine.run('emit(xpost.post "Hello")')
        assert done.results[0]["id"]

The modules are those below $XPOST_BUILD, else $BUILD, else build; $XPOST_PRELOAD is preloaded into
scripts, as a sanitizer has to be.  Tests marked `slow` run only
with --slow.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from stand_in import browser, client, seen  # noqa: E402

HOSTS = ("lua5.4", "luajit")
BUILD = ROOT / (os.environ.get("XPOST_BUILD") or os.environ.get("BUILD") or "build")
PYTHON = client.PYTHON
BROWSER = f"{PYTHON} {ROOT}/tests/stand_in/browser.py"

PRELUDE = (ROOT / "tests/integration/prelude.lua").resolve()


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the tests marked slow too")


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes more than a few seconds; needs --slow")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """A test that failed says, too, what its stand-in saw that it never should."""
    report = (yield).get_result()
    if report.when == "call" and report.failed:
        for name in ("x", "tls_x"):
            if name in item.funcargs:
                with contextlib.suppress(OSError, RuntimeError):  # it is gone
                    if lines := seen.complaints(item.funcargs[name].counts()):
                        report.sections.append(("stand-in", "\n".join(lines)))


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def wait_until(condition, timeout: float = 10, what: str = "it"):
    """The first true value of `condition()`."""
    deadline = time.monotonic() + timeout
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {timeout} s for {what}")
        time.sleep(0.01)
    return value


def acted_on(stand_in) -> None:
    """Waits until X has done what it will do about everything that has arrived there."""
    for _ in range(2):  # what had arrived before the first look is in progress at the second
        wait_until(lambda: stand_in.counts()["in_progress"] == 0, what="X")


def release(stand_in) -> None:
    """Lets go on what a fault holds, and waits until X has acted on it."""
    stand_in.control("release")
    acted_on(stand_in)


class Done:
    """A script that has ended: `results` holds what it gave to emit(), in order."""

    def __init__(self, status: int, stdout: str, stderr: str, results: list):
        self.status, self.stdout, self.stderr, self.results = status, stdout, stderr, results

    @property
    def result(self):
        """What was emitted, if that was one thing and the script ended well."""
        assert self.status == 0 and len(self.results) == 1, self
        return self.results[0]

    def __repr__(self):
        return (
            f"status {self.status}\nresults {self.results}\n"
            f"stdout {self.stdout}\nstderr {self.stderr}"
        )


class Script:
    """A script that runs."""

    def __init__(self, machine, text: str, host: str, env: dict, stdin, prefix, preexec_fn):
        self.number = machine.count = machine.count + 1
        self.folder = machine.folder / f"script-{self.number}"
        self.folder.mkdir()
        self.file = self.folder / "script.lua"
        self.file.write_text(text)
        self.emitted = self.folder / "emitted"
        self.stdout = self.folder / "stdout"
        self.stderr = self.folder / "stderr"
        module = BUILD / ("luajit" if host == "luajit" else "lua5.4") / "xpost/core.so"
        with self.stdout.open("wb") as out, self.stderr.open("wb") as err:
            self.process = subprocess.Popen(
                [
                    *prefix,
                    shutil.which(host),
                    str(PRELUDE),
                    str(ROOT / "lua"),
                    str(module),
                    str(self.emitted),
                    str(self.file),
                ],
                env=env,
                cwd=machine.home,
                stdin=stdin,
                stdout=out,
                stderr=err,
                preexec_fn=preexec_fn,
                start_new_session=True,
            )

    @property
    def results(self) -> list:
        if not self.emitted.exists():
            return []
        text = self.emitted.read_bytes().decode("utf-8", "surrogateescape")
        return [json.loads(line) for line in text.split("\n")[:-1]]

    def emits(self, count: int = 1, timeout: float = 10) -> list:
        """Waits for so many results."""

        def there():
            return len(self.results) >= count or self.process.poll() is not None

        wait_until(there, timeout, f"{count} results: {self!r}")
        assert len(self.results) >= count, self.end()
        return self.results

    def url(self, timeout: float = 10) -> str:
        """The URL that `on_url = told_url` emitted."""
        return self.emits(1, timeout)[0]["url"]

    def write(self, text: str) -> None:
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def end(self, timeout: float = 30) -> Done:
        try:
            status = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"still running after {timeout} s: {self!r}") from None
        return Done(status, self._read(self.stdout), self._read(self.stderr), self.results)

    def kill(self) -> None:
        """Ends the script and what it started."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def _read(self, file: Path) -> str:
        return file.read_bytes().decode("utf-8", "replace")

    def __repr__(self):
        return (
            f"{self.results}\nstdout {self._read(self.stdout)}\n"
            f"stderr {self._read(self.stderr)}"
        )


class Machine:
    """A user's machine: a home, an environment in which X is the stand-in, and scripts."""

    def __init__(self, folder: Path, stand_in):
        self.folder, self.stand_in, self.count = folder, stand_in, 0
        self.scripts: list[Script] = []
        self.home = folder / "home"
        self.state_home = folder / "state"
        for name in ("home", "state", "config", "data", "cache", "runtime", "tmp"):
            (folder / name).mkdir(mode=0o700)
        self.port = free_port()
        self.redirect_uri = f"http://127.0.0.1:{self.port}/callback"
        self.env = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "TMPDIR": str(folder / "tmp"),
            "LC_ALL": "C.UTF-8",
            "USER": "tester",
            "BROWSER": BROWSER,
            "STAND_IN_BROWSER_OUTPUT": str(folder / "browser.json"),
            "XPOST_REDIRECT_URI": self.redirect_uri,
        }
        for name in ("config", "state", "data", "cache"):
            self.env[f"XDG_{name.upper()}_HOME"] = str(folder / name)
        self.env["XDG_RUNTIME_DIR"] = str(folder / "runtime")
        if os.environ.get("XPOST_PRELOAD"):
            self.env["LD_PRELOAD"] = os.environ["XPOST_PRELOAD"]
            self.env["ASAN_OPTIONS"] = "detect_leaks=0"  # hosts and browsers leak
        if stand_in:
            self.env.update({n: v for n, v in stand_in.env.items() if n.startswith("XPOST_")})

    @property
    def state(self) -> Path:
        return self.state_home / "xpost"

    @property
    def accounts_file(self) -> Path:
        return self.state / "accounts.json"

    @property
    def accounts(self) -> dict:
        return json.loads(self.accounts_file.read_text())

    def change_accounts(self, **values) -> None:
        """Changes members of every stored account; None takes one out."""
        stored = self.accounts
        for account in stored["accounts"]:
            account.update(values)
            for name in [n for n, v in values.items() if v is None]:
                del account[name]
        self.accounts_file.write_text(json.dumps(stored))

    def make_due(self) -> None:
        """The access tokens have run out, as far as this machine knows."""
        self.change_accounts(expires_at=int(time.time()) - 1)

    @property
    def browser_saw(self) -> dict:
        return json.loads(wait_until(self._browser_output, what="the browser"))

    def _browser_output(self) -> str:
        file = self.folder / "browser.json"
        return file.read_text() if file.exists() else ""

    def start(
        self,
        script: str,
        host: str = "lua5.4",
        env: dict | None = None,
        stdin=subprocess.DEVNULL,
        prefix=(),
        preexec_fn=None,
    ) -> Script:
        """Starts a script; a variable that `env` sets to None is taken out."""
        if not shutil.which(host):
            pytest.skip(f"{host} is not installed")
        whole = {n: v for n, v in {**self.env, **(env or {})}.items() if v is not None}
        started = Script(self, script, host, whole, stdin, prefix, preexec_fn)
        self.scripts.append(started)
        return started

    def run(self, script: str, *arguments, timeout: float = 30, **named) -> Done:
        return self.start(script, *arguments, **named).end(timeout)

    def login(self, options: str = "", user: str = "alice", **named) -> dict:
        """Logs in with the stand-in's browser; `options` is Lua, such as 'account = "bob",'."""
        env = {"STAND_IN_USER": user, **named.pop("env", {})}
        done = self.run(f"emit(xpost.login{{{options}}})", env=env, **named)
        assert done.status == 0 and "account" in done.results[0], done
        return done.results[0]

    def end(self) -> None:
        for script in self.scripts:
            script.kill()


@pytest.fixture(scope="module")
def plain_stand_in():
    with client.StandIn("--any-loopback-redirect") as it:
        yield it


@pytest.fixture(scope="module")
def tls_stand_in(tmp_path_factory):
    certificates = tmp_path_factory.mktemp("tls")
    with client.StandIn("--any-loopback-redirect", "--tls", str(certificates)) as it:
        yield it


@pytest.fixture
def x(plain_stand_in):
    """X: a stand-in by plain HTTP, as at the start."""
    plain_stand_in.reset()
    return plain_stand_in


@pytest.fixture
def tls_x(tls_stand_in):
    """X: a stand-in by HTTPS, as at the start."""
    tls_stand_in.reset()
    return tls_stand_in


@pytest.fixture
def new_machine(tmp_path):
    """Makes machines: new_machine(x)."""
    made: list[Machine] = []

    def make(stand_in) -> Machine:
        folder = tmp_path / f"machine-{len(made) + 1}"
        folder.mkdir(mode=0o700)
        made.append(Machine(folder, stand_in))
        return made[-1]

    yield make
    for machine in made:
        machine.end()


@pytest.fixture
def machine(new_machine, x):
    """A machine for which X is `x`."""
    return new_machine(x)


@pytest.fixture
def tls_machine(new_machine, tls_x):
    """A machine for which X is `tls_x`."""
    return new_machine(tls_x)


@pytest.fixture
def run_lua(machine):
    """run_lua(script, host="lua5.4" or "luajit", env=, stdin=, timeout=) on `machine`."""
    return machine.run


@pytest.fixture(params=HOSTS)
def host(request):
    """Each Lua."""
    return request.param


def address_of(stand_in) -> str:
    return stand_in.url.split("://")[1]


@pytest.fixture
def fault_proxy(x):
    """A proxy before `x` that breaks connections: see stand_in/fault_proxy.py."""
    with client.FaultProxy("--upstream", address_of(x)) as it:
        it.url = it.env["FAULT_PROXY_URL"]
        yield it


@pytest.fixture
def connect_proxy(tls_x):
    """A proxy for $https_proxy, whose tunnels all end at `tls_x`."""
    with client.ConnectProxy("--upstream", address_of(tls_x)) as it:
        it.url = it.env["CONNECT_PROXY_URL"]
        yield it


def requests_to(stand_in, path: str) -> list[dict]:
    """What the stand-in was asked for at this path."""
    return [r for r in stand_in.state()["requests"] if r["path"] == path]


def approve(url: str, user: str = "alice", decision: str = "authorize") -> str:
    """Signs in and presses the button; the redirect URL, which is not opened."""
    return browser.approve(url, user, decision)


def visit(url: str, timeout: float = 10):
    """GETs a URL on loopback: status, headers, body."""
    return browser.fetch(url, timeout=timeout)
