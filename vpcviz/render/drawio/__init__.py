"""The Scene as a draw.io diagram: containers hold their children, connectors hang on shapes, and each resource has its data.

Written as draw.io writes it uncompressed: an `mxfile` of pages, each with an `mxGraphModel` of cells. Source: draw.io, "Style
reference for AI diagram generation", and its schema mxfile.xsd.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from vpcviz.icons import IconSet
from vpcviz.model import Network
from vpcviz.render.drawio.cells import Cell, quoted
from vpcviz.render.drawio.data import Data
from vpcviz.render.drawio.drawing import PAGE, Drawing
from vpcviz.render.drawio.scene_cells import write_scene
from vpcviz.render.drawio.styles import Styles
from vpcviz.render.leaves import Leaf, Leaves
from vpcviz.render.origin import in_words
from vpcviz.render.paths import number
from vpcviz.render.theme import Theme
from vpcviz.scene import Scene

FIRST = "overview"
"""The id of the first page."""

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")

FOOT = 30
"""The height of the line below a picture that leads back to the first page (px)."""


def render_drawio(network: Network, scene: Scene, theme: Theme = "light", *, icons: Path | None = None) -> bytes:
    """The draw.io document of a scene, UTF-8: the data of each thing is what `network` knows of it. Raises InputError for an icon
    that is not there, or is refused."""
    return render_atlas(network, Leaves([""], [Leaf(scene, "", scene.title)]), theme, icons=icons)


def render_atlas(network: Network, leaves: Leaves, theme: Theme = "light", *, icons: Path | None = None) -> bytes:
    """The draw.io document of several scenes, a page each: what has a page of its own leads to it, and each leads back to the
    first. Raises as `render_drawio` does."""
    pages = _page_ids(leaves.ids)
    data, styles, icon_set = Data(network), Styles(theme), IconSet(icons)
    out: list[bytes] = []
    for order, leaf in enumerate(leaves.made, 1):
        if order == 1:
            told = in_words(leaf.scene.origin)
            agent = f' agent="vpcviz {quoted(told)}"' if told else ""  # which program wrote it, as draw.io's own files say
            out.append(f'<mxfile host="vpcviz"{agent}>\n'.encode())
        drawing = Drawing(leaf.scene, data, styles, icon_set, pages, leaf.id)
        write_scene(drawing, leaf.scene)
        foot = FOOT if len(leaves.ids) > 1 else 0
        if foot:
            _write_foot(drawing, leaf.scene, order, len(leaves.ids))
        out += _page(drawing, leaf, pages[leaf.id], foot)
    return b"".join([*out, b"</mxfile>\n"])


def _page_ids(shown: Sequence[str]) -> dict[str, str]:
    """An id for each page by what it shows: that of the thing, or a number where that holds signs that a link might not."""
    found: dict[str, str] = {}
    for order, ident in enumerate(shown):
        wish = (ident if _PLAIN.fullmatch(ident) else f"page-{order}") if order else FIRST
        found[ident] = wish if wish not in found.values() else f"{wish}-page-{order}"
    return found


def _write_foot(drawing: Drawing, scene: Scene, order: int, pages: int) -> None:
    """The line below a picture: its number, and the way back."""
    style = drawing.styles.text("small", faded=False)
    words = f"{order} / {pages}"
    if order > 1:
        place = Cell("", drawing.cells.root.id, 16, scene.height, 110, FOOT)
        drawing.cells.shape("back", place, style, "← Overview", {"kind": "back", "link": PAGE + FIRST})
    drawing.cells.shape("number", Cell("", drawing.cells.root.id, scene.width - 70, scene.height, 54, FOOT), style, words)


def _page(drawing: Drawing, leaf: Leaf, ident: str, foot: int) -> list[bytes]:
    scene, styles = leaf.scene, drawing.styles
    size = f'pageWidth="{number(scene.width)}" pageHeight="{number(scene.height + foot)}"'
    root = drawing.cells.root.id
    head = (
        f'<diagram id="{ident}" name="{quoted(leaf.label)}">\n'
        f'<mxGraphModel grid="0" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="1" pageScale="1" {size} '
        f'math="0" shadow="0" background="{styles.canvas}" adaptiveColors="{styles.adaptive}">\n'
        f'<root>\n<mxCell id="0"/>\n<mxCell id="{root}" parent="0"/>\n'
    )
    return [head.encode(), *drawing.cells.document(), b"</root>\n</mxGraphModel>\n</diagram>\n"]
