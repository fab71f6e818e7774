"""What has to be true of a run, at every moment and in the end."""

import contextlib
import sqlite3
import stat
from dataclasses import dataclass, field

LONGEST = 700  # characters of what is said of a problem
AGE = 60  # seconds by which a post is made older, so that nobody has to wait


@dataclass
class Figures:
    runs: int = 0
    creates: int = 0
    doubles: int = 0
    deaths: list = field(default_factory=list)  # of clients, where that may be
    posts_read: int = 0
    outcomes: dict = field(default_factory=dict)  # of the first action
    problems: list = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        for name in ("runs", "creates", "doubles", "posts_read", "deaths", "problems"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, count in other.outcomes.items():
            self.outcomes[name] = self.outcomes.get(name, 0) + count


def describe(figures: Figures) -> str:
    names = ("posted", "not_posted", "unknown", "not told")
    parts = [f"{figures.outcomes[n]} {n}" for n in names if figures.outcomes.get(n)]
    parts += [f"{c} {n}" for n, c in figures.outcomes.items() if n not in names]
    told = ", ".join(parts).replace("_", " ")
    return f"first {told}; {figures.creates} creates, {figures.doubles} doubles"


class Judge:
    """What a run knows is compared with what X and the ledger hold.  (A run gives it place, x,
    machine, mode, action, seed, host, key, texts, told and the like.)
    """

    def __str__(self) -> str:
        name = f"{self.mode.group}: {self.mode.name}"
        return f"{name}, {self.action}, seed {self.seed}, {self.host}"

    def wrong(self, what: str) -> None:
        self.figures.problems.append(f"{self}: {what[:LONGEST]}")

    def expect(self, good: bool, what: str) -> None:
        if not good:
            self.wrong(what)

    def arrived(self, body: dict) -> None:
        """A create is at X: its text, and that it is being sent, have to be in the ledger."""
        if body.get("text") not in self.texts:
            return
        states = {row["text"]: row["state"] for row in self.rows()}
        state = states.get(body["text"])
        if self.x.made(body["text"]) and not self.may_lack_id:
            self.wrong("what is out was sent again")
        if state != "intent":
            self.wrong(f"a text that is being sent is in the ledger as {state}")

    def look(self) -> None:
        """After the failure."""
        outcome = self.outcome(self.told)
        self.figures.outcomes[outcome] = self.figures.outcomes.get(outcome, 0) + 1
        self.look_for_doubles("the failure")
        expected = self.mode.outcome
        if expected and outcome not in expected.split("|"):
            self.wrong(f"it said {outcome} instead of {expected}: {self.told}")
        made = self.x.made(self.text)
        if self.mode.made not in (None, made):
            self.wrong(f"the failure made {made} posts instead of {self.mode.made}")
        rows = self.rows()
        self.unwritten = not rows and outcome in ("not_posted", "not told")
        if self.unwritten and self.mode.unwritten:
            self.expect(made == 0, "what is not in the ledger was posted")
        else:
            kept = [row["text"] for row in rows]
            self.expect(kept == self.texts, f"the ledger holds {kept}")
        self.judge(self.told, "the failure")

    def outcome(self, told: dict | None) -> str:
        if told is None:
            return "not told"
        return told["err"].get("outcome", "no outcome") if "err" in told else "posted"

    def look_for_doubles(self, when: str) -> None:
        doubles = [text for text in self.texts if self.x.made(text) > 1]
        self.expect(not doubles, f"after {when} there are two of {doubles}")

    def judge(self, told: dict | None, when: str) -> None:
        """Is what was told true?"""
        if told is None:
            return
        error = told.get("err")
        if error:
            # A table without anything in it comes as a list.
            posts = [post or {} for post in error.get("posted") or []]
        else:
            posts = told.get("posts") or [told]
            self.expect(len(posts) == len(self.texts), f"{when}: told of {len(posts)} posts")
            self.expect(told.get("id") == posts[0].get("id"), f"{when}: {told}")
        self.expect((error or told).get("key") == self.key, f"{when}: the key of {told}")
        for number, post in enumerate(posts):
            # One that is out may follow one whose id could not be written down.
            known = post.get("text") in self.texts
            self.judge_post(self.texts.index(post["text"]) if known else number, post, when)
        # Nothing could be read.
        blind = error and error["code"] in ("store", "busy") and not posts
        if error and error.get("outcome") == "not_posted" and not blind:
            told_of = [post.get("text") for post in posts]
            rest = self.texts[len(posts) :] if None in told_of else self.texts
            for text in [text for text in rest if text not in told_of]:
                self.expect(self.x.made(text) == 0, f"{when}: not posted: {text!r}: {error}")

    def judge_post(self, number: int, post: dict, when: str) -> None:
        received = self.x.received(self.texts[number])
        ids = [one["id"] for one in received]
        # Where memory ran out there may be only the URL.
        told = post.get("id") or (post.get("url") or "").rpartition("/")[2]
        if not told and (self.may_lack_id or self.mode.incomplete):
            self.expect(len(ids) == 1, f"{when}: part {number + 1}: {post}, but X has {ids}")
            return
        self.expect(told in ids, f"{when}: part {number + 1}: {post}, but X has {ids}")
        before = self.settled.setdefault(number, told)
        self.expect(told == before, f"{when}: part {number + 1} was {before}: {post}")

    def judge_check(self, number: int, told: dict) -> None:
        """It says what became of the first part of which that was not known."""
        if "err" in told:
            self.wrong(f"check: {told['err']}")
            return
        made = [self.x.made(text) for text in self.texts]
        outcome = "posted" if made[number] else "not_posted"
        self.expect(told["outcome"] == outcome, f"check: {told}, but X has {made}")
        for number, post in enumerate(told.get("posts") or []):
            self.judge_post(number, post, "check")
        states = self.states()
        agree = [(state == "posted") == (count > 0) for state, count in zip(states, made)]
        self.expect(all(agree), f"check: the ledger has {states}, X {made}")

    def judge_history(self, entries: list) -> None:
        self.expect(len(entries) == 1, f"history: {entries}")
        entry = entries[0]
        self.expect(entry["outcome"] == "posted", f"history: {entry}")
        posts = entry.get("posts") or [entry]
        for number, post in enumerate(posts):
            self.expect(post["text"] == self.texts[number], f"history: the text of {post}")
            self.judge_post(number, post, "history")
        if "total" in entry:
            total = len(self.texts)
            self.expect((entry["total"], entry["done"]) == (total, total), f"history: {entry}")

    def judge_x(self) -> None:
        """Every text is there once, and answers the one before."""
        parent = None
        for number, text in enumerate(self.texts):
            received = self.x.received(text)
            self.expect(len(received) == 1, f"X has {len(received)} of part {number + 1}")
            for post in received:
                answers = post["body"].get("reply", {}).get("in_reply_to_tweet_id")
                self.expect(answers == parent, f"part {number + 1} answers {answers}: {parent}")
                parent = post["id"]

    def judge_files(self) -> None:
        state = self.machine.state
        for path in [state, *state.rglob("*")]:
            mode = stat.S_IMODE(path.lstat().st_mode)
            wanted = 0o700 if path.is_dir() else 0o600
            self.expect(mode == wanted, f"{path.name} has mode {mode:o}")
        accounts = self.machine.accounts["accounts"]
        self.expect(len(accounts) == 1, f"{len(accounts)} accounts are left")
        with self.database() as database:
            told = database.execute("PRAGMA integrity_check").fetchall()
            self.expect(told == [("ok",)], f"the ledger is damaged: {told}")
        self.look_for_secrets(state)

    def look_for_secrets(self, state) -> None:
        """In all that clients said, and in all files but the one for them."""
        given = self.x.secrets()
        secrets = [s.encode() for values in given.values() for s in values if s]
        files = [f for f in self.machine.folder.glob("script-*/*") if f.name != "script.lua"]
        files += [f for f in state.rglob("*") if f.is_file() and f.name != "accounts.json"]
        for file in files:
            data = file.read_bytes()
            self.expect(not any(s in data for s in secrets), f"a secret is in {file.name}")

    # --- the ledger, as it is on disk ---

    def database(self):
        file = f"file:{self.machine.state / 'ledger.db'}?mode=rw"
        return contextlib.closing(sqlite3.connect(file, uri=True, isolation_level=None))

    def rows(self) -> list[dict]:
        if not (self.machine.state / "ledger.db").exists():
            return []
        with self.database() as database:
            database.row_factory = sqlite3.Row
            query = "SELECT * FROM post WHERE key = ? ORDER BY position"
            try:
                return [dict(row) for row in database.execute(query, [self.key])]
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return []
                raise

    def states(self) -> list[str]:
        return [row["state"] for row in self.rows()]

    def age(self) -> None:
        """As if some time had passed, so that nobody waits for what X may show late."""
        rows = self.rows()
        if not rows or self.patient and not self.mode.later:
            return
        seconds = self.mode.later or AGE
        if self.mode.later:
            for post in list(self.x.it.state.posts.values()):
                post.created_at -= seconds
        names = [n for n in ("sent_at", "settled_at", "doubted_at") if n in rows[0]]
        with self.database() as database:
            for name in names:
                database.execute(
                    f"UPDATE post SET {name} = {name} - {seconds} WHERE key = ? AND {name} > 0",
                    [self.key],
                )
            database.execute("UPDATE post SET uptime = uptime - ?", [seconds])
