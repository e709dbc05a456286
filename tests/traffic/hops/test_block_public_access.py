"""VPC Block Public Access: both modes, exclusions of VPCs and subnets. VPC User Guide, "Block public access to VPCs and subnets"."""

import pytest

from tests.traffic.changes import problem
from tests.traffic.helpers import network, trace
from vpcviz.traffic.packets.flows import Flow

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        ipv6_cidr: 2001:db8:1::/56
        %s
        internet_gateway: {id: igw-1}
        egress_only_internet_gateway: {id: eigw-1}
        subnets:
          public: {zone: a, cidr: 10.0.0.0/24, ipv6_cidr: "2001:db8:1::/64", %s nat_gateway: {id: nat-1, public_ip: 203.0.113.9}, instances: {web: {ip: 10.0.0.10, ipv6: "2001:db8:1::10", public_ip: 203.0.113.10}}}
          app: {zone: a, cidr: 10.0.1.0/24, ipv6_cidr: "2001:db8:1:1::/64", %s instances: {worker: {ip: 10.0.1.10, ipv6: "2001:db8:1:1::10"}}}
        route_tables:
          public: {subnets: public, routes: {0.0.0.0/0: igw-1, "::/0": igw-1}}
          app: {subnets: app, routes: {0.0.0.0/0: nat-1, "::/0": eigw-1}}
"""
FLOWS = [
    ("internet", "web", False),
    ("internet", "web", True),
    ("web", "internet", False),
    ("web", "internet", True),
    ("worker", "internet", False),
    ("worker", "internet", True),
]
"""In, out with a public address, out by NAT (IPv4) and by the egress-only gateway (IPv6)."""
OFF = "tags: {}"


@pytest.mark.parametrize(
    ("vpc", "public", "app", "expected"),
    [
        (OFF, "", "", "dddddd"),
        ("block_public_access: 'off'", "", "", "dddddd"),
        ("block_public_access: block-bidirectional", "", "", "bbbbbb"),
        ("block_public_access: block-ingress", "", "", "bbbbdd"),
        ("{block_public_access: block-bidirectional, public_access_exclusion: allow-bidirectional}", "", "", "dddddd"),
        ("block_public_access: block-bidirectional", "public_access_exclusion: allow-bidirectional,", "", "ddddub"),
        ("block_public_access: block-bidirectional", "block_public_access: 'off',", "", "ddddub"),
        ("block_public_access: block-ingress", "block_public_access: 'off',", "", "dddddd"),
        ("{block_public_access: block-bidirectional, public_access_exclusion: allow-egress}", "", "", "bbuudd"),
        ("{block_public_access: block-ingress, public_access_exclusion: allow-egress}", "", "", "bbbbdd"),
        ("block_public_access: block-ingress", "public_access_exclusion: allow-egress,", "", "bbbbdd"),
        (
            "block_public_access: block-bidirectional",
            "public_access_exclusion: allow-egress,",
            "public_access_exclusion: allow-egress,",
            "bbuudd",
        ),
    ],
)
def test_modes_and_exclusions(vpc: str, public: str, app: str, expected: str):
    """d delivered, b blocked, u unknown, where AWS does not say: a NAT gateway in an excluded subnet for one that is not."""
    text = SPEC % (vpc.strip("{}").replace(", ", "\n        ") if vpc != OFF else vpc, public, app)
    net = network(text)
    answers = [trace(net, start, end, ipv6=ipv6) for start, end, ipv6 in FLOWS]
    assert "".join(one.verdict[0] for one in answers) == expected
    for (start, end, ipv6), answer in zip(FLOWS, answers, strict=True):
        if answer.verdict == "blocked":
            assert answer.reason == "VPC_BLOCK_PUBLIC_ACCESS_ENABLED"
            assert problem(net, Flow(source=start, target=end, ipv6=ipv6), answer) == ""
        if answer.verdict == "unknown":
            assert answer.reason == "NOT_DOCUMENTED"
            assert answer.conditions
    assert trace(net, "worker", "web").delivered, "within the VPC it stops nothing"


def test_a_mode_that_is_new_is_unknown_both_ways():
    """Never the strictest, never off: what it stops is not known, so both ways are unknown, and within the VPC nothing changes."""
    net = network(SPEC % ("block_public_access: unknown", "", ""))
    answers = [trace(net, start, end, ipv6=ipv6) for start, end, ipv6 in FLOWS]
    assert {(one.verdict, one.reason) for one in answers} == {("unknown", "NOT_DOCUMENTED")}
    assert trace(net, "worker", "web").delivered


INSPECTED = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        block_public_access: %s
        internet_gateway: {id: igw-1}
        subnets:
          door: {zone: a, cidr: 10.0.0.0/24, block_public_access: %s}
          wall: {zone: a, cidr: 10.0.1.0/24, block_public_access: 'off'}
          web: {zone: a, cidr: 10.0.2.0/24, block_public_access: %s, instances: {host: {ip: 10.0.2.10, public_ip: 203.0.113.10}}}
          shop: {zone: a, cidr: 10.0.3.0/24, block_public_access: 'off', instances: {till: {ip: 10.0.3.10, public_ip: 203.0.113.11}}}
        gateway_load_balancer_endpoints: [{id: vpce-1, service: com.amazonaws.vpce.eu-west-1.vpce-svc-0a, subnets: [door]}]
        network_firewalls: {guard: {id: fw-1, subnets: [wall], endpoints: {wall: vpce-2}}}
        route_tables:
          edge: {gateways: igw-1, routes: {10.0.2.0/24: vpce-1, 10.0.3.0/24: vpce-2}}
          out: {subnets: [door, wall], routes: {0.0.0.0/0: igw-1}}
          web: {subnets: web, routes: {0.0.0.0/0: vpce-1}}
          shop: {subnets: shop, routes: {0.0.0.0/0: vpce-2}}
"""


@pytest.mark.parametrize("mode", ["block-bidirectional", "block-ingress"])
@pytest.mark.parametrize(("door", "web", "expected"), [("", "'off'", "bbbb"), ("'off'", "'off'", "ddbb"), ("'off'", "", "ddbb")])
def test_what_is_inspected_hangs_on_the_subnet_of_the_endpoint(mode: str, door: str, web: str, expected: str):
    """VPC BPA basics: through Gateway Load Balancer endpoints where their subnet is excluded, those behind it need not be; through
    Network Firewall never.
    """
    net = network(INSPECTED % (mode, door or mode, web or mode))
    flows = [("internet", "host"), ("host", "internet"), ("internet", "till"), ("till", "internet")]
    answers = [trace(net, start, end) for start, end in flows]
    assert "".join(one.verdict[0] for one in answers) == expected, [one.explanation for one in answers]
    assert {one.reason for one in answers if one.verdict == "blocked"} == {"VPC_BLOCK_PUBLIC_ACCESS_ENABLED"}
