"""How memory grows with a thousand posts: in Neovim, beside an idle twin, and in a script."""

import subprocess
import sys
from pathlib import Path

from home import Home
from race import Broken
from report import Report, number, table
from setting import HERE, Setting

sys.path.insert(0, str(HERE / "editor"))
import editors  # noqa: E402

COUNT = 1000
LIMIT = 1.0  # KiB a post


def neovims(setting: Setting, report: Report) -> list[tuple[str, str]]:
    found, skipped = editors.find(setting.build / "neovim")
    for line in skipped:
        report.say(line + "\n")
    return found


def start(nvim: str, tree: Path, script: str, env: dict[str, str]) -> subprocess.Popen:
    """A Neovim that runs a script of ours."""
    return subprocess.Popen(
        [nvim, "--clean", "--headless", "--cmd", f"set runtimepath^={tree} noswapfile",
         "-c", f"luafile {HERE}/lua/{script}"],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **env},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def finish(process: subprocess.Popen, output: Path, seconds: float = 120) -> str:
    """What the script wrote."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Broken(f"a script had not ended after {seconds:.0f} s: {process.args}") from None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if not output.exists():
        raise Broken(f"a script wrote nothing: {process.args}")
    return output.read_text()


def grown(text: str) -> tuple[float, float]:
    """MiB in the end, and KiB that they are more."""
    try:
        before, after = map(int, text.split())
    except ValueError:
        raise Broken(text) from None
    return after / 1024, after - before


def in_editor(setting: Setting, server, nvim: str) -> tuple[tuple, tuple]:
    """Of the one that posts, and of the idle one."""
    outputs = [setting.folder / f"memory-{role}" for role in ("posting", "idle")]
    wait = setting.folder / "memory-wait"
    wait.touch()
    started = []
    try:
        for output, count in zip(outputs, (COUNT, 0)):
            output.unlink(missing_ok=True)
            home = Home(setting.folder / f"home-{output.name}", server.url)
            env = home.trusting(server, "file") | {
                "BENCH_OUTPUT": str(output), "BENCH_COUNT": str(count), "BENCH_WAIT": str(wait)
            }  # fmt: skip
            started.append(start(nvim, setting.tree, "editor_memory.lua", env))
        busy = grown(finish(started[0], outputs[0]))
        wait.unlink()
        return busy, grown(finish(started[1], outputs[1]))
    finally:
        wait.unlink(missing_ok=True)
        for one in started:
            if one.poll() is None:
                one.kill()
                one.wait()


def in_script(setting: Setting, server) -> tuple[float, float]:
    output = setting.folder / "memory-script"
    output.unlink(missing_ok=True)
    home = Home(setting.folder / "home-memory-script", server.url)
    process = subprocess.Popen(
        setting.script("memory.lua", str(output), str(COUNT)),
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **setting.script_env(home),
             **home.trusting(server, "file")},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return grown(finish(process, output))


def measure_memory(setting: Setting, server, report: Report) -> None:
    report.part(
        f"Memory after {COUNT:,} posts",
        "Resident memory after 100 posts, and after as many more; of a host that stays.  SQLite's",
        "cache of pages fills meanwhile, up to 2 MiB, and then no more is added.",
    )
    rows = []
    server.requests(0)

    def add(name: str, what: tuple, idle: tuple | None) -> None:
        if (came := server.requests(COUNT + 100)) != COUNT + 100:
            raise Broken(f"{name}: {came} posts came to the server instead of {COUNT + 100}")
        a_post = (what[1] - (idle[1] if idle else 0)) / COUNT
        rows.append([
            name,
            number(what[0]),
            f"{what[1]:+.0f}",
            f"{idle[1]:+.0f}" if idle else "",
            f"{1024 * a_post:.0f}",
        ])  # fmt: skip
        report.goal(f"memory, {name}: growth a post", f"{1024 * a_post:.0f} bytes",
                    f"<= {LIMIT:g} KiB", a_post <= LIMIT)  # fmt: skip

    add("lua5.4", in_script(setting, server), None)
    for version, nvim in neovims(setting, report):
        add(f"Neovim {version}", *in_editor(setting, server, nvim))
    report.say(
        table(["", "MiB in the end", "KiB more", "idle twin's", "bytes a post"], rows)
    )
