"""The answers that a test orders, in the server and in the proxy before it."""

import base64
import concurrent.futures
import http.client
import json
import socket
import time
from urllib.parse import urlsplit

import pytest
from stand_in.client import request

BROKEN = (OSError, http.client.HTTPException)


def post(url, token, text="Hello", timeout=10):
    return request(
        url,
        "POST",
        "/2/tweets",
        json.dumps({"text": text}).encode(),
        {"Authorization": "Bearer " + token, "Content-Type": "application/json"},
        timeout,
    )


@pytest.mark.parametrize("act, creates", [("before", 0), ("after", 1)])
@pytest.mark.parametrize(
    "answer",
    [
        {"status": 503, "body": "Over capacity"},
        {"close": True},
        {"reset": True},
        {"raw": base64.b64encode(b"HTTP/1.1 200 OK\r\n\r\n{").decode()},
    ],
    ids=["status", "close", "reset", "raw"],
)
def test_a_fault_before_and_after_the_act(x, alice, act, creates, answer):
    x.fault(path="/2/tweets", method="POST", act=act, **answer)
    if "status" in answer:
        told = post(x.url, alice)
        assert (told.status, told.text) == (503, "Over capacity")
    elif "raw" in answer:
        assert post(x.url, alice).text == "{"
    else:
        with pytest.raises(BROKEN):
            post(x.url, alice)
    assert x.counts()["creates"] == creates
    assert post(x.url, alice, "next").status == 201


def test_a_fault_can_be_silent_or_late(x, alice):
    x.fault(path="/2/tweets", silence=True)
    with pytest.raises(TimeoutError):
        post(x.url, alice, timeout=0.3)
    x.fault(path="/2/tweets", delay=0.3)
    start = time.monotonic()
    assert post(x.url, alice).status == 201 and time.monotonic() - start >= 0.3


def test_an_answer_can_be_held(x, alice):
    for act in ("before", "after"):
        x.fault(path="/2/tweets", act=act, hold=True)
        creates, used = x.counts()["creates"], x.counts()["faults_used"]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            answer = pool.submit(post, x.url, alice, act)
            while x.counts()["faults_used"] == used:
                time.sleep(0.01)
            assert not answer.done() and x.counts()["creates"] - creates == (act == "after")
            x.control("release")
            assert answer.result().status == 201


def test_skip_times_headers_and_wildcards(x, alice):
    x.fault(
        path="/2/*",
        skip=1,
        times=2,
        status=429,
        headers={"x-rate-limit-reset": "never"},
        body={"a": 1},
    )
    answers = [post(x.url, alice, f"post {i}") for i in range(4)]
    assert [a.status for a in answers] == [201, 429, 429, 201]
    assert answers[1].headers["x-rate-limit-reset"] == "never" and answers[1].json == {"a": 1}


def test_an_answer_can_be_the_last_of_its_connection(x, alice):
    x.fault(path="/2/tweets", last=True)
    answer = post(x.url, alice)
    assert answer.status == 201 and answer.headers["connection"] == "close"
    assert "connection" not in post(x.url, alice, "next").headers


def test_a_refresh_whose_answer_is_lost_has_rotated(x):
    token = x.login()
    x.fault(path="/2/oauth2/token", act="after", close=True)
    with pytest.raises(BROKEN):
        x.refresh(token["refresh_token"])
    assert x.counts()["refreshes"] == 1
    assert x.refresh(token["refresh_token"]).status == 400


def test_control_says_what_is_wrong(x):
    for name, values in (
        ("fault", {"colour": "red"}),
        ("set", {"token_lifetime": "long"}),
        ("set", {"colour": 1}),
    ):
        with pytest.raises(RuntimeError, match="colour|token_lifetime"):
            x.control(name, values)


def test_requests_are_recorded(x, alice):
    post(x.url, alice)
    entry = x.state()["requests"][-1]
    assert (entry["method"], entry["path"], entry["status"]) == ("POST", "/2/tweets", 201)
    assert entry["headers"]["authorization"] == "Bearer " + alice
    assert entry["body"] == '{"text": "Hello"}' and entry["peer_port"] and entry["connection"]


def test_the_proxy_passes_on(x, proxy, alice):
    assert post(proxy.env["FAULT_PROXY_URL"], alice).status == 201
    state = proxy.state()
    assert (
        state["connections"] == 1
        and state["request_bytes"] > 100
        and state["reply_bytes"] > 100
    )


@pytest.mark.parametrize("end", ["close", "reset", "silence"])
@pytest.mark.parametrize(
    "where, creates",
    [(0, 0), (1, 0), ("half-headers", 0), ("headers", 0), ("half-body", 0), ("body", 1)],
)
def test_cut_request(x, proxy, alice, where, creates, end):
    proxy.fault(cut_request=where, end=end)
    with pytest.raises(BROKEN) as error:
        post(proxy.env["FAULT_PROXY_URL"], alice, timeout=0.15)
    assert (error.type is TimeoutError) == (end == "silence")
    assert x.counts()["creates"] == creates
    assert post(proxy.env["FAULT_PROXY_URL"], alice, "next").status == 201


@pytest.mark.parametrize("direction, creates", [("request", 1), ("reply", 2)])
def test_a_cut_in_the_second_message_of_a_connection(x, proxy, alice, direction, creates):
    proxy.fault(**{f"cut_{direction}": "half-body"}, after=1)
    parts = urlsplit(proxy.env["FAULT_PROXY_URL"])
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
    headers = {"Authorization": "Bearer " + alice, "Content-Type": "application/json"}
    connection.request("POST", "/2/tweets", b'{"text": "one"}', headers)
    assert connection.getresponse().read()
    with pytest.raises(BROKEN):
        connection.request("POST", "/2/tweets", b'{"text": "two"}', headers)
        connection.getresponse().read()
    connection.close()
    assert x.counts()["creates"] == creates
    [log] = proxy.state()["log"]
    assert log["ended"] == f"{direction} cut, close"


@pytest.mark.parametrize("end", ["close", "reset", "silence"])
@pytest.mark.parametrize(
    "where", [0, 1, "status-line", "half-headers", "headers", "half-body", "last-byte"]
)
def test_cut_reply(x, proxy, alice, where, end):
    proxy.fault(cut_reply=where, end=end)
    with pytest.raises(
        (*BROKEN, ValueError)
    ) as error:  # http.client takes headers that end early; their body is empty
        assert post(proxy.env["FAULT_PROXY_URL"], alice, timeout=0.15).json
    assert (error.type is TimeoutError) == (end == "silence")
    assert x.counts()["creates"] == 1


def test_delay_and_drip(x, proxy, alice):
    for fault in (
        {"delay": 0.3, "delay_reply": "headers"},
        {"delay": 0.3, "delay_request": 5},
        {"drip": "reply", "drip_interval": 0.001},
    ):
        proxy.fault(**fault)
        start = time.monotonic()
        assert post(proxy.env["FAULT_PROXY_URL"], alice, str(fault)).status == 201
        assert time.monotonic() - start >= 0.3


def test_a_lying_content_length(x, proxy, alice):
    proxy.fault(content_length=5000)
    with pytest.raises(http.client.IncompleteRead):
        post(proxy.env["FAULT_PROXY_URL"], alice, "one")
    proxy.fault(content_length=3)
    assert len(post(proxy.env["FAULT_PROXY_URL"], alice, "two").body) == 3


@pytest.mark.parametrize("kind", ["body", "chunks", "headers"])
@pytest.mark.parametrize("acted", [False, True])
def test_endless_replies(x, proxy, alice, kind, acted):
    proxy.fault(endless=kind, limit=3 << 20, acted=acted)
    with pytest.raises(BROKEN) if kind != "body" else does_not_raise():
        assert len(post(proxy.env["FAULT_PROXY_URL"], alice).body) > 2 << 20
    assert x.counts()["creates"] == int(acted)


class does_not_raise:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


@pytest.mark.parametrize("acted", [False, True])
def test_raw_replies(x, proxy, alice, acted):
    proxy.fault(
        raw=base64.b64encode(b"HTTP/1.0 201 Created\r\n\r\nnot json").decode(), acted=acted
    )
    answer = post(proxy.env["FAULT_PROXY_URL"], alice)
    assert (answer.status, answer.body) == (201, b"not json") and x.counts()["creates"] == int(
        acted
    )


def test_the_proxy_refuses_unknown_faults(proxy):
    for fault in ({"colour": "red"}, {"end": "bang"}, {"cut_request": "soon"}):
        with pytest.raises(RuntimeError):
            proxy.fault(**fault)


def connect(proxy, target="api.x.com:443"):
    parts = urlsplit(proxy.env["CONNECT_PROXY_URL"])
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as s:
        s.sendall(
            f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\nX-Seen: yes\r\n\r\n".encode()
        )
        answer = s.recv(65536)
        if b"established" in answer:
            s.sendall(b"GET /2/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            while data := s.recv(65536):
                answer += data
        return answer


def test_connect_proxy(x, connect_proxy):
    assert b"404 Not Found" in connect(connect_proxy)
    seen = connect_proxy.state()["requests"]
    assert (
        seen[0]["line"] == "CONNECT api.x.com:443 HTTP/1.1"
        and seen[0]["headers"]["x-seen"] == "yes"
    )
    for answer, expected in (
        (407, b"HTTP/1.1 407"),
        (502, b"HTTP/1.1 502"),
        ("garbage", b"\x00\x01\x02"),
        ("close", b""),
    ):
        connect_proxy.control("set", {"answer": answer})
        assert expected in connect(connect_proxy)
    connect_proxy.control("set", {"answer": 407, "skip": 1})
    assert b"404 Not Found" in connect(connect_proxy)
    assert b"HTTP/1.1 407" in connect(connect_proxy)
