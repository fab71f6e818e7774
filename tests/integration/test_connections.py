"""Which connections are used: one for the posts of a script, and never one for two accounts."""

import pytest

from posting import behind, logged_in, post_script


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def connections(x) -> list[int]:
    return [r["connection"] for r in x.state()["requests"] if r["path"] == "/2/tweets"]


def test_the_posts_of_a_script_use_one_connection(x, alice, host):
    alice.run("\n".join(post_script(f"n {i}") for i in range(5)), host=host)
    assert len(connections(x)) == 5 and len(set(connections(x))) == 1


def test_the_posts_of_a_script_use_one_tls_connection(tls_x, tls_machine):
    tls_machine.login()
    tls_machine.run("\n".join(post_script(f"n {i}") for i in range(3)))
    assert len(connections(tls_x)) == 3 and len(set(connections(tls_x))) == 1


def test_two_accounts_never_share_a_connection(x, alice, host):
    alice.login('account = "bob",', user="bob")
    order = ["default", "bob", "bob", "default", "bob"]
    script = "\n".join(post_script(f"n {i}", account=a) for i, a in enumerate(order))
    alice.run(script, host=host)
    used = {"default": set(), "bob": set()}
    tokens = {"default": set(), "bob": set()}
    requests = [r for r in x.state()["requests"] if r["path"] == "/2/tweets"]
    for account, request in zip(order, requests):
        used[account].add(request["connection"])
        tokens[account].add(request["headers"]["authorization"])
    assert not used["default"] & used["bob"] and not tokens["default"] & tokens["bob"]
    assert [p["user_id"][-1] for p in x.state()["posts"]] == ["1", "2", "2", "1", "2"]


def test_posts_through_a_proxy_that_keeps_connections_use_one(x, machine):
    with behind(x, machine) as proxy:
        machine.run("\n".join(post_script(f"n {i}") for i in range(3)))
        assert proxy.state()["connections"] == 1
