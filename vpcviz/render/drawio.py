"""The Scene as a draw.io diagram: containers hold their children, connectors hang on shapes, and each resource has its data.

Written as draw.io writes it uncompressed: an `mxfile` with an `mxGraphModel` of cells, each with its parent, places relative to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.model import Network
from vpcviz.model.shapes import fields_of
from vpcviz.render.drawio_styles import GROUPS, Styles, has_stencil
from vpcviz.render.theme import Theme
from vpcviz.render.ways import number
from vpcviz.scene import Box, Group, Icon, Part, Scene, Text, Wire
from vpcviz.text import ASCENT, clean

ROOT = "1"
"""The id of draw.io's one layer."""

NEAR = 19
"""Lines of text whose baselines are at most so far apart (px) are one label."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})

_TAKEN = {"id": "resource", "label": "label_", "link": "link_", "tooltip": "tooltip_", "placeholders": "placeholders_"}
"""Names of data that draw.io has a meaning of its own for."""


@dataclass
class _Cell:
    """A cell that others may hang on: its id, its parent's, and where it is on the sheet (px)."""

    id: str
    parent: str
    x: float
    y: float
    width: float = 0
    height: float = 0


@dataclass
class _Row:
    """A row of a table: its stripe, its texts, and the thing that it stands for."""

    box: Box
    group: Group | None
    texts: list[Text] = field(default_factory=list)


def render_drawio(network: Network, scene: Scene, theme: Theme = "light", *, icons: Path | None = None) -> bytes:
    """The draw.io document of a scene, UTF-8: the data of each thing is what `network` knows of it. Raises InputError for an icon
    that is not there, or is refused."""
    writer = _Writer(network, theme, IconSet(icons))
    writer.parts(scene.parts, writer.cells[ROOT], faded=False)
    writer.links()
    size = f'pageWidth="{number(scene.width)}" pageHeight="{number(scene.height)}"'
    head = (
        f'<mxfile host="vpcviz">\n<diagram id="network" name="{_quoted(scene.title)}">\n'
        f'<mxGraphModel grid="0" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="1" pageScale="1" {size} '
        f'math="0" shadow="0" background="{writer.styles.canvas}">\n<root>\n<mxCell id="0"/>\n<mxCell id="{ROOT}" parent="0"/>\n'
    )
    return (head + "\n".join(writer.out) + "\n</root>\n</mxGraphModel>\n</diagram>\n</mxfile>\n").encode()


def _quoted(text: str) -> str:
    """A text within an attribute; the lines of a label are kept."""
    return "\n".join(clean(line) for line in text.split("\n")).translate(_ESCAPES)


class _Writer:
    """Writes cells one after another; links last, when both their ends are there."""

    def __init__(self, network: Network, theme: Theme, icon_set: IconSet) -> None:
        self.network = network
        self.styles = Styles(theme)
        self.icon_set = icon_set
        self.out: list[str] = []
        self.cells = {ROOT: _Cell(ROOT, "", 0, 0)}
        self._taken = {"0", ROOT}
        self._counts: dict[str, int] = {}
        self._by_thing: dict[str, _Cell] = {}
        self._links: list[tuple[Group, bool]] = []
        self._tables: set[str] = set()

    def parts(self, parts: Iterable[Part], parent: _Cell, *, faded: bool) -> None:
        """Write parts as children of a cell."""
        for part in parts:
            if isinstance(part, Group):
                self.group(part, parent, faded=faded or part.faded)
            elif isinstance(part, Text):
                self.text(part, parent, faded=faded)
            elif isinstance(part, Icon):
                self.icon(part, parent, faded=faded)
            elif isinstance(part, Box):
                self.cell("box", _around(part, parent), self.styles.box(part.role, part.radius, faded))
            else:
                self.sample(part, parent, faded=faded)

    def group(self, group: Group, parent: _Cell, *, faded: bool) -> None:
        """Write a thing with all that is in it."""
        if group.kind == "link":
            self._links.append((group, faded))
            return
        if not group.kind:
            self.parts(group.parts, parent, faded=faded)
            return
        boxes = [part for part in group.parts if isinstance(part, Box)]
        if boxes and boxes[0].role == "table":
            self.table(group, boxes[0], parent, faded=faded)
        elif boxes:
            self.boxed(group, boxes[0], parent, faded=faded)
        else:
            self.bare(group, parent, faded=faded)

    def boxed(self, group: Group, box: Box, parent: _Cell, *, faded: bool) -> None:
        """A thing with a box: a container of what is in it."""
        lines = _label([part for part in group.parts if isinstance(part, Text)])
        rest: list[Part] = [part for part in group.parts if part is not box and part not in lines]
        if box.frame and box.role in GROUPS:
            style = self.styles.group(box.role, faded)
            own = next((part for part in rest if isinstance(part, Icon)), None)
            rest = [part for part in rest if part is not own]
        else:
            style = self.styles.box(box.role, box.radius, faded)
        cell = self.thing(group, _around(box, parent), style + self._labelled(lines, box), lines)
        self.parts(rest, cell, faded=faded)

    def _labelled(self, lines: Sequence[Text], box: Box) -> str:
        """The style of a label whose first line stands where the picture has it."""
        if not lines:
            return ""
        first = lines[0]
        top = first.y - STYLES[first.role][0] * ASCENT - box.y
        role = first.role if len(lines) == 1 else "detail"
        if len(lines) == 1 and abs(first.x + first.width / 2 - box.x - box.width / 2) < 2:
            return self.styles.label(role, "center", 0, top)
        return self.styles.label(role, "left", first.x - box.x, top)

    def bare(self, group: Group, parent: _Cell, *, faded: bool) -> None:
        """A thing without a box: a text, as a line of a card, or an icon."""
        texts = [part for part in group.parts if isinstance(part, Text)]
        icons = [part for part in group.parts if isinstance(part, Icon)]
        lines = _label(texts)
        if lines:
            size = STYLES[lines[0].role][0]
            top, bottom = lines[0].y - size * ASCENT, lines[-1].y + size * 0.3
            place = _Cell("", parent.id, lines[0].x, top, max(line.width for line in lines), bottom - top)
            style = self.styles.text(lines[0].role, faded).replace("connectable=0;", "")
        elif icons:
            place = _Cell("", parent.id, icons[0].x, icons[0].y, icons[0].size, icons[0].size)
            style = "text;"
        else:
            self.parts(group.parts, parent, faded=faded)
            return
        cell = self.thing(group, place, style, lines)
        self.parts([part for part in group.parts if part not in lines], cell, faded=faded)

    def table(self, group: Group, box: Box, parent: _Cell, *, faded: bool) -> None:
        """A table: a title, and rows of cells. What is no row stands beside it: draw.io takes all in a table for rows."""
        rows, others = _rows(group)
        within = [part for part in group.parts if isinstance(part, Text) and not any(part in row.texts for row in rows)]
        head = (min(row.box.y for row in rows) if rows else box.y + box.height) - box.y
        style = self.styles.table(box.role, head, faded) + self._labelled(within, box)
        table = self.thing(group, _around(box, parent), style, within)
        self._tables.add(table.id)
        edges = sorted({text.x for row in rows for text in row.texts[1:]})
        for row in rows:
            place = _Cell("", table.id, box.x, row.box.y, box.width, row.box.height)
            row_style = self.styles.row(row.box.role, faded)
            made = self.thing(row.group, place, row_style, []) if row.group else self.cell("row", place, row_style)
            self._cells(row, made, edges, faded=faded)
        self.parts(others, parent, faded=faded)

    def _cells(self, row: _Row, made: _Cell, edges: Sequence[float], *, faded: bool) -> None:
        """The cells of a row: as many as any row of its table has."""
        bounds = [made.x, *(edge - 6 for edge in edges), made.x + made.width]
        for left, right in pairwise(bounds):
            found = [text for text in row.texts if left <= max(text.x - 6, made.x) < right]
            role = found[0].role if found else "small"
            place = _Cell("", made.id, left, made.y, right - left, made.height)
            self.cell("cell", place, self.styles.cell(role, faded), " ".join(text.text for text in found))

    def text(self, text: Text, parent: _Cell, *, faded: bool) -> None:
        """A text that stands alone."""
        size = STYLES[text.role][0]
        place = _Cell("", parent.id, text.x, text.y - size * ASCENT, text.width, size * 1.36)
        data = [("tooltip", _markup(text.whole))] if text.whole else []
        self.cell("text", place, self.styles.text(text.role, faded), text.text, data)

    def icon(self, icon: Icon, parent: _Cell, *, faded: bool) -> None:
        """An icon: AWS's stencil, or ours as an image."""
        drawing = None if has_stencil(icon.name) else self.icon_set.find(icon.name)
        place = _Cell("", parent.id, icon.x, icon.y, icon.size, icon.size)
        self.cell("icon", place, self.styles.icon(icon.name, drawing, faded))

    def sample(self, wire: Wire, parent: _Cell, *, faded: bool) -> None:
        """A line that links nothing: the legend's."""
        xs, ys = zip(*wire.points, strict=True)
        place = _Cell("", parent.id, min(xs), min(ys) - 5, max(xs) - min(xs), 10)
        self.cell("line", place, self.styles.sample(wire.role, faded))

    def thing(self, group: Group, place: _Cell, style: str, lines: Sequence[Text]) -> _Cell:
        """The cell of a thing, with its data."""
        data = [("kind", group.kind), *_data(self.network, group)]
        whole = " ".join(line.whole for line in lines if line.whole)
        tooltip = " · ".join(filter(None, (group.tooltip, whole)))
        data += [("tooltip", _markup(tooltip))] if tooltip else []
        data += [("link", group.href)] if group.href else []
        cell = self.cell(group.id or group.kind, place, style, "\n".join(line.text for line in lines), data)
        if group.id:
            self._by_thing.setdefault(group.id, cell)
        return cell

    def cell(
        self, wish: str, place: _Cell, style: str, label: str = "", data: Sequence[tuple[str, str]] = (), inner: str = ""
    ) -> _Cell:
        """Write a cell, under an id like the wished one that no other has."""
        made = _Cell(self._free(wish), place.parent, place.x, place.y, place.width, place.height)
        home = self.cells[made.parent]
        geometry = inner or (
            f'vertex="1" parent="{_quoted(made.parent)}"><mxGeometry x="{number(made.x - home.x)}" y="{number(made.y - home.y)}" '
            f'width="{number(made.width)}" height="{number(made.height)}" as="geometry"/>'
        )
        if data:
            told = "".join(f' {name}="{_quoted(value)}"' for name, value in data)
            self.out.append(f'<UserObject label="{_quoted(label)}"{told} id="{_quoted(made.id)}">')
            self.out.append(f'<mxCell style="{_quoted(style)}" {geometry}</mxCell>\n</UserObject>')
        else:
            value = f' value="{_quoted(label)}"' if label else ""
            self.out.append(f'<mxCell id="{_quoted(made.id)}"{value} style="{_quoted(style)}" {geometry}</mxCell>')
        self.cells[made.id] = made
        return made

    def _free(self, wish: str) -> str:
        wish = clean(wish)
        found = wish
        while found in self._taken or not found:
            self._counts[wish] = self._counts.get(wish, 1) + 1
            found = f"{wish}-{self._counts[wish]}"
        self._taken.add(found)
        return found

    def links(self) -> None:
        """Write the links, each in the innermost cell that holds both its ends, so that its bends move with them."""
        for group, faded in self._links:
            marks = dict(group.marks)
            source, target = (self._by_thing.get(marks.get(end, "")) for end in ("from", "to"))
            wire = next((part for part in group.parts if isinstance(part, Wire)), None)
            if source is None or target is None or wire is None:
                self.parts(group.parts, self.cells[ROOT], faded=faded)
                continue
            home = self._shared(source, target)
            style = self.styles.edge(wire.role, wire.arrow, faded)
            style += _port("exit", wire.points[0], source) + _port("entry", wire.points[-1], target)
            points = "".join(f'<mxPoint x="{number(x - home.x)}" y="{number(y - home.y)}"/>' for x, y in wire.points[1:-1])
            bends = f'<Array as="points">{points}</Array>' if points else ""
            inner = (
                f'edge="1" parent="{_quoted(home.id)}" source="{_quoted(source.id)}" target="{_quoted(target.id)}">'
                f'<mxGeometry relative="1" as="geometry">{bends}</mxGeometry>'
            )
            data = [("kind", "link"), *((name, value) for name, value in group.marks if value)]
            data = [(_TAKEN.get(name, name), value) for name, value in data]
            data += [("tooltip", _markup(group.tooltip))] if group.tooltip else []
            wish = f"{marks.get('link', 'link')}: {source.id} - {target.id}"
            self.cell(wish, _Cell("", home.id, 0, 0), style, "", data, inner)
            self.parts([part for part in group.parts if part is not wire], home, faded=faded)

    def _shared(self, source: _Cell, target: _Cell) -> _Cell:
        """The innermost cell around both; a table is none, for draw.io takes all in it for rows."""
        around = {cell.id for cell in self._around(source)}
        return next(cell for cell in self._around(target) if cell.id in around and cell.id not in self._tables)

    def _around(self, cell: _Cell) -> Iterable[_Cell]:
        while cell.parent:
            cell = self.cells[cell.parent]
            yield cell


def _around(box: Box, parent: _Cell) -> _Cell:
    return _Cell("", parent.id, box.x, box.y, box.width, box.height)


def _label(texts: Sequence[Text]) -> list[Text]:
    """The first lines of a thing that stand under one another: its label."""
    found = list(texts[:1])
    for text in texts[1:]:
        if abs(text.x - found[-1].x) > 1 or not 0 < text.y - found[-1].y < NEAR:
            break
        found.append(text)
    return found


def _rows(group: Group) -> tuple[list[_Row], list[Part]]:
    """The rows of a table, and what in it is no row: badges. Its icon is left out: a table of draw.io has no place for one."""
    rows: list[_Row] = []
    others: list[Part] = []
    for part in group.parts:
        if isinstance(part, Box) and part.role.startswith("row-"):
            rows.append(_Row(part, None))
        elif isinstance(part, Group):
            stripe = next((inner for inner in part.parts if isinstance(inner, Box) and inner.role.startswith("row-")), None)
            if stripe is None:
                others.append(part)
                continue
            rows.append(_Row(stripe, part, [inner for inner in part.parts if isinstance(inner, Text)]))
            others += [inner for inner in part.parts if isinstance(inner, (Group, Icon))]
        elif isinstance(part, Text):
            for row in rows:
                if row.box.y <= part.y <= row.box.y + row.box.height:
                    row.texts.append(part)
    return rows, others


def _data(network: Network, group: Group) -> list[tuple[str, str]]:
    """What is known of a thing, as draw.io's data: every plain field that is given, lists with commas."""
    found = [("resource", group.id)] if group.id else []
    found += [(_TAKEN.get(name, name), value) for name, value in group.marks if name != "dock"]
    resource = network.by_id.get(group.id)
    if resource is None:
        return found
    known = {name for name, _ in found} | {"kind"}
    for told in fields_of(type(resource)).values():
        value = getattr(resource, told.name)
        name = _TAKEN.get(told.name, told.name)
        if name in known or value in (None, "", (), {}):
            continue
        if told.shape in ("text", "choice", "integer", "boolean"):
            found.append((name, str(value).lower() if isinstance(value, bool) else str(value)))
        elif told.shape == "texts":
            found.append((name, ", ".join(value)))
        elif told.shape == "text map":
            found.append((name, ", ".join(f"{key}={text}" for key, text in value.items())))
    return found


def _markup(text: str) -> str:
    """A tooltip: draw.io reads it as HTML, so its signs are written as such."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _port(end: str, point: tuple[float, float], cell: _Cell) -> str:
    """Where on a cell a connector ends, as shares of its size."""
    across = (point[0] - cell.x) / cell.width if cell.width else 0.5
    down = (point[1] - cell.y) / cell.height if cell.height else 0.5
    shares = (f"{min(1, max(0, share)):.4f}".rstrip("0").rstrip(".") for share in (across, down))
    x, y = shares
    return f"{end}X={x};{end}Y={y};{end}Dx=0;{end}Dy=0;{end}Perimeter=0;"
