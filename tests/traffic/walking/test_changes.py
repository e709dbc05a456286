"""Suggested changes get a flow further: each kind on a small network, and 200 random ones (2,000: tools/try_changes.py)."""

import pytest

from tests.traffic.changes import check_case, problem
from tests.traffic.helpers import network, scan, trace
from vpcviz.traffic.packets.flows import Flow
from vpcviz.traffic.walking.edits import edited


@pytest.mark.parametrize("first", range(0, 200, 25))
def test_on_random_networks(first: int):
    cases = [check_case(seed) for seed in range(first, first + 25)]
    assert [text for _, wrong in cases for text in wrong] == []
    assert sum(tried for tried, _ in cases) > 25


BASE = """
    vpcs:
      a:
        cidr: 10.1.0.0/16
        %(gateways)s
        subnets:
          s: {zone: a, cidr: 10.1.0.0/24, instances: {i: {ip: 10.1.0.10, security_groups: %(group)s}}}
          t: {zone: b, cidr: 10.1.1.0/24, instances: {j: {ip: 10.1.1.10}}, %(nat)s}
        security_groups: {open: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}, shut: {ingress: [], egress: []}}
        route_tables: {m: {subnets: s, routes: {%(routes)s}}, n: {subnets: t, routes: {%(out)s}}}
      c: {cidr: 10.3.0.0/16, subnets: {s: {zone: a, cidr: 10.3.0.0/24, instances: {k: 10.3.0.10}}}, route_tables: {c: {main: true, routes: {10.0.0.0/8: %(join)s}}}}
    %(links)s
"""
PLAIN = {"gateways": "tags: {}", "group": "open", "nat": "tags: {}", "routes": "", "out": "", "join": "ac", "links": ""}
PEERED = {"links": "peerings: [{id: pcx-1, name: ac, between: [a, c]}]"}
CASES = [
    ("security group", {"group": "shut"}, "i", "j", "add an outbound rule to sg-a-shut: tcp 443 to 10.1.1.10"),
    ("route to a peer", PEERED, "i", "k", "add a route for 10.3.0.0/16 (c) to rtb-a-m: to pcx-1"),
    (
        "route to a NAT gateway",
        {
            "gateways": "internet_gateway: {id: igw-1}",
            "nat": "nat_gateway: {id: nat-1, public_ip: 52.30.4.10}",
            "out": "0.0.0.0/0: igw-1",
        },
        "i",
        "internet",
        "add a route for 0.0.0.0/0 to rtb-a-m: to nat-1",
    ),
    (
        "public IP",
        {"gateways": "internet_gateway: {id: igw-1}", "routes": "0.0.0.0/0: igw-1"},
        "i",
        "internet",
        "give 10.1.0.10 an Elastic IP",
    ),
    (
        "public IP for who is asked",
        {"gateways": "internet_gateway: {id: igw-1}"},
        "internet",
        "i",
        "an Elastic IP, or put a load balancer",
    ),
    ("gateway endpoint", {}, "i", "s3.eu-west-1.amazonaws.com", "add a gateway endpoint for Amazon S3 to rtb-a-m"),
]


@pytest.mark.parametrize(("changes", "start", "end", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_kind(changes: dict[str, str], start: str, end: str, said: str):
    links = {} if "links" in changes else {"join": "s3" if "s3" in end else "10.3.0.0/16"}
    text = BASE % {**PLAIN, **changes}
    if "links" not in changes:
        text = text.replace(", route_tables: {c: {main: true, routes: {10.0.0.0/8: ac}}}", "")
    net = network(text)
    answer = trace(net, start, end)
    assert said in answer.change
    assert answer.edits, links
    assert problem(net, Flow(source=start, target=end), answer) == ""


def test_where_no_single_change_helps():
    """VPC Peering Guide: peering is not transitive; a route towards the VPC between leads nowhere."""
    text = """
        vpcs:
          a: {cidr: 10.1.0.0/16, subnets: {s: {zone: a, cidr: 10.1.0.0/24, instances: {i: 10.1.0.10}}}, route_tables: {m: {main: true, routes: {10.2.0.0/16: ab%s}}}}
          b: {cidr: 10.2.0.0/16, subnets: {s: {zone: a, cidr: 10.2.0.0/24}}, route_tables: {m: {main: true, routes: {10.1.0.0/16: ab, 10.3.0.0/16: bc}}}}
          c: {cidr: 10.3.0.0/16, subnets: {s: {zone: a, cidr: 10.3.0.0/24, instances: {k: 10.3.0.10}}}, route_tables: {m: {main: true, routes: {10.0.0.0/8: bc}}}}
        peerings: [{name: ab, between: [a, b]}, {name: bc, between: [b, c]}]
    """
    for more, code in (("", "NO_ROUTE_TO_DESTINATION"), (", 10.3.0.0/16: ab", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")):
        answer = trace(text % more, "i", "k")
        assert answer.reason == code
        assert answer.change.startswith("no single change helps: peering is not transitive")
        assert "join a and c by a peering connection of their own or by a transit gateway" in answer.change
        assert answer.edits == ()


def test_states_and_checks_are_set():
    net = scan(
        """
        vpcs: [{id: vpc-1, cidrs: [10.1.0.0/16]}]
        subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}]
        network_interfaces:
        - {id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], security_groups: [sg-1]}
        - {id: eni-2, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.20], security_groups: [sg-1], owner: i-2}
        instances: [{id: i-2, vpc: vpc-1, subnet: subnet-1, state: stopped}]
        security_groups: [{id: sg-1, vpc: vpc-1, egress: [{peer: 0.0.0.0/0}], ingress: [{peer: 0.0.0.0/0}]}]
        """
    )
    answer = trace(net, "eni-1", "i-2")
    assert answer.reason == "BAD_STATE"
    assert trace(edited(net, answer.edits), "eni-1", "i-2").delivered


NAMED = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        dns_hostnames: %(a)s
        subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {w: 10.0.1.10, x: 10.0.1.11}}}
        interface_endpoints: {q: {id: vpce-1, service: sqs, subnets: s, private_dns: false}, s3: {id: vpce-2, service: s3, subnets: s, private_dns: %(only)s, private_dns_only_inbound: %(only)s}}
        gateway_endpoints: {g: {service: s3}}
        route_tables: {m: {main: true, routes: {10.1.0.0/16: ab}}}
      b:
        cidr: 10.1.0.0/16
        dns_hostnames: true
        internet_gateway: {}
        subnets: {s: {zone: a, cidr: 10.1.1.0/24, instances: {p: {ip: 10.1.1.10, public_ip: 203.0.113.88}}}}
        route_tables: {m: {main: true, routes: {10.0.0.0/16: ab, 0.0.0.0/0: internet_gateway}}}
    peerings: [{id: pcx-1, name: ab, between: [a, b], accepter_dns_resolution: %(peer)s}]
    hosted_zones: [{name: corp.example, vpcs: %(zone)s, records: [{name: www.corp.example, type: A, values: [10.0.1.11]}]}]
"""
OF_NAMES = [
    ("hostnames", {"a": "false"}, "www.corp.example", "turn enableDnsHostnames of vpc-a on"),
    ("private DNS", {}, "sqs.eu-west-1.amazonaws.com", "turn private DNS of vpce-1 on"),
    (
        "both",
        {"a": "false"},
        "sqs.eu-west-1.amazonaws.com",
        "no single change helps: it takes several: turn enableDnsHostnames of vpc-a on; then turn private DNS of vpce-1 on",
    ),
    (
        "inbound only",
        {"only": "true"},
        "s3.eu-west-1.amazonaws.com",
        "turn private DNS only for inbound endpoints of vpce-2 off",
    ),
    (
        "peering",
        {"peer": "false"},
        "ec2-203-0-113-88.eu-west-1.compute.amazonaws.com",
        "turn DNS resolution from the remote VPC for vpc-b on pcx-1 on",
    ),
    (
        "a peer's hostnames",
        {"a": "false"},
        "ec2-203-0-113-88.eu-west-1.compute.amazonaws.com",
        "turn enableDnsHostnames of vpc-a on",
    ),
    ("zone", {"zone": "[b]"}, "www.corp.example", "associate hosted-zone-corp.example with vpc-a"),
]


@pytest.mark.parametrize(("changes", "end", "said"), [case[1:] for case in OF_NAMES], ids=[case[0] for case in OF_NAMES])
def test_settings_of_names(changes: dict[str, str], end: str, said: str):
    """VPC User Guide, "DNS attributes for your VPC"; AWS PrivateLink Guide, "DNS hostnames"; VPC Peering Guide, "Enable DNS resolution"."""
    plain = {"a": "true", "only": "false", "peer": "true", "zone": "[a]"}
    net = network(NAMED % {**plain, **changes})
    answer = trace(net, "w", end)
    assert (answer.verdict, answer.change) == ("no-route", said)
    assert problem(net, Flow(source="w", target=end), answer) == ""
    assert trace(edited(net, answer.edits), "w", end).delivered


def test_dns_support_is_turned_on():
    net = network(NAMED.replace("dns_hostnames: %(a)s", "dns_support: false") % {"only": "false", "peer": "true", "zone": "[b]"})
    answer = trace(net, "w", "sqs.eu-west-1.amazonaws.com")
    assert (answer.reason, answer.change) == ("DNS_SUPPORT_DISABLED", "turn enableDnsSupport of vpc-a on")
    assert trace(edited(net, answer.edits), "w", "sqs.eu-west-1.amazonaws.com").reason == "NO_ROUTE_TO_DESTINATION"
