"""Network firewalls as AWS tells them: at endpoints, at internet gateways, on transit gateways, in proxy mode."""

import json
from pathlib import Path
from typing import Any

from msgspec import structs

from tests.aws.fakes import OTHER, answer, network_of
from vpcviz.findings import check
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.sources import load

ARN = "arn:aws:network-firewall:eu-west-1:111122223333:firewall/"


def _read(folder: Path, *answers: dict[str, Any]) -> dict[str, r.NetworkFirewall]:
    for at, one in enumerate(answers):
        (folder / f"{at}.json").write_text(json.dumps(one))
    return {one.name: one for one in load([str(folder)]).network_firewalls}


def _described(name: str, states: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"Firewall": {"FirewallName": name, "FirewallArn": ARN + name, **fields}, "FirewallStatus": {"SyncStates": states}}


def test_where_a_firewall_inspects(tmp_path: Path) -> None:
    zones = [{"ZoneName": "eu-west-1a", "ZoneId": "euw1-az1", "RegionName": "eu-west-1"}]
    found = _read(
        tmp_path,
        {"AvailabilityZones": zones},
        _described("plain", {"eu-west-1a": {"Attachment": {"SubnetId": "subnet-1", "EndpointId": "vpce-1"}}}, VpcId="vpc-1"),
        _described("hub", {}, TransitGatewayId="tgw-1", AvailabilityZoneMappings=[{"AvailabilityZone": "euw1-az1"}]),
        _described(
            "proxy",
            {
                "eu-west-1a": {
                    "NatGatewayAttachments": [
                        {"NatGatewayId": "nat-1", "Status": "READY"},
                        {"NatGatewayId": "nat-2", "Status": "FAILED"},
                    ]
                }
            },
            VpcEndpoint={"VpcId": "vpc-1", "SubnetMappings": [{"SubnetId": "subnet-1"}]},
            TransparentFilteringNatScope="NAT_ALL",
        ),
        _described(
            "gateway",
            {"eu-west-1a": {"AddressTranslations": {"PublicIPv4Addresses": ["203.0.113.7"]}}},
            VpcId="vpc-1",
            IgwFirewallConfiguration={"EnforcementMode": "POLICY_CONTROLLED"},
        ),
    )
    assert {name: one.placement for name, one in found.items()} == {
        "plain": "subnets",
        "hub": "transit-gateway",
        "proxy": "proxy",
        "gateway": "internet-gateway",
    }
    assert (found["plain"].endpoints, found["hub"].zones) == ({"subnet-1": "vpce-1"}, ("eu-west-1a",))
    assert (found["proxy"].subnets, found["proxy"].nat_gateways) == (("subnet-1",), ("nat-1",))
    assert found["gateway"].addresses == (r.NatAddress(public_ip="203.0.113.7", zone="eu-west-1a"),)


def test_a_vpc_tells_of_a_firewall_that_was_not_read(tmp_path: Path) -> None:
    association = {"FirewallArn": ARN + "edge", "FirewallMode": "monitor", "FirewallOnboardingStatus": "pending"}
    vpcs = [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "NetworkFirewallAssociations": [association]}]
    (edge,) = _read(tmp_path, {"Vpcs": vpcs}).values()
    assert (edge.placement, edge.vpc, edge.mode, edge.state) == ("internet-gateway", "vpc-1", "monitor", "pending")


def test_a_further_endpoint_of_a_firewall_is_where_routes_lead() -> None:
    """Network Firewall API Reference, VpcEndpointAssociation: an endpoint in any VPC, also of a firewall that another account has."""
    arn = f"arn:aws:network-firewall:eu-west-1:{OTHER}:firewall/shared"
    association = {
        "VpcEndpointAssociation": {
            "VpcEndpointAssociationArn": "a-1",
            "FirewallArn": arn,
            "VpcId": "vpc-1",
            "SubnetMapping": {"SubnetId": "subnet-1"},
        },
        "VpcEndpointAssociationStatus": {
            "AssociationSyncState": {"eu-west-1a": {"Attachment": {"SubnetId": "subnet-1", "EndpointId": "vpce-1"}}}
        },
    }
    own = {
        "Firewall": {"FirewallArn": arn, "FirewallName": "shared", "VpcId": "vpc-9", "SubnetMappings": [{"SubnetId": "subnet-9"}]},
        "FirewallStatus": {"SyncStates": {"eu-west-1b": {"Attachment": {"SubnetId": "subnet-9", "EndpointId": "vpce-9"}}}},
    }
    further = answer("network-firewall.DescribeVpcEndpointAssociation", association, scope="a-1")
    (alone,) = network_of(further).network_firewalls
    assert (alone.name, alone.account, alone.vpc, alone.endpoints) == ("shared", OTHER, "vpc-1", {"subnet-1": "vpce-1"})
    (both,) = network_of(further, answer("network-firewall.DescribeFirewall", own, account=OTHER, scope=arn)).network_firewalls
    assert (both.vpc, both.endpoints) == ("vpc-9", {"subnet-1": "vpce-1", "subnet-9": "vpce-9"})


def test_an_endpoint_that_ec2_lists_too_is_the_firewalls() -> None:
    """EC2 lists the endpoints of Network Firewall among those for Gateway Load Balancers."""
    endpoint = {
        "VpcEndpointType": "GatewayLoadBalancer",
        "VpcId": "vpc-1",
        "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-1",
    }
    states = {"eu-west-1a": {"Attachment": {"SubnetId": "subnet-1", "EndpointId": "vpce-1"}}}
    network = network_of(
        answer("network-firewall.DescribeFirewall", _described("plain", states, VpcId="vpc-1")),
        answer(
            "ec2.DescribeVpcEndpoints",
            *({**endpoint, "VpcEndpointId": name, "SubnetIds": ["subnet-1"]} for name in ("vpce-1", "vpce-2")),
        ),
        answer(
            "ec2.DescribeNetworkInterfaces",
            {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "InterfaceType": "gateway_load_balancer_endpoint"}
            | {"Description": "VPC Endpoint Interface vpce-1", "PrivateIpAddress": "10.0.0.5"},
        ),
    )
    assert [one.id for one in network.gateway_load_balancer_endpoints] == ["vpce-2"]
    assert [one.id for one in network.interfaces_owned[ARN + "plain"]] == ["eni-1"]
    assert "vpce-1 of Network Firewall plain" not in _said(network), "the subnet is another account's, as far as is known"
    subnet = r.Subnet(id="subnet-1", vpc="vpc-1", cidr="10.0.0.0/24")
    assert "vpce-1 of Network Firewall plain" in _said(structs.replace(network, subnets=(subnet,)))


def _said(network: Network) -> str:
    return " ".join(one.message for one in check(network).findings)
