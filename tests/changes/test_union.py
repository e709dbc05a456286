"""One picture of two networks: what is new, gone and changed is marked, what is as it was is dimmed, and nothing collides."""

import json
from pathlib import Path

from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from vpcviz.changes import compare
from vpcviz.changes.union import union
from vpcviz.commands import run
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.scene import Group, groups
from vpcviz.spec import load_document

BEFORE = """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets:
      web: {zone: a, cidr: 10.0.0.0/24, instances: {web-1: 10.0.0.10, old: 10.0.0.11}}
      app: {zone: a, cidr: 10.0.1.0/24}
    route_tables:
      public: {subnets: [web], routes: {0.0.0.0/0: internet_gateway, 192.0.2.0/24: internet_gateway}}
"""
AFTER = BEFORE.replace("old: 10.0.0.11", "new: 10.0.0.12").replace("192.0.2.0/24", "198.51.100.0/24")


def both() -> tuple[Network, dict[str, str]]:
    old, new = (load_document("x.yaml", text.encode()) for text in (BEFORE, AFTER))
    network, marks = union(old, new, compare(old, new))
    return network, dict(marks)


def test_the_union_holds_what_is_gone_and_the_routes_that_are_gone() -> None:
    network, marks = both()
    assert {one.name for one in network.instances} == {"web-1", "old", "new"}
    (table,) = [one for one in network.route_tables if one.name == "public"]
    assert {route.destination for route in table.routes} == {"10.0.0.0/16", "0.0.0.0/0", "192.0.2.0/24", "198.51.100.0/24"}
    assert marks[f"{table.id}|192.0.2.0/24"] == "removed"
    assert marks[f"{table.id}|198.51.100.0/24"] == "added"
    assert marks[table.id] == "changed"


def test_each_change_is_marked_once_and_the_rest_is_dimmed() -> None:
    network, marks = both()
    scene = lay_out(network, Options(detail="full", changes=marks))
    svg = render_svg(scene)
    assert defects(svg) == []
    assert missing(svg, network) == []
    found = {group.id: dict(group.marks).get("change") for group in groups(scene.parts) if "change" in dict(group.marks)}
    assert found == marks
    web = next(group for group in groups(scene.parts) if group.kind == "subnet" and group.id.endswith("web"))
    faded = {part.id for part in web.parts if isinstance(part, Group) and part.faded}
    assert any("web-1" in name for name in faded)
    assert not any(name in marks for name in faded)


def test_a_vpc_with_a_mark_of_what_has_no_place_of_its_own_is_clear() -> None:
    """Of what is only counted the VPC has the badge."""
    groups_of = BEFORE + "    security_groups: {web: {ingress: [https from %s]}}\n  other: {cidr: 10.9.0.0/16}\n"
    old, new = (load_document("x.yaml", (groups_of % cidr).encode()) for cidr in ("10.0.0.0/8", "0.0.0.0/0"))
    network, marks = union(old, new, compare(old, new))
    vpcs = {group.id: group.faded for group in groups(lay_out(network, Options(changes=dict(marks))).parts) if group.kind == "vpc"}
    assert vpcs == {"vpc-shop": False, "vpc-other": True}


def test_the_command_draws_it_with_a_legend_and_the_list_in_words(tmp_path: Path) -> None:
    for name, text in (("old.yaml", BEFORE), ("new.yaml", AFTER)):
        (tmp_path / name).write_text(text)
    files = [str(tmp_path / name) for name in ("old.yaml", "new.yaml")]
    assert run(["diff", *files, "-o", str(tmp_path / "diff.svg"), "--format", "json"]) == 0
    svg = (tmp_path / "diff.svg").read_text()
    for words in (
        "what differs",
        ">added<",
        "removed (outline dashed)",
        "- instance old",
        "+ instance new",
        "~ route table public",
    ):
        assert words in svg
    first = (tmp_path / "diff.svg").read_bytes()
    assert run(["diff", *files, "-o", str(tmp_path / "diff.svg"), "-o", str(tmp_path / "diff.png")]) == 0
    assert (tmp_path / "diff.svg").read_bytes() == first
    assert (tmp_path / "diff.png").stat().st_size > 1000


def test_dot_cannot_show_it(tmp_path: Path, capsys: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"vpcviz": 1}))
    assert run(["diff", str(tmp_path / "a.json"), str(tmp_path / "a.json"), "-o", str(tmp_path / "x.dot")]) == 2
