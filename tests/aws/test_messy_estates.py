"""Estates as they are: no names, hundreds of interfaces, deleted peers, blackholes, local zones, empty VPCs: drawn without a defect."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.aws.fakes import ACCOUNT, OTHER, REGION, answer, network_of
from tests.pictures.geometry import defects
from vpcviz.aws.answers import Answer
from vpcviz.commands import run
from vpcviz.model import Network
from vpcviz.spec import dump_json

ZONES = ("eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1-lon-1a", "eu-west-1-wl1-ber-wlz-1")


def hexed(kind: str, source: random.Random) -> str:
    return f"{kind}-0{source.getrandbits(64):016x}"


def interface(source: random.Random, vpc: str, subnet: str, zone: str, ip: str) -> dict[str, Any]:
    descriptions = (
        "",
        "Primary network interface",
        "RDSNetworkInterface",
        f"AWS Lambda VPC ENI-fn{source.randrange(9)}-7d9ab1a4-0000-4b1e-8f0a-4fd0a3c1b2d3",
        "ELB app/k8s-very-long-generated-name-0123456789abcdef-and-more/50dc6c495c0c9188",
        f"arn:aws:ecs:{REGION}:{ACCOUNT}:attachment/{source.getrandbits(32):x}",
        "Amazon EKS the-cluster",
        "Created By Amazon Workspaces for AWS Account ID 1",
    )
    return {
        "NetworkInterfaceId": hexed("eni", source),
        "VpcId": vpc,
        "SubnetId": subnet,
        "AvailabilityZone": zone,
        "PrivateIpAddress": ip,
        "Description": source.choice(descriptions),
        "Groups": [{"GroupId": hexed("sg", source)}],
        "OwnerId": source.choice((ACCOUNT, OTHER)),
        "Status": "in-use",
    }


def messy(seed: int) -> list[Answer]:
    source = random.Random(seed)
    vpcs, subnets, interfaces, tables, peerings, attachments, endpoints, nats = ([] for _ in range(8))  # type: ignore[var-annotated]
    for number in range(source.randrange(2, 7)):
        vpc = hexed("vpc", source)
        more = [{"CidrBlock": f"100.{64 + number}.0.0/16", "CidrBlockState": {"State": "associated"}}] * source.randrange(2)
        vpcs.append(
            {
                "VpcId": vpc,
                "CidrBlock": f"10.{number}.0.0/16",
                "CidrBlockAssociationSet": more,
                "OwnerId": source.choice((ACCOUNT, OTHER)),
                "IsDefault": number == 1,
            }
        )
        for at in range(source.choice((0, 1, 3, 6))):
            subnet, zone = hexed("subnet", source), source.choice(ZONES)
            subnets.append(
                {
                    "SubnetId": subnet,
                    "VpcId": vpc,
                    "CidrBlock": f"10.{number}.{at}.0/24",
                    "AvailabilityZone": zone,
                    "OwnerId": ACCOUNT,
                }
            )
            count = source.choice((0, 1, 4, 40))
            interfaces += [interface(source, vpc, subnet, zone, f"10.{number}.{at}.{host + 4}") for host in range(count)]
            if source.random() < 0.3:
                interfaces.append(interface(source, vpc, hexed("subnet", source), zone, "192.168.7.7"))
            if source.random() < 0.3:
                nats.append(
                    {
                        "NatGatewayId": hexed("nat", source),
                        "VpcId": vpc,
                        "SubnetId": subnet,
                        "State": source.choice(("available", "failed")),
                    }
                )
        routes: list[dict[str, Any]] = [{"DestinationCidrBlock": f"10.{number}.0.0/16", "GatewayId": "local", "State": "active"}]
        for destination, member, prefix in (
            ("0.0.0.0/0", "GatewayId", "igw"),
            ("::/0", "EgressOnlyInternetGatewayId", "eigw"),
            ("10.0.0.0/8", "TransitGatewayId", "tgw"),
            ("172.16.0.0/12", "VpcPeeringConnectionId", "pcx"),
            ("192.168.0.0/16", "NetworkInterfaceId", "eni"),
        ):
            if source.random() < 0.6:
                word = "DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock"
                routes.append({word: destination, member: hexed(prefix, source), "State": source.choice(("active", "blackhole"))})
        routes.append({"DestinationPrefixListId": hexed("pl", source), "GatewayId": hexed("vpce", source), "State": "active"})
        table = {"RouteTableId": hexed("rtb", source), "VpcId": vpc, "Routes": routes, "Associations": [{"Main": True}]}
        tables.append(table)
        for service in source.sample(("s3", "dynamodb", "sqs", "kms", "logs"), 2):
            kind = "Gateway" if service in ("s3", "dynamodb") else "Interface"
            endpoints.append(
                {
                    "VpcEndpointId": hexed("vpce", source),
                    "VpcEndpointType": kind,
                    "VpcId": vpc,
                    "ServiceName": f"com.amazonaws.eu-west-1.{service}",
                    "RouteTableIds": [table["RouteTableId"]] if kind == "Gateway" else [],
                    "NetworkInterfaceIds": [hexed("eni", source)] if kind == "Interface" else [],
                }
            )
        far = {
            "VpcId": hexed("vpc", source),
            "OwnerId": OTHER,
            "Region": source.choice((REGION, "us-east-1")),
            "CidrBlock": "10.99.0.0/16",
        }
        state = source.choice(("active", "deleted", "pending-acceptance", "expired"))
        peerings.append(
            {
                "VpcPeeringConnectionId": hexed("pcx", source),
                "Status": {"Code": state},
                "RequesterVpcInfo": {"VpcId": vpc, "OwnerId": ACCOUNT, "Region": REGION},
                "AccepterVpcInfo": far,
            }
        )
        attachments.append(
            {
                "TransitGatewayAttachmentId": hexed("tgw-attach", source),
                "TransitGatewayId": "tgw-0aaaaaaaaaaaaaaaa",
                "ResourceType": "vpc",
                "ResourceId": vpc,
                "ResourceOwnerId": ACCOUNT,
                "State": "available",
            }
        )
    return [
        answer("ec2.DescribeVpcs", *vpcs),
        answer("ec2.DescribeSubnets", *subnets),
        answer("ec2.DescribeNetworkInterfaces", *interfaces),
        answer("ec2.DescribeRouteTables", *tables),
        answer("ec2.DescribeVpcPeeringConnections", *peerings),
        answer("ec2.DescribeTransitGatewayAttachments", *attachments),
        answer("ec2.DescribeVpcEndpoints", *endpoints),
        answer("ec2.DescribeNatGateways", *nats),
    ]


def drawn(network: Network, tmp_path: Path, *options: str) -> bytes:
    snapshot, picture = tmp_path / "x.json", tmp_path / "x.svg"
    snapshot.write_bytes(dump_json(network))
    assert run(["draw", str(snapshot), "-q", *options, "-o", str(picture)]) == 0
    return picture.read_bytes()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("detail", ["standard", "full"])
def test_messy_estates_are_drawn_whole_and_without_defects(seed: int, detail: str, tmp_path: Path) -> None:
    network = network_of(*messy(seed))
    svg = drawn(network, tmp_path, "--detail", detail, "--all")
    assert defects(svg) == []
    text = svg.decode()
    for vpc in network.vpcs:
        assert f'data-id="{vpc.id}"' in text, "foreign ones, too"
    for subnet in network.subnets:
        assert f'data-id="{subnet.id}"' in text


def test_default_vpcs_with_nothing_in_them_are_folded_into_a_line(tmp_path: Path) -> None:
    network = network_of(
        answer(
            "ec2.DescribeVpcs",
            {"VpcId": "vpc-0a1", "CidrBlock": "172.31.0.0/16", "IsDefault": True},
            {"VpcId": "vpc-0b2", "CidrBlock": "10.0.0.0/16"},
        ),
        answer(
            "ec2.DescribeSubnets",
            {"SubnetId": "subnet-0a1", "VpcId": "vpc-0a1", "CidrBlock": "172.31.0.0/20", "AvailabilityZone": "eu-west-1a"},
        ),
    )
    folded, whole = drawn(network, tmp_path), drawn(network, tmp_path, "--all")
    assert b'data-id="vpc-0a1"' not in folded
    assert b"default VPC" in folded
    assert b'data-id="vpc-0a1"' in whole


def test_a_route_to_an_interface_that_was_not_read_stays_a_route() -> None:
    network = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-0a1", "CidrBlock": "10.0.0.0/16"}),
        answer(
            "ec2.DescribeRouteTables",
            {
                "RouteTableId": "rtb-0a1",
                "VpcId": "vpc-0a1",
                "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NetworkInterfaceId": "eni-0gone", "State": "active"}],
            },
        ),
    )
    assert [route.target for route in network.route_tables[0].routes] == ["eni-0gone"]
    assert network.network_interfaces == ()
