"""POST /2/tweets, DELETE /2/tweets/{id}: X's rules on what may be posted."""

import re
from collections import Counter

from aiohttp import web

from . import problems, schema
from .api import Api, check_id, read_json
from .state import Grant, Post, State
from .text import as_read, short_link, weight

SCOPES = "tweet.read tweet.write users.read"
EXCLUSIVE = ("poll", "quote_tweet_id", "direct_message_deep_link", "media", "card_uri")
LONG_TEXT_LIMIT = 25000
EDIT_WINDOW = 30 * 60
MOST_EDITS = 5


class Posts:
    def __init__(self, state: State, api: Api):
        self.state, self.api = state, api
        self.clear()

    def clear(self) -> None:
        self.received: list[dict] = []  # every post that was created, deleted ones too
        self.creates_by_text: Counter = Counter()
        self.deletes = 0

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/2/tweets", self.api.operation("create", SCOPES, self.create)),
            web.delete("/2/tweets/{id}", self.api.operation("delete", SCOPES, self.delete)),
        ]

    async def create(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        body = await read_json(request)
        self._check_shape(body)
        self._check_rules(body, grant)
        post = Post(
            self.state.new_id(),
            grant.user_id,
            body["text"],
            self.state.now(),
            body,
            grant.client_id,
        )
        parent = self.state.posts.get(post.in_reply_to)
        post.conversation_id = parent.conversation_id if parent else post.id
        self._take_back_edited(body)
        self.state.posts[post.id] = post
        self.creates_by_text[post.text] += 1
        self.received.append(
            {
                "id": post.id,
                "user_id": post.author_id,
                "text": post.text,
                "body": body,
                "raw": (await request.read()).decode(),
                "time": post.created_at,
            }
        )
        return 201, {
            "data": {
                "id": post.id,
                "text": shown_text(post),
                "edit_history_tweet_ids": self.state.edit_history(post),
            }
        }

    def plant(
        self, username: str, text: str, reply_to: str | None = None, age: float = 0
    ) -> str:
        """A post that no client made: something to answer to, or to find by mistake.  It was
        made `age` seconds ago, and has an id of then.
        """
        body = {
            "text": text,
            **({"reply": {"in_reply_to_tweet_id": reply_to}} if reply_to else {}),
        }
        user = self.state.user_named(username)
        if not user:
            raise ValueError("no such user")
        if not isinstance(age, (int, float)) or age < 0:
            raise ValueError("age is a number of seconds")
        made = self.state.now() - age
        post = Post(self.state.new_id(made if age else None), user.id, text, made, body)
        parent = self.state.posts.get(reply_to)
        post.conversation_id = parent.conversation_id if parent else post.id
        self.state.posts[post.id] = post
        self.state.save()
        return post.id

    async def delete(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        post_id = check_id(request.match_info["id"])
        post = self.state.posts.get(post_id)
        if not post or post.deleted:
            raise problems.not_found("tweet", "id", post_id)
        if post.author_id != grant.user_id:
            raise problems.forbidden("You are not authorized to delete this Tweet.")
        post.deleted = True
        self.deletes += 1
        return 200, {"data": {"deleted": True}}

    def _check_shape(self, body) -> None:
        error = schema.create_error(body)
        if error:
            raise problems.invalid_request(error, {error.partition(":")[0]: [str(body)[:200]]})
        if sum(name in body for name in EXCLUSIVE) > 1:
            raise problems.invalid_request(
                "You can only provide one of poll or quote_tweet_id or "
                "direct_message_deep_link or media or card_uri."
            )
        if not body["text"].strip() and "media" not in body:
            raise problems.invalid_request(
                "$.text: must not be empty without media", {"$.text": [body["text"]]}
            )
        if len(body.get("media", {}).get("call_to_actions", {"one": 1})) != 1:
            raise problems.invalid_request(
                "$.media.call_to_actions: exactly one variant is expected"
            )

    def _check_rules(self, body: dict, grant: Grant) -> None:
        user = self.state.users[grant.user_id]
        text = body["text"]
        limit = 280 if user.subscription_type == "None" else LONG_TEXT_LIMIT
        if weight(text) > limit or re.search("[\ufffe\ufeff\uffff]", text):
            raise problems.forbidden("You are not permitted to perform this action.")
        if len(re.findall(r"\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?\b", text)) > 1:
            raise problems.forbidden("You are not permitted to perform this action.")
        self._check_media(body, grant)
        if "edit_options" in body:
            self._check_edit(body, grant)
        if "reply" in body:
            self._check_target(
                body["reply"]["in_reply_to_tweet_id"],
                user,
                "You attempted to reply to a Tweet that is deleted or not visible to you.",
                self.state.settings.visible_after,
            )
        if "quote_tweet_id" in body:
            self._check_target(
                body["quote_tweet_id"],
                user,
                "You attempted to quote a Tweet that is deleted or not visible to you.",
            )
        self._check_duplicate(body, grant)

    def _check_media(self, body: dict, grant: Grant) -> None:
        ids = body.get("media", {}).get("media_ids", [])
        media = [self.state.media.get(i) for i in ids]
        ready = all(
            m
            and m.owner_id == grant.user_id
            and m.finalized
            and m.processing in (None, "succeeded")
            for m in media
        )
        moving = ready and any(m.category != "tweet_image" for m in media)
        if not ready or (moving and len(media) > 1) or len(set(ids)) != len(ids):
            raise problems.invalid_request(
                "Your media IDs are invalid.", {"media.media_ids": ids}
            )

    def _check_target(self, target_id: str, user, missing: str, age: float = 0) -> None:
        """Self-serve apps may answer and quote their own user's posts, and those that mention
        the user.  A post younger than `age` is not visible yet.
        """
        target = self.state.posts.get(target_id)
        young = age and target and self.state.now() - target.created_at < age
        if not target or target.deleted or young:
            raise problems.forbidden(missing)
        mentions = re.findall(r"[@＠](\w{1,15})", target.text)
        if target.author_id != user.id and user.username.lower() not in (
            m.lower() for m in mentions
        ):
            raise problems.not_authorized_for_resource(
                "You can only reply to or quote posts where you are mentioned or are the author."
            )

    def _check_edit(self, body: dict, grant: Grant) -> None:
        edited = self.state.posts.get(body["edit_options"]["previous_post_id"])
        editable = (
            edited
            and not edited.deleted
            and edited.author_id == grant.user_id
            and "poll" not in edited.body
            and self.state.now() - edited.created_at <= EDIT_WINDOW
            and len(self.state.edit_history(edited)) <= MOST_EDITS
        )
        if not editable:
            raise problems.forbidden("You are not permitted to perform this action.")

    def _take_back_edited(self, body: dict) -> None:
        if "edit_options" in body:
            self.state.posts[body["edit_options"]["previous_post_id"]].deleted = True

    def _check_duplicate(self, body: dict, grant: Grant) -> None:
        settings = self.state.settings
        if not settings.detect_duplicates or {"media", "poll"} & set(body):
            return
        since = self.state.now() - settings.duplicate_window
        for post in self.state.posts.values():
            if (
                not post.deleted
                and post.author_id == grant.user_id
                and post.created_at > since
                and post.text.strip() == body["text"].strip()
            ):
                raise problems.forbidden(
                    "You are not allowed to create a Tweet with duplicate content."
                )


def shown_text(post: Post) -> str:
    media = [short_link("https://x.com/i/status/" + post.id)] if post.media_ids else []
    return as_read(post.text, media)[0]
