"""What is killed, and what has to hold then.

A scene says what there is before, what the script does that is killed, what must be true of what
it left behind, and how another process goes on, at whose end all must be as if nothing had
happened.  `Trouble` holds what was not so.
"""

import contextlib
import sqlite3
from collections import Counter
from pathlib import Path

import look
from place import Ended, Place, lua

KEY = "the-key"
EARLIER = "posted before it"

DOUBLE, LOST, UNREADABLE, WRONG = "double", "lost", "unreadable", "wrong"


class Trial:
    """One script, killed or not, and what came of it."""

    def __init__(self, place: Place, number: int):
        self.place, self.number = place, number
        self.problems: list[tuple[str, str]] = []
        self.found = ""  # what the ledger said after the kill
        self.creates = 0  # at X, before it went on
        self.settling: Counter = Counter()

    def demand(self, condition, kind: str, text: str) -> None:
        if not condition:
            self.problems.append((kind, text))

    def look(self) -> look.Look:
        seen = look.Look(self.place.state)
        for problem in seen.problems:
            self.problems.append((UNREADABLE, problem))
        return seen


class Scene:
    name = ""
    weight = 1  # when there are few points
    first = False  # on a machine where nothing was posted before
    tls = False
    patience = 0  # how often it may wait until X's silence is believed

    def template(self, place: Place):
        """The state directory to begin with; None: only a login."""
        return None if self.first else place.keep("earlier", lambda: earlier(place))

    def prepare(self, trial: Trial) -> None:
        """What happens before, each time."""

    def script(self, number: int) -> str:
        raise NotImplementedError

    def judge(self, trial: Trial, ended: Ended) -> None:
        """What holds after the kill."""
        raise NotImplementedError

    def settle(self, trial: Trial) -> None:
        """Another process goes on."""
        raise NotImplementedError

    def judge_earlier(self, trial: Trial) -> None:
        """What was there before is still there."""
        kept = [(row["text"], row["state"]) for row in trial.look().of("earlier")]
        wanted = [] if self.first else [(EARLIER, "posted")]
        trial.demand(kept == wanted, LOST, f"of the earlier post is left {kept}")


def earlier(place: Place) -> None:
    """A ledger that was used before."""
    done = place.call(f'xpost.post{{text={lua(EARLIER)}, key="earlier"}}')
    assert done.get("id"), done


def describe(rows: list[dict]) -> str:
    """The states of posts: "2 posted, intent, 2 not_sent"."""
    words: list[list] = []
    for row in rows:
        state = "deleted" if row.get("deleted_at") else row["state"]
        if words and words[-1][1] == state:
            words[-1][0] += 1
        else:
            words.append([1, state])
    told = (word if count == 1 else f"{count} {word}" for count, word in words)
    return ", ".join(told) or "nothing"


# --- posts and threads ---------------------------------------------------------------------------


class Post(Scene):
    """One post, or a thread."""

    def __init__(self, name: str, texts: list[str], **special):
        self.name, self.texts = name, texts
        self.first = special.get("first", False)
        self.tls = special.get("tls", False)
        self.weight = special.get("weight", 1)

    def call(self, name: str = "post", key: str = KEY, watch: bool = False) -> str:
        parts = [f"key={lua(key)}"]
        if watch:
            parts.append("on_progress=emit")
        if name == "post" and len(self.texts) == 1:
            parts.append(f"text={lua(self.texts[0])}")
        elif name == "post":
            parts.append(f"posts={lua([{'text': text} for text in self.texts])}")
        return f"xpost.{name}{{{', '.join(parts)}}}"

    def script(self, number):
        return f"emit({self.call(watch=number % 2 == 1)})"

    # What the killed process may leave.

    def judge(self, trial, ended):
        x, rows = trial.place.settled(), trial.look().of(KEY)
        trial.found = describe(rows)
        trial.creates = sum(self.made(x).values())
        asked = sent(x)
        trial.demand(
            not (asked or ended.said) or self.is_kept(rows),
            LOST,
            f"{asked} creates were asked for and {ended.said} was said; kept: {rows}",
        )
        for text, count in self.made(x).items():
            trial.demand(count <= 1, DOUBLE, f"{count} of {text!r} before it went on")
        for row in rows:
            if self.made(x)[row["text"]]:
                trial.demand(
                    row["state"] in ("intent", "unknown", "posted"),
                    WRONG,
                    f"{row['text']!r} is out, and {row['state']} in the ledger",
                )
        self.judge_words(trial, ended, rows)
        self.judge_earlier(trial)

    def is_kept(self, rows) -> bool:
        return [row["text"] for row in rows] == self.texts

    def judge_words(self, trial, ended, rows) -> None:
        """What the process said was out has its id in the ledger."""
        ids = [row["id"] for row in rows if row["state"] == "posted"]
        for said in ended.said:
            told = said.get("posts") or [said] if said.get("id") else []
            for post in told:
                trial.demand(post["id"] in ids, LOST, f"it said {post}, but kept {rows}")

    def made(self, x: dict) -> Counter:
        """How many of each text are at X."""
        return Counter({t: n for t, n in x["creates_by_text"].items() if t in self.texts})

    # Going on.

    def settle(self, trial):
        rows = trial.look().of(KEY)
        before = self.made(trial.place.settled())
        self.agree(trial, rows)
        if any(is_open(row) and not before[row["text"]] for row in rows):
            if self.patience:
                self.patience -= 1
                trial.settling["some seconds waited"] += 1
            else:
                look.set_back(trial.place.state, KEY)
        result = self.go_on(trial, rows)
        after = self.made(trial.place.settled())
        for i, text in enumerate(self.texts):
            row = rows[i] if i < len(rows) else None
            trial.settling[how(row, before[text], after[text])] += 1
        if result.get("code") == "unknown_outcome":
            trial.settling["unknown, and said so"] += 1
            result = self.ask_user(trial)
        self.judge_end(trial, result)

    def agree(self, trial, rows) -> None:
        """The library reads what is there, too."""
        entries = trial.place.call(f"xpost.history{{key={lua(KEY)}}}")
        if not isinstance(entries, list):
            trial.demand(False, UNREADABLE, f"the history cannot be had: {entries}")
            return
        told = [(p["text"], p["state"]) for entry in entries for p in entry["posts"]]
        kept = [(row["text"], row["state"]) for row in rows]
        trial.demand(told == kept, UNREADABLE, f"the history has {told}, the file {kept}")

    def go_on(self, trial, rows) -> dict:
        """In one of three ways."""
        way = ("post", "resume", "check")[trial.number % 3]
        if not rows or rows[0]["state"] == "draft":
            way = "post"
        if way == "check":
            checked = trial.place.call(f"xpost.check{{key={lua(KEY)}}}")
            trial.demand(
                checked.get("outcome") in ("posted", "not_posted", "unknown"),
                WRONG,
                f"check: {checked}",
            )
            way = "resume"
        return trial.place.call(self.call(way))

    def ask_user(self, trial) -> dict:
        """The user looks at the timeline himself, post by post."""
        result: dict = {}
        for _ in self.texts:
            row = next(row for row in trial.look().of(KEY) if row["state"] != "posted")
            ids = [p["id"] for p in trial.place.x.state()["posts"] if p["text"] == row["text"]]
            word = f'outcome="posted", id="{ids[0]}"' if ids else 'outcome="not_posted"'
            trial.place.call(f"xpost.check{{key={lua(KEY)}, {word}}}")
            result = trial.place.call(self.call("resume"))
            if result.get("code") != "unknown_outcome":
                break
        return result

    def judge_end(self, trial, result: dict) -> None:
        """Each text once, each in answer to the one before, and the ids are the right ones."""
        x, rows = trial.place.settled(), trial.look().of(KEY)
        made = self.made(x)
        for text in self.texts:
            trial.demand(made[text] <= 1, DOUBLE, f"{made[text]} of {text!r}")
            trial.demand(made[text] >= 1, LOST, f"{text!r} is not out; the end was {result}")
        others = [p["text"] for p in x["posts"] if p["text"] not in self.texts]
        trial.demand(not others, WRONG, f"something else is out: {others}")
        ids = {post["text"]: post["id"] for post in x["posts"]}
        wanted = [ids.get(text) for text in self.texts]
        told = [post.get("id") for post in result.get("posts") or []]
        trial.demand(
            told == wanted and result.get("key") == KEY and result.get("id") == wanted[0],
            WRONG,
            f"the ids are {wanted}, but it said {result}",
        )
        kept = [(row["text"], row["id"], row["state"]) for row in rows]
        trial.demand(
            kept == [(t, i, "posted") for t, i in zip(self.texts, wanted)],
            WRONG,
            f"the ids are {wanted}, but the ledger has {kept}",
        )
        judge_replies(trial, x, self.texts)
        again = trial.place.call(self.call())
        trial.demand(
            [post.get("id") for post in again.get("posts") or []] == wanted
            and len(trial.place.settled()["requests"]) == len(x["requests"]),
            DOUBLE,
            f"the same key once more: {again}",
        )


def sent(x: dict) -> int:
    """How many creates were asked for, whole or not."""
    return len([r for r in x["requests"] if (r["method"], r["path"]) == ("POST", "/2/tweets")])


def is_open(row: dict) -> bool:
    return row["state"] in ("intent", "unknown")


def how(row: dict | None, before: int, after: int) -> str:
    """What became of one post when another process went on."""
    if row and row["state"] == "posted":
        return "known to be out"
    if before:
        return "found on the timeline" if after == before else "posted twice"
    return "posted" if after else "left"


def judge_replies(trial: Trial, x: dict, texts: list[str]) -> None:
    bodies = {post["text"]: post["body"] for post in x["posts"]}
    ids = {post["text"]: post["id"] for post in x["posts"]}
    for i, text in enumerate(texts):
        wanted = ids.get(texts[i - 1]) if i else None
        parent = bodies.get(text, {}).get("reply", {}).get("in_reply_to_tweet_id")
        trial.demand(
            text not in bodies or parent == wanted,
            WRONG,
            f"{text!r} answers {parent}, not {wanted}",
        )


class Pictured(Post):
    """The last post of a thread has two pictures, one of three parts, which it takes with it."""

    pictures = {"a.png": b"\x89PNG\r\n\x1a\n" + b"\0" * (5 << 19), "b.gif": b"GIF89a" + b"\0" * 9}

    def prepare(self, trial):
        for name, content in self.pictures.items():
            (trial.place.folder / "home" / name).write_bytes(content)

    def call(self, name="post", key=KEY, watch=False):
        if name != "post":
            return super().call(name, key, watch)
        posts = [{"text": text} for text in self.texts]
        posts[-1]["media"] = [{"path": path, "alt": path} for path in self.pictures]
        more = ", on_progress=emit" if watch else ""
        return f"xpost.post{{key={lua(key)}, posts={lua(posts)}{more}}}"

    def judge_end(self, trial, result):
        super().judge_end(trial, result)
        x = trial.place.settled()
        by_id = {medium["id"]: medium for medium in x["media"]}
        for post in x["posts"]:
            media = [by_id.get(i) for i in post["body"].get("media", {}).get("media_ids", [])]
            told = [(m["alt_text"], m["total_bytes"]) for m in media if m]
            sizes = [(name, len(content)) for name, content in self.pictures.items()]
            wanted = sizes if post["text"] == self.texts[-1] else []
            trial.demand(told == wanted, WRONG, f"{post['text']!r} has {told}, not {wanted}")


class PostedDraft(Post):
    """The post of what was kept as a draft."""

    draft = "as it was first written\n" + "漢字 " * 50

    def template(self, place):
        def make():
            earlier(place)
            place.call(f"xpost.draft{{key={lua(KEY)}, text={lua(self.draft)}}}")

        return place.keep("draft to be posted", make)

    def judge(self, trial, ended):
        super().judge(trial, ended)
        texts = [row["text"] for row in trial.look().of(KEY)]
        trial.demand(texts in ([self.draft], self.texts), LOST, f"of the draft is left {texts}")


class Migrated(Post):
    """A post with a ledger as version 1 of the schema was."""

    def template(self, place):
        def make():
            schema = Path(__file__).with_name("version_1.sql").read_text()
            (place.state / "ledger.db").touch(mode=0o600)
            with contextlib.closing(sqlite3.connect(place.state / "ledger.db")) as database:
                database.executescript(schema)

        return place.keep("version 1", make)


class Resumed(Post):
    """A thread that has stopped half way, and is gone on with."""

    def __init__(self, name: str, texts: list[str], fault: dict):
        super().__init__(name, texts)
        self.fault = fault

    def prepare(self, trial):
        place = trial.place
        place.x.fault(path="/2/tweets", method="POST", skip=2, **self.fault)
        stopped = place.call(self.call())
        assert stopped.get("code") and len(stopped["posted"]) == 2, stopped
        if stopped["outcome"] == "unknown":
            look.set_back(place.state, KEY)

    def script(self, number):
        return f"emit({self.call('resume', watch=number % 2 == 1)})"
