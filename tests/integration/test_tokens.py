"""Renewing tokens (step 8), and giving them back: each refresh token is used once."""

import os
import subprocess
import time
from urllib.parse import parse_qs

import pytest
from conftest import client, requests_to, wait_until

POST = 'emit(xpost.post "Hello")'
REFRESH = "emit(xpost.refresh{})"
TOKEN = "/2/oauth2/token"


@pytest.fixture
def logged_in(x, machine):
    """`machine`, with alice logged in and nothing of that in the stand-in's record."""
    machine.login()
    return machine


def refreshes(x) -> list[str]:
    """The refresh tokens that were sent, in order."""
    forms = [parse_qs(r["body"]) for r in requests_to(x, TOKEN)]
    return [f["refresh_token"][0] for f in forms if f.get("grant_type") == ["refresh_token"]]


# No file can become longer than 4 KiB, as on a full disk.
NO_ROOM = ["sh", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh"]


# --- it works ---------------------------------------------------------------------------------


def test_refresh_gets_a_new_pair_and_tells_step_eight(x, logged_in, host):
    before = logged_in.accounts["accounts"][0]
    done = logged_in.run(
        """
        local steps = {}
        local renewed, err = xpost.refresh{on_step = function(s) steps[#steps + 1] = s end}
        emit{renewed = renewed, err = err, steps = steps}
        """,
        host=host,
    )
    renewed = done.result["renewed"]
    assert renewed["account"] == "default"
    assert abs(renewed["expires_at"] - time.time() - 7200) < 30
    assert "tweet.write" in renewed["scopes"]
    (step,) = done.result["steps"]
    assert step["number"] == 8 and step["uses"] == ["refresh token", "client id"]
    after = logged_in.accounts["accounts"][0]
    assert after["access_token"] != before["access_token"]
    assert after["refresh_token"] != before["refresh_token"]
    assert refreshes(x) == [before["refresh_token"]]


def test_refresh_without_force_leaves_a_token_that_still_lives(x, logged_in):
    done = logged_in.run("emit(xpost.refresh{force = false})")
    assert done.result["account"] == "default"
    assert not refreshes(x)


def test_refresh_of_a_confidential_client_uses_its_secret(x, machine):
    client_id, secret = x.confidential
    machine.login(env={"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret})
    done = machine.run(
        """
        local used
        xpost.refresh{on_step = function(s) used = s.uses end}
        emit(used)
        """,
        env={"XPOST_CLIENT_ID": None},
    )
    assert done.result == ["refresh token", "client id", "client secret"]
    request = requests_to(x, TOKEN)[1]
    assert request["headers"]["authorization"].startswith("Basic ")
    assert secret not in request["body"] and "client_id" not in request["body"]


def test_an_expired_token_is_renewed_before_the_post(x, logged_in, host):
    logged_in.make_due()
    x.control("expire")
    assert logged_in.run(POST, host=host).result["id"]
    assert len(refreshes(x)) == 1
    assert [r["status"] for r in requests_to(x, "/2/tweets")] == [201]


@pytest.mark.parametrize(
    "expires_in, lifetime, renewed",
    [(29, 7200, True), (40, 7200, False), (2, 10, False), (0, 10, True), (10**6, 7200, True)],
)
def test_when_a_token_is_renewed(x, logged_in, expires_in, lifetime, renewed):
    logged_in.change_accounts(expires_at=int(time.time()) + expires_in, lifetime=lifetime)
    assert logged_in.run(POST).result["id"]
    assert len(refreshes(x)) == renewed


def test_a_token_whose_end_is_not_known_is_renewed_at_its_next_use(x, logged_in):
    logged_in.change_accounts(expires_at=None)
    assert logged_in.run(POST).result["id"]
    assert len(refreshes(x)) == 1


def test_a_refresh_token_that_is_not_replaced_stays_in_use(x, logged_in):
    x.set(rotate=False)
    before = logged_in.accounts["accounts"][0]["refresh_token"]
    for _ in range(2):
        assert logged_in.run(REFRESH).result["account"]
    assert refreshes(x) == [before, before]
    assert logged_in.accounts["accounts"][0]["refresh_token"] == before


@pytest.mark.parametrize("lifetime", [None, "7200", -5, 10**15], ids=str)
def test_an_unusable_lifetime_does_not_lose_the_new_tokens(x, logged_in, lifetime):
    x.set(token_response={"expires_in": lifetime})
    assert logged_in.run(REFRESH).result["account"]
    x.set(token_response={})
    assert logged_in.run(POST).result["id"]
    assert x.counts()["spent_token_uses"] == 0


def test_a_narrower_scope_after_a_renewal_is_believed(x, logged_in):
    x.set(token_response={"scope": "tweet.read users.read offline.access"})
    assert logged_in.run(REFRESH).result["scopes"] == [
        "tweet.read",
        "users.read",
        "offline.access",
    ]
    assert logged_in.run(POST).result["err"]["code"] == "scope_missing"


# --- many at once -----------------------------------------------------------------------------


def together(x, machine, script: str, processes: int, rounds: int, before) -> list:
    """Runs `script`, which may use `round`, in all processes at the same moment, round by round."""
    gates = [machine.folder / f"gate-{i}" for i in range(rounds)]
    for gate in gates:
        os.mkfifo(gate)
    text = "local gates = {%s}\n" % ",".join(f'"{g}"' for g in gates)
    text += "for round, gate in ipairs(gates) do emit{ready = round} io.open(gate):close() "
    text += script + " end"
    hosts = ["lua5.4", "luajit"]
    scripts = [machine.start(text, host=hosts[i % 2]) for i in range(processes)]
    for number, gate in enumerate(gates):
        for each in scripts:
            each.emits(number * 2 + 1, 30)
        before()
        time.sleep(0.1)
        with gate.open("w"):
            for each in scripts:
                each.emits(number * 2 + 2, 40)
    return [each.end().results[1::2] for each in scripts]


def test_sixteen_processes_and_three_expiries_make_one_renewal_each(x, logged_in):
    def expire():
        logged_in.make_due()
        x.control("expire")

    script = "emit(xpost.post{text = unique()})"
    results = together(x, logged_in, script, 16, 3, expire)
    assert all(r.get("id") for each in results for r in each), results
    counts = x.counts()
    assert counts["refreshes"] == 3
    assert counts["spent_token_uses"] == 0
    assert counts["creates"] == 48
    assert len(refreshes(x)) == 3


def test_eight_processes_that_are_told_401_at_once_make_one_renewal(x, logged_in):
    script = "emit(xpost.post{text = unique()})"
    results = together(x, logged_in, script, 8, 2, lambda: x.control("expire"))
    assert all(r.get("id") for each in results for r in each), results
    counts = x.counts()
    assert (counts["refreshes"], counts["spent_token_uses"], counts["creates"]) == (2, 0, 16)
    assert len(requests_to(x, "/2/tweets")) <= 32


def test_the_holder_of_the_lock_may_be_killed(x, logged_in):
    x.fault(path=TOKEN, silence=True)
    holder = logged_in.start(REFRESH)
    wait_until(lambda: refreshes(x), what="the refresh")
    waiting = logged_in.start("emit(1) emit(xpost.refresh{})")
    waiting.emits(1)
    time.sleep(0.2)
    holder.kill()
    begin = time.monotonic()
    assert waiting.end().results[1]["account"] == "default"
    assert time.monotonic() - begin < 8
    assert x.counts()["spent_token_uses"] == 0


# --- 401 --------------------------------------------------------------------------------------


def test_a_401_before_the_end_is_answered_by_one_renewal_and_one_repeat(x, logged_in, host):
    x.control("expire")
    assert logged_in.run(POST, host=host).result["id"]
    assert [r["status"] for r in requests_to(x, "/2/tweets")] == [401, 201]
    assert len(refreshes(x)) == 1


def test_a_second_401_stops(x, logged_in):
    body = {"title": "Unauthorized", "type": "about:blank", "status": 401}
    x.fault(path="/2/tweets", status=401, body=body, times=0)
    err = logged_in.run(POST).result["err"]
    assert err["outcome"] == "not_posted"
    assert err["http_status"] == 401
    assert len(requests_to(x, "/2/tweets")) == 2
    assert len(refreshes(x)) == 1


def test_a_401_whose_renewal_fails_is_not_posted_and_keeps_the_account(x, logged_in):
    x.control("expire")
    x.fault(path=TOKEN, status=503, times=0)
    before = logged_in.accounts_file.read_bytes()
    err = logged_in.run(POST).result["err"]
    assert (err["code"], err["outcome"]) == ("server", "not_posted")
    assert logged_in.accounts_file.read_bytes() == before
    assert len(requests_to(x, "/2/tweets")) == 1


# --- the token endpoint fails -----------------------------------------------------------------

X_DEAD = {
    "error": "invalid_request",
    "error_description": "Value passed for the token was invalid.",
}
PASSING = {
    "500": ({"status": 500}, "server"),
    "503 html": ({"status": 503, "body": "<html>busy</html>"}, "server"),
    "429": ({"status": 429, "headers": {"Retry-After": "60"}, "body": {}}, "rate_limited"),
    "401 without a word": ({"status": 401, "body": ""}, "server"),
    "403 html": ({"status": 403, "body": "<html>blocked</html>"}, "server"),
    "404": ({"status": 404, "body": ""}, "server"),
    "307": ({"status": 307, "headers": {"Location": "/2/oauth2/token"}}, "server"),
    "200 html": ({"status": 200, "body": "<html>Sign in to the wifi</html>"}, "server"),
    "200 empty": ({"status": 200, "body": ""}, "server"),
    "200 without tokens": ({"status": 200, "body": {}}, "server"),
    "200 cut": ({"status": 200, "body": '{"access_token": "abc'}, "server"),
    "temporarily_unavailable": (
        {"status": 400, "body": {"error": "temporarily_unavailable"}},
        "server",
    ),
    "close": ({"close": True}, "network"),
    "reset": ({"reset": True}, "network"),
    "half": (
        {"raw": "SFRUUC8xLjEgMjAwIE9LDQpDb250ZW50LUxlbmd0aDogOTANCg0KeyJhY2Nlc3NfdG9r"},
        "network",
    ),
    "invalid_client": ({"status": 401, "body": {"error": "invalid_client"}}, "bad_client_id"),
    "unauthorized_client": (
        {"status": 401, "body": {"error": "unauthorized_client"}},
        "bad_client_id",
    ),
}


# After these X is not asked again at once: by the user alone.
QUIET = ("429", "invalid_client", "unauthorized_client")


@pytest.mark.parametrize("name", PASSING)
def test_a_failing_token_server_changes_nothing_and_a_later_try_works(x, logged_in, name):
    fault, code = PASSING[name]
    logged_in.make_due()
    before = logged_in.accounts_file.read_bytes()
    x.fault(path=TOKEN, **fault)
    err = logged_in.run(POST).result["err"]
    assert (err["code"], err["outcome"]) == (code, "not_posted")
    assert logged_in.accounts_file.read_bytes() == before
    assert len(refreshes(x)) == 1
    assert x.counts()["creates"] == 0
    (kept,) = logged_in.run("emit(xpost.history{})").result
    assert kept["text"] == "Hello" and kept["outcome"] == "not_posted"
    if name == "429":
        assert 50 < err["retry_at"] - time.time() < 70
    again = f'emit(xpost.post{{text = "Hello", key = "{err["key"]}"}})'
    if name in QUIET:
        err = logged_in.run(again).result["err"]
        assert (err["code"], err["outcome"]) == (code, "not_posted")
        assert err["retry_at"] > time.time() + 50
        assert len(refreshes(x)) == 1
        assert logged_in.run(REFRESH).result["account"]
    assert logged_in.run(again).result["id"]
    assert x.counts()["spent_token_uses"] == 0


def test_a_renewal_that_fails_early_does_not_fail_the_post(x, logged_in):
    logged_in.change_accounts(expires_at=int(time.time()) + 20)
    x.fault(path=TOKEN, status=503, times=0)
    assert logged_in.run(POST).result["id"]
    assert len(refreshes(x)) == 1


def test_an_answer_that_is_lost_after_the_rotation_is_tried_once_more_and_then_no_more(
    x, logged_in
):
    logged_in.make_due()
    before = logged_in.accounts_file.read_bytes()
    x.fault(path=TOKEN, act="after", reset=True)
    errors = [logged_in.run(POST).result["err"] for _ in range(4)]
    assert errors[0]["code"] == "network"
    # The reason stays the same, however often it is asked for.
    assert all(e["code"] == "login_required" for e in errors[1:])
    assert all("got no answer" in e["message"] for e in errors[1:])
    assert all(e["outcome"] == "not_posted" for e in errors)
    sent = refreshes(x)
    assert len(sent) == 2 and len(set(sent)) == 1
    assert logged_in.accounts_file.read_bytes() == before
    assert len(logged_in.run("emit(xpost.history{})").result) == 4
    logged_in.login()
    assert logged_in.run('emit(xpost.post "Again")').result["id"]


@pytest.mark.slow
def test_a_silent_token_server_is_given_up_after_half_a_minute(x, logged_in):
    logged_in.make_due()
    before = logged_in.accounts_file.read_bytes()
    x.fault(path=TOKEN, silence=True)
    begin = time.monotonic()
    err = logged_in.run(POST, timeout=60).result["err"]
    assert 29 < time.monotonic() - begin < 33
    assert (err["code"], err["outcome"]) == ("network", "not_posted")
    assert logged_in.accounts_file.read_bytes() == before
    assert logged_in.run(POST).result["id"]


@pytest.mark.parametrize("how", ["revoked", "invalid_grant", "x_words"])
def test_a_dead_grant_is_told_and_not_sent_again(x, logged_in, how):
    logged_in.make_due()
    before = logged_in.accounts_file.read_bytes()
    if how == "revoked":
        x.control("revoke")
    else:
        body = X_DEAD if how == "x_words" else {"error": "invalid_grant"}
        x.fault(path=TOKEN, status=400, body=body, times=0)
    errors = [logged_in.run(POST).result["err"] for _ in range(3)]
    assert [e["code"] for e in errors] == ["revoked_elsewhere"] * 3
    assert all(e["outcome"] == "not_posted" for e in errors)
    assert len(refreshes(x)) == 1
    assert logged_in.accounts_file.read_bytes() == before
    assert len(logged_in.run("emit(xpost.history{})").result) == 3


def test_a_login_on_another_machine_ends_this_one_and_that_is_told(x, new_machine):
    first, second = new_machine(x), new_machine(x)
    first.login()
    second.login()
    first.make_due()
    err = first.run(POST).result["err"]
    assert err["code"] == "revoked_elsewhere"
    assert "another machine" in err["message"]
    assert second.run(POST).result["id"]


def test_a_login_unused_for_six_months_is_told_apart(x, logged_in):
    long_ago = int(time.time()) - 200 * 24 * 3600
    logged_in.change_accounts(expires_at=long_ago, logged_in_at=long_ago)
    x.control("revoke")
    err = logged_in.run(POST).result["err"]
    assert err["code"] == "login_required" and "six months" in err["message"]


def test_a_new_login_makes_a_dead_account_work_again(x, logged_in):
    logged_in.make_due()
    x.control("revoke")
    assert logged_in.run(POST).result["err"]["code"] == "revoked_elsewhere"
    logged_in.login()
    assert logged_in.run(POST).result["id"]


# --- the disk ---------------------------------------------------------------------------------


def test_without_room_for_the_new_tokens_no_refresh_is_sent(x, logged_in):
    before = logged_in.accounts_file.read_bytes()
    err = logged_in.run(REFRESH, prefix=NO_ROOM).result["err"]
    assert err["code"] == "store"
    assert not refreshes(x)
    assert logged_in.accounts_file.read_bytes() == before
    assert not list(logged_in.state.glob("*.tmp"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_directory_that_cannot_be_written_no_refresh_is_sent(x, logged_in):
    logged_in.run(REFRESH)
    logged_in.state.chmod(0o500)
    try:
        assert logged_in.run(REFRESH).result["err"]["code"] == "store"
    finally:
        logged_in.state.chmod(0o700)
    assert len(refreshes(x)) == 1


# The room that was reserved is taken away while the request is on its way.
UNSAVED = """
local err = select(2, xpost.refresh{on_step = function()
  os.execute("rm -f %s/accounts.json.*.tmp")
end})
emit{err = err}
"""


def test_tokens_that_cannot_be_saved_stay_in_use_and_are_saved_later(x, logged_in, host):
    before = logged_in.accounts_file.read_bytes()
    script = logged_in.start(
        UNSAVED % logged_in.state + "io.read() " + POST, host=host, stdin=subprocess.PIPE
    )
    err = script.emits(1)[0]["err"]
    assert err["code"] == "store" and "memory" in err["message"]
    assert logged_in.accounts_file.read_bytes() == before
    # Another process must not send what is spent.
    logged_in.make_due()
    other = logged_in.run(POST).result["err"]
    assert (other["code"], other["outcome"]) == ("login_required", "not_posted")
    assert len(refreshes(x)) == 1
    script.write("\n")
    assert script.end().results[1]["id"]
    assert x.counts()["spent_token_uses"] == 0
    # Saved by now.
    x.control("expire")
    assert logged_in.run('emit(xpost.post "Again")').result["id"]
    assert x.counts()["spent_token_uses"] == 0


def test_the_new_tokens_are_on_disk_before_they_are_used(x, logged_in):
    logged_in.make_due()
    x.fault(path="/2/tweets", delay=1)
    script = logged_in.start(POST)
    wait_until(lambda: requests_to(x, "/2/tweets"), what="the post")
    stored = logged_in.accounts["accounts"][0]
    used = requests_to(x, "/2/tweets")[0]["headers"]["authorization"]
    assert used == "Bearer " + stored["access_token"]
    assert script.end().result["id"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_process_killed_while_it_renews_leaves_a_usable_store(x, logged_in, moment):
    before = logged_in.accounts_file.read_bytes()
    x.fault(path=TOKEN, silence=True, act=moment)
    script = logged_in.start(REFRESH)
    wait_until(lambda: refreshes(x), what="the refresh")
    time.sleep(0.1)
    script.kill()
    assert logged_in.accounts_file.read_bytes() == before
    logged_in.make_due()
    done = logged_in.run(POST).result
    if moment == "before":
        assert done["id"]
    else:
        assert done["err"]["code"] == "login_required"
    assert len(refreshes(x)) == 2
    logged_in.login()
    assert logged_in.run('emit(xpost.post "Again")').result["id"]


# --- logout -----------------------------------------------------------------------------------


def test_logout_revokes_both_tokens_and_forgets_the_account(x, logged_in, host):
    stored = logged_in.accounts["accounts"][0]
    done = logged_in.run(
        "emit(xpost.logout{}) emit(select(2, xpost.logout{})) emit(xpost.accounts())", host=host
    )
    out, again, accounts = done.results
    assert out == {"account": "default", "revoked": True}
    assert again["code"] == "not_logged_in"
    assert accounts == []
    revoked = [parse_qs(r["body"])["token"][0] for r in requests_to(x, "/2/oauth2/revoke")]
    assert revoked == [stored["refresh_token"], stored["access_token"]]
    for file in logged_in.state.iterdir():
        assert stored["refresh_token"].encode() not in file.read_bytes()
        assert stored["access_token"].encode() not in file.read_bytes()


def test_logout_of_a_confidential_client_uses_its_secret(x, machine):
    client_id, secret = x.confidential
    machine.login(env={"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret})
    assert machine.run("emit(xpost.logout{})").result["revoked"] is True
    for request in requests_to(x, "/2/oauth2/revoke"):
        assert request["headers"]["authorization"].startswith("Basic ")


def test_logout_forgets_offline_too_and_says_that_nothing_was_confirmed(x, new_machine):
    with client.StandIn("--any-loopback-redirect") as gone:
        machine = new_machine(gone)
        machine.login()
    out = machine.run("emit(xpost.logout{})").result
    assert out["revoked"] is False
    assert "connected_apps" in out["warning"]
    assert machine.accounts["accounts"] == []


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"status": 400, "body": {}}, {"close": True}]
)
def test_logout_forgets_when_the_revocation_fails(x, logged_in, fault):
    x.fault(path="/2/oauth2/revoke", times=0, **fault)
    out = logged_in.run("emit(xpost.logout{})").result
    assert out["revoked"] is False and out["warning"]
    assert logged_in.accounts["accounts"] == []


def test_logout_during_a_renewal_waits_for_it_and_revokes_the_new_tokens(x, logged_in):
    x.fault(path=TOKEN, act="after", delay=0.8)
    renewing = logged_in.start(REFRESH)
    wait_until(lambda: refreshes(x), what="the refresh")
    out = logged_in.run("emit(xpost.logout{})").result
    renewing.end()
    assert out["revoked"] is True
    assert logged_in.accounts["accounts"] == []
    assert [g["revoked"] for g in x.state()["grants"]] == ["revoked by the client"]
    assert x.counts()["spent_token_uses"] == 0


def test_after_a_logout_of_the_default_account_no_other_is_posted_to_by_itself(x, logged_in):
    logged_in.login('account = "bob",', user="bob")
    done = logged_in.run(
        'emit(xpost.logout{}) emit(xpost.post "who am I") emit(xpost.use "bob")'
        ' emit(xpost.post "who am I")'
    )
    assert done.results[0]["account"] == "default"
    assert done.results[1]["err"]["code"] == "not_logged_in"
    assert "bob" in done.results[1]["err"]["message"]
    assert done.results[2]["default"] is True
    assert done.results[3]["id"]
    assert x.counts()["creates"] == 1
