"""Reads one of our SVGs back: its things, texts, icons and wires with their places, from the file alone and without a browser."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree

from vpcviz import text as ruler
from vpcviz.render.svg_writer import ICON

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"rect", "use", "image"}
HIDDEN = {"defs", "symbol", "style", "title", "desc", "metadata", "clipPath", "mask", "marker", "pattern"}

Point = tuple[float, float]


@dataclass(slots=True, frozen=True)
class Rect:
    """A rectangle by its edges (px)."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Rect", slack: float) -> bool:
        """Whether the two share more than `slack` px both across and down."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > slack and min(self.bottom, other.bottom) - max(self.top, other.top) > slack

    def inside(self, other: "Rect", slack: float) -> bool:
        """Whether this lies in `other`, give or take `slack` px."""
        across = self.left >= other.left - slack and self.right <= other.right + slack
        return across and self.top >= other.top - slack and self.bottom <= other.bottom + slack

    def shrunk(self, by: float) -> "Rect":
        """The rectangle with each edge moved in by `by` px."""
        return Rect(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def crossed(self, a: Point, b: Point) -> bool:
        """Whether the line from `a` to `b` runs through the inside (Liang and Barsky's clipping)."""
        if self.right <= self.left or self.bottom <= self.top:
            return False
        enter, leave = 0.0, 1.0
        for start, step, low, high in ((a[0], b[0] - a[0], self.left, self.right), (a[1], b[1] - a[1], self.top, self.bottom)):
            if step == 0:
                if not low < start < high:
                    return False
                continue
            first, last = sorted(((low - start) / step, (high - start) / step))
            enter, leave = max(enter, first), min(leave, last)
        return enter < leave

    def distance(self, point: Point) -> float:
        """How far (px) `point` is outside, 0 inside."""
        return max(self.left - point[0], point[0] - self.right, self.top - point[1], point[1] - self.bottom, 0)


def union(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle around all."""
    found = list(rects)
    if not found:
        return None
    return Rect(min(r.left for r in found), min(r.top for r in found), max(r.right for r in found), max(r.bottom for r in found))


@dataclass(slots=True)
class Thing:
    """A `<g data-kind=…>`: its frame if it has one, the box around all in it, and the thing that holds it."""

    index: int
    kind: str
    id: str
    marks: dict[str, str]
    parent: "Thing | None"
    frame: Rect | None = None
    box: Rect | None = None
    words: list[str] = field(default_factory=list)

    @property
    def rect(self) -> Rect | None:
        """Where it stands: its frame, or the box around its parts."""
        return self.frame or self.box

    @property
    def docked(self) -> bool:
        """Whether it sits on its holder's border."""
        return "dock" in self.marks

    @property
    def name(self) -> str:
        """What a message calls it."""
        return f"{self.kind}:{self.id}"

    def chain(self) -> list["Thing"]:
        """The thing and all that hold it, inside out."""
        found: list[Thing] = []
        at: Thing | None = self
        while at is not None:
            found.append(at)
            at = at.parent
        return found


@dataclass(slots=True)
class Word:
    """A `<text>`, and the thing or link that it belongs to."""

    text: str
    rect: Rect
    owner: "Thing | Wire | None"


@dataclass(slots=True)
class Wire:
    """A link: its ends' ids, and the points of its way, curves flattened."""

    kind: str
    start: str
    end: str
    bundle: str
    points: list[Point] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a message calls it."""
        return f"{self.kind} {self.start} -> {self.end}"


@dataclass(slots=True, frozen=True)
class Place:
    """Where coordinates lie on the sheet: a scale, and the place of their origin (px)."""

    scale: float = 1
    left: float = 0
    top: float = 0

    def moved(self, transform: str) -> "Place":
        """The place after an SVG transform of translate() and scale()."""
        if not transform:
            return self
        scale, left, top = self.scale, self.left, self.top
        assert re.fullmatch(r"((translate|scale)\([^)]*\) ?)+", transform), f"this reader does not know the transform {transform}"
        for name, words in re.findall(r"(translate|scale)\(([^)]*)\)", transform):
            numbers = [float(word) for word in words.split()]
            if name == "translate":
                left, top = left + scale * numbers[0], top + scale * numbers[1]
            else:
                scale *= numbers[0]
        return Place(scale, left, top)

    def point(self, point: Point) -> Point:
        """A point on the sheet."""
        return self.left + self.scale * point[0], self.top + self.scale * point[1]

    def rect(self, element: ElementTree.Element) -> Rect:
        """The rectangle of an element on the sheet; the use of an icon is a square of its own size."""
        left, top = self.point((float(element.get("x", 0)), float(element.get("y", 0))))
        width, height = (float(element.get(name, ICON)) * self.scale for name in ("width", "height"))
        return Rect(left, top, left + width, top + height)


WHOLE = Place()


def is_marked(element: ElementTree.Element, mark: str) -> bool:
    """Whether an element has the mark `frame` or `wire`; pictures of before 0.3 have it as a class."""
    return element.get(f"data-{mark}") is not None or mark in element.get("class", "").split()


class Picture:
    """All that stands in one SVG of ours."""

    def __init__(self, svg: bytes) -> None:
        root = ElementTree.fromstring(svg)
        self.width, self.height = float(root.attrib["width"]), float(root.attrib["height"])
        self.things: list[Thing] = []
        self.words: list[Word] = []
        self.wires: list[Wire] = []
        self.icons: list[tuple[Rect, Thing | Wire | None]] = []
        self.cards: dict[int, Rect] = {}
        self._styles = _text_styles("".join(style.text or "" for style in root.iter(SVG + "style")))
        self._read(root, None, WHOLE)

    def _read(self, element: ElementTree.Element, owner: Thing | Wire | None, at: Place) -> Rect | None:
        """Read what is below `element`; the box around it comes back."""
        rects = []
        for child in element:
            name = child.tag.removeprefix(SVG)
            if name in HIDDEN:
                continue
            own = at.moved(child.get("transform", ""))
            rect = self._group(child, owner, own) if name in ("g", "a") else self._leaf(name, child, owner, own)
            if rect is not None:
                rects.append(rect)
        return union(rects)

    def _group(self, element: ElementTree.Element, owner: Thing | Wire | None, at: Place) -> Rect | None:
        kind = element.get("data-kind")
        if kind is None:
            return self._read(element, owner, at)
        marks = {key.removeprefix("data-"): value for key, value in element.attrib.items() if key.startswith("data-")}
        if kind == "link":
            wire = Wire(marks["link"], marks["from"], marks["to"], marks.get("bundle", ""))
            self.wires.append(wire)
            return self._read(element, wire, at)
        thing = Thing(len(self.things), kind, marks.get("id", ""), marks, owner if isinstance(owner, Thing) else None)
        self.things.append(thing)
        frame = next((c for c in element if c.tag == SVG + "rect" and is_marked(c, "frame")), None)
        thing.frame = at.rect(frame) if frame is not None else None
        thing.box = self._read(element, thing, at)
        return thing.box

    def _leaf(self, name: str, element: ElementTree.Element, owner: Thing | Wire | None, at: Place) -> Rect | None:
        if name == "text":
            word = self._word(element, owner, at)
            self.words.append(word)
            if isinstance(owner, Thing):
                owner.words.append(word.text)
            return word.rect
        if name == "path":
            points = [at.point(point) for point in flatten(element.attrib["d"])]
            if isinstance(owner, Wire) and is_marked(element, "wire"):
                assert not owner.points, f"{owner.name} has more than one wire"
                owner.points = points
            return union(Rect(x, y, x, y) for x, y in points)
        assert name in SHAPES, f"this reader does not know <{name}>"
        rect = at.rect(element)
        if name != "rect":
            self.icons.append((rect, owner))
        elif isinstance(owner, Thing):
            self.cards.setdefault(owner.index, rect)
        return rect

    def _word(self, element: ElementTree.Element, owner: Thing | Wire | None, at: Place) -> Word:
        text = element.text or ""
        if "font-size" in element.attrib:
            size, bold = float(element.attrib["font-size"]), element.get("font-weight") == "bold"
        else:
            size, bold = self._styles[element.attrib["class"].removeprefix("t-")]
        width = float(element.get("textLength") or ruler.width(text, size, bold))
        x, y = at.point((float(element.attrib["x"]), float(element.attrib["y"])))
        return Word(text, Rect(x, y - ruler.ASCENT * size, x + width, y + ruler.DESCENT * size), owner)


def _text_styles(css: str) -> dict[str, tuple[float, bool]]:
    """(size in px, bold) by text role, from the file's own style sheet: pictures of before 0.3 have them there."""
    rules = re.findall(r"\.t-([a-z-]+)\{font-size:([0-9.]+)px(;font-weight:\d+)?\}", css)
    return {role: (float(size), bool(weight)) for role, size, weight in rules}


_PATH = re.compile(r"([A-Za-z])([^A-Za-z]*)")
PIECES = 6
"""A curve becomes so many straight pieces."""


def flatten(data: str) -> list[Point]:
    """The points of a path of M, L, H, V, Q, C, A and Z in absolute coordinates, curves as straight pieces."""
    points: list[Point] = []
    for command, rest in _PATH.findall(data):
        numbers = [float(number) for number in rest.replace(",", " ").split()]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        if command in "ML":
            points += pairs
        elif command == "H":
            points += [(number, points[-1][1]) for number in numbers]
        elif command == "V":
            points += [(points[-1][0], number) for number in numbers]
        elif command in "QC":
            step = 3 if command == "C" else 2
            for start in range(0, len(pairs), step):
                points += _bezier([points[-1], *pairs[start : start + step]])
        elif command == "A":
            points += _arc(points[-1], numbers)
        else:
            assert command == "Z", f"this reader does not know the path command {command}"
    return points


def _bezier(controls: list[Point]) -> list[Point]:
    """Points on a Bézier curve after its start (de Casteljau's way)."""
    found = []
    for number in range(1, PIECES + 1):
        t, level = number / PIECES, controls
        while len(level) > 1:
            level = [((1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]) for a, b in pairwise(level)]
        found.append(level[0])
    return found


def _arc(start: Point, numbers: list[float]) -> list[Point]:
    """The top and the end of a small circular arc `rx ry turn large sweep x y`."""
    radius, sweep, end = numbers[0], numbers[4], (numbers[5], numbers[6])
    across, down = end[0] - start[0], end[1] - start[1]
    chord = (across * across + down * down) ** 0.5
    rise = radius - max(radius * radius - chord * chord / 4, 0) ** 0.5
    side = (1 if sweep else -1) * rise / (chord or 1)
    return [((start[0] + end[0]) / 2 + down * side, (start[1] + end[1]) / 2 - across * side), end]
