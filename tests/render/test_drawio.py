"""The draw.io document: each cell in its parent, each connector on its shapes, each resource once with its data, no text as markup."""

import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.conftest import ROOT
from tests.everything import FILES
from tests.networks import networks
from vpcviz.commands import run
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.drawio import render_drawio
from vpcviz.scene import Icon, Scene, groups
from vpcviz.sources import load
from vpcviz.text import clean

SPECS = [*sorted((ROOT / "samples").glob("*.yaml")), *FILES]
HOSTILE = 'a"><mxCell id="x"/>&#10;%name% <img src=x onerror=alert(1)>'


def drawn(network: Network, detail: str = "full") -> tuple[Scene, bytes]:
    scene = make_scene(network, Options(detail=detail), Request(("a.drawio",)))  # type: ignore[arg-type]
    return scene, render_drawio(network, scene)


def cells(data: bytes) -> dict[str, tuple[ElementTree.Element, ElementTree.Element]]:
    """(what has the data, the mxCell) of each cell, by its id, each of which is there once."""
    root = ElementTree.fromstring(data).find("./diagram/mxGraphModel/root")
    assert root is not None
    found = [(one, one if one.tag == "mxCell" else one.find("mxCell")) for one in root]
    by_id = {one.get("id", ""): (one, cell) for one, cell in found if cell is not None}
    assert len(by_id) == len(found) == len(root)
    return by_id


def style(cell: ElementTree.Element) -> dict[str, str]:
    return {name: value for name, _, value in (word.partition("=") for word in cell.get("style", "").split(";"))}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_cells_nest_and_connectors_hang_on_shapes(spec: Path) -> None:
    network = load([str(spec)])
    scene, data = drawn(network)
    found = cells(data)
    tables = {name for name, (_, cell) in found.items() if style(cell).get("shape") == "table"}
    for name, (_, cell) in found.items():
        parent = cell.get("parent", "")
        assert name == "0" or parent in found
        if cell.get("edge"):
            assert found[cell.get("source", "")][1].get("vertex")
            assert found[cell.get("target", "")][1].get("vertex")
            assert parent not in tables
        if parent in tables:
            assert style(cell).get("shape") == "tableRow"
    links = [group for group in groups(scene.parts) if group.kind == "link"]
    assert sum(1 for _, cell in found.values() if cell.get("edge")) == len(links)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_each_resource_is_one_cell_with_its_data(spec: Path) -> None:
    network = load([str(spec)])
    scene, data = drawn(network)
    found = cells(data)
    shown = {group.id for group in groups(scene.parts)} & set(network.by_id)
    for name in shown:
        told = found[name][0]
        assert told.get("resource") == name
        resource = network.by_id[name]
        assert (told.get("name") or "") == resource.name
    for subnet in network.subnets:
        assert subnet.id not in shown or (found[subnet.id][0].get("cidr") or "") == subnet.cidr
        if subnet.id in shown and subnet.vpc in shown:
            above, parents = found[subnet.id][1], []
            while above.get("parent"):
                parents.append(above.get("parent"))
                above = found[above.get("parent", "")][1]
            assert subnet.vpc in parents


def parents(found: dict[str, tuple[ElementTree.Element, ElementTree.Element]], name: str) -> list[str]:
    above = []
    while found[name][1].get("parent"):
        name = found[name][1].get("parent", "")
        above.append(name)
    return above


def test_what_follows_of_a_thing_is_data_too() -> None:
    """Its ARN; of a subnet its tier, what is free in it, its route table and network ACL; whose an interface is."""
    vpc = {"vpc": "vpc-0a1b2c3d", "region": "eu-west-1", "account": "123456789012"}
    network = Network(
        vpcs=(r.Vpc(id="vpc-0a1b2c3d", cidrs=("10.0.0.0/16",), region="eu-west-1", account="123456789012"),),
        subnets=(r.Subnet(id="subnet-0a1b2c3d", cidr="10.0.1.0/24", zone="eu-west-1a", **vpc),),
        route_tables=(r.RouteTable(id="rtb-0a1b2c3d", main=True, **vpc),),
        network_interfaces=(
            r.NetworkInterface(id="eni-0a1b2c3d", subnet="subnet-0a1b2c3d", owner="i-0a1b2c3d", private_ips=("10.0.1.4",), **vpc),
        ),
        instances=(r.Instance(id="i-0a1b2c3d", region="eu-west-1", account="123456789012"),),
    )
    found = cells(drawn(network)[1])
    subnet = found["subnet-0a1b2c3d"][0]
    assert subnet.get("arn") == "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-0a1b2c3d"
    assert subnet.get("tier") == "isolated"
    assert subnet.get("route_table") == "rtb-0a1b2c3d"
    assert found["eni-0a1b2c3d"][0].get("owner") == "i-0a1b2c3d"
    assert found["i-0a1b2c3d"][0].get("arn") == "arn:aws:ec2:eu-west-1:123456789012:instance/i-0a1b2c3d"


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_what_is_in_a_vpc_moves_with_it(spec: Path) -> None:
    network = load([str(spec)])
    found = cells(drawn(network)[1])
    vpcs = {vpc.id for vpc in network.vpcs}
    inside = [item for item in network if item.id in found and getattr(item, "vpc", "") in vpcs & found.keys()]
    assert inside
    for item in inside:
        if item.kind not in (
            "transit-gateway-attachment",
            "network-firewall",
        ):  # which may stand at their hub, or in a service's place
            assert item.vpc in parents(found, item.id), item.id  # type: ignore[attr-defined]
        above = set(parents(found, item.id)) & vpcs
        assert above <= {item.vpc}, item.id  # type: ignore[attr-defined]


def test_ids_cidrs_and_ips_are_data() -> None:
    found = cells(drawn(load([str(ROOT / "samples" / "web-shop.yaml")]))[1])
    assert found["vpc-shop"][0].get("cidrs") == "10.20.0.0/16"
    assert found["i-shop-web-3"][0].get("private_ips") == "10.20.11.11"
    assert found["nat-shop-nat-b"][0].get("public_ip") == "52.30.4.11"
    assert found["workload-shop-orders-db"][0].get("private_ips") == "10.20.20.4, 10.20.21.4"
    route = found["rtb-shop-app-b|0.0.0.0/0"][0]
    assert (route.get("destination"), route.get("target")) == ("0.0.0.0/0", "nat-shop-nat-b")
    assert all((one.get("tags") or one.get("kind")) for one, cell in found.values() if one.get("resource"))


@given(networks(most_vpcs=4), st.sampled_from(["full", "standard", "presentation", "overview"]))
@settings(max_examples=10, deadline=None)
def test_any_network(network: Network, detail: str) -> None:
    scene, data = drawn(network, detail)
    found = cells(data)
    assert {group.id for group in groups(scene.parts) if group.id} - {"0", "1"} <= {clean(name) for name in found}
    links = [group for group in groups(scene.parts) if group.kind == "link"]
    edges = [cell for _, cell in found.values() if cell.get("edge")]
    assert len(edges) == len(links)
    assert all(found[edge.get(end, "")][1].get("vertex") for edge in edges for end in ("source", "target"))


def test_a_thing_keeps_its_id_where_another_cell_would_take_it() -> None:
    vpc = r.Vpc(id="subnet", cidrs=("10.0.0.0/16",), name="text")
    subnet = r.Subnet(id="icon-2", vpc="subnet", cidr="10.0.0.0/24", zone="a")
    found = cells(drawn(Network(vpcs=(vpc,), subnets=(subnet,)))[1])
    assert found["subnet"][0].get("kind") == "vpc"
    assert found["icon-2"][0].get("kind") == "subnet"


def test_images_are_icons_only() -> None:
    network = load([str(SPECS[-1])])
    scene, data = drawn(network)
    largest = max(part.size for group in groups(scene.parts) for part in group.parts if isinstance(part, Icon))
    images = [cell for _, cell in cells(data).values() if style(cell).get("shape") == "image"]
    assert images
    for cell in images:
        geometry = cell.find("mxGeometry")
        assert geometry is not None
        assert float(geometry.get("width", "")) <= largest
        kind, _, content = style(cell)["image"].partition(",")
        assert kind == "data:image/svg+xml"
        ElementTree.fromstring(b64decode(content, validate=False))


def test_no_text_is_markup_or_style() -> None:
    network = load([str(ROOT / "samples" / "private-api.yaml")])
    vpcs = tuple(structs.replace(vpc, name=HOSTILE, note=HOSTILE, tags={HOSTILE: HOSTILE}) for vpc in network.vpcs)
    plain, hostile = drawn(network)[1], drawn(structs.replace(network, title=HOSTILE, vpcs=vpcs))[1]
    texts = re.compile(r"text(-\d+)?")  # a long title takes more lines
    assert {one for one in cells(hostile) if not texts.fullmatch(one)} == {one for one in cells(plain) if not texts.fullmatch(one)}
    told, cell = cells(hostile)[vpcs[0].id]
    assert told.get("name") == HOSTILE
    assert "<" not in (told.get("tooltip") or "")
    for one, other in cells(hostile).values():
        label = one.get("label") or one.get("value") or ""
        if style(other).get("html"):
            assert set(re.findall(r"<(.*?)>", label)) <= {
                'b style="font-size:13px"',
                'b style="font-size:15px"',
                'b style="font-size:18px"',
                "/b",
                "br",
            }, label
    assert "placeholders" not in hostile.decode()
    assert "alert" not in (cell.get("style") or "")
    assert re.search(r"on\w+=", " ".join(cell.attrib)) is None


def test_the_same_bytes_without_a_date() -> None:
    network = load([str(ROOT / "samples" / "hub-and-spoke.yaml")])
    assert drawn(network)[1] == drawn(network)[1]
    assert b"modified" not in drawn(network)[1]


def test_dark_colours_and_a_refused_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "network.drawio"
    assert run(["draw", str(ROOT / "samples" / "private-api.yaml"), "-q", "--theme", "dark", "-o", str(output)]) == 0
    assert b'background="#000000" adaptiveColors="none"' in output.read_bytes()
    assert run(["draw", str(ROOT / "samples" / "private-api.yaml"), "-q", "--theme", "auto", "-o", str(output)]) == 0
    assert b'background="light-dark(#FFFFFF,#000000)" adaptiveColors="simple"' in output.read_bytes()
    assert run(["draw", str(output), "-o", str(tmp_path / "again.svg")]) == 2
    said = capsys.readouterr().err.strip()
    assert "this is a draw.io diagram" in said
    assert len(said.splitlines()) == 1
