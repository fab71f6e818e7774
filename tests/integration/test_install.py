"""`make install` and `make uninstall`."""

import os
import re
import shutil

import pytest
from conftest import BUILD, ROOT
from packaging import run
from scripting import Home

MAKE = os.environ.get("MAKE") or shutil.which("make")
VERSION = 'print(require "xpost".version.xpost)'


def make(target: str, *before: str, **variables) -> str:
    settings = [f"{name}={value}" for name, value in variables.items()]
    return run([*before, MAKE, "-s", target, f"BUILD={BUILD}", *settings], cwd=ROOT)


def files(folder) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def home(x, machine):
    return Home(x, machine)


def test_the_lines_that_install_prints_find_a_folder_of_ones_own(home):
    told = make("install", PREFIX=home.path / "my own")
    lines = "\n".join(re.findall(r"^ *(export .*)$", told, re.MULTILINE))
    done = home.run(f"{lines}\nexec lua5.4 bin/post.lua Hello", env=home.env)
    assert home.posted == ["Hello"], done
    make("uninstall", PREFIX=home.path / "my own")
    assert not files(home.path / "my own")


def test_where_lua_looks_anyway_no_lines_are_printed(home, tmp_path):
    share, lib = tmp_path / "share/lua/5.4", tmp_path / "lib/lua/5.4"
    known = {"LUA_PATH": f"{share}/?.lua;;", "LUA_CPATH": f"{lib}/?.so;;"}
    script = ["sh", ROOT / "tests/tools/search-path.sh", share, lib]
    assert home.run(script, env={**home.env, **known}).stdout == ""
    assert "export LUA_PATH" in home.run(script, env=home.env).stdout


def test_a_staged_folder_works_where_it_is_moved_to(tmp_path):
    told = make("install", DESTDIR=tmp_path / "st age", PREFIX="/usr")
    assert "LUA_PATH" not in told
    (tmp_path / "st age/usr").rename(tmp_path / "moved")
    share = f"{tmp_path}/moved/share/lua/5.4"
    env = {"LUA_PATH": f"{share}/?.lua;{share}/?/init.lua"}
    assert run(["lua5.4", "-e", VERSION], env={**os.environ, **env}, cwd="/").strip()


def test_uninstall_removes_what_is_of_xpost_and_leaves_the_rest(tmp_path):
    for folder in ("share/lua/5.4", "share/doc/empty", "lib/lua/5.4"):
        (tmp_path / folder).mkdir(parents=True)
    others = {"share/lua/5.4/xpost_other.lua", "lib/lua/5.4/other.so", "share/doc/README.md"}
    for name in others:
        (tmp_path / name).write_text("")
    make("install", PREFIX=tmp_path)
    installed = files(tmp_path) - others
    assert {"share/lua/5.4/xpost/init.lua", "lib/lua/5.4/xpost/core.so"} < installed
    make("uninstall", PREFIX=tmp_path)
    assert files(tmp_path) == others
    assert (tmp_path / "share/doc/empty").is_dir()
    assert not list(tmp_path.rglob("xpost"))


def test_everyone_may_read_what_is_installed_and_documents_find_each_other(tmp_path):
    # The folder itself is the test's own.
    folder = tmp_path / "installed"
    make("install", "sh", "-c", 'umask 077; exec "$@"', "sh", PREFIX=folder)
    for path in [folder, *folder.rglob("*")]:
        wanted = 0o555 if path.is_dir() else 0o444
        assert path.stat().st_mode & wanted == wanted, path

    installed = folder / "share/doc/xpost"
    code = re.compile(r"^```.*?^```$|`[^`]*`", re.MULTILINE | re.DOTALL)
    documents = [document.relative_to(installed) for document in installed.rglob("*.md")]
    assert {"README.md", "doc/automation.md"} <= set(map(str, documents))
    for document in documents:
        text = code.sub("", (installed / document).read_text())
        for link in re.findall(r"\]\(([^):#]+)\)", text):
            # What they find in the tree; the sources are not installed.
            if (ROOT / document.parent / link).exists() and "lua/xpost/" not in link:
                assert (installed / document.parent / link).exists(), (document, link)
