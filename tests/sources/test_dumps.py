"""Dumps of the AWS CLI as a source: recognised whatever they are called, placed, complete or not, and hostile ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, vpcviz
from vpcviz.aws import dump_places
from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.sources import load

ACCOUNT = "111122223333"
DEMO = SHARED / "data" / "dump-demo"


def write(folder: Path, files: dict[str, Any]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return folder


def loaded(*sources: Path) -> tuple[Network, list[str]]:
    notes: list[str] = []
    return load([str(source) for source in sources], notes), notes


VPCS = {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": ACCOUNT}]}
SUBNETS = {
    "Subnets": [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1a", "OwnerId": ACCOUNT}
    ]
}
TABLES = {
    "RouteTables": [
        {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}]}
    ]
}
GATEWAYS = {"InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}]}
NETWORK = {"a.json": VPCS, "b.json": SUBNETS, "c.json": TABLES, "d.json": GATEWAYS}


def content(network: Network) -> dict[str, Any]:
    return {item.id: item for item in network if not isinstance(item, r.Account)}


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


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"Vpcs": [', "not JSON"),
        ('{"Vpcs": [{"VpcId": NaN}]}', "NaN is no number"),
        ('{"Vpcs": ' + "[" * 2000 + "]" * 2000 + "}", "nested deeper"),
        ('{"Vpcs": [{"VpcId": "vpc-1", "Tags": [{"Key": "Name", "Value": "\\ud83d\\ud83d"}]}]}', "half of a surrogate pair"),
        ('{"Snapshots": []}', "no AWS CLI output is recognised"),
        ("[1, 2]", "no AWS CLI output is recognised"),
        ('"Vpcs"', "no AWS CLI output is recognised"),
    ],
)
def test_what_is_no_dump_is_refused_in_one_message(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        loaded(write(tmp_path / "d", {"x.json": body}))
    assert caught.value.problems[0].file.endswith("x.json") or "recognised" in words


def test_an_escaped_pair_of_surrogates_is_one_character(tmp_path: Path) -> None:
    write(tmp_path, {"vpcs.json": '{"Vpcs": [{"VpcId": "vpc-1", "Tags": [{"Key": "Name", "Value": "\\ud83d\\ude80"}]}]}'})
    network, _ = loaded(tmp_path)
    assert [vpc.name for vpc in network.vpcs] == ["\U0001f680"]


def test_an_error_in_a_file_has_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", {"x.json": '{\n  "Vpcs": [\n    {"VpcId" "vpc-1"}\n  ]\n}'})
    done = vpcviz("draw", folder, "-o", tmp_path / "x.svg")
    assert done.returncode == 2
    assert "x.json:3:" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "odd",
    [
        {"Vpcs": {"VpcId": "vpc-1"}},
        {"Vpcs": 5},
        {"Vpcs": [1, None, "x", [], {}]},
        {"Vpcs": [{"VpcId": {"a": 1}, "CidrBlock": 7, "Tags": "no", "CidrBlockAssociationSet": 3}]},
        {"Subnets": [{"SubnetId": "s", "VpcId": None, "AvailableIpAddressCount": "many", "Ipv6CidrBlockAssociationSet": [None]}]},
        {"NetworkInterfaces": [{"NetworkInterfaceId": "e", "PrivateIpAddresses": {"a": 1}, "Attachment": [], "Groups": [3]}]},
        {"RouteTables": [{"RouteTableId": "r", "Routes": [None, {}, {"DestinationCidrBlock": 3}], "Associations": "x"}]},
        {
            "SecurityGroups": [
                {"GroupId": "g", "IpPermissions": [{"FromPort": 1e400, "ToPort": [], "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
            ]
        },
        {"NetworkAcls": [{"NetworkAclId": "a", "Entries": [{"RuleNumber": "x"}, {"RuleNumber": 1, "PortRange": 5}]}]},
        {"VpcEndpoints": [{"VpcEndpointId": "v", "PolicyDocument": "{", "DnsEntries": [{"DnsName": 3}], "SubnetIds": "s"}]},
        {"VpcPeeringConnections": [{"VpcPeeringConnectionId": "p", "RequesterVpcInfo": [], "Status": "active"}]},
        {
            "Reservations": [
                {"Instances": {"a": 1}},
                {"Instances": [{"InstanceId": "i", "State": "running", "NetworkInterfaces": [5]}]},
            ]
        },
        {"DhcpOptions": [{"DhcpOptionsId": "d", "DhcpConfigurations": [{"Key": "x", "Values": [[1]]}]}]},
        {"LoadBalancers": [{"LoadBalancerArn": "arn", "AvailabilityZones": [[]]}]},
        {"DBInstances": [{"DBInstanceIdentifier": "d", "DBSubnetGroup": "x", "Endpoint": []}]},
        {"Functions": [{"FunctionName": "f", "VpcConfig": [1]}]},
        {"TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "t", "Association": 1, "ResourceType": {"x": 1}}]},
        {"VpnConnections": [{"VpnConnectionId": "v", "Options": "x", "VgwTelemetry": {"a": 1}}]},
        {"cluster": {"resourcesVpcConfig": [], "name": "x"}},
        {"HostedZone": [], "VPCs": {}},
        {"Firewall": {"FirewallArn": "f"}, "FirewallStatus": {"SyncStates": [1]}},
        {"tasks": [{"taskArn": "t", "attachments": [{"type": "ElasticNetworkInterface", "details": "x"}]}]},
        {"ResourceRecordSets": [{"Name": None, "Type": 5}]},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_wrong_types_give_no_traceback(tmp_path: Path, odd: Any) -> None:
    """Wherever AWS has a list, a mapping or a text, something else may stand: it is left out."""
    body = json.dumps(odd).replace("Infinity", "1e400")
    network, _ = loaded(write(tmp_path / "d", {"odd.json": body, "good.json": VPCS}))
    assert network.get("vpc-1", r.Vpc) is not None
    from vpcviz.spec import dump_json

    assert dump_json(network)


def test_an_empty_file_is_said_and_is_a_gap(tmp_path: Path) -> None:
    network, notes = loaded(write(tmp_path / "d", {"v.json": VPCS, "describe-subnets.json": ""}))
    assert "is empty" in notes[0]
    assert "DescribeSubnets" in {gap.operation for gap in network.gaps}


def test_files_of_powershell_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", {})
    folder.mkdir()
    (folder / "v.json").write_bytes(json.dumps(VPCS).encode("utf-16"))
    (folder / "s.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(SUBNETS).encode())
    network, _ = loaded(folder)
    assert set(content(network)) == {"vpc-1", "subnet-1"}


def test_the_order_of_files_means_nothing(tmp_path: Path) -> None:
    from vpcviz.spec import dump_json

    names = list(NETWORK)
    forward, _ = loaded(write(tmp_path / "a", NETWORK))
    backward, _ = loaded(write(tmp_path / "b", dict(zip(names, reversed(NETWORK.values()), strict=True))))
    assert dump_json(forward) == dump_json(backward)


# --- the dump of a real account -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not DEMO.is_dir(), reason="the demo dump is not here")
def test_the_demo_dump_is_drawn_whole(tmp_path: Path) -> None:
    picture = tmp_path / "demo.svg"
    done = vpcviz("draw", DEMO, "--detail", "full", "-o", picture)
    assert done.returncode == 0
    said, svg = done.stderr.decode(), picture.read_text()
    assert "46 kinds of resources of 1 account were not read: `vpcviz gaps " in said
    assert "46 kinds of resources of 1 account were not read: `vpcviz gaps` lists them" in svg
    ids = {raw["SubnetId"] for raw in read_demo("ec2-describe-subnets")["Subnets"]}
    ids |= {raw["NetworkInterfaceId"] for raw in read_demo("ec2-describe-network-interfaces")["NetworkInterfaces"]}
    ids |= {raw["VpcEndpointId"] for raw in read_demo("ec2-describe-vpc-endpoints")["VpcEndpoints"]}
    assert len(ids) == 7
    for identity in sorted(ids):
        assert f'data-id="{identity}"' in svg
    for address in ("172.31.48.168", "3.80.3.41", "10.0.0.1"):
        assert address in svg


@pytest.mark.skipif(not DEMO.is_dir(), reason="the demo dump is not here")
def test_the_demo_dump_becomes_a_snapshot_that_draws_the_same(tmp_path: Path) -> None:
    snapshot, one, two = tmp_path / "demo.json", tmp_path / "one.svg", tmp_path / "two.svg"
    assert vpcviz("scan", DEMO, "-o", snapshot).returncode == 0
    assert vpcviz("draw", snapshot, "-o", one).returncode == 0
    assert vpcviz("draw", DEMO, "-o", two).returncode == 0
    assert one.read_bytes() == two.read_bytes()


def read_demo(name: str) -> Any:
    return json.loads((DEMO / "us-east-1" / f"{name}.json").read_text())


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


def test_pipes_in_a_folder_are_not_waited_for(tmp_path: Path) -> None:
    import os

    folder = write(tmp_path / "d", {"v.json": VPCS})
    os.mkfifo(folder / "pipe.json")
    network, _ = loaded(folder)
    assert set(content(network)) == {"vpc-1"}


def test_file_names_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    folder = write(tmp_path / "d", {"v.json": VPCS, "\x1b[31mred.json": {"Odd\x1b[2J": []}})
    done = vpcviz("draw", folder, "-q", "-o", tmp_path / "x.svg")
    assert done.returncode == 0
    assert b"\x1b" not in done.stderr


def test_entries_that_are_no_records_are_left_out_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "vpcs.json").write_text('{"Vpcs": [5, null, "x", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}')
    notes: list[str] = []
    assert [vpc.id for vpc in load([str(tmp_path / "vpcs.json")], notes).vpcs] == ["vpc-1"]
    (note,) = [note for note in notes if "Vpcs[0]: expected a record, got a number (and 2 more)" in note]
    assert note.endswith("what is not as AWS prints it was left out")


def test_a_value_that_is_no_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "vpcs.json").write_text('{"Vpcs": 5}')
    with pytest.raises(InputError, match="'Vpcs' is not the list that the AWS CLI prints"):
        load([str(tmp_path / "vpcs.json")])


@pytest.mark.parametrize("region", ["eusc-de-east-1", "us-isob-east-1", "cn-northwest-1", "mx-central-9"])
def test_a_folder_named_for_a_region_of_any_partition_is_that_region(tmp_path: Path, region: str) -> None:
    vpc = {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}
    network, notes = loaded(write(tmp_path, {f"{ACCOUNT}/{region}/vpcs.json": vpc}))
    assert (network.vpcs[0].account, network.vpcs[0].region, notes) == (ACCOUNT, region, [])


def test_a_zone_and_an_arn_of_any_partition_tell_the_region(tmp_path: Path) -> None:
    subnet = {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eusc-de-east-1a"}
    group = {"TargetGroupArn": f"arn:aws-iso-b:elasticloadbalancing:us-isob-east-1:{ACCOUNT}:targetgroup/a/1", "VpcId": "vpc-2"}
    network, _ = loaded(write(tmp_path, {"a.json": {"Subnets": [subnet]}, "b.json": {"TargetGroups": [group]}}))
    assert network.subnets[0].region == "eusc-de-east-1"
    assert network.target_groups[0].region == "us-isob-east-1"


BALANCER = f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:loadbalancer/net/front/1"
GROUP = f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:targetgroup/app/1"
CROSS_ZONE = {"Key": "load_balancing.cross_zone.enabled", "Value": "true"}


@pytest.mark.parametrize(
    ("name", "items", "whose"),
    [
        ("x.json", [CROSS_ZONE, {"Key": "deletion_protection.enabled", "Value": "false"}], "balancer"),
        ("x.json", [CROSS_ZONE, {"Key": "stickiness.enabled", "Value": "false"}], "group"),
        ("x.json", [{**CROSS_ZONE, "Value": "use_load_balancer_configuration"}], "group"),
        ("describe-target-group-attributes.1.json", [CROSS_ZONE], "group"),
        ("target_group_attributes.json", [CROSS_ZONE], "group"),
        ("load-balancer-attributes.json", [CROSS_ZONE], "balancer"),
    ],
)
def test_attributes_of_load_balancers_and_target_groups_are_told_apart(
    tmp_path: Path, name: str, items: list[dict[str, str]], whose: str
) -> None:
    files = {
        "a.json": {"LoadBalancers": [{"LoadBalancerArn": BALANCER, "Type": "network", "VpcId": "vpc-1"}]},
        "b.json": {"TargetGroups": [{"TargetGroupArn": GROUP, "VpcId": "vpc-1", "LoadBalancerArns": [BALANCER]}]},
        name: {"Attributes": items},
    }
    network, notes = loaded(write(tmp_path / "eu-west-1", files))
    assert notes == []
    assert network.load_balancers[0].cross_zone is (True if whose == "balancer" else None)
    assert network.target_groups[0].attributes_known is (whose == "group")


def test_a_dump_and_its_own_snapshot_are_the_same_network(tmp_path: Path) -> None:
    """Whatever the order of AWS's lists: rules, names of an endpoint, values of records, tags."""
    from vpcviz.spec import dump_json

    names = [
        "z.vpce-1.vpce.amazonaws.com",
        "vpce-1-b.vpce.amazonaws.com",
        "vpce-1.vpce.amazonaws.com",
        "sqs.eu-west-1.amazonaws.com",
    ]
    zone = {"Id": "/hostedzone/Z1", "Name": "corp.", "Config": {"PrivateZone": True}}
    record = {
        "Name": "a.corp.",
        "Type": "A",
        "ResourceRecords": [{"Value": "10.0.0.9"}, {"Value": "10.0.0.10"}, {"Value": "10.0.0.2"}],
    }
    endpoint = {
        "VpcEndpointId": "vpce-1",
        "VpcId": "vpc-1",
        "DnsEntries": [{"DnsName": name} for name in names],
        "SubnetIds": ["s-2", "s-1"],
    }
    tags = [{"Key": "b", "Value": "2"}, {"Key": "a", "Value": "1"}]
    content = {
        "VpcEndpoints": [{**endpoint, "Tags": tags}],
        "HostedZones": [zone],
        "Z1": {"ResourceRecordSets": [record]},
        "Vpcs": [{"VpcId": "vpc-2"}, {"VpcId": "vpc-1", "Tags": tags}],
    }
    network, _ = loaded(write(tmp_path / "a" / "eu-west-1", {"x.json": content}))
    for name in ("VpcEndpoints", "Vpcs"):
        for item in content[name]:
            item.get("Tags", []).reverse()
    other, _ = loaded(write(tmp_path / "b" / "eu-west-1", {"x.json": content}))
    saved = dump_json(network)
    assert dump_json(other) == saved
    snapshot = write(tmp_path, {"s.json": saved.decode() if isinstance(saved, bytes) else saved}) / "s.json"
    assert loaded(snapshot)[0] == network
    assert network.hosted_zones[0].records[0].values == ("10.0.0.2", "10.0.0.9", "10.0.0.10")


@pytest.mark.parametrize(
    ("more", "whole"),
    [
        ({"NextToken": "abc"}, False),
        ({"nextToken": "abc"}, False),
        ({"NextMarker": "abc"}, False),
        ({"AdditionalRoutesAvailable": True}, False),
        ({"NextToken": ""}, True),
        ({"NextToken": None}, True),
        ({"AdditionalRoutesAvailable": False}, True),
        ({"IsTruncated": False, "Marker": "abc"}, True),
    ],
)
def test_an_answer_that_says_that_there_is_more_is_a_gap(tmp_path: Path, more: dict[str, Any], whole: bool) -> None:
    network, _ = loaded(write(tmp_path / "eu-west-1", {"vpcs.json": {**VPCS, **more}}))
    assert [vpc.id for vpc in network.vpcs] == ["vpc-1"], "what is there counts"
    errors = [gap.error for gap in network.gaps if gap.operation == "DescribeVpcs"]
    assert errors == ([] if whole else ["IncompletePages"])


def test_the_marker_of_a_database_page_says_that_there_is_more(tmp_path: Path) -> None:
    network, _ = loaded(
        write(tmp_path, {"a.json": {"DBInstances": [], "Marker": "abc"}, "b.json": {"FileSystems": [], "Marker": "x"}})
    )
    incomplete = {gap.operation for gap in network.gaps if gap.error == "IncompletePages"}
    assert incomplete == {"DescribeDBInstances"}, "EFS repeats the marker that it was asked with"


def test_routes_and_records_of_a_truncated_answer_are_not_all_known(tmp_path: Path) -> None:
    files = {
        "a.json": {"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}]},
        "b.json": {
            "Routes": [
                {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayAttachments": [], "Type": "static", "State": "active"}
            ],
            "AdditionalRoutesAvailable": True,
        },
        "c.json": {"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "corp.", "Config": {"PrivateZone": True}}]},
        "d.json": {"ResourceRecordSets": [{"Name": "a.corp.", "Type": "A"}], "IsTruncated": True, "NextRecordName": "b.corp."},
    }
    network, _ = loaded(write(tmp_path, files))
    assert not network.transit_gateway_route_tables[0].routes_known
    assert not network.hosted_zones[0].records_known


ODD_MEMBERS = [
    (
        "RouteTables",
        {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": 5},
        "RouteTables[0].Associations: expected a list, got a number",
    ),
    ("InternetGateways", {"InternetGatewayId": "igw-1", "Attachments": True}, "Attachments: expected a list, got true or false"),
    ("InternetGateways", {"InternetGatewayId": "igw-1", "Attachments": ["x"]}, "Attachments[0]: expected a record, got a text"),
    ("Subnets", {"SubnetId": "subnet-1", "VpcId": ["vpc-1"]}, "Subnets[0].VpcId: expected a text, got a list"),
    (
        "NatGateways",
        {"NatGatewayId": "nat-1", "NatGatewayAddresses": {"a": 1}},
        "NatGatewayAddresses: expected a list, got a record",
    ),
]


@pytest.mark.parametrize(("key", "item", "words"), ODD_MEMBERS)
def test_a_member_of_another_type_leaves_out_its_record_with_its_place(
    tmp_path: Path, key: str, item: dict[str, Any], words: str
) -> None:
    """The record beside it stays, and what was left out is a gap."""
    member = next(iter(item))
    other = {member: f"{item[member]}-other", "VpcId": "vpc-1"}
    network, notes = loaded(write(tmp_path / "eu-west-1", {"v.json": VPCS, "odd.json": {key: [item, other]}}))
    (note,) = notes
    assert words in note
    assert "odd.json" in note
    assert f"{item[member]}-other" in network.by_id
    assert item[member] not in network.by_id
    assert [gap.error for gap in network.gaps if gap.error not in ("NotInDump",)] == ["MalformedRecord"]


def test_nulls_and_numbers_for_texts_are_read(tmp_path: Path) -> None:
    """What a query of the AWS CLI does not find is null; hand-made dumps have account ids and ports as what they look like."""
    files = {
        "f.json": {"Functions": [{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:eu-west-1:1:function:f", "VpcConfig": None}]},
        "v.json": {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": 111122223333, "CidrBlock": "10.0.0.0/16", "Tags": None}]},
        "g.json": {
            "SecurityGroups": [
                {
                    "GroupId": "sg-1",
                    "VpcId": "vpc-1",
                    "IpPermissions": [
                        {"IpProtocol": "tcp", "FromPort": "443", "ToPort": 443.0, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
                    ],
                }
            ]
        },
    }
    network, notes = loaded(write(tmp_path, files))
    assert notes == []
    assert network.vpcs[0].account == ACCOUNT
    assert [(rule.from_port, rule.to_port) for rule in network.security_groups[0].ingress] == [(443, 443)]


def test_an_instance_has_the_address_that_it_tells_where_its_interfaces_were_not_read(tmp_path: Path) -> None:
    instance = {
        "InstanceId": "i-1",
        "VpcId": "vpc-1",
        "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.1.7",
        "State": {"Name": "running"},
    }
    groups = {"SecurityGroups": [{"GroupId": "sg-1"}], "PublicIpAddress": "203.0.113.9"}
    reservations = {"Reservations": [{"OwnerId": ACCOUNT, "Instances": [{**instance, **groups}]}]}
    network, _ = loaded(write(tmp_path / "a", {"v.json": VPCS, "s.json": SUBNETS, "i.json": reservations}))
    (interface,) = network.network_interfaces
    assert (interface.owner, interface.private_ips, interface.public_ip, interface.foreign) == (
        "i-1",
        ("10.0.1.7",),
        "203.0.113.9",
        True,
    )
    assert (interface.subnet, interface.security_groups) == ("subnet-1", ("sg-1",))
    read = {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "Attachment": {"InstanceId": "i-1"}}]}
    network, _ = loaded(write(tmp_path / "b", {"v.json": VPCS, "i.json": reservations, "n.json": read}))
    assert [one.id for one in network.network_interfaces] == ["eni-1"]


@pytest.mark.parametrize(
    "beside",
    [{}, {"NextToken": None}, {"NextToken": "more"}, {"ResponseMetadata": {}}, {"Vpcs": VPCS["Vpcs"]}],
    ids=["alone", "no token", "a token", "metadata", "another answer"],
)
def test_a_list_that_is_read_in_one_go_is_read_as_any_other(tmp_path: Path, beside: dict[str, Any]) -> None:
    """The careful way is that of a list of answers: the same network, gaps and notes."""
    answer = {**SUBNETS, **beside}
    network, notes = loaded(write(tmp_path / "a", {"subnets.json": answer}))
    again, careful = loaded(write(tmp_path / "b", {"subnets.json": [answer]}))
    assert (network, notes) == (again, careful)
    assert [subnet.id for subnet in network.subnets] == ["subnet-1"]
    assert ("DescribeSubnets" in {gap.operation for gap in network.gaps}) is (beside == {"NextToken": "more"})


def test_what_an_item_tells_of_its_region_is_looked_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time grew with the square of the items, where none told a region."""
    looks = 0
    look = dump_places._region_in

    def counted(item: Any) -> str:
        nonlocal looks
        looks += 1
        return look(item)

    monkeypatch.setattr(dump_places, "_region_in", counted)
    tables = [{"RouteTableId": f"rtb-{n}", "VpcId": f"vpc-{n}", "OwnerId": ACCOUNT, "Routes": []} for n in range(50)]
    network, _ = loaded(write(tmp_path, {"tables.json": {"RouteTables": tables}}))
    assert (len(network.route_tables), looks) == (50, 50)
