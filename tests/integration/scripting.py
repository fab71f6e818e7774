"""What the tests of scripts share: a machine on which xpost is installed for its user, and nothing
but HOME is set; terminals; and the recipes of doc/automation.md.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import shutil
import subprocess
import termios
import time

from conftest import BUILD, ROOT
from posting import logged_in

DOCUMENT = (ROOT / "doc/automation.md").read_text()


def recipe(first_words: str) -> str:
    """The one block of code of the document that holds these words in its first lines."""
    blocks = re.findall(r"^```\w+\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    (found,) = [b for b in blocks if first_words in "\n".join(b.split("\n")[:2])]
    return found


def install(folder) -> None:
    """make install PREFIX=folder, of a module that is built."""
    places = [folder / "share/lua/5.4", folder / "lib/lua/5.4", folder / "share/doc"]
    subprocess.run(
        ["sh", "tests/tools/install.sh", "install", BUILD / "lua5.4/xpost/core.so", *places],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


class Home:
    """The home of a user who is logged in, and whose programs get HOME alone."""

    def __init__(self, x, machine, installed=None):
        self.x, self.machine, self.path = x, machine, machine.home
        machine.state_home = machine.home / ".local/state"
        machine.state_home.mkdir(mode=0o700, parents=True)
        machine.env["XDG_STATE_HOME"] = str(machine.state_home)
        logged_in(x, machine)
        self.env = {"HOME": str(machine.home)}
        if installed:
            for name in ("share", "lib"):
                (machine.home / ".local" / name).symlink_to(installed / name)
        for name in ("bin", "texts"):
            (machine.home / name).mkdir()
        self.write("bin/post.lua", recipe("-- post.lua"))

    def write(self, name: str, text: str):
        file = self.path / name
        file.write_text(text)
        return file

    def libraries(self, host: str = "lua5.4") -> dict:
        """The environment in which that Lua finds the library of this tree, as an installed one
        is found without.
        """
        module = BUILD / ("luajit" if host == "luajit" else "lua5.4")
        return {
            **self.env,
            "LUA_PATH": f"{ROOT}/lua/?.lua;{ROOT}/lua/?/init.lua",
            "LUA_CPATH": f"{module}/?.so",
        }

    def run(self, command, env=None, timeout=60, **named) -> subprocess.CompletedProcess:
        """Runs arguments, or a line for /bin/sh, with nothing at standard input."""
        arguments = ["/bin/sh", "-c", command] if isinstance(command, str) else command
        named.setdefault("stdin", None if "input" in named else subprocess.DEVNULL)
        return subprocess.run(
            arguments,
            env=self.libraries() if env is None else env,
            cwd=self.path,
            timeout=timeout,
            text=True,
            capture_output=True,
            start_new_session=True,  # no terminal either
            **{n: v for n, v in named.items() if not (n == "stdin" and "input" in named)},
        )

    def post(self, *arguments, host="lua5.4", **named) -> subprocess.CompletedProcess:
        """bin/post.lua with these arguments."""
        named.setdefault("env", self.libraries(host))
        return self.run([shutil.which(host), "bin/post.lua", *arguments], **named)

    @property
    def posted(self) -> list[str]:
        """The texts that arrived."""
        return [post["text"] for post in self.x.state()["posts"]]


class Terminal:
    """A program at a terminal of its own, which is not its standard input."""

    def __init__(self, home: Home, command: str, env=None):
        self.near, far = pty.openpty()

        def take():
            fcntl.ioctl(far, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            ["/bin/sh", "-c", command],
            env=env or home.libraries(),
            cwd=home.path,
            stdin=far,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=take,
        )
        os.close(far)
        self.shown = ""

    def read_until(self, words: str, timeout: float = 20) -> str:
        deadline = time.monotonic() + timeout
        while words not in self.shown:
            left = deadline - time.monotonic()
            assert left > 0, f"no {words!r} in {self.shown!r}"
            if select.select([self.near], [], [], left)[0]:
                with contextlib.suppress(OSError):  # the program is gone
                    self.shown += os.read(self.near, 65536).decode()
            assert words in self.shown or self.process.poll() is None, self.shown
        return self.shown

    def type(self, text: str) -> None:
        os.write(self.near, text.encode())

    def end(self, timeout: float = 20) -> tuple[int, str, str]:
        """Status, standard output and standard error."""
        try:
            output, errors = self.process.communicate(timeout=timeout)
        finally:
            self.process.kill()
            os.close(self.near)
        return self.process.returncode, output, errors
