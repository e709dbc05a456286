"""A plan over a snapshot of what exists: one network, joined by ids and data sources."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.plans import config, const, plan, refs, resource
from vpcviz.changes import compare
from vpcviz.commands import run
from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.sources import load, load_both
from vpcviz.traffic import Flow
from vpcviz.traffic.tracing.tracer import trace

SNAPSHOT: dict[str, Any] = {
    "vpcviz": 1,
    "origin": "scan",
    "vpcs": [{"id": "vpc-1", "name": "prod", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"]}],
    "subnets": [
        {
            "id": "subnet-1",
            "vpc": "vpc-1",
            "zone": "eu-west-1a",
            "cidr": "10.0.1.0/24",
            "account": "111122223333",
            "region": "eu-west-1",
        }
    ],
    "internet_gateways": [{"id": "igw-1", "vpc": "vpc-1", "account": "111122223333", "region": "eu-west-1"}],
    "route_tables": [
        {
            "id": "rtb-1",
            "vpc": "vpc-1",
            "main": True,
            "account": "111122223333",
            "region": "eu-west-1",
            "routes": [{"destination": "10.0.0.0/16", "target": "local"}],
        }
    ],
    "network_acls": [
        {"id": "acl-1", "vpc": "vpc-1", "default": True, "account": "111122223333", "region": "eu-west-1", "entries": []}
    ],
    "security_groups": [
        {
            "id": "sg-1",
            "name": "web",
            "vpc": "vpc-1",
            "account": "111122223333",
            "region": "eu-west-1",
            "ingress": [
                {"protocol": "tcp", "from_port": 443, "to_port": 443, "peer": "10.0.0.0/8"},
                {"protocol": "tcp", "from_port": 9000, "to_port": 9000, "peer": "10.9.0.0/16"},
            ],
            "egress": [{"protocol": "-1", "peer": "0.0.0.0/0"}],
        }
    ],
    "instances": [
        {"id": "i-1", "name": "web-1", "vpc": "vpc-1", "subnet": "subnet-1", "account": "111122223333", "region": "eu-west-1"}
    ],
    "network_interfaces": [
        {
            "id": "eni-1",
            "vpc": "vpc-1",
            "subnet": "subnet-1",
            "zone": "eu-west-1a",
            "owner": "i-1",
            "private_ips": ["10.0.1.4"],
            "security_groups": ["sg-1"],
            "account": "111122223333",
            "region": "eu-west-1",
        }
    ],
}

VPC = {
    "id": "vpc-1",
    "arn": "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1",
    "owner_id": "111122223333",
    "cidr_block": "10.0.0.0/16",
    "default_network_acl_id": "acl-1",
    "main_route_table_id": "rtb-1",
    "default_security_group_id": "sg-0",
}


def looked_up() -> dict[str, Any]:
    """A plan that makes a subnet, table and host in a VPC that a data source finds, in the module `app`."""
    made = [
        resource("aws_subnet.new", {"vpc_id": "vpc-1", "cidr_block": "10.0.2.0/24", "availability_zone": "eu-west-1a"}),
        resource("aws_route_table.new", {"vpc_id": "vpc-1"}),
        resource("aws_route_table_association.new", {}),
        resource("aws_instance.second", {"subnet_id": "subnet-1", "tags": {"Name": "second"}, "vpc_security_group_ids": ["sg-1"]}),
    ]
    configuration = [
        config("aws_subnet.new", {"vpc_id": refs("data.aws_vpc.prod.id", "data.aws_vpc.prod")}),
        config("aws_route_table.new", {"vpc_id": refs("data.aws_vpc.prod.id", "data.aws_vpc.prod")}),
        config(
            "aws_route_table_association.new",
            {"subnet_id": refs("aws_subnet.new.id"), "route_table_id": refs("aws_route_table.new.id")},
        ),
        config("data.aws_vpc.prod", {"tags": const({"Name": "prod"})}),
        config("aws_instance.second", {"subnet_id": const("subnet-1")}),
    ]
    data = resource(
        "data.aws_vpc.prod", {name: VPC[name] for name in ("id", "arn", "owner_id", "cidr_block", "main_route_table_id")}
    )
    return plan(made, configuration, prior=[data])


def managed(ingress: list[dict[str, Any]], *more: dict[str, Any], gone: bool = False) -> dict[str, Any]:
    """A plan over a group that exists, of which it manages one rule; `gone` takes the host away."""
    had = [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"]}]
    group = {"id": "sg-1", "name": "web", "vpc_id": "vpc-1", "owner_id": "111122223333", "egress": []}
    host = resource(
        "aws_instance.h", {"id": "i-1", "subnet_id": "subnet-1", "private_ip": "10.0.1.4", "vpc_security_group_ids": ["sg-1"]}
    )
    place = resource("aws_subnet.s", {"id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24"})
    prior = [resource("aws_vpc.v", VPC), place, resource("aws_security_group.g", {**group, "ingress": had}), host]
    after = [resource("aws_vpc.v", VPC), place, resource("aws_security_group.g", {**group, "ingress": ingress}), *more]
    return plan(after if gone else [*after, host], [], prior=prior)


def files(folder: Path, *documents: dict[str, Any]) -> list[str]:
    names = []
    for at, document in enumerate(documents):
        (folder / f"{at}.json").write_text(json.dumps(document))
        names.append(str(folder / f"{at}.json"))
    return names


def both(folder: Path, *documents: dict[str, Any]) -> tuple[Network | None, Network]:
    return load_both(files(folder, *documents))


def test_new_things_stand_in_the_vpc_that_a_data_source_finds(tmp_path: Path) -> None:
    before, after = both(tmp_path, SNAPSHOT, looked_up())
    assert before is not None
    assert [vpc.name for vpc in after.vpcs] == ["prod"]
    assert sorted(one.id for one in after.subnets) == ["aws_subnet.new", "subnet-1"]
    (table,) = (one for one in after.route_tables if one.id == "aws_route_table.new")
    assert [(route.destination, route.target) for route in table.routes] == [("10.0.0.0/16", "local")]
    assert (table.account, table.region, table.subnets) == ("111122223333", "eu-west-1", ("aws_subnet.new",))
    assert [one.id for one in after.network_acls] == ["acl-1"]
    assert len(before.subnets) == 1


def test_a_new_host_does_not_take_an_address_that_exists(tmp_path: Path) -> None:
    _, after = both(tmp_path, SNAPSHOT, looked_up())
    assert sorted(ip for one in after.network_interfaces for ip in one.private_ips) == ["10.0.1.4", "10.0.1.5"]
    answer = trace(after, Flow(source="second", target="web-1", port=443))
    assert (answer.verdict, answer.forward[-1].id) == ("delivered", "eni-1")


def test_of_what_exists_only_what_the_plan_changes_is_taken_from_it(tmp_path: Path) -> None:
    rule = {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
    _, after = both(tmp_path, SNAPSHOT, managed([rule]))
    (group,) = after.security_groups
    assert sorted((one.from_port, one.peer) for one in group.ingress) == [(22, "0.0.0.0/0"), (9000, "10.9.0.0/16")]
    assert [one.id for one in after.network_interfaces] == ["eni-1"], "the host's interface is the one that was read"
    assert group.address == "aws_security_group.g"


def test_what_a_plan_takes_away_is_gone(tmp_path: Path) -> None:
    rule = {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"]}
    before, after = both(tmp_path, SNAPSHOT, managed([rule], gone=True))
    assert before is not None
    assert ([one.id for one in before.instances], [one.id for one in after.instances]) == (["i-1"], [])


def test_draw_marks_what_a_plan_changes_over_what_exists(tmp_path: Path) -> None:
    rule = {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
    names = files(tmp_path, SNAPSHOT, managed([rule], resource("aws_subnet.n", {"vpc_id": "vpc-1", "cidr_block": "10.0.3.0/24"})))
    picture = tmp_path / "a.svg"
    assert run(["draw", *names, "-q", "-o", str(picture)]) == 0
    assert re.findall(r'data-id="aws_subnet.n"[^>]*data-change="(\w+)"', picture.read_text()) == ["added"]
    assert run(["draw", *names, "-q", "--no-changes", "-o", str(picture)]) == 0
    assert "data-change=" not in picture.read_text()
    assert run(["draw", *names, "-q", "--redact", "-o", str(picture)]) == 0
    assert 'data-change="added"' in picture.read_text()


def test_a_plan_without_a_state_before_marks_nothing(tmp_path: Path) -> None:
    names = files(tmp_path, plan([resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"})], []))
    assert run(["draw", *names, "-q", "-o", str(tmp_path / "a.svg")]) == 0
    assert "data-change=" not in (tmp_path / "a.svg").read_text()


def test_diff_applies_a_plan_to_the_old_network_that_it_starts_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
    assert run(["diff", "-q", *files(tmp_path, SNAPSHOT, managed([rule]))]) == 0
    out = capsys.readouterr().out
    assert "9000" not in out
    assert out.endswith("1 security group changed.\n")


def test_two_plans_and_a_state_are_one_network(tmp_path: Path) -> None:
    other = plan([resource("aws_vpc.other", {"cidr_block": "10.7.0.0/16"})], [])
    names = files(tmp_path, SNAPSHOT, looked_up(), other)
    assert sorted(one.id for one in load(names).vpcs) == ["aws_vpc.other", "vpc-1"]


def test_two_specs_are_not_joined(tmp_path: Path) -> None:
    spec = {"vpcviz": 1, "vpcs": {"a": {"cidr": "10.0.0.0/16"}}}
    with pytest.raises(InputError, match="only one may be a spec"):
        load(files(tmp_path, spec, spec, looked_up()))


STACK = """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.8.0.0/16}}
  App: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.8.1.0/24, AvailabilityZone: eu-west-1a}}
  More: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.8.2.0/24, AvailabilityZone: eu-west-1b}}
"""

DEPLOYED = """
vpcviz: 1
origin: scan
vpcs:
- {id: vpc-00000000000000008, cidrs: [10.8.0.0/16], tags: {"aws:cloudformation:logical-id": Vpc, "aws:cloudformation:stack-name": x}}
subnets:
- id: subnet-00000000000000008
  vpc: vpc-00000000000000008
  zone: eu-west-1a
  cidr: 10.8.1.0/24
  tags: {"aws:cloudformation:logical-id": App, "aws:cloudformation:stack-name": x}
"""


def test_a_template_of_a_stack_that_exists_is_that_stack(tmp_path: Path) -> None:
    """CloudFormation tags what it makes with its logical id: only what a template adds is new."""
    (tmp_path / "prod.yaml").write_text(DEPLOYED)
    (tmp_path / "stack.yaml").write_text(STACK)
    before, after = load_both([str(tmp_path / "prod.yaml"), str(tmp_path / "stack.yaml")])
    assert before is not None
    assert [one.id for one in after.vpcs] == ["vpc-00000000000000008"]
    assert {one.id: one.vpc for one in after.subnets} == {
        "More": "vpc-00000000000000008",
        "subnet-00000000000000008": "vpc-00000000000000008",
    }
    alone = load([str(tmp_path / "stack.yaml")])
    told = [(one.sort, one.kind, one.id) for one in compare(before, alone).changes if one.sort != "added"]
    assert [one for one in told if one[0] == "removed"] == []
