"""Takes the pictures: take.py DIR, with the settings of a stand-in for X in the environment.
A step that does not show what it should ends it, with the screen that was there instead.
"""

import base64
import hashlib
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from screen import Screen, Terminal, WrongScreen
from svg import Part, draw

HERE = Path(__file__).resolve().parent
COLUMNS = 84  # the line with the link and its cost has 80
NOTES = """\
# Sunday

- Fix the build on macOS
- Tell everyone: Version 1.2 is out, and starts in half the time. 🎉
バージョン 1.2 を公開しました。起動時間は半分です。
- Sleep
"""


def likeness(name: str) -> str:
    """In the shape of a random value of OAuth, and always the same."""
    digest = hashlib.sha256(name.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def fix_port(screen: Screen) -> Screen:
    screen.fix(rf"127\.0\.0\.1:({urlsplit(os.environ['XPOST_API_URL']).port})\b", "8740")
    return screen


def neovim(place: Path, rows: int) -> Terminal:
    command = [os.environ["NVIM"], "--clean", "--cmd", f"luafile {HERE / 'start.lua'}", "notes.md"]
    return Terminal(place, COLUMNS, rows, command)


def take_login(place: Path) -> str:
    with neovim(place, 26) as terminal:
        terminal.wait("- Sleep")
        terminal.type(":XLogin\n")
        asked = terminal.wait(
            "Logging in to X", "consent is asked", "/i/oauth2/authorize?", "Open this URL", "> "
        )
        text = "".join(asked.line(row) for row in range(len(asked.rows)))
        if "127.0.0.1%3A8739" not in text:
            raise WrongScreen("port 8739, which the redirect URL is at, is taken")
        fix_port(asked)
        asked.fix(r"[?&]state=([\w-]{43})&", likeness("state"))
        asked.fix(r"&code_challenge=([\w-]{43})&", likeness("code verifier"))
        Path(os.environ["PICTURES_ALLOW"]).touch()
        done = terminal.wait("logged in as @alice")
    parts = [Part(":XLogin", asked), Part("the app is allowed in the browser", done.last(2))]
    return draw("nvim", "A login: the steps, the URL, and a line to paste into", parts)


def take_post(place: Path) -> str:
    with neovim(place, 14) as terminal:
        terminal.wait("- Sleep")
        terminal.type("4GfVvjg_:XPost")
        selected = terminal.wait(":'<,'>XPost")
        terminal.type("\n")
        asked = terminal.wait("Post this as @alice?", "about $0.015")
        terminal.type("y")
        done = terminal.wait("posted", "/i/status/", "about $0.015")
    if any("Press ENTER" in done.line(row) for row in range(len(done.rows))):
        raise WrongScreen("the line with the link does not fit the screen")
    fix_port(done).fix(r"/i/status/(\d{19})\b", "2071852463920177153")
    parts = [
        Part("select, and :XPost", selected),
        Part("it shows what will go out, and asks", asked),
        Part("y", done.last(2)),
    ]
    return draw("nvim", "A selection, what would be posted, and the link of the post", parts)


def main() -> None:
    to = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "notes.md").write_text(NOTES, encoding="utf-8")
        # BROWSER is split at spaces, which the name of this folder may have.
        (place / "browser").symlink_to(HERE / "browser.sh")
        os.environ.update(
            PICTURES_ALLOW=str(place / "allow"),
            PICTURES_BROWSER=os.environ["BROWSER"],
            BROWSER=str(place / "browser"),
            XPOST_TEST_MODULE=f"{os.environ['BUILD']}/luajit/xpost/core.so",
            LC_ALL="C.UTF-8",
            COLORTERM="truecolor",
        )
        os.chdir(place)
        try:
            pictures = {"login.svg": take_login(place), "post.svg": take_post(place)}
        except WrongScreen as problem:
            sys.exit(f"No pictures: {problem}")
    for name, picture in pictures.items():
        (to / name).write_text(picture, encoding="utf-8")
        print(f"{to / name}: {len(picture.encode())} bytes")


if __name__ == "__main__":
    main()
