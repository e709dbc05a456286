"""Scenarios decided from AWS's documentation: central egress and endpoints, IPv6 over peering, distant targets, other senders."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

# central egress variants + gateway endpoints in central VPC
CENTRAL = """
    vpcs:
      sp: {cidr: 10.1.0.0/16, dns_hostnames: true, subnets: {s1: {zone: a, cidr: 10.1.1.0/24, instances: {h: {ip: 10.1.1.10}}}}, route_tables: {s: {main: true, routes: {0.0.0.0/0: tgw-1}}}}
      eg:
        cidr: 10.9.0.0/16
        dns_hostnames: true
        internet_gateway: {id: igw-e}
        security_groups: {ep: {id: sg-ep, ingress: [https from 10.0.0.0/8, https from 172.16.0.0/12], egress: []}}
        subnets: {t: {zone: a, cidr: 10.9.0.0/28}, n: {zone: a, cidr: 10.9.1.0/24, nat_gateway: {id: nat-e, public_ip: 54.9.9.9, private_ip: 10.9.1.5}}, e: {zone: a, cidr: 10.9.2.0/24}, e2: {zone: b, cidr: 10.9.3.0/24}}
        gateway_endpoints: {s3: {id: vpce-s3, service: s3, route_tables: [%(gw)s]}}
        interface_endpoints: {sqs: {id: vpce-sqs, service: sqs, subnets: {e: 10.9.2.50, e2: 10.9.3.50}, security_groups: sg-ep, private_dns: false}}
        resolver_endpoints: {in: {id: rslvr-in-1, direction: inbound, ips: {e: 10.9.2.53, e2: 10.9.3.53}}, out: {id: rslvr-out-1, direction: outbound, ips: {e: 10.9.2.54, e2: 10.9.3.54}}}
        route_tables: {t: {subnets: t, routes: {0.0.0.0/0: %(tdef)s}}, n: {subnets: n, routes: {0.0.0.0/0: igw-e, 10.0.0.0/8: tgw-1, 172.16.0.0/12: tgw-1}}, e: {main: true, routes: {10.0.0.0/8: tgw-1, 172.16.0.0/12: tgw-1}}}
    hosted_zones: [{id: Zsqs, name: sqs.eu-west-1.amazonaws.com, vpcs: [%(zv)s], records: {'@': alias sqs}}, {id: Zint, name: int.example, vpcs: eg, records: {a: 10.9.2.50}}]
    resolver_rules: [{id: rr-int, domain: int.example, endpoint: out, target_ips: [10.9.2.53, 10.9.3.53], vpcs: sp}]
    on_premises: {office: {cidr: 172.16.0.0/16, dns_servers: [{ip: 172.16.0.2, forwarders: {amazonaws.com: [10.9.2.53]}}]}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: tgw-1, bgp: true}}
    transit_gateways:
      hub: {id: tgw-1, attachments: {s: {id: tgw-attach-s, resource: sp, subnets: s1}, e: {id: tgw-attach-e, resource: eg, subnets: [t%(att)s]}, v: {id: tgw-attach-v, type: vpn, resource: vpn-1}}, route_tables: {r: {id: tgw-rtb-1, associations: [tgw-attach-s, tgw-attach-e, tgw-attach-v], propagations: [tgw-attach-s, tgw-attach-e, tgw-attach-v], routes: {0.0.0.0/0: tgw-attach-e}}}}
"""
USUAL = {"gw": "t", "tdef": "nat-e", "zv": "eg, sp", "att": ""}
case(
    "spoke S3 by gateway endpoint in attachment table: not",
    CENTRAL % USUAL,
    "h",
    "s3.eu-west-1.amazonaws.com",
    "blocked",
    reason="VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC",
)
case(
    "spoke S3 via NAT then gateway endpoint of NAT subnet",
    CENTRAL % dict(USUAL, gw="n"),
    "h",
    "s3.eu-west-1.amazonaws.com",
    "delivered",
    via="vpce-s3",
)
case(
    "spoke to IGW without NAT",
    CENTRAL % dict(USUAL, tdef="igw-e"),
    "h",
    "internet",
    "blocked",
    reason="IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
)
case(
    "central endpoint by shared zone", CENTRAL % USUAL, "h", "sqs.eu-west-1.amazonaws.com", "delivered", via="vpce-sqs", stays=True
)
case(
    "central endpoint, zone not associated: NAT",
    CENTRAL % dict(USUAL, zv="eg"),
    "h",
    "sqs.eu-west-1.amazonaws.com",
    "delivered",
    not_via="vpce-sqs",
)
case("forward rule to inbound endpoint in hub: outbound in hub itself", CENTRAL % USUAL, "h", "a.int.example", "delivered")
case(
    "onprem to internet via aws central egress? private dst public ip goes own internet",
    CENTRAL % USUAL,
    "office",
    "internet",
    "delivered",
)
case("onprem to sqs by forwarder to inbound", CENTRAL % USUAL, "office", "sqs.eu-west-1.amazonaws.com", "delivered", via="vpce-sqs")
case(
    "on-premises follows the announced default route, past no gateway endpoint",
    CENTRAL % USUAL,
    "office",
    "s3.eu-west-1.amazonaws.com",
    "blocked",
    reason="VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC",
)
# IPv6 SG/NACL/peering/tgw
DUAL = """
    vpcs:
      a: {cidr: 10.1.0.0/16, ipv6_cidrs: ['2001:db8:a::/56'], security_groups: {v4: {id: sg-v4, ingress: [https from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}, v6: {id: sg-v6, ingress: ['https from ::/0'], egress: ['all to ::/0']}}, subnets: {a: {zone: a, cidr: 10.1.1.0/24, ipv6_cidrs: ['2001:db8:a:1::/64'], network_interfaces: {x: {id: eni-x, private_ips: 10.1.1.10, ipv6s: '2001:db8:a:1::10', security_groups: sg-v6}, y: {id: eni-y, private_ips: 10.1.1.11, ipv6s: '2001:db8:a:1::11', security_groups: sg-v4}}}}, route_tables: {a: {main: true, routes: {'2001:db8:b::/56': pcx-1, 10.2.0.0/16: pcx-1}}}}
      b: {cidr: 10.2.0.0/16, ipv6_cidrs: ['2001:db8:b::/56'], security_groups: {w6: {id: sg-w6, ingress: ['https from 2001:db8:a::/56', {protocol: icmpv6, from_port: -1, to_port: -1, peer: '::/0'}], egress: []}}, subnets: {b: {zone: a, cidr: 10.2.1.0/24, ipv6_cidrs: ['2001:db8:b:1::/64'], network_interfaces: {z: {id: eni-z, private_ips: 10.2.1.10, ipv6s: '2001:db8:b:1::10', security_groups: sg-w6}}}}, route_tables: {b: {main: true, routes: {'2001:db8:a::/56': pcx-1}}}, network_acls: {n: {id: acl-b, subnets: b, entries: ['100 allow tcp 443 from ::/0', '101 allow 58 from ::/0', '100 allow all to ::/0', '110 allow all from 0.0.0.0/0', '110 allow all to 0.0.0.0/0']}}}
    peerings: [{id: pcx-1, between: [a, b]}]
"""
case("v6 peering", DUAL, "eni-x", "eni-z", "delivered", ipv6=True, via="pcx-1")
case("v6 ping", DUAL, "eni-x", "eni-z", "delivered", protocol="icmp", ipv6=True)
case("v4 peering: no v4 in group / no route back", DUAL, "eni-y", "eni-z", "blocked", reason="ENI_SG_RULES_MISMATCH")
case("sg v4 only for v6 dest", DUAL, "eni-y", "eni-z", "blocked", reason="ENI_SG_RULES_MISMATCH", ipv6=True)
# LB with IP targets on-prem & peered, NLB dualstack etc
DISTANT = """
    vpcs:
      a:
        cidr: 10.1.0.0/16
        internet_gateway: {id: igw-1}
        vpn_gateway: {id: vgw-1}
        security_groups: {lb: {id: sg-lb, ingress: [https from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        subnets: {p1: {zone: a, cidr: 10.1.1.0/24}, p2: {zone: b, cidr: 10.1.2.0/24}}
        route_tables: {p: {main: true, propagating_gateways: vgw-1, routes: {0.0.0.0/0: igw-1, 10.2.0.0/16: pcx-1}}}
        load_balancers:
          alb: {id: alb, type: application, scheme: internet-facing, subnets: [p1, p2], security_groups: sg-lb, listeners: [https 443 -> op]}
          alb2: {id: alb2, type: application, scheme: internet-facing, subnets: [p1, p2], security_groups: sg-lb, listeners: [https 443 -> peer]}
          nlb: {id: nlb, type: network, scheme: internet-facing, subnets: [p1, p2], listeners: [tcp 443 -> toalb]}
        target_groups: {op: {id: op, protocol: HTTP, port: 80, target_type: ip, targets: 172.16.0.80}, peer: {id: peer, protocol: HTTP, port: 80, target_type: ip, targets: 10.2.1.10}, toalb: {id: toalb, protocol: TCP, port: 443, target_type: alb, targets: alb2}}
      b: {cidr: 10.2.0.0/16, security_groups: {t: {id: sg-t, ingress: [tcp 80 from sg-lb], egress: []}}, subnets: {b: {zone: a, cidr: 10.2.1.0/24, instances: {tb: {ip: 10.2.1.10, security_groups: sg-t}}}}, route_tables: {b: {main: true, routes: {10.1.0.0/16: pcx-1}}}}
    peerings: [{id: pcx-1, between: [a, b]}]
    on_premises: {office: {cidr: 172.16.0.0/16}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-1, bgp: true}}
"""
case("ALB target on-prem over VPN", DISTANT, "internet", "alb", "delivered")
case("ALB target in peered VPC by SG ref", DISTANT, "internet", "alb2", "delivered")
case("NLB to ALB", DISTANT, "internet", "nlb", "delivered")
# client vpn, eice, secondary EIP, cgw
SENDERS = """
    vpcs:
      a:
        cidr: 10.1.0.0/16
        internet_gateway: {id: igw-1}
        security_groups: {e: {id: sg-e, ingress: [], egress: [tcp 22 to 10.1.0.0/16]}, i: {id: sg-i, ingress: [tcp 22 from sg-e], egress: []}, cv: {id: sg-cv, ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        subnets: {q: {zone: a, cidr: 10.1.1.0/24, instances: {h: {ip: 10.1.1.10, security_groups: sg-i}}, network_interfaces: {two: {id: eni-two, private_ips: [10.1.1.20, 10.1.1.21], public_ips: {10.1.1.21: 54.2.2.21}, security_groups: sg-cv}}}, r: {zone: a, cidr: 10.1.2.0/24}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: igw-1}}}
        instance_connect_endpoints: {eice: {id: eice-1, subnet: r, security_groups: sg-e}}
    client_vpn_endpoints: {cv: {id: cvpn-1, vpc: a, subnets: r, client_cidr: 10.250.0.0/22, security_groups: sg-cv}}
"""
case("eice to instance ssh", SENDERS, "eice-1", "h", "delivered", port=22)
case("eice to instance 443", SENDERS, "eice-1", "h", "blocked", reason="ENI_SG_RULES_MISMATCH")
case("internet to second EIP", SENDERS, "internet", "54.2.2.21", "delivered")
case("clientvpn to h: sg", SENDERS, "cvpn-1", "h", "blocked", reason="ENI_SG_RULES_MISMATCH", port=22)

test_scenario = scenarios.test()
