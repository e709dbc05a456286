"""Networks that were once drawn badly: tests/regression/*.yaml, each named for what was wrong."""

from pathlib import Path

import pytest

from tests.conftest import DETAILS, ROOT
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

CASES = sorted((ROOT / "tests" / "regression").glob("*.yaml"))


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_geometry(case: Path, detail: str) -> None:
    network = load([str(case)])
    assert defects(render_svg(lay_out(network, Options(detail=detail)))) == []  # type: ignore[arg-type]
