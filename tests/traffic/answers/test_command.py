"""`vpcviz trace` and `vpcviz reach` as users call them: formats, exit codes, expectations, pictures, errors."""

import json
import os
import subprocess
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from tests.conftest import ROOT, vpcviz
from tests.traffic.helpers import network, trace
from vpcviz.commands import run
from vpcviz.commands.trace import WORTH
from vpcviz.reports.outcomes import outcome_markdown, outcome_text, outcomes_markdown, outcomes_text
from vpcviz.reports.traces import trace_markdown, trace_text
from vpcviz.traffic import VERDICTS, Action
from vpcviz.traffic.answers.expectations import check, read_expectations
from vpcviz.traffic.packets.codes import REASONS
from vpcviz.traffic.tracing.tracer import Tracer
from vpcviz.workers import SETTING

SHARED = str(ROOT / "samples" / "shared-services.yaml")
SCHEMA = json.loads((ROOT / "docs" / "trace.schema.json").read_text("utf-8"))
NAME = "apigateway.eu-west-1.amazonaws.com"


def said(capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    out, err = capfdbinary.readouterr()
    return out.decode(), err.decode()


def test_delivered_is_exit_0(capfdbinary):
    assert run(["trace", SHARED, "--from", "orders-1", "--to", NAME]) == 0
    out, err = said(capfdbinary)
    assert "delivered (DELIVERED)" in out
    assert "pcx-0a11b22c33d44e551" in out
    assert not err


@pytest.mark.parametrize("target", ["billing-1", "internet", "www.example.com"])
def test_anything_else_is_exit_1(target: str, capfdbinary):
    assert run(["trace", SHARED, "--from", "orders-1", "--to", target]) == 1


@pytest.mark.parametrize("target", [NAME, "billing-1", "internet", "www.example.com", "10.10.1.50"])
def test_json_keeps_to_the_schema(target: str, capfdbinary):
    run(["trace", SHARED, "--from", "orders-1", "--to", target, "--format", "json"])
    document = json.loads(said(capfdbinary)[0])
    jsonschema.validate(document, SCHEMA)
    assert set(document) >= {"verdict", "reason", "stays_on_aws_network", "forward", "return", "dns", "cost"}
    if document["verdict"] == "delivered":
        assert document["cost"]["usd_per_gb"] > 0
        assert document["blocked_at"] is None
    else:
        assert document["blocked_at"]["because"]


def test_markdown(capfdbinary):
    assert run(["trace", SHARED, "--from", "orders-1", "--to", NAME, "--format", "markdown"]) == 0
    out = said(capfdbinary)[0]
    assert out.startswith("## orders-1 to ")
    assert "| 1 | hosted-zone" in out


def test_the_way_on_the_picture(tmp_path: Path, capfdbinary):
    picture = tmp_path / "way.svg"
    assert run(["trace", SHARED, "--from", "orders-1", "--to", NAME, "-o", str(picture)]) == 0
    text = picture.read_text("utf-8")
    assert text.count('data-kind="trace-step"') >= 8


def test_reach_and_all_services(capfdbinary):
    assert run(["reach", SHARED, "--from", "orders-1", "--format", "json"]) == 0
    document = json.loads(said(capfdbinary)[0])
    jsonschema.validate(document, {**SCHEMA, "$ref": "#/$defs/reach"})
    rows = {row["id"]: row for row in document["reached"]}
    assert rows["vpce-0d1e2f30415263748"]["by"] == ["pcx-0a11b22c33d44e551", "vpce-0d1e2f30415263748"]
    assert rows["com.amazonaws.eu-west-1.apigateway"]["trace"]["verdict"] == "delivered"
    assert rows["vpc-0c2d3e4f506172839"]["trace"]["verdict"] != "delivered"
    assert rows["internet"]["trace"]["verdict"] == "blocked"
    assert run(["trace", SHARED, "--from", "orders-1", "--to-all-services"]) == 0
    assert "com.amazonaws.eu-west-1.apigateway" in said(capfdbinary)[0]
    assert run(["reach", SHARED, "--from", "orders-1", "--format", "markdown"]) == 0


EXPECTED = """\
- {from: orders-1, to: apigateway.eu-west-1.amazonaws.com, verdict: delivered, via: [pcx-0a11b22c33d44e551, API Gateway], stays_on_aws_network: true}
- {from: orders-1, to: billing-1, verdict: not delivered, reason: ENI_SG_RULES_MISMATCH}
"""


def test_expectations_that_hold(tmp_path: Path, capfdbinary):
    file = tmp_path / "expect.yaml"
    file.write_text(EXPECTED)
    assert run(["trace", SHARED, "--assert", str(file)]) == 0
    assert "2 as expected, 0 not" in said(capfdbinary)[0]


def test_expectations_that_fail(tmp_path: Path, capfdbinary):
    file = tmp_path / "expect.json"
    file.write_text(
        json.dumps(
            {
                "expect": [
                    {"from": "orders-1", "to": "billing-1"},
                    {"from": "orders-1", "to": NAME, "via": "tgw-1", "not_via": "peering"},
                ]
            }
        )
    )
    assert run(["trace", SHARED, "--assert", str(file)]) == 1
    out = said(capfdbinary)[0]
    assert "FAIL" in out
    assert "expected delivered, is blocked (ENI_SG_RULES_MISMATCH)" in out
    assert "expected a way via tgw-1" in out
    assert "expected a way not via peering" in out
    assert run(["trace", SHARED, "--assert", str(file), "--format", "json"]) == 1
    document = json.loads(said(capfdbinary)[0])
    jsonschema.validate(document, {**SCHEMA, "$ref": "#/$defs/outcomes"})
    assert (document["passed"], document["failed"]) == (0, 2)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("- {from: a}\n", ":1:3:", 'needs "to"'),
        ("- {from: a, to: b}\n- {from: a, to: b, verdct: blocked}\n", ":2:", 'did you mean "verdict"?'),
        ("- {from: a, to: b, verdict: deliverd}\n", ":1:", 'did you mean "delivered"?'),
        ("- {from: a, to: b, reason: NO_ROUTE}\n", ":1:", "is no reason code"),
        ("- {from: a, to: b, port: 99999}\n", ":1:", "99999 is no port"),
        ("{}\n", ":1:1:", "must be a list"),
        ("- nonsense\n", ":1:3:", "must be a mapping"),
    ],
)
def test_wrong_expectations_are_refused_at_their_place(text: str, place: str, message: str, tmp_path: Path, capfdbinary):
    file = tmp_path / "expect.yaml"
    file.write_text(text)
    assert run(["trace", SHARED, "--assert", str(file)]) == 2
    err = said(capfdbinary)[1]
    assert f"expect.yaml{place}" in err
    assert message in err


def test_an_unknown_end_in_expectations_names_its_line(tmp_path: Path, capfdbinary):
    file = tmp_path / "expect.yaml"
    file.write_text("# comment\n\n- {from: orders-9, to: billing-1}\n")
    assert run(["trace", SHARED, "--assert", str(file)]) == 2
    assert "expect.yaml:3: from" in said(capfdbinary)[1]


def test_a_misspelt_not_via_is_refused(tmp_path: Path, capfdbinary):
    """It would hold whatever the way: no hop has the name."""
    file = tmp_path / "expect.yaml"
    flow = "{from: orders-1, to: billing-1, verdict: not-delivered, not_via: %s}"
    file.write_text(f"- {flow % 'nat-gatway'}\n")
    assert run(["trace", SHARED, "--assert", str(file)]) == 2
    assert (
        'expect.yaml:1: not_via "nat-gatway": there is no such resource, name or kind; did you mean "nat-gateway"?'
        in said(capfdbinary)[1]
    )
    file.write_text("\n".join(f"- {flow % word}" for word in ("nat-gateway", "internet", "com.amazonaws.eu-west-1.s3")))
    assert run(["trace", SHARED, "--assert", str(file)]) != 2


def test_an_empty_file_of_expectations(tmp_path: Path, capfdbinary):
    file = tmp_path / "expect.yaml"
    file.write_text("")
    assert run(["trace", SHARED, "--assert", str(file)]) == 2
    err = said(capfdbinary)[1]
    assert "there is no expectation in the list" in err
    assert "vpcviz: 1" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "order-1", "--to", NAME], 'did you mean "orders-1"?'),
        (["--from", "orders-1", "--to", "etl-3"], "did you mean"),
        (["--from", "app", "--to", NAME], "means 3 things"),
        (["--from", NAME, "--to", NAME], "is a hosted-zone"),
        (["--from", "10.99.0.1", "--to", NAME], "has this address"),
        (["--from", "10.99.0.0/24", "--to", NAME], "has this CIDR"),
        (["--from", "on-premises", "--to", NAME], "no on-premises network"),
        (["--to", NAME], "--from is missing"),
        (["--from", "orders-1"], "--to is missing"),
    ],
)
def test_ends_that_mean_nothing_are_exit_2(arguments: list[str], message: str, capfdbinary):
    assert run(["trace", SHARED, *arguments]) == 2
    out, err = said(capfdbinary)
    assert message in err
    assert not out


HOSTILE = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: [{id: i-1, name: "<script>|`[x](javascript:1)\\u202e\\e[31m", ip: 10.0.1.10}, {id: i-2, name: "[red]two[/red]", ip: 10.0.1.11}]}}
"""


def test_hostile_names_stay_text():
    """Names with markup, terminal escapes and direction marks come out harmless in each format."""
    net = network(HOSTILE)
    answer = trace(net, "i-1", "i-2")
    text = trace_text(net, answer, None)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]two[/red]" in text
    marked = trace_markdown(net, answer, None)
    assert "<script>" not in marked
    assert "\x1b" not in marked
    outcomes = check(Tracer(net), read_expectations("x.yaml", b'- {from: i-1, to: i-2, name: "<b>|x"}'), "x.yaml")
    assert "<b>" not in outcomes_markdown(outcome_markdown("x.yaml", one) for one in outcomes)
    assert "<b>|x" in outcomes_text(outcome_text("x.yaml", one) for one in outcomes)


def test_every_verdict_action_and_reason_is_documented():
    page = (ROOT / "docs" / "trace.md").read_text("utf-8")
    for word in (*VERDICTS, *get_args(Action), *REASONS):
        assert f"`{word}`" in page, word
    for code, reason in REASONS.items():
        assert f"| `{code}` | `{reason.verdict}` | {reason.meaning} |" in page
    assert set(SCHEMA["$defs"]["hop"]["properties"]["action"]["enum"]) == set(get_args(Action))
    assert set(SCHEMA["$defs"]["trace"]["properties"]["verdict"]["enum"]) == set(VERDICTS)


def test_why_traffic_does_not_stay_on_aws_s_network_is_a_sentence(tmp_path: Path, capfdbinary):
    spec = tmp_path / "web.yaml"
    spec.write_text(
        """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets: {public-a: {zone: a, cidr: 10.0.0.0/24, map_public_ip: true, instances: {web: {security_groups: [web]}}}}
    route_tables: {public: {main: true, routes: {0.0.0.0/0: internet_gateway}}}
    security_groups: {web: {ingress: [tcp 443 from 0.0.0.0/0]}}
""",
        "utf-8",
    )
    assert run(["trace", str(spec), "--from", "internet", "--to", "web", "--wide"]) == 0
    out = said(capfdbinary)[0]
    assert "to web; traffic to the public IP of eni-i-shop-web goes over the internet, outside AWS's network." in out
    assert run(["trace", str(spec), "--from", "web", "--to", "internet"]) == 0
    assert "to the internet; the internet is outside AWS's network." in said(capfdbinary)[0]


def test_an_unknown_key_of_an_expectation_has_its_place(tmp_path: Path, capfdbinary):
    file = tmp_path / "expectations.yaml"
    file.write_text("- {from: orders-1, to: internet, verdict: blocked}\n- {frm: orders-1, to: internet}\n", "utf-8")
    assert run(["trace", SHARED, "--assert", str(file)]) == 2
    assert f'{file}:2:4: unknown key "frm" in an expectation' in said(capfdbinary)[1]


def test_many_expectations_in_two_processes_have_the_same_bytes(tmp_path: Path):
    """In every format; and the first that means nothing is refused, whichever process met it."""
    ends = ["orders-1", "billing-1", "internet", NAME]
    flows = [{"from": ends[at % 2], "to": ends[at * 7 % 4], "port": at % 500, "name": f"flow {at}"} for at in range(WORTH)]
    file = tmp_path / "expectations.json"
    file.write_text(json.dumps(flows))
    for form in ("text", "json", "markdown"):
        one, two = (_told(workers, file, "--format", form) for workers in (1, 2))
        assert one.returncode == 1
        assert len(one.stdout) > 30_000
        assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)
    flows[WORTH - 1]["from"] = flows[WORTH - 2]["from"] = "nobody"
    file.write_text(json.dumps(flows))
    one, two = (_told(workers, file) for workers in (1, 2))
    assert one.returncode == 2
    assert b"nobody" in one.stderr
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)


def _told(workers: int, file: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    return vpcviz("trace", SHARED, "--assert", file, *more, env={**os.environ, SETTING: str(workers)})
