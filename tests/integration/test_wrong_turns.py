"""What new users do wrong on the way to their first post: what they are told, and that they can go
on from there. Wrong pastes are in test_paste.py, what is no Client ID in test_login.py.
"""

import pytest
from conftest import approve, client, requests_to, visit
from logging_in import WAITING

REDIRECT_URIS = "emit(xpost.login{open = false, on_url = told_url, timeout = 1, redirect_uri = %s})"


# --- the keys of the app ----------------------------------------------------------------------


def test_what_was_copied_along_with_the_keys_is_left_out(x, machine):
    client_id, secret = x.confidential
    env = {"XPOST_CLIENT_ID": f'"{client_id}"', "XPOST_CLIENT_SECRET": f" {secret}\r\n"}
    assert machine.login(env=env)["client"] == "confidential"
    (stored,) = machine.accounts["accounts"]
    assert (stored["client_id"], stored["client_secret"]) == (client_id, secret)


def test_another_key_as_secret_is_told_before_a_browser_opens(x, machine):
    key = "aB3dE6gH9jK2mN5pQ8sT1vW4y"
    env = {"XPOST_CLIENT_ID": x.confidential[0], "XPOST_CLIENT_SECRET": key}
    err = machine.run("emit(xpost.login{})", env=env).result["err"]
    assert err["code"] == "bad_client_id" and "API Key" in err["message"]
    assert key not in err["text"]
    assert x.counts()["requests_seen"] == 0


def test_a_secret_that_was_replaced_is_told_and_the_new_one_goes_on(x, machine):
    client_id, old = x.confidential
    new = old.replace("StandIn", "Another")
    env = {"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": old}
    machine.login(env=env)
    x.control("secret", {"client_id": client_id, "secret": new})
    machine.make_due()
    before = machine.accounts_file.read_bytes()
    for call in ('post "Hello"', "login{}"):
        err = machine.run(f"emit(xpost.{call})", env=env).result["err"]
        assert (err["code"], err["retry"]) == ("bad_client_id", "login")
        assert "Regenerate" in err["message"]
    assert machine.accounts_file.read_bytes() == before
    machine.login(env={**env, "XPOST_CLIENT_SECRET": new})
    assert machine.run('emit(xpost.post "Hello")').result["id"]


def test_a_second_account_of_the_same_app_needs_no_secret_again(x, machine):
    client_id, secret = x.confidential
    machine.login(env={"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret})
    env = {"XPOST_CLIENT_ID": None}
    me = machine.login(f'account = "work", client_id = "{client_id}",', user="bob", env=env)
    assert (me["username"], me["client"]) == ("bob", "confidential")
    # The secret is for the server that it was given for.
    with client.StandIn("--any-loopback-redirect") as other:
        env = {n: v for n, v in other.env.items() if n.startswith("XPOST_")}
        options = f'account = "other", client_id = "{client_id}",'
        err = machine.run(f"emit(xpost.login{{{options}}})", env=env).result["err"]
        assert err["code"] == "bad_client_id"
        assert not [r for r in other.state()["requests"] if "authorization" in r["headers"]]


def test_an_app_that_became_public_logs_in_without_its_secret(x, machine):
    client_id, secret = x.confidential
    env = {"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret}
    machine.login(env=env)
    x.control("secret", {"client_id": client_id, "secret": None})
    err = machine.run("emit(xpost.login{})", env=env).result["err"]
    assert err["code"] == "bad_client_id" and "Native App" in err["message"]
    me = machine.login('client_secret = "",', env=env)
    assert me["client"] == "public"


# --- the redirect URI -------------------------------------------------------------------------


def test_where_x_will_not_come_back_the_exact_address_is_told(machine):
    uri = machine.redirect_uri + "/"
    with client.StandIn() as strict:
        strict.control(
            "redirect_uris",
            {"client_id": strict.client_id, "redirect_uris": [machine.redirect_uri]},
        )
        env = {n: v for n, v in strict.env.items() if n.startswith("XPOST_")}
        script = machine.start(REDIRECT_URIS % f'"{uri}"', env=env)
        with pytest.raises(RuntimeError, match="Something went wrong"):
            approve(script.url())
        err = script.end().results[1]["err"]
    assert err["code"] == "login_timeout"
    assert "Something went wrong" in err["message"]
    assert err["message"].endswith("Callback URI: " + uri)


def test_a_list_with_commas_is_told(x, machine):
    uri = f"{machine.redirect_uri},{machine.redirect_uri}"
    err = machine.run(REDIRECT_URIS % f'"{uri}"').result["err"]
    assert err["code"] == "config" and "Separate them by spaces" in err["message"]


# --- the account, and what it may do ----------------------------------------------------------


def test_another_user_than_was_meant_is_told_and_can_be_corrected(x, machine):
    machine.login()
    me = machine.login('account = "work",')
    assert "@alice is account 'default', too" in me["warning"]
    assert "'work' was meant for another user" in me["warning"]
    machine.run('emit(xpost.logout "work")')
    me = machine.login('account = "work",', user="bob")
    assert me["username"] == "bob" and "warning" not in me


def test_the_same_user_of_another_app_is_no_mistake(x, machine):
    machine.login()
    client_id, secret = x.confidential
    env = {"XPOST_CLIENT_ID": client_id, "XPOST_CLIENT_SECRET": secret}
    assert "warning" not in machine.login('account = "work",', env=env)


def test_an_app_that_may_not_write_is_told_where_that_is_set(x, machine):
    x.set(granted_scope="tweet.read users.read offline.access")
    warning = machine.login()["warning"]
    assert "Not allowed: tweet.write, media.write." in warning
    assert "App permissions" in warning and "Read and write" in warning


def test_a_login_without_media_write_says_to_log_in_again(x, machine):
    x.set(granted_scope="tweet.read tweet.write users.read offline.access")
    warning = machine.login()["warning"]
    assert warning == "Not allowed: media.write. Log in again to allow it."


# --- the answer -------------------------------------------------------------------------------


def test_an_answer_that_is_too_old_leaves_nothing_and_the_next_login_goes_on(x, machine):
    x.set(code_lifetime=0)
    script = machine.start(WAITING)
    visit(approve(script.url()))
    err = script.end().results[1]["err"]
    assert err["code"] == "login_failed" and "30 seconds" in err["message"]
    assert not machine.accounts_file.exists()
    assert len(requests_to(x, "/2/oauth2/token")) == 1
    x.set(code_lifetime=30)
    assert machine.login()["username"] == "alice"
