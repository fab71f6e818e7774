"""What the tests of packaging share: a repository to clone from, and Neovims that have of xpost
what came from there.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import BUILD, ROOT

ROCKSPEC = "xpost-scm-1.rockspec"
FILES = (".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", ROCKSPEC)
FOLDERS = ("doc", "lua", "plugin", "src", "tests/tools")
GIT = ("git", "-c", "user.name=tester", "-c", "user.email=tester@localhost")

# Runs COMMANDS, tells how those of xpost ended, and leaves.
SESSION = """
local ended
local function listen(name, tell)
  vim.api.nvim_create_autocmd("User", { pattern = name, callback = function(event)
    ended = tell(event.data or vim.g.xpost_event or {})
  end })
end
listen("XpostLogin", function(data) return "logged in as " .. data.username end)
listen("XpostDone", function(data) return "posted " .. data.text end)
listen("XpostFailed", function(data) return "failed: " .. tostring(data.message) end)
for _, command in ipairs(COMMANDS) do
  ended = nil
  vim.cmd(command)
  if command:find "^X" then
    vim.wait(20000, function() return ended ~= nil end, 10)
    io.stdout:write(ended or "nothing came", "\\n")
  end
end
vim.cmd "qa!"
"""


def need(program: str) -> str:
    """The path of a program, without which the test is skipped."""
    return shutil.which(program) or pytest.skip(f"{program} is not installed")


def run(command, check: bool = True, **named) -> str:
    """What the command printed, on both streams; it has to end well, unless `check` is False."""
    done = subprocess.run(
        command,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=240,
        check=False,
        **named,
    )
    assert not check or done.returncode == 0, f"{command}:\n{done.stdout}"
    return done.stdout


def commit(folder: Path, message: str) -> None:
    run([*GIT, "add", "--all"], cwd=folder)
    run([*GIT, "commit", "-q", "-m", message], cwd=folder)


def make_repository(folder: Path) -> str:
    """A repository of this tree, as it is now; its URL."""
    need("git")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("tags*"))
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    run([*GIT, "init", "-q"], cwd=folder)
    commit(folder, "all of it")
    return f"file://{folder}"


def neovims(at_least: tuple[int, ...] = ()) -> list[str]:
    """The paths of those that are here."""
    found = {}
    for path in filter(None, [shutil.which("nvim"), *sorted(BUILD.glob("neovim/*/nvim"))]):
        told = re.match(r"NVIM v(\d+)\.(\d+)", run([path, "--version"], check=False))
        version = told and tuple(map(int, told.groups()))
        if version and version >= at_least:
            found.setdefault(version, str(path))
    return list(found.values()) or pytest.skip("there is no such Neovim")


def edit(neovim: str, machine, commands: list[str], *words: str, **env: str) -> str:
    """Runs commands in a Neovim on the machine; what was said."""
    listed = "".join(f"[=[{command}]=], " for command in commands)
    script = machine.folder / "session.lua"
    script.write_text(f"local COMMANDS = {{ {listed}}}\n{SESSION}")
    return run(
        [neovim, "--headless", *words, "-c", f"luafile {script}", "-c", "cquit 3"],
        env={**machine.env, **env},
        cwd=machine.home,
    )


def compiler() -> dict[str, str]:
    """The one that the tests are run with."""
    return {"CC": os.environ["CC"]} if "CC" in os.environ else {}
