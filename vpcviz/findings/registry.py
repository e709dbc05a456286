"""The rules by their ids: those of every module of `vpcviz.findings.rules`, in the order of the report."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from vpcviz.findings import rules
from vpcviz.findings.rule import Rule


def _all() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name in sorted(module.name for module in iter_modules(rules.__path__)):
        for rule in import_module(f"{rules.__name__}.{name}").RULES:
            found[rule.id] = rule()
    return found


RULES: Mapping[str, Rule] = _all()
"""Every rule by its id. A module of rules registers itself by its `RULES`."""
