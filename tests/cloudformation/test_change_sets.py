"""Change sets over the template that a stack has, over the one that it gets, and alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from vpcviz.changes import Changes, compare
from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.sources import are_one_change, load_both, load_change
from vpcviz.spec.dump import dump_json
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.tracing.tracer import Tracer

LATER = "{{changeSet:KNOWN_AFTER_APPLY}}"

OLD = """
Parameters:
  Admins: {Type: String, Default: 10.9.0.0/16}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.30.0.0/16}}
  Igw: {Type: AWS::EC2::InternetGateway}
  Attach: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}
  Front: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.30.1.0/24, AvailabilityZone: eu-west-1a}}
  Back: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.30.2.0/24, AvailabilityZone: eu-west-1a}}
  Public: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Default: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Public, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}}
  FrontTable: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Front, RouteTableId: !Ref Public}}
  WebGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Admins}]
  DbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: db
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref WebGroup}]
  Web:
    Type: AWS::EC2::Instance
    Properties:
      NetworkInterfaces: [{DeviceIndex: "0", AssociatePublicIpAddress: true, SubnetId: !Ref Front, GroupSet: [!Ref WebGroup]}]
      Tags: [{Key: Name, Value: web}]
  Db:
    Type: AWS::EC2::Instance
    Properties: {SubnetId: !Ref Back, SecurityGroupIds: [!Ref DbGroup], PrivateIpAddress: 10.30.2.10, Tags: [{Key: Name, Value: db}]}
"""

NEW = OLD.replace("GroupDescription: db", "GroupDescription: database").replace("5432", "3306")

VPC, WEB, DB, BACK = "vpc-0123456789abcdef0", "sg-00000000000000aaa", "sg-00000000000000bbb", "subnet-00000000000000ccc"


def change(action: str, logical: str, kind: str, before: Any = None, after: Any = None, **more: Any) -> dict[str, Any]:
    """A change of one resource, with its contexts as CloudFormation writes them: JSON in a text."""
    contexts = (("BeforeContext", before), ("AfterContext", after))
    told = {name: json.dumps({"Properties": one}) for name, one in contexts if one is not None}
    return {
        "Type": "Resource",
        "ResourceChange": {"Action": action, "LogicalResourceId": logical, "ResourceType": f"AWS::EC2::{kind}", **told, **more},
    }


def detail(name: str, source: str = "DirectModification", cause: str = "") -> dict[str, Any]:
    target = {"Attribute": "Properties", "Name": name, "RequiresRecreation": "Never"}
    return {"Target": target, "Evaluation": "Static", "ChangeSource": source, **({"CausingEntity": cause} if cause else {})}


def rule(port: str, **peer: str) -> dict[str, str]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peer}


CHANGES = [
    change(
        "Modify",
        "WebGroup",
        "SecurityGroup",
        {"GroupDescription": "web", "VpcId": VPC, "SecurityGroupIngress": [rule("22", CidrIp="10.9.0.0/16")]},
        {"GroupDescription": "web", "VpcId": VPC, "SecurityGroupIngress": [rule("22", CidrIp="0.0.0.0/0")]},
        PhysicalResourceId=WEB,
        Replacement="False",
        Details=[detail("SecurityGroupIngress", "ParameterReference", "Admins")],
    ),
    change(
        "Modify",
        "DbGroup",
        "SecurityGroup",
        {"GroupDescription": "db", "VpcId": VPC, "SecurityGroupIngress": [rule("5432", SourceSecurityGroupId=WEB)]},
        {"GroupDescription": "database", "VpcId": VPC, "SecurityGroupIngress": [rule("3306", SourceSecurityGroupId=WEB)]},
        PhysicalResourceId=DB,
        Replacement="True",
        Details=[detail("GroupDescription"), detail("SecurityGroupIngress")],
    ),
    change(
        "Modify",
        "Db",
        "Instance",
        {"SubnetId": BACK, "SecurityGroupIds": [DB], "PrivateIpAddress": "10.30.2.10"},
        {"SubnetId": BACK, "SecurityGroupIds": [LATER], "PrivateIpAddress": "10.30.2.10"},
        PhysicalResourceId="i-00000000000000ddd",
        Replacement="False",
        Details=[detail("SecurityGroupIds", "ResourceAttribute", "DbGroup.GroupId")],
    ),
]


def change_set(folder: Path, changes: list[dict[str, Any]], name: str = "set.json", **more: Any) -> str:
    document = {
        "Changes": changes,
        "ChangeSetName": "open",
        "ChangeSetId": "arn:aws:cloudformation:eu-west-1:111122223333:changeSet/open/1",
        "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/web/2",
        "StackName": "web",
        "Parameters": [{"ParameterKey": "Admins", "ParameterValue": "0.0.0.0/0"}],
        **more,
    }
    (folder / name).write_text(json.dumps(document))
    return str(folder / name)


def both(folder: Path, template: str, changes: list[dict[str, Any]], notes: list[str] | None = None) -> tuple[Network, Network]:
    (folder / "stack.yaml").write_text(template)
    return load_change([str(folder / "stack.yaml"), change_set(folder, changes)], notes)


def trace(network: Network, source: str, target: str, port: int) -> Trace:
    return Tracer(network).trace(Flow(source=source, target=target, protocol="tcp", port=port))


def without_values(one: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in one["ResourceChange"].items() if key not in ("BeforeContext", "AfterContext")}
    return {**one, "ResourceChange": told}


def fields(changes: Changes) -> dict[str, tuple[str, ...]]:
    return {one.id: tuple(field.name for field in one.fields) for one in changes.changes}


@pytest.mark.parametrize("template", [OLD, NEW], ids=["over what the stack was", "over what it is to be"])
def test_before_and_after_are_told_by_either_template(tmp_path: Path, template: str) -> None:
    networks = both(tmp_path, template, CHANGES)
    asked = [("internet", "web", 22), ("web", "db", 5432), ("web", "db", 3306)]
    found = [[trace(network, *one).delivered for one in asked] for network in networks]
    assert found == [[False, True, False], [True, False, True]]


def test_what_is_replaced_is_one_thing_with_another_id(tmp_path: Path) -> None:
    networks = both(tmp_path, OLD, CHANGES)
    found = compare(*networks)
    assert fields(found) == {"DbGroup": ("id", "ingress", "description"), WEB: ("ingress",)}
    assert networks[1].by_id["DbGroup"].address == "DbGroup"
    assert networks[0].by_id[DB].address == "DbGroup"


def test_ids_that_stand_in_the_values_are_the_things_of_the_template(tmp_path: Path) -> None:
    before, after = both(tmp_path, OLD, CHANGES)
    assert [network.by_id[VPC].address for network in (before, after)] == ["Vpc", "Vpc"]
    assert {one.vpc for one in after.subnets} == {VPC}
    assert {(one.account, one.region) for one in after.subnets} == {("111122223333", "eu-west-1")}


def test_what_a_change_set_without_values_does_not_tell_is_unknown(tmp_path: Path) -> None:
    notes: list[str] = []
    before, after = both(tmp_path, OLD, [without_values(one) for one in CHANGES], notes)
    assert (trace(before, "web", "db", 5432).verdict, trace(after, "web", "db", 5432).verdict) == ("delivered", "unknown")
    assert (trace(before, "internet", "web", 22).verdict, trace(after, "internet", "web", 22).verdict) == ("unknown", "delivered")
    assert any("--include-property-values" in note for note in notes)


def test_what_comes_and_goes(tmp_path: Path) -> None:
    moved = [
        change("Remove", "FrontTable", "SubnetRouteTableAssociation", {"SubnetId": "subnet-00000000000000eee"}),
        change(
            "Add", "BackTable", "SubnetRouteTableAssociation", None, {"SubnetId": BACK, "RouteTableId": "rtb-00000000000000fff"}
        ),
        change("Modify", "Db", "Instance", {"SubnetId": BACK}, {"SubnetId": BACK}, Details=[]),
        change("Modify", "Public", "RouteTable", {}, {}, PhysicalResourceId="rtb-00000000000000fff", Details=[]),
    ]
    before, after = both(tmp_path, OLD, moved)
    (table,) = (one for one in before.route_tables if one.address == "Public")
    assert [before.by_id[one].address for one in table.subnets] == ["Front"]
    assert [after.by_id[one].address for one in after.by_id[table.id].subnets] == ["Back"]  # type: ignore[attr-defined]


def test_an_added_resource_of_which_nothing_tells_leaves_verdicts_open(tmp_path: Path) -> None:
    added = [without_values(change("Add", "BackTable", "SubnetRouteTableAssociation"))]
    before, after = both(tmp_path, OLD, added)
    assert (trace(before, "db", "internet", 443).verdict, trace(after, "db", "internet", 443).verdict) == ("no-route", "unknown")
    assert trace(after, "web", "internet", 443).verdict == "delivered"  # Its subnet has a table of its own.


def test_what_is_retained_or_imported_is_there_on_both_sides(tmp_path: Path) -> None:
    kept = [
        change("Remove", "Db", "Instance", PolicyAction="Retain"),
        change("Import", "Web", "Instance", None, None),
    ]
    before, after = both(tmp_path, OLD, kept)
    assert not compare(before, after).changes
    assert {one.name for one in after.instances} == {"web", "db"}


def test_alone_it_tells_of_what_changes(tmp_path: Path) -> None:
    before, after = load_change([change_set(tmp_path, CHANGES)])
    assert fields(compare(before, after))[WEB] == ("ingress",)
    assert {one.vpc for one in after.security_groups} == {VPC}


def test_over_a_snapshot_only_what_it_changes_is_new(tmp_path: Path) -> None:
    before, _ = both(tmp_path, OLD, CHANGES)
    (tmp_path / "prod.json").write_bytes(dump_json(before))
    old, new = load_both([str(tmp_path / "prod.json"), change_set(tmp_path, CHANGES[:1])])
    assert old is not None
    assert fields(compare(old, new)) == {WEB: ("ingress",)}


def test_pages_of_one_change_set_are_one(tmp_path: Path) -> None:
    notes: list[str] = []
    (tmp_path / "stack.yaml").write_text(OLD)
    first = change_set(tmp_path, CHANGES[:1], "one.json", NextToken="more")
    load_change([str(tmp_path / "stack.yaml"), first], notes)
    assert any("goes on after this page" in note for note in notes)
    notes.clear()
    found = load_change([str(tmp_path / "stack.yaml"), first, change_set(tmp_path, CHANGES[1:], "two.json")], notes)
    assert set(fields(compare(*found))) == {WEB, "DbGroup"}
    assert not any("goes on" in note for note in notes)


@pytest.mark.parametrize("as_text", [True, False])
def test_a_template_as_the_cli_prints_it(tmp_path: Path, as_text: bool) -> None:
    body: Any = OLD if as_text else {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.30.0.0/16"}}}}
    path = tmp_path / "stack.json"
    path.write_text(json.dumps({"TemplateBody": body, "StagesAvailable": ["Original", "Processed"]}))
    _, network = load_both([str(path)])
    assert [one.cidrs for one in network.vpcs] == [("10.30.0.0/16",)]
    assert are_one_change(str(path), change_set(tmp_path, CHANGES))


@pytest.mark.parametrize("text", ['{"ChangeSetId": "x", "Changes": [', '{"ChangeSetId": "x", "Changes": {"hidden": "s3cr3t"}}'])
def test_what_is_broken_is_refused_and_not_shown(tmp_path: Path, text: str) -> None:
    (tmp_path / "set.json").write_text(text)
    with pytest.raises(InputError) as caught:
        load_change([str(tmp_path / "set.json")])
    assert "s3cr3t" not in str(caught.value)


def test_values_of_secret_parameters_do_not_enter(tmp_path: Path) -> None:
    from vpcviz.cloudformation.change_sets import read_change_set

    path = Path(change_set(tmp_path, [], Parameters=[{"ParameterKey": "Password", "ParameterValue": "****"}]))
    assert read_change_set("x", path.read_bytes()).parameters == {}
