"""1:1 NAT on transit gateway attachments, attachments of the rarer types, and what lies beyond core networks.

Sources: Transit Gateway Guide, "Routing behavior for 1:1 NAT in Amazon Transit Gateway"; EC2 API Reference, Route, ipAddress.
"""

import pytest
from msgspec import structs

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import network, trace

SPEC = """
    transit_gateways:
      hub:
        id: tgw-1
        attachments:
          a: {id: tgw-attach-a, resource: a, subnets: [as], %s}
          b: {id: tgw-attach-b, resource: b, subnets: [bs]}
          c: {id: tgw-attach-c, type: connect, resource: tgw-attach-b, connect_peers: [10.2.0.99]}
          v: {id: tgw-attach-v, resource: branches}
          p: {id: tgw-attach-p, resource: staff}
          w: {id: tgw-attach-w, resource: wan}
        route_tables:
          all:
            associations: [a, b, v]
            propagations: [a, b]
            routes: {100.64.0.0/16: a, 10.70.0.0/16: c, 10.71.0.0/16: v, 10.73.0.0/16: p, 10.90.0.0/16: w}
    vpn_concentrators: {branches: {id: vcn-1, transit_gateway: hub}}
    customer_gateways: {branch: {id: cgw-1, ip: 198.51.100.7}}
    vpn_connections: {line: {id: vpn-1, customer_gateway: branch, gateway: branches, static_routes: [10.71.0.0/16], bgp: false}}
    client_vpn_endpoints: {staff: {id: cvpn-endpoint-1, transit_gateway: hub, client_cidr: 10.73.0.0/16}}
    core_networks: {wan: {id: core-network-1, attachments: [{prod: c}]}}
    odb_networks: {ora: {id: odbnet-1, cidrs: [10.60.0.0/24], peers: [a]}}
    local_gateways: {rack: {id: lgw-1}}
    vpcs:
      a:
        cidr: 10.1.0.0/16
        subnets: {as: {zone: a, cidr: 10.1.0.0/24, instances: {one: {ip: 10.1.0.10}}}}
        route_tables: {m: {main: true, routes: {10.0.0.0/8: hub, 10.50.0.0/16: core_network, 10.60.0.0/24: ora, 10.61.0.0/24: local_gateway}}}
      b:
        cidr: 10.2.0.0/16
        subnets: {bs: {zone: a, cidr: 10.2.0.0/24, instances: {two: {ip: 10.2.0.10}}}}
        route_tables: {m: {main: true, routes: {10.1.0.0/16: hub, 100.64.0.0/16: hub}}}
      c:
        cidr: 10.3.0.0/16
        subnets: {cs: {zone: a, cidr: 10.3.0.0/24, instances: {three: {ip: 10.3.0.10}}}}
        route_tables: {m: {main: true, routes: {10.0.0.0/8: wan}}}
"""
NAT = "nat_rules: [{10.1.0.0/16: 100.64.0.0/16}]"


def test_a_source_is_translated_on_the_way_in_and_back_on_the_way_out() -> None:
    answer = trace(SPEC % NAT, "one", "two")
    assert answer.verdict == "delivered", answer.explanation
    assert [hop.because for hop in answer.forward if hop.action == "translate"] == ["1:1 NAT: source 10.1.0.10 becomes 100.64.0.10"]
    assert [hop.because for hop in answer.back if hop.action == "translate"] == [
        "1:1 NAT: destination 100.64.0.10 becomes 10.1.0.10"
    ]


def test_others_reach_it_by_its_nat_address() -> None:
    assert trace(SPEC % NAT, "two", "100.64.0.10").verdict == "delivered"


@pytest.mark.parametrize(
    "rules", ["nat_rules_known: false", "nat_rules: [{source: 10.1.0.0/16, nat: 100.64.0.0/16, state: pending}]"]
)
def test_what_is_not_known_of_the_rules_is_unknown(rules: str) -> None:
    assert trace(SPEC % rules, "one", "two").verdict == "unknown"


@pytest.mark.parametrize(
    ("rules", "verdict"), [(NAT, "delivered"), ("nat_rules_known: false", "unknown"), ("state: available", "blocked")]
)
def test_what_stops_the_packet_may_let_it_through_translated(rules: str, verdict: str) -> None:
    """What lets in addresses of the NAT's range only: where the rules were not read, nobody knows whether it does."""
    door = "instances: {two: {ip: 10.2.0.10, security_groups: door}}}}\n        security_groups: {door: {ingress: [tcp 443 from 100.64.0.0/16]}}"
    answer = trace((SPEC % rules).replace("instances: {two: {ip: 10.2.0.10}}}}", door), "one", "two")
    assert answer.verdict == verdict, answer.explanation


@pytest.mark.parametrize(
    ("address", "verdict", "at", "missing"),
    [
        ("10.70.0.5", "unknown", "tgw-attach-c", "Connect peer 10.2.0.99"),
        ("10.71.0.5", "delivered", "cgw-1", ""),
        ("10.73.0.5", "unknown", "cvpn-endpoint-1", "authorization rules"),
        ("10.90.0.5", "unknown", "core-network-1", "segments"),
        ("10.50.0.5", "unknown", "core-network-1", "segments"),
        ("10.60.0.5", "unknown", "odbnet-1", "odbnet-1"),
        ("10.61.0.5", "unknown", "lgw-1", "route table of lgw-1"),
    ],
)
def test_where_attachments_and_routes_lead(address: str, verdict: str, at: str, missing: str) -> None:
    answer = trace(SPEC % "tags: {}", "one", address)
    assert answer.verdict == verdict, answer.explanation
    assert answer.forward[-1].id == at
    assert missing in " ".join(answer.missing)


def test_a_core_network_names_the_attachment_and_its_segment() -> None:
    answer = trace(SPEC % "tags: {}", "three", "10.1.0.10")
    assert any("segment prod" in hop.because for hop in answer.forward)


def test_what_routes_to_a_core_network_is_told_with_it() -> None:
    net = network(SPEC % "tags: {}")
    vpcs = {vpc.name: vpc.id for vpc in net.vpcs}
    assert set(net.vpcs_of_core["core-network-1"]) == {vpcs["a"], vpcs["c"]}


def test_multicast_domains_are_not_read() -> None:
    """Transit Gateway Guide, "Multicast in Amazon VPC Transit Gateways": a subnet of a domain needs no route to a group."""
    text = """
    transit_gateways: {hub: {id: tgw-1, attachments: {a: {resource: a}}}}
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {as: {zone: a, cidr: 10.1.0.0/24, instances: {host: {ip: 10.1.0.5}}}}, route_tables: {m: {main: true}}}
      b: {cidr: 10.2.0.0/16, subnets: {bs: {zone: a, cidr: 10.2.0.0/24, instances: {lone: {ip: 10.2.0.5}}}}, route_tables: {n: {main: true}}}
    """
    spec = network(text)
    read = structs.replace(spec, origin="scan")
    assert trace(read, "host", "239.1.1.1", protocol="udp").reason == "NOT_READ"
    assert "the multicast domains of tgw-1" in trace(read, "host", "239.1.1.1", protocol="udp").missing
    assert trace(read, "lone", "239.1.1.1", protocol="udp").reason == "NO_ROUTE_TO_DESTINATION", "on no transit gateway"
    assert trace(spec, "host", "239.1.1.1", protocol="udp").reason == "NO_ROUTE_TO_DESTINATION", "all is written"


@pytest.mark.parametrize(
    ("support", "verdict"), [("", "delivered"), (", ipv6_support: true", "delivered"), (", ipv6_support: false", "unknown")]
)
def test_ipv6_over_an_attachment_without_ipv6_support(support: str, verdict: str) -> None:
    """EC2 API Reference, CreateTransitGatewayVpcAttachmentRequestOptions: IPv6 support is off unless it is turned on."""
    text = f"""
    transit_gateways: {{hub: {{id: tgw-1, attachments: {{a: {{resource: a}}, b: {{resource: b{support}}}}}}}}}
    vpcs:
      a: {{cidr: 10.1.0.0/16, ipv6_cidr: 2001:db8:1::/56, subnets: {{as: {{zone: a, cidr: 10.1.0.0/24, ipv6_cidr: "2001:db8:1::/64", instances: {{one: {{ip: 10.1.0.5, ipv6: "2001:db8:1::5"}}}}}}}}, route_tables: {{m: {{main: true, routes: {{10.2.0.0/16: hub, "2001:db8:2::/56": hub}}}}}}}}
      b: {{cidr: 10.2.0.0/16, ipv6_cidr: 2001:db8:2::/56, subnets: {{bs: {{zone: a, cidr: 10.2.0.0/24, ipv6_cidr: "2001:db8:2::/64", instances: {{two: {{ip: 10.2.0.5, ipv6: "2001:db8:2::5"}}}}}}}}, route_tables: {{n: {{main: true, routes: {{10.1.0.0/16: hub, "2001:db8:1::/56": hub}}}}}}}}
    """
    assert trace(text, "one", "two", ipv6=True).verdict == verdict
    assert trace(text, "one", "two").delivered


def test_ipv6_support_of_an_attachment_is_read() -> None:
    attachment = {"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "VpcId": "vpc-1"}
    for word, expected in (("disable", False), ("enable", True)):
        made = network_of(answer("ec2.DescribeTransitGatewayVpcAttachments", {**attachment, "Options": {"Ipv6Support": word}}))
        assert [one.ipv6_support for one in made.transit_gateway_attachments] == [expected]
