"""Layout: what of a Network is shown, and where. The result is a Scene, with everything decided.

What is called from outside is loaded when it is asked for: commands need the names of views when they start.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vpcviz.layout.compose import lay_out
    from vpcviz.layout.options import Options, Way

__all__ = ["Options", "Way", "lay_out"]


def __getattr__(name: str) -> Any:
    if name in ("Options", "Way"):
        from vpcviz.layout import options

        return getattr(options, name)
    if name == "lay_out":
        from vpcviz.layout.compose import lay_out

        return lay_out
    raise AttributeError(name)
