"""GET and POST /i/oauth2/authorize: the consent page, and the redirect that carries the code.
"""

import re
from collections import Counter
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from . import pages, scopes
from .grants import Grants
from .state import Client, State

PARAMETERS = (
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
)


class Refused(Exception):
    """X never redirects when a parameter is wrong: the redirect URI cannot be trusted, so the
    user gets a page.
    """


class Authorize:
    def __init__(self, state: State, grants: Grants):
        self.state, self.grants = state, grants
        self.errors: list[str] = []

    def routes(self) -> list[web.RouteDef]:
        path = "/i/oauth2/authorize"
        return [web.get(path, self.ask, allow_head=False), web.post(path, self.decide)]

    async def ask(self, request: web.Request) -> web.Response:
        try:
            client = self._check(request)
        except Refused as reason:
            return self._refuse(str(reason))
        wanted = [(s, scopes.MEANING[s]) for s in request.query["scope"].split()]
        return pages.html(
            pages.consent(
                client.name, list(self.state.users.values()), wanted, request.query_string
            )
        )

    async def decide(self, request: web.Request) -> web.Response:
        """The form keeps the parameters in its own URL, so they are checked again and nothing
        is remembered.
        """
        form = await request.post()
        try:
            client = self._check(request)
            user = self.state.user_named(str(form.get("user", "")))
            if form.get("decision") not in ("authorize", "cancel"):
                raise Refused("the form was sent without a decision")
            if not user:
                raise Refused("the form was sent without a user that exists")
        except Refused as reason:
            return self._refuse(str(reason))
        query = request.query
        if form["decision"] == "cancel":
            return redirect(
                query["redirect_uri"], {"error": "access_denied", "state": query["state"]}
            )
        code = self.grants.allow(
            client,
            user.id,
            query["scope"].split(),
            query["redirect_uri"],
            query["code_challenge"],
        )
        self.state.save()
        return redirect(query["redirect_uri"], {"state": query["state"], "code": code.value})

    def _refuse(self, reason: str) -> web.Response:
        self.errors.append(reason)
        return pages.html(pages.authorize_error(reason), status=400)

    def _check(self, request: web.Request) -> Client:
        query = request.query
        for name, times in Counter(query.keys()).items():
            if name not in PARAMETERS:
                raise Refused(f"the parameter {name} is unknown")
            if times > 1:
                raise Refused(f"the parameter {name} is given more than once")
        for name in PARAMETERS:
            if not query.get(name):
                raise Refused(f"the parameter {name} is missing")
        client = self.state.clients.get(query["client_id"])
        if not client:
            raise Refused("client_id is not the Client ID of an app")
        check_values(query)
        if not self._registered(client, query["redirect_uri"]):
            raise Refused(
                f"redirect_uri is not, byte for byte, a callback of this app: {query['redirect_uri']}"
            )
        return client

    def _registered(self, client: Client, redirect_uri: str) -> bool:
        if redirect_uri in client.redirect_uris:
            return True
        return self.state.any_loopback_redirect and is_loopback(redirect_uri)


def check_values(query) -> None:
    if query["response_type"] != "code":
        raise Refused("response_type must be code")
    if query["code_challenge_method"] != "S256":
        raise Refused("code_challenge_method must be S256")
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}", query["code_challenge"]):
        raise Refused("code_challenge is not the base64url form of a SHA-256")
    if len(query["state"]) > 500:
        raise Refused("state is longer than 500 characters")
    unknown = [s for s in query["scope"].split() if s not in scopes.MEANING]
    if unknown or not query["scope"].split():
        raise Refused(f"scope holds unknown names: {' '.join(unknown)}")


def is_loopback(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return False
    host_and_port = (
        parts.netloc.rpartition(":")[0] in ("127.0.0.1", "localhost", "[::1]") and port
    )
    return bool(parts.scheme == "http" and host_and_port and parts.path and not parts.fragment)


def redirect(uri: str, parameters: dict) -> web.Response:
    joint = "&" if urlsplit(uri).query else "?"
    return web.Response(
        status=302,
        headers={
            "Location": uri + joint + urlencode(parameters),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
        },
    )
