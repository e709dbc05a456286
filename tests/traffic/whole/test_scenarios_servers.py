"""Scenarios decided from AWS's documentation: DHCP options, inbound endpoints, EC2 names over peering, targets."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

SERVERS = """
    on_premises: {office: {cidr: 172.16.0.0/16, dns_servers: [{ip: 172.16.0.10, records: {wiki.corp.example: [172.16.0.30]}, forwarders: {amazonaws.com: [10.0.1.53, 10.0.2.53], aws.example: [10.0.1.53]}}]}}
    customer_gateways: {o: {ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-1}}
    dhcp_options: {onp: {id: dopt-1, domain_name_servers: [%(servers)s]}}
    hosted_zones: [{id: Z1, name: aws.example, vpcs: a, records: {app: 10.0.1.10, '*.svc.aws.example': alias sqs, cn: app.aws.example}}]
    vpcs:
      a:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        dhcp_options: onp
        vpn_gateway: {id: vgw-1}
        security_groups: {inb: {id: sg-inb, ingress: [%(inb)s], egress: []}, o: {id: sg-o, ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        subnets: {r: {zone: a, cidr: 10.0.1.0/24, instances: {app: {ip: 10.0.1.10, security_groups: sg-o}}}, t: {zone: b, cidr: 10.0.2.0/24}}
        route_tables: {m: {main: true%(prop)s}}
        interface_endpoints: {sqs: {id: vpce-sqs, service: sqs, subnets: {r: 10.0.1.100}, security_groups: sg-o, private_dns: true}}
        resolver_endpoints: {in: {id: rslvr-in-1, direction: inbound, ips: {r: 10.0.1.53, t: 10.0.2.53}, security_groups: sg-inb}}
"""
USUAL = {"servers": "172.16.0.10", "inb": "udp 53 from 172.16.0.0/16", "prop": ", propagating_gateways: vgw-1"}
case(
    "hosts ask on-premises, which forwards back to the inbound endpoint",
    SERVERS % USUAL,
    "app",
    "sqs.eu-west-1.amazonaws.com",
    "delivered",
    via="vpce-sqs",
)
case("on-premises record through custom DHCP", SERVERS % USUAL, "app", "wiki.corp.example", "delivered", via="vpn-1")
case(
    "custom DHCP server not reached: no propagation",
    SERVERS % dict(USUAL, prop=""),
    "app",
    "wiki.corp.example",
    "name-not-resolved",
    reason="DNS_SERVER_NOT_REACHED",
)
case(
    "inbound endpoint group lets nobody in",
    SERVERS % dict(USUAL, inb="udp 53 from 10.9.0.0/16"),
    "office",
    "app.aws.example",
    "name-not-resolved",
    reason="DNS_SERVER_NOT_REACHED",
)
case(
    "inbound endpoint by tcp only",
    SERVERS % dict(USUAL, inb="tcp 53 from 172.16.0.0/16"),
    "office",
    "app.aws.example",
    "name-not-resolved",
    reason="DNS_SERVER_NOT_REACHED",
)
case("DHCP with the base plus two", SERVERS % dict(USUAL, servers="10.0.0.2"), "app", "app.aws.example", "delivered")
case("AmazonProvidedDNS", SERVERS % dict(USUAL, servers="AmazonProvidedDNS"), "app", "cn.aws.example", "delivered")
case(
    "wildcard alias to an endpoint",
    SERVERS % dict(USUAL, servers="AmazonProvidedDNS"),
    "app",
    "x.svc.aws.example",
    "delivered",
    via="vpce-sqs",
)
case(
    "wildcard does not hold its own name",
    SERVERS % dict(USUAL, servers="AmazonProvidedDNS"),
    "app",
    "svc.aws.example",
    "name-not-resolved",
    reason="NAME_NOT_FOUND",
)
PEERS = """
    peerings: [{id: pcx-1, between: [a, b]%s}]
    vpcs:
      a: {cidr: 10.1.0.0/16, dns_hostnames: true, internet_gateway: {id: igw-a}, subnets: {a: {zone: a, cidr: 10.1.1.0/24, instances: {ha: {ip: 10.1.1.10, public_ip: 54.5.5.1}}}}, route_tables: {a: {main: true, routes: {10.2.0.0/16: pcx-1, 0.0.0.0/0: igw-a}}}}
      b: {cidr: 10.2.0.0/16, dns_hostnames: true, internet_gateway: {id: igw-b}, subnets: {b: {zone: a, cidr: 10.2.1.0/24, instances: {hb: {ip: 10.2.1.10, public_ip: 54.5.5.5}}}}, route_tables: {b: {main: true, routes: {10.1.0.0/16: pcx-1, 0.0.0.0/0: igw-b}}}}
"""
NAME = "ec2-54-5-5-5.eu-west-1.compute.amazonaws.com"
case(
    "public EC2 name without DNS resolution of the peering: by the internet gateways",
    PEERS % "",
    "ha",
    "ec2-54-5-5-5.eu-west-1.compute.amazonaws.com",
    "delivered",
    via="igw-a",
    not_via="pcx-1",
    stays=True,
)
case(
    "with it: private IP over the peering",
    PEERS % ", accepter_dns_resolution: true, requester_dns_resolution: true",
    "ha",
    "ec2-54-5-5-5.eu-west-1.compute.amazonaws.com",
    "delivered",
    via="pcx-1",
    not_via="igw-a",
)
case("own VPC: private", PEERS % "", "hb", "ec2-54-5-5-5.eu-west-1.compute.amazonaws.com", "delivered", not_via="igw-b")
TARGETS = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        security_groups: {l: {id: sg-l, ingress: [https from 0.0.0.0/0], egress: [tcp 80 to 10.0.2.0/24]}, t: {id: sg-t, ingress: [tcp 80 from sg-l], egress: []}}
        subnets: {p1: {zone: a, cidr: 10.0.0.0/24}, p2: {zone: b, cidr: 10.0.1.0/24}, ta: {zone: a, cidr: 10.0.2.0/24, instances: {t1: {ip: 10.0.2.10, security_groups: sg-t%s}}}, tb: {zone: b, cidr: 10.0.3.0/24, instances: {t2: {ip: 10.0.3.10, security_groups: sg-t}}}}
        route_tables: {p: {subnets: [p1, p2], routes: {0.0.0.0/0: igw-1}}, m: {main: true}}
        load_balancers: {alb: {id: alb, scheme: internet-facing, subnets: [p1, p2], security_groups: sg-l, listeners: [https 443 -> tg]}}
        target_groups: {tg: {protocol: HTTP, port: 80, targets: %s}}
"""
case("one of two targets is let in: delivered to it", TARGETS % ("", "[t1, t2]"), "internet", "alb", "delivered")
case("the only target is stopped", TARGETS % (", state: stopped", "t1"), "internet", "alb", "blocked", reason="BAD_STATE")
case(
    "the only target is not in the egress rule", TARGETS % ("", "t2"), "internet", "alb", "blocked", reason="ENI_SG_RULES_MISMATCH"
)

test_scenario = scenarios.test()
