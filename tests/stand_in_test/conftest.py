import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent))

from stand_in.client import ConnectProxy, FaultProxy, StandIn  # noqa: E402


@pytest.fixture(scope="session")
def server():
    with StandIn("--any-loopback-redirect") as stand_in:
        yield stand_in


@pytest.fixture
def x(server):
    """One server for all tests, emptied before each."""
    server.reset()
    return server


@pytest.fixture(scope="session")
def proxy_server(server):
    with FaultProxy("--upstream", server.url.removeprefix("http://")) as fault_proxy:
        yield fault_proxy


@pytest.fixture
def proxy(proxy_server, x):
    proxy_server.reset()
    return proxy_server


@pytest.fixture
def connect_proxy(x):
    with ConnectProxy("--upstream", x.url.removeprefix("http://")) as server:
        yield server


@pytest.fixture
def alice(x):
    """Her access token."""
    return x.login("alice")["access_token"]
