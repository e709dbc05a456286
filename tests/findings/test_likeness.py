"""One subnet that is asked for all that fare alike: its answers are those of each of them, whatever the VPC's rules tell apart."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.findings.cases.case import network_of
from tests.networks import networks
from vpcviz.cost import load_prices
from vpcviz.findings import check
from vpcviz.findings.context import Context
from vpcviz.findings.likeness import Likeness
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.names.public_dns import service_address
from vpcviz.traffic.packets.state import INTERNET

SERVICES = ("com.amazonaws.eu-west-1.s3", "com.amazonaws.eu-west-1.dynamodb")

VPC = """
vpcs:
  v:
    cidr: 10.0.0.0/16
    OPTIONS
    internet_gateway: igw
    subnets:
      out-a: {zone: a, cidr: 10.0.0.0/24, route_table: out ACL}
      in-a: {zone: a, cidr: 10.0.1.0/24, route_table: in}
      in-b: {zone: b, cidr: 10.0.2.0/24, route_table: in DNS64}
      in-c: {zone: c, cidr: 10.0.3.0/24, route_table: in}
    nat_gateways: NAT
    route_tables:
      out: {routes: {0.0.0.0/0: igw}}
      in: {routes: {0.0.0.0/0: TARGET, 10.0.0.0/8: hub}}
    ENDPOINTS
    ACLS
    GROUPS
dhcp_options: {dns: {domain_name_servers: [10.0.1.77]}}
transit_gateways: {hub: {attachments: {at: {resource: v, subnets: [in-a]}}}}
"""

PARTS: dict[str, tuple[str, ...]] = {
    "OPTIONS": ("", "dhcp_options: dns"),
    "ACL": ("", ", network_acl: few"),
    "DNS64": ("", ", dns64: true"),
    "NAT": ("{nat: {subnet: out-a}}", "{nat: {subnet: in-b}}", "{nat: {availability: regional}}"),
    "BACK": ("", "10.0.2.0/24", "10.0.3.128/25"),
    "TARGET": ("nat", "hub", "igw"),
    "ENDPOINTS": (
        "",
        "gateway_endpoints: [{service: s3, route_tables: [in]}]",
        "interface_endpoints: [{service: dynamodb, subnets: [in-a], security_groups: [few]}]",
    ),
    "ACLS": (
        "",
        "network_acls: {few: {entries: [100 allow all from 10.0.2.0/24, 110 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}}",
        "network_acls: {few: {entries: [100 deny all from 10.0.2.0/24, 110 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}}",
        "network_acls: {few: {entries: [100 deny all to 10.0.3.0/25, 110 allow all to 0.0.0.0/0, 100 allow all from 0.0.0.0/0]}}",
    ),
    "GROUPS": ("", "security_groups: {few: {ingress: [https from 10.0.2.0/24]}}"),
}


def made(choices: dict[str, str]) -> Network:
    """The VPC with these parts; what refers to a part that is not there is left out with it."""
    choices = dict(choices)
    back = choices.pop("BACK")
    if not choices["ACLS"]:
        choices["ACL"] = ""
    if "few" in choices["ENDPOINTS"] and not choices["GROUPS"]:
        choices["GROUPS"] = PARTS["GROUPS"][1]
    text = VPC
    for name in sorted(choices, key=len, reverse=True):
        text = text.replace(f" {name}", f" {choices[name]}" if not choices[name].startswith(",") else choices[name])
    network = network_of(text)
    if not back:
        return network
    hub = network.transit_gateways[0].id  # The table of the NAT gateway's subnet has a route of its own for some of the VPC.
    tables = [structs.replace(one, routes=(*one.routes, r.Route(destination=back, target=hub))) for one in network.route_tables]
    return structs.replace(network, route_tables=tuple(tables), origin="scan")


def told(trace: Trace | None) -> object:
    """What a rule asks of a trace: how it ends, and the gateways on its way."""
    if trace is None:
        return None
    own = ("subnet", "network-acl", "security-group")
    return trace.verdict, trace.reason, [hop.id for hop in trace.forward if hop.kind not in own], trace.address


def differing(context: Context) -> Iterator[str]:
    """The subnets whose own answers are not those of the one that stands for them."""
    for subnet in context.network.subnets:
        alike = context.likeness._by_gateway
        if context.ways.way_out(context.alike_out(subnet)) != context.ways.way_out(subnet) and alike(subnet, INTERNET) is not None:
            yield f"{subnet.id}: way out"
        by_nat, own = context.way_by_nat(subnet), context.ways.way_out(context.alike_out(subnet))
        if by_nat != (own if own is not None and own.nat is not None else None):
            yield f"{subnet.id}: by NAT"
        for service in SERVICES:
            to = service_address(context.ways.index, service)
            stands_in = context.likeness.sending(subnet, to)
            trace = context.ways.trace(Flow(source=stands_in.id, target=service))
            if alike(subnet, to) is None or trace is None or not trace.address.startswith("a public address"):
                continue
            if told(trace) != told(context.ways.trace(Flow(source=subnet.id, target=service))):
                yield f"{subnet.id}: {service}"


CHOICES = st.fixed_dictionaries({name: st.sampled_from((parts[0],) * 3 + parts) for name, parts in PARTS.items()})


@settings(max_examples=150, deadline=None)
@given(CHOICES)
def test_the_answers_of_one_are_those_of_all_that_fare_alike(choices: dict[str, str]):
    context = Context(made(choices), load_prices())
    assert list(differing(context)) == []


def test_subnets_of_one_table_and_nat_gateway_fare_alike_in_all_zones():
    plain = {name: parts[0] for name, parts in PARTS.items()}
    context = Context(made(plain), load_prices())
    inside = [one for one in context.network.subnets if one.name.startswith("in-")]
    assert len({context.alike(one).id for one in inside}) == 3  # The table leads to a transit gateway, too.
    assert len({context.alike_out(one).id for one in inside}) == 1
    assert {context.way_out(one).nat.name for one in inside} == {"nat"}  # type: ignore[union-attr]


@pytest.mark.parametrize("part", ["BACK", "TARGET", "OPTIONS"])
def test_what_tells_subnets_apart_parts_them(part: str):
    choices = {name: parts[1 if name == part else 0] for name, parts in PARTS.items()}
    context = Context(made(choices), load_prices())
    inside = [one for one in context.network.subnets if one.name.startswith("in-")]
    assert len({context.alike_out(one).id for one in inside}) == 3


@settings(max_examples=60, deadline=None)
@given(networks(most_vpcs=8))
def test_findings_are_the_same_as_without_it(network: Network):
    shared = check(network)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Likeness, "_by_gateway", lambda *_: None)
        patch.setattr(Likeness, "may_pass_nat", lambda *_: True)
        assert check(network) == shared


def test_an_address_that_something_has_stands_for_itself_alone():
    """A subnet without a free address: what stands for its hosts is an interface's."""
    plain = {name: parts[0] for name, parts in PARTS.items()}
    network = made(plain)
    subnet = next(one for one in network.subnets if one.name == "in-b")
    context = Context(network, load_prices())
    host = context.ways.tracer.places.any_host(subnet)[0]
    taken = r.NetworkInterface(id="eni-1", vpc=subnet.vpc, subnet=subnet.id, private_ips=(host.address.text,))
    assert context.likeness._is_plain(subnet)
    other = Context(structs.replace(network, network_interfaces=(taken,)), load_prices())
    other.ways.tracer.places.any_host = lambda _: (host,)  # type: ignore[method-assign]
    assert not other.likeness._is_plain(subnet)
