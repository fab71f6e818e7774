"""Uploads, in one request and in parts."""

import base64

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 1000


def simple(x, token):
    body = {"media": base64.b64encode(PNG).decode(), "media_category": "tweet_image"}
    return x.api("POST", "/2/media/upload", token, body)


def parts(x, token, content, media_type, category, size=None):
    """Initialize, two segments, finalize."""
    made = x.api(
        "POST",
        "/2/media/upload/initialize",
        token,
        {
            "media_type": media_type,
            "media_category": category,
            "total_bytes": size or len(content),
        },
    ).json["data"]["id"]
    half = len(content) // 2
    for index, segment in enumerate((content[:half], content[half:])):
        answer = x.api(
            "POST",
            f"/2/media/upload/{made}/append",
            token,
            {"segment_index": index, "media": base64.b64encode(segment).decode()},
        )
        assert answer.status == 200
    return made, x.api("POST", f"/2/media/upload/{made}/finalize", token)


def post(x, token, media_id):
    return x.api("POST", "/2/tweets", token, {"text": "", "media": {"media_ids": [media_id]}})


def test_image(x, alice):
    media = simple(x, alice).json["data"]
    assert media["media_key"] == "3_" + media["id"] and "processing_info" not in media
    alt = x.api(
        "POST",
        "/2/media/metadata",
        alice,
        {"id": media["id"], "metadata": {"alt_text": {"text": "A <cat>"}}},
    )
    assert alt.status == 200
    assert post(x, alice, media["id"]).status == 201
    assert 'alt="A &lt;cat&gt;"' in x.request("GET", "/").text
    assert x.request("GET", f"/media/{media['id']}").body == PNG
    assert (
        x.api("GET", f"/2/media/upload?command=STATUS&media_id={media['id']}", alice).status
        == 400
    )


def test_multipart(x, alice):
    body = (
        b'--b\r\nContent-Disposition: form-data; name="media"; filename="f"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n"
        + PNG
        + b'\r\n--b\r\nContent-Disposition: form-data; name="media_category"\r\n\r\ntweet_image\r\n--b--\r\n'
    )
    answer = x.request(
        "POST",
        "/2/media/upload",
        body,
        {"Authorization": "Bearer " + alice, "Content-Type": "multipart/form-data; boundary=b"},
    )
    assert answer.status == 200 and answer.json["data"]["size"] == len(PNG)


@pytest.mark.parametrize(
    "fails, outcome, status", [(False, "succeeded", 201), (True, "failed", 400)]
)
def test_video(x, alice, fails, outcome, status):
    x.set(media_fails=fails)
    media_id, finalized = parts(x, alice, MP4, "video/mp4", "tweet_video")
    assert finalized.json["data"]["processing_info"] == {
        "state": "pending",
        "check_after_secs": 1,
    }
    assert "Your media IDs are invalid." in post(x, alice, media_id).text
    states = [
        x.api("GET", f"/2/media/upload?command=STATUS&media_id={media_id}", alice).json["data"][
            "processing_info"
        ]["state"]
        for _ in range(2)
    ]
    assert states == ["in_progress", outcome]
    assert post(x, alice, media_id).status == status


def test_segments_must_add_up(x, alice):
    _, answer = parts(x, alice, PNG, "image/png", "tweet_image", size=len(PNG) + 1)
    assert answer.status == 400 and "Segments do not add up" in answer.text


def test_scope_and_owner(x, alice):
    assert (
        simple(
            x, x.login("hanako", scope="tweet.read tweet.write users.read")["access_token"]
        ).status
        == 403
    )
    media_id = simple(x, x.login("bob")["access_token"]).json["data"]["id"]
    assert post(x, alice, media_id).status == 400


def test_metadata_without_its_wrapper(x, alice):
    media_id = simple(x, alice).json["data"]["id"]
    assert (
        x.api(
            "POST", "/2/media/metadata", alice, {"id": media_id, "alt_text": {"text": "a"}}
        ).status
        == 500
    )
