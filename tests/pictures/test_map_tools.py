"""Mermaid and D2 themselves draw the map: every node and link, every text as it is, nothing of it runs; up to their limits."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec import structs

from tests.conftest import ROOT
from tests.everything import FILES
from tests.pictures.noted import note
from tests.programs import program
from tests.render.test_map_sources import hostile
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.d2 import render_d2
from vpcviz.render.map_graph import edges_of, labels_of, nodes_of
from vpcviz.render.mermaid import MOST_LINKS, render_mermaid
from vpcviz.sources import load
from vpcviz.text import clean

SPECS = [*sorted((ROOT / "samples").glob("*.yaml")), *FILES]
SVG = "{http://www.w3.org/2000/svg}"

READ = """async text => {
    const {svg} = await mermaid.render("map" + Math.random().toString(36).slice(2), text);
    document.body.innerHTML = svg;
    const told = chosen => [...document.querySelectorAll(chosen)].map(one => one.innerText);
    const inside = document.querySelectorAll("body script, body img, body a, body iframe").length;
    return {nodes: told(".node .nodeLabel"), links: told(".edgeLabel .edgeLabel"), places: told(".cluster-label .nodeLabel"), inside};
}"""


@pytest.fixture
def mermaid(browser: Any, noise: list[str]) -> Iterator[Any]:
    """A page with Mermaid as platforms have it: nothing configured."""
    context = browser.new_context()
    page = context.new_page()
    note(page, noise)
    page.set_content("<!doctype html><html><body></body></html>")
    page.add_script_tag(path=str(program("mermaid.js")))
    page.evaluate("() => mermaid.initialize({startOnLoad: false})")
    yield page
    context.close()


def by_d2(folder: Path, source: bytes) -> ElementTree.Element:
    """What D2 makes of a document: an SVG."""
    (folder / "map.d2").write_bytes(source)
    subprocess.run([program("d2"), "map.d2", "map.svg"], cwd=folder, check=True, capture_output=True, timeout=60)
    return ElementTree.parse(folder / "map.svg").getroot()


def labels(network: Network, joint: str) -> Counter[str]:
    """What the nodes of a map say."""
    return Counter(joint.join(map(clean, lines)) for lines in labels_of(nodes_of(network)).values())


def links(network: Network) -> Counter[str]:
    return Counter(kind for _, _, kind in edges_of(network, {node.id for node in nodes_of(network)}))


def d2_texts(svg: ElementTree.Element) -> Counter[str]:
    found = list(svg.iter(f"{SVG}text"))
    lines = (list(text.iter(f"{SVG}tspan")) or [text] for text in found)
    return Counter("\n".join("".join(line.itertext()) for line in text) for text in lines)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_both_draw_every_node_and_link(spec: Path, mermaid: Any, noise: list[str], tmp_path: Path) -> None:
    network = load([str(spec)])
    told = mermaid.evaluate(READ, render_mermaid(network, Options()).decode())
    assert Counter(text.replace("\xa0", " ") for text in told["nodes"]) == labels(network, "\n")
    assert Counter(told["links"]) == links(network)
    texts = d2_texts(by_d2(tmp_path, render_d2(network, Options())))
    assert labels(network, "\n") + links(network) <= texts
    assert noise == []


ODD = [
    "1. list", "- item", "# head", "> quote", "**bold**", "_a_ b_c", "$$x$$", "\\n", "a\\", "fa:fa-car", "https://x.example/?a=b", "```",
    "[x](javascript:alert(1))", "---", "end", "{{a}}", "@{shape: x}", ":::class", "#9829;", "%% c", "&lt;b&gt;", "null", "*", "near", "🚀", "مرحبا",
]  # fmt: skip
"""Words that are markup, keywords or characters of their own to Mermaid, Markdown or D2."""


def test_hostile_names_are_shown_as_they_are(mermaid: Any, noise: list[str], tmp_path: Path) -> None:
    odd = tuple(r.Vpc(id=f"vpc-odd-{number}", name=name, region=name) for number, name in enumerate(ODD))
    network = structs.replace(hostile(), vpcs=hostile().vpcs + odd)
    told = mermaid.evaluate(READ, render_mermaid(network, Options()).decode())
    assert Counter(re.sub(r"\s", " ", text) for text in told["nodes"]) == labels(network, " ")
    assert {clean(vpc.name) for vpc in network.vpcs} == {re.sub(r"\s", " ", text) for text in told["places"]}
    assert told["inside"] == 0
    svg = by_d2(tmp_path, render_d2(network, Options()))
    texts = Counter(re.sub(r"\s", " ", text) for text in d2_texts(svg).elements())
    assert labels(network, " ") <= texts
    assert not [one.tag for one in svg.iter() if one.tag in (f"{SVG}script", f"{SVG}image", f"{SVG}a", f"{SVG}foreignObject")]
    assert noise == []


def hub(spokes: int) -> Network:
    vpcs = tuple(r.Vpc(id=f"vpc-{number}", cidrs=(f"10.{number // 250}.{number % 250}.0/24",)) for number in range(spokes))
    joined = tuple(r.TransitGatewayAttachment(id=f"a-{vpc.id}", transit_gateway="tgw-1", resource=vpc.id) for vpc in vpcs)
    return Network(vpcs=vpcs, transit_gateways=(r.TransitGateway(id="tgw-1"),), transit_gateway_attachments=joined)


def test_both_draw_what_is_as_large_as_it_may_be(mermaid: Any, tmp_path: Path) -> None:
    told = mermaid.evaluate(READ, render_mermaid(hub(MOST_LINKS), Options()).decode())
    assert len(told["links"]) == MOST_LINKS
    assert len(list(by_d2(tmp_path, render_d2(hub(499), Options())).iter(f"{SVG}rect"))) > 499
