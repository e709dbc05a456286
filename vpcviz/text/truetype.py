"""What stands in our own TrueType files: tables, characters, outlines.

Source: the OpenType specification, each table by its name. The files are of our own making (`tools/build_font.py`): no hinting, no
layout tables, a `cmap` of format 4, short offsets in `loca`.
"""

import struct
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

ON_CURVE, SHORT, REPEATS, SAME = 1, (2, 4), 8, (16, 32)
"""Flags of a point: for x and y, whether it is a byte, and (of a word) the same as before or (of a byte) positive."""

WORDS, MORE, METRICS, SCALES = 0x0001, 0x0020, 0x0200, ((0x0008, 2), (0x0040, 4), (0x0080, 8))
"""Flags of a part of a composite glyph: its arguments are words, another part follows, the whole has
its metrics, so many bytes of scale."""

COMPOSITE = 0x80
"""The first byte from which on a glyph has -1 contours: it is made of others."""

Point = tuple[float, float]

Contour = list[tuple[float, float, bool]]
"""Points (font units) with whether the curve runs through them."""


class Part(NamedTuple):
    """A part of a composite glyph: where its number stands, the glyph, how far it is moved (font units), and whether the whole
    has its metrics."""

    at: int
    glyph: int
    right: int
    up: int
    leads: bool


class Font:
    """A font file by its tables."""

    def __init__(self, data: bytes) -> None:
        self.tables: dict[str, bytes] = {}
        for number in range(struct.unpack_from(">H", data, 4)[0]):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
            self.tables[tag.decode()] = data[offset : offset + length]

    @property
    def em(self) -> int:
        """Font units of an em."""
        em: int = struct.unpack_from(">H", self.tables["head"], 18)[0]
        return em

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Glyphs by code point."""
        cmap = self.tables["cmap"]
        return dict(_segments(cmap, struct.unpack_from(">I", cmap, 8)[0]))

    @cached_property
    def advances(self) -> tuple[int, ...]:
        """The advances of the glyphs (font units); those beyond have the last one."""
        count = struct.unpack_from(">H", self.tables["hhea"], 34)[0]
        return struct.unpack_from(">" + "Hh" * count, self.tables["hmtx"])[::2]

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        loca = self.tables["loca"]
        return struct.unpack(f">{len(loca) // 2}H", loca)

    def outline(self, glyph: int) -> bytes:
        """A glyph as it stands in the table "glyf"; empty for a blank."""
        return self.tables["glyf"][2 * self._offsets[glyph] : 2 * self._offsets[glyph + 1]]

    def contours(self, glyph: int) -> list[Contour]:
        """The contours of a glyph, those of its parts included; its left end is where the table "hmtx" has it."""
        return _moved(self._contours(self.outline(glyph)), self._start(glyph), 0)

    def _start(self, glyph: int) -> int:
        """How far a glyph is moved, so that it begins where the table "hmtx" says: its own words there, or those of a part."""
        outline, count = self.outline(glyph), len(self.advances)
        leading = next((part.glyph for part in parts(outline) if part.leads), None)
        if leading is not None:
            return self._start(leading)
        at = 4 * glyph + 2 if glyph < count else 4 * count + 2 * (glyph - count)
        start: int = struct.unpack_from(">h", self.tables["hmtx"], at)[0]
        return start - int(struct.unpack_from(">h", outline, 2)[0]) if outline else 0

    def _contours(self, outline: bytes) -> list[Contour]:
        if outline and outline[0] < COMPOSITE:
            return _simple(outline)
        found = []
        for part in parts(outline):
            found += _moved(self._contours(self.outline(part.glyph)), part.right, part.up)
        return found


def _moved(contours: list[Contour], right: int, up: int) -> list[Contour]:
    return [[(x + right, y + up, on) for x, y, on in contour] for contour in contours] if right or up else contours


def parts(outline: bytes) -> Iterator[Part]:
    """The parts of a composite glyph; none of another."""
    at = 10
    more = len(outline) > at and outline[0] >= COMPOSITE
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        right, up = struct.unpack_from(">hh" if flags & WORDS else ">bb", outline, at + 4)
        yield Part(at + 2, glyph, right, up, bool(flags & METRICS))
        at += (8 if flags & WORDS else 6) + sum(size for flag, size in SCALES if flags & flag)
        more = bool(flags & MORE)


def _segments(data: bytes, at: int) -> Iterable[tuple[int, int]]:
    """(code point, glyph) of a cmap subtable of format 4."""
    double = struct.unpack_from(">H", data, at + 6)[0]
    layout = f">{double // 2}H"
    ends = struct.unpack_from(layout, data, at + 14)
    starts = struct.unpack_from(layout, data, at + 16 + double)
    deltas = struct.unpack_from(layout, data, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    ranges = struct.unpack_from(layout, data, ranges_at)
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if offset:
                place = ranges_at + 2 * number + offset + 2 * (code - start)
                glyph = struct.unpack_from(">H", data, place)[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                yield code, glyph


def _simple(outline: bytes) -> list[Contour]:
    """The contours of a glyph that has no parts."""
    count = struct.unpack_from(">h", outline)[0]
    ends = struct.unpack_from(f">{count}H", outline, 10)
    at = 12 + 2 * count + struct.unpack_from(">H", outline, 10 + 2 * count)[0]
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag = outline[at]
        at += 1
        times = 1
        if flag & REPEATS:
            times += outline[at]
            at += 1
        flags += [flag] * times
    axes: list[list[int]] = []
    for short, same in zip(SHORT, SAME, strict=True):
        value, values = 0, []
        for flag in flags:
            if flag & short:
                value += outline[at] if flag & same else -outline[at]
                at += 1
            elif not flag & same:
                value += struct.unpack_from(">h", outline, at)[0]
                at += 2
            values.append(value)
        axes.append(values)
    points = [(float(x), float(y), bool(flag & ON_CURVE)) for x, y, flag in zip(*axes, flags, strict=True)]
    return [points[start:end] for start, end in pairwise([0, *(end + 1 for end in ends)])]


def steps(contour: Contour) -> Iterator[tuple[Point, ...]]:
    """A closed contour as its beginning, lines (a point) and quadratic curves (a control point and a point) back to it."""
    first = next((at for at, point in enumerate(contour) if point[2]), None)
    if first is None:  # none of its points is on the curve: it begins between two
        contour = [(*_middle(contour[-1], contour[0]), True), *contour]
        first = 0
    turned = [*contour[first:], *contour[: first + 1]]
    yield (turned[0][:2],)
    control: tuple[float, float, bool] | None = None
    for point in turned[1:]:
        if point[2]:
            yield (point[:2],) if control is None else (control[:2], point[:2])
            control = None
        else:
            if control is not None:
                yield control[:2], _middle(control, point)
            control = point


def _middle(one: tuple[float, float, bool], other: tuple[float, float, bool]) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
