"""What a change does to flows: each effect, with the step that decides on each side."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT
from vpcviz.changes import compare
from vpcviz.commands import run
from vpcviz.impact import EFFECTS, Assessment, FlowChange
from vpcviz.impact.effects import Asked
from vpcviz.spec import load_document

SCHEMA = json.loads((ROOT / "docs" / "diff.schema.json").read_text())

SHOP = """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    dns_hostnames: true
    internet_gateway: {id: igw-1}
    security_groups:
      web: {ingress: [tcp 443 from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}
      db: {ingress: [tcp 5432 from 10.0.0.0/16], egress: []}
    subnets:
      public: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1, public_ip: 52.30.4.10}}
      app: {zone: a, cidr: 10.0.1.0/24, instances: {web-1: {ip: 10.0.1.10, security_groups: web}}}
      data: {zone: a, cidr: 10.0.2.0/24, instances: {db-1: {ip: 10.0.2.10, security_groups: db}}}
    route_tables:
      public: {subnets: [public], routes: {0.0.0.0/0: igw-1}}
      app: {subnets: [app], routes: {0.0.0.0/0: nat-1}}
      data: {subnets: [data]}
    gateway_endpoints: {s3: {id: vpce-s3, service: s3, route_tables: [app]}}
"""


def impact(before: str, after: str) -> tuple[dict[tuple[str, str, int], FlowChange], Asked]:
    old, new = (load_document("a.yaml", text.encode()) for text in (before, after))
    found, asked = Assessment(old, new, compare(old, new)).touched()
    return {(one.source, one.target, one.flow.port): one for one in found}, asked


def test_nothing_changes_where_nothing_differs() -> None:
    found, asked = impact(SHOP, SHOP)
    assert (found, asked.asked) == ({}, 0)


def test_names_and_tags_touch_nothing() -> None:
    found, asked = impact(SHOP, SHOP.replace("web-1: {", "web-1: {tags: {a: b}, "))
    assert (found, asked.asked) == ({}, 0)


def test_cut_off_by_a_group_is_told_with_the_rule_before_and_after() -> None:
    found, _ = impact(SHOP, SHOP.replace("tcp 5432 from 10.0.0.0/16", "tcp 5432 from 10.0.9.0/24"))
    one = found["web-1", "db-1", 5432]
    assert one.effects == ("cut-off",)
    assert (one.before.verdict, one.after.verdict) == ("delivered", "blocked")
    assert one.before.step.because == "db allows tcp 5432 from 10.0.0.0/16"
    assert one.before.step.id == one.after.step.id
    assert "no inbound rule of db allows tcp 5432 from 10.0.1.10" in one.after.step.because


def test_newly_exposed_is_what_the_internet_reaches_now() -> None:
    after = SHOP.replace("ip: 10.0.1.10,", "ip: 10.0.1.10, public_ip: 52.1.1.1,").replace(
        "app: {subnets: [app], routes: {0.0.0.0/0: nat-1}}", "app: {subnets: [app], routes: {0.0.0.0/0: igw-1}}"
    )
    found, _ = impact(SHOP, after)
    one = found["the internet", "web-1", 443]
    assert one.effects == ("newly-exposed",)
    assert one.before.step.because == "web-1 has no public IP: the internet cannot send to it"
    assert one.after.way[:2] == ("internet", "igw-1")


def test_a_workload_that_is_new_and_open_is_newly_exposed_and_nothing_else_of_it_is_told() -> None:
    after = SHOP.replace(
        "nat_gateway: {id", "instances: {new: {ip: 10.0.0.9, public_ip: 52.1.1.1, security_groups: web}}, nat_gateway: {id"
    )
    found, _ = impact(SHOP, after)
    assert {(key, one.effects, one.before.verdict) for key, one in found.items() if "new" in key} == {
        (("the internet", "new", 443), ("newly-exposed",), "absent")
    }


def test_past_the_gateway_endpoint_is_told_with_what_a_gb_costs() -> None:
    found, _ = impact(SHOP, SHOP.replace("route_tables: [app]}", "route_tables: [data]}"))
    one = found["web-1", "Amazon S3", 443]
    assert "leaves-endpoint" in one.effects
    assert "costlier" in one.effects
    assert one.before.usd_per_gb == 0
    assert (one.after.usd_per_gb or 0) > 0.04


def test_past_an_inspection() -> None:
    firewalled = SHOP.replace("      public: {zone: a", "      fw: {zone: a, cidr: 10.0.3.0/24}\n      public: {zone: a")
    firewalled += "    network_firewalls: {fw: {subnets: [fw], endpoints: {fw: vpce-fw}}}\n"
    firewalled = firewalled.replace(
        "data: {subnets: [data]}", "data: {subnets: [data], routes: {10.0.1.0/24: vpce-fw}}\n      fw: {subnets: [fw]}"
    ).replace("routes: {0.0.0.0/0: nat-1}", "routes: {0.0.0.0/0: nat-1, 10.0.2.0/24: vpce-fw}")
    found, _ = impact(firewalled, firewalled.replace(", 10.0.2.0/24: vpce-fw", "").replace(", routes: {10.0.1.0/24: vpce-fw}", ""))
    assert found["web-1", "db-1", 5432].effects == ("past-inspection",)
    found, _ = impact(firewalled, firewalled.replace(", 10.0.2.0/24: vpce-fw", ""))
    assert found["web-1", "db-1", 5432].effects == ("past-inspection", "asymmetric")


def test_the_bound_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = write(tmp_path, SHOP, SHOP.replace("tcp 5432 from 10.0.0.0/16", "tcp 5432 from 10.0.9.0/24"))
    assert run(["diff", *names, "--flows", "all", "--most-flows", "2"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "2 flows that the change can touch were asked for" in out
    assert "more were not (--most-flows asks for more)" in out


def write(folder: Path, *texts: str) -> list[str]:
    names = []
    for at, text in enumerate(texts):
        (folder / f"{at}.yaml").write_text(text)
        names.append(str(folder / f"{at}.yaml"))
    return names


CUT = SHOP.replace("tcp 5432 from 10.0.0.0/16", "tcp 5432 from 10.0.9.0/24")


def test_json_is_what_the_schema_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *write(tmp_path, SHOP, CUT), "--flows", "all", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["flows"]["changed"]["cut-off"] == sum("cut-off" in one["effects"] for one in document["flows"]["list"]) > 0
    assert set(document["flows"]["changed"]) == set(EFFECTS) == set(SCHEMA["$defs"]["effect"]["enum"])
    assert document["cost"]["usd_per_month_apart"] == 0


@pytest.mark.parametrize(
    ("gate", "code"),
    [("cut-off", 1), ("newly-exposed", 0), ("newly-exposed, CUT-OFF", 1), ("finding:error", 0), ("any", 1), ("cost", 0)],
)
def test_the_gate(tmp_path: Path, gate: str, code: int) -> None:
    assert run(["diff", *write(tmp_path, SHOP, CUT), "--fail-on-change", gate]) == code


def test_a_gate_that_there_is_not_is_refused_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *write(tmp_path, SHOP, CUT), "--fail-on-change", "newly-expsed"]) == 2
    assert 'did you mean "newly-exposed"?' in capsys.readouterr().err


def test_flows_of_a_file_are_told_whether_they_change_or_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flows = "- {from: web-1, to: db-1, port: 5432, name: shop to data}\n- {from: web-1, to: internet}\n"
    (tmp_path / "flows.yaml").write_text(flows)
    command = ["diff", *write(tmp_path, SHOP, CUT), "--flows", str(tmp_path / "flows.yaml"), "--format", "json"]
    assert run(command) == 0
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    told = [(one["name"], one["effects"], one["after"]["verdict"]) for one in document["flows"]["list"]]
    assert told == [("shop to data", ["cut-off"], "blocked"), ("", [], "delivered")]
    (tmp_path / "flows.yaml").write_text("- {from: nobody, to: internet}\n")
    assert run(command) == 2
    assert "nobody" in capsys.readouterr().err


def test_markdown_begins_with_what_matters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = write(tmp_path, SHOP, CUT.replace("web-1", "'<b>|'"))
    assert run(["diff", *names, "--flows", "all", "--format", "markdown", "--picture", "https://x/a b.svg"]) == 0
    out = capsys.readouterr().out
    assert "<b>" not in out
    assert out.splitlines()[2].startswith("**Flows: ")
    assert "![Network changes](https://x/a%20b.svg)" in out
    assert out.count("<details>") == out.count("</details>") > 1


def test_sarif_tells_the_effect_and_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = write(tmp_path, SHOP, CUT)
    assert run(["diff", *names, "--format", "sarif"]) == 0
    (made,) = json.loads(capsys.readouterr().out)["runs"]
    rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    assert {result["ruleId"] for result in made["results"]} == {"cut-off"}
    for result in made["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith("sg-")


OUTSIDE = """
vpcviz: 1
region: eu-west-1
vpcs:
  v:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets:
      a: {zone: a, cidr: 10.0.1.0/24, instances: {web: {ip: 10.0.1.9, public_ip: 34.240.1.9, security_groups: web}}}
    route_tables:
      p: {subnets: a, routes: {0.0.0.0/0: internet_gateway}}
    security_groups:
      web: {ingress: [https from 0.0.0.0/0, tcp 8443 from 203.0.113.0/24]}
prefix_lists:
  - {id: pl-0aaaaaaa, name: office, entries: [192.0.2.0/28]}
"""
WEB = "tcp 8443 from 203.0.113.0/24"


@pytest.mark.parametrize(
    ("rule", "source", "port", "effect"),
    [
        ("tcp 8443 from 203.0.113.0/24, tcp 22 from 198.51.100.0/24", "198.51.100.0/24 on the internet", 22, "newly-exposed"),
        ("tcp 8443 from 203.0.113.0/24, tcp 22 from pl-0aaaaaaa", "192.0.2.0/28 on the internet", 22, "newly-exposed"),
        ("tcp 8443 from 203.0.113.0/25", "203.0.113.0/24 on the internet", 8443, "cut-off"),  # its upper half is
        ("tcp 8443 from 203.0.113.0/25", "203.0.113.0/25 on the internet", 8443, None),
        ("tcp 22 from 10.0.0.0/8", "203.0.113.0/24 on the internet", 8443, "cut-off"),
    ],
)
def test_a_part_of_the_internet_that_a_rule_names_is_asked_for_by_itself(
    rule: str, source: str, port: int, effect: str | None
) -> None:
    """Nobody else gets in from there, so to ask for any host of the internet would tell nothing."""
    found, _ = impact(OUTSIDE, OUTSIDE.replace(WEB, rule))
    one = found.get((source, "web", port))
    assert (one.effects[0] if one is not None else None) == effect
    assert not any(target.endswith("on the internet") for _, target, _ in found)


def test_a_route_takes_from_a_part_of_the_internet_what_it_was_let_in_to() -> None:
    found, _ = impact(OUTSIDE, OUTSIDE.replace("{0.0.0.0/0: internet_gateway}", "{}"))
    assert found["203.0.113.0/24 on the internet", "web", 8443].effects == ("cut-off",)


def test_that_a_policy_is_not_evaluated_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for name, policy in (("a", "Allow"), ("b", "Deny")):
        files.append(str(tmp_path / f"{name}.yaml"))
        told = f'\'{{"Statement": [{{"Effect": "{policy}", "Principal": "*", "Action": "*", "Resource": "*"}}]}}\''
        Path(files[-1]).write_text(SHOP.replace("service: s3, route", f"service: s3, policy: {told}, route"))
    assert run(["diff", *files, "--flows", "all", "-q"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "The policy of an endpoint changes (s3): which requests it lets through is not evaluated." in words
