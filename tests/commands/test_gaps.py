"""`vpcviz gaps`, and the one line that leads to it: what was not read is told, and does not bury the rest."""

import json
import re
from pathlib import Path

import pytest

from vpcviz.commands import run

VPC = {"VpcId": "vpc-0a", "OwnerId": "111122223333", "CidrBlock": "10.0.0.0/16"}


@pytest.fixture
def dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dump of one call in one account and region, beside files that vpcviz does not know."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "dump" / "111122223333" / "eu-west-1"
    folder.mkdir(parents=True)
    (folder / "vpcs.json").write_text(json.dumps({"Vpcs": [VPC]}))
    for number in range(12):
        (folder / f"other{number}.json").write_text(json.dumps({f"Others{number}": []}))
    return tmp_path / "dump"


def test_text_ends_with_the_count_and_the_remedy(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "dump"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert err == ""
    assert "account 111122223333, eu-west-1: not in the dump" in lines
    assert any(line.split() == ["NAT", "gateways", "ec2", "DescribeNatGateways"] for line in lines)
    assert "12 keys are not known to vpcviz" in " ".join(out.split())
    assert "'Others11'" in out, "nothing is left out of the list"
    assert lines[-2].endswith("kinds of resources of 1 account were not read.")
    assert "vpcviz dump-commands" in lines[-1]
    assert max(map(len, lines)) <= 80


def test_json_names_each_call(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "dump", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["complete"] is False
    assert document["summary"]["accounts"] == 1
    assert document["summary"]["kinds"] == len({gap["what"] for gap in document["gaps"]})
    (subnets,) = [gap for gap in document["gaps"] if gap["operation"] == "DescribeSubnets"]
    assert subnets["because"] == "not in the dump"
    assert subnets["collections"] == ["subnets"]
    assert (subnets["account"], subnets["region"]) == ("111122223333", "eu-west-1")
    assert len(document["left_out"]) == 1


def test_markdown_has_a_table_for_each_place(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "dump", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# What was not read\n")
    assert "| subnets | ec2 DescribeSubnets |" in out


def test_where_all_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.yaml").write_text("vpcviz: 1\nregion: eu-west-1\nvpcs: {one: 10.0.0.0/16}\n")
    assert run(["gaps", str(tmp_path / "one.yaml"), "--strict"]) == 0
    assert capsys.readouterr().out == "A spec is written by hand: nothing of it was to be read.\n"
    (tmp_path / "one.json").write_text('{"vpcviz": 1, "origin": "scan", "vpcs": []}')
    assert run(["gaps", str(tmp_path / "one.json"), "--strict"]) == 0
    assert capsys.readouterr().out == "All was read.\n"


def test_exit_codes(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "dump", "--strict"]) == 4
    assert "not answered, and --strict was given" in capsys.readouterr().err
    assert run(["gaps", "gone"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", [["draw", "dump", "-o", "x.svg"], ["cost", "dump"], ["check", "dump", "--fail-on", "never"]])
def test_other_commands_say_it_in_a_line(command: list[str], dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == 0
    unread = [line for line in capsys.readouterr().err.splitlines() if "not read" in line]
    assert len(unread) == 1
    assert unread[0].endswith("kinds of resources of 1 account were not read: `vpcviz gaps dump` lists them")
    assert run([*command, "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_picture_says_it_in_a_line(dump: Path) -> None:
    assert run(["draw", "dump", "-o", "x.svg"]) == 0
    texts = " ".join(re.findall(r">([^<]+)</text>", (dump.parent / "x.svg").read_text()))
    assert texts.count("not read") == 1
    assert "were not read: `vpcviz gaps` lists them" in texts
