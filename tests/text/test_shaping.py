"""Runs of a text by font: their widths are those of our metrics where our font has all, and stand for themselves where it does not."""

from pathlib import Path

import pytest

from vpcviz.render.png import render_png
from vpcviz.scene import Scene, Text
from vpcviz.text import width
from vpcviz.text.shaping import has_marks, shaped_runs

DEVANAGARI = Path("/usr/share/fonts/truetype/lohit-devanagari/Lohit-Devanagari.ttf")


def test_what_our_font_has_is_one_run_of_its_width() -> None:
    ((run, ems),) = shaped_runs("web-1 (10.0.0.1)", False, ())
    assert run == "web-1 (10.0.0.1)"
    assert ems * 12 == pytest.approx(width(run, 12), abs=0.01)
    assert shaped_runs("", True, ()) == ()


def test_marks() -> None:
    assert has_marks("सर्वर")
    assert not has_marks("東京")
    assert not has_marks("web")


@pytest.mark.skipif(not DEVANAGARI.exists(), reason="no font with Devanagari")
def test_the_end_of_a_text_with_marks_is_drawn_within_its_width() -> None:
    from io import BytesIO

    from PIL import Image

    shown = "मुंबई-उत्पादन-सर्वर"
    runs = shaped_runs(shown, True, (DEVANAGARI,))
    assert [run for run, _ in runs] == ["मुंबई", "-", "उत्पादन", "-", "सर्वर"]
    wide = width(shown, 13, True)
    scene = Scene(wide + 60, 30, "a", "b", [Text(10, 20, shown, "name", wide)])
    picture = Image.open(BytesIO(render_png(scene, scale=2, fonts=[DEVANAGARI]))).convert("L").point(lambda value: 255 - value)
    left, _, right, _ = picture.getbbox() or (0, 0, 0, 0)
    assert left == pytest.approx(20, abs=4)
    assert right == pytest.approx((10 + wide) * 2, abs=4)
