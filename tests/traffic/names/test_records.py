"""Records of hosted zones as Route 53 answers them: routing policies, wildcards beside other types, public zones, delegation."""

import pytest

from tests.traffic.helpers import network, trace

ZONE = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        internet_gateway: true
        subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {web: {ip: 10.0.1.10, public_ip: 203.0.113.10}, one: 10.0.1.11, two: 10.0.1.12}}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: internet_gateway}}}
    hosted_zones:
      - {name: shop.example, vpcs: v, records: [%s]}
"""


def ask(records: str, name: str = "www.shop.example"):
    return trace(network(ZONE % records), "web", name)


def two(first: str, second: str) -> str:
    return f"{{name: www, values: [10.0.1.11], {first}}}, {{name: www, values: [10.0.1.12], {second}}}"


# --- routing policies -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "addresses"),
    [
        (two("weight: 0, set_id: a", "weight: 100, set_id: b"), ("10.0.1.12",)),
        (two("weight: 100, set_id: a", "weight: 0, set_id: b"), ("10.0.1.11",)),
        (two("weight: 10, set_id: a", "weight: 200, set_id: b"), ("10.0.1.12", "10.0.1.11")),
        (two("weight: 0, set_id: a", "weight: 0, set_id: b"), ("10.0.1.11", "10.0.1.12")),
        (two("failover: primary, set_id: a", "failover: secondary, set_id: b"), ("10.0.1.11",)),
        (two("failover: secondary, set_id: a", "failover: primary, set_id: b, health_check: h"), ("10.0.1.12",)),
        (two("location: us-east-1, set_id: a", "location: eu-west-1, set_id: b"), ("10.0.1.12",)),
        (two("routing: multivalue, set_id: a", "routing: multivalue, set_id: b"), ("10.0.1.11", "10.0.1.12")),
    ],
)
def test_which_records_are_answered(records: str, addresses: tuple[str, ...]):
    """Route 53 Developer Guide, "Weighted routing", "Failover routing", "Latency-based routing", "Multivalue answer routing"."""
    answer = ask(records)
    assert (answer.verdict, answer.addresses) == ("delivered", addresses)


@pytest.mark.parametrize(
    "records",
    [
        two("location: DE, set_id: a", "location: '*', set_id: b"),
        two("location: us-east-1, set_id: a", "location: ap-south-1, set_id: b"),
        two("routing: geoproximity, location: us-east-1, set_id: a", "routing: geoproximity, location: eu-west-1, set_id: b"),
        two("routing: cidr, location: office, set_id: a", "routing: cidr, location: '*', set_id: b"),
    ],
)
def test_where_the_askers_place_decides(records: str):
    """The same guide: where the query comes from decides, and what that is for a VPC is not told."""
    answer = ask(records)
    assert (answer.verdict, answer.reason) == ("unknown", "RECORD_NOT_KNOWN")
    assert answer.missing
    same = records.replace("10.0.1.12", "10.0.1.11")
    assert ask(same).verdict == "delivered"


def test_the_choice_is_said():
    assert (
        "health check h"
        in ask(two("failover: primary, set_id: a, health_check: h", "failover: secondary, set_id: b")).dns[-1].because
    )
    assert "by chance" in ask(two("weight: 1, set_id: a", "weight: 1, set_id: b")).dns[-1].because


# --- wildcards --------------------------------------------------------------------------------------------------------------


WILD = (
    '{name: "*", values: [10.0.1.11]}, {name: acme, type: TXT, values: [hello]}, {name: six, type: AAAA, values: ["2001:db8::1"]}, '
    '{name: a.deep.shop.example, values: [10.0.1.12]}, {name: "*.sub.shop.example", values: [10.0.1.12]}'
)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("anything", "10.0.1.11"),
        ("any.thing", "10.0.1.11"),
        ("acme", ""),  # There with another type.
        ("below.acme", ""),  # acme is the nearest name, and has no wildcard of its own.
        ("deep", ""),  # An empty non-terminal: only longer names are there.
        ("other.deep", ""),
        ("a.deep", "10.0.1.12"),
        ("x.sub", "10.0.1.12"),
        ("sub", ""),
    ],
)
def test_wildcards(name: str, address: str):
    """RFC 4592, section 3.3; Route 53 Developer Guide, "DNS domain name format": what is there goes before an asterisk."""
    answer = ask(WILD, f"{name}.shop.example")
    assert answer.address == address
    assert answer.verdict == ("delivered" if address else "name-not-resolved")


def test_a_name_with_another_type_is_said():
    answer = ask(WILD, "acme.shop.example")
    assert answer.reason == "NAME_NOT_FOUND"
    assert "only TXT" in answer.explanation


def test_a_name_with_addresses_of_the_other_family():
    assert ask(WILD, "six.shop.example").reason == "NO_ADDRESS_OF_FAMILY"


# --- public zones -----------------------------------------------------------------------------------------------------------


PUBLIC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        internet_gateway: true
        subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {web: {ip: 10.0.1.10, public_ip: 203.0.113.10, security_groups: open}, out: {ip: 10.0.1.11, public_ip: 203.0.113.11}}}}
        security_groups: {open: {ingress: [all from 0.0.0.0/0]}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: internet_gateway}}}
    hosted_zones:
      - {id: Z1, name: shop.example, private: false, records: [{name: www, values: [203.0.113.10]}, {name: sub, type: NS, values: [ns.elsewhere.example]}, {name: part, type: NS, values: [ns-1.awsdns-1.org]}]}
      - {id: Z2, name: part.shop.example, private: false, records: [{name: www, values: [203.0.113.10]}]}
      %s
"""


def test_public_zones_of_the_network_answer_public_names():
    net = network(PUBLIC % "")
    for start in ("internet", "out"):
        answer = trace(net, start, "www.shop.example")
        assert (answer.verdict, answer.address) == ("delivered", "203.0.113.10")
        assert trace(net, start, "www.part.shop.example").dns[-1].id == "Z2"
        assert trace(net, start, "gone.shop.example").reason == "NAME_NOT_FOUND"


def test_what_a_public_zone_delegates_is_not_its_own():
    answer = trace(network(PUBLIC % ""), "internet", "www.sub.shop.example")
    assert answer.verdict == "unknown"
    assert "delegates" in answer.dns[-1].because


def test_a_private_zone_of_the_name_goes_before():
    """Route 53 Developer Guide, "Considerations when working with a private hosted zone": no answer there is no answer."""
    net = network(PUBLIC % "- {id: Z3, name: shop.example, vpcs: v, records: [{name: other, values: [10.0.1.10]}]}")
    assert trace(net, "out", "www.shop.example").reason == "NAME_NOT_FOUND"
    assert trace(net, "internet", "www.shop.example").verdict == "delivered"
