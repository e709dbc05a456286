"""What joins VPCs otherwise than by transit gateways and peerings: VPC Lattice, Cloud WAN."""

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
