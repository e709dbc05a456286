"""draw.io: the picture as shapes to go on editing, with connectors, containers and the resources' data."""

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
    """The Scene as a draw.io diagram, with what the Network knows of each thing."""
    from vpcviz.render.drawio import render_drawio

    assert scene is not None
    return render_drawio(network, scene, look.theme, icons=look.icons)


def atlas(network: Network, leaves: Leaves, options: Options, look: Look) -> bytes:
    """Several Scenes as pages of one diagram."""
    from vpcviz.render.drawio import render_atlas

    return render_atlas(network, leaves, look.theme, icons=look.icons)


FORMAT = register(Format("drawio", ("drawio",), render, atlas=atlas))
