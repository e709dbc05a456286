"""Random networks of up to 40 VPCs: no defect in their geometry at any detail or view, and nothing dropped."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import DETAILS
from tests.networks import Plan, build, plans
from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.layout.view_names import view_names
from vpcviz.render.svg import render_svg

VIEWS = view_names()[1:]


def check(plan: Plan, detail: str) -> None:
    network = build(plan)
    svg = render_svg(lay_out(network, Options(detail=detail)))  # type: ignore[arg-type]
    assert defects(svg) == []
    assert missing(svg, network) == []


@given(plans(most_vpcs=6), st.sampled_from(DETAILS))
@settings(max_examples=200)
def test_small_networks(plan: Plan, detail: str) -> None:
    check(plan, detail)


@given(plans(most_vpcs=40, least_vpcs=12), st.sampled_from(DETAILS))
@settings(max_examples=30)
def test_large_networks(plan: Plan, detail: str) -> None:
    check(plan, detail)


@given(plans(most_vpcs=8), st.sampled_from(VIEWS), st.sampled_from(DETAILS))
@settings(max_examples=150)
def test_views(plan: Plan, view: str, detail: str) -> None:
    assert defects(render_svg(lay_out(build(plan), Options(detail=detail, view=view)))) == []  # type: ignore[arg-type]
