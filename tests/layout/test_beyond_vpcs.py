"""What joins VPCs otherwise than by transit gateways and peerings: VPC Lattice, Cloud WAN."""

import pytest

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.layout.options import Detail
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

LATTICE = """
vpcviz: 1
region: eu-west-1
service_networks: {shop: {vpcs: front, services: [SERVICES], resources: ledger}}
lattice_services: {SERVED}
resource_configurations: {ledger: {gateway: gate, protocol: TCP, ports: 5432, dns_name: ledger.example.com}}
vpcs:
  front: {cidr: 10.0.0.0/16}
  back: {cidr: 10.1.0.0/16, subnets: {a: {zone: a, cidr: 10.1.0.0/24}}, resource_gateways: {gate: {subnets: a}}}
"""


def drawn(spec: str, detail: Detail = "standard") -> Picture:
    svg = render_svg(lay_out(load_document("spec.yaml", spec.encode()), Options(detail=detail)))
    assert defects(svg) == []
    return Picture(svg)


def ways(picture: Picture, kind: str) -> set[tuple[str, str]]:
    return {(wire.start, wire.end) for wire in picture.wires if wire.kind == kind}


def lattice(*services: str) -> Picture:
    served = "{" + ", ".join(f"{name}: {{}}" for name in services) + "}"
    return drawn(LATTICE.replace("SERVICES", ", ".join(services)).replace("{SERVED}", served))


def test_a_service_network_is_linked_to_its_vpcs_and_to_what_is_in_it() -> None:
    picture = lattice("pay", "price")
    ids = {thing.kind: thing.id for thing in picture.things}
    network, ledger, gate = ids["service-network"], ids["resource-configuration"], ids["resource-gateway"]
    services = {thing.id for thing in picture.things if thing.kind == "lattice-service"}
    assert ways(picture, "lattice") == {
        ("vpc-front", network),
        (network, ledger),
        (ledger, gate),
        *((network, one) for one in services),
    }
    assert len(services) == 2
    assert {"TCP 5432", "ledger.example.com"} <= {word.text for word in picture.words}


def test_a_service_network_of_many_services_names_them_only() -> None:
    picture = lattice("a", "b", "c", "d")
    assert len(ways(picture, "lattice")) == 2
    assert "and 1 more" in {word.text for word in picture.words}


WAN = """
vpcviz: 1
accounts:
  "210987654321":
    name: Network
    core_networks:
      world:
        attachments:
          - {attachment: attachment-1, segment: prod, resource: one, location: eu-west-1}
          - {attachment: attachment-2, segment: dev, resource: two, location: us-east-1}
        routes:
          - {destination: 10.1.0.0/16, segment: prod, location: eu-west-1, attachments: [attachment-1]}
          - {destination: 10.2.0.0/16, segment: dev, location: us-east-1, attachments: [attachment-2]}
  "333344445555":
    name: Workloads
    regions:
      eu-west-1: {vpcs: {one: {cidr: 10.1.0.0/16, route_tables: {m: {main: true, routes: {10.0.0.0/8: world}}}}}}
      us-east-1: {vpcs: {two: {cidr: 10.2.0.0/16, route_tables: {m: {main: true, routes: {10.0.0.0/8: world}}}}}}
"""


def counted_routes(picture: Picture) -> int:
    return sum(
        int(thing.marks["more"]) for thing in picture.things if thing.kind == "route" and thing.chain()[1].kind == "core-network"
    )


def test_attachments_of_a_core_network_stand_on_their_vpcs_borders() -> None:
    picture = drawn(WAN)
    docks = {thing.id: thing for thing in picture.things if thing.kind == "core-network-attachment"}
    assert {name: dock.chain()[1].id for name, dock in docks.items()} == {"attachment-1": "vpc-one", "attachment-2": "vpc-two"}
    assert ways(picture, "core-network") == {("core-network-world", "attachment-1"), ("core-network-world", "attachment-2")}
    assert {end for _, end in ways(picture, "route")} == set(docks)
    words = {word.text for word in picture.words}
    assert {"Core network attachment · prod", "Core network attachment · dev", "2 routes in its segments"} <= words


@pytest.mark.parametrize("detail", ["overview", "presentation"])
def test_where_vpcs_are_cards_a_core_network_says_what_is_in_each_segment(detail: Detail) -> None:
    picture = drawn(WAN, detail)
    assert {"prod: one", "dev: two", "2 routes in its segments"} <= {word.text for word in picture.words}
    assert ways(picture, "core-network") == {("core-network-world", "vpc-one"), ("core-network-world", "vpc-two")}
    assert counted_routes(picture) == 2


def test_what_joins_accounts_stands_above_them() -> None:
    frames = {thing.id: thing.frame for thing in drawn(WAN).things if thing.kind == "account"}
    above, below = frames["210987654321"], frames["333344445555"]
    assert above is not None
    assert below is not None
    assert above.bottom < below.top
