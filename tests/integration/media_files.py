"""Files to attach, and what became of them at X."""

import os
import struct
import zlib

from conftest import Machine

MIB = 1 << 20


def png(width: int = 3, height: int = 2, size: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x20\x40\x60" * width) * height)
    whole = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels)
    return (whole + chunk(b"IEND", b"")).ljust(size, b"\0")


PNG = png()
JPEG = b"\xff\xd8\xff\xe0\0\4\0\0\xff\xc0\0\x0b\x08\0\7\0\5\1\1\x11\0\xff\xd9"
STILL_GIF = b"GIF89a\4\0\3\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2\x44\1\0;"
GIF = b"GIF89a\4\0\3\0\0\0\0!\xff\x0bNETSCAPE2.0\3\1\0\0\0" + STILL_GIF[13:]
WEBP = b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x08\0\0\x06\0\0"
MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isommp42" + bytes(range(256)) * 8


def file(machine: Machine, name: str, content: bytes = PNG) -> str:
    """Its absolute path; relative ones begin in the same folder."""
    path = machine.home / name
    path.write_bytes(content)
    return str(path)


def sparse(machine: Machine, name: str, size: int, head: bytes = MP4) -> str:
    """A file of that size, which takes no room on the disk."""
    path = file(machine, name, head)
    os.truncate(path, size)
    return path


def uploads(x) -> list[dict]:
    """The media at X, in the order of their first bytes."""
    return x.state()["media"]


def attached(x, text: str) -> list[dict]:
    """The media of the one post with this text."""
    (made,) = [p for p in x.state()["posts"] if p["text"] == text]
    by_id = {m["id"]: m for m in uploads(x)}
    return [by_id[i] for i in made["body"].get("media", {}).get("media_ids", [])]


def steps(x) -> list[str]:
    """What X was asked for, in order, by its last word."""
    return [
        r["path"].rsplit("/", 1)[1]
        for r in x.state()["requests"]
        if r["path"].startswith(("/2/media", "/2/tweets"))
    ]
