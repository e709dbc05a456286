"""`vpcviz validate`: a line for each right file, every problem of the wrong ones, and the exit code."""

import io
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, vpcviz
from vpcviz.commands import run

RIGHT = "vpcviz: 1\nregion: eu-west-1\nvpcs: {shop: {cidr: 10.0.0.0/16, internet_gateway: true}}\n"
WRONG = "vpcviz: 1\nregion: eu-west-1\nvpcs: {shop: {cdir: 10.0.0.0/16, zone: a}}\n"


def test_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("right.yaml").write_text(RIGHT)
    Path("wrong.yaml").write_text(WRONG)
    assert run(["validate", "right.yaml", "wrong.yaml", "missing", "right.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == "right.yaml: a spec of 1 VPC, 1 route table, 1 internet gateway\n"
    assert [line for line in err.splitlines() if line[0] != " "] == [
        'wrong.yaml:3:15: unknown key "cdir" in a VPC',
        'wrong.yaml:3:34: unknown key "zone" in a VPC',
        "missing: there is no such file",
    ]


def test_a_snapshot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scan.json"
    file.write_text('{"vpcviz": 1, "origin": "scan", "vpcs": [{"id": "vpc-1"}, {"id": "vpc-2"}]}')
    assert run(["validate", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}: a snapshot of 2 VPCs\n"


def test_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Stdin:
        buffer = io.BytesIO(WRONG.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert run(["validate", "-"]) == 2
    assert capsys.readouterr().err.startswith("<stdin>:3:15: unknown key")


def test_samples_as_a_process() -> None:
    done = vpcviz("validate", *SAMPLES)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == len(SAMPLES)


def test_nothing_to_validate() -> None:
    assert vpcviz("validate").returncode == 2
