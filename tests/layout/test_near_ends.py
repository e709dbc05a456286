"""A link meets a small thing at the end that it comes to; two things that stand over one another are joined by a straight one."""

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import Channel
from vpcviz.layout.lines import Line, Link, Port
from vpcviz.layout.ports import END, straighten
from vpcviz.layout.tracks import LineBetween
from vpcviz.render.svg import render_svg

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24}
          b: {zone: b, cidr: 10.0.2.0/24}
        interface_endpoints:
          kms: {service: kms, subnets: {a: 10.0.1.10, b: 10.0.2.10}}
          logs: {service: logs, subnets: {a: 10.0.1.11, b: 10.0.2.11}}
          sqs: {service: sqs, subnets: {a: 10.0.1.12, b: 10.0.2.12}}
"""


def test_a_wire_meets_an_endpoint_at_the_end_that_it_comes_to_and_in_the_middle_from_above() -> None:
    svg = render_svg(lay_out(network(SPEC), Options(detail="standard")))
    assert defects(svg) == []
    picture = Picture(svg)
    docks = {thing.id: thing.rect for thing in picture.things if thing.kind == "interface-endpoint" and thing.rect}
    ends = set()
    for wire in picture.wires:
        if wire.start.startswith("eni-"):
            dock, track, (at, _) = docks[wire.end], wire.points[1][0], wire.points[-1]
            if dock.left < track < dock.right:
                ends.add("middle")
                assert abs(at - (dock.left + dock.right) / 2) <= END
            else:
                near = dock.left if track <= dock.left else dock.right
                ends.add("left" if near == dock.left else "right")
                assert abs(at - near) <= END + 12
    assert ends == {"middle", "right"}


def _over(upper: Box, at: float, lower: Box, to: float, channel: Channel) -> Link:
    """A link from the lower edge of one box to the upper edge of another, by a line between."""
    lines = [Line(port=Port(upper, "bottom", "k", at), at=at), Line(channel=channel), Line(port=Port(lower, "top", "k", to), at=to)]
    return Link("vpn", upper, lower, id=f"{at}", lines=lines)


def test_a_straight_link_keeps_so_far_from_one_beside_it_that_neither_has_to_change_sides() -> None:
    upper, lower, beside = Box("vpn", "v", 192, 72, x=636), Box("vpn-gateway", "g", 204, 36, x=804), Box("x", "x", 200, 36, x=1020)
    channel = Channel()
    one, other = _over(upper, 808, lower, 814, channel), _over(upper, 820, beside, 1044, channel)
    members: dict[str, list[LineBetween]] = {
        link.id: [(link.lines[1], link.lines[0], link.lines[2], None, None)] for link in (one, other)
    }
    straighten([one, other], [(channel, members)], {id(line.port): 1 for link in (one, other) for line in link.lines})
    assert one.lines[0].at == one.lines[2].at == 810  # 814 is too near to 820, 808 no place on the gateway
    assert other.lines[0].at == 820
