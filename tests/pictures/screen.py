"""A terminal that a program runs in: keys go in, and what is on the screen comes out."""

import re
import subprocess
import tempfile
import time
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path


class WrongScreen(Exception):
    """The screen does not show what it should."""


@dataclass(frozen=True)
class Style:
    foreground: str | None = None
    background: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False


@dataclass
class Cell:
    """A character with what combines with it, in one column or two."""

    text: str
    width: int
    style: Style


@dataclass
class Screen:
    columns: int
    rows: list[list[Cell]]
    cursor: tuple[int, int] | None = None  # column, row

    def line(self, row: int) -> str:
        return "".join(cell.text for cell in self.rows[row]).rstrip()

    def last(self, count: int) -> "Screen":
        """The rows at the bottom, without the cursor."""
        return Screen(self.columns, self.rows[-count:])

    def fix(self, pattern: str, fixed: str) -> None:
        """Writes `fixed` over what the group of the pattern matches, wherever that is broken into
        rows.  Both have the same length.
        """
        cells = [cell for row in self.rows for cell in row for _ in cell.text]
        text = "".join(cell.text for row in self.rows for cell in row)
        found = list(re.finditer(pattern, text))
        if not found:
            raise WrongScreen(f"nothing on the screen looks like {pattern}")
        for match in found:
            if len(match[1]) != len(fixed):
                raise WrongScreen(f"{match[1]} is not as long as {fixed}")
            for cell, character in zip(cells[match.start(1) : match.end(1)], fixed):
                cell.text = character


def color(codes: list[int]) -> str | None:
    """Takes the colour after 38 or 48 from the codes."""
    if codes and codes[0] == 2 and len(codes) >= 4:
        red, green, blue = codes[1:4]
        del codes[:4]
        return f"#{red:02x}{green:02x}{blue:02x}"
    raise WrongScreen(f"a colour that is not known: {codes}")


SWITCHES = {
    1: {"bold": True},
    3: {"italic": True},
    4: {"underline": True},
    7: {"reverse": True},
    22: {"bold": False},
    23: {"italic": False},
    24: {"underline": False},
    27: {"reverse": False},
    39: {"foreground": None},
    49: {"background": None},
}


def restyle(style: Style, parameters: str) -> Style:
    """What the sequence "ESC [ parameters m" makes of a style."""
    codes = [int(code or 0) for code in re.split("[;:]", parameters)]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = Style()
        elif code == 38:
            style = replace(style, foreground=color(codes))
        elif code == 48:
            style = replace(style, background=color(codes))
        elif code in SWITCHES:
            style = replace(style, **SWITCHES[code])
        else:
            raise WrongScreen(f"a style that is not known: {code} in {parameters}")
    return style


def width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in (
        "Mn",
        "Me",
        "Cf",
    ):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def parse(captured: str, columns: int) -> list[list[Cell]]:
    """The rows that `tmux capture-pane -e -N` tells of."""
    style, rows = Style(), []
    for line in captured.removesuffix("\n").split("\n"):
        row: list[Cell] = []
        for parameters, character in re.findall(r"\x1b\[([\d;:]*)m|([^\x1b])", line):
            if not character:
                style = restyle(style, parameters)
            elif width(character) or not row:
                row.append(Cell(character, width(character), style))
            else:
                row[-1].text += character
        free = columns - sum(cell.width for cell in row)
        if free < 0:
            raise WrongScreen(f"a line is wider than {columns} columns: {line!r}")
        row += [Cell(" ", 1, Style()) for _ in range(free)]
        rows.append(row)
    return rows


@dataclass
class Terminal:
    """A tmux of its own, which shows nothing but the program."""

    place: Path
    columns: int
    rows: int
    command: list[str]
    socket: Path = field(init=False)

    def __enter__(self) -> "Terminal":
        # One that ends still has its socket for a while.
        folder = Path(tempfile.mkdtemp(dir=self.place))
        self.socket = folder / "tmux"
        settings = folder / "settings"
        settings.write_text(
            "set -g status off\nset -g escape-time 0\nset -g default-terminal tmux-256color\n"
        )
        self.tmux(
            *("-f", str(settings), "new-session", "-d", "-x", str(self.columns)),
            *("-y", str(self.rows), "--", *self.command),
        )
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(
            ["tmux", "-S", str(self.socket), "kill-server"],
            check=False,
            capture_output=True,
        )

    def tmux(self, *arguments: str) -> str:
        run = subprocess.run(
            ["tmux", "-u", "-S", str(self.socket), *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=10,
        )
        if run.returncode != 0:
            raise WrongScreen(f"tmux {arguments[0]} failed: {run.stderr.strip()}")
        return run.stdout

    def type(self, keys: str) -> None:
        """Types a text; a line break in it is Enter."""
        for number, text in enumerate(keys.split("\n")):
            if number:
                self.tmux("send-keys", "Enter")
            if text:
                self.tmux("send-keys", "-l", "--", text)

    def resize(self, rows: int) -> None:
        self.tmux("resize-window", "-y", str(rows))
        self.rows = rows

    def look(self) -> Screen:
        rows = parse(self.tmux("capture-pane", "-p", "-e", "-N"), self.columns)
        column, row, shown = map(
            int, self.tmux("display", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}").split()
        )
        return Screen(self.columns, rows, (column, row) if shown else None)

    def wait(self, *texts: str, seconds: float = 10) -> Screen:
        """The screen, as soon as it shows all the texts and holds still."""
        end, before = time.monotonic() + seconds, None
        while time.monotonic() < end:
            screen = self.look()
            lines = [screen.line(row) for row in range(self.rows)]
            missing = [text for text in texts if not any(text in line for line in lines)]
            if not missing and screen == before:
                return screen
            before = screen
            time.sleep(0.1)
        raise WrongScreen(
            f"the screen does not show {missing or 'the same for long enough'}:\n"
            + "\n".join(lines)
        )
