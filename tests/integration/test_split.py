"""A text becomes a thread: cut, read as Markdown, numbered; posted and resumed as one that was."""

import pytest

from media_files import attached, file
from posting import do, entry, fault, history, logged_in, problem
from test_threads import chain, expected

ESSAY = "これは長い文章です。とても長いので、いくつかに分けて投稿します。" * 12


@pytest.fixture
def alice(x, machine):
    return logged_in(x, machine)


def split(machine, text, **options) -> list[dict]:
    return do(machine, "split", text=text, **options)


def texts(parts) -> list[str]:
    return [part["text"] for part in parts]


def test_a_text_that_is_too_long_is_refused_and_kept_unless_a_thread_is_asked_for(x, alice):
    err = do(alice, "post", text=ESSAY)
    assert err["code"] == "over_limit" and "thread=true" in err["message"]
    assert [e["text"] for e in history(alice)] == [ESSAY]
    assert x.counts()["creates"] == 0


def test_it_is_posted_in_the_parts_that_split_and_plan_tell_of(x, alice, host):
    parts = split(alice, ESSAY, host=host)
    plan = do(alice, "plan", host=host, text=ESSAY)
    assert plan["thread"] == len(parts) > 1
    plan = do(alice, "plan", host=host, text=ESSAY, thread=True)
    assert "thread" not in plan and plan["problems"] == []
    assert texts(plan["posts"]) == texts(parts)
    done = do(alice, "post", host=host, text=ESSAY, thread=True)
    assert texts(done["posts"]) == texts(parts) and "".join(texts(parts)) == ESSAY
    assert chain(x) == expected(texts(parts))
    assert done["cost"] == pytest.approx(plan["cost"]) == pytest.approx(0.015 * len(parts))


def test_parts_can_be_given_to_post(x, alice):
    parts = split(alice, "one\n---\n\ntwo ![no image, as there is no file]()", markdown=True)
    done = do(alice, "post", posts=parts)
    assert chain(x) == expected(["one", "two ![no image, as there is no file]()"])
    assert texts(done["posts"]) == texts(parts)


def test_what_fits_is_one_post(x, alice):
    done = do(alice, "post", text="short ", thread=True, number=True, markdown=True)
    assert chain(x) == [("short", None)] and done["text"] == "short"


def test_markdown_makes_posts_of_what_is_between_the_lines(x, alice, host):
    text = "first\n---\n```\n---\n```\n---\n\n---\nlast"
    do(alice, "post", text=text, markdown=True, host=host)
    assert chain(x) == expected(["first", "```\n---\n```", "last"])


def test_without_markdown_the_lines_are_text(x, alice):
    do(alice, "post", text="first\n---\nlast", thread=True)
    assert chain(x) == [("first\n---\nlast", None)]


def test_with_markdown_alone_a_part_that_is_too_long_is_refused(x, alice):
    err = do(alice, "post", text=f"short\n---\n{ESSAY}", markdown=True)
    assert err["code"] == "over_limit" and err["message"].startswith("Post 2 of 2: ")
    assert [e["text"] for e in history(alice)] == [f"short\n---\n{ESSAY}"]
    assert do(alice, "plan", text=f"short\n---\n{ESSAY}", markdown=True)["thread"] > 2


def test_numbers_go_through_all_posts(x, alice):
    posts = [{"text": "one"}, {"text": ESSAY}]
    done = do(alice, "post", posts=posts, thread=True, number=True)
    total = len(done["posts"])
    assert total > 2
    for i, text in enumerate(texts(done["posts"]), 1):
        assert text.endswith(f" {i}/{total}")
    assert chain(x) == expected(texts(done["posts"]))


def test_a_number_makes_no_post_of_one_with_nothing_in_it(x, alice, host):
    posts = [{"text": "one"}, {"text": " \n"}]
    plan = do(alice, "plan", posts=posts, number=True, host=host)
    assert texts(plan["posts"]) == ["one 1/2", ""]
    err = do(alice, "post", posts=posts, number=True, host=host)
    assert err["message"] == plan["problems"][0]["message"]
    assert "has no text" in err["message"] and x.counts()["creates"] == 0
    file(alice, "a.png")
    posts[1]["media"] = [{"path": "a.png"}]
    done = do(alice, "post", posts=posts, number=True, host=host)
    assert texts(done["posts"]) == ["one 1/2", "2/2"]


def test_what_belongs_to_the_first_post_stays_there(x, alice):
    do(alice, "post", text="a\n---\nb", markdown=True, reply_settings="following", made_with_ai=True)
    first, second = [p["body"] for p in x.state()["posts"]]
    assert first["reply_settings"] == "following" and "reply_settings" not in second
    assert first["made_with_ai"] is second["made_with_ai"] is True


def test_the_same_key_goes_on_with_the_thread_that_it_became(x, alice, host):
    parts = texts(split(alice, ESSAY, number=True, host=host))
    request = {"text": ESSAY, "thread": True, "number": True, "key": "essay", "host": host}
    fault(x, skip=1, **problem(503, "later"))
    err = do(alice, "post", **request)
    assert texts(err["posted"]) == parts[:1]
    done = do(alice, "post", **request)
    assert texts(done["posts"]) == parts and chain(x) == expected(parts)
    assert do(alice, "post", **request)["posts"] == done["posts"]
    assert x.counts()["creates"] == len(parts)


def test_a_thread_that_would_be_cut_in_another_way_now_is_not_begun_anew(x, alice):
    parts = texts(split(alice, ESSAY))
    fault(x, skip=1, **problem(503, "later"))
    do(alice, "post", text=ESSAY, thread=True, key="essay")
    request = {"text": ESSAY, "thread": True, "number": True, "key": "essay"}
    err = do(alice, "post", **request)
    assert err["code"] == "invalid_request" and "go on with it by resume" in err["message"]
    assert f"1 of {len(parts)} parts" in err["message"]
    assert do(alice, "plan", **request)["problems"][0]["message"] == err["message"]
    assert texts(do(alice, "resume", key="essay")["posts"]) == parts
    assert chain(x) == expected(parts)


def test_a_draft_gives_way_to_the_thread_that_it_became(x, alice):
    text = f"# Title\n---\n{ESSAY}\n"
    key = do(alice, "draft", text=text)["key"]
    do(alice, "post", text=text, markdown=True, thread=True, number=True, key=key)
    [kept] = history(alice)
    assert kept["key"] == key and kept["outcome"] == "posted" and kept["total"] > 2


def test_a_draft_that_says_something_else_is_kept_beside_the_thread(x, alice):
    key = do(alice, "draft", text="something else")["key"]
    do(alice, "post", text="a\n---\nb", markdown=True, key=key)
    assert {e["text"] for e in history(alice)} == {"a", "something else"}
    assert entry(alice, key)["outcome"] == "posted"


@pytest.mark.parametrize(
    "text, why",
    [(b"ab\xff" * 200, "not valid UTF-8"), (b"a\0" * 200, "zero byte"), ("😀", "limit is too small")],
)
def test_what_cannot_be_split_is_refused_by_split_plan_and_post(x, alice, text, why):
    limit = 1 if text == "😀" else 280
    err = do(alice, "split", text=text, limit=limit)
    assert err["code"] == "invalid_request"
    plan = do(alice, "plan", text=text, limit=limit, thread=True)
    assert plan["problems"][0]["code"] == "invalid_request"
    err = do(alice, "post", text=text, limit=limit, thread=True)
    assert err["code"] == "invalid_request" and err["outcome"] == "not_posted"
    assert why in plan["problems"][0]["message"] + err["message"]
    assert x.counts()["creates"] == 0


def test_a_thread_has_at_most_100_posts(x, alice):
    err = do(alice, "post", text="\n---\n".join("abc"[:1] for _ in range(101)), markdown=True)
    assert err["code"] == "invalid_request" and "100 posts" in err["message"]
    assert x.counts()["creates"] == 0


def test_images_of_markdown_are_attached_to_their_posts(x, alice, host):
    folder = alice.home / "pictures"
    folder.mkdir()
    for name in ("a.png", "b c.png"):
        file(alice, f"pictures/{name}")
    text = "first ![a cat](a.png)\n---\n![](~/pictures/a.png)\n---\nlast\n\n![b](<b c.png>)"
    done = do(alice, "post", text=text, markdown=True, directory=str(folder), host=host)
    assert texts(done["posts"]) == ["first", "", "last"]
    assert [m["alt_text"] for m in attached(x, "first") + attached(x, "last")] == ["a cat", "b"]
    [kept] = history(alice, host=host)
    assert [p["media"] for p in kept["posts"]] == [
        [{"path": str(folder / "a.png"), "alt": "a cat"}],
        [{"path": str(folder / "a.png")}],
        [{"path": str(folder / "b c.png"), "alt": "b"}],
    ]


def test_an_image_that_is_not_there_stops_nothing_half_way(x, alice):
    file(alice, "a.png")
    err = do(alice, "post", text="one ![a](a.png)\n---\ntwo ![b](b.png)", markdown=True)
    assert err["code"] == "media_rejected" and "b.png" in err["message"]
    assert err["message"].startswith("Post 2 of 2: ") and x.counts()["creates"] == 0
