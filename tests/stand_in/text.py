"""What X makes of a post's text: t.co links and HTML escapes on reads, and a rough weighted
length.
"""

import hashlib
import re

# A scheme makes a link of anything; without one only a few endings do here (X knows every one
# there is).
LINK = re.compile(
    r"(?<![A-Za-z0-9@＠$#＃])https?://[^\s<>\"'　、。」』）]+"
    r"|(?<![A-Za-z0-9@＠$#＃\-_./])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|jp|de|uk|md|py|sh)\b"
    r"(?:/[\w./%~-]*)?",
    re.IGNORECASE,
)
# One emoji as it is seen: flags, keycaps, and sequences joined by ZWJ with their modifiers.
PICTOGRAPH = (
    "[\u203c\u2049\u2139-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f004-\U0001faff]"
)
EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3"
    f"|{PICTOGRAPH}[\ufe0f\U0001f3fb-\U0001f3ff]*[\U000e0020-\U000e007f]*"
    f"(?:\u200d{PICTOGRAPH}[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def links(text: str) -> list[tuple[int, int, str]]:
    """(start, end, URL) of each link, without the punctuation that follows it."""
    found = []
    for match in LINK.finditer(text):
        url = match[0].rstrip(".,;:!?)]'\"")
        found.append((match.start(), match.start() + len(url), url))
    return found


def short_link(url: str) -> str:
    """Ten letters and digits that stay the same for the same URL."""
    return "https://t.co/" + hashlib.sha256(url.encode()).hexdigest()[:10]


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_read(text: str, media_links: list[str] = ()) -> tuple[str, list[dict]]:
    """The text that a read gives, and entities.urls with positions in that text."""
    out, entities, done = "", [], 0
    text = text.strip()
    for start, end, url in links(text):
        out += escape(text[done:start])
        full = url if "://" in url else "http://" + url
        display = re.sub(r"^https?://(www\.)?", "", url)
        short = short_link(url)
        entities.append(
            {
                "start": len(out),
                "end": len(out) + len(short),
                "url": short,
                "expanded_url": full,
                "display_url": display if len(display) <= 28 else display[:27] + "…",
            }
        )
        out += short
        done = end
    out += escape(text[done:])
    for link in media_links:
        out += (" " if out else "") + link
    return out, entities


def weight(text: str) -> int:
    """The length X counts, near enough to refuse what is clearly too long."""
    total = 0
    for start, end, _ in reversed(links(text)):
        total += 23
        text = text[:start] + text[end:]
    text, emoji = EMOJI.subn("", text)
    light = sum(any(low <= ord(c) <= high for low, high in LIGHT) for c in text)
    return total + 2 * emoji + light + 2 * (len(text) - light)
