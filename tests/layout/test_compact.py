"""What makes pictures take less room: titles in two lines, connectors below the lower of two, wires that are shared."""

from functools import cache
from pathlib import Path

from vpcviz import scene
from vpcviz.layout import lay_out
from vpcviz.spec import load_document

SAMPLES = Path(__file__).parents[2] / "samples"


@cache
def every(name: str) -> list[scene.Group]:
    """All things and links of a sample's picture."""
    path = SAMPLES / f"{name}.yaml"
    return list(scene.groups(lay_out(load_document(str(path), path.read_bytes())).parts))


def drawn(name: str) -> dict[str, scene.Group]:
    """The things of a sample's picture by id."""
    return {group.id: group for group in every(name) if group.kind != "link"}


def box_of(name: str, ident: str) -> scene.Rectangle:
    return next(part for part in drawn(name)[ident].parts if isinstance(part, scene.Rectangle))


def test_a_peering_stands_below_the_lower_of_two_neighbours() -> None:
    orders, peering = box_of("on-premises", "vpc-0b1c2d3e4f5061728"), box_of("on-premises", "pcx-0a11b22c33d44e551")
    assert peering.y >= orders.y + orders.height
    assert orders.x <= peering.x < orders.x + orders.width


def test_subnets_tell_their_routes_in_the_line_of_their_cidr_where_all_are_wide_enough() -> None:
    texts = [part for part in drawn("web-shop")["subnet-shop-app-a"].parts if isinstance(part, scene.Text)]
    by_words = {text.text: text for text in texts}
    assert by_words["· routes: app-a"].y == by_words["10.20.10.0/24 · private"].y
    narrow = [part for part in drawn("shared-services").values() if part.kind == "subnet"]
    assert any(isinstance(part, scene.Text) and part.text.startswith("routes: ") for group in narrow for part in group.parts)


def test_what_a_load_balancer_leads_to_stands_in_one_column() -> None:
    across = {box_of("web-shop", f"i-shop-web-{number}").x for number in (1, 2)}
    assert len(across) == 1


def test_routes_to_gateway_endpoints_share_a_wire_where_there_are_many_tables() -> None:
    marks = [dict(group.marks) for group in every("web-shop") if group.kind == "link"]
    bundles = {mark["bundle"] for mark in marks if mark["link"] == "route" and mark["to"].startswith("vpce-gw-")}
    assert len(bundles) == 1


def test_the_id_of_a_vpc_stands_in_the_line_of_its_cidr_where_it_is_wide_enough() -> None:
    texts = [part for part in drawn("shared-services")["vpc-0a0b0c0d0e0f01020"].parts if isinstance(part, scene.Text)]
    by_words = {text.text: text for text in texts}
    assert by_words["· vpc-0a0b0c0d0e0f01020 · DNS hostnames on"].y == by_words["10.10.0.0/16"].y


def test_what_many_are_peered_with_stands_below_them_in_a_row() -> None:
    shared = box_of("shared-services", "vpc-0a0b0c0d0e0f01020")
    spokes = [box_of("shared-services", group.id) for group in drawn("shared-services").values() if group.kind == "vpc"]
    above = [box for box in spokes if box.y != shared.y]
    assert len(above) == 3
    assert len({box.y for box in above}) == 1
    assert all(box.y + box.height < shared.y for box in above)


def test_what_is_docked_on_a_vpc_stands_beside_the_title_of_its_region() -> None:
    region, gateway = box_of("without-endpoints", "eu-west-1"), box_of("without-endpoints", "igw-0f40312213049587a")
    assert region.y < gateway.y < region.y + 30
