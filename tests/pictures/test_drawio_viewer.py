"""draw.io's own viewer, in Chromium: it draws every page, knows every stencil, follows links, moves what is in a VPC with it."""

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tests.everything import FILES
from tests.pictures.noted import note
from tests.pictures.test_hostile import HOSTILE, hostile
from tests.programs import program
from vpcviz.commands import run
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.layout import Options
from vpcviz.render.drawio import render_drawio
from vpcviz.render.drawio.stencils import GROUPS, RESOURCES, SERVICES

SPECS = [*sorted((ROOT / "samples").glob("*.yaml")), *FILES]
ASKED = "https://viewer.diagrams.net/math4/es5/startup.js"
"""What the viewer asks for whatever it draws; nothing answers here."""

SHELL = """<!doctype html><html style="color-scheme:{scheme}"><body><div class="mxgraph" data-mxgraph="{told}"></div>
<script>window.STENCIL_PATH = "stencils"; window.SHAPES_PATH = "shapes"; window.onDrawioViewerLoad = () => {{}};</script>
{scripts}<script>
GraphViewer.createViewerForElement(document.querySelector(".mxgraph"), viewer => {{ window.viewer = viewer; }});
</script></body></html>"""

COUNTED = """() => {
    const {model, view} = viewer.graph, cells = Object.values(model.cells).filter(cell => cell.vertex || cell.edge);
    const drawn = cells.filter(cell => view.getState(cell)?.shape?.node?.parentNode || view.getState(cell)?.text?.node);
    const loose = cells.filter(cell => cell.edge && !(cell.source && cell.target)).map(cell => cell.id);
    return {cells: cells.length, states: cells.filter(cell => view.getState(cell)).length, drawn: drawn.length, loose};
}"""

MOVED = """id => {
    const {model, view} = viewer.graph, vpc = model.getCell(id);
    const places = () => new Map(Object.values(model.cells).filter(cell => view.getState(cell)).map(cell =>
        [cell, view.getState(cell)]).map(([cell, state]) => [cell, [state.x, state.y, JSON.stringify(state.absolutePoints)]]));
    const within = cell => cell && (cell === vpc || within(cell.parent)), before = places();
    const bends = cell => (cell.geometry.points || []).map(point => [point.x, point.y]).join(" ");
    const kept = new Map([...before.keys()].filter(cell => cell.edge).map(cell => [cell, bends(cell)]));
    viewer.graph.moveCells([vpc], 1000, 500);
    const after = places(), wrong = [];
    for (const [cell, place] of before) {
        const now = after.get(cell), far = Math.abs(now[0] - place[0] - 1000) < 1 && Math.abs(now[1] - place[1] - 500) < 1;
        if (cell.vertex && far !== Boolean(within(cell))) wrong.push(cell.id);
        if (cell.edge && within(cell) && kept.get(cell) !== bends(cell)) wrong.push(cell.id);
    }
    return {wrong, inside: [...before.keys()].filter(within).length};
}"""


PLACE = """id => {
    const state = viewer.graph.view.getState(viewer.graph.model.getCell(id));
    const node = state.shape.node.getBoundingClientRect().width ? state.shape.node : state.text.node;
    node.scrollIntoView({block: "center"});
    const box = node.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.fixture
def page(browser: Any, noise: list[str]) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(20_000)
    note(page, noise, _local)
    page.on("console", lambda message: None if "ERR_" in message.text else noise.append(f"console {message.text}"))
    page.route(lambda url: not _local(url), lambda route: route.abort())
    yield page
    context.close()


def _local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:")) or url == ASKED


def opened(page: Any, folder: Path, document: bytes, *, dark: bool = False) -> None:
    """Have the viewer draw the first page of a document."""
    scripts = "".join(
        f'<script src="{program(name).resolve().as_uri()}"></script>\n'
        for name in ("viewer-static.min.js", "shapes.min.js", "stencils.min.js")
    )
    scheme = "dark" if dark else "light"
    told = {"xml": document.decode(), "nav": False, "resize": True, "toolbar": None, "lightbox": False, "dark-mode": scheme}
    file = folder / "viewer.html"
    file.write_text(SHELL.format(scheme=scheme, told=html.escape(json.dumps(told)), scripts=scripts))
    page.goto(file.as_uri())
    page.wait_for_function("() => window.viewer?.graph")


def drawn(tmp_path: Path, *words: str) -> bytes:
    file = tmp_path / "network.drawio"
    assert run(["draw", *words, "-q", "-o", str(file)]) == 0
    return file.read_bytes()


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_the_viewer_draws_every_cell(spec: Path, page: Any, noise: list[str], tmp_path: Path) -> None:
    document = drawn(tmp_path, str(spec), "--detail", "full", "--theme", "auto")
    opened(page, tmp_path, document)
    found = page.evaluate(COUNTED)
    cells = [cell for cell in ElementTree.fromstring(document).iter("mxCell") if cell.get("vertex") or cell.get("edge")]
    assert found["cells"] == found["states"] == len(cells)
    assert found["drawn"] >= found["cells"] * 0.95  # what has no line, no fill and no text is not drawn: a row's empty cell
    assert found["loose"] == []
    assert noise == []


def test_the_library_has_every_stencil(page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, drawn(tmp_path, str(SPECS[0])))
    names = [*GROUPS.values(), *(name for name, _ in (*RESOURCES.values(), *SERVICES.values()))]
    known = page.evaluate("names => names.map(name => !!mxStencilRegistry.getStencil('mxgraph.aws4.' + name))", names)
    assert [name for name, found in zip(names, known, strict=True) if not found] == []


def test_moving_a_vpc_moves_all_that_is_in_it(page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, drawn(tmp_path, str(ROOT / "samples" / "web-shop.yaml"), "--detail", "full"))
    page.evaluate("() => { viewer.graph.setEnabled(true); viewer.graph.setCellsLocked(false); }")
    found = page.evaluate(MOVED, "vpc-shop")
    assert found["inside"] > 150
    assert found["wrong"] == []


def test_links_lead_to_pages_and_back(page: Any, noise: list[str], tmp_path: Path) -> None:
    spec = str(ROOT / "samples" / "hub-and-spoke.yaml")
    opened(page, tmp_path, drawn(tmp_path, spec, "--split", "vpc"))
    assert page.evaluate("() => viewer.currentPage") == 0
    for cell, then in (("vpc-09010203040506071", 2), ("vpc-08010203040506071", 9), ("back", 0)):
        x, y = page.evaluate(PLACE, cell)
        page.mouse.move(x, y)
        page.mouse.click(x, y)
        page.wait_for_function("number => viewer.currentPage == number", arg=then)
    assert noise == []


@pytest.mark.parametrize("dark", [False, True])
def test_colours_follow_the_viewer(dark: bool, page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, drawn(tmp_path, str(SPECS[0]), "--theme", "auto"), dark=dark)
    fill = page.evaluate(
        """() => {
            const vpc = Object.values(viewer.graph.model.cells).find(cell => cell.value?.getAttribute?.('kind') == 'vpc');
            return getComputedStyle(viewer.graph.view.getState(vpc).shape.node.querySelector('rect, path')).fill;
        }"""
    )
    assert fill == ("rgb(11, 11, 15)" if dark else "rgb(255, 255, 255)")


def test_hostile_names_run_nothing(page: Any, noise: list[str], tmp_path: Path) -> None:
    network = hostile(SPECS[0], lambda text: text + "<img src=x onerror=alert(1)><b>" + HOSTILE)
    scene = make_scene(network, Options(detail="full"), Request(("a.drawio",)))
    opened(page, tmp_path, render_drawio(network, scene))
    tips = page.evaluate("() => Object.values(viewer.graph.model.cells).map(cell => viewer.graph.getTooltipForCell(cell))")
    assert any("<img" in (tip or "").replace("&lt;", "<") for tip in tips)
    page.evaluate(
        "tips => { document.body.append(document.createElement('p')); document.body.lastChild.innerHTML = tips.join(''); }", tips
    )
    page.wait_for_timeout(300)
    assert page.evaluate("() => document.querySelectorAll('.mxgraph script, .mxgraph img, p img, p script').length") == 0
    assert "<img src=x onerror=alert(1)>" in page.inner_text(".mxgraph")
    assert noise == []
