"""Small networks that have what a rule is about, and their twins that do not: at least one pair for each rule.

Each module has its `CASES`, and in `ABOUT_OTHER_THINGS` those of its rules that say nothing which a trace could contradict: about
cost, spare zones, names, what is configured or unused. All modules are found; nothing lists them.
"""

from importlib import import_module

from tests.findings.cases.case import Case
from vpcviz.modules import modules_in

_MODULES = [import_module(f"{__name__}.{name}") for name in modules_in(__path__) if name != "case"]

CASES: list[Case] = [case for module in _MODULES for case in module.CASES]
ABOUT_OTHER_THINGS = frozenset(name for module in _MODULES for name in getattr(module, "ABOUT_OTHER_THINGS", ()))
