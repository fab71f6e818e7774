#!/usr/bin/python3
"""What xpost costs, beside what people would use instead: `make bench` comes here.

    run.py [PART...]    all of them if none is named

The table goes to BUILD/bench.md too.  What is measured, and how, is in README.md.  A goal that is
missed is told, and is no error; what cannot be measured is.
"""

import sys
import time

import counts
import editing
import growth
import machine
import memory
import posts
import uploads
from race import Broken
from report import Report
from server import Server
from setting import Setting

PARTS = {
    "post": posts.measure_post,
    "thread": posts.measure_thread,
    "count": counts.measure_count,
    "editor": editing.measure_editor,
    "memory": memory.measure_memory,
    "growth": growth.measure_growth,
    "upload": uploads.measure_upload,
}
# What needs no server.
ALONE = ("count", "editor")


def about(setting: Setting) -> list[str]:
    """The machine, and what is on it."""
    libraries = machine.said(
        setting.lua, "-e", f"package.path='{setting.tree}/lua/?.lua;{setting.tree}/lua/?/init.lua'"
        "; for k, v in pairs(require 'xpost'.version) do print(k .. ' ' .. tostring(v)) end"
    )  # fmt: skip
    peers = [f"{name} {version}" for name, version in setting.versions().items()]
    if setting.node:
        peers.append("node " + machine.said(setting.node, "--version").removeprefix("v"))
    if setting.curl:
        peers.append(" ".join(machine.said(setting.curl, "--version").split()[:2]))
    return [
        f"- machine: {machine.processor()}; {machine.system()}",
        f"- ledger on: {machine.file_system(setting.folder)}",
        f"- load before and at the end: {machine.load()}; LOAD",
        "- libraries: " + ", ".join(sorted(libraries.split("\n"))),
        "- peers: " + ", ".join(peers),
    ]


def main() -> int:
    wanted = sys.argv[1:] or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"There is no part {' '.join(unknown)}; there are: {' '.join(PARTS)}")
        return 2
    begin = time.monotonic()
    server = None
    try:
        setting = Setting()
        head = ["# make bench\n", *about(setting)]
        report = Report(setting.build / "bench.md")
        print("\n".join(head), flush=True)
        for what, why in setting.missing:
            report.skip(what, why)
        if setting.nginx:
            server = Server(setting, setting.folder / "server")
        for name in wanted:
            if server or name in ALONE:
                PARTS[name](setting, server, report)
            else:
                report.skip(name, "there is no nginx")
        took = time.monotonic() - begin
        head = [line.replace("LOAD", machine.load()) for line in head]
        report.close([*head, f"- parts: {' '.join(wanted)}, in {took:.0f} s"])
        print(f"\nAll of it is in {report.path}.")
    except Broken as problem:
        print(f"BROKEN: {problem}", file=sys.stderr)
        return 1
    finally:
        if server:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
