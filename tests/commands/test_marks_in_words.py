"""What the marks on a picture mean stands under it in words: a PNG has no tooltips."""

import re
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


def test_only_what_is_on_the_picture_is_listed(tmp_path):
    picture = tmp_path / "one.svg"
    assert run(["draw", str(SAMPLES / "hub-and-spoke.yaml"), "--vpc", "lake", "--findings", "-q", "-o", str(picture)]) == 0
    svg = picture.read_text(encoding="utf-8")
    told = re.findall(r">[!i] \w+ gateway-endpoint-missing: [^<]*\(([^<]*)\)<", svg)
    assert told == ["web, orders", "lake"]  # as stubs the first two are drawn; web-us and analytics-us are not


def test_a_redacted_picture_has_its_findings_and_no_id(tmp_path):
    picture = tmp_path / "redacted.svg"
    assert run(["draw", str(SAMPLES / "without-endpoints.yaml"), "--findings", "--redact", "-q", "-o", str(picture)]) == 0
    svg = picture.read_text(encoding="utf-8")
    assert svg.count('data-kind="finding"') == 1
    assert "gateway-endpoint-missing" in svg
    assert "vpc-0a9b8c7d6e5f40312" not in svg
    assert "(data)" not in svg


def test_the_numbers_of_a_way_are_not_dimmed(tmp_path, capsys):
    picture = tmp_path / "way.svg"
    name = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
    assert run(["trace", str(SAMPLES / "private-api.yaml"), "--from", "checkout-1", "--to", name, "-o", str(picture)]) == 0
    svg = picture.read_text(encoding="utf-8")
    assert svg.count('data-kind="trace-step"') >= 7
    assert 'data-kind="trace-step" data-faded' not in svg
    assert ">traced traffic<" in svg
    assert ">step of the traced way<" in svg
