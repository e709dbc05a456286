"""The Scene as PDF: pages of vectors in the Scene's order, so that texts are read and copied as they stand, with tags that say so.

fpdf2 has the document, the fonts cut down to what is used, links and bookmarks; shapes are written as PDF's own operators, which
is several times faster than by its calls, and the tags are our own, since fpdf2 has them for pictures only. Source: ISO 32000-1,
"Graphics", "Text", "Logical structure".
"""

from collections.abc import Sequence
from pathlib import Path

from vpcviz.icons import IconSet
from vpcviz.render.leaves import Leaf, Leaves
from vpcviz.render.origin import in_words
from vpcviz.render.pdf.document import new_document, written
from vpcviz.render.pdf.fonts import Fonts
from vpcviz.render.pdf.painting import POINTS, Painter
from vpcviz.render.pdf.sheets import Sheet
from vpcviz.render.pdf.tags import Tags
from vpcviz.render.theme import Theme
from vpcviz.scene import Scene
from vpcviz.scene.paper import Page
from vpcviz.text import clean

__all__ = ["POINTS", "render_atlas", "render_pdf"]


def render_pdf(
    scene: Scene, theme: Theme = "light", *, fonts: Sequence[Path] = (), icons: Path | None = None, page: Page | None = None
) -> bytes:
    """The PDF document of a scene, as large as the picture or on a `page`: the same bytes for the same scene, without a date.

    `fonts` are font files for characters that our font lacks. Raises InputError for an icon that is not there, or is refused,
    UsageError for a font that cannot be read.
    """
    return render_atlas(Leaves([""], [Leaf(scene, "", "")]), theme, fonts=fonts, icons=icons, page=page)


def render_atlas(
    leaves: Leaves, theme: Theme = "light", *, fonts: Sequence[Path] = (), icons: Path | None = None, page: Page | None = None
) -> bytes:
    """The PDF document of several scenes, a page each, with links from what stands on one page to the page of its own.

    Beside the pictures, each page tells its number and leads back to the first. Raises as `render_pdf` does.
    """
    document, tags = new_document(), Tags()
    painter = Painter(document, tags, theme, Fonts(document, fonts), IconSet(icons))
    several = len(leaves.ids) > 1
    painter.pages = {ident: number for number, ident in enumerate(leaves.ids, 1)} if several else {}
    for number, leaf in enumerate(leaves.made, 1):
        if number == 1:
            document.set_title(clean(leaf.scene.title))
            document.set_subject(clean(leaf.scene.description))
            document.origin = in_words(leaf.scene.origin)
        sheet = Sheet.of(leaf.scene, page, numbered=several)
        document.add_page(format=(sheet.width, sheet.height))
        painter.sheet(leaf, sheet, number)
    return written(document, tags)
