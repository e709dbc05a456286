"""Writes the parts of a Scene as SVG, each thing in the coordinates of its own box, and collects what the file's head tells."""

from collections.abc import Callable, Sequence
from math import floor
from typing import TypeVar

from vpcviz.icons import Icon as Drawing
from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.render.paths import arrow_data, number, path_data
from vpcviz.render.pieces import Body, Pieces, escaped
from vpcviz.render.stylesheet import Attributes
from vpcviz.render.theme import FADED, Theme
from vpcviz.scene import Group, Icon, Part, Rectangle, Text, Wire, groups
from vpcviz.text import has_forced_width

ICON = 48
"""Side (px) of an icon as it is defined; each use scales it."""

_FADED = f' data-faded="" opacity="{FADED:g}" stroke="none"'
"""What is dimmed: ImageMagick's own reader takes an opacity for that of a stroke, too, and gives all that has none a black one."""

PIECES = 4096
"""So many strings are written before they become bytes."""

Origin = tuple[int, int]
"""Where coordinates begin on the sheet (px): whole numbers, so that nothing is rounded anew."""

BoxKey = tuple[str, float, float, float, float, float, bool]
"""A rectangle: role, place, size, radius (px), and whether it is a frame."""

IconKey = tuple[str, float, float, float]
"""An icon: name, size, place (px)."""

TextKey = tuple[str, float, float]
"""Where a text begins: role, place (px)."""

K = TypeVar("K")
V = TypeVar("V")


def definition(icon: Drawing) -> str:
    """An icon in a square of `ICON` px, without a view box of its own, which many programs pass over."""
    left, top, width, height = (float(word) for word in icon.view_box.split())
    scale = ICON / max(width, height) if width > 0 and height > 0 else 0
    across, down = (ICON - width * scale) / 2 - left * scale, (ICON - height * scale) / 2 - top * scale
    content = icon.content
    if not icon.contained:
        edge = f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"/>'
        content = f'<clipPath id="edge-{icon.id}">{edge}</clipPath><g clip-path="url(#edge-{icon.id})">{content}</g>'
    if (across, down, scale) != (0, 0, 1):
        content = f'<g transform="translate({across:g} {down:g}) scale({scale:g})">{content}</g>'
    return f'<g id="{icon.id}" fill="#000000">{content}</g>'


class Writer:
    """Writes parts one after another, and collects what the head of the file needs to know of them."""

    def __init__(self, icon_set: IconSet, theme: Theme, body: Body | None = None) -> None:
        self.icon_set = icon_set
        self.out = Pieces()
        self.body = body
        """What takes what is written, from time to time; without one it stays in `out`."""
        self.texts: dict[str, list[str]] = {}
        """By role: what was written in it."""
        self.icons: dict[str, Drawing] = {}
        self.attributes = Attributes(theme)
        self.boxes = Made(self.attributes.box)
        self._wires = Made(self.attributes.wire)
        self._arrows = Made(self.attributes.arrow)
        self._kinds: Made[str, str] = Made(lambda kind: f' data-kind="{escaped(kind)}"' if kind else "")
        # Things of a kind look alike: most rectangles, icons and beginnings of texts were written before.
        self._boxes = Made(self._box)
        self._icons = Made(self._icon)
        self._starts = Made(self._start)
        self.links = False
        self.origin: Origin = (0, 0)
        self.holders: dict[str, tuple[Origin, ...]] = {}
        self._holds: tuple[Origin, ...] = ()

    def characters(self) -> list[tuple[bool, frozenset[str]]]:
        """(bold, the characters that were written so) for both weights of the font."""
        return [
            (weight, frozenset("".join(["".join(texts) for role, texts in self.texts.items() if STYLES[role][1] == weight])))
            for weight in (False, True)
        ]

    def part(self, part: Part) -> None:
        """Write one part of the scene."""
        self.parts((part,))

    def parts(self, parts: Sequence[Part]) -> None:
        """Write parts, one after another; links between two things of one box in that box's coordinates, as the things are."""
        origin, home = self.origin, None
        left, top = origin
        pieces, texts = self.out.pieces, self.out.texts
        for part in parts:
            kind = type(part)
            if home is not None or (kind is Group and part.kind == "link"):  # type: ignore[union-attr]
                home = self._go_home(part, home, origin)
                left, top = self.origin
            if kind is Text:
                shown = part.text  # type: ignore[union-attr]
                if part.whole or not shown.isascii():  # type: ignore[union-attr]
                    self._line(part, left, top)  # type: ignore[arg-type]
                elif shown:
                    start, same = self._starts[part.role, part.x - left, part.y - top]  # type: ignore[union-attr]
                    same.append(shown)
                    texts.append(len(pieces) + 1)
                    pieces += (start, shown, "</text>")
            elif kind is Rectangle:
                x, y = part.x - left, part.y - top  # type: ignore[union-attr]
                pieces.append(self._boxes[part.role, x, y, part.width, part.height, part.radius, part.frame])  # type: ignore[union-attr]
            elif kind is Icon:
                pieces.append(self._icons[part.name, part.size, part.x - left, part.y - top])  # type: ignore[union-attr]
            elif kind is Group:
                self.group(part)  # type: ignore[arg-type]
            else:
                self._wire(part)  # type: ignore[arg-type]
        if home is not None:
            self._leave(origin)

    def _go_home(self, part: Part, home: Origin | None, origin: Origin) -> Origin | None:
        """Write the next part where it belongs; links of the same home stand together, in its coordinates."""
        wanted = self._home(part)
        if wanted != home:
            if home is not None:
                self._leave(origin)
            if wanted is not None:
                self.origin = wanted
                self.out.markup(f'{self.out.new_line()}<g transform="{self._move(origin)}">\n')
        return wanted

    def _leave(self, origin: Origin) -> None:
        self.out.markup("</g>\n")
        self.origin = origin

    def _home(self, part: Part) -> Origin | None:
        """Where the innermost box begins that holds both ends of a link; None of what is no link, or has no such box."""
        if not isinstance(part, Group) or part.kind != "link":
            return None
        marks = dict(part.marks)
        ends = [self.holders.get(marks.get(end, ""), ()) for end in ("from", "to")]
        shared = [box for box, other in zip(*ends, strict=False) if box == other]
        return shared[-1] if shared else None

    def _move(self, origin: Origin) -> str:
        """From an origin to the one in use."""
        return f"translate({self.origin[0] - origin[0]} {self.origin[1] - origin[1]})"

    def group(self, group: Group) -> None:
        """Write a thing with all that is in it."""
        origin, holds, out = self.origin, self._holds, self.out
        place = self._enter(group)
        markup = f"{out.new_line()}<g{self._kinds[group.kind]}"
        if group.id:
            out.text(f'{markup} data-id="', group.id, '"')
            markup = ""
        for name, value in group.marks:
            out.text(f'{markup} data-{name}="', value, '"')
            markup = ""
        # What it is, where it stands, and what it looks like are lines apart: a comparison of two pictures tells them apart.
        markup += f"{_FADED}{place}>\n" if group.faded else f"{place}>\n"
        if group.tooltip:
            out.text(f"{markup}<title>", group.tooltip, "</title>")
        else:
            out.markup(markup)
        self.content(group)
        self.origin, self._holds = origin, holds
        out.markup("</g>\n")
        if len(out.pieces) > PIECES and self.body is not None:
            self.body.take(out)

    def content(self, group: Group) -> None:
        """Write what is in a thing, from its corner."""
        if group.href:
            self._linked(group)
        else:
            self.parts(group.parts)

    def _linked(self, group: Group) -> None:
        """The parts of a thing that is a link: its own, but for its frame; all of them where nothing in it is a link itself."""
        self.links = True
        frames = [part for part in group.parts if isinstance(part, Rectangle) and part.frame]
        parts = [part for part in group.parts if not (isinstance(part, Rectangle) and part.frame)]
        self.parts(frames)
        address = escaped(group.href)
        self.out.markup(f'<a href="{address}" xlink:href="{address}">')
        own = len(parts)
        if any(inner.href for inner in groups(parts)):
            own = next(index for index, part in enumerate(parts) if isinstance(part, Group))
        self.parts(parts[:own])
        self.out.markup("</a>")
        self.parts(parts[own:])

    def _enter(self, group: Group) -> str:
        """Take the corner of a group's own box for the origin, so that nothing in it changes where the box only moves."""
        if group.id:
            self.holders.setdefault(group.id, self._holds)
        if group.kind in ("", "link"):
            return ""
        for box in group.parts:
            if type(box) is Rectangle:
                break
        else:
            return ""
        before = self.origin
        self.origin = (floor(box.x), floor(box.y))
        if box.frame:
            self._holds = (*self._holds, self.origin)
        return f'\n transform="{self._move(before)}"' if self.origin != before else ""

    def _box(self, key: BoxKey) -> str:
        role, x, y, width, height, radius, frame = key
        mark = ' data-frame=""' if frame else ""
        corners = f' rx="{number(radius)}"' if radius else ""
        place = f'x="{number(x)}" y="{number(y)}"'
        return f'<rect{mark}{self.boxes[role]} {place} width="{number(width)}" height="{number(height)}"{corners}/>'

    def _icon(self, key: IconKey) -> str:
        """A use of an icon, which is defined once."""
        name, size, x, y = key
        found = self.icons.get(name)
        if found is None:
            found = self.icons[name] = self.icon_set.find(name)
        return f'<use xlink:href="#{found.id}" transform="translate({number(x)} {number(y)}) scale({size / ICON:.6g})"/>'

    def _start(self, key: TextKey) -> tuple[str, list[str]]:
        """The beginning of a text that needs no more room than it has, and where texts of its role are kept."""
        role, x, y = key
        place = f'x="{number(x)}" y="{number(y)}"'
        return f"<text{self.attributes.text(role)} {place}>", self.texts.setdefault(role, [])

    def _line(self, text: Text, left: int, top: int) -> None:
        """A text that was shortened, or that another font may have a part in."""
        shown = text.text
        if not shown:
            return
        start, same = self._starts[text.role, text.x - left, text.y - top]
        same.append(shown)
        if has_forced_width(shown):  # It is as wide as it was measured, whatever font has its characters.
            start = f'{start[:-1]} textLength="{number(text.width)}" lengthAdjust="spacingAndGlyphs">'
        if text.whole:
            self.out.text(start, shown, "<title>")
            self.out.text("", text.whole, "</title></text>")
        else:
            self.out.text(start, shown, "</text>")

    def _wire(self, wire: Wire) -> None:
        left, top = self.origin
        points = tuple((x - left, y - top) for x, y in wire.points)
        self.out.markup(f'<path data-wire=""{self._wires[wire.role]} d="{path_data(points)}"/>')
        if wire.arrow:
            self.out.markup(f'<path{self._arrows[wire.role]} d="{arrow_data(points)}"/>')


class Made(dict[K, V]):
    """What is written for each of many that are alike, made on first use."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        self[key] = made = self._make(key)
        return made
