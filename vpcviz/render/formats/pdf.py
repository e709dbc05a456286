"""PDF: vector pages of the picture's own size or a given one, with their own font, tags, links and bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.render.formats import Format, register
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.render.leaves import Leaves
    from vpcviz.scene import Scene


def render(network: Network, options: Options, scene: Scene | None, look: Look) -> bytes:
    """The Scene as PDF."""
    from vpcviz.render.pdf import render_pdf

    assert scene is not None
    return render_pdf(scene, look.theme, fonts=look.fonts, icons=look.icons, page=options.page)


def atlas(network: Network, leaves: Leaves, options: Options, look: Look) -> bytes:
    """Several scenes as pages of one PDF."""
    from vpcviz.render.pdf import render_atlas

    return render_atlas(leaves, look.theme, fonts=look.fonts, icons=look.icons, page=options.page)


FORMAT = register(Format("pdf", ("pdf",), render, own_fonts_only=True, atlas=atlas))
