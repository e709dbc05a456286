"""DOT: the map of the network as source for Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.render.formats import Format, register, summary_of_map
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene


def render(network: Network, options: Options, scene: Scene | None, look: Look) -> bytes:
    """The map as DOT source."""
    from vpcviz.render.dot import render_dot

    return render_dot(network, options)


FORMAT = register(Format("dot", ("dot", "gv"), render, map_only=True, summary=summary_of_map("DOT")))
