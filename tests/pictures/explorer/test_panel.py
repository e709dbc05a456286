"""What the explorer tells of a thing, whatever it is called, and what it finds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.everything import everything
from tests.pictures.explorer.pages import SETTLED, SHOP, opened, title, written
from tests.pictures.test_hostile import HOSTILE, hostile
from vpcviz.commands.asking import Answering, Asked
from vpcviz.commands.configuration import Configuration
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.shapes import fields_of
from vpcviz.render.answers import Answers
from vpcviz.scene import groups
from vpcviz.sources import load


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
