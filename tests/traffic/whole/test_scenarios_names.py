"""Scenarios decided from AWS's documentation: Direct Connect and VPN, hybrid DNS, hosted zones, Resolver rules."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

# DX + VPN to VGW and DX gateway
HYBRID = """
    on_premises: {office: {cidr: 172.16.0.0/16, dns_servers: [{ip: 172.16.0.10, forwarders: {eu-west-1.amazonaws.com: [10.0.0.53], corp.example: [10.0.0.53], '.': [10.0.9.99]}}]}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-1, bgp: %(bgp)s%(static)s}}
    direct_connect_gateways: {dg: {id: dxgw-1}}
    virtual_interfaces: {vif: {id: dxvif-1, type: private, gateway: dxgw-1, on_premises: office, prefixes: %(prefixes)s}}
    direct_connect_associations: [{id: assoc-1, direct_connect_gateway: dxgw-1, gateway: vgw-1%(allowed)s}, {id: assoc-2, direct_connect_gateway: dxgw-1, gateway: vgw-2}]
    hosted_zones: [{name: corp.example, vpcs: a, records: {app: 10.0.1.10}}]
    vpcs:
      a:
        cidrs: [10.0.0.0/16, 10.8.0.0/16]
        dns_support: true
        dns_hostnames: true
        vpn_gateway: {id: vgw-1}
        security_groups:
          open: {id: sg-o, ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}
          ep: {id: sg-ep, ingress: [https from 10.0.0.0/16], egress: []}
          epall: {id: sg-epall, ingress: [https from 172.16.0.0/16, https from 10.0.0.0/16], egress: []}
          dns: {id: sg-dns, ingress: [udp 53 from 172.16.0.0/16]}
        subnets:
          q: {zone: a, cidr: 10.0.0.0/24}
          r: {zone: a, cidr: 10.0.1.0/24, instances: {app: {ip: 10.0.1.10, security_groups: sg-o}}}
          t: {zone: b, cidr: 10.8.1.0/24, instances: {app8: {ip: 10.8.1.10, security_groups: sg-o}}}
        route_tables: {m: {main: true, propagating_gateways: vgw-1}}
        gateway_endpoints: {s3: {id: vpce-s3, service: s3, route_tables: m}}
        interface_endpoints:
          sqs: {id: vpce-sqs, service: sqs, subnets: {r: 10.0.1.100}, security_groups: sg-epall, private_dns: true}
          kms: {id: vpce-kms, service: kms, subnets: {r: 10.0.1.101}, security_groups: sg-ep, private_dns: true}
          sns: {id: vpce-sns, service: sns, subnets: {r: 10.0.1.102}, security_groups: sg-epall, private_dns: false}
          s3i: {id: vpce-s3i, service: s3, subnets: {r: 10.0.1.103}, security_groups: sg-epall, private_dns: true, private_dns_only_inbound: true}
        resolver_endpoints: {in: {id: rslvr-in-1, direction: inbound, ips: {q: 10.0.0.53, t: 10.8.1.53}, security_groups: sg-dns}}
      b:
        cidr: 10.1.0.0/16
        vpn_gateway: {id: vgw-2}
        subnets: {b: {zone: a, cidr: 10.1.1.0/24, instances: {bb: {ip: 10.1.1.10}}}}
        route_tables: {b: {main: true, propagating_gateways: vgw-2}}
"""
USUAL = {"bgp": "true", "static": "", "prefixes": "[172.16.0.0/16]", "allowed": ""}
BGP = HYBRID % USUAL
case("DX before BGP VPN same prefix", BGP, "app", "172.16.5.5", "delivered", via="dxvif-1", not_via="vpn-1", stays=True)
case("onprem DX before VPN", BGP, "office", "app", "delivered", via="dxvif-1", not_via="vpn-1")
STATIC = HYBRID % dict(USUAL, bgp="false", static=", static_routes: [172.16.0.0/16]")
case("DX before static VPN", STATIC, "app", "172.16.5.5", "delivered", via="dxvif-1")
LONGER = HYBRID % dict(USUAL, bgp="false", static=", static_routes: [172.16.0.0/20]")
case(
    "static VPN with the longer prefix beats DX, which brings the answer",
    LONGER,
    "app",
    "172.16.5.5",
    "delivered-but-asymmetric",
    reason="ASYMMETRIC_ROUTE",
    via="vpn-1",
)
ALLOWED = HYBRID % dict(USUAL, allowed=", allowed_prefixes: [10.0.0.0/16]")
case(
    "DX allowed prefix excludes 10.8: VPN taken in",
    ALLOWED,
    "office",
    "app8",
    "delivered-but-asymmetric",
    reason="ASYMMETRIC_ROUTE",
    via="vpn-1",
)
NARROWER = HYBRID % dict(USUAL, allowed=", allowed_prefixes: [10.0.0.0/17]")
case(
    "DXGW VGW allowed narrower than CIDR: not advertised; VPN then",
    NARROWER,
    "office",
    "app",
    "delivered-but-asymmetric",
    reason="ASYMMETRIC_ROUTE",
    via="vpn-1",
)
WIDER = HYBRID % dict(USUAL, allowed=", allowed_prefixes: [10.0.0.0/8]")
case("DXGW allowed wider", WIDER, "office", "app", "delivered", via="dxvif-1")
case("vpc to vpc by DX gateway not", BGP, "app", "bb", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("onprem sqs via inbound", BGP, "office", "sqs.eu-west-1.amazonaws.com", "delivered", via="vpce-sqs", stays=True)
case("onprem kms sg lets nobody", BGP, "office", "kms.eu-west-1.amazonaws.com", "blocked", reason="ENI_SG_RULES_MISMATCH")
case(
    "onprem sns no private dns -> public over internet",
    BGP,
    "office",
    "sns.eu-west-1.amazonaws.com",
    "delivered",
    not_via="vpce-sns",
    stays=False,
)
case("onprem s3 via inbound only endpoint", BGP, "office", "s3.eu-west-1.amazonaws.com", "delivered", via="vpce-s3i")
case("in-vpc s3 uses gateway endpoint", BGP, "app", "s3.eu-west-1.amazonaws.com", "delivered", via="vpce-s3")
case("in-vpc sns no private dns no way", BGP, "app", "sns.eu-west-1.amazonaws.com", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("in-vpc sns by own name", BGP, "app", "vpce-sns", "delivered")
case("onprem corp zone", BGP, "office", "app.corp.example", "delivered")
case("onprem nx", BGP, "office", "nope.corp.example", "name-not-resolved", reason="NAME_NOT_FOUND")
case("b not associated with corp zone", BGP, "bb", "app.corp.example", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("onprem to S3 us-east-1 over internet", BGP, "office", "s3.us-east-1.amazonaws.com", "unknown", reason="NAME_NOT_KNOWN")
# DNS
ZONES = """
    hosted_zones:
      - {id: Zex, name: example.com, vpcs: [a, d], records: {www: 10.0.1.10, '*': 10.0.1.11, db.sub.example.com: 10.0.1.10}}
      - {id: Zsub, name: sub.example.com, vpcs: a, records: {x: 10.0.1.10, al: alias ialb, nl: alias inlb, cn: www.example.com, ep: alias sqs}}
      - {id: Zpub, name: example.com, private: false, records: {www: 54.9.9.9, pubonly: 54.9.9.9}}
      - {id: Zpub2, name: deep.example.com, private: false, records: {www: 54.9.9.8}}
      - {id: Zoff, name: off.test, vpcs: nodns, records: {a: 10.5.1.10}}
      - {id: Zsq, name: sqs.eu-west-1.amazonaws.com, vpcs: b, records: {'@': alias sqs}}
    resolver_rules:
      - {id: rr-1, name: r1, domain: corp.example, endpoint: out, target_ips: 172.16.0.10, vpcs: a}
      - {id: rr-2, name: r2, domain: sub.example.com, endpoint: out, target_ips: 172.16.0.10, vpcs: d}
      - {id: rr-3, name: r3, domain: aws.corp.example, type: system, vpcs: a}
      - {id: rr-4, name: r4, domain: '.', endpoint: out, target_ips: 172.16.0.10, vpcs: d}
    on_premises: {office: {cidr: 172.16.0.0/16, dns_servers: [{ip: 172.16.0.10, records: {h.corp.example: [172.16.0.20], y.sub.example.com: [172.16.0.21], h.aws.corp.example: [172.16.0.22]}}]}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-1, bgp: false, static_routes: 172.16.0.0/16}}
    peerings: [{id: pcx-ab, between: [a, b]}, {id: pcx-ad, between: [a, d]}]
    dhcp_options: {custom: {id: dopt-1, domain_name_servers: [10.0.1.53]}, onp: {id: dopt-2, domain_name_servers: [172.16.0.10]}}
    vpcs:
      a:
        cidr: 10.0.0.0/16
        dns_support: true
        dns_hostnames: true
        internet_gateway: {id: igw-a}
        vpn_gateway: {id: vgw-1}
        security_groups: {open: {id: sg-o, ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}, nothing: {id: sg-n, ingress: [], egress: []}, alb: {id: sg-alb, ingress: [https from 0.0.0.0/0], egress: [tcp 8080 to sg-app]}, app: {id: sg-app, ingress: [tcp 8080 from sg-alb], egress: []}}
        subnets:
          pub: {zone: a, cidr: 10.0.0.0/24}
          pub2: {zone: b, cidr: 10.0.3.0/24}
          r2: {zone: b, cidr: 10.0.2.0/24}
          r: {zone: a, cidr: 10.0.1.0/24, instances: {app: {ip: 10.0.1.10, security_groups: sg-o}, wild: {ip: 10.0.1.11, security_groups: sg-o}, t1: {ip: 10.0.1.20, security_groups: sg-app}}}
        route_tables: {pub: {subnets: [pub, pub2], routes: {0.0.0.0/0: igw-a}}, m: {main: true, routes: {172.16.0.0/16: vgw-1, 10.4.0.0/16: pcx-ad, 10.1.0.0/16: pcx-ab}}}
        interface_endpoints:
          sqs: {id: vpce-sqs, service: sqs, subnets: {r: 10.0.1.100}, security_groups: sg-o, private_dns: true}
          kms: {id: vpce-kms, service: kms, subnets: {r: 10.0.1.101}, security_groups: sg-n, private_dns: true}
        load_balancers:
          ialb: {id: ialb, type: application, scheme: internal, subnets: [r, r2], security_groups: sg-alb, listeners: [https 443 -> tg]}
          inlb: {id: inlb, type: network, scheme: internal, subnets: {r: 10.0.1.60}, listeners: [tcp 443 -> tgn]}
          palb: {id: palb, type: application, scheme: internet-facing, subnets: [pub, pub2], security_groups: sg-alb, listeners: [https 443 -> tg]}
          wrong: {id: wrong, type: application, scheme: internet-facing, subnets: [r, r2], security_groups: sg-alb, listeners: [https 443 -> tg]}
        target_groups: {tg: {id: tg, protocol: HTTP, port: 8080, targets: t1}, tgn: {id: tgn, protocol: TCP, port: 8080, targets: t1}}
        resolver_endpoints: {out: {id: rslvr-out-1, direction: outbound, ips: {r: 10.0.1.200, r2: 10.0.2.200}, security_groups: sg-o}}
      b: {cidr: 10.1.0.0/16, dns_hostnames: true, subnets: {b: {zone: a, cidr: 10.1.1.0/24, instances: {bb: {ip: 10.1.1.10}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/16: pcx-ab}}}}
      d: {cidr: 10.4.0.0/16, dns_hostnames: true, subnets: {dd: {zone: a, cidr: 10.4.1.0/24, instances: {hd: {ip: 10.4.1.10}}}}, route_tables: {d: {main: true, routes: {10.0.0.0/16: pcx-ad}}}}
      nodns: {cidr: 10.5.0.0/16, dns_support: false, subnets: {n: {zone: a, cidr: 10.5.1.0/24, instances: {hn: {ip: 10.5.1.10}}}}, route_tables: {n: {main: true}}}
      nohost: {cidr: 10.6.0.0/16, dns_support: true, dns_hostnames: false, subnets: {n6: {zone: a, cidr: 10.6.1.0/24, instances: {h6: {ip: 10.6.1.10}}}}, route_tables: {n6: {main: true}}}
      cust: {cidr: 10.7.0.0/16, dns_hostnames: true, dhcp_options: custom, subnets: {n7: {zone: a, cidr: 10.7.1.0/24, instances: {h7: {ip: 10.7.1.10}}}}, route_tables: {n7: {main: true}}}
"""
case("exact", ZONES, "app", "www.example.com", "delivered")
case("wildcard multi label", ZONES, "app", "a.b.example.com", "delivered")
case(
    "most specific zone, NXDOMAIN though parent has record",
    ZONES,
    "app",
    "db.sub.example.com",
    "name-not-resolved",
    reason="NAME_NOT_FOUND",
)
case("only-public record NX->wildcard", ZONES, "app", "pubonly.example.com", "delivered")
case("x.sub", ZONES, "app", "x.sub.example.com", "delivered")
case("cname to parent zone", ZONES, "app", "cn.sub.example.com", "delivered")
case("alias to internal ALB -> target SG ref", ZONES, "app", "al.sub.example.com", "delivered", via="ialb")
case(
    "alias to NLB -> client ip kept, target SG only ALB",
    ZONES,
    "app",
    "nl.sub.example.com",
    "blocked",
    reason="ENI_SG_RULES_MISMATCH",
)
case("alias to endpoint", ZONES, "app", "ep.sub.example.com", "delivered", via="vpce-sqs")
case("endpoint SG without 443", ZONES, "app", "kms.eu-west-1.amazonaws.com", "blocked", reason="SG_HAS_NO_RULES")
case("forward rule", ZONES, "app", "h.corp.example", "delivered", via="vpn-1")
case("system rule exempts subdomain", ZONES, "app", "h.aws.corp.example", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("rule before zone: longer rule domain", ZONES, "hd", "y.sub.example.com", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("zone longer than . rule", ZONES, "hd", "www.example.com", "delivered")
case("peered b with own zone alias to endpoint", ZONES, "bb", "sqs.eu-west-1.amazonaws.com", "delivered", via="vpce-sqs")
case("dns support off", ZONES, "hn", "a.off.test", "name-not-resolved", reason="DNS_SUPPORT_DISABLED")
case(
    "no hostnames: sqs public without way", ZONES, "h6", "sqs.eu-west-1.amazonaws.com", "no-route", reason="NO_ROUTE_TO_DESTINATION"
)
case("custom dhcp unknown server", ZONES, "h7", "www.example.com", "unknown", reason="NAME_NOT_KNOWN")
case("internet to public ALB", ZONES, "internet", "palb", "delivered")
case("internet to ALB in private subnet", ZONES, "internet", "wrong", "no-route", reason="NO_ROUTE_TO_DESTINATION")
case("internet to internal alb", ZONES, "internet", "ialb", "blocked", reason="IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
case("the public zone below answers", ZONES, "internet", "www.deep.example.com", "delivered")

test_scenario = scenarios.test()
