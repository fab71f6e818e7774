"""vim.pack of Neovim 0.12, with the lines of the README, from a git URL."""

import os
import re
import shutil

import pytest
from conftest import BUILD, ROOT
from packaging import commit, compiler, edit, make_repository, neovims, run

# In a new clone the objects of this tree are those that would come out, too.
MAKE = f"""#!/bin/sh
if [ ! -d build ]; then
    mkdir build
    for name in flags sources accepted-flags core lua5.4 luajit; do
        cp -R '{BUILD}'/$name build
    done
    find build -name '*.o' -exec touch {{}} +
    find build -name '*.so' -exec touch {{}} +
fi
exec {shutil.which(os.environ.get("MAKE") or "make")} "$@"
"""


def lines_of_the_readme(url: str) -> str:
    text = (ROOT / "README.md").read_text()
    blocks = re.findall(r"^```lua\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (block,) = [block for block in blocks if "vim.pack.add" in block]
    return block.replace("URL", url)


class Editor:
    """A Neovim with vim.pack, on a machine with nothing but the lines of the README."""

    def __init__(self, machine, folder):
        self.neovim, self.machine = neovims((0, 12))[0], machine
        self.repository = folder / "xpost"
        self.settings = machine.folder / "config/nvim/init.lua"
        self.settings.parent.mkdir()
        self.settings.write_text(lines_of_the_readme(make_repository(self.repository)))
        self.plugin = machine.folder / "data/nvim/site/pack/core/opt/xpost"
        self.module = self.plugin / "build/luajit/xpost/core.so"

    def compiled_before(self) -> dict[str, str]:
        """An environment in which `make` compiles what this tree did not."""
        make = self.machine.folder / "bin/make"
        make.parent.mkdir()
        make.write_text(MAKE)
        make.chmod(0o700)
        return {"PATH": f"{make.parent}:{self.machine.env['PATH']}", **compiler()}

    def run(self, *commands: str, **env: str) -> str:
        return edit(self.neovim, self.machine, list(commands), **env)


@pytest.fixture
def editor(machine, tmp_path):
    return Editor(machine, tmp_path)


def test_what_it_installs_is_built_posts_is_updated_and_removed(x, editor):
    env = editor.compiled_before()
    said = editor.run("XLogin", "XPost! Installed", **env)
    assert "logged in as alice" in said, said
    assert [post["text"] for post in x.state()["posts"]] == ["Installed"], said
    # Managers do not update a plugin in which something is changed.
    assert run(["git", "status", "--porcelain"], cwd=editor.plugin) == ""

    built = editor.module.stat().st_ino
    with (editor.repository / "src/lua_module.c").open("a") as source:
        source.write("// changed\n")
    commit(editor.repository, "a change")
    said = editor.run("lua vim.pack.update(nil, { force = true })", **env)
    assert editor.module.stat().st_ino != built, said
    said = editor.run("XPost! Updated")
    assert [post["text"] for post in x.state()["posts"]] == ["Installed", "Updated"], said

    editor.settings.unlink()
    editor.run('lua vim.pack.del { "xpost" }')
    assert not editor.plugin.exists()


def test_what_cannot_be_built_says_why(editor):
    said = editor.run("silent echo", PKG_CONFIG="/nowhere/pkg-config")
    assert "xpost cannot be built, because this is missing" in said, said
    assert "json-c (Debian: libjson-c-dev" in said, said
