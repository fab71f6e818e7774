"""Starting, stopping, keeping state, TLS, and the commands."""

import http.server
import json
import os
import socket
import ssl
import subprocess
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from stand_in import browser, tls
from stand_in.client import HERE, PYTHON, StandIn, request


def test_state_outlives_a_restart(tmp_path):
    kept = str(tmp_path / "deep" / "state.json")
    with StandIn("--state", kept) as x:
        token = x.login()
        post = x.api("POST", "/2/tweets", token["access_token"], {"text": "花"}).json["data"][
            "id"
        ]
        assert x.stop() == 0
    assert os.stat(kept).st_mode & 0o777 == 0o600
    with StandIn("--state", kept) as x:
        assert x.refresh(token["refresh_token"]).status == 200
        again = x.api("POST", "/2/tweets", token["access_token"], {"text": "鳥"})
        assert int(again.json["data"]["id"]) > int(post)
        assert "花" in x.request("GET", f"/alice/status/{post}").text


def test_a_taken_port_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [PYTHON, HERE, "--port", str(taken.getsockname()[1])],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert (
        done.returncode == 1
        and "Address already in use" in done.stderr
        and "Traceback" not in done.stderr
    )


def test_a_foreign_state_file_is_left_alone(tmp_path):
    other = tmp_path / "notes.json"
    other.write_text("[1, 2]")
    done = subprocess.run(
        [PYTHON, HERE, "--state", other],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1 and "is not a state file" in done.stderr
    assert other.read_text() == "[1, 2]"


def test_more_clients():
    with StandIn(
        "--client", "mine", "--client", "ours:secret", "--redirect-uri", "http://127.0.0.1:5/cb"
    ) as x:
        known = {c["client_id"]: c["confidential"] for c in x.state()["clients"]}
        assert known["mine"] is False and known["ours"] is True
        assert browser.approve(
            x.authorize_url(client_id="mine", redirect_uri="http://127.0.0.1:5/cb")
        )


def test_https(tmp_path):
    with StandIn("--tls", str(tmp_path)) as x:
        assert x.url.startswith("https://")
        context = ssl.create_default_context(cafile=x.env["XPOST_CA_FILE"])
        for name in ("127.0.0.1", "localhost", "api.x.com", "x.com"):
            with socket.create_connection(("127.0.0.1", urlsplit(x.url).port)) as s:
                context.wrap_socket(s, server_hostname=name).close()
        assert x.login()["token_type"] == "bearer"
        x.fault(path="/2/users/me", reset=True)
        with pytest.raises(OSError):
            x.request("GET", "/2/users/me")


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    return tmp_path_factory.mktemp("certificates")


@pytest.mark.parametrize("kind", [k for k in tls.KINDS if k != "good"])
def test_bad_certificates_are_bad(certificates, kind):
    """In memory: no server is needed to see a handshake fail."""
    tls.make_certificate(certificates)
    client = ssl.create_default_context(cafile=certificates / "ca.pem")
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(client, tls.server_context(certificates, kind))
    handshake(client, tls.server_context(certificates, "good"))


def handshake(client_context, server_context):
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_context.wrap_bio(to_client, to_server, server_hostname="127.0.0.1")
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(3):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                pass


class Callback(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"You may close this page.")

    def log_message(self, *_):
        pass


@pytest.fixture
def callback():
    with http.server.HTTPServer(("127.0.0.1", 0), Callback) as listener:
        listener.seen = []
        threading.Thread(target=listener.serve_forever, args=[0.02], daemon=True).start()
        yield listener
        listener.shutdown()


@pytest.mark.parametrize(
    "env, expected",
    [({}, {"state", "code"}), ({"STAND_IN_BROWSER": "deny"}, {"error", "state"})],
)
def test_browser_command(x, callback, tmp_path, env, expected):
    output = tmp_path / "browser.json"
    url = x.authorize_url(redirect_uri=f"http://127.0.0.1:{callback.server_port}/callback")
    subprocess.run(
        [HERE / "browser.py", url],
        check=True,
        timeout=20,
        env={"PATH": os.environ["PATH"], "STAND_IN_BROWSER_OUTPUT": str(output), **env},
    )
    seen = json.loads(output.read_text())
    assert (seen["status"], seen["body"], seen["error"]) == (
        200,
        "You may close this page.",
        None,
    )
    assert set(parse_qs(urlsplit(callback.seen[0]).query)) == expected


def test_browser_stays_on_loopback():
    with pytest.raises(ValueError):
        browser.approve("http://192.0.2.1/i/oauth2/authorize")


def test_control_command(x):
    def control(*words):
        done = subprocess.run(
            [HERE / "control.py", *words],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
            env={"PATH": os.environ["PATH"], "STAND_IN_CONTROL": x.env["STAND_IN_CONTROL"]},
        )
        return done.returncode, json.loads(done.stdout)

    assert (
        control("set", "token_lifetime=5", "granted_scope=tweet.read", "rotate=false")[1][
            "rotate"
        ]
        is False
    )
    assert control("fault", '{"path": "/2/tweets", "status": 503}')[1]["queued"] == 1
    assert control("state", "creates") == (0, {"creates": 0})
    assert control("set", "colour=1")[0] == 1


def test_the_own_schema_agrees_with_the_published_one():
    from stand_in import schema

    api = schema.published()
    if not api:
        pytest.skip("no copy of X's OpenAPI file here")
    published = api["components"]["schemas"]["CreatePostsRequest"]
    assert normal(published, api) == normal({**schema.CREATE_POSTS, "required": []}, {})


def normal(rules, api):
    """Without prose, references and empty lists."""
    from stand_in import schema

    rules = schema.resolve(rules, api)
    kept = {n: v for n, v in rules.items() if n not in ("description", "default") and v != []}
    if "properties" in kept:
        kept["properties"] = {n: normal(v, api) for n, v in kept["properties"].items()}
    if "items" in kept:
        kept["items"] = normal(kept["items"], api)
    return kept


def test_sandbox_says_how_to_use_it(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "SANDBOX_PORT": port,
        "XDG_STATE_HOME": str(tmp_path / "it's here"),
    }
    with subprocess.Popen(
        [HERE / "sandbox.sh"], env=env, stdout=subprocess.PIPE, text=True
    ) as sandbox:
        try:
            said = "".join(iter(sandbox.stdout.readline, "Ctrl-C ends the sandbox.\n"))
            directory = Path(env["XDG_STATE_HOME"]) / "xpost-sandbox"
            wait_for(directory / "ready")
            assert request(f"http://127.0.0.1:{port}", "GET", "/").status == 200
            assert f"http://127.0.0.1:{port}/" in said and "lua5.4 -e" in said
            sourced = subprocess.run(
                [
                    "sh",
                    "-c",
                    '. "$1"; printf %s "$XDG_STATE_HOME $XPOST_API_URL"',
                    "sh",
                    directory / "env",
                ],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            assert sourced == f"{directory} http://127.0.0.1:{port}"
        finally:
            sandbox.terminate()
    assert sandbox.returncode == 0


def wait_for(path, seconds=10):
    import time

    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} did not appear"
        time.sleep(0.02)
