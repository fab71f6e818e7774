"""Scripts that nobody watches: where their text comes from, what they print, and how they exit."""

import json
import os
import subprocess
import time

import pytest
from conftest import requests_to
from media_files import PNG
from posting import age_ledger, attempts, creates, fault, ledger_of, limited, problem
from scripting import Home, Terminal, install, recipe

LATER, LOGIN, NEVER, SET_UP = 75, 77, 65, 78


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("local")
    install(folder)
    return folder


@pytest.fixture
def home(x, machine, installed):
    return Home(x, machine, installed)


def told(done) -> str:
    """The one line on standard error."""
    assert done.stdout == "" and done.stderr.count("\n") == 1, done
    return done.stderr


# ---- an environment with nothing in it


def test_with_nothing_but_home_it_renews_posts_and_says_so_in_one_line(home):
    home.write("bin/post.lua", recipe("local here =") + recipe("-- post.lua"))
    home.machine.make_due()
    done = home.run(["/usr/bin/lua5.4", "bin/post.lua", "alone"], env=home.env)
    (made,) = home.x.state()["posts"]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Posted: {home.x.url}/i/status/{made['id']}\n"


@pytest.mark.parametrize("env", [{}, {"HOME": ""}, {"HOME": "."}, {"XDG_STATE_HOME": "state"}])
def test_without_a_home_it_exits_as_for_a_wrong_setting(home, env):
    libraries = {n: v for n, v in home.libraries().items() if n != "HOME"}
    done = home.post("homeless", env={**libraries, **env})
    assert done.returncode == SET_UP and "HOME" in told(done)


CLOSED = {
    "input": ("<&-", "Posted: "),
    "output": (">&-", ""),
    "errors": ("2>&-", "Posted: "),
    "all": ("<&- >&- 2>&-", ""),
}


@pytest.mark.parametrize("which", CLOSED)
def test_closed_standard_streams_change_nothing(home, which):
    how, output = CLOSED[which]
    home.machine.make_due()
    done = home.run(f"exec lua5.4 bin/post.lua closed {how}")
    assert done.returncode == 0 and done.stdout.startswith(output) and home.posted == ["closed"]
    assert home.machine.accounts["accounts"][0]["expires_at"] > time.time()


def test_a_reader_that_is_gone_changes_nothing(home, host):
    near, far = os.pipe()
    os.close(near)
    done = subprocess.run(
        [host, "bin/post.lua", "gone"],
        env=home.libraries(host),
        cwd=home.path,
        stdin=subprocess.DEVNULL,
        stdout=far,
        stderr=far,
    )
    os.close(far)
    assert (done.returncode, home.posted) == (0, ["gone"])


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_files_are_private_whatever_the_umask(home, mask):
    home.machine.make_due()
    done = home.post("private", env={**home.libraries(), "LC_ALL": "C"}, umask=mask)
    assert done.returncode == 0
    for file in home.machine.state.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file


# ---- statuses


def test_what_passes_by_itself_exits_with_75_and_posts_later(home):
    reset = int(time.time()) + 500
    for answer, code in (
        ({"status": 429, "headers": {"x-rate-limit-reset": str(reset)}}, "rate_limited"),
        ({"status": 402}, "credits_depleted"),
        (problem(403, "Your account reached its spending limit"), "usage_capped"),
    ):
        fault(home.x, **answer)
        done = home.post("later", "key")
        line = told(done)
        assert done.returncode == LATER and line.startswith(f"xpost: {code}: "), done
        assert "not posted, key key" in line
        assert ("try again after 20" in line) == (code == "rate_limited")
    assert home.post("later", "key").returncode == 0
    assert home.post("later", "key").returncode == 0 and home.posted == ["later"]


def test_a_full_disk_exits_with_75(home):
    done = home.post("full", preexec_fn=limited(8192))
    assert done.returncode == LATER and home.posted == []


def test_a_login_that_has_ended_exits_with_77_until_somebody_logs_in(home):
    home.x.control("revoke", {})
    done = home.post("ended", "key")
    assert done.returncode == LOGIN and "Log in again" in told(done)
    home.machine.login()
    assert home.post("ended", "key").returncode == 0 and home.posted == ["ended"]


def test_nobody_logged_in_exits_with_77(home):
    home.machine.accounts_file.unlink()
    assert home.post("nobody").returncode == LOGIN


def test_what_would_be_refused_again_exits_with_65(home):
    assert "over_limit" in told(home.post("long " * 100))
    assert home.post("long " * 100).returncode == NEVER
    fault(home.x, **problem(403, "You are not allowed to create a Tweet with duplicate content."))
    assert home.post("twice").returncode == NEVER
    assert home.post("a", "key").returncode == 0
    assert home.post("b", "key").returncode == NEVER and home.posted == ["a"]


def test_what_is_not_set_up_exits_with_78(home):
    fault(home.x, status=403, body={"reason": "client-not-enrolled", "detail": "d"})
    assert home.post("not enrolled").returncode == SET_UP
    env = {**home.libraries(), "XPOST_API_URL": "http://127.0.0.1:1"}
    assert home.post("elsewhere", env=env).returncode == SET_UP


def test_a_mistake_of_the_script_exits_with_1(home):
    home.write("bin/post.lua", 'require "xpost".post { tetx = "a" }')
    assert home.post().returncode == 1
    done = home.run(["lua5.4", "bin/post.lua"], env=home.env)
    assert done.returncode == 1 and "xpost" in done.stderr


# ---- what may be out already


def test_the_same_key_goes_on_after_a_connection_that_ended(home):
    fault(home.x, act="after", close=True)
    done = home.post("-", "key", input="out\n")
    assert done.returncode == LATER and "may be posted" in told(done)
    age_ledger(home.machine)
    assert home.post("-", "key", input="out\n").stdout.startswith("Posted: ")
    assert creates(home.x, "out") == 1


def test_what_may_be_out_wants_a_login_where_it_cannot_be_looked_for(home):
    fault(home.x, close=True)
    assert home.post("in doubt", "key").returncode == LATER
    home.x.control("revoke", {})
    done = home.post("in doubt", "key")
    assert done.returncode == LOGIN and "unknown_outcome" in told(done)
    assert attempts(home.x) == 1


def test_what_only_a_person_can_find_out_is_not_tried_without_end(home, machine):
    fault(home.x, close=True)
    assert home.post("older", "key").returncode == LATER
    age_ledger(machine)
    # Of another start of the machine, when its clock may have been wrong; and there is such a post.
    home.x.control("post", {"user": "alice", "text": "older", "age": 3600})
    with ledger_of(machine) as ledger:
        ledger.execute("UPDATE post SET boot = 'other'")
    done = home.post("older", "key")
    assert done.returncode == NEVER and "Look there yourself" in told(done)
    assert attempts(home.x) == 1


# ---- JSON


JSON = recipe("-- post.lua").replace("finish(post, err)", "finish(post, err, { json = true })")


def test_json_is_one_object_on_standard_output_in_each_case(home, host):
    home.write("bin/post.lua", JSON)
    text = 'a "b" \\ \u65e5\u672c \U0001f600 \x01 \u202e'
    done = home.post(text, host=host)
    (made,) = home.x.state()["posts"]
    assert done.stderr == "" and done.stdout.count("\n") == 1 and "\u202e" not in done.stdout
    result = json.loads(done.stdout)["result"]
    assert (result["id"], result["text"]) == (made["id"], text)
    assert result["cost"] == 0.015
    done = home.post("long " * 100, "key", host=host)
    assert done.returncode == NEVER and done.stderr == ""
    error = json.loads(done.stdout)["error"]
    assert (error["code"], error["retry"], error["outcome"]) == (
        "over_limit",
        "never",
        "not_posted",
    )


def test_nothing_that_is_printed_holds_a_secret(home):
    home.write("bin/post.lua", JSON)
    home.machine.make_due()
    printed = home.post("one").stdout
    fault(home.x, status=401)
    home.x.control("revoke", {})
    done = home.post("two")
    printed += done.stdout + done.stderr
    for script in ("xpost.accounts()", "xpost.account()", "xpost.me()", "xpost.refresh()"):
        home.write("it.lua", f'xpost = require "xpost" local r, e = {script} '
                   'require "xpost.script".finish(r, e, { json = true })')
        printed += home.run("lua5.4 it.lua").stdout
    assert "alice" in printed
    secrets = home.x.secrets()
    for secret in secrets["access_tokens"] + secrets["refresh_tokens"]:
        assert secret not in printed


# ---- where the text comes from


def test_the_text_is_an_argument_standard_input_or_a_file(home, host):
    file = home.write("note.txt", "of a file\r\n")
    home.post("an argument\n", host=host)
    home.post("-", input="piped\n\n", host=host)
    text = home.path / "bin/post.lua"
    text.write_text(text.read_text().replace("text(arg[1])", "text{file = arg[1]}"))
    home.post(str(file), host=host)
    # X takes the white space at the ends away, so what is sent is looked at.
    sent = [json.loads(r["body"])["text"] for r in requests_to(home.x, "/2/tweets")]
    assert sent == ["an argument", "piped\n", "of a file"]


NO_TEXT = {
    "nothing": ("", "No text was given"),
    "empty": ("- </dev/null", "is empty"),
    "closed": ("- <&-", "is closed"),
    "a folder": ("- </", "is a folder"),
    "without end": ("- </dev/zero", "more than 1048576 bytes"),
    "not text": ("\"$(printf 'a\\377')\"", "UTF-8"),
    "blank": ("' '", "text"),
}


@pytest.mark.parametrize("case", NO_TEXT)
def test_what_is_no_text_is_told_at_once(home, case):
    arguments, words = NO_TEXT[case]
    done = home.run(f"exec lua5.4 bin/post.lua {arguments}", timeout=10)
    assert done.returncode == NEVER and words in told(done)
    assert attempts(home.x) == 0


def test_it_never_waits_for_somebody_to_type(home):
    for command in ("lua5.4 bin/post.lua -", "lua5.4 bin/post.lua - </dev/tty"):
        status, output, errors = Terminal(home, command).end(timeout=10)
        assert (status, output) == (NEVER, "") and "is a terminal" in errors


def test_a_pipe_that_is_not_closed_is_given_up(home, host):
    script = home.path / "bin/post.lua"
    script.write_text(
        script.read_text().replace("text(arg[1])", "text{file = arg[1], timeout = 1}")
    )
    os.mkfifo(home.path / "pipe")
    near, far = os.pipe()
    os.write(far, b"the beginning")
    for arguments, named in ((["pipe"], {}), (["-"], {"stdin": near})):
        done = home.post(*arguments, host=host, timeout=10, **named)
        assert done.returncode == LATER and "within 1 seconds" in told(done)
    os.close(near)
    os.close(far)
    assert attempts(home.x) == 0


# ---- asking a person


ASK = "printf 'a text of a program' | lua5.4 ask.lua key"


@pytest.fixture
def asking(home):
    home.write("ask.lua", recipe("-- ask.lua"))
    return home


def test_a_program_writes_a_person_sees_it_and_says_yes(asking):
    terminal = Terminal(asking, ASK)
    shown = terminal.read_until("[y/N] ")
    for words in (
        "length 19 of 280:",
        "| a text of a program",
        "Post this as @alice, for about $0.015?",
    ):
        assert words in shown
    assert attempts(asking.x) == 0
    terminal.type("y\n")
    status, output, errors = terminal.end()
    assert (status, errors) == (0, "") and output.startswith("Posted: ")
    assert asking.posted == ["a text of a program"]


@pytest.mark.parametrize("answer", ["n\n", "\n", "yesterday\n", "\x04"])
def test_any_other_answer_is_a_no(asking, answer):
    terminal = Terminal(asking, ASK)
    terminal.read_until("[y/N] ")
    terminal.type(answer)
    status, output, errors = terminal.end()
    assert status == NEVER and output == "" and "not yes" in errors
    assert attempts(asking.x) == 0


def test_what_was_typed_before_the_question_is_no_answer(asking):
    asking.write("slow", "sleep 1; printf slow")
    terminal = Terminal(asking, "sh ./slow | lua5.4 ask.lua")
    terminal.type("y\n")
    terminal.read_until("[y/N] ")
    terminal.type("n\n")
    assert terminal.end()[0] == NEVER and attempts(asking.x) == 0


def test_no_answer_in_time_is_a_no(asking):
    asking.write("ask.lua", recipe("-- ask.lua").replace("ask(plan)", "ask(plan, {timeout=1})"))
    terminal = Terminal(asking, ASK)
    assert terminal.end(timeout=10)[0] == NEVER and attempts(asking.x) == 0


def test_the_name_of_a_file_brings_no_line_of_its_own(asking):
    (asking.path / "a\nPost nothing?.png").write_bytes(PNG)
    asking.write(
        "ask.lua",
        'local xpost, script = require "xpost", require "xpost.script"\n'
        'local media = {{path = "a\\nPost nothing?.png"}}\n'
        'script.finish(script.ask(xpost.plan{text = "look", media = media}))\n',
    )
    terminal = Terminal(asking, "lua5.4 ask.lua")
    assert "/a Post nothing?.png\r\n" in terminal.read_until("[y/N] ")
    terminal.type("n\n")
    assert terminal.end()[0] == NEVER


def test_without_a_terminal_nothing_is_posted(asking):
    done = asking.run(ASK, timeout=10)
    assert done.returncode == NEVER and "no terminal" in told(done)
    # Nor in the background of one, where asking would stop the process.
    status, _, errors = Terminal(asking, f"set -m; ({ASK}) & wait $!").end(timeout=10)
    assert status == NEVER and "no terminal" in errors
    assert attempts(asking.x) == 0


def test_what_is_shown_can_do_nothing_to_the_terminal(asking):
    asking.write("text", "one\x1b]0;title\x07\u202etwo\nthree\n")
    terminal = Terminal(asking, "lua5.4 ask.lua <text")
    shown = terminal.read_until("[y/N] ")
    terminal.type("n\n")
    terminal.end()
    assert "\x1b" not in shown and "\x07" not in shown and "\u202e" not in shown
    assert "| three\r\n" in shown  # and no line of it looks like a question


def test_what_would_be_refused_is_not_asked_about(asking):
    asking.x.control("revoke", {})
    asking.machine.accounts_file.unlink()
    terminal = Terminal(asking, ASK)
    status, _, errors = terminal.end(timeout=10)
    assert status == LOGIN and "Nobody is logged in" in errors
