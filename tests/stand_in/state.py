"""Everything the stand-in knows: users, clients, grants, tokens, posts and media, and how they
are kept.
"""

import base64
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .settings import Settings

# The millisecond X's snowflake ids count from.
SNOWFLAKE_EPOCH = 1288834974657


@dataclass
class User:
    id: str
    username: str
    name: str
    subscription_type: str = "None"


@dataclass
class Client:
    id: str
    name: str
    secret: str | None = None
    redirect_uris: list[str] = field(default_factory=list)

    @property
    def confidential(self) -> bool:
        return self.secret is not None


@dataclass
class Grant:
    """What one user allowed one client in one login: the family that all tokens of that login
    belong to.
    """

    id: str
    client_id: str
    user_id: str
    scope: list[str]
    revoked: str | None = None  # why, in words


@dataclass
class Code:
    value: str
    grant_id: str
    redirect_uri: str
    code_challenge: str
    expires_at: float
    used: bool = False


@dataclass
class Token:
    value: str
    kind: str  # "access" or "refresh"
    grant_id: str
    expires_at: float | None = None
    spent: bool = False


@dataclass
class Post:
    id: str
    author_id: str
    text: str  # as received; what X shows of it is made by text.py
    created_at: float
    body: dict = field(default_factory=dict)
    client_id: str = ""
    conversation_id: str = ""
    deleted: bool = False

    @property
    def in_reply_to(self) -> str | None:
        return self.body.get("reply", {}).get("in_reply_to_tweet_id")

    @property
    def media_ids(self) -> list[str]:
        return self.body.get("media", {}).get("media_ids", [])


@dataclass
class Media:
    id: str
    owner_id: str
    category: str
    media_type: str
    total_bytes: int
    segments: dict[str, str] = field(default_factory=dict)  # segment index: base64
    finalized: bool = False
    processing: str | None = None  # None, "pending", "in_progress", "succeeded" or "failed"
    polls: int = 0
    alt_text: str = ""

    @property
    def key(self) -> str:
        prefix = {"tweet_video": "7", "amplify_video": "13", "tweet_gif": "16"}.get(
            self.category, "3"
        )
        return f"{prefix}_{self.id}"

    def content(self) -> bytes:
        return b"".join(
            base64.b64decode(self.segments[i]) for i in sorted(self.segments, key=int)
        )


class UnreadableState(Exception):
    """The file holds something else: it is left as it is."""


KEPT = {"users": User, "grants": Grant, "tokens": Token, "posts": Post, "media": Media}


class State:
    """Dictionaries by id or value, and one JSON file that outlives the process where a path is
    given.
    """

    def __init__(
        self,
        users: list[User],
        clients: list[Client],
        any_loopback_redirect: bool = False,
        settings: dict | None = None,
        path: Path | None = None,
    ):
        self._start = (users, clients, any_loopback_redirect, dict(settings or {}))
        self._path = path
        self._last_id = 0
        self.clear()
        if path and path.exists():
            self._load()

    def clear(self) -> None:
        """Back to the state at the start, with nobody logged in and nothing posted."""
        users, clients, any_loopback, settings = self._start
        self.users = {u.id: User(**asdict(u)) for u in users}
        self.clients = {c.id: Client(**asdict(c)) for c in clients}
        self.any_loopback_redirect = any_loopback
        self.settings = Settings(**settings)
        self.grants: dict[str, Grant] = {}
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, Token] = {}
        self.posts: dict[str, Post] = {}
        self.media: dict[str, Media] = {}

    def now(self) -> float:
        return time.time() + self.settings.clock_offset

    def new_id(self, past: float | None = None) -> str:
        """A snowflake id: 19 digits, increasing, and odd, so that a client which reads it as a
        double gets another; for a moment in the `past`, one of then.
        """
        moment = int((self.now() if past is None else past) * 1000)
        made = (moment - SNOWFLAKE_EPOCH) << 22 | 1 << 12 | 1
        if past is not None:
            while str(made) in self.posts:
                made += 2
            return str(made)
        self._last_id = max(made, self._last_id + 2)
        return str(self._last_id)

    def new_secret(self, mark: str) -> str:
        """An opaque value in X's shape: 91 characters, base64 of `random:ms:1:1:mark:1`."""
        plain = f"{secrets.token_urlsafe(34)[:45]}:{int(self.now() * 1000):013d}:1:1:{mark}:1"
        return base64.urlsafe_b64encode(plain.encode()).rstrip(b"=").decode()

    def user_named(self, username: str) -> User | None:
        return next((u for u in self.users.values() if u.username == username), None)

    def edit_history(self, post: Post) -> list[str]:
        """The ids of a post and of what it replaced, oldest first."""
        ids = [post.id]
        while before := self.posts[ids[0]].body.get("edit_options", {}).get("previous_post_id"):
            ids.insert(0, before)
        return ids

    def visible_posts(self) -> list[Post]:
        """Newest first."""
        return sorted(
            (p for p in self.posts.values() if not p.deleted),
            key=lambda p: int(p.id),
            reverse=True,
        )

    def save(self) -> None:
        """Called after every change. Written whole and renamed, so that a stop at any moment
        leaves a good file.
        """
        if not self._path:
            return
        kept = {name: [asdict(v) for v in getattr(self, name).values()] for name in KEPT}
        kept["last_id"] = self._last_id
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._path.with_name(self._path.name + ".new")
        fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
        os.replace(fresh, self._path)

    def _load(self) -> None:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            for name, kind in KEPT.items():
                items = [kind(**values) for values in kept[name]]
                getattr(self, name).update(
                    {getattr(i, "id", None) or i.value: i for i in items}
                )
            self._last_id = kept["last_id"]
        except (ValueError, TypeError, KeyError) as error:
            raise UnreadableState(f"{self._path} is not a state file: {error}") from None
