"""What is in a state directory after a kill.  It is read from a copy: whoever opens a ledger that
was left behind mends it.
"""

import contextlib
import json
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path


class Look:
    """`problems` says what cannot be read; `rows` are the ledger's posts, each a dictionary with
    the `account` of its submission.
    """

    def __init__(self, state: Path):
        self.problems: list[str] = []
        self.rows: list[dict] = []
        self._modes(state)
        with tempfile.TemporaryDirectory(dir=state.parent) as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(state, copy)
            self._accounts(copy / "accounts.json")
            if (copy / "ledger.db").exists():
                try:
                    self._ledger(copy / "ledger.db")
                except sqlite3.Error as problem:
                    self.problems.append(f"ledger.db: {problem}")
        self.problems += [
            f"a ledger was set aside: {file.name}" for file in state.glob("*damaged*")
        ]

    def of(self, key: str) -> list[dict]:
        """The posts of a submission, in order."""
        found = [row for row in self.rows if row["key"] == key]
        return sorted(found, key=lambda row: row["position"])

    def _modes(self, state: Path) -> None:
        if stat.S_IMODE(state.stat().st_mode) != 0o700:
            self.problems.append(f"the directory has mode {state.stat().st_mode:o}")
        for file in state.rglob("*"):
            mode, wanted = file.lstat().st_mode, 0o700 if file.is_dir() else 0o600
            if stat.S_IMODE(mode) != wanted or stat.S_ISLNK(mode):
                self.problems.append(f"{file.name} has mode {mode:o}")

    def _accounts(self, file: Path) -> None:
        try:
            [account] = json.loads(file.read_text())["accounts"]
            if not (account["access_token"] and account["refresh_token"]):
                self.problems.append("accounts.json has lost its tokens")
        except (OSError, ValueError, KeyError) as problem:
            self.problems.append(f"accounts.json: {type(problem).__name__}: {problem}")

    def _ledger(self, file: Path) -> None:
        with contextlib.closing(sqlite3.connect(file)) as database:
            database.row_factory = sqlite3.Row
            # Of a damaged one some versions of SQLite tell more than one thing.
            told = [row[0] for row in database.execute("PRAGMA integrity_check")]
            if told != ["ok"]:
                self.problems.append(f"ledger.db: {'; '.join(told)}")
            loose = database.execute("PRAGMA foreign_key_check").fetchall()
            if loose:
                self.problems.append(f"ledger.db: {len(loose)} posts without a submission")
            [[tables]] = database.execute("SELECT count(*) FROM sqlite_master")
            if tables:
                self.rows = [
                    dict(row)
                    for row in database.execute(
                        "SELECT post.*, account FROM post JOIN submission USING (key)"
                        " ORDER BY number, position"
                    )
                ]


def set_back(state: Path, key: str, seconds: int = 60) -> None:
    """As if what was sent had been sent so much earlier.  That a post is missing on the timeline
    is believed only some seconds after it was sent.
    """
    with contextlib.closing(sqlite3.connect(state / "ledger.db")) as database:
        columns = {row[1] for row in database.execute("PRAGMA table_info(post)")}
        for column in ("sent_at", "settled_at", "doubted_at"):
            if column in columns:
                database.execute(
                    f"UPDATE post SET {column} = {column} - ? WHERE key = ? AND {column} > 0",
                    (seconds, key),
                )
        if "uptime" in columns:
            database.execute("UPDATE post SET uptime = uptime - ?", (seconds,))
        database.commit()
