"""Tracks of lines in channels that lie beside one another."""

import pytest

from tests.layout.test_geometry_random import Plan, build
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.layout.channels import Channel
from vpcviz.layout.lines import Line
from vpcviz.layout.tracks import ChannelLines, LineBetween, give_tracks, keep_apart
from vpcviz.render.svg import render_svg


def _run(channel: Channel, low: float, high: float) -> list[LineBetween]:
    """A line of a channel, between two that stand at x `low` and `high`."""
    upright = Channel()
    return [(Line(channel=channel), Line(channel=upright, at=low), Line(channel=upright, at=high), None, None)]


def _at(channels: list[ChannelLines]) -> list[float]:
    return [lines[0][0].at for _, members in channels for lines in members.values()]


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [((196, 308), (284, 412), True), ((196, 284), (308, 412), False), ((196, 284), (284, 412), False)],
)
def test_lines_of_two_channels_at_one_height_keep_apart(left: tuple[int, int], right: tuple[int, int], apart: bool) -> None:
    """Both lead into the gap between the two; the second one finds no room at first."""
    one, two = Channel(tracks=1, start=370), Channel(tracks=1, start=370)
    channels: list[ChannelLines] = [(one, {"a": _run(one, *left)}), (two, {"b": _run(two, *right)})]
    for fits in (not apart, True):
        assert give_tracks(channels)
        assert keep_apart(channels) == fits
    assert (len(set(_at(channels))) == 2) == apart
    assert (one.tracks, two.tracks) == (1, 2 if apart else 1)


def test_a_line_that_makes_way_meets_none_of_its_own_channel() -> None:
    one, two = Channel(tracks=1, start=370), Channel(tracks=2, start=370)
    members = {"b": _run(two, 284, 412), "c": _run(two, 290, 500)}
    channels: list[ChannelLines] = [(one, {"a": _run(one, 196, 308)}), (two, members)]
    for fits in (False, True):
        give_tracks(channels)
        assert keep_apart(channels) == fits
    assert len(set(_at(channels))) == 3


def test_peerings_between_two_regions_do_not_lie_on_one_another() -> None:
    """Each region has its own channel below its VPCs, at one height."""
    plan = Plan(vpcs=4, zones=1, subnets=2, interfaces=0, features=frozenset({"mesh", "nat", "regions", "internet"}), seed=0)
    assert defects(render_svg(lay_out(build(plan), Options(detail="overview", view="map")))) == []
