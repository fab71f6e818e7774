"""Starts the stand-in and its proxies for Python tests, and talks to them.

    with StandIn() as x:
        token = x.login()
        x.set(token_lifetime=5)
        assert x.state()["creates"] == 0
"""

import base64
import hashlib
import http.client
import json
import os
import secrets
import shlex
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

HERE = Path(__file__).resolve().parent
if __name__ == "client":  # the directory itself is in the search path
    import browser
    import control
else:
    from . import browser, control

PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
SCOPE = "tweet.read tweet.write users.read media.write offline.access"
REDIRECT_URI = "http://127.0.0.1:8739/callback"


class Server:
    """A subprocess with a directory of its own; `env` holds what it wrote when it was
    listening.
    """

    program: list[str] = []
    control_name = "STAND_IN_CONTROL"

    def __init__(self, *arguments: str, directory: str | None = None):
        self.arguments = list(arguments)
        self._own_directory = (
            None if directory else tempfile.TemporaryDirectory(prefix="stand-in-")
        )
        self.directory = Path(directory or self._own_directory.name)
        self.env: dict[str, str] = {}
        self._process: subprocess.Popen | None = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        if self._own_directory:
            self._own_directory.cleanup()

    def start(self, timeout: float = 60):
        ready = self.directory / "ready"
        ready.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [PYTHON, *self.program, "--ready", str(ready), *self.arguments]
        )
        deadline = time.monotonic() + timeout
        while not ready.exists():
            if self._process.poll() is not None:
                raise RuntimeError(f"{self.program[0]} ended with {self._process.returncode}")
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"{self.program[0]} is not ready after {timeout} s")
            time.sleep(0.01)
        lines = (shlex.split(line)[0] for line in ready.read_text().splitlines())
        self.env = dict(line.split("=", 1) for line in lines)
        return self

    def stop(self) -> int | None:
        """SIGTERM, and its exit status."""
        if not self._process or self._process.poll() is not None:
            return self._process and self._process.returncode
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def control(self, name: str, values=None) -> dict:
        status, answer = control.call(self.env[self.control_name], name, values)
        if status != 200:
            raise RuntimeError(f"{name}: {answer}")
        return answer

    def state(self) -> dict:
        return self.control("state")

    def reset(self) -> dict:
        return self.control("reset")

    def fault(self, **fault) -> dict:
        return self.control("fault", fault)


class StandIn(Server):
    program = [str(HERE)]

    @property
    def url(self) -> str:
        return self.env["XPOST_API_URL"]

    @property
    def client_id(self) -> str:
        return self.env["XPOST_CLIENT_ID"]

    @property
    def confidential(self) -> tuple[str, str]:
        return (
            self.env["STAND_IN_CONFIDENTIAL_CLIENT_ID"],
            self.env["STAND_IN_CONFIDENTIAL_CLIENT_SECRET"],
        )

    def counts(self) -> dict:
        return self.control("counts")

    def secrets(self) -> dict:
        return self.control("secrets")

    def set(self, **values) -> dict:
        return self.control("set", values)

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict | None = None
    ):
        return request(self.url, method, path, body, headers)

    def authorize_url(self, verifier: str = "v" * 43, **changes) -> str:
        """A good authorization request; a change to None leaves that parameter out."""
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
            .rstrip(b"=")
            .decode()
        )
        parameters = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": REDIRECT_URI,
            "scope": SCOPE,
            "state": secrets.token_urlsafe(16),
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **changes,
        }
        return (
            self.env["XPOST_AUTHORIZE_URL"]
            + "?"
            + urlencode({n: v for n, v in parameters.items() if v is not None})
        )

    def code(self, user: str = "alice", **changes) -> str:
        return parse_qs(urlsplit(browser.approve(self.authorize_url(**changes), user)).query)[
            "code"
        ][0]

    def token(
        self, form: dict, basic: tuple[str, str] | None = None, path: str = "/2/oauth2/token"
    ):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if basic:
            headers["Authorization"] = (
                "Basic " + base64.b64encode(":".join(basic).encode()).decode()
            )
        return self.request("POST", path, urlencode(form).encode(), headers)

    def login(self, user: str = "alice", **changes) -> dict:
        """The token response for the public client."""
        return self.token(
            {
                "grant_type": "authorization_code",
                "code": self.code(user, **changes),
                "redirect_uri": changes.get("redirect_uri", REDIRECT_URI),
                "code_verifier": "v" * 43,
                "client_id": self.client_id,
            }
        ).json

    def refresh(self, refresh_token: str):
        return self.token(
            {
                "grant_type": "refresh_token",
                "refresh_token": refresh_token,
                "client_id": self.client_id,
            }
        )

    def api(self, method: str, path: str, access_token: str, body=None):
        headers = {"Authorization": "Bearer " + access_token}
        if body is not None:
            headers["Content-Type"] = "application/json"
        return self.request(
            method, path, None if body is None else json.dumps(body).encode(), headers
        )


class FaultProxy(Server):
    program = [str(HERE / "fault_proxy.py")]
    control_name = "FAULT_PROXY_CONTROL"


class ConnectProxy(Server):
    program = [str(HERE / "connect_proxy.py")]
    control_name = "CONNECT_PROXY_CONTROL"


class Answer:
    def __init__(self, status: int, headers: dict, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


def request(
    url: str,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: dict | None = None,
    timeout: float = 10,
) -> Answer:
    """One request on one connection, no redirects."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=timeout, context=context
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return Answer(
            answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read()
        )
    finally:
        connection.close()
