"""Reports of findings: what stands in each format, and that hostile names stay names."""

import json
import re
from typing import Any

import jsonschema
import pytest
from msgspec import structs

from tests.findings.cases.case import network_of
from tests.findings.cases.endpoints import NAT, endpoint
from vpcviz.commands.configuration import Ignore
from vpcviz.findings import RULES, NotChecked, Report, check
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.reports.findings import findings_json, findings_markdown, findings_text
from vpcviz.reports.sarif import Located, findings_sarif

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
    text = findings_text(network, reported(network), wide=True)
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
    text = findings_text(network, reported(network), wide=True)
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
    text = findings_text(network, reported(network, entries), wide=True)
    assert "1 call could not be read: Denied (everywhere)" in text
    assert "calls: ec2:DescribeX\n" in text
    assert "dump-commands" not in text
    assert "peering-without-routes" in text
    assert "gateway-endpoint-missing of vpc-data: later" in text
    assert "vpn-tunnel-down of vpn-9: old" in text
    assert "1 ignored" in text


def test_what_a_partial_dump_lacks_is_summed_up_by_reason() -> None:
    calls = [f"Describe{letter}" for letter in "ABCDEFGHIJ"]
    places = [f"eu-west-{number}" for number in range(1, 10)]
    gaps = [
        r.Gap(
            service="ec2", operation=call, feeds=("peerings", "vpc_endpoints"), account="111122223333", region=region, error=error
        )
        for call in calls
        for region, error in [*((place, "NotInDump") for place in places), ("us-east-1", "AccessDenied")]
    ]
    report = check(structs.replace(network_of(NAT), gaps=tuple(gaps)))
    text = findings_text(network_of(NAT), report, wide=True)
    told = text.partition("Not checked")[2].partition("\n\n")[0].splitlines()
    assert "  - 10 calls could not be read: AccessDenied (111122223333 us-east-1)" in told
    assert f"  - 10 calls are not in the dump ({', '.join(f'111122223333 {place}' for place in places[:6])} and 3 more)" in told
    assert len(told) < 20
    assert max(map(len, told[2:])) < 200
    assert text.count("ec2:DescribeA,") == 2
    assert "vpcviz dump-commands" in told[-1]
    assert all(re.search(rf"\b{rule}\b", text) for rule in {one.rule for one in report.not_checked})
    markdown = findings_markdown(network_of(NAT), report)
    assert markdown.count("10 calls") == 2
    assert "vpcviz dump-commands" in markdown
    one = json.loads(findings_json(network_of(NAT), report))["not_checked"][0]
    assert (one["call"], one["error"]) == ("ec2:DescribeA", "NotInDump")


def test_in_80_columns_what_was_not_checked_is_a_few_lines() -> None:
    gaps = tuple(
        r.Gap(service="ec2", operation=f"Describe{n}", message=f"kind {n}", feeds=("peerings",), account="1", error="NotInDump")
        for n in range(40)
    )
    network = structs.replace(network_of(NAT), gaps=gaps)
    text = findings_text(network, check(network))
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 80
    told = " ".join(text.partition("Not checked")[2].split())
    assert "rules, because 40 kinds of resources of 1 account were not read: `vpcviz gaps` lists them" in told
    assert len(text.partition("Not checked")[2].splitlines()) < 8


def test_facts_that_are_not_known_of_many_resources_share_a_line() -> None:
    unknown = tuple(
        NotChecked(rule="subnet-running-out", title="t", because="its size was not read", resource=f"s-{n}") for n in range(9)
    )
    text = findings_text(network_of(NAT), Report(not_checked=unknown), wide=True)
    assert "  - its size was not read (s-0, s-1, s-2, s-3, s-4, s-5 and 3 more)\n    1 rule: subnet-running-out\n" in text


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
    text = findings_text(network, reported(network), wide=True)
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


def test_a_finding_stands_where_its_resource_is_written() -> None:
    """Or else the first of the others that have a part in it; in the file that it is written in."""
    network = hostile()
    report = reported(network)
    first = report.findings[0]
    for resource in first.resources[:2]:
        log = json.loads(findings_sarif(network, report, "a.yaml", {resource: Located("b.yaml", 7, 3)}))
        place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place == {"artifactLocation": {"uri": "b.yaml"}, "region": {"startLine": 7, "startColumn": 3}}
    place = json.loads(findings_sarif(network, report, "a.yaml"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a.yaml"}, "region": {"startLine": 1, "startColumn": 1}}
