"""The operation upload: all bytes arrive once and in order, or X is told nothing of them."""

import os

import pytest

from conftest import requests_to, wait_until
from media_files import GIF, MIB, MP4, PNG, file, png, sparse, steps, uploads
from posting import call, do, logged_in, lua


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def part_fault(x, **values) -> None:
    """A part is answered in this way."""
    x.fault(path="/2/media/upload/*", method="POST", **values)


def test_a_file_goes_in_parts_over_one_connection(x, alice, host):
    content = png(size=2 * MIB + 5)
    file(alice, "a.png", content)
    done = alice.run(
        "local sent = {}\n"
        'local result, err = xpost.upload{path = "a.png", alt = "A", on_progress = function(p)\n'
        "  sent[#sent + 1] = p end}\n"
        "emit(result, err) emit(sent)",
        host=host,
    )
    result, seen = done.results
    (media,) = uploads(x)
    assert result["media_id"] == media["id"] and result["media_key"] == "3_" + media["id"]
    assert result["expires_at"] > 1_700_000_000 and media["alt_text"] == "A"
    assert x.request("GET", f"/media/{media['id']}").body == content
    assert steps(x) == ["initialize"] + ["append"] * 3 + ["finalize", "metadata"]
    assert [p["sent"] for p in seen] == [0, MIB, 2 * MIB, 2 * MIB + 5]
    assert {p["state"] for p in seen} == {"uploading"} and "number" not in seen[0]
    requests = [r for r in x.state()["requests"] if "/2/media" in r["path"]]
    assert len({r["connection"] for r in requests}) == 1
    (finalize,) = requests_to(x, f"/2/media/upload/{media['id']}/finalize")
    assert "content-type" not in finalize["headers"] and finalize["body"] == ""


def test_what_is_no_medium_is_refused_at_once(x, alice):
    home = alice.home
    os.mkfifo(home / "fifo")
    (home / "folder").mkdir()
    (home / "dangling").symlink_to("nowhere")
    file(alice, "empty", b"")
    file(alice, "text.png", b"no picture at all")
    file(alice, "photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    file(alice, "large.png", png(size=5 * MIB + 1))
    sparse(alice, "large.gif", 15 * MIB + 1, GIF)
    sparse(alice, "large.mp4", 512 * MIB + 1)
    paths = [
        "fifo", "folder", "dangling", "empty", "text.png", "photo.heic", "large.png",
        "large.gif", "large.mp4", "/dev/zero", "/proc/self/status", "text.png/x", "nowhere",
        "https://example.com/a.png",
    ]  # fmt: skip
    script = f"for _, path in ipairs{lua(paths)} do emit(xpost.upload(path)) end"
    errors = [r["err"] for r in alice.run(script, timeout=20).results]
    assert [e["code"] for e in errors] == ["media_rejected"] * len(paths)
    assert "HEIC" in errors[5]["message"] and "5.1 MiB" in errors[6]["message"]
    assert "no such file" in errors[-2]["message"] and "an address" in errors[-1]["message"]
    assert call(alice, 'xpost.upload ""')["code"] == "invalid_request"
    assert call(alice, 'xpost.upload "a\\255.png"')["code"] == "invalid_request"
    assert steps(x) == []


def test_names_are_taken_as_they_are(x, alice):
    for name in ("-n", "a'b\"c", "$(touch x)", "two\nlines", "日本.png"):
        file(alice, name)
        assert "media_id" in do(alice, "upload", path=name)
    (alice.home / "link").symlink_to("-n")
    assert "media_id" in do(alice, "upload", path="link")


def test_a_part_that_is_cut_or_refused_for_a_moment_is_sent_again(x, alice):
    content = png(size=3 * MIB)
    file(alice, "a.png", content)
    part_fault(x, skip=1, act="before", close=True)
    part_fault(x, skip=1, act="after", close=True)
    part_fault(x, skip=1, status=503)
    done = do(alice, "upload", path="a.png")
    (media,) = uploads(x)
    assert done["media_id"] == media["id"] and len(media["segments"]) == 3
    assert x.request("GET", f"/media/{media['id']}").body == content
    assert steps(x) == ["initialize"] + ["append"] * 6 + ["finalize"]


def test_a_part_is_not_tried_for_ever(x, alice):
    file(alice, "a.png")
    x.fault(path="/2/media/upload/*", skip=1, status=503, times=0)
    assert do(alice, "upload", path="a.png")["code"] == "server"
    assert steps(x) == ["initialize"] + ["append"] * 3


@pytest.mark.parametrize("status", [413, 431])
def test_parts_that_are_too_large_become_smaller(x, alice, status):
    content = png(size=MIB + MIB // 4)
    file(alice, "a.png", content)
    part_fault(x, skip=1, status=status)
    assert "media_id" in do(alice, "upload", path="a.png")
    assert [len(m["segments"]) for m in uploads(x)] == [0, 3]
    assert x.request("GET", f"/media/{uploads(x)[1]['id']}").body == content


def test_an_image_whose_end_is_unclear_is_uploaded_anew(x, alice):
    file(alice, "a.png")
    part_fault(x, skip=2, act="after", status=503)
    done = do(alice, "upload", path="a.png")
    assert [m["id"] for m in uploads(x)][1] == done["media_id"]
    assert steps(x).count("finalize") == 2


def test_of_a_video_whose_end_is_unclear_the_state_is_asked(x, alice):
    x.set(media_polls=0)
    file(alice, "a.mp4", MP4)
    part_fault(x, skip=2, act="after", status=503)
    done = do(alice, "upload", path="a.mp4")
    assert [m["id"] for m in uploads(x)] == [done["media_id"]]
    assert done["media_key"] == "7_" + done["media_id"]


def test_what_x_cannot_process_is_told_in_its_words(x, alice):
    x.set(media_polls=0, media_fails=True)
    file(alice, "a.mp4", MP4)
    error = do(alice, "upload", path="a.mp4")
    assert error["code"] == "media_rejected"
    assert error["detail"] == "InvalidMedia: file is invalid"


def test_processing_that_does_not_end_is_given_up(x, alice):
    x.set(media_polls=99)
    file(alice, "a.mp4", MP4)
    assert call(alice, 'xpost.upload{path = "a.mp4", timeout = 1}')["code"] == "media_timeout"
    assert steps(x).count("upload") == 1


@pytest.mark.parametrize("change", ["grow", "shrink", "replace", "touch"])
def test_a_file_that_changes_meanwhile_is_not_taken(x, alice, change):
    path = file(alice, "a.png", png(size=MIB + 9))
    part_fault(x, skip=1, delay=0.5)
    script = alice.start('emit(xpost.upload "a.png")')
    wait_until(lambda: "append" in steps(x), what="a part")
    if change == "replace":
        os.rename(file(alice, "new.png", png(size=MIB + 9)), path)
    elif change == "touch":
        os.utime(path, (1, 1))
    else:
        os.truncate(path, MIB + 10 if change == "grow" else MIB)
    error = script.end().result["err"]
    assert error["code"] == "media_rejected" and "changed" in error["message"]
    assert error["retry"] == "later"
    assert "finalize" not in steps(x)


def test_an_upload_is_cancelled_at_any_step(x, alice):
    file(alice, "a.mp4", MP4)
    for at, word in enumerate(("initialize", "append", "finalize", "upload")):
        x.reset()
        x.set(media_polls=99)
        tokens = x.login()
        alice.change_accounts(**{n: tokens[n] for n in ("access_token", "refresh_token")})
        x.fault(path="/2/media/upload*", skip=at, delay=20)
        script = alice.start(
            'local done\nlocal job = xpost.upload("a.mp4", function(err) done = err end)\n'
            "local file = arg[0] .. '.go'\n"
            "while not io.open(file) do job:wait(10) end\n"
            "job:cancel() job:wait(5000) emit(done)"
        )
        wait_until(lambda: steps(x)[-1:] == [word], what=word)
        open(f"{script.file}.go", "w").close()
        assert script.end(timeout=5).result["code"] == "cancelled"


def test_memory_does_not_grow_with_the_file(x, alice):
    x.set(media_polls=0)
    sparse(alice, "small.mp4", MIB)
    sparse(alice, "large.mp4", 24 * MIB)
    done = alice.run(
        "local function peak()\n"
        "  return tonumber(io.open('/proc/self/status'):read('*a'):match('VmHWM:%s*(%d+)')) end\n"
        'assert(xpost.upload "small.mp4") local before = peak()\n'
        'assert(xpost.upload "large.mp4") emit(peak() - before)',
        timeout=60,
    )
    assert done.result < 4 * 1024, "kB"


def test_an_answer_without_an_id_is_no_upload(x, alice):
    file(alice, "a.png")
    x.fault(
        path="/2/media/upload/initialize",
        status=200,
        body={"data": {"id": "../../2/tweets"}},
        times=3,
    )
    assert do(alice, "upload", path="a.png")["code"] == "server"
    assert set(steps(x)) == {"initialize"}
