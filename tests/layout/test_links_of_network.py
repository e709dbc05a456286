"""Starting from the Network: at standard detail every link of it is drawn, or told where it stands."""

from collections.abc import Iterator

import pytest

from tests.conftest import SAMPLES
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.sources import load


def untold(network: Network, picture: Picture) -> Iterator[str]:
    """What joins two things of the network and is neither a wire nor a mark nor a counted name."""
    wires = {(wire.start, wire.end) for wire in picture.wires}
    either = wires | {(end, start) for start, end in wires}
    services = {thing.id: thing.marks["service"] for thing in picture.things if "service" in thing.marks}
    named = {thing.marks["in"]: int(thing.marks["more"]) for thing in picture.things if thing.kind == "association"}
    cards = {thing.id for thing in picture.things}
    for peering in network.peerings:
        yield from (f"{peering.id} {vpc}" for vpc in (peering.requester, peering.accepter) if (peering.id, vpc) not in either)
    for attachment in network.transit_gateway_attachments:
        if attachment.type == "vpc" and (attachment.id, attachment.transit_gateway) not in either:
            yield f"{attachment.id} {attachment.transit_gateway}"
    for endpoint in (*network.gateway_endpoints, *network.interface_endpoints):
        if (endpoint.id, endpoint.service) not in wires and services.get(endpoint.id) != endpoint.service:
            provided = network.endpoint_service_by_name.get(endpoint.service)
            if provided is None or (endpoint.id, provided.id) not in wires:
                yield f"{endpoint.id} {endpoint.service}"
    for zone in (*network.hosted_zones, *network.resolver_rules):
        told = sum((zone.id, vpc) in either for vpc in zone.vpcs) or named.get(zone.id, 0)
        if told != len(zone.vpcs):
            yield f"{zone.id}: {told} of {len(zone.vpcs)} VPCs"
    for table in network.route_tables:
        for route in table.routes:
            row = f"{table.id}|{route.destination}"
            if route.target != "local" and row not in cards:
                yield row
            elif route.target in {peering.id for peering in network.peerings} and (row, route.target) not in wires:
                yield f"{row} {route.target}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_every_link_of_a_sample_is_drawn_or_told(sample) -> None:
    network = load([str(sample)])
    assert list(untold(network, Picture(render_svg(lay_out(network, Options()))))) == []
