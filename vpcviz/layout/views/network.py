"""All of a network, VPCs with what is in them."""

from __future__ import annotations

from collections.abc import Callable

from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing, View
from vpcviz.layout.meshes import stand_together
from vpcviz.layout.vpcs import VpcBoxes
from vpcviz.model import resources as r


def _whole_vpcs(drawing: Drawing) -> Callable[[r.Vpc], Box]:
    return VpcBoxes(drawing).box


VIEW = View(vpc_boxes=_whole_vpcs, gather=stand_together)
