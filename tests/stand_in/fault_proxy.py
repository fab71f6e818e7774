#!/usr/bin/python3
"""A TCP proxy that breaks connections: fault_proxy.py --upstream HOST:PORT [--ready FILE]

Faults are posted to $FAULT_PROXY_CONTROL/fault and used for the next connections, oldest first:

    connections     how many connections (1; 0 is for ever), after `skip` good ones (0)
    cut_request     after so many bytes from the client the connection ends
    cut_reply       after so many bytes to the client it ends
    end             how it ends: "close" (default), "reset", or "silence": open, but dead
    delay           seconds to wait at the position delay_request or delay_reply
    drip            "request" or "reply": one byte each drip_interval seconds (1)
    content_length  what the reply says instead; it ends with the real body
    raw             base64 of what is sent instead of the reply, and then `end`
    endless         "body", "chunks" or "headers" without end instead of the reply
    limit           of endless, in bytes (2 GiB)
    acted           with raw and endless: true passes the request on first (false)

    after           where cut_request and cut_reply count from: behind so many whole requests and
                    replies of the connection (0; plain HTTP)

A position is a number of bytes; in plain HTTP also "half-headers", "headers", "half-body",
"body", and for a reply "status-line" and "last-byte" (all but that one). TLS is passed on as it
is: there positions count its bytes.
"""

import argparse
import asyncio
import base64
import itertools
import re
import socket
import struct
from dataclasses import dataclass, fields
from pathlib import Path

import ready

CHUNK = 65536
# How long an upstream may go on with what it was sent, once the client is cut off.
GRACE = 1.0
POSITIONS = ("status-line", "half-headers", "headers", "half-body", "body", "last-byte")


@dataclass
class Fault:
    connections: int = 1
    skip: int = 0
    cut_request: int | str | None = None
    cut_reply: int | str | None = None
    end: str = "close"
    delay: float = 0
    delay_request: int | str | None = None
    delay_reply: int | str | None = None
    drip: str | None = None
    drip_interval: float = 1
    content_length: int | None = None
    raw: str | None = None
    endless: str | None = None
    limit: int = 2 << 30
    acted: bool = False
    after: int = 0

    def __post_init__(self):
        if self.end not in ("close", "reset", "silence"):
            raise ValueError("end is close, reset or silence")
        if self.endless not in (None, "body", "chunks", "headers"):
            raise ValueError("endless is body, chunks or headers")
        if self.drip not in (None, "request", "reply"):
            raise ValueError("drip is request or reply")
        for name in ("cut_request", "cut_reply", "delay_request", "delay_reply"):
            value = getattr(self, name)
            if isinstance(value, str) and value not in POSITIONS:
                raise ValueError(f"{name} is a number or one of {', '.join(POSITIONS)}")

    @property
    def replaces_reply(self) -> bool:
        return self.raw is not None or self.endless is not None


@dataclass
class Flow:
    """One direction of a connection, and what goes wrong in it."""

    name: str
    cut: int | str | None = None
    delay_at: int | str | None = None
    delay: float = 0
    interval: float | None = None
    content_length: int | None = None
    after: int = 0

    @property
    def needs_head(self) -> bool:
        return (
            self.content_length is not None
            or isinstance(self.cut, str)
            or isinstance(self.delay_at, str)
        )

    def read_head(self, head: bytes) -> bytes:
        """Turns named positions into numbers, and the Content-Length into the lie."""
        length = body_length(head)
        self.cut, self.delay_at = position(self.cut, head, length), position(
            self.delay_at, head, length
        )
        if self.content_length is None:
            return head
        lie = re.sub(
            rb"(?i)(\r\ncontent-length: *)\d+", rb"\g<1>%d" % self.content_length, head
        )
        self.cut = len(lie) + length
        return lie


def body_length(head: bytes) -> int:
    found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return int(found[1]) if found else 0


def position(value: int | str | None, head: bytes, length: int) -> int | None:
    if not isinstance(value, str):
        return value
    return {
        "status-line": head.find(b"\r\n") + 2,
        "half-headers": len(head) // 2,
        "headers": len(head),
        "half-body": len(head) + length // 2,
        "body": len(head) + length,
        "last-byte": len(head) + length - 1,
    }[value]


class Connection:
    """One accepted connection and its way to the upstream."""

    def __init__(
        self, upstream: tuple[str, int], fault: Fault | None, reader, writer, log: dict
    ):
        self.upstream, self.fault, self.log = upstream, fault or Fault(), log
        self.reader, self.writer = reader, writer

    async def run(self) -> None:
        fault = self.fault
        if fault.cut_request == 0:
            await self.finish("request cut")
        elif fault.replaces_reply and not fault.acted:
            await self.read_request()
            await self.replace_reply()
        else:
            await self.pass_on()

    async def pass_on(self) -> None:
        fault = self.fault
        up_reader, up_writer = await asyncio.open_connection(*self.upstream)
        request = Flow(
            "request",
            fault.cut_request,
            fault.delay_request,
            fault.delay,
            fault.drip_interval if fault.drip == "request" else None,
            after=fault.after,
        )
        reply = Flow(
            "reply",
            fault.cut_reply,
            fault.delay_reply,
            fault.delay,
            fault.drip_interval if fault.drip == "reply" else None,
            fault.content_length,
            fault.after,
        )
        try:
            if fault.replaces_reply:
                await self.act(up_reader, up_writer)
                await self.replace_reply()
                return
            sending = asyncio.create_task(self.pump(self.reader, up_writer, request))
            answering = asyncio.create_task(self.pump(up_reader, self.writer, reply))
            done, waiting = await asyncio.wait(
                {sending, answering}, return_when=asyncio.FIRST_COMPLETED
            )
            cut = next(
                (
                    flow
                    for task, flow in ((sending, request), (answering, reply))
                    if task in done and task.result()
                ),
                None,
            )
            if answering in waiting and not cut:
                up_writer.write_eof()
                await asyncio.wait({answering}, timeout=GRACE)
            await stop(waiting)
            if cut:
                await asyncio.gather(self.finish(f"{cut.name} cut"), drain(up_reader, GRACE))
        finally:
            up_writer.close()

    async def pump(self, source, sink, flow: Flow) -> bool:
        """Copies until the source ends (False) or the flow is cut (True)."""
        passed = 0
        for _ in range(flow.after):
            if not await self.pass_message(source, sink, flow):
                return False
        if flow.cut == 0:
            await source.read(CHUNK)
            return True
        while data := await (
            read_head(source) if flow.needs_head and not passed else source.read(CHUNK)
        ):
            if flow.needs_head and not passed:
                data = flow.read_head(data)
            for piece in pieces(data, passed, flow):
                if flow.delay_at == passed and flow.delay:
                    await asyncio.sleep(flow.delay)
                sink.write(piece)
                await sink.drain()
                passed += len(piece)
                self.log[flow.name + "_bytes"] += len(piece)
                if flow.cut is not None and passed >= flow.cut:
                    return True
                if flow.interval:
                    await asyncio.sleep(flow.interval)
        return False

    async def pass_message(self, source, sink, flow: Flow) -> bool:
        """Copies one request or reply; False where none comes."""
        head = await read_head(source)
        message = head + await source.readexactly(body_length(head))
        sink.write(message)
        await sink.drain()
        self.log[flow.name + "_bytes"] += len(message)
        return bool(head)

    async def act(self, up_reader, up_writer) -> None:
        up_writer.write(await self.read_request())
        await up_writer.drain()
        head = await read_head(up_reader)
        await up_reader.readexactly(body_length(head))

    async def read_request(self) -> bytes:
        head = await read_head(self.reader)
        request = head + await self.reader.readexactly(body_length(head))
        self.log["request_bytes"] = len(request)
        return request

    async def replace_reply(self) -> None:
        if self.fault.raw is not None:
            self.writer.write(base64.b64decode(self.fault.raw))
            await self.writer.drain()
        else:
            for piece in endless(self.fault.endless, self.fault.limit):
                self.writer.write(piece)
                await self.writer.drain()
                self.log["reply_bytes"] = self.log.get("reply_bytes", 0) + len(piece)
        await self.finish("reply replaced")

    async def finish(self, why: str) -> None:
        self.log["ended"] = f"{why}, {self.fault.end}"
        if self.fault.end == "silence":
            await drain(self.reader)
        elif self.fault.end == "reset":
            await asyncio.sleep(0.02)  # what was written before arrives before the reset
            linger = struct.pack("ii", 1, 0)
            self.writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, linger
            )
            self.writer.transport.abort()
        else:
            self.writer.close()


def pieces(data: bytes, passed: int, flow: Flow):
    """`data` divided where something is to happen, and without what lies behind the cut."""
    if flow.cut is not None:
        data = data[: max(flow.cut - passed, 0)]
    if flow.interval:
        yield from (data[i : i + 1] for i in range(len(data)))
        return
    middle = (flow.delay_at or 0) - passed
    if 0 < middle < len(data):
        yield data[:middle]
        data = data[middle:]
    yield data


async def stop(tasks) -> None:
    """Cancelled and over, so that another may read from the same stream."""
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


async def read_head(reader) -> bytes:
    """Up to and with the empty line; what there is where none comes."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        return error.partial


async def drain(reader, seconds: float | None = None) -> None:
    """Reads and forgets until the other side closes."""

    async def forget():
        while await reader.read(CHUNK):
            pass

    try:
        await asyncio.wait_for(forget(), seconds)
    except (asyncio.TimeoutError, ConnectionError):
        pass


def endless(kind: str, limit: int):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    filler = {
        "body": b" " * CHUNK,
        "chunks": b"10000\r\n" + b" " * CHUNK + b"\r\n",
        "headers": b"".join(b"X-Filler-%d: %s\r\n" % (i, b"a" * 50) for i in range(1000)),
    }[kind]
    yield {
        "body": head + b"\r\n",
        "chunks": head + b"Transfer-Encoding: chunked\r\n\r\n",
        "headers": head,
    }[kind]
    yield from itertools.repeat(filler, limit // len(filler))


class FaultProxy:
    def __init__(self, upstream: tuple[str, int]):
        self.upstream = upstream
        self.reset({})

    def reset(self, _: dict) -> None:
        self.faults: list[Fault] = []
        self.log: list[dict] = []

    def add(self, values: dict) -> None:
        unknown = set(values) - {f.name for f in fields(Fault)}
        if unknown:
            raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
        self.faults.append(Fault(**values))

    def state(self) -> dict:
        return {
            "connections": len(self.log),
            "faults_waiting": len(self.faults),
            "request_bytes": sum(c["request_bytes"] for c in self.log),
            "reply_bytes": sum(c["reply_bytes"] for c in self.log),
            "log": self.log,
        }

    async def accept(self, reader, writer) -> None:
        log = {"request_bytes": 0, "reply_bytes": 0, "fault": False, "ended": None}
        self.log.append(log)
        fault = self._next()
        log["fault"] = fault is not None
        try:
            await Connection(self.upstream, fault, reader, writer, log).run()
        except (OSError, asyncio.IncompleteReadError) as error:
            log["ended"] = log["ended"] or type(error).__name__
        finally:
            writer.close()

    def _next(self) -> Fault | None:
        if not self.faults:
            return None
        fault = self.faults[0]
        if fault.skip:
            fault.skip -= 1
            return None
        if fault.connections == 1:
            self.faults.pop(0)
        elif fault.connections:
            fault.connections -= 1
        return fault


async def serve(upstream: str, port: int, ready_file: Path | None) -> None:
    host, _, upstream_port = upstream.rpartition(":")
    proxy = FaultProxy((host, int(upstream_port)))
    server = await asyncio.start_server(proxy.accept, "127.0.0.1", port, backlog=1024)
    runner, control = await ready.start_control(proxy.state, fault=proxy.add, reset=proxy.reset)
    address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    ready.tell(
        ready_file,
        {
            "FAULT_PROXY_ADDRESS": address,
            "FAULT_PROXY_URL": f"http://{address}",
            "FAULT_PROXY_CONTROL": control,
        },
    )
    await ready.until_signal()
    server.close()
    await runner.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A TCP proxy that breaks connections.")
    parser.add_argument("--upstream", required=True, metavar="HOST:PORT")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ready", type=Path, metavar="FILE")
    args = parser.parse_args()
    asyncio.run(serve(args.upstream, args.port, args.ready))
