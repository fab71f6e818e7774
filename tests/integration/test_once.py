"""A post is sent at most once: its intent is on disk before a byte leaves, and nothing that ends
the process, fills the disk or breaks the ledger changes that.
"""

import contextlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest

from conftest import acted_on, release, wait_until
from posting import (
    age_ledger,
    assert_safe,
    assert_settles,
    attempts,
    creates,
    entry,
    fault,
    history,
    ledger_rows,
    limited,
    logged_in,
    post,
    post_script,
    posted,
    problem,
)

KEY = "the-key"


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


# --- what is on disk before the first byte leaves ----------------------------------------------

CALL = re.compile(r"^(?:\d+ +)?([a-z0-9_]+)\((.*)$")
INTENT = "}intent"  # the request's last character, and the state, as they are beside each other
TRACED = "fdatasync,fsync,pwrite64,sendto,sendmsg,write,writev,connect,renameat,rename,unlink,unlinkat"


def strace_works() -> bool:
    if not shutil.which("strace"):
        return False
    return (
        subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode
        == 0
    )


strace = pytest.mark.skipif(not strace_works(), reason="strace is missing or may not trace")


def trace(machine, script: str, **named) -> list[tuple[str, str]]:
    """The system calls of a script: name and arguments."""
    output = machine.folder / "trace"
    prefix = ("strace", "-f", "-y", "-s", "9000", "-e", "trace=" + TRACED, "-o", str(output))
    done = machine.run(script, prefix=prefix, timeout=60, **named)
    assert done.status == 0, done
    calls = (CALL.match(line) for line in output.read_text(errors="replace").splitlines())
    return [(c[1], c[2]) for c in calls if c]


def assert_durable_before(calls: list[tuple[str, str]], index: int, text: str) -> None:
    """Before call number `index`: the text was written to the ledger or its journal, that file
    was synced afterwards, and nothing was written there since.
    """
    on_ledger = [
        (i, name, arguments)
        for i, (name, arguments) in enumerate(calls[:index])
        if "/ledger.db" in arguments.split(">")[0]
    ]
    written = [
        i for i, name, arguments in on_ledger if name == "pwrite64" and text in arguments
    ]
    synced = [i for i, name, _ in on_ledger if name in ("fsync", "fdatasync")]
    last = [
        i for i, name, arguments in on_ledger if name == "pwrite64" and "-shm>" not in arguments
    ][-1]
    assert written, "the text is not in the ledger"
    assert synced and synced[-1] > last >= written[-1], "the ledger was not synced"


def sends(calls: list[tuple[str, str]]) -> list[int]:
    return [
        i
        for i, (name, arguments) in enumerate(calls)
        if name in ("sendto", "sendmsg", "write", "writev") and "POST /2/tweets" in arguments
    ]


@strace
def test_the_intent_is_on_disk_before_the_first_byte_leaves(x, alice, host):
    calls = trace(alice, post_script("first-ever", key=KEY), host=host)
    [sent] = sends(calls)
    assert_durable_before(calls, sent, "first-ever")
    assert_durable_before(calls, sent, INTENT)


@strace
def test_each_intent_of_a_script_is_on_disk_before_its_first_byte(x, alice):
    script = "\n".join(post_script(f"text-number-{i}") for i in range(4))
    calls = trace(alice, script)
    indexes = sends(calls)
    assert len(indexes) == 4
    for i, sent in enumerate(indexes):
        assert_durable_before(calls, sent, f"text-number-{i}")


@strace
def test_a_post_that_is_finished_later_has_its_intent_on_disk_first(x, alice):
    fault(x, **problem(403, "no"))
    post(alice, "second-try", key=KEY)
    calls = trace(alice, post_script("second-try", key=KEY))
    [sent] = sends(calls)
    assert_durable_before(calls, sent, INTENT)


@strace
def test_a_post_after_a_renewal_has_its_intent_on_disk_first(x, alice):
    x.set(token_lifetime=1)
    alice.run("xpost.refresh{}")
    time.sleep(1.2)
    calls = trace(alice, post_script("renewed-first", key=KEY))
    [sent] = sends(calls)
    assert_durable_before(calls, sent, INTENT)
    assert creates(x, "renewed-first") == 1


@strace
def test_over_tls_the_intent_is_on_disk_before_the_connection_is_made(tls_x, tls_machine):
    """What is sent cannot be read there, so the connection itself is looked at."""
    tls_machine.login()
    calls = trace(tls_machine, post_script("by-tls", key=KEY))
    port = "htons(" + tls_x.url.rsplit(":", 1)[1] + ")"
    [connected] = [
        i
        for i, (name, arguments) in enumerate(calls)
        if name == "connect" and port in arguments
    ]
    assert_durable_before(calls, connected, "by-tls")
    assert creates(tls_x, "by-tls") == 1


@strace
def test_the_outcome_is_on_disk_when_the_script_hears_of_it(x, alice):
    calls = trace(alice, post_script("heard", key=KEY))
    [sent] = sends(calls)
    identity = ledger_rows(alice)[0]["id"]
    told = [
        i
        for i, (name, arguments) in enumerate(calls)
        if name == "write" and "/emitted>" in arguments
    ]
    assert told[0] > sent
    assert_durable_before(calls, told[0], identity)


# --- kill -9 ------------------------------------------------------------------------------------


def after_a_kill(machine, stand_in, text: str) -> dict:
    """The same key once more, when X has had the time to show what it has, posts it or finds it."""
    before = creates(stand_in, text)
    assert before <= 1
    if history(machine):
        age_ledger(machine)
    result = post(machine, text, key=KEY)
    assert posted(result) and creates(stand_in, text) == 1
    [said] = history(machine)
    assert (said["key"], said["text"], said["id"]) == (KEY, text, result["id"])
    assert [p["id"] for p in stand_in.state()["posts"] if p["text"] == text] == [result["id"]]
    return result


@pytest.mark.parametrize("seed", range(30))
def test_kill_9_at_a_random_moment_makes_no_second_create(x, alice, seed):
    source = random.Random(seed)
    text = f"killed {seed} 語"
    fault(x, act=source.choice(["before", "after"]), delay=0.05)
    script = alice.start(post_script(text, key=KEY), host=source.choice(["lua5.4", "luajit"]))
    time.sleep(source.uniform(0, 0.12))
    script.kill()
    acted_on(x)
    after_a_kill(alice, x, text)


@pytest.mark.parametrize("act", ["before", "after"])
def test_kill_9_while_the_answer_is_awaited_is_unknown(x, alice, act, host):
    fault(x, act=act, hold=True)
    script = alice.start(post_script("waiting", key=KEY), host=host)
    wait_until(lambda: x.counts()["faults_used"] == 1)
    script.kill()
    assert [r["state"] for r in ledger_rows(alice)] == ["intent"]
    assert entry(alice, KEY)["outcome"] == "unknown"
    release(x)
    made = creates(x, "waiting")
    assert_settles(alice, x, "waiting", KEY)
    assert attempts(x) == 2 - made


def test_kill_9_while_it_waits_to_be_renewed_leaves_a_post_that_can_be_finished(x, alice):
    x.control("expire")
    x.set(token_lifetime=1)
    alice.run("xpost.refresh{}")
    time.sleep(1.2)
    x.set(token_lifetime=7200)
    x.fault(path="/2/oauth2/token", act="after", hold=True)
    script = alice.start(post_script("renewing", key=KEY))
    wait_until(lambda: x.counts()["faults_used"] == 1)
    script.kill()
    assert [r["state"] for r in ledger_rows(alice)] == ["not_sent"]
    release(x)
    alice.login()
    assert posted(after_a_kill(alice, x, "renewing"))


def kill_at(machine, text: str, call: str, when: int) -> bool:
    """Kills a post at its system call number `when` of this name; False if it had fewer."""
    prefix = (
        "strace",
        "-o",
        "/dev/null",
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:signal=KILL:when={when}",
    )
    script = machine.start(post_script(text, key=KEY), prefix=prefix)
    killed = script.process.wait(30) in (-signal.SIGKILL, 128 + signal.SIGKILL)
    script.kill()
    return killed


def sweep(machine, stand_in, calls) -> int:
    kills = 0
    for call in calls:
        when = 1
        while True:
            text = f"at {call} {when}"
            killed = kill_at(machine, text, call, when)
            acted_on(stand_in)
            assert killed or creates(stand_in, text) == 1
            after_a_kill(machine, stand_in, text)
            for file in machine.state.glob("ledger.db*"):
                file.unlink()
            if not killed:
                break
            kills, when = kills + 1, when + 1
    return kills


@strace
def test_kill_9_at_each_sync_send_and_receive_makes_no_second_create(x, alice):
    assert sweep(alice, x, ["fdatasync", "sendto", "recvfrom", "connect"]) >= 5


@strace
@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    [
        "pwrite64",
        "fsync",
        "openat",
        "fcntl",
        "flock",
        "poll",
        "close",
        "unlink",
        "unlinkat",
        "ftruncate",
        "mmap",
        "read",
        "socket",
        "newfstatat",
        "pread64",
        "write",
        "getrandom",
    ],
)
def test_kill_9_at_each_system_call_makes_no_second_create(x, alice, call):
    sweep(alice, x, [call])


def test_sigint_while_the_answer_is_awaited_makes_no_second_create(x, alice):
    fault(x, act="after", delay=0.3)
    script = alice.start(post_script("interrupted", key=KEY))
    wait_until(lambda: attempts(x) == 1)
    script.interrupt()
    script.process.wait(10)
    acted_on(x)
    after_a_kill(alice, x, "interrupted")
    assert creates(x, "interrupted") == 1 and attempts(x) == 1


def test_a_process_that_was_stopped_goes_on_and_posts_once(x, alice):
    fault(x, act="after", delay=0.2)
    script = alice.start(post_script("asleep", key=KEY))
    wait_until(lambda: attempts(x) == 1)
    script.process.send_signal(signal.SIGSTOP)
    time.sleep(0.5)
    script.process.send_signal(signal.SIGCONT)
    assert posted(script.end().result)
    assert creates(x, "asleep") == 1


# --- a ledger that cannot be written -----------------------------------------------------------


def test_a_ledger_that_cannot_grow_sends_nothing(x, alice):
    error = post(alice, "no room", key=KEY, preexec_fn=limited(2048))
    assert (error["code"], error["outcome"]) == ("store", "not_posted")
    assert "ledger" in error["message"] and attempts(x) == 0
    assert posted(post(alice, "no room", key=KEY))
    assert creates(x, "no room") == 1


def test_a_file_limit_at_any_size_makes_one_create_at_most(x, alice):
    post(alice, "before it")
    for size in range(1024, 30000, 2048):
        text = key = f"limit {size:05}"
        before = attempts(x)
        result = post(alice, text, key=key, preexec_fn=limited(size))
        assert attempts(x) - before == creates(x, text) <= 1
        if posted(result):
            again = post(alice, text, key=key)
            assert again.get("id", result["id"]) == result["id"]
        else:
            assert (result["code"], result["outcome"]) == ("store", "not_posted")
            assert creates(x, text) == 0
            assert posted(post(alice, text, key=key))
        assert creates(x, text) == 1


def mounts() -> bool:
    command = ["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    return (
        bool(shutil.which("unshare"))
        and subprocess.run(command, capture_output=True).returncode == 0
    )


mounting = pytest.mark.skipif(not mounts(), reason="may not mount")

FULL = """
cp -a "$STATE" "$STATE.copy" && mount -t tmpfs -o size=$ROOM,mode=700 tmpfs "$STATE" || exit 98
cp -a "$STATE.copy/." "$STATE" && rm -rf "$STATE.copy"
dd if=/dev/zero of="$STATE/filler" bs=4096 2>/dev/null
[ -z "$FREE" ] || truncate -s -$FREE "$STATE/filler"
"$@"; status=$?
rm -f "$STATE/filler"; cp -a "$STATE" "$STATE.after"
exit $status
"""


@mounting
@pytest.mark.parametrize("free", [0, 4096, 16384, 32768, 49152, 65536, 98304])
def test_a_full_disk_makes_one_create_at_most(x, alice, free):
    env = {"STATE": str(alice.state), "ROOM": "256k", "FREE": str(free or "")}
    result = post(
        alice, "full", key=KEY, env=env, prefix=("unshare", "-m", "sh", "-c", FULL, "sh")
    )
    if posted(result):
        assert creates(x, "full") == 1
    else:
        assert (result["code"], result["outcome"]) == ("store", "not_posted"), result
        assert attempts(x) == 0
    if free == 0:
        assert not posted(result) and "full" in result["message"].lower()
    # What the disk held, with room again.
    shutil.rmtree(alice.state)
    os.rename(str(alice.state) + ".after", alice.state)
    assert_safe(alice, x, "full", KEY, result) if posted(result) else post(
        alice, "full", key=KEY
    )
    assert creates(x, "full") == 1


READ_ONLY = """
mount --bind "$STATE" "$STATE" && mount -o remount,bind,ro "$STATE" || exit 98
exec "$@"
"""


@mounting
def test_a_read_only_state_directory_sends_nothing(x, alice):
    env = {"STATE": str(alice.state)}
    prefix = ("unshare", "-m", "sh", "-c", READ_ONLY, "sh")
    for text in ("without a ledger", "with a ledger"):
        error = post(alice, text, key=text, env=env, prefix=prefix)
        assert (error["code"], error["outcome"]) == ("store", "not_posted")
        assert attempts(x) == 0 or text == "with a ledger"
        before = attempts(x)
        assert posted(post(alice, text, key=text))
        assert attempts(x) == before + 1


@contextlib.contextmanager
def held(machine):
    """Another process that keeps the ledger locked."""
    with contextlib.closing(
        sqlite3.connect(machine.state / "ledger.db", isolation_level=None)
    ) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield database
        if database.in_transaction:
            database.execute("ROLLBACK")


def test_a_ledger_that_stays_locked_is_busy_and_sends_nothing(x, alice):
    post(alice, "before it")
    with held(alice):
        begun = time.monotonic()
        error = post(alice, "locked out", key=KEY)
        assert 4 < time.monotonic() - begun < 60
    assert (error["code"], error["outcome"], error["key"]) == ("busy", "not_posted", KEY)
    assert attempts(x) == 1
    assert posted(post(alice, "locked out", key=KEY))
    assert creates(x, "locked out") == 1


def test_a_ledger_that_is_locked_for_a_while_is_waited_for(x, alice):
    post(alice, "before it")
    with held(alice) as database:
        script = alice.start(post_script("patient", key=KEY))
        time.sleep(0.5)
        assert attempts(x) == 1
        database.execute("ROLLBACK")
        assert posted(script.end().result)
    assert creates(x, "patient") == 1


def test_a_ledger_locked_while_the_answer_comes_leaves_the_post_unsent_again(x, alice):
    """The outcome cannot be written: the intent stays, and with it the refusal to send again."""
    post(alice, "before it")
    fault(x, act="after", delay=0.4)
    script = alice.start(post_script("unwritten", key=KEY))
    wait_until(lambda: attempts(x) == 2)
    with held(alice):
        result = script.end(20).result
    assert posted(result)
    assert entry(alice, KEY)["state"] in ("intent", "posted")
    post(alice, "unwritten", key=KEY)
    assert creates(x, "unwritten") == 1


def test_a_damaged_ledger_is_kept_and_nothing_is_sent(x, alice):
    post(alice, "before it")
    garbage = os.urandom(8192)
    for file in alice.state.glob("ledger.db*"):
        file.unlink()
    (alice.state / "ledger.db").write_bytes(garbage)
    (alice.state / "ledger.db").chmod(0o600)
    error = post(alice, "damaged", key=KEY)
    assert (error["code"], error["outcome"]) == ("store", "not_posted")
    assert "damaged" in error["message"] and "timeline" in error["message"]
    assert attempts(x) == 1
    [kept] = alice.state.glob("ledger.db.damaged-*")
    assert kept.read_bytes() == garbage and kept.name in error["message"]
    assert posted(post(alice, "damaged", key=KEY))
    assert creates(x, "damaged") == 1


def test_a_ledger_damaged_inside_sends_nothing(x, alice):
    for i in range(5):
        post(alice, f"before it {i}")
    ledger = alice.state / "ledger.db"
    data = bytearray(ledger.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 200] = os.urandom(200)
    ledger.write_bytes(data)
    before = attempts(x)
    error = post(alice, "damaged", key=KEY)
    assert (error["code"], error["outcome"]) == ("store", "not_posted")
    assert attempts(x) == before


def test_an_empty_ledger_is_a_new_one(x, alice):
    (alice.state / "ledger.db").touch(mode=0o600)
    assert posted(post(alice, "new"))


def test_a_ledger_of_another_program_or_a_newer_xpost_is_left_alone(x, alice):
    for pragma, word in (
        ("application_id = 77", "another program"),
        ("user_version = 999", "newer"),
    ):
        post(alice, pragma)
        with contextlib.closing(sqlite3.connect(alice.state / "ledger.db")) as database:
            database.execute("PRAGMA " + pragma)
            database.commit()
        before = attempts(x)
        error = post(alice, "not here", key=KEY)
        assert (error["code"], error["outcome"]) == ("store", "not_posted")
        assert word in error["message"] and attempts(x) == before
        for file in alice.state.glob("ledger.db*"):
            file.unlink()


def test_a_ledger_that_others_can_read_is_refused(x, alice):
    post(alice, "before it")
    (alice.state / "ledger.db").chmod(0o644)
    error = post(alice, "seen by all", key=KEY)
    assert (error["code"], error["outcome"]) == ("store", "not_posted")
    assert "chmod 600" in error["message"] and attempts(x) == 1
    (alice.state / "ledger.db").chmod(0o600)
    assert posted(post(alice, "seen by all", key=KEY))


@pytest.mark.parametrize("kind", ["directory", "link", "fifo"])
def test_a_ledger_that_is_no_file_is_refused(x, alice, kind):
    ledger = alice.state / "ledger.db"
    if kind == "directory":
        ledger.mkdir()
    elif kind == "link":
        (alice.folder / "elsewhere").touch(mode=0o600)
        ledger.symlink_to(alice.folder / "elsewhere")
    else:
        os.mkfifo(ledger, 0o600)
    error = post(alice, "nowhere", key=KEY)
    assert (error["code"], error["outcome"]) == ("store", "not_posted")
    assert attempts(x) == 0


@pytest.mark.parametrize("what", ["/xpost/ledger.db", "/xpost"])
def test_what_is_removed_while_a_process_lives_is_made_again(x, alice, what):
    script = (
        post_script("one")
        + f"\nos.rename(os.getenv('XDG_STATE_HOME') .. '{what}',"
        + " os.getenv('XDG_STATE_HOME') .. '/moved')\n"
        + post_script("two")
    )
    one, two = alice.run(script).results
    assert posted(one)
    if what == "/xpost":  # with its accounts
        assert (two["err"]["code"], two["err"]["outcome"]) == ("not_logged_in", "not_posted")
        assert creates(x, "two") == 0
    else:
        assert posted(two)
        assert [entry["text"] for entry in history(alice)] == ["two"]


def test_the_files_are_0600_in_a_directory_of_0700(x, alice):
    os.umask(0)
    try:
        post(alice, "modes")
    finally:
        os.umask(0o022)
    assert alice.state.stat().st_mode & 0o777 == 0o700
    assert {f.name: f.stat().st_mode & 0o777 for f in alice.state.iterdir()} == {
        f.name: 0o600 for f in alice.state.iterdir()
    }
