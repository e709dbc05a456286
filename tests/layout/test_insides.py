"""What is in VPCs has its ways before anything leads past it, where VPCs are many."""

import sys
from pathlib import Path

import pytest
from msgspec import structs

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.pictures.geometry import defects
from vpcviz.layout import Options, fitting
from vpcviz.layout.arranging import Arranger
from vpcviz.layout.boxes import Box
from vpcviz.layout.compose import lay_out
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.fitting import fitted
from vpcviz.layout.insides import Inside, Insides
from vpcviz.layout.routing import Router
from vpcviz.layout.view_choice import drawing_of
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg

FULL = Options(detail="full")
SMALL = estates.Size(26, zones=2, subnets=2, enis=1)

WIDE = 2400
"""Wider (px) than any VPC of these estates is by itself."""


def drawn(network: Network, monkeypatch: pytest.MonkeyPatch) -> tuple[Drawing, Box, list[Insides]]:
    """The drawing of a network with its boxes placed and links routed, and the insides that it had."""
    made: list[Insides] = []

    class Noted(Insides):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(fitting, "Insides", Noted)
    drawing = drawing_of(network, FULL)
    arranger = Arranger(drawing)
    assert arranger.places is not None
    return drawing, fitted(arranger, arranger.places), made


@pytest.mark.parametrize("kind", ["hub", "mesh", "mixed"])
def test_ways_inside_stay_in_their_vpc_and_no_other_enters_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing, root, made = drawn(estates.estate(SMALL, kind), monkeypatch)
    assert len(made) == 1
    inside = {id(link) for one in made[0].every for link in one.links}
    assert inside
    assert len(inside) + len(made[0].outer) == len(drawing.links)
    boxes = {one.id: one for one in root.walk_open_all() if one.kind == "vpc"}
    for one in made[0].every:
        box = one.box
        assert boxes[box.id] is box
        for link in one.links:
            assert all(box.x <= x <= box.x + box.width for x, _ in link.points)
            assert all(box.y - box.above <= y <= box.y + box.height + box.below for _, y in link.points)
    for link in made[0].outer:
        for a, b in zip(link.points, link.points[1:], strict=False):
            middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            assert not any(holds(box, middle) for box in boxes.values()), link.id


def holds(box: Box, point: tuple[float, float]) -> bool:
    return box.x < point[0] < box.x + box.width and box.y + box.above < point[1] < box.y + box.height - box.below


def test_what_a_link_leads_into_is_routed_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint service's load balancer stands in its VPC: the VPC has no inside of its own, its links are all there."""
    network = estates.estate(SMALL, "hub")
    vpc = network.vpcs[3]
    balancer = r.LoadBalancer(id="lb-1", vpc=vpc.id, type="network", account=vpc.account, region=vpc.region)
    service = r.EndpointService(id="vpce-svc-1", load_balancers=("lb-1",), account=vpc.account, region=vpc.region)
    network = structs.replace(network, load_balancers=(balancer,), endpoint_services=(service,))
    drawing, _, made = drawn(network, monkeypatch)
    entered = [link for link in made[0].outer if link.target is drawing.drawn["lb-1"]]
    assert [link.id for link in entered] == ["privatelink:vpce-svc-1:lb-1"]
    assert vpc.id not in {one.box.id for one in made[0].every}
    assert len(made[0].every) == len(network.vpcs) - 1
    table = next(one.id for one in network.route_tables if one.vpc == vpc.id)
    assert any(link.id.startswith(f"route:{table}") for link in made[0].outer)
    assert defects(render_svg(lay_out(network, FULL))) == []


def test_a_vpc_that_stays_as_it_is_has_its_ways_once(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[str] = []
    route = Inside.route

    def counted(self: Inside) -> None:
        before = [link.lines for link in self.links]
        route(self)
        if any(link.lines is not lines for link, lines in zip(self.links, before, strict=True)):
            times.append(self.box.id)

    monkeypatch.setattr(Inside, "route", counted)
    _, _, made = drawn(estates.estate(SMALL, "mixed"), monkeypatch)
    assert sorted(times) == sorted(one.box.id for one in made[0].every)
    made[0].route()
    assert len(times) == len(made[0].every)
    box = made[0].every[0].box
    box.width += 120  # As if its border had no room for all that ends there.
    made[0].route()
    assert times[len(made[0].every) :] == [box.id]


def test_a_vpc_that_gets_wider_for_what_ends_on_its_border_has_its_ways_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    network = estates.estate(SMALL, "hub")
    widen = Router._widen

    def wider(self: Router) -> None:
        widen(self)
        for box in self.ways.root.walk_open_all() if self.ways.root.kind == "canvas" else ():
            if box.kind == "vpc" and box.width < WIDE:
                box.width = box.least_width = WIDE
                box.touch()

    monkeypatch.setattr(Router, "_widen", wider)
    drawing, _, made = drawn(network, monkeypatch)
    for one in made[0].every:
        assert one.box.width >= WIDE
        for link in one.links:
            (first, _), (last, _) = link.points[0], link.points[-1]
            for end, at in ((link.source, first), (link.target, last)):
                assert end.x <= at <= end.x + end.width, link.id
    assert drawing.links
