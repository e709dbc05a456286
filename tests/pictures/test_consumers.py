"""What programs other than browsers make of the SVG, beside Chromium's picture: those of them that a wheel brings. The rest, from Firefox
to pandoc, is `tools/consumers.py`."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.test_project import tool
from vpcviz.layout import lay_out
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

SAMPLES = ("private-api", "on-premises")
MOST = 0.5
"""The share (percent) of squares that may differ."""


@pytest.fixture
def comparing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    monkeypatch.setitem(sys.modules, "consumers", tool_of_dataclasses())
    return sys.modules["consumers"]


def tool_of_dataclasses() -> ModuleType:
    """Dataclasses look themselves up among the modules, so the script has to be there while it runs."""
    sys.modules.setdefault("consumers", ModuleType("consumers"))
    return tool("consumers")


def needed(package: str) -> None:
    """Skip where a package is missing, but not in CI: there it must be installed."""
    if importlib.util.find_spec(package) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{package} is missing: the test extra has it")
        pytest.skip(f"{package} is not installed")


@pytest.mark.parametrize("theme", ["light", "auto"])
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", ["resvg", "typst", "svglib"])
def test_it_is_chromiums_picture(name: str, sample: str, theme: Any, comparing: ModuleType, browser: Any, tmp_path: Path) -> None:
    for package in {"resvg": ["resvg_py"], "typst": ["typst"], "svglib": ["svglib", "pypdfium2"]}[name]:
        needed(package)
    svg = tmp_path / "picture.svg"
    svg.write_bytes(render_svg(lay_out(load([str(ROOT / "samples" / f"{sample}.yaml")])), theme))
    wanted = comparing.programs.Chromium(browser).html(svg.read_text(), comparing.programs.size_of(svg))
    assert comparing.difference(wanted, getattr(comparing.programs, name)(svg, tmp_path)) <= MOST


def test_the_comparison_sees_what_goes_wrong(comparing: ModuleType) -> None:
    ours = Image.open(ROOT / "samples" / "private-api.png").convert("RGB")
    black = Image.new("RGB", ours.size)
    with_an_icon_more = ours.copy()
    with_an_icon_more.paste("#8C4FFF", (3, 3, 35, 35))  # on the margin
    assert comparing.difference(ours, ours) == 0
    assert comparing.difference(ours, black) > 90
    assert 0 < comparing.difference(ours, with_an_icon_more) < 1
    assert comparing.difference(ours, Image.open(ROOT / "samples" / "private-dns.png").convert("RGB")) > MOST
