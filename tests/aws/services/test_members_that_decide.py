"""Members of AWS's answers that decide about a packet and that no other answer tells."""

import json
from typing import Any

import pytest
from msgspec import structs

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import network, trace
from vpcviz.model import resources as r

CORE = {"CoreNetworkId": "core-network-1", "State": "AVAILABLE"}


def policy(document: str) -> r.CoreNetwork:
    told = {"CoreNetworkPolicy": {"CoreNetworkId": "core-network-1", "PolicyDocument": document}}
    return network_of(
        answer("networkmanager.ListCoreNetworks", CORE), answer("networkmanager.GetCoreNetworkPolicy", told)
    ).core_networks[0]


@pytest.mark.parametrize("support", [True, False])
def test_the_live_policy_says_whether_rules_may_name_groups_across_a_core_network(support: bool) -> None:
    """AWS Cloud WAN User Guide, "Core network policy version parameters", security-group-support."""
    document = {"version": "2021.12", "core-network-configuration": {"edge-locations": [], "security-group-support": support}}
    assert policy(json.dumps(document)).security_group_referencing is support


@pytest.mark.parametrize("document", ["", "{", "[]", '{"version": "2021.12", "core-network-configuration": {}}'])
def test_a_policy_that_does_not_say_it(document: str) -> None:
    assert policy(document).security_group_referencing is None


def test_connect_peers_have_their_ids() -> None:
    told = {"PeerAddress": "10.0.1.77", "TransitGatewayAddress": "10.250.0.1"}
    peer = {"TransitGatewayConnectPeerId": "tgw-connect-peer-1", "TransitGatewayAttachmentId": "tgw-attach-1", "State": "available"}
    attachment = {"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "ResourceType": "connect"}
    made = network_of(
        answer("ec2.DescribeTransitGatewayAttachments", attachment),
        answer("ec2.DescribeTransitGatewayConnectPeers", {**peer, "ConnectPeerConfiguration": told}),
    )
    assert [one.peer for one in made.transit_gateway_attachments[0].connect_peers] == ["tgw-connect-peer-1"]


def test_an_odb_peering_is_for_some_cidrs() -> None:
    """Oracle Database@AWS API Reference, OdbPeeringConnectionSummary, peerNetworkCidrs."""
    peering = {"odbPeeringConnectionId": "odbpcx-1", "odbNetworkArn": "arn:aws:odb:eu-west-1:111122223333:odb-network/odbnet-1"}
    peering |= {"peerNetworkArn": "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1", "status": "AVAILABLE"}
    made = network_of(
        answer("odb.ListOdbNetworks", {"odbNetworkId": "odbnet-1", "status": "AVAILABLE"}),
        answer("odb.ListOdbPeeringConnections", {**peering, "peerNetworkCidrs": ["10.0.1.0/24"]}),
    )
    assert made.odb_networks[0].peers == (r.OdbPeering(vpc="vpc-1", peering="odbpcx-1", cidrs=("10.0.1.0/24",)),)


ODB = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {in: 10.0.1.9}}, b: {zone: b, cidr: 10.0.2.0/24, instances: {out: 10.0.2.9}}}
        route_tables: {m: {main: true, routes: {10.60.0.0/24: ora}}}
    odb_networks: {ora: {id: odbnet-1, cidrs: [10.60.0.0/24], peers: [{vpc: v, cidrs: [10.0.1.0/24]}]}}
"""


def test_what_is_not_of_the_peered_cidrs_does_not_reach_an_oracle_network() -> None:
    made = network(ODB)
    assert trace(made, "in", "10.60.0.5").verdict == "unknown"
    answer = trace(made, "out", "10.60.0.5")
    assert (answer.verdict, answer.reason) == ("blocked", "ODB_PEERED_CIDRS")
    assert trace(network(ODB.replace("[{vpc: v, cidrs: [10.0.1.0/24]}]", "v")), "out", "10.60.0.5").verdict == "unknown"


ENDPOINT = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        ipv6_cidr: 2001:db8:1::/56
        dns_hostnames: true
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, ipv6_cidr: "2001:db8:1::/64", instances: {both: {ip: 10.0.1.9, ipv6: "2001:db8:1::9"}}}
        route_tables: {m: {main: true}}
        interface_endpoints: {sqs: {id: vpce-1, service: sqs, subnets: {a: 10.0.1.20}, private_dns: true}}
"""


@pytest.mark.parametrize(
    ("record", "addresses"), [("ipv4", ["10.0.1.20"]), ("ipv6", ["2001:db8:1::20"]), ("", ["10.0.1.20", "2001:db8:1::20"])]
)
def test_an_endpoints_names_have_addresses_of_its_record_type(record: str, addresses: list[str]) -> None:
    """AWS PrivateLink Guide, "DNS record IP type": a dual-stack endpoint may answer one family only."""
    made = network(ENDPOINT)
    found: Any = tuple(
        structs.replace(one, ipv6s=("2001:db8:1::20",)) if one.owner == "vpce-1" else one for one in made.network_interfaces
    )
    endpoints = tuple(structs.replace(one, dns_record_type=record) for one in made.interface_endpoints)
    made = structs.replace(made, network_interfaces=found, interface_endpoints=endpoints)
    answer = trace(made, "both", "sqs.eu-west-1.amazonaws.com")
    assert (answer.verdict, list(answer.addresses)) == ("delivered", addresses)
