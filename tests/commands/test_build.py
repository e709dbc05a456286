"""`vpcviz build`: what a configuration lists, made once, checked, and shown on a page of this machine."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.commands.team import CONFIGURATION, SPEC, said
from vpcviz.commands import run

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]


def test_all_is_made_and_then_up_to_date(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--check"]) == 1
    assert not (team / "docs").exists()
    assert run(["build"]) == 0
    made = {str(path.relative_to(team)): path.read_bytes() for path in team.rglob("docs/**/*") if path.is_file()}
    assert set(made) >= {
        f"docs/{name}" for name in ("network.svg", "network.png", "map.svg", "check.md", "network.html", "pages/shop.md")
    }
    assert b"shop" not in made["docs/map.svg"]
    capsys.readouterr()
    assert run(["build", "--check"]) == 0
    assert run(["build"]) == 0
    assert said(capsys).endswith(f"{len(made)} of {len(made)} files were up to date")
    assert {str(path.relative_to(team)): path.read_bytes() for path in team.rglob("docs/**/*") if path.is_file()} == made


def test_each_source_is_read_once(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import vpcviz.sources

    read: list[list[str]] = []
    load = vpcviz.sources.load_both
    monkeypatch.setattr(
        vpcviz.sources, "load_both", lambda sources, *given, **named: read.append(sources) or load(sources, *given, **named)
    )
    assert run(["build", "-q"]) == 0
    assert read == [["network.yaml"]]


def test_a_change_of_the_network_is_told_in_words_from_git(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-q"]) == 0
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*GIT, *words], check=True, cwd=team)
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    assert run(["build", "--check"]) == 1
    words = said(capsys)
    assert "docs/network.svg is old: the network has changed" in words
    assert "docs/network.png is old: the network has changed" in words
    assert "CIDR: 10.0.1.0/24 → 10.0.2.0/24" in words


@pytest.mark.parametrize("options", [["--vpc", "shop"], ["--redact"], ["--vpc", "shop", "--redact"]])
def test_changes_of_a_part_and_of_a_redacted_network_are_told_too(
    team: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """What was drawn is made of the old source as it was then; names stay hidden (and stand-ins follow a thing's place)."""
    draw = ["draw", "network.yaml", "-q", "-o", "part.svg", *options]
    assert run(draw) == 0
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*GIT, *words], check=True, cwd=team)
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    assert run([*draw, "--check"]) == 1
    words = said(capsys)
    assert "part.svg is old: the network has changed" in words
    if "--redact" in options:
        assert "+ subnet subnet-" in words
        assert "shop" not in words
    else:
        assert "CIDR: 10.0.1.0/24 → 10.0.2.0/24" in words


def test_options_line_ends_and_other_hands(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-q"]) == 0
    svg = team / "docs" / "network.svg"
    whole = svg.read_bytes()
    svg.write_bytes(whole.replace(b"\n", b"\r\n"))
    assert run(["build", "--check"]) == 0
    svg.write_bytes(whole.replace(b"10.0.1.0/24", b"10.0.9.0/24"))
    assert run(["build", "--check"]) == 1
    assert "network.svg was changed after it was drawn" in said(capsys)
    svg.write_bytes(whole.replace(b'data-format="', b'data-format="9'))
    assert run(["build", "--check"]) == 1
    assert "only vpcviz has changed (pictures of format 9" in said(capsys)
    svg.write_bytes(b"<svg/>")
    assert run(["build", "--check"]) == 1
    assert "does not tell what it was made of" in said(capsys)
    svg.write_bytes(whole)
    (team / "vpcviz.toml").write_text(CONFIGURATION.replace('"auto"', '"dark"'))
    assert run(["build", "--check"]) == 1
    assert "it was drawn with other options" in said(capsys)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("theme =", "them =", 'unknown key "picture[0].them"'),
        ('"auto"', '"blue"', "expected: one of light, dark, auto"),
        ('source = "network.yaml"\noutput = ["docs', 'output = ["docs', "picture[0].source is missing"),
        ('kind = "check"', 'kind = "chek"', 'did you mean "check"?'),
        ("redact = true", 'redact = "yes"', "expected: true or false"),
        ('"docs/map.svg"', '"docs/map.bmp"', "the ending tells no format"),
        ('"docs/map.svg"', '"docs/network.svg"', "two entries write docs/network.svg"),
        ('source = ["network.yaml"]', 'source = ["nowhere.yaml"]', "there is no such file"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    team: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    assert old in CONFIGURATION
    (team / "vpcviz.toml").write_text(CONFIGURATION.replace(old, new, 1))
    assert run(["build"]) == 2
    assert message in said(capsys)
    assert not (team / "docs").exists()


def test_other_commands_accept_the_lists(team: Path) -> None:
    assert run(["check", "network.yaml", "--fail-on", "never"]) == 0


def test_without_a_configuration_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build"]) == 2
    assert "there is no vpcviz.toml" in said(capsys)
    (tmp_path / "vpcviz.toml").write_text("")
    assert run(["build"]) == 2
    assert "lists no [[picture]]" in said(capsys)


def test_strict_ends_with_4_where_not_all_was_read(team: Path) -> None:
    gap = {"service": "ec2", "operation": "DescribeVpcs", "account": "", "region": "eu-west-1", "feeds": ["vpcs"]}
    (team / "network.json").write_text(json.dumps({"vpcviz": 1, "origin": "scan", "gaps": [gap]}))
    (team / "vpcviz.toml").write_text('[[picture]]\nsource = "network.json"\noutput = "x.svg"\n')
    assert run(["build", "--strict", "-q"]) == 4
    assert (team / "x.svg").exists()
