"""PNG: the same bytes, in however many pieces; limits."""

import mmap
from pathlib import Path

import pytest

from tests.render.test_png import picture, pixels
from vpcviz.errors import UsageError
from vpcviz.render import png, sprites
from vpcviz.render.png import render_png
from vpcviz.scene import Group, Icon, Part, Rectangle, Text, Wire
from vpcviz.text import font_files


def test_the_same_bytes_again() -> None:
    scene = picture(Text(5, 25, "text", "group", 30), Icon("vpc", 30.2, 3.4, 20), Rectangle(3, 3, 30, 30, "card", False, 4))
    assert render_png(scene) == render_png(scene)


def test_many_sheets_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = picture(Text(5, 25, "texts of some glyphs", "group", 30), Icon("vpc", 30.2, 3.4, 20))
    whole = render_png(scene)
    monkeypatch.setattr(sprites, "SHEET_PIXELS", 0)
    monkeypatch.setattr(sprites, "SHEET_WIDTH", 30)
    assert render_png(scene) == whole


@pytest.mark.parametrize("processes", ["1", "2"])
def test_two_bands_give_what_one_gives(processes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    across_the_seam: list[Part] = [
        Rectangle(2, 10, 20, 20, "card", False, 4),
        Rectangle(3.3, 12.6, 17, 15.2, "badge-error"),
        Icon("vpc", 25, 11, 18),
        Text(24, 24, "texts", "group", 35),
        Group("link", "x", [Wire(((5, 20.5), (55, 20.5)), "trace"), Rectangle(40, 15, 10, 11, "badge-error")], faded=True),
        Wire(((30, 2), (30, 33), (50, 33), (50, 5)), "internet", arrow=True),
        Wire(((2, 20), (58, 20)), "peering"),
    ]
    scene = picture(*across_the_seam, Text(1, 9, "above", "group", 40), Text(1, 38, "below", "group", 40))
    whole = render_png(scene, scale=2.5)
    monkeypatch.setattr(png, "LARGE", 0)
    monkeypatch.setenv("VPCVIZ_WORKERS", processes)
    assert pixels(render_png(scene, scale=2.5)) == pixels(whole)


def test_pieces_give_what_one_piece_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = picture(Text(5, 25, "text", "group", 30), Icon("vpc", 30.2, 3.4, 20))
    whole = render_png(scene)
    monkeypatch.setattr(png, "PIECE", 7 * 60)
    assert render_png(scene) == whole


def test_memory_in_small_pages_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = picture(Text(5, 25, "text", "group", 30))
    whole = render_png(scene)
    monkeypatch.delattr(mmap, "MADV_HUGEPAGE", raising=False)
    assert render_png(scene) == whole


def test_further_fonts(tmp_path: Path) -> None:
    scene = picture(Text(5, 25, "text", "group", 30))
    assert render_png(scene, fonts=[font_files()[0]]) == render_png(scene)
    with pytest.raises(UsageError, match="no font file"):
        render_png(scene, fonts=[tmp_path / "none.ttf"])
    for content in (b"", b"wOF2\0\1\0\0", b"root:x:0:0"):
        (tmp_path / "some.ttf").write_bytes(content)
        with pytest.raises(UsageError, match="is no font file; expected TrueType"):
            render_png(scene, fonts=[tmp_path / "some.ttf"])


@pytest.mark.parametrize("scale", [0, -1, 17, float("nan"), float("inf")])
def test_an_absurd_scale_is_refused(scale: float) -> None:
    with pytest.raises(UsageError, match="scale"):
        render_png(picture(), scale=scale)


def test_a_picture_too_large_is_refused() -> None:
    with pytest.raises(UsageError, match="too large"):
        render_png(picture(across=40_000, down=100))
    with pytest.raises(UsageError, match="too large"):
        render_png(picture(across=12_000, down=12_000))
