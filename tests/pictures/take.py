"""Takes the pictures: take.py DIR NVIM, with the settings of a stand-in for X in the environment.
A step that does not show what it should ends it, with the screen that was there instead.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

from scenes import ESSAYS, LANGUAGES, NOTES, REDIRECT_URI, Scenes
from screen import WrongScreen

HERE = Path(__file__).resolve().parent


def take(place: Path, language: str) -> dict[str, str]:
    """The pictures in one language, by their names."""
    ending = "" if language == "en" else f".{language}"
    os.environ.update(
        XDG_STATE_HOME=str(place / f"state-{language}"),
        PICTURES_ALLOW=str(place / f"allow-{language}"),
    )
    scenes = Scenes(place, sys.argv[2], language)
    # In the order in which a new user would come to them: the later ones need the login.
    return {
        f"login{ending}.svg": scenes.login(),
        f"health{ending}.svg": scenes.health(),
        f"post{ending}.svg": scenes.post(),
        f"thread{ending}.svg": scenes.thread(),
        f"compose{ending}.svg": scenes.compose(),
        f"history{ending}.svg": scenes.history(),
    }


def main() -> None:
    to = Path(sys.argv[1])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    pictures = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "notes.md").write_text(NOTES, encoding="utf-8")
        for language, essay in ESSAYS.items():
            (place / f"essay.{language}.md").write_text(essay, encoding="utf-8")
        # BROWSER is split at spaces, which the name of this folder may have.
        (place / "browser").symlink_to(HERE / "browser.sh")
        os.environ.update(
            PICTURES_BROWSER=os.environ["BROWSER"],
            BROWSER=str(place / "browser"),
            XPOST_REDIRECT_URI=REDIRECT_URI,
            XPOST_TEST_MODULE=f"{os.environ['BUILD']}/luajit/xpost/core.so",
            LC_ALL="C.UTF-8",
            COLORTERM="truecolor",
        )
        os.chdir(place)
        try:
            for language in LANGUAGES:
                pictures.update(take(place, language))
        except WrongScreen as problem:
            sys.exit(f"No pictures: {problem}")
    for name, picture in pictures.items():
        (to / name).write_text(picture, encoding="utf-8")
        print(f"{to / name}: {len(picture.encode())} bytes")


if __name__ == "__main__":
    main()
