"""Makes a picture of screens: SVG whose text is text, and stays in its columns with any font."""

from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from screen import Cell, Screen, Style

CELL = 8.4  # the width of a column; of a font of 14, as most monospaced ones are
LINE = 19
BASELINE = 14
FONT = (
    "ui-monospace, Menlo, Consolas, &quot;DejaVu Sans Mono&quot;, "
    "&quot;Noto Sans Mono CJK JP&quot;, monospace"
)
MARGIN = 14  # between the frame and the text
BAR = 30  # the frame's upper edge
CAPTION = 26

FRAME, PAPER, INK, QUIET, EDGE = "#2d333b", "#1f242c", "#d3d8e0", "#9aa5b4", "#6e7681"


@dataclass
class Part:
    """A screen, or some of its rows, below a line that says what the user did."""

    caption: str
    screen: Screen


def number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def colors(style: Style) -> tuple[str, str | None]:
    """Of the ink, and of what is painted below it."""
    ink, paper = style.foreground or INK, style.background
    return (paper or PAPER, ink) if style.reverse else (ink, paper)


def placed(row: list[Cell], cursor: int | None) -> list[tuple[int, Cell]]:
    """The cells with their columns; the one below the cursor is reversed."""
    cells, column = [], 0
    for cell in row:
        if cursor is not None and column <= cursor < column + cell.width:
            cell = replace(cell, style=replace(cell.style, reverse=not cell.style.reverse))
        cells.append((column, cell))
        column += cell.width
    return cells


def backgrounds(cells: list[tuple[int, Cell]], y: float) -> list[str]:
    drawn = []
    for paper, group in groupby(cells, lambda item: colors(item[1].style)[1]):
        run = list(group)
        if paper:
            left, width = run[0][0], sum(cell.width for _, cell in run)
            drawn.append(
                f'<rect x="{number(MARGIN + left * CELL)}" y="{number(y)}" '
                f'width="{number(width * CELL)}" height="{LINE}" fill="{paper}"/>'
            )
    return drawn


def runs(cells: list[tuple[int, Cell]]) -> list[list[tuple[int, Cell]]]:
    """What can be one piece of text: of one style and width, without a gap of two blanks."""
    found: list[list[tuple[int, Cell]]] = []
    blanks = 2
    for column, cell in cells:
        if cell.text == " ":
            blanks += 1
            continue
        last = found[-1][-1][1] if found else None
        same = last and last.style == cell.style and last.width == cell.width == 1
        wide = last and last.style == cell.style and last.width == cell.width == 2
        if (same and blanks <= 1) or (wide and blanks == 0):
            if blanks:
                found[-1].append((column - 1, Cell(" ", 1, cell.style)))
            found[-1].append((column, cell))
        else:
            found.append([(column, cell)])
        blanks = 0
    return found


def text(run: list[tuple[int, Cell]], baseline: float) -> str:
    style = run[0][1].style
    ink = colors(style)[0]
    attributes = f'y="{number(baseline)}"'
    if run[0][1].width == 2:
        # Each in the middle of its two columns.
        places = " ".join(number(MARGIN + (column + 1) * CELL) for column, _ in run)
        attributes += f' x="{places}" text-anchor="middle"'
    else:
        attributes += f' x="{number(MARGIN + run[0][0] * CELL)}"'
        if len(run) > 1:
            attributes += (
                f' textLength="{number(len(run) * CELL)}" lengthAdjust="spacingAndGlyphs"'
            )
    if ink != INK:
        attributes += f' fill="{ink}"'
    if style.bold:
        attributes += ' font-weight="bold"'
    if style.italic:
        attributes += ' font-style="italic"'
    if style.underline:
        attributes += ' text-decoration="underline"'
    characters = escape("".join(cell.text for _, cell in run), quote=False)
    return f"<text {attributes}>{characters}</text>"


def draw_screen(screen: Screen, top: float) -> list[str]:
    drawn = []
    for i, row in enumerate(screen.rows):
        y = top + i * LINE
        cursor = screen.cursor[0] if screen.cursor and screen.cursor[1] == i else None
        cells = placed(row, cursor)
        drawn += backgrounds(cells, y)
        drawn += [text(run, y + BASELINE) for run in runs(cells)]
    return drawn


def draw_frame(title: str, width: float, height: float) -> list[str]:
    dots = [
        f'<circle cx="{20 + 18 * i}" cy="{BAR / 2:g}" r="5" fill="{EDGE}"/>' for i in range(3)
    ]
    return [
        f'<rect x="0.5" y="0.5" width="{number(width - 1)}" height="{number(height - 1)}" rx="8" '
        f'fill="{PAPER}" stroke="{EDGE}"/>',
        f'<path d="M1 {BAR}V9a8 8 0 0 1 8-8H{number(width - 9)}a8 8 0 0 1 8 8V{BAR}z" '
        f'fill="{FRAME}"/>',
        *dots,
        f'<text x="{number(width / 2)}" y="{BAR / 2 + 5:g}" text-anchor="middle" fill="{QUIET}">'
        f"{escape(title)}</text>",
    ]


def draw_caption(caption: str, top: float, width: float) -> list[str]:
    return [
        f'<rect x="1" y="{number(top)}" width="{number(width - 2)}" height="{CAPTION}" '
        f'fill="{FRAME}"/>',
        f'<text x="{MARGIN}" y="{number(top + 18)}" fill="{QUIET}">{escape(caption)}</text>',
    ]


def draw(title: str, description: str, parts: list[Part]) -> str:
    width = 2 * MARGIN + parts[0].screen.columns * CELL
    top: float = BAR
    drawn = []
    for part in parts:
        if part.caption:
            drawn += draw_caption(part.caption, top, width)
            top += CAPTION
        top += 8
        drawn += draw_screen(part.screen, top)
        top += len(part.screen.rows) * LINE + 8
    height = top + 2
    size = f'width="{number(width)}" height="{number(height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {number(width)} {number(height)}" role="img" font-family="{FONT}" '
        f'font-size="14" fill="{INK}">',
        f"<title>{escape(description)}</title>",
        *draw_frame(title, width, height),
        *drawn,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
