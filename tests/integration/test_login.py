"""Logging in with a browser: steps 1 to 6, what is granted, and an exchange that fails."""

import os
import stat
import time
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from conftest import approve, requests_to, visit
from logging_in import STEPS, WAITING
from posting import Gate

SCOPES = "tweet.read tweet.write users.read media.write offline.access".split()


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
    with Gate(x) as gate:
        env = {"XPOST_TOKEN_URL": f"{gate.url}/2/oauth2/token"}
        script = machine.start(WAITING, env=env)
        visit(approve(script.url()))
        time.sleep(0.7)
        gate.open()
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
