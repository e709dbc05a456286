"""On-premises networks that Cloud WAN core networks join, both ways.

AWS Cloud WAN User Guide, "Site-to-site VPN attachments", "Direct Connect gateway attachments": the routes of the attachment's segment
are announced, and decide what comes in.
"""

import pytest
from msgspec import structs

from tests.traffic.helpers import network, trace

SPEC = """
    core_networks:
      wan:
        id: core-network-1
        attachments:
          - {attachment: attachment-a, type: VPC, resource: a, segment: prod, location: eu-west-1}
          - %s
        routes:
          - {segment: prod, location: eu-west-1, destination: 10.1.0.0/16, attachments: [attachment-a]}
          - {segment: prod, location: eu-west-1, destination: 192.168.0.0/16, attachments: [attachment-far]}
          - {segment: dev, location: eu-west-1, destination: 10.2.0.0/16, attachments: [attachment-b]}
    on_premises: {dc: {cidrs: 192.168.0.0/16}}
    customer_gateways: {router: {on_premises: dc}}
    %s
    vpcs:
      a:
        region: eu-west-1
        cidr: 10.1.0.0/16
        subnets: {a-1: {zone: a, cidr: 10.1.1.0/24, instances: {here: {ip: 10.1.1.10}}}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: core_network}}}
      b:
        region: eu-west-1
        cidr: 10.2.0.0/16
        subnets: {b-1: {zone: a, cidr: 10.2.1.0/24, instances: {there: {ip: 10.2.1.10}}}}
"""
VPN = (
    "{attachment: attachment-far, type: SITE_TO_SITE_VPN, resource: link, segment: prod, location: eu-west-1}",
    "vpn_connections: {link: {customer_gateway: router, gateway: wan, bgp: true}}",
)
DIRECT_CONNECT = (  # Such an attachment is at several edges, so AWS names none.
    "{attachment: attachment-far, type: DIRECT_CONNECT_GATEWAY, resource: dx, segment: prod}",
    """direct_connect_gateways: {dx: {}}
    direct_connect_associations: [{direct_connect_gateway: dx, gateway: wan}]
    virtual_interfaces: {line: {type: transit, gateway: dx, on_premises: dc}}""",
)


@pytest.mark.parametrize("link", [VPN, DIRECT_CONNECT], ids=["VPN", "Direct Connect"])
@pytest.mark.parametrize(("source", "target"), [("here", "192.168.1.5"), ("dc", "here")])
def test_over_the_segment_of_its_attachment_both_ways(link: tuple[str, str], source: str, target: str) -> None:
    answer = trace(network(SPEC % link), source, target)
    assert answer.delivered, answer.explanation
    assert sum(hop.kind == "core-network" for hop in answer.forward) >= 2
    assert sum(hop.kind == "core-network" for hop in answer.back) >= 2


@pytest.mark.parametrize("link", [VPN, DIRECT_CONNECT], ids=["VPN", "Direct Connect"])
def test_what_is_not_in_the_segment_is_not_announced(link: tuple[str, str]) -> None:
    answer = trace(network(SPEC % link), "dc", "there")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_ON_PREMISES"), answer.explanation


def test_what_is_announced_is_not_known_where_the_routes_were_not_read() -> None:
    text = SPEC % VPN
    unread = "\n".join(line for line in text.splitlines() if "{segment:" not in line and "routes:\n" not in line)
    answer = trace(network(unread.replace("        routes:\n", "")), "dc", "here")
    assert answer.verdict == "unknown", answer.explanation


@pytest.mark.parametrize(("kind", "inside"), [("PrivateIpv4", True), ("", False)])
def test_a_vpn_with_private_outside_addresses_does_not_go_over_the_internet(kind: str, inside: bool) -> None:
    """Site-to-Site VPN User Guide, "Private IP AWS Site-to-Site VPN with AWS Direct Connect"."""
    attachment, link = VPN
    answer = trace(
        network(SPEC % (attachment, link.replace("bgp: true", f"bgp: true, outside_ip_type: '{kind}'"))), "here", "192.168.1.5"
    )
    assert answer.delivered, answer.explanation
    said = " ".join(hop.because for hop in answer.forward)
    assert ("over Direct Connect" in said) is inside
    assert ("over the internet" in said + answer.explanation) is not inside


GROUPS = """
    core_networks:
      wan:
        id: core-network-1
        %s
        attachments:
          - {attachment: attachment-a, type: VPC, resource: a, segment: prod, location: eu-west-1, %s}
          - {attachment: attachment-b, type: VPC, resource: b, segment: prod, location: eu-west-1}
        routes:
          - {segment: prod, location: eu-west-1, destination: 10.1.0.0/16, attachments: [attachment-a]}
          - {segment: prod, location: eu-west-1, destination: 10.2.0.0/16, attachments: [attachment-b]}
    vpcs:
      a:
        region: eu-west-1
        cidr: 10.1.0.0/16
        security_groups: {one: {egress: [all to 0.0.0.0/0]}}
        subnets: {a-1: {zone: a, cidr: 10.1.1.0/24, instances: {here: {ip: 10.1.1.10, security_groups: one}}}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: core_network}}}
      b:
        region: eu-west-1
        cidr: 10.2.0.0/16
        security_groups: {two: {ingress: [tcp 443 from one]}}
        subnets: {b-1: {zone: a, cidr: 10.2.1.0/24, instances: {there: {ip: 10.2.1.10, security_groups: two}}}}
        route_tables: {m2: {main: true, routes: {0.0.0.0/0: core_network}}}
"""


@pytest.mark.parametrize(
    ("policy", "attachment", "scanned", "verdict"),
    [
        ("security_group_referencing: true", "", False, "delivered"),
        ("", "", False, "blocked"),
        ("security_group_referencing: false", "", True, "blocked"),
        ("", "", True, "unknown"),
        ("", "security_group_referencing: false", True, "blocked"),
        ("security_group_referencing: true", "security_group_referencing: false", True, "blocked"),
    ],
)
def test_rules_that_name_groups_of_other_vpcs(policy: str, attachment: str, scanned: bool, verdict: str) -> None:
    """AWS Cloud WAN User Guide, "Security group referencing": off unless the policy turns it on, and the attachment's own counts."""
    made = network(GROUPS % (policy, attachment))
    answer = trace(structs.replace(made, origin="scan") if scanned else made, "here", "there")
    assert answer.verdict == verdict, answer.explanation
