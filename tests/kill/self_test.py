"""Clients that do it wrong, each in its own way: the test has to notice each of them."""

import contextlib
import sqlite3

from others import Draft
from place import Place, lua
from scenes import DOUBLE, KEY, LOST, UNREADABLE, WRONG, Post, Trial

THREAD = ["first part", "second part", "third part"]


class Doubling(Post):
    """Posts once more with a new key what was killed."""

    def go_on(self, trial, rows):
        return trial.place.call(self.call(key="a new key"))


class Loosening(Post):
    """Posts what is left of a thread as a thread of its own."""

    def go_on(self, trial, rows):
        left = [row["text"] for row in rows if row["state"] != "posted"][1:]
        for text in left:
            trial.place.call(f"xpost.post{{text={lua(text)}}}")
        return {}


class Forgetting(Post):
    """Believes that what it sent never arrived, and sends it with the same key."""

    def go_on(self, trial, rows):
        trial.place.call(f'xpost.check{{key={lua(KEY)}, outcome="not_posted"}}')
        return trial.place.call(self.call("resume"))


def lose(place: Place) -> None:
    for file in place.state.glob("ledger.db*"):
        file.unlink()


def damage(place: Place) -> None:
    for file in place.state.glob("ledger.db-*"):
        file.unlink()
    file = place.state / "ledger.db"
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\x55" * len(data[4096:8192])
    file.write_bytes(data)


def truncate(place: Place) -> None:
    file = place.state / "accounts.json"
    file.write_text(file.read_text()[:100])


def expose(place: Place) -> None:
    (place.state / "ledger.db").chmod(0o644)


def halve(place: Place) -> None:
    """Of a text only the first half is there."""
    with contextlib.closing(sqlite3.connect(place.state / "ledger.db")) as database:
        database.execute("UPDATE post SET text = substr(text, 1, length(text) / 2)")
        database.commit()


def nothing(place: Place) -> None:
    pass


# What is wrong; the scene; the call and which one of its name; what happens after the kill; what
# the test has to find.
CASES = [
    ("posts again with a new key", Doubling("", ["one"]), "recvfrom", 1, nothing, DOUBLE),
    ("takes what was sent for lost", Forgetting("", ["one"]), "recvfrom", 1, nothing, DOUBLE),
    ("goes on with a thread elsewhere", Loosening("", THREAD), "recvfrom", 1, nothing, WRONG),
    ("loses its ledger", Post("", ["one"]), "recvfrom", 1, lose, LOST),
    ("loses its ledger when posted", Post("", ["one"]), "exit_group", 1, lose, LOST),
    ("keeps half a draft", Draft("half", again=False), "exit_group", 1, halve, LOST),
    ("loses a draft", Draft("lost", again=True), "recvfrom", 0, lose, LOST),
    ("leaves half of accounts.json", Post("", ["one"]), "recvfrom", 1, truncate, UNREADABLE),
    ("leaves a damaged ledger", Post("", ["one"]), "recvfrom", 1, damage, UNREADABLE),
    ("leaves a ledger for all to read", Post("", ["one"]), "recvfrom", 1, expose, UNREADABLE),
]


def run(place: Place) -> tuple[int, list[str]]:
    """How many of the wrong clients were noticed, and the others."""
    missed = []
    for wrong, scene, name, ordinal, sabotage, expected in CASES:
        trial = Trial(place, 0)
        place.begin(scene.template(place))
        scene.prepare(trial)
        script = scene.script(0)
        if ordinal:
            calls = [c for c in place.calls(script)[0] if c.name == name]
            place.begin(scene.template(place))
            ended = place.kill(script, calls[ordinal - 1])
        else:
            ended = place.run(script)
        try:
            sabotage(place)
            scene.judge(trial, ended)
            scene.settle(trial)
        except Exception as problem:  # after a sabotage anything may happen
            trial.settling[str(problem)] += 1
        kinds = {kind for kind, _ in trial.problems}
        if expected not in kinds or (ordinal and not ended.killed):
            missed.append(f"a client that {wrong}: {trial.problems} {dict(trial.settling)}")
    return len(CASES) - len(missed), missed
