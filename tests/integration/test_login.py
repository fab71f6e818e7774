"""Logging in with a browser: steps 1 to 6."""


def test_login_of_a_public_client_in_each_lua(x, machine, host):
    me = machine.login(host=host)
    assert me["account"] == "default"
    assert me["username"] == "alice"
    assert me["client"] == "public"
