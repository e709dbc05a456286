"""Reports of findings: what stands in each format, and that hostile names stay names."""

import json
import re
from typing import Any

import jsonschema
import pytest
from msgspec import structs

from tests.findings.cases import NAT, endpoint, network_of
from vpcviz.commands.configuration import Ignore
from vpcviz.findings import RULES, Report, check
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.reports.findings import findings_json, findings_markdown, findings_text
from vpcviz.reports.sarif import Lines, findings_sarif

HOSTILE = (
    "a|b `c` <script>alert(1)</script> [red]x[/red] **b** ![i](http://evil.example) \\| @all https://evil.example\x1b[31m\u202egpj"
)

SARIF = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {"driver": {"$ref": "#/$defs/driver"}},
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
            "additionalProperties": False,
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
                "notifications": {"type": "array", "items": {"type": "object", "required": ["id"]}},
            },
            "additionalProperties": False,
        },
        "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "rule": {
            "type": "object",
            "required": ["id", "shortDescription", "fullDescription", "helpUri"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/message"},
                "fullDescription": {"$ref": "#/$defs/message"},
                "help": {"$ref": "#/$defs/message"},
                "helpUri": {"type": "string", "pattern": "^https://\\S+$"},
                "defaultConfiguration": {"properties": {"level": {"$ref": "#/$defs/level"}}, "additionalProperties": False},
            },
            "additionalProperties": False,
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "logical": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "fullyQualifiedName": {"type": "string"}, "kind": {"type": "string"}},
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "properties": {
                "id": {"type": "integer", "minimum": -1},
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation", "region"],
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": "^[A-Za-z0-9/._~%-]+$"}}},
                        "region": {"properties": {"startLine": {"type": "integer", "minimum": 1}}},
                    },
                },
                "logicalLocations": {"type": "array", "items": {"$ref": "#/$defs/logical"}},
            },
            "additionalProperties": False,
        },
        "result": {
            "type": "object",
            "required": ["ruleId", "ruleIndex", "message", "level", "locations"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/message"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "relatedLocations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "suppressions": {
                    "type": "array",
                    "items": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["inSource", "external"]}}},
                },
            },
            "additionalProperties": False,
        },
    },
}
"""What matters of the SARIF 2.1.0 schema for the logs that vpcviz writes."""


def hostile() -> Network:
    """A network with findings whose every name is hostile, and a gap with a hostile message."""
    network = network_of(NAT)
    named: dict[str, Any] = {
        field: tuple(structs.replace(one, name=HOSTILE) for one in getattr(network, field))
        for field in ("vpcs", "subnets", "nat_gateways", "route_tables", "instances")
    }
    gap = r.Gap(service="ec2", operation="DescribePeerings", region="eu-west-1", error=HOSTILE, feeds=("peerings",))
    return structs.replace(network, title=HOSTILE, gaps=(gap,), **named)


def reported(network: Network, ignores: tuple[Ignore, ...] = ()) -> Report:
    report = check(network, ignores=ignores)
    assert report.findings or report.ignored
    return report


def test_the_text_names_rule_message_remedy_and_source() -> None:
    network = network_of(NAT)
    text = findings_text(network, reported(network))
    rule = RULES["gateway-endpoint-missing"]
    assert f"warning: {rule.title} [{rule.id}]" in text
    assert "$0.048 for each GB" in text
    assert f"Remedy: {rule.remedy}" in text
    assert f"See: {rule.source}" in text
    assert text.endswith(f"0 errors, 1 warning, 0 info; {len(RULES) - 1} of {len(RULES)} rules passed\n")


def test_findings_of_one_rule_share_its_remedy() -> None:
    network = network_of(
        endpoint().replace("{id: vpce-1,", "{id: vpce-0, service: kms, private_dns: true, subnets: [a, b]}\n      - {id: vpce-1,")
    )
    text = findings_text(network, reported(network))
    assert text.count("See: " + RULES["endpoint-policy-full-access"].source) == 1
    assert text.count("every action on every resource") == 2


def test_what_was_not_checked_ignored_and_unused_is_said() -> None:
    network = structs.replace(
        network_of(NAT), gaps=(r.Gap(service="ec2", operation="DescribeX", feeds=("peerings",), error="Denied"),)
    )
    entries = (
        Ignore(rule="gateway-endpoint-missing", reason="later"),
        Ignore(rule="vpn-tunnel-down", resource="vpn-9", reason="old"),
    )
    text = findings_text(network, reported(network, entries))
    assert "ec2:DescribeX could not be read (Denied) (everywhere)" in text
    assert "peering-without-routes" in text
    assert "gateway-endpoint-missing of vpc-data: later" in text
    assert "vpn-tunnel-down of vpn-9: old" in text
    assert "1 ignored" in text


def test_the_json_has_all_that_the_report_has() -> None:
    network = network_of(NAT)
    document = json.loads(findings_json(network, reported(network)))
    finding = document["findings"][0]
    assert document["summary"] == {"error": 0, "warning": 1, "info": 0}
    assert (finding["rule"], finding["severity"], finding["usd_per_gb"]) == ("gateway-endpoint-missing", "warning", 0.048)
    assert finding["resources"][0] == "vpc-data"
    assert len(document["passed"]) == len(RULES) - 1
    assert set(document) == {"title", "summary", "findings", "not_checked", "ignored", "unused_ignores", "passed"}


def test_hostile_names_cannot_leave_their_markdown_cells() -> None:
    network = hostile()
    text = findings_markdown(network, reported(network))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<script" not in text
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (4, 7), line
    assert not re.search(r"(?<!\\)`|(?<!\\)\*\*|(?<!\\)!\[|https?://|[^#&]@", text)


def test_hostile_names_cannot_reach_the_terminal() -> None:
    network = hostile()
    text = findings_text(network, reported(network))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("source", ["network.yaml", "-", "a b/ü<>\"'#?.yaml", "..\\x.yaml"])
def test_sarif_is_valid(source: str) -> None:
    network = hostile()
    report = check(network, ignores=[Ignore(rule="gateway-endpoint-missing", reason="line\nbreak")])
    for one in (report, reported(network), reported(network_of(endpoint("[a]", security_groups="self")))):
        log = json.loads(findings_sarif(network, one, source))
        jsonschema.validate(log, SARIF)
        run = log["runs"][0]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert rules == list(RULES)
        for result in run["results"]:
            assert rules[result["ruleIndex"]] == result["ruleId"]
        assert len(run["results"]) == len(one.findings) + len(one.ignored)
    notes = json.loads(findings_sarif(network, report, source))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert any("DescribePeerings" in note["message"]["text"] for note in notes)
    suppressed = json.loads(findings_sarif(network, report, source))["runs"][0]["results"]
    assert suppressed[-1]["suppressions"] == [{"kind": "external", "justification": "line break"}]


def test_a_finding_stands_at_the_line_of_its_resource() -> None:
    text = "vpcviz: 1\nvpcs:\n  data:\n    id: vpc-0a\n    subnets:\n      - name: 'app.*'\n        cidr: 10.0.0.0/24\n"
    network = Network(vpcs=(r.Vpc(id="vpc-0a", name="data"),), subnets=(r.Subnet(id="subnet-made-up", name="app.*"),))
    lines = Lines(text)
    assert lines.of(network, "vpc-0a") == 4
    assert lines.of(network, "subnet-made-up") == 6
    assert lines.of(network, "nowhere") == 1
    assert Lines("").of(network, "vpc-0a") == 1
