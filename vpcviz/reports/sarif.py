"""Findings as SARIF 2.1.0, which code hosts show beside the lines of a file.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from vpcviz import __version__
from vpcviz.findings import RULES, Finding, Report
from vpcviz.findings.rule import Rule
from vpcviz.model import Network
from vpcviz.text import clean

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
"""SARIF's level of each severity."""


class Located(NamedTuple):
    """Where a resource is written: the file, and the line and column, from 1."""

    file: str
    line: int
    column: int


def findings_sarif(network: Network, report: Report, source: str, written: Mapping[str, Located] | None = None) -> str:
    """The report as a SARIF log of one run; `source` is the file or folder that was checked, `written` tells by id where resources
    are written.

    A finding is placed where its resource is written, or else the first of the others that have a part in it; at the source's first
    line where none is. Ignored findings are there too, suppressed with their
    reason. What could not be checked is a notification of the run.
    """
    places, written = list(RULES), written or {}
    results = [_result(network, finding, places, source, written) for finding in report.findings]
    for one in report.ignored:
        suppressed = _result(network, one.finding, places, source, written)
        suppressed["suppressions"] = [{"kind": "external", "justification": plain(one.reason)}]
        results.append(suppressed)
    notes = [
        {
            "level": "warning",
            "descriptor": {"id": "not-checked"},
            "associatedRule": {"id": one.rule, "index": places.index(one.rule)},
            "message": {"text": plain(f"Not checked: {one.because} ({one.resource or one.scope})")},
        }
        for one in report.not_checked
    ]
    driver = {
        "name": "vpcviz",
        "version": __version__,
        "rules": [rule_record(rule) for rule in RULES.values()],
        "notifications": [{"id": "not-checked", "shortDescription": {"text": "A rule could not look at everything."}}],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


def rule_record(rule: Rule) -> dict[str, Any]:
    """A rule as SARIF's reportingDescriptor."""
    return {
        "id": rule.id,
        "name": type(rule).__name__,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.remedy} Source: {rule.source}."},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(network: Network, finding: Finding, places: list[str], source: str, written: Mapping[str, Located]) -> dict[str, Any]:
    logical = [_logical(network, one) for one in finding.resources]
    at = next((written[one] for one in finding.resources if one in written), Located(source, 1, 1))
    return {
        "ruleId": finding.rule,
        "ruleIndex": places.index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": plain(finding.message)},
        "locations": [{"physicalLocation": physical(at), "logicalLocations": logical[:1]}],
        "relatedLocations": [{"id": at, "logicalLocations": [one]} for at, one in enumerate(logical[1:], 1)],
        "partialFingerprints": {"vpcviz/v1": f"{finding.rule}:{':'.join(plain(one) for one in finding.resources[:2])}"},
    }


def physical(at: Located) -> dict[str, Any]:
    """A place in a file."""
    return {"artifactLocation": {"uri": _uri(at.file)}, "region": {"startLine": at.line, "startColumn": at.column}}


def _logical(network: Network, resource_id: str) -> dict[str, Any]:
    resource = network.by_id.get(resource_id)
    kind = resource.kind if resource is not None else "resource"
    return {"name": plain(network.label(resource_id)), "fullyQualifiedName": plain(resource_id), "kind": kind}


def plain(text: str) -> str:
    """A text that may be hostile, as SARIF's messages hold it."""
    return clean(text) or "-"


def _uri(source: str) -> str:
    """A relative reference of the file; what a URI cannot hold is escaped."""
    return "stdin" if source == "-" else quote(source.replace("\\", "/"), safe="/-._~")
