"""No two links of a picture seem to lie on one another, whoever walks along them: their corners have even coordinates."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import DETAILS, SAMPLES
from tests.network_parts import Plan
from tests.networks import build
from tests.pictures.reading import Picture
from tests.pictures.walking import one_line, runs, together
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

MESH = Plan(vpcs=14, zones=2, subnets=2, interfaces=1, features=frozenset({"mesh", "peering", "transit", "internet"}), seed=3)
HUB = Plan(vpcs=9, zones=3, subnets=1, interfaces=2, features=frozenset({"transit", "vpn", "nat", "endpoints", "services"}), seed=5)


def drawn(network: Network, detail: str) -> Picture:
    return Picture(render_svg(lay_out(network, Options(detail=detail))))  # type: ignore[arg-type]


def odd(picture: Picture) -> list[str]:
    """The links of which a length between two corners is odd, or no whole number."""
    lengths = ((wire.name, abs(c - a) + abs(d - b)) for wire in picture.wires for (a, b), (c, d) in pairwise(wire.points))
    return [f"{name}: {length}" for name, length in lengths if length % 2]


def test_an_even_corner_is_seen_and_an_odd_one_is_not() -> None:
    assert runs([(0, 0), (40, 0), (40, 60), (90, 60)]) == [((0, 0), (40, 0)), ((40, 0), (40, 60)), ((40, 60), (90, 60))]
    (_, upright, _) = runs([(0, 0), (41, 0), (41, 60), (91, 60)])
    assert upright[0][0] != 41  # aslant
    assert one_line(((0, 100), (3000, 100)), ((5000, 101), (200, 100)))
    assert not one_line(((0, 100), (3000, 100)), ((2990, 101), (8000, 101)))
    assert not one_line(((0, 100), (3000, 100)), ((5000, 112), (200, 112)))


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("plan", [MESH, HUB], ids=["mesh", "hub"])
def test_links_of_small_estates_are_apart(plan: Plan, detail: str) -> None:
    picture = drawn(build(plan), detail)
    assert odd(picture) == []
    assert together(picture) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_links_of_samples_are_apart(sample: Path) -> None:
    picture = drawn(load([str(sample)]), "full")
    assert odd(picture) == []
    assert together(picture) == []
