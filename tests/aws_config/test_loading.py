"""The same network by way of AWS Config: items in every form, what it does not record, and secrets."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from tests.aws_config.items import item, recorded
from tests.cloudformation.templates import network as template_network
from tests.cloudformation.test_loading import SHOP
from tests.terraform.plans import written
from vpcviz.commands import run
from vpcviz.model import Network
from vpcviz.sources import load

SECRET = "hunter2-CANARY"
ITEMS = recorded(SHOP)


def _things(made: Network) -> dict[str, Any]:
    """What there is, without accounts and gaps: those of a template's parts that AWS Config records."""
    names = ("vpcs", "subnets", "route_tables", "internet_gateways", "nat_gateways", "security_groups", "network_acls", "instances")
    return {name: [(one.id, one.name) for one in getattr(made, name)] for name in (*names, "network_interfaces")}


def _results(items: list[dict[str, Any]]) -> dict[str, Any]:
    keys = ("resourceId", "resourceType", "awsRegion", "configuration", "relationships")
    rows = [{**{key: one[key] for key in keys}, "accountId": one["awsAccountId"], "tags": []} for one in items]
    return {"Results": [json.dumps(row) for row in rows], "QueryInfo": {"SelectFields": [{"Name": key} for key in keys]}}


FORMS = {
    "snapshot": {"fileVersion": "1.0", "configSnapshotId": "x", "configurationItems": ITEMS},
    "history": {"configurationItems": [{**one, "configuration": json.dumps(one["configuration"])} for one in ITEMS]},
    "batch": {"baseConfigurationItems": [{**one, "configuration": json.dumps(one["configuration"])} for one in ITEMS]},
    "aggregate": {"BaseConfigurationItems": ITEMS, "UnprocessedResourceIdentifiers": []},
    "query": _results(ITEMS),
    "list": ITEMS,
}


@pytest.mark.parametrize("form", FORMS)
def test_the_network_is_that_of_the_template(form: str, tmp_path: Path) -> None:
    made = load([written(tmp_path, FORMS[form], "config.json")])
    wanted = template_network(SHOP, AWS__Region="eu-west-1", AWS__AccountId="111122223333")
    assert _things(made) == _things(wanted)
    for name in ("subnets", "route_tables", "security_groups", "network_acls", "nat_gateways", "instances", "network_interfaces"):
        assert getattr(made, name) == tuple(structs.replace(one, address="") for one in getattr(wanted, name))
    assert {gap.error for gap in made.gaps} == {"NotInConfig"}
    assert "DescribeVpcAttribute" in {gap.operation for gap in made.gaps}
    assert not {"DescribeSubnets", "DescribeRouteTables"} & {gap.operation for gap in made.gaps}


def test_of_a_folder_of_other_files_only_the_beginnings_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump's first file may have 60 MB, and whoever reads dumps reads it once more."""
    from vpcviz.sources.readers import config
    from vpcviz.sources.source import Given

    (tmp_path / "a.json").write_text('{"Vpcs": []}')
    monkeypatch.setattr(config, "data_of", lambda name: pytest.fail(f"{name} is read"))
    assert not config.recognises(Given(str(tmp_path), is_folder=True))
    (tmp_path / "a.json").write_text('{"configurationItems": []}')
    monkeypatch.setattr(config, "data_of", lambda name: (tmp_path / "a.json").read_bytes())
    assert config.recognises(Given(str(tmp_path), is_folder=True))


def test_folders_and_compressed_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    written(tmp_path / "a", {"configurationItems": ITEMS[:5]}, "one.json")
    (tmp_path / "a" / "two.json.gz").write_bytes(gzip.compress(json.dumps({"configurationItems": ITEMS[5:]}).encode()))
    assert _things(load([str(tmp_path / "a")])) == _things(load([written(tmp_path, ITEMS, "config.json")]))


def test_the_newest_item_counts_and_what_is_gone_is_not_there(tmp_path: Path) -> None:
    old = item("AWS::EC2::VPC", "vpc-1", {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/16"})
    new = item("AWS::EC2::VPC", "vpc-2", {"vpcId": "vpc-2", "cidrBlock": "10.2.0.0/16"})
    gone = {
        **new,
        "configurationItemCaptureTime": "2026-11-02",
        "configurationItemStatus": "ResourceDeleted",
        "configuration": None,
    }
    made = load([written(tmp_path, [new, gone, old], "config.json")])
    assert [one.id for one in made.vpcs] == ["vpc-1"]


def test_relationships_tell_what_the_configuration_does_not(tmp_path: Path) -> None:
    places = [
        {"resourceType": "AWS::EC2::VPC", "resourceId": "vpc-1", "relationshipName": "Is contained in Vpc"},
        {"resourceType": "AWS::EC2::Subnet", "resourceId": "subnet-1", "relationshipName": "Is contained in Subnet"},
        {"resourceType": "AWS::EC2::SecurityGroup", "resourceId": "sg-1", "relationshipName": "Is associated with SecurityGroup"},
    ]
    told = {"networkInterfaceId": "eni-1", "privateIpAddress": "10.0.0.9"}
    made = load(
        [
            written(
                tmp_path,
                [item("AWS::EC2::NetworkInterface", "eni-1", told, relationships=places, tags={"Name": "x"})],
                "config.json",
            )
        ]
    )
    (interface,) = made.network_interfaces
    assert (interface.vpc, interface.subnet, interface.security_groups, interface.name) == ("vpc-1", "subnet-1", ("sg-1",), "x")


def test_items_with_the_names_of_cloudformation(tmp_path: Path) -> None:
    rule = {
        "Id": "rslvr-rr-1",
        "ResolverRuleId": "rslvr-rr-1",
        "DomainName": "corp.",
        "RuleType": "FORWARD",
        "TargetIps": [{"Ip": "10.9.0.2", "Port": "53"}],
    }
    zone = {"Id": "Z1", "Name": "lab.", "VPCs": [{"VPCId": "vpc-1", "VPCRegion": "eu-west-1"}], "HostedZoneTags": []}
    table = {"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}
    attachment = {"Id": "tgw-attach-1", "TransitGatewayId": "tgw-1", "VpcId": "vpc-1", "SubnetIds": ["subnet-1"]}
    gateway = {"transitGatewayId": "tgw-1", "options": {"amazonSideAsn": 64512}}
    items = [
        item("AWS::Route53Resolver::ResolverRule", "rslvr-rr-1", rule),
        item("AWS::Route53::HostedZone", "Z1", zone),
        item("AWS::EC2::TransitGateway", "tgw-1", gateway),
        item("AWS::EC2::TransitGatewayRouteTable", "tgw-rtb-1", table),
        item("AWS::EC2::TransitGatewayAttachment", "tgw-attach-1", attachment),
    ]
    made = load([written(tmp_path, items, "config.json")])
    assert [(one.id, one.domain) for one in made.resolver_rules] == [("rslvr-rr-1", "corp")]
    assert [(one.name, one.vpcs) for one in made.hosted_zones] == [("lab", ("vpc-1",))]
    assert [(one.id, one.transit_gateway) for one in made.transit_gateway_route_tables] == [("tgw-rtb-1", "tgw-1")]
    assert [(one.id, one.resource) for one in made.transit_gateway_attachments] == [("tgw-attach-1", "vpc-1")]
    lacking = {(gap.operation, gap.resource) for gap in made.gaps}
    assert ("GetTransitGatewayRouteTableAssociations", "tgw-rtb-1") in lacking or (
        "GetTransitGatewayRouteTableAssociations",
        "",
    ) in lacking
    assert any(operation == "ListResourceRecordSets" for operation, _ in lacking)


def test_results_that_go_on_are_not_whole(tmp_path: Path) -> None:
    notes: list[str] = []
    made = load([written(tmp_path, {**_results(ITEMS), "NextToken": "more"}, "config.json")], notes)
    assert any("NextToken" in note for note in notes)
    assert any(gap.operation == "DescribeSubnets" for gap in made.gaps)


def test_no_secret_gets_into_an_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vpn = {
        "vpnConnectionId": "vpn-1",
        "customerGatewayConfiguration": f"<pre_shared_key>{SECRET}</pre_shared_key>",
        "options": {"tunnelOptions": [{"preSharedKey": SECRET, "outsideIpAddress": "198.51.100.1"}]},
    }
    function = {
        "functionName": "f",
        "functionArn": "arn:f",
        "environment": {"variables": {"KEY": SECRET}},
        "vpcConfig": {"subnetIds": ["App"]},
    }
    more = [
        item("AWS::EC2::VPNConnection", "vpn-1", vpn),
        item("AWS::Lambda::Function", "f", function),
        item("AWS::IAM::User", SECRET, {"secret": SECRET}),
        item(
            "AWS::RDS::DBInstance",
            "db-1",
            {"dBInstanceIdentifier": "db", "masterUsername": SECRET, "pendingModifiedValues": {"x": SECRET}},
        ),
        item("AWS::EC2::VPC", "vpc-9", SECRET),
    ]
    file = written(tmp_path, {"configurationItems": [*ITEMS, *more], "other": SECRET}, "config.json")
    assert run(["draw", file, "-o", str(tmp_path / "x.svg"), "-o", str(tmp_path / "x.drawio"), "--embed-source"]) == 0
    assert run(["gaps", file, "--format", "json"]) == 0
    broken = tmp_path / "broken.json"
    broken.write_text(f'{{"configurationItems": [{{"resourceType": "AWS::EC2::VPC", "x": "{SECRET}",, }}]}}')
    assert run(["gaps", str(broken)]) == 2
    said = capsys.readouterr()
    assert "broken.json:1:" in said.err
    texts = [said.out, said.err, (tmp_path / "x.svg").read_text(), (tmp_path / "x.drawio").read_text()]
    assert [text for text in texts if SECRET in text] == []


@pytest.mark.parametrize("seed", range(100))
def test_a_broken_item_is_no_fault_of_ours(seed: int, tmp_path: Path) -> None:
    import random

    from vpcviz.errors import InputError

    chance = random.Random(seed)
    items = json.loads(json.dumps(ITEMS))
    for _ in range(5):
        holder = chance.choice(items)
        for _ in range(chance.randrange(3)):
            inner = [one for one in holder.values() if isinstance(one, dict)] if isinstance(holder, dict) else []
            holder = chance.choice(inner) if inner else holder
        if holder:
            holder[chance.choice(sorted(holder))] = chance.choice([None, "", "x", 7, [], {}, [None], [[1]], {"a": {"b": 1}}, True])
    try:
        made = load([written(tmp_path, {"configurationItems": items}, "config.json")])
    except InputError:
        return
    assert all(one.vpc in ("", "Vpc", "x", "7") for one in made.subnets)


def test_every_type_leads_to_a_call() -> None:
    from vpcviz.aws.calls import call_named
    from vpcviz.aws_config.calls import CALL_OF

    assert all(call_named(name).convert is not None for name in CALL_OF.values())


def test_search_domains_spell_their_options_in_two_ways(tmp_path: Path) -> None:
    options = {"vpcid": "vpc-1", "subnetIds": ["subnet-1"], "securityGroupIds": ["sg-1"]}
    old = {"arn": "arn:1", "domainName": "old", "vpcoptions": options}
    new = {"Arn": "arn:2", "DomainName": "new", "VPCOptions": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}}
    items = [item("AWS::Elasticsearch::Domain", "1/old", old), item("AWS::OpenSearch::Domain", "new", new)]
    made = load([written(tmp_path, items, "config.json")])
    told = {one.name: (one.subnets, one.security_groups) for one in made.workloads}
    assert told == dict.fromkeys(("old", "new"), (("subnet-1",), ("sg-1",)))


def test_what_no_answer_of_aws_tells_is_counted(tmp_path: Path) -> None:
    project = {"name": "build", "vpcConfig": {"vpcId": "vpc-1", "subnets": ["subnet-1"], "securityGroupIds": ["sg-1"]}}
    notes: list[str] = []
    load([written(tmp_path, [item("AWS::CodeBuild::Project", "build", project)], "config.json")], notes=notes)
    assert [note.rpartition(": ")[2] for note in notes] == ["1 AWS::CodeBuild::Project"]


def test_members_with_small_letters_are_those_of_templates(tmp_path: Path) -> None:
    """As AWS Config writes types of services whose own API does not begin members with capitals."""
    cluster = {"name": "k", "resourcesVpcConfig": {"subnetIds": ["subnet-1"], "securityGroupIds": ["sg-1"]}}
    capital = {"Name": "k", "ResourcesVpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}}
    small, large = (
        load([written(tmp_path, [item("AWS::EKS::Cluster", "k", told)], f"{n}.json")]) for n, told in enumerate((cluster, capital))
    )
    assert [(one.subnets, one.security_groups) for one in small.workloads] == [(("subnet-1",), ("sg-1",))]
    assert small.workloads == large.workloads
