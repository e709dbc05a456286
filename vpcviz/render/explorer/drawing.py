"""The Scene as the explorer's SVG: whole, or, of an estate, with the insides of its VPCs apart, put in as one looks.

A browser takes seconds to lay out an estate's hundred thousand texts, and most of them are too small to be read. So the page opens
with the frames of each VPC, and lays out the inside of those that are looked at.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vpcviz.icons import IconSet
from vpcviz.render.explorer.images import lighter
from vpcviz.render.paths import number
from vpcviz.render.pieces import Pieces, escaped
from vpcviz.render.stylesheet import dark_rules
from vpcviz.render.svg_writer import Writer, definition
from vpcviz.render.theme import text_colour
from vpcviz.scene import Group, Part, Rectangle, Scene
from vpcviz.text import FONT_STACK, font_face

WHOLE = 20_000
"""A picture of so many parts is laid out whole; a larger one has the insides of its VPCs apart."""

FEW = 40
"""A VPC with fewer parts than that stays in the picture: there is nothing to gain."""


class Drawn(NamedTuple):
    """The picture's markup, the insides of VPCs by the VPC's id, and the rules that belong to it."""

    svg: str
    insides: dict[str, bytes]
    style: str


def draw(scene: Scene, icons: Path | None) -> Drawn:
    """Draw a scene. Raises InputError for an icon that is not there, or is refused."""
    apart = _apart(scene.parts) if count(scene.parts) > WHOLE else {}
    outer, inner = _links(scene.parts, apart)
    writer = _Writer(IconSet(icons), inner)
    writer.parts(outer)
    drawings = sorted(writer.icons.values(), key=lambda icon: icon.id)
    definitions = "".join(f"{lighter(definition(icon))}\n" for icon in drawings)
    width, height = number(scene.width), number(scene.height)
    marks = "".join(f' data-{name}="{escaped(value)}"' for name, value in scene.marks)
    svg = (
        f'<svg id="picture" class="picture" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false"{marks}>\n'
        f'<g font-family="{FONT_STACK}" fill="{text_colour("light", "")}" stroke="none" xml:space="preserve">\n'
        f'<defs>\n{definitions}</defs>\n<rect{writer.boxes["canvas"]} width="{width}" height="{height}"/>\n'
        f"{writer.out.taken()}</g>\n</svg>"
    )
    return Drawn(svg, writer.insides, _style(writer))


def _style(writer: Writer) -> str:
    """The picture's own fonts, and the colours of its dark theme: where that is chosen, or the viewer's and left to them."""
    lines, families = [], {}
    for bold, characters in writer.characters():
        if characters:
            families[bold], face = font_face(characters, bold)
            lines.append(face)
    lines.append(f".picture{{font-family:{FONT_STACK};font-kerning:none;white-space:pre}}")
    for bold, kind in ((False, "text"), (True, "[font-weight]")):
        if bold in families:
            lines.append(f".picture {kind}{{font-family:'{families[bold]}',{FONT_STACK}}}")
    used = writer.attributes.used
    chosen, left = (dark_rules(f':root[data-theme="{theme}"] .picture', used) for theme in ("dark", "auto"))
    plain = f".picture>g{{FILL:{text_colour('dark', '')}}}"
    lines.append(f'@media screen{{{chosen}:root[data-theme="dark"] {plain}}}')
    lines.append(f'@media screen and (prefers-color-scheme:dark){{{left}:root[data-theme="auto"] {plain}}}')
    return "\n".join(lines) + "\n"


def count(parts: Sequence[Part]) -> int:
    """How many parts there are, with those in groups."""
    return sum(1 + count(part.parts) if isinstance(part, Group) else 1 for part in parts)


def _apart(parts: Sequence[Part]) -> dict[str, list[Group]]:
    """The ids of the VPCs whose insides stand apart; what is wired within them comes later."""
    found: dict[str, list[Group]] = {}
    for part in parts:
        if not isinstance(part, Group):
            continue
        if part.kind == "vpc" and part.id not in found and count(part.parts) >= FEW:
            found[part.id] = []
        else:
            found.update(_apart(part.parts))
    return found


def _links(parts: Sequence[Part], apart: dict[str, list[Group]]) -> tuple[list[Part], Mapping[str, list[Group]]]:
    """The parts less the links that run within one VPC that stands apart, and those by that VPC."""
    if not apart:
        return list(parts), {}
    home: dict[str, str] = {}

    def settle(inside: Sequence[Part], vpc: str) -> None:
        for part in inside:
            if isinstance(part, Group):
                own = vpc or (part.id if part.kind == "vpc" and part.id in apart else "")
                if own and part.id and part.id != own:
                    home.setdefault(part.id, own)
                settle(part.parts, own)

    settle(parts, "")
    outer: list[Part] = []
    for part in parts:
        ends = dict(part.marks) if isinstance(part, Group) and part.kind == "link" else {}
        vpc = home.get(ends.get("from", ""), "")
        if isinstance(part, Group) and vpc and home.get(ends.get("to", "")) == vpc:
            apart[vpc].append(part)
        else:
            outer.append(part)
    return outer, apart


class _Writer(Writer):
    """Writes insides apart, and no links to elsewhere: the page itself says where a thing has a page."""

    def __init__(self, icon_set: IconSet, apart: Mapping[str, list[Group]]) -> None:
        super().__init__(icon_set, "auto")
        self.apart = apart
        self.insides: dict[str, bytes] = {}

    def content(self, group: Group) -> None:
        """What is in a thing; of a VPC that stands apart its frames."""
        if group.kind != "vpc" or group.id not in self.apart:
            self.parts(group.parts)
            return
        self.out.markup(f'<g data-inside="{len(self.insides)}">\n')
        out, self.out = self.out, Pieces()
        self.parts([*group.parts, *self.apart[group.id]])
        self.insides[group.id] = self.out.taken().encode()
        self.out = out
        self._frames(group.parts)
        self.out.markup("</g>\n")

    def _frames(self, parts: Sequence[Part]) -> None:
        for part in parts:
            if isinstance(part, Rectangle) and part.frame:
                self.part(part)
            elif isinstance(part, Group) and any(isinstance(inner, Rectangle) and inner.frame for inner in part.parts):
                self._frames(part.parts)
