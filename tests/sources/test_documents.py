"""Sources: one document from a file or stdin; what cannot be read is said in one line with the nearest name."""

import io
import os
import sys
from pathlib import Path

import pytest

from vpcviz.errors import InputError
from vpcviz.sources import load

SPEC = b"vpcviz: 1\nregion: eu-west-1\nvpcs: {shop: 10.0.0.0/16}\n"


def problem(*sources: str | Path) -> str:
    with pytest.raises(InputError) as caught:
        load([str(source) for source in sources])
    first = caught.value.problems[0]
    return f"{Path(first.file).name}: {first.message} {first.hint}".strip()


@pytest.mark.parametrize("name", ["net.yaml", "net.yml", "net.txt", "net", "a b.yaml", "naïve-日本.yaml"])
def test_a_spec_by_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SPEC)
    assert load([str(tmp_path / name)]).vpcs[0].name == "shop"


@pytest.mark.parametrize(
    "data", [SPEC, b'{"vpcviz": 1, "vpcs": [{"name": "shop"}]}', b'\xef\xbb\xbf{"vpcs": ["shop"], "vpcviz": 1}']
)
def test_stdin(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert load(["-"]).vpcs[0].name == "shop"


def test_wrong_name(tmp_path: Path) -> None:
    (tmp_path / "network.yaml").write_bytes(SPEC)
    assert problem(tmp_path / "netwrok.yaml") == 'netwrok.yaml: there is no such file did you mean "network.yaml"?'
    assert problem(tmp_path / "gone" / "x.yaml") == "x.yaml: there is no such file"


def test_no_sources() -> None:
    assert problem() == ": nothing to read"


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"")
    assert problem(tmp_path / "a.yaml") == "a.yaml: the file is empty"


def test_folder_without_json(tmp_path: Path) -> None:
    assert problem(tmp_path).endswith("there is no JSON file in the folder")


def test_two_documents(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(SPEC)
    assert "a document is read alone" in problem(tmp_path / "a.yaml", tmp_path / "b.yaml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(SPEC)
    (tmp_path / "a.yaml").chmod(0)
    assert "cannot be read" in problem(tmp_path / "a.yaml")


def test_a_device_has_no_end_but_reading_has() -> None:
    assert "MB" in problem("/dev/zero")


@pytest.mark.parametrize("source", ["a\0b.yaml", "x" * 5000])
def test_impossible_names(source: str) -> None:
    with pytest.raises(InputError):
        load([source])


def test_json_spec_is_no_dump(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"title": "x", "vpcs": [{"name": "shop"}], "vpcviz": 1}')
    assert load([str(tmp_path / "a.json")]).vpcs[0].name == "shop"
