"""The comparison of the ways to a service: which of them there are, and what a GB costs by each."""

from dataclasses import dataclass

import pytest
from msgspec import structs

from tests.findings.cases.case import network_of
from tests.findings.cases.endpoints import NAT, endpoint
from vpcviz.cost import Comparison, compare, load_prices, price_network
from vpcviz.model import resources as r
from vpcviz.model.network import Network

PRICES = load_prices()


@dataclass(frozen=True)
class Ways:
    """The ways of one comparison by their names."""

    comparison: Comparison

    def per_gb(self) -> dict[str, float | None]:
        return {one.way: one.usd_per_gb for one in self.comparison.options}

    def in_use(self) -> dict[str, tuple[str, ...]]:
        return {one.way: one.in_use for one in self.comparison.options}


def ways(network: Network, service: str) -> Ways:
    (found,) = (one for one in compare(network, PRICES) if one.service == service)
    return Ways(found)


def test_s3_express_has_a_gateway_endpoint() -> None:
    """S3 User Guide, "Networking for directory buckets": gateway endpoints at no additional cost."""
    text = NAT + "    gateway_endpoints: [{id: vpce-x, service: s3express, route_tables: [app]}]\n"
    found = ways(network_of(text), "com.amazonaws.eu-west-1.s3express")
    assert found.per_gb()["gateway endpoint"] == 0
    assert found.in_use()["gateway endpoint"] == ("vpce-x",)
    assert found.comparison.cheapest == "gateway endpoint"


def test_no_gateway_endpoint_leads_to_another_region_and_each_gb_pays_the_transfer_there() -> None:
    """AWS PrivateLink Guide, "Gateway endpoints": they serve their own region only."""
    network = network_of(endpoint())
    name = "com.amazonaws.us-east-1.s3"
    far = tuple(structs.replace(one, service=name, service_region="us-east-1") for one in network.interface_endpoints)
    found = ways(structs.replace(network, interface_endpoints=far), name)
    assert found.per_gb() == {"interface endpoint": pytest.approx(0.03), "NAT gateway": pytest.approx(0.068)}
    charged = [one.amount for one in price_network(structs.replace(network, interface_endpoints=far), PRICES) if one.unit == "GB"]
    assert sum(one or 0 for one in charged) == pytest.approx(0.03)


def test_a_nat_gateway_that_block_public_access_cuts_off_is_no_way() -> None:
    """VPC User Guide, "Block public access to VPCs and subnets": in bidirectional mode nothing leaves, NAT gateways neither."""
    network = network_of(NAT)
    assert ways(network, "com.amazonaws.eu-west-1.s3").in_use()["NAT gateway"] == ("nat-1",)
    for mode, left in (("block-bidirectional", False), ("block-ingress", True)):
        vpcs = tuple(structs.replace(vpc, block_public_access=mode) for vpc in network.vpcs)
        assert bool(compare(structs.replace(network, vpcs=vpcs), PRICES)) is left


def test_addresses_of_a_pool_of_ones_own_cost_nothing_in_use_either() -> None:
    """Amazon VPC pricing, "Public IPv4 addresses": addresses that were brought to AWS are not charged for."""
    network = network_of(NAT.replace("nat_gateway: {id: nat-1}", "nat_gateway: {id: nat-1, public_ip: 52.0.0.9}"))
    assert [one.id for one in price_network(network, PRICES) if one.price == "public_ipv4_hour"] == ["eni-nat-1"]
    own = tuple(structs.replace(one, own_pool_ips=("52.0.0.9",)) for one in network.network_interfaces)
    network = structs.replace(network, network_interfaces=own)
    assert not [one.id for one in price_network(network, PRICES) if one.price == "public_ipv4_hour"]


def test_a_core_network_that_is_only_referred_to_costs_what_is_not_known_where_its_account_was_read() -> None:
    """AWS Cloud WAN pricing: core network edges and attachments by the hour; what was not read cannot be counted."""
    network = network_of(NAT)
    vpcs = tuple(structs.replace(vpc, account="111122223333") for vpc in network.vpcs)
    for account, found in (("111122223333", {None}), ("999988887777", set())):
        core = r.CoreNetwork(id="core-network-1", account=account, foreign=True)
        referring = structs.replace(network, vpcs=vpcs, core_networks=(core,))
        assert {one.usd for one in price_network(referring, PRICES) if one.id == core.id} == found
