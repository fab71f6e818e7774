"""The recipes of doc/automation.md, as they are written there."""

import re
import shutil
import stat
import subprocess
import time

import pytest
from conftest import approve, free_port, visit
from posting import creates, fault
from scripting import DOCUMENT, Home, recipe

LATER, LOGIN, NEVER = 75, 77, 65


@pytest.fixture
def home(x, machine):
    return Home(x, machine)


def today() -> str:
    return time.strftime("%Y-%m-%d")


def test_the_script_has_ten_lines_at_most():
    assert len(recipe("-- post.lua").strip().split("\n")) <= 10


def test_every_status_of_the_table_is_that_of_the_module(home):
    rows = re.findall(r"^\| (\d+) \|.*\| (?:`\"(\w+)\"`)?(.*)\|$", DOCUMENT, re.MULTILINE)
    assert [int(status) for status, _, _ in rows] == [0, 75, 77, 65, 78, 1]
    for status, retry, rest in rows:
        codes = re.findall(r"`(\w+)`", rest) or ["server"]
        for code in codes if retry else []:
            error = f'{{ code = "{code}", retry = "{retry}" }}'
            home.write("it.lua", f'os.exit(require "xpost.script".status {error})')
            assert home.run("lua5.4 it.lua").returncode == int(status)


def test_a_pipe(home):
    command = recipe("The backup of")
    assert home.run(command).stdout.startswith("Posted: ")
    assert home.run(command).stdout.startswith("Posted: ")  # it is run again
    assert len(home.posted) == 1 and home.posted[0].startswith("The backup of ")


# ---- cron


def cron_lines() -> list[tuple[str, str, str]]:
    """Schedule, command and input of each line, as cron reads them."""
    lines = []
    for line in recipe("*/10 9-11").strip().split("\n"):
        schedule, command = re.match(r"((?:\S+ ){5})(.*)", line).groups()
        # A % that is not escaped ends the command.
        command, *given = re.split(r"(?<!\\)%", command)
        lines.append((schedule, command.replace("\\%", "%"), "\n".join(given)))
    return lines


@pytest.fixture
def cron(home):
    """Runs the job as cron does: in the home, with a shell and no more than this."""
    ((_, command, given),) = cron_lines()
    libraries = {n: v for n, v in home.libraries().items() if n.startswith("LUA_")}
    env = {**home.env, "LOGNAME": "tester", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return lambda: home.run(command, env={**env, **libraries}, input=given)


def test_cron_posts_the_text_of_the_day_once(home, cron):
    ((schedule, _, given),) = cron_lines()
    assert schedule.split() == ["*/10", "9-11", "*", "*", "*"] and given == ""
    done = cron()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")  # none for today
    home.write(f"texts/{today()}.txt", "the text of the day\n")
    fault(home.x, status=429)
    done = cron()
    assert done.returncode == LATER and done.stdout == "" and done.stderr.count("\n") == 1
    for _ in range(3):
        done = cron()
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")  # nothing to mail
    assert home.posted == ["the text of the day"]


def test_two_cron_jobs_at_one_moment_post_once_and_renew_once(home, cron):
    home.write(f"texts/{today()}.txt", "both")
    home.machine.make_due()
    ((_, command, _),) = cron_lines()
    running = [
        subprocess.Popen(["/bin/sh", "-c", command], env=home.libraries(), cwd=home.path)
        for _ in range(4)
    ]
    assert [process.wait(30) for process in running] == [0, 0, 0, 0]
    assert creates(home.x, "both") == 1 and home.x.counts()["refreshes"] == 1


# ---- systemd


def unit(name: str) -> str:
    return recipe(f"systemd/user/{name}")


def values_of(text: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def test_the_systemd_units_are_valid(home, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    for name in ("xpost-daily.service", "xpost-daily.timer"):
        (tmp_path / name).write_text(unit(name))
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *tmp_path.glob("*")],
        env={**home.env, "XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    ours = [line for line in done.stderr.split("\n") if "xpost-daily" in line]
    assert ours == [], done.stderr


def exec_start(home) -> list[str]:
    """The command line, as systemd takes it apart."""
    (line,) = values_of(unit("xpost-daily.service"), "ExecStart")
    line = line.replace("%%", "%").replace("$$", "$")
    program, option, command = re.fullmatch(r"(\S+) (\S+) '(.*)'", line).groups()
    return [program, option, command]


def test_the_systemd_service_posts_and_its_statuses_decide_what_is_tried_again(home):
    (statuses,) = values_of(unit("xpost-daily.service"), "RestartPreventExitStatus")
    prevented = {int(status) for status in statuses.split()}
    home.write(f"texts/{today()}.txt", "by systemd\n")
    command = exec_start(home)
    fault(home.x, status=429)
    done = home.run(command)
    assert done.returncode == LATER not in prevented
    done = home.run(command)
    assert done.returncode == 0 and home.posted == ["by systemd"]
    home.write(f"texts/{today()}.txt", "another text\n")
    assert home.run(command).returncode in prevented
    (home.path / f"texts/{today()}.txt").unlink()
    assert home.run(command).returncode in prevented
    home.write("bin/post.lua", "error()")
    home.write(f"texts/{today()}.txt", "by systemd\n")
    assert home.run(command).returncode in prevented
    assert {1, NEVER, LOGIN, 78} <= prevented


# ---- git


@pytest.fixture
def repositories(home):
    """A repository with the hook, and one that is pushed from."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    identity = "-c user.name=t -c user.email=t@example.invalid -c init.defaultBranch=main"
    made = home.run(
        f"git {identity} init -q --bare server.git && git {identity} init -q work && cd work &&"
        f" git {identity} commit -q --allow-empty -m 'First' &&"
        " git remote add origin ../server.git && git push -q origin HEAD:main"
    )
    assert made.returncode == 0, made
    hook = home.path / "server.git/hooks/post-receive"
    hook.write_text(recipe("hooks/post-receive"))
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    return lambda command: home.run(f"cd work && git {identity} {command}")


def test_the_git_hook_posts_each_release_tag_once(home, repositories):
    git = repositories
    git("tag -a v1.0 -m 'The first one'")
    git("tag nightly")
    done = git("push -q origin v1.0 nightly HEAD:other")
    assert done.returncode == 0 and "remote: Posted: http" in done.stderr, done
    assert home.posted == ["MyProject v1.0 is out: The first one"]
    git("push -q origin :v1.0")  # deleted, and pushed again
    assert "Posted: http" in git("push -q origin v1.0").stderr
    git("commit -q --allow-empty -m 'Second'")
    git("tag -f v1.0 HEAD")
    git("push -q -f origin v1.0")  # moved
    git("tag v1.1")
    git("push -q origin v1.1 HEAD:main")
    assert home.posted == [
        "MyProject v1.0 is out: The first one",
        "MyProject v1.1 is out: Second",
    ]


def test_the_git_hook_never_stops_a_push(home, repositories):
    git = repositories
    home.x.control("revoke", {})
    git("tag v2.0")
    done = git("push -q origin v2.0")
    assert done.returncode == 0 and "Log in again" in done.stderr
    home.machine.login()
    resume = re.search(r"`(xpost\.resume\{.*?\})`", DOCUMENT)[1].replace("v1.2", "v2.0")
    home.write("it.lua", f'xpost = require "xpost" print(assert({resume}).url)')
    assert home.run("lua5.4 it.lua").returncode == 0
    assert home.posted == ["MyProject v2.0 is out: First"]


# ---- logging in on a server


def server(x, home) -> dict:
    """A server on which nobody is logged in, and without a browser."""
    home.machine.accounts_file.unlink()
    return {
        **{n: v for n, v in x.env.items() if n.startswith("XPOST_")},
        **home.libraries(),
        "BROWSER": "/nowhere",
    }


def start(home, command: str, env: dict):
    return subprocess.Popen(
        ["/bin/sh", "-c", command],
        env=env,
        cwd=home.path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def shown_url(process) -> str:
    for line in process.stderr:
        if found := re.search(r"http\S+/i/oauth2/authorize\S+", line):
            return found[0]
    raise AssertionError("no URL was shown")


def test_a_login_over_ssh_with_a_forwarded_port(x, home):
    assert "ssh -L 8739:127.0.0.1:8739 SERVER" in DOCUMENT
    command = recipe("open = false, redirect_uri").replace("8739", str(free_port()))
    process = start(home, command, server(x, home))
    visit(approve(shown_url(process)))  # which SSH carries there as it is
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 0 and "You are @alice" in output
    assert home.post("from the server").returncode == 0


def test_a_login_by_pasting(x, home):
    env = {**server(x, home), "XPOST_REDIRECT_URI": f"http://127.0.0.1:{free_port()}/callback"}
    process = start(home, recipe("paste = true"), env)
    answer = approve(shown_url(process))
    output, _ = process.communicate(answer + "\n", timeout=20)
    assert process.returncode == 0 and "You are @alice" in output
    assert home.post("from the server").returncode == 0


# ---- moving a login


@pytest.fixture
def moved(new_machine, x, home):
    """A server to which accounts.json was brought in the way that is told."""
    other = new_machine(x)
    shutil.rmtree(other.state_home)
    command = re.search(r"ssh SERVER '(umask .*)'", DOCUMENT)[1]
    subprocess.run(["/bin/sh", "-c", command], cwd=other.home, check=True)
    assert "scp -p ~/.local/state/xpost/accounts.json SERVER:.local/state/xpost/" in DOCUMENT
    shutil.copy2(home.machine.accounts_file, other.home / ".local/state/xpost/")
    env = {**home.libraries(), "HOME": str(other.home)}
    return lambda text: home.post(text, env=env)


def test_a_login_that_was_moved_works_and_renews(home, moved):
    home.machine.accounts_file.unlink()
    assert moved("moved").returncode == 0


def test_two_copies_of_a_login_end_each_other(home, moved):
    home.x.control("expire", {})
    assert moved("first").returncode == 0
    done = home.post("second")
    assert done.returncode == LOGIN and "one app for each machine" in done.stderr
    # And with the spent token the whole login has gone.
    done = moved("third")
    assert done.returncode == LOGIN and home.posted == ["first"]
