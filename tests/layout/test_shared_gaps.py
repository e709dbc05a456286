"""Wires to one place from two zones share the gap between these, and no wire lies on another's there."""

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          app-a: {{zone: a, cidr: 10.0.1.0/24}}
          app-b: {{zone: b, cidr: 10.0.2.0/24}}
        interface_endpoints:
          one: {{service: sqs, subnets: {{app-a: 10.0.1.10, app-b: 10.0.2.{first}}}}}
          two: {{service: kms, subnets: {{app-a: 10.0.1.11, app-b: 10.0.2.{second}}}}}
          six: {{service: sns, subnets: {{app-a: 10.0.1.12, app-b: 10.0.2.{third}}}}}
"""


def _drawn(first: int, second: int, third: int) -> bytes:
    return render_svg(lay_out(network(SPEC.format(first=first, second=second, third=third)), Options()))


def test_two_zones_share_the_gap_between_them() -> None:
    wires = Picture(_drawn(10, 11, 12)).wires
    tracks = []
    for endpoint in ("one", "two"):
        ways = [wire.points for wire in wires if wire.start.startswith(f"eni-vpce-v-{endpoint}")]
        assert len(ways) == 2
        assert ways[0][1][0] == ways[1][1][0]  # one track
        assert ways[0][0][0] < ways[0][1][0] < ways[1][0][0]  # between the two
        tracks.append(ways[0][1][0])
    assert abs(tracks[0] - tracks[1]) > 6


def test_things_that_face_one_another_crosswise() -> None:
    assert defects(_drawn(11, 12, 10)) == []
