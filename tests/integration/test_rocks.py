"""LuaRocks builds xpost for both Luas from a git URL; scripts and Neovims work with what it
installed.
"""

import os
import shutil

import pytest
from conftest import BUILD, ROOT
from packaging import ROCKSPEC, compiler, edit, make_repository, need, neovims, run
from scripting import Home

LUAS = {"5.4": "lua5.4", "5.1": "luajit"}
SHOW = "lua io.stdout:write(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false)))"


def luarocks(*arguments: str, home, **named) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    return run([need("luarocks"), *arguments], env=environment, **named)


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """The folder of the rock for each Lua."""
    folder = tmp_path_factory.mktemp("rocks")
    url = make_repository(folder / "xpost")
    rockspec = (ROOT / ROCKSPEC).read_text()
    assert '"git+file://."' in rockspec
    (folder / ROCKSPEC).write_text(rockspec.replace("git+file://.", f"git+{url}"))
    luarocks("pack", ROCKSPEC, home=folder, cwd=folder)
    luarocks("unpack", "xpost-scm-1.src.rock", home=folder, cwd=folder)

    source = folder / "xpost-scm-1/xpost"
    # What this compiler takes is known.
    (source / "build").mkdir()
    shutil.copy(BUILD / "accepted-flags", source / "build")
    trees = {version: folder / f"tree for {version}" for version in LUAS}
    settings = ["CFLAGS=-O0 -g0", *(f"{name}={value}" for name, value in compiler().items())]
    # What differs is the Lua; the second build takes the rest from the first.
    for version, tree in trees.items():
        luarocks(
            f"--lua-version={version}",
            "--tree",
            str(tree),
            "make",
            *settings,
            home=folder,
            cwd=source,
        )
    return trees


def paths(tree, version: str) -> dict[str, str]:
    share = f"{tree}/share/lua/{version}"
    return {
        "LUA_PATH": f"{share}/?.lua;{share}/?/init.lua",
        "LUA_CPATH": f"{tree}/lib/lua/{version}/?.so",
    }


def test_the_rockspec_has_no_faults():
    luarocks("lint", ROCKSPEC, home="/", cwd=ROOT)


def test_a_library_that_is_missing_is_named(tmp_path):
    words = ["--lua-version=5.4", "--tree", str(tmp_path), "make", "JSONC_INCDIR=/nowhere"]
    told = luarocks(*words, home=tmp_path, cwd=ROOT, check=False)
    assert "JSONC" in told and "json-c/json.h" in told, told


@pytest.mark.parametrize("version", LUAS)
def test_a_script_posts(x, machine, trees, version):
    home = Home(x, machine)
    env = {**home.env, **paths(trees[version], version)}
    done = home.run([need(LUAS[version]), "bin/post.lua", "From a rock"], env=env)
    assert home.posted == ["From a rock"], done


@pytest.mark.parametrize("linked", (False, True), ids=("by-path", "by-link"))
def test_each_neovim_posts_and_finds_the_help(x, machine, trees, linked):
    """With the tree in Lua's search path; and with its Lua files shown by a symbolic link, which
    :checkhealth needs.
    """
    home = Home(x, machine)
    tree = trees["5.1"]
    folders = [f"{tree}/lib/luarocks/rocks-5.1/xpost/scm-1"]
    if linked:
        folders.append(f"{machine.folder}/linked")
        (machine.folder / "linked").mkdir()
        (machine.folder / "linked/lua").symlink_to(tree / "share/lua/5.1")
    words = ["--clean", "--cmd"]
    words.append(f"lua package.path = [[{paths(tree, '5.1')['LUA_PATH']};]] .. package.path")
    for folder in folders:
        words += ["--cmd", f"lua vim.opt.runtimepath:append [[{folder}]]"]
    for number, neovim in enumerate(neovims()):
        text = f"From a rock, {number}"
        commands = ["helptags ALL", "help :XPost", f"XPost! {text}"]
        said = edit(neovim, machine, commands, *words)
        assert home.posted[-1:] == [text], said
        if linked:
            said = edit(neovim, machine, ["checkhealth xpost", SHOW], *words)
            assert "the C module is loaded" in said, said


def test_what_is_removed_leaves_nothing(trees, tmp_path):
    for version, tree in trees.items():
        copy = tmp_path / version
        shutil.copytree(tree, copy)
        words = [f"--lua-version={version}", "--tree", str(copy), "remove", "xpost"]
        luarocks(*words, home=tmp_path)
        assert [file.name for file in copy.rglob("*") if file.is_file()] == ["manifest"]
