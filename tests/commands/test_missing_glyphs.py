"""A PNG without glyphs for some characters says so; silence would make them vanish unnoticed."""

from pathlib import Path

from vpcviz.commands import run

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


def test_an_svg_leaves_them_to_the_viewers_fonts(tmp_path, capsys):
    assert draw(tmp_path, "a.svg") == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_no_font_is_refused(tmp_path, capsys):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    code = draw(tmp_path, "a.png", "--font", str(broken))
    assert code in (0, 2)
    assert "本" in capsys.readouterr().err or code == 2
