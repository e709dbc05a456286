"""What a change does as SARIF 2.1.0: flows and new findings, at the code's address and, where it is known, file and line."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vpcviz import __version__
from vpcviz.findings import RULES
from vpcviz.findings.report import Finding
from vpcviz.impact import EFFECTS, FlowChange, Impact
from vpcviz.impact.effects import Effect
from vpcviz.model import Network
from vpcviz.reports.impact import address_in, flow_words, side_words
from vpcviz.reports.sarif import LEVELS, SCHEMA, Located, physical, plain, rule_record

_GRAVENESS: Mapping[Effect, str] = {
    "newly-exposed": "error",
    "cut-off": "error",
    "past-inspection": "error",
    "leaves-aws": "warning",
    "leaves-endpoint": "warning",
    "asymmetric": "warning",
    "unknown": "warning",
    "newly-open": "note",
    "costlier": "note",
}
"""The level of each effect."""


def impact_sarif(networks: Sequence[Network], impact: Impact, source: str, written: Mapping[str, Located]) -> str:
    """What a change does as a SARIF log of one run. `source` is the plan (or the newer network) that was read, `written` tells by
    the code's address where that is written.
    """
    report = _Report(networks, source, written)
    results = [report.of_flow(flow) for flow in impact.flows if flow.effects]
    results += [report.of_finding(finding) for finding in impact.new_findings]
    driver = {"name": "vpcviz", "version": __version__, "rules": report.rules}
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True) + "\n"


class _Report:
    """The results of one run, with the rules that they are of."""

    def __init__(self, networks: Sequence[Network], source: str, written: Mapping[str, Located]) -> None:
        self.networks, self.source, self.written = networks, source, written
        self.address = address_in(networks)
        self.rules = [_effect_rule(effect) for effect in EFFECTS] + [rule_record(rule) for rule in RULES.values()]
        self.places = [rule["id"] for rule in self.rules]

    def of_flow(self, flow: FlowChange) -> dict[str, Any]:
        """A flow that changes, at what decides after the change, or else before."""
        effect = flow.effects[0]
        text = f"{EFFECTS[effect]}: {flow_words(flow)}. Before: {side_words(flow.before)}. After: {side_words(flow.after)}."
        mark = f"{effect}:{flow.flow.source}:{flow.flow.target}:{flow.flow.protocol}:{flow.flow.port}"
        ids = [flow.after.step.id, flow.before.step.id, flow.flow.target, flow.flow.source]
        return self._result(effect, _GRAVENESS[effect], text, ids, mark)

    def of_finding(self, finding: Finding) -> dict[str, Any]:
        """A finding that is new."""
        mark = f"{finding.rule}:{':'.join(finding.resources[:2])}"
        return self._result(finding.rule, LEVELS[finding.severity], finding.message, finding.resources, mark)

    def _result(self, rule: str, level: str, text: str, ids: Sequence[str], mark: str) -> dict[str, Any]:
        known = [one for one in dict.fromkeys(ids) if one and self._resource(one) is not None]
        addresses = [found for one in known if (found := self.address(one))]
        at = next((self.written[one] for one in addresses if one in self.written), Located(self.source, 1, 1))
        logical = [self._logical(one) for one in known[:4]]
        location: dict[str, Any] = {"physicalLocation": physical(at)}
        if logical:
            location["logicalLocations"] = logical[:1]
        return {
            "ruleId": rule,
            "ruleIndex": self.places.index(rule),
            "level": level,
            "message": {"text": plain(text)},
            "locations": [location],
            "relatedLocations": [{"id": at, "logicalLocations": [one]} for at, one in enumerate(logical[1:], 1)],
            "partialFingerprints": {"vpcviz/v1": plain(mark)},
        }

    def _resource(self, identity: str) -> Any:
        return next((network.by_id[identity] for network in reversed(self.networks) if identity in network.by_id), None)

    def _logical(self, identity: str) -> dict[str, Any]:
        """A thing by its name, and by its address in the code where it has one."""
        found = self._resource(identity)
        return {
            "name": plain(found.label),
            "fullyQualifiedName": plain(self.address(identity) or identity),
            "kind": found.kind,
        }


def _effect_rule(effect: Effect) -> dict[str, Any]:
    words = EFFECTS[effect]
    return {
        "id": effect,
        "name": "".join(part.capitalize() for part in effect.split("-")),
        "shortDescription": {"text": words},
        "fullDescription": {"text": f"{words}: a flow that the change makes so, with the step that decides before and after."},
        "help": {"text": "docs/diff.md says what each effect means."},
        "defaultConfiguration": {"level": _GRAVENESS[effect]},
    }
