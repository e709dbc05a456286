"""The explorer in a browser, as a person uses it: find a thing, follow it, read why, print, all by keys alone."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.conftest import ROOT
from tests.pictures.explorer.pages import SETTLED, box, opened, title
from vpcviz.commands import run


def test_a_visit(page: Any, shop: Path, noise: list[str]) -> None:
    """Find 10.20.11.11, follow it to the database, read why, print."""
    opened(page, shop)
    page.type("#query", "10.20.11.11")
    page.wait_for_selector("#results a")
    assert "web-3" in page.inner_text("#results li:first-child")
    page.press("#query", "Enter")
    page.evaluate(SETTLED)
    assert title(page) == "web-3 10.20.11.11"
    card = box(page, "#picture [data-id='i-shop-web-3']")
    assert 0 < card["x"] < 1000
    assert 50 < card["y"] < 900
    page.click("#panel dd a >> text=web-3")
    page.evaluate(SETTLED)
    assert title(page) == "web-3"
    assert page.url.endswith("#i-shop-web-3")
    console = page.get_attribute("#panel a[target]", "href")
    assert console == "https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-shop-web-3"
    assert "Security group" in page.inner_text("#panel")
    page.click("#ways-button")
    page.click("#panel .hop >> text=web-3 to orders-db")
    reasons = [page.inner_text(".hops [data-now] p")]
    for _ in range(5):
        page.click("#step-on")
        reasons.append(page.inner_text(".hops [data-now] p"))
        assert page.locator("#lights .step").count() == 1
    assert any("10.20.0.0/16" in reason for reason in reasons)
    assert any("5432" in reason for reason in reasons)
    assert page.locator("#veil.on").count() == 1
    page.go_back()
    page.evaluate(SETTLED)
    assert title(page) == "web-3 10.20.11.11"
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [round(side * 25.4 / 72) for side in printed[0].get_size()] == [420, 297]
    text = printed[0].get_textpage().get_text_range()
    assert all(word in text for word in ("10.20.11.11", "orders-db", "office-vpn", "Web shop, production"))
    assert noise == []


def test_axe_finds_nothing(browser: Any, shop: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    opened(page, shop)
    most = ("10.20.11.11", "#findings-button", "#cost-button", "#filter-button", "#help", "#table-button")
    for theme, acts in (("light", most), ("dark", ("10.20.11.11", "#ways-button"))):
        page.select_option("#theme", theme)
        for act in acts:
            if act.startswith("#"):
                page.click(act)
            else:
                page.fill("#query", act)
                page.press("#query", "Enter")
            page.evaluate(SETTLED)
            found = Axe().run(page)
            assert [(one["id"], one["nodes"][0]["target"]) for one in found.response["violations"]] == [], (theme, act)
        page.keyboard.press("Escape")
    context.close()


def test_keys_alone_do(page: Any, shop: Path, noise: list[str]) -> None:
    opened(page, shop)
    page.focus("#view")
    before = page.evaluate("() => document.querySelector('#stage').style.transform")
    for key in ("ArrowRight", "+", "+", "ArrowDown", "-"):
        page.keyboard.press(key)
        after = page.evaluate("() => document.querySelector('#stage').style.transform")
        assert after != before, key
        before = after
    page.keyboard.press("0")
    page.keyboard.press(".")
    page.evaluate(SETTLED)
    first = title(page)
    page.keyboard.press(".")
    page.evaluate(SETTLED)
    assert title(page) != first
    page.keyboard.press(",")
    page.evaluate(SETTLED)
    assert title(page) == first
    page.keyboard.press("/")
    page.keyboard.type("orders")
    page.wait_for_selector("#results a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.evaluate(SETTLED)
    assert title(page).startswith("orders")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    page.focus("#view")
    page.keyboard.press("t")
    assert page.locator("#table tbody tr").count() > 50
    page.keyboard.press("Escape")
    assert page.locator("#table").is_hidden()
    assert noise == []


@pytest.mark.parametrize("paper", ["A4", "Letter", "A3"])
@pytest.mark.parametrize("chosen", ["", "a3", "a4-portrait"])
@pytest.mark.parametrize("sample", ["private-api", "web-shop", "prefix-list"])
def test_the_picture_is_printed_on_one_sheet_as_large_as_it_may_be(
    sample: str, chosen: str, paper: str, page: Any, tmp_path: Path
) -> None:
    """Whatever its shape, on the page that was chosen, else on the printer's own paper."""
    file = tmp_path / "page.html"
    words = ["--page", chosen] if chosen else []
    assert run(["draw", str(ROOT / "samples" / f"{sample}.yaml"), "-q", "-o", str(file), *words]) == 0
    opened(page, file)
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, format=paper))
    assert len(printed) == 1
    sheet = printed[0].render(scale=0.5).to_pil().convert("L").point(lambda value: 255 if value < 250 else 0)
    left, top, right, bottom = sheet.getbbox()
    assert (right - left) / sheet.width > 0.88 or (bottom - top) / sheet.height > 0.88


def test_a_link_to_what_is_gone_says_so(page: Any, shop: Path) -> None:
    opened(page, shop, "#vpc-gone")
    assert "vpc-gone" in page.inner_text("#said")
    assert page.locator("#panel").is_hidden()
