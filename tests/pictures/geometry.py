"""Our own ruler: what is wrong with the geometry of a picture, from the SVG alone. The bar is no defect at all.

The rules are those of docs/picture.md: things in their boxes and beside one another, texts in their boxes and legible, links from
thing to thing through nothing that they have no business with, no two links on one track unless they are a bundle.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from tests.pictures.reading import Picture, Point, Rect, Thing, Wire

Item = TypeVar("Item")

REACH = 6
"""A link's end may be this far from its thing (px)."""

TRACK = 1.9
"""Two parallel links nearer than this (px) lie on one track."""

SHARED = 12
"""Two links may share this much of a track (px): where they meet at a thing."""


class Cells(Generic[Item]):
    """A coarse grid, so that only neighbours are compared."""

    def __init__(self, size: int = 96) -> None:
        self.size = size
        self.cells: dict[tuple[int, int], list[tuple[int, Item]]] = {}
        self.count = 0

    def _keys(self, rect: Rect) -> Iterator[tuple[int, int]]:
        for across in range(int(rect.left // self.size), int(rect.right // self.size) + 1):
            for down in range(int(rect.top // self.size), int(rect.bottom // self.size) + 1):
                yield across, down

    def add(self, rect: Rect, item: Item) -> None:
        """Remember what stands in `rect`."""
        for key in self._keys(rect):
            self.cells.setdefault(key, []).append((self.count, item))
        self.count += 1

    def near(self, rect: Rect) -> Iterator[Item]:
        """What stands in the cells that `rect` touches, each once."""
        seen: set[int] = set()
        for key in self._keys(rect):
            for number, item in self.cells.get(key, ()):
                if number not in seen:
                    seen.add(number)
                    yield item


def defects(svg: bytes) -> list[str]:
    """Everything wrong with a picture, one line each, sorted; empty for a good one."""
    picture = Picture(svg)
    words: Cells[int] = Cells()
    for number, word in enumerate(picture.words):
        words.add(word.rect, number)
    things: Cells[Thing] = Cells()
    found = [*_texts(picture, words), *_texts_on_frames(picture, words), *_things(picture, things)]
    found += [*_wires(picture, words, things), *_tracks(picture.wires)]
    return sorted(set(found))


def _texts(picture: Picture, words: Cells[int]) -> Iterator[str]:
    canvas = Rect(0, 0, picture.width, picture.height)
    for number, word in enumerate(picture.words):
        for other in words.near(word.rect):
            if other > number and word.rect.overlaps(picture.words[other].rect, 1.5):
                yield f'text on text: "{word.text}" on "{picture.words[other].text}"'
        if not word.rect.inside(canvas, 1):
            yield f'text spills: "{word.text}" leaves the canvas'
        chain = word.owner.chain() if isinstance(word.owner, Thing) else []
        holder = next((thing for thing in chain if thing.frame), None)
        if holder and holder.frame and not any(thing.docked for thing in chain) and not word.rect.inside(holder.frame, 2):
            yield f'text spills: "{word.text}" leaves {holder.name}'
        own = _card(chain, picture)
        if own and not word.rect.inside(own, 2):
            yield f'text spills: "{word.text}" leaves the card of {chain[0].name}'
    for rect, owner in picture.icons:
        for other in words.near(rect):
            if picture.words[other].owner is not owner and rect.overlaps(picture.words[other].rect, 2):
                yield f'text on icon: "{picture.words[other].text}"'


def _card(chain: list[Thing], picture: Picture) -> Rect | None:
    """The rectangle of the card or row that a text stands in, where the nearest thing has no frame."""
    return picture.cards.get(chain[0].index) if chain and not chain[0].frame else None


def _texts_on_frames(picture: Picture, words: Cells[int]) -> Iterator[str]:
    for thing in picture.things:
        frame = thing.frame
        if frame is None:
            continue
        for number in words.near(frame):
            word = picture.words[number]
            if word.owner is thing:
                continue
            rect = word.rect
            across, down = (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2
            upright = any(rect.left + 2 < x < rect.right - 2 for x in (frame.left, frame.right)) and frame.top < down < frame.bottom
            level = any(rect.top + 2 < y < rect.bottom - 2 for y in (frame.top, frame.bottom)) and frame.left < across < frame.right
            if upright or level:
                yield f'text on frame: "{word.text}" on {thing.name}'


def _things(picture: Picture, cells: Cells[Thing]) -> Iterator[str]:
    canvas = Rect(0, 0, picture.width, picture.height)
    for thing in picture.things:
        rect = thing.rect
        if rect is None or rect.right <= rect.left or rect.bottom <= rect.top:
            yield f"nothing drawn: {thing.name}"
            continue
        holders = thing.chain()
        for other in cells.near(rect):
            kin = other in holders or thing in other.chain()
            if not kin and not thing.docked and not other.docked and other.rect and rect.overlaps(other.rect, 1.5):
                yield f"thing on thing: {thing.name} on {other.name}"
        cells.add(rect, thing)
        if not rect.inside(canvas, 1.5):
            yield f"out of box: {thing.name} leaves the canvas"
        if thing.parent and thing.parent.frame and not thing.docked and not rect.inside(thing.parent.frame, 1.5):
            yield f"out of box: {thing.name} leaves {thing.parent.name}"


def _wires(picture: Picture, words: Cells[int], things: Cells[Thing]) -> Iterator[str]:
    by_id: dict[str, Thing] = {}
    for thing in picture.things:
        by_id.setdefault(thing.id, thing)
    for wire in picture.wires:
        ends = [by_id.get(wire.start), by_id.get(wire.end)]
        for end, point, which in zip(ends, (wire.points[0], wire.points[-1]), ("starts", "ends"), strict=True):
            rects = [rect for rect in (end.rect, end.box) if rect] if end else []
            if all(rect.distance(point) > REACH for rect in rects):
                yield f"loose end: {wire.name} {which} away from {'its thing' if rects else 'anything drawn'}"
        yield from _crossed(picture, wire, [end for end in ends if end], words, things)


def _crossed(picture: Picture, wire: Wire, ends: list[Thing], words: Cells[int], things: Cells[Thing]) -> Iterator[str]:
    kin = {holder.index for end in ends for holder in end.chain()}
    own = {end.index for end in ends}
    for a, b in zip(wire.points, wire.points[1:], strict=False):
        around = Rect(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for number in words.near(around):
            word = picture.words[number]
            mine = word.owner is wire or (isinstance(word.owner, Thing) and word.owner.index in own)
            if not mine and word.rect.shrunk(1.5).crossed(a, b):
                yield f'link on text: {wire.name} through "{word.text}"'
        for thing in things.near(around):
            if thing.index in kin or any(holder.index in own for holder in thing.chain()):
                continue
            if thing.rect and thing.rect.shrunk(2).crossed(a, b):
                yield f"link through {'box' if thing.frame else 'thing'}: {wire.name} through {thing.name}"


def _tracks(wires: Iterable[Wire]) -> Iterator[str]:
    """Straight pieces of different links on one track."""
    tracks: dict[tuple[bool, int], list[tuple[float, float, float, Wire]]] = {}
    for wire in wires:
        for level, at, low, high in _pieces(wire.points):
            for near in range(int(at) - 2, int(at) + 3):
                for other_at, other_low, other_high, other in tracks.get((level, near), ()):
                    if other is wire or (wire.bundle and wire.bundle == other.bundle) or abs(at - other_at) >= TRACK:
                        continue
                    if min(high, other_high) - max(low, other_low) > SHARED:
                        yield f"link on link: {wire.name} along {other.name}"
            tracks.setdefault((level, int(at)), []).append((at, low, high, wire))


def _pieces(points: list[Point]) -> Iterator[tuple[bool, float, float, float]]:
    """(whether it is level, its coordinate across, its two ends) of each level or upright piece longer than a px."""
    for a, b in itertools.pairwise(points):
        if abs(a[1] - b[1]) < 0.05 and abs(a[0] - b[0]) > 1:
            yield True, a[1], min(a[0], b[0]), max(a[0], b[0])
        elif abs(a[0] - b[0]) < 0.05 and abs(a[1] - b[1]) > 1:
            yield False, a[0], min(a[1], b[1]), max(a[1], b[1])
