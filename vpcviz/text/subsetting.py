"""Cuts our own TrueType files down to some characters, as HarfBuzz's subsetter does: loading that takes longer than all of this.

Source: the OpenType specification, each table by its name.
"""

import struct
from collections.abc import Iterable, Mapping

from vpcviz.text.truetype import Font, parts

BLOCKS = (
    *((0x0000, 0x007F, 0), (0x0080, 0x00FF, 1), (0x0100, 0x017F, 2), (0x0180, 0x024F, 3), (0x0250, 0x02AF, 4)),
    *((0x02B0, 0x02FF, 5), (0x0300, 0x036F, 6), (0x0370, 0x03FF, 7), (0x0400, 0x052F, 9), (0x0590, 0x05FF, 11)),
    *((0x1E00, 0x1EFF, 29), (0xA720, 0xA7FF, 29), (0x1F00, 0x1FFF, 30), (0x2000, 0x206F, 31), (0x2070, 0x209F, 32)),
    *((0x20A0, 0x20CF, 33), (0x2100, 0x214F, 35), (0x2150, 0x218F, 36), (0x2190, 0x21FF, 37), (0x2200, 0x22FF, 38)),
    *((0x25A0, 0x25FF, 45), (0x2700, 0x27BF, 47), (0xFFF0, 0xFFFF, 69)),
)
"""(first, last, bit of `ulUnicodeRange`) of the blocks that the font has characters of. Source: the table "OS/2"."""

PAIRS = "()<>[]{}«»‹›⁽⁾₍₎≤≥"
MIRRORED = {ord(PAIRS[at]): ord(PAIRS[at ^ 1]) for at in range(len(PAIRS))}
"""What stands for one of these where a text is written leftwards."""

LAST_NAME = 6
"""Names up to this id say which font it is: the others stay with the whole font."""


def cut_down(font: Font, characters: Iterable[str]) -> bytes:
    """A TrueType file with the glyphs of `characters` only; those that the font lacks are ignored."""
    codes = {ord(one) for text in characters for one in text}
    codes |= {MIRRORED[code] for code in codes if code in MIRRORED}
    wanted = {code: font.glyphs[code] for code in sorted(codes) if code in font.glyphs}
    outlines = {glyph: font.outline(glyph) for glyph in (0, *wanted.values())}
    waiting = list(outlines)
    for glyph in waiting:  # parts of composite glyphs have glyphs of their own
        for part in parts(outlines[glyph]):
            if part.glyph not in outlines:
                outlines[part.glyph] = font.outline(part.glyph)
                waiting.append(part.glyph)
    order = sorted(outlines)
    numbers = {glyph: number for number, glyph in enumerate(order)}
    whole = font.tables
    glyf, loca = _glyphs([_renumbered(outlines[glyph], numbers) for glyph in order])
    hmtx, count = _metrics(whole["hmtx"], order)
    return _file(
        {
            "OS/2": _os2(whole["OS/2"], list(wanted)),
            "cmap": _cmap([(code, numbers[glyph]) for code, glyph in wanted.items()]),
            "glyf": glyf,
            "head": whole["head"],
            "hhea": whole["hhea"][:34] + struct.pack(">H", count),
            "hmtx": hmtx,
            "loca": loca,
            "maxp": whole["maxp"][:4] + struct.pack(">H", len(order)) + whole["maxp"][6:],
            "name": _names(whole["name"]),
            "post": whole["post"],
        }
    )


def _renumbered(outline: bytes, numbers: Mapping[int, int]) -> bytes:
    made = outline
    for part in parts(outline):
        made = made[: part.at] + struct.pack(">H", numbers[part.glyph]) + made[part.at + 2 :]
    return made


def _glyphs(outlines: list[bytes]) -> tuple[bytes, bytes]:
    """The tables "glyf" and "loca"."""
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline) // 2)
    return b"".join(outlines), struct.pack(f">{len(places)}H", *places)


def _metrics(hmtx: bytes, order: list[int]) -> tuple[bytes, int]:
    """The table "hmtx", and how many advances it has: the last of several that are alike stands for all."""
    found = [hmtx[4 * glyph : 4 * glyph + 4] for glyph in order]
    count = len(found)
    while count > 1 and found[count - 2][:2] == found[-1][:2]:
        count -= 1
    return b"".join([*found[:count], *(one[2:] for one in found[count:])]), count


def _names(name: bytes) -> bytes:
    """The table "name" with what says which font it is; texts that are alike stand in it once."""
    _, total, start = struct.unpack_from(">3H", name)
    kept = [entry for entry in struct.iter_unpack(">6H", name[6 : 6 + 12 * total]) if entry[3] <= LAST_NAME]
    texts = [name[start + entry[5] : start + entry[5] + entry[4]] for entry in kept]
    places: dict[bytes, int] = {}
    at = 0
    for text in reversed(dict.fromkeys(texts)):
        places[text] = at
        at += len(text)
    records = (struct.pack(">6H", *entry[:5], places[text]) for entry, text in zip(kept, texts, strict=True))
    return struct.pack(">3H", 0, len(kept), 6 + 12 * len(kept)) + b"".join([*records, *places])


def _cmap(pairs: list[tuple[int, int]]) -> bytes:
    """The table "cmap" for characters by code point and glyph, in order: runs in which both go on by one."""
    runs: list[list[int]] = []
    for code, glyph in pairs:
        if runs and code == runs[-1][1] + 1 and glyph - code == runs[-1][2]:
            runs[-1][1] = code
        else:
            runs.append([code, code, glyph - code])
    runs.append([0xFFFF, 0xFFFF, 1])
    count = len(runs)
    power = 1 << count.bit_length() - 1
    head = (2 * count, 2 * power, count.bit_length() - 1, 2 * (count - power))
    ends, starts, shifts = ([run[at] & 0xFFFF for run in runs] for at in (1, 0, 2))
    table = struct.pack(f">4H{4 * count + 1}H", *head, *ends, 0, *starts, *shifts, *[0] * count)
    return struct.pack(">4HI3H", 0, 1, 3, 1, 12, 4, len(table) + 6, 0) + table


def _os2(os2: bytes, codes: list[int]) -> bytes:
    """The table "OS/2": which blocks have characters, of those that the whole font says, and the first and last character."""
    ranges = [0, 0, 0, 0]
    for first, last, bit in BLOCKS:
        if any(first <= code <= last for code in codes):
            ranges[bit // 32] |= 1 << bit % 32
    kept = [mine & whole for mine, whole in zip(ranges, struct.unpack_from(">4I", os2, 42), strict=True)]
    edges = (codes[0], codes[-1]) if codes else struct.unpack_from(">2H", os2, 64)
    return os2[:42] + struct.pack(">4I", *kept) + os2[58:64] + struct.pack(">2H", *edges) + os2[68:]


def _file(tables: Mapping[str, bytes]) -> bytes:
    """The tables as a file, small ones first."""
    order = sorted(tables, key=lambda tag: (len(tables[tag]), tag))
    at = start = 12 + 16 * len(tables)
    places = {}
    for tag in order:
        places[tag] = at
        at += -(-len(tables[tag]) // 4) * 4
    power = 1 << len(tables).bit_length() - 1
    steps = (16 * power, len(tables).bit_length() - 1, 16 * (len(tables) - power))
    sums = {tag: _sum(tables[tag] if tag != "head" else _head(tables[tag], 0)) for tag in tables}
    entries = (struct.pack(">4s3I", tag.encode(), sums[tag], places[tag], len(tables[tag])) for tag in sorted(tables))
    head = struct.pack(">I4H", 0x00010000, len(tables), *steps) + b"".join(entries)
    whole = (_sum(head) + sum(sums.values())) & 0xFFFFFFFF
    parts = {**tables, "head": _head(tables["head"], (0xB1B0AFBA - whole) & 0xFFFFFFFF)}
    made = head + b"".join(parts[tag].ljust(-(-len(parts[tag]) // 4) * 4, b"\0") for tag in order)
    assert len(head) == start
    return made


def _head(head: bytes, adjustment: int) -> bytes:
    """The table "head" with `checkSumAdjustment`, by which the sum of a whole file is always the same."""
    return head[:8] + struct.pack(">I", adjustment) + head[12:]


def _sum(data: bytes) -> int:
    data = data.ljust(-(-len(data) // 4) * 4, b"\0")
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
