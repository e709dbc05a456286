"""HTML: one file to explore in a browser: the picture with search, details of each thing, and the answers that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.render.formats import Format, register
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene


def render(network: Network, options: Options, scene: Scene | None, look: Look) -> bytes:
    """The Scene and the Network as an explorer."""
    from vpcviz.render.explorer import render_explorer

    assert scene is not None
    return render_explorer(network, options, scene, look)


FORMAT = register(Format("html", ("html", "htm"), render))
