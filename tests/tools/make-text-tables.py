#!/usr/bin/python3
"""Writes src/text_tables.h and src/text_tables.c: what the counting of text knows of characters.

    make-text-tables.py FOLDER REGEX.JS [OUT]

FOLDER holds twitter-text's tlds.yml and v3.json; REGEX.JS is dist/lib/regex.js of the npm package
twemoji-parser 11.0.2, which twitter-text 3.1.0 counts emoji with; OUT is src.  Case and
normalisation are those of this Python's Unicode data.

Nothing here is decided by hand: the emoji expression is expanded to the finite set of strings that
it accepts, the set is described by a few properties of characters and a rest of sequences, and the
description is checked to give the same set again.
"""

import datetime
import json
import re
import sys
import unicodedata
import warnings
from itertools import product
from pathlib import Path

import yaml

warnings.simplefilter("ignore", DeprecationWarning)
import sre_parse  # noqa: E402

LAST = 0x30000  # planes 3 and up have no character that is special
BLOCK = 64
COLUMN = 16

FLAGS = [
    ("LIGHT", "weighs 1; all others weigh 2"),
    ("NO_DOMAIN", "cannot be in a domain"),
    ("NO_URL_AFTER", "a URL cannot begin right after it"),
    ("PLAIN_DOMAIN", "can be in a domain that is found without a protocol"),
    ("PATH", "can be in a path"),
    ("PATH_END", "can end a path"),
    ("QUERY", "can be in a query"),
    ("QUERY_END", "can end a query"),
    ("TLD", "a top level domain that is not all ASCII begins with it"),
    ("DECOMPOSES", "has a canonical decomposition; Hangul syllables apart"),
    ("COMPOSES", "is, or may become, another character in NFC"),
    ("EMOJI", "an emoji begins with it, by one of the properties below"),
    ("SINGLE", "an emoji by itself"),
    ("TEXT", "an emoji, with U+FE0F or unless U+FE0E follows"),
    ("SELECTED", "an emoji with U+FE0F"),
    ("SKIN", "takes a skin tone"),
    ("REGIONAL", "a regional indicator"),
    ("GENDER", "may take a skin tone; joined with a gender"),
    ("GENDER_MARKED", "takes a skin tone or U+FE0F; joined with a gender"),
    ("JOB", "may take a skin tone; joined with a profession"),
    ("PROFESSION", "a profession"),
    ("PROFESSION_SELECTED", "a profession with U+FE0F"),
    ("SEQUENCE", "begins a listed sequence"),
]
CLASS_SHIFT = 24  # above the flags: the canonical combining class
BIT_STILL, BIT_HEAVY = 1, 2
BIT = {name: 1 << number for number, (name, _) in enumerate(FLAGS)}


def folded(character):
    """The character as a regular expression without regard to case sees it (ECMA-262)."""
    upper = character.upper()
    if len(upper) != 1 or ord(upper) > 0xFFFF or (ord(character) > 127 and ord(upper) < 128):
        return character
    return upper


def characters(text):
    """'a-z0' as a set."""
    found = set()
    for first, last in re.findall(r"(.)(?:-(.))?", text, re.S):
        found |= {chr(c) for c in range(ord(first), ord(last or first) + 1)}
    return found


def any_case(found):
    images = {folded(c) for c in found}
    return {chr(c) for c in range(0x10000) if folded(chr(c)) in images}


def url_flags(flags):
    space = characters("\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000")
    invalid = characters("\ufffe\ufeff\uffff")
    direction = characters("\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069")
    punctuation = set("!'#%&()*+,\\-./:;<=>?@[]^_{|}~$")
    latin = characters("\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259"
                       "\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff")
    letters = characters("a-z0-9") | latin
    written = letters | characters("\u0400-\u04ff")
    ascii_word = characters("a-zA-Z0-9")
    for name, found in (
        ("NO_DOMAIN", space | invalid | direction | punctuation),
        ("NO_URL_AFTER", ascii_word | set("@\uff20$#\uff03") | invalid),
        ("PLAIN_DOMAIN", any_case(letters) | {"-"}),
        ("PATH", any_case(written) | set("!*';:=+,.$/%#[]-\u2013_~@|&")),
        ("PATH_END", any_case(written) | set("+-=_#/")),
        ("QUERY", ascii_word | set("!?*'@();:&=+$/%#[]-_.,~|")),
        ("QUERY_END", ascii_word | set("-_&=#/")),
    ):
        for character in found:
            flags[ord(character)] |= BIT[name]


def normal_flags(flags):
    second = set()
    for code in range(0x110000):
        character = chr(code)
        parts = unicodedata.decomposition(character).split()
        if len(parts) == 2 and parts[0][0] != "<" and \
                unicodedata.normalize("NFC", character) == character:
            second.add(int(parts[1], 16))
    second |= set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000:
            continue
        character = chr(code)
        special = unicodedata.combining(character) << CLASS_SHIFT
        parts = unicodedata.decomposition(character)
        if parts and parts[0] != "<":
            special |= BIT["DECOMPOSES"]
        if code in second or unicodedata.normalize("NFC", character) != character:
            special |= BIT["COMPOSES"]
        if special:
            assert code < LAST
            flags[code] |= special


# ---- emoji: the set of strings that the expression accepts ----------------------------------------

NOT_TEXT = "\uffff"  # stands for "and U+FE0E does not follow"
SELECTOR, JOINER = "\ufe0f", "\u200d"
SKINS = [chr(c) for c in range(0x1F3FB, 0x1F400)]
GENDERS = ["\u2640", "\u2642"]


def expand(tree):
    """Every string of a parsed expression."""
    strings = [""]
    for kind, value in tree:
        kind = str(kind)
        if kind == "LITERAL":
            choices = [chr(value)]
        elif kind == "IN":
            choices = []
            for inner, part in value:
                first, last = (part, part) if str(inner) == "LITERAL" else part
                choices += [chr(c) for c in range(first, last + 1)]
        elif kind == "SUBPATTERN":
            choices = expand(value[3])
        elif kind == "BRANCH":
            choices = [s for branch in value[1] for s in expand(branch)]
        elif kind == "MAX_REPEAT":
            assert value[:2] == (0, 1)
            choices = expand(value[2]) + [""]
        else:
            assert kind == "ASSERT_NOT" and expand(value[1]) == ["\ufe0e"], kind
            choices = [NOT_TEXT]
        strings = [a + b for a in strings for b in choices]
    return strings


def emoji_strings(path):
    source = path.read_text(encoding="utf-8").split("exports.default = /", 1)[1].rsplit("/g;", 1)[0]
    expression = re.compile(source)
    found = set()
    for string in expand(sre_parse.parse(source)):
        end = string.endswith(NOT_TEXT)
        string = string.replace(NOT_TEXT, "")
        # The first alternative that matches is the longest one.
        assert expression.match(string).group() == string
        whole = string.encode("utf-16", "surrogatepass").decode("utf-16")
        found.add(whole + (NOT_TEXT if end else ""))
    return found


def describe_emoji(strings, flags):
    """Sets the flags; returns the sequences that they do not describe."""
    def has(*parts):
        return "".join(parts) in strings

    described = set()
    pairs = set()
    for c in sorted({s[0] for s in strings}):
        if ord(c) < 0x80:
            continue
        own = set()
        if 0x1F1E6 <= ord(c) <= 0x1F1FF:
            own.add("REGIONAL")
            pairs |= {s for s in strings if len(s) == 2 and s[0] == c}
            described |= {c} | {p for p in pairs if p[0] == c}
        elif has(c):
            own.add("SINGLE")
            described.add(c)
        elif has(c, NOT_TEXT):
            assert has(c, SELECTOR)
            own.add("TEXT")
            described |= {c + NOT_TEXT, c + SELECTOR}
        elif has(c, SELECTOR):
            own.add("SELECTED")
            described.add(c + SELECTOR)
        if has(c, SKINS[0]):
            own.add("SKIN")
            described |= {c + s for s in SKINS}
            if "TEXT" in own:
                described |= {c + SELECTOR + s for s in SKINS}
        ending = JOINER + GENDERS[0] + SELECTOR
        if has(c, SKINS[0], ending) and has(c, ending):
            own.add("GENDER")
            described |= {c + s + JOINER + g + SELECTOR for s in SKINS + [""] for g in GENDERS}
        elif has(c, SKINS[0], ending):
            own.add("GENDER_MARKED")
            described |= {c + s + JOINER + g + SELECTOR
                          for s in SKINS + [SELECTOR] for g in GENDERS}
        if has(c, SKINS[0], JOINER, "\u2695", SELECTOR):
            own.add("JOB")
        for name in own:
            flags[ord(c)] |= BIT[name] | BIT["EMOJI"]
    jobs = [c for c in {s[0] for s in strings} if flags[ord(c)] & BIT["JOB"]]
    for c in {s[3] for s in strings if len(s) > 3 and s[0] in jobs and s[1] in SKINS}:
        selected = has(jobs[0], SKINS[0], JOINER, c, SELECTOR)
        flags[ord(c)] |= BIT["PROFESSION_SELECTED" if selected else "PROFESSION"]
        described |= {j + s + JOINER + c + (SELECTOR if selected else "")
                      for j, s in product(jobs, SKINS + [""])}
    described |= {c + s + "\u20e3" for c in "#*0123456789" for s in (SELECTOR, "")}
    assert described <= strings, described - strings
    sequences = strings - described
    for sequence in sequences:
        flags[ord(sequence[0])] |= BIT["SEQUENCE"]
    return sequences, pairs


# ---- writing -------------------------------------------------------------------------------------


def c_array(kind, name, values, per_line=16):
    lines = [f"const {kind} xpost_text_{name}[{len(values)}] = {{"]
    for at in range(0, len(values), per_line):
        lines.append("    " + ", ".join(str(v) for v in values[at:at + per_line]) + ",")
    return "\n".join(lines) + "\n};\n"


def ascii_tlds(names):
    """By their first two letters: for each the number of further letters, and those;
    shorter ones first."""
    index, pool = [], []
    for first, second in product("abcdefghijklmnopqrstuvwxyz", repeat=2):
        index.append(len(pool))
        for name in sorted((n for n in names if n[:2] == first + second),
                           key=lambda n: (len(n), n)):
            pool += [len(name) - 2] + [ord(c) for c in name[2:]]
    return index + [len(pool)], pool


def other_tlds(names):
    """By their first character: for each its length, and its characters with case folded."""
    first, index, pool = [], [], []
    for name in sorted(names, key=lambda n: (n[0], -len(n), n)):
        if not first or first[-1] != ord(name[0]):
            first.append(ord(name[0]))
            index.append(len(pool))
        pool += [len(name)] + [ord(c) for c in name]
    return first, index + [len(pool)], pool


def grouped_sequences(sequences):
    first, index, pool = [], [], []
    for sequence in sorted(sequences, key=lambda s: (s[0], -len(s.encode()), s)):
        if not first or first[-1] != ord(sequence[0]):
            first.append(ord(sequence[0]))
            index.append(len(pool))
        rest = sequence[1:].encode("utf-8")
        assert len(rest) > 6
        pool += [len(rest)] + list(rest)
    return first, index + [len(pool)], pool


def pages_and_blocks(flags):
    kinds = sorted(set(flags))
    number = {kind: at for at, kind in enumerate(kinds)}
    blocks, pages, seen = [], [], {}
    for start in range(0, LAST, BLOCK):
        block = tuple(number[f] for f in flags[start:start + BLOCK])
        if block not in seen:
            seen[block] = len(seen)
            blocks += block
        pages.append(seen[block])
    assert len(kinds) <= 256
    return kinds, pages, blocks


def even_columns(flags):
    """What holds of every character of a column, for those that take three bytes of UTF-8."""
    even = []
    for start in range(0, 0x10000, COLUMN):
        column = flags[start:start + COLUMN]
        still = not any(f & BIT["COMPOSES"] or f >> CLASS_SHIFT for f in column)
        heavy = not any(f & (BIT["LIGHT"] | BIT["EMOJI"] | BIT["NO_URL_AFTER"]) for f in column)
        three = start >= 0x800 and not 0xD800 <= start < 0xE000
        even.append((still * BIT_STILL | heavy * BIT_HEAVY) if three else 0)
    return even


def main():
    folder, regex = Path(sys.argv[1]), Path(sys.argv[2])
    out = Path(sys.argv[3] if len(sys.argv) > 3 else "src")
    rules = json.loads((folder / "v3.json").read_text())
    assert (rules["scale"], rules["defaultWeight"]) == (100, 200) and rules["emojiParsingEnabled"]
    flags = [0] * LAST
    for part in rules["ranges"]:
        assert part["weight"] == 100
        for code in range(part["start"], part["end"] + 1):
            flags[code] |= BIT["LIGHT"]
    url_flags(flags)
    normal_flags(flags)
    sequences, pairs = describe_emoji(emoji_strings(regex), flags)
    regional = [0] * 26
    for pair in pairs:
        regional[ord(pair[0]) - 0x1F1E6] |= 1 << (ord(pair[1]) - 0x1F1E6)

    tests = yaml.safe_load((folder / "tlds.yml").read_text(encoding="utf-8"))["tests"]
    names = [t["text"].split(".", 1)[1] for kind in ("generic", "country") for t in tests[kind]]
    assert all(re.fullmatch("[a-z]{2,}", n) for n in names if n.isascii())
    others = ["".join(folded(c) for c in n) for n in names if not n.isascii()]
    assert all(len(c.encode("utf-8")) < 4 for n in others for c in n)
    letters = set("".join(others))
    folds = [(c, ord(folded(chr(c)))) for c in range(128, 0x10000)
             if folded(chr(c)) in letters and folded(chr(c)) != chr(c)]
    for code in range(0x10000):
        if folded(chr(code)) in {n[0] for n in others}:
            flags[code] |= BIT["TLD"]

    kinds, pages, blocks = pages_and_blocks(flags)
    tld_index, tld_pool = ascii_tlds([n for n in names if n.isascii()])
    other_first, other_index, other_pool = other_tlds(others)
    sequence_first, sequence_index, sequence_pool = grouped_sequences(sequences)
    arrays = [
        ("uint16_t", "pages", pages), ("uint8_t", "blocks", blocks),
        ("uint8_t", "even", even_columns(flags)), ("uint32_t", "kinds", [f"0x{k:08x}" for k in kinds]),
        ("uint32_t", "ascii", [f"0x{f:06x}" for f in flags[:128]]),
        ("uint16_t", "tld_index", tld_index), ("uint8_t", "tlds", tld_pool),
        ("uint16_t", "other_tld_first", other_first), ("uint16_t", "other_tld_index", other_index),
        ("uint16_t", "other_tlds", other_pool),
        ("uint16_t", "fold_from", [f for f, _ in folds]),
        ("uint16_t", "fold_to", [t for _, t in folds]),
        ("uint32_t", "sequence_first", sequence_first),
        ("uint16_t", "sequence_index", sequence_index), ("uint8_t", "sequences", sequence_pool),
        ("uint32_t", "flags_after", [f"0x{m:07x}" for m in regional]),
    ]
    head = (f"/* Made by tests/tools/make-text-tables.py on {datetime.date.today()} from twitter-text "
            f"3.1.0\n * (tlds.yml: {len(names)} top level domains; v3.json) and twemoji-parser 11.0.2 "
            f"(regex.js), with\n * Unicode {unicodedata.unidata_version}.  Do not edit. */\n"
            "/* clang-format off */\n")
    with open(out / "text_tables.h", "w", encoding="utf-8") as file:
        file.write(head + "#ifndef XPOST_TEXT_TABLES_H\n#define XPOST_TEXT_TABLES_H\n\n"
                   "#include <stdint.h>\n\nenum {\n")
        for name, meaning in FLAGS:
            file.write(f"    XPOST_TEXT_{name + ' ':<21}= 0x{BIT[name]:06x}, /* {meaning} */\n")
        file.write(f"\n    XPOST_TEXT_MARK_SHIFT = {CLASS_SHIFT}, "
                   "/* above it is the canonical combining class */\n"
                   f"    XPOST_TEXT_URL_WEIGHT = {rules['transformedURLLength']},\n"
                   f"    XPOST_TEXT_TABLE_END = 0x{LAST:x}, /* no character from here on is special */\n"
                   f"    XPOST_TEXT_BLOCK = {BLOCK},\n"
                   f"    XPOST_TEXT_STILL = {BIT_STILL}, /* of a column of 16: NFC changes none of it */\n"
                   f"    XPOST_TEXT_HEAVY = {BIT_HEAVY}, /* of a column: each weighs 2, none is an "
                   "emoji or has NO_URL_AFTER */\n"
                   f"    XPOST_TEXT_TLD_LONGEST = {max(len(n) for n in names if n.isascii())}, "
                   "/* of the ASCII ones */\n"
                   f"    XPOST_TEXT_OTHER_TLDS = {len(other_first)},\n"
                   f"    XPOST_TEXT_FOLDS = {len(folds)},\n"
                   f"    XPOST_TEXT_SEQUENCES = {len(sequence_first)},\n}};\n\n")
        for kind, name, values in arrays:
            file.write(f"extern const {kind} xpost_text_{name}[{len(values)}];\n")
        file.write("\n#endif\n")
    with open(out / "text_tables.c", "w", encoding="utf-8") as file:
        file.write(head + '#include "text_tables.h"\n')
        for kind, name, values in arrays:
            file.write("\n" + c_array(kind, name, values))
    print(f"{len(kinds)} kinds, {len(blocks) // BLOCK} blocks, {len(sequences)} sequences, "
          f"{len(folds)} folds")


main()
