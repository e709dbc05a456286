"""The views: what a picture is about. Each is a module here, named as the view is; its VIEW says what it keeps, and how VPCs and
what joins them are drawn. Nothing else lists them.

Commands take the names from here when they start, so this module imports nothing that draws.
"""

from functools import cache
from typing import TYPE_CHECKING, Literal

from vpcviz.modules import modules_in

DEFAULT = "network"
"""The view where none is asked for."""


@cache
def view_names() -> tuple[str, ...]:
    """The names of all views, the default first."""
    return tuple(sorted(modules_in(__path__), key=lambda name: (name != DEFAULT, name)))


if TYPE_CHECKING:
    ViewName = str
else:
    ViewName = Literal[view_names()]
"""The name of a view, as a type."""
