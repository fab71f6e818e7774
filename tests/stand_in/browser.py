#!/usr/bin/python3
"""A browser for tests: browser.py URL signs in, presses a button and follows the redirect.

    STAND_IN_USER            who signs in (alice)
    STAND_IN_BROWSER         "deny" presses Cancel
    STAND_IN_CA              the CA file for https; without it certificates are not checked
                             (only loopback is ever reached)
    STAND_IN_BROWSER_OUTPUT  a file for what happened, as JSON; without it, standard output
"""

import http.client
import json
import os
import socket
import ssl
import sys
from urllib.parse import urlencode, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def tls_context() -> ssl.SSLContext:
    ca_file = os.environ.get("STAND_IN_CA")
    if ca_file:
        return ssl.create_default_context(cafile=ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def fetch(
    url: str, method: str = "GET", form: dict | None = None, timeout: float = 20
) -> tuple[int, dict, str]:
    """Status, headers and body; redirects are not followed, and nothing but loopback is
    reached.
    """
    parts = urlsplit(url)
    if parts.hostname not in LOOPBACK:
        raise ValueError(f"{url} is not on a loopback host")
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=timeout, context=tls_context()
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    headers = {"Accept": "text/html", "User-Agent": "stand-in-browser"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(
            method, target, urlencode(form) if form is not None else None, headers
        )
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body
    finally:
        connection.close()


def approve(url: str, user: str = "alice", decision: str = "authorize") -> str:
    """The redirect URL, which nobody has opened yet: a test may paste it, change it, or call
    it.
    """
    status, _, body = fetch(url)
    if status != 200:
        raise RuntimeError(f"the authorization server answered {status}: {body}")
    status, headers, body = fetch(url, "POST", {"user": user, "decision": decision})
    if status != 302:
        raise RuntimeError(f"the authorization server answered {status}: {body}")
    return headers["location"]


def visit(url: str) -> dict:
    """The whole way of a user, and what the user sees at its end."""
    seen = {
        "authorize_url": url,
        "redirect_url": None,
        "status": None,
        "headers": {},
        "body": None,
        "error": None,
    }
    try:
        seen["redirect_url"] = approve(
            url,
            os.environ.get("STAND_IN_USER", "alice"),
            "cancel" if os.environ.get("STAND_IN_BROWSER") == "deny" else "authorize",
        )
        seen["status"], seen["headers"], seen["body"] = fetch(seen["redirect_url"])
    except (
        OSError,
        ValueError,
        RuntimeError,
        http.client.HTTPException,
        socket.timeout,
    ) as error:
        seen["error"] = f"{type(error).__name__}: {error}"
    return seen


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    seen = visit(sys.argv[1])
    told = json.dumps(seen, ensure_ascii=False, indent=1) + "\n"
    output = os.environ.get("STAND_IN_BROWSER_OUTPUT")
    if output:
        with open(output + ".new", "w", encoding="utf-8") as file:
            file.write(told)
        os.replace(output + ".new", output)
    else:
        print(told, end="")
    return 1 if seen["error"] else 0


if __name__ == "__main__":
    sys.exit(main())
