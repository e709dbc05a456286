"""`--detail presentation`: frames as ever, workloads as tiles, no table; what is folded is counted where it belongs."""

from collections import Counter
from itertools import pairwise

import pytest
from msgspec import structs

from tests.conftest import SAMPLES
from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture, Thing
from vpcviz.layout import Options, lay_out
from vpcviz.layout.style import STYLES, smallest_text
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.scene import Text, groups
from vpcviz.scene.paper import Page
from vpcviz.sources import load
from vpcviz.spec import load_document

SPEC = """vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets:
      a:
        zone: a
        cidr: 10.0.1.0/24
        instances: {web-1: 10.0.1.5, web-2: 10.0.1.6, web-3: 10.0.1.7, web-4: 10.0.1.8}
        nat_gateway: {public_ip: 52.30.4.10}
      b: {zone: b, cidr: 10.0.2.0/24, instances: {web-5: 10.0.2.5}}
    load_balancers: {front: {scheme: internet-facing, subnets: [a, b], listeners: [tcp 443 -> web]}}
    target_groups: {web: {protocol: TCP, port: 80, targets: web-5}}
    route_tables: {app: {subnets: [a, b], routes: {0.0.0.0/0: internet_gateway}}}
    interface_endpoints:
      kms: {service: kms, subnets: [a]}
      sqs: {service: sqs, subnets: [a]}
      ssm: {service: ssm, subnets: [a]}
      logs: {service: logs, subnets: [a]}
"""

WIDE = """vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {name: a door to the internet}
    vpn_gateway: {name: a door to the office}
    egress_only_internet_gateway: {name: a door for IPv6}
    subnets:
      a: {zone: a, cidr: 10.0.1.0/24, instances: {one: 10.0.1.5}}
      b: {zone: b, cidr: 10.0.2.0/24, instances: {another one: 10.0.2.5}}
"""

CACHE = "    workloads: {sessions: {type: elasticache-cluster, subnets: [a, b]}}"


def slide(network: Network, **options: object) -> bytes:
    return render_svg(lay_out(network, Options(detail="presentation", **options)))  # type: ignore[arg-type]


def read(text: str = SPEC) -> tuple[Network, Picture]:
    network = load_document("x.yaml", text.encode())
    return network, Picture(slide(network))


def counted(things: list[Thing]) -> Counter[str]:
    found: Counter[str] = Counter()
    for thing in things:
        found[thing.kind] += int(thing.marks.get("more", 0))
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_nothing_of_a_sample_is_lost(sample) -> None:
    network = load([str(sample)])
    svg = slide(network)
    assert missing(svg, network) == []
    kinds = Counter(thing.kind for thing in Picture(svg).things if "more" not in thing.marks)
    told = counted([thing for thing in Picture(svg).things if thing.kind in ("subnet", "az")])
    assert kinds["vpc"] == len(network.vpcs)
    assert kinds["subnet"] + told["subnet"] == len(network.subnets)
    assert kinds["az"] + told["az"] == len({(subnet.vpc, subnet.zone) for subnet in network.subnets})
    assert kinds["route-table"] == kinds["route"] == kinds["security-group"] == kinds["eni"] == 0


def test_what_is_folded_is_counted() -> None:
    network, picture = read()
    found = counted(picture.things)
    assert found["eni"] == len(network.network_interfaces)
    assert found["route-table"] == len(network.route_tables)
    assert found["route"] == sum(route.target != "local" for table in network.route_tables for route in table.routes)
    assert found["interface-endpoint"] == 4
    assert found["instance"] == 4  # in the subnet that has so many
    words = [word.text for word in picture.words]
    assert "4 × EC2 instance" in words or "4 × instance" in words
    assert "4 interface endpoints" in words


def test_an_owner_in_several_subnets_is_one_thing_and_a_count() -> None:
    network = load_document("x.yaml", SPEC.replace("    load_balancers:", f"{CACHE}\n    load_balancers:").encode())
    picture = Picture(slide(network))
    assert len([thing for thing in picture.things if thing.kind == "elasticache-cluster"]) == 1
    assert [word.text for word in picture.words].count("sessions") == 2


def test_a_load_balancer_stands_over_the_zones_between_the_internet_and_its_targets() -> None:
    network, _ = read()
    svg = slide(network)
    picture = Picture(svg)
    assert defects(svg) == []
    balancer = next(thing for thing in picture.things if thing.kind == "load-balancer")
    assert balancer.parent is not None
    assert balancer.parent.kind == "vpc"
    words = [word.text for word in picture.words]
    assert (words.count("front"), words.count("in a, b")) == (1, 1)
    wires = {(wire.start, wire.end) for wire in picture.wires if wire.kind == "load-balancer"}
    assert wires == {("igw-shop", balancer.id), (balancer.id, "i-shop-web-5")}


def test_zones_are_alike_and_as_wide_as_their_vpc() -> None:
    """Where what is docked on a VPC makes it wider than its zones, these leave no room on their right."""
    _, picture = read(WIDE)
    vpc = next(thing for thing in picture.things if thing.kind == "vpc")
    zones = [thing.frame for thing in picture.things if thing.kind == "az" and thing.frame]
    assert vpc.frame is not None
    assert vpc.frame.right - max(zone.right for zone in zones) <= 2 * 12
    assert max(zone.right - zone.left for zone in zones) - min(zone.right - zone.left for zone in zones) <= 12


def test_what_is_counted_stands_below_the_zones_in_lines_as_wide_as_these() -> None:
    _, picture = read()
    zone = next(thing for thing in picture.things if thing.kind == "az")
    counts = [
        thing for thing in picture.things if thing.kind in ("eni", "route-table", "route") and thing.marks.get("in") == "vpc-shop"
    ]
    assert zone.frame is not None
    assert [thing for thing in counts if thing.box is None or thing.box.top < zone.frame.bottom] == []
    assert len({thing.box.top for thing in counts if thing.box}) == 1


def test_like_zones_look_alike() -> None:
    """Three instances of one zone stood below one another, where four of the next were one tile."""
    _, picture = read(SPEC.replace("web-5: 10.0.2.5", "web-5: 10.0.2.5, web-6: 10.0.2.6"))
    words = [word.text for word in picture.words]
    assert [word for word in words if " × " in word] == ["4 × instance", "2 × instance"]
    assert not {f"web-{number}" for number in range(1, 7)} & {*words}


def test_an_attachment_of_a_vpc_is_its_icon_alone() -> None:
    network = load([str(next(sample for sample in SAMPLES if sample.stem == "hub-and-spoke"))])
    picture = Picture(slide(network))
    attachments = {item.id for item in network.transit_gateway_attachments if item.type == "vpc"}
    shown = [thing for thing in picture.things if thing.id in attachments]
    assert len(shown) == len(attachments)
    assert [thing.words for thing in shown if thing.words] == []


def test_what_has_no_name_is_called_what_it_is() -> None:
    network, _ = read()
    nat = r.NatGateway(id="nat-0123456789abcdef0", vpc=network.vpcs[0].id, subnet=network.subnets[0].id)
    door = r.EgressOnlyInternetGateway(id="eigw-0123456789abcdef0", vpc=network.vpcs[0].id)
    network = structs.replace(network, nat_gateways=(nat,), egress_only_internet_gateways=(door,))
    words = [word.text for word in Picture(slide(network)).words]
    assert "NAT gateway" in words
    assert ("Egress-only", "internet gateway") in pairwise(words)
    assert not {nat.id, door.id} & {*words}


def test_free_addresses_are_shown_where_they_are_asked_for() -> None:
    network, _ = read()
    assert b"IPs free (reckoned)" in slide(network, show=("free-ips",))


def test_a_slide_of_one_vpc_can_be_read_where_it_is_shown() -> None:
    """The web shop's smallest words were 5.9 pt on a slide of 13.33 x 7.5 in."""
    page = Page("16:9", 338.582, 190.5)
    scene = lay_out(
        load([str(next(sample for sample in SAMPLES if sample.stem == "web-shop"))]), Options("presentation", page=page)
    )
    assert smallest_text(scene) * page.scale(scene.width, scene.height) >= 6
    assert {STYLES[part.role][0] for group in groups(scene.parts) for part in group.parts if isinstance(part, Text)} == {
        13.75,
        14,
        15,
        18,
    }
