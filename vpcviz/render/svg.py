"""The Scene as one self-contained SVG: no outside reference, no script, icons once each, its own font cut down to what is used.

References are written `xlink:href`, as SVG 1.1 has it: every viewer knows that, and Inkscape before 1.3 nothing else.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import groupby
from math import floor
from pathlib import Path
from typing import Any

from vpcviz.icons import Icon as Drawing
from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.render.origin import in_svg
from vpcviz.render.stylesheet import Attributes, rules, whole
from vpcviz.render.theme import FADED, Theme
from vpcviz.render.ways import arrow_data, number, path_data
from vpcviz.scene import Box, Group, Icon, Part, Scene, Text, Wire, groups
from vpcviz.text import clean, font_face, has_forced_width

ICON = 48
"""Side (px) of an icon as it is defined; each use scales it."""

_FADED = f' data-faded="" opacity="{FADED:g}"'

Origin = tuple[int, int]
"""Where coordinates begin on the sheet (px): whole numbers, so that nothing is rounded anew."""

_PLAIN = re.compile(r"[!#$%(-;=?-~·–→…]+(?: [!#$%(-;=?-~·–→…]+)*")
"""Texts that are clean, and have no markup."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def render_svg(scene: Scene, theme: Theme = "light", *, embed_font: bool = True, icons: Path | None = None) -> bytes:
    """The SVG document of a scene, UTF-8. `embed_font` False leaves the font out (for our own rasteriser, which has it);
    `icons` is the user's folder of icons. Raises InputError for an icon that is not there, or is refused."""
    writer = Writer(IconSet(icons), theme)
    width, height = number(scene.width), number(scene.height)
    canvas = f'<rect{writer.boxes["canvas"]} width="{width}" height="{height}"/>\n'
    writer.parts(scene.parts)
    definitions = "".join(f"{definition(icon)}\n" for icon in sorted(writer.icons.values(), key=lambda icon: icon.id))
    body = canvas + "".join(writer.out)
    salt = "vpcviz-" + sha256((theme + scene.title + body).encode()).hexdigest()[:8]
    faces = {bold: font_face(characters, bold) for bold, characters in writer.characters() if embed_font and characters}
    families = {bold: family for bold, (family, _) in faces.items()}
    lines = rules(theme, salt, writer.attributes.used, families, sorted(icon.id for icon in writer.icons.values()))
    style = "\n".join([*(face for _, face in faces.values()), *lines])
    marks = "".join(f' data-{name}="{escaped(value)}"' for name, value in scene.marks)
    # An image's links are in no accessibility tree.
    role = "graphics-document" if writer.links else "img"
    # Markdown takes markup for itself line by line: the first tag ends its line, and no line is empty.
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="{role}" direction="ltr"{marks}>\n'
        f"<title>{escaped(scene.title)}</title><desc>{escaped(scene.description)}</desc>\n"
        f"{in_svg(scene.origin, scene.source)}<style>\n{style}\n</style>\n"
        f"<g {whole(theme, salt)}>\n<defs>\n{definitions}</defs>\n"
    )
    return (head + body + ("" if body.endswith("\n") else "\n") + "</g>\n</svg>\n").encode()


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


class Writer:
    """Writes parts one after another, and collects what the head of the file needs to know of them."""

    def __init__(self, icon_set: IconSet, theme: Theme) -> None:
        self.icon_set = icon_set
        self.out: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.icons: dict[str, Drawing] = {}
        self.attributes = Attributes(theme)
        self.boxes = _Made(self.attributes.box)
        self._wires = _Made(self.attributes.wire)
        self._arrows = _Made(self.attributes.arrow)
        self._texts = _Made(self.attributes.text)
        self.links = False
        self.origin: Origin = (0, 0)
        self.holders: dict[str, tuple[Origin, ...]] = {}
        self._holds: tuple[Origin, ...] = ()
        self._write: dict[type, Callable[[Any], None]] = {
            Group: self.group,
            Box: self._box,
            Icon: self._icon,
            Text: self._line,
            Wire: self._wire,
        }

    def characters(self) -> list[tuple[bool, frozenset[str]]]:
        """(bold, the characters that were written so) for both weights of the font."""
        return [
            (weight, frozenset("".join("".join(texts) for role, texts in self.texts.items() if STYLES[role][1] == weight)))
            for weight in (False, True)
        ]

    def part(self, part: Part) -> None:
        """Write one part of the scene."""
        self._write[type(part)](part)

    def parts(self, parts: Sequence[Part]) -> None:
        """Write parts, one after another; links between two things of one box in that box's coordinates, as the things are."""
        for home, run in groupby(parts, self._home):
            origin, self.origin = self.origin, home or self.origin
            if home:
                self._new_line()
                self.out.append(f'<g transform="{self._move(origin)}">\n')
            for part in run:
                self._write[type(part)](part)
            if home:
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
        marks = "".join(f' data-{name}="{escaped(value)}"' for name, value in group.marks)
        kind = f' data-kind="{escaped(group.kind)}"' if group.kind else ""
        ident = f' data-id="{escaped(group.id)}"' if group.id else ""
        faded = _FADED if group.faded else ""
        tooltip = f"<title>{escaped(group.tooltip)}</title>" if group.tooltip else ""
        origin, holds = self.origin, self._holds
        place = self._enter(group)
        self._new_line()
        # What it is, where it stands, and what it looks like are lines apart: a comparison of two pictures tells them apart.
        self.out.append(f"<g{kind}{ident}{marks}{faded}{place}>\n{tooltip}")
        self.content(group)
        self.origin, self._holds = origin, holds
        self.out.append("</g>\n")

    def content(self, group: Group) -> None:
        """Write what is in a thing, from its corner."""
        if group.href:
            self._linked(group)
        else:
            self.parts(group.parts)

    def _linked(self, group: Group) -> None:
        """The parts of a thing that is a link: its own, but for its frame; all of them where nothing in it is a link itself."""
        self.links = True
        frames = [part for part in group.parts if isinstance(part, Box) and part.frame]
        parts = [part for part in group.parts if not (isinstance(part, Box) and part.frame)]
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
        before = self.origin
        box = next((part for part in group.parts if isinstance(part, Box)), None)
        if box is not None and group.kind not in ("", "link"):
            self.origin = (floor(box.x), floor(box.y))
            if group.id:
                self.holders.setdefault(group.id, self._holds)
            if box.frame:
                self._holds = (*self._holds, self.origin)
        elif group.id:
            self.holders.setdefault(group.id, self._holds)
        return f'\n transform="{self._move(before)}"' if self.origin != before else ""

    def _box(self, box: Box) -> None:
        frame = ' data-frame=""' if box.frame else ""
        radius = f' rx="{number(box.radius)}"' if box.radius else ""
        self.out.append(
            f'<rect{frame}{self.boxes[box.role]} x="{self._x(box.x)}" y="{self._y(box.y)}" '
            f'width="{number(box.width)}" height="{number(box.height)}"{radius}/>'
        )

    def _icon(self, icon: Icon) -> None:
        found = self.icons.get(icon.name)
        if found is None:
            found = self.icons[icon.name] = self.icon_set.find(icon.name)
        place = f"translate({self._x(icon.x)} {self._y(icon.y)}) scale({icon.size / ICON:.6g})"
        self.out.append(f'<use xlink:href="#{found.id}" transform="{place}"/>')

    def _line(self, text: Text) -> None:
        shown, role = text.text, text.role
        if not shown:
            return
        self.texts.setdefault(role, []).append(shown)
        fit = "" if shown.isascii() or not has_forced_width(shown) else self._fit(text)
        whole = f"<title>{escaped(text.whole)}</title>" if text.whole else ""
        self.out.append(f'<text{self._texts[role]} x="{self._x(text.x)}" y="{self._y(text.y)}"{fit}>{escaped(shown)}{whole}</text>')

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

    def _x(self, x: float) -> str:
        return number(x - self.origin[0])

    def _y(self, y: float) -> str:
        return number(y - self.origin[1])


class _Made(dict[str, str]):
    """What is written for each role, made on first use."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, role: str) -> str:
        self[role] = made = self._make(role)
        return made
