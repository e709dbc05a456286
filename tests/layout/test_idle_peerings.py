"""A peering that is not active passes nothing, and does not look as if it did."""

import pytest

from tests.layout.test_meshes import mesh
from vpcviz.layout import Options, lay_out
from vpcviz.layout.options import Detail
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.scene import Scene, Text, Wire, groups

IDLE = "VPC peering that is not active"


def lines(picture: Scene) -> list[str]:
    """How the links of peerings look."""
    found = [group for group in groups(picture.parts) if dict(group.marks).get("link") == "peering"]
    return sorted(part.role for group in found for part in group.parts if isinstance(part, Wire))


@pytest.mark.parametrize("detail", ["overview", "standard", "presentation"])
@pytest.mark.parametrize("status", ["rejected", "pending-acceptance", "expired"])
def test_its_line_and_the_legend_tell(detail: Detail, status: str) -> None:
    idle = lay_out(
        Network(vpcs=mesh(2).vpcs, peerings=(r.Peering(id="pcx-1", requester="vpc-0", accepter="vpc-1", status=status),)),
        Options(detail=detail),
    )
    assert set(lines(idle)) == {"idle-peering"}
    assert IDLE in {part.text for part in idle.parts if isinstance(part, Text)}
    active = lay_out(mesh(2), Options(detail=detail))
    assert set(lines(active)) == {"peering"}
    assert IDLE not in {part.text for part in active.parts if isinstance(part, Text)}


def test_it_is_no_part_of_a_mesh() -> None:
    whole = mesh(5)
    network = Network(
        vpcs=whole.vpcs, peerings=(*whole.peerings[1:], r.Peering(id="pcx-9", requester="vpc-1", accepter="vpc-0", status="failed"))
    )
    picture = lay_out(network)
    assert lines(picture).count("idle-peering") == 2
    bus = next(group for group in groups(picture.parts) if group.kind == "peering-mesh")
    assert any("without vpc-0 and vpc-1" in part.text for part in bus.parts if isinstance(part, Text))
