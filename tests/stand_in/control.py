#!/usr/bin/python3
"""Talks to the control interface at $STAND_IN_CONTROL or --url URL, and prints what it says.

    control.py state                          everything; also: counts, secrets
    control.py state creates posts            only these members
    control.py set token_lifetime=5 rotate=false
    control.py fault '{"path": "/2/tweets", "act": "after", "status": 503}'
    control.py revoke user=alice              any other name is sent as it is
    control.py reset | expire
"""

import json
import os
import ssl
import sys
import urllib.error
import urllib.request

READS = ("state", "counts", "secrets")


def call(base: str, name: str, values=None) -> tuple[int, dict]:
    """One control request; the control interface is on loopback, so its certificate is not
    checked.
    """
    data = None if name in READS else json.dumps({} if values is None else values).encode()
    request = urllib.request.Request(
        f"{base}/{name}", data, {"Content-Type": "application/json"}
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        text = error.read().decode("utf-8", "replace")
        return error.code, json.loads(text) if text.startswith("{") else {
            "ok": False,
            "error": text,
        }


def value_of(text: str):
    """JSON where it is JSON, else the words themselves."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def values_of(words: list[str]):
    if len(words) == 1 and words[0][:1] in "{[":
        return json.loads(words[0])
    pairs = (word.partition("=") for word in words)
    return {name: value_of(value) for name, _, value in pairs}


def main() -> int:
    words = sys.argv[1:]
    base = os.environ.get("STAND_IN_CONTROL")
    if words[:1] == ["--url"]:
        base, words = words[1], words[2:]
    if not words or not base:
        print(__doc__, file=sys.stderr)
        return 2
    name, rest = words[0], words[1:]
    status, answer = call(base.rstrip("/"), name, None if name in READS else values_of(rest))
    if name in READS and rest:
        answer = {member: answer[member] for member in rest}
    print(json.dumps(answer, ensure_ascii=False, indent=1))
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
