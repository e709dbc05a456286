"""Dumps of the AWS CLI: whose and from where an answer is, and what snapshots make of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.sources.dumps import ACCOUNT, SUBNETS, VPCS, loaded, write
from vpcviz.aws import dump_accounts


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
    look = dump_accounts._region_in

    def counted(item: Any) -> str:
        nonlocal looks
        looks += 1
        return look(item)

    monkeypatch.setattr(dump_accounts, "_region_in", counted)
    tables = [{"RouteTableId": f"rtb-{n}", "VpcId": f"vpc-{n}", "OwnerId": ACCOUNT, "Routes": []} for n in range(50)]
    network, _ = loaded(write(tmp_path, {"tables.json": {"RouteTables": tables}}))
    assert (len(network.route_tables), looks) == (50, 50)
