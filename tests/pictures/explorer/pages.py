"""Pages of the explorer, opened in a browser, and what is read from them."""

from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.render.answers import Answers
from vpcviz.render.explorer import render_explorer
from vpcviz.render.look import Look

SHOP = ROOT / "samples" / "web-shop.yaml"
SETTLED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))"


def opened(page: Any, file: Path, fragment: str = "") -> None:
    page.goto(file.as_uri() + fragment)
    page.wait_for_selector("#tools button")
    page.evaluate(SETTLED)


def written(tmp_path: Path, network: Network, answers: Answers | None = None) -> Path:
    options = Options(detail="full")
    scene = make_scene(network, options, Request(("a.html",)))
    file = tmp_path / "page.html"
    file.write_bytes(render_explorer(network, options, scene, Look(answers=answers or Answers())))
    return file


def title(page: Any) -> str:
    return str(page.inner_text("#panel-title"))


def box(page: Any, chosen: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(chosen).first.bounding_box()
    return found
