"""How a login shows its URL: the browser that it starts, or what takes its place."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from conftest import BROWSER, approve, free_port, visit, wait_until
from logging_in import WAITING, program


def test_open_false_starts_no_browser_and_shows_the_url(x, machine):
    mark = machine.folder / "started"
    env = {"BROWSER": program(machine, "browser", f'touch "{mark}"\n')}
    done = machine.run("emit(xpost.login{open = false, timeout = 1})", env=env)
    assert not mark.exists()
    assert x.env["XPOST_AUTHORIZE_URL"] in done.stderr


def test_open_can_be_a_function_which_gets_the_url(x, machine, host):
    mark = machine.folder / "started"
    env = {"BROWSER": program(machine, "browser", f'touch "{mark}"\n')}
    script = machine.start(
        "emit(xpost.login{open = function(...) emit{url = ..., count = select('#', ...)} end})",
        host=host,
        env=env,
    )
    url = script.url()
    assert script.results[0]["count"] == 1
    visit(approve(url))
    assert script.end().results[1]["username"] == "alice"
    assert not mark.exists()


def test_an_open_function_that_raises_does_not_end_the_login(x, machine, host):
    script = machine.start(
        "emit(xpost.login{on_url = told_url, open = function() error('no browser here') end})",
        host=host,
    )
    visit(approve(script.url()))
    me = script.end().results[1]
    assert me["username"] == "alice" and "no browser here" in me["warning"]


@pytest.mark.parametrize(
    "browser", ["/nowhere/browser", "false", "no-such-program", " ", ":::"]
)
def test_without_a_browser_the_url_is_shown_and_the_login_goes_on(x, machine, browser):
    script = machine.start("emit(xpost.login{timeout = 20})", env={"BROWSER": browser})
    shown = wait_until(
        lambda: re.search(r"http\S+/i/oauth2/authorize\S+", script.stderr.read_text()),
        what="the URL",
    )
    visit(approve(shown[0]))
    assert script.end().results[0]["username"] == "alice"


def test_a_browser_that_hangs_neither_holds_up_the_login_nor_becomes_a_zombie(x, machine, host):
    pid_file = machine.folder / "browser-pid"
    browser = program(machine, "browser", f"echo $$ > {pid_file}\nexec sleep 60\n")
    script = machine.start(
        WAITING.replace("open = false, ", "") + " io.read()",
        host=host,
        env={"BROWSER": browser},
        stdin=subprocess.PIPE,
    )
    visit(approve(script.url()))
    assert script.emits(2)[1]["username"] == "alice"
    pid = int(
        wait_until(lambda: pid_file.exists() and pid_file.read_text(), what="the browser")
    )
    try:
        children = Path(f"/proc/{script.process.pid}/task/{script.process.pid}/children")
        assert children.read_text().split() == []
        os.kill(pid, 0)
    finally:
        os.kill(pid, 15)


def test_the_browser_gets_no_setting_of_ours_no_descriptor_and_the_url_as_one_argument(
    x, machine
):
    client_id, secret = x.confidential
    seen = machine.folder / "seen"
    browser = program(
        machine,
        "browser",
        f'{{ echo "arguments: $#"; echo "$1"; env; for f in /proc/$$/fd/*; do readlink $f; done; }}'
        f" > {seen}.new\nmv {seen}.new {seen}\nexec {BROWSER} $1\n",
    )
    machine.login(
        env={
            "BROWSER": browser,
            "XPOST_CLIENT_ID": client_id,
            "XPOST_CLIENT_SECRET": secret,
        },
    )
    text = seen.read_text()
    assert text.startswith("arguments: 1\nhttp://")
    assert "XPOST_" not in text
    assert secret not in text
    assert "socket:" not in text and "accounts" not in text
    assert f"HOME={machine.home}" in text


def test_with_a_display_xdg_open_is_started_and_without_one_nothing(x, machine):
    folder = machine.folder / "bin"
    folder.mkdir()
    opener = folder / "xdg-open"
    opener.write_text(f"#!/bin/sh\nexec {BROWSER} $1\n")
    opener.chmod(0o700)
    env = {"BROWSER": None, "PATH": f"{folder}:/usr/bin:/bin"}
    done = machine.run("emit(xpost.login{timeout = 1, on_url = told_url})", env=env)
    assert done.results[1]["err"]["code"] == "login_timeout"
    assert machine.login(env={**env, "DISPLAY": ":0"})["username"] == "alice"


def test_nothing_in_the_urls_runs_a_command(x, machine):
    evil = (
        "$(touch${IFS}mark)`touch${IFS}mark`;touch${IFS}mark|touch${IFS}mark&touch${IFS}mark'"
    )
    url = x.env["XPOST_AUTHORIZE_URL"] + "?a=" + evil
    for env in (
        {"BROWSER": "sh -c", "XPOST_AUTHORIZE_URL": url},
        {"BROWSER": "sh -c %s", "XPOST_CLIENT_ID": evil},
        {"BROWSER": BROWSER, "XPOST_AUTHORIZE_URL": url},
    ):
        env["XPOST_REDIRECT_URI"] = f"http://127.0.0.1:{free_port()}/callback"
        machine.start(f"xpost.login{{timeout = 1, scopes = [[{evil}]]}}", env=env)
    for script in machine.scripts:
        assert script.end().status == 0
    assert not (machine.home / "mark").exists()


def test_an_authorize_url_that_is_not_https_is_refused(x, machine):
    for url in ("http://x.example/authorize", "file:///etc/passwd", "-version", "javascript:0"):
        done = machine.run(WAITING, env={"XPOST_AUTHORIZE_URL": url})
        assert done.result["err"]["code"] == "config"
