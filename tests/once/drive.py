"""What a client goes through while its action meets a failure.  Each returns what the client told
of the action as a list, which is empty where it could tell nothing.
"""

import json
import os
import shutil
import signal
import subprocess
import time

from conftest import BUILD, ROOT, wait_until

LIMIT = 150
NVIM = shutil.which("nvim") if (BUILD / "luajit/xpost/core.so").exists() else None


def whole(run) -> list:
    done = run.start().end(LIMIT)
    if done.status != 0 or not done.results:
        raise AssertionError(f"the client: {done}")
    return done.results


def dying(run) -> list:
    """It may end in whatever way."""
    done = run.start().end(LIMIT)
    if done.status in (0, 1):
        return done.results
    which = {n: v for n, v in run.env.items() if n.startswith("ONCE_MEMORY")}
    said = done.stderr.strip()
    run.figures.deaths.append(f"{run}: ended with {done.status}, {which}: {said}")
    return []


def signalled(number: int, moment: str | None):
    """It gets a signal at a moment (a method of the run), or at any."""

    def drive(run) -> list:
        script = run.start()
        if moment:
            wait_until(getattr(run, moment), 20, moment)
        else:
            time.sleep(run.chance.uniform(0, 0.25))
        script.process.send_signal(number)
        done = script.end(LIMIT)
        # What is under way at X ends.
        wait_until(run.place.is_quiet, 10, "X to be done")
        return done.results

    return drive


def stopped(seconds: float):
    """The machine sleeps once the request has arrived."""

    def drive(run) -> list:
        script = run.start()
        wait_until(run.has_arrived, 20, "the request")
        script.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        script.process.send_signal(signal.SIGCONT)
        return script.end(LIMIT).results

    return drive


def left(run) -> list:
    """An editor does it, and is left with :qa! once the request has arrived."""
    machine = run.machine
    folder = machine.folder / "script-editor"
    folder.mkdir()
    options = run.arguments() if run.action != "resume" else {"key": run.key}
    plan = {
        "root": str(ROOT),
        "told": str(folder / "told"),
        "leave": "qa!",
        "jobs": [{"name": "resume" if run.action == "resume" else "post", "options": options}],
        "after": "never",
    }
    (folder / "told").touch()
    server = str(machine.folder / "socket")
    environment = {
        **machine.env,
        **run.env,
        "QUIT_PLAN": json.dumps(plan),
        "XPOST_TEST_MODULE": str(BUILD / "luajit/xpost/core.so"),
    }
    command = [NVIM, "--headless", "--clean", "--listen", server]
    command += ["-c", f"luafile {ROOT}/tests/quit/editor.lua"]
    with (folder / "stderr").open("wb") as output:
        editor = subprocess.Popen(
            command,
            env=environment,
            cwd=machine.home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_until(run.has_arrived, 30, f"the editor: {(folder / 'stderr').read_bytes()}")
        time.sleep(run.chance.uniform(0, 0.1))
        leave = [NVIM, "--server", server, "--remote-send", "<C-\\><C-N>:qa!<CR>"]
        subprocess.run(leave, env=environment, check=True, capture_output=True, timeout=20)
        editor.wait(LIMIT)
    finally:
        if editor.poll() is None:
            os.killpg(editor.pid, signal.SIGKILL)
            editor.wait()
    wait_until(run.place.is_quiet, 10, "X to be done")
    return []
