"""Snapshots: canonical, quick to load, stamped only when asked, and a spec to start from."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.aws.fakes import answer, network_of
from tests.conftest import vpcviz
from vpcviz.commands.documents import document_of
from vpcviz.model import Network
from vpcviz.spec import dump_json, json_schema, load_document

ENIS = 10_000


def estate(interfaces: int) -> Network:
    """An estate with so many network interfaces, in VPCs of 200."""
    answers = []
    vpcs, subnets, enis = [], [], []
    for number in range(interfaces // 200):
        vpcs.append({"VpcId": f"vpc-{number:05d}", "CidrBlock": f"10.{number % 256}.0.0/16", "OwnerId": "111122223333"})
        subnets.append(
            {
                "SubnetId": f"subnet-{number:05d}",
                "VpcId": f"vpc-{number:05d}",
                "CidrBlock": f"10.{number % 256}.1.0/24",
                "AvailabilityZone": "eu-west-1a",
            }
        )
        for host in range(200):
            ip = f"10.{number % 256}.1.{host + 4}"
            enis.append(
                {
                    "NetworkInterfaceId": f"eni-{number:05d}{host:04d}",
                    "VpcId": f"vpc-{number:05d}",
                    "SubnetId": f"subnet-{number:05d}",
                    "AvailabilityZone": "eu-west-1a",
                    "PrivateIpAddress": ip,
                    "PrivateIpAddresses": [{"PrivateIpAddress": ip, "Primary": True}],
                    "Groups": [{"GroupId": "sg-1"}],
                    "Description": "Primary network interface",
                    "Status": "in-use",
                    "OwnerId": "111122223333",
                    "Attachment": {"InstanceId": f"i-{number:05d}{host:04d}"},
                }
            )
    answers = [
        answer("ec2.DescribeVpcs", *vpcs),
        answer("ec2.DescribeSubnets", *subnets),
        answer("ec2.DescribeNetworkInterfaces", *enis),
    ]
    return network_of(*answers)


def test_ten_thousand_interfaces_load_as_they_were() -> None:
    data = dump_json(estate(ENIS))
    network = load_document("estate.json", data)
    assert len(network.network_interfaces) == ENIS
    assert dump_json(network) == data


def test_a_snapshot_is_canonical_and_fits_the_schema() -> None:
    network = estate(400)
    data = dump_json(network)
    assert dump_json(load_document("x.json", data)) == data
    document = json.loads(data)
    assert list(document)[:2] == ["vpcviz", "origin"]
    jsonschema.validate(document, json_schema())


def test_the_stamp_is_only_there_when_asked_for(tmp_path: Path) -> None:
    snapshot = tmp_path / "x.json"
    snapshot.write_bytes(dump_json(estate(200)))
    plain = vpcviz("scan", snapshot, "-q").stdout
    assert b"stamp" not in plain
    assert plain == snapshot.read_bytes()
    stamped = json.loads(vpcviz("scan", snapshot, "-q", "--stamp").stdout)
    assert stamped["stamp"].endswith("Z")


def test_a_spec_to_start_from_loads_and_draws(tmp_path: Path) -> None:
    vpc = {"VpcId": "vpc-0a1", "CidrBlock": "10.0.0.0/16", "OwnerId": "012345670123", "Tags": [{"Key": "Name", "Value": "no"}]}
    subnet = {
        "SubnetId": "subnet-0a1",
        "VpcId": "vpc-0a1",
        "CidrBlock": "10.0.1.0/24",
        "AvailabilityZone": "eu-west-1a",
        "OwnerId": "012345670123",
    }
    network = network_of(
        answer("ec2.DescribeVpcs", vpc, account="012345670123"), answer("ec2.DescribeSubnets", subnet, account="012345670123")
    )
    data, notes = document_of(network, as_yaml=True)
    assert notes == []
    spec = load_document("x.yaml", data)
    assert spec.origin == "spec"
    assert [(one.id, one.name, one.account) for one in spec.vpcs] == [("vpc-0a1", "no", "012345670123")], "texts stay texts"
    (tmp_path / "x.yaml").write_bytes(data)
    assert vpcviz("draw", tmp_path / "x.yaml", "-o", tmp_path / "x.svg").returncode == 0


def test_what_keeps_a_spec_from_being_read_is_said() -> None:
    """AWS may have what a spec may not: an interface with an address outside its subnet, say."""
    vpc = {"VpcId": "vpc-0a1", "CidrBlock": "10.0.0.0/16"}
    subnet = {"SubnetId": "subnet-0a1", "VpcId": "vpc-0a1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1a"}
    eni = {"NetworkInterfaceId": "eni-0a1", "SubnetId": "subnet-0a1", "VpcId": "vpc-0a1", "PrivateIpAddress": "172.31.0.9"}
    network = network_of(
        answer("ec2.DescribeVpcs", vpc), answer("ec2.DescribeSubnets", subnet), answer("ec2.DescribeNetworkInterfaces", eni)
    )
    data, notes = document_of(network, as_yaml=True)
    assert b"172.31.0.9" in data
    assert "origin: scan" in notes[0]
    assert any("172.31.0.9" in note for note in notes[1:])


@pytest.mark.parametrize("place", ["missing/x.json", "."])
def test_a_place_that_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path, place: str) -> None:
    done = vpcviz("scan", "--region", "eu-west-1", "--endpoint-url", "http://127.0.0.1:9", "-o", tmp_path / place)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_one_id_in_two_collections_makes_a_snapshot_that_is_read_again() -> None:
    network = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-0a", "CidrBlock": "10.0.0.0/16"}),
        answer("ec2.DescribeNatGateways", {"NatGatewayId": "twice-1", "VpcId": "vpc-0a"}),
        answer("ec2.DescribeTransitGateways", {"TransitGatewayId": "twice-1"}),
    )
    assert {item.id for item in (*network.nat_gateways, *network.transit_gateways)} == {"twice-1", "twice-1:transit-gateway"}
    assert load_document("again.json", dump_json(network)) == network
