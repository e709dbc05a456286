"""Network firewalls at internet gateways, on transit gateways, and as proxies with NAT gateways of their own.

Sources: EC2 API Reference, Subnet, networkFirewallConnectivityType; Network Firewall API Reference, Firewall and SyncState.
"""

import pytest
from msgspec import structs

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import ids, network, trace
from vpcviz.cost import load_prices, price_network

AT_GATEWAY = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        ipv6_cidr: 2001:db8:1::/56
        internet_gateway: {id: igw-1}
        network_firewalls: {fw: {id: fw-1, placement: internet-gateway, state: %s, addresses: [{public_ip: 203.0.113.7, zone: a}]}}
        subnets:
          s:
            zone: a
            cidr: 10.0.0.0/24
            ipv6_cidr: "2001:db8:1::/64"
            firewall_connectivity: %s
            instances:
              public: {ip: 10.0.0.10, ipv6: "2001:db8:1::10", public_ip: 203.0.113.10}
              private: {ip: 10.0.0.20, ipv6: "2001:db8:1::20"}
        route_tables:
          main: {main: true, routes: [{destination: 0.0.0.0/0, target: igw-1, firewall: fw}, {destination: "::/0", target: igw-1, firewall: fw}]}
"""
FLOWS = [
    (source, target, ipv6)
    for source, target in (("public", "internet"), ("private", "internet"), ("internet", "public"), ("internet", "private"))
    for ipv6 in (False, True)
]


@pytest.mark.parametrize(
    ("connectivity", "state", "expected"),
    [
        ("flexible", "active", "ddddddbu"),
        ("outbound-only", "active", "ddddbbbb"),
        ("bidirectional", "active", "ddbddd" + "bd"),
        ("exclude", "active", "ddbdddbd"),
        ("az-unsupported", "active", "uubuuubu"),
        ("flexible", "pending", "uuuuuubu"),
    ],
)
def test_at_an_internet_gateway(connectivity: str, state: str, expected: str) -> None:
    net = network(AT_GATEWAY % (state, connectivity))
    found = "".join(_letter(net, flow) for flow in FLOWS)
    assert found == expected


def _letter(net: object, flow: tuple[str, str, bool]) -> str:
    source, target, ipv6 = flow
    if target == "private" and not ipv6:
        return "b"  # It has no public address to send to.
    return trace(net, source, target, ipv6=ipv6).verdict[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(("connectivity", "expected"), [("flexible", "ddddddbu"), ("exclude", "ddbdddbd"), ("''", "uuuuuubu")])
def test_where_no_route_tells_of_it_it_is_that_of_the_vpc(connectivity: str, expected: str) -> None:
    """Routes have IgwFirewall since 2026; DescribeFirewall told of the gateway before. Without the subnet's word nothing is known."""
    net = network((AT_GATEWAY % ("active", connectivity)).replace(", firewall: fw}", "}"))
    assert "".join(_letter(net, flow) for flow in FLOWS) == expected


def test_it_translates_by_its_address_of_the_zone_and_takes_the_answer_back() -> None:
    answer = trace(AT_GATEWAY % ("active", "flexible"), "private", "internet")
    assert ids(answer)[-4:] == ["fw-1", "fw-1", "igw-1", "internet"]
    assert "203.0.113.7" in answer.forward[-3].because
    assert [hop.id for hop in answer.back][1:3] == ["igw-1", "fw-1"]
    assert any("are not evaluated" in note for note in answer.notes)


def test_one_that_only_logs_says_so() -> None:
    answer = trace((AT_GATEWAY % ("active", "flexible")).replace("state: active", "mode: monitor"), "public", "internet")
    assert any("monitor" in note for note in answer.notes)


PROXY = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        network_firewalls:
          fw: {id: fw-1, placement: proxy, subnets: [app], endpoints: {app: vpce-1}, nat_gateways: [nat-1], nat_scope: %s}
        subnets:
          public: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1, public_ip: 203.0.113.9}}
          app: {zone: a, cidr: 10.0.1.0/24, instances: {worker: {ip: 10.0.1.10}}}
        route_tables:
          public: {subnets: public, routes: {0.0.0.0/0: igw-1}}
          app: {subnets: app, routes: {0.0.0.0/0: vpce-1}}
"""


def test_a_proxy_sends_by_its_own_nat_gateway() -> None:
    answer = trace(PROXY % "NAT_ALL", "worker", "internet")
    assert answer.verdict == "delivered"
    assert [one for one in ids(answer) if one in ("fw-1", "nat-1", "igw-1")] == ["fw-1", "fw-1", "nat-1", "igw-1"]
    assert [hop.id for hop in answer.back if hop.id in ("fw-1", "nat-1", "igw-1")] == ["igw-1", "nat-1", "fw-1"]


def test_without_nat_a_proxy_gives_back_to_its_endpoint() -> None:
    assert trace(PROXY % "NAT_NONE", "worker", "internet").reason == "CYCLIC_PATH_DETECTED"


@pytest.mark.parametrize(
    ("listeners", "port", "verdict"),
    [("[http 3128, https 3129]", 3128, "delivered"), ("[http 3128]", 443, "blocked"), ("[]", 443, "delivered")],
)
def test_what_is_sent_to_a_proxy_itself_is_for_its_listeners(listeners: str, port: int, verdict: str) -> None:
    made = network(PROXY.replace("nat_scope: %s", f"nat_scope: NAT_ALL, listeners: {listeners}"))
    (interface,) = made.interfaces_owned["fw-1"]
    found = trace(made, "worker", interface.private_ips[0], port=port)
    assert found.verdict == verdict, found.explanation
    assert verdict == "delivered" or found.reason == "NOT_LISTENING"
    # In a scan the interface says which endpoint it is of, not whose the endpoint is.
    scanned = structs.replace(interface, owner="vpce-1")
    others = tuple(one for one in made.network_interfaces if one is not interface)
    found = trace(structs.replace(made, network_interfaces=(*others, scanned)), "worker", interface.private_ips[0], port=port)
    assert found.verdict == verdict, found.explanation


def test_the_listeners_of_a_proxy_are_read() -> None:
    settings = {"DomainName": "proxy.example.com", "ListenerProperties": [{"Port": 3128, "Type": "HTTP"}]}
    told = {"FirewallArn": "arn:fw", "VpcEndpoint": {"VpcId": "vpc-1"}, "ProxySettings": settings}
    made = network_of(answer("network-firewall.DescribeFirewall", {"Firewall": told}, scope="arn:fw"))
    (firewall,) = made.network_firewalls
    assert [(one.protocol, one.port) for one in firewall.listeners] == [("HTTP", 3128)]
    assert firewall.domain_name == "proxy.example.com"


ON_HUB = """
    transit_gateways:
      hub:
        id: tgw-1
        attachments: {a: {resource: a, subnets: [as]}, b: {resource: b, subnets: [bs]}, f: {id: tgw-attach-f, resource: fw}}
        route_tables:
          all: {associations: [a, b], routes: {0.0.0.0/0: f}}
          inspected: {associations: [f], propagations: [a, b]}
    network_firewalls: {fw: {id: fw-1, placement: transit-gateway, transit_gateway: hub, zones: [a, b], region: eu-west-1}}
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {as: {zone: a, cidr: 10.1.0.0/24, instances: {one: {ip: 10.1.0.10}}}}, route_tables: {m: {main: true, routes: {10.0.0.0/8: hub}}}}
      b: {cidr: 10.2.0.0/16, subnets: {bs: {zone: a, cidr: 10.2.0.0/24, instances: {two: {ip: 10.2.0.10}}}}, route_tables: {m: {main: true, routes: {10.0.0.0/8: hub}}}}
"""


def test_one_attached_to_a_transit_gateway_inspects_both_ways() -> None:
    net = network(ON_HUB)
    answer = trace(net, "one", "two")
    assert answer.verdict == "delivered", answer.explanation
    assert [hop.id for hop in (*answer.forward, *answer.back) if hop.action == "inspect"] == ["fw-1", "fw-1"]


def test_each_of_its_zones_is_priced_and_what_has_no_price_is_unknown() -> None:
    prices = load_prices()
    (hour,) = [one for one in price_network(network(ON_HUB), prices) if one.id == "fw-1" and one.unit == "hour"]
    assert (hour.units, hour.usd) == (2, prices.usd("network_firewall_endpoint_hour", "eu-west-1"))
    at_gateway = price_network(network(AT_GATEWAY % ("active", "flexible")), prices)
    assert {one.usd for one in at_gateway if one.id == "fw-1" and one.price.startswith("internet")} == {None}
