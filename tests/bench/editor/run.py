#!/usr/bin/python3
"""Shows that the editor never waits: `make bench-editor` comes here.

Each scenario runs in a fresh Neovim beside an idle twin.  What is measured, and against which
limits, is in README.md.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests"))

from stand_in import client  # noqa: E402

import editors  # noqa: E402
import scenarios  # noqa: E402


class Servers:
    """A stand-in for X behind a proxy, which a browser goes around."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.stand_in = client.StandIn("--any-loopback-redirect", "--tls", str(folder / "tls"))
        self.stand_in.start()
        host = self.stand_in.url.removeprefix("https://")
        self.proxy = client.FaultProxy("--upstream", host).start()
        for server in (self.stand_in, self.proxy):
            os.setpriority(os.PRIO_PROCESS, server._process.pid, 10)
        bundle = Path("/etc/ssl/certs/ca-certificates.crt")
        self.ca_file = folder / "ca.pem"
        self.ca_file.write_bytes(
            (bundle.read_bytes() if bundle.exists() else b"")
            + Path(self.stand_in.env["XPOST_CA_FILE"]).read_bytes()
        )

    def environment(self, host: str) -> dict[str, str]:
        port = self.proxy.env["FAULT_PROXY_ADDRESS"].split(":")[1]
        return {
            "XPOST_CLIENT_ID": self.stand_in.client_id,
            "XPOST_AUTHORIZE_URL": self.stand_in.env["XPOST_AUTHORIZE_URL"],
            "XPOST_API_URL": f"https://{host}:{port}",
            "XPOST_CA_FILE": str(self.ca_file),
        }

    def reset(self) -> None:
        self.stand_in.reset()
        self.proxy.reset()

    def stop(self) -> None:
        self.proxy.stop()
        self.stand_in.stop()


def measure(nvim: str, name: str, servers, folder: Path, build: Path) -> dict:
    """One try of one scenario."""
    hangs = scenarios.SCENARIOS[name] is scenarios.slow_lookup
    servers.reset()
    env = servers.environment("api.x.com" if hangs else "127.0.0.1")
    env["BENCH_MODULE"] = str(build / "luajit/xpost/core.so")
    if hangs:
        env |= {"LD_PRELOAD": str(build / "bench-editor/slow_lookup.so"), "SLOW_LOOKUP": "1500"}
    with tempfile.TemporaryDirectory(dir=folder) as place:
        twin = editor = None
        try:
            twin = editors.Editor(nvim, Path(place) / "twin", env)
            editor = editors.Editor(nvim, Path(place) / "editor", env)
            load = editor.order("load")
            work = scenarios.Work(editor, servers)
            for one in (twin, editor):
                one.order("reset")
            scenarios.SCENARIOS[name](work)
            idle, busy = twin.order("report"), editor.order("report")
        finally:
            for one in (twin, editor):
                if one:
                    one.end()
    return {"load": load, "idle": idle, "busy": busy, "lateness": work.lateness}


if __name__ == "__main__":
    build = ROOT / os.environ.get("BUILD", "build")
    (build / "bench-editor").mkdir(exist_ok=True)
    subprocess.run(
        [os.environ.get("CC", "cc"), "-std=c11", "-O2", "-fPIC", "-shared", "-o",
         build / "bench-editor/slow_lookup.so", Path(__file__).parent / "slow_lookup.c"],
        check=True,
    )  # fmt: skip
    import collections, time, json
    with tempfile.TemporaryDirectory() as place:
        servers = Servers(Path(place))
        try:
            for version, nvim in editors.find(Path(os.environ.get("NEOVIMS", "/tmp/nvims"))):
                for name in sys.argv[1:] or scenarios.SCENARIOS:
                    t = time.time()
                    r = measure(nvim, name, servers, Path(place), build)
                    print(version, name, "%.1fs" % (time.time() - t), r["load"], r["idle"]["gaps"], r["busy"]["gaps"], "late", max(r["lateness"] or [0]))
                    kinds = collections.defaultdict(list)
                    for c in r["busy"]["calls"]:
                        kinds[c["kind"]].append(c)
                    show = lambda c: f"{c['taken']:.3f}({c['cpu']:.3f},{c['waited']},{c['interrupted']},{c.get('about','')}{' d%.2f' % c['drawing'] if c['drawing'] else ''})"
                    for k, cs in kinds.items():
                        print("   ", k, len(cs), "first", show(cs[0]), "max", *[show(c) for c in sorted(cs[1:], key=lambda c: -c["taken"])[:6]])
        finally:
            servers.stop()
