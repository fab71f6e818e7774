"""The bodies of creates against X's own OpenAPI file, where a copy lies next to the repository."""

import json
import re

import pytest

from conftest import ROOT, requests_to
from media_files import GIF, MP4, PNG, file
from posting import do, post_all

FILE = ROOT.parent / "shared/data/x-openapi-2.167.json"
KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}
KNOWN = {
    "$ref",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "format",
    "description",
    "default",
    "example",
    "uniqueItems",
    "title",
}


@pytest.fixture(scope="module")
def document() -> dict:
    if not FILE.exists():
        pytest.skip(f"{FILE} is not there")
    return json.loads(FILE.read_text(encoding="utf-8"))


def resolve(schema: dict, document: dict) -> dict:
    while "$ref" in schema:
        found = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    unknown = set(schema) - KNOWN
    assert not unknown, f"the schema uses {unknown}, which is not understood here"
    return schema


def problems(value, schema: dict, document: dict, path: str = "$") -> list[str]:
    """Every rule of the schema that the value breaks."""
    schema = resolve(schema, document)
    found = []
    kind = schema.get("type")
    if kind and not (
        isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
    ):
        return [f"{path} is not of type {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path} is none of {schema['enum']}")
    if isinstance(value, dict):
        members = schema.get("properties", {})
        found += [f"{path} lacks {n}" for n in schema.get("required", []) if n not in value]
        if schema.get("additionalProperties", True) is False:
            found += [f"{path} has {n}" for n in value if n not in members]
        for name, member in value.items():
            found += problems(member, members.get(name, {}), document, f"{path}.{name}")
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{path} has {len(value)} items")
        for i, item in enumerate(value):
            found += problems(item, schema.get("items", {}), document, f"{path}[{i}]")
    elif isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{path} does not match {schema['pattern']}")
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            found.append(f"{path} has {len(value)} characters")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            found.append(f"{path} is {value}")
    return found


LONG_ID = "9" * 19
POSTS = [
    {"text": "plain"},
    {"text": '語 "quoted" \\ \u2028 🐱\n'},
    {"text": "reply", "reply_to": LONG_ID},
    {"text": "quote", "quote": LONG_ID},
    {"text": "community", "community": "1"},
    {"text": "edit", "edits": LONG_ID},
    {"text": "ai", "made_with_ai": True},
    {"text": "not ai", "made_with_ai": False, "paid_partnership": False},
    {"text": "paid", "paid_partnership": True},
    {"text": "poll of two", "poll": {"options": ["a", "b"], "minutes": 5}},
    {"text": "poll of four", "poll": {"options": ["語" * 25, "b", "c", "d"], "minutes": 10080}},
    *(
        {"text": s, "reply_settings": s}
        for s in ("following", "mentionedUsers", "subscribers", "verified")
    ),
    {
        "text": "most",
        "reply_to": "1",
        "quote": "2",
        "community": "3",
        "edits": "4",
        "reply_settings": "verified",
        "made_with_ai": True,
        "paid_partnership": True,
    },
]


def test_the_validator_finds_what_is_wrong(document):
    schema = document["components"]["schemas"]["CreatePostsRequest"]
    for body, count in (
        ({"text": "a"}, 0),
        ({"text": 1}, 1),
        ({"nonsense": "a"}, 1),
        ({"text": "a", "reply": {}}, 1),
        ({"text": "a", "quote_tweet_id": "1" * 20}, 1),
        ({"text": "a", "poll": {"options": ["a"], "duration_minutes": 1}}, 2),
        ({"text": "a", "made_with_ai": 1}, 1),
        ([], 1),
    ):
        assert len(problems(body, schema, document)) == count, body


def test_every_body_is_a_create_posts_request(document, x, machine, host):
    machine.login()
    x.fault(path="/2/tweets", times=0, status=201, body={"data": {"id": "9", "text": "t"}})
    assert all(result.get("id") == "9" for result in post_all(machine, POSTS, host=host))
    bodies = [json.loads(request["body"]) for request in requests_to(x, "/2/tweets")]
    assert len(bodies) == len(POSTS)
    schema = document["components"]["schemas"]["CreatePostsRequest"]
    for body in bodies:
        assert problems(body, schema, document) == [], body
        assert "text" in body


def test_every_body_of_an_upload_is_as_the_document_says(document, x, machine):
    machine.login()
    x.set(media_polls=0)
    schemas = document["components"]["schemas"]
    for name, content in {"a.png": PNG, "a.gif": GIF, "a.mp4": MP4}.items():
        file(machine, name, content)
    alt = [{"path": "a.png", "alt": "é" * 400}, {"path": "a.png"}]
    posts = [{"text": "", "media": alt}, *({"media": [{"path": n}]} for n in ("a.gif", "a.mp4"))]
    assert all("id" in result for result in post_all(machine, posts))
    for path, schema, count in (
        ("/2/media/upload/initialize", "InitializeMediaUploadRequest", 4),
        ("/2/media/metadata", "CreateMediaMetadataRequest", 1),
        ("/2/tweets", "CreatePostsRequest", 3),
    ):
        bodies = [json.loads(r["body"]) for r in requests_to(x, path)]
        assert len(bodies) == count
        for body in bodies:
            assert problems(body, schemas[schema], document) == [], body
    planned = json.loads(do(machine, "plan", text="a", media=alt)["posts"][0]["request"])
    assert problems(planned, schemas["CreatePostsRequest"], document) == []


def test_the_addresses_are_those_of_the_document(document, x, machine):
    machine.login()
    made = post_all(machine, [{"text": "address"}])[0]["id"]
    machine.run(f'xpost.delete "{made}"\nxpost.me{{fresh = true}}')
    paths = document["paths"]
    assert "post" in paths["/2/tweets"] and "delete" in paths["/2/tweets/{id}"]
    asked = [(r["method"], r["path"]) for r in x.state()["requests"]]
    assert ("POST", "/2/tweets") in asked and ("DELETE", f"/2/tweets/{made}") in asked
    [me] = [r for r in requests_to(x, "/2/users/me")][-1:]
    fields = next(
        p["schema"]["items"]["enum"]
        for p in (
            resolve_parameter(p, document) for p in paths["/2/users/me"]["get"]["parameters"]
        )
        if p["name"] == "user.fields"
    )
    asked_for = me["query"].removeprefix("user.fields=").replace("%2C", ",").split(",")
    assert set(asked_for) <= set(fields)


def resolve_parameter(parameter: dict, document: dict) -> dict:
    if "$ref" in parameter:
        return document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return parameter
