"""The pictures in a real browser: widths as measured, hostile text inert, one look everywhere."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SAMPLES
from tests.networks import FEATURES, Plan, build
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.render.png import render_png
from vpcviz.render.svg import render_svg
from vpcviz.scene import Scene
from vpcviz.sources import load
from vpcviz.text import has_forced_width, needs_fallback

SAMPLE = ROOT / "samples" / "private-dns.yaml"
HOSTILE = Plan(vpcs=4, zones=2, subnets=2, interfaces=3, features=frozenset(FEATURES), seed=5)

WIDTHS = """() => [...document.querySelectorAll('svg text')].map(text => {
    const whole = text.querySelector('title'); if (whole) whole.remove();
    const fitted = text.hasAttribute('textLength');
    return [text.textContent, fitted ? text.getBoundingClientRect().width : text.getComputedTextLength()];
})"""
"""Of each text: its width as set. A fitted one is measured by its ink, which may stick out a little."""

DIFFERENCE = """async ([first, second, width, height]) => {
    const pixels = async source => {
        const image = new Image(); image.src = source; await image.decode();
        const canvas = new OffscreenCanvas(width, height); const pen = canvas.getContext('2d');
        pen.drawImage(image, 0, 0, width, height); return pen.getImageData(0, 0, width, height).data;
    };
    const [a, b] = [await pixels(first), await pixels(second)];
    let sum = 0, far = 0;
    for (let i = 0; i < a.length; i += 4) {
        const step = (Math.abs(a[i] - b[i]) + Math.abs(a[i+1] - b[i+1]) + Math.abs(a[i+2] - b[i+2])) / 3;
        sum += step; if (step > 96) far += 1;
    }
    return [sum / (a.length / 4), far / (a.length / 4)];
}"""


@cache
def scene(sample: Path) -> Scene:
    return lay_out(load([str(sample)]))


@cache
def hostile_svg() -> bytes:
    return render_svg(lay_out(build(HOSTILE), Options(detail="full")))


def data_uri(data: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


@pytest.fixture
def page(browser: Any) -> Any:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def show(page: Any, svg: bytes) -> None:
    page.set_content("<!doctype html><body style='margin:0'>" + svg.decode())
    page.evaluate("() => document.fonts.ready")


@pytest.mark.parametrize("svg", [*SAMPLES, "hostile"], ids=lambda case: getattr(case, "stem", case))
def test_texts_are_as_wide_as_we_measure(page: Any, svg: Path | str) -> None:
    data = hostile_svg() if isinstance(svg, str) else render_svg(scene(svg))
    show(page, data)
    measured = page.evaluate(WIDTHS)
    words = Picture(data).words
    assert [text for text, _ in measured] == [word.text for word in words]
    off = [(word.text, width - (word.rect.right - word.rect.left)) for word, (_, width) in zip(words, measured, strict=True)]
    assert [(text, by) for text, by in off if by > (4 if needs_fallback(text) else 0.2)] == []
    # What is written leftwards is as wide as its font has it: less than was kept free for it.
    held = [(text, by) for text, by in off if has_forced_width(text) or not needs_fallback(text)]
    assert [(text, by) for text, by in held if by < (-4 if needs_fallback(text) else -0.2)] == []


def test_hostile_text_runs_nothing(page: Any, tmp_path: Path) -> None:
    noise: list[str] = []
    page.on("dialog", lambda dialog: (noise.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: noise.append(f"console {message.text}"))
    page.on("pageerror", lambda error: noise.append(f"error {error}"))
    page.on(
        "request",
        lambda request: noise.append(f"request {request.url[:80]}") if not request.url.startswith(("data:", "file:")) else None,
    )
    file = tmp_path / "hostile.svg"
    file.write_bytes(hostile_svg())
    page.goto(file.as_uri())
    assert page.evaluate("() => document.documentElement.namespaceURI") == "http://www.w3.org/2000/svg"
    assert (
        page.evaluate("() => document.querySelectorAll('script, parsererror, foreignObject, iframe, [onload], [onerror]').length")
        == 0
    )
    page.goto("about:blank")
    show(page, hostile_svg())
    assert page.evaluate("() => document.querySelectorAll('script, iframe, img, foreignObject').length") == 0
    assert "<script>alert(1)</script>" in page.evaluate("() => document.querySelector('svg').textContent")
    assert noise == []


def test_nothing_is_asked_of_the_network(page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url[:60]) if not request.url.startswith("data:") else None)
    show(page, render_svg(scene(SAMPLE)))
    assert asked == []


def test_it_looks_the_same_inside_a_page_and_as_an_image(page: Any) -> None:
    svg = render_svg(scene(SAMPLE))
    show(page, svg)
    inline = page.screenshot()
    page.set_content(f"<!doctype html><body style='margin:0'><img style='display:block' src='{data_uri(svg, 'svg+xml')}'>")
    page.evaluate("() => document.querySelector('img').decode()")
    difference, far = page.evaluate(DIFFERENCE, [data_uri(inline, "png"), data_uri(page.screenshot(), "png"), 1200, 900])
    assert difference < 0.05
    assert far < 0.0002


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_automatic_theme_follows_the_viewer(page: Any, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    show(page, render_svg(scene(SAMPLE), "auto"))
    automatic = page.screenshot()
    show(page, render_svg(scene(SAMPLE), scheme))
    assert page.screenshot() == automatic
    show(page, render_svg(scene(SAMPLE), "dark" if scheme == "light" else "light"))
    assert page.screenshot() != automatic


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sample", ["private-dns", "shared-services"])
@pytest.mark.parametrize("scale", [0.5, 1, 1.37])
def test_the_png_looks_as_the_browser_draws_the_svg(page: Any, sample: str, theme: Any, scale: float) -> None:
    drawn = scene(ROOT / "samples" / f"{sample}.yaml")
    page.set_viewport_size({"width": int(drawn.width * scale), "height": int(drawn.height * scale)})
    source = data_uri(render_svg(drawn, theme), "svg+xml")
    page.set_content(f"<!doctype html><body style='margin:0'><img style='width:{drawn.width * scale}px' src='{source}'>")
    page.evaluate("() => document.querySelector('img').decode()")
    sources = [data_uri(page.screenshot(), "png"), data_uri(render_png(drawn, theme, scale=scale), "png")]
    page.set_content("<!doctype html>")
    # Without scaling: the PNG's last row or column may be part of a pixel that the screenshot lacks.
    difference, far = page.evaluate(
        DIFFERENCE.replace("drawImage(image, 0, 0, width, height)", "drawImage(image, 0, 0)"),
        [*sources, int(drawn.width * scale), int(drawn.height * scale)],
    )
    assert difference < 4.5  # of all pixels: the fuller the sheet, the more edges of letters differ
    assert far < 0.015


def test_two_different_pictures_are_told_apart(page: Any) -> None:
    svg = render_svg(scene(SAMPLE))
    page.set_content("<!doctype html>")
    difference, far = page.evaluate(
        DIFFERENCE, [data_uri(svg, "svg+xml"), data_uri(render_png(scene(ROOT / "samples" / "private-api.yaml")), "png"), 1200, 900]
    )
    assert difference > 10
    assert far > 0.05
