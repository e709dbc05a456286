"""Random networks of up to 40 VPCs: no defect in their geometry, and nothing dropped, at any detail."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import DETAILS
from tests.networks import Plan, build, plans
from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg


def check(plan: Plan, detail: str) -> None:
    network = build(plan)
    svg = render_svg(lay_out(network, Options(detail=detail)))  # type: ignore[arg-type]
    assert defects(svg) == []
    assert missing(svg, network) == []


@given(plans(most_vpcs=6), st.sampled_from(DETAILS))
@settings(max_examples=120)
def test_small_networks(plan: Plan, detail: str) -> None:
    check(plan, detail)


@given(plans(most_vpcs=40), st.sampled_from(DETAILS))
@settings(max_examples=25)
def test_large_networks(plan: Plan, detail: str) -> None:
    check(plan, detail)
