"""Posts with media: the files are there before the post, and no post is made twice."""

import os
import time

import pytest

from checking import plant
from conftest import requests_to, wait_until
from media_files import GIF, JPEG, MP4, PNG, STILL_GIF, WEBP, attached, file, steps, uploads
from posting import (
    age_ledger,
    attempts,
    call,
    creates,
    do,
    entry,
    fault,
    logged_in,
    lua,
    post,
    post_script,
    posted,
    problem,
)


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def test_an_image_arrives_with_its_alt_text_and_nothing_tells_where_it_was(x, alice, host):
    path = file(alice, "a secret name.png")
    done = post(alice, "look", host=host, media=[{"path": path, "alt": 'é "1"\n'}])
    assert posted(done) and done["cost"] == pytest.approx(0.015 + 0.005)
    (image,) = attached(x, "look")
    assert image["category"] == "tweet_image" and image["media_type"] == "image/png"
    assert image["alt_text"] == 'é "1"\n'
    assert x.request("GET", f"/media/{image['id']}").body == PNG
    assert steps(x) == ["initialize", "append", "finalize", "metadata", "tweets"]
    for request in x.state()["requests"]:
        assert "secret" not in str(request) and str(alice.home) not in str(request)


def test_four_images_keep_their_order_and_types_whatever_their_names(x, alice):
    contents = {"a.jpg": PNG, "b.png": JPEG, "c": STILL_GIF, "d.mp4": WEBP}
    for name, content in contents.items():
        file(alice, name, content)
    assert posted(post(alice, "four", media=[{"path": name} for name in contents]))
    types = ["image/png", "image/jpeg", "image/gif", "image/webp"]
    assert [m["media_type"] for m in attached(x, "four")] == types
    assert {m["category"] for m in uploads(x)} == {"tweet_image"}


@pytest.mark.parametrize(
    "content, category", [(GIF, "tweet_gif"), (MP4, "tweet_video")], ids=["gif", "video"]
)
def test_what_moves_is_posted_when_x_is_done_with_it(x, alice, content, category):
    x.set(media_polls=0)
    file(alice, "film", content)
    done = alice.run(
        "local seen = {}\n"
        'local result, err = xpost.post{text = "moves", media = {{path = "film"}},\n'
        "  on_progress = function(p) seen[#seen + 1] = p end}\n"
        "emit(result, err) emit(seen)"
    )
    result, seen = done.results
    assert posted(result), result
    assert [m["category"] for m in attached(x, "moves")] == [category]
    path, size = str(alice.home / "film"), len(content)
    common = {"number": 1, "total": 1, "path": path}
    assert seen == [
        {**common, "state": "uploading", "sent": 0, "size": size},
        {**common, "state": "uploading", "sent": size, "size": size},
        {**common, "state": "processing"},
    ]


def test_relative_paths_begin_where_the_caller_says(x, alice):
    (alice.home / "sub").mkdir()
    (alice.folder / "tmp" / "a.png").write_bytes(PNG)
    file(alice, "sub/a.png", JPEG)
    media = [{"path": "a.png"}, {"path": "~/sub/a.png"}, {"path": "../home/sub/a.png"}]
    assert posted(post(alice, "where", media=media, directory=str(alice.folder / "tmp")))
    assert [m["media_type"] for m in attached(x, "where")] == ["image/png"] + ["image/jpeg"] * 2
    assert posted(post(alice, "below", media=[{"path": "a.png"}], directory="sub"))
    assert [m["media_type"] for m in attached(x, "below")] == ["image/jpeg"]
    plan = do(alice, "plan", text="here", media=[{"path": "a.png"}], directory="")
    assert plan["posts"][0]["media"][0]["path"] == str(alice.home / "a.png")


def test_a_post_of_media_alone_is_found_when_nobody_knew_of_it(x, alice):
    file(alice, "a.png")
    media = [{"path": "a.png"}]
    fault(x, act="after", close=True)
    error = post(alice, "", key="k", media=media)
    assert (error["code"], error["outcome"]) == ("unknown_outcome", "unknown")
    age_ledger(alice)
    checked = do(alice, "check", key="k")
    assert checked["outcome"] == "posted" and checked["id"] == x.state()["posts"][0]["id"]
    assert post(alice, "", key="k", media=media)["id"] == checked["id"]
    assert creates(x, "") == 1 and steps(x).count("initialize") == 1


@pytest.mark.parametrize("act", ["before", "after"])
def test_a_post_with_media_whose_outcome_is_unknown_is_made_once(x, alice, act):
    file(alice, "a.png")
    media = [{"path": "a.png", "alt": "a"}]
    text = "seen https://example.com/x"
    plant(x, text)  # the same without the image is another post
    fault(x, act=act, close=True)
    assert post(alice, text, key="k", media=media)["code"] == "unknown_outcome"
    age_ledger(alice)
    done = post(alice, text, key="k", media=media)
    assert posted(done) and creates(x, text) == 1 and len(attached(x, text)) == 1
    assert steps(x).count("initialize") == (1 if act == "after" else 2)


def test_the_media_of_a_thread_go_with_their_posts(x, alice):
    file(alice, "a.png")
    file(alice, "b.png", JPEG)
    posts = [
        {"text": "one"},
        {"text": "two", "media": [{"path": "a.png", "alt": "A"}, {"path": "b.png"}]},
        {"text": "", "media": [{"path": "b.png"}]},
    ]
    done = do(alice, "post", posts=posts)
    assert [p["text"] for p in done["posts"]] == ["one", "two", ""]
    assert [m["media_type"] for m in attached(x, "two")] == ["image/png", "image/jpeg"]
    assert [m["media_type"] for m in attached(x, "")] == ["image/jpeg"]
    assert not attached(x, "one")
    made = [s for s in steps(x) if s in ("tweets", "initialize")]
    assert made == ["tweets", "initialize", "initialize", "tweets", "initialize", "tweets"]


def test_what_cannot_be_attached_stops_a_thread_before_its_first_post(x, alice):
    posts = [{"text": "one"}, {"text": "two", "media": [{"path": "late.png"}]}]
    error = do(alice, "post", posts=posts, key="k")
    assert error["code"] == "media_rejected" and error["outcome"] == "not_posted"
    assert error["message"].startswith("Post 2 of 2: ") and "late.png" in error["message"]
    assert steps(x) == []
    kept = entry(alice, "k")
    assert [p["text"] for p in kept["posts"]] == ["one", "two"] and "media" not in kept["posts"][0]
    assert kept["posts"][1]["media"] == [{"path": str(alice.home / "late.png")}]
    file(alice, "late.png")
    done = do(alice, "resume", key="k")
    assert [p["text"] for p in done["posts"]] == ["one", "two"]
    assert len(attached(x, "two")) == 1 and creates(x, "one") == creates(x, "two") == 1


def test_an_upload_that_fails_leaves_a_post_that_resume_makes_once(x, alice):
    file(alice, "a.png")
    x.fault(path="/2/media/upload/initialize", status=400, body="media type unrecognized")
    error = post(alice, "later", key="k", media=[{"path": "a.png"}])
    assert (error["code"], error["outcome"]) == ("media_rejected", "not_posted")
    assert error["detail"] == "media type unrecognized" and error["http_status"] == 400
    assert entry(alice, "k")["state"] == "not_sent" and attempts(x) == 0
    assert posted(do(alice, "resume", key="k"))
    assert posted(do(alice, "resume", key="k"))
    assert creates(x, "later") == 1 and len(attached(x, "later")) == 1


def test_a_process_that_is_killed_while_it_uploads_has_sent_nothing(x, alice):
    file(alice, "a.png")
    x.fault(path="/2/media/upload/*", delay=30, skip=1)
    script = alice.start(post_script("killed", key="k", media=[{"path": "a.png"}]))
    wait_until(lambda: "append" in steps(x), what="a part")
    script.kill()
    assert entry(alice, "k")["state"] == "not_sent"
    assert posted(do(alice, "resume", key="k"))
    assert creates(x, "killed") == 1 and attempts(x) == 1


def test_a_post_that_is_cancelled_while_it_uploads_is_not_posted(x, alice):
    file(alice, "a.png")
    x.fault(path="/2/media/upload/*", delay=20, skip=1)
    options = lua({"text": "stopped", "key": "k", "media": [{"path": "a.png"}]})
    script = alice.start(
        f"local done\nlocal job = xpost.post({options}, function(err) done = err end)\n"
        "while not io.open(arg[0] .. '.go') do job:wait(10) end\n"
        "job:cancel() job:wait(5000) emit(done)"
    )
    wait_until(lambda: "append" in steps(x), what="a part")
    script.file.with_suffix(".lua.go").touch()
    error = script.end(timeout=5).result
    assert (error["code"], error["outcome"]) == ("cancelled", "not_posted")
    assert posted(do(alice, "resume", key="k"))
    assert creates(x, "stopped") == 1 and attempts(x) == 1


def test_media_that_x_does_not_know_any_more_are_uploaded_again(x, alice):
    file(alice, "a.png")
    fault(x, **problem(400, "Your media IDs are invalid."))
    error = post(alice, "stale", key="k", media=[{"path": "a.png"}])
    assert (error["code"], error["outcome"]) == ("media_rejected", "not_posted")
    assert posted(do(alice, "resume", key="k"))
    assert len(uploads(x)) == 2 and creates(x, "stale") == 1


def test_a_rate_limit_is_waited_for_where_that_is_allowed(x, alice):
    file(alice, "a.png")
    media = [{"path": "a.png"}]
    headers = {"x-rate-limit-reset": int(time.time()) + 2, "x-rate-limit-remaining": 0}
    limit = {"headers": headers, **problem(429, "Too Many Requests")}
    x.fault(path="/2/media/upload/initialize", times=2, **limit)
    assert post(alice, "limited", key="a", media=media)["code"] == "rate_limited"
    assert posted(post(alice, "limited", key="b", wait=30, media=media))
    assert attempts(x) == 1


def test_an_access_token_that_x_does_not_take_is_renewed_once(x, alice):
    file(alice, "a.png")
    x.control("expire", {})
    assert posted(post(alice, "renewed", media=[{"path": "a.png"}]))
    assert len(requests_to(x, "/2/oauth2/token")) == 2 and len(uploads(x)) == 1


def test_a_key_belongs_to_its_media_too(x, alice):
    file(alice, "a.png")
    file(alice, "b.png")
    first = post(alice, "text", key="k", media=[{"path": "a.png", "alt": "A"}])
    os.remove(alice.home / "a.png")
    again = post(alice, "text", key="k", media=[{"path": "~/a.png", "alt": "A"}])
    assert again["id"] == first["id"]
    for media in ([{"path": "b.png", "alt": "A"}], [{"path": "a.png", "alt": "B"}], []):
        assert post(alice, "text", key="k", media=media)["code"] == "invalid_request"
    assert creates(x, "text") == 1


def test_without_the_scope_nothing_is_sent(x, machine):
    x.set(granted_scope="tweet.read tweet.write users.read offline.access")
    machine.login()
    file(machine, "a.png")
    media = [{"path": "a.png"}]
    error = post(machine, "no", key="k", media=media)
    assert error["code"] == "scope_missing" and "media.write" in error["message"]
    assert do(machine, "upload", path="a.png")["code"] == "scope_missing"
    problems = do(machine, "plan", text="no", media=media)["problems"]
    assert [(p["code"], p["refused"]) for p in problems] == [("scope_missing", True)]
    assert steps(x) == [] and posted(post(machine, "without media"))


def test_plan_tells_what_the_files_are_and_what_is_wrong(x, alice):
    file(alice, "a.png")
    file(alice, "film", MP4)
    known = {"path": str(alice.home / "a.png"), "alt": "A"}
    plan = do(alice, "plan", text="", media=[{"path": "a.png", "alt": "A"}])
    assert not plan["problems"] and plan["cost"] == pytest.approx(0.02)
    (planned,) = plan["posts"]
    assert planned["valid"] and planned["media"] == [
        {**known, "type": "image/png", "bytes": len(PNG), "width": 3, "height": 2}
    ]
    assert planned["request"] == '{"text":"","media":{"media_ids":["0"]}}'

    def problems(**options):
        return [p["code"] for p in do(alice, "plan", text="t", **options)["problems"]]

    assert problems(media=[{"path": "nowhere"}]) == ["media_rejected"]
    assert problems(media=[{"path": "film", "alt": "A"}]) == ["media_rejected"]
    assert problems(media=[{"path": "a.png"}, {"path": "film"}]) == ["media_rejected"]
    assert problems(media=[{"path": "a.png", "alt": "é" * 1000}]) == []
    (wrong,) = do(alice, "plan", text="![a](https://x.org/a.png)", markdown=True)["problems"]
    assert "it is an address" in wrong["message"]
    assert problems(media=[{"path": "a.png", "alt": "é" * 1001}]) == ["invalid_request"]
    assert problems(media=[{"path": "a.png"}] * 5) == ["invalid_request"]
    assert problems(media=[{"path": "a.png"}], quote="1")[0] == "invalid_request"
    poll = {"options": ["a", "b"]}
    assert problems(media=[{"path": "a.png"}], poll=poll) == ["invalid_request"]
    assert steps(x) == []


def test_wrong_types_raise(x, alice):
    calls = [
        {"media": "a.png"},
        {"media": ["a.png"]},
        {"media": [{"path": 1}]},
        {"media": [{"path": "a", "name": "b"}]},
        {"directory": 1},
    ]
    script = "".join(f"emit(pcall(xpost.plan, {lua({'text': 't', **c})}))\n" for c in calls)
    assert alice.run(script).results == [False] * len(calls)
    assert call(alice, 'xpost.post{posts = {{text = "a"}}, media = {{path = "a"}}}')["code"] == (
        "invalid_request"
    )
