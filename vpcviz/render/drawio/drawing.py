"""What a page of draw.io is drawn with: the cells of things with their data and labels, texts, icons, lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.render.drawio.cells import Cell, Cells, markup
from vpcviz.render.drawio.data import Data
from vpcviz.render.drawio.stencils import has_stencil
from vpcviz.render.drawio.styles import Styles
from vpcviz.scene import Group, Icon, Rectangle, Scene, Text, Wire, groups
from vpcviz.text import ASCENT

NEAR = 19
"""Lines of text whose baselines are at most so far apart (px) are one label."""

PAGE = "data:page/id,"
"""What a link to another page begins with. Source: draw.io, "Custom links"."""

PAGED = frozenset({"account", "region", "vpc"})
"""Kinds of things that have pages of their own."""


class Drawing:
    """A page in the making. `pages` are the ids of pages by what they show, `own` is what this one shows."""

    def __init__(self, scene: Scene, data: Data, styles: Styles, icons: IconSet, pages: Mapping[str, str], own: str) -> None:
        self.data, self.styles, self.icons = data, styles, icons
        self.pages, self.own = pages, own
        self.cells = Cells({group.id for group in groups(scene.parts) if group.id})
        self.by_thing: dict[str, Cell] = {}

    def thing(self, group: Group, place: Cell, style: str, lines: Sequence[Text]) -> Cell:
        """The cell of a thing, with its data."""
        data = self.data.of(group)
        whole = " ".join(line.whole for line in lines if line.whole)
        tooltip = " · ".join(filter(None, (group.tooltip, whole)))
        if tooltip:
            data["tooltip"] = markup(tooltip)
        link = self.link(group)
        if link:
            data["link"] = link
        cell = self.cells.shape(group.id or group.kind, place, style, label_of(lines), data)
        if group.id:
            self.by_thing.setdefault(group.id, cell)
        return cell

    def link(self, group: Group) -> str:
        """Where a thing leads: to its own page, else as the picture has it; "" nowhere."""
        page = self.pages.get(group.id, "") if group.kind in PAGED and group.id != self.own else ""
        return PAGE + page if page else group.href

    def box(self, box: Rectangle, parent: Cell, *, faded: bool) -> None:
        """A rectangle that stands for nothing."""
        self.cells.shape("box", around(box, parent), self.styles.box(box.role, box.radius, faded))

    def text(self, text: Text, parent: Cell, *, faded: bool) -> None:
        """A text that stands alone."""
        size = STYLES[text.role][0]
        place = Cell("", parent.id, text.x, text.y - size * ASCENT, text.width, size * 1.36)
        data = {"tooltip": markup(text.whole)} if text.whole else None
        self.cells.shape("text", place, self.styles.text(text.role, faded), text.text, data)

    def icon(self, icon: Icon, parent: Cell, *, faded: bool) -> None:
        """An icon: AWS's stencil, or ours as an image."""
        style = self.styles.icons.get((icon.name, faded))
        if style is None:
            drawing = None if has_stencil(icon.name) else self.icons.find(icon.name)
            style = self.styles.icons[icon.name, faded] = self.styles.icon(icon.name, drawing, faded)
        self.cells.shape("icon", Cell("", parent.id, icon.x, icon.y, icon.size, icon.size), style)

    def sample(self, wire: Wire, parent: Cell, *, faded: bool) -> None:
        """A line that links nothing: the legend's."""
        xs, ys = zip(*wire.points, strict=True)
        place = Cell("", parent.id, min(xs), min(ys) - 5, max(xs) - min(xs), 10)
        self.cells.shape("line", place, self.styles.sample(wire.role, faded))

    def labelled(self, lines: Sequence[Text], box: Rectangle, shift: float = 0) -> str:
        """The style of a label whose first line stands where the picture has it, or `shift` px further left."""
        if not lines:
            return ""
        first = lines[0]
        top = first.y - STYLES[first.role][0] * ASCENT - box.y
        if len(lines) == 1 and abs(first.x + first.width / 2 - box.x - box.width / 2) < 2:
            return self.styles.label(first.role, first.role, "center", 0, top, html=False)
        return self.styles.label(first.role, lines[-1].role, "left", first.x - box.x - shift, top, html=titled(lines))


def around(box: Rectangle, parent: Cell) -> Cell:
    """The place of a rectangle."""
    return Cell("", parent.id, box.x, box.y, box.width, box.height)


def titled(lines: Sequence[Text]) -> bool:
    """Whether the first line of a label is set apart: the name, in bold."""
    return len(lines) > 1 and STYLES[lines[0].role][1] and not STYLES[lines[1].role][1]


def label_of(lines: Sequence[Text]) -> str:
    """The label of a cell: plain text, or HTML where its first line is set apart; then no text in it is markup."""
    if not titled(lines):
        return "\n".join(line.text for line in lines)
    size = STYLES[lines[0].role][0]
    texts = [markup(line.text) for line in lines]
    return f'<b style="font-size:{size:g}px">{texts[0]}</b><br>{"<br>".join(texts[1:])}'


def lines_of(texts: Sequence[Text]) -> list[Text]:
    """The first lines of a thing that stand under one another: its label."""
    found = list(texts[:1])
    for text in texts[1:]:
        if abs(text.x - found[-1].x) > 1 or not 0 < text.y - found[-1].y < NEAR:
            break
        found.append(text)
    return found
