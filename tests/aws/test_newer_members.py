"""Members of answers that decide something and came with newer versions of AWS: each is kept."""

import json
from pathlib import Path

from tests.aws.fakes import answer, network_of
from vpcviz.layout import Options, lay_out
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.sources import load


def _local_gateway(entries: list[str] | None) -> r.LocalGateway:
    table = {"LocalGatewayRouteTableId": "lgw-rtb-1", "LocalGatewayId": "lgw-1"}
    route = {"LocalGatewayVirtualInterfaceGroupId": "lgw-vif-grp-1", "State": "active"}
    listed = {"PrefixListId": "pl-1", "PrefixListName": "far", "OwnerId": "111122223333"}
    made = network_of(
        answer("ec2.DescribeLocalGateways", {"LocalGatewayId": "lgw-1", "State": "available"}),
        answer("ec2.DescribeLocalGatewayRouteTables", table),
        answer("ec2.DescribeManagedPrefixLists", listed),
        *([answer("ec2.GetManagedPrefixListEntries", *[{"Cidr": one} for one in entries], scope="pl-1")] if entries else []),
        answer(
            "ec2.SearchLocalGatewayRoutes",
            {**route, "DestinationCidrBlock": "10.9.0.0/16"},
            {**route, "DestinationPrefixListId": "pl-1"},
            scope="lgw-rtb-1",
        ),
    )
    (gateway,) = made.local_gateways
    return gateway


def test_routes_of_local_gateways_to_prefix_lists() -> None:
    """EC2 API Reference, LocalGatewayRoute: a route has a CIDR or a prefix list."""
    found = _local_gateway(["192.168.0.0/16", "172.16.0.0/12"])
    assert sorted(one.destination for one in found.routes) == ["10.9.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]
    assert {one.target for one in found.routes} == {"lgw-vif-grp-1"}
    assert _local_gateway(None).routes == ()  # Where the list was not read, which routes there are is not known.


def test_proxies_of_nat_gateways(tmp_path: Path) -> None:
    """EC2 API Reference, NatGatewayAttachedAppliance; one that is no longer attached is none."""
    proxy = "arn:aws:network-firewall:eu-west-1:111122223333:proxy/guard"
    appliance = {"Type": "network-firewall-proxy", "ApplianceArn": proxy, "VpcEndpointId": "vpce-1", "AttachmentState": "attached"}
    gone = {**appliance, "AttachmentState": "detached"}
    subnet = {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "eu-west-1a"}
    nat = {"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "AttachedAppliances": [appliance, gone]}
    answers = [
        {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]},
        {"Subnets": [subnet]},
        {"NatGateways": [{**nat, "NatGatewayAddresses": [{"PrivateIp": "10.0.0.5", "PublicIp": "52.1.1.1"}]}]},
    ]
    (tmp_path / "answers.json").write_text(json.dumps(answers))
    network = load([str(tmp_path)])
    (found,) = network.nat_gateways
    assert [(one.arn, one.type, one.endpoint, one.state) for one in found.appliances] == [
        (proxy, "network-firewall-proxy", "vpce-1", "attached")
    ]
    assert b"proxy guard" in render_svg(lay_out(network, Options()))
