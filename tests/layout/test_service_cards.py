"""What cards of services say: hosts' names whole where there is room for them."""

import pytest

from tests.traffic.helpers import network
from vpcviz import scene
from vpcviz.layout import Options, lay_out
from vpcviz.layout.cards import CARD_ICON
from vpcviz.layout.drawers.services import HOST_WIDTH
from vpcviz.scene import groups

SPEC = """
    vpcs: {{v: {{cidr: 10.0.0.0/16, internet_gateway: igw}}}}
    services: {{execute-api: {{name: API, note: {note}}}}}
"""


@pytest.mark.parametrize(
    ("note", "whole"),
    [
        ("a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com", True),
        (f"{'a1b2c3d4e5' * 6}.execute-api.eu-west-1.amazonaws.com", False),
    ],
)
def test_a_hosts_name_stands_whole_where_it_makes_no_card_too_wide(note: str, whole: bool) -> None:
    drawn = lay_out(network(SPEC.format(note=note)), Options())
    card = next(group for group in groups(drawn.parts) if group.kind == "service")
    texts = [part.text for part in card.parts if isinstance(part, scene.Text)]
    width = max(part.width for part in card.parts if isinstance(part, scene.Rectangle))
    assert (note in texts) == whole
    assert width <= HOST_WIDTH + CARD_ICON + 32
    if not whole:
        assert texts[-1].endswith("…")
        assert width < HOST_WIDTH
