"""Pages that are higher than wide: what makes a VPC wide stands inside of it."""

from tests.conftest import SAMPLES
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.scene.paper import Page
from vpcviz.sources import load


def test_a_vpc_with_many_endpoints_is_no_wider_than_a_portrait_page() -> None:
    network = load([str(next(sample for sample in SAMPLES if sample.stem == "web-shop"))])
    svg = render_svg(lay_out(network, Options(page=Page("letter-portrait", 215.9, 279.4))))
    picture = Picture(svg)
    assert picture.width / picture.height < 1
    ends = [thing for thing in picture.things if thing.kind in ("interface-endpoint", "gateway-endpoint") and "dock" in thing.marks]
    assert len(ends) == 5
    drawn = {thing.id for thing in picture.things}
    assert {endpoint.id for endpoint in network.interface_endpoints} <= drawn
    assert defects(svg) == []
