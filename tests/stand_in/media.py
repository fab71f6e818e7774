"""Media upload v2: in one request, or initialize, append, finalize, status; and alt text."""

import base64
import binascii
import re

from aiohttp import web

from . import problems, schema
from .api import Api, check_id, read_json
from .problems import Problem
from .state import Grant, Media, State

SCOPE = "media.write"
# X refuses larger segments with 413 and no body.
LARGEST_SEGMENT = 4 * 1024 * 1024
LARGEST_IMAGE = 5 * 1024 * 1024
SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
}


class MediaUpload:
    def __init__(self, state: State, api: Api):
        self.state, self.api = state, api

    def routes(self) -> list[web.RouteDef]:
        def route(method: str, path: str, name: str, act) -> web.RouteDef:
            return web.route(method, path, self.api.operation(name, SCOPE, act))

        return [
            route("POST", "/2/media/upload", "upload", self.upload),
            route("GET", "/2/media/upload", "status", self.status),
            route("POST", "/2/media/upload/initialize", "initialize", self.initialize),
            route("POST", "/2/media/upload/{id}/append", "append", self.append),
            route("POST", "/2/media/upload/{id}/finalize", "finalize", self.finalize),
            route("POST", "/2/media/metadata", "metadata", self.metadata),
        ]

    async def upload(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        body = await read_parts(request)
        check(body, schema.UPLOAD)
        content = body["media"]
        media_type = sniff(content)
        if not media_type.startswith("image/") or len(content) > LARGEST_IMAGE:
            raise problems.invalid_request("media type unrecognized")
        media = self._new(grant, body["media_category"], media_type, len(content))
        media.segments["0"] = base64.b64encode(content).decode()
        media.finalized = True
        return 200, {"data": media_object(media)}

    async def initialize(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        if request.content_type != "application/json":
            raise problems.invalid_request("Request body is not valid JSON.")
        body = await read_json(request)
        check(body, schema.INITIALIZE)
        media = self._new(
            grant, body["media_category"], body["media_type"], body["total_bytes"]
        )
        return 200, {
            "data": {"id": media.id, "media_key": media.key, "expires_after_secs": 1295999}
        }

    async def append(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        media = self._own(request.match_info["id"], grant)
        body = await read_parts(request)
        check(body, schema.APPEND)
        if len(body["media"]) > LARGEST_SEGMENT:
            raise web.HTTPRequestEntityTooLarge(
                max_size=LARGEST_SEGMENT, actual_size=len(body["media"])
            )
        media.segments[str(body["segment_index"])] = base64.b64encode(body["media"]).decode()
        return 200, {"data": {"expires_at": int(self.state.now()) + 1295999}}

    async def finalize(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        media = self._own(request.match_info["id"], grant)
        content = media.content()
        if len(content) != media.total_bytes:
            raise problems.invalid_request(
                "Segments do not add up to provided total file size."
            )
        media.finalized = True
        if media.category != "tweet_image":
            media.processing = "pending"
        return 200, {"data": media_object(media)}

    async def status(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        media = self._own(request.query.get("media_id", ""), grant)
        if request.query.get("command", "STATUS") != "STATUS" or media.processing is None:
            raise problems.invalid_request("BadRequest: Not found")
        media.polls += 1
        if media.polls <= self.state.settings.media_polls:
            media.processing = "in_progress"
        else:
            wrong = self.state.settings.media_fails or not fits_type(media)
            media.processing = "failed" if wrong else "succeeded"
        return 200, {"data": media_object(media)}

    async def metadata(self, request: web.Request, grant: Grant) -> tuple[int, dict]:
        body = await read_json(request)
        if isinstance(body, dict) and "metadata" not in body:
            raise Problem(500, "Internal Server Error")  # X's answer to a missing wrapper
        check(body, schema.METADATA)
        media = self._own(body["id"], grant)
        media.alt_text = body["metadata"].get("alt_text", {}).get("text", media.alt_text)
        return 200, {"data": {"id": media.id, "associated_metadata": body["metadata"]}}

    def _new(self, grant: Grant, category: str, media_type: str, size: int) -> Media:
        media = Media(self.state.new_id(), grant.user_id, category, media_type, size)
        self.state.media[media.id] = media
        return media

    def _own(self, media_id: str, grant: Grant) -> Media:
        media = self.state.media.get(check_id(media_id))
        if not media or media.owner_id != grant.user_id:
            raise problems.invalid_request("BadRequest: Not found")
        return media


def check(body, rules: dict) -> None:
    plain = (
        {n: "" if isinstance(v, bytes) else v for n, v in body.items()}
        if isinstance(body, dict)
        else body
    )
    error = schema.first_error(plain, rules)
    if error:
        raise problems.invalid_request(error)


async def read_parts(request: web.Request) -> dict:
    """`media` as bytes, from a multipart body or from base64 in JSON."""
    if request.content_type != "multipart/form-data":
        body = await read_json(request)
        try:
            body["media"] = base64.b64decode(body["media"], validate=True)
        except (KeyError, TypeError, binascii.Error):
            raise problems.invalid_request("$.media: base64 expected") from None
        return body
    body = split_multipart(await request.read(), request.headers["Content-Type"])
    for name, value in body.items():
        if name != "media":
            text = value.decode("utf-8", "replace")
            body[name] = (
                int(text)
                if name == "segment_index" and text.isascii() and text.isdigit()
                else text
            )
    if not isinstance(body.get("media"), bytes):
        raise problems.invalid_request("$.media: is missing but it is required")
    return body


def split_multipart(body: bytes, content_type: str) -> dict[str, bytes]:
    """RFC 7578, from a body that was read before (aiohttp parses only one that was not)."""
    found = re.search(r'boundary="?([^";]+)', content_type)
    if not found:
        raise problems.invalid_request("The multipart body has no boundary.")
    parts = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + found[1].encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = re.search(rb'(?i)content-disposition: form-data;.*?\bname="([^"]*)"', head)
        if name:
            parts[name[1].decode()] = content
    return parts


def sniff(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return "video/mp4"
    return next(
        (kind for mark, kind in SIGNATURES.items() if content.startswith(mark)),
        "application/octet-stream",
    )


def fits_type(media: Media) -> bool:
    found = sniff(media.content()[:64])
    return found == media.media_type or media.media_type not in (
        *SIGNATURES.values(),
        "image/webp",
        "video/mp4",
    )


def media_object(media: Media) -> dict:
    shown = {
        "id": media.id,
        "media_key": media.key,
        "size": media.total_bytes,
        "expires_after_secs": 86400,
    }
    if media.processing is None:
        return shown | {"image": {"image_type": media.media_type, "w": 1, "h": 1}}
    info = {"state": media.processing}
    if media.processing in ("pending", "in_progress"):
        info["check_after_secs"] = 1
    if media.processing != "pending":
        info["progress_percent"] = 50 if media.processing == "in_progress" else 100
    if media.processing == "failed":
        info["error"] = {"code": 1, "name": "InvalidMedia", "message": "file is invalid"}
    return shown | {"processing_info": info}
