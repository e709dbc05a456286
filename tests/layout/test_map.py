"""The map: every VPC a card, every peering a line, whatever the estate; Graphviz orders it, and its failures are said in one line."""

import re
import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest
from msgspec import structs

from tests.networks import with_lists_reversed
from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from vpcviz.errors import UsageError
from vpcviz.layout import Options, lay_out, map_engine
from vpcviz.layout.map_apart import apart
from vpcviz.layout.map_blocks import MOST, peering_blocks
from vpcviz.layout.map_engine import ENGINE, positions
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.scene import Group, Scene, Wire, groups


@dataclass(frozen=True)
class Home:
    """Where a VPC is."""

    account: str = "111122223333"
    region: str = "eu-west-1"


def vpc(name: str, home: Home = Home()) -> r.Vpc:
    return r.Vpc(id=f"vpc-{name}", name=name, cidrs=("10.0.0.0/16",), account=home.account, region=home.region)


def peering(a: str, b: str) -> r.Peering:
    return r.Peering(id=f"pcx-{a}-{b}", requester=f"vpc-{a}", accepter=f"vpc-{b}", region="eu-west-1")


def mesh(size: int) -> Network:
    names = [f"v{number:02}" for number in range(size)]
    return Network(
        origin="scan", vpcs=tuple(vpc(name) for name in names), peerings=tuple(peering(a, b) for a, b in combinations(names, 2))
    )


def drawn(network: Network) -> tuple[Scene, bytes]:
    scene = lay_out(network, Options(view="map"))
    return scene, render_svg(scene)


def links(scene: Scene) -> list[tuple[str, str, str]]:
    found = []
    for group in groups(scene.parts):
        marks = dict(group.marks)
        if group.kind == "link":
            found.append((marks["link"], marks["from"], marks["to"]))
    return sorted(found)


def almost(size: int, left: int = 0) -> Network:
    """A mesh that is no full one: so few of its pairs are peered that no bus stands for them, or all but `left`."""
    whole = mesh(size)
    kept = whole.peerings[:-left] if left else [p for p in whole.peerings if (int(p.requester[-2:]) + int(p.accepter[-2:])) % 2]
    return structs.replace(whole, peerings=tuple(kept))


@pytest.mark.parametrize("size", [2, 3, 5, 12, MOST])
def test_peered_vpcs_are_drawn_with_every_peering_and_without_a_defect(size: int) -> None:
    network = almost(size) if size > 3 else mesh(size)
    scene, svg = drawn(network)
    assert links(scene) == sorted(("peering", p.requester, p.accepter) for p in network.peerings)
    assert defects(svg) == []
    assert missing(svg, network) == []


@pytest.mark.parametrize("size", [4, 5, 12, 28, 60])
@pytest.mark.parametrize("detail", ["overview", "standard"])
def test_a_full_mesh_is_one_bus_that_its_vpcs_join(size: int, detail: Literal["overview", "standard"]) -> None:
    network = mesh(size)
    scene = lay_out(network, Options(detail=detail))
    svg = render_svg(scene)
    bus = next(group for group in groups(scene.parts) if group.kind == "peering-mesh")
    assert links(scene) == sorted(("peering", bus.id, vpc.id) for vpc in network.vpcs)
    assert dict(bus.marks)["members"].split() == [vpc.id for vpc in network.vpcs]
    assert defects(svg) == []
    assert missing(svg, network) == []
    assert f"Full mesh of {size} VPCs".encode() in svg


def test_pairs_that_are_not_peered_are_said_on_the_bus() -> None:
    svg = drawn(almost(6, left=1))[1]
    assert b"Mesh of 6 VPCs, without v04 and v05" in svg
    assert b"14 peering connections" in svg


def test_at_full_detail_every_peering_is_drawn() -> None:
    network = mesh(4)
    scene = lay_out(network, Options(detail="full"))
    assert {group.id for group in groups(scene.parts) if group.kind == "peering"} == {p.id for p in network.peerings}


def test_a_component_too_large_for_a_block_keeps_its_links() -> None:
    names = [f"v{number:02}" for number in range(MOST + 6)]
    star = Network(
        origin="scan", vpcs=tuple(vpc(name) for name in names), peerings=tuple(peering("v00", name) for name in names[1:])
    )
    scene, svg = drawn(star)
    assert len(links(scene)) == len(star.peerings)
    assert defects(svg) == []
    bundles = {dict(group.marks).get("bundle") for group in groups(scene.parts) if group.kind == "link"}
    assert bundles == {"peering:vpc-v00"}


def estate() -> Network:
    """A hub with spokes in two accounts, a second region, an office, peerings within and between places, endpoints."""
    homes = [Home(), Home("444455556666"), Home(region="us-east-1")]
    spokes = [vpc(f"s{number}", homes[number % 3]) for number in range(9)]
    hub = r.TransitGateway(id="tgw-1", name="hub", account=homes[0].account, region="eu-west-1")
    far = r.TransitGateway(id="tgw-2", name="far", account=homes[0].account, region="us-east-1")
    attachments = [
        r.TransitGatewayAttachment(
            id=f"att-{spoke.name}",
            transit_gateway="tgw-2" if spoke.region == "us-east-1" else "tgw-1",
            resource=spoke.id,
            region=spoke.region,
        )
        for spoke in spokes
    ]
    attachments.append(
        r.TransitGatewayAttachment(id="att-far", type="peering", transit_gateway="tgw-1", resource="tgw-2", region="eu-west-1")
    )
    attachments.append(
        r.TransitGatewayAttachment(id="att-vpn", type="vpn", transit_gateway="tgw-1", resource="vpn-1", region="eu-west-1")
    )
    return Network(
        origin="scan",
        accounts=(r.Account(id="111122223333", name="Network"), r.Account(id="444455556666")),
        vpcs=tuple(spokes),
        transit_gateways=(hub, far),
        transit_gateway_attachments=tuple(attachments),
        peerings=(peering("s0", "s3"), peering("s3", "s6"), peering("s0", "s1"), peering("s2", "s4")),
        internet_gateways=(r.InternetGateway(id="igw-1", vpc="vpc-s0"),),
        interface_endpoints=tuple(
            r.InterfaceEndpoint(id=f"vpce-{number}", vpc="vpc-s0", region="eu-west-1", service=f"com.amazonaws.eu-west-1.s{number}")
            for number in range(12)
        ),
        on_premises=(r.OnPremises(id="office"),),
        customer_gateways=(r.CustomerGateway(id="cgw-1", on_premises="office"),),
        vpn_connections=(r.VpnConnection(id="vpn-1", customer_gateway="cgw-1", gateway="tgw-1"),),
    )


def test_an_estate_is_whole_and_without_a_defect() -> None:
    network = estate()
    scene, svg = drawn(network)
    assert defects(svg) == []
    assert missing(svg, network) == []
    found = links(scene)
    for pair in (("vpc-s0", "vpc-s3"), ("vpc-s3", "vpc-s6"), ("vpc-s0", "vpc-s1"), ("vpc-s2", "vpc-s4")):
        assert ("peering", *pair) in found
    assert sum(1 for kind, _, _ in found if kind == "transit") == 9 + 2
    assert not [kind for kind, _, _ in found if kind == "privatelink"]
    ports = [
        group
        for group in groups(scene.parts)
        if group.kind == "interface-endpoint" and group.id and ("more" not in dict(group.marks))
    ]
    assert ports
    assert all("service" in dict(group.marks) for group in ports)


def test_with_several_accounts_a_region_holds_them_and_its_hub() -> None:
    scene, _ = drawn(estate())

    def within(parts: list[Group], path: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for group in parts:
            found[f"{group.kind} {group.id}"] = path
            inner = [part for part in group.parts if isinstance(part, Group)]
            found |= within(inner, (*path, f"{group.kind} {group.id}"))
        return found

    places = within([part for part in scene.parts if isinstance(part, Group)], ())
    assert places["vpc vpc-s1"] == ("cloud aws-cloud", "region eu-west-1", "account 444455556666")
    assert places["transit-gateway tgw-1"] == ("cloud aws-cloud", "region eu-west-1")
    assert places["transit-gateway tgw-2"] == ("cloud aws-cloud", "region us-east-1")


def test_the_order_of_the_lists_does_not_matter() -> None:
    whole = estate()
    other = with_lists_reversed(whole)
    assert drawn(other)[1] == drawn(whole)[1]


def test_two_rows_take_most_peerings_across() -> None:
    ring = [peering(f"v{number}", f"v{(number + 1) % 6}") for number in range(6)]
    (block,) = peering_blocks([f"vpc-v{number}" for number in range(6)], ring)
    across = [p for p in block.peerings if (p.requester in block.top) != (p.accepter in block.top)]
    assert len(block.top) == len(block.bottom) == 3
    assert len(across) == 6


def test_peerings_with_others_make_no_block() -> None:
    assert peering_blocks(["vpc-a", "vpc-b"], [peering("a", "c"), peering("b", "c"), peering("a", "a")]) == []


def test_ways_that_lie_on_one_another_are_moved_apart_and_keep_their_ends() -> None:
    ways = [((0.0, 0.0), (300.0, 300.0)), ((1.0, 0.0), (301.0, 300.0)), ((0.0, 300.0), (300.0, 0.0))]
    found = apart(ways)
    assert found[0] == ways[0]
    assert found[2] == ways[2]
    assert len(found[1]) == 3
    assert (found[1][0], found[1][-1]) == ways[1]


def test_hostile_names_reach_neither_graphviz_nor_the_markup() -> None:
    names = ['"]; x -- y; "', "<b>", "a:b", "\\N"]
    network = Network(
        origin="scan",
        vpcs=tuple(r.Vpc(id=name, name=name, region="eu-west-1") for name in names),
        peerings=tuple(r.Peering(id=f"{a} {b}", requester=a, accepter=b) for a, b in combinations(names, 2)),
    )
    scene, svg = drawn(network)
    assert len(links(scene)) == 4
    assert b"<b>" not in svg
    assert defects(svg) == []


def test_positions_come_from_graphviz() -> None:
    found = positions("graph { node [shape=box, width=1, height=1, fixedsize=true]; {rank=same; n0; n1} n0 -- n2; n1 -- n2 }")
    assert found["n0"][1] == found["n1"][1] > found["n2"][1]
    assert abs(found["n0"][0] - found["n1"][0]) >= 1


def test_another_graphviz_can_be_named_and_its_absence_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(ENGINE, str(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match=re.escape(f"there is no Graphviz at {tmp_path / 'nowhere'}")):
        drawn(almost(4))
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho secret >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv(ENGINE, str(broken))
    with pytest.raises(UsageError, match="failed with exit code 3"):
        drawn(almost(4))


def test_an_engine_that_does_not_end_is_stopped_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\n(sleep 5; touch {tmp_path}/late) &\nsleep 5\n")
    slow.chmod(0o755)
    monkeypatch.setenv(ENGINE, str(slow))
    monkeypatch.setattr(map_engine, "SECONDS", 0.2)
    begun = time.monotonic()
    with pytest.raises(UsageError, match=r"was stopped after 0\.2 seconds: draw less with --vpc"):
        drawn(almost(4))
    assert time.monotonic() - begun < 4
    time.sleep(5.2)
    assert not (tmp_path / "late").exists()


def test_straight_wires_only() -> None:
    scene, _ = drawn(almost(12))
    wires = [part for group in groups(scene.parts) if group.kind == "link" for part in group.parts if isinstance(part, Wire)]
    assert len(wires) == len(almost(12).peerings)
    assert all(2 <= len(wire.points) <= 3 for wire in wires)
