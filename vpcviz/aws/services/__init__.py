"""AWS's calls by topic: what is asked for, what of the answer is kept (a shape), and what is made of it, all in one place.

What stands in this folder is asked for, without a list of it elsewhere. A module's `POSITION` says where its calls stand among the
others'; inside a module the order is that of the declarations.
"""

from importlib import import_module

from vpcviz.aws.registry import BY_MODULE, Call
from vpcviz.modules import modules_in

LAST = 1000
"""The position of a module that says nothing of it."""


def registered() -> tuple[Call, ...]:
    """All calls of the modules of this folder."""
    modules = [import_module(f"{__name__}.{name}") for name in modules_in(__path__)]
    modules.sort(key=lambda module: (getattr(module, "POSITION", LAST), module.__name__))
    return tuple(call for module in modules for call in BY_MODULE.get(module.__name__, ()))
