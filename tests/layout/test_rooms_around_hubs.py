"""What room hubs, regions and titles leave is used: peerings and names beside hubs, services below their VPC, wires between accounts."""

from functools import cache
from pathlib import Path

from tests.layout.holding import holders
from tests.pictures.reading import Picture, Rect, Thing
from vpcviz.layout import Options, lay_out
from vpcviz.layout.boxes import Box
from vpcviz.layout.gaps import above_a_lower_cell, into_gaps, into_row_above
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

SAMPLE = Path(__file__).parents[2] / "samples" / "hub-and-spoke.yaml"


@cache
def _picture() -> Picture:
    return Picture(render_svg(lay_out(load_document(SAMPLE.name, SAMPLE.read_bytes()), Options())))


def _thing(ident: str, kind: str = "") -> Thing:
    (found,) = (thing for thing in _picture().things if thing.id == ident and kind in (thing.kind, ""))
    return found


def _rect(ident: str, kind: str = "") -> Rect:
    rect = _thing(ident, kind).rect
    assert rect is not None
    return rect


def test_a_peering_of_hubs_stands_beside_one_of_them() -> None:
    peering, hub = _rect("tgw-attach-0b1b2b3b4b5b6b7b8"), _rect("tgw-0a1a2a3a4a5a6a7a8")
    assert holders(_thing("tgw-attach-0b1b2b3b4b5b6b7b8")) in (["eu-west-1"], ["us-east-1"])
    assert peering.right < hub.left  # on the way to the other one
    assert hub.top < (peering.top + peering.bottom) / 2 < hub.bottom


def test_names_that_several_accounts_use_stand_beside_their_hub_and_say_whose_they_are() -> None:
    hub = _rect("tgw-0a1a2a3a4a5a6a7a8")
    for zone in ("Z1123456789ABCDEFGHIJ", "Z2123456789ABCDEFGHIJ"):
        thing, rect = _thing(zone), _rect(zone)
        assert holders(thing) == ["eu-west-1"]
        assert rect.left > hub.right
        assert rect.bottom <= hub.bottom + 30
        assert any("account Network" in word for word in thing.words)


def test_a_service_of_one_vpc_stands_below_it() -> None:
    service, vpc = _rect("vpce-svc-02010203040506077"), _rect("vpc-02010203040506071")
    assert vpc.bottom < service.top < vpc.bottom + 90


def test_wires_from_above_run_between_accounts() -> None:
    accounts = [
        thing.rect for thing in _picture().things if thing.kind == "account" and "eu-west-1" in holders(thing) and thing.rect
    ]
    right = max(rect.right for rect in accounts)
    wires = [
        wire for wire in _picture().wires if wire.end.startswith("tgw-attach-hub-eu-") and wire.kind in ("vpn", "direct-connect")
    ]
    assert len(wires) == 2
    for wire in wires:
        assert max(x for x, _ in wire.points) < right, wire.name


def test_what_joins_only_what_stands_in_its_row_stands_beside_that() -> None:
    gateway, association = _rect("dx-gateway-1"), _rect("dxgw-assoc-eu-hub")
    between = min(abs(gateway.left - association.right), abs(association.left - gateway.right))
    assert between < 60


def test_gateways_stand_beside_the_title_of_the_cloud() -> None:
    assert _rect("dx-gateway-1").top - _rect("aws-cloud").top < 36


def _box(ident: str, height: int, kind: str = "vpc", width: int = 400) -> Box:
    return Box(kind, ident, width=width, height=height)


def test_gateways_stand_above_a_lower_cell_and_what_joins_them_beside_them() -> None:
    high, low, gateway, joint = _box("high", 900), _box("low", 300), _box("dx", 48, "card", 180), _box("to hub", 48, "card", 180)
    rows = [[high, low]]
    assert above_a_lower_cell(rows, [gateway], 198)
    assert [[box.id for box in row] for row in rows[0][1].rows] == [["dx"], ["low"]]
    assert into_row_above(gateway, joint)
    assert [box.id for box in rows[0][1].rows[0]] == ["dx", "to hub"]
    assert not into_row_above(gateway, _box("more", 48, "card", 180))  # it would make the cell wider


def test_gateways_stand_above_all_where_no_cell_is_lower() -> None:
    rows = [[_box("one", 300), _box("other", 290)]]
    assert not above_a_lower_cell(rows, [_box("dx", 48, "card", 180)], 0)
    assert [box.id for box in rows[0]] == ["one", "other"]


def test_what_is_linked_to_one_cell_stands_below_no_other() -> None:
    high, low = _box("high", 900), _box("low", 300)
    service, name = _box("service", 48, "service", 200), _box("name", 48, "hosted-zone", 200)
    name.anywhere = True
    assert [box.id for box in into_gaps([[high, low]], [service], [], {id(service): [high]})] == ["service"]
    rows = [[high, low]]
    assert into_gaps(rows, [service, name], [], {id(service): [low], id(name): [high]}) == []
    assert [[box.id for box in row] for row in rows[0][1].rows] == [["low"], ["name"], ["service"]]
