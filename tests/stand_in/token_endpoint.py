"""POST /2/oauth2/token and /2/oauth2/revoke: client authentication and the two grant types."""

import base64
import binascii
import hmac
from collections import Counter
from urllib.parse import parse_qsl, unquote_plus

from aiohttp import web

from .grants import Grants, OAuthError, invalid_value
from .state import Client, State

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class TokenEndpoint:
    def __init__(self, state: State, grants: Grants):
        self.state, self.grants = state, grants
        self.clear()

    def clear(self) -> None:
        self.requests: Counter = Counter()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/2/oauth2/token", self.token),
            web.post("/2/oauth2/revoke", self.revoke),
        ]

    async def token(self, request: web.Request) -> web.Response:
        return await self._answer(request, self._token)

    async def revoke(self, request: web.Request) -> web.Response:
        return await self._answer(request, self._revoke)

    async def _answer(self, request: web.Request, act) -> web.Response:
        try:
            body = act(request, await read_form(request))
        except OAuthError as error:
            body = {"error": error.error, "error_description": error.description}
            return web.json_response(body, status=error.status, headers=NO_STORE)
        finally:
            self.state.save()
        if body is None:
            return web.Response(status=200, headers=NO_STORE)
        return web.json_response(body, headers=NO_STORE)

    def _token(self, request: web.Request, form: dict) -> dict:
        grant_type = required(form, "grant_type")
        self.requests[grant_type] += 1
        if grant_type == "authorization_code":
            client = self._authenticate(request, form)
            return self.grants.exchange(
                client,
                required(form, "code"),
                required(form, "redirect_uri"),
                required(form, "code_verifier"),
            )
        if grant_type == "refresh_token":
            client = self._authenticate(request, form)
            return self.grants.refresh(client, required(form, "refresh_token"))
        raise invalid_value("grant type")

    def _revoke(self, request: web.Request, form: dict) -> dict | None:
        client = self._authenticate(request, form)
        self.grants.revoke(client, required(form, "token"))
        return {"revoked": True} if self.state.settings.revoke_body else None

    def _authenticate(self, request: web.Request, form: dict) -> Client:
        """A confidential client only by HTTP Basic, a public one only by its client_id: X mixes
        neither.
        """
        header = request.headers.get("Authorization")
        if header is None:
            client = self.state.clients.get(required(form, "client_id"))
            if not client:
                raise invalid_value("client id")
            if client.confidential or "client_secret" in form:
                raise bad_authorization()
            return client
        client_id, secret = read_basic(header)
        client = self.state.clients.get(client_id)
        known = (
            client
            and client.confidential
            and hmac.compare_digest(secret.encode(), client.secret.encode())
        )
        if (
            not known
            or form.get("client_id", client_id) != client_id
            or "client_secret" in form
        ):
            raise bad_authorization()
        return client


def bad_authorization() -> OAuthError:
    return OAuthError("Missing valid authorization header", "unauthorized_client", 401)


def required(form: dict, name: str) -> str:
    if not form.get(name):
        raise OAuthError(f"Missing required parameter [{name}].")
    return form[name]


async def read_form(request: web.Request) -> dict:
    """RFC 6749, 3.2: form encoded, UTF-8, no parameter twice."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise OAuthError("Missing required parameter [grant_type].")
    try:
        pairs = parse_qsl(
            (await request.read()).decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
        )
    except ValueError:
        raise OAuthError("The request body is not form encoded.") from None
    if len(dict(pairs)) != len(pairs):
        raise OAuthError("A parameter is given more than once.")
    return dict(pairs)


def read_basic(header: str) -> tuple[str, str]:
    """RFC 6749, 2.3.1: both halves are form encoded before base64."""
    scheme, _, value = header.partition(" ")
    try:
        plain = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise bad_authorization() from None
    client_id, colon, secret = plain.partition(":")
    if scheme.lower() != "basic" or not colon or not secret:
        raise bad_authorization()
    return unquote_plus(client_id), unquote_plus(secret)
