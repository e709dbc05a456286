"""Which arrangements of many VPCs get links: those that may fit a page."""

import pytest

from vpcviz.layout import settling
from vpcviz.layout.arranging import Arranger
from vpcviz.layout.options import Options
from vpcviz.layout.settling import HOPE, far, looks, routed
from vpcviz.layout.view_choice import drawing_of
from vpcviz.model import Network
from vpcviz.model import resources as r


def estate(count: int) -> Network:
    """VPCs with nothing in them."""
    return Network(
        vpcs=tuple(
            r.Vpc(id=f"vpc-{n}", account="111122223333", region="eu-west-1", cidrs=(f"10.{n}.0.0/16",)) for n in range(count)
        )
    )


@pytest.mark.parametrize(("shape", "again", "settle", "links"), [
    (20.0, True, False, 0),  # a strip, laid out again: links would not make it a page
    (20.0, False, False, 1),  # at first nobody knows what links do
    (20.0, True, True, 1),  # the last one is taken as it is
    (1.6, True, False, 1),
])  # fmt: skip
def test_what_fits_no_page_gets_no_links(
    monkeypatch: pytest.MonkeyPatch, shape: float, again: bool, settle: bool, links: int
) -> None:
    routes: list[object] = []
    monkeypatch.setattr(settling, "_route", lambda root, *_: routes.append(root))
    options = Options()
    root = routed(Arranger(drawing_of(estate(40), options)), shape, shape, settle=settle, again=again)
    assert (far(looks(root, options), options) > HOPE) == (shape == 20.0)
    assert len(routes) == links
