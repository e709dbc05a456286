"""SVG: one self-contained file, with its font, its icons and its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.render.formats import Format, register
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.output import Spooled
    from vpcviz.scene import Press, Scene


def render(network: Network, options: Options, scene: Scene | None, look: Look) -> bytes:
    """The Scene as SVG."""
    from vpcviz.render.svg import render_svg

    assert scene is not None
    return render_svg(scene, look.theme, icons=look.icons)


def press(look: Look) -> Press:
    """What writes parts of the SVG before the whole Scene is known."""
    from vpcviz.render.printing import SvgPress

    return SvgPress(look.theme, look.icons)


def spool(scene: Scene, look: Look, press: Press | None = None) -> Spooled:
    """The Scene as SVG, on its way to a file."""
    from vpcviz.render.svg import spool_svg

    return spool_svg(scene, look.theme, icons=look.icons, press=press)  # type: ignore[arg-type]


FORMAT = register(Format("svg", ("svg",), render, spool, press=press))
