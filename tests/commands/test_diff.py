"""`vpcviz diff`: sources of every sort, formats, exit codes."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from vpcviz.commands import run

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "diff.schema.json").read_text())

SPEC = "vpcviz: 1\nregion: eu-west-1\nvpcs:\n  shop: {cidr: 10.0.0.0/16, subnets: {app: {zone: a, cidr: 10.0.1.0/24}}}\n"
MORE = SPEC.replace("10.0.1.0/24}", "10.0.1.0/24}, web: {zone: b, cidr: 10.0.2.0/24}")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with the spec in its first commit, and one more subnet in the file as it is now."""
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]
    (tmp_path / "network.yaml").write_text(SPEC)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True, cwd=tmp_path)
    (tmp_path / "network.yaml").write_text(MORE)
    return tmp_path


def test_a_revision_beside_the_file(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "HEAD:network.yaml", "network.yaml"]) == 0
    out = capsys.readouterr().out
    assert "+ subnet web (subnet-shop-web), in VPC shop, eu-west-1" in out
    assert out.endswith("1 subnet added.\n")


def test_exit_codes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "HEAD:network.yaml", "network.yaml", "--exit-code"]) == 1
    assert run(["diff", "network.yaml", "network.yaml", "--exit-code"]) == 0
    assert run(["diff", "HEAD:network.yaml", "network.yaml", "--exit-code", "--ignore", "subnet"]) == 0
    assert run(["diff", "HEAD:network.yaml", "network.yaml", "--exit-code", "--only", "vpcs"]) == 0


def test_the_picture_has_the_shape_of_its_page(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "HEAD:network.yaml", "network.yaml", "-o", "tall.svg", "--page", "a4-portrait"]) == 0
    assert run(["diff", "HEAD:network.yaml", "network.yaml", "-o", "tall.svg", "--page", "a99"]) == 2
    assert "--page a99" in capsys.readouterr().err
    assert (repository / "tall.svg").exists()


def test_an_existing_path_goes_first(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "HEAD:network.yaml").write_text(MORE)
    assert run(["diff", "HEAD:network.yaml", "network.yaml", "--exit-code"]) == 0


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("HEAD:nothing.yaml", "git says: path 'nothing.yaml' does not exist"),
        ("nowhere:network.yaml", "git says: "),
        ("--textconv=x:network.yaml", "No such option"),
        ("nothing.yaml", "there is no such file"),
    ],
)
def test_what_is_not_there_is_said(repository: Path, capsys: pytest.CaptureFixture[str], word: str, message: str) -> None:
    assert run(["diff", word, "network.yaml"]) == 2
    assert message in capsys.readouterr().err
    assert sorted(path.name for path in repository.iterdir()) == [".git", "network.yaml"]


def test_a_fault_in_an_old_revision_is_told_by_its_name(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "x"], check=True, cwd=repository)
    (repository / "network.yaml").write_text("vpcviz: 1\nvpcz: {}\n")
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "y"], check=True, cwd=repository)
    assert run(["diff", "HEAD:network.yaml", "HEAD~1:network.yaml"]) == 2
    assert "HEAD:network.yaml:2:1" in capsys.readouterr().err


def test_a_folder_of_a_revision(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = repository / "dump" / "111122223333" / "eu-west-1"
    folder.mkdir(parents=True)
    vpc = {"VpcId": "vpc-0a", "OwnerId": "111122223333", "CidrBlock": "10.0.0.0/16"}
    (folder / "vpcs.json").write_text(json.dumps({"Vpcs": [vpc]}))
    for words in (["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "dump"]):
        subprocess.run(["git", *words], check=True, cwd=repository)
    (folder / "vpcs.json").write_text(json.dumps({"Vpcs": [vpc, {**vpc, "VpcId": "vpc-0b", "CidrBlock": "10.1.0.0/16"}]}))
    assert run(["diff", "-q", "HEAD:dump", "dump"]) == 0
    out = capsys.readouterr().out
    assert "+ VPC vpc-0b, in eu-west-1" in out
    assert out.endswith("1 VPC added.\n")


def test_json_is_what_the_schema_says(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "HEAD:network.yaml", "network.yaml", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["different"] is True
    assert [(one["sort"], one["kind"], one["name"]) for one in document["changes"]] == [("added", "subnet", "web")]
    assert run(["diff", str(ROOT / "samples/hub-and-spoke.yaml"), str(ROOT / "samples/on-premises.yaml"), "--format", "json"]) == 0
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(capsys.readouterr().out))


def test_markdown_stays_under_the_limit_of_a_comment_and_counts_what_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = ", ".join(f"subnet-with-a-long-name-{n}: {{zone: a, cidr: 10.{n // 256}.{n % 256}.0/24}}" for n in range(1200))
    (tmp_path / "old.yaml").write_text("vpcviz: 1\nregion: eu-west-1\nvpcs:\n  shop: {cidrs: [10.0.0.0/16]}\n")
    blocks = ", ".join(f"10.{n}.0.0/16" for n in range(5))
    (tmp_path / "new.yaml").write_text(f"vpcviz: 1\nregion: eu-west-1\nvpcs:\n  shop: {{cidrs: [{blocks}], subnets: {{{many}}}}}\n")
    assert run(["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert len(out) < 65_536
    assert "<details><summary>subnets: 1200 added</summary>" in out
    assert out.count("<details>") == out.count("</details>")
    told = out.count("- **")
    assert told > 400
    assert f"… and {1202 - told} more" in out, "1,200 subnets, the VPC and its main route table"


def test_hostile_names_are_escaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.yaml").write_text(SPEC)
    (tmp_path / "new.yaml").write_text(MORE.replace("web:", '"<img src=x onerror=y>|\\e[31m":'))
    assert run(["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), "--format", "markdown"]) == 0
    assert "<img" not in capsys.readouterr().out
    assert run(["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(SPEC)
    file = str(tmp_path / "a.yaml")
    assert run(["diff", file, file, "--only", "subnt"]) == 2
    assert 'did you mean "subnet"?' in capsys.readouterr().err
    assert run(["diff", file, file, "--profile", "x"]) == 2
    assert "neither OLD nor NEW is the word live" in capsys.readouterr().err
    assert run(["diff", "-", "-"]) == 2


FLOWING = """
vpcviz: 1
region: eu-west-1
vpcs:
  canaryshop:
    cidr: 10.0.0.0/16
    security_groups:
      canarydb: {ingress: [tcp 5432 from 10.0.0.0/16]}
    subnets:
      app: {zone: a, cidr: 10.0.1.0/24, instances: {canaryweb: 10.0.1.10}}
      data: {zone: a, cidr: 10.0.2.0/24, instances: {canarydb: {ip: 10.0.2.10, security_groups: [canarydb]}}}
"""


def test_flows_of_a_file_beside_redaction(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The ends are found by their names, and told by their stand-ins; the names of flows are not told."""
    (tmp_path / "old.yaml").write_text(FLOWING)
    (tmp_path / "new.yaml").write_text(FLOWING.replace("5432", "3306"))
    (tmp_path / "flows.yaml").write_text("- {name: canaryflow, from: canaryweb, to: canarydb, port: 5432}\n")
    words = [str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), "--flows", str(tmp_path / "flows.yaml"), "--redact"]
    assert run(["diff", *words]) == 0
    told = capsysbinary.readouterr()
    assert b"Newly cut off" in told.out
    assert b"canary" not in told.out + told.err
    (tmp_path / "flows.yaml").write_text("- {from: canaryweb, to: db.canary.example}\n")
    assert run(["diff", *words]) == 2
    assert b"with --redact give the id or name" in capsysbinary.readouterr().err
