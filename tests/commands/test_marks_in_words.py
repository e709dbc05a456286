"""What the marks on a picture mean stands under it in words: a PNG has no tooltips."""

from pathlib import Path

from tests.pictures.geometry import defects
from vpcviz.commands import run

SAMPLES = Path(__file__).parents[2] / "samples"


def test_findings_are_listed_under_the_picture(tmp_path):
    picture = tmp_path / "found.svg"
    assert run(["draw", str(SAMPLES / "without-endpoints.yaml"), "--findings", "-q", "-o", str(picture)]) == 0
    svg = picture.read_text(encoding="utf-8")
    assert "(data)" in svg
    assert ">! " in svg
    assert defects(picture.read_bytes()) == []


def test_the_steps_of_a_way_are_listed_once_each(tmp_path, capsys):
    picture = tmp_path / "way.svg"
    name = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
    assert run(["trace", str(SAMPLES / "private-api.yaml"), "--from", "checkout-1", "--to", name, "-o", str(picture)]) == 0
    svg = picture.read_text(encoding="utf-8")
    assert svg.count(">2 tcp 443 from 10.20.1.40 of checkout-1<") == 1
    assert defects(picture.read_bytes()) == []
