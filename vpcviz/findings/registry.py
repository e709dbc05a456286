"""The rules by their ids, in the order of the report."""

from collections.abc import Mapping

from vpcviz.findings.rule import Rule
from vpcviz.findings.rules import (
    asymmetry,
    costs,
    dns,
    endpoints,
    filters,
    groups,
    peering,
    policies,
    routes,
    sharing,
    subnets,
    transit,
)

_MODULES = (endpoints, groups, policies, sharing, dns, peering, routes, asymmetry, transit, subnets, filters, costs)


def _all() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for module in _MODULES:
        for rule in module.RULES:
            found[rule.id] = rule()
    return found


RULES: Mapping[str, Rule] = _all()
"""Every rule by its id."""
