"""Logging in with a browser: steps 1 to 6, and all that can disturb them."""

import http.client
import os
import re
import shutil
import socket
import stat
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from conftest import (
    BROWSER,
    address_of,
    approve,
    client,
    free_port,
    requests_to,
    visit,
    wait_until,
)

SCOPES = "tweet.read tweet.write users.read media.write offline.access".split()
WAITING = "emit(xpost.login{open = false, on_url = told_url, timeout = 20})"
STEPS = """
local steps = {}
local me, err = xpost.login{%s on_step = function(step) steps[#steps + 1] = step end}
emit{me = me, err = err, steps = steps}
"""


def program(machine, name: str, text: str) -> str:
    """An executable shell script on the machine."""
    file = machine.folder / name
    file.write_text("#!/bin/sh\n" + text)
    file.chmod(0o700)
    return str(file)


def listening(pid: int | None = None) -> list[str]:
    lines = subprocess.run(
        ["ss", "-Hltnp"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return sorted(line.split()[3] for line in lines if pid is None or f"pid={pid}," in line)


def get(port: int, target: str, host: str | None = None, method: str = "GET") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request(method, target, headers={"Host": host or f"127.0.0.1:{port}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def send_raw(port: int, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(data)
        answer = b""
        while more := connection.recv(65536):
            answer += more
    return answer


def state_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["state"][0]


# --- it works ---------------------------------------------------------------------------------


def test_a_public_client_logs_in_and_is_told_who_it_is(x, machine, host):
    me = machine.login(host=host)
    assert me["account"] == "default"
    assert me["id"] == "1500000000000000001"
    assert me["username"] == "alice"
    assert me["name"] == "Alice"
    assert me["client"] == "public"
    assert me["scopes"] == SCOPES
    assert abs(me["expires_at"] - time.time() - 7200) < 30
    assert "warning" not in me
    assert not [name for name in me if "token" in name or "secret" in name]


def test_a_confidential_client_logs_in_with_its_secret_in_the_header_alone(x, machine, host):
    client_id, secret = x.confidential
    me = machine.login(
        host=host, env={"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret}
    )
    assert me["client"] == "confidential"
    (request,) = requests_to(x, "/2/oauth2/token")
    assert request["headers"]["authorization"].startswith("Basic ")
    assert secret not in request["body"] and "client_id" not in request["body"]


def test_options_name_the_client_as_the_environment_does(x, machine, host):
    client_id, secret = x.confidential
    me = machine.login(
        f'client_id = "{client_id}", client_secret = "{secret}",',
        host=host,
        env={"XPOST_CLIENT_ID": None},
    )
    assert me["client"] == "confidential"


@pytest.mark.parametrize("kind", ["public", "confidential"])
def test_login_over_tls_with_an_own_authority(tls_x, tls_machine, host, kind):
    client_id, secret = tls_x.confidential
    env = {"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret}
    me = tls_machine.login(host=host, env=env if kind == "confidential" else {})
    assert (me["username"], me["client"]) == ("alice", kind)
    assert tls_x.url.startswith("https:")


@pytest.mark.parametrize("kind", ["public", "confidential"])
def test_the_six_steps_are_told_in_order_with_their_keys(x, machine, host, kind):
    client_id, secret = x.confidential
    env = {"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret}
    done = machine.run(STEPS % "", host=host, env=env if kind == "confidential" else {})
    steps = done.result["steps"]
    assert [s["number"] for s in steps] == [1, 2, 3, 4, 5, 6]
    used = [s.get("uses") for s in steps]
    assert used == [
        ["client id", "redirect url"],
        [],
        [],
        ["authorization code"],
        ["authorization code", "client id", "code verifier"]
        + (["client secret"] if kind == "confidential" else []),
        ["access token", "refresh token"],
    ]
    assert [(s["from"], s["to"]) for s in steps] == [
        ("client app", "authorization server"),
        ("authorization server", "user"),
        ("user", "authorization server"),
        ("authorization server", "client app"),
        ("client app", "authorization server"),
        ("authorization server", "client app"),
    ]


def test_the_authorization_request_holds_its_seven_parameters_and_nothing_else(x, machine):
    machine.login()
    query = parse_qsl(urlsplit(machine.browser_saw["authorize_url"]).query)
    assert sorted(name for name, _ in query) == [
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    ]
    values = dict(query)
    assert values["response_type"] == "code"
    assert values["code_challenge_method"] == "S256"
    assert values["redirect_uri"] == machine.redirect_uri
    assert values["scope"] == " ".join(SCOPES)
    assert len(values["state"]) == 43
    assert x.counts()["authorize_refusals"] == 0


def test_the_code_is_sent_once_with_the_same_redirect_uri_and_its_verifier(x, machine):
    machine.login()
    (request,) = requests_to(x, "/2/oauth2/token")
    form = dict(parse_qsl(request["body"]))
    assert form.keys() == {
        "grant_type",
        "code",
        "redirect_uri",
        "code_verifier",
        "client_id",
    }
    assert form["redirect_uri"] == machine.redirect_uri
    assert len(form["code_verifier"]) == 43
    assert x.counts()["code_reuses"] == 0


def test_every_login_has_its_own_state_and_challenge(x, machine):
    urls = []
    for _ in range(3):
        machine.login()
        urls.append(machine.browser_saw["authorize_url"])
        (machine.folder / "browser.json").unlink()
    for name in ("state", "code_challenge"):
        assert len({parse_qs(urlsplit(u).query)[name][0] for u in urls}) == 3


def test_scopes_can_be_chosen(x, machine):
    me = machine.login('scopes = {"tweet.read", "users.read", "offline.access"},')
    assert me["scopes"] == ["tweet.read", "users.read", "offline.access"]
    assert "warning" not in me


# --- where the answer is received -------------------------------------------------------------


def test_of_several_redirect_uris_the_first_with_a_free_port_is_used(x, machine):
    second = free_port()
    with socket.create_server(("127.0.0.1", machine.port)):
        me = machine.login(
            f'redirect_uri = {{"{machine.redirect_uri}", "http://127.0.0.1:{second}/callback"}},'
        )
    assert me["redirect_uri"] == f"http://127.0.0.1:{second}/callback"
    assert str(second) in machine.browser_saw["redirect_url"]


def test_with_every_port_taken_no_browser_starts(x, machine):
    mark = machine.folder / "started"
    browser = program(machine, "browser", f'touch "{mark}"\n')
    second = free_port()
    uris = f"{machine.redirect_uri} http://127.0.0.1:{second}/callback"
    with socket.create_server(("127.0.0.1", machine.port), reuse_port=True):
        with socket.create_server(("127.0.0.1", second)):
            done = machine.run(
                "emit(xpost.login{on_url = told_url})",
                env={"XPOST_REDIRECT_URI": uris, "BROWSER": browser},
            )
    assert done.result["err"]["code"] == "busy"
    assert str(machine.port) in done.result["err"]["message"]
    assert str(second) in done.result["err"]["message"]
    time.sleep(0.2)
    assert not mark.exists()
    assert x.counts()["requests_seen"] == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_localhost_is_answered_at_both_loopback_addresses(x, machine, address):
    uri = f"http://localhost:{machine.port}/callback"
    script = machine.start(WAITING, env={"XPOST_REDIRECT_URI": uri})
    redirect = approve(script.url())
    assert listening(script.process.pid) == [
        f"127.0.0.1:{machine.port}",
        f"[::1]:{machine.port}",
    ]
    connection = http.client.HTTPConnection(address, machine.port, timeout=5)
    parts = urlsplit(redirect)
    connection.request(
        "GET", f"{parts.path}?{parts.query}", headers={"Host": f"localhost:{machine.port}"}
    )
    assert connection.getresponse().status == 200
    connection.close()
    assert script.end().results[1]["username"] == "alice"


def test_localhost_is_not_used_where_another_program_has_the_other_address(x, machine):
    uri = f"http://localhost:{machine.port}/callback"
    with socket.create_server(("::1", machine.port), family=socket.AF_INET6):
        done = machine.run(WAITING, env={"XPOST_REDIRECT_URI": uri})
    assert done.result["err"]["code"] == "busy"


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("ip"),
    reason="needs root, unshare and ip",
)
def test_localhost_works_where_there_is_no_ipv6(machine):
    uri = f"http://localhost:{machine.port}/callback"
    out = machine.folder / "listening"
    done = machine.run(
        f"""
        emit(xpost.login{{open = false, timeout = 1, on_url = function()
          os.execute("ss -Hltn > {out}")
        end}})""",
        env={"XPOST_REDIRECT_URI": uri, "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        prefix=[
            "unshare",
            "--net",
            "sh",
            "-c",
            'ip link set lo up && ip -6 address flush dev lo && exec "$@"',
            "sh",
        ],
    )
    assert done.result["err"]["code"] == "login_timeout"
    assert [line.split()[3] for line in out.read_text().splitlines()] == [
        f"127.0.0.1:{machine.port}"
    ]


def test_an_ipv6_literal_can_be_the_redirect_uri(x, machine):
    port = free_port("::1")
    me = machine.login(env={"XPOST_REDIRECT_URI": f"http://[::1]:{port}/callback"})
    assert me["username"] == "alice"


def test_the_path_of_the_redirect_uri_counts_and_no_other(x, machine):
    uri = f"http://127.0.0.1:{machine.port}/oauth/x"
    script = machine.start(WAITING, env={"XPOST_REDIRECT_URI": uri})
    redirect = approve(script.url())
    query = urlsplit(redirect).query
    for path in ("/callback", "/oauth/x/", "/oauth", "/OAUTH/x", "/oauth/x%2f", "//oauth/x"):
        assert get(machine.port, f"{path}?{query}") == 404
    assert visit(redirect)[0] == 200
    assert script.end().results[1]["username"] == "alice"


@pytest.mark.parametrize(
    "uri",
    [
        "https://127.0.0.1:8739/callback",
        "http://example.com:8739/callback",
        "http://0.0.0.0:8739/callback",
        "http://127.0.0.1/callback",
        "http://127.0.0.1:8739/callback?x=1",
        "http://user@127.0.0.1:8739/callback",
        "8739",
    ],
)
def test_a_redirect_uri_that_cannot_be_answered_here_is_refused(x, machine, uri):
    done = machine.run(WAITING, env={"XPOST_REDIRECT_URI": uri})
    assert done.result["err"]["code"] == "config"


def test_while_it_waits_one_socket_listens_at_127_0_0_1_alone(x, machine, host):
    script = machine.start(WAITING, host=host)
    redirect = approve(script.url())
    assert listening(script.process.pid) == [f"127.0.0.1:{machine.port}"]
    visit(redirect)
    assert script.end().results[1]["username"] == "alice"


def test_the_listener_is_there_before_the_browser(x, machine):
    browser = program(
        machine, "browser", f"ss -Hltn > {machine.folder}/seen\nexec {BROWSER} $1\n"
    )
    machine.login(env={"BROWSER": browser})
    assert f"127.0.0.1:{machine.port}" in (machine.folder / "seen").read_text()


def test_after_the_answer_the_port_is_closed_and_free(x, machine):
    script = machine.start(WAITING + " io.read()", stdin=subprocess.PIPE)
    redirect = approve(script.url())
    visit(redirect)
    script.emits(2)
    with pytest.raises(OSError):
        visit(redirect)
    with socket.create_server(("127.0.0.1", machine.port)):
        pass
    assert script.results[1]["username"] == "alice"
    assert len(requests_to(x, "/2/oauth2/token")) == 1


# --- what is not the answer -------------------------------------------------------------------


def test_a_thousand_forged_callbacks_leave_the_login_alive(x, machine):
    script = machine.start(WAITING)
    url = script.url()
    state = state_of(url)
    forged = [
        "code=evil&state=" + state[:-1] + ("A" if state[-1] != "A" else "B"),
        "code=evil",
        "code=evil&state=",
        f"code=evil&state={state}&state={state}",
        "code=evil&state=" + "s" * 3000,
        "error=access_denied",
        "error=access_denied&state=wrong",
        "state=wrong",
        "",
        f"code=&state={state}",
        f"code=a&code=b&state={state}",
        f"code=a%00b&state={state}",
        f"code=a%0d%0ab&state={state}",
        f"code={'c' * 2100}&state={state}",
        f"code=a&error=access_denied&state={state}",
        f"state={state}",
        f"STATE={state}&code=a",
        f"code=a&state={state}%00",
        f"code=a&state={state.lower()}_",
    ]
    for number in range(1000):
        assert get(machine.port, "/callback?" + forged[number % len(forged)]) == 400
    visit(approve(url))
    assert script.end().results[1]["username"] == "alice"
    assert len(requests_to(x, "/2/oauth2/token")) == 1


def test_requests_of_other_kinds_leave_the_login_alive(x, machine):
    script = machine.start(WAITING)
    url = script.url()
    redirect = approve(url)
    target = redirect.partition(f":{machine.port}")[2]
    port = machine.port
    for path in ("/favicon.ico", "/", "/callback/", "/callback2", "/a/../callback"):
        assert get(port, path) == 404
    for method in ("POST", "HEAD", "PUT", "DELETE", "OPTIONS"):
        assert get(port, target, method=method) == 405
    for other in ("evil.example", f"localhost:{port}", "127.0.0.1", f"127.0.0.2:{port}", "x"):
        assert get(port, target, host=other) == 421
    host = f"Host: 127.0.0.1:{port}\r\n"
    for head in ("", host * 2, host + "Host: evil\r\n"):
        answer = send_raw(port, f"GET {target} HTTP/1.1\r\n{head}\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 400 ")
    for line in (f"GET {target}", f"GET {target} HTTP/0.9", f"get {target} HTTP/1.1 x", "\0"):
        answer = send_raw(port, f"{line}\r\n{host}\r\n".encode())
        assert not answer.startswith(b"HTTP/1.1 200")
    assert send_raw(port, f"GET {target} HTTP/1.1\n{host}\n".encode())[9:12] == b"400"
    assert send_raw(port, b"GET /" + b"a" * 9000)[9:12] in (b"431", b"404", b"400")
    assert not requests_to(x, "/2/oauth2/token")
    visit(redirect)
    assert script.end().results[1]["username"] == "alice"


def test_fifty_idle_and_slow_connections_do_not_hold_up_the_answer(x, machine):
    script = machine.start(WAITING)
    redirect = approve(script.url())
    idle = [socket.create_connection(("127.0.0.1", machine.port)) for _ in range(50)]
    stop = threading.Event()

    def drip():
        try:
            with socket.create_connection(("127.0.0.1", machine.port)) as slow:
                for byte in b"GET /callback?code=evil&state=x HTTP/1.1\r\nHost: a\r\n" * 100:
                    if stop.wait(0.01):
                        return
                    slow.send(bytes([byte]))
        except OSError:
            pass

    slow = [threading.Thread(target=drip) for _ in range(5)]
    for thread in slow:
        thread.start()
    try:
        begin = time.monotonic()
        assert visit(redirect)[0] == 200
        assert time.monotonic() - begin < 1
        assert script.end().results[1]["username"] == "alice"
    finally:
        stop.set()
        for thread in slow:
            thread.join()
        for connection in idle:
            connection.close()


def test_two_hundred_idle_connections_do_not_hold_up_the_answer(x, machine):
    script = machine.start(WAITING)
    redirect = approve(script.url())
    idle = [socket.create_connection(("127.0.0.1", machine.port)) for _ in range(200)]
    begin = time.monotonic()
    assert visit(redirect)[0] == 200
    assert time.monotonic() - begin < 1
    for connection in idle:
        connection.close()
    assert script.end().results[1]["username"] == "alice"


def test_a_forged_denial_does_not_end_the_login(x, machine):
    script = machine.start(WAITING)
    url = script.url()
    for state in ("wrong", "", state_of(url) + "x"):
        assert get(machine.port, f"/callback?error=access_denied&state={state}") == 400
    visit(approve(url))
    assert script.end().results[1]["username"] == "alice"


def test_the_page_reflects_nothing_of_the_request(x, machine):
    script = machine.start(WAITING)
    url = script.url()
    evil = "%3Cscript%3Ealert(1)%3C/script%3E"
    pages = {
        visit(f"{machine.redirect_uri}?code={evil}&state={n}&error_description={evil}")[2]
        for n in ("a", "b", evil)
    }
    assert len(pages) == 1 and "alert" not in pages.pop()
    status, headers, body = visit(approve(url))
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["connection"] == "close"
    assert state_of(url) not in body
    script.end()


# --- no ---------------------------------------------------------------------------------------


def test_a_user_who_denies_ends_the_login_and_nothing_is_sent_or_stored(x, machine, host):
    done = machine.run(STEPS % "", host=host, env={"STAND_IN_BROWSER": "deny"})
    assert done.result["err"]["code"] == "login_denied"
    assert [s["number"] for s in done.result["steps"]] == [1, 2]
    assert not requests_to(x, "/2/oauth2/token")
    assert not machine.accounts_file.exists()


def test_words_of_the_server_in_a_refusal_are_made_harmless(x, machine):
    script = machine.start(WAITING)
    url = script.url()
    get(
        machine.port,
        f"/callback?state={state_of(url)}&error=server_error%1b[31m"
        "&error_description=a%1b%5d0%3bevil%07%e2%80%ae%0ab",
    )
    get(
        machine.port,
        f"/callback?state={state_of(url)}&error=server_error"
        "&error_description=%e2%80%aewords",
    )
    err = script.end().results[1]["err"]
    assert err["code"] == "login_failed"
    assert not re.search("[\x00-\x1f\x7f\u202e]", err["text"])


def test_the_timeout_names_the_redirect_url_to_register(x, machine, host):
    begin = time.monotonic()
    done = machine.run("emit(xpost.login{open = false, timeout = 1})", host=host)
    assert 0.9 < time.monotonic() - begin < 3
    err = done.result["err"]
    assert err["code"] == "login_timeout"
    assert machine.redirect_uri in err["message"]
    assert not machine.accounts_file.exists()


def test_ctrl_c_ends_a_waiting_login_and_frees_the_port(x, machine, host):
    script = machine.start(
        """
        local ended, why = pcall(xpost.login, {open = false, on_url = told_url})
        emit{ended = ended, why = why}
        io.read()
        """,
        host=host,
        stdin=subprocess.PIPE,
    )
    script.url()
    begin = time.monotonic()
    script.interrupt()
    why = script.emits(2)[1]
    assert time.monotonic() - begin < 0.5
    assert why["ended"] is False and "interrupted" in why["why"]
    with socket.create_server(("127.0.0.1", machine.port)):
        pass


def test_ctrl_c_ends_a_script_that_does_not_catch_it(x, machine, host):
    script = machine.start(WAITING, host=host)
    script.url()
    script.interrupt()
    done = script.end(2)
    assert done.status != 0 and "interrupted" in done.stderr
    assert len(done.results) == 1


def test_after_ctrl_c_the_script_can_log_in_again(x, machine, host):
    script = machine.start(
        """
        pcall(xpost.login, {open = false, on_url = told_url})
        emit(xpost.login{})
        """,
        host=host,
    )
    script.url()
    script.interrupt()
    assert script.end().results[1]["username"] == "alice"


# --- the browser ------------------------------------------------------------------------------


def test_open_false_starts_no_browser_and_shows_the_url(x, machine):
    mark = machine.folder / "started"
    env = {"BROWSER": program(machine, "browser", f'touch "{mark}"\n')}
    done = machine.run("emit(xpost.login{open = false, timeout = 1})", env=env)
    assert not mark.exists()
    assert x.env["XPOST_AUTHORIZE_URL"] in done.stderr


def test_open_can_be_a_function_which_gets_the_url(x, machine, host):
    mark = machine.folder / "started"
    env = {"BROWSER": program(machine, "browser", f'touch "{mark}"\n')}
    script = machine.start(
        "emit(xpost.login{open = function(...) emit{url = ..., count = select('#', ...)} end})",
        host=host,
        env=env,
    )
    url = script.url()
    assert script.results[0]["count"] == 1
    visit(approve(url))
    assert script.end().results[1]["username"] == "alice"
    assert not mark.exists()


def test_an_open_function_that_raises_does_not_end_the_login(x, machine, host):
    script = machine.start(
        "emit(xpost.login{on_url = told_url, open = function() error('no browser here') end})",
        host=host,
    )
    visit(approve(script.url()))
    me = script.end().results[1]
    assert me["username"] == "alice" and "no browser here" in me["warning"]


@pytest.mark.parametrize(
    "browser", ["/nowhere/browser", "false", "no-such-program", " ", ":::"]
)
def test_without_a_browser_the_url_is_shown_and_the_login_goes_on(x, machine, browser):
    script = machine.start("emit(xpost.login{timeout = 20})", env={"BROWSER": browser})
    shown = wait_until(
        lambda: re.search(r"http\S+/i/oauth2/authorize\S+", script.stderr.read_text()),
        what="the URL",
    )
    visit(approve(shown[0]))
    assert script.end().results[0]["username"] == "alice"


def test_a_browser_that_hangs_neither_holds_up_the_login_nor_becomes_a_zombie(x, machine, host):
    pid_file = machine.folder / "browser-pid"
    browser = program(machine, "browser", f"echo $$ > {pid_file}\nexec sleep 60\n")
    script = machine.start(
        WAITING.replace("open = false, ", "") + " io.read()",
        host=host,
        env={"BROWSER": browser},
        stdin=subprocess.PIPE,
    )
    visit(approve(script.url()))
    assert script.emits(2)[1]["username"] == "alice"
    pid = int(
        wait_until(lambda: pid_file.exists() and pid_file.read_text(), what="the browser")
    )
    try:
        children = Path(f"/proc/{script.process.pid}/task/{script.process.pid}/children")
        assert children.read_text().split() == []
        os.kill(pid, 0)
    finally:
        os.kill(pid, 15)


def test_the_browser_gets_no_setting_of_ours_no_descriptor_and_the_url_as_one_argument(
    x, machine
):
    client_id, secret = x.confidential
    seen = machine.folder / "seen"
    browser = program(
        machine,
        "browser",
        f'{{ echo "arguments: $#"; echo "$1"; env; for f in /proc/$$/fd/*; do readlink $f; done; }}'
        f" > {seen}.new\nmv {seen}.new {seen}\nexec {BROWSER} $1\n",
    )
    machine.login(
        env={
            "BROWSER": browser,
            "XPOST_CLIENT_ID": client_id,
            "XPOST_CLIENT_SECRET": secret,
        },
    )
    text = seen.read_text()
    assert text.startswith("arguments: 1\nhttp://")
    assert "XPOST_" not in text
    assert secret not in text
    assert "socket:" not in text and "accounts" not in text
    assert f"HOME={machine.home}" in text


def test_with_a_display_xdg_open_is_started_and_without_one_nothing(x, machine):
    folder = machine.folder / "bin"
    folder.mkdir()
    opener = folder / "xdg-open"
    opener.write_text(f"#!/bin/sh\nexec {BROWSER} $1\n")
    opener.chmod(0o700)
    env = {"BROWSER": None, "PATH": f"{folder}:/usr/bin:/bin"}
    done = machine.run("emit(xpost.login{timeout = 1, on_url = told_url})", env=env)
    assert done.results[1]["err"]["code"] == "login_timeout"
    assert machine.login(env={**env, "DISPLAY": ":0"})["username"] == "alice"


def test_nothing_in_the_urls_runs_a_command(x, machine):
    evil = (
        "$(touch${IFS}mark)`touch${IFS}mark`;touch${IFS}mark|touch${IFS}mark&touch${IFS}mark'"
    )
    url = x.env["XPOST_AUTHORIZE_URL"] + "?a=" + evil
    for env in (
        {"BROWSER": "sh -c", "XPOST_AUTHORIZE_URL": url},
        {"BROWSER": "sh -c %s", "XPOST_CLIENT_ID": evil},
        {"BROWSER": BROWSER, "XPOST_AUTHORIZE_URL": url},
    ):
        env["XPOST_REDIRECT_URI"] = f"http://127.0.0.1:{free_port()}/callback"
        machine.start(f"xpost.login{{timeout = 1, scopes = [[{evil}]]}}", env=env)
    for script in machine.scripts:
        assert script.end().status == 0
    assert not (machine.home / "mark").exists()


def test_an_authorize_url_that_is_not_https_is_refused(x, machine):
    for url in ("http://x.example/authorize", "file:///etc/passwd", "-version", "javascript:0"):
        done = machine.run(WAITING, env={"XPOST_AUTHORIZE_URL": url})
        assert done.result["err"]["code"] == "config"


# --- what stands for the app ------------------------------------------------------------------

WRONG_IDS = {
    "": "client_id",
    "12345678": "App ID",
    "1234567890-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd": "OAuth 1.0a Access Token",
    "A" * 22 + "BCdEfG%2BhijkLmnOPq%3Drst": "Bearer Token",
    "aB3dE6gH9jK2mN5pQ8sT1vW4y": "API Key",
    "aB3dE6gH9jK2mN5pQ8sT1vW4yaB3dE6gH9jK2mN5pQ8sT1vW4y": "Secret",
    "has space": "Client ID",
    "new\\nline": "Client ID",
    "日本": "Client ID",
}


def test_what_is_no_client_id_is_recognised_and_the_right_field_named(x, machine, host):
    ids = list(WRONG_IDS)
    script = "\n".join(
        f'emit(xpost.login{{open = false, timeout = 1, client_id = "{i}"}})' for i in ids
    )
    done = machine.run(script, host=host, env={"XPOST_CLIENT_ID": None})
    assert len(done.results) == len(ids)
    for given, result in zip(ids, done.results):
        err = result["err"]
        assert err["code"] == "bad_client_id", given
        assert WRONG_IDS[given] in err["message"], given
        assert "OAuth 2.0 Client ID and Client Secret" in err["message"]
        assert not given or len(given) < 10 or given not in err["text"]
    assert x.counts()["requests_seen"] == 0


def test_an_access_token_given_as_client_id_is_recognised(x, machine):
    token = x.login()["access_token"]
    done = machine.run(f'emit(xpost.login{{open = false, timeout = 1, client_id = "{token}"}})')
    err = done.result["err"]
    assert err["code"] == "bad_client_id" and "OAuth 2.0 token" in err["message"]
    assert token not in err["text"]


@pytest.mark.parametrize("case", ["public_with", "confidential_without", "wrong", "empty"])
def test_a_secret_where_none_belongs_or_none_or_a_wrong_one_says_so(x, machine, case):
    client_id, secret = x.confidential
    public = x.client_id
    given = {
        "public_with": (public, secret),
        "confidential_without": (client_id, None),
        "wrong": (client_id, secret[::-1]),
        "empty": (client_id, ""),
    }[case]
    done = machine.run(
        "emit(xpost.login{})",
        env={"XPOST_CLIENT_ID": given[0], "XPOST_CLIENT_SECRET": given[1]},
    )
    err = done.result["err"]
    assert err["code"] == "bad_client_id"
    assert "XPOST_CLIENT_SECRET" in err["message"] or "Client Secret" in err["message"]
    assert secret not in err["text"] and secret[::-1] not in err["text"]
    assert err["http_status"] in (400, 401)
    assert not machine.accounts_file.exists()
    assert len(requests_to(x, "/2/oauth2/token")) == 1


def test_an_empty_secret_is_none(x, machine):
    assert machine.login('client_secret = "",')["client"] == "public"
    assert machine.login(env={"XPOST_CLIENT_SECRET": ""})["client"] == "public"


# --- what is granted --------------------------------------------------------------------------


def test_scopes_that_were_not_allowed_are_told(x, machine, host):
    x.set(granted_scope="tweet.read users.read offline.access")
    me = machine.login(host=host)
    assert me["scopes"] == ["tweet.read", "users.read", "offline.access"]
    assert "tweet.write" in me["warning"] and "media.write" in me["warning"]
    assert "tweet.read" not in me["warning"]
    done = machine.run('emit(xpost.post "Hello")', host=host)
    assert done.result["err"]["code"] == "scope_missing"
    assert done.result["err"]["outcome"] == "not_posted"
    assert x.counts()["creates"] == 0


def test_without_a_refresh_token_the_login_warns_and_ends_with_its_access_token(
    x, machine, host
):
    x.set(include_refresh_token=False)
    done = machine.run(STEPS % "", host=host)
    me = done.result["me"]
    assert "refresh token" in me["warning"]
    assert me["renewable"] is False
    assert done.result["steps"][5]["uses"] == ["access token"]
    machine.make_due()
    err = machine.run('emit(xpost.post "Hello")', host=host).result["err"]
    assert err["code"] == "login_required" and err["outcome"] == "not_posted"
    assert x.counts()["creates"] == 0
    assert len(requests_to(x, "/2/oauth2/token")) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"access_token": None},
        {"access_token": "a\r\nb"},
        {"access_token": "é"},
        {"access_token": 7},
        {"token_type": None},
        {"token_type": "mac"},
        {"refresh_token": "a b"},
    ],
    ids=str,
)
def test_a_token_response_that_cannot_be_used_is_refused(x, machine, change):
    x.set(token_response=change)
    err = machine.run("emit(xpost.login{})").result["err"]
    assert err["code"] == "login_failed"
    assert not machine.accounts_file.exists()
    assert len(x.state()["requests"]) == 3


@pytest.mark.parametrize("lifetime", [None, 0, -1, "7200", 10**12, True], ids=str)
def test_an_unusable_lifetime_does_not_lose_the_login(x, machine, lifetime):
    x.set(token_response={"expires_in": lifetime})
    me = machine.login()
    assert me["username"] == "alice"
    assert "expires_at" not in me
    x.set(token_response={})
    assert "expires_at" in machine.run("emit(xpost.refresh{})").result


# --- the exchange fails -----------------------------------------------------------------------

FAULTS = {
    "503": ({"status": 503}, "server"),
    "503 after acting": ({"status": 503, "act": "after"}, "server"),
    "429": ({"status": 429, "headers": {"Retry-After": "60"}}, "rate_limited"),
    "html": ({"status": 200, "body": "<html>"}, "login_failed"),
    "html 403": ({"status": 403, "body": "<html>"}, "server"),
    "close": ({"close": True}, "network"),
    "close after acting": ({"close": True, "act": "after"}, "network"),
    "reset after acting": ({"reset": True, "act": "after"}, "network"),
    "redirect": ({"status": 307, "headers": {"Location": "/2/oauth2/token"}}, "server"),
    "invalid_grant": ({"status": 400, "body": {"error": "invalid_grant"}}, "login_failed"),
    "invalid_client": ({"status": 401, "body": {"error": "invalid_client"}}, "bad_client_id"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_failing_exchange_is_not_repeated_and_leaves_no_account(x, machine, name):
    fault, code = FAULTS[name]
    x.fault(path="/2/oauth2/token", **fault)
    err = machine.run("emit(xpost.login{})").result["err"]
    assert err["code"] == code
    assert not machine.accounts_file.exists()
    assert len(requests_to(x, "/2/oauth2/token")) == 1
    assert not [s for s in x.secrets()["codes"] if s in err["text"]]
    assert machine.login()["username"] == "alice"


def test_the_exchange_waits_a_little_for_a_server_that_cannot_be_reached(x, machine):
    port = free_port()
    script = machine.start(
        WAITING, env={"XPOST_TOKEN_URL": f"http://127.0.0.1:{port}/2/oauth2/token"}
    )
    visit(approve(script.url()))
    time.sleep(0.7)
    with client.FaultProxy("--upstream", address_of(x), "--port", str(port)):
        assert script.end().results[1]["username"] == "alice"
    assert len(requests_to(x, "/2/oauth2/token")) == 1


def test_the_state_directory_and_its_files_are_for_the_user_alone(x, machine):
    machine.login(preexec_fn=lambda: os.umask(0))
    assert stat.S_IMODE(machine.state.stat().st_mode) == 0o700
    for file in machine.state.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_with_no_room_for_the_tokens_the_code_is_not_spent(x, machine):
    machine.state.mkdir(mode=0o700)
    done = machine.run(
        "emit(xpost.login{})", prefix=["sh", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh"]
    )
    err = done.result["err"]
    assert err["code"] == "store"
    assert not requests_to(x, "/2/oauth2/token")
