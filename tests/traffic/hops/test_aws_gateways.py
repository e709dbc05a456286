"""Gateways of IPv6 and further addresses: NAT64, private IPv6, edge middleboxes, Direct Connect's prefixes, a NAT gateway's addresses."""

from textwrap import dedent

import pytest

from tests.traffic.helpers import ids, network, scan, trace
from vpcviz.model import Network

SIX = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        ipv6_cidr: 2001:db8:1::/56
        internet_gateway: {id: igw-1}
        subnets:
          out: {zone: a, cidr: 10.0.0.0/24, nat_gateway: {id: nat-1, public_ip: 203.0.113.9, private_ip: 10.0.0.20}}
          six: {zone: a, ipv6_cidr: 2001:db8:1:1::/64, instances: {six-1: {ipv6: 2001:db8:1:1::10}}}
          four: {zone: a, cidr: 10.0.3.0/24, instances: {four-1: {ip: 10.0.3.10}}}
        route_tables:
          out: {subnets: out, routes: {0.0.0.0/0: igw-1}}
          main: {main: true, routes: {"64:ff9b::/96": nat-1}}
"""


@pytest.mark.parametrize("protocol", ["tcp", "icmp"])
def test_nat64_to_the_internet(protocol: str):
    """VPC User Guide, "DNS64 and NAT64": the NAT gateway makes 64:ff9b::/96 IPv4, and the answer IPv6 again."""
    answer = trace(SIX, "six-1", "64:ff9b::c000:201", protocol=protocol)
    assert answer.delivered, answer.explanation
    said = [hop.because for hop in answer.forward if hop.id == "nat-1"]
    assert said[-1] == "NAT64: destination 64:ff9b::c000:201 becomes 192.0.2.1"
    assert answer.back[-1].id.startswith("eni-")
    assert any("NAT64: the answer's source 192.0.2.1 becomes 64:ff9b::c000:201 again" in hop.because for hop in answer.back)


def test_nat64_within_the_vpc():
    """The same page: also to IPv4 hosts of the VPC."""
    answer = trace(SIX, "six-1", "64:ff9b::a00:30a")
    assert answer.delivered, answer.explanation
    assert ids(answer)[-1] == "eni-i-v-four-1"


def test_nat_gateways_take_no_other_ipv6():
    spec = SIX.replace('"64:ff9b::/96"', '"::/0"')
    answer = trace(spec, "six-1", "internet", ipv6=True)
    assert (answer.verdict, answer.reason) == ("blocked", "PROTOCOL_RESTRICTION")


PRIVATE = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        ipv6_cidr: %s
        %s
        internet_gateway: {id: igw-1}
        egress_only_internet_gateway: {id: eigw-1}
        subnets:
          a: {zone: a, cidr: 10.0.0.0/24, ipv6_cidr: "%s:0::/64", instances: {web: {ip: 10.0.0.10, ipv6: "%s:0::10"}}}
          b: {zone: a, cidr: 10.0.1.0/24, ipv6_cidr: "%s:1::/64", instances: {app: {ip: 10.0.1.10, ipv6: "%s:1::10"}}}
        route_tables:
          a: {subnets: a, routes: {"::/0": igw-1}}
          b: {subnets: b, routes: {"::/0": eigw-1}}
"""


def private(prefix: str, *, announced: bool) -> Network:
    cidr = f'"{prefix}::/56"'
    mark = "" if announced else f"private_ipv6_cidrs: [{cidr}]"
    return network(PRIVATE % (cidr, mark, *[prefix] * 4))


@pytest.mark.parametrize(
    "net",
    [private("fd20:1:0", announced=True), private("2001:db8:9", announced=False)],
    ids=["unique local", "not announced"],
)
def test_private_ipv6_addresses_are_not_of_the_internet(net: Network):
    """VPC User Guide, "Private IPv6 addresses"; RFC 4193: not out, by any gateway, and not in; within the VPC they are as others."""
    for start, code in (("web", "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"), ("app", "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")):
        answer = trace(net, start, "internet", ipv6=True)
        assert (answer.verdict, answer.reason) == ("blocked", code)
    answer = trace(net, "internet", "web", ipv6=True)
    assert (answer.verdict, answer.reason) == ("blocked", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
    assert trace(net, "web", "app", ipv6=True).delivered


def test_announced_ipv6_addresses_are():
    net = private("2001:db8:9", announced=True)
    assert trace(net, "web", "internet", ipv6=True).delivered
    assert trace(net, "app", "internet", ipv6=True).delivered
    assert trace(net, "internet", "web", ipv6=True).delivered


EDGE = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          m: {zone: a, cidr: 10.0.1.0/24, %s}
          w: {zone: a, cidr: 10.0.2.0/24, instances: {web: {ip: 10.0.2.10, public_ip: 203.0.113.10}}}
        route_tables:
          edge: {gateways: igw-1, routes: {10.0.2.0/24: box}}
          m: {subnets: m, routes: {0.0.0.0/0: igw-1}}
          w: {subnets: w, routes: {0.0.0.0/0: box}}
"""


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        ("network_interfaces: {box: {ip: 10.0.1.9, source_dest_check: false}}", "INGRESS_RTB_TRAFFIC_REDIRECTION"),
        ("network_interfaces: {box: {ip: 10.0.1.9, public_ip: 203.0.113.9, source_dest_check: false}}", "DELIVERED"),
        ("instances: {box: {id: i-1, ip: 10.0.1.9}}", "INGRESS_RTB_TRAFFIC_REDIRECTION"),
    ],
)
def test_middleboxes_behind_an_internet_gateway_have_a_public_ip(box: str, reason: str):
    """VPC User Guide, "Gateway route tables": "the target network interface must also have a public IP address"."""
    assert trace(EDGE % box, "internet", "web").reason == reason


LINE = """
    on_premises: {dc: {cidr: 172.16.0.0/12}}
    direct_connect_gateways: {dxgw: {asn: 64512, associations: [{gateway: vgw-a, allowed_prefixes: %s}, {gateway: vgw-b, allowed_prefixes: 10.1.0.0/16}]}}
    virtual_interfaces: {vif: {type: private, gateway: dxgw, on_premises: dc, vlan: 101, prefixes: [%s]}}
    vpcs:
      a:
        cidr: 10.0.0.0/16
        vpn_gateway: {id: vgw-1, name: vgw-a}
        subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {in-a: 10.0.1.10}}}
        route_tables: {m: {main: true, propagating_gateways: vgw-a, routes: {10.0.0.0/8: {target: vgw-a, origin: propagated}, 172.16.0.0/12: {target: vgw-a, origin: propagated}}}}
      b:
        cidr: 10.1.0.0/16
        vpn_gateway: {id: vgw-2, name: vgw-b}
        subnets: {s: {zone: a, cidr: 10.1.1.0/24, instances: {in-b: 10.1.1.10}}}
        route_tables: {m: {main: true, propagating_gateways: vgw-b, routes: {10.0.0.0/8: {target: vgw-b, origin: propagated}}}}
"""


def test_a_supernet_announced_over_direct_connect_joins_vpcs():
    """Direct Connect User Guide, "Direct Connect gateways", the exception of November 2021; a note says that AWS's pages disagree."""
    answer = trace(LINE % ("10.0.0.0/16", "172.16.0.0/12, 10.0.0.0/8"), "in-a", "in-b")
    assert answer.verdict == "delivered", answer.explanation
    assert [one for one in ids(answer) if one.startswith("vgw")] == ["vgw-1", "vgw-2"]
    assert any("disagree" in note for note in answer.notes)


def test_without_a_supernet_it_does_not():
    answer = trace(LINE % ("10.0.0.0/16", "172.16.0.0/12"), "in-a", "in-b")
    assert not answer.delivered


def test_allowed_prefixes_filter_what_is_announced():
    """Direct Connect User Guide, "Allowed prefixes interactions": one that is narrower than the VPC's CIDR announces nothing."""
    answer = trace(LINE % ("10.0.1.0/24", "172.16.0.0/12"), "dc", "in-a")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_ON_PREMISES")
    assert answer.change == "allow 10.0.0.0/16 for vgw-1 at the Direct Connect gateway"
    assert trace(LINE % ("10.0.0.0/16", "172.16.0.0/12"), "dc", "in-a").delivered


def test_no_address_of_a_nat_gateway_takes_connections():
    """VPC User Guide, "NAT gateway basics": secondary addresses, too, are for connections from inside."""
    net = scan(
        """
        vpcs: [{id: vpc-1, region: eu-west-1, cidrs: [10.0.0.0/16]}]
        subnets: [{id: subnet-1, region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.0.0/24}]
        internet_gateways: [{id: igw-1, vpc: vpc-1, region: eu-west-1}]
        nat_gateways: [{id: nat-1, vpc: vpc-1, subnet: subnet-1, private_ip: 10.0.0.5, public_ip: 52.30.7.11, state: available}]
        network_interfaces:
        - {id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.0.5, 10.0.0.6], public_ip: 52.30.7.11, public_ips: {10.0.0.6: 52.30.7.12}, type: nat_gateway, owner: nat-1}
        - {id: eni-2, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.0.9], security_groups: [sg-1]}
        security_groups: [{id: sg-1, vpc: vpc-1, egress: [{protocol: "-1", peer: 0.0.0.0/0}]}]
        """
    )
    for start, end in (("internet", "52.30.7.12"), ("eni-2", "10.0.0.6")):
        answer = trace(net, start, end)
        assert (answer.verdict, answer.reason) == ("blocked", "NGW_ACCEPTS_ONLY_EGRESS")


WAVE = """
    zones: {eu-west-2-wl1-lon-wlz-1: {type: wavelength-zone}}
    vpcs:
      v:
        cidr: 10.0.0.0/16
        carrier_gateway: {id: cagw-1}
        internet_gateway: {id: igw-1}
        subnets: {w: {zone: eu-west-2-wl1-lon-wlz-1, cidr: 10.0.1.0/24, network_interfaces: {edge: {ip: 10.0.1.10, %s}, bare: {ip: 10.0.1.20}}}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: %s}}}
"""


@pytest.mark.parametrize("written", ["carrier_ips: {10.0.1.10: 155.146.0.10}", "public_ip: 155.146.0.10"])
def test_carrier_ips(written: str):
    """Wavelength Developer Guide, "Carrier gateways": out to the internet by a carrier IP, and nothing in from there."""
    spec = "\nregion: eu-west-2" + dedent(WAVE) % (written, "carrier_gateway")
    answer = trace(network(spec), "edge", "8.8.8.8")
    assert answer.verdict == "delivered", answer.explanation
    assert any("its carrier IP 155.146.0.10" in hop.because for hop in answer.forward)
    for end in ("edge", "155.146.0.10"):
        answer = trace(network(spec), "internet", end)
        assert (answer.verdict, answer.reason) == ("blocked", "CAGW_ACCEPTS_ONLY_EGRESS")
    assert trace(network(spec), "bare", "8.8.8.8").reason == "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"
    by_igw = "\nregion: eu-west-2" + dedent(WAVE) % (written, "internet_gateway")
    assert trace(network(by_igw), "edge", "8.8.8.8").reason == "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"


def test_deny_all_igw_traffic():
    """EC2 API Reference, NetworkInterface, denyAllIgwTraffic: what comes from the internet is dropped, answers too."""
    spec = """
        vpcs:
          v:
            cidr: 10.0.0.0/16
            ipv6_cidr: 2001:db8:9::/56
            internet_gateway: {id: igw-1}
            subnets:
              a: {zone: a, cidr: 10.0.0.0/24, ipv6_cidr: "2001:db8:9::/64", network_interfaces: {shut: {ip: 10.0.0.10, ipv6: "2001:db8:9::10", deny_all_igw_traffic: true}, open: {ip: 10.0.0.11, ipv6: "2001:db8:9::11"}}}
            route_tables: {a: {main: true, routes: {"::/0": igw-1}}}
    """
    for start, end in (("internet", "shut"), ("shut", "internet")):
        answer = trace(spec, start, end, ipv6=True)
        assert (answer.verdict, answer.reason) == ("blocked", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
        assert "DenyAllIgwTraffic" in answer.explanation
    assert trace(spec, "internet", "open", ipv6=True).delivered
    assert trace(spec, "open", "shut", ipv6=True).delivered


REGIONAL = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        nat_gateways: {everywhere: {id: nat-1, availability: regional, %s addresses: {a: 203.0.113.1, b: 203.0.113.2}}}
        subnets:
          a: {zone: a, cidr: 10.0.0.0/24, instances: {in-a: 10.0.0.10}}
          b: {zone: b, cidr: 10.0.1.0/24, instances: {in-b: 10.0.1.10}}
        route_tables:
          app: {main: true, routes: {0.0.0.0/0: everywhere}}
          %s
"""
OWN = "out: {gateways: [everywhere], routes: {0.0.0.0/0: igw-1}}"


@pytest.mark.parametrize(("written", "table"), [("route_table: out,", OWN), ("", OWN), ("", "unused: {}")])
def test_regional_nat_gateways(written: str, table: str):
    """VPC User Guide, "Regional NAT gateways": in no subnet; each zone's own address; on by a route table of its own, which AWS
    makes with a route to the internet gateway."""
    net = network(REGIONAL % (written, table))
    for start, public in (("in-a", "203.0.113.1"), ("in-b", "203.0.113.2")):
        answer = trace(net, start, "internet")
        assert answer.verdict == "delivered", answer.explanation
        assert ids(answer)[-3:] == ["nat-1", *(["rtb-v-out"] if table == OWN else []), "igw-1", "internet"][-3:]
        assert any(f"becomes its public IP {public}" in hop.because for hop in answer.forward)
        assert answer.back[-1].kind == "eni"
    assert trace(net, "internet", "203.0.113.2").reason == "NGW_ACCEPTS_ONLY_EGRESS"


def test_a_regional_nat_gateway_whose_table_leads_nowhere():
    answer = trace(REGIONAL % ("", "out: {gateways: [everywhere]}"), "in-a", "internet")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")


@pytest.mark.parametrize(
    ("managed", "expected"), [("", ("blocked", "NO_POSSIBLE_DESTINATION")), ("igw-firewall", ("unknown", "NOT_READ"))]
)
def test_an_elastic_ip_that_no_interface_has(managed: str, expected: tuple[str, str]) -> None:
    """An account's own address is not somewhere on the internet."""
    net = scan(f"elastic_ips: [{{id: eipalloc-1, region: eu-west-1, public_ip: 203.0.113.99, service_managed: '{managed}'}}]")
    answer = trace(net, "internet", "203.0.113.99")
    assert (answer.verdict, answer.reason) == expected
    assert bool(answer.conditions) == (expected[0] == "unknown")
