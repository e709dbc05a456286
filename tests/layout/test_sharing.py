"""What is shared between accounts is told where it stands: whose a card is in another account's VPC, with whom a subnet is shared."""

import pytest

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.layout.options import Detail
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

SPEC = b"""
vpcviz: 1
accounts:
  "111100001111":
    name: Network
    regions:
      eu-west-1:
        vpcs:
          common:
            cidr: 10.60.0.0/16
            subnets: {a: {zone: a, cidr: 10.60.1.0/24, instances: {own: 10.60.1.9}}, b: {zone: b, cidr: 10.60.2.0/24}}
        resource_shares:
          teams: {resources: subnet-common-a, principals: ["222200002222", "444400004444"]}
          unit: {resources: subnet-common-a, principals: "arn:aws:organizations::111100001111:ou/o-abc/ou-x1-abcdef"}
  "222200002222": {name: Team one}
instances:
  - {name: one, account: "222200002222", region: eu-west-1, vpc: common, subnet: subnet-common-a, ip: 10.60.1.10}
  - {name: two, account: "333300003333", region: eu-west-1, vpc: common, subnet: subnet-common-b, ip: 10.60.2.10}
"""


def texts(detail: Detail, spec: bytes = SPEC) -> list[str]:
    svg = render_svg(lay_out(load_document("spec.yaml", spec), Options(detail=detail)))
    assert defects(svg) == []
    return [word.text for word in Picture(svg).words]


@pytest.mark.parametrize("detail", ["standard", "full"])
def test_cards_say_whose_they_are_in_another_accounts_vpc(detail: Detail) -> None:
    assert sorted(text for text in texts(detail) if text.startswith("of ")) == ["of 333300003333", "of Team one"]


@pytest.mark.parametrize("detail", ["standard", "full"])
def test_a_subnet_says_with_whom_it_is_shared(detail: Detail) -> None:
    shared = [text for text in texts(detail) if text.startswith("shared with ")]
    assert shared == ["shared with Team one, 444400004444, ou-x1-abcdef"]


def test_one_card_for_many_names_the_accounts() -> None:
    many = SPEC.decode()
    for at in range(20, 32):
        account = "222200002222" if at % 2 else "333300003333"
        many += f'  - {{name: n{at}, account: "{account}", region: eu-west-1, vpc: common, subnet: subnet-common-b, ip: 10.60.2.{at}}}\n'
    assert "of Team one, 333300003333" in texts("standard", many.encode())


def test_nothing_is_said_of_what_is_of_the_vpcs_own_account() -> None:
    plain = SPEC.replace(b'account: "222200002222", ', b'account: "111100001111", ')
    assert "of Team one" not in texts("standard", plain)
