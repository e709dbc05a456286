"""The cells of a page of draw.io: each with an id of its own, in its parent, at a place relative to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from html import escape

from msgspec import Struct

from vpcviz.render.paths import number
from vpcviz.text import clean

ROOT = "1"
"""The id of a page's one layer."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})


_PLAIN = re.compile(r"[A-Za-z0-9_.:/-]*")

MOST_LOOSE = 4096
"""So many lines of the document are put into one before there are more."""


class Cell(Struct, frozen=True, gc=False):
    """A cell that others may hang on: its id, its parent's, and where it is on the page (px)."""

    id: str
    parent: str
    x: float
    y: float
    width: float = 0
    height: float = 0


@lru_cache(maxsize=1 << 16)
def quoted(text: str) -> str:
    """A text within an attribute; the lines of a label are kept."""
    if _PLAIN.fullmatch(text):
        return text
    return "\n".join(map(clean, text.split("\n"))).translate(_ESCAPES)


def markup(text: str) -> str:
    """A text where draw.io reads HTML (tooltips, labels with `html=1`): its signs are written as such."""
    return escape(text, quote=False)


class Cells:
    """Writes cells one after another. The `reserved` ids are those of things, which no other cell takes."""

    def __init__(self, reserved: Collection[str]) -> None:
        self._out: list[str] = []
        self._done: list[bytes] = []
        self.by_id = {ROOT: Cell(ROOT, "", 0, 0)}
        self._reserved = {clean(ident) for ident in reserved}
        self._taken = {"0", ROOT}
        self._counts: dict[str, int] = {}

    @property
    def root(self) -> Cell:
        """The layer."""
        return self.by_id[ROOT]

    def shape(self, wish: str, place: Cell, style: str, label: str = "", data: Mapping[str, str] | None = None) -> Cell:
        """Write a shape at a place, under an id like the wished one; with data, the id is that of a thing."""
        made = Cell(self._free(wish, thing=bool(data)), place.parent, place.x, place.y, place.width, place.height)
        home = self.by_id[made.parent]
        geometry = (
            f'vertex="1" parent="{quoted(home.id)}"><mxGeometry x="{number(made.x - home.x)}" y="{number(made.y - home.y)}" '
            f'width="{number(made.width)}" height="{number(made.height)}" as="geometry"/>'
        )
        self._write(made.id, style, label, data, geometry)
        self.by_id[made.id] = made
        return made

    def edge(self, wish: str, home: Cell, style: str, ends: str, inner: str, data: Mapping[str, str]) -> None:
        """Write a connector: `ends` are its attributes source and target, `inner` what its geometry holds."""
        geometry = f'edge="1" parent="{quoted(home.id)}"{ends}><mxGeometry relative="1" as="geometry">{inner}</mxGeometry>'
        self._write(self._free(wish, thing=False), style, "", data, geometry)

    def document(self) -> list[bytes]:
        """All that was written, UTF-8, a cell after another, in parts."""
        self._flush()
        return self._done

    def _flush(self) -> None:
        self._done.append("".join(self._out).encode())
        self._out.clear()

    def _write(self, ident: str, style: str, label: str, data: Mapping[str, str] | None, geometry: str) -> None:
        if data:
            told = "".join(f' {name}="{quoted(value)}"' for name, value in data.items())
            self._out.append(f'<object label="{quoted(label)}"{told} id="{quoted(ident)}">\n')
            self._out.append(f'<mxCell style="{style}" {geometry}</mxCell>\n</object>\n')
        else:
            value = f' value="{quoted(label)}"' if label else ""
            self._out.append(f'<mxCell id="{quoted(ident)}"{value} style="{style}" {geometry}</mxCell>\n')
        if len(self._out) > MOST_LOOSE:
            self._flush()

    def _free(self, wish: str, *, thing: bool) -> str:
        wish = clean(wish)
        found = wish
        while not found or found in self._taken or ((found != wish or not thing) and found in self._reserved):
            self._counts[wish] = self._counts.get(wish, 1) + 1
            found = f"{wish}-{self._counts[wish]}"
        self._taken.add(found)
        return found

    def shared(self, one: Cell, other: Cell, closed: Collection[str]) -> Cell:
        """The innermost cell around both that is not `closed`."""
        around = set(self._around(one))
        return self.by_id[next(ident for ident in self._around(other) if ident in around and ident not in closed)]

    def _around(self, cell: Cell) -> list[str]:
        found = []
        while cell.parent:
            found.append(cell.parent)
            cell = self.by_id[cell.parent]
        return found
