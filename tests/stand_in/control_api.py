"""/_control: how a test looks into the stand-in and changes it. JSON; no authentication, as
only loopback reaches it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from aiohttp import web

from .state import User

if TYPE_CHECKING:
    from .server import StandIn


class Control:
    def __init__(self, stand_in: StandIn):
        self.it = stand_in

    def routes(self) -> list[web.RouteDef]:
        posts = {
            "reset": self.reset,
            "set": self.set,
            "expire": self.expire,
            "revoke": self.revoke,
            "fault": self.fault,
            "release": self.release,
            "redirect_uris": self.redirect_uris,
            "secret": self.secret,
            "user": self.user,
            "post": self.post,
        }
        return [
            web.get("/_control/state", self.state, allow_head=False),
            web.get("/_control/counts", self.counts, allow_head=False),
            web.get("/_control/secrets", self.secrets, allow_head=False),
            *(web.post(f"/_control/{name}", answered(act)) for name, act in posts.items()),
        ]

    async def state(self, request: web.Request) -> web.Response:
        it = self.it
        return web.json_response(
            {
                **self._counts(),
                "posts": it.posts.received,
                "requests": it.recorder.requests,
                "authorize_errors": it.authorize.errors,
                "faults": it.faults.queue,
                "settings": asdict(it.state.settings),
                "grants": [asdict(g) for g in it.state.grants.values()],
                "users": [asdict(u) for u in it.state.users.values()],
                "clients": [
                    {
                        "client_id": c.id,
                        "confidential": c.confidential,
                        "redirect_uris": c.redirect_uris,
                    }
                    for c in it.state.clients.values()
                ],
                "media": [
                    {**asdict(m), "segments": {i: len(s) for i, s in m.segments.items()}}
                    for m in it.state.media.values()
                ],
            }
        )

    async def counts(self, request: web.Request) -> web.Response:
        return web.json_response(self._counts())

    async def secrets(self, request: web.Request) -> web.Response:
        """Every value that a client must keep to itself: what a test looks for in files and
        output.
        """
        state = self.it.state
        return web.json_response(
            {
                "codes": list(state.codes),
                "access_tokens": [t.value for t in state.tokens.values() if t.kind == "access"],
                "refresh_tokens": [
                    t.value for t in state.tokens.values() if t.kind == "refresh"
                ],
                "client_secrets": [c.secret for c in state.clients.values() if c.secret],
            }
        )

    async def reset(self, values: dict) -> dict:
        self.it.clear()
        return {}

    async def set(self, values: dict) -> dict:
        self.it.state.settings.change(values)
        return asdict(self.it.state.settings)

    async def expire(self, values: dict) -> dict:
        return {"expired": self.it.grants.expire_access_tokens()}

    async def revoke(self, values: dict) -> dict:
        user = self.it.state.user_named(values["user"]) if "user" in values else None
        if "user" in values and not user:
            raise ValueError("no such user")
        return {
            "revoked": self.it.grants.revoke_grants(
                "revoked by control", values.get("client_id"), user and user.id
            )
        }

    async def fault(self, values) -> dict:
        for fault in values if isinstance(values, list) else [values]:
            self.it.faults.add(fault)
        return {"queued": len(self.it.faults.queue)}

    async def release(self, values: dict) -> dict:
        self.it.faults.release()
        return {}

    async def redirect_uris(self, values: dict) -> dict:
        client = self.it.state.clients.get(values.get("client_id", ""))
        if not client:
            raise ValueError("no such client_id")
        client.redirect_uris = list(values["redirect_uris"])
        return {"redirect_uris": client.redirect_uris}

    async def secret(self, values: dict) -> dict:
        """What 'Regenerate' does in X's console, or another type of app: the secret before is
        worth nothing, and null makes a public client.
        """
        client = self.it.state.clients.get(values.get("client_id", ""))
        if not client:
            raise ValueError("no such client_id")
        client.secret = values["secret"]
        return {"confidential": client.confidential}

    async def user(self, values: dict) -> dict:
        """Adds a user, or changes one with the same id."""
        user = User(**values)
        self.it.state.users[user.id] = user
        return asdict(user)

    async def post(self, values: dict) -> dict:
        """Posts {"user", "text", "reply_to", "age"} as somebody else, without the rules and
        without counting as a create.
        """
        return {
            "id": self.it.posts.plant(
                values["user"], values["text"], values.get("reply_to"), values.get("age", 0)
            )
        }

    def _counts(self) -> dict:
        it = self.it
        return {
            "creates": len(it.posts.received),
            "creates_by_text": dict(it.posts.creates_by_text),
            "deletes": it.posts.deletes,
            "timeline_reads": it.timeline.reads,
            "posts_read": it.timeline.posts_read,
            "token_requests": dict(it.token_endpoint.requests),
            **it.grants.counts,
            "connections": it.recorder.opened,
            "requests_seen": len(it.recorder.requests),
            "faults_used": it.faults.used,
            "in_progress": it.faults.in_progress,
            "authorize_refusals": len(it.authorize.errors),
        }


def answered(act):
    """A wrong control request says what is wrong, so that a test fails with a reason."""

    async def handle(request: web.Request) -> web.Response:
        try:
            values = await request.json() if request.can_read_body else {}
            return web.json_response({"ok": True, **await act(values)})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            return web.json_response(
                {"ok": False, "error": f"{type(error).__name__}: {error}"}, status=400
            )

    return handle
