"""The explorer under a pointer: hover, wheel and fingers, filters, the map in the corner, what is laid out when it is looked at."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.networks import FEATURES, Plan, build
from tests.pictures.explorer.pages import SETTLED, box, opened, title, written
from vpcviz.render.explorer import drawing


def test_hover_lights_links_and_filters_dim(page: Any, shop: Path) -> None:
    opened(page, shop)
    page.hover("#picture [data-kind='nat-gateway']")
    page.wait_for_selector("#veil.on")
    assert page.locator("#lights .hover [data-wire]").count() >= 1
    assert page.locator("#panel").is_hidden()
    page.evaluate("() => document.querySelector('#picture [data-link=\"peering\"] [data-wire]')"
                  ".dispatchEvent(new MouseEvent('click', {bubbles: true}))")  # fmt: skip
    assert title(page) == "peering link"
    assert "shop to partner" in page.inner_text("#panel")
    page.keyboard.press("Escape")
    page.mouse.move(300, 5)
    page.wait_for_selector("#veil:not(.on)", state="attached")
    page.click("#filter-button")
    page.select_option("#filter-tier", "public")
    dimmed = page.evaluate("() => [...document.querySelectorAll('#picture .filtered')].map(one => one.dataset.id)")
    assert "subnet-shop-app-a" in dimmed
    assert "subnet-shop-public-a" not in dimmed
    page.fill("#query", "10.20.11.11")
    page.press("#query", "Enter")
    assert "Nothing found" in page.inner_text("#panel") or "web-3" not in title(page)
    page.click("#filter-button")
    page.click("#panel >> text=Show everything")
    assert page.locator("#picture .filtered").count() == 0


def test_the_map_in_the_corner_is_there_where_not_all_is_seen(page: Any, shop: Path) -> None:
    """In windows of any shape: what fits exactly is all of it."""
    for width, height in ((1400, 900), (1600, 1000), (1201, 997), (900, 1400)):
        page.set_viewport_size({"width": width, "height": height})
        opened(page, shop)
        assert page.locator("#minimap").is_hidden(), (width, height)
        page.click("#zoom-in")
        assert page.locator("#minimap").is_visible(), (width, height)


def test_wheel_and_pinch_zoom_where_the_pointer_is(page: Any, shop: Path) -> None:
    opened(page, shop)
    chosen = "#picture [data-id='subnet-shop-db-a']"
    before = box(page, chosen)
    x, y = before["x"] + 5, before["y"] + 5
    page.mouse.move(x, y)
    page.mouse.wheel(0, -200)
    page.evaluate(SETTLED)
    after = box(page, chosen)
    assert after["width"] > before["width"] * 1.1
    assert abs(after["x"] - (x - 5 * after["width"] / before["width"])) < 2
    page.keyboard.down("Control")
    page.mouse.wheel(0, 30)
    page.keyboard.up("Control")
    page.evaluate(SETTLED)
    assert box(page, chosen)["width"] < after["width"]


def test_two_fingers_zoom_and_one_moves(browser: Any, shop: Path) -> None:
    context = browser.new_context(viewport={"width": 420, "height": 800}, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page = context.new_page()
    opened(page, shop)
    session = context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    chosen = "#picture [data-id='vpc-shop']"
    before = box(page, chosen)
    touch("touchStart", (180, 500), (240, 500))
    for step in range(1, 8):
        touch("touchMove", (180 - step * 8, 500), (240 + step * 8, 500))
    touch("touchEnd")
    page.evaluate(SETTLED)
    wider = box(page, chosen)
    assert wider["width"] > 2 * before["width"]
    touch("touchStart", (200, 500))
    touch("touchMove", (230, 540))
    touch("touchMove", (260, 580))
    touch("touchEnd")
    page.evaluate(SETTLED)
    moved = box(page, chosen)
    assert moved["width"] == pytest.approx(wider["width"], rel=0.01)
    assert moved["x"] > wider["x"] + 20
    context.close()


def test_an_estate_lays_out_what_is_looked_at(page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noise: list[str]) -> None:
    monkeypatch.setattr(drawing, "WHOLE", 10)
    network = build(Plan(vpcs=4, zones=2, subnets=2, interfaces=3, features=frozenset(FEATURES), seed=5))
    file = written(tmp_path, network)
    subnet = network.subnets[-1]
    opened(page, file)
    page.evaluate("() => document.querySelector('#fit').click()")
    for _ in range(8):
        page.click("#zoom-out")
    opened(page, file, f"#{subnet.id}")
    page.wait_for_selector(f"#picture [data-id='{subnet.id}']", state="attached")
    assert title(page) == subnet.label
    where = box(page, f"#picture [data-id='{subnet.id}']")
    assert 0 < where["x"] < 1400
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = printed[0].get_textpage().get_text_range()
    assert all(one.cidr in text for one in network.subnets if one.cidr)
    assert noise == []
