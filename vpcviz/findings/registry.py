"""The rules by their ids: those of every module of `vpcviz.findings.rules`, in the order of the report."""

from collections.abc import Mapping
from importlib import import_module

from vpcviz.findings import rules
from vpcviz.findings.rule import Rule
from vpcviz.modules import modules_in

LAST = 1000
"""The position of a module that says nothing of it."""


def _all() -> dict[str, Rule]:
    modules = [import_module(f"{rules.__name__}.{name}") for name in modules_in(rules.__path__)]
    ordered = sorted(modules, key=lambda module: (getattr(module, "POSITION", LAST), module.__name__))
    return {rule.id: rule() for module in ordered for rule in module.RULES}


RULES: Mapping[str, Rule] = _all()
"""Every rule by its id. A module of rules registers itself by its `RULES`; its `POSITION` says where they stand in reports."""
