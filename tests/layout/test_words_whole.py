"""What a picture says of a thing is whole, and AWS says it, too."""

from msgspec import structs

from vpcviz.layout import Options, lay_out
from vpcviz.layout.options import Detail
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.scene import Text, groups
from vpcviz.spec import load_document

WAN = b"""
vpcviz: 1
core_networks:
  - id: core-network-1
    name: global
    attachments:
      - { type: VPC, resource: one, segment: production }
      - { type: VPC, resource: two, segment: development }
      - { type: SITE_TO_SITE_VPN, resource: plant-vpn, segment: shared-services }
      - { type: VPC, resource: three, segment: a-segment-with-a-long-name }
customer_gateways: { plant: { ip: 203.0.113.77, asn: 65077 } }
vpn_connections: { plant-vpn: { customer_gateway: plant, gateway: core-network-1 } }
vpcs:
  one: { cidr: 10.1.0.0/16, region: eu-west-1 }
  two: { cidr: 10.2.0.0/16, region: eu-west-1 }
  three: { cidr: 10.3.0.0/16, region: eu-west-1 }
"""

ZONE = b"""
vpcviz: 1
region: eu-west-1
zones: { eu-west-1-wl1-dub-wlz-1: { type: wavelength-zone } }
vpcs:
  one:
    cidr: 10.1.0.0/16
    subnets: { wl: { zone: eu-west-1-wl1-dub-wlz-1, cidr: 10.1.1.0/24 } }
"""

APPLIANCES = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  one:
    cidr: 10.1.0.0/16
    subnets: { a: { zone: a, cidr: 10.1.1.0/24 }, b: { zone: b, cidr: 10.1.2.0/24 } }
    load_balancers:
      gwlb: { type: gateway, subnets: [a, b] }
      nlb: { type: network, subnets: [a, b] }
"""

UNSEEN = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  one:
    cidr: 10.1.0.0/16
    subnets: { application-a: { zone: a, cidr: 10.1.1.0/24 }, application-b: { zone: b, cidr: 10.1.2.0/24 } }
"""

RULES = b"""
vpcviz: 1
region: eu-west-1
on_premises: { office: { cidr: 172.16.0.0/16, dns_servers: [{ ip: 172.16.0.53, name: dc }] } }
vpcs:
  one:
    cidr: 10.1.0.0/16
    subnets: { a: { zone: a, cidr: 10.1.1.0/24 }, b: { zone: b, cidr: 10.1.2.0/24 } }
    resolver_endpoints:
      first: { direction: outbound, ips: [a, b] }
      second: { direction: outbound, ips: [a, b] }
resolver_rules:
  one: { domain: one.example, type: forward, endpoint: first, target_ips: [172.16.0.53], vpcs: [one] }
  two: { domain: two.example, type: forward, endpoint: second, target_ips: [172.16.0.53], vpcs: [one] }
"""


def texts(spec: bytes, detail: Detail = "standard") -> list[str]:
    """All texts of a picture."""
    picture = lay_out(load_document("spec.yaml", spec), Options(detail=detail))
    return [part.text for group in groups(picture.parts) for part in group.parts if isinstance(part, Text)]


def test_a_core_network_names_its_segments_whole_and_what_is_in_them_but_on_no_border() -> None:
    found = texts(WAN)
    assert " ".join(text for text in found if text.startswith("segments: ") or text.endswith("shared-services")) == (
        "segments: a-segment-with-a-long-name, development, production, shared-services"
    )
    assert "shared-services: plant-vpn" in found
    assert not any(text.startswith("production: ") for text in found)


def test_a_zone_says_what_kind_of_zone_it_is() -> None:
    assert "eu-west-1-wl1-dub-wlz-1 · wavelength zone" in texts(ZONE)


def test_a_gateway_load_balancer_has_no_scheme() -> None:
    found = texts(APPLIANCES)
    assert "Gateway Load Balancer" in found
    assert "Network Load Balancer · internal" in found


def test_a_rule_says_by_which_endpoint_it_sends() -> None:
    found = texts(RULES)
    assert {"by first", "by second"} <= set(found)


def test_where_interfaces_may_be_is_told_whole_or_counted() -> None:
    network = load_document("spec.yaml", UNSEEN)
    (vpc,), subnets = network.vpcs, tuple(subnet.id for subnet in network.subnets)
    store = r.Workload(id="store", type="rds-instance", vpc=vpc.id, subnets=subnets)
    svg = render_svg(lay_out(structs.replace(network, workloads=(store,)))).decode()
    assert ">in some of application-a and 1 more<" in svg
