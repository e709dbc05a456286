"""The samples' pictures: by our own ruler, and by the shared one in a real browser where that is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DETAILS, SAMPLES, SHARED, find_browser
from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

CASES = [(sample, detail) for sample in SAMPLES for detail in DETAILS]
NAMES = [f"{sample.stem}-{detail}" for sample, detail in CASES]
RULER = SHARED / "tools" / "picture_lint.py"


def draw(sample: Path, detail: str) -> tuple[Network, bytes]:
    network = load([str(sample)])
    return network, render_svg(lay_out(network, Options(detail=detail)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("sample", "detail"), CASES, ids=NAMES)
def test_geometry(sample: Path, detail: str) -> None:
    assert defects(draw(sample, detail)[1]) == []


@pytest.mark.parametrize(("sample", "detail"), CASES, ids=NAMES)
def test_everything_is_drawn_or_counted(sample: Path, detail: str) -> None:
    network, svg = draw(sample, detail)
    assert missing(svg, network) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_picture_fits_a_page(sample: Path) -> None:
    picture = Picture(draw(sample, "standard")[1])
    assert 1 <= picture.width / picture.height <= 2.4


@pytest.mark.skipif(not RULER.exists(), reason="the shared ruler is not here")
@pytest.mark.skipif(not find_browser(), reason="there is no Chromium")
def test_shared_ruler(tmp_path: Path) -> None:
    files = []
    for sample, detail in CASES:
        files.append(tmp_path / f"{sample.stem}-{detail}.svg")
        files[-1].write_bytes(draw(sample, detail)[1])
    done = subprocess.run([sys.executable, RULER, *files], capture_output=True, text=True, check=False, timeout=300)
    faulty = [line for line in done.stdout.splitlines() if ": 0 defects" not in line]
    assert (faulty, done.stderr, done.returncode) == ([], "", 0)
