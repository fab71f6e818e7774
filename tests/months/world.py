"""A machine on which a job posts, X, and what lies between them."""

import queue
import random
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[1:1] = [str(HERE.parent / "once"), str(HERE.parent / "crowd")]

import place  # noqa: E402
from machine import Clock  # noqa: E402
from conftest import BUILD, Machine, wait_until  # noqa: E402  (place says where it is found)
from workers import Worker  # noqa: E402

# So many times as fast limits and pauses pass for a job, of which some wait 10 s, some 30 s.
HURRY, HURRY_IN_SILENCE = 5, 20
LIMIT = 60  # seconds for a job, of which none may come near


class Report:
    """What a job, or the editor, said of its post."""

    def __init__(self, who: str, line: str, killed: bool = False, trouble: str = ""):
        self.who, self.killed, self.trouble = who, killed, trouble
        self.code, *more = [*line.split("\t"), "", "", ""]
        self.posted, self.id, self.outcome, self.message = self.code == "posted", "", "", ""
        if self.posted:
            self.id, self.outcome = more[0], "posted"
        else:
            self.outcome, self.message = more[0], more[2]

    def __str__(self) -> str:
        said = "killed" if self.killed else f"{self.code} {self.outcome}: {self.message}{self.id}"
        return f"{self.who}: {said} {self.trouble}"


class Job:
    """A script that cron starts anew for a due post, with next to nothing in its environment."""

    def __init__(self, world: "World", key: str, text: str, env: dict):
        self.process = subprocess.Popen(
            [
                "/usr/bin/lua5.4",
                str(HERE / "job.lua"),
                str(ROOT),
                str(BUILD / "lua5.4/xpost/core.so"),
                key,
                text,
            ],
            env={**world.env, **env},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def report(self) -> Report:
        try:
            said, errors = self.process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            said, errors = self.process.communicate()
            errors += f" still running after {LIMIT} s"
        line = said.split("\n")[0]
        status = self.process.returncode
        wrong = errors
        # It may be killed when it has said everything.
        if status != -9 and status != (0 if line.startswith("posted") else 1):
            wrong += f" ended with {status}"
        return Report("job", line, status == -9 and not line, wrong)


class World:
    def __init__(self, folder: Path, seed: str, nvim: str | None = None):
        folder.mkdir()
        self.chance = random.Random(seed)
        self.x = place.X(place.Loop(), folder.parent / "certificates").start()
        self.door = place.Door(self.x.loop)
        self.door.begin(self.x.plain_port)
        self.clock = Clock(folder, self.x)
        self.wrong_for = 0  # so many rounds more
        home = folder / "machine"
        home.mkdir(mode=0o700)
        self.machine = Machine(home, self.x)
        url = f"http://127.0.0.1:{self.door.port}"
        for name, value in self.machine.env.items():
            self.machine.env[name] = value.replace(self.x.url, url)
        self.machine.env.update(self.clock.env)
        needed = {"HOME", "XDG_STATE_HOME", *self.clock.env}
        self.env = {
            n: v
            for n, v in self.machine.env.items()
            if n in needed or n in ("XPOST_API_URL", "XPOST_TOKEN_URL", "XPOST_REVOKE_URL")
        }
        self.logins = 0
        self.log_in()
        self.x.set(detect_duplicates=False)  # which would hide that something came twice
        self.nvim, self.editor, self.answers = nvim, None, queue.Queue()

    def end(self) -> None:
        self.end_editor()
        self.machine.end()
        self.door.end()
        self.x.stop()

    # --- the login ---

    def log_in(self) -> None:
        self.machine.login()
        self.logins += 1

    def is_lost(self) -> bool:
        """In truth: X would not take the refresh token that is on the disk."""
        state = self.x.it.state
        kept = self.machine.accounts["accounts"][0]["refresh_token"]
        token = state.tokens[kept]
        return token.spent or bool(state.grants[token.grant_id].revoked)

    # --- what posts ---

    def job(self, key: str, text: str, **env) -> Job:
        return Job(self, key, text, env)

    def edit(self, key: str, text: str) -> None:
        """The editor, which has been there for a while, posts as well."""
        if not self.editor:
            env = {**self.machine.env, "BROWSER": "/bin/false"}
            self.editor = Worker(self.nvim, env, self.machine.home, self.answers)
            self.editor.ready.wait(LIMIT)
        self.editor.tell(key, text)

    def edited(self) -> Report:
        answer = self.answers.get(timeout=LIMIT)
        if answer.posted:
            return Report("Neovim", f"posted\t{answer.id}")
        ended = "ended" if answer.code == "ended" else ""
        line = f"{answer.code}\t{answer.outcome}\t\t{answer.message}"
        return Report("Neovim", line, trouble=ended)

    def end_editor(self) -> None:
        if self.editor:
            self.editor.end()
            self.editor = None
            while not self.answers.empty():
                self.answers.get()

    def reboot(self) -> None:
        self.end_editor()
        self.clock.reboot()

    def settle(self) -> None:
        """X has dealt with all that has arrived."""
        wait_until(lambda: self.x.unanswered == 0, 10, "X to be done")

    def tell(self, key: str, outcome: dict) -> dict:
        """A person has looked, and says what X shows; what `check` made of it."""
        options = ", ".join(f'{name} = "{value}"' for name, value in outcome.items())
        return self.machine.run(f'emit(xpost.check{{key = "{key}", {options}}})').result

    def token_requests(self) -> int:
        """Those of this round, whatever became of them."""
        return sum(r["path"] == "/2/oauth2/token" for r in self.x.requests)
