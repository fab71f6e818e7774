"""What the stand-in and its proxies share: telling that they listen, a control port, and ending
on a signal.
"""

import asyncio
import json
import os
import signal
from pathlib import Path

from aiohttp import web


def tell(path: Path | None, lines: dict[str, str]) -> None:
    """Lines a shell can source. Renamed into place, so that whoever waits for the file never
    reads half of it.
    """
    text = "".join(f"{name}={value}\n" for name, value in lines.items())
    if path is None:
        print(text, end="", flush=True)
        return
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text)
    os.replace(fresh, path)


async def until_signal() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


async def start_control(state, **posts) -> tuple[web.AppRunner, str]:
    """GET /state gives `state()`, POST /NAME calls NAME with the JSON that came; on a free
    loopback port.
    """

    async def show(_: web.Request) -> web.Response:
        return web.json_response(state())

    def posted(act):
        async def handle(request: web.Request) -> web.Response:
            try:
                act(json.loads(await request.text() or "{}"))
            except (ValueError, TypeError, KeyError) as error:
                return web.json_response({"ok": False, "error": str(error)}, status=400)
            return web.json_response({"ok": True})

        return handle

    app = web.Application()
    app.add_routes(
        [
            web.get("/state", show),
            *(web.post(f"/{name}", posted(act)) for name, act in posts.items()),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"
