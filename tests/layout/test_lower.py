"""What stands low in a VPC since its links come from below."""

import pytest

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: igw
        subnets:
          a: {{zone: a, cidr: 10.0.1.0/24, instances: {{one: 10.0.1.20}}}}
          b: {{zone: b, cidr: 10.0.2.0/24, instances: {{two: 10.0.2.20}}}}
        load_balancers:
          lb: {{{balancer}, subnets: {{a: 10.0.1.5, b: 10.0.2.5}}}}
        {inside}
    endpoint_services:
      offered: {{{service}}}
"""

NETWORK = "type: network, scheme: internal"
GATEWAY = "type: GatewayLoadBalancer, load_balancers: lb"
OTHERS = "interface_endpoints: {kms: {service: kms, subnets: {a: 10.0.1.30, b: 10.0.2.30}}}"
ENDPOINT = "gateway_load_balancer_endpoints: {e: {service: offered, subnets: {a: 10.0.1.30}}}"


@pytest.mark.parametrize(
    ("words", "below"),
    [
        ({"balancer": NETWORK, "service": "load_balancers: lb", "inside": ""}, True),
        ({"balancer": "type: network, scheme: internet-facing", "service": "load_balancers: lb", "inside": ""}, False),
        ({"balancer": NETWORK, "service": "provider: Somebody", "inside": ""}, False),
        ({"balancer": "type: gateway", "service": GATEWAY, "inside": ENDPOINT}, False),
        ({"balancer": "type: gateway", "service": GATEWAY, "inside": ""}, True),
        ({"balancer": NETWORK, "service": "load_balancers: lb", "inside": OTHERS}, False),
    ],
    ids=[
        "serves",
        "of the internet's, too",
        "serves none",
        "its endpoint's link would have to pass it",
        "endpoints elsewhere",
        "wires of other endpoints, too",
    ],
)
def test_a_load_balancer_stands_below_its_zones_where_only_an_endpoint_service_leads_to_it(
    words: dict[str, str], below: bool
) -> None:
    svg = render_svg(lay_out(network(SPEC.format(**words)), Options(detail="standard")))
    assert defects(svg) == []
    things = {thing.kind: thing.rect for thing in Picture(svg).things}
    balancer, zone = things["load-balancer"], things["az"]
    assert balancer is not None
    assert zone is not None
    assert (balancer.top > zone.bottom) is below
    assert (balancer.bottom < zone.top) is not below


@pytest.mark.parametrize(("above", "low"), [("", True), ("internet_gateway: igw", False)])
def test_zones_stand_at_the_foot_of_higher_tables_where_all_that_is_docked_is_below(above: str, low: bool) -> None:
    spec = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        %s
        subnets: {a: {zone: a, cidr: 10.0.1.0/24}, b: {zone: b, cidr: 10.0.2.0/24}}
        interface_endpoints:
          kms: {service: kms, subnets: {a: 10.0.1.10, b: 10.0.2.10}}
          logs: {service: logs, subnets: {a: 10.0.1.11, b: 10.0.2.11}}
        route_tables: {one: {subnets: a}, two: {subnets: b}}
"""
    svg = render_svg(lay_out(network(spec % above), Options(detail="standard")))
    assert defects(svg) == []
    things = [(thing.kind, thing.rect) for thing in Picture(svg).things if thing.rect]
    zones = [rect for kind, rect in things if kind == "az"]
    beside = [rect for kind, rect in things if kind in ("route-table", "dns")]
    assert len({zone.bottom for zone in zones}) == 1
    assert (zones[0].bottom == max(rect.bottom for rect in beside)) is low
    assert (zones[0].top == min(rect.top for rect in beside)) is not low
