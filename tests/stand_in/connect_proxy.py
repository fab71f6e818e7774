#!/usr/bin/python3
"""A proxy for $https_proxy: connect_proxy.py [--upstream HOST:PORT] --port 0 --ready FILE

With --upstream every tunnel ends there, whatever name was asked for: "api.x.com:443" is the
stand-in. Without it only loopback addresses are connected. $CONNECT_PROXY_CONTROL/set takes
{"answer": ...}:

    200        a tunnel (default)           "garbage"   200, and then noise instead of a tunnel
    any other  that status, then the end    "close"     no answer
                                            "silence"   no answer, and no end

after so many tunnels as "skip" says (0), and $CONNECT_PROXY_CONTROL/state gives every request it saw, with its headers.
"""

import argparse
import asyncio
from pathlib import Path

import ready

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WORDS = ("garbage", "close", "silence")


class ConnectProxy:
    def __init__(self, upstream: tuple[str, int] | None):
        self.upstream = upstream
        self.reset({})

    def reset(self, _: dict) -> None:
        self.answer: int | str = 200
        self.skip = 0
        self.requests: list[dict] = []

    def set(self, values: dict) -> None:
        if not isinstance(values["answer"], int) and values["answer"] not in WORDS:
            raise ValueError(f"answer is a status or one of {', '.join(WORDS)}")
        self.answer, self.skip = values["answer"], int(values.get("skip", 0))

    def state(self) -> dict:
        return {"answer": self.answer, "requests": self.requests}

    async def accept(self, reader, writer) -> None:
        try:
            line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {
                n.lower(): v.strip() for n, _, v in (h.partition(":") for h in lines if h)
            }
            self.requests.append({"line": line, "headers": headers})
            await self._respond(line, reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _respond(self, line: str, reader, writer) -> None:
        method, _, target = line.rpartition(" ")[0].partition(" ")
        answer = self.answer
        if self.skip:
            self.skip, answer = self.skip - 1, 200
        host, _, port = target.rpartition(":")
        if answer == 200 and method != "CONNECT":
            answer = 405
        elif answer == 200 and not self.upstream and host.strip("[]") not in LOOPBACK:
            answer = 403
        if answer == 200:
            goal = self.upstream or (host.strip("[]"), int(port))
            await tunnel(goal, reader, writer)
        elif answer == "silence":
            await copy(reader, None)
        elif answer == "garbage":
            writer.write(
                b"HTTP/1.1 200 Connection established\r\n\r\n" + bytes(range(256)) * 16
            )
            writer.write_eof()
            await copy(
                reader, None
            )  # closing with bytes unread would reset, and the noise be lost
        elif answer != "close":
            challenge = 'Proxy-Authenticate: Basic realm="proxy"\r\n' if answer == 407 else ""
            writer.write(
                f"HTTP/1.1 {answer} Refused\r\n{challenge}"
                "Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
            )
            await writer.drain()


async def tunnel(goal: tuple[str, int], reader, writer) -> None:
    up_reader, up_writer = await asyncio.open_connection(*goal)
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    try:
        both = [
            asyncio.create_task(copy(reader, up_writer)),
            asyncio.create_task(copy(up_reader, writer)),
        ]
        _, waiting = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
    finally:
        up_writer.close()


async def copy(source, sink) -> None:
    try:
        while data := await source.read(65536):
            if sink:
                sink.write(data)
                await sink.drain()
    except ConnectionError:
        pass


async def serve(upstream: str | None, port: int, ready_file: Path | None) -> None:
    host, _, upstream_port = (upstream or "").rpartition(":")
    proxy = ConnectProxy((host, int(upstream_port)) if upstream else None)
    server = await asyncio.start_server(proxy.accept, "127.0.0.1", port)
    runner, control = await ready.start_control(proxy.state, set=proxy.set, reset=proxy.reset)
    address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    ready.tell(
        ready_file, {"CONNECT_PROXY_URL": f"http://{address}", "CONNECT_PROXY_CONTROL": control}
    )
    await ready.until_signal()
    server.close()
    await runner.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="An HTTP CONNECT proxy that only reaches loopback."
    )
    parser.add_argument("--upstream", metavar="HOST:PORT")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ready", type=Path, metavar="FILE")
    args = parser.parse_args()
    asyncio.run(serve(args.upstream, args.port, args.ready))
