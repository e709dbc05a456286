"""PNG: the same picture in pixels, with our fonts and those given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.render.formats import Format, register
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene


def render(network: Network, options: Options, scene: Scene | None, look: Look) -> bytes:
    """The Scene as PNG."""
    from vpcviz.render.png import render_png

    assert scene is not None
    return render_png(scene, look.theme, scale=look.scale, width=look.width or None, fonts=look.fonts, icons=look.icons)


FORMAT = register(Format("png", ("png",), render, own_fonts_only=True))
