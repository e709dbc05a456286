"""Pictures that `vpcviz build` and `draw --check` hold against their sources: embedded, explorers, in parts, of templates."""

import json
from pathlib import Path

import pytest

from tests.commands.team import SPEC, said
from tests.terraform.plans import plan, resource
from vpcviz.commands import run

TEMPLATE = """
Parameters: {Cidr: {Type: String, Default: 10.0.0.0/16}}
Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}}
"""


def test_draw_check_and_info_and_a_picture_as_source(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", "network.yaml", "-o", "x.svg", "--embed-source"]) == 0
    assert "what is private of it, too" in said(capsys)
    assert run(["draw", "network.yaml", "-o", "x.svg", "--embed-source", "--check"]) == 0
    assert run(["info", "x.svg", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["source"] is True
    assert run(["draw", "x.svg", "-q", "-o", "y.svg"]) == 0
    assert run(["info", "y.svg", "--format", "json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["network"], again["source"]) == (told["network"], False)
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    before = (team / "x.svg").read_bytes()
    assert run(["draw", "network.yaml", "-o", "x.svg", "--embed-source", "--check"]) == 1
    assert "CIDR: 10.0.1.0/24 → 10.0.2.0/24" in said(capsys)
    assert (team / "x.svg").read_bytes() == before
    assert run(["draw", "y.svg", "-o", "z.svg"]) == 2
    assert "does not hold the network" in said(capsys)
    assert run(["info", "network.yaml"]) == 2


def test_hostile_names_stay_in_the_embedded_document(team: Path) -> None:
    name = '"</metadata><script>x</script>\\u0001\\u2028\\U0001F600&amp;]]>":'
    (team / "network.yaml").write_text(SPEC.replace("app:", name))
    assert run(["draw", "network.yaml", "-q", "-o", "x.svg", "--embed-source"]) == 0
    from xml.etree import ElementTree

    ElementTree.fromstring((team / "x.svg").read_bytes())
    assert b"<script" not in (team / "x.svg").read_bytes()
    assert run(["diff", "network.yaml", "x.svg", "--exit-code"]) == 0


def test_an_explorer_is_built_with_its_answers(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (team / "vpcviz.toml").write_text(
        '[[picture]]\nsource = "network.yaml"\noutput = "network.html"\n'
        'trace = "subnet-shop-app internet 443"\ncost = true\nfindings = true\n'
    )
    assert run(["build"]) == 0
    assert '"traces":[{' in (team / "network.html").read_text()
    assert run(["build", "--check"]) == 0
    (team / "network.yaml").write_text(SPEC.replace("10.0.1", "10.0.2"))
    assert run(["build", "--check"]) == 1
    assert "the network has changed" in said(capsys)
    (team / "vpcviz.toml").write_text('[[picture]]\nsource = "network.yaml"\noutput = "network.html"\ntrace = "app internet"\n')
    assert run(["build"]) == 2
    assert "expected FROM TO PORT" in said(capsys)


def test_an_explorer_is_built_with_what_a_plan_says(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def write(tenancy: str) -> None:
        vpc = {"cidr_block": "10.0.0.0/16", "instance_tenancy": tenancy}
        (team / "plan.json").write_text(json.dumps(plan([resource("aws_vpc.net", vpc)], [])))

    write("dedicated")
    entry = '[[picture]]\nsource = "plan.json"\noutput = "{}"\n'
    built = entry.format("plain.html") + entry.format("told.html") + "attributes = true\n"
    (team / "vpcviz.toml").write_text(built)
    assert run(["build"]) == 0
    assert '"instance_tenancy":"dedicated"' not in (team / "plain.html").read_text()
    assert '"instance_tenancy":"dedicated"' in (team / "told.html").read_text()
    assert run(["draw", "plan.json", "-q", "--no-changes", "--attributes", "-o", "drawn.html"]) == 0
    assert (team / "drawn.html").read_bytes() == (team / "told.html").read_bytes()
    assert run(["build", "--check"]) == 0
    write("host")
    assert run(["build", "--check"]) == 1
    said(capsys)
    for wrong, words in (
        (built + "redact = true\n", "--attributes and --redact: what a plan says has no stand-ins"),
        (built.replace("told.html", "told.svg"), "--attributes is for a picture that shows answers: expected -o FILE.html"),
        (built.replace("true", "1"), "expected: true or false"),
        (built.replace("attributes", "attribute"), 'did you mean "attributes"'),
    ):
        (team / "vpcviz.toml").write_text(wrong)
        assert run(["build"]) == 2
        assert words in said(capsys)


def test_pictures_in_parts(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = "".join(
        f'[[picture]]\nsource = "network.yaml"\noutput = "{output}"\nsplit = "vpc"\n'
        for output in ("atlas.pdf", "atlas.drawio", "parts")
    )
    (team / "vpcviz.toml").write_text(entries)
    assert run(["build"]) == 0
    assert sorted(path.name for path in (team / "parts").iterdir()) == ["index.svg", "shop.svg"]
    assert (team / "atlas.pdf").read_bytes().startswith(b"%PDF")
    assert b'<diagram id="overview"' in (team / "atlas.drawio").read_bytes()
    assert run(["build", "--check"]) == 0
    capsys.readouterr()
    (team / "network.yaml").write_text(SPEC.replace("10.0.1.0/24", "10.0.2.0/24"))
    assert run(["build", "--check"]) == 1
    said = capsys.readouterr().err
    for output in ("atlas.pdf", "atlas.drawio", "parts/shop.svg"):
        assert output in said
    (team / "vpcviz.toml").write_text(entries.replace('"vpc"', '"vpcs"'))
    assert run(["build"]) == 2
    assert "expected: one of vpc, region, account" in capsys.readouterr().err


def test_parameters_of_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.yaml").write_text(TEMPLATE)
    Path("network.yaml").write_text(SPEC)
    entry = '[[picture]]\nsource = "{}"\noutput = "{}.svg"\n{}\n'
    own = entry.format("t.yaml", "own", 'parameter = "Cidr=10.8.0.0/16"')
    Path("vpcviz.toml").write_text(entry.format("t.yaml", "all", "") + own + entry.format("network.yaml", "spec", ""))
    assert run(["build", "-q", "--parameter", "Cidr=10.9.0.0/16"]) == 0
    assert "10.9.0.0/16" in Path("all.svg").read_text()
    assert "10.8.0.0/16" in Path("own.svg").read_text()
    assert run(["build", "--check", "--parameter", "Cidr=10.9.0.0/16"]) == 0
    assert run(["build", "--check"]) == 1
    capsys.readouterr()
    assert run(["build", "--parameter", "Cdr=hunter2"]) == 2
    said = capsys.readouterr().err
    assert 'no template has the parameter "Cdr"' in said
    assert "hunter2" not in said
    Path("vpcviz.toml").write_text(entry.format("network.yaml", "spec", 'parameter = ["Cidr=hunter2"]'))
    assert run(["build"]) == 2
    said = capsys.readouterr().err
    assert "only templates have parameters" in said
    assert "hunter2" not in said
