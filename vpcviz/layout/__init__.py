"""Layout: what of a Network is shown, and where. The result is a Scene, with everything decided."""

from vpcviz.layout.compose import lay_out
from vpcviz.layout.options import Options, Way

__all__ = ["Options", "Way", "lay_out"]
