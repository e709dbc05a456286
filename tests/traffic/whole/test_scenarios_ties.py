"""Scenarios decided from AWS's documentation: equal CIDRs, firewalls by zone, what senders and targets may be, NAT instances."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

EQUAL = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {ha: {ip: 10.1.1.10}}}}, route_tables: {a: {main: true, routes: {10.0.0.0/8: tgw-1}}}}
      b: {cidr: 10.2.0.0/16, subnets: {b1: {zone: a, cidr: 10.2.1.0/24, instances: {hb: {ip: 10.2.1.10}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/8: tgw-1}}}}
      c: {cidr: 10.2.0.0/16, subnets: {c1: {zone: a, cidr: 10.2.1.0/24, instances: {hc: {ip: 10.2.1.20}}}}, route_tables: {c: {main: true, routes: {10.0.0.0/8: tgw-1}}}}
    transit_gateways: {hub: {id: tgw-1, attachments: {a: {id: tgw-attach-a, resource: a, subnets: a1}, b: {id: tgw-attach-b, resource: b, subnets: b1}, c: {id: tgw-attach-c, resource: c, subnets: c1}}, route_tables: {r: {id: tgw-rtb-1, associations: [tgw-attach-a, tgw-attach-b, tgw-attach-c], propagations: [tgw-attach-a, tgw-attach-b, tgw-attach-c]%s}}}}
"""
case(
    "two VPCs of one CIDR propagate: which AWS took is not known",
    EQUAL % "",
    "ha",
    "10.2.1.10",
    "unknown",
    reason="ROUTE_PRIORITY_NOT_DEFINED",
)
case("static decides", EQUAL % ", routes: {10.2.0.0/16: tgw-attach-c}", "ha", "10.2.1.20", "delivered")
case(
    "static decides against b",
    EQUAL % ", routes: {10.2.0.0/16: tgw-attach-c}",
    "ha",
    "hb",
    "blocked",
    reason="NO_POSSIBLE_DESTINATION",
)
# Network Firewall in two zones, asymmetric by zone
ZONES = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets: {fa: {zone: a, cidr: 10.0.0.0/24}, fb: {zone: b, cidr: 10.0.1.0/24}, wa: {zone: a, cidr: 10.0.2.0/24, instances: {w: {ip: 10.0.2.10, public_ip: 54.1.1.1}}}, wb: {zone: b, cidr: 10.0.3.0/24, instances: {x: {ip: 10.0.3.10, public_ip: 54.1.1.2}}}}
        network_firewalls: {f: {id: fw-1, subnets: [fa, fb], endpoints: {fa: vpce-fa, fb: vpce-fb}}}
        route_tables: {edge: {gateways: igw-1, routes: {10.0.2.0/24: %s, 10.0.3.0/24: vpce-fb}}, fw: {subnets: [fa, fb], routes: {0.0.0.0/0: igw-1}}, wa: {subnets: wa, routes: {0.0.0.0/0: vpce-fa}}, wb: {subnets: wb, routes: {0.0.0.0/0: vpce-fb}}}
"""
case("firewall by zone", ZONES % "vpce-fa", "internet", "w", "delivered", via="fw-1")
case(
    "firewall of the other zone one way", ZONES % "vpce-fb", "internet", "w", "delivered-but-asymmetric", reason="ASYMMETRIC_ROUTE"
)
# senders and targets: subnet, IP, CIDR; TGW attached subnet same as instance etc
PLAIN = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets: {p: {zone: a, cidr: 10.0.0.0/24, map_public_ip: true, instances: {m: {ip: 10.0.0.10}}}, q: {zone: a, cidr: 10.0.1.0/24, instances: {n: {ip: 10.0.1.10}}}}
        route_tables: {p: {subnets: p, routes: {0.0.0.0/0: igw-1}}, q: {main: true}}
"""
case("subnet that maps public IPs to internet", PLAIN, "p", "internet", "delivered")
case("instance in it", PLAIN, "m", "internet", "delivered")
case("internet to it", PLAIN, "internet", "m", "delivered")
case("subnet to subnet", PLAIN, "p", "q", "delivered")
case("by IP", PLAIN, "10.0.0.10", "10.0.1.10", "delivered")
case("by CIDR of a subnet", PLAIN, "10.0.1.0/24", "10.0.0.10", "delivered")
case("isolated to internet", PLAIN, "n", "internet", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("to an unused address of a subnet", PLAIN, "m", "10.0.1.77", "blocked", reason="NO_POSSIBLE_DESTINATION")
case("reserved address .1", PLAIN, "m", "10.0.1.1", "blocked", reason="NO_POSSIBLE_DESTINATION")
case("to 169.254.169.254", PLAIN, "m", "169.254.169.254", "delivered", port=80)
case("to VPC resolver", PLAIN, "m", "10.0.0.2", "delivered", port=53, protocol="udp")
# edges: peering and NAT instance, egress rule lost
NAT_INSTANCE = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        security_groups: {nat: {id: sg-nat, ingress: [all from 10.0.0.0/16], egress: [all to 0.0.0.0/0]}}
        subnets: {p: {zone: a, cidr: 10.0.0.0/24, network_interfaces: {ni: {id: eni-nat, private_ips: 10.0.0.10, public_ip: 54.4.4.4, source_dest_check: %s, security_groups: sg-nat}}}, q: {zone: a, cidr: 10.0.1.0/24, instances: {n: {ip: 10.0.1.10}}}}
        route_tables: {p: {subnets: p, routes: {0.0.0.0/0: igw-1}}, q: {main: true, routes: {0.0.0.0/0: eni-nat}}}
"""
case("NAT instance", NAT_INSTANCE % "false", "n", "internet", "delivered", via="eni-nat")
case(
    "NAT instance with the check on", NAT_INSTANCE % "true", "n", "internet", "blocked", reason="ENI_SOURCE_DEST_CHECK_RESTRICTION"
)

case("the resolver is not the metadata service", PLAIN, "m", "10.0.0.2", "blocked", reason="NO_POSSIBLE_DESTINATION", port=80)
case("time sync", PLAIN, "n", "169.254.169.123", "delivered", port=123, protocol="udp")
case("a subnet asks the resolver", PLAIN, "q", "169.254.169.253", "delivered", port=53, protocol="udp")

test_scenario = scenarios.test()
