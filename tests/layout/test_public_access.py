"""What pictures say of VPC Block Public Access, of endpoints' IPv6 addresses, and where routes to interfaces lead."""

import pytest
from msgspec import structs

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.layout.public_access import subnet_words
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

SPEC = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  v:
    cidr: 10.0.0.0/16
    ipv6_cidr: 2001:db8:1::/56
    block_public_access: block-ingress
    subnets:
      a: {zone: a, cidr: 10.0.0.0/24, ipv6_cidr: "2001:db8:1::/64", public_access_exclusion: allow-egress}
      b: {zone: b, cidr: 10.0.1.0/24, instances: {guard: {ip: 10.0.1.9}}}
      c: {zone: c, cidr: 10.0.2.0/24, block_public_access: "off"}
    interface_endpoints: {sqs: {id: vpce-1, service: sqs, subnets: {a: 10.0.0.20}}}
    route_tables: {m: {main: true, routes: {10.9.0.0/16: guard}}}
"""


def texts(network: Network) -> list[str]:
    svg = render_svg(lay_out(network, Options(detail="full")))
    assert defects(svg) == []
    return [word.text for word in Picture(svg).words]


def test_vpcs_and_subnets_say_what_block_public_access_does() -> None:
    """VPC User Guide, "Block public access to VPCs and subnets"."""
    said = texts(load_document("spec.yaml", SPEC))
    assert "Block Public Access: ingress" in said
    assert "excluded from Block Public Access: egress, ignored in ingress mode" in said, "Advanced example, scenario 5"
    both_ways = texts(load_document("spec.yaml", SPEC.replace(b"block-ingress", b"block-bidirectional")))
    assert "excluded from Block Public Access: egress" in both_ways
    assert "excluded from Block Public Access" in said, "a scan tells of an excluded subnet that nothing is blocked there"


@pytest.mark.parametrize(("mode", "words"), [("block-ingress", ""), ("block-bidirectional", "Block Public Access: bidirectional")])
def test_a_subnet_says_what_is_another_than_its_vpcs(mode: str, words: str) -> None:
    network = Network(vpcs=(r.Vpc(id="vpc-1", block_public_access="block-ingress"),))
    assert subnet_words(network, r.Subnet(id="subnet-1", vpc="vpc-1", block_public_access=mode)) == words


def test_subnets_say_that_they_are_on_an_outpost_or_of_amazon_evs() -> None:
    """EC2 API Reference, Subnet: OutpostArn, Type."""
    special = b"""c: {zone: c, outpost: "arn:aws:outposts:eu-west-1:111122223333:outpost/op-1", type: Elastic VMware Service, """
    said = texts(load_document("spec.yaml", SPEC.replace(b"c: {zone: c, ", special)))
    assert {"on Outpost op-1", "Elastic VMware Service subnet"} <= set(said)


def test_routes_to_an_interface_are_named_by_whose_it_is_and_endpoints_names_have_their_ipv6_addresses() -> None:
    network = load_document("spec.yaml", SPEC)
    both = tuple(
        structs.replace(one, ipv6s=("2001:db8:1::20",)) if one.owner == "vpce-1" else one for one in network.network_interfaces
    )
    named = tuple(structs.replace(one, dns_names=("x.vpce.amazonaws.com",)) for one in network.interface_endpoints)
    said = texts(structs.replace(network, network_interfaces=both, interface_endpoints=named))
    assert "guard" in said
    assert not [text for text in said if text.startswith("eni-i-v-guard")]
    assert any("10.0.0.20, 2001:db8:1::20" in text for text in said)


def test_a_connect_attachment_is_not_named_by_what_carries_it() -> None:
    table = r.TransitGatewayRouteTable(
        id="tgw-rtb-1",
        transit_gateway="tgw-1",
        routes=(r.TransitGatewayRoute(destination="10.95.0.0/16", attachments=("tgw-attach-2",)),),
    )
    attachments = (
        r.TransitGatewayAttachment(id="tgw-attach-1", transit_gateway="tgw-1", resource="vpc-1"),
        r.TransitGatewayAttachment(id="tgw-attach-2", transit_gateway="tgw-1", type="connect", resource="tgw-attach-1"),
    )
    network = Network(
        origin="scan",
        vpcs=(r.Vpc(id="vpc-1", cidrs=("10.0.0.0/16",), region="eu-west-1"),),
        transit_gateways=(r.TransitGateway(id="tgw-1", region="eu-west-1"),),
        transit_gateway_attachments=attachments,
        transit_gateway_route_tables=(table,),
    )
    said = texts(network)
    assert said[said.index("10.95.0.0/16") + 1] == "tgw-attach-2"


DECIDING = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  v:
    cidr: 10.0.0.0/16
    ipv6_cidr: fd20:1::/56
    private_ipv6_cidrs: fd20:1::/56
    subnets: {a: {zone: a, cidr: 10.0.0.0/24, network_interfaces: {shut: {ip: 10.0.0.9, deny_all_igw_traffic: true}}}}
    security_groups: {shared: {associated_vpcs: w}}
  w: {cidr: 10.1.0.0/16, subnets: {b: {zone: a, cidr: 10.1.0.0/24}}}
transit_gateways:
  hub:
    security_group_referencing: true
    attachments:
      one: {resource: v, subnets: a, nat_rules: {10.0.0.0/16: 100.64.0.0/16}}
      two: {resource: w, subnets: b, security_group_referencing: false}
resolver_rules:
  - {id: rslvr-rr-1, name: parts, type: delegate, delegation_record: dns.corp.example, vpcs: v}
"""


def test_what_decides_about_packets_stands_in_the_picture() -> None:
    said = " | ".join(texts(load_document("spec.yaml", DECIDING)))
    for words in (
        "fd20:1::/56 (private)",
        "closed to internet gateways",
        "Security group · also in w",
        "Transit gateway attachment · 1:1 NAT to 100.64.0.0/16",
        "Transit gateway attachment · no group references",
        "delegate dns.corp.example",
    ):
        assert words in said, words
