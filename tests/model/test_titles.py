"""A network without a title says what it is."""

import pytest

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.titles import title_of


def network(*vpcs: tuple[str, str]) -> Network:
    """A network of VPCs, by name and region."""
    return Network(vpcs=tuple(r.Vpc(id=f"vpc-{n}", name=name, region=region) for n, (name, region) in enumerate(vpcs)))


@pytest.mark.parametrize(
    ("vpcs", "title"),
    [
        ((), "AWS network"),
        ((("shop", "eu-west-1"),), "VPC shop in eu-west-1"),
        ((("", ""),), "VPC vpc-0"),
        ((("shop", "eu-west-1"), ("data", "eu-west-1")), "VPCs data and shop in eu-west-1"),
        (
            (("shop", "us-east-1"), ("data", "eu-west-1"), ("log", "us-east-1")),
            "VPCs data, log and shop in eu-west-1 and us-east-1",
        ),
        (tuple((f"production-{n}", f"region-{n % 3}") for n in range(5)), "5 VPCs in 3 regions"),
    ],
)
def test_it_tells_its_vpcs_and_regions(vpcs: tuple[tuple[str, str], ...], title: str) -> None:
    assert title_of(network(*vpcs)) == title


def test_vpcs_of_one_name_are_counted() -> None:
    assert title_of(network(("shop", "eu-west-1"), ("shop", "us-east-1"))) == "2 VPCs in eu-west-1 and us-east-1"


def test_without_vpcs_it_tells_its_regions() -> None:
    assert title_of(Network(transit_gateways=(r.TransitGateway(id="tgw-1", region="eu-west-1"),))) == "AWS network in eu-west-1"


def test_its_own_title_goes_first_and_a_vpc_that_was_not_read_is_not_told() -> None:
    far = r.Vpc(id="vpc-9", name="far", foreign=True)
    near = network(("shop", "eu-west-1"))
    assert title_of(Network(vpcs=(*near.vpcs, far))) == "VPC shop in eu-west-1"
    assert title_of(Network(title="Shop", vpcs=near.vpcs)) == "Shop"
