"""AWS's documented examples of peering, one test each."""

import pytest

from tests.traffic.helpers import network, scan, trace

PEERING = """
    vpcs:
      a:
        cidr: 10.1.0.0/16
        subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {left: {ip: 10.1.1.10}}}}
        route_tables: {a: {main: true, routes: %(a)s}}
      b:
        cidr: 10.2.0.0/16
        internet_gateway: {id: igw-b}
        vpn_gateway: {id: vgw-b}
        subnets:
          b: {zone: a, cidr: 10.2.1.0/24, instances: {middle: {ip: 10.2.1.10, public_ip: 203.0.113.9}}, nat_gateway: {id: nat-b, private_ip: 10.2.1.5, public_ip: 203.0.113.7}}
        route_tables: {b: {main: true, routes: {0.0.0.0/0: igw-b, 10.1.0.0/16: pcx-ab, 10.3.0.0/16: pcx-bc, 172.16.0.0/16: vgw-b, pl-6da54004: s3}}}
        gateway_endpoints: {s3: {id: vpce-s3, service: s3}}
      c:
        cidr: 10.3.0.0/16
        subnets: {c: {zone: a, cidr: 10.3.1.0/24, instances: {right: {ip: 10.3.1.10}}}}
        route_tables: {c: {main: true, routes: {10.2.0.0/16: pcx-bc, 10.1.0.0/16: pcx-bc}}}
    peerings: [{id: pcx-ab, between: [a, b]%(status)s}, {id: pcx-bc, between: [b, c]}]
    on_premises: {office: {cidr: 172.16.0.0/16}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-b, bgp: false, static_routes: 172.16.0.0/16}}
"""


def peering(routes: str, status: str = "") -> str:
    return PEERING % {"a": routes, "status": status}


def test_two_peered_vpcs():
    """VPC Peering Guide, "Two VPCs peered together"."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab}")), "left", "middle")
    assert answer.verdict == "delivered"
    assert answer.stays_on_aws_network is True


def test_peering_is_not_transitive():
    """VPC Peering Guide, "Unsupported VPC peering configurations", "Transitive peering"."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab, 10.3.0.0/16: pcx-ab}")), "left", "right")
    assert (answer.verdict, answer.reason) == ("blocked", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")
    assert answer.forward[-1].id == "pcx-ab"


@pytest.mark.parametrize("target", ["internet", "172.16.0.20", "s3.eu-west-1.amazonaws.com"])
def test_no_edge_to_edge_through_peering(target: str):
    """VPC Peering Guide, "Edge to edge routing through a gateway": internet gateway, NAT, VPN, gateway endpoint of the peer."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab, 0.0.0.0/0: pcx-ab}")), "left", target)
    assert (answer.verdict, answer.reason) == ("blocked", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")


def test_no_edge_to_edge_from_on_premises():
    """VPC Peering Guide, "Edge to edge routing": on-premises does not reach A through the VPN of B."""
    net = network(peering("{10.2.0.0/16: pcx-ab, 172.16.0.0/16: pcx-ab}"))
    assert trace(net, "office", "middle").verdict == "delivered"
    answer = trace(net, "office", "left")
    assert (answer.verdict, answer.reason) == ("blocked", "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")


@pytest.mark.parametrize("status", ["pending-acceptance", "deleted", "rejected", "expired"])
def test_peering_that_is_not_active(status: str):
    """VPC Peering Guide, "VPC peering connection lifecycle": only an active connection carries traffic."""
    answer = trace(network(peering("{10.2.0.0/16: pcx-ab}", f", status: {status}")), "left", "middle")
    assert (answer.verdict, answer.reason) == ("blocked", "BAD_STATE")


def test_peer_of_another_account_not_read():
    """A peer that was not read: unknown, and the account is named."""
    net = scan(
        """
        vpcs: [{id: vpc-1, cidrs: [10.1.0.0/16]}, {id: vpc-2, foreign: true, account: "222222222222", cidrs: [10.2.0.0/16]}]
        subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}]
        network_interfaces: [{id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], security_groups: [sg-1]}]
        route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.2.0.0/16, target: pcx-1}]}]
        security_groups: [{id: sg-1, vpc: vpc-1, egress: [{protocol: "-1", peer: 0.0.0.0/0}]}]
        network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
        peerings: [{id: pcx-1, requester: vpc-1, accepter: vpc-2, accepter_account: "222222222222", accepter_cidrs: [10.2.0.0/16]}]
        """
    )
    answer = trace(net, "eni-1", "10.2.1.1")
    assert (answer.verdict, answer.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert "222222222222" in answer.missing[0]


def test_overlapping_addresses_do_not_mislead():
    """An interface asked for in a VPC that the sender's routes do not lead to: the packet arrives elsewhere."""
    net = network(
        """
        vpcs:
          a: {cidr: 10.0.0.0/16, subnets: {a1: {zone: a, cidr: 10.0.1.0/24, instances: {one: {ip: 10.0.1.10}, near: {ip: 10.0.1.20}}}}}
          b: {cidr: 10.0.0.0/16, subnets: {b1: {zone: a, cidr: 10.0.1.0/24, instances: {far: {ip: 10.0.1.20}}}}}
        """
    )
    assert trace(net, "one", "near").verdict == "delivered"
    answer = trace(net, "one", "far")
    assert (answer.verdict, answer.reason) == ("blocked", "ARRIVES_ELSEWHERE")
