"""Ways of leaving that are told as stories; each is played in each Neovim, and returns what there
is to add to its line of the report.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import threading
import time
from pathlib import Path

from machine import Editor, Place, follow_login, is_free
from rounds import TOKEN, TWEETS, job

MOMENT = 0.1  # seconds that starting and ending a process may take more than it should


def seconds_to_leave(editor: Editor) -> float:
    status = editor.end()
    assert status == 0, f"exit status {status}: {editor.stderr}"
    return editor.ended_at - editor.first("quit")["at"]


def history_of(machine, text: str) -> dict:
    [history] = machine.lua("emit(xpost.history{})")
    return next(entry for entry in history if entry["text"] == text)


def works(machine) -> None:
    """The account can still be used, with a renewal too."""
    renewed, posted = machine.lua('emit(xpost.refresh{force = true})\nemit(xpost.post "after")')
    assert "account" in renewed and "id" in posted, (renewed, posted)
    counts = machine.x.counts()
    assert counts["spent_token_uses"] == counts["families_revoked"] == 0, counts


def slow_post(place: Place, delay: float):
    machine = place.machine(place.plain)
    machine.x.fault(path=TWEETS, method="POST", act="after", delay=delay)
    return machine, {"jobs": [job("post", text="one")], "after": "committed", "moment": 50}


class Terminal:
    """What an editor draws in a terminal."""

    def __init__(self):
        self.descriptor, self.other = pty.openpty()
        fcntl.ioctl(self.other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen: list[tuple[float, bytes]] = []

    def start(self, command: list[str], editor: Editor) -> subprocess.Popen:
        env = {**editor.env, "TERM": "xterm"}
        process = subprocess.Popen(
            command,
            env=env,
            cwd=editor.cwd,
            stdin=self.other,
            stdout=self.other,
            stderr=self.other,
            start_new_session=True,
        )
        os.close(self.other)
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        return process

    def _read(self) -> None:
        try:
            while data := os.read(self.descriptor, 65536):
                self.seen.append((time.monotonic(), data))
                if b"\x1b[c" in data:  # what are you?  Neovim 0.12 waits for the answer
                    os.write(self.descriptor, b"\x1b[?62c")
        except OSError:  # nobody has the other end any more
            pass
        os.close(self.descriptor)

    def type(self, keys: str) -> None:
        os.write(self.descriptor, keys.encode())

    def shown_at(self, text: str) -> float | None:
        whole = b""
        for at, data in self.seen:
            whole += data
            if text in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", whole.decode("utf-8", "replace")):
                return at
        return None


def finishes_a_post(place: Place, nvim: str) -> str:
    """:qa! typed while a post is under way: the screen says so, and the post is recorded."""
    if b"--library-path" in Path(nvim).read_bytes()[:4096]:
        return "(skipped: this Neovim has no terminal; it needs patchelf)"
    machine, plan = slow_post(place, 2)
    try:
        terminal = Terminal()
        editor = machine.editor(nvim, {**plan, "leave": False}, popen=terminal.start)
        assert editor.wait_told("now"), "the editor ended by itself"
        typed_at = time.monotonic()
        terminal.type(":qa!\r")
        status = editor.end()
        terminal.reader.join(5)
        waited = editor.ended_at - typed_at
        shown_at = terminal.shown_at("finishing what X was asked for")
        assert status == 0, status
        assert shown_at, f"not shown: {terminal.seen}"
        assert (
            shown_at - typed_at < 1
        ), f"shown after {shown_at - typed_at:.2f} s of {waited:.2f} s"
        assert 1 < waited < 5, f"left after {waited:.2f} s"
        assert history_of(machine, "one")["outcome"] == "posted"
        works(machine)
        return f"(said after {(shown_at - typed_at) * 1000:.0f} ms, left after {waited:.1f} s)"
    finally:
        machine.end()


def gives_a_post_up(place: Place, nvim: str) -> str:
    """:qa! where a post is answered after 20 s: it leaves after 5 s, the outcome is unknown."""
    machine, plan = slow_post(place, 20)
    try:
        editor = machine.editor(nvim, plan)
        waited = seconds_to_leave(editor)
        assert "finishing what X was asked for" in editor.stderr, editor.stderr
        assert 4.9 < waited < 7, f"left after {waited:.2f} s"
        said = history_of(machine, "one")
        assert said["outcome"] == "unknown", said
        assert machine.x.counts()["creates_by_text"] == {"one": 1}
        works(machine)
        return f"({waited:.2f} s)"
    finally:
        machine.end()


def gives_a_renewal_up(place: Place, nvim: str) -> str:
    """:qa! where a renewal is never answered: it leaves after 5 s, and the next renewal works."""
    machine = place.machine(place.plain)
    try:
        machine.x.fault(path=TOKEN, method="POST", silence=True)
        plan = {"jobs": [job("refresh", force=True)], "after": "committed", "moment": 50}
        waited = seconds_to_leave(machine.editor(nvim, plan))
        assert 4.9 < waited < 7, f"left after {waited:.2f} s"
        works(machine)
        return f"({waited:.2f} s)"
    finally:
        machine.end()


def leaves_a_login(place: Place, nvim: str) -> str:
    """:qa! while a login waits for the browser: within 250 ms, and the port is free."""
    waits = []
    for _ in range(3):
        machine = place.machine(place.plain, logged_in=False)
        try:
            plan = {"jobs": [job("login")], "after": "step", "step": 2, "moment": 100}
            editor = machine.editor(nvim, plan)
            waits.append(seconds_to_leave(editor))
            assert is_free(machine.port), "the port is taken"
            assert editor.stderr == "", editor.stderr
        finally:
            machine.end()
    assert min(waits) < 0.25, waits
    return f"({min(waits) * 1000:.0f} ms)"


def leaves_a_lookup(place: Place, nvim: str) -> str:
    """:qa! while a name lookup hangs: within 250 ms."""
    waits = []
    for _ in range(3):
        machine = place.machine(place.tls, slow=True)
        try:
            plan = {"jobs": [job("refresh", force=True)], "moment": 100, "after": "start"}
            editor = machine.editor(nvim, plan, {"QUIT_LOOKUP": "20000"})
            waits.append(seconds_to_leave(editor))
            assert editor.stderr == "", editor.stderr
            works(machine)
        finally:
            machine.end()
    assert min(waits) < 0.25 + MOMENT, waits
    return f"({min(waits) * 1000:.0f} ms)"


def leaves_idle_workers(place: Place, nvim: str) -> str:
    """:qa! with workers that have nothing to do: as fast as without."""
    machine = place.machine(place.tls)
    try:
        times: dict[str, list[float]] = {"without": [], "with": []}
        for number in range(7):
            for name, jobs in (
                ("without", []),
                ("with", [job("post", text=f"{number}.{n}") for n in range(3)]),
            ):
                plan = {"jobs": jobs, "after": "done" if jobs else "start", "moment": 20}
                times[name].append(seconds_to_leave(machine.editor(nvim, plan)))
        # The best of each, as a busy machine may hold up any of them.
        without, more = (min(times[name]) for name in ("without", "with"))
        assert more - without < 0.05, times
        return f"({more * 1000:.1f} ms; without {without * 1000:.1f} ms)"
    finally:
        machine.end()


def shares_an_account(place: Place, nvim: str) -> str:
    """Two Neovims renew one account, one is left meanwhile: the other goes on."""
    machine = place.machine(place.plain)
    try:
        machine.change_account(expires_at=int(time.time()) - 1)
        machine.x.control(
            "fault", [{"path": TOKEN, "method": "POST", "act": "after", "delay": 0.7}]
        )
        first = machine.editor(
            nvim, {"jobs": [job("post", text="one")], "after": "committed", "moment": 50}
        )
        assert first.wait_told("leaving"), first.stderr
        second = machine.editor(
            nvim, {"jobs": [job("post", text="two")], "after": "done", "moment": 0}
        )
        seconds_to_leave(first)
        seconds_to_leave(second)
        counts = machine.x.counts()
        assert second.first("done").get("error") is None, second.told()
        assert counts["refreshes"] == 1 and counts["creates_by_text"] == {"two": 1}, counts
        assert history_of(machine, "one")["outcome"] == "not_posted"
        works(machine)
        return ""
    finally:
        machine.end()


def keeps_a_login(place: Place, nvim: str) -> str:
    """:qa! while a code is exchanged, which takes 1 s: the login is stored, and works."""
    machine = place.machine(place.plain, logged_in=False)
    try:
        machine.x.fault(path=TOKEN, method="POST", act="after", delay=1)
        plan = {"jobs": [job("login")], "after": "committed", "moment": 50}
        editor = machine.editor(nvim, plan)
        told = editor.wait_told("url")
        assert told, editor.stderr
        follow_login(told["url"])
        waited = seconds_to_leave(editor)
        assert 0.7 < waited < 4, f"left after {waited:.2f} s"
        works(machine)
        return f"({waited:.2f} s)"
    finally:
        machine.end()


SCENES = [
    finishes_a_post,
    gives_a_post_up,
    gives_a_renewal_up,
    leaves_a_login,
    leaves_a_lookup,
    leaves_idle_workers,
    shares_an_account,
    keeps_a_login,
]
