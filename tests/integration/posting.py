"""What the tests of posting share: one post as a line of Python, and what became of it."""

import base64
import contextlib
import json
import resource
import signal
import socket
import sqlite3
import threading

from stand_in import client

from conftest import address_of, requests_to


_logins: dict[str, tuple[str, list[str]]] = {}


def logged_in(stand_in, machine):
    """The machine with alice logged in: once at each stand-in by a login, then by what that left,
    with tokens of today.
    """
    if stand_in.url not in _logins:
        machine.login()
        secrets = stand_in.secrets()
        old = [secrets["access_tokens"][-1], secrets["refresh_tokens"][-1]]
        _logins[stand_in.url] = machine.accounts_file.read_text(), old
        return machine
    text, old = _logins[stand_in.url]
    tokens = stand_in.login()
    for before, now in zip(old, (tokens["access_token"], tokens["refresh_token"])):
        assert before in text
        text = text.replace(before, now)
    machine.state.mkdir(mode=0o700)
    machine.accounts_file.touch(mode=0o600)
    machine.accounts_file.write_text(text)
    return machine


def lua(value) -> str:
    """The value as Lua source, byte for byte."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        plain = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-"
        return '"' + "".join(chr(b) if b in plain else f"\\{b:03d}" for b in value) + '"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"[{lua(n)}]={lua(v)}" for n, v in value.items()) + "}"
    return "{" + ", ".join(map(lua, value)) + "}"


def post_script(text, **options) -> str:
    return f"emit(xpost.post({lua({'text': text, **options})}))"


def post(machine, text, host="lua5.4", env=None, prefix=(), preexec_fn=None, **options) -> dict:
    """The result of one post in a process of its own, or its error."""
    done = machine.run(
        post_script(text, **options),
        host=host,
        env=env,
        prefix=prefix,
        preexec_fn=preexec_fn,
        timeout=60,
    )
    result = done.result
    return result.get("err", result)


def post_all(machine, posts: list[dict], **named) -> list[dict]:
    """The results of several posts in one process."""
    script = "\n".join(f"emit(xpost.post({lua(options)}))" for options in posts)
    done = machine.run(script, timeout=60, **named)
    assert done.status == 0 and len(done.results) == len(posts), done
    return [result.get("err", result) for result in done.results]


def call(machine, expression: str, host="lua5.4", **named):
    """What one call returns, or its error."""
    result = machine.run(f"emit({expression})", host=host, **named).result
    return result["err"] if isinstance(result, dict) and "err" in result else result


def do(machine, operation: str, timeout=60, host="lua5.4", preexec_fn=None, **options):
    """The result of one operation in a process of its own, or its error."""
    return call(
        machine,
        f"xpost.{operation}({lua(options)})",
        host=host,
        timeout=timeout,
        preexec_fn=preexec_fn,
    )


@contextlib.contextmanager
def ledger_of(machine):
    """The machine's ledger as a database, to be changed behind xpost's back."""
    with contextlib.closing(sqlite3.connect(machine.state / "ledger.db")) as ledger:
        with ledger:
            yield ledger


def age_ledger(machine, seconds: int = 60) -> None:
    """Moves what was sent into the past, so that X has had the time to show it."""
    with ledger_of(machine) as ledger:
        for column in ("sent_at", "settled_at", "doubted_at"):
            ledger.execute(
                f"UPDATE post SET {column} = {column} - ? WHERE {column} > 0", [seconds]
            )
        ledger.execute("UPDATE post SET uptime = uptime - ?", [seconds])


def history(machine, options: str = "", **named) -> list:
    return call(machine, f"xpost.history{{{options}}}", **named)


def entry(machine, key: str) -> dict:
    """What the history says of one key."""
    return next(e for e in history(machine, "limit=1000") if e["key"] == key)


def creates(stand_in, text: str) -> int:
    return stand_in.counts()["creates_by_text"].get(text, 0)


def attempts(stand_in) -> int:
    """How many requests to create a post arrived, whole or not."""
    return len([r for r in requests_to(stand_in, "/2/tweets") if r["method"] == "POST"])


def fault(stand_in, **values) -> None:
    """The next create is answered in this way."""
    stand_in.fault(path="/2/tweets", method="POST", **values)


def problem(status: int, detail: str, **members) -> dict:
    """A body in the form of RFC 7807, and its status."""
    body = {"title": "T", "type": "about:blank", "status": status, "detail": detail, **members}
    return {"status": status, "body": body}


def raw(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def posted(result: dict) -> bool:
    return "id" in result and "code" not in result


def assert_settles(machine, stand_in, text: str, key: str) -> None:
    """An unknown outcome: while the timeline cannot be read nothing is sent; then the key finds the
    post, or posts it, and never makes a second one.
    """
    before = attempts(stand_in)
    stand_in.fault(path="/2/users/*", method="GET", status=503)
    error = post(machine, text, key=key)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown"), error
    assert attempts(stand_in) == before
    age_ledger(machine)
    again = post(machine, text, key=key)
    assert posted(again), again
    assert again["id"] in [p["id"] for p in stand_in.state()["posts"] if p["text"] == text]
    assert creates(stand_in, text) == 1


def assert_posts_once(machine, stand_in, text: str, key: str) -> None:
    """An outcome of not posted: the key can be finished, once."""
    assert creates(stand_in, text) == 0
    again = post(machine, text, key=key)
    assert posted(again), again
    assert post(machine, text, key=key)["id"] == again["id"]
    assert creates(stand_in, text) == 1


def assert_safe(machine, stand_in, text: str, key: str, result: dict) -> None:
    """Whatever happened: one create at most, the ledger agrees, and the key keeps that so."""
    made = creates(stand_in, text)
    assert made <= 1
    said = entry(machine, key)
    assert said["text"] == text
    if posted(result):
        assert made == 1 and said["state"] == "posted" and said["id"] == result["id"]
        assert post(machine, text, key=key)["id"] == result["id"]
        assert creates(stand_in, text) == 1
    elif result["outcome"] == "unknown":
        assert result["code"] == "unknown_outcome", result
        assert said["state"] == "unknown" and said["outcome"] == "unknown"
        assert_settles(machine, stand_in, text, key)
    else:
        assert result["outcome"] == "not_posted", result
        assert said["state"] in ("not_sent", "rejected")
        assert_posts_once(machine, stand_in, text, key)


@contextlib.contextmanager
def behind(stand_in, machine):
    """A fault proxy between the machine and X, through which the machine is logged in."""
    with client.FaultProxy("--upstream", address_of(stand_in)) as proxy:
        url = stand_in.url.split("://")[0] + "://" + proxy.env["FAULT_PROXY_ADDRESS"]
        for name in ("XPOST_API_URL", "XPOST_TOKEN_URL", "XPOST_REVOKE_URL"):
            machine.env[name] = machine.env[name].replace(stand_in.url, url)
        machine.login()
        proxy.reset()
        yield proxy


class Gate:
    """An address that refuses every connection until it is opened; behind it is X."""

    def __init__(self, stand_in):
        self.upstream = address_of(stand_in).split(":")
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def open(self) -> None:
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection((self.upstream[0], int(self.upstream[1])))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=copy, args=pair, daemon=True).start()


class Door(Gate):
    """The same for a machine that is logged in."""

    def __init__(self, stand_in, machine):
        super().__init__(stand_in)
        logged_in(stand_in, machine)
        text = machine.accounts_file.read_text()
        machine.accounts_file.write_text(text.replace(stand_in.url, self.url))
        for name, value in machine.env.items():
            machine.env[name] = value.replace(stand_in.url, self.url)


def copy(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def limited(size: int):
    """For preexec_fn: no file may grow beyond `size`, as on a disk that is full."""

    def set_limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return set_limit


def ledger_rows(machine) -> list[dict]:
    """The posts of the ledger as they are on disk."""
    with contextlib.closing(sqlite3.connect(machine.state / "ledger.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM post ORDER BY rowid")]


def sent_body(stand_in) -> dict:
    """The JSON of the last request to create a post."""
    bodies = [r["body"] for r in requests_to(stand_in, "/2/tweets") if r["method"] == "POST"]
    return json.loads(bodies[-1])
