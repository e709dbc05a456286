"""Dumps of the AWS CLI as a source: recognised whatever they are called, placed, complete or not, and hostile ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import vpcviz
from tests.sources.dumps import ACCOUNT, GATEWAYS, NETWORK, SUBNETS, TABLES, VPCS, content, loaded, write
from vpcviz.model import resources as r


@pytest.mark.parametrize(
    "layout",
    [
        dict(NETWORK),
        {f"{ACCOUNT}/eu-west-1/{name}": body for name, body in NETWORK.items()},
        {f"eu-west-1/{ACCOUNT}/deep/er/{name}": body for name, body in NETWORK.items()},
        {f"vpc stuff eu-west-1/x-{name}": body for name, body in NETWORK.items()},
        {"all.json": {**VPCS, **SUBNETS, **TABLES, **GATEWAYS}},
        {"all.json": [VPCS, [SUBNETS, TABLES], GATEWAYS]},
        {"all.json": "\n".join(json.dumps(one) for one in NETWORK.values())},
        {"all.json": {"vpc-part": VPCS, "rest": {**SUBNETS, **TABLES, **GATEWAYS}}},
    ],
    ids=["flat", "account and region", "region first", "odd names", "one object", "a list", "several documents", "wrapped"],
)
def test_the_layout_means_nothing(tmp_path: Path, layout: dict[str, Any]) -> None:
    network, notes = loaded(write(tmp_path / "dump", layout))
    found = content(network)
    assert set(found) == {"vpc-1", "subnet-1", "rtb-1", "igw-1"}
    assert {item.region for item in found.values()} == {"eu-west-1"}, "where a resource does not tell, what it refers to does"
    assert {item.account for item in found.values()} == {ACCOUNT}
    assert notes == []
    assert network.origin == "scan"


def test_files_and_folders_together_make_one_network(tmp_path: Path) -> None:
    first, second = write(tmp_path / "one", {"x.json": VPCS}), write(tmp_path / "two", {"y.json": SUBNETS})
    network, _ = loaded(first, second / "y.json")
    assert set(content(network)) == {"vpc-1", "subnet-1"}


def test_several_accounts_and_regions(tmp_path: Path) -> None:
    def vpc(number: int, account: str) -> dict[str, Any]:
        return {"Vpcs": [{"VpcId": f"vpc-{number}", "CidrBlock": f"10.{number}.0.0/16", "OwnerId": account}]}

    files = {
        "111122223333/eu-west-1/v.json": vpc(1, ACCOUNT),
        "111122223333/us-east-1/v.json": vpc(2, ACCOUNT),
        "444455556666/eu-west-1/v.json": vpc(3, "444455556666"),
    }
    network, _ = loaded(write(tmp_path / "d", files))
    assert {vpc.id: (vpc.account, vpc.region) for vpc in network.vpcs} == {
        "vpc-1": (ACCOUNT, "eu-west-1"),
        "vpc-2": (ACCOUNT, "us-east-1"),
        "vpc-3": ("444455556666", "eu-west-1"),
    }


def test_what_was_not_collected_is_a_gap_and_an_empty_answer_is_none(tmp_path: Path) -> None:
    network, _ = loaded(write(tmp_path / "d", {**NETWORK, "e.json": {"NatGateways": []}}))
    lacking = {gap.operation for gap in network.gaps}
    assert "DescribeSecurityGroups" in lacking
    assert "DescribeNatGateways" not in lacking, "an empty list was read"
    assert "DescribeRouteTables" not in lacking
    assert "GetTransitGatewayRouteTableAssociations" not in lacking, "what follows a call that is not there is not counted twice"
    assert {gap.error for gap in network.gaps} == {"NotInDump"}
    bare, _ = loaded(write(tmp_path / "e", {"v.json": VPCS}))
    assert "route_tables" in {feed for gap in bare.gaps for feed in gap.feeds}


def test_answers_for_one_id_are_found_by_the_files_name(tmp_path: Path) -> None:
    arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123"
    files = {
        "zones.json": {
            "HostedZones": [{"Id": f"/hostedzone/Z{n}", "Name": f"z{n}.internal.", "Config": {"PrivateZone": True}} for n in (1, 2)]
        },
        "get-zone.json": {
            "HostedZone": {"Id": "/hostedzone/Z1", "Name": "z1.internal.", "Config": {"PrivateZone": True}},
            "VPCs": [{"VPCId": "vpc-1"}],
        },
        "records.Z1.json": {
            "ResourceRecordSets": [{"Name": "a.z1.internal.", "Type": "A", "ResourceRecords": [{"Value": "10.0.0.1"}]}]
        },
        "more.json": {
            "Z2": {"ResourceRecordSets": [{"Name": "b.z2.internal.", "Type": "A", "ResourceRecords": [{"Value": "10.0.0.2"}]}]}
        },
        "lists.json": {"PrefixLists": [{"PrefixListId": "pl-0a", "PrefixListArn": "x", "PrefixListName": "own"}]},
        "entries.json": {"Entries": [{"Cidr": "10.0.0.0/8"}]},
        "groups.json": {"TargetGroups": [{"TargetGroupArn": arn, "TargetGroupName": "web"}]},
        f"health.{arn.replace(':', '_').replace('/', '_')}.json": {"TargetHealthDescriptions": [{"Target": {"Id": "i-1"}}]},
        "attribute.json": {"VpcId": "vpc-1", "EnableDnsHostnames": {"Value": True}},
        "vpcs.json": VPCS,
    }
    network, notes = loaded(write(tmp_path / "d", files))
    assert notes == []
    zones = {zone.id: (zone.records_known, [record.name for record in zone.records]) for zone in network.hosted_zones}
    assert zones == {"Z1": (True, ["a.z1.internal"]), "Z2": (True, ["b.z2.internal"])}
    assert network.prefix_lists[0].entries == ("10.0.0.0/8",), "the only list there is"
    assert network.target_groups[0].targets == (r.Target(id="i-1"),)
    assert (network.vpcs[0].dns_hostnames, network.vpcs[0].dns_support) == (True, None)


def test_what_cannot_be_placed_is_said_and_not_guessed(tmp_path: Path) -> None:
    zones = {"HostedZones": [{"Id": f"/hostedzone/Z{n}", "Name": "z.internal.", "Config": {"PrivateZone": True}} for n in (1, 2)]}
    records = {"ResourceRecordSets": [{"Name": "a.z.internal.", "Type": "A"}]}
    network, notes = loaded(write(tmp_path / "d", {"z.json": zones, "r.json": records}))
    assert ["does not tell which HostedZoneId" in note for note in notes] == [True]
    assert all(not zone.records_known for zone in network.hosted_zones)


def test_keys_that_several_services_share_are_told_apart(tmp_path: Path) -> None:
    files = {
        "redshift.json": {"Clusters": [{"ClusterIdentifier": "wh", "VpcId": "vpc-1"}]},
        "emr.json": {"Clusters": [{"Id": "j-1", "Status": {}}]},
        "eks.json": {"clusters": ["pods"]},
        "lb.json": {
            "LoadBalancers": [
                {"LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/1", "VpcId": "vpc-1"}
            ]
        },
        "classic.json": {"LoadBalancerDescriptions": [{"LoadBalancerName": "old", "VPCId": "vpc-1"}]},
        "lists.json": {"PrefixLists": [{"PrefixListId": "pl-1", "PrefixListName": "own", "Cidrs": ["10.0.0.0/8"]}]},
        "vpcs.json": VPCS,
    }
    network, notes = loaded(write(tmp_path / "d", files))
    assert [one.type for one in network.workloads] == ["redshift-cluster"]
    assert sorted(one.type for one in network.load_balancers) == ["application", "classic"]
    assert network.prefix_lists[0].entries == ("10.0.0.0/8",)
    assert len(notes) == 1
    assert "'Clusters'" in notes[0]


def test_unknown_keys_are_listed_once_and_not_fatal(tmp_path: Path) -> None:
    files = {"v.json": VPCS, **{f"s{n}.json": {"Snapshots": [], "NextToken": "x"} for n in range(3)}}
    _, notes = loaded(write(tmp_path / "d", files))
    (note,) = notes
    assert "'Snapshots'" in note
    assert note.startswith("3 files (the first is ")
    assert "NextToken" not in note


def test_the_order_of_files_means_nothing(tmp_path: Path) -> None:
    from vpcviz.spec import dump_json

    names = list(NETWORK)
    forward, _ = loaded(write(tmp_path / "a", NETWORK))
    backward, _ = loaded(write(tmp_path / "b", dict(zip(names, reversed(NETWORK.values()), strict=True))))
    assert dump_json(forward) == dump_json(backward)


# --- single files, stdin, what is no file --------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [VPCS, [VPCS], {"NextToken": "x", **VPCS}], ids=["object", "list", "token first"])
def test_a_dump_may_come_from_stdin(tmp_path: Path, body: Any) -> None:
    done = vpcviz("draw", "-", "-q", "-o", "-", input=json.dumps(body).encode(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b'data-id="vpc-1"' in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", json.dumps({"clusterArns": []}).encode()),
        ("x.txt", json.dumps(VPCS).encode()),
        ("x.json", json.dumps(VPCS).encode("utf-16")),
        ("x", (json.dumps(VPCS) + "\n" + json.dumps(SUBNETS)).encode()),
    ],
    ids=["lower-case key", "another ending", "UTF-16", "several documents"],
)
def test_one_file_is_a_dump_by_its_keys(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    network, _ = loaded(file)
    assert network.origin == "scan"
