"""Networks that no one draws well by hand, and what refers to itself: a picture comes out all the same."""

from pathlib import Path

import pytest

from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.layout.fitting import NEAR_ENOUGH
from vpcviz.layout.lines import Link
from vpcviz.layout.options import Detail
from vpcviz.layout.routing import MOST_PLANS, Router
from vpcviz.layout.settling import PAGE
from vpcviz.layout.ways import Ways
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.scene import Rectangle, Scene, Wire, groups
from vpcviz.sources import load


def mesh(count: int) -> Network:
    """VPCs that are all peered with each other."""
    vpcs = tuple(r.Vpc(id=f"vpc-{n}", account="111122223333", region="eu-west-1", cidrs=(f"10.{n}.0.0/16",)) for n in range(count))
    pairs = [(a, b) for a in range(count) for b in range(a)]
    return Network(
        vpcs=vpcs, peerings=tuple(r.Peering(id=f"pcx-{a}-{b}", requester=f"vpc-{a}", accepter=f"vpc-{b}") for a, b in pairs)
    )


def joints(picture: Scene) -> list[tuple[str, tuple[float, float], Wire]]:
    """What joins a bus: its id, where its dot is, and its wire."""
    found = []
    for link in groups(picture.parts):
        for part in link.parts:
            if isinstance(part, Rectangle) and part.role == "joint":
                wire = next(one for one in link.parts if isinstance(one, Wire))
                found.append((dict(link.marks)["to"], (part.x + part.width / 2, part.y + part.height / 2), wire))
    return found


@pytest.mark.parametrize("detail", ["overview", "standard"])
@pytest.mark.parametrize("count", [4, 5, 9])
def test_each_member_of_a_mesh_joins_its_bus_with_a_dot(count: int, detail: Detail) -> None:
    picture = lay_out(mesh(count), Options(detail=detail))
    found = joints(picture)
    assert sorted(name for name, _, _ in found) == [f"vpc-{n}" for n in range(count)]
    assert all(dot in wire.points for _, dot, wire in found)
    assert defects(render_svg(picture)) == []


@pytest.mark.parametrize("view", ["routes", "endpoints"])
def test_a_view_of_one_aspect_says_a_mesh_once_and_full_detail_shows_each_peering(view: str) -> None:
    assert len(joints(lay_out(mesh(5), Options(view=view)))) == 5
    picture = lay_out(mesh(5), Options(detail="full"))
    assert joints(picture) == []
    assert sum(dict(group.marks).get("more") is None for group in groups(picture.parts) if group.kind == "peering") == 10


def test_from_few_vpcs_lines_run_straight_to_the_bus() -> None:
    assert [wire.points for _, _, wire in joints(lay_out(mesh(4))) if len(wire.points) != 2] == []


def test_planning_ends_where_short_ways_are_always_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    plans: dict[Router, list[bool]] = {}  # a picture that misses the page's shape is begun again, with another router
    plan = Router.plan

    def counted(self: Router) -> None:
        plans.setdefault(self, []).append(self.ways.careful)
        plan(self)

    monkeypatch.setattr(Router, "plan", counted)
    monkeypatch.setattr(Router, "blocked", lambda self: not self.ways.careful)
    picture = render_svg(lay_out(mesh(6)))
    assert list(plans.values())[-1] == [False] * MOST_PLANS + [True]
    assert defects(picture) == []


def test_only_what_was_blocked_is_planned_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: dict[int, list[list[Link]]] = {}
    plan, plan_one, blocked = Ways.plan, Ways._plan, Ways.blocked

    def begun(self: Ways, links: list[Link]) -> None:
        planned.setdefault(id(self), []).append([])
        plan(self, links)

    def counted(self: Ways, link: Link) -> None:
        planned[id(self)][-1].append(link)
        plan_one(self, link)

    def once(self: Ways) -> bool:
        plans = planned[id(self)]
        if len(plans) > 1:
            return blocked(self)
        self.stopped = [link for link in plans[0] if link.key == plans[0][0].key]
        return True

    monkeypatch.setattr(Ways, "plan", begun)
    monkeypatch.setattr(Ways, "_plan", counted)
    monkeypatch.setattr(Ways, "blocked", once)
    picture = render_svg(lay_out(mesh(25), Options(detail="full")))
    last = list(planned.values())[-1]
    first, second, *others = (len(links) for links in last)  # others are really blocked
    assert (first, second) == (600, 24)  # a VPC's peerings share a track
    assert all(count < first for count in others)
    assert len({link.key for link in last[1]}) == 1
    assert last[1][0] in last[0]
    assert defects(picture) == []


@pytest.mark.parametrize("count", [12, 13, 18, 24, 30])
def test_a_mesh_of_all_vpcs_fits_a_page(count: int) -> None:
    scene = lay_out(mesh(count))
    assert defects(render_svg(scene)) == []
    narrowest, widest = PAGE
    assert narrowest / NEAR_ENOUGH <= scene.width / scene.height <= widest * NEAR_ENOUGH


@pytest.mark.parametrize("ends", [("pcx-1", "pcx-2"), ("vpc-1", "vpc-1"), ("pcx-1", "vpc-1"), ("", "pcx-1")])
def test_a_peering_that_refers_to_itself_or_to_no_vpc_is_drawn(tmp_path: Path, ends: tuple[str, str]) -> None:
    path = tmp_path / "snapshot.json"
    path.write_text(
        '{"vpcviz": 1, "origin": "scan", "region": "eu-west-1", "account": "111122223333", '
        '"vpcs": [{"id": "vpc-1", "cidrs": ["10.0.0.0/16"]}], '
        f'"peerings": [{{"id": "pcx-1", "requester": "{ends[0]}", "accepter": "{ends[1]}"}}]}}'
    )
    network = load([str(path)])
    assert b'data-id="vpc-1"' in render_svg(lay_out(network, Options(detail="overview")))
    assert b'data-kind="peering" data-id="pcx-1"' in render_svg(lay_out(network))
