"""Sources: one document from a file or stdin; what cannot be read is said in one line with the nearest name."""

import io
import os
import sys
from pathlib import Path

import pytest

from vpcviz.errors import InputError, Problem
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


def refusal(folder: Path) -> Problem:
    with pytest.raises(InputError) as caught:
        load([str(folder)])
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    found = refusal(tmp_path)
    assert found.message == "the folder is empty"
    assert "dump-commands" in found.hint


def test_a_folder_of_specs_says_which_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_bytes(SPEC)
    (tmp_path / "notes.txt").write_text("x")
    found = refusal(tmp_path)
    assert found.message == "there is no JSON file in the folder, but 1 spec or snapshot: shop.yaml"
    assert found.hint == f'did you mean "{tmp_path / "shop.yaml"}"?'
    for name in "abcde":
        (tmp_path / f"{name}.yml").write_bytes(SPEC)
    found = refusal(tmp_path)
    assert found.message.endswith("but 6 specs or snapshots: a.yml, b.yml, c.yml, d.yml and 2 more")
    assert "one at a time" in found.expected


def test_a_folder_of_other_json_names_the_spec_beside_it(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "shop"}')
    assert "no AWS CLI output is recognised (keys found: name)" in refusal(tmp_path).message
    (tmp_path / "snapshot.json").write_text('{"origin": "scan",\n "vpcviz": 1, "vpcs": []}')
    assert refusal(tmp_path).message == "there is no AWS CLI output in the folder, but 1 spec or snapshot: snapshot.json"


def test_a_snapshot_among_dumps_is_left_out_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "vpcs.json").write_text('{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}')
    (tmp_path / "snapshot.json").write_text('{"vpcviz": 1, "vpcs": []}')
    notes: list[str] = []
    assert [vpc.id for vpc in load([str(tmp_path)], notes).vpcs] == ["vpc-1"]
    assert [note for note in notes if "snapshot.json" in note and "read alone" in note]


def test_a_folder_of_the_cli_s_yaml(tmp_path: Path) -> None:
    (tmp_path / "vpcs.yaml").write_text("Vpcs:\n- CidrBlock: 10.0.0.0/16\n")
    found = refusal(tmp_path)
    assert "the AWS CLI's YAML: vpcs.yaml" in found.message
    assert "--output json" in found.expected


def test_a_folder_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert refusal(tmp_path).message == "there is no JSON file in the folder; it has a.txt"


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


def test_names_that_are_alike_in_nothing_but_their_ending_are_no_hint(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_bytes(SPEC)
    (tmp_path / "shop.yaml").write_bytes(SPEC)
    assert problem(tmp_path / "nofile.yaml") == "nofile.yaml: there is no such file"
    assert problem(tmp_path / "shop.yml").endswith('did you mean "shop.yaml"?')
