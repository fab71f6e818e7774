#!/usr/bin/python3
"""Writes src/normalise_tables.h and src/normalise_tables.c: how characters come apart, and which
pairs become one, in this Python's Unicode data.  Hangul syllables are not in it: they are reckoned.

    make-normalise-tables.py [OUT]

It must be the same Unicode as that of make-text-tables.py.  OUT is src.
"""

import datetime
import sys
import unicodedata
from pathlib import Path

LAST = 0x30000
BLOCK = 64
SLOTS = 2048
MARK_SHIFT, SECOND = 24, 1 << 21
HANGUL = range(0xAC00, 0xD7A4)
MULTIPLIERS = range(0x9E3779B1, 0x9E3779B1 + 4000, 2)


def read():
    """The full decomposition of each character, and what each pair becomes."""
    apart, pairs = {}, {}
    for code in range(LAST):
        if 0xD800 <= code < 0xE000 or code in HANGUL:
            continue
        character = chr(code)
        whole = unicodedata.normalize("NFD", character)
        if whole != character:
            apart[code] = [ord(c) for c in whole]
        parts = unicodedata.decomposition(character).split()
        if len(parts) == 2 and parts[0][0] != "<" and \
                unicodedata.normalize("NFC", character) == character:
            pairs[int(parts[0], 16), int(parts[1], 16)] = code
    return apart, pairs


def pool_of(apart, seconds):
    """All decompositions in one array; for each its place there and its length."""
    pool, places = [0], {}
    for code, parts in sorted(apart.items(), key=lambda item: -len(item[1])):
        packed = [c | (SECOND if c in seconds else 0) | unicodedata.combining(chr(c)) << MARK_SHIFT
                  for c in parts]
        size = len(packed)
        at = next((i for i in range(1, len(pool) - size + 1) if pool[i:i + size] == packed), None)
        if at is None:
            at = len(pool)
            pool += packed
        places[code] = at << 2 | (size - 1)
    assert max(places.values()) < 1 << 16
    return pool, places


def pages_of(places):
    blocks, pages, seen = [], [], {}
    for start in range(0, LAST, BLOCK):
        block = tuple(places.get(code, 0) for code in range(start, start + BLOCK))
        if block not in seen:
            seen[block] = len(seen)
            blocks += block
        pages.append(seen[block])
    assert len(seen) <= 256
    return pages, blocks


def slots_of(pairs, multiplier):
    """A hash table with open addressing: 0 is empty, else the number of the pair plus one; and
    how far from their places the pairs are, in squares."""
    slots, distance = [0] * SLOTS, 0
    for number, (first, second) in enumerate(pairs):
        at = ((first + (second << 12)) * multiplier & 0xFFFFFFFF) >> 21
        steps = 0
        while slots[at]:
            at, steps = (at + 1) % SLOTS, steps + 1
        slots[at] = number + 1
        distance += steps * steps
    return slots, distance


def c_array(kind, name, values, per_line):
    lines = [f"const {kind} xpost_normalise_{name}[{len(values)}] = {{"]
    for at in range(0, len(values), per_line):
        lines.append("    " + ", ".join(str(v) for v in values[at:at + per_line]) + ",")
    return "\n".join(lines) + "\n};\n"


def main():
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "src")
    apart, pairs = read()
    listed = sorted(pairs)
    jamo = set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    pool, places = pool_of(apart, {second for _, second in listed} | jamo)
    pages, blocks = pages_of(places)
    multiplier = min(MULTIPLIERS, key=lambda m: slots_of(listed, m)[1])
    arrays = [
        ("uint8_t", "pages", pages), ("uint16_t", "blocks", blocks),
        ("uint32_t", "parts", [f"0x{p:08x}" for p in pool]),
        ("uint16_t", "slots", slots_of(listed, multiplier)[0]),
        ("struct xpost_normalise_pair", "pairs",
         [f"{{0x{f:x}, 0x{s:x}, 0x{pairs[f, s]:x}}}" for f, s in listed]),
    ]
    head = (f"/* Made by tests/tools/make-normalise-tables.py on {datetime.date.today()} with Unicode\n"
            f" * {unicodedata.unidata_version}.  Do not edit. */\n/* clang-format off */\n")
    with open(out / "normalise_tables.h", "w", encoding="utf-8") as file:
        file.write(head + f"""#ifndef XPOST_NORMALISE_TABLES_H
#define XPOST_NORMALISE_TABLES_H

#include <stdint.h>

enum {{
    XPOST_NORMALISE_END = 0x{LAST:x}, /* no character from here on comes apart */
    XPOST_NORMALISE_BLOCK = {BLOCK},
    XPOST_NORMALISE_SECOND = 0x{SECOND:x}, /* in a part: may be the second of a pair */
    XPOST_NORMALISE_MARK_SHIFT = {MARK_SHIFT}, /* above it: the canonical combining class */
    XPOST_NORMALISE_SLOTS = {SLOTS},
}};
#define XPOST_NORMALISE_MULTIPLIER 0x{multiplier:x}u

/* Two characters, and the one that they become. */
struct xpost_normalise_pair {{
    uint32_t first, second, composed;
}};

/* For each character the place of its parts, times 4, and their number less one; 0: none.
 * In the slots the number of a pair, plus one. */
""")
        for kind, name, values in arrays:
            file.write(f"extern const {kind} xpost_normalise_{name}[{len(values)}];\n")
        file.write("\n#endif\n")
    with open(out / "normalise_tables.c", "w", encoding="utf-8") as file:
        file.write(head + '#include "normalise_tables.h"\n')
        for kind, name, values in arrays:
            file.write("\n" + c_array(kind, name, values, {"pairs": 4, "parts": 8}.get(name, 16)))
    print(f"{len(apart)} characters come apart, {len(listed)} pairs, {len(blocks) // BLOCK} blocks, "
          f"{len(pool)} parts")


main()
