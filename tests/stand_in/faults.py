"""Answers that are ordered beforehand: each fault is used for the next matching requests
instead of the truth.
"""

import asyncio
import base64
import json
import socket
import struct

from aiohttp import web

MEMBERS = {
    "path",
    "method",
    "skip",
    "times",
    "act",
    "status",
    "headers",
    "body",
    "delay",
    "hold",
    "close",
    "reset",
    "silence",
    "raw",
    "last",
}


class Faults:
    def __init__(self):
        self.in_progress = 0  # requests
        self.released = asyncio.Event()
        self.clear()

    def clear(self) -> None:
        self.queue: list[dict] = []
        self.used = 0
        self.release()

    def release(self) -> None:
        """Lets go on what is held."""
        self.released.set()
        self.released = asyncio.Event()

    def add(self, fault: dict) -> None:
        unknown = set(fault) - MEMBERS
        if unknown:
            raise ValueError(
                f"a fault has no {', '.join(sorted(unknown))}; "
                f"known: {', '.join(sorted(MEMBERS))}"
            )
        if fault.get("act", "before") not in ("before", "after"):
            raise ValueError('act is "before" or "after"')
        self.queue.append({"times": 1, "skip": 0, **fault})

    @web.middleware
    async def middleware(self, request: web.Request, handler):
        if request.path.startswith("/_control"):
            return await handler(request)
        self.in_progress += 1
        try:
            return await self._act(request, handler)
        finally:
            self.in_progress -= 1

    async def _act(self, request: web.Request, handler) -> web.StreamResponse:
        fault = self._next(request)
        if fault is None:
            return await handler(request)
        self.used += 1
        after = fault.get("act") == "after"
        if not after:
            await self._wait(fault)
        truth = await handler(request) if after or not answers(fault) else None
        if after:
            await self._wait(fault)
        if truth is not None and fault.get("last"):
            truth.force_close()
        return await answer(request, fault, truth)

    async def _wait(self, fault: dict) -> None:
        if fault.get("hold"):
            await self.released.wait()
        await asyncio.sleep(fault.get("delay", 0))

    def _next(self, request: web.Request) -> dict | None:
        """The oldest fault that fits; `skip` lets so many fitting requests pass, `times` 0 is
        for ever.
        """
        for fault in self.queue:
            if fault.get("method", request.method) != request.method or not fits(
                fault, request.path
            ):
                continue
            if fault["skip"] > 0:
                fault["skip"] -= 1
                return None
            if fault["times"] == 1:
                self.queue.remove(fault)
            elif fault["times"]:
                fault["times"] -= 1
            return fault
        return None


def fits(fault: dict, path: str) -> bool:
    wanted = fault.get("path", "*")
    return path.startswith(wanted[:-1]) if wanted.endswith("*") else path == wanted


def answers(fault: dict) -> bool:
    """False for a fault that only delays or holds, or ends the connection: the truth is told then."""
    return bool({"status", "headers", "body", "close", "reset", "silence", "raw"} & set(fault))


async def answer(request: web.Request, fault: dict, truth) -> web.StreamResponse:
    if fault.get("close") or fault.get("reset") or fault.get("silence") or "raw" in fault:
        return await break_off(request, fault)
    if not answers(fault):
        return truth
    body = fault.get("body", "")
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    headers = {name: str(value) for name, value in fault.get("headers", {}).items()}
    if not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = "text/plain" if isinstance(body, str) else "application/json"
    return web.Response(
        status=fault.get("status", 200 if truth is None else truth.status),
        body=text.encode(),
        headers=headers,
    )


async def break_off(request: web.Request, fault: dict) -> web.Response:
    """Ends the connection below HTTP. What is returned goes nowhere; it only tells the log what
    happened.
    """
    transport = request.transport
    request["fault"] = next(
        (name for name in ("close", "reset", "silence") if fault.get(name)), "raw"
    )
    if transport and "raw" in fault:
        transport.write(base64.b64decode(fault["raw"]))
    if fault.get("silence"):
        while request.transport and not request.transport.is_closing():
            await asyncio.sleep(0.05)
    elif transport and fault.get("reset"):
        transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
        transport.abort()
    elif transport:
        transport.close()
    response = web.Response(status=500)
    response.force_close()
    return response
