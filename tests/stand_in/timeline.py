"""GET /2/users/me and GET /2/users/{id}/tweets: what a client reads back."""

from datetime import datetime, timezone

from aiohttp import web

from . import problems, schema
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


class Names:
    """What a request asks to see.  With the names of 2.167 some of what is a field of 2.166 comes
    only where it is expanded, and what is referred to comes as a post beside the others.
    """

    def __init__(self, request: web.Request, strict: str):
        self.new, self.old = fields(request, "post.fields"), fields(request, "tweet.fields")
        self.expansions = fields(request, "expansions")
        self.noun = "post" if strict == "new" or self.new else "tweet"
        if {"referenced_posts", "edit_history_post_ids"} & self.expansions:
            self.noun = "post"
        self.references = f"referenced_{self.noun}s"

    @property
    def references_expanded(self) -> bool:
        return bool({"referenced_posts", "referenced_tweets.id"} & self.expansions)

    def want(self, name: str) -> bool:
        return name in self.new | self.old or name in self.expansions

    @property
    def want_references(self) -> bool:
        return self.references_expanded or "referenced_tweets" in self.old


class Timeline:
    def __init__(self, state: State, api: Api):
        self.state, self.api = state, api
        self.clear()

    def clear(self) -> None:
        self.reads = 0
        self.posts_read = 0  # what X would bill: those of a page, and those beside it

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
        self._check(request, FIELDS, schema.USER_EXPANSIONS, schema.OLD_USER_EXPANSIONS)
        return 200, {
            "data": user_object(self.state.users[grant.user_id], fields(request, "user.fields"))
        }

    async def tweets(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        self._check(request, FIELDS | RANGE, schema.POST_EXPANSIONS, schema.OLD_POST_EXPANSIONS)
        user_id = check_id(request.match_info["id"])
        if user_id not in self.state.users:
            raise problems.not_found("user", "id", user_id)
        selected = self._select(request, user_id)
        size = number(request, "max_results", 10, 5, 100)
        start = number(request, "pagination_token", 0, 0, len(selected))
        page = selected[start : start + size]
        self.reads += 1
        if not page:
            return 200, {"meta": {"result_count": 0}}
        meta = {"result_count": len(page), "newest_id": page[0].id, "oldest_id": page[-1].id}
        if start + size < len(selected):
            meta["next_token"] = str(start + size)
        names = Names(request, self.state.settings.strict_names)
        beside, errors = self._beside(page, names)
        self.posts_read += len(page) + len(beside.get(names.noun + "s", ()))
        return 200, {
            "data": [self._object(p, names) for p in page],
            **({"includes": beside} if beside else {}),
            **({"errors": errors} if errors else {}),
            "meta": meta,
        }

    def _check(self, request: web.Request, names: set, new: list, old: list) -> None:
        """Refuses what is not known, with the names that the settings allow."""
        strict = self.state.settings.strict_names
        other = {"new": {"tweet.fields"}, "old": {"post.fields"}}.get(strict, set())
        check_names(request, names - other)
        check_values(request, "post.fields", schema.POST_FIELDS)
        common = [name for name in new if "post" not in name]
        known = {"new": new, "old": common + old}.get(strict, new + old)
        check_values(request, "expansions", known)

    def _beside(self, page: list[Post], names: Names) -> tuple[dict, list]:
        """The posts and users that are referred to, once each, and what is gone of them."""
        posts: dict[str, dict] = {}
        gone: dict[str, dict] = {}
        users: dict[str, dict] = {}
        for post in page:
            for reference in self._references(post) if names.references_expanded else ():
                other = self.state.posts.get(reference["id"])
                if other and not other.deleted:
                    posts[other.id] = self._object(other, names)
                else:
                    gone[reference["id"]] = missing(reference["id"], names)
            if "author_id" in names.expansions:
                users[post.author_id] = user_object(self.state.users[post.author_id], set())
        beside = {names.noun + "s": list(posts.values()), "users": list(users.values())}
        return {name: found for name, found in beside.items() if found}, list(gone.values())

    def _references(self, post: Post) -> list[dict]:
        kinds = (
            ("replied_to", post.in_reply_to),
            ("quoted", post.body.get("quote_tweet_id")),
        )
        return [{"type": kind, "id": i} for kind, i in kinds if i]

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

    def _object(self, post: Post, names: Names) -> dict:
        """Fields have the names of the query that asks for them: tweet.fields or, since 2.167,
        post.fields.
        """
        text, urls = as_read(post.text)
        shown = {
            "id": post.id,
            "text": shown_text(post),
            f"edit_history_{names.noun}_ids": self.state.edit_history(post),
        }
        parent = self.state.posts.get(post.in_reply_to)
        extra = {
            "created_at": datetime.fromtimestamp(post.created_at, timezone.utc).strftime(
                "%Y-%m-%dT%H:%M:%S.000Z"
            ),
            "author_id": post.author_id,
            "conversation_id": post.conversation_id,
            "in_reply_to_user_id": parent.author_id if parent else None,
            "entities": {"urls": urls} if urls else None,
            "attachments": self._attachments(post),
        }
        if weight(post.text) > 280:
            extra[f"note_{names.noun}"] = {
                "text": text,
                **({"entities": {"urls": urls}} if urls else {}),
            }
            shown["text"] = text[:275] + "…"
        if names.want_references and (references := self._references(post)):
            shown[names.references] = references
        return shown | {
            name: value
            for name, value in extra.items()
            if names.want(name) and value is not None
        }

    def _attachments(self, post: Post) -> dict | None:
        if post.media_ids:
            return {"media_keys": [self.state.media[i].key for i in post.media_ids]}
        return {"poll_ids": [str(int(post.id) + 1)]} if "poll" in post.body else None


def missing(post_id: str, names: Names) -> dict:
    """The error that stands in an answer for a post that is gone."""
    name = names.references + (".id" if names.noun == "tweet" else "")
    return {
        "resource_id": post_id,
        "parameter": name,
        "resource_type": names.noun,
        "title": "Not Found Error",
        "value": post_id,
        "detail": f"Could not find {names.noun} with {name}: [{post_id}].",
        "type": problems.TYPES + "resource-not-found",
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


def check_values(request: web.Request, name: str, known: list) -> None:
    """A list of known values, each of them once."""
    if name not in request.query:
        return
    values = request.query[name].split(",")
    for value in values:
        if value not in known:
            raise problems.invalid_request(
                f"The `{name}` query parameter value [{value}] is not one of "
                f"[{','.join(known)}]",
                {name: [value]},
            )
    if len(set(values)) != len(values):
        raise problems.invalid_request(
            f"The `{name}` query parameter value [{request.query[name]}] names something twice",
            {name: values},
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
