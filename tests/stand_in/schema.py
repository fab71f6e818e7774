"""The part of JSON Schema that X's request bodies need, with its validator's words, and the
create request itself.
"""

import json
import re
from functools import lru_cache
from pathlib import Path

ID = {"type": "string", "pattern": "^[0-9]{1,19}$"}
STRING = {"type": "string"}
BOOLEAN = {"type": "boolean"}
REPLY_SETTINGS = {
    "type": "string",
    "enum": ["following", "mentionedUsers", "subscribers", "verified"],
}


def closed(properties: dict, required: tuple = ()) -> dict:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


CREATE_POSTS = closed(
    {
        "text": STRING,
        "media": closed(
            {
                "media_ids": {"type": "array", "minItems": 1, "maxItems": 4, "items": ID},
                "tagged_user_ids": {"type": "array", "maxItems": 10, "items": ID},
                "title": STRING,
                "description": STRING,
                "embeddable": BOOLEAN,
                "preview_media_id": ID,
                "call_to_actions": closed(
                    {
                        "app_install": closed(
                            {
                                "app_store_id": STRING,
                                "ipad_app_store_id": STRING,
                                "play_store_id": STRING,
                            }
                        ),
                        "visit_site": closed({"url": STRING}, ("url",)),
                        "watch_now": closed({"url": STRING}, ("url",)),
                    }
                ),
            },
            ("media_ids",),
        ),
        "poll": closed(
            {
                "options": {
                    "type": "array",
                    "minItems": 2,
                    "maxItems": 4,
                    "items": {"type": "string", "minLength": 1, "maxLength": 25},
                },
                "duration_minutes": {"type": "integer", "minimum": 5, "maximum": 10080},
                "reply_settings": REPLY_SETTINGS,
            },
            ("options", "duration_minutes"),
        ),
        "reply": closed(
            {
                "in_reply_to_tweet_id": ID,
                "exclude_reply_user_ids": {"type": "array", "items": STRING},
                "auto_populate_reply_metadata": BOOLEAN,
            },
            ("in_reply_to_tweet_id",),
        ),
        "quote_tweet_id": ID,
        "reply_settings": REPLY_SETTINGS,
        "community_id": ID,
        "share_with_followers": BOOLEAN,
        "for_super_followers_only": BOOLEAN,
        "edit_options": closed({"previous_post_id": ID}, ("previous_post_id",)),
        "made_with_ai": BOOLEAN,
        "paid_partnership": BOOLEAN,
        "geo": closed({"place_id": STRING}, ("place_id",)),
        "card_uri": STRING,
        "direct_message_deep_link": STRING,
        "nullcast": BOOLEAN,
    },
    ("text",),
)

METADATA = closed(
    {
        "id": ID,
        "metadata": {
            "type": "object",
            "properties": {
                "alt_text": closed({"text": {"type": "string", "maxLength": 1000}}, ("text",))
            },
        },
    },
    ("id", "metadata"),
)

INITIALIZE = closed(
    {
        "media_type": {
            "type": "string",
            "enum": [
                "video/mp4",
                "video/webm",
                "video/mp2t",
                "video/quicktime",
                "text/srt",
                "text/vtt",
                "image/jpeg",
                "image/gif",
                "image/bmp",
                "image/png",
                "image/webp",
                "image/pjpeg",
                "image/tiff",
                "model/gltf-binary",
                "model/vnd.usdz+zip",
            ],
        },
        "media_category": {
            "type": "string",
            "enum": [
                "amplify_video",
                "tweet_gif",
                "tweet_image",
                "tweet_video",
                "dm_gif",
                "dm_image",
                "dm_video",
                "subtitles",
            ],
        },
        "total_bytes": {"type": "integer", "minimum": 0, "maximum": 17179869184},
        "additional_owners": {"type": "array", "items": ID},
        "shared": BOOLEAN,
    },
    ("media_type", "media_category", "total_bytes"),
)

UPLOAD = closed(
    {
        "media": STRING,
        "media_category": {
            "type": "string",
            "enum": [
                "tweet_image",
                "tweet_video",
                "tweet_gif",
                "dm_image",
                "dm_video",
                "dm_gif",
                "subtitles",
            ],
        },
        "additional_owners": STRING,
    },
    ("media", "media_category"),
)

APPEND = closed(
    {"media": STRING, "segment_index": {"type": "integer", "minimum": 0, "maximum": 999}},
    ("media", "segment_index"),
)

# What GET /2/users/{id}/tweets takes as post.fields and, of 2.167, as expansions.
POST_FIELDS = (
    "article article_title attachments card_uri community_id context_annotations"
    " conversation_id created_at display_text_range edit_controls entities geo id lang"
    " matched_media_notes media_metadata non_public_metrics note_post note_request_suggestions"
    " organic_metrics paid_partnership possibly_sensitive promoted_metrics public_metrics"
    " reply_settings scopes source suggested_source_links suggested_source_links_with_counts"
    " text withheld"
).split()
POST_EXPANSIONS = (
    "article.cover_media article.media_entities attachments.media_keys"
    " attachments.media_source_tweet attachments.poll_ids author_id edit_history_post_ids"
    " entities.mentions.username geo.place_id in_reply_to_user_id referenced_posts username"
).split()
# Expansions of 2.166 that are called otherwise now.
OLD_POST_EXPANSIONS = (
    "edit_history_tweet_ids referenced_tweets.id referenced_tweets.id.author_id"
    " referenced_tweets.id.attachments.media_keys"
).split()
# Of GET /2/users/me.
USER_EXPANSIONS = ["affiliation", "most_recent_post_id", "pinned_post_id"]
OLD_USER_EXPANSIONS = ["most_recent_tweet_id", "pinned_tweet_id"]

PYTHON_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


def type_name(value) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {
        dict: "object",
        list: "array",
        str: "string",
        int: "integer",
        float: "number",
        type(None): "null",
    }
    return names[type(value)]


def first_error(value, schema: dict, path: str = "$", root: dict | None = None) -> str | None:
    """The first rule that `value` breaks, in words, or None."""
    schema = resolve(schema, root)
    wanted = schema.get("type")
    if wanted and (
        not isinstance(value, PYTHON_TYPES[wanted])
        or (isinstance(value, bool) and wanted != "boolean")
    ):
        return f"{path}: {type_name(value)} found, {wanted} expected"
    if isinstance(value, dict):
        return object_error(value, schema, path, root)
    if isinstance(value, list):
        return array_error(value, schema, path, root)
    return scalar_error(value, schema, path)


def resolve(schema: dict, root: dict | None) -> dict:
    while "$ref" in schema:
        schema = root["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def object_error(value: dict, schema: dict, path: str, root) -> str | None:
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            return f"{path}.{name}: is missing but it is required"
    for name, member in value.items():
        if name in properties:
            error = first_error(member, properties[name], f"{path}.{name}", root)
        elif schema.get("additionalProperties", True) is False:
            error = (
                f"{path}.{name}: is not defined in the schema and the schema does not allow "
                "additional properties"
            )
        else:
            error = None
        if error:
            return error
    return None


def array_error(value: list, schema: dict, path: str, root) -> str | None:
    if len(value) < schema.get("minItems", 0):
        return f"{path}: there must be a minimum of {schema['minItems']} items in the array"
    if len(value) > schema.get("maxItems", len(value)):
        return f"{path}: there must be a maximum of {schema['maxItems']} items in the array"
    errors = (
        first_error(item, schema.get("items", {}), f"{path}[{i}]", root)
        for i, item in enumerate(value)
    )
    return next(filter(None, errors), None)


def scalar_error(value, schema: dict, path: str) -> str | None:
    if "enum" in schema and value not in schema["enum"]:
        return f"{path}: does not have a value in the enumeration [{', '.join(schema['enum'])}]"
    if isinstance(value, str):
        if "pattern" in schema and not re.fullmatch(schema["pattern"].strip("^$"), value):
            return f"{path}: does not match the regex pattern {schema['pattern']}"
        if len(value) < schema.get("minLength", 0):
            return f"{path}: must be at least {schema['minLength']} characters long"
        if len(value) > schema.get("maxLength", len(value)):
            return f"{path}: may only be {schema['maxLength']} characters long"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if value < schema.get("minimum", value):
            return f"{path}: must have a minimum value of {schema['minimum']}"
        if value > schema.get("maximum", value):
            return f"{path}: must have a maximum value of {schema['maximum']}"
    return None


@lru_cache
def published() -> dict | None:
    """X's own OpenAPI file, where a copy lies next to the repository: a second opinion, not a
    need.
    """
    found = sorted(Path(__file__).resolve().parents[3].glob("shared/data/x-openapi-*.json"))
    return json.loads(found[-1].read_text(encoding="utf-8")) if found else None


def create_error(body) -> str | None:
    error = first_error(body, CREATE_POSTS)
    api = published()
    if not error and api:
        error = first_error(body, api["components"]["schemas"]["CreatePostsRequest"], root=api)
    return error
