"""Pictures inside pages: what stands around them changes nothing in them, and they change nothing around them."""

from functools import cache
from typing import Any

import pytest

from tests.conftest import ROOT
from vpcviz.layout import lay_out
from vpcviz.render.svg import render_svg
from vpcviz.render.theme import Theme
from vpcviz.sources import load

NAMES = ("private-api", "without-endpoints")
THEMES: tuple[Theme, ...] = ("light", "dark", "auto")

PAGE_CSS = """
  html { font: italic bold 22px/2 serif; letter-spacing: 3px; word-spacing: 9px; text-shadow: 2px 2px red; text-transform: uppercase;
         fill: red; stroke: blue; stroke-width: 3px; color: green; text-anchor: middle; white-space: normal; text-rendering: geometricPrecision }
  * { font-family: monospace; fill-opacity: .7; direction: inherit }
  svg text, text { fill: red; font-size: 30px; font-weight: 100; text-anchor: end; dominant-baseline: hanging; transform: rotate(3deg) }
  svg rect, .b-card, .b-canvas, .frame, .wire { fill: yellow; stroke: red; rx: 9px; stroke-dasharray: 1 1 }
  path { stroke: lime !ignored; stroke: lime; fill: pink } g { opacity: .5; transform: translate(4px, 4px) } use { opacity: .3 }
  .t-small, .t-subheading { font-size: 40px; fill: orange } .faded { display: none }
  main svg g [data-kind] text { fill: purple } main#main svg text.t-small { fill: purple }
  a { text-decoration: underline; color: red; fill: red } title { display: inline } defs { display: block }
"""


@cache
def svg(name: str, theme: Theme) -> str:
    return render_svg(lay_out(load([str(ROOT / "samples" / f"{name}.yaml")])), theme).decode()


@pytest.fixture
def page(browser: Any) -> Any:
    context = browser.new_context(viewport={"width": 1700, "height": 1400})
    yield context.new_page()
    context.close()


def pictures(page: Any, body: str, head: str = "", attributes: str = "") -> list[bytes]:
    """A page's pictures, each as it is shown, from the left upper corner of the window."""
    page.set_content(
        f"<!doctype html><html {attributes}><head><style>body{{margin:0}}</style>{head}</head><body>{body}</body></html>"
    )
    page.evaluate("() => document.fonts.ready")
    found = []
    for number in range(page.evaluate("() => document.querySelectorAll('svg[role]').length")):
        page.evaluate(
            "number => document.querySelectorAll('svg[role]').forEach((picture, at) => {"
            " picture.style.cssText = 'position:absolute;left:0;top:0;z-index:' + (at === number ? 9 : 0) })",
            number,
        )
        found.append(page.locator("svg[role]").nth(number).screenshot())
    return found


def alone(page: Any, name: str, theme: Theme) -> bytes:
    return pictures(page, svg(name, theme))[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_of_all_themes_on_one_page_are_what_they_are_alone(page: Any, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    all_of_them = [(name, theme) for name in NAMES for theme in THEMES]
    single = [alone(page, *one) for one in all_of_them]
    together = pictures(page, "".join(svg(*one) for one in all_of_them))
    assert [one for one, before, after in zip(all_of_them, single, together, strict=True) if before != after] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("attributes", ["", 'dir="rtl" lang="ar"'])
def test_a_pages_own_rules_end_at_the_picture(page: Any, scheme: Any, attributes: str) -> None:
    page.emulate_media(color_scheme=scheme)
    single = [alone(page, NAMES[0], theme) for theme in THEMES]
    body = f'<main id="main">{"".join(svg(NAMES[0], theme) for theme in THEMES)}</main>'
    styled = pictures(page, body, f"<style>{PAGE_CSS}</style>", attributes)
    assert [theme for theme, before, after in zip(THEMES, single, styled, strict=True) if before != after] == []


def test_a_page_that_hides_a_picture_hides_it(page: Any) -> None:
    page.set_content(f'<!doctype html><div style="visibility:hidden;cursor:wait">{svg(NAMES[0], "light")}</div>')
    shown = page.evaluate(
        "() => [...document.querySelectorAll('svg text, svg rect, svg use')].map(e => getComputedStyle(e).visibility)"
    )
    assert set(shown) == {"hidden"}


def test_a_picture_changes_nothing_on_the_page(page: Any) -> None:
    words = '<p class="b-card t-small faded">words <svg width="50" height="20"><text class="t-small" y="15">more</text><rect width="9" height="9"/></svg></p>'
    page.emulate_media(color_scheme="dark")
    page.set_content(f"<!doctype html>{words}")
    before = page.locator("p").screenshot()
    page.set_content(f"<!doctype html>{words}{svg(NAMES[0], 'auto')}")
    assert page.locator("p").screenshot() == before


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_whole_where_a_policy_allows_no_styles(page: Any, theme: Theme) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    held = pictures(page, svg(NAMES[0], theme), policy)
    colours = "() => [...document.querySelectorAll('svg [fill], svg [stroke]')].map(e => [getComputedStyle(e).fill, getComputedStyle(e).stroke, getComputedStyle(e).fontSize])"
    under_policy = page.evaluate(colours)
    free = pictures(page, svg(NAMES[0], theme))
    assert page.evaluate(colours) == under_policy
    assert len(held[0]) > len(free[0]) / 2
