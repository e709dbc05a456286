"""Templates as networks: what is where, which way traffic goes, what is not known, and several stacks together."""

from pathlib import Path

import pytest

from tests.cloudformation.templates import VPC, network
from vpcviz.commands import run

SHOP = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Admin: {Type: String, Default: 0.0.0.0/0}
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name, Value: shop}]}
  Public:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]
      AvailabilityZone: !Select [0, !GetAZs ""]
      MapPublicIpOnLaunch: true
  App:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]
      AvailabilityZone: !Select [1, !GetAZs ""]
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PublicRoute:
    Type: AWS::EC2::Route
    DependsOn: Attachment
    Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
  PublicIn: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public, RouteTableId: !Ref PublicTable}}
  Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
  Nat:
    Type: AWS::EC2::NatGateway
    Properties: {AllocationId: !GetAtt Address.AllocationId, SubnetId: !Ref Public}
  AppTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  AppRoute:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref AppTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
  AppIn: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref App, RouteTableId: !Ref AppTable}}
  WebGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Admin}]
  Web:
    Type: AWS::EC2::Instance
    Properties:
      InstanceType: t3.micro
      SubnetId: !Ref Public
      SecurityGroupIds: [!GetAtt WebGroup.GroupId]
      Tags: [{Key: Name, Value: web}]
  Worker:
    Type: AWS::EC2::Instance
    Properties:
      NetworkInterfaces: [{DeviceIndex: "0", SubnetId: !Ref App, GroupSet: [!Ref WebGroup], PrivateIpAddress: 10.0.1.9}]
      Tags: [{Key: Name, Value: worker}]
  Role: {Type: AWS::IAM::Role}
"""


def test_what_is_where() -> None:
    notes: list[str] = []
    made = network(SHOP, notes)
    assert [(one.id, one.cidr, one.zone, one.vpc) for one in made.subnets] == [
        ("App", "10.0.1.0/24", "zone 2", "Vpc"),
        ("Public", "10.0.0.0/24", "zone 1", "Vpc"),
    ]
    assert {one.id: one.subnet for one in made.instances} == {"Web": "Public", "Worker": "App"}
    assert {one.owner: one.private_ips for one in made.network_interfaces}["Worker"] == ("10.0.1.9",)
    assert [(one.id, one.subnet, one.public_ip) for one in made.nat_gateways] == [("Nat", "Public", "Address.public_ip")]
    assert made.gaps == ()
    assert "x.yaml: not drawn: 1 AWS::IAM::Role" in notes


def test_which_way_traffic_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP)
    assert run(["trace", str(file), "--from", "internet", "--to", "web", "--port", "22", "-q"]) == 0
    assert run(["trace", str(file), "--from", "worker", "--to", "internet", "-q"]) == 0
    assert "Nat" in capsys.readouterr().out
    closed = ["--parameter", "Admin=10.0.0.0/8"]
    assert run(["trace", str(file), "--from", "internet", "--to", "web", "--port", "22", "-q", *closed]) == 1
    for command in (["check"], ["cost"], ["gaps"], ["reach", "--from", "worker"]):
        assert run([command[0], str(file), *command[1:], "-q"]) in (0, 1)
    for ending in ("svg", "md"):
        name = str(tmp_path / f"x.{ending}")
        assert run(["draw" if ending == "svg" else "docs", str(file), "-o", name, "-q"]) == 0


def test_two_versions_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(SHOP)
    new.write_text(SHOP.replace("ToPort: 22", "ToPort: 23"))
    assert run(["diff", str(old), str(new), "-q"]) == 0
    assert "WebGroup" in capsys.readouterr().out


def test_a_condition_that_is_not_known_leaves_out_and_says_so() -> None:
    text = "Parameters: {Env: {Type: String}}\nConditions: {Prod: !Equals [!Ref Env, prod]}\nResources:" + VPC
    text += "  S:\n    Type: AWS::EC2::Subnet\n    Condition: Prod\n    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}\n"
    notes: list[str] = []
    made = network(text, notes)
    assert made.subnets == ()
    assert [(gap.operation, gap.resource, gap.error) for gap in made.gaps] == [("DescribeSubnets", "S", "NotInTemplate")]
    assert any("hangs on the condition Prod" in note for note in notes)
    assert any("no value for Env" in note for note in notes)
    assert [one.id for one in network(text, Env="prod").subnets] == ["S"]
    assert network(text, Env="test").gaps == ()


def test_a_rule_that_is_not_known_is_no_rule() -> None:
    text = (
        "Parameters: {Port: {Type: Number}, From: {Type: String}}\nResources:"
        + VPC
        + """
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0}
        - {IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: !Ref From}
      SecurityGroupEgress: [{IpProtocol: "-1", CidrIp: 255.255.255.255/32}]
"""
    )
    made = network(text)
    (group,) = [one for one in made.security_groups if one.id == "Group"]
    assert group.ingress == ()
    assert len(group.egress) == 1
    assert {gap.resource for gap in made.gaps} == {"Group"}
    opened = network(text, Port="443", From="10.0.0.0/8")
    assert len(next(one for one in opened.security_groups if one.id == "Group").ingress) == 2


def test_a_group_without_outbound_rules_lets_all_out() -> None:
    for rules in ("", "      SecurityGroupEgress: []\n"):
        text = f"Resources:{VPC}  G:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      VpcId: !Ref Vpc\n{rules}"
        group = next(one for one in network(text).security_groups if one.id == "G")
        assert [rule.peer for rule in group.egress] == ["0.0.0.0/0"]


@pytest.mark.parametrize(
    "six",
    ["AmazonProvidedIpv6CidrBlock: true", "Ipv6CidrBlock: 'fd00:1::/56'", "Ipv6CidrBlock: !Ref Six", "Ipv6IpamPoolId: ipam-pool-1"],
)
def test_it_lets_out_to_ipv6_where_the_vpc_has_such_a_cidr(six: str) -> None:
    group = "  G:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      VpcId: !Ref Vpc\n"
    more = f"  B:\n    Type: AWS::EC2::VPCCidrBlock\n    Properties:\n      VpcId: !Ref Vpc\n      {six}\n"
    found = network(f"Parameters:\n  Six: {{Type: String}}\nResources:{VPC}{group}{more}")
    assert [[rule.peer for rule in one.egress] for one in found.security_groups] == [
        ["0.0.0.0/0", "::/0"]
    ] * 2  # The default group, too.


def test_of_a_vpc_that_is_not_told_it_lets_out_to_ipv6() -> None:
    text = "Resources:\n  G:\n    Type: AWS::EC2::SecurityGroup\n    Properties: {VpcId: vpc-00000000000000001}\n"
    assert [rule.peer for rule in network(text).security_groups[0].egress] == ["0.0.0.0/0", "::/0"]
