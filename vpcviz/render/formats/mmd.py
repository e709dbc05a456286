"""MMD: Mermaid's text of the map of the network, for platforms that draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.render.formats import Format, register, summary_of_map
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene


def render(network: Network, options: Options, scene: Scene | None, look: Look) -> bytes:
    """The map as Mermaid."""
    from vpcviz.render.mermaid import render_mermaid

    return render_mermaid(network, options)


FORMAT = register(Format("mmd", ("mmd", "mermaid"), render, map_only=True, summary=summary_of_map("Mermaid")))
