"""The scenes of the pictures: each is a Neovim in a terminal, and what a person does in it.
A step that does not show what it should raises WrongScreen, with the screen that was there instead.
"""

import base64
import hashlib
import os
import time
from dataclasses import dataclass
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
ESSAYS = {
    "en": """\
Version 1.2 starts in half the time. The secret is dull: it does nothing at startup that it does \
not need then. Reading certificates took most of it, and waits until something is sent.

The rest was counting. A text is now counted while you write it, the whole of it, \
in less time than a screen takes to draw a letter. 日本語も同じ速さで数えられます。
""",
    "ja": """\
バージョン 1.2 では起動時間が半分になりました。種明かしは地味です。起動のときに要らないことは、\
何もしないようにしました。時間の大半は証明書の読み込みで、これは何かを送るときまで待たせます。

残りは文字数の計算でした。いまは書いている間、文章全体を数え続けます。\
画面に 1 文字を描くよりも短い時間です。リンクも絵文字も、X と同じ数え方をします。
""",
}


def likeness(name: str) -> str:
    """In the shape of a random value of OAuth, and always the same."""
    digest = hashlib.sha256(name.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def fix_port(screen: Screen, name: str, usual: str) -> None:
    """Shows the port that `make sandbox` or xpost would have taken."""
    screen.fix(rf"127\.0\.0\.1(?::|%3A)({os.environ[name]})\b", usual)


DRAFT = """\
Version 1.2 is out: threads, media and drafts.
---
![The preview](preview.png)
It shows what will go out, and what it costs.
---
日本語は1文字が2と数えられます。😀 example.com\
"""

# What stands above each picture and each of its parts.
LANGUAGES = {
    "en": {
        "login": "A login: the steps, the URL, and a line to paste into",
        "login asks": ":XLogin shows the steps and the URL, and opens the browser",
        "login ends": "the app is allowed in the browser",
        "health": "What :checkhealth xpost tells",
        "health tells": ":checkhealth xpost tells what is well, and what to do about the rest",
        "post": "A selection, what would be posted, and the link of the post",
        "post selects": "select a part of a text",
        "post asks": ":XPost shows what will go out, and asks",
        "post ends": "y posts it",
        "thread": "A text that is too long, and the thread that is offered",
        "thread asks": ":XPost of a text that is too long offers a thread",
        "thread ends": "y posts it, each post a reply to the one before",
        "compose": "A draft of a thread, with the length of each post",
        "compose counts": ":XCompose: a draft, with the length of each post as it is written",
        "history": "What was posted, and what is kept",
        "history tells": ":XHistory: what was to be posted, and what became of it",
    },
    "ja": {
        "login": "ログイン: 手順、URL、貼り付けるための行",
        "login asks": ":XLogin は手順と URL を表示し、ブラウザを開きます",
        "login ends": "ブラウザでアプリを許可すると、ログインできます",
        "health": ":checkhealth xpost の表示",
        "health tells": ":checkhealth xpost は、いまの状態と、直し方を表示します",
        "post": "選択範囲、投稿される内容、投稿へのリンク",
        "post selects": "投稿したい部分を選択します",
        "post asks": ":XPost は投稿される内容を表示し、確認を求めます",
        "post ends": "y で投稿します",
        "thread": "長い文章と、提案されるスレッド",
        "thread asks": "長すぎる文章で :XPost を実行すると、スレッドを提案します",
        "thread ends": "y で投稿します（前の投稿への返信としてつながります）",
        "compose": "スレッドの下書きと、それぞれの投稿の長さ",
        "compose counts": ":XCompose の下書き: 書いている間、それぞれの長さを表示します",
        "history": "投稿したものと、保存されているもの",
        "history tells": ":XHistory は、投稿しようとしたものと、その結果を表示します",
    },
}


def fix_link(screen: Screen, post_id: str) -> None:
    if any("Press ENTER" in screen.line(row) for row in range(len(screen.rows))):
        raise WrongScreen("the line with the link does not fit the screen")
    fix_port(screen, "PICTURES_PORT", "8740")
    screen.fix(r"/i/status/(\d{19})\b", post_id)


@dataclass
class Scenes:
    place: Path
    nvim: str
    language: str

    def says(self, name: str) -> str:
        return LANGUAGES[self.language][name]

    def neovim(self, rows: int, file: str = "notes.md") -> Terminal:
        command = [
            *(self.nvim, "--clean", "--cmd", f"luafile {HERE / 'start.lua'}"),
            *("--cmd", f"let g:xpost = {{'language': '{self.language}'}}", file),
        ]
        return Terminal(self.place, COLUMNS, rows, command)

    def login(self) -> str:
        with self.neovim(24) as terminal:
            terminal.wait("- Sleep")
            terminal.type(":XLogin\n")
            asked = terminal.wait("1 ", "2 ", "/i/oauth2/authorize?", "S256", " 30")
            fix_port(asked, "PICTURES_PORT", "8740")
            fix_port(asked, "PICTURES_REDIRECT_PORT", "8739")
            asked.fix(r"[?&]state=([\w-]{43})&", likeness("state"))
            asked.fix(r"&code_challenge=([\w-]{43})&", likeness("code verifier"))
            Path(os.environ["PICTURES_ALLOW"]).touch()
            done = terminal.wait("@alice")
        parts = [
            Part(self.says("login asks"), asked),
            Part(self.says("login ends"), done.last(2)),
        ]
        return draw("nvim notes.md", self.says("login"), parts)

    def health(self) -> str:
        with self.neovim(42) as terminal:
            terminal.wait("- Sleep")
            terminal.type(":set nonumber\n:checkhealth xpost\n")
            told = terminal.wait("alice", "/callback")
        # Both as they usually are, and the second in words, too.
        told.fix(rf"\b({os.environ['PICTURES_REDIRECT_PORT']})\b", "8739")
        fix_port(told, "PICTURES_PORT", "8740")
        return draw("nvim", self.says("health"), [Part(self.says("health tells"), told)])

    def post(self) -> str:
        with self.neovim(9) as terminal:
            terminal.wait("- Sleep")
            terminal.type({"en": "4GfVvjg_", "ja": "5G0vg_"}[self.language])
            selected = terminal.wait("-- VISUAL --")
            terminal.resize(15)
            terminal.type(":XPost\n")
            asked = terminal.wait("@alice", "$0.015")
            time.sleep(0.5)  # as a person who reads it would
            terminal.type("y")
            done = terminal.wait("/i/status/")
        fix_link(done, "2071852463920177153")
        parts = [
            Part(self.says("post selects"), selected),
            Part(self.says("post asks"), asked),
            Part(self.says("post ends"), done.last(2)),
        ]
        return draw("nvim notes.md", self.says("post"), parts)

    def thread(self) -> str:
        with self.neovim(24, f"essay.{self.language}.md") as terminal:
            terminal.wait("1.2")
            terminal.type(":XPost\n")
            asked = terminal.wait("@alice", "1/2 ·", "2/2 ·", "y = ")
            time.sleep(0.5)  # as a person who reads it would
            terminal.type("y")
            done = terminal.wait("/i/status/")
        fix_link(done, "2071853017746563074")
        parts = [
            Part(self.says("thread asks"), asked),
            Part(self.says("thread ends"), done.last(2)),
        ]
        return draw(f"nvim essay.{self.language}.md", self.says("thread"), parts)

    def compose(self) -> str:
        with self.neovim(12) as terminal:
            terminal.wait("- Sleep")
            terminal.type(":XCompose new\n:only\n")
            terminal.type("i" + DRAFT)
            terminal.wait("1/3 ·", "2/3 ·", "3/3 ·")
            terminal.type("\x1b")
            written = terminal.wait("3/3 · ", "preview.png")
        written.fix(r"(\d{8}-\d{6}-[0-9a-f]{4})", "20261128-093000-4f2a")
        return draw("nvim", self.says("compose"), [Part(self.says("compose counts"), written)])

    def history(self) -> str:
        with self.neovim(18) as terminal:
            terminal.wait("- Sleep")
            terminal.type(":XHistory\n:only\n")
            told = terminal.wait("alice", "1.2")
        return draw("nvim", self.says("history"), [Part(self.says("history tells"), told)])
