"""Several templates, parameters and versions, and templates from stdin."""

import json
from pathlib import Path

import pytest

from tests.cloudformation.templates import VPC, network, networks
from tests.cloudformation.test_loading import SHOP
from vpcviz.commands import run


def test_imports_across_templates() -> None:
    exports = "Outputs: {V: {Value: !Ref Vpc, Export: {Name: !Sub '${AWS::StackName}-vpc'}}}\n"
    base = f"Resources:{VPC}{exports}"
    app = """
Parameters: {Net: {Type: String, Default: base}}
Resources:
  S:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: {"Fn::ImportValue": {"Fn::Sub": "${Net}-vpc"}}, CidrBlock: 10.0.9.0/24}
"""
    made = networks(base=base, app=app)
    assert [(one.id, one.vpc) for one in made.subnets] == [("app/S", "base/Vpc")]
    alone = networks(app=app)
    assert [(one.id, one.vpc) for one in alone.subnets] == [("S", "${import base-vpc}")]


def test_nested_stacks_by_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "parts").mkdir()
    inner = f"Parameters: {{Cidr: {{Type: String}}}}\nResources:{VPC.replace('10.0.0.0/16', '!Ref Cidr')}Outputs: {{Id: {{Value: !Ref Vpc}}}}\n"
    (tmp_path / "parts" / "net.yaml").write_text(inner)
    root = """
Resources:
  Net:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: parts/net.yaml, Parameters: {Cidr: 10.7.0.0/16}}
  S:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !GetAtt Net.Outputs.Id, CidrBlock: 10.7.1.0/24}
"""
    file = tmp_path / "root.yaml"
    file.write_text(root)
    from vpcviz.sources import load

    made = load([str(file)])
    assert [(one.id, one.cidrs) for one in made.vpcs] == [("Net/Vpc", ("10.7.0.0/16",))]
    assert [(one.id, one.vpc) for one in made.subnets] == [("S", "Net/Vpc")]
    file.write_text(root.replace("parts/net.yaml", "https://bucket.s3.amazonaws.com/v1/net.yaml"))
    given = load([str(file), str(tmp_path / "parts" / "net.yaml")])
    assert [(one.id, one.vpc) for one in given.subnets] == [("S", "Net/Vpc")]
    file.write_text(root.replace("parts/net.yaml", "../net.yaml"))
    (tmp_path.parent / "net.yaml").write_text(inner)
    notes: list[str] = []
    assert load([str(file)], notes).vpcs[0].id.startswith("${")
    assert any("Net" in note for note in notes)


def test_a_parameter_that_no_template_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP)
    assert run(["gaps", str(file), "--parameter", "Admn=hunter2"]) == 2
    said = capsys.readouterr().err
    assert 'no template has the parameter "Admn"' in said
    assert 'did you mean "Admin"?' in said
    assert "hunter2" not in said
    assert run(["gaps", str(file), "--parameter", "hunter2"]) == 2
    assert "hunter2" not in capsys.readouterr().err
    spec = tmp_path / "spec.yaml"
    spec.write_text("vpcviz: 1\nvpcs: {v: {cidr: 10.0.0.0/16}}\n")
    assert run(["gaps", str(spec), "--parameter", "A=b"]) == 2
    assert "only templates have parameters" in capsys.readouterr().err


def test_parameters_of_two_versions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(
        SHOP.replace("!Ref Admin", "0.0.0.0/0").replace("Admin: {Type: String, Default: 0.0.0.0/0}", "X: {Type: String}")
    )
    new.write_text(SHOP)
    assert run(["diff", str(old), str(new), "--parameter", "Admin=0.0.0.0/0", "-q"]) == 0
    assert "WebGroup" not in capsys.readouterr().out
    assert run(["diff", str(old), str(new), "--parameter", "Admn=0.0.0.0/0", "-q"]) == 2
    assert 'no template has the parameter "Admn"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("", "active"),
        ("PeerOwnerId: !Ref AWS::AccountId", "active"),
        ("PeerOwnerId: '444455556666'", "pending-acceptance"),
        ("PeerOwnerId: '444455556666', PeerRoleArn: 'arn:aws:iam::444455556666:role/peer'", "active"),
    ],
)
def test_a_peering_is_accepted_where_cloudformation_can(more: str, status: str) -> None:
    text = f"Resources:{VPC}  P:\n    Type: AWS::EC2::VPCPeeringConnection\n"
    text += f"    Properties: {{VpcId: !Ref Vpc, PeerVpcId: vpc-0123, {more}}}\n"
    assert [one.status for one in network(text).peerings] == [status]


def test_loops() -> None:
    text = """
Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: "a,b"}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  "Fn::ForEach::Subnets":
    - Name
    - !Ref Names
    - "Subnet${Name}":
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: !Ref Vpc
          CidrBlock: !FindInMap [Cidrs, !Ref Name, cidr]
          Tags: [{Key: Name, Value: !Sub "net-${Name}"}]
Mappings: {Cidrs: {a: {cidr: 10.0.1.0/24}, b: {cidr: 10.0.2.0/24}}}
"""
    assert [(one.id, one.cidr, one.name) for one in network(text).subnets] == [
        ("Subneta", "10.0.1.0/24", "net-a"),
        ("Subnetb", "10.0.2.0/24", "net-b"),
    ]


def test_json_from_stdin_is_a_template_too(tmp_path: Path) -> None:
    from vpcviz.sources.readers.cloudformation import recognises
    from vpcviz.sources.source import Given

    data = json.dumps({"Resources": {"V": {"Type": "AWS::EC2::VPC"}}}).encode()
    assert recognises(Given("-", data))


def test_sam_globals_and_nested_applications(tmp_path: Path) -> None:
    """SAM's lists are additive, its mappings merged; an application is a stack that is nested."""
    inner = f"Parameters: {{Cidr: {{Type: String}}}}\nResources:{VPC.replace('10.0.0.0/16', '!Ref Cidr')}Outputs: {{Id: {{Value: !Ref Vpc}}}}\n"
    (tmp_path / "net.yaml").write_text(inner)
    (tmp_path / "root.yaml").write_text(
        """
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {VpcConfig: {SubnetIds: [!Ref S], SecurityGroupIds: [!Ref G]}}}
Resources:
  Net: {Type: AWS::Serverless::Application, Properties: {Location: net.yaml, Parameters: {Cidr: 10.7.0.0/16}}}
  S: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Net.Outputs.Id, CidrBlock: 10.7.1.0/24}}
  G: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !GetAtt Net.Outputs.Id, GroupDescription: g}}
  H: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !GetAtt Net.Outputs.Id, GroupDescription: h}}
  F: {Type: AWS::Serverless::Function, Properties: {VpcConfig: {SecurityGroupIds: [!Ref H]}}}
  E: {Type: AWS::Serverless::Function}
"""
    )
    from vpcviz.sources import load

    notes: list[str] = []
    made = load([str(tmp_path / "root.yaml")], notes)
    assert [(one.id, one.cidrs) for one in made.vpcs] == [("Net/Vpc", ("10.7.0.0/16",))]
    assert {one.name or one.id: (one.vpc, one.subnets, one.security_groups) for one in made.workloads} == {
        "F": ("Net/Vpc", ("S",), ("G", "H")),
        "E": ("Net/Vpc", ("S",), ("G",)),
    }
    assert not [note for note in notes if "macro" in note or "nested stacks" in note]
