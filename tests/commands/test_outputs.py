"""Outputs that cannot be written are refused before anything is read, drawn or said."""

import gc
from pathlib import Path

import pytest

from vpcviz.commands import run
from vpcviz.garbage import uncollected

SPEC = "vpcviz: 1\nregion: eu-west-1\nvpcs: {shop: {cidr: 10.0.0.0/16, subnets: {a: {cidr: 10.0.0.0/24, instances: {web: {}, db: {}}}}}}\n"

TRACE = ["trace", "shop.yaml", "--from", "web", "--to", "db"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(SPEC, "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", [["draw", "shop.yaml"], ["draw", "gone.yaml"], TRACE], ids=["draw", "draw-gone", "trace"])
@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("way.tif", "the ending tells no format; expected .svg, "),
        ("gone/way.svg", "there is no folder gone"),
        (".", ". is a folder"),
        ("", "the name of the output is empty"),
    ],
)
def test_refused_first(command: list[str], output: str, said: str, here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run([*command, "-o", "good.svg", "-o", output]) == 2
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert said in captured.err.decode()
    assert ("--format" in captured.err.decode()) == (output.endswith(".tif") and command[0] == "draw")
    assert sorted(path.name for path in here.iterdir()) == ["shop.yaml"]


@pytest.mark.parametrize("name", ["scan.svg", "scan.PNG"])
def test_a_scan_writes_no_picture(name: str, here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["scan", "shop.yaml", "-o", name]) == 2
    assert b"`vpcviz draw` makes pictures" in capfdbinary.readouterr().err
    assert not (here / name).exists()


def test_a_source_without_a_name(here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["check", ""]) == 2
    assert b"the name of a source is empty" in capfdbinary.readouterr().err


def test_dot_says_what_it_holds(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", "shop.yaml", "-o", "shop.dot"]) == 0
    assert capsys.readouterr().err == "vpcviz: wrote the map as DOT: 1 node, 0 links\n"
    assert run(["draw", "shop.yaml", "-o", "shop.dot", "-o", "shop.svg"]) == 0
    said = capsys.readouterr().err
    assert "drew " in said
    assert said.endswith("; wrote the map as DOT: 1 node, 0 links\n")


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (["draw", "gone.yaml", "--view", "routes"], "the view routes"),
        (["draw", "gone.yaml", "--findings"], "findings"),
        (TRACE, "traced ways"),
    ],
)
def test_dot_is_refused_for_what_it_would_ignore(
    command: list[str], what: str, here: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run([*command, "-o", "x.svg", "-o", "x.gv"]) == 2
    assert f"x.gv: DOT holds the map of the network, without {what}" in capfdbinary.readouterr().err.decode()
    assert [path.name for path in here.iterdir()] == ["shop.yaml"]


def test_garbage_is_collected_again_after_a_picture(here: Path) -> None:
    assert gc.isenabled()
    assert run(["draw", "shop.yaml", "-o", "shop.svg"]) == 0
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
