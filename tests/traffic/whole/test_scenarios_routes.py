"""Scenarios decided from AWS's documentation before they were traced: route tables, prefix lists, NAT, internet gateways, IPv6."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

# --- routing priority in one VPC
ONE_VPC = """
    on_premises: {office: {cidrs: [172.16.0.0/16, 10.0.5.0/24]}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-1, bgp: true}}
    prefix_lists: [{id: pl-corp, name: corp, entries: [172.16.1.0/24, 172.16.0.0/16]}]
    vpcs:
      a:
        cidrs: [10.0.0.0/16, 100.64.0.0/16]
        internet_gateway: {id: igw-1}
        vpn_gateway: {id: vgw-1}
        security_groups: {open: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        subnets:
          p: {zone: a, cidr: 10.0.0.0/24, instances: {web: {ip: 10.0.0.10, public_ip: 54.0.0.10, security_groups: open}, bare: {ip: 10.0.0.11, security_groups: open}}, nat_gateway: {id: nat-1, private_ip: 10.0.0.5, public_ip: 54.0.0.5}}
          q: {zone: a, cidr: 10.0.1.0/24, instances: {app: {ip: 10.0.1.10, security_groups: open}, app2: {ip: 10.0.1.11, security_groups: open}}}
          s: {zone: b, cidr: 100.64.0.0/24, instances: {second: {ip: 100.64.0.10, security_groups: open}}}
        route_tables:
          pub: {subnets: p, routes: {0.0.0.0/0: igw-1}}
          priv: {main: true, propagating_gateways: vgw-1, routes: %s}
        gateway_endpoints: {s3: {id: vpce-s3, service: s3, route_tables: priv}}
"""
PROPAGATED = "{target: vgw-1, origin: propagated}"
USUAL = ONE_VPC % (f"{{0.0.0.0/0: nat-1, 172.16.0.0/16: {PROPAGATED}, 10.0.5.0/24: {PROPAGATED}, 0.0.0.0/0: nat-1}}").replace(
    ", 0.0.0.0/0: nat-1}", "}"
)
case(
    "s3 own region goes gateway endpoint over NAT",
    USUAL,
    "app",
    "s3.eu-west-1.amazonaws.com",
    "delivered",
    via="vpce-s3",
    not_via="nat-1",
    stays=True,
)
case("bucket virtual host", USUAL, "app", "mybucket.s3.eu-west-1.amazonaws.com", "delivered", via="vpce-s3")
case(
    "s3 other region goes NAT", USUAL, "app", "s3.us-east-1.amazonaws.com", "delivered", via="nat-1", not_via="vpce-s3", stays=False
)
case("the global name of S3 is us-east-1", USUAL, "app", "s3.amazonaws.com", "delivered")
case(
    "dynamodb without endpoint via NAT, stays",
    USUAL,
    "app",
    "dynamodb.eu-west-1.amazonaws.com",
    "delivered",
    via="nat-1",
    stays=True,
)
case(
    "propagated vpn more specific than local: local wins -> nobody there",
    USUAL,
    "app",
    "10.0.5.10",
    "blocked",
    reason="NO_POSSIBLE_DESTINATION",
)
case("vpn propagated", USUAL, "app", "172.16.9.9", "delivered", via="vpn-1", stays=False)
case("secondary CIDR local", USUAL, "app", "second", "delivered")
case("second to internet via main nat", USUAL, "second", "internet", "delivered", via="nat-1")
case("igw without public ip", USUAL, "bare", "internet", "blocked", reason="IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
case("web to internet", USUAL, "web", "internet", "delivered", via="igw-1")
case("internet to web", USUAL, "internet", "web", "delivered", via="igw-1")
case("internet to bare", USUAL, "internet", "bare", "blocked", reason="IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
case("internet to nat public ip", USUAL, "internet", "54.0.0.5", "blocked", reason="NGW_ACCEPTS_ONLY_EGRESS")
case(
    "public subnet cannot get to onprem (no propagation)",
    USUAL,
    "web",
    "172.16.9.9",
    "blocked",
    reason="IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
)
case(
    "onprem to s3 via gw endpoint impossible, goes own internet",
    USUAL,
    "office",
    "s3.eu-west-1.amazonaws.com",
    "delivered",
    not_via="vpce-s3",
    stays=False,
)
case("app to web by public ip via NAT and back", USUAL, "app", "54.0.0.10", "delivered", via="nat-1")
case("same subnet icmp", USUAL, "app", "app2", "delivered", protocol="icmp")
STATIC = ONE_VPC % "{0.0.0.0/0: nat-1, 172.16.0.0/16: nat-1}"
case(
    "static beats propagated (spec learned)",
    STATIC,
    "app",
    "172.16.9.9",
    "blocked",
    reason="IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
    not_via="vgw-1",
)
LISTED = ONE_VPC % "{0.0.0.0/0: nat-1, 172.16.1.0/24: vgw-1, pl-corp: nat-1}"
case("CIDR static before prefix list same prefix", LISTED, "app", "172.16.1.9", "delivered", via="vpn-1")
case(
    "prefix list before propagated same prefix",
    LISTED,
    "app",
    "172.16.2.9",
    "blocked",
    reason="IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
    not_via="vgw-1",
)
WIDER = ONE_VPC % "{0.0.0.0/0: nat-1, 172.16.0.0/15: vgw-1, pl-corp: vgw-1}"
case("pl to vgw", WIDER, "app", "172.16.2.9", "delivered", via="vpn-1")
# NAT in the same subnet with loop: private subnet holding its own NAT
LOOP = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          q: {zone: a, cidr: 10.0.1.0/24, instances: {app: {ip: 10.0.1.10}}, nat_gateway: {id: nat-1, private_ip: 10.0.1.5, public_ip: 54.0.0.5}}
        route_tables: {priv: {main: true, routes: {0.0.0.0/0: nat-1}}}
"""
case("NAT in own subnet loops", LOOP, "app", "internet", "blocked", reason="CYCLIC_PATH_DETECTED")
# IPv6
SIX = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        ipv6_cidrs: ['2001:db8:1::/56']
        internet_gateway: {id: igw-1}
        egress_only_internet_gateways: {e: {id: eigw-1}}
        subnets:
          pub: {zone: a, cidr: 10.0.0.0/24, ipv6_cidrs: ['2001:db8:1:0::/64'], instances: {web: {ip: 10.0.0.10}}, network_interfaces: {w6: {id: eni-w6, private_ips: 10.0.0.20, ipv6s: '2001:db8:1:0::20'}}}
          priv: {zone: a, cidr: 10.0.1.0/24, ipv6_cidrs: ['2001:db8:1:1::/64'], network_interfaces: {p6: {id: eni-p6, private_ips: 10.0.1.20, ipv6s: '2001:db8:1:1::20'}}}
          iso: {zone: a, cidr: 10.0.2.0/24, ipv6_cidrs: ['2001:db8:1:2::/64'], network_interfaces: {i6: {id: eni-i6, private_ips: 10.0.2.20, ipv6s: '2001:db8:1:2::20'}}}
        route_tables:
          pub: {subnets: pub, routes: {0.0.0.0/0: igw-1, '::/0': igw-1}}
          priv: {subnets: priv, routes: {'::/0': eigw-1}}
          iso: {main: true}
"""
case("v6 out by igw", SIX, "eni-w6", "internet", "delivered", ipv6=True, via="igw-1")
case("v6 in by igw", SIX, "internet", "eni-w6", "delivered", ipv6=True, via="igw-1")
case("v6 out by eigw", SIX, "eni-p6", "internet", "delivered", ipv6=True, via="eigw-1")
case("v6 in for eigw subnet", SIX, "internet", "eni-p6", "blocked", reason="EIGW_ACCEPTS_ONLY_EGRESS", ipv6=True)
case("v6 in for isolated", SIX, "internet", "eni-i6", "no-route", reason="NO_ROUTE_TO_DESTINATION", ipv6=True)
case("v6 local between subnets", SIX, "eni-p6", "eni-i6", "delivered", ipv6=True)
case("v4 internet from private without v4 route", SIX, "eni-p6", "internet", "no-route", reason="NO_ROUTE_TO_DESTINATION")
# private NAT via TGW, overlapping
case("v6 s3", SIX, "eni-p6", "s3.eu-west-1.amazonaws.com", "no-route", reason="NO_ROUTE_TO_DESTINATION")

test_scenario = scenarios.test()
