"""Hostile text in every text field of every record: the picture stays well-formed, nothing is left out, and nothing runs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from xml.etree import ElementTree

import msgspec
import pytest

from tests.conftest import DETAILS, SAMPLES
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.render.png import render_png
from vpcviz.render.svg import render_svg
from vpcviz.sources import load
from vpcviz.spec.canonical import canonical

HOSTILE = "</text><script>alert(1)</script>\"'&<![CDATA[ ]]>\x00\x1b[31m\u202e[/red]{}%s"
KEPT = {"icon", "region", "zone", "service"}
"""Fields that must stay what they are for the network to be one at all, or that are refused when they name nothing."""


def spoilt(value: Any, hint: Any, spoil: Callable[[str], str]) -> Any:
    """The value with every free text in it spoilt; choices stay as they are."""
    if isinstance(value, msgspec.Struct):
        hints = get_type_hints(type(value))
        changed = {name: spoilt(getattr(value, name), hints[name], spoil) for name in value.__struct_fields__ if name not in KEPT}
        return msgspec.structs.replace(value, **changed)
    if get_origin(hint) is Literal or (isinstance(value, str) and any(get_origin(part) is Literal for part in get_args(hint))):
        return value
    if isinstance(value, str):
        return spoil(value) if value else value
    if isinstance(value, tuple):
        return tuple(spoilt(item, str, spoil) for item in value)
    if isinstance(value, Mapping):
        return {spoil(key): spoilt(item, str, spoil) for key, item in value.items()}
    return value


def hostile(sample: Path, spoil: Callable[[str], str]) -> Network:
    network = load([str(sample)])
    hints = get_type_hints(Network)
    changed = {
        name: spoilt(getattr(network, name), hints[name], spoil)
        for name in network.__struct_fields__
        if name not in ("vpcviz", "origin")
    }
    return canonical(Network(origin="scan", **changed))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_every_text_may_be_hostile(sample: Path) -> None:
    for detail in DETAILS:
        svg = render_svg(lay_out(hostile(sample, lambda text: text + HOSTILE), Options(detail=detail)))  # type: ignore[arg-type]
        root = ElementTree.fromstring(svg)
        assert {element.tag.rpartition("}")[2] for element in root.iter()}.isdisjoint({"script", "foreignObject", "iframe", "a"})
        assert b"\x00" not in svg
        assert b"\x1b" not in svg
        assert "\u202e".encode() not in svg
        assert defects(svg) == []


@pytest.mark.parametrize("text", ["W" * 200, "日本語" * 40, "ﷺ" * 10], ids=["long", "wide", "arabic"])
def test_long_texts_change_nothing_in_the_order_of_things(text: str) -> None:
    for sample in SAMPLES:
        numbered: dict[str, str] = {}
        network = hostile(sample, lambda old, known=numbered: known.setdefault(old, f"{old}{text}{len(known)}"))
        assert defects(render_svg(lay_out(network))) == []


def test_the_png_of_a_hostile_network() -> None:
    assert render_png(lay_out(hostile(SAMPLES[0], lambda text: text + HOSTILE))).startswith(b"\x89PNG")


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u200b" * 50, "𝕏" * 300, "ﷺ" * 40, "a" * 5000], ids=repr)
def test_every_text_may_be_empty_or_endless(text: str) -> None:
    numbered: dict[str, str] = {}

    def spoil(old: str) -> str:
        return numbered.setdefault(old, f"{text}{len(numbered)}")

    ElementTree.fromstring(render_svg(lay_out(hostile(SAMPLES[-1], spoil))))


def test_nothing_of_it_runs(browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    noise: list[str] = []
    page.on("dialog", lambda dialog: (noise.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    for sample in SAMPLES:
        svg = render_svg(lay_out(hostile(sample, lambda text: text + HOSTILE), Options(detail="full")))
        page.set_content("<!doctype html><body>" + svg.decode())
        assert page.evaluate("() => document.querySelectorAll('script, iframe, img, foreignObject, a').length") == 0
    assert noise == []
    context.close()
