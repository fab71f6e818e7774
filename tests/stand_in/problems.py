"""Error bodies of API v2 (RFC 7807 problems) in X's words."""

import json

from aiohttp import web

TYPES = "https://api.x.com/2/problems/"


class Problem(Exception):
    def __init__(
        self,
        status: int,
        title: str,
        detail: str | None = None,
        kind: str = "about:blank",
        headers: dict | None = None,
        **members,
    ):
        super().__init__(detail or title)
        self.status, self.headers = status, headers or {}
        self.body = {
            "title": title,
            "type": kind,
            "status": status,
            "detail": detail or title,
            **members,
        }

    def response(self) -> web.Response:
        return web.Response(
            status=self.status,
            text=json.dumps(self.body),
            headers=self.headers,
            content_type="application/problem+json",
        )


def unauthorized() -> Problem:
    return Problem(401, "Unauthorized")


def forbidden(detail: str = "Forbidden", kind: str = "about:blank") -> Problem:
    return Problem(403, "Forbidden", detail, kind)


def not_authorized_for_resource(detail: str) -> Problem:
    return forbidden(detail, TYPES + "not-authorized-for-resource")


def invalid_request(message: str, parameters: dict | None = None) -> Problem:
    error = {"message": message, "parameters": parameters or {}}
    return Problem(
        400,
        "Invalid Request",
        "One or more parameters to your request was invalid.",
        TYPES + "invalid-request",
        errors=[error],
    )


def not_found(resource: str, parameter: str, value: str) -> Problem:
    detail = f"Could not find {resource} with {parameter}: [{value}]."
    return Problem(
        404,
        "Not Found Error",
        detail,
        TYPES + "resource-not-found",
        resource_type=resource,
        parameter=parameter,
        value=value,
        resource_id=value,
    )


def too_many_requests(headers: dict) -> Problem:
    return Problem(429, "Too Many Requests", headers=headers)
