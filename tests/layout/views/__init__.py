"""What each view of one aspect shows of the network of `tests/layout/test_views.py`, and what it counts: a module for each view.

A new module is found; it has `SHOWN` and `COUNTED`, the ids.
"""

from importlib import import_module

from vpcviz.modules import modules_in

SHOWN: dict[str, tuple[set[str], set[str]]] = {
    name: (module.SHOWN, module.COUNTED)
    for name, module in ((name, import_module(f"{__name__}.{name}")) for name in modules_in(__path__))
}
"""By view."""
