"""D2's text of the map of the network, for platforms that draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.render.formats import Format, register, summary_of_map
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene


def render(network: Network, options: Options, scene: Scene | None, look: Look) -> bytes:
    """The map as D2."""
    from vpcviz.render.d2 import render_d2

    return render_d2(network, options)


FORMAT = register(Format("d2", ("d2",), render, map_only=True, summary=summary_of_map("D2")))
