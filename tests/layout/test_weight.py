"""At arm's length one sees regions, VPCs and hubs: their names are larger than those of things, ids smaller."""

import pytest

from tests.conftest import SAMPLES
from vpcviz.layout import Options, lay_out
from vpcviz.layout.options import Detail
from vpcviz.layout.style import STYLES
from vpcviz.model import resources as r
from vpcviz.scene import Group, Icon, Text, groups
from vpcviz.sources import load
from vpcviz.spec import load_document

PLACES = ("region", "vpc", "transit-gateway")
LARGER, LARGER_ON_A_SLIDE = 1.35, 1.25
"""So many times as large as a thing's is a place's name at least; on a slide, whose details are larger, too."""

CROWD = """vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {%s}}}
"""


def sizes(group: Group) -> list[float]:
    return [STYLES[part.role][0] for part in group.parts if isinstance(part, Text) and part.text]


@pytest.mark.parametrize("detail", ["standard", "presentation", "full"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_names_of_places_are_larger_than_those_of_things(sample, detail: Detail) -> None:
    found = [group for group in groups(lay_out(load([str(sample)]), Options(detail=detail)).parts) if group.kind and group.id]
    things = [max(sizes(one)) for one in found if one.kind in (r.Instance.KIND, r.RouteTable.KIND, r.Subnet.KIND) and sizes(one)]
    places = [sizes(one) for one in found if one.kind in PLACES]  # all of the samples have names
    name = STYLES["tile" if detail == "presentation" else "name"][0]
    least = (LARGER_ON_A_SLIDE if detail == "presentation" else LARGER) * name
    assert [place for place in places if place[0] < least] == []
    assert max(things) < least
    assert [place for place in places if len(place) > 1 and max(place[1:]) >= name] == []


def test_an_id_is_no_name_and_stands_whole() -> None:
    ident, gateway = "vpc-0a1b2c3d4e5f60718", "tgw-0a1b2c3d4e5f60718"
    text = f"""vpcviz: 1
region: eu-west-1
vpcs: {{{ident}: {{foreign: true}}}}
transit_gateways: {{{gateway}: {{}}}}
"""
    found = {group.id: group for group in groups(lay_out(load_document("x.yaml", text.encode())).parts)}
    for name in (ident, gateway):
        assert sizes(found[name])[0] < LARGER * STYLES["name"][0]
        assert name in [part.text for part in found[name].parts if isinstance(part, Text)]


@pytest.mark.parametrize("names", [[f"web-{n}" for n in range(1, 11)], [f"i-0a1b2c3d4e5f6071{n}" for n in range(10)]])
def test_one_card_of_many_names_some_of_them(names: list[str]) -> None:
    """It said their number twice."""
    network = load_document("x.yaml", (CROWD % ", ".join(f"{name}: {{}}" for name in names)).encode())
    card = next(group for group in groups(lay_out(network).parts) if group.kind == "eni")
    counted = next(group for group in groups(card.parts) if group.kind == "instance")
    words = [part.text for part in counted.parts if isinstance(part, Text)]
    assert dict(counted.marks)["more"] == "10"
    assert words == (["web-1, web-10 and 8 more"] if names[0] == "web-1" else ["10 instances"])


def test_like_zones_look_alike() -> None:
    """Four instances of one zone were one card, and three of the next stood each by itself."""
    text = CROWD % ", ".join(f"a-{n}: {{}}" for n in range(9))
    text += "      b: {zone: b, cidr: 10.0.2.0/24, instances: {b-1: {}, b-2: {}, b-3: {}}}\n"
    text = text.replace("subnets: {a: {", "subnets:\n      a: {").replace("}}}}\n", "}}}\n", 1)
    cards = [group for group in groups(lay_out(load_document("x.yaml", text.encode())).parts) if group.kind in ("eni", "instance")]
    assert [dict(card.marks)["more"] for card in cards if card.kind == "eni"] == ["9", "3"]
    assert [card for card in cards if card.id.startswith("i-")] == []


@pytest.mark.parametrize("detail", ["standard", "presentation"])
def test_load_balancers_have_the_icon_of_their_type(detail: Detail) -> None:
    balancers = (
        "alb: {type: application, subnets: [a, b]}, nlb: {type: network, subnets: [a, b]}, old: {type: classic, subnets: [a, b]}"
    )
    spec = CROWD.replace(
        "{a: {zone: a, cidr: 10.0.1.0/24, instances: {%s}}}", "{a: {zone: a, cidr: 10.0.0.0/24}, b: {zone: b, cidr: 10.0.1.0/24}}"
    )
    spec += f"    load_balancers: {{{balancers}}}\n"
    found = groups(lay_out(load_document("spec.yaml", spec.encode()), Options(detail=detail)).parts)
    icons = {part.name for group in found for part in group.parts if isinstance(part, Icon)}
    assert {"load-balancer-application", "load-balancer-network", "load-balancer"} <= icons
