"""DNS64: hosts of its subnets get IPv6 addresses for names that have IPv4 ones only. Names with both have both."""

import pytest

from tests.traffic.helpers import network, trace
from vpcviz.traffic.packets.nat64 import embedded_in, synthesized
from vpcviz.traffic.packets.state import Address, address
from vpcviz.traffic.walking.edits import edited

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        ipv6_cidr: 2001:db8:1::/56
        dns_hostnames: true
        internet_gateway: true
        subnets:
          pub: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {name: nat, public_ip: 203.0.113.9}, instances: {old: 10.0.0.20}}
          v6: {zone: a, ipv6_cidr: 2001:db8:1:1::/64, dns64: %s, instances: {web: {ipv6: 2001:db8:1:1::10}}}
        route_tables:
          pub: {subnets: pub, routes: {0.0.0.0/0: internet_gateway}}
          app: {main: true, routes: {"64:ff9b::/96": nat}}
    hosted_zones:
      - {name: shop.example, vpcs: v, records: [{name: four, values: [10.0.0.20]}, {name: six, type: AAAA, values: ["2001:db8:1:1::99"]}]}
"""


def test_names_with_ipv4_only():
    """VPC User Guide, "DNS64 and NAT64"."""
    net = network(SPEC % "true")
    answer = trace(net, "web", "four.shop.example")
    assert answer.addresses == ("10.0.0.20", "64:ff9b::a00:14")
    assert answer.address == "64:ff9b::a00:14"
    assert "DNS64" in answer.dns[-1].because
    assert trace(net, "web", "six.shop.example").addresses == ("2001:db8:1:1::99",)
    public = trace(net, "web", "s3.eu-west-1.amazonaws.com")
    assert public.address.startswith("64:ff9b::/96 for ")
    assert public.reason != "NO_ADDRESS_OF_FAMILY"


def test_without_it_there_is_no_address():
    net = network(SPEC % "false")
    for name in ("four.shop.example", "s3.eu-west-1.amazonaws.com"):
        assert trace(net, "web", name).reason == "NO_ADDRESS_OF_FAMILY"
    assert trace(network(SPEC % "true"), "old", "four.shop.example").addresses == ("10.0.0.20",)


@pytest.mark.parametrize("name", ["s3.dualstack.eu-west-1.amazonaws.com", "sqs.eu-west-1.api.aws"])
def test_names_with_both_have_both(name: str):
    """AWS General Reference, "Dual stack endpoints"."""
    net = network(SPEC % "true")
    assert trace(net, "web", name).address == f"an IPv6 address of {name}"


def test_there_and_back():
    four = address("192.0.2.33")
    assert four is not None
    assert synthesized(four).text == "64:ff9b::c000:221"
    assert embedded_in(synthesized(four)) == four
    unknown = Address(4, -1, "a public address of S3", "com.amazonaws.eu-west-1.s3")
    assert embedded_in(synthesized(unknown)) == unknown
    other = address("2001:db8::1")
    assert other is not None
    assert embedded_in(other) is None


@pytest.mark.parametrize("target", ["64:ff9b::808:808", "s3.eu-west-1.amazonaws.com"])
def test_without_a_nat_gateway_on_the_way_nat64_addresses_mean_nothing(target: str):
    """VPC User Guide, "DNS64 and NAT64"; RFC 6052, section 3.1: an internet gateway sends them nowhere."""
    text = (SPEC % "true").replace('"64:ff9b::/96": nat', '"::/0": internet_gateway')
    net = network(text)
    answer = trace(net, "web", target)
    assert (answer.verdict, answer.reason) == ("blocked", "NO_POSSIBLE_DESTINATION")
    assert answer.change.startswith("add a route for 64:ff9b::/96 to rtb-v-app: to nat-")
    assert trace(edited(net, answer.edits), "web", target).delivered
    none = trace(network((SPEC % "true").replace('"64:ff9b::/96": nat', "")), "web", target)
    assert (none.verdict, none.change) == ("no-route", answer.change)
