"""Keeps every request as it came in, so that a test can look at what a client really sent."""

import time
from weakref import WeakKeyDictionary

from aiohttp import ClientPayloadError, web

# How much of a body is kept: all of what a test reads, but not every piece of a video.
LONGEST_BODY = 1 << 20
LONGEST_MEDIA = 1 << 10


class Recorder:
    def __init__(self):
        self.clear()
        self._connections: WeakKeyDictionary = WeakKeyDictionary()
        self._last_connection = 0

    def clear(self) -> None:
        self.requests: list[dict] = []
        self.opened = 0

    @web.middleware
    async def middleware(self, request: web.Request, handler):
        """The outermost middleware; control requests are not part of what is recorded."""
        if request.path.startswith("/_control"):
            return await handler(request)
        entry = self._entry(request)
        self.requests.append(entry)
        try:
            body = await request.read()
        except (ConnectionError, ClientPayloadError, web.RequestPayloadError):
            entry["status"] = "incomplete"
            return web.Response(status=400)  # to nobody: the client is gone
        except web.HTTPRequestEntityTooLarge as error:
            entry["status"] = error.status
            return web.Response(status=error.status)
        entry["body_bytes"] = len(body)
        kept = LONGEST_MEDIA if request.path.startswith("/2/media") else LONGEST_BODY
        entry["body"] = body[:kept].decode("utf-8", "backslashreplace")
        response = await handler(request)
        entry["status"] = request.get("fault") or response.status
        return response

    def _entry(self, request: web.Request) -> dict:
        headers: dict[str, str] = {}
        for name, value in request.headers.items():
            name = name.lower()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        peer = request.transport.get_extra_info("peername") if request.transport else None
        return {
            "time": time.time(),
            "method": request.method,
            "path": request.path,
            "query": request.query_string,
            "version": f"{request.version.major}.{request.version.minor}",
            "headers": headers,
            "body": None,
            "body_bytes": 0,
            "status": None,
            "connection": self._connection(request),
            "peer_port": peer[1] if peer else None,
        }

    def _connection(self, request: web.Request) -> int:
        if request.transport is None:
            return 0
        known = self._connections.get(request.transport)
        if known is None:
            self._last_connection += 1
            self.opened += 1
            known = self._connections[request.transport] = self._last_connection
        return known
