"""`vpcviz draw`: what comes out where, exit codes, and what is said on stderr."""

import os
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from vpcviz.commands import draw_outputs, run
from vpcviz.render.png import MOST_PIXELS

SPEC = str(ROOT / "samples" / "prefix-list.yaml")
TINY = """vpcviz: 1
region: eu-west-1
vpcs:
  web: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.1.0/24}}}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY)
    return str(path)


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def svg_size(path: Path) -> tuple[float, float]:
    root = ElementTree.parse(path).getroot()
    return float(root.attrib["width"]), float(root.attrib["height"])


def test_several_outputs_at_once(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    svg, png = tmp_path / "x.svg", tmp_path / "x.PNG"
    assert run(["draw", tiny, "-o", str(svg), "-o", str(png)]) == 0
    width, height = svg_size(svg)
    assert png_size(png.read_bytes()) == (round(width), round(height))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("vpcviz: drew ")
    assert "1 VPC" in captured.err


def test_the_summary_and_the_cards_call_things_as_people_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec, svg = tmp_path / "x.yaml", tmp_path / "x.svg"
    inside = "{zone: a, cidr: 10.0.1.0/24, nat_gateway: {connectivity: private}, workloads: {db: {type: rds-instance}}}"
    spec.write_text(TINY.replace("{zone: a, cidr: 10.0.1.0/24}", inside))
    assert run(["draw", str(spec), "-o", str(svg)]) == 0
    assert "1 NAT gateway" in capsys.readouterr().err
    assert "rds instance" not in svg.read_text()
    several = (
        "{a: {zone: a, cidr: 10.0.1.0/24}, b: {zone: b, cidr: 10.0.2.0/24}}, workloads: {db: {type: rds-instance, subnets: [a, b]}}"
    )
    spec.write_text(TINY.replace("{a: {zone: a, cidr: 10.0.1.0/24}}", several))
    assert run(["draw", str(spec), "-o", str(svg)]) == 0
    assert "RDS instance" in svg.read_text()


def test_quiet_says_nothing(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", tiny, "-q", "-o", str(tmp_path / "x.svg")]) == 0
    assert capsys.readouterr() == ("", "")


def test_stdout(tiny: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["draw", tiny, "-o", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert ElementTree.fromstring(out).tag.endswith("svg")
    assert err.startswith(b"vpcviz: drew")
    assert run(["draw", tiny, "-o", "-", "--format", "png"]) == 0
    assert png_size(capfdbinary.readouterr().out)[0] > 0


def test_the_summary_counts_what_is_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", SPEC, "--detail", "overview", "-o", str(tmp_path / "x.svg")]) == 0
    assert "summed up" in capsys.readouterr().err


def test_format_goes_before_the_ending(tiny: str, tmp_path: Path) -> None:
    assert run(["draw", tiny, "--format", "svg", "-o", str(tmp_path / "picture")]) == 0
    assert svg_size(tmp_path / "picture")[0] > 0


def test_scale_and_width(tiny: str, tmp_path: Path) -> None:
    svg, png = tmp_path / "x.svg", tmp_path / "x.png"
    assert run(["draw", tiny, "-o", str(svg), "-o", str(png), "--scale", "2"]) == 0
    width, height = svg_size(svg)
    assert png_size(png.read_bytes()) == (round(2 * width), round(2 * height))
    assert run(["draw", tiny, "-o", str(png), "--width", "333"]) == 0
    assert png_size(png.read_bytes()) == (333, pytest.approx(333 * height / width, abs=1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "x.svg", "-o", "x.gif"], "expected .svg, "),
        (["-o", "noending"], "--format"),
        ([], "nothing to write to"),
        (["-o", "x.png", "--scale", "0"], "scale"),
        (["-o", "x.png", "--scale", "nan"], "scale"),
        (["-o", "x.png", "--scale", "inf"], "scale"),
        (["-o", "x.png", "--width", "100000"], "width 100000"),
        (["-o", "x.png", "--width", "-1"], "width -1"),
        (["-o", "nowhere/x.svg"], "nowhere/x.svg cannot be written"),
        (["-o", "x.svg", "-o", "folder.svg"], "folder.svg is a folder; name a file in it"),
        (["-o", "x.svg", "--icons", "noicons"], "noicons"),
        (["-o", "x.png", "--font", "nofont.ttf"], "nofont.ttf"),
        (["-o", "x.svg", "--detail", "some"], "'some'"),
        (["--frobnicate"], "--frobnicate"),
    ],
)
def test_bad_usage_is_refused_and_nothing_is_written(
    tiny: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.svg").mkdir()
    assert run(["draw", tiny, *arguments]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.svg", "tiny.yaml"]


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    assert run(["draw", tiny, "-o", str(tmp_path / "closed" / "x.svg")]) == 2
    assert "Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("source", ["nofile.yaml", "emptyfolder", "binary.yaml"])
def test_a_source_that_cannot_be_read(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "emptyfolder").mkdir()
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    assert run(["draw", source, "-o", "x.svg"]) == 2
    assert source in capsys.readouterr().err
    assert not (tmp_path / "x.svg").exists()


def test_a_picture_too_large_for_a_png_is_refused_with_what_would_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = str(ROOT / "samples" / "hub-and-spoke.yaml")
    assert run(["draw", large, "-o", str(tmp_path / "x.png"), "--width", "31000"]) == 2
    message = capsys.readouterr().err
    assert "too large" in message
    width = int(message.rpartition("--width ")[2])
    assert run(["draw", large, "-o", str(tmp_path / "x.svg")]) == 0
    own_width, own_height = svg_size(tmp_path / "x.svg")
    assert 0.95 * MOST_PIXELS < width * width * own_height / own_width <= MOST_PIXELS


def test_a_title_of_ones_own(tiny: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["draw", tiny, "-q", "-o", "-", "--title", "Mine & <yours>"]) == 0
    root = ElementTree.fromstring(capfdbinary.readouterr().out)
    assert "Mine & <yours>" in [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_picture_that_nobody_can_read_as_a_whole_says_what_would_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "two.yaml"
    spec.write_text(TINY + "  data: {cidr: 10.1.0.0/16}\n")

    def told(*arguments: str) -> str:
        run(["draw", str(spec), *arguments[:-1], "-o", str(tmp_path / arguments[-1])])
        return capsys.readouterr().err

    assert "fitted to a screen" not in told("all.svg")
    monkeypatch.setattr(draw_outputs, "LEAST_TEXT", 100)
    words = told("all.svg")
    assert "fitted to a screen its text is" in words
    assert "--view map shows all VPCs, --split vpc -o FOLDER draws each by itself" in words
    assert "--view map" not in told("--view", "map", "all.svg")
    for other in (["all.html"], ["--page", "a3", "all.svg"], ["--vpc", "web", "all.svg"], ["-q", "all.svg"]):
        assert "fitted to a screen" not in told(*other)
