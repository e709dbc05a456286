"""The explorer's file: one page that loads nothing, the whole model in it, the same bytes, under its policy; estates in parts."""

import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.conftest import ROOT, SAMPLES
from tests.everything import everything
from tests.networks import FEATURES, Plan, build
from tests.pictures.test_hostile import HOSTILE, hostile
from vpcviz.commands import run
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.icons import IconSet
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.render.answers import Answers
from vpcviz.render.explorer import drawing, render_explorer
from vpcviz.render.explorer.composing import MODULES
from vpcviz.render.explorer.images import lighter
from vpcviz.render.look import Look
from vpcviz.sources import load

PAGE = ROOT / "vpcviz" / "render" / "explorer" / "page"
LARGEST = 400_000
"""The most bytes of a sample's page."""


class Parts(HTMLParser):
    """The elements of a page with their attributes, and what stands in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.texts.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.tags and self.cdata_elem and self.texts:
            tag, attributes, text = self.texts[-1]
            self.texts[-1] = (tag, attributes, text + data)


def page(network: Network, answers: Answers | None = None, detail: str = "full") -> str:
    options = Options(detail=detail)  # type: ignore[arg-type]
    scene = make_scene(network, options, Request(("a.html",)))
    return render_explorer(network, options, scene, Look(answers=answers or Answers())).decode()


def told(text: str, ident: str = "network") -> dict[str, Any]:
    found = next(body for _, attributes, body in Parts(text).texts if attributes.get("id") == ident)
    data: dict[str, Any] = json.loads(found)
    return data


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_sample_is_one_small_page_under_its_policy(sample: Path) -> None:
    text = page(load([str(sample)]))
    assert len(text.encode()) < LARGEST
    parts = Parts(text)
    policy = next(attributes["content"] for tag, attributes in parts.tags if "Content-Security-Policy" in attributes.values())
    assert policy
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    for tag, attributes, body in parts.texts:
        if attributes.get("type", "text/javascript") == "text/javascript":
            digest = b64encode(sha256(body.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy.split("style-src" if tag == "style" else "script-src")[1].split(";")[0]
    for tag, attributes in parts.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset", "action")], tag
        links = [attributes[name] or "" for name in ("href", "xlink:href") if name in attributes]
        assert all(link.startswith("#") for link in links) or tag == "image"
    assert not re.findall(r"url\((?!data:|#)", text)


def test_the_whole_model_is_in_it() -> None:
    network = everything()
    data = told(page(network))
    held = {one["id"]: one for all_ in data["resources"].values() for one in all_}
    assert set(held) == set(network.by_id)
    for resource in network:
        written = msgspec.to_builtins(resource)
        assert held[resource.id] == json.loads(json.dumps(written))
        fields = data["kinds"][resource.kind]["fields"]
        for name in resource.__struct_fields__:
            value = getattr(resource, name)
            if value not in ("", (), {}, None):
                assert name in written or fields[name][1] == value, (resource.id, name)


def test_things_stand_where_the_picture_has_them() -> None:
    network = load([str(ROOT / "samples" / "web-shop.yaml")])
    data = told(page(network), "places")
    things = {thing[0]: thing for thing in data["things"]}
    assert {subnet.id for subnet in network.subnets} <= set(things)
    for subnet in network.subnets:
        _, _, _, x, y, width, height, _, _ = things[subnet.id]
        _, _, _, left, top, wide, high, _, _ = things[subnet.vpc]
        assert left <= x < x + width <= left + wide
        assert top <= y < y + height <= top + high
    assert all({source, target} & set(things) for _, source, target in data["links"])


def test_hostile_texts_stay_texts() -> None:
    text = page(hostile(ROOT / "samples" / "hub-and-spoke.yaml", lambda text: text + HOSTILE))
    scripts = [attributes for tag, attributes, _ in Parts(text).texts if tag == "script"]
    assert len([one for one in scripts if "type" not in one]) == 1
    assert "<script>alert" not in text
    assert any(HOSTILE in json.dumps(one, ensure_ascii=False) or "alert(1)" in str(one) for one in told(text)["resources"].values())


def test_an_estate_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    network = build(Plan(vpcs=4, zones=2, subnets=2, interfaces=3, features=frozenset(FEATURES), seed=5))
    whole = page(network)
    assert 'id="inside-0"' not in whole
    monkeypatch.setattr(drawing, "WHOLE", 10)
    parted = page(network)
    insides = [body for _, attributes, body in Parts(parted).texts if (attributes.get("id") or "").startswith("inside-")]
    assert len(insides) == told(parted, "places")["insides"] > 1
    ids = re.compile(r'data-id="([^"]+)"')
    assert set(ids.findall(whole)) == set(ids.findall(parted)) | {one for body in insides for one in ids.findall(body)}
    assert whole.count('data-kind="link"') == parted.count('data-kind="link"')
    assert whole.count("data-wire=") == parted.count("data-wire=")
    assert not [body for body in insides if "</script" in body or "<!--" in body]


def test_the_same_bytes(tmp_path: Path) -> None:
    spec = str(ROOT / "samples" / "web-shop.yaml")
    ask = ["--findings", "--cost", "--trace", "web-1", "orders-db", "5432", "--trace", "web-1", "internet", "443"]
    for name in ("a.html", "b.html"):
        assert run(["draw", spec, "-q", "-o", str(tmp_path / name), *ask]) == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    data = told((tmp_path / "a.html").read_text())
    assert [trace["verdict"] for trace in data["traces"]] == ["delivered", "delivered"]
    assert data["findings"]["findings"]
    assert data["costs"]["standing"]["charges"]


def test_what_is_asked_is_checked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    spec, page = str(ROOT / "samples" / "web-shop.yaml"), str(tmp_path / "a.html")
    for wrong, said in (
        (["--trace", "web-1", "orders-db", "x", "-o", page], "x is no port"),
        (["--trace", "web-9", "orders-db", "443", "-o", page], "web-9"),
        (["--trace", "web-1", "orders-db", "443", "-o", str(tmp_path / "a.svg")], "expected -o FILE.html"),
        (["--cost", "-o", str(tmp_path / "a.svg")], "vpcviz cost"),
        (["--trace", "web-1", "secret.corp.example", "443", "--redact", "-o", page], "with --redact give the id"),
    ):
        assert run(["draw", spec, *wrong]) == 2
        assert said in capsys.readouterr().err


def test_a_redacted_part_has_the_findings_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample = str(ROOT / "samples" / "hub-and-spoke.yaml")

    def found(*options: str) -> list[tuple[str, int]]:
        assert run(["draw", sample, "-q", "--findings", "--vpc", "orders", *options, "-o", "part.html", "-o", "part.svg"]) == 0
        report = told(Path("part.html").read_text("utf-8"))["findings"]
        marks = re.findall(r'data-kind="finding"', Path("part.svg").read_text("utf-8"))
        assert bool(marks) == bool(report["findings"])
        return sorted((one["rule"], len(one["resources"])) for one in report["findings"])

    assert found("--redact") == found() != []
    Path("vpcviz.toml").write_text('[[ignore]]\nrule = "gateway-endpoint-missing"\nreason = "secret-reason"\n')
    assert found("--redact") == found() == []
    assert run(["draw", sample, "-q", "--findings", "--vpc", "orders", "--redact", "-o", "part.html"]) == 0
    assert "secret-reason" not in Path("part.html").read_text("utf-8")


def test_a_title_is_no_place_for_the_data() -> None:
    network = msgspec.structs.replace(load([str(SAMPLES[0])]), title="{{data}} {{picture}}")
    text = page(network)
    assert "<title>{{data}} {{picture}}</title>" in text
    assert "<h1>{{data}} {{picture}}</h1>" in text
    assert text.count('id="network"') == 1


def test_the_largest_sample_with_three_ways_is_a_small_page(tmp_path: Path) -> None:
    file = tmp_path / "hub.html"
    ways = [("web-1", "internet", "443"), ("orders-1", "lake", "443"), ("web-us-1", "orders-db", "5432")]
    ask = [word for way in ways for word in ("--trace", *way)]
    sample = str(ROOT / "samples" / "hub-and-spoke.yaml")
    assert run(["draw", sample, "-q", "--detail", "full", "--findings", "--cost", "--link", "console", "-o", str(file), *ask]) == 0
    assert file.stat().st_size < LARGEST


def opened(markup: str) -> Image.Image:
    """The PNG in an icon's markup."""
    return Image.open(BytesIO(b64decode(markup.split("base64,")[1].split('"')[0])))


def test_png_icons_have_a_palette_unless_they_cannot_be_read() -> None:
    markup = IconSet(None).find("aws/database/rds").content
    made = lighter(markup)
    assert len(made) < len(markup) / 2
    drawn, original = (opened(text).convert("RGBA") for text in (made, markup))
    assert max(ImageStat.Stat(ImageChops.difference(drawn, original)).mean) < 4  # of 255
    assert lighter('<image xlink:href="data:image/png;base64,AAAA"/>') == '<image xlink:href="data:image/png;base64,AAAA"/>'


def test_a_redacted_page_traces_by_stand_ins(tmp_path: Path) -> None:
    spec, file = str(ROOT / "samples" / "web-shop.yaml"), tmp_path / "a.html"
    ask = ["--trace", "web-1", "orders-db", "5432", "--findings", "--cost", "--redact"]
    assert run(["draw", spec, "-q", "-o", str(file), *ask]) == 0
    text = file.read_text()
    assert told(text)["traces"][0]["verdict"] == "delivered"
    shown = text.replace("web-1:8080", "")  # what a field's description says
    for word in ("web-1", "orders", "shop-prod", "Partner Ltd", "111122223333", "52.30.4.10"):
        assert word not in shown, word


def test_a_page_is_no_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.html"
    file.write_text(page(load([str(ROOT / "samples" / "private-api.yaml")])))
    assert run(["draw", str(file), "-o", str(tmp_path / "b.svg")]) == 2
    assert "this is an HTML page" in capsys.readouterr().err


def test_check_says_why_a_page_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    spec = Path("network.yaml")
    spec.write_text((ROOT / "samples" / "private-api.yaml").read_text())
    ask = ["draw", str(spec), "-q", "-o", "a.html"]
    assert run([*ask]) == 0
    assert run([*ask, "--check"]) == 0
    assert run([*ask, "--cost", "--check"]) == 1
    assert "other options" in capsys.readouterr().err
    spec.write_text(spec.read_text().replace("10.", "11."))
    assert run([*ask, "--check"]) == 1
    assert "the network has changed" in capsys.readouterr().err


def test_modules_are_short_and_all_in_the_page() -> None:
    names = {file.stem for file in PAGE.glob("*.js")}
    assert names == {*MODULES, "main"}
    for name in names:
        text = (PAGE / f"{name}.js").read_text()
        assert text.count("\n") < 300
        assert text.startswith("// ")
        assert "innerHTML" not in text
        imported = re.findall(r'from "\./(\w+)\.js"', text)
        assert all(other in MODULES and (name == "main" or MODULES.index(other) < MODULES.index(name)) for other in imported)
