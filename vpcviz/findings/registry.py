"""The rules by their ids: those of every module of `vpcviz.findings.rules`, in the order of the report."""

from collections.abc import Mapping
from importlib import import_module

from vpcviz.findings import rules
from vpcviz.findings.rule import Rule
from vpcviz.modules import modules_in


def _all() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name in modules_in(rules.__path__):
        for rule in import_module(f"{rules.__name__}.{name}").RULES:
            found[rule.id] = rule()
    return found


RULES: Mapping[str, Rule] = _all()
"""Every rule by its id. A module of rules registers itself by its `RULES`."""
