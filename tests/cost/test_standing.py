"""What networks cost while they stand, thing by thing, and the comparison of the ways to a service."""

from pathlib import Path
from textwrap import dedent

import pytest
from msgspec import structs

from tests.findings.cases.case import network_of
from tests.findings.cases.endpoints import NAT, endpoint
from tests.findings.cases.peering import peered
from tests.findings.cases.transit import transit
from vpcviz.cost import HOURS_PER_MONTH, Cost, compare, load_prices, price_network, total
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.sources import load
from vpcviz.spec import load_document

PRICES = load_prices()


def cost_of(network: Network) -> Cost:
    return total(price_network(network, PRICES), PRICES.as_of)


def priced(network: Network) -> dict[tuple[str, str], float | None]:
    return {(charge.id, charge.price): charge.amount for charge in price_network(network, PRICES)}


def test_an_interface_endpoint_costs_by_zone_and_gb() -> None:
    found = priced(network_of(endpoint()))
    assert found["vpce-1", "interface_endpoint_hour"] == pytest.approx(2 * 0.011)
    assert found["vpce-1", "interface_endpoint_gb"] == 0.01
    assert cost_of(network_of(endpoint())).usd_per_month == pytest.approx(2 * 0.011 * HOURS_PER_MONTH)


def test_the_gb_that_are_asked_about_are_priced_over_the_tiers() -> None:
    petabyte = 1024 * 1024
    found = {charge.price: charge.usd_for_gb for charge in price_network(network_of(endpoint()), PRICES, 2 * petabyte)}
    assert found == {"interface_endpoint_hour": None, "interface_endpoint_gb": pytest.approx(petabyte * 0.016)}
    assert all(charge.usd_for_gb is None for charge in price_network(network_of(endpoint()), PRICES))


def test_a_nat_gateway_costs_with_its_address() -> None:
    network = network_of(NAT.replace("nat_gateway: {id: nat-1}", "nat_gateway: {id: nat-1, public_ip: 52.0.0.9}"))
    found = priced(network)
    assert found["nat-1", "nat_gateway_hour"] == 0.048
    assert [key for key in found if key[1] == "public_ipv4_hour"] == [("eni-nat-1", "public_ipv4_hour")]
    assert cost_of(network).usd_per_hour == pytest.approx(0.048 + 0.005)


def test_a_deleted_thing_costs_nothing() -> None:
    network = network_of(NAT)
    gone = tuple(structs.replace(nat, state="deleted", public_ip="52.0.0.9") for nat in network.nat_gateways)
    assert cost_of(structs.replace(network, nat_gateways=gone)).usd_per_hour == 0


def test_what_another_account_shares_is_not_ours_to_pay() -> None:
    network = network_of(endpoint())
    foreign = tuple(structs.replace(one, foreign=True, account="999") for one in network.interface_endpoints)
    assert cost_of(structs.replace(network, interface_endpoints=foreign)).usd_per_month == 0


def test_transit_gateway_attachments_cost_each() -> None:
    found = priced(network_of(transit("{associations: tb}")))
    assert sum(amount or 0 for (_, price), amount in found.items() if price == "transit_gateway_attachment_hour") == pytest.approx(
        0.15
    )
    assert found["tgw-1", "transit_gateway_gb"] == 0.02


def test_peering_costs_only_by_the_gb_between_zones_and_regions() -> None:
    network = network_of(peered())
    charge = next(charge for charge in price_network(network, PRICES) if charge.id == "pcx-1")
    assert (charge.price, charge.amount, charge.unit) == ("inter_zone_gb", 0.02, "GB")
    far = tuple(structs.replace(vpc, region="us-east-1") if vpc.id == "vpc-two" else vpc for vpc in network.vpcs)
    charge = next(charge for charge in price_network(structs.replace(network, vpcs=far), PRICES) if charge.id == "pcx-1")
    assert (charge.price, charge.amount) == ("inter_region_gb", 0.02)


def test_what_has_no_known_price_is_named_and_not_guessed() -> None:
    text = endpoint()
    network = load_in(text, "sa-east-1")
    cost = cost_of(network)
    assert cost.usd_per_month == 0
    assert cost.unknown == ("Interface endpoint, each zone in sa-east-1",)
    assert next(charge for charge in cost.charges if charge.unit == "hour").amount is None


def load_in(text: str, region: str) -> Network:
    from vpcviz.spec import load_document

    return load_document("case.yaml", f"vpcviz: 1\nregion: {region}\n{text}".encode())


def test_the_ways_to_a_service_side_by_side_as_the_article_has_them() -> None:
    """us-east-1, one zone: $0.01 an hour and zone and $0.01 a GB for an interface endpoint; nothing for a gateway endpoint."""
    network = load_in(NAT, "us-east-1")
    comparison = next(one for one in compare(network, PRICES, gb=100) if one.service.endswith(".s3"))
    ways = {option.way: option for option in comparison.options}
    assert list(ways) == ["gateway endpoint", "interface endpoint", "NAT gateway"]
    assert ways["gateway endpoint"].usd_per_month == 0
    assert ways["interface endpoint"].usd_per_month == pytest.approx(0.01 * HOURS_PER_MONTH + 100 * 0.01)
    assert ways["NAT gateway"].usd_per_month == pytest.approx(0.045 * HOURS_PER_MONTH + 100 * 0.045)
    assert ways["NAT gateway"].in_use == ("nat-1",)
    assert ways["gateway endpoint"].in_use == ()
    assert comparison.cheapest == "gateway endpoint"
    # 7.30 USD a month are worth it from 7.30 / (0.045 - 0.01) GB on.
    assert comparison.break_even_gb == pytest.approx(208.6)


def test_other_services_have_no_gateway_endpoint() -> None:
    comparison = next(one for one in compare(network_of(endpoint()), PRICES) if one.service.endswith(".sqs"))
    assert [option.way for option in comparison.options] == ["interface endpoint", "NAT gateway"]
    assert comparison.options[0].in_use == ("vpce-1",)
    assert comparison.zones == 2


def test_without_prices_there_is_no_cheapest() -> None:
    comparison = compare(load_in(NAT, "sa-east-1"), PRICES)[0]
    assert comparison.cheapest == ""
    assert comparison.break_even_gb is None
    assert {option.way: option.usd_per_month for option in comparison.options}["NAT gateway"] is None


def test_hub_and_spoke_pays_the_peering_of_its_transit_gateways_on_both_sides() -> None:
    network = load([str(Path(__file__).parents[2] / "samples" / "hub-and-spoke.yaml")])
    sides = [charge for charge in price_network(network, PRICES) if charge.label == "to us-east-1" and charge.unit == "hour"]
    assert sorted(charge.region for charge in sides) == ["eu-west-1", "us-east-1"]


def test_a_vpn_connection_costs_by_the_hour_and_by_what_leaves() -> None:
    network = network_of(
        "vpcs: {app: {cidr: 10.0.0.0/16, vpn_gateway: {id: vgw-1}}}\ncustomer_gateways: {dc: {id: cgw-1, ip: 203.0.113.1}}\n"
        "vpn_connections: {dc: {id: vpn-1, customer_gateway: dc, gateway: vgw-1}}"
    )
    assert priced(network) == {("vpn-1", "vpn_connection_hour"): 0.05, ("vpn-1", "internet_out_gb"): 0.09}


def test_what_has_no_price_yet_is_unknown_rather_than_left_out() -> None:
    network = network_of(endpoint())
    resource = tuple(structs.replace(one, type="Resource") for one in network.interface_endpoints)
    cost = cost_of(structs.replace(network, interface_endpoints=resource))
    assert cost.unknown == ("Resource endpoint, each zone in eu-west-1",)


def test_each_region_has_prices_or_is_named_as_not_known() -> None:
    prices = load_prices()
    assert set(prices.not_known).isdisjoint(prices.regions)
    assert len(prices.regions) + len(prices.not_known) >= 34
    assert "2026" in prices.searched
    assert all(prices.usd("public_ipv4_hour", region) == 0.005 for region in prices.not_known)
    for name in ("interface_endpoint_hour", "nat_gateway_hour", "transit_gateway_attachment_hour", "vpn_connection_hour"):
        assert all(prices.usd(name, region) for region in prices.regions), name


BALANCED = """
vpcs:
  v:
    cidr: 10.0.0.0/16
    internet_gateway: true
    subnets:
      a: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {%s}}
      b: {zone: b, cidr: 10.0.1.0/24}
    load_balancers: {front: {scheme: %s, subnets: [a, b]}}
"""


@pytest.mark.parametrize(
    ("nat", "scheme", "addresses"),
    [
        ("", "internet-facing", 3),
        ("public_ip: 52.30.4.10", "internet-facing", 3),
        ("connectivity: private", "internet-facing", 2),
        ("connectivity: private", "internal", 0),
    ],
)
def test_public_addresses_that_are_not_written_are_counted(nat: str, scheme: str, addresses: int) -> None:
    network = network_of(BALANCED % (nat, scheme))
    assert sum(charge.units for charge in cost_of(network).charges if charge.price == "public_ipv4_hour") == addresses
    scanned = structs.replace(network, origin="scan")
    written = 1 if "public_ip" in nat else 0
    assert sum(charge.units for charge in cost_of(scanned).charges if charge.price == "public_ipv4_hour") == written


@pytest.mark.parametrize("status", ["deleted", "expired", "failed", "rejected", "pending-acceptance"])
def test_a_peering_that_carries_nothing_costs_nothing(status: str) -> None:
    assert priced(network_of(peered(status=status))) == {}


@pytest.mark.parametrize("kind", ["Tunnel", "Another"])
def test_an_endpoint_of_another_type_has_no_price_that_is_known(kind: str) -> None:
    found = priced(network_of(endpoint(type=kind)))
    assert found == {("vpce-1", "other_endpoint_hour"): None, ("vpce-1", "other_endpoint_gb"): None}


def test_public_addresses_that_a_subnet_gives_are_counted() -> None:
    """VPC User Guide, "IP addressing for your VPCs and subnets": a spec need not write them; who is stopped has none."""
    text = """
vpcs:
  v:
    cidr: 10.0.0.0/16
    internet_gateway: {}
    subnets:
      a: {id: subnet-a, zone: a, cidr: 10.0.0.0/24, map_public_ip: true, instances: {one: 10.0.0.10, two: {ip: 10.0.0.11, public_ip: 203.0.113.9}, off: {ip: 10.0.0.12, state: stopped}}}
      b: {id: subnet-b, zone: a, cidr: 10.0.1.0/24, instances: {three: 10.0.1.10}}
"""
    found = [(charge.id, charge.units) for charge in price_network(network_of(text), PRICES) if charge.price == "public_ipv4_hour"]
    assert found == [("eni-i-v-two", 1), ("i-v-one", 1)]


def test_an_idle_elastic_ip_costs_what_one_in_use_does() -> None:
    """Amazon VPC pricing, "Public IPv4 addresses": in use or idle, also of AWS's services; one of a pool that was brought to AWS is free."""
    text = """
elastic_ips:
  - {id: eipalloc-1, public_ip: 52.1.1.1}
  - {id: eipalloc-2, public_ip: 203.0.113.2, own_pool: true}
  - {id: eipalloc-3, public_ip: 52.1.1.3, service_managed: alb}
"""
    found = [charge.id for charge in price_network(network_of(text), PRICES) if charge.price == "public_ipv4_hour"]
    assert found == ["eipalloc-1", "eipalloc-3"]


def test_what_kinds_say_of_themselves_is_charged_and_not_known_where_no_price_is() -> None:
    lines = """
        route_servers: {rs: {}}
        route_server_endpoints: {rse: {id: rse-1, route_server: rs, vpc: v, subnet: a}}
        lattice_services: {orders: {id: svc-1}}
        interconnects: {line: {id: mcc-1}}
        core_networks: {wan: {id: core-1, attachments: [{attachment: a-1, location: eu-west-1}, {attachment: a-2, location: us-east-1}]}}
        workloads: {door: {id: vae-1, type: verified-access-endpoint, vpc: v, subnets: a}}
    """
    text = "vpcviz: 1\nregion: REGION\nvpcs: {v: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.0.0/24}}}}\n" + dedent(lines)
    network = load_document("a.yaml", text.replace("REGION", "us-east-1").encode())
    found = priced(network)
    assert found["svc-1", "lattice_service_hour"] == found["svc-1", "lattice_service_gb"] == 0.025
    for key in (("rse-1", "route_server_endpoint_hour"), ("mcc-1", "interconnect_hour"), ("core-1", "core_network_gb")):
        assert found[key] is None
    assert ("vae-1", "verified_access_endpoint_hour") in found
    edges = [charge.units for charge in price_network(network, PRICES) if charge.price == "core_network_edge_hour"]
    assert edges == [2]
    assert priced(load_document("a.yaml", text.replace("REGION", "eu-west-1").encode()))["svc-1", "lattice_service_hour"] is None
    said = " ".join(cost_of(network).unknown)
    for title in ("VPC Route Server endpoint", "AWS Interconnect connection", "Cloud WAN core network", "Verified Access endpoint"):
        assert title in said


def test_what_a_thing_of_a_new_type_costs_is_not_known() -> None:
    network = network_of(NAT)
    new = tuple(structs.replace(nat, connectivity="hyper") for nat in network.nat_gateways)
    found = priced(structs.replace(network, nat_gateways=new))
    assert found["nat-1", "nat_gateway_hour"] is None
    assert found["nat-1", "nat_gateway_gb"] is None
    interface = structs.replace(network.network_interfaces[0], type="hyper_eni", owner="", id="eni-new")
    found = priced(structs.replace(network, network_interfaces=(*network.network_interfaces, interface)))
    assert found["eni-new", "other_interface_hour"] is None
    attachments = network_of(transit("{associations: tb}"))
    new_ones = tuple(structs.replace(one, type="hyper") for one in attachments.transit_gateway_attachments)
    found = priced(structs.replace(attachments, transit_gateway_attachments=new_ones))
    assert {amount for (_, price), amount in found.items() if price == "transit_gateway_attachment_hour"} == {None}


def test_a_regional_nat_gateway_has_prices_of_its_own_for_each_zone() -> None:
    network = network_of(NAT)
    addresses = tuple(r.NatAddress(public_ip=f"52.0.0.{at}", zone=f"eu-west-1{zone}") for at, zone in enumerate("aab"))
    regional = tuple(
        structs.replace(nat, availability="regional", subnet="", public_ip="", addresses=addresses) for nat in network.nat_gateways
    )
    network = structs.replace(network, nat_gateways=regional)
    assert "Regional NAT gateway, each zone in eu-west-1" in cost_of(network).unknown
    assert [charge.units for charge in price_network(network, PRICES) if charge.price == "regional_nat_gateway_hour"] == [2]
    assert [charge.units for charge in price_network(network, PRICES) if charge.price == "public_ipv4_hour"] == [3]
    for one in compare(network, PRICES):
        nat = next(option for option in one.options if option.way == "NAT gateway")
        assert (nat.usd_per_hour, nat.usd_per_gb, nat.usd_per_month) == (None, None, None)
        assert (one.cheapest, one.break_even_gb) == ("", None)


def test_an_address_of_a_service_costs_where_nothing_else_tells_of_it() -> None:
    network = network_of(NAT)
    managed = r.ElasticIp(id="eipalloc-1", region="eu-west-1", public_ip="52.0.0.7", service_managed="igw-firewall")
    network = structs.replace(network, elastic_ips=(managed,))
    assert priced(network)["eipalloc-1", "public_ipv4_hour"] == 0.005
    firewall = r.NetworkFirewall(
        id="fw", region="eu-west-1", placement="internet-gateway", addresses=(r.NatAddress(public_ip="52.0.0.7"),)
    )
    found = priced(structs.replace(network, network_firewalls=(firewall,)))
    assert ("eipalloc-1", "public_ipv4_hour") not in found
    assert found["fw", "public_ipv4_hour"] == 0.005


def test_what_a_thing_in_a_new_state_costs_is_not_known_and_an_endpoint_of_a_new_type_is_no_interface_endpoint() -> None:
    network = network_of(NAT)
    floating = tuple(structs.replace(nat, state="floating") for nat in network.nat_gateways)
    assert priced(structs.replace(network, nat_gateways=floating))["nat-1", "nat_gateway_hour"] is None
    network = network_of(endpoint())
    assert [one.service for one in compare(network, PRICES)]
    newer = tuple(structs.replace(one, type="Wormhole") for one in network.interface_endpoints)
    assert compare(structs.replace(network, interface_endpoints=newer), PRICES) == ()
