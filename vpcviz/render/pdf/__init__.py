"""The Scene as PDF: pages of vectors in the Scene's order, so that texts are read and copied as they stand, with tags that say so.

fpdf2 has the document, the fonts cut down to what is used, links and bookmarks; shapes are written as PDF's own operators, which
is several times faster than by its calls, and the tags are our own, since fpdf2 has them for pictures only. Source: ISO 32000-1,
"Graphics", "Text", "Logical structure".
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from vpcviz.icons import IconSet
from vpcviz.render.pdf.document import new_document, written
from vpcviz.render.pdf.fonts import Fonts
from vpcviz.render.pdf.painting import POINTS, Painter
from vpcviz.render.pdf.sheets import Sheet
from vpcviz.render.pdf.tags import Tags
from vpcviz.render.theme import Theme
from vpcviz.scene import Scene
from vpcviz.scene.paper import Page
from vpcviz.text import clean

__all__ = ["POINTS", "Leaf", "render_atlas", "render_pdf"]


class Leaf(Struct, frozen=True):
    """A page of an atlas: its picture, the id of what it shows ("" the overview), and what its bookmark and those above it say."""

    scene: Scene
    id: str
    label: str
    above: tuple[str, ...] = ()


def render_pdf(
    scene: Scene, theme: Theme = "light", *, fonts: Sequence[Path] = (), icons: Path | None = None, page: Page | None = None
) -> bytes:
    """The PDF document of a scene, as large as the picture or on a `page`: the same bytes for the same scene, without a date.

    `fonts` are font files for characters that our font lacks. Raises InputError for an icon that is not there, or is refused,
    UsageError for a font that cannot be read.
    """
    return render_atlas([Leaf(scene, "", "")], theme, fonts=fonts, icons=icons, page=page)


def render_atlas(
    leaves: Sequence[Leaf],
    theme: Theme = "light",
    *,
    fonts: Sequence[Path] = (),
    icons: Path | None = None,
    page: Page | None = None,
) -> bytes:
    """The PDF document of several scenes, a page each, with links from what stands on one page to the page of its own.

    Beside the pictures, each page tells its number and leads back to the first. Raises as `render_pdf` does.
    """
    first = leaves[0].scene
    document, tags = new_document(clean(first.title), clean(first.description)), Tags()
    sheets = [Sheet.of(leaf.scene, page, numbered=len(leaves) > 1) for leaf in leaves]
    painter = Painter(document, tags, theme, Fonts(document, fonts), IconSet(icons))
    for sheet in sheets:
        document.add_page(format=(sheet.width, sheet.height))
    painter.pages = {leaf.id: number for number, leaf in enumerate(leaves, 1)} if len(leaves) > 1 else {}
    for number, (leaf, sheet) in enumerate(zip(leaves, sheets, strict=True), 1):
        document.page = number
        painter.sheet(leaf, sheet, number)
    return written(document, tags)
