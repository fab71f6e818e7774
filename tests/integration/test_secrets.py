"""Secrets stay where they belong, and the host's process stays as it was."""

import base64
import os
import secrets
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from conftest import client, requests_to, wait_until
from stand_in import registry

X_DEAD = {
    "error": "invalid_request",
    "error_description": "Value passed for the token was invalid.",
}
# What a life with xpost looks like: it works, runs out, is renewed, fails in many ways, ends.
LIFE = """
local function show(value, err)
  emit(value, err)
  if err then
    print(tostring(err))
    for name, part in pairs(err) do print(name, part) end
  else
    for name, part in pairs(value) do print(name, part) end
  end
end
local function step(s)
  print(s.number, s.name, s.from, s.to, table.concat(s.uses, ", "))
end
show(xpost.login{on_step = step})
show(xpost.post{text = "One", on_step = step})
emit{pause = "expire"} io.read()
show(xpost.post{text = "Two", on_step = step})
show(xpost.refresh{on_step = step})
for number = 1, 8 do
  emit{pause = number} io.read()
  show(xpost.post{text = "Failing " .. number, on_step = step})
  show(xpost.refresh{on_step = step})
end
emit{pause = "mend"} io.read()
show(xpost.login{on_step = step})
show(xpost.accounts())
show(xpost.account())
show(xpost.history{})
emit{pause = "look"} io.read()
show(xpost.logout{})
print(xpost, next(xpost.version))
print(pcall(xpost.post, {text = "a", client_secret = os.getenv "XPOST_CLIENT_SECRET"}))
"""
CLIENT_ID, SECRET = registry.client_id("canary"), "Canary_" + secrets.token_urlsafe(32)
TOKEN, POSTS = "/2/oauth2/token", "/2/tweets"


def faults(token: str, number: int) -> list[dict]:
    words = {"title": "Forbidden", "status": 403, "detail": "Bearer " + token}
    return [
        [{"path": POSTS, "status": 403, "body": words}],
        [{"path": POSTS, "status": 500, "body": token}],
        [{"path": POSTS, "status": 200, "body": {"errors": [{"message": token}]}}],
        [{"path": TOKEN, "status": 503, "body": token}],
        [{"path": TOKEN, "status": 400, "body": {"error": token, "error_description": token}}],
        [{"path": TOKEN, "status": 401, "body": {"error": "invalid_client"}}],
        [{"path": POSTS, "close": True}],
        [{"path": TOKEN, "status": 400, "body": X_DEAD}],
    ][number - 1]


class Watch:
    """Looks at the command lines and environments of all processes, again and again."""

    def __init__(self):
        self.seen: dict[bytes, str] = {}
        self.stopped = threading.Event()
        self.rounds = 0
        self.others = set(os.listdir("/proc"))
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.thread.join()

    def _run(self) -> None:
        while not self.stopped.wait(0.001):
            self.rounds += 1
            for process in Path("/proc").iterdir():
                if process.name.isdigit() and process.name not in self.others:
                    self._look(process)

    def _look(self, process: Path) -> None:
        try:
            command = (process / "cmdline").read_bytes()
            environment = (process / "environ").read_bytes()
        except OSError:
            return
        if b"--ready" in command:
            return  # the stand-in
        self.seen.setdefault(command, str(process / "cmdline"))
        # Who starts a script gives it what he likes.
        if b"prelude.lua" not in command:
            self.seen.setdefault(environment, f"{process}/environ of {command!r}")


def forms(secret: str) -> list[bytes]:
    """The secret, and how it looks in base64 at each of the three offsets."""
    found = [secret.encode()]
    for skip in range(3):
        coded = base64.b64encode(b"x" * skip + secret.encode())
        found.append(coded[4 if skip else 0 : -4])
    return found


def leaks(values, data: bytes) -> list[str]:
    return [s for s in values if any(form in data for form in forms(s))]


def live(x, machine, host: str):
    """LIFE, with what it needs from the server at each pause."""
    env = {"XPOST_CLIENT_ID": CLIENT_ID, "XPOST_CLIENT_SECRET": SECRET}
    env["STAND_IN_BROWSER_OUTPUT"] = None
    with Watch() as watch:
        script = machine.start(LIFE, host=host, env=env, stdin=subprocess.PIPE)
        done = 0
        while script.process.poll() is None:
            pauses = [
                r["pause"] for r in script.results if isinstance(r, dict) and "pause" in r
            ]
            if len(pauses) == done:
                time.sleep(0.01)
                continue
            done += 1
            x.control("expire")
            x.control("fault", [])
            if isinstance(pauses[-1], int):
                token = machine.accounts["accounts"][0]["access_token"]
                for fault in faults(token, pauses[-1]):
                    x.fault(**fault)
            elif pauses[-1] == "look":
                at_end = machine.accounts_file.read_bytes()
                check_files(x, machine, script)
            script.write("\n")
    return script.end(), watch, at_end


def all_secrets(x) -> list[str]:
    known = [s for values in x.secrets().values() for s in values]
    known.remove(x.confidential[1])  # which every test of confidential clients uses
    sent = [parse_qs(r["body"]) for r in requests_to(x, TOKEN)]
    return known + [f["code_verifier"][0] for f in sent if "code_verifier" in f]


def check_files(x, machine, script) -> None:
    canaries = all_secrets(x)
    for file in machine.folder.rglob("*"):
        if file.is_file() and file != machine.accounts_file:
            assert not leaks(canaries, file.read_bytes()), file


@pytest.fixture
def own_x():
    """A stand-in with an app whose secret nobody else knows."""
    with client.StandIn("--any-loopback-redirect", "--client", f"{CLIENT_ID}:{SECRET}") as it:
        yield it


def test_secrets_are_found_nowhere_but_in_the_account_file(own_x, new_machine, host):
    begin = time.time() - 1
    x, machine = own_x, new_machine(own_x)
    done, watch, stored = live(x, machine, host)
    canaries = all_secrets(x)
    assert done.status == 0, done
    assert len(canaries) > 12
    assert leaks(canaries, stored)
    failed = [r["err"]["code"] for r in done.results if isinstance(r, dict) and "err" in r]
    assert len(failed) >= 6
    check_files(x, machine, None)
    assert not leaks(canaries, (done.stdout + done.stderr + str(done.results)).encode())
    assert machine.accounts["accounts"] == []
    # After the logout the file has none of them either.
    assert not leaks(canaries, machine.accounts_file.read_bytes())
    assert watch.rounds > 20
    assert any(b"browser.py" in command for command in watch.seen)
    for data, where in watch.seen.items():
        assert not leaks(canaries, data), where
    for file in Path("/tmp").iterdir():
        try:
            if file.is_file() and file.stat().st_mtime > begin:
                assert not leaks(canaries, file.read_bytes()), file
        except OSError:
            pass


def test_an_error_prints_as_one_line_of_plain_words(x, machine, host):
    machine.login()
    body = {"title": "a\nb", "detail": "x\x1b[31m\u202e\x07\r\n" + "y" * 5000, "status": 403}
    x.fault(path=POSTS, status=403, body=body)
    done = machine.run("local _, err = xpost.post 'a' print(err) emit{err = err}", host=host)
    assert done.stdout.count("\n") == 1
    assert not [c for c in done.stdout[:-1] if ord(c) < 32 or c in "\u202e\x7f"]
    assert len(done.stdout) < 4096


# --- the process ------------------------------------------------------------------------------

# Pauses before anything was called, after each thing, and after the same again.
PROCESS = """
os.setlocale("C")
local names = {"HOME", "PATH", "BROWSER", "SSLKEYLOGFILE", "XPOST_CLIENT_ID", "TZ", "LC_ALL"}
local function look(what)
  local env = {}
  for _, name in ipairs(names) do env[name] = os.getenv(name) or "" end
  emit{what = what, locale = os.setlocale(nil), env = env}
  io.read()
end
look "start"
xpost.login{}
xpost.post "One"
xpost.refresh{}
xpost.me{fresh = true}
xpost.history{}
look "first"
for round = 1, 10 do
  xpost.post("Two " .. round)
  xpost.refresh{}
  xpost.login{}
  xpost.login{open = false, timeout = 0}
  xpost.accounts()
  xpost.history{}
end
collectgarbage()
look "again"
"""


def look_at(pid: int) -> dict:
    proc = Path(f"/proc/{pid}")
    # The thread of a login that is done may still be closing what it had.
    wait_until(lambda: len(list((proc / "task").iterdir())) == 1)
    status = dict(
        line.split(":\t", 1)
        for line in (proc / "status").read_text().splitlines()
        if ":" in line
    )
    unix = {f"socket:[{line.split()[6]}]" for line in Path("/proc/net/unix").open()}
    descriptors = {}
    for link in (proc / "fd").iterdir():
        flags = (proc / "fdinfo" / link.name).read_text().split("flags:\t")[1].split()[0]
        kind = os.readlink(link)
        kind = "unix socket" if kind in unix else kind
        descriptors[int(link.name)] = (kind, bool(int(flags, 8) & 0o2000000))
    signals = {n: int(status[n], 16) for n in ("SigBlk", "SigIgn", "SigCgt")}
    return {
        # The C library takes signals 32 and 33 for its threads.
        "status": {n: s & ~(3 << 31) for n, s in signals.items()} | {"Umask": status["Umask"]},
        "threads": status["Threads"].strip(),
        "cwd": os.readlink(proc / "cwd"),
        "descriptors": descriptors,
    }


def test_signals_umask_locale_folder_and_environment_stay_as_they_were(x, machine, host):
    env = {"SSLKEYLOGFILE": str(machine.folder / "keys"), "TZ": "Asia/Tokyo"}
    script = machine.start(PROCESS, host=host, env=env, stdin=subprocess.PIPE)
    seen = []
    for count in (1, 2, 3):
        told = script.emits(count, 30)[count - 1]
        seen.append({**look_at(script.process.pid), **told})
        script.write("\n")
    start, first, again = seen
    for later in (first, again):
        for name in ("status", "cwd", "locale", "env"):
            assert later[name] == start[name], name
    assert script.end().status == 0


def test_descriptors_do_not_grow_and_none_is_left_to_children(x, machine, host):
    script = machine.start(PROCESS, host=host, stdin=subprocess.PIPE)
    seen = []
    for count in (1, 2, 3):
        script.emits(count, 30)
        seen.append(look_at(script.process.pid)["descriptors"])
        script.write("\n")
    start, first, again = seen
    assert len(again) <= len(first)
    left = {kind for at, (kind, closes) in again.items() if at not in start and not closes}
    # libcurl wakes itself up through a pair of sockets that it makes without the flag.
    assert left <= {"unix socket"}
    assert [again[n][0] for n in (0, 1, 2)] == [start[n][0] for n in (0, 1, 2)]
    assert script.end().status == 0


def test_requiring_the_module_opens_nothing_and_writes_nothing(machine, host):
    script = machine.start("emit{} io.read()", host=host, stdin=subprocess.PIPE)
    script.emits(1)
    seen = look_at(script.process.pid)
    assert len(seen["descriptors"]) == 3
    assert seen["threads"] == "1"
    assert not machine.state.exists()
    script.write("\n")
    script.end()


def test_a_script_may_ignore_its_children_and_close_its_streams(x, machine, host):
    me = machine.login(
        host=host,
        prefix=["sh", "-c", 'trap "" CHLD PIPE; exec "$@" <&- >&- 2>&-', "sh"],
    )
    assert me["username"] == "alice"
    assert [a["name"] for a in machine.accounts["accounts"]] == ["default"]


def test_an_unwritable_terminal_does_not_end_the_login(x, machine, host):
    assert machine.login(host=host, prefix=["sh", "-c", 'exec "$@" 2>/dev/full', "sh"])


def test_files_in_the_working_directory_are_not_read_or_run(x, machine, host):
    """Nothing in a folder that somebody else made can change where tokens go."""
    mark = machine.folder / "mark"
    evil = f'io.open("{mark}", "w"):close()'
    for name in ("xpost.lua", "core.lua", ".nvimrc", ".exrc", "init.lua"):
        (machine.home / name).write_text(evil)
    (machine.home / "xpost").mkdir()
    for name in ("init.lua", "core.lua", "native.lua"):
        (machine.home / "xpost" / name).write_text(evil)
    (machine.home / ".env").write_text("XPOST_API_URL=http://127.0.0.1:1\n")
    (machine.home / ".envrc").write_text("export XPOST_API_URL=http://127.0.0.1:1\n")
    assert machine.login(host=host)["username"] == "alice"
    assert not mark.exists()


def test_a_killed_login_leaves_nothing_behind(x, machine):
    script = machine.start("emit(xpost.login{open = false, on_url = told_url})")
    script.url()
    script.kill()
    left = [f.name for f in machine.state.iterdir()] if machine.state.exists() else []
    assert not [name for name in left if "tmp" in name or name == "accounts.json"]
    assert machine.login()["username"] == "alice"
