"""Hostile text in every field of a network: pictures and messages show it as text."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.everything import ESTATE, everything
from vpcviz.errors import InputError
from vpcviz.layout import Options, lay_out
from vpcviz.model import COLLECTIONS
from vpcviz.render.dot import render_dot
from vpcviz.render.png import render_png
from vpcviz.render.svg import render_svg
from vpcviz.spec import dump_json, load_document
from vpcviz.spec.explain import format_problem
from vpcviz.spec.vocabulary import CLASSES, RECORDS, fields_of
from vpcviz.text import clean

UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\ufffe\uffff]")
ELEMENTS = {
    "svg",
    "g",
    "rect",
    "path",
    "text",
    "tspan",
    "title",
    "desc",
    "defs",
    "symbol",
    "use",
    "style",
    "image",
    "circle",
    "ellipse",
}


def check_picture(svg: bytes) -> None:
    """A picture that runs nothing and fetches nothing."""
    text = svg.decode()
    assert not UNSAFE.search(text.replace("\n", ""))
    assert "<!DOCTYPE" not in text
    assert "<?php" not in text
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert element.tag.rpartition("}")[2] in ELEMENTS
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2]
            assert not plain.lower().startswith("on")
            if plain in ("href", "src"):
                assert value.startswith(("#", "data:image/png;base64,", "data:image/svg+xml;base64,")), value[:80]
            if plain in ("style", "fill", "stroke", "clip-path", "marker-end", "filter", "font-family"):
                assert re.fullmatch(r"[\w\s#.,:;()%'\"-]*", value), value
        if element.tag.endswith("}style"):
            links = re.findall(r"url\(([^)]{0,40})", element.text or "")
            assert all(link.strip("'\"").startswith("data:font/") for link in links)
            assert "@import" not in (element.text or "")


PAYLOADS = {
    "markup": '</text></svg><script>alert(1)</script><a href="javascript:alert(1)">',
    "attributes": '" onload="alert(1)" x=\'',
    "style": "}</style><style>@import url(//evil.example/x.css)",
    "controls": "a\x00\x1b[31m\x07\x9b2J\u202e\u2066\ufeff\ufffe",
    "rich": "[/foo][link=file:///etc/passwd][bold]",
    "entities": "&lt;&#0;&xxe;]]><![CDATA[",
}


def poisoned(payload: str) -> bytes:
    """A snapshot with the payload in every text that is prose, and in tags."""
    document = json.loads(dump_json(everything()))
    document["origin"] = "scan"
    for key in ("title", "description", "stamp"):
        document[key] = payload
    known = {record: fields_of(record) for record in (*CLASSES.values(), *RECORDS.values())}

    def poison(item: dict[str, Any], record: type[Any]) -> None:
        for name, field in known[record].items():
            if field.shape == "records":
                for part in item.get(name, ()):
                    poison(part, field.record)  # type: ignore[arg-type]
            elif field.shape == "text" and name in PROSE:
                item[name] = payload
            elif field.shape == "text map" and name == "tags":
                item[name] = {payload: payload}

    for kind in COLLECTIONS:
        for item in document.get(kind, ()):
            poison(item, CLASSES[kind])
    return json.dumps(document).encode()


PROSE = {
    "name",
    "note",
    "description",
    "owner_name",
    "status",
    "state",
    "provider",
    "location",
    "managed_by",
    "dns_name",
    "private_dns_name",
}


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("detail", ["overview", "full"])
def test_hostile_text_in_every_field(name: str, detail: Any) -> None:
    network = load_document("poison.json", poisoned(PAYLOADS[name]))
    svg = render_svg(lay_out(network, Options(detail=detail)), "light")
    check_picture(svg)
    if name == "rich":  # shown as it stands
        assert PAYLOADS[name] in "".join(ElementTree.fromstring(svg).itertext())


def texts(value: Any) -> Iterator[Any]:
    """All paths in a document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield (key,)
            yield from ((key, *rest) for rest in texts(item))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from ((at, *rest) for rest in texts(item))


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_in_every_value_of_a_spec_and_its_messages(name: str) -> None:
    """Each value in turn: drawn, or refused with messages that are safe to print."""
    document = yaml.load(ESTATE.read_text(), yaml.BaseLoader)
    paths = list(texts(document))[:: 3 if name == "markup" else 17]
    for path in paths:
        copy = json.loads(json.dumps(document))
        holder = copy
        for part in path[:-1]:
            holder = holder[part]
        if isinstance(holder[path[-1]], str):
            holder[path[-1]] = PAYLOADS[name]
        else:
            holder[PAYLOADS[name]] = holder.pop(path[-1])
        try:
            load_document("spec.json", json.dumps(copy).encode())
        except InputError as error:
            for problem in error.problems:
                assert not UNSAFE.search(format_problem(problem).replace("\n", "")), path


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz")
def test_hostile_text_in_dot(name: str) -> None:
    """Graphviz reads every text as text: no HTML labels, no links, no images, no nodes from names."""
    network = load_document("poison.json", poisoned(PAYLOADS[name]))
    source = render_dot(network, Options())
    assert not UNSAFE.search(source.decode().replace("\n", ""))
    drawn = subprocess.run(["dot", "-Tsvg"], input=source, capture_output=True, check=True, timeout=30)
    assert drawn.stderr == b""
    root = ElementTree.fromstring(drawn.stdout)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "title", "text", "polygon", "path", "ellipse", "polyline"}
    known = {clean(item.id) for item in network} | {"internet", *network.all_services}
    titles = [
        group.findtext("{*}title")
        for group in root.iter("{http://www.w3.org/2000/svg}g")
        if group.get("class", "").startswith("node")
    ]
    assert set(titles) <= known


@pytest.mark.parametrize("name", ["markup", "controls"])
def test_hostile_text_in_png(name: str) -> None:
    network = load_document("poison.json", poisoned(PAYLOADS[name]))
    assert render_png(lay_out(network, Options(detail="overview"))).startswith(b"\x89PNG")
