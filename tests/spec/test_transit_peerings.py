"""A peering of two transit gateways is one attachment, also where a spec writes it at both."""

import pytest

from tests.traffic.helpers import network, trace
from vpcviz.cost import load_prices, price_network

SPEC = """
    vpcs:
      one:
        cidr: 10.1.0.0/16
        subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {x: {ip: 10.1.1.10, security_groups: all}}}}
        security_groups: {all: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        route_tables: {m: {main: true, routes: {10.0.0.0/8: west}}}
      two:
        cidr: 10.2.0.0/16
        region: us-east-1
        subnets: {b: {zone: a, cidr: 10.2.1.0/24, instances: {y: {ip: 10.2.1.10, security_groups: every}}}}
        security_groups: {every: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        route_tables: {n: {main: true, routes: {10.0.0.0/8: east}}}
    transit_gateways:
      west:
        id: tgw-w
        attachments: {one: {resource: one, subnets: [a]}, %s: {%s resource: east}}
        route_tables: {w: {associations: [one, %s], propagations: [one], routes: {10.2.0.0/16: %s}}}
      east:
        id: tgw-e
        region: us-east-1
        attachments: {two: {resource: two, subnets: [b]}, %s: {%s resource: %s}}
        route_tables: {e: {associations: [two, %s], propagations: [two], routes: {10.1.0.0/16: %s}}}
"""


@pytest.mark.parametrize(
    ("near", "near_more", "far", "far_more", "gateway"),
    [
        ("to-east", "", "to-west", "", "west"),
        ("peer", "", "peer", "", "tgw-w"),
        ("east", "type: peering,", "west", "id: tgw-attach-77,", "west"),
        ("to-east", "id: tgw-attach-77,", "to-west", "id: tgw-attach-77,", "tgw-w"),
    ],
)
def test_two_ends_are_one_attachment(near: str, near_more: str, far: str, far_more: str, gateway: str) -> None:
    made = network(SPEC % (near, near_more, near, near, far, far_more, gateway, far, far))
    (peering,) = [one for one in made.transit_gateway_attachments if one.type == "peering"]
    assert (peering.transit_gateway, peering.resource, peering.name) == ("tgw-w", "tgw-e", near)
    assert "77" not in near_more + far_more or peering.id == "tgw-attach-77"
    there, back = trace(made, "x", "y"), trace(made, "y", "x")
    assert (there.verdict, back.verdict) == ("delivered", "delivered"), there.explanation
    paid = [charge for charge in price_network(made, load_prices()) if charge.price == "transit_gateway_attachment_hour"]
    assert sorted(charge.id for charge in paid).count(peering.id) == 2  # Each side pays its own.
    assert len(paid) == 4


def test_two_with_ids_of_their_own_stay_two() -> None:
    made = network(SPEC % ("a1", "id: tgw-attach-1,", "a1", "a1", "a2", "id: tgw-attach-2,", "west", "a2", "a2"))
    assert len([one for one in made.transit_gateway_attachments if one.type == "peering"]) == 2


def test_a_mesh_of_three_has_three_peerings() -> None:
    hubs = "\n".join(
        f"  {hub}: {{region: {region}, attachments: {{{', '.join(f'{other}: {{resource: {other}}}' for other in 'abc' if other != hub)}}}}}"
        for hub, region in zip("abc", ("eu-west-1", "us-east-1", "us-west-2"), strict=True)
    )
    made = network(f"\nregion: eu-west-1\ntransit_gateways:\n{hubs}\n")
    pairs = {frozenset((one.transit_gateway, one.resource)) for one in made.transit_gateway_attachments}
    assert len(pairs) == len(made.transit_gateway_attachments) == 3
