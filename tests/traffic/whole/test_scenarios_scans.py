"""Scenarios decided from AWS's documentation: what a scan could not read, public names, Network Load Balancers."""

from tests.traffic.whole.scenarios import Scenarios

scenarios = Scenarios()
case = scenarios.add

SCANNED = """
    vpcs: [{id: vpc-1, account: "111111111111", region: eu-west-1, cidrs: [10.1.0.0/16], dns_support: true, dns_hostnames: true}]
    subnets: [{id: subnet-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}, {id: subnet-2, account: "111111111111", region: eu-west-1, vpc: vpc-1, zone: eu-west-1b, cidr: 10.1.2.0/24}]
    network_interfaces: [{id: eni-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, subnet: subnet-1, zone: eu-west-1a, private_ips: [10.1.1.10], security_groups: [sg-1], owner: i-1}, {id: eni-2, account: "111111111111", region: eu-west-1, vpc: vpc-1, subnet: subnet-2, zone: eu-west-1b, private_ips: [10.1.2.10], security_groups: [%(sg2)s]}]
    instances: [{id: i-1, vpc: vpc-1, subnet: subnet-1, state: %(state)s, account: "111111111111", region: eu-west-1}]
    route_tables: [{id: rtb-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, main: true, routes: [{destination: 10.1.0.0/16, target: local}%(routes)s]}]
    security_groups: [{id: sg-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, egress: [{protocol: "-1", peer: 0.0.0.0/0}], ingress: [{protocol: tcp, from_port: 0, to_port: 65535, peer: 10.0.0.0/8}]}]
    network_acls: [{id: acl-1, account: "111111111111", region: eu-west-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}, {number: 32767, action: deny}, {number: 32767, action: deny, egress: true}]}]
    %(more)s
"""
ALL_READ = {"sg2": "sg-1", "state": "running", "routes": "", "more": ""}


def scanned(name: str, source: str, target: str, verdict: str, reason: str = "", **changes: str) -> None:
    """A case over the scan, with `changes` of what was read of it."""
    case(name, SCANNED % (ALL_READ | changes), source, target, verdict, reason=reason, scanned=True)


scanned("scan ok", "eni-1", "eni-2", "delivered")
scanned("scan: other sg not read, gap", "eni-1", "eni-2", "unknown", "NOT_READ", sg2="sg-9")
scanned("scan: eni without sg", "eni-1", "eni-2", "unknown", "NOT_READ", sg2="")
scanned(
    "scan: gap in other region does not matter",
    "eni-1",
    "eni-2",
    "delivered",
    more='gaps: [{service: ec2, operation: DescribeSecurityGroups, region: us-east-1, account: "111111111111", error: X, feeds: [security_groups]}]',
)
scanned("scan: shutdown", "eni-2", "i-1", "blocked", "BAD_STATE", state="terminated")
scanned(
    "scan: peering not read",
    "eni-1",
    "10.2.0.9",
    "unknown",
    "UNKNOWN_DESTINATION",
    routes=", {destination: 10.2.0.0/16, target: pcx-9}",
)
scanned(
    "scan: tgw not read",
    "eni-1",
    "10.2.0.9",
    "unknown",
    "UNKNOWN_DESTINATION",
    routes=", {destination: 10.2.0.0/16, target: tgw-9}",
)
scanned(
    "scan: customer pl not read in routes, other destination could match",
    "eni-1",
    "10.2.0.9",
    "unknown",
    "ADDRESS_NOT_KNOWN",
    routes=", {destination: pl-9, target: tgw-9}",
)
scanned(
    "scan: customer pl not read, local target more specific? local",
    "eni-1",
    "eni-2",
    "unknown",
    "ADDRESS_NOT_KNOWN",
    routes=", {destination: pl-9, target: tgw-9}",
)
scanned(
    "scan: blackhole more specific",
    "eni-1",
    "8.8.8.8",
    "blocked",
    "BAD_STATE_ROUTE",
    routes=", {destination: 0.0.0.0/0, target: igw-1}, {destination: 8.8.8.0/24, target: nat-1, state: blackhole}",
)
case(
    "scan: replaced local route to eni",
    (SCANNED % dict(ALL_READ, routes="")).replace("target: local", "target: eni-2"),
    "eni-1",
    "10.1.2.99",
    "blocked",
    reason="ENI_SOURCE_DEST_CHECK_RESTRICTION",
    scanned=True,
)
scanned(
    "scan: gap hosted zones -> sqs name unknown",
    "eni-1",
    "sqs.eu-west-1.amazonaws.com",
    "unknown",
    "NOT_READ",
    more='gaps: [{service: route53, operation: ListHostedZonesByVPC, account: "111111111111", error: AccessDenied, feeds: [hosted_zones]}]',
)
scanned(
    "scan: igw without public ip",
    "eni-1",
    "internet",
    "blocked",
    "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    routes=", {destination: 0.0.0.0/0, target: igw-1}",
    more="internet_gateways: [{id: igw-1, vpc: vpc-1, region: eu-west-1}]",
)
# names
NAMES = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        subnets: {q: {zone: a, cidr: 10.0.1.0/24, instances: {app: {ip: 10.0.1.10}}, workloads: {db: {type: rds-instance, ips: 10.0.1.20, port: 5432, dns_name: mydb.abc123.eu-west-1.rds.amazonaws.com}, fn: {type: lambda-function, ips: 10.0.1.30}}}, pub: {zone: a, cidr: 10.0.2.0/24, nat_gateway: {id: nat-1, private_ip: 10.0.2.5, public_ip: 54.1.1.1}, workloads: {fnp: {type: lambda-function, ips: 10.0.2.30}}}}
        internet_gateway: {id: igw-1}
        route_tables: {q: {main: true, routes: {0.0.0.0/0: nat-1, '64:ff9b::/96': nat-1}}, pub: {subnets: pub, routes: {0.0.0.0/0: igw-1}}}
        interface_endpoints:
          api: {id: vpce-api, service: execute-api, subnets: {q: 10.0.1.100}, private_dns: true}
          ecr: {id: vpce-ecr, service: ecr.dkr, subnets: {q: 10.0.1.101}, private_dns: true}
          s3: {id: vpce-s3i, service: s3, subnets: {q: 10.0.1.102}, private_dns: true}
          sts: {id: vpce-sts, service: sts, subnets: {q: 10.0.1.103}, private_dns: true}
          logs: {id: vpce-logs, service: logs, subnets: {q: 10.0.1.104}, private_dns: true}
        gateway_endpoints: {s3g: {id: vpce-s3g, service: s3, route_tables: q}}
"""
case("private api wildcard", NAMES, "app", "abc123.execute-api.eu-west-1.amazonaws.com", "delivered", via="vpce-api")
case(
    "private api other region",
    NAMES,
    "app",
    "abc123.execute-api.us-east-1.amazonaws.com",
    "delivered",
    not_via="vpce-api",
    stays=False,
)
case("ecr", NAMES, "app", "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "delivered", via="vpce-ecr")
case("s3 private dns: bucket name at interface endpoint", NAMES, "app", "b.s3.eu-west-1.amazonaws.com", "delivered", via="vpce-s3i")
case("sts global", NAMES, "app", "sts.amazonaws.com", "delivered", not_via="vpce-sts")
case("rds name is not rds api", NAMES, "app", "mydb.abc123.eu-west-1.rds.amazonaws.com", "delivered", port=5432)
case("unknown rds name", NAMES, "app", "other.abc123.eu-west-1.rds.amazonaws.com", "unknown", reason="NAME_NOT_KNOWN")
case("rds wrong port", NAMES, "app", "db", "blocked", reason="NOT_LISTENING")
case("lambda in public subnet no internet", NAMES, "fnp", "internet", "blocked", reason="IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
case("lambda private nat", NAMES, "fn", "internet", "delivered", via="nat-1")
case("dualstack s3", NAMES, "app", "s3.dualstack.eu-west-1.amazonaws.com", "delivered")
case("unknown public name", NAMES, "app", "www.wikipedia.org", "unknown", reason="NAME_NOT_KNOWN")
case("trailing dot upper", NAMES, "app", "LOGS.eu-west-1.AMAZONAWS.com.", "delivered", via="vpce-logs")
case("url", NAMES, "app", "https://logs.eu-west-1.amazonaws.com/x?y", "delivered", via="vpce-logs")
# LBs
BALANCERS = """
    vpcs:
      a:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        security_groups: {nlbsg: {id: sg-nlb, ingress: [https from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}, tnlb: {id: sg-tn, ingress: [tcp 443 from sg-nlb], egress: []}, any: {id: sg-any, ingress: [tcp 443 from 0.0.0.0/0], egress: []}, vpc: {id: sg-vpc, ingress: [tcp 443 from 10.0.0.0/16], egress: []}}
        subnets:
          pub: {zone: a, cidr: 10.0.0.0/24}
          pub2: {zone: b, cidr: 10.0.1.0/24}
          pr: {zone: a, cidr: 10.0.2.0/24, instances: {tn: {ip: 10.0.2.10, security_groups: sg-tn}, ta: {ip: 10.0.2.11, security_groups: sg-any}, tv: {ip: 10.0.2.12, security_groups: sg-vpc}}}
        route_tables: {pub: {subnets: [pub, pub2], routes: {0.0.0.0/0: igw-1}}, m: {main: true}}
        network_acls: {pracl: {id: acl-pr, subnets: pr, entries: [%s]}}
        load_balancers:
          n1: {id: n1, type: network, scheme: internet-facing, subnets: [pub, pub2], security_groups: sg-nlb, listeners: [tcp 443 -> t1], cross_zone: true}
          n2: {id: n2, type: network, scheme: internet-facing, subnets: pub, listeners: [tcp 443 -> t2, udp 443 -> t2u]}
          n3: {id: n3, type: network, scheme: internet-facing, subnets: pub, listeners: [tcp 443 -> t3, tls 444 -> t3ip]}
          n4: {id: n4, type: network, scheme: internet-facing, subnets: pub2, listeners: [tcp 443 -> t2], cross_zone: false}
        target_groups: {t1: {id: t1, protocol: TCP, port: 443, targets: tn}, t2: {id: t2, protocol: TCP, port: 443, targets: ta}, t2u: {id: t2u, protocol: UDP, port: 443, targets: ta}, t3: {id: t3, protocol: TCP, port: 443, targets: tv}, t3ip: {id: t3ip, protocol: TCP, port: 443, target_type: ip, targets: 10.0.2.12}}
"""
EVERYTHING = "100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0"
OPEN = BALANCERS % EVERYTHING
case("nlb sg referenced by target with client ip preserved, from internet", OPEN, "internet", "n1", "delivered")
case("nlb no sg, target any", OPEN, "internet", "n2", "delivered")
case("nlb no sg, target vpc only: client ip kept -> blocked", OPEN, "internet", "n3", "blocked", reason="ENI_SG_RULES_MISMATCH")
case("nlb ip target: LB address -> ok", OPEN, "internet", "n3", "delivered", port=444)
case("nlb target in a zone that is not enabled", OPEN, "internet", "n4", "blocked", reason="ELB_INSTALLED_AZ_RESTRICTION")
case("nlb udp: target SG only tcp", OPEN, "internet", "n2", "blocked", reason="ENI_SG_RULES_MISMATCH", protocol="udp")
case("nlb no listener", OPEN, "internet", "n2", "blocked", reason="ELBV2_LISTENERS_MISMATCH", port=80)
case("nlb ping", OPEN, "internet", "n2", "blocked", reason="PROTOCOL_RESTRICTION", protocol="icmp")
OWN_ONLY = BALANCERS % "100 allow all from 10.0.0.0/16, 100 allow all to 10.0.0.0/16"
case("nlb client ip kept: target NACL sees client", OWN_ONLY, "internet", "n2", "blocked", reason="SUBNET_ACL_RESTRICTION")
case("nlb ip target NACL ok", OWN_ONLY, "internet", "n3", "delivered", port=444)

test_scenario = scenarios.test()
