"""The article's claims on cost: interface endpoints by hour, zone and GB, gateway endpoints free, peering and transit extra.

The article's $0.01 by the hour and zone is AWS's price in us-east-1; in eu-west-1, where its examples are, it is $0.011.
"""

from pathlib import Path

import pytest
from msgspec import structs

from vpcviz.cost import HOURS_PER_MONTH, Cost, compare, load_prices, price_network, price_way, total
from vpcviz.findings import check
from vpcviz.model import Network
from vpcviz.sources import load
from vpcviz.spec import load_document

SAMPLES = Path(__file__).parents[2] / "samples"
PRICES = load_prices()

SHARED = """
vpcviz: 1
region: us-east-1
vpcs:
  shared:
    cidr: 10.10.0.0/16
    subnets: {shared-a: {zone: a, cidr: 10.10.1.0/24}, shared-b: {zone: b, cidr: 10.10.2.0/24}}
    route_tables: {shared: {main: true, routes: {10.11.0.0/16: WAY}}}
    interface_endpoints: [{id: vpce-1, service: execute-api, subnets: {shared-a: 10.10.1.10, shared-b: 10.10.2.10}}]
  orders:
    cidr: 10.11.0.0/16
    subnets: {orders-a: {zone: a, cidr: 10.11.1.0/24, instances: {web: {ip: 10.11.1.20}}}}
    route_tables: {orders: {main: true, routes: {10.10.0.0/16: WAY}}}
"""
PEERING = "peerings: [{id: pcx-1, between: [orders, shared]}]\n"
TRANSIT = """
transit_gateways:
  hub:
    id: tgw-1
    attachments: {s: {resource: shared, subnets: [shared-a, shared-b]}, o: {resource: orders, subnets: orders-a}}
    route_tables: {all: {associations: [s, o], propagations: [s, o]}}
"""


def sample(name: str) -> Network:
    return load([str(SAMPLES / f"{name}.yaml")])


def cost_of_way(network: Network, source: str, address: str) -> Cost:
    """The cost of the way from an instance to an address, as a trace takes it."""
    from vpcviz.traffic import Flow
    from vpcviz.traffic.tracing.tracer import trace

    answer = trace(network, Flow(source=source, target=address))
    assert answer.delivered, answer
    return price_way(network, answer.hops, PRICES)


def test_an_interface_endpoint_costs_a_cent_by_the_hour_and_zone_and_a_cent_by_the_gb() -> None:
    network = load_document("shared.yaml", SHARED.replace("WAY", "pcx-1").encode() + PEERING.encode())
    amounts = {charge.price: charge.amount for charge in price_network(network, PRICES) if charge.id == "vpce-1"}
    assert amounts == {"interface_endpoint_hour": pytest.approx(2 * 0.01), "interface_endpoint_gb": 0.01}


def test_each_further_zone_costs_as_much_again() -> None:
    network = sample("private-api")
    one = structs.replace(
        network.interface_endpoints[0], subnets=(), network_interfaces=network.interface_endpoints[0].network_interfaces[:1]
    )
    both = total(price_network(network, PRICES), "").usd_per_month
    assert both == pytest.approx(
        2 * total(price_network(structs.replace(network, interface_endpoints=(one,)), PRICES), "").usd_per_month
    )
    assert both == pytest.approx(2 * 0.011 * HOURS_PER_MONTH)


def test_a_gateway_endpoint_costs_nothing_by_the_hour_or_by_the_gb() -> None:
    charges = price_network(sample("gateway-endpoint"), PRICES)
    assert {charge.kind for charge in charges} == {"gateway-endpoint"}
    assert [charge.amount for charge in charges] == [0, 0, 0, 0]


def test_without_the_gateway_endpoint_every_gigabyte_is_charged_for() -> None:
    finding = check(sample("without-endpoints")).findings[0]
    assert finding.rule == "gateway-endpoint-missing"
    assert finding.usd_per_gb == 0.048
    assert check(sample("gateway-endpoint")).findings == tuple(
        one for one in check(sample("gateway-endpoint")).findings if one.rule == "endpoint-policy-full-access"
    )


def test_the_gateway_endpoint_is_the_cheapest_way_to_s3_and_dynamodb() -> None:
    found = compare(sample("without-endpoints"), PRICES)
    assert {comparison.service.rsplit(".", 1)[-1]: comparison.cheapest for comparison in found} == {
        "s3": "gateway endpoint",
        "dynamodb": "gateway endpoint",
    }


def test_peering_costs_extra_on_top_of_the_endpoint() -> None:
    network = load_document("shared.yaml", SHARED.replace("WAY", "pcx-1").encode() + PEERING.encode())
    same_zone = cost_of_way(network, "web", "10.10.1.10")
    other_zone = cost_of_way(network, "web", "10.10.2.10")
    assert same_zone.usd_per_gb == pytest.approx(0.01)
    assert other_zone.usd_per_gb == pytest.approx(0.01 + 2 * 0.01)


def test_a_transit_gateway_costs_extra_on_top_of_the_endpoint() -> None:
    network = load_document("shared.yaml", SHARED.replace("WAY", "tgw-1").encode() + TRANSIT.encode())
    cost = cost_of_way(network, "web", "10.10.2.10")
    assert cost.usd_per_gb == pytest.approx(0.01 + 0.02)
    assert cost.usd_per_month == pytest.approx((2 * 0.01 + 2 * 0.05) * HOURS_PER_MONTH)
