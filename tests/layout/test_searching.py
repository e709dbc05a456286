"""What speaks against an arrangement of few VPCs: long links and crossings, the first of them most; borders have room for links."""

from vpcviz.layout.boxes import Box
from vpcviz.layout.lines import Link
from vpcviz.layout.options import Options
from vpcviz.layout.searching import FEW_CROSSINGS, cost_of
from vpcviz.layout.sheet import Sheet
from vpcviz.layout.view_choice import drawing_of
from vpcviz.model import Network
from vpcviz.model import resources as r

SHEET = Sheet(1600, 1000, 0, [])


def estate(count: int) -> Network:
    """VPCs with an internet gateway each."""
    names = range(count)
    return Network(
        vpcs=tuple(r.Vpc(id=f"vpc-{n}", account="111122223333", region="eu-west-1", cidrs=(f"10.{n}.0.0/16",)) for n in names),
        internet_gateways=tuple(
            r.InternetGateway(id=f"igw-{n}", account="111122223333", region="eu-west-1", vpc=f"vpc-{n}") for n in names
        ),
    )


def crossed(times: int, vpcs: int = 1) -> float:
    """What an arrangement costs in which so many links cross one, all links being as long as in any other."""
    drawing = drawing_of(estate(vpcs), Options())
    drawing.links = [_line(0, 500, 800, 500)]
    for n in range(20):
        top = 400 if n < times else 600
        drawing.links.append(_line(100 + 20 * n, top, 100 + 20 * n, top + 200))
    return cost_of(SHEET, drawing)


def _line(x1: int, y1: int, x2: int, y2: int) -> Link:
    link = Link("route", Box("vpc", "a"), Box("vpc", "b"))
    link.points = ((x1, y1), (x2, y2))
    return link


def test_first_crossings_count_most() -> None:
    assert crossed(1) - crossed(0) > 2 * (crossed(FEW_CROSSINGS + 2) - crossed(FEW_CROSSINGS + 1)) > 0


def test_borders_of_few_vpcs_leave_less_for_links() -> None:
    few, more = (drawing_of(estate(count), Options()).drawn["vpc-0"] for count in (2, 8))
    assert few.edge_room < more.edge_room


def test_of_more_vpcs_a_sheet_that_reads_is_worth_a_crossing() -> None:
    """The first crossings of seven VPCs count as any other: an overview of 16 would lose size for them."""
    few, more = ([crossed(times + 1, vpcs) - crossed(times, vpcs) for times in (0, FEW_CROSSINGS)] for vpcs in (6, 7))
    assert few[0] > 2 * few[1]
    assert abs(more[0] - more[1]) < 1e-9
