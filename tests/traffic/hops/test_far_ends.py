"""Flows from and to networks that are not written down: behind VPN connections and virtual interfaces, and clients of Client VPN.

Sources: Site-to-Site VPN User Guide, "Route tables and VPN route priority", "Firewall rules for an AWS Site-to-Site VPN customer
gateway device"; Client VPN Administrator Guide, "Transit Gateway integration with Client VPN".
"""

import pytest

from tests.traffic.helpers import ids, network, scan, trace
from vpcviz.errors import UsageError

SPEC = """
    customer_gateways: {office: {id: cgw-1, ip: 198.51.100.7}}
    vpn_connections: {line: {id: vpn-1, customer_gateway: office, gateway: vgw-1, %s}}
    vpcs:
      shop:
        id: vpc-1
        cidr: 10.0.0.0/16
        vpn_gateway: {id: vgw-1}
        security_groups: {in: {ingress: [tcp 443 from 192.168.0.0/16], egress: [all to 0.0.0.0/0]}}
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: in}}}}
        route_tables: {main: {main: true, routes: {0.0.0.0/0: vgw-1}}}
"""
STATIC = "bgp: false, static_routes: [192.168.0.0/16]"
BGP = "bgp: true"
DOWN = "tunnels: [{outside_ip: 203.0.113.9, status: DOWN}, {outside_ip: 203.0.113.10, status: DOWN}]"


@pytest.mark.parametrize("source", ["vpn-1", "cgw-1", "vgw-1", "on-premises", "192.168.7.9"])
def test_what_is_behind_a_static_vpn_sends_from_its_routes(source: str) -> None:
    answer = trace(network(SPEC % STATIC), source, "host")
    assert answer.verdict == "delivered", answer.explanation
    assert ids(answer)[1:] == ["cgw-1", "vpn-1", "vgw-1", *ids(answer)[4:]]
    assert answer.source_address == ("192.168.7.9" if source[0] == "1" else "192.168.0.10")
    assert answer.back[-1].id == "cgw-1"


def test_its_filters_decide_as_for_any_other() -> None:
    answer = trace(network(SPEC % STATIC), "vgw-1", "host", 80)
    assert (answer.verdict, answer.reason) == ("blocked", "ENI_SG_RULES_MISMATCH")


def test_addresses_that_nothing_tells_are_asked_for() -> None:
    with pytest.raises(UsageError, match="which addresses are behind it is not told; give one"):
        trace(network(SPEC % BGP), "vpn-1", "host")
    answer = trace(network(SPEC % BGP), "192.168.7.9", "host")
    assert (answer.verdict, answer.reason) == ("unknown", "ROUTES_NOT_KNOWN")
    assert "has learned a route for 192.168.7.9" in answer.conditions[0].needs


def test_an_address_of_the_vpc_is_none_of_theirs() -> None:
    with pytest.raises(UsageError, match="no interface, subnet or on-premises network has this address"):
        trace(network(SPEC % STATIC), "10.0.200.9", "host")


def test_they_are_ends_of_answers_too() -> None:
    answer = trace(network(SPEC % STATIC), "host", "vpn-1")
    assert (answer.verdict, answer.address) == ("delivered", "192.168.0.10")


def test_a_static_vpn_has_no_route_for_what_it_does_not_lead_to_up_or_down() -> None:
    for line in (STATIC, f"{STATIC}, {DOWN}"):
        answer = trace(network(SPEC % line), "host", "8.8.8.8")
        assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_AT_GATEWAY")
    answer = trace(network(SPEC % f"{STATIC}, {DOWN}"), "host", "192.168.7.9")
    assert (answer.verdict, answer.reason) == ("blocked", "BAD_STATE_VPN")


def test_from_behind_a_vpn_nothing_leads_to_public_addresses_or_by_tunnels_that_are_down() -> None:
    assert trace(network(SPEC % STATIC), "vgw-1", "203.0.113.80").reason == "NO_ROUTE_ON_PREMISES"
    assert trace(network(SPEC % f"{STATIC}, {DOWN}"), "vgw-1", "host").reason == "BAD_STATE_VPN"


def test_the_outside_address_of_a_tunnel_is_aws() -> None:
    answer = trace(network(SPEC % f"{STATIC}, {DOWN}"), "internet", "203.0.113.9", 500, "udp")
    assert (answer.verdict, ids(answer)[-1], answer.notes) == ("delivered", "vpn-1", ())
    answer = trace(network(SPEC % f"{STATIC}, {DOWN}"), "internet", "203.0.113.9", 443)
    assert answer.verdict == "delivered"
    assert "whether it answers tcp 443 AWS does not say" in answer.notes[0]


def test_one_of_several_lines_has_announced_a_propagated_route() -> None:
    answer = trace(
        scan("""
    vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16]}]
    subnets: [{id: subnet-1, vpc: vpc-1, cidr: 10.0.1.0/24, zone: a, network_acl: acl-1}]
    network_acls:
      - {id: acl-1, vpc: vpc-1, default: true, subnets: [subnet-1], entries: [{number: 1}, {number: 1, egress: true}]}
    security_groups: [{id: sg-1, vpc: vpc-1, egress: [{protocol: "-1", peer: 0.0.0.0/0}]}]
    network_interfaces: [{id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], security_groups: [sg-1]}]
    vpn_gateways: [{id: vgw-1, vpc: vpc-1}]
    virtual_interfaces: [{id: dxvif-1, gateway: vgw-1}, {id: dxvif-2, gateway: vgw-1}]
    route_tables:
      - id: rtb-1
        vpc: vpc-1
        main: true
        routes: [{destination: 10.0.0.0/16, target: local}, {destination: 10.20.0.0/16, target: vgw-1, origin: propagated}]
"""),
        "eni-1",
        "10.20.0.1",
    )
    assert answer.verdict == "delivered", answer.explanation
    assert answer.notes == ("which of dxvif-1, dxvif-2 announces 10.20.0.1 is not known; one of them does",)


CLIENTS = """
    transit_gateways:
      hub:
        id: tgw-1
        attachments: {a: {id: tgw-attach-a, resource: a, subnets: [as]}, p: {id: tgw-attach-p, resource: staff}}
        route_tables: {all: {associations: [a, p], propagations: [a], routes: {10.73.0.0/16: p}}}
    client_vpn_endpoints: {staff: {id: cvpn-endpoint-1, transit_gateway: hub, client_cidr: 10.73.0.0/16}}
    vpcs:
      a:
        cidr: 10.1.0.0/16
        security_groups: {in: {ingress: [tcp 443 from %s], egress: [all to 0.0.0.0/0]}}
        subnets: {as: {zone: a, cidr: 10.1.0.0/24, instances: {one: {ip: 10.1.0.10, security_groups: in}}}}
        route_tables: {m: {main: true, routes: {10.73.0.0/16: hub}}}
"""


def test_clients_on_a_transit_gateway_keep_their_addresses() -> None:
    answer = trace(CLIENTS % "10.73.0.0/16", "staff", "one")
    assert answer.verdict == "delivered", answer.explanation
    assert answer.source_address == "10.73.0.10"
    assert ids(answer)[:3] == ["cvpn-endpoint-1", "cvpn-endpoint-1", "tgw-1"]
    assert "authorization rules are not read" in answer.notes[0]
    assert trace(CLIENTS % "10.1.0.0/16", "staff", "one").reason == "ENI_SG_RULES_MISMATCH"


def test_whether_a_client_is_there_is_known_of_answers_alone() -> None:
    assert trace(CLIENTS % "10.73.0.0/16", "one", "10.73.0.10").verdict == "unknown"
