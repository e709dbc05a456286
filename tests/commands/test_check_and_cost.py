"""`vpcviz check`, `vpcviz cost` and `vpcviz draw --findings` as a user calls them."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, vpcviz
from tests.findings.cases.case import HEAD
from tests.findings.cases.endpoints import NAT, endpoint
from vpcviz.commands import run

SAMPLES = ROOT / "samples"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two specs: warn.yaml has a warning, bad.yaml an error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "warn.yaml").write_text(HEAD + NAT)
    (tmp_path / "bad.yaml").write_text(HEAD + endpoint(security_groups="self"))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["warn.yaml"], 0),
        (["warn.yaml", "--fail-on", "error"], 0),
        (["warn.yaml", "--fail-on", "warning"], 1),
        (["warn.yaml", "--fail-on", "info"], 1),
        (["bad.yaml"], 1),
        (["bad.yaml", "--fail-on", "never"], 0),
        (["none.yaml"], 2),
        (["warn.yaml", "--fail-on", "sometimes"], 2),
        (["warn.yaml", "--format", "xml"], 2),
    ],
)
def test_the_exit_code_is_the_answer(here: Path, arguments: list[str], code: int) -> None:
    assert run(["check", *arguments]) == code


def test_strict_is_about_what_was_not_read(here: Path) -> None:
    gap = "gaps: [{service: ec2, operation: DescribeVpcs, feeds: [vpcs], error: AccessDenied}]\n"
    (here / "gap.yaml").write_text(HEAD + NAT + gap)
    for command in ("check", "cost"):
        assert run([command, "gap.yaml"]) == 0
        assert run([command, "gap.yaml", "--strict"]) == 4
    assert run(["check", "warn.yaml", "--strict"]) == 0


def test_the_configuration_is_used(here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (here / "vpcviz.toml").write_text(
        'fail-on = "warning"\n[[ignore]]\nrule = "gateway-endpoint-missing"\nresource = "data"\nreason = "next quarter"\n'
    )
    assert run(["check", "warn.yaml", "--format", "json"]) == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert [one["reason"] for one in document["ignored"]] == ["next quarter"]
    (here / "vpcviz.toml").write_text('fail-on = "warning"\n')
    assert run(["check", "warn.yaml"]) == 1
    assert run(["check", "warn.yaml", "--fail-on", "error"]) == 0
    (here / "vpcviz.toml").write_text("fail-on = 1\n")
    assert run(["check", "warn.yaml"]) == 2
    assert b"vpcviz.toml:1:1: fail-on must be a text" in capfdbinary.readouterr().err


def test_prices_of_ones_own(here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    own = {"nat_gateway_hour": {"title": "NAT", "unit": "hour", "regions": {"eu-west-1": 1}}}
    (here / "ours.json").write_text(json.dumps({"format": 1, "as_of": "2027-01-01", "prices": own}))
    assert run(["cost", "warn.yaml", "--format", "json", "--prices", "ours.json"]) == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert (document["standing"]["usd_per_hour"], document["prices_as_of"]) == (1, "2027-01-01")
    (here / "vpcviz.toml").write_text('prices = "ours.json"\n')
    assert run(["cost", "warn.yaml", "--format", "json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["standing"]["usd_per_hour"] == 1
    (here / "ours.json").write_text("{}")
    assert run(["cost", "warn.yaml"]) == 2


@pytest.mark.parametrize(("gb", "code"), [("0", 0), ("2.5", 0), ("-1", 2), ("nan", 2), ("inf", 2), ("many", 2)])
def test_gb_is_a_number(here: Path, gb: str, code: int) -> None:
    assert run(["cost", "warn.yaml", "--gb", gb]) == code


@pytest.mark.parametrize("command", [["check"], ["cost", "--gb", "10"]])
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_every_sample_in_every_format(command: list[str], form: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for sample in sorted(SAMPLES.glob("*.yaml")):
        assert run([*command, str(sample), "--format", form]) == 0
        captured = capfdbinary.readouterr()
        assert captured.err == b""
        assert len(captured.out) > 50
        if form == "json":
            json.loads(captured.out)


def test_as_a_process_the_same_bytes_with_another_hash_seed_folder_and_locale(tmp_path: Path) -> None:
    sample = str(SAMPLES / "hub-and-spoke.yaml")
    changed = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    for arguments in (["check", sample, "--format", "sarif"], ["cost", sample, "--format", "json"]):
        first = vpcviz(*arguments)
        second = vpcviz(*arguments, cwd=tmp_path, env=changed)
        assert first.returncode == second.returncode == 0
        assert first.stdout == second.stdout
        assert first.stdout.isascii()


def test_draw_marks_the_findings(here: Path) -> None:
    assert run(["draw", "warn.yaml", "--findings", "-o", "marked.svg", "-q"]) == 0
    assert run(["draw", "warn.yaml", "-o", "plain.svg", "-q"]) == 0
    marked = (here / "marked.svg").read_text()
    assert marked.count('data-kind="finding"') == 1
    assert "warning gateway-endpoint-missing: S3 or DynamoDB traffic" in marked
    assert 'data-kind="finding"' not in (here / "plain.svg").read_text()
