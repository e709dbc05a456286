"""A PNG without glyphs for some characters says so; silence would make them vanish unnoticed."""

from pathlib import Path

from vpcviz.commands import run
from vpcviz.render.lettering import Lettering
from vpcviz.render.raster_primitives import Run
from vpcviz.render.sprites import Sheet
from vpcviz.scene import Text
from vpcviz.text import width

SPEC = "vpcviz: 1\nregion: eu-west-1\nvpcs:\n  本番ネットワーク: {cidr: 10.0.0.0/16}\n"


def draw(tmp_path: Path, output: str, *more: str) -> int:
    spec = tmp_path / "spec.yaml"
    spec.write_text(SPEC, encoding="utf-8")
    return run(["draw", str(spec), "-q", "-o", str(tmp_path / output), *more])


def test_a_png_says_which_characters_it_lacks(tmp_path, capsys):
    assert draw(tmp_path, "a.png") == 0
    said = capsys.readouterr().err
    assert "8 characters" in said
    assert "本" in said
    assert "--font" in said


def test_a_box_stands_for_each_and_stretches_nothing() -> None:
    """The letters of a name were drawn as wide as the whole name."""
    lettering = Lettering(1, Sheet())
    names = (f"igw-{tail}" for tail in ("本番", "□□"))
    runs = [lettering.text(Text(10, 20, name, "name", width(name, 13, True)), (0, 0, 0)) for name in names]
    assert all(isinstance(run, Run) for run in runs)
    assert runs[0].glyphs == runs[1].glyphs  # type: ignore[union-attr]


def test_an_svg_leaves_them_to_the_viewers_fonts(tmp_path, capsys):
    assert draw(tmp_path, "a.svg") == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_no_font_is_refused(tmp_path, capsys):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    code = draw(tmp_path, "a.png", "--font", str(broken))
    assert code in (0, 2)
    assert "本" in capsys.readouterr().err or code == 2
