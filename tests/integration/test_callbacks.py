"""While a login waits: where it listens, what it takes for the answer, and what else ends it."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import BROWSER, approve, free_port, requests_to, visit
from logging_in import STEPS, WAITING, program


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
        assert time.monotonic() - begin < 2.5  # those that are slow have 3 s
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
    assert time.monotonic() - begin < 2.5
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
    assert 0.9 < time.monotonic() - begin < 30
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
    script.interrupt()
    why = script.emits(2)[1]
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


def test_the_same_answer_twice_at_once_gets_the_page_twice(x, machine):
    script = machine.start(WAITING)
    parts = urlsplit(approve(script.url()))
    request = (
        f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: 127.0.0.1:{machine.port}\r\n\r\n"
    ).encode()
    twins = [socket.create_connection(("127.0.0.1", machine.port), timeout=5) for _ in range(2)]
    for twin in twins:
        twin.sendall(request)
    for twin in twins:
        answer = b""
        while more := twin.recv(65536):
            answer += more
        assert answer.startswith(b"HTTP/1.1 200 ")
        twin.close()
    assert script.end().results[1]["username"] == "alice"
    assert x.counts()["code_exchanges"] == 1
