"""What a way costs: each thing that it passes once, each GB for all of them, transfer where AWS charges for it."""

from typing import NamedTuple

import pytest
from msgspec import structs

from tests.findings.cases.case import network_of
from tests.findings.cases.costs import NAT_ZONES
from tests.findings.cases.endpoints import NAT, endpoint
from tests.findings.cases.peering import peered
from tests.findings.cases.transit import transit
from vpcviz.cost import price_way
from vpcviz.model import Network


class Step(NamedTuple):
    id: str
    kind: str


def steps(network: Network, *ids: str) -> list[Step]:
    kinds = {"internet": "internet", "dc": "on-premises"}
    return [Step(one, kinds.get(one) or network.by_id[one].kind) for one in ids]


def test_nat_to_the_internet_pays_processing_and_transfer_out() -> None:
    network = network_of(NAT)
    cost = price_way(network, steps(network, "eni-i-data-app", "rtb-data-app", "nat-1", "igw-1", "internet"))
    assert cost.usd_per_gb == pytest.approx(0.048 + 0.09)
    assert cost.usd_per_month == pytest.approx((0.048 + 0.005) * 730)


def test_nat_to_a_service_of_the_region_pays_processing_only() -> None:
    network = network_of(NAT + "services: {s3: {}}")
    cost = price_way(network, steps(network, "eni-i-data-app", "nat-1", "igw-1", "com.amazonaws.eu-west-1.s3"))
    assert cost.usd_per_gb == 0.048


def test_a_service_of_another_region_pays_transfer_between_regions() -> None:
    network = network_of(NAT + "services: [{id: com.amazonaws.us-east-1.s3, region: us-east-1}]")
    cost = price_way(network, steps(network, "eni-i-data-app", "nat-1", "igw-1", "com.amazonaws.us-east-1.s3"))
    assert cost.usd_per_gb == pytest.approx(0.048 + 0.02)


def test_a_nat_gateway_in_another_zone_costs_the_crossing_too() -> None:
    network = network_of(NAT_ZONES)
    cost = price_way(network, steps(network, "eni-i-data-app", "nat-1", "igw-1", "internet"))
    assert cost.usd_per_gb == pytest.approx(0.048 + 0.09 + 2 * 0.01)


def test_a_gateway_endpoint_is_free() -> None:
    network = network_of(NAT + "    gateway_endpoints: [{id: vpce-s3, service: s3, route_tables: [app]}]")
    cost = price_way(network, steps(network, "eni-i-data-app", "rtb-data-app", "vpce-s3"))
    assert (cost.usd_per_gb, cost.usd_per_month, cost.unknown) == (0, 0, ())


def test_an_interface_endpoint_is_counted_once_though_its_interface_is_passed_too() -> None:
    network = network_of(endpoint())
    interface = next(one.id for one in network.interfaces_owned["vpce-1"] if one.zone == "eu-west-1b")
    cost = price_way(network, steps(network, "eni-i-app-web", "subnet-app-a", "subnet-app-b", interface, "vpce-1"))
    assert cost.usd_per_gb == 0.01
    assert cost.usd_per_month == pytest.approx(2 * 0.011 * 730)


def test_peering_is_free_in_a_zone_and_charged_twice_between_zones() -> None:
    text = peered().replace("{zone: a, cidr: 10.1.1.0/24}", "{zone: a, cidr: 10.1.1.0/24, instances: {x: {}}}")
    text = text.replace("{zone: a, cidr: 10.2.1.0/24}", "{zone: %s, cidr: 10.2.1.0/24, instances: {y: {}}}")
    for zone, usd in (("a", 0), ("b", 0.02)):
        network = network_of(text % zone)
        cost = price_way(network, steps(network, "eni-i-one-x", "rtb-one-one", "pcx-1", "eni-i-two-y"))
        assert cost.usd_per_gb == usd


def test_peering_between_regions_pays_the_transfer() -> None:
    text = (
        peered()
        .replace("cidr: 10.1.1.0/24}", "cidr: 10.1.1.0/24, instances: {x: {}}}")
        .replace("cidr: 10.2.1.0/24}", "cidr: 10.2.1.0/24, instances: {y: {}}}")
    )
    network = network_of(text)
    vpcs = tuple(structs.replace(one, region="us-east-1") if one.id == "vpc-two" else one for one in network.vpcs)
    subnets = tuple(structs.replace(one, region="us-east-1") if one.vpc == "vpc-two" else one for one in network.subnets)
    network = structs.replace(network, vpcs=vpcs, subnets=subnets)
    assert price_way(network, steps(network, "eni-i-one-x", "pcx-1", "eni-i-two-y")).usd_per_gb == 0.02


def test_a_transit_gateway_charges_once_for_each_time_that_it_is_entered_and_nothing_between_zones() -> None:
    network = network_of(
        transit("{associations: tb}").replace(
            "sb: {zone: a, cidr: 10.2.1.0/24}", "sb: {zone: b, cidr: 10.2.1.0/24, instances: {y: {}}}"
        )
    )
    way = ["subnet-a-sa", "tgw-attach-hub-ta", "tgw-1", "tgw-rtb-hub-from-a", "tgw-1", "tgw-attach-hub-tb", "subnet-b-sb"]
    cost = price_way(network, steps(network, *way))
    assert cost.usd_per_gb == 0.02
    assert cost.usd_per_month == pytest.approx(2 * 0.05 * 730)
    twice = [
        "subnet-a-sa",
        "tgw-attach-hub-ta",
        "tgw-1",
        "tgw-attach-hub-tm",
        "subnet-mid-ma",
        "tgw-attach-hub-tm",
        "tgw-1",
        "subnet-b-sb",
    ]
    assert price_way(network, steps(network, *twice)).usd_per_gb == 0.04


def test_what_leaves_a_transit_gateway_crosses_zones_for_free() -> None:
    text = transit("{associations: tb}").replace(
        "mb: {zone: b, cidr: 10.3.2.0/24}", "mb: {zone: b, cidr: 10.3.2.0/24, instances: {y: {}}}"
    )
    network = network_of(text)
    way = [
        "subnet-a-sa",
        "tgw-attach-hub-ta",
        "tgw-1",
        "tgw-attach-hub-tm",
        "subnet-mid-ma",
        "rtb-mid-rm",
        "subnet-mid-mb",
        "eni-i-mid-y",
    ]
    assert price_way(network, steps(network, *way)).usd_per_gb == 0.02


def test_a_public_address_is_a_standing_cost_of_the_way_out() -> None:
    network = network_of(
        "vpcs: {w: {cidr: 10.0.0.0/16, internet_gateway: {id: igw-1}, "
        "subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {x: {public_ip: 52.1.1.1}}}}}}"
    )
    cost = price_way(network, steps(network, "eni-i-w-x", "igw-1", "internet"))
    assert cost.usd_per_gb == 0.09
    assert cost.usd_per_month == pytest.approx(0.005 * 730)


def test_a_price_that_is_not_known_is_named() -> None:
    network = network_of(
        "vpcs: {app: {cidr: 10.0.0.0/16, vpn_gateway: {id: vgw-1}}}\non_premises: {dc: {id: dc, cidr: 172.16.0.0/16}}\n"
        "virtual_interfaces: {dx: {id: dxvif-1, gateway: vgw-1, on_premises: dc}}"
    )
    cost = price_way(network, steps(network, "vgw-1", "dxvif-1", "dc"))
    assert cost.usd_per_gb == 0
    assert len(cost.unknown) == 2


def test_no_hops_cost_nothing() -> None:
    assert price_way(network_of(NAT), []).usd_per_gb == 0


def test_a_vpn_pays_the_transfer_out_once_and_nothing_for_what_comes_in() -> None:
    network = network_of(
        "vpcs: {app: {cidr: 10.0.0.0/16, vpn_gateway: {id: vgw-1}, subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {x: {}}}}}}\n"
        "on_premises: {dc: {id: dc, cidr: 172.16.0.0/16}}\n"
        "customer_gateways: {dc: {id: cgw-1, ip: 203.0.113.1, on_premises: dc}}\n"
        "vpn_connections: {dc: {id: vpn-1, customer_gateway: dc, gateway: vgw-1}}"
    )
    out = price_way(network, steps(network, "eni-i-app-x", "vgw-1", "vpn-1", "cgw-1", "dc"))
    assert (out.usd_per_gb, out.usd_per_month) == (0.09, pytest.approx(36.5))
    assert price_way(network, steps(network, "dc", "cgw-1", "vpn-1", "vgw-1", "eni-i-app-x")).usd_per_gb == 0
