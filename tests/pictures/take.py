"""Takes the pictures: take.py DIR NVIM, with the settings of a stand-in for X in the environment.
A step that does not show what it should ends it, with the screen that was there instead.
"""

import base64
import hashlib
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from screen import Screen, Terminal, WrongScreen
from svg import Part, draw

HERE = Path(__file__).resolve().parent
COLUMNS = 80
REDIRECT_URI = f"http://127.0.0.1:{os.environ['PICTURES_REDIRECT_PORT']}/callback"
NOTES = """\
# Sunday

- Fix the build on macOS
- Tell everyone: Version 1.2 is out, and starts in half the time. ⚡
バージョン 1.2 を公開しました。起動時間は半分です。
- Sleep
"""
ESSAY = """\
Version 1.2 starts in half the time. The secret is dull: it does nothing at startup that it does \
not need then. Reading certificates took most of it, and waits until something is sent.

The rest was counting. A text is now counted while you write it, the whole of it, \
in less time than a screen takes to draw a letter. 日本語も同じ速さで数えられます。
"""


def likeness(name: str) -> str:
    """In the shape of a random value of OAuth, and always the same."""
    digest = hashlib.sha256(name.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def fix_port(screen: Screen, name: str, usual: str) -> None:
    """Shows the port that `make sandbox` or xpost would have taken."""
    screen.fix(rf"127\.0\.0\.1(?::|%3A)({os.environ[name]})\b", usual)


def neovim(place: Path, rows: int, file: str = "notes.md") -> Terminal:
    command = [sys.argv[2], "--clean", "--cmd", f"luafile {HERE / 'start.lua'}", file]
    return Terminal(place, COLUMNS, rows, command)


def take_login(place: Path) -> str:
    with neovim(place, 24) as terminal:
        terminal.wait("- Sleep")
        terminal.type(":XLogin\n")
        asked = terminal.wait(
            "Logging in to X", "consent is asked", "/i/oauth2/authorize?", "seconds."
        )
        fix_port(asked, "PICTURES_PORT", "8740")
        fix_port(asked, "PICTURES_REDIRECT_PORT", "8739")
        asked.fix(r"[?&]state=([\w-]{43})&", likeness("state"))
        asked.fix(r"&code_challenge=([\w-]{43})&", likeness("code verifier"))
        Path(os.environ["PICTURES_ALLOW"]).touch()
        done = terminal.wait("logged in as @alice")
    parts = [
        Part(":XLogin shows the steps and the URL, and opens the browser", asked),
        Part("the app is allowed in the browser", done.last(2)),
    ]
    return draw("nvim notes.md", "A login: the steps, the URL, and a line to paste into", parts)


def fix_link(screen: Screen, post_id: str) -> None:
    if any("Press ENTER" in screen.line(row) for row in range(len(screen.rows))):
        raise WrongScreen("the line with the link does not fit the screen")
    fix_port(screen, "PICTURES_PORT", "8740")
    screen.fix(r"/i/status/(\d{19})\b", post_id)


def take_post(place: Path) -> str:
    with neovim(place, 9) as terminal:
        terminal.wait("- Sleep")
        terminal.type("4GfVvjg_")
        selected = terminal.wait("-- VISUAL --")
        terminal.resize(15)
        terminal.type(":XPost\n")
        asked = terminal.wait("Post this as @alice?", "about $0.015")
        time.sleep(0.5)  # as a person who reads it would
        terminal.type("y")
        done = terminal.wait("posted", "/i/status/")
    fix_link(done, "2071852463920177153")
    parts = [
        Part("select a part of a text", selected),
        Part(":XPost shows what will go out, and asks", asked),
        Part("y posts it", done.last(2)),
    ]
    return draw(
        "nvim notes.md", "A selection, what would be posted, and the link of the post", parts
    )


def take_thread(place: Path) -> str:
    with neovim(place, 24, "essay.md") as terminal:
        terminal.wait("Version 1.2")
        terminal.type(":XPost\n")
        asked = terminal.wait("a thread of 2?", "1/2 ·", "2/2 ·", "y = yes")
        time.sleep(0.5)  # as a person who reads it would
        terminal.type("y")
        done = terminal.wait("posted 2", "/i/status/")
    fix_link(done, "2071853017746563074")
    parts = [
        Part(":XPost of a text that is too long offers a thread", asked),
        Part("y posts it, each post a reply to the one before", done.last(2)),
    ]
    return draw("nvim essay.md", "A text that is too long, and the thread that is offered", parts)


DRAFT = """\
Version 1.2 is out: threads, media and drafts.
---
![The preview](preview.png)
It shows what will go out, and what it costs.
---
日本語は1文字が2と数えられます。😀 example.com\
"""


def take_compose(place: Path) -> str:
    with neovim(place, 12) as terminal:
        terminal.wait("- Sleep")
        terminal.type(":XCompose new\n:only\n")
        terminal.type("i" + DRAFT)
        terminal.wait("1/3 ·", "2/3 ·", "3/3 ·")
        terminal.type("\x1b")
        written = terminal.wait("3/3 · ", "preview.png")
    written.fix(r"(\d{8}-\d{6}-[0-9a-f]{4})", "20261128-093000-4f2a")
    parts = [Part(":XCompose: a draft, with the length of each post as it is written", written)]
    return draw("nvim", "A draft of a thread, with the length of each post", parts)


def main() -> None:
    to = Path(sys.argv[1])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "notes.md").write_text(NOTES, encoding="utf-8")
        (place / "essay.md").write_text(ESSAY, encoding="utf-8")
        # BROWSER is split at spaces, which the name of this folder may have.
        (place / "browser").symlink_to(HERE / "browser.sh")
        os.environ.update(
            PICTURES_ALLOW=str(place / "allow"),
            PICTURES_BROWSER=os.environ["BROWSER"],
            BROWSER=str(place / "browser"),
            XPOST_REDIRECT_URI=REDIRECT_URI,
            XPOST_TEST_MODULE=f"{os.environ['BUILD']}/luajit/xpost/core.so",
            LC_ALL="C.UTF-8",
            COLORTERM="truecolor",
        )
        os.chdir(place)
        try:
            pictures = {
                "login.svg": take_login(place),
                "post.svg": take_post(place),
                "thread.svg": take_thread(place),
                "compose.svg": take_compose(place),
            }
        except WrongScreen as problem:
            sys.exit(f"No pictures: {problem}")
    for name, picture in pictures.items():
        (to / name).write_text(picture, encoding="utf-8")
        print(f"{to / name}: {len(picture.encode())} bytes")


if __name__ == "__main__":
    main()
