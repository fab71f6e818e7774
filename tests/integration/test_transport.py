"""On the way to X: certificates, proxies, redirects, and what servers should not do."""

import base64
import json
import os
import re
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from conftest import address_of, approve, client, free_port, requests_to, visit
from stand_in import tls

POST = 'emit(xpost.post "Hello")'
KINDS = [kind for kind in tls.KINDS if kind != "good"]


class Listener:
    """A server that takes one connection after another: `serve(connection)` in a thread.  What
    it reads with `take` is kept.
    """

    def __init__(self, serve):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"https://127.0.0.1:{self.port}"
        self.read, self.connections, self.serve = b"", 0, serve
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection) -> None:
        with connection:
            try:
                connection.settimeout(5)
                self.serve(self, connection)
            except (OSError, ValueError):
                pass

    def take(self, connection) -> bytes:
        data = connection.recv(65536)
        self.read += data
        return data

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


def with_certificate(folder, kind: str = "good", version: str | None = None, then=None):
    """Serves TLS, and keeps what comes after a good handshake."""
    context = tls.server_context(folder, kind, version)

    def serve(listener, connection):
        with context.wrap_socket(connection, server_side=True) as secure:
            if then:
                then(listener, secure)
            else:
                while listener.take(secure):
                    pass

    return Listener(serve)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    tls.make_authority(folder)
    return folder


@pytest.fixture
def moved(x, machine, certificates):
    """moved(url): alice is logged in, and her servers are at that URL from now on."""
    machine.login()

    def move(url: str):
        machine.change_accounts(
            api_url=url, token_url=url + "/2/oauth2/token", revoke_url=url + "/2/oauth2/revoke"
        )
        machine.env = {n: v for n, v in machine.env.items() if not n.startswith("XPOST_")}
        machine.env["XPOST_CA_FILE"] = str(certificates / "ca.pem")
        return machine

    return move


BOTH = POST + " emit(xpost.refresh{})"


def check_refused(machine, listener) -> None:
    before = machine.accounts_file.read_bytes()
    done = machine.run(BOTH)
    posted, renewed = done.results
    assert (posted["err"]["code"], posted["err"]["outcome"]) == ("tls", "not_posted")
    assert renewed["err"]["code"] == "tls"
    assert listener.connections >= 2
    assert listener.read == b""
    assert machine.accounts_file.read_bytes() == before


# --- TLS --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_certificate_is_refused_before_a_byte_is_sent(moved, certificates, kind):
    with with_certificate(certificates, kind) as server:
        check_refused(moved(server.url), server)


@pytest.mark.filterwarnings("ignore:.*TLSv1_1 is deprecated")
def test_tls_1_1_is_refused(moved, certificates):
    with with_certificate(certificates, version="1.1") as server:
        check_refused(moved(server.url), server)


def test_a_server_without_tls_is_refused(moved):
    def serve(listener, connection):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with Listener(serve) as server:
        check_refused(moved(server.url), server)


def test_a_server_that_ends_the_handshake_is_refused(moved):
    def serve(listener, connection):
        connection.recv(65536)

    with Listener(serve) as server:
        check_refused(moved(server.url), server)


def test_a_good_certificate_of_the_own_authority_is_accepted(moved, certificates):
    def read_and_close(listener, secure):
        listener.take(secure)

    with with_certificate(certificates, then=read_and_close) as server:
        err = moved(server.url).run(POST).result["err"]
    assert err["code"] == "unknown_outcome"
    assert server.read.startswith(b"POST /2/tweets HTTP/1.1\r\n")


def test_no_variable_turns_verification_off_or_brings_another_authority(moved, certificates):
    ca = str(certificates / "ca.pem")
    env = {
        "XPOST_CA_FILE": None,
        "SSL_CERT_FILE": ca,
        "SSL_CERT_DIR": str(certificates),
        "CURL_CA_BUNDLE": ca,
        "CURL_SSL_NO_VERIFY": "1",
        "PYTHONHTTPSVERIFY": "0",
        "XPOST_INSECURE": "1",
    }
    with with_certificate(certificates) as server:
        machine = moved(server.url)
        machine.env.update({n: v for n, v in env.items() if v})
        del machine.env["XPOST_CA_FILE"]
        check_refused(machine, server)


def test_an_authority_that_cannot_be_read_is_told_as_such(moved, certificates):
    with with_certificate(certificates) as server:
        machine = moved(server.url)
        for file in ("/nowhere/ca.pem", "/etc/passwd"):
            err = machine.run(POST, env={"XPOST_CA_FILE": file}).result["err"]
            assert (err["code"], err["outcome"]) in (
                ("config", "not_posted"),
                ("tls", "not_posted"),
            )
            assert "XPOST_CA_FILE" in err["message"]
        assert server.read == b""


def test_a_connection_that_is_reset_in_the_middle_does_not_kill_the_host(
    moved, certificates, host
):
    """Neither by SIGPIPE, nor is the post sent twice."""

    def reset(listener, connection):
        connection.recv(1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(connection.detach())

    with with_certificate(certificates, then=reset) as server:
        machine = moved(server.url)
        done = machine.run(
            "emit(xpost.post{text = ('x '):rep(49000) .. 'x', limit = 100000})", host=host
        )
        assert done.result["err"]["code"] == "unknown_outcome"
        assert server.connections == 1


def test_login_exchanges_no_code_with_a_server_it_cannot_trust(x, machine, certificates):
    with with_certificate(certificates, "unknown_ca") as server:
        script = machine.start(
            "emit(xpost.login{open = false, on_url = told_url})",
            env={
                "XPOST_TOKEN_URL": server.url + "/2/oauth2/token",
                "XPOST_CA_FILE": str(certificates / "ca.pem"),
            },
        )
        visit(approve(script.url()))
        assert script.end().results[1]["err"]["code"] == "tls"
        assert server.read == b""
    assert not machine.accounts_file.exists()


def test_keys_of_connections_are_not_written_to_sslkeylogfile(tls_x, tls_machine, host):
    log = tls_machine.folder / "keys"
    env = {"SSLKEYLOGFILE": str(log)}
    tls_machine.login(env=env, host=host)
    done = tls_machine.run(POST + " emit(os.getenv 'SSLKEYLOGFILE')", env=env, host=host)
    assert done.results[0]["id"]
    assert done.results[1] == str(log)
    assert not log.exists()


# --- redirects --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(x, machine, status):
    machine.login()
    with client.StandIn() as other:
        for number, target in enumerate(
            ["/2/tweets", f"{other.url}/2/tweets", "http://localhost:1/", "file:///etc/passwd"]
        ):
            x.fault(path="/2/tweets", status=status, headers={"Location": target})
            err = machine.run(f'emit(xpost.post "Hello {number}")').result["err"]
            assert err["outcome"] in ("unknown", "not_posted")
        x.fault(path="/2/users/me", status=status, headers={"Location": other.url})
        assert machine.run("emit(xpost.me{fresh = true})").result["err"]
        assert other.counts()["requests_seen"] == 0
    assert len(requests_to(x, "/2/tweets")) == 4
    assert x.counts()["creates"] == 0


# --- what is sent -----------------------------------------------------------------------------


def test_requests_are_plain_and_carry_nothing_unneeded(x, machine):
    machine.login()
    machine.run(POST + "emit(xpost.refresh{}) emit(xpost.logout{})")
    ours = [r for r in x.state()["requests"] if r["headers"]["user-agent"].startswith("xpost/")]
    assert len(ours) == 6
    for request in ours:
        assert request["version"] == "1.1"
        unneeded = {"accept-encoding", "cookie", "referer", "expect", "origin", "upgrade"}
        assert not unneeded & request["headers"].keys()
        assert request["headers"]["accept"] == "application/json"
        assert "access_token" not in request["query"]


def test_a_netrc_changes_nothing(x, machine):
    text = "machine 127.0.0.1 login evil password evil\ndefault login evil password evil\n"
    for name in (".netrc", "_netrc"):
        (machine.home / name).write_text(text)
        (machine.home / name).chmod(0o600)
    env = {"NETRC": str(machine.home / ".netrc"), "CURL_HOME": str(machine.home)}
    (machine.home / ".curlrc").write_text('header = "X-Evil: 1"\nuser = "evil:evil"\n')
    machine.login(env=env)
    assert machine.run(POST, env=env).result["id"]
    for request in x.state()["requests"]:
        assert "x-evil" not in request["headers"]
        given = request["headers"].get("authorization", "Bearer ")
        assert given.startswith("Bearer ")


def test_cookies_are_not_kept(x, machine):
    machine.login()
    x.fault(path="/2/users/me", status=503, headers={"Set-Cookie": "guest=1; Path=/"})
    machine.run(
        'emit(xpost.me{fresh = true}) emit(xpost.me{fresh = true}) emit(xpost.post "1")'
    )
    assert not x.state()["faults"]
    assert not [r for r in x.state()["requests"] if "cookie" in r["headers"]]


def test_a_user_name_or_password_in_a_server_address_is_refused(x, machine):
    url = x.url.replace("://", "://user:pass@")
    err = machine.run(
        "emit(xpost.login{open = false, timeout = 1})", env={"XPOST_API_URL": url}
    ).result["err"]
    assert err["code"] == "config"


def test_two_accounts_never_share_a_connection(x, machine):
    machine.login()
    machine.login('account = "second",', user="bob")
    first = len(x.state()["requests"])
    machine.run(
        """
        for _ = 1, 3 do
          xpost.me{fresh = true}
          xpost.me{fresh = true, account = "second"}
          xpost.me{fresh = true, account = "second"}
        end
        """
    )
    used: dict[str, set] = {}
    for request in x.state()["requests"][first:]:
        token = request["headers"]["authorization"]
        used.setdefault(token, set()).add(request["connection"])
    assert len(used) == 2
    one, other = used.values()
    assert not one & other


# --- proxies ----------------------------------------------------------------------------------


def test_everything_goes_through_the_proxy_in_tunnels_that_show_no_secret(
    tls_x, tls_machine, connect_proxy, host
):
    env = {"https_proxy": connect_proxy.url}
    tls_machine.login(env=env, host=host)
    assert tls_machine.run(POST, env=env, host=host).result["id"]
    seen = connect_proxy.state()["requests"]
    assert len(seen) >= 3
    for request in seen:
        assert request["line"] == f"CONNECT {address_of(tls_x)} HTTP/1.1"
        assert not {"authorization", "cookie"} & request["headers"].keys()
    secrets = [s for values in tls_x.secrets().values() for s in values]
    assert not [s for s in secrets if s in json.dumps(seen)]


def test_without_settings_the_servers_are_those_of_x(tls_x, tls_machine, connect_proxy):
    """api.x.com, as the proxy reaches it, is the stand-in."""
    env = {
        "https_proxy": connect_proxy.url,
        **{n: None for n in tls_machine.env if re.fullmatch("XPOST_(API|TOKEN|REVOKE)_URL", n)},
    }
    assert tls_machine.login(env=env)["username"] == "alice"
    done = tls_machine.run(POST + " emit(xpost.refresh{}) emit(xpost.logout{})", env=env)
    assert done.results[0]["id"] and done.results[2]["revoked"] is True
    lines = {r["line"] for r in connect_proxy.state()["requests"]}
    assert lines == {"CONNECT api.x.com:443 HTTP/1.1"}
    assert {r["headers"]["host"] for r in requests_to(tls_x, "/2/tweets")} == {"api.x.com"}


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
def test_each_usual_variable_names_the_proxy(tls_x, tls_machine, connect_proxy, name):
    tls_machine.login(env={name: connect_proxy.url})
    assert connect_proxy.state()["requests"]


@pytest.mark.parametrize("answer, code", [(407, "network"), ("garbage", "tls")])
def test_a_proxy_that_refuses_or_lies_means_not_posted(
    tls_x, tls_machine, connect_proxy, answer, code
):
    tls_machine.login()
    connect_proxy.control("set", {"answer": answer})
    err = tls_machine.run(POST, env={"https_proxy": connect_proxy.url}).result["err"]
    assert (err["code"], err["outcome"]) == (code, "not_posted")
    assert tls_x.counts()["creates"] == 0


@pytest.mark.parametrize("answer", [403, 502, "close"])
def test_a_proxy_that_refuses_gets_no_refresh_token(tls_x, tls_machine, connect_proxy, answer):
    tls_machine.login()
    before = tls_machine.accounts_file.read_bytes()
    connect_proxy.control("set", {"answer": answer})
    for _ in range(3):
        done = tls_machine.run("emit(xpost.refresh{})", env={"https_proxy": connect_proxy.url})
        assert done.result["err"]["code"] == "network"
    assert tls_machine.accounts_file.read_bytes() == before
    assert tls_machine.run("emit(xpost.refresh{})").result["account"]


def test_a_proxy_that_is_not_there_gets_nothing(tls_x, tls_machine):
    tls_machine.login()
    env = {"https_proxy": f"http://127.0.0.1:{free_port()}"}
    err = tls_machine.run("emit(xpost.refresh{})", env=env).result["err"]
    assert err["code"] == "network"
    assert tls_x.counts()["refreshes"] == 0


@pytest.mark.parametrize("exception", ["127.0.0.1", "*", "example.com,127.0.0.1"])
def test_no_proxy_is_obeyed(tls_x, tls_machine, connect_proxy, exception):
    env = {"https_proxy": connect_proxy.url, "NO_PROXY": exception}
    tls_machine.login(env=env)
    assert connect_proxy.state()["requests"] == []


def test_plain_http_never_goes_through_a_proxy(x, machine):
    def serve(listener, connection):
        listener.take(connection)

    with Listener(serve) as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        names = (
            "http_proxy",
            "HTTP_PROXY",
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
        )
        machine.login(env={name: url for name in names})
        machine.run(POST, env={name: url for name in names})
        assert proxy.connections == 0
    assert x.counts()["creates"] == 1


def test_the_password_of_a_proxy_is_in_no_message(tls_x, tls_machine, connect_proxy):
    tls_machine.login()
    connect_proxy.control("set", {"answer": 407})
    for proxy in (connect_proxy.url, "nonsense://127.0.0.1:1", "http://127.0.0.1:70000"):
        env = {"https_proxy": proxy.replace("//", "//user:ProxyPassword1@")}
        done = tls_machine.run("emit(xpost.refresh{})", env=env)
        assert done.result["err"]["code"] in ("network", "config")
        assert "ProxyPassword1" not in str(done)


# --- answers that are too much, or tell too much ----------------------------------------------


@pytest.mark.parametrize("kind", ["body", "chunks", "headers"])
def test_an_answer_without_end_is_cut_off(x, machine, fault_proxy, kind):
    machine.login()
    machine.change_accounts(api_url=fault_proxy.url)
    env = {"XPOST_API_URL": None}
    fault_proxy.fault(endless=kind)
    begin = time.monotonic()
    err = machine.run("emit(xpost.me{fresh = true})", env=env).result["err"]
    assert err["code"] in ("server", "network")
    assert time.monotonic() - begin < 12
    assert fault_proxy.state()["reply_bytes"] < 32 << 20


class Echo:
    """A server that refuses everything, and repeats in its words all that it was sent."""

    def __init__(self):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                given = self.headers.get("Authorization") or ""
                scheme, _, value = given.partition(" ")
                plain = base64.b64decode(value).decode() if scheme == "Basic" else ""
                pieces = [v for values in parse_qs(body).values() for v in values]
                words = " ".join(["You sent:", given, plain, *pieces])
                answer = {"error": "invalid_request", "error_description": words}
                answer.update(title="Forbidden", detail=words, status=403)
                data = json.dumps(answer).encode()
                self.send_response(403)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_DELETE = do_POST  # noqa: N815

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


@pytest.mark.parametrize("kind", ["public", "confidential"])
def test_secrets_that_a_server_repeats_are_not_in_messages(x, machine, kind):
    client_id, secret = x.confidential
    app = {"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret}
    if kind == "confidential":
        machine.env.update(app)
    machine.login()
    stored = machine.accounts["accounts"][0]
    none = {n: None for n in machine.env if n.startswith("XPOST_")}
    with Echo() as echo:
        script = machine.start(
            "emit(xpost.login{open = false, on_url = told_url, account = 'new'})",
            env={"XPOST_TOKEN_URL": echo.url},
        )
        redirect = approve(script.url())
        visit(redirect)
        logins = [script.end()]
        machine.change_accounts(
            api_url=echo.url, token_url=echo.url + "/t", revoke_url=echo.url + "/r"
        )
        calls = ['post "a"', "me{fresh = true}", 'delete{id = "1"}', "refresh{}"]
        done = machine.run(" ".join(f"emit(xpost.{c})" for c in calls), env=none)
    assert all("err" in r for r in done.results)
    assert "You sent" in done.results[0]["err"]["detail"]
    told = "".join(str(d) for d in [*logins, done]).replace(script.results[0]["url"], "")
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    code = parse_qs(redirect.partition("?")[2])["code"][0]
    for canary in (stored["access_token"], stored["refresh_token"], code, secret, basic[-40:]):
        assert canary not in told
