"""GET /2/users/me and GET /2/users/{id}/tweets: what a client reads back."""

from datetime import datetime, timezone

from aiohttp import web

from . import problems
from .api import Api, check_id
from .posts import shown_text
from .state import Grant, Post, State, User
from .text import as_read, weight

SCOPES = "tweet.read users.read"
FIELDS = {
    "post.fields",
    "tweet.fields",
    "user.fields",
    "media.fields",
    "poll.fields",
    "place.fields",
    "expansions",
}
RANGE = {
    "max_results",
    "pagination_token",
    "start_time",
    "end_time",
    "since_id",
    "until_id",
    "exclude",
}


class Timeline:
    def __init__(self, state: State, api: Api):
        self.state, self.api = state, api

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/2/users/me", self.api.operation("me", SCOPES, self.me), allow_head=False),
            web.get(
                "/2/users/{id}/tweets",
                self.api.operation("timeline", SCOPES, self.tweets),
                allow_head=False,
            ),
        ]

    async def me(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        check_names(request, FIELDS)
        return 200, {
            "data": user_object(self.state.users[grant.user_id], fields(request, "user.fields"))
        }

    async def tweets(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        check_names(request, FIELDS | RANGE)
        user_id = check_id(request.match_info["id"])
        if user_id not in self.state.users:
            raise problems.not_found("user", "id", user_id)
        selected = self._select(request, user_id)
        size = number(request, "max_results", 10, 5, 100)
        start = number(request, "pagination_token", 0, 0, len(selected))
        page = selected[start : start + size]
        if not page:
            return 200, {"meta": {"result_count": 0}}
        meta = {"result_count": len(page), "newest_id": page[0].id, "oldest_id": page[-1].id}
        if start + size < len(selected):
            meta["next_token"] = str(start + size)
        return 200, {"data": [self._object(p, request) for p in page], "meta": meta}

    def _select(self, request: web.Request, user_id: str) -> list[Post]:
        query, lag = request.query, self.state.settings.timeline_lag
        posts = [
            p
            for p in self.state.visible_posts()
            if p.author_id == user_id and p.created_at + lag <= self.state.now()
        ]
        if "since_id" in query:
            posts = [
                p for p in posts if int(p.id) > int(check_id(query["since_id"], "since_id"))
            ]
        if "until_id" in query:
            posts = [
                p for p in posts if int(p.id) < int(check_id(query["until_id"], "until_id"))
            ]
        if "start_time" in query:
            posts = [
                p for p in posts if p.created_at >= moment(query["start_time"], "start_time")
            ]
        if "end_time" in query:
            posts = [p for p in posts if p.created_at < moment(query["end_time"], "end_time")]
        if "replies" in query.get("exclude", "").split(","):
            posts = [p for p in posts if not p.in_reply_to]
        return posts

    def _object(self, post: Post, request: web.Request) -> dict:
        """Fields have the names of the query that asks for them: tweet.fields or, since 2.167,
        post.fields.
        """
        old, new = fields(request, "tweet.fields"), fields(request, "post.fields")
        wanted, noun = (old | new), ("post" if new else "tweet")
        text, urls = as_read(post.text)
        shown = {
            "id": post.id,
            "text": shown_text(post),
            f"edit_history_{noun}_ids": self.state.edit_history(post),
        }
        parent = self.state.posts.get(post.in_reply_to)
        related = [
            {"type": kind, "id": i}
            for kind, i in (
                ("replied_to", post.in_reply_to),
                ("quoted", post.body.get("quote_tweet_id")),
            )
            if i
        ]
        extra = {
            "created_at": datetime.fromtimestamp(post.created_at, timezone.utc).strftime(
                "%Y-%m-%dT%H:%M:%S.000Z"
            ),
            "author_id": post.author_id,
            "conversation_id": post.conversation_id,
            "in_reply_to_user_id": parent.author_id if parent else None,
            f"referenced_{noun}s": related or None,
            "entities": {"urls": urls} if urls else None,
            "attachments": {"media_keys": [self.state.media[i].key for i in post.media_ids]}
            if post.media_ids
            else None,
        }
        if weight(post.text) > 280:
            extra[f"note_{noun}"] = {
                "text": text,
                **({"entities": {"urls": urls}} if urls else {}),
            }
            shown["text"] = text[:275] + "…"
        return shown | {
            name: value for name, value in extra.items() if name in wanted and value is not None
        }


def user_object(user: User, wanted: set) -> dict:
    shown = {"id": user.id, "name": user.name, "username": user.username}
    kind = "none" if user.subscription_type == "None" else "blue"
    extra = {
        "subscription_type": user.subscription_type,
        "verified_type": kind,
        "verified": kind == "blue",
        "protected": False,
        "description": "",
        "created_at": "2020-01-01T00:00:00.000Z",
    }
    return shown | {name: value for name, value in extra.items() if name in wanted}


def fields(request: web.Request, name: str) -> set:
    return set(filter(None, request.query.get(name, "").split(",")))


def check_names(request: web.Request, known: set) -> None:
    for name in request.query:
        if name not in known:
            raise problems.invalid_request(
                f"The query parameter [{name}] is not one of " f"[{','.join(sorted(known))}]",
                {name: [request.query[name]]},
            )


def number(request: web.Request, name: str, default: int, low: int, high: int) -> int:
    value = request.query.get(name, str(default))
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        raise problems.invalid_request(
            f"The `{name}` query parameter value [{value}] is not between {low} and " f"{high}",
            {name: [value]},
        )
    return int(value)


def moment(value: str, name: str) -> float:
    try:
        parsed = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        parsed = None
    if not parsed or not parsed.tzinfo:
        raise problems.invalid_request(
            f"The `{name}` query parameter value [{value}] is not a valid date-time",
            {name: [value]},
        )
    return parsed.timestamp()
