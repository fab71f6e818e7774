"""Scenes beside those that post: drafts and undo."""

import look
from place import Place, lua
from scenes import DOUBLE, KEY, LOST, UNREADABLE, WRONG, Post, Scene, describe

API = ("/2/tweets", "/2/users/me")


class Draft(Scene):
    """A draft that is saved, anew or in the place of an earlier one.  The texts are longer than a
    page of the ledger.
    """

    old = "as it was\n" + "alt äöü 漢字 😀\n" * 400
    new = "as it is to be\n" + "neu éèê 仮名 🎈\n" * 450

    def __init__(self, name: str, again: bool, first: bool = False):
        self.name, self.again, self.first = name, again, first

    def template(self, place):
        if self.again:
            return place.keep(self.name, lambda: self.save(place, self.old))
        return None if self.first else super().template(place)

    def save(self, place: Place, text: str) -> dict:
        return place.call(f"xpost.draft{{key={lua(KEY)}, text={lua(text)}}}")

    def script(self, number):
        return f"emit(xpost.draft{{key={lua(KEY)}, text={lua(self.new)}}})"

    def judge(self, trial, ended):
        rows = trial.look().of(KEY)
        texts = [row["text"] for row in rows]
        names = {(): "nothing", (self.old,): "old text", (self.new,): "new text"}
        trial.found = names.get(tuple(texts), "something else")
        whole = [[self.new]] if ended.said else [[self.old] if self.again else [], [self.new]]
        trial.demand(
            texts in whole and all(row["state"] == "draft" for row in rows),
            LOST,
            f"after it said {ended.said} there is {trial.found}: {describe(rows)} "
            f"{[text[:20] for text in texts]}",
        )

    def settle(self, trial):
        rows = trial.look().of(KEY)
        entries = trial.place.call(f"xpost.history{{key={lua(KEY)}}}")
        told = isinstance(entries, list) and [e["posts"][0]["text"] for e in entries]
        kept = [row["text"] for row in rows]
        trial.demand(told == kept, UNREADABLE, f"the history has {told}, the file {kept}")
        saved = self.save(trial.place, self.new)
        trial.demand(saved.get("key") == KEY, WRONG, f"it cannot be saved again: {saved}")
        rows = trial.look().of(KEY)
        trial.demand(
            [(row["text"], row["state"]) for row in rows] == [(self.new, "draft")],
            LOST,
            f"saved again it is {describe(rows)}",
        )
        asked = [r for r in trial.place.settled()["requests"] if r["path"] in API]
        trial.demand(not asked, WRONG, f"X was asked: {asked}")
        trial.settling["saved again"] += 1


class Undo(Scene):
    """A thread that is taken back, while an earlier post stays."""

    def __init__(self, name: str, texts: list[str]):
        self.name, self.texts = name, texts

    def prepare(self, trial):
        done = trial.place.call(Post(self.name, self.texts).call())
        assert len(done.get("posts", [])) == len(self.texts), done

    def call(self, number: int) -> str:
        return f"xpost.undo{{key={lua(KEY)}}}" if number % 3 else "xpost.undo{}"

    def script(self, number):
        return f"emit({self.call(number)})"

    def judge(self, trial, ended):
        x, look_at_it = trial.place.settled(), trial.look()
        rows = look_at_it.of(KEY)
        trial.found = describe(rows)
        trial.creates = x["creates"]
        gone = deleted(x)
        trial.demand(
            [row["text"] for row in rows] == self.texts
            and all(row["state"] == "posted" and row["id"] for row in rows),
            LOST,
            f"the ledger has {rows}",
        )
        for row in rows:
            trial.demand(
                row["id"] in gone or not row["deleted_at"],
                WRONG,
                f"{row['text']!r} is deleted in the ledger, but not at X",
            )
            trial.demand(
                row["deleted_at"] or not ended.said, LOST, f"it said {ended.said}: {rows}"
            )
        self.judge_earlier(trial, look_at_it)

    def judge_earlier(self, trial, look_at_it: look.Look) -> None:
        trial.demand(
            [row["deleted_at"] for row in look_at_it.of("earlier")] == [0],
            WRONG,
            "the earlier post was deleted",
        )

    def settle(self, trial):
        rows = trial.look().of(KEY)
        left = [row for row in rows if not row["deleted_at"]]
        result = trial.place.call(self.call(trial.number))
        if left:
            told = [post.get("id") for post in result.get("posts") or []]
            trial.demand(
                sorted(told) == sorted(row["id"] for row in rows),
                WRONG,
                f"undo once more: {result}",
            )
            trial.settling["deleted"] += len(left)
        else:
            trial.demand(
                result.get("code") == "invalid_request", WRONG, f"nothing is left: {result}"
            )
        trial.settling["known to be deleted"] += len(rows) - len(left)
        self.judge_end(trial)

    def judge_end(self, trial) -> None:
        x, look_at_it = trial.place.settled(), trial.look()
        rows = look_at_it.of(KEY)
        trial.demand(all(row["deleted_at"] for row in rows), WRONG, f"in the end {rows}")
        trial.demand(
            x["deletes"] == len(self.texts) and set(deleted(x)) == {row["id"] for row in rows},
            WRONG,
            f"{x['deletes']} were deleted: {deleted(x)}",
        )
        trial.demand(x["creates"] == len(self.texts), DOUBLE, f"{x['creates']} creates")
        again = trial.place.call(self.call(trial.number))
        trial.demand(again.get("code") == "invalid_request", WRONG, f"once more: {again}")
        self.judge_earlier(trial, look_at_it)


def deleted(x: dict) -> list[str]:
    """The ids of posts that X was asked to delete, and has."""
    return [
        r["path"].rpartition("/")[2]
        for r in x["requests"]
        if r["method"] == "DELETE" and r["status"] == 200
    ]
