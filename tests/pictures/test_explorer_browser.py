"""The explorer in a browser, as a person uses it: search, click, follow, step through a way, filter, read as a table, print."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.conftest import ROOT
from tests.everything import everything
from tests.networks import FEATURES, Plan, build
from tests.pictures.test_hostile import HOSTILE, hostile
from vpcviz.commands import run
from vpcviz.commands.asking import Answering, Asked
from vpcviz.commands.configuration import Configuration
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.shapes import fields_of
from vpcviz.render.answers import Answers
from vpcviz.render.explorer import drawing, render_explorer
from vpcviz.render.look import Look
from vpcviz.scene import groups
from vpcviz.sources import load

SHOP = ROOT / "samples" / "web-shop.yaml"
ASK = ["--findings", "--cost", "--link", "console", "--trace", "web-3", "orders-db", "5432", "--trace", "internet", "web-3", "22"]
SETTLED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))"


@pytest.fixture
def noise() -> list[str]:
    return []


@pytest.fixture
def page(browser: Any, noise: list[str]) -> Iterator[Any]:
    """A page for whoever wants little motion; what it says aloud, asks for, or fails at is noted."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("dialog", lambda dialog: (noise.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: noise.append(f"console {message.text}"))
    page.on("pageerror", lambda error: noise.append(f"error {error}"))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else noise.append(request.url))
    yield page
    context.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("shop") / "shop.html"
    assert run(["draw", str(SHOP), "-q", "--detail", "full", "--page", "a3", "-o", str(file), *ASK]) == 0
    return file


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


def test_what_is_known_of_one_of_every_kind_is_in_its_panel(page: Any, tmp_path: Path, noise: list[str]) -> None:
    network = everything()
    opened(page, written(tmp_path, network))
    scene = make_scene(network, Options(detail="full"), Request(("a.html",)))
    drawn = {group.id for group in groups(scene.parts)}
    clicked = set()
    for kind in {resource.kind for resource in network}:
        of_kind = [resource for resource in network if resource.kind == kind]
        resource = next((one for one in of_kind if one.id in drawn), of_kind[0])
        if resource.id in drawn:
            page.keyboard.press("Escape")
            page.evaluate(f"() => document.querySelector('#picture [data-id={quoted(resource.id)}] text, [data-id={quoted(resource.id)}]')"
                          ".dispatchEvent(new MouseEvent('click', {bubbles: true}))")  # fmt: skip
            clicked.add(kind)
        else:
            page.evaluate("id => { location.hash = encodeURIComponent(id); }", resource.id)
        page.wait_for_function("id => document.querySelector('#panel dd [href], #panel dd')?.closest('dl') && "
                               "decodeURIComponent(location.hash.slice(1)) === id", arg=resource.id)  # fmt: skip
        shown = page.inner_text("#panel")
        fields = page.evaluate("() => [...document.querySelectorAll('#panel [data-field]')].map(one => one.dataset.field)")
        for name, field in fields_of(type(resource)).items():
            value = getattr(resource, name)
            if value in ("", (), {}) or (value is None and not field.optional):
                continue
            assert name in fields, (kind, name)
            for text in texts(value):
                assert text in shown or network.by_id.get(text) is not None, (kind, name, text)
    assert len(clicked) > 50
    assert noise == []


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def texts(value: Any) -> Iterator[str]:
    """The texts of a value as the panel has them."""
    if value is None:
        yield "not known"
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, (str, int)):
        yield " ".join(str(value).split())
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif hasattr(value, "items"):
        for key, one in value.items():
            yield from (key, *texts(one))
    else:
        for name in value.__struct_fields__:
            if getattr(value, name) not in ("", (), {}, None):
                yield from texts(getattr(value, name))


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


def test_hostile_texts_run_nothing(page: Any, tmp_path: Path, noise: list[str]) -> None:
    spoilt = hostile(SHOP, lambda text: text + HOSTILE + "<img src=x onerror=alert(1)>")
    asked = Asked(traces=(("internet", spoilt.instances[0].id, "443"),), findings=True, cost=True, link="https://example.com/{id}")
    opened(page, written(tmp_path, spoilt, Answering(spoilt, asked, Configuration()).about(spoilt)))
    for act in ("#ways-button", "#findings-button", "#cost-button", "#filter-button", "#help", "#table-button", "#table-button"):
        page.click(act)
        page.evaluate(SETTLED)
    page.fill("#query", "script")
    page.press("#query", "Enter")
    for resource in [*spoilt][::4]:
        page.evaluate("id => { location.hash = encodeURIComponent(id); }", resource.id)
        page.evaluate(SETTLED)
    page.keyboard.press("Escape")
    page.click("#fit")
    page.hover("#picture [data-kind='nat-gateway']")
    page.evaluate(SETTLED)
    assert page.evaluate("() => document.querySelectorAll('img, iframe, foreignObject, script:not([type])').length") == 1
    assert noise == []


def test_things_may_be_called_as_what_every_object_has(page: Any, tmp_path: Path, noise: list[str]) -> None:
    spec = tmp_path / "network.yaml"
    names = ("constructor", "__proto__", "toString", "hasOwnProperty")
    hosts = ", ".join(f"{name}: {{id: {name}, ip: 10.0.1.{at}, tags: {{{name}: {name}}}}}" for at, name in enumerate(names, 10))
    vpc = f"{{cidr: 10.0.0.0/16, subnets: {{valueOf: {{zone: a, cidr: 10.0.1.0/24, instances: {{{hosts}}}}}}}}}"
    spec.write_text(f"vpcviz: 1\nregion: eu-west-1\nvpcs: {{prototype: {vpc}}}\n")
    opened(page, written(tmp_path, load([str(spec)])))
    for at, name in enumerate(names, 10):
        page.evaluate("id => { location.hash = id; }", name)
        page.evaluate(SETTLED)
        assert title(page) == name
        assert page.inner_text("#panel .about") == "instance"
        page.fill("#query", f"10.0.1.{at}")
        page.press("#query", "Enter")
        page.evaluate(SETTLED)
        assert title(page) == f"{name} 10.0.1.{at}"
    page.click("#filter-button")
    page.click("#table-button")
    assert noise == []


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


def test_what_code_says_is_told_as_it_stands(page: Any, tmp_path: Path, noise: list[str]) -> None:
    network = Network(vpcs=(r.Vpc(id="vpc-a", cidrs=("10.0.0.0/16",)), r.Vpc(id="constructor", cidrs=("10.1.0.0/16",))))
    told = {"instance_tenancy": "default", "on": False, "rules": [{"cidr_blocks": ["10.0.0.0/8", "::/0"], "<b>": "<img src=x>"}]}
    opened(page, written(tmp_path, network, Answers(attributes={"vpc-a": told})), "#vpc-a")
    page.click("#panel .declared summary")
    shown = page.inner_text("#panel .declared")
    assert all(
        words in shown for words in ("instance_tenancy", "default", "false", "cidr_blocks: 10.0.0.0/8, ::/0", "<b>: <img src=x>")
    )
    page.evaluate("() => { location.hash = 'constructor'; }")
    page.evaluate(SETTLED)
    assert page.locator("#panel .declared").count() == 0
    assert noise == []


def test_an_arn_is_told_found_and_copied(browser: Any, tmp_path: Path) -> None:
    own = {"region": "eu-west-1", "account": "123456789012"}
    network = Network(
        vpcs=(r.Vpc(id="vpc-0a1b2c3d", cidrs=("10.0.0.0/16",), **own), r.Vpc(id="vpc-made-up", cidrs=("10.1.0.0/16",), **own))
    )
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page = context.new_page()
    opened(page, written(tmp_path, network))
    arn = "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0a1b2c3d"
    page.fill("#query", arn)
    page.press("#query", "Enter")
    page.evaluate(SETTLED)
    assert title(page) == "vpc-0a1b2c3d"
    assert arn in page.inner_text("#panel [data-field=arn] + dd")
    page.click("#panel .copy")
    page.wait_for_function("() => document.querySelector('#said').textContent.includes('Copied')")
    copied = json.loads(page.evaluate("() => navigator.clipboard.readText()"))
    assert copied["arn"] == arn
    assert copied["cidrs"] == ["10.0.0.0/16"]
    page.evaluate("() => { location.hash = 'vpc-made-up'; }")
    page.evaluate(SETTLED)
    assert page.locator("#panel [data-field=arn]").count() == 0
    context.close()


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


def test_ports_are_found(page: Any, shop: Path) -> None:
    opened(page, shop)
    for query, first, told in (
        ("5432", "orders-db", "port: 5432"),
        ("port 443", "front", "443 HTTPS"),
        ("53/udp", "resolver", "53 udp"),
    ):
        page.fill("#query", query)
        page.wait_for_function("query => document.querySelector('#panel-title')?.textContent.endsWith(query)", arg=query)
        found = page.inner_text("#results li:first-child")
        assert found.startswith(first)
        assert told in found
    page.fill("#query", "53/tcp")
    page.wait_for_function("() => document.querySelector('#panel-title')?.textContent.endsWith('53/tcp')")
    assert "resolver" in page.inner_text("#results")


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
    assert moved["width"] == pytest.approx(wider["width"])
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


def test_a_link_to_what_is_gone_says_so(page: Any, shop: Path) -> None:
    opened(page, shop, "#vpc-gone")
    assert "vpc-gone" in page.inner_text("#said")
    assert page.locator("#panel").is_hidden()
