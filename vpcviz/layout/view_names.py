"""The names of the views, from the modules in `views/`. Commands ask when they start, so this imports nothing that draws."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vpcviz.modules import modules_in

DEFAULT = "network"
"""The view where none is asked for."""


@cache
def view_names() -> tuple[str, ...]:
    """The names of all views, the default first."""
    return tuple(sorted(modules_in([str(Path(__file__).with_name("views"))]), key=lambda name: (name != DEFAULT, name)))


if TYPE_CHECKING:
    ViewName = str
else:
    ViewName = Literal[view_names()]
"""The name of a view, as a type."""
