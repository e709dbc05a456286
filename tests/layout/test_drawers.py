"""Every kind of the model has a drawer, and one without a module of its own is drawn as ordinary things are."""

import pytest

from vpcviz.layout.drawer import Stand
from vpcviz.layout.drawers.ordinary import ordinary_drawer
from vpcviz.layout.drawers_known import drawers
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.options import Options
from vpcviz.layout.view_choice import view_called
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.collections import CLASSES


@pytest.mark.parametrize("collection", CLASSES)
def test_every_kind_has_a_drawer(collection: str) -> None:
    assert [drawer for drawer in drawers() if drawer.record is CLASSES[collection]]


@pytest.mark.parametrize(
    ("record", "stand"), [(r.Instance, Stand.SUBNET), (r.TargetGroup, Stand.BESIDE), (r.ResourceShare, Stand.BELOW)]
)
def test_a_kind_without_a_drawer_stands_where_its_fields_tell(record: type[r.Resource], stand: Stand) -> None:
    drawer = ordinary_drawer(record)
    assert drawer.stand is stand
    box = drawer.box(Drawing(Network(), Options(), view_called("network")), record(id="x-1", name="new thing"))
    assert getattr(box, "id", "") == "x-1"
