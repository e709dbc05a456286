"""Badges of findings and of a way's steps: on the thing, in a place of their own, telling by sign as well as by colour."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import DETAILS
from tests.findings.cases import CASES
from tests.findings.cases.case import Case, network_of
from tests.networks import Plan, build, plans
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.findings import by_resource
from vpcviz.layout import Options, Way, lay_out
from vpcviz.layout.badge import SIGNS
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.render.theme import LIGHT

ALL = [("error", "a", "A"), ("warning", "b", "B"), ("warning", "c", "C"), ("info", "d", "D")]


def touched(svg: bytes) -> Iterator[str]:
    """What a badge touches: a text or an icon that is not its own, a link, the edge of a frame, another badge."""
    picture = Picture(svg)
    badges = [thing for thing in picture.things if thing.kind in ("finding", "trace-step")]
    assert badges
    for badge in badges:
        rect = badge.rect
        assert rect is not None
        for word in picture.words:
            if word.owner is not badge and rect.overlaps(word.rect, 0):
                yield f"{badge.words} on {word.text}"
        for icon, owner in picture.icons:
            if rect.overlaps(icon, 0):
                yield f"{badge.words} on an icon of {owner}"
        for wire in picture.wires:
            if any(rect.crossed(a, b) for a, b in pairwise(wire.points)):
                yield f"{badge.words} under {wire.name}"
        holder = next((thing.frame for thing in badge.chain() if thing.frame), None)
        if holder is not None and not rect.inside(holder, -1) and not any(thing.docked for thing in badge.chain()):
            yield f"{badge.words} on the frame of its {badge.parent and badge.parent.name}"
        for other in badges:
            if other is not badge and other.rect is not None and rect.overlaps(other.rect, 0):
                yield f"{badge.words} on {other.words}"


def marked(network: Network, options: Options) -> bytes:
    svg = render_svg(lay_out(network, options))
    assert defects(svg) == []
    assert list(touched(svg)) == []
    return svg


def counted(svg: bytes) -> int:
    return sum(int(number) for number in re.findall(rb'data-kind="finding"[^>]* data-count="(\d+)"', svg))


@given(plans(most_vpcs=6), st.sampled_from(DETAILS), st.sampled_from(("network", "routes", "endpoints", "dns", "map")))
@settings(max_examples=60)
def test_everything_may_have_findings_of_every_severity(plan: Plan, detail: str, view: str) -> None:
    network = build(plan)
    if network.vpcs:
        findings = {resource.id: ALL for resource in network}
        marked(network, Options(detail=detail, view=view, findings=findings))  # type: ignore[arg-type]


@given(plans(most_vpcs=6))
@settings(max_examples=30)
def test_everything_may_be_a_step_of_a_way(plan: Plan) -> None:
    network = build(plan)
    if network.vpcs:
        steps = tuple((number, resource.id, "a step") for number, resource in enumerate(network, 1))
        marked(network, Options(detail="full", way=Way("delivered", "", "", steps)))


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.rule}-{at}") for at, case in enumerate(CASES[::4])])
def test_every_finding_is_counted_on_the_picture(case: Case, detail: str) -> None:
    network = network_of(case.bad)
    network = case.spoil(network) if case.spoil is not None else network
    findings = by_resource(network)
    svg = marked(network, Options(detail=detail, findings=findings))  # type: ignore[arg-type]
    assert counted(svg) == sum(len(found) for found in findings.values())


def test_severities_differ_in_sign_and_colour_and_the_legend_names_them() -> None:
    network = network_of(CASES[0].bad)
    vpc = network.vpcs[0].id
    svg = marked(network, Options(findings={vpc: ALL})).decode()
    for severity, words in (("error", "× 1"), ("warning", "! 2"), ("info", "i 1")):
        assert f'data-severity="{severity}"' in svg
        assert svg.count(f">{words}</text>") == 1
        assert svg.count(f">{SIGNS[severity]} n</text>") == 1
    assert len({LIGHT[f"badge-{severity}"].fill for severity in SIGNS}) == len(SIGNS)
    one = marked(network, Options(findings={vpc: ALL[:1]})).decode()
    assert "n errors" in one
    assert "n warnings" not in one


def test_without_findings_nothing_is_marked_and_nothing_moves() -> None:
    network = network_of(CASES[0].bad)
    plain = render_svg(lay_out(network, Options()))
    assert b"badge" not in plain
    assert render_svg(lay_out(network, Options(findings={"vpc-of-another-network": ALL}))) == plain
