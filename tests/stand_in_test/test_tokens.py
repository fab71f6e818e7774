"""Client authentication, the two grant types, rotation and revocation."""

import pytest
from stand_in.client import REDIRECT_URI, SCOPE

DEAD = {
    "error": "invalid_request",
    "error_description": "Value passed for the token was invalid.",
}
BAD_CODE = {
    "error": "invalid_request",
    "error_description": "Value passed for the authorization code was invalid.",
}
NO_HEADER = {
    "error": "unauthorized_client",
    "error_description": "Missing valid authorization header",
}


def form(x, **changes):
    values = {
        "grant_type": "authorization_code",
        "code": None,
        "redirect_uri": REDIRECT_URI,
        "code_verifier": "v" * 43,
        "client_id": x.client_id,
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def is_good(x, access_token):
    return x.api("GET", "/2/users/me", access_token).status == 200


def test_public_login(x):
    answer = x.token(form(x, code=x.code()))
    assert answer.status == 200 and answer.headers["cache-control"] == "no-store"
    token = answer.json
    assert token["token_type"] == "bearer" and token["expires_in"] == 7200
    assert set(token["scope"].split()) == set(SCOPE.split())
    assert len(token["access_token"]) == len(token["refresh_token"]) == 91
    assert (
        x.api("GET", "/2/users/me", token["access_token"]).json["data"]["username"] == "alice"
    )


def test_confidential_login_and_refresh(x):
    client_id, secret = x.confidential
    answer = x.token(
        form(x, code=x.code(client_id=client_id), client_id=None), basic=(client_id, secret)
    )
    assert answer.status == 200
    refresh = {"grant_type": "refresh_token", "refresh_token": answer.json["refresh_token"]}
    assert x.token(refresh, basic=(client_id, secret)).status == 200


@pytest.mark.parametrize(
    "basic, extra",
    [
        (None, {}),
        (None, {"client_secret": True}),
        ("empty", {}),
        ("wrong", {}),
        ("right", {"client_secret": True}),
    ],
)
def test_a_confidential_client_needs_basic_and_nothing_else(x, basic, extra):
    client_id, secret = x.confidential
    values = form(x, code=x.code(client_id=client_id), client_id=client_id)
    if extra:
        values["client_secret"] = secret
    header = {
        "empty": (client_id, ""),
        "wrong": (client_id, "no"),
        "right": (client_id, secret),
        None: None,
    }[basic]
    answer = x.token(values, basic=header)
    assert (answer.status, answer.json) == (401, NO_HEADER)


def test_a_new_secret_ends_the_one_before_and_none_makes_the_client_public(x):
    client_id, old = x.confidential
    new = "another-" + old
    x.control("secret", {"client_id": client_id, "secret": new})
    for secret, status in ((old, 401), (new, 200)):
        code = x.code(client_id=client_id)
        answer = x.token(form(x, code=code, client_id=None), basic=(client_id, secret))
        assert answer.status == status
    x.control("secret", {"client_id": client_id, "secret": None})
    code = x.code(client_id=client_id)
    assert x.token(form(x, code=code, client_id=client_id)).status == 200


def test_a_public_client_must_not_authenticate(x):
    answer = x.token(form(x, code=x.code()), basic=(x.client_id, "x"))
    assert (answer.status, answer.json) == (401, NO_HEADER)


def test_offline_access_is_what_gives_a_refresh_token(x):
    assert "refresh_token" not in x.login(scope="tweet.read users.read")


@pytest.mark.parametrize(
    "change, words",
    [
        (
            {"code_verifier": "w" * 43},
            "Value passed for the code verifier did not match the code challenge.",
        ),
        (
            {"redirect_uri": REDIRECT_URI + "/"},
            "Value passed for the redirect uri did not match the uri of the authorization code.",
        ),
        ({"code": "nonsense"}, BAD_CODE["error_description"]),
        ({"code_verifier": None}, "Missing required parameter [code_verifier]."),
        ({"grant_type": None}, "Missing required parameter [grant_type]."),
        ({"client_id": None}, "Missing required parameter [client_id]."),
        ({"grant_type": "password"}, "Value passed for the grant type was invalid."),
    ],
)
def test_a_wrong_exchange(x, change, words):
    answer = x.token(form(x, **{"code": x.code(), **change}))
    assert (answer.status, answer.json) == (
        400,
        {"error": "invalid_request", "error_description": words},
    )


def test_form_encoding_is_required(x):
    answer = x.request(
        "POST",
        "/2/oauth2/token",
        b'{"grant_type": "refresh_token"}',
        {"Content-Type": "application/json"},
    )
    assert answer.status == 400


def test_a_code_of_another_client(x):
    client_id, secret = x.confidential
    answer = x.token(form(x, code=x.code(), client_id=None), basic=(client_id, secret))
    assert answer.json == BAD_CODE


def test_a_code_works_once_and_its_reuse_ends_the_grant(x):
    code = x.code()
    token = x.token(form(x, code=code)).json
    assert is_good(x, token["access_token"])
    assert x.token(form(x, code=code)).json == BAD_CODE
    assert not is_good(x, token["access_token"])
    assert x.counts()["code_reuses"] == x.counts()["families_revoked"] == 1


def test_a_code_lives_half_a_minute(x):
    code = x.code()
    x.set(clock_offset=31)
    assert x.token(form(x, code=code)).json == BAD_CODE


def test_rotation_and_reuse(x):
    first = x.login()
    second = x.refresh(first["refresh_token"]).json
    assert second["refresh_token"] != first["refresh_token"] and is_good(
        x, second["access_token"]
    )
    again = x.refresh(first["refresh_token"])
    assert (again.status, again.json) == (400, DEAD)
    assert not is_good(x, second["access_token"])
    assert x.refresh(second["refresh_token"]).json == DEAD
    counts = x.counts()
    assert (counts["refreshes"], counts["spent_token_uses"], counts["families_revoked"]) == (
        1,
        1,
        1,
    )
    assert counts["token_requests"] == {"authorization_code": 1, "refresh_token": 3}


def test_reuse_may_be_forgiven_and_rotation_turned_off(x):
    x.set(revoke_family_on_reuse=False)
    first = x.login()
    second = x.refresh(first["refresh_token"]).json
    assert x.refresh(first["refresh_token"]).json == DEAD
    assert is_good(x, second["access_token"])
    x.set(rotate=False)
    third = x.refresh(second["refresh_token"]).json
    assert "refresh_token" not in third and x.refresh(second["refresh_token"]).status == 200


def test_access_tokens_expire(x):
    x.set(token_lifetime=5)
    token = x.login()
    assert token["expires_in"] == 5 and is_good(x, token["access_token"])
    x.set(clock_offset=6)
    assert not is_good(x, token["access_token"])
    fresh = x.refresh(token["refresh_token"]).json["access_token"]
    assert is_good(x, fresh)
    assert x.control("expire")["expired"] == 2
    assert not is_good(x, fresh)


def test_another_login_ends_the_one_before(x):
    first, other = x.login("alice"), x.login("bob")
    x.login("alice")
    assert (
        not is_good(x, first["access_token"]) and x.refresh(first["refresh_token"]).json == DEAD
    )
    assert is_good(x, other["access_token"])
    x.set(one_grant_per_user=False)
    x.login("bob")
    assert is_good(x, other["access_token"])


def test_revocation(x):
    token = x.login()
    answer = x.token(
        {"token": token["access_token"], "client_id": x.client_id}, path="/2/oauth2/revoke"
    )
    assert (answer.status, answer.json) == (200, {"revoked": True})
    assert not is_good(x, token["access_token"])
    fresh = x.refresh(token["refresh_token"]).json
    x.token(
        {"token": fresh["refresh_token"], "client_id": x.client_id}, path="/2/oauth2/revoke"
    )
    assert (
        not is_good(x, fresh["access_token"]) and x.refresh(fresh["refresh_token"]).json == DEAD
    )
    assert (
        x.token({"token": "unknown", "client_id": x.client_id}, path="/2/oauth2/revoke").status
        == 200
    )


def test_control_can_narrow_and_change_what_is_granted(x):
    x.set(
        granted_scope="tweet.read users.read", token_response={"expires_in": "soon", "extra": 1}
    )
    token = x.login()
    assert token["scope"] == "tweet.read users.read" and "refresh_token" not in token
    assert token["expires_in"] == "soon" and token["extra"] == 1


def test_control_revokes_as_another_login_would(x):
    alice, bob = x.login("alice"), x.login("bob")
    assert x.control("revoke", {"user": "alice"})["revoked"] == 1
    assert not is_good(x, alice["access_token"]) and is_good(x, bob["access_token"])


def test_secrets_lists_what_must_not_leak(x):
    token = x.login()
    listed = x.secrets()
    assert (
        token["access_token"] in listed["access_tokens"]
        and token["refresh_token"] in listed["refresh_tokens"]
    )
    assert len(listed["codes"]) == 1 and listed["client_secrets"] == [x.confidential[1]]
