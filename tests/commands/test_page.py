"""`--page`: pictures near the page's shape, text that is too small there is said, and what is no page is refused."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from vpcviz.commands import run
from vpcviz.commands.paper import page_of, page_problem
from vpcviz.errors import UsageError
from vpcviz.integrations.drawing import draw

SPEC = str(ROOT / "samples" / "hub-and-spoke.yaml")
SMALL = str(ROOT / "samples" / "private-dns.yaml")


def shape(path: Path) -> float:
    root = ElementTree.parse(path).getroot()
    return float(root.attrib["width"]) / float(root.attrib["height"])


@pytest.mark.parametrize(
    ("text", "name", "width", "height"),
    [
        ("a4", "A4 (297 x 210 mm)", 297, 210),
        ("A3-Portrait", "A3 portrait (297 x 420 mm)", 297, 420),
        ("letter-landscape", "letter (279.4 x 215.9 mm)", 279.4, 215.9),
        ("16:9", "16:9 (338.6 x 190.5 mm)", 338.582, 190.5),
        ("16:9-portrait", "16:9 portrait (190.5 x 338.6 mm)", 190.5, 338.582),
        ("420x297mm", "420x297mm", 420, 297),
        ("13.33 x 7.5in", "13.33x7.5in", 338.582, 190.5),
        ("13.33inx190.5mm", "13.33inx190.5mm", 338.582, 190.5),
    ],
)
def test_pages_have_their_names_and_sizes(text: str, name: str, width: float, height: float) -> None:
    page = page_of(text)
    assert page is not None
    assert (str(page), page.width, page.height) == (name, width, height)


def test_no_page_is_none() -> None:
    assert page_of("") is None
    assert page_problem("") == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a33", 'did you mean "a3"'),
        ("leter", 'did you mean "letter"'),
        ("a4-sideways", "expected a0, a1"),
        ("a4-", "expected a0, a1"),
        ("420x297", "the unit is missing"),
        ("420x297cm", "expected a0"),
        ("0x0mm", "a side is 25 to 5,080 mm"),
        ("1x1mm", "a side is 25 to 5,080 mm"),
        ("9999x9999in", "a side is 25 to 5,080 mm"),
        ("30x3000mm", "at most 8 times as long"),
        ("-1x-1mm", "expected a0"),
        ("nanxnanmm", "expected a0"),
        ("١x١mm", "expected a0"),
    ],
)
def test_what_is_no_page_is_refused(text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "x.svg"
    with pytest.raises(UsageError, match=f"^--page {text}: "):
        page_of(text)
    assert run(["draw", SMALL, "--page", text, "-o", str(picture)]) == 2
    assert says in capsys.readouterr().err
    assert not picture.exists()
    with pytest.raises(UsageError, match=f"^page={text}: "):
        draw("", {"source": SMALL, "page": text}, tmp_path)


@pytest.mark.parametrize("page", ["a3", "a3-portrait", "16:9", "100x100mm", "16:10"])
@pytest.mark.parametrize("detail", ["overview", "standard", "full"])
def test_pictures_have_about_the_shape_of_their_page(
    page: str, detail: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "x.svg"
    assert run(["draw", SPEC, "--page", page, "--detail", detail, "-o", str(picture), "-q"]) == 0
    wanted = page_of(page)
    assert wanted is not None
    assert 0.65 < shape(picture) / wanted.shape < 1.5
    small = capsys.readouterr().err
    if detail == "full":
        assert "pt, under 6 pt; " in small


def test_text_that_can_be_read_is_no_word_worth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", SMALL, "--page", "a3", "-o", str(tmp_path / "x.svg"), "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_page_is_an_option_that_checks_know(tmp_path: Path) -> None:
    picture = str(tmp_path / "x.svg")
    assert run(["draw", SMALL, "--page", "a4", "-o", picture, "-q"]) == 0
    assert run(["draw", SMALL, "--page", "a4", "-o", picture, "--check"]) == 0
    assert run(["draw", SMALL, "-o", picture, "--check"]) == 1


def test_builds_splits_and_ways_have_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("vpcviz.toml").write_text(f"[[picture]]\nsource = '{SPEC}'\noutput = 'built.svg'\npage = 'a4-portrait'\n")
    assert run(["build"]) == 0
    assert shape(Path("built.svg")) < 0.95
    assert "built.svg: on A4 portrait (210 x 297 mm) the smallest text is " in capsys.readouterr().err
    Path("vpcviz.toml").write_text(f"[[picture]]\nsource = '{SPEC}'\noutput = 'built.svg'\npage = 'a44'\n")
    assert run(["build"]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "vpcviz.toml:4:1: " in told
    assert 'picture[0].page is "a44"' in told
    assert 'did you mean "a4"' in told
    assert run(["draw", SPEC, "--split", "vpc", "--page", "50x50mm", "-o", "split", "-q"]) == 0
    assert ": on 50x50mm the smallest text is " in capsys.readouterr().err
    assert run(["trace", SMALL, "--from", "nobody", "--to", "internet", "--page", "b5", "-o", "way.svg"]) == 2
    assert "--page b5: expected" in capsys.readouterr().err


def test_pictures_in_documents_tell_what_is_too_small(tmp_path: Path) -> None:
    assert "on A5 (210 x 148 mm) the smallest text is " in draw("", {"source": SPEC, "page": "a5"}, tmp_path).small
    assert draw("", {"source": SPEC}, tmp_path).small == ""


def test_a_way_is_drawn_for_its_page(tmp_path: Path, shop: Callable[[], str]) -> None:
    way = tmp_path / "way.svg"
    run(["trace", shop(), "--from", "web-1", "--to", "internet", "--page", "a4-portrait", "-o", str(way)])
    assert shape(way) < 1


@pytest.fixture
def shop(tmp_path: Path) -> Callable[[], str]:
    text = "vpcviz: 1\nregion: eu-west-1\nvpcs:\n"
    for number in range(4):
        inside = f"{{web-{number}: 10.{number}.1.5}}"
        text += f"  v{number}: {{cidr: 10.{number}.0.0/16, subnets: {{a-{number}: {{zone: a, cidr: 10.{number}.1.0/24, "
        text += f"instances: {inside}}}}}}}\n"
    path = tmp_path / "shop.yaml"
    path.write_text(text)
    return lambda: str(path)


def test_the_remedy_where_no_sheet_is_larger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", SPEC, "-q", "--split", "vpc", "--page", "4:3", "-o", str(tmp_path / "atlas.pdf")]) == 0
    assert "Overview: on 4:3" in (said := capsys.readouterr().err)
    assert "under 6 pt; without --page it is as large as its picture; so it is on" in said


MANY = """vpcviz: 1
region: eu-west-1
vpcs:
"""


def many(folder: Path, count: int) -> str:
    """VPCs with some instances each."""
    text = MANY
    for n in range(count):
        hosts = ", ".join(f"host-{n}-{at}: 10.{n}.1.{at + 4}" for at in range(9))
        text += f"  v{n}: {{cidr: 10.{n}.0.0/16, subnets: {{a-{n}: {{zone: a, cidr: 10.{n}.1.0/24, instances: {{{hosts}}}}}}}}}\n"
    (folder / "many.yaml").write_text(text)
    return str(folder / "many.yaml")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a picture of these words says of its text."""
    assert run(["draw", *words, "-q"]) == 0
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("vpcs", "detail", "page"),
    [
        (0, "standard", "a4"),
        (0, "presentation", "16:9"),
        (3, "full", "a5"),
        (3, "full", "16:9"),
        (12, "full", "a4"),
        (12, "full", "16:9"),
        (30, "full", "a5"),
    ],
)
def test_whoever_does_what_is_told_can_read_it(
    vpcs: int, detail: str, page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = many(tmp_path, vpcs) if vpcs else SPEC
    said = told(capsys, source, "--page", page, "--detail", detail, "-o", str(tmp_path / "x.svg"))
    advice = said.partition("what can be read: ")[2].strip()
    assert advice or not said
    for one in re.split(", | or ", advice) if advice else ():
        words, _, largest = one.removesuffix(")").partition(" (")
        asked = [*words.split(), *(["--page", page] if "--page" not in words else [])]
        asked += ["--detail", detail] if "--detail" not in words else []
        if "--split" in words:
            then = told(capsys, source, *asked, "-o", str(tmp_path / f"{words} {page}"))
            assert not then.startswith(f"vpcviz: {largest.partition(':')[0]}: ")
        else:
            assert told(capsys, source, *asked, "-o", str(tmp_path / "y.svg")) == ""


def test_where_nothing_can_be_read_the_largest_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, many(tmp_path, 90), "--page", "50x50mm", "-o", str(tmp_path / "x.svg"))
    size = float(
        re.findall(r"the smallest text is ([0-9.]+) pt, under 6 pt; the largest is --detail overview \(([0-9.]+) pt\)", said)[0][1]
    )
    then = told(capsys, many(tmp_path, 90), "--page", "50x50mm", "--detail", "overview", "-o", str(tmp_path / "y.svg"))
    assert f"the smallest text is {size} pt" in then


def test_a_way_is_not_to_be_split(tmp_path: Path, shop: Callable[[], str], capsys: pytest.CaptureFixture[str]) -> None:
    run(["trace", shop(), "--from", "web-1", "--to", "internet", "--page", "50x50mm", "-o", str(tmp_path / "way.svg")])
    said = capsys.readouterr().err
    assert "under 6 pt" in said
    assert "--split" not in said


def test_the_documented_line_is_what_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But for the sizes, which each better arrangement changes."""
    said = told(capsys, str(ROOT / "samples" / "web-shop.yaml"), "--page", "a4", "-o", str(tmp_path / "a.svg"))
    lines = re.findall("vpcviz: on A4.*", (ROOT / "docs" / "views.md").read_text(encoding="utf-8"))
    assert [re.sub(r"[0-9.]+ pt", "", line) for line in lines] == [re.sub(r"[0-9.]+ pt", "", said.strip())]
