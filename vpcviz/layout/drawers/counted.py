"""Kinds without a box of their own kind of place: frames and interfaces, which hold others' boxes, and what is only counted."""

from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.model import resources as r


def _elsewhere(drawing: Drawing, item: r.Resource) -> None:
    """Made with what it holds, or not at all."""


register(Drawer(r.Account, Stand.FRAME, 10, _elsewhere))
register(Drawer(r.AvailabilityZone, Stand.FRAME, 20, _elsewhere))
register(Drawer(r.Vpc, Stand.FRAME, 30, _elsewhere, described=1))
register(Drawer(r.Subnet, Stand.FRAME, 40, _elsewhere, on_map=1, described=2))
register(Drawer(r.NetworkInterface, Stand.FRAME, 50, _elsewhere, on_map=2, described=3))
register(Drawer(r.TransitGatewayRouteTable, Stand.FRAME, 60, _elsewhere))
register(Drawer(r.TargetGroup, Stand.COUNTED, 10, _elsewhere, counted=4))
register(Drawer(r.ResourceShare, Stand.COUNTED, 20, _elsewhere))
