"""What comes with a VPC that exists and that a plan does not hold: it is said beside every verdict that rests on it."""

import json
from pathlib import Path

import pytest

from tests.terraform.plans import config, const, of, plan, resource
from vpcviz.commands import run

SAID = "aken for granted: the VPC's default network ACL"

VPC = resource("aws_vpc.v", {"id": "vpc-00000000000000001", "cidr_block": "10.0.0.0/16"})
SUBNETS = [
    resource(
        f"aws_subnet.{one}",
        {"id": f"subnet-0000000000000000{n}", "vpc_id": "vpc-00000000000000001", "cidr_block": f"10.0.{n}.0/24"},
    )
    for n, one in enumerate("ab")
]
HOSTS = [resource(f"aws_instance.{one}", {"private_ip": f"10.0.{n}.10", "tags": {"Name": one}}) for n, one in enumerate("ab")]


@pytest.fixture
def plan_file(tmp_path: Path) -> str:
    written = [config("aws_vpc.v", {"cidr_block": const("10.0.0.0/16")})]
    written += [config(f"aws_instance.{one}", {"subnet_id": of(f"aws_subnet.{one}")}) for one in "ab"]
    (tmp_path / "plan.json").write_text(json.dumps(plan([VPC, *SUBNETS, *HOSTS], written, [VPC, *SUBNETS])))
    return str(tmp_path / "plan.json")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("asked", [["trace", "--from", "a", "--to", "b"], ["reach", "--from", "a"]])
def test_it_is_said(plan_file: str, asked: list[str], form: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run([asked[0], plan_file, *asked[1:], "--format", form, "-q"])
    assert SAID in " ".join(capsysbinary.readouterr().out.decode().split())


def test_it_is_said_of_expectations(plan_file: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "expect.yaml").write_text("- {from: a, to: b, port: 443, verdict: blocked}\n")
    run(["trace", plan_file, "--assert", str(tmp_path / "expect.yaml"), "-q"])
    assert SAID in " ".join(capsysbinary.readouterr().out.decode().split())


def test_of_a_vpc_that_the_plan_makes_nothing_is_taken_for_granted(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    things = [
        resource(one["address"], {name: value for name, value in one["values"].items() if name not in ("id", "vpc_id")})
        for one in (VPC, *SUBNETS, *HOSTS)
    ]
    written = [config("aws_vpc.v", {"cidr_block": const("10.0.0.0/16")})]
    written += [config(f"aws_subnet.{one}", {"vpc_id": of("aws_vpc.v")}) for one in "ab"]
    written += [config(f"aws_instance.{one}", {"subnet_id": of(f"aws_subnet.{one}")}) for one in "ab"]
    (tmp_path / "new.json").write_text(json.dumps(plan(things, written)))
    run(["trace", str(tmp_path / "new.json"), "--from", "a", "--to", "b", "-q"])
    found = capsysbinary.readouterr().out.decode()
    assert "a to b" in found
    assert "aken for granted" not in found
