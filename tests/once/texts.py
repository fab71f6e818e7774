"""Texts to post: of every kind, and no two alike."""

import random

KINDS = [
    "A plain text, as most are",
    "日本語の文章です。「鉤括弧」、句読点も。",
    "A link: https://example.com/path?a=1&b=2#c and then some",
    "例え https://example.com/日本 と example.org のこと",
    "👨‍👩‍👧‍👦 🇯🇵 👍🏽 emoji, joined and coloured",
    "a < b && c > d &amp; &lt;escaped already&gt;",
    "Two lines\nand a third\n\nafter an empty one",
    "Quotes \" \\ and 'slashes' / \\u0041",
    "e\u0301 and é, o\u0308 and ö: composed and not",
    "\ttabs and  two spaces",
]
TAILS = ["", "", "", " ", "\n", " https://example.com/end", " …"]


def length(text: str) -> int:
    """More than X counts, whatever the text holds."""
    return sum(1 if ord(c) < 128 else 2 for c in text)


def make(chance: random.Random, count: int, mark: str) -> list[str]:
    made = []
    for number, kind in enumerate(chance.choices(KINDS, k=count)):
        text = f"{kind} [{mark}.{number + 1}]"
        if chance.random() < 0.2:  # as long as can be
            word = chance.choice([" longer", " 長い", " a&b"])
            while length(text + word) <= 240:
                text += word
        made.append(text + chance.choice(TAILS))
    return made
