"""Accounts whose VPCs are peered in one region stand in it; what was not read stands last, and what joins it stands under it."""

from tests.layout.holding import holders
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture, Rect, Thing
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

OWN, OTHERS = "111122223333", "999988887777"

SPEC = """
    vpcviz: 1
    region: eu-west-1
    account: "111122223333"
    accounts:
      "111122223333": {{name: shop}}
      "999988887777": {{name: Partner Ltd, foreign: {foreign}}}
    vpcs:
      shop:
        cidr: 10.20.0.0/16
        subnets:
          a: {{zone: a, cidr: 10.20.1.0/24, instances: {{web-1: 10.20.1.10, web-2: 10.20.1.11}}}}
          b: {{zone: b, cidr: 10.20.2.0/24, instances: {{web-3: 10.20.2.10, web-4: 10.20.2.11}}}}
        route_tables:
          main: {{main: true, routes: {{10.50.0.0/16: peering}}}}
        gateway_endpoints: {{s3: {{service: s3, route_tables: [main]}}}}
        resolver_endpoints: {{out: {{direction: outbound, ips: [a, b]}}}}
      partner: {{account: "999988887777", region: {region}, cidr: 10.50.0.0/16, foreign: {foreign}}}
    peerings:
      - {{name: to partner, between: [shop, partner]}}
    resolver_rules:
      - {{name: corp, domain: corp.example, endpoint: out, target_ips: 172.16.0.10, vpcs: shop}}
"""


def _things(*, region: str = "eu-west-1", foreign: bool = True) -> list[Thing]:
    spec = SPEC.format(region=region, foreign=str(foreign).lower())
    svg = render_svg(lay_out(load_document("spec.yaml", spec.encode()), Options()))
    assert defects(svg) == []
    return Picture(svg).things


def _one(things: list[Thing], kind: str, ident: str = "") -> Thing:
    (found,) = (thing for thing in things if thing.kind == kind and ident in (thing.id, ""))
    return found


def _rect(things: list[Thing], kind: str, ident: str = "") -> Rect:
    rect = _one(things, kind, ident).rect
    assert rect is not None
    return rect


def test_peered_accounts_stand_in_their_region() -> None:
    things = _things()
    assert holders(_one(things, "vpc", "vpc-shop")) == [OWN, "eu-west-1"]
    assert holders(_one(things, "vpc", "vpc-partner")) == [OTHERS, "eu-west-1"]


def test_accounts_that_are_peered_across_regions_hold_these() -> None:
    assert holders(_one(_things(region="us-east-1"), "vpc", "vpc-partner")) == ["us-east-1", OTHERS]


def test_names_of_the_only_account_that_was_read_stand_in_the_region() -> None:
    assert holders(_one(_things(), "resolver-rule")) == ["eu-west-1"]
    assert holders(_one(_things(foreign=False), "resolver-rule")) == [OWN, "eu-west-1"]


def test_what_was_not_read_stands_last_and_its_peering_below_it() -> None:
    things = _things()
    shop, partner = _rect(things, "account", OWN), _rect(things, "account", OTHERS)
    assert partner.left > shop.right
    peering, rule = _rect(things, "peering"), _rect(things, "resolver-rule")
    assert partner.bottom < peering.top < peering.bottom <= rule.top
    assert partner.left <= peering.left < partner.right


def test_counts_stand_in_the_line_of_a_title() -> None:
    things = _things()
    (count,) = (thing for thing in things if thing.kind == "prefix-list" and thing.marks.get("more") == "1")
    assert holders(count) == [OWN, "eu-west-1"]
    frame = _rect(things, "account", OWN)
    assert count.rect is not None
    assert count.rect.top - frame.top <= 6
    assert count.rect.left > frame.left


def test_the_map_keeps_names_with_their_account() -> None:
    spec = SPEC.format(region="eu-west-1", foreign="true")
    overview = Picture(render_svg(lay_out(load_document("spec.yaml", spec.encode()), Options(detail="overview")))).things
    assert holders(_one(overview, "resolver-rule"))[0] == OWN
