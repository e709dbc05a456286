"""The draw.io document: each cell in its parent, each connector on its shapes, each resource once with its data, no text as markup."""

import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec import structs

from tests.conftest import ROOT
from vpcviz.commands import run
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.render.drawio import render_drawio
from vpcviz.scene import Icon, Scene, groups
from vpcviz.sources import load

SPECS = [*sorted((ROOT / "samples").glob("*.yaml")), ROOT / "tests" / "spec" / "everything.yaml"]
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
    assert cells(hostile).keys() == cells(plain).keys()
    told, cell = cells(hostile)[vpcs[0].id]
    assert told.get("name") == HOSTILE
    assert "<" not in (told.get("tooltip") or "")
    assert "html=1" not in hostile.decode()
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
    assert b'background="#000000"' in output.read_bytes()
    assert run(["draw", str(output), "-o", str(tmp_path / "again.svg")]) == 2
    said = capsys.readouterr().err.strip()
    assert "this is a draw.io diagram" in said
    assert len(said.splitlines()) == 1
