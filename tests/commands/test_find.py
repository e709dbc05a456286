"""`vpcviz find`: what a word finds, the best first, and what is told of it."""

import json
from pathlib import Path

import pytest

from vpcviz.commands import run

SPEC = """
vpcviz: 1
accounts:
  - id: "111122223333"
    regions:
      eu-west-1:
        vpcs:
          - name: shop
            cidr: 10.20.0.0/16
            tags: {Team: payments}
            security_groups:
              db: {ingress: [tcp 5432 from 10.20.11.0/24]}
            subnets:
              data: {zone: a, cidr: 10.20.11.0/24, instances: {orders-db: {ip: 10.20.11.11, security_groups: db}}}
              other: {zone: b, cidr: 10.20.12.0/24, instances: {orders-web: {ip: 10.20.12.11}}}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("network.yaml").write_text(SPEC)
    return "network.yaml"


def found(spec: str, word: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str]]:
    code = run(["find", spec, "--for", word, "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    assert code == (0 if document["count"] else 1)
    return [(each["kind"], each["name"], each["found_in"]["field"]) for each in document["found"]]


def test_an_address_finds_what_has_it_then_what_is_around_it(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = [(kind, name) for kind, name, _ in found(spec, "10.20.11.11", capsys)]
    assert names[0] == ("eni", "")
    assert set(names[1:3]) == {("subnet", "data"), ("security-group", "db")}
    assert ("vpc", "shop") in names[3:]
    assert ("subnet", "other") not in names


def test_a_cidr_finds_what_has_it_lies_in_it_or_around_it(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = [name for kind, name, _ in found(spec, "10.20.12.0/23", capsys)]
    assert "other" in names
    assert "shop" in names
    assert "data" not in names


def test_names_before_parts_of_names_before_other_texts(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(spec, "SHOP", capsys)[0] == ("vpc", "shop", "name")
    assert [name for _, name, _ in found(spec, "orders", capsys)][:2] == ["orders-db", "orders-web"]
    assert found(spec, "Team=payments", capsys) == [("vpc", "shop", "tags.Team")]
    assert found(spec, "payments", capsys) == [("vpc", "shop", "tags.Team")]


def test_json_tells_the_fields_and_what_refers_to_it(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["find", spec, "--for", "db", "--format", "json", "--limit", "1"])
    document = json.loads(capsys.readouterr().out)
    (group,) = document["found"]
    assert document["count"] > document["shown"] == 1
    assert group["fields"]["ingress"][0]["peer"] == "10.20.11.0/24"
    assert group["where"] == {"account": "111122223333", "region": "eu-west-1", "vpc": "shop"}
    assert [(each["kind"], each["field"]) for each in group["referred_to_by"]] == [
        ("eni", "security_groups[0]"),
        ("instance", "security_groups[0]"),
    ]


def test_text_fits_a_terminal_and_counts(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", spec, "--for", "10.20", "--limit", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-1].endswith("the first 2 are shown (--limit).")


def test_nothing_found(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", spec, "--for", "no-such-thing"]) == 1
    assert capsys.readouterr().out == "Nothing was found for no-such-thing.\n"
    assert run(["find", spec, "--for", " "]) == 2
    assert "--for is empty" in capsys.readouterr().err
