"""Several accounts, whose they are, and the file that holds them."""

import json
import os
import time
from urllib.parse import parse_qs

import pytest
from conftest import approve, client, requests_to, visit, wait_until

ME = "/2/users/me"
LOGIN = "emit(xpost.login{})"
POST = 'emit(xpost.post "Hello")'
ALICE, BOB = "1500000000000000001", "1500000000000000002"


def account(machine, name: str = "default") -> dict:
    return next(a for a in machine.accounts["accounts"] if a["name"] == name)


def works(machine, name: str = "default") -> bool:
    done = machine.run(f'emit(xpost.post{{text = unique(), account = "{name}"}})')
    return "id" in done.result


# --- X does not say who signed in -------------------------------------------------------------

SILENT = {
    "401": {"status": 401, "body": {"title": "Unauthorized", "status": 401}},
    "403": {"status": 403, "body": {"title": "Forbidden", "status": 403}},
    "429": {"status": 429, "body": ""},
    "503 html": {"status": 503, "body": "<html>over capacity</html>"},
    "200 garbage": {"status": 200, "body": '{"data": {"id": 7'},
    "200 without data": {"status": 200, "body": {"errors": [{"title": "x"}]}},
    "200 with a strange id": {"status": 200, "body": {"data": {"id": "../1", "username": "a"}}},
    "close": {"close": True},
    "reset": {"reset": True},
}


@pytest.mark.parametrize("name", SILENT)
def test_a_login_is_good_though_x_does_not_say_who_signed_in(x, machine, name):
    # After a 401 the token is renewed, and the question asked again.
    x.fault(path=ME, times=2 if name == "401" else 1, **SILENT[name])
    me = machine.run(LOGIN).result
    assert me["account"] == "default" and "username" not in me
    assert "did not say who you are" in me["warning"]
    assert not x.state()["faults"]
    assert machine.run(POST).result["id"]
    assert machine.run("emit(xpost.me{})").result["username"] == "alice"
    assert account(machine)["user_id"] == ALICE
    assert x.counts()["spent_token_uses"] == 0


def test_the_tokens_are_on_disk_before_x_is_asked_who_signed_in(x, machine):
    x.fault(path=ME, silence=True)
    script = machine.start(LOGIN)
    wait_until(lambda: requests_to(x, ME), what="the lookup")
    script.kill()
    used = requests_to(x, ME)[0]["headers"]["authorization"]
    assert used == "Bearer " + account(machine)["access_token"]
    assert machine.run(POST).result["id"]
    assert machine.run("emit(xpost.me{})").result["username"] == "alice"


def test_who_the_user_is_is_asked_once_and_then_remembered(x, machine, host):
    machine.login()
    asked = len(requests_to(x, ME))
    for _ in range(3):
        me = machine.run("emit(xpost.me{})", host=host).result
        assert me == {"id": ALICE, "username": "alice", "name": "Alice", "subscription": "None"}
    assert len(requests_to(x, ME)) == asked == 1
    x.control("user", {"id": ALICE, "username": "alice2", "name": "Alicia"})
    assert machine.run("emit(xpost.me{fresh = true})", host=host).result["username"] == "alice2"
    assert len(requests_to(x, ME)) == 2
    assert machine.run("emit(xpost.account())", host=host).result["username"] == "alice2"


# --- another user -----------------------------------------------------------------------------


def test_a_login_as_another_user_is_refused_and_the_old_one_still_works(x, machine, host):
    machine.login()
    before = machine.accounts_file.read_bytes()
    done = machine.run(LOGIN, host=host, env={"STAND_IN_USER": "bob"})
    err = done.result["err"]
    assert err["code"] == "login_failed"
    assert "@bob" in err["message"] and "@alice" in err["message"]
    assert json.loads(machine.accounts_file.read_bytes()) == json.loads(before)
    assert works(machine)
    revoked = [parse_qs(r["body"])["token"][0] for r in requests_to(x, "/2/oauth2/revoke")]
    stored = account(machine)
    assert len(revoked) == 2
    assert stored["access_token"] not in revoked and stored["refresh_token"] not in revoked
    ended = {g["user_id"]: g["revoked"] for g in x.state()["grants"]}
    assert ended == {ALICE: None, BOB: "revoked by the client"}


def test_another_user_is_found_out_later_if_x_does_not_say_at_once(x, machine):
    machine.login()
    old = account(machine)["access_token"]
    x.fault(path=ME, status=503)
    me = machine.login(user="bob")
    assert "did not say who you are" in me["warning"]
    err = machine.run(POST).result["err"]
    assert (err["code"], err["outcome"]) == ("login_failed", "not_posted")
    assert x.counts()["creates"] == 0
    assert account(machine)["access_token"] == old
    assert works(machine)
    assert {g["user_id"]: g["revoked"] for g in x.state()["grants"]} == {
        ALICE: None,
        BOB: "revoked by the client",
    }


def test_tokens_of_a_login_in_the_wrong_account_go_to_that_users_own(x, machine):
    machine.login()
    machine.login('account = "bob",', user="bob")
    bobs = account(machine, "bob")["access_token"]
    done = machine.run(LOGIN, env={"STAND_IN_USER": "bob"})
    assert done.result["err"]["code"] == "login_failed"
    assert works(machine, "default")
    assert account(machine, "bob")["access_token"] != bobs
    assert works(machine, "bob")
    assert account(machine, "bob")["user_id"] == BOB
    machine.make_due()
    assert works(machine, "bob") and works(machine, "default")
    assert x.counts()["spent_token_uses"] == 0


def test_a_new_login_of_the_same_user_replaces_the_tokens(x, machine):
    machine.login()
    old = account(machine)
    machine.login()
    new = account(machine)
    assert new["access_token"] != old["access_token"]
    assert "previous" not in new
    assert len(machine.accounts["accounts"]) == 1
    assert works(machine)


def test_a_login_that_fails_leaves_the_account_as_it_was(x, machine):
    machine.login()
    before = machine.accounts_file.read_bytes()
    machine.run(LOGIN, env={"STAND_IN_BROWSER": "deny"})
    x.fault(path="/2/oauth2/token", status=500)
    machine.run(LOGIN)
    machine.run("emit(xpost.login{open = false, timeout = 1})")
    assert machine.accounts_file.read_bytes() == before
    assert works(machine)


# --- several accounts -------------------------------------------------------------------------


def test_a_second_account_has_a_name_and_the_first_stays_the_default(x, machine, host):
    machine.login(host=host)
    assert machine.login('account = "second",', user="bob", host=host)["account"] == "second"
    done = machine.run("emit(xpost.accounts()) emit(xpost.account())", host=host)
    accounts, default = done.results
    assert [(a["account"], a["username"], a["default"]) for a in accounts] == [
        ("default", "alice", True),
        ("second", "bob", False),
    ]
    assert default["account"] == "default"
    for name, user in (("default", ALICE), ("second", BOB)):
        assert works(machine, name)
    tokens = [r["headers"]["authorization"] for r in requests_to(x, "/2/tweets")]
    assert tokens == [
        "Bearer " + account(machine, name)["access_token"] for name in ("default", "second")
    ]


def test_use_changes_the_default(x, machine, host):
    machine.login()
    machine.login('account = "second",', user="bob")
    done = machine.run('emit(xpost.use "second") emit(xpost.me{})', host=host)
    assert done.results[0]["default"] is True
    assert done.results[1]["username"] == "bob"
    assert machine.run("emit(xpost.me{})", host=host).result["username"] == "bob"


def test_the_environment_names_the_account(x, machine, host):
    machine.login()
    env = {"XPOST_ACCOUNT": "second"}
    assert machine.login(user="bob", env=env, host=host)["account"] == "second"
    done = machine.run(
        'emit(xpost.me{}) emit(xpost.account()) emit(xpost.me "default")', host=host, env=env
    )
    assert [d["username"] for d in (done.results[0], done.results[1], done.results[2])] == [
        "bob",
        "bob",
        "alice",
    ]
    assert machine.run("emit(xpost.me{})").result["username"] == "alice"


def test_an_account_name_that_does_not_exist_is_told_with_those_that_do(x, machine, host):
    machine.login()
    machine.login('account = "second",', user="bob")
    seen = x.counts()["requests_seen"]
    calls = [
        'xpost.post{text = "a", account = "secnod"}',
        'xpost.refresh "secnod"',
        'xpost.me "secnod"',
        'xpost.logout "secnod"',
        'xpost.use "secnod"',
        'xpost.account "secnod"',
        'xpost.delete{id = "1", account = "secnod"}',
    ]
    done = machine.run(" ".join(f"emit({call})" for call in calls), host=host)
    for result in done.results:
        err = result["err"]
        assert err["code"] == "not_logged_in"
        assert "secnod" in err["message"]
        assert "default" in err["message"] and "second" in err["message"]
    assert len(done.results) == len(calls)
    assert x.counts()["requests_seen"] == seen
    env = {"XPOST_ACCOUNT": "secnod"}
    assert machine.run(POST, env=env).result["err"]["code"] == "not_logged_in"


def test_without_a_login_every_call_says_so(x, machine, host):
    done = machine.run(
        'emit(xpost.post "a") emit(xpost.refresh{}) emit(xpost.me{}) emit(xpost.logout{}) '
        "emit(xpost.account()) emit(xpost.accounts())",
        host=host,
    )
    assert [r["err"]["code"] for r in done.results[:-1]] == ["not_logged_in"] * 5
    assert done.results[-1] == []
    assert x.counts()["requests_seen"] == 0


@pytest.mark.parametrize("name", ["a b", "a/b", "", "a\\nb", "x" * 65, "a\\0b", "a\\27[31m"])
def test_a_name_that_no_account_can_have_is_refused_by_login(x, machine, name):
    done = machine.run(f'emit(xpost.login{{open = false, timeout = 1, account = "{name}"}})')
    if name == "":
        assert done.result["err"]["code"] == "login_timeout"  # as if it were not given
    else:
        assert done.result["err"]["code"] == "invalid_request"


def test_logins_of_two_accounts_at_once_are_both_kept(x, machine, new_machine):
    other = new_machine(x)
    first = machine.start("emit(xpost.login{open = false, on_url = told_url, account = 'a'})")
    second = machine.start(
        "emit(xpost.login{open = false, on_url = told_url, account = 'b'})",
        env={"XPOST_REDIRECT_URI": other.redirect_uri},
    )
    redirects = [approve(first.url()), approve(second.url(), "bob")]
    for redirect in redirects:
        visit(redirect)
    assert first.end().results[1]["username"] == "alice"
    assert second.end().results[1]["username"] == "bob"
    assert {a["name"] for a in machine.accounts["accounts"]} == {"a", "b"}


# --- where the tokens may go ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["XPOST_API_URL", "XPOST_TOKEN_URL", "XPOST_REVOKE_URL"])
def test_tokens_go_to_no_other_server_than_their_own(x, machine, name):
    machine.login()
    machine.make_due()
    before = machine.accounts_file.read_bytes()
    with client.StandIn() as other:
        env = {name: other.env[name]}
        calls = ['post "a"', "refresh{}", "me{fresh = true}", "logout{}", 'delete{id = "1"}']
        done = machine.run(" ".join(f"emit(xpost.{call})" for call in calls), env=env)
        assert [r["err"]["code"] for r in done.results] == ["config"] * len(calls)
        assert other.counts()["requests_seen"] == 0
    for result in done.results:
        assert name in result["err"]["message"]
    assert machine.accounts_file.read_bytes() == before
    assert x.counts()["refreshes"] == 0


def test_a_login_at_another_server_does_not_take_over_the_account(x, machine):
    machine.login()
    before = machine.accounts_file.read_bytes()
    with client.StandIn("--any-loopback-redirect") as other:
        env = {n: v for n, v in other.env.items() if n.startswith("XPOST_")}
        done = machine.run("emit(xpost.login{timeout = 2})", env=env)
        assert done.result["err"]["code"] == "config"
        assert machine.accounts_file.read_bytes() == before
        assert machine.login('account = "other",', env=env)["account"] == "other"
    assert works(machine)


def test_an_account_needs_nothing_but_its_name_afterwards(x, machine):
    client_id, secret = x.confidential
    machine.login(env={"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret})
    none = {n: None for n in machine.env if n.startswith("XPOST_")}
    machine.make_due()
    x.control("expire")
    done = machine.run(POST + " emit(xpost.logout{})", env=none)
    assert done.results[0]["id"] and done.results[1]["revoked"] is True


def test_a_server_without_tls_that_is_not_this_machine_is_refused(x, machine):
    for url in ("http://api.example", "http://127.0.0.1.example", "http://2130706433"):
        done = machine.run("emit(xpost.login{open = false})", env={"XPOST_API_URL": url})
        assert done.result["err"]["code"] == "config", url


# --- accounts.json ----------------------------------------------------------------------------


def changed(**values):
    def change(machine):
        machine.change_accounts(**values)

    return change


def write(data: bytes):
    def change(machine):
        machine.accounts_file.write_bytes(data)

    return change


def cut(machine):
    data = machine.accounts_file.read_bytes()
    machine.accounts_file.write_bytes(data[: len(data) // 2])


def edit(act):
    def change(machine):
        stored = machine.accounts
        act(stored)
        machine.accounts_file.write_text(json.dumps(stored))

    return change


def link(machine):
    target = machine.folder / "target.json"
    machine.accounts_file.rename(target)
    machine.accounts_file.symlink_to(target)


def hard_link(machine):
    os.link(machine.accounts_file, machine.folder / "other-name")


def directory(machine):
    machine.accounts_file.unlink()
    machine.accounts_file.mkdir()


def pipe(machine):
    machine.accounts_file.unlink()
    os.mkfifo(machine.accounts_file, 0o600)


BAD = {
    "empty": write(b""),
    "cut": cut,
    "no json": write(b"hello"),
    "null": write(b"null"),
    "list": write(b"[]"),
    "other program's": write(b'{"a": 1}'),
    "newer": edit(lambda s: s.update(version=99)),
    "no version": edit(lambda s: s.pop("version")),
    "accounts no list": edit(lambda s: s.update(accounts={})),
    "default unknown": edit(lambda s: s.update(default="x")),
    "twice": edit(lambda s: s["accounts"].append(dict(s["accounts"][0]))),
    "no token": changed(access_token=None),
    "token with line end": changed(access_token="a\r\nX-Evil: 1"),
    "token with zero": changed(access_token="a\0b"),
    "token not ascii": changed(access_token="tökén"),
    "refresh token with line end": changed(refresh_token="a\nb"),
    "token a number": changed(access_token=7),
    "time a string": changed(expires_at="soon"),
    "time negative": changed(expires_at=-1),
    "time a float": changed(expires_at=1.5),
    "api without tls": changed(api_url="http://evil.example"),
    "token url without tls": changed(token_url="http://evil.example"),
    "name with slash": changed(name="a/b"),
    "secret with line end": changed(client_secret="a\r\nb"),
    "user id no number": changed(user_id="me"),
    "after the value": lambda m: m.accounts_file.write_text(m.accounts_file.read_text() + "x"),
    "not utf-8": write(b'{"version": 1, "accounts": [], "x": "\xff"}'),
    "readable by all": lambda m: m.accounts_file.chmod(0o644),
    "readable by the group": lambda m: m.accounts_file.chmod(0o640),
    "open directory": lambda m: m.state.chmod(0o755),
    "link": link,
    "hard link": hard_link,
    "directory": directory,
    "pipe": pipe,
}


def snapshot(path) -> tuple:
    info = os.lstat(path)
    data = path.read_bytes() if path.is_file() else None
    return (info.st_mode, info.st_ino, data)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_accounts_file_is_refused_and_left_as_it_is(x, machine, name):
    machine.login()
    BAD[name](machine)
    before = snapshot(machine.accounts_file)
    seen = x.counts()["requests_seen"]
    done = machine.run(
        'emit(xpost.post "a") emit(xpost.refresh{}) emit(xpost.me{fresh = true}) '
        "emit(xpost.logout{}) emit(xpost.accounts()) "
        "emit(xpost.login{open = false, timeout = 1})",
        timeout=10,
    )
    assert [r["err"]["code"] for r in done.results] == ["store"] * 6
    assert snapshot(machine.accounts_file) == before
    assert x.counts()["requests_seen"] == seen
    messages = {r["err"]["message"] for r in done.results}
    assert all("accounts.json" in m or str(machine.state) in m for m in messages), messages


def test_kinds_of_bad_accounts_files_are_told_apart(x, machine):
    machine.login()
    good = machine.accounts_file.read_bytes()
    messages = set()
    for name in ("empty", "cut", "other program's", "newer", "no token", "readable by all"):
        BAD[name](machine)
        messages.add(machine.run("emit(xpost.account())").result["err"]["message"])
        machine.accounts_file.chmod(0o600)
        machine.accounts_file.write_bytes(good)
    machine.accounts_file.unlink()
    messages.add(machine.run("emit(xpost.account())").result["err"]["message"])
    assert len(messages) == 7


def test_a_link_in_place_of_the_state_directory_is_refused(x, machine):
    target = machine.folder / "elsewhere"
    target.mkdir(mode=0o700)
    machine.state.symlink_to(target)
    err = machine.run("emit(xpost.login{open = false, timeout = 1})").result["err"]
    assert err["code"] == "store"
    assert list(target.iterdir()) == []


def test_without_a_home_nothing_is_written_anywhere(x, machine):
    env = {"HOME": None, "XDG_STATE_HOME": None}
    before = sorted(p for p in machine.folder.rglob("*") if "script-" not in str(p))
    done = machine.run("emit(xpost.login{open = false, timeout = 1})", env=env)
    assert done.result["err"]["code"] == "config"
    env = {"XDG_STATE_HOME": "relative/path"}
    done = machine.run("emit(xpost.login{open = false, timeout = 1})", env=env)
    assert done.result["err"]["code"] == "config"
    assert sorted(p for p in machine.folder.rglob("*") if "script-" not in str(p)) == before


def test_an_account_of_the_previous_user_is_ended_too_by_logout(x, machine):
    machine.login()
    x.fault(path=ME, status=503)
    machine.login(user="bob")
    machine.run("emit(xpost.logout{})")
    assert all(g["revoked"] for g in x.state()["grants"])


def test_readers_never_see_half_a_file(x, machine):
    machine.login()
    script = """
    local bad = 0
    local stop = now() + 2
    while now() < stop do
      for _ = 1, 50 do
        if not xpost.account() then bad = bad + 1 end
      end
    end
    emit{bad = bad}
    """
    readers = [machine.start(script) for _ in range(4)]
    machine.login('account = "second",', user="bob")
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        machine.run('for _ = 1, 20 do xpost.use "second" xpost.use "default" end')
    assert [reader.end().result["bad"] for reader in readers] == [0] * 4
