"""Names of regions, roles and tags that cannot be are refused before AWS is asked anything."""

from pathlib import Path

import pytest

from vpcviz.commands import run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dump-commands", "--region", "eu-west-1; rm -rf /"], "that is no region of AWS"),
        (["dump-commands", "--region", "EU-WEST-1"], 'did you mean "eu-west-1"?'),
        (["scan", "--region", "x"], "expected a name such as eu-west-1, or all"),
        (["scan", "--role-arn", "reader"], "expected such as arn:aws:iam::111122223333:role/reader"),
        (["iam-policy", "--role-arn", 'arn:aws:iam::111122223333:role/x"y'], "that is no ARN of a role"),
        (["draw", "--role-arn", "\x1b[31mx", "-o", "x.svg"], "that is no ARN of a role"),
    ],
)
def test_refused(arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert said in captured.err.decode()
    assert b"\x1b" not in captured.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("region", ["eu-west-1", "us-gov-east-1", "ap-southeast-12", "all", "us-iso-east-1", "eusc-de-east-1"])
def test_regions_that_may_be(region: str, capfdbinary) -> None:  # type: ignore[no-untyped-def]
    assert run(["dump-commands", "--region", region]) == 0
    assert capfdbinary.readouterr().err == b""


def test_a_tag_without_its_value(tmp_path: Path, capfdbinary) -> None:  # type: ignore[no-untyped-def]
    spec = tmp_path / "shop.yaml"
    spec.write_text("vpcviz: 1\nregion: eu-west-1\nvpcs: {shop: {cidr: 10.0.0.0/16, tags: {team: web}}}\n", "utf-8")
    output = tmp_path / "x.svg"
    assert run(["draw", str(spec), "--tag", "tem", "-o", str(output)]) == 2
    assert 'expected KEY=VALUE; did you mean "team"?' in capfdbinary.readouterr().err.decode()
    assert run(["draw", str(spec), "--tag", "team", "-o", str(output)]) == 0
