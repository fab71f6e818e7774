"""What every operation of API v2 does first: bearer token, scopes, rate limit, strict JSON."""

import json
import re
from collections import defaultdict

from aiohttp import web

from . import problems
from .grants import Grants
from .problems import Problem
from .state import Grant, State

# Requests per user and window (developer documentation, "Rate limits").
LIMITS = {
    "create": 100,
    "delete": 50,
    "me": 75,
    "timeline": 900,
    "upload": 500,
    "initialize": 1875,
    "append": 1875,
    "finalize": 1875,
    "status": 1000,
    "metadata": 500,
}


class Api:
    def __init__(self, state: State, grants: Grants):
        self.state, self.grants = state, grants
        self.clear()

    def clear(self) -> None:
        self._used: dict[tuple, int] = defaultdict(int)

    def operation(self, name: str, scopes: str, act):
        """Wraps `act(request, grant)`, which gives (status, body) or raises a Problem."""

        async def handle(request: web.Request) -> web.Response:
            headers: dict = {}
            try:
                grant = self._authorize(request, scopes)
                headers = self._count(name, grant)
                status, body = await act(request, grant)
            except Problem as problem:
                problem.headers = {**headers, **problem.headers}
                return problem.response()
            finally:
                if request.method != "GET":
                    self.state.save()
            return web.json_response(body, status=status, headers=headers)

        return handle

    def _authorize(self, request: web.Request, scopes: str) -> Grant:
        bearer = re.fullmatch(
            r"Bearer ([A-Za-z0-9\-._~+/]+=*)", request.headers.get("Authorization", "")
        )
        grant = bearer and self.grants.of_access_token(bearer[1])
        if not grant or grant.user_id not in self.state.users:
            raise problems.unauthorized()
        if not set(scopes.split()) <= set(grant.scope):
            raise problems.forbidden()
        return grant

    def _count(self, name: str, grant: Grant) -> dict:
        settings, now = self.state.settings, self.state.now()
        window = int(now // settings.rate_window)
        self._used[name, grant.user_id, window] += 1
        used = self._used[name, grant.user_id, window]
        enforced = name in settings.rate_limits
        limit = int(settings.rate_limits.get(name, LIMITS[name]))
        # A limit nobody asked for must not stop a long test: it is announced, and never
        # reached.
        remaining = max(limit - used, 0 if enforced else 1)
        headers = {
            "x-rate-limit-limit": str(limit),
            "x-rate-limit-remaining": str(remaining),
            "x-rate-limit-reset": str(int((window + 1) * settings.rate_window)),
        }
        if enforced and used > limit:
            raise problems.too_many_requests(headers)
        return headers


async def read_json(request: web.Request) -> dict:
    """Stricter than most servers, so that a sloppy body is found here and not at X."""
    if request.content_type != "application/json":
        raise problems.invalid_request(
            "Requests with bodies must have content-type of application/json."
        )
    try:
        return json.loads(
            (await request.read()).decode("utf-8"),
            object_pairs_hook=no_duplicates,
            parse_constant=no_constant,
        )
    except (ValueError, RecursionError):
        raise problems.invalid_request("Request body is not valid JSON.") from None


def no_duplicates(pairs: list) -> dict:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name is given twice")
    return dict(pairs)


def no_constant(name: str):
    raise ValueError(f"{name} is not JSON")


def check_id(value: str, parameter: str = "id") -> str:
    if not re.fullmatch(r"[0-9]{1,19}", value):
        raise problems.invalid_request(
            f"The `{parameter}` query parameter value [{value}] does not match ^[0-9]{{1,19}}$",
            {parameter: [value]},
        )
    return value
