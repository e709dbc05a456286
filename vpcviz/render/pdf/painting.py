"""Parts of a Scene as PDF's own operators, one after another onto a page, each under the tag that says what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.render.leaves import Leaf
from vpcviz.render.pdf.fonts import OWN, Fonts
from vpcviz.render.pdf.icons import Icons
from vpcviz.render.pdf.operators import Operators, rgb
from vpcviz.render.pdf.sheets import POINTS, Sheet
from vpcviz.render.pdf.tags import Element, Tags
from vpcviz.render.theme import FADED, Theme, text_colour
from vpcviz.scene import Group, Icon, Part, Rectangle, Text, Wire
from vpcviz.text import clean

__all__ = ["POINTS", "Painter"]

MARKED = ("account", "region", "vpc")
"""The kinds of things that have a bookmark."""

SMALL = 8.0
"""The size of the line that tells a page's number (points)."""

BACK = "Overview"

WRAPPED = "subheading"
"""The role of texts on the sheet itself that are lines of one paragraph, the description."""

LEAVES = frozenset({"P", "H1", "TD", "Figure", "Link"})
"""Roles of elements that hold what is painted, and no others."""


class Painter:
    """Paints sheets of a document. `pages` are the numbers of pages by the id of what they show: links lead there."""

    def __init__(self, document: Any, tags: Tags, theme: Theme, fonts: Fonts, icon_set: IconSet) -> None:
        self.document, self.tags, self.theme, self.fonts = document, tags, theme, fonts
        self.icons = Icons(document, icon_set)
        self.pages: dict[str, int] = {}
        self._links: dict[int, Any] = {}
        self._above: tuple[str, ...] = ()
        self._depth = 0
        self._open: list[Element] = []
        self._paragraph: Element | None = None
        self._own = ""
        self._lines: Element = tags.document

    def sheet(self, leaf: Leaf, sheet: Sheet, number: int) -> None:
        """Paint a page: its picture, and of an atlas the line below it."""
        scene = leaf.scene
        self.at, self.number, self._own = sheet, number, leaf.id
        self.scale = sheet.scale
        self.shapes = Operators(self.theme, sheet)
        self._open = [self.tags.element("Sect", self.tags.document, self._page, clean(scene.title))]
        self._section(leaf)
        box = Rectangle(0, 0, scene.width, scene.height, "canvas")
        if sheet.width != scene.width * sheet.scale:
            self._artifact(self.shapes.whole())
        else:
            self._artifact(self.shapes.rectangle(box))
        self.parts(scene.parts)
        self._end()
        if sheet.foot:
            self._foot(sheet)

    @property
    def _page(self) -> Any:
        return self.document.pages[self.number]

    # --- tags ---

    def _artifact(self, operators: str) -> None:
        """Put on the page what is no content."""
        self._end()
        self.document._out(f"/Artifact BMC q {operators} Q EMC")

    def _begin(self) -> None:
        """What is painted next belongs to one paragraph (or what else the innermost element holds), until it ends."""
        if self._paragraph is None:
            holder = self._open[-1]
            self._paragraph = holder if holder.role in LEAVES else self.tags.element("P", holder, self._page)
            number = self.tags.mark(self._paragraph, self.number - 1)
            self.document._out(f"/{self._paragraph.role} <</MCID {number}>> BDC")

    def _end(self) -> None:
        if self._paragraph is not None:
            self.document._out("EMC")
            self._paragraph = None

    def _into(self, role: str, title: str = "", alt: str = "") -> None:
        self._end()
        self._open.append(self.tags.element(role, self._open[-1], self._page, title, alt))

    def _leave(self) -> None:
        self._end()
        self._open.pop()

    # --- parts ---

    def parts(self, parts: Iterable[Part]) -> None:
        """Paint what stands on the sheet itself: groups, title, legend and notes."""
        last: list[Text] = []
        for part in parts:
            if isinstance(part, Text):
                goes_on = bool(last) and part.role == last[-1].role == WRAPPED
                last = [*last, part] if goes_on else [part]
                self._line(last)
                continue
            last = []
            if isinstance(part, Group):
                self.group(part)
            elif isinstance(part, Icon):
                self._into("Figure", alt=part.name)
                self.part(part)
                self._leave()
            elif isinstance(part, (Wire, Rectangle)):
                self._artifact(self.shapes.wire(part) if isinstance(part, Wire) else self.shapes.rectangle(part))

    def _line(self, lines: list[Text]) -> None:
        """Paint the last of the lines of a paragraph: it belongs to the element of those before it."""
        if len(lines) == 1:
            self._into("H1" if lines[-1].role == "heading" else "P")
            self._lines = self._open[-1]
        else:
            self._end()
            self._open.append(self._lines)
        self.part(lines[-1])
        if len(lines) > 1:
            self._lines.actual = " ".join(clean(line.text) for line in lines)
        self._leave()

    def part(self, part: Part) -> None:
        """Paint one part that is no group: a text ends its paragraph, with what was painted before it."""
        self._begin()
        if isinstance(part, Rectangle):
            self.document._out(f"q {self.shapes.rectangle(part)} Q")
        elif isinstance(part, Icon):
            self.document._out(self.icons.operators(part, self.number, self.at))
        elif isinstance(part, Text):
            self.text(part)
            self._end()
        elif isinstance(part, Wire):
            self.document._out(f"q {self.shapes.wire(part)} Q")

    def group(self, group: Group) -> None:
        """Paint a thing: its bookmark, its link, and all that is in it."""
        marked = group.kind in MARKED and not self.pages
        if marked:
            self.bookmark(group)
            self._depth += 1
        self._link(group)
        if group.faded:
            self._end()
            with self.document.local_context(fill_opacity=FADED, stroke_opacity=FADED):
                self._content(group)
                self._end()
        else:
            self._content(group)
        self._depth -= marked

    def _content(self, group: Group) -> None:
        """Paint a group under an element of its own: a section, a table with rows, a figure, or lines of a thing."""
        box = next((part for part in group.parts if isinstance(part, Rectangle)), None)
        role = self._open[-1].role
        if not group.kind:
            self.parts(group.parts)
        elif box is not None and box.frame:
            self._held(group, "Sect", _words(group))
        elif box is not None and box.role == "table":
            self._table(group)
        elif role == "Table":
            self._row(group)
        elif role == "Div" or role in LEAVES:  # a thing in a card's lines
            self._inside(group)
        elif any(isinstance(part, Text) for part in group.parts):
            self._held(group, "Div", _words(group))
        else:
            self._held(group, "Figure", alt=_figure_words(group))

    def _held(self, group: Group, role: str, title: str = "", alt: str = "") -> None:
        self._into(role, title, alt)
        self._inside(group)
        self._leave()

    def _inside(self, group: Group) -> None:
        for part in group.parts:
            if isinstance(part, Group):
                self.group(part)
            else:
                self.part(part)

    def _table(self, group: Group) -> None:
        """A table: what it is called, then its rows."""
        self._into("Table", _words(group))
        self._into("Caption")
        for part in group.parts:
            if not isinstance(part, Group):
                self.part(part)
        self._leave()
        for part in group.parts:
            if isinstance(part, Group):
                self.group(part)
        self._leave()

    def _row(self, group: Group) -> None:
        """A row of a table: its texts are cells."""
        self._into("TR")
        for part in group.parts:
            if isinstance(part, Text):
                self._into("TD")
                self.part(part)
                self._leave()
            elif isinstance(part, Group):
                self.group(part)
            elif isinstance(part, Rectangle):
                self._artifact(self.shapes.rectangle(part))
        self._leave()

    # --- bookmarks and links ---

    def bookmark(self, group: Group) -> None:
        """A bookmark that leads to where the thing begins."""
        box = next((part for part in group.parts if isinstance(part, Rectangle)), None)
        self.document.y = self.at.top + (box.y if box is not None else 0) * self.scale
        self.document.start_section(_words(group) or group.kind, level=self._depth)

    def _section(self, leaf: Leaf) -> None:
        """The bookmark of a page of an atlas, below those of what it is in."""
        if not self.pages:
            return
        self.document.y = 0
        for level, words in enumerate(leaf.above):
            if self._above[: level + 1] != leaf.above[: level + 1]:
                self.document.start_section(clean(words), level=level)
        self._above = leaf.above
        self.document.start_section(clean(leaf.label), level=len(leaf.above))

    def _link(self, group: Group) -> None:
        box = next((part for part in group.parts if isinstance(part, Rectangle)), None)
        number = self.pages.get(group.id, 0) if group.id and group.id != self._own and group.kind in MARKED else 0
        target = self._to(number) if number else group.href
        if target and box is not None:
            x, y = self.at.left + box.x * self.scale, self.at.top + box.y * self.scale
            self.document.link(x, y, box.width * self.scale, box.height * self.scale, target)

    def _to(self, number: int) -> Any:
        """What leads to a page."""
        if number not in self._links:
            self._links[number] = self.document.add_link(page=number)
        return self._links[number]

    def _foot(self, sheet: Sheet) -> None:
        """The line below the picture: the way back to the first page, and the page's number."""
        document, y = self.document, sheet.height - sheet.foot + SMALL
        left, right = max(sheet.left, 9.0), sheet.width - max(sheet.left, 9.0)
        document.set_text_color(*rgb(text_colour(self.theme, "small")))
        if self.number > 1:
            self._into("Link")
            self._begin()
            self.fonts.set(BACK, left, y, SMALL, "", 0)
            document.set_font(OWN, "", SMALL)
            document.link(left, y - SMALL, document.get_string_width(BACK), SMALL * 1.4, self._to(1))
            self._leave()
        words = f"{self.number} / {len(self.pages)}"
        self._into("P")
        self._begin()
        document.set_font(OWN, "", SMALL)
        document.text(right - document.get_string_width(words), y, words)
        self._leave()

    def text(self, text: Text) -> None:
        """A text: what our font lacks is set in the first given font that has it."""
        shown = clean(text.text)
        if not shown:
            return
        size, bold = STYLES[text.role]
        self.document.set_text_color(*rgb(text_colour(self.theme, text.role)))
        x, y = self.at.left + text.x * self.scale, self.at.top + text.y * self.scale
        leftwards = self.fonts.set(shown, x, y, size * self.scale, "B" if bold else "", text.width * self.scale)
        if leftwards and self._paragraph is not None:
            self._paragraph.actual = shown


def _words(group: Group) -> str:
    """What a thing is called: its first text, or its id."""
    first = next((part for part in group.parts if isinstance(part, Text)), None)
    return clean(first.whole or first.text) if first is not None else clean(group.id)


def _figure_words(group: Group) -> str:
    """What a link, or a thing without words of its own, is."""
    marks = dict(group.marks)
    ends = f"{marks['link']}: {marks['from']} to {marks['to']}" if group.kind == "link" else f"{group.kind} {group.id}"
    return clean(group.tooltip or ends)
