"""The words around a picture, and the frames that have nothing to tell."""

import re

import pytest
from msgspec import structs

from vpcviz.layout import Options, lay_out
from vpcviz.layout.legend import Foot
from vpcviz.layout.sheet import NEAR, _headings
from vpcviz.layout.view_choice import drawing_of
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

ONE = b"""
vpcviz: 1
title: One
%s
vpcs:
  - id: vpc-1
    cidr: 10.0.0.0/16
    region: eu-west-1
    account: "111122223333"
    subnets: [{ id: subnet-1, cidr: 10.0.1.0/24, zone: eu-west-1a }]
"""


def read(accounts: bytes = b"") -> Network:
    return load_document("one.yaml", ONE % accounts)


def svg_of(network: Network) -> str:
    return render_svg(lay_out(network)).decode()


@pytest.mark.parametrize(
    ("accounts", "words"), [(b"", ">111122223333<"), (b'accounts: [{ id: "111122223333", name: Shop }]', ">Shop (111122223333)<")]
)
def test_the_only_account_stands_in_the_title_line_of_the_cloud(accounts: bytes, words: str) -> None:
    svg = svg_of(read(accounts))
    assert svg.count('data-kind="account"') == 1
    assert words in svg
    inside = re.search(r'<g[^>]*data-kind="account".*?</g>', svg, re.DOTALL)
    assert inside is not None
    assert "data-frame" not in inside[0]
    assert 'data-kind="region"' in svg


def test_beside_the_only_account_a_region_of_an_unknown_one_says_so() -> None:
    network = read()
    far = r.Vpc(id="vpc-far", region="eu-west-1", foreign=True)
    assert "account not known" not in svg_of(network)
    svg = svg_of(structs.replace(network, vpcs=(*network.vpcs, far)))
    assert svg.count('data-kind="region"') == 2
    assert svg.count("account not known") == 1


def test_two_accounts_have_a_frame_each() -> None:
    svg = svg_of(read(b'accounts: [{ id: "111122223333", name: Shop }, { id: "444455556666", name: Other }]'))
    assert svg.count('data-kind="account"') == 2
    assert 'data-id="444455556666"' in svg


def test_a_legend_stands_beside_the_title_only_where_that_is_less_high() -> None:
    drawing = drawing_of(read(), Options())
    foot = Foot(drawing, ())
    wide = [words.height for words, _ in _headings("One", "", foot, 2000)]
    assert min(wide) < wide[1]
    narrow = [words.height for words, _ in _headings("One", "", foot, foot.least + 1)]
    assert len(narrow) == 2


def test_on_a_very_wide_sheet_the_legend_stands_below_the_title() -> None:
    foot = Foot(drawing_of(read(), Options()), ())
    assert [with_foot for _, with_foot in _headings("One", "", foot, NEAR + 1)] == [False, True]


TWO = b"""
vpcviz: 1
vpcs:
  - { id: vpc-1, cidr: 10.0.0.0/16, region: eu-west-1 }
  - { id: vpc-2, cidr: 10.1.0.0/16, region: eu-west-1 }
internet_gateways:
  - { id: igw-1, vpc: vpc-1 }
  - { id: igw-2, vpc: vpc-2 }
"""


def test_the_internet_is_said_on_gateways_of_several_vpcs_and_is_a_card_beside_one() -> None:
    both = svg_of(load_document("two.yaml", TWO))
    assert 'data-kind="internet"' not in both
    assert 'data-link="internet"' not in both
    one = svg_of(load_document("one.yaml", TWO.replace(b"  - { id: igw-2, vpc: vpc-2 }\n", b"")))
    assert 'data-kind="internet"' in one
    assert 'data-link="internet"' in one


ROUTED = b"""
vpcviz: 1
vpcs:
  one:
    cidr: 10.0.0.0/16
    region: eu-west-1
    internet_gateway: true
    vpn_gateway: true
    subnets: { a: { cidr: 10.0.1.0/24, zone: eu-west-1a } }
    route_tables:
      main: { subnets: a, routes: { 0.0.0.0/0: internet_gateway, 172.16.0.0/12: vpn_gateway } }
"""


def test_the_default_route_stands_below_those_into_known_networks() -> None:
    svg = svg_of(load_document("routed.yaml", ROUTED))
    assert svg.index(">172.16.0.0/12<") < svg.index(">0.0.0.0/0<")
