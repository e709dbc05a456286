"""What is only counted stands under the zones where the tables beside them are higher than these."""

from itertools import pairwise

from tests.conftest import SAMPLES
from tests.pictures.coverage import missing
from tests.pictures.reading import Picture
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: igw
        subnets: {app: {zone: a, cidr: 10.0.1.0/24, instances: {i: 10.0.1.10}}}
        security_groups: {web: {ingress: [tcp 443 from 0.0.0.0/0]}}
        route_tables: {t: {subnets: app, routes: {0.0.0.0/0: igw, pl-12345678: igw}}}
    prefix_lists: {pl-12345678: {entries: [192.0.2.0/28, 192.0.2.16/28, 192.0.2.32/28, 192.0.2.48/28, 192.0.2.64/28, 192.0.2.80/28]}}
"""


def test_under_the_zones() -> None:
    things = Picture(render_svg(lay_out(network(SPEC), Options()))).things
    zone, table, counted = (next(one for one in things if one.kind == kind) for kind in ("az", "prefix-list", "security-group"))
    assert zone.rect.bottom < counted.rect.top
    assert counted.rect.left < zone.rect.right < table.rect.left
    assert counted.rect.bottom < table.rect.bottom + 24


def test_many_kinds_that_are_counted_stand_together() -> None:
    """In the view of one aspect, a column of ten counts stood beside the VPCs."""
    shop = load([str(next(sample for sample in SAMPLES if sample.stem == "web-shop"))])
    svg = render_svg(lay_out(shop, Options(view="routes")))
    assert missing(svg, shop) == []
    counts = [thing for thing in Picture(svg).things if thing.marks.get("in", "").startswith("eu-")]
    lines = sorted({thing.box.top for thing in counts if thing.box is not None})
    assert len(counts) - len(lines) >= 3
    assert [below - above for above, below in pairwise(lines)] == [16] * (len(lines) - 1)
