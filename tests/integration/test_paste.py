"""Logging in by hand: the redirect URL is pasted, as a function's result or to standard input."""

import os
import pty
import re
import signal
import subprocess
import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from conftest import approve, release, requests_to, visit, wait_until
from logging_in import program

# What the test writes into the file "pasted" is what the user pastes next.
FUNCTION = """
local problems = {}
local function paste(problem)
  if problem then
    emit{problem = problem}
  end
  local file = io.open("pasted")
  if file then
    local text = file:read "a"
    file:close()
    os.remove "pasted"
    return text
  end
end
emit(xpost.login{open = false, on_url = told_url, timeout = 20, paste = paste})
""".replace(
    '"a"', '"*a"'
)
ALWAYS = FUNCTION.replace("emit{problem = problem}", "-- it is not told")
# A job that is cancelled where there is a file "stop".
JOB = """
local function take(name)
  local file = io.open(name)
  local text = file and file:read "*a"
  if file then
    file:close()
    os.remove(name)
  end
  return text
end
local job = xpost.login({on_url = told_url, timeout = 20}, function(err) emit{code = err.code} end)
while not job:wait(20) do
  local pasted = take "pasted"
  if pasted then
    job:answer(pasted)
  elseif take "stop" then
    job:cancel()
  end
end
"""
INPUT = """
emit(xpost.login{open = false, on_url = told_url, timeout = 20, paste = true,
  on_paste_problem = function(problem) emit{problem = problem} end})
"""


def paste(machine, text: str | bytes) -> None:
    """For FUNCTION."""
    file = machine.home / "pasted.new"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    file.rename(machine.home / "pasted")


def wrong_ones(url: str, redirect: str) -> dict[str, tuple[str, str]]:
    """What users paste instead, with a word of the problem that they are told."""
    query = parse_qs(urlsplit(redirect).query)
    code, state = query["code"][0], query["state"][0]
    start = redirect.partition("?")[0]
    return {
        "bare code": (code, "code alone"),
        "half of it": (redirect[: len(start) + 20], "part of the address"),
        "the start": (start, "part of the address"),
        "the authorization URL": (url, "starts the login"),
        "another page": ("https://x.com/home?a=1&b=2", "another page"),
        "another port": (redirect.replace(f":{urlsplit(start).port}", ":1"), "another page"),
        "https": (redirect.replace("http:", "https:"), "another page"),
        "another login": (f"{start}?code={code}&state=" + "x" * 43, "another login"),
        "no state": (f"{start}?code={code}", "state|code alone"),
        "doubled state": (f"{redirect}&state={state}", "doubled"),
        "doubled code": (f"{redirect}&code=x", "doubled"),
        "no code": (f"{start}?state={state}", "no code"),
        "both": (redirect + "&error=access_denied", "both"),
        "words": ("I have pasted it!", "."),
        "other script": ("リダイレクト", "no web address"),
        "too long": (redirect + "&x=" + "x" * 9000, "too long"),
        "a forged denial": (f"{start}?error=access_denied&state=x", "another login|part"),
    }


def test_the_redirect_url_can_be_pasted_by_a_function(x, machine, host):
    script = machine.start(FUNCTION, host=host)
    paste(machine, approve(script.url()))
    assert script.end().results[1]["username"] == "alice"
    assert len(requests_to(x, "/2/oauth2/token")) == 1


def test_the_redirect_url_can_be_pasted_to_standard_input(x, machine, host):
    script = machine.start(INPUT, host=host, stdin=subprocess.PIPE)
    script.write(approve(script.url()) + "\n")
    assert script.end().results[1]["username"] == "alice"


def test_the_last_line_of_standard_input_needs_no_line_end(x, machine):
    script = machine.start(INPUT, stdin=subprocess.PIPE)
    script.write(approve(script.url()))
    script.process.stdin.close()
    assert script.end().results[1]["username"] == "alice"


def test_the_redirect_url_can_be_pasted_into_a_terminal(x, machine, host):
    master, slave = pty.openpty()
    try:
        script = machine.start(INPUT, host=host, stdin=slave)
        os.write(master, approve(script.url()).encode() + b"\r")
        assert script.end().results[1]["username"] == "alice"
    finally:
        os.close(master)
        os.close(slave)


def test_ctrl_c_ends_a_login_that_reads_standard_input(x, machine, host):
    script = machine.start(INPUT, host=host, stdin=subprocess.PIPE)
    script.url()
    script.interrupt()
    done = script.end(20)
    assert done.status != 0 and "interrupted" in done.stderr


FEW = ("bare code", "the authorization URL", "another login", "too long")


@pytest.mark.parametrize("how", ["function", "input"])
def test_wrong_ones_are_told_what_is_wrong_and_the_right_one_still_works(x, machine, how):
    try_wrong_ones(x, machine, how, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["function", "input"])
def test_each_kind_of_wrong_one_is_told_apart(x, machine, how):
    try_wrong_ones(x, machine, how, None)


def try_wrong_ones(x, machine, how: str, names) -> None:
    by_function = how == "function"
    script = machine.start(FUNCTION if by_function else INPUT, stdin=subprocess.PIPE)
    url = script.url()
    redirect = approve(url)
    code = parse_qs(urlsplit(redirect).query)["code"][0]
    told = 1
    for name, (text, problem) in wrong_ones(url, redirect).items():
        if names and name not in names:
            continue
        if by_function:
            paste(machine, text)
        else:
            script.write(text + "\n")
        told += 1
        assert "problem" in script.emits(told, 3)[told - 1], (name, script)
        answer = script.emits(told, 3)[told - 1]["problem"]
        assert re.search(problem, answer), (name, answer)
        assert code not in answer
    if by_function:
        paste(machine, redirect)
    else:
        script.write(redirect + "\n")
    done = script.end()
    assert done.results[-1]["username"] == "alice", done
    assert len(requests_to(x, "/2/oauth2/token")) == 1


def test_a_problem_is_told_once(x, machine):
    script = machine.start(FUNCTION)
    url = script.url()
    paste(machine, "nonsense")
    script.emits(2)
    time.sleep(0.8)
    assert len(script.results) == 2
    paste(machine, approve(url))
    assert script.end().results[2]["username"] == "alice"


@pytest.mark.parametrize(
    "form",
    ["  {}  ", '"{}"', "<{}>", "「{}」", "{}\n\n", "\t{}\r\n", "\ufeff{}", "{}#_=_", "`{}`"],
)
def test_what_surrounds_a_pasted_url_is_forgiven(x, machine, form):
    script = machine.start(FUNCTION)
    paste(machine, form.format(approve(script.url())))
    assert script.end().results[1]["username"] == "alice"


def test_line_breaks_inside_a_pasted_url_are_forgiven(x, machine):
    script = machine.start(FUNCTION)
    redirect = approve(script.url())
    paste(machine, "\r\n".join(redirect[i : i + 40] for i in range(0, len(redirect), 40)))
    assert script.end().results[1]["username"] == "alice"


def test_an_address_that_was_broken_into_two_lines_is_one(x, machine):
    script = machine.start(INPUT, stdin=subprocess.PIPE)
    redirect = approve(script.url())
    script.write(redirect[:70] + "\n" + redirect[70:] + "\n")
    done = script.end()
    assert "part of the address" in done.results[1]["problem"]
    assert done.results[2]["username"] == "alice"


def test_a_url_without_its_scheme_is_forgiven(x, machine):
    script = machine.start(FUNCTION)
    paste(machine, approve(script.url()).removeprefix("http://"))
    assert script.end().results[1]["username"] == "alice"


@pytest.mark.parametrize("how", ["function", "input"])
def test_a_paste_that_is_too_old_is_told_and_a_new_one_asked_for(x, machine, how):
    script = machine.start(FUNCTION if how == "function" else INPUT, stdin=subprocess.PIPE)
    x.set(code_lifetime=0)
    old = approve(script.url())
    x.set(code_lifetime=30)
    for text in (old, None, old):
        if text is None:
            told = script.emits(3)
            assert told[1]["url"] != told[0]["url"]
            assert "30 seconds" in told[2]["problem"]
            url = told[1]["url"]
        elif how == "function":
            paste(machine, text)
        else:
            script.write(text + "\n")
    assert "another login" in script.emits(4)[3]["problem"]
    visit(approve(url))
    assert script.end().results[4]["username"] == "alice"
    assert len(requests_to(x, "/2/oauth2/token")) == 2
    assert len(machine.accounts["accounts"]) == 1


def test_pastes_that_x_accepts_never_end_the_login(x, machine):
    x.set(code_lifetime=0)
    script = machine.start(ALWAYS)
    for known in range(1, 6):
        paste(machine, approve(script.emits(known)[-1]["url"]))
    err = script.end().results[5]["err"]
    assert err["code"] == "login_failed" and "30 seconds" in err["message"]
    assert len(requests_to(x, "/2/oauth2/token")) == 5


def test_who_cancels_while_a_paste_is_looked_at_is_not_asked_for_another(x, machine):
    opened = machine.folder / "opened"
    browser = program(machine, "browser", f'echo "$1" >> "{opened}"\n')
    x.set(code_lifetime=0)
    x.fault(path="/2/oauth2/token", hold=True)
    script = machine.start(JOB, env={"BROWSER": browser})
    paste(machine, approve(script.url()))
    wait_until(lambda: x.counts()["faults_used"] == 1, what="the code")
    (machine.home / "stop").touch()
    assert script.emits(2)[1]["code"] == "cancelled"
    release(x)
    script.end()
    wait_until(opened.exists, what="the browser")
    assert len(opened.read_text().splitlines()) == 1


def test_a_pasted_denial_ends_the_login(x, machine):
    script = machine.start(FUNCTION)
    paste(machine, approve(script.url(), decision="cancel"))
    assert script.end().results[1]["err"]["code"] == "login_denied"
    assert not requests_to(x, "/2/oauth2/token")


def test_zero_bytes_in_what_is_pasted_do_no_harm(x, machine, host):
    script = machine.start(FUNCTION, host=host)
    redirect = approve(script.url()).encode()
    paste(machine, redirect[:60] + b"\0" + redirect[60:])
    script.emits(2)
    paste(machine, redirect)
    assert script.end().results[2]["username"] == "alice"


def test_paste_and_browser_wait_at_once_and_the_browser_can_win(x, machine):
    script = machine.start(INPUT, stdin=subprocess.PIPE)
    url = script.url()
    script.write("nonsense\n")
    script.emits(2)
    assert visit(approve(url))[0] == 200
    assert script.end().results[2]["username"] == "alice"


def test_paste_and_browser_wait_at_once_and_the_paste_can_win(x, machine):
    script = machine.start(INPUT + " io.read()", stdin=subprocess.PIPE)
    redirect = approve(script.url())
    script.write(redirect + "\n")
    assert script.emits(2)[1]["username"] == "alice"
    with pytest.raises(OSError):
        visit(redirect)
    assert x.counts()["code_reuses"] == 0


def test_both_answers_at_the_same_moment_send_the_code_once(x, machine):
    for _ in range(5):
        script = machine.start(FUNCTION)
        redirect = approve(script.url())
        paste(machine, redirect)
        try:
            visit(redirect)
        except OSError:
            pass
        assert script.end().results[-1]["username"] == "alice"
        (machine.home / "pasted").unlink(missing_ok=True)
    assert x.counts()["code_reuses"] == 0
    assert len(requests_to(x, "/2/oauth2/token")) == 5


def test_the_end_of_standard_input_does_not_end_the_login(x, machine, host):
    script = machine.start(INPUT, host=host, stdin=subprocess.DEVNULL)
    url = script.url()
    time.sleep(0.6)
    used = cpu_seconds(script.process.pid)
    time.sleep(0.5)
    assert cpu_seconds(script.process.pid) - used < 0.1
    visit(approve(url))
    assert script.end().results[1]["username"] == "alice"


def cpu_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_closed_standard_input_does_not_end_the_login(x, machine):
    script = machine.start(INPUT, prefix=["sh", "-c", 'exec "$@" <&-', "sh"])
    visit(approve(script.url()))
    assert script.end().results[1]["username"] == "alice"


def test_what_follows_the_pasted_line_is_left_to_the_script(x, machine, host):
    script = machine.start(INPUT + " emit{read = io.read()}", host=host, stdin=subprocess.PIPE)
    script.write(approve(script.url()) + "\nthe next line\n")
    assert script.end().results[2] == {"read": "the next line"}


def test_a_paste_function_that_raises_stops_the_login(x, machine, host):
    done = machine.run(
        "emit(xpost.login{open = false, paste = function() error('enough', 0) end})", host=host
    )
    assert done.result["err"]["code"] == "cancelled"
    assert "enough" in done.result["err"]["message"]


def test_the_user_is_told_at_the_terminal_how_to_paste(x, machine):
    script = machine.start(
        "emit(xpost.login{open = false, timeout = 20, paste = true})", stdin=subprocess.PIPE
    )
    wait_until(lambda: "paste it here" in script.stderr.read_text(), what="the advice")
    shown = script.stderr.read_text()
    assert machine.redirect_uri in shown
    url = next(word for word in shown.split() if "oauth2/authorize" in word)
    script.write("nonsense\n")
    wait_until(lambda: "whole address" in script.stderr.read_text(), what="the problem")
    script.write(approve(url) + "\n")
    assert script.end().results[0]["username"] == "alice"


def test_a_stopped_and_continued_script_still_takes_the_answer(x, machine):
    script = machine.start(INPUT, stdin=subprocess.PIPE)
    url = script.url()
    script.process.send_signal(signal.SIGSTOP)
    redirect = approve(url)
    script.write(redirect + "\n")
    time.sleep(0.2)
    script.process.send_signal(signal.SIGCONT)
    assert script.end().results[1]["username"] == "alice"


def test_an_encoded_state_is_read_as_it_was_meant(x, machine):
    script = machine.start(FUNCTION)
    redirect = approve(script.url())
    query = parse_qs(urlsplit(redirect).query)
    encoded = "".join(f"%{ord(c):02x}" for c in query["state"][0])
    paste(machine, f"{machine.redirect_uri}?code={quote(query['code'][0])}&state={encoded}")
    assert script.end().results[1]["username"] == "alice"
