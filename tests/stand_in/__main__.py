"""Starts the stand-in for X: python3 tests/stand_in --port 0 --ready FILE"""

import argparse
import asyncio
import contextlib
import shlex
import socket
import sys
from pathlib import Path

# Run as a directory there is no package, and this directory would come first in the search
# path.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from aiohttp import web  # noqa: E402

from stand_in import ready, registry, tls  # noqa: E402
from stand_in.server import StandIn  # noqa: E402
from stand_in.state import State, UnreadableState  # noqa: E402


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="stand_in", description="A stand-in for X on a loopback port."
    )
    parser.add_argument(
        "--host", default="127.0.0.1", choices=["127.0.0.1", "::1", "localhost"]
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument(
        "--tls", type=Path, metavar="DIR", help="serve https, with certificates made in DIR"
    )
    parser.add_argument(
        "--certificate", default="good", choices=tls.KINDS, help="with --tls: which certificate"
    )
    parser.add_argument(
        "--tls-version",
        choices=["1.1", "1.2", "1.3"],
        help="with --tls: speak only this version",
    )
    parser.add_argument(
        "--ready",
        type=Path,
        metavar="FILE",
        help="where the settings are written when listening",
    )
    parser.add_argument(
        "--state", type=Path, metavar="FILE", help="keep users, tokens and posts in FILE"
    )
    parser.add_argument("--token-lifetime", type=float, default=7200, metavar="SECONDS")
    parser.add_argument(
        "--any-loopback-redirect",
        action="store_true",
        help="every http redirect URI on a loopback host counts as registered",
    )
    parser.add_argument(
        "--client",
        action="append",
        default=[],
        metavar="ID[:SECRET]",
        help="register one more app",
    )
    parser.add_argument(
        "--redirect-uri",
        action="append",
        default=[],
        metavar="URI",
        help="register one more callback for every app",
    )
    return parser.parse_args()


def ready_lines(args: argparse.Namespace, port: int) -> dict[str, str]:
    host = f"[{args.host}]" if ":" in args.host else args.host
    base = f"{'https' if args.tls else 'http'}://{host}:{port}"
    lines = {
        "XPOST_AUTHORIZE_URL": base + "/i/oauth2/authorize",
        "XPOST_TOKEN_URL": base + "/2/oauth2/token",
        "XPOST_REVOKE_URL": base + "/2/oauth2/revoke",
        "XPOST_API_URL": base,
        "XPOST_CLIENT_ID": registry.PUBLIC_CLIENT_ID,
        "STAND_IN_CONTROL": base + "/_control",
        "STAND_IN_CONFIDENTIAL_CLIENT_ID": registry.CONFIDENTIAL_CLIENT_ID,
        "STAND_IN_CONFIDENTIAL_CLIENT_SECRET": registry.CONFIDENTIAL_CLIENT_SECRET,
    }
    if args.tls:
        lines["XPOST_CA_FILE"] = shlex.quote(str((args.tls / "ca.pem").resolve()))
    return lines


async def serve(args: argparse.Namespace) -> None:
    state = State(
        registry.users(),
        registry.clients(args.client, args.redirect_uri),
        args.any_loopback_redirect,
        {"token_lifetime": args.token_lifetime},
        args.state,
    )
    runner = web.AppRunner(StandIn(state).application(), access_log=None)
    await runner.setup()
    family = socket.AF_INET6 if ":" in args.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((args.host, args.port))
        context = (
            tls.server_context(args.tls, args.certificate, args.tls_version)
            if args.tls
            else None
        )
        await web.SockSite(runner, listener, ssl_context=context, backlog=1024).start()
        ready.tell(args.ready, ready_lines(args, listener.getsockname()[1]))
        await ready.until_signal()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(runner.cleanup(), 1)


def main() -> None:
    args = arguments()
    try:
        asyncio.run(serve(args))
    except OSError as error:
        sys.exit(f"stand_in: {error}")
    except UnreadableState as error:
        sys.exit(f"stand_in: {error}; remove it to start afresh")


if __name__ == "__main__":
    main()
