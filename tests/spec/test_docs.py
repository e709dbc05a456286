"""docs/spec.md is true: its examples load, draw and say what it says; its reference is the reader's own."""

import re

import jsonschema
import pytest
import yaml

from tests.conftest import ROOT
from tools.spec_reference import updated
from vpcviz.commands import run
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.spec import json_schema, load_document

PAGE = (ROOT / "docs" / "spec.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(vpcviz: 1\n.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_load_and_draw_and_are_valid(text: str) -> None:
    network = load_document("spec.yaml", text.encode())
    assert render_svg(lay_out(network, Options(detail="full")), "light").startswith(b"<svg")
    jsonschema.Draft202012Validator(json_schema()).validate(yaml.safe_load(text))


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 7


def test_reference_is_up_to_date() -> None:
    assert updated(PAGE) == PAGE, "run python tools/spec_reference.py"


def test_links_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in PAGE.splitlines() if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) - headings == set()


def test_the_first_network_and_its_messages(tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    consoles = [block for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL) if "vpcviz validate" in block]
    first, refused = consoles
    (tmp_path / "network.yaml").write_text(EXAMPLES[0])
    assert run(["validate", "network.yaml"]) == 0
    assert capsys.readouterr().out in first
    (tmp_path / "network.yaml").write_text(EXAMPLES[0].replace("10.0.1.0/24", "10.0.0.128/25"))
    assert run(["validate", "network.yaml"]) == 2
    assert refused == "$ vpcviz validate network.yaml\n" + capsys.readouterr().err
