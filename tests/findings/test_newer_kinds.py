"""What rules say of newer kinds of AWS: regional NAT gateways, endpoints of other types, endpoints of firewalls."""

import pytest
from msgspec import structs

from tests.findings.cases.case import network_of
from tests.findings.cases.endpoints import NAT, endpoint
from vpcviz.cost import load_prices, price_network
from vpcviz.findings import Finding, check
from vpcviz.model import Network
from vpcviz.model import resources as r

PRICES = load_prices()

REGIONAL = """
vpcs:
  data:
    id: vpc-data
    cidr: 10.1.0.0/16
    block_public_access: %s
    internet_gateway: {id: igw-1}
    subnets: {app-a: {zone: a, cidr: 10.1.1.0/24, instances: {app: {ip: 10.1.1.11}}}}
    nat_gateways: {out: {id: nat-1, availability: regional, route_table: nat, addresses: [{zone: eu-west-1a, public_ip: 52.0.0.1}]}}
    route_tables:
      nat: {id: rtb-nat, routes: {0.0.0.0/0: internet_gateway}}
      app: {subnets: app-a, routes: {0.0.0.0/0: out}}
"""
FIREWALL = """
vpcs:
  v:
    cidr: 10.0.0.0/16
    subnets: {fw-a: {zone: a, cidr: 10.0.1.0/24}, fw-b: {zone: b, cidr: 10.0.2.0/24}}
    network_firewalls: {guard: {id: fw-1, subnets: [fw-a], endpoints: {fw-a: vpce-1}}}
    gateway_load_balancer_endpoints: [{id: vpce-1, service: SVC, subnets: [fw-a]}, {id: vpce-2, service: SVC, subnets: [fw-b]}]
""".replace("SVC", "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f60001")


def found(network: Network, rule: str) -> list[Finding]:
    return [one for one in check(network).findings if one.rule == rule]


def test_the_route_table_of_a_regional_nat_gateway_is_in_use() -> None:
    """Amazon VPC User Guide, "Regional NAT gateways": it has a route table of its own."""
    assert found(network_of(REGIONAL % "off"), "route-table-unassociated") == []
    without = network_of((REGIONAL % "off").replace("route_table: nat, ", ""))
    assert [one.subject for one in found(without, "route-table-unassociated")] == ["rtb-nat"]


def test_block_public_access_cuts_off_a_regional_nat_gateway() -> None:
    """Amazon VPC User Guide, "Block public access to VPCs and subnets": nothing leaves in bidirectional mode; NAT does in ingress mode."""
    (one,) = found(network_of(REGIONAL % "block-bidirectional"), "public-access-blocked")
    assert "nat-1" in one.message
    assert found(network_of(REGIONAL % "block-ingress"), "public-access-blocked") == []


APART = """
vpcs:
  v:
    cidr: 10.0.0.0/16
    ipv6_cidr: 2001:db8:1::/56
    block_public_access: %s
    internet_gateway: {id: igw-1}
    egress_only_internet_gateway: {id: eigw-1}
    subnets:
      public: {zone: a, cidr: 10.0.0.0/24, ipv6_cidr: "2001:db8:1::/64", instances: {web: {ipv6: "2001:db8:1::10"}}}
      app: {zone: a, cidr: 10.0.1.0/24, ipv6_cidr: "2001:db8:1:1::/64", instances: {worker: {ipv6: "2001:db8:1:1::10"}}}
    route_tables:
      public: {subnets: public, routes: {"::/0": igw-1}}
      app: {subnets: app, routes: {"::/0": eigw-1}}
"""


def test_what_leaves_by_an_egress_only_gateway_is_not_cut_off() -> None:
    """VPC User Guide, "Block public access to VPCs and subnets": in ingress mode egress-only gateways pass, which let nothing in anyway."""
    (one,) = found(network_of(APART % "block-ingress"), "public-access-blocked")
    assert "web" in one.message
    assert "worker" not in one.message
    (one,) = found(network_of(APART % "block-bidirectional"), "public-access-blocked")
    assert "web" in one.message
    assert "worker" in one.message


def test_a_zone_more_of_a_resource_endpoint_has_no_price() -> None:
    """AWS PrivateLink pricing: resource endpoints have hours of their own, which the price file has not."""
    network = network_of(endpoint("[a]"))
    (one,) = found(network, "interface-endpoint-one-zone")
    assert "A second zone costs" in one.message
    other = tuple(structs.replace(one, type="Resource") for one in network.interface_endpoints)
    (one,) = found(structs.replace(network, interface_endpoints=other), "interface-endpoint-one-zone")
    assert "costs" not in one.message
    assert one.usd_per_month is None


def test_an_endpoint_of_type_tunnel_is_no_interface_endpoint() -> None:
    """What one leads to AWS does not describe: nothing is said of it that holds for interface endpoints."""
    network = network_of(endpoint("[a]"))
    tunnel = tuple(structs.replace(one, type="Tunnel") for one in network.interface_endpoints)
    said = {one.rule for one in check(structs.replace(network, interface_endpoints=tunnel)).findings}
    assert [rule for rule in said if "endpoint" in rule] == ["endpoint-policy-full-access"]
    assert "interface-endpoint-one-zone" in {one.rule for one in check(network).findings}


def test_the_endpoint_of_a_firewall_is_the_firewalls() -> None:
    """AWS Network Firewall pricing: each firewall endpoint by the hour, which no Gateway Load Balancer endpoint's hour adds to."""
    network = network_of(FIREWALL)
    charged = {one.id for one in price_network(network, PRICES) if one.price == "gateway_load_balancer_endpoint_hour"}
    assert charged == {"vpce-2"}
    said = {one.subject: one.message for one in found(network, "endpoint-unused")}
    assert "Network Firewall guard" in said["vpce-1"]
    assert "a Gateway Load Balancer" in said["vpce-2"]


def test_what_leaves_by_a_carrier_gateway_has_a_price_of_its_own() -> None:
    """Amazon EC2 pricing, "Data transfer": Wavelength Zones have prices of their own."""
    network = structs.replace(
        network_of(NAT), carrier_gateways=(r.CarrierGateway(id="cagw-1", vpc="vpc-data", region="eu-west-1"),)
    )
    assert [one.usd for one in price_network(network, PRICES) if one.id == "cagw-1"] == [None]


def test_a_core_network_joins_its_vpcs() -> None:
    """AWS Cloud WAN User Guide: attached VPCs reach each other's endpoints; where attachments were not read, others may be joined."""
    network = network_of(endpoint("[a]"))
    s3 = tuple(structs.replace(one, service="com.amazonaws.eu-west-1.s3") for one in network.interface_endpoints)
    network = structs.replace(network, interface_endpoints=s3)
    (said,) = found(network, "interface-endpoint-for-s3")
    assert "serves its own VPC only" in said.message
    (vpc,) = {one.vpc for one in network.interface_endpoints}
    attached = tuple(r.CoreNetworkAttachment(attachment=f"attachment-{one}", type="VPC", resource=one) for one in (vpc, "vpc-far"))
    table = structs.replace(network.route_tables[0], vpc=vpc, routes=(r.Route(destination="10.0.0.0/8", target="core-network-1"),))
    for attachments in (attached, ()):
        core = r.CoreNetwork(id="core-network-1", attachments=attachments)
        joined = structs.replace(network, core_networks=(core,), route_tables=(table,))
        assert not [one for one in found(joined, "interface-endpoint-for-s3") if "its own VPC only" in one.message]


def test_an_endpoint_of_a_newer_type_is_no_interface_endpoint() -> None:
    """Nothing is said of it as if it were one: neither of its zones nor of its groups."""
    network = network_of(endpoint("[a]"))
    assert found(network, "interface-endpoint-one-zone")
    newer = tuple(structs.replace(one, type="Wormhole") for one in network.interface_endpoints)
    said = check(structs.replace(network, interface_endpoints=newer)).findings
    assert {one.rule for one in said if one.subject == "vpce-1"} <= {"endpoint-policy-full-access"}


@pytest.mark.parametrize(("there", "said"), [(True, "cannot take it now"), (False, "is gone")])
def test_what_a_blackhole_led_to_is_not_said_to_be_gone_where_it_is_there(there: bool, said: str) -> None:
    """VPC User Guide, "Configure route tables": blackhole tells that the route's target is not available."""
    table = r.RouteTable(id="rtb-1", vpc="vpc-1", main=True, routes=(r.Route("10.9.0.0/16", "eni-1", state="blackhole"),))
    interfaces = (r.NetworkInterface(id="eni-1", vpc="vpc-1"),) if there else ()
    network = Network(vpcs=(r.Vpc(id="vpc-1"),), route_tables=(table,), network_interfaces=interfaces)
    assert [said in one.message for one in found(network, "route-to-blackhole")] == [True]
