"""Every kind of the model has a drawer, and one without a module of its own is drawn as ordinary things are."""

import pytest

from tests.everything import everything
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.layout.drawer import Stand, upward
from vpcviz.layout.drawers.ordinary import ordinary_drawer
from vpcviz.layout.drawers_known import drawers, drawers_at, link_kinds
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.view_choice import view_called
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.collections import CLASSES
from vpcviz.scene import groups

CARRIER = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        carrier_gateway: cagw
        subnets:
          app: {zone: eu-west-1-lon-1a, cidr: 10.0.1.0/24, instances: {i: 10.0.1.10}}
          out: {zone: eu-west-1-lon-1a, cidr: 10.0.2.0/24}
        route_tables:
          app: {subnets: app, routes: {172.16.0.0/12: i, 0.0.0.0/0: cagw}}
          out: {subnets: out, routes: {0.0.0.0/0: cagw}}
"""


@pytest.mark.parametrize("collection", CLASSES)
def test_every_kind_has_a_drawer(collection: str) -> None:
    assert [drawer for drawer in drawers() if drawer.record is CLASSES[collection]]


def test_every_gateway_on_the_upper_border_leads_up_in_the_order_of_the_border() -> None:
    border = [drawer.record for drawer in drawers_at(Stand.UPPER_BORDER)]
    leading = [r.VpnGateway, r.CoreNetwork, r.CarrierGateway, r.EgressOnlyInternetGateway, r.InternetGateway]
    assert [record for record in border if record in leading] == leading
    assert upward() == tuple(record.KIND for record in (r.TransitGateway, *leading))


def test_routes_to_a_carrier_gateway_stand_among_those_that_lead_up() -> None:
    """Its rows stood below those of instances and peerings, and tables that only lead there beside the others."""
    scene = lay_out(network(CARRIER), Options(detail="full"))
    rows = [group.id for group in groups(scene.parts) if group.kind == "route"]
    assert rows == [
        "rtb-v-out|10.0.0.0/16",
        "rtb-v-out|0.0.0.0/0",
        "rtb-v-app|10.0.0.0/16",
        "rtb-v-app|0.0.0.0/0",
        "rtb-v-app|172.16.0.0/12",
    ]


@pytest.mark.parametrize(
    ("record", "stand"), [(r.Instance, Stand.SUBNET), (r.TargetGroup, Stand.BESIDE), (r.ResourceShare, Stand.BELOW)]
)
def test_a_kind_without_a_drawer_stands_where_its_fields_tell(record: type[r.Resource], stand: Stand) -> None:
    drawer = ordinary_drawer(record)
    assert drawer.stand is stand
    box = drawer.box(Drawing(Network(), Options(), view_called("network")), record(id="x-1", name="new thing"))
    assert getattr(box, "id", "") == "x-1"


def test_every_kind_of_link_is_entered_beside_what_draws_it() -> None:
    """With its colours and what the legend says (`register_link`): without these a picture ended in KeyError."""
    known = {one.name for one in link_kinds()}
    drawn = {
        dict(group.marks)["link"] for group in groups(lay_out(everything(), Options(detail="full")).parts) if group.kind == "link"
    }
    assert drawn - known == set(), "register_link"
    assert len(drawn) > 8
