"""What AWS's API refuses and a spec can say all the same: `vpcviz validate` refuses it, other commands say so and go on."""

from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.spec.refusals import balancers, hubs_and_names, routes
from tests.spec.refusals.allowed import ALLOWED
from vpcviz.commands import run
from vpcviz.errors import InputError
from vpcviz.spec import dump_json, load_document
from vpcviz.spec.checks.declared import NOT_CHECKED, REFUSALS

HEAD = "vpcviz: 1\nregion: eu-west-1\n"
REFUSED = balancers.REFUSED | routes.REFUSED | hubs_and_names.REFUSED


def refused(text: str) -> list[str]:
    try:
        load_document("spec.yaml", (HEAD + text).encode(), strict=True)
    except InputError as error:
        return [problem.message for problem in error.problems]
    return []


@pytest.mark.parametrize("name", REFUSED)
def test_refused_for_its_own_reason_alone(name: str) -> None:
    text, message = REFUSED[name]
    (said,) = refused(text)
    assert message in said


@pytest.mark.parametrize("name", ALLOWED)
def test_what_aws_allows_is_not_refused(name: str) -> None:
    assert refused(ALLOWED[name]) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_not_refused(sample: Path) -> None:
    load_document(sample.name, sample.read_bytes(), strict=True)


def test_other_commands_say_so_and_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "shop.yaml"
    spec.write_text(HEAD + REFUSED["one port twice"][0])
    assert run(["validate", str(spec)]) == 2
    capsys.readouterr()
    assert run(["draw", str(spec), "-o", str(tmp_path / "x.svg")]) == 0
    assert "AWS would refuse 1 thing of this spec: `vpcviz validate` lists them" in capsys.readouterr().err
    assert run(["draw", str(spec), "-q", "-o", str(tmp_path / "x.svg")]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", REFUSED)
def test_a_snapshot_is_never_refused(name: str) -> None:
    notes: list[str] = []
    network = (
        load_document("spec.yaml", (HEAD + REFUSED[name][0]).encode(), notes=notes) if name != "a gateway with two tables" else None
    )
    if network is not None:
        assert len(notes) == 1
        scanned = dump_json(network).replace(b'"origin": "spec"', b'"origin": "scan"')
        load_document("scan.json", scanned, strict=True)


def test_each_refusal_has_a_page_and_says_one_thing() -> None:
    assert len({(one.of, one.what) for one in REFUSALS}) == len(REFUSALS)
    assert all(one.source and one.what and one.of for one in REFUSALS)
    assert all(what and because for what, because in NOT_CHECKED)
