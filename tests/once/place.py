"""Where runs happen: a stand-in for X, a door before it that can be broken in many ways, and a
machine of a user behind that door.  All servers are in this process, on one event loop, so that
many places cost little.
"""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

from aiohttp import web

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
sys.path[1:1] = [str(TESTS), str(TESTS / "integration")]
sys.path.append(str(TESTS / "stand_in"))

import conftest  # noqa: E402
import connect_proxy  # noqa: E402
import fault_proxy  # noqa: E402
from stand_in import client, registry, server, tls  # noqa: E402
from stand_in.state import State  # noqa: E402

NAME = "once.invalid"  # a name that only preload.c knows
BAD_CERTIFICATES = ("expired", "wrong_name", "self_signed", "unknown_ca")
# What a server says that ends a handshake: handshake_failure.
ALERT = bytes((0x15, 3, 3, 0, 2, 2, 40))


class Loop:
    """An event loop in a thread of its own."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        # Connections that end in every way are what happens here.
        self.loop.set_exception_handler(lambda loop, context: None)
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    def call(self, function, *arguments):
        async def called():
            return function(*arguments)

        return self.run(called())


class X(client.StandIn):
    """A stand-in in this process, by HTTP and by HTTPS."""

    def __init__(self, loop: Loop, certificates: Path):
        super().__init__(directory=str(certificates))
        self.loop, self.certificates = loop, certificates
        self.watch = lambda body: None  # told of each create when it arrives
        self.unanswered = 0
        self.plain_port = self.tls_port = 0

    def start(self):
        self.loop.run(self._start())
        return self

    async def _start(self) -> None:
        state = State(
            registry.users(), registry.clients(), True, {"token_lifetime": 7200}, None
        )
        self.it = server.StandIn(state)
        application = self.it.application()
        application.middlewares.insert(1, self._middleware)
        self.runner = web.AppRunner(application, access_log=None)
        await self.runner.setup()
        self.plain_port = await self._listen(None)
        self.tls_port = await self._listen(tls.server_context(self.certificates))
        base = f"http://127.0.0.1:{self.plain_port}"
        self.env = {
            "XPOST_AUTHORIZE_URL": base + "/i/oauth2/authorize",
            "XPOST_TOKEN_URL": base + "/2/oauth2/token",
            "XPOST_REVOKE_URL": base + "/2/oauth2/revoke",
            "XPOST_API_URL": base,
            "XPOST_CLIENT_ID": registry.PUBLIC_CLIENT_ID,
            "STAND_IN_CONTROL": base + "/_control",
        }

    async def _listen(self, context) -> int:
        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        await web.SockSite(self.runner, listener, ssl_context=context).start()
        return listener.getsockname()[1]

    @web.middleware
    async def _middleware(self, request: web.Request, handler):
        if request.path.startswith("/_control"):
            return await handler(request)
        self.unanswered += 1
        try:
            if (request.method, request.path) == ("POST", "/2/tweets"):
                self.watch(json.loads(await request.read()))
            return await handler(request)
        finally:
            self.unanswered -= 1

    def stop(self) -> None:
        self.loop.run(self.runner.cleanup())

    @property
    def requests(self) -> list[dict]:
        """Those that arrived, whole or not."""
        return list(self.it.recorder.requests)

    def made(self, text: str) -> int:
        """How often it was created."""
        return self.it.posts.creates_by_text.get(text, 0)

    def received(self, text: str) -> list[dict]:
        return [post for post in list(self.it.posts.received) if post["text"] == text]


class Door(fault_proxy.FaultProxy):
    """The address at which a machine finds X.  Behind its first connections that may lead to
    something else, or nothing listens any more.
    """

    def __init__(self, loop: Loop):
        super().__init__(("127.0.0.1", 1))
        self.loop = loop
        self.active, self.server = 0, None
        # It keeps the port while nothing listens.
        self.place = reusable()
        self.place.bind(("127.0.0.1", 0))
        self.port = self.place.getsockname()[1]

    def reset(self, values: dict) -> None:
        super().reset(values)
        self.count = 0
        self.good_for: int | None = None  # connections
        self.bad: tuple[str, int] | None = None

    def begin(self, port: int) -> None:
        """As at the start, with what is behind that port."""
        self.reset({})
        self.upstream = ("127.0.0.1", port)
        self.open()

    def break_after(self, connections: int, bad: tuple[str, int] | None) -> None:
        self.good_for, self.bad = connections, bad
        if connections == 0:
            self._turn()

    def _turn(self) -> None:
        if self.bad:
            self.upstream = self.bad
        else:
            self.close()

    def open(self) -> None:
        if not self.server:
            self.server = self.loop.run(self._listen())

    async def _listen(self):
        listener = reusable()
        listener.bind(("127.0.0.1", self.port))
        return await asyncio.start_server(self.accept, sock=listener, backlog=64)

    def close(self) -> None:
        """Nobody gets in from now on, not even who would be thrown out at once."""
        server, self.server = self.server, None
        if server and threading.current_thread() is self.loop.thread:
            server.close()
        elif server:
            self.loop.call(server.close)

    async def accept(self, reader, writer) -> None:
        self.active += 1
        self.count += 1
        accepted = super().accept(reader, writer)
        task = asyncio.ensure_future(accepted)
        if self.good_for is not None and self.count == self.good_for:
            await asyncio.sleep(0)  # this one goes to X still
            self._turn()
        try:
            await task
        finally:
            self.active -= 1

    def end(self) -> None:
        self.close()
        self.place.close()


def reusable() -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made


class Tunnel(connect_proxy.ConnectProxy):
    """A proxy for $https_proxy."""

    def begin(self, port: int) -> None:
        self.reset({})
        self.upstream = ("127.0.0.1", port)

    async def listen(self) -> None:
        self.server = await asyncio.start_server(self.accept, "127.0.0.1", 0)
        port = self.server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"


class World:
    """What all places share."""

    def __init__(self, folder: Path, at_once: int):
        self.folder, self.loop = folder, Loop()
        self.certificates = folder / "certificates"
        names, start, end = tls.KINDS["good"]
        tls.KINDS["good"] = (f"{names},DNS:{NAME}", start, end)
        self.preload = make_preload(folder)
        self.bad: dict[str, tuple[str, int]] = {}
        self.leaked: list[bytes] = []  # what servers were told that are not to be trusted
        self.loop.run(self._start_bad_servers())
        self.template: tuple[str, str, str, str] | None = None
        # Runs that wait for nothing use a processor; more of them would only be in the way.
        self.working = threading.Semaphore(max(2, (os.cpu_count() or 2) * 2))
        self.places = [Place(self, number) for number in range(at_once)]

    async def _start_bad_servers(self) -> None:
        for kind in BAD_CERTIFICATES:
            context = tls.server_context(self.certificates, kind)
            await self._start_bad_server(kind, self._listen_to, context)
        await self._start_bad_server("alert", alert, None)

    async def _start_bad_server(self, name: str, accept, context) -> None:
        made = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=context)
        self.bad[name] = made.sockets[0].getsockname()

    async def _listen_to(self, reader, writer) -> None:
        if data := await reader.read(65536):
            self.leaked.append(data)
        writer.close()

    def end(self) -> None:
        for place in self.places:
            place.end()


async def alert(reader, writer) -> None:
    await reader.read(65536)
    writer.write(ALERT)
    await writer.drain()
    writer.close()


def make_preload(folder: Path) -> Path:
    """Builds preload.c."""
    library = folder / "preload.so"
    compiler = os.environ.get("CC", "cc").split()
    options = ["-O1", "-shared", "-fPIC", "-ftls-model=initial-exec", "-o", str(library)]
    subprocess.run([*compiler, *options, str(HERE / "preload.c"), "-ldl"], check=True)
    return library


class Place:
    """For one run after the other."""

    def __init__(self, world: World, number: int):
        self.world, self.count = world, 0
        self.folder = world.folder / f"place-{number}"
        self.folder.mkdir()
        self.x = X(world.loop, world.certificates).start()
        self.door = Door(world.loop)
        self.tunnel = Tunnel(None)
        world.loop.run(self.tunnel.listen())

    def machine(self, way: str) -> conftest.Machine:
        """A new machine that is logged in; X is as at its start.  Its way there is "plain",
        "tls", or "name": by TLS to a name.
        """
        self.x.reset()
        self.open_door(way)
        self.count += 1
        folder = self.folder / f"machine-{self.count}"
        folder.mkdir(mode=0o700)
        machine = conftest.Machine(folder, self.x)
        url = {
            "plain": f"http://127.0.0.1:{self.door.port}",
            "tls": f"https://127.0.0.1:{self.door.port}",
            "name": f"https://{NAME}:{self.door.port}",
        }[way]
        for name, value in machine.env.items():
            machine.env[name] = value.replace(self.x.url, url)
        if way != "plain":
            machine.env["XPOST_CA_FILE"] = str(self.world.certificates / "ca.pem")
        self._log_in(machine, url)
        return machine

    def open_door(self, way: str) -> None:
        self.door.begin(self.x.plain_port if way == "plain" else self.x.tls_port)
        self.tunnel.begin(self.door.port)

    def _log_in(self, machine: conftest.Machine, url: str) -> None:
        """What a login leaves, with tokens of now."""
        text, old_url, *old = self.world.template
        tokens = self.x.login()
        text = text.replace(old_url, url)
        for before, now in zip(old, (tokens["access_token"], tokens["refresh_token"])):
            assert before in text
            text = text.replace(before, now)
        machine.state.mkdir(mode=0o700)
        machine.accounts_file.touch(mode=0o600)
        machine.accounts_file.write_text(text)

    def make_template(self) -> None:
        """Logs in once, with the stand-in's browser."""
        folder = self.folder / "template"
        folder.mkdir(mode=0o700)
        machine = conftest.Machine(folder, self.x)
        machine.login()
        secrets = self.x.secrets()
        tokens = secrets["access_tokens"][-1], secrets["refresh_tokens"][-1]
        self.world.template = (machine.accounts_file.read_text(), self.x.url, *tokens)

    def is_quiet(self) -> bool:
        return self.door.active == 0 and self.x.unanswered == 0

    def throw_away(self, machine: conftest.Machine) -> None:
        machine.end()
        shutil.rmtree(machine.folder, ignore_errors=True)

    def end(self) -> None:
        self.door.end()
        self.x.stop()
