"""Writes the parts of a Scene as SVG, each thing in the coordinates of its own box, and collects what the file's head tells."""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from math import floor
from typing import BinaryIO

from vpcviz.icons import Icon as Drawing
from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.render.stylesheet import Attributes
from vpcviz.render.theme import FADED, Theme
from vpcviz.render.ways import arrow_data, number, path_data
from vpcviz.scene import Group, Icon, Part, Rectangle, Text, Wire, groups
from vpcviz.text import clean, has_forced_width

ICON = 48
"""Side (px) of an icon as it is defined; each use scales it."""

_FADED = f' data-faded="" opacity="{FADED:g}"'

PIECES = 4096
"""So many strings are written before they become bytes."""

Origin = tuple[int, int]
"""Where coordinates begin on the sheet (px): whole numbers, so that nothing is rounded anew."""

_PLAIN = re.compile(r"[!#$%(-;=?-~·–→…]+(?: [!#$%(-;=?-~·–→…]+)*")
"""Texts that are clean, and have no markup."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


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


def escaped(text: str) -> str:
    """A text as markup has it: clean, and nothing in it is a sign of markup."""
    return text if _PLAIN.fullmatch(text) else clean(text).translate(_ESCAPES)


class Body:
    """Takes what is written into a file: the strings that it is made of take several times its room."""

    def __init__(self, salt: str, file: BinaryIO) -> None:
        self.file = file
        self.hash = sha256(salt.encode())

    def take(self, out: list[str]) -> None:
        """Take what is in `out` away."""
        piece = "".join(out).encode()
        out.clear()
        self.hash.update(piece)
        self.file.write(piece)


class Writer:
    """Writes parts one after another, and collects what the head of the file needs to know of them."""

    def __init__(self, icon_set: IconSet, theme: Theme, body: "Body | None" = None) -> None:
        self.icon_set = icon_set
        self.out: list[str] = []
        self.body = body
        """What takes what is written, from time to time; without one it stays in `out`."""
        self.texts: dict[str, list[str]] = {}
        """By role: what was written in it."""
        self.icons: dict[str, Drawing] = {}
        self.attributes = Attributes(theme)
        self.boxes = _Made(self.attributes.box)
        self._wires = _Made(self.attributes.wire)
        self._arrows = _Made(self.attributes.arrow)
        self._texts = _Made(self.attributes.text)
        self._uses = _Made(self._use)
        self._kinds = _Made(lambda kind: f' data-kind="{escaped(kind)}"' if kind else "")
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
        origin, home, out = self.origin, None, self.out
        left, top = origin
        for part in parts:
            kind = type(part)
            if home is not None or (kind is Group and part.kind == "link"):  # type: ignore[union-attr]
                home = self._go_home(part, home, origin)
                left, top = self.origin
            if kind is Text:
                out.append(self._line(part, left, top))  # type: ignore[arg-type]
            elif kind is Rectangle:
                out.append(self._box(part, left, top))  # type: ignore[arg-type]
            elif kind is Icon:
                out.append(self._icon(part, left, top))  # type: ignore[arg-type]
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
                self._new_line()
                self.out.append(f'<g transform="{self._move(origin)}">\n')
        return wanted

    def _leave(self, origin: Origin) -> None:
        self.out.append("</g>\n")
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
        marks = self._kinds[group.kind] + (f' data-id="{escaped(group.id)}"' if group.id else "")
        for name, value in group.marks:
            marks += f' data-{name}="{escaped(value)}"'
        faded = _FADED if group.faded else ""
        tooltip = f"<title>{escaped(group.tooltip)}</title>" if group.tooltip else ""
        origin, holds = self.origin, self._holds
        place = self._enter(group)
        self._new_line()
        # What it is, where it stands, and what it looks like are lines apart: a comparison of two pictures tells them apart.
        self.out.append(f"<g{marks}{faded}{place}>\n{tooltip}")
        self.content(group)
        self.origin, self._holds = origin, holds
        self.out.append("</g>\n")
        if len(self.out) > PIECES and self.body is not None:
            self.body.take(self.out)

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
        self.out.append(f'<a href="{address}" xlink:href="{address}">')
        own = len(parts)
        if any(inner.href for inner in groups(parts)):
            own = next(index for index, part in enumerate(parts) if isinstance(part, Group))
        self.parts(parts[:own])
        self.out.append("</a>")
        self.parts(parts[own:])

    def _new_line(self) -> None:
        if self.out and not self.out[-1].endswith("\n"):
            self.out.append("\n")

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

    def _box(self, box: Rectangle, left: int, top: int) -> str:
        frame = ' data-frame=""' if box.frame else ""
        radius = f' rx="{number(box.radius)}"' if box.radius else ""
        place = f'x="{number(box.x - left)}" y="{number(box.y - top)}"'
        return f'<rect{frame}{self.boxes[box.role]} {place} width="{number(box.width)}" height="{number(box.height)}"{radius}/>'

    def _icon(self, icon: Icon, left: int, top: int) -> str:
        scale = f"{icon.size / ICON:.6g}"
        return f'{self._uses[icon.name]}translate({number(icon.x - left)} {number(icon.y - top)}) scale({scale})"/>'

    def _use(self, name: str) -> str:
        """The beginning of each use of an icon, which is defined once."""
        self.icons[name] = found = self.icon_set.find(name)
        return f'<use xlink:href="#{found.id}" transform="'

    def _line(self, text: Text, left: int, top: int) -> str:
        shown, role = text.text, text.role
        if not shown:
            return ""
        texts = self.texts.get(role)
        if texts is None:
            texts = self.texts[role] = []
        texts.append(shown)
        fit = "" if shown.isascii() or not has_forced_width(shown) else self._fit(text)
        whole = f"<title>{escaped(text.whole)}</title>" if text.whole else ""
        place = f'x="{number(text.x - left)}" y="{number(text.y - top)}"'
        return f"<text{self._texts[role]} {place}{fit}>{escaped(shown)}{whole}</text>"

    @staticmethod
    def _fit(text: Text) -> str:
        """Makes a text as wide as it was measured, whatever font has its characters."""
        return f' textLength="{number(text.width)}" lengthAdjust="spacingAndGlyphs"'

    def _wire(self, wire: Wire) -> None:
        left, top = self.origin
        points = tuple((x - left, y - top) for x, y in wire.points)
        self.out.append(f'<path data-wire=""{self._wires[wire.role]} d="{path_data(points)}"/>')
        if wire.arrow:
            self.out.append(f'<path{self._arrows[wire.role]} d="{arrow_data(points)}"/>')


class _Made(dict[str, str]):
    """What is written for each role, made on first use."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, role: str) -> str:
        self[role] = made = self._make(role)
        return made
