"""What contradicts AWS is refused, with the reason, at its place; what AWS allows is not."""

import pytest

from vpcviz.errors import InputError
from vpcviz.spec import load_document

HEAD = "vpcviz: 1\nregion: eu-west-1\n"
TWO_VPCS = """\
vpcs:
  one: {cidr: 10.1.0.0/16, subnets: {one-a: {zone: a, cidr: 10.1.1.0/24}}}
  two: {cidr: 10.2.0.0/16, subnets: {two-a: {zone: a, cidr: 10.2.1.0/24}}}
"""


def problems(text: str) -> list[str]:
    """The problems of a spec as `line:column message`."""
    try:
        load_document("spec.yaml", (HEAD + text).encode())
    except InputError as error:
        return [f"{problem.line - 2}:{problem.column} {problem.message}" for problem in error.problems]
    return []


def vpc(body: str, head: str = "cidr: 10.0.0.0/16") -> str:
    return f"vpcs:\n  shop:\n    {head}\n" + "".join(f"    {line}\n" for line in body.strip("\n").splitlines())


ZONES = "subnets: {a: {zone: a, cidr: 10.0.1.0/24}, a2: {zone: a, cidr: 10.0.2.0/24}, b: {zone: b, cidr: 10.0.3.0/24}}\n"
DNS_ON = "cidr: 10.0.0.0/16\n    dns_support: true\n    dns_hostnames: true"

REFUSED = {
    # forms
    "VPC CIDR is none": (vpc("", "cidr: 10.0.0/16"), '3:11 "10.0.0/16" is no IPv4 CIDR'),
    "VPC CIDR without length": (vpc("", "cidr: 10.0.0.0"), '3:11 "10.0.0.0" is no IPv4 CIDR'),
    "an address out of range": (vpc("subnets: {a: {cidr: 10.0.256.0/24}}"), '4:25 "10.0.256.0/24" is no IPv4 CIDR'),
    "account of 11 digits": ('account: "11112222333"\n', '1:10 "11112222333" is no account id'),
    "account by name": ("accounts: {prod: {name: Production}}\n", '1:12 "prod" is no account id'),
    "account of a VPC": (vpc("account: 1"), '4:14 "1" is no account id'),
    "region misspelt": ("regions: {eu-wst-1: {vpcs: {a: 10.0.0.0/16}}}\n", '1:11 "eu-wst-1" is no AWS region'),
    "region of a VPC": (vpc("region: europe"), '4:13 "europe" is no AWS region'),
    "ASN out of range": ("transit_gateways: {hub: {asn: 4294967296}}\n", "1:31 asn 4294967296 is out of range"),
    "customer gateway's IP": ("customer_gateways: {riga: {ip: 203.0.113}}\n", '1:32 "203.0.113" is no IP address'),
    "instance's IP": (vpc("subnets: {a: {cidr: 10.0.0.0/24, instances: {web: 10.0.0}}}"), '4:55 "10.0.0" is no IPv4 address'),
    "instance's IPv6": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, instances: {web: {ipv6: 'fe80::x'}}}}"),
        '4:62 "fe80::x" is no IPv6 address',
    ),
    "instance's public IP": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, instances: {web: {public_ip: yes}}}}"),
        '4:67 "yes" is no IPv4 address',
    ),
    "endpoint's IP": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: {a: 10.0.1.999}}]"),
        '5:55 "10.0.1.999" is no IPv4 address',
    ),
    "Resolver's IP": (vpc(ZONES + "resolver_endpoints: [{ips: {a: 10.0.1.x, b: }}]"), '5:36 "10.0.1.x" is no IPv4 address'),
    "DNS server's IP": ("on_premises: {dc: {dns_servers: [{ip: dns-1}]}}\n", '1:39 "dns-1" is no IP address'),
    "prefix list entry": ("prefix_lists: {office: {entries: [10.0.0.0/8, 10.300.0.0/16]}}\n", '1:47 "10.300.0.0/16" is no CIDR'),
    # places
    "zone of another region": (vpc("subnets: {a: {zone: us-east-1a, cidr: 10.0.0.0/24}}"), "4:25 the zone"),
    "two internet gateways": (
        vpc("internet_gateways: [{name: one}, {name: two}]"),
        "4:38 shop has two internet gateways: one and two",
    ),
    "two virtual private gateways": (
        vpc("vpn_gateways: [{name: one}, {name: two}]"),
        "4:33 shop has two virtual private gateways: one and two",
    ),
    "interface's subnet in another VPC": (
        TWO_VPCS + "network_interfaces: [{vpc: one, subnet: two-a, ip: 10.2.1.9}]\n",
        "4:41 the subnet two-a is in two, not in one",
    ),
    "security group of another VPC": (
        TWO_VPCS + "security_groups: [{name: web, vpc: two}]\ninstances: [{subnet: one-a, security_groups: web}]\n",
        "5:46 the security group web is of two, not of one",
    ),
    # addresses
    "VPC too large": (vpc("", "cidr: 10.0.0.0/15"), "3:11 10.0.0.0/15: AWS gives no VPC an IPv4 CIDR of this size"),
    "VPC too small": (vpc("", "cidr: 10.0.0.0/29"), "3:11 10.0.0.0/29: AWS gives no VPC an IPv4 CIDR of this size"),
    "subnet too small": (
        vpc("subnets: {a: {cidr: 10.0.0.0/29}}"),
        "4:25 10.0.0.0/29: AWS gives no subnet an IPv4 CIDR of this size",
    ),
    "IPv6 size": (vpc("ipv6_cidrs: 2001:db8::/57"), "4:17 2001:db8::/57: AWS gives no VPC an IPv6 CIDR of this size"),
    "VPC CIDRs overlap": (
        vpc("", "cidrs: [10.0.0.0/16, 10.1.0.0/16, 10.0.128.0/20]"),
        "3:39 10.0.128.0/20 overlaps 10.0.0.0/16 of the same VPC",
    ),
    "subnets overlap": (
        vpc("subnets:\n  a: {cidr: 10.0.0.0/24}\n  b: {cidr: 10.0.1.0/24}\n  c: {cidr: 10.0.0.128/25}\n"),
        "7:17 10.0.0.128/25 overlaps 10.0.0.0/24 of the subnet a",
    ),
    "two subnets with one CIDR": (
        vpc("subnets:\n  a: {cidr: 10.0.0.0/24}\n  b: {cidr: 10.0.0.0/24}\n"),
        "6:17 10.0.0.0/24 overlaps 10.0.0.0/24 of the subnet a",
    ),
    "subnet outside": (vpc("subnets: {a: {cidr: 10.1.0.0/24}}"), "4:25 10.1.0.0/24 is not inside 10.0.0.0/16 of the VPC shop"),
    "subnet half outside": (
        vpc("subnets: {a: {cidr: 10.0.0.0/23}}", "cidr: 10.0.0.0/24"),
        "4:25 10.0.0.0/23 is not inside 10.0.0.0/24 of the VPC shop",
    ),
    "IPv6 subnet in an IPv4 VPC": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, ipv6_cidrs: 2001:db8::/64}}"),
        "4:50 2001:db8::/64 is an IPv6 CIDR, but the VPC shop has none",
    ),
    "IP outside its subnet": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, instances: {web: {ip: 10.0.1.9}}}}"),
        "4:60 10.0.1.9 is not inside 10.0.0.0/24 of the subnet a",
    ),
    "IP reserved: router": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, instances: {web: 10.0.0.1}}}"),
        "4:55 10.0.0.1 is reserved by AWS in 10.0.0.0/24: it is one of its first four addresses",
    ),
    "IP reserved: last": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, instances: {web: 10.0.0.255}}}"),
        "4:55 10.0.0.255 is reserved by AWS in 10.0.0.0/24: it is its last address",
    ),
    "IP taken twice": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, instances: {web: 10.0.0.9, api: 10.0.0.9}}}"),
        "4:55 10.0.0.9 is taken twice: by api and by web",
    ),
    "IP of an endpoint taken by an instance": (
        vpc(ZONES + "instances: {web: {subnet: b, ip: 10.0.3.9}}\ninterface_endpoints: [{service: sqs, subnets: {b: 10.0.3.9}}]"),
        "6:55 10.0.3.9 is taken twice",
    ),
    "public IP taken twice": (
        vpc(ZONES + "instances: {web: {subnet: b, public_ip: 3.3.3.3}, api: {subnet: a, public_ip: 3.3.3.3}}"),
        "5:45 the public IP 3.3.3.3 is taken twice: by api and by web",
    ),
    "IPv6 outside its subnet": (
        vpc(
            "subnets: {a: {cidr: 10.0.0.0/24, ipv6_cidrs: 2001:db8::/64, instances: {web: {ipv6: '2001:db9::9'}}}}",
            "cidr: 10.0.0.0/16\n    ipv6_cidrs: 2001:db8::/56",
        ),
        "5:89 2001:db9::9 is not inside 2001:db8::/64 of the subnet a",
    ),
    "subnet full": (
        vpc("subnets: {a: {cidr: 10.0.0.0/28, instances: [" + ", ".join(f"{{name: w{n:02}}}" for n in range(12)) + "]}}"),
        "4:193 the subnet a has no free address for w11",
    ),
    # routing
    "route to nothing": (
        vpc("route_tables: {main: {routes: {0.0.0.0/0: igw-0a}}}"),
        '4:47 a route leads to "igw-0a", which does not exist',
    ),
    "route to nowhere": (vpc("route_tables: {main: {routes: {0.0.0.0/0: }}}"), "4:47 a route needs a target"),
    "route to no internet gateway": (
        vpc("route_tables: {main: {routes: {0.0.0.0/0: internet_gateway}}}"),
        '4:47 a route leads to "internet_gateway", but there is no internet gateway in shop',
    ),
    "route to an interface endpoint": (
        vpc(ZONES + "interface_endpoints: [{name: q, service: sqs, subnets: b}]\nroute_tables: {main: {routes: {0.0.0.0/0: q}}}"),
        '6:47 a route cannot lead to an interface endpoint, such as "q"',
    ),
    "route to another VPC's gateway": (
        TWO_VPCS
        + "internet_gateways: [{name: door, vpc: two}]\nroute_tables: [{vpc: one, main: true, routes: {0.0.0.0/0: door}}]\n",
        "5:59 the internet gateway door is in two, not in one",
    ),
    "route to a transit gateway without attachment": (
        TWO_VPCS + "transit_gateways: {hub: {attachments: [{resource: two}]}}\n"
        "route_tables: [{vpc: one, main: true, routes: {0.0.0.0/0: hub}}]\n",
        "5:59 the VPC one is not attached to the transit gateway hub",
    ),
    "route to a peering of others": (
        TWO_VPCS + "  three: 10.3.0.0/16\npeerings: [{name: p, between: [two, three]}]\n"
        "route_tables: [{vpc: one, main: true, routes: {10.2.0.0/16: p}}]\n",
        "6:61 the peering p does not join the VPC one",
    ),
    "destination twice": (
        vpc("internet_gateway: {name: door}\nroute_tables: {m: {routes: [{0.0.0.0/0: door}, {0.0.0.0/0: igw}]}}"),
        "5:53 two routes have the destination 0.0.0.0/0 in m",
    ),
    "destination twice in other words": (
        vpc("internet_gateway: {name: door}\nroute_tables: {m: {routes: {10.9.0.0/16: door, 10.9.1.1/16: igw}}}"),
        "5:52 two routes have the destination",
    ),
    "a route inside the VPC to a gateway": (
        vpc("internet_gateway: {name: door}\nroute_tables: {m: {routes: {10.0.1.0/24: door}}}"),
        "5:46 the destination is inside 10.0.0.0/16 of the VPC shop: such a route cannot lead to an internet gateway",
    ),
    "a route to a part of a subnet": (
        vpc(ZONES + "instances: {fw: {subnet: a}}\nroute_tables: {m: {routes: {10.0.3.0/25: fw}}}"),
        "6:33 the destination is inside 10.0.0.0/16 of the VPC shop, but is not the CIDR of one of its subnets",
    ),
    "IPv4 through an egress-only gateway": (
        vpc("egress_only_internet_gateway: {name: six}\nroute_tables: {m: {routes: {0.0.0.0/0: six}}}"),
        "5:44 an egress-only internet gateway carries IPv6 only",
    ),
    "a CIDR to a gateway endpoint": (
        vpc("gateway_endpoints: [s3]\nroute_tables: {m: {routes: {10.9.0.0/16: s3}}}"),
        "5:33 only the prefix list of s3 in eu-west-1 leads to a gateway endpoint for it",
    ),
    "S3's list to DynamoDB's endpoint": (
        vpc("gateway_endpoints: [s3, dynamodb]\nroute_tables: {m: {routes: {s3: dynamodb}}}"),
        "5:33 only the prefix list of dynamodb",
    ),
    "local for another network": (
        vpc("route_tables: {m: {routes: {10.9.0.0/16: local}}}"),
        "4:46 a local route has a CIDR of the VPC shop as its destination",
    ),
    "subnet with two tables": (
        vpc(ZONES + "route_tables: {one: {subnets: [a]}, two: {subnets: [b, a]}}"),
        "5:60 the subnet a is associated with two route tables: one and two",
    ),
    "two main tables": (
        vpc("route_tables: {one: {main: true}, two: {main: true}}"),
        "4:51 shop has two main route tables: one and two",
    ),
    "gateway's table with a way out": (
        vpc(
            ZONES + "internet_gateway: {name: door}\nvpn_gateway: {name: vpn}\n"
            "route_tables: {edge: {gateways: door, routes: {10.9.0.0/16: vpn}}}"
        ),
        "7:65 a route of a gateway's table cannot lead to a virtual private gateway",
    ),
    # endpoints
    "gateway endpoint for SQS": (
        vpc("gateway_endpoints: [{service: sqs}]"),
        '4:35 "sqs" has no gateway endpoint; only s3, dynamodb, s3express have',
    ),
    "gateway endpoint with subnets": (
        vpc(ZONES + "gateway_endpoints: [{service: s3, subnets: [a]}]"),
        "5:39 a gateway endpoint has no subnets",
    ),
    "gateway endpoint with groups": (
        vpc("gateway_endpoints: [{service: s3, security_groups: [a]}]"),
        "4:39 a gateway endpoint has no security groups",
    ),
    "gateway endpoint to another region": (
        vpc("gateway_endpoints: [{service: com.amazonaws.us-east-1.s3}]"),
        "4:35 a gateway endpoint in eu-west-1 cannot lead to s3 in us-east-1",
    ),
    "two endpoint subnets in a zone": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: [a, b, a2]}]"),
        "5:58 two subnets of one interface endpoint are in the zone eu-west-1a: a and a2",
    ),
    "two endpoint subnets in a zone, with IPs": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: {a: 10.0.1.9, a2: 10.0.2.9}}]"),
        "5:65 two subnets of one interface endpoint are in the zone eu-west-1a: a and a2",
    ),
    "endpoint's subnet in another VPC": (
        TWO_VPCS + "interface_endpoints: [{service: sqs, vpc: one, subnets: [two-a]}]\n",
        "4:58 the subnet two-a is in two, not in one",
    ),
    "private DNS without hostnames": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: a, private_dns: true}]"),
        "5:67 private DNS needs both DNS attributes of the VPC; off in shop: dns_hostnames",
    ),
    "private DNS without support": (
        vpc(
            ZONES + "interface_endpoints: [{service: sqs, subnets: a, private_dns: true}]",
            "cidr: 10.0.0.0/16\n    dns_support: false",
        ),
        "6:67 private DNS needs both DNS attributes of the VPC; off in shop: dns_support and dns_hostnames",
    ),
    "private DNS twice": (
        vpc(
            ZONES + "interface_endpoints:\n- {name: one, service: sqs, subnets: a, private_dns: true}\n"
            "- {name: two, service: sqs, subnets: b, private_dns: true}",
            DNS_ON,
        ),
        "9:58 private DNS of one and of two answers the same names in shop",
    ),
    "private DNS of a service without a name": (
        "endpoint_services: [{name: pay}]\n"
        + vpc(ZONES + "interface_endpoints: [{service: pay, subnets: a, private_dns: true}]", DNS_ON),
        "8:67 private DNS needs a private DNS name of the endpoint service pay",
    ),
    "inbound only for SQS": (
        vpc(ZONES + "interface_endpoints: [{service: sqs, subnets: a, private_dns: true, private_dns_only_inbound: true}]", DNS_ON),
        '7:99 private DNS for inbound endpoints only is for services with gateway endpoints, not for "sqs"',
    ),
    "inbound only without gateway endpoint": (
        vpc(ZONES + "interface_endpoints: [{service: s3, subnets: a, private_dns: true, private_dns_only_inbound: true}]", DNS_ON),
        "7:98 private DNS for inbound endpoints only needs a gateway endpoint for s3, and shop has none",
    ),
    "application load balancer in one zone": (
        vpc(ZONES + "load_balancers: {web: {subnets: [a]}}"),
        "5:38 an application load balancer needs subnets in two zones; web has one",
    ),
    "interface endpoint to a GWLB service": (
        "endpoint_services: [{name: inspect, type: GatewayLoadBalancer}]\n"
        + vpc(ZONES + "interface_endpoints: [{service: inspect, subnets: a}]"),
        "6:37 the endpoint service inspect is for a Gateway Load Balancer endpoint",
    ),
    "GWLB endpoint in two subnets": (
        "endpoint_services: [{name: inspect, type: GatewayLoadBalancer}]\n"
        + vpc(ZONES + "gateway_load_balancer_endpoints: [{service: inspect, subnets: [a, b]}]"),
        "6:71 a Gateway Load Balancer endpoint is in one subnet",
    ),
    "endpoint service behind an application load balancer": (
        vpc(ZONES + "load_balancers: {web: {type: application, subnets: [a, b]}}")
        + "endpoint_services: [{name: pay, load_balancers: [web]}]\n",
        "6:50 an endpoint service for interface endpoints cannot stand on the application load balancer web",
    ),
    "public NAT gateway without internet gateway": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, nat_gateway: true}}"),
        "4:51 a public NAT gateway needs an internet gateway, and shop has none",
    ),
    "private NAT gateway with a public IP": (
        vpc("subnets: {a: {cidr: 10.0.0.0/24, nat_gateway: {connectivity: private, public_ip: 3.3.3.3}}}"),
        "4:86 a private NAT gateway has no public IP",
    ),
    # links
    "peering with overlapping CIDRs": (
        "vpcs: {one: 10.0.0.0/16, two: 10.0.128.0/20}\npeerings: [{between: [one, two]}]\n",
        "2:22 10.0.0.0/16 of one overlaps 10.0.128.0/20 of two",
    ),
    "peering with a far VPC that overlaps": (
        "vpcs: {one: 10.0.0.0/16}\npeerings: [{requester: one, accepter_cidrs: 10.0.0.0/8}]\n",
        "2:12 10.0.0.0/16 of one overlaps 10.0.0.0/8 of the accepter",
    ),
    "peering with itself": (
        "vpcs: {one: 10.0.0.0/16}\npeerings: [{between: [one, one]}]\n",
        "2:28 one cannot be peered with itself",
    ),
    "peered twice": (
        TWO_VPCS + "peerings: [{name: p, between: [one, two]}, {name: q, between: [two, one]}]\n",
        "4:44 two and one are peered twice: p and q",
    ),
    "attached twice": (
        TWO_VPCS + "transit_gateways: {hub: {attachments: {x: {resource: one}, y: {resource: one}}}}\n",
        "4:74 one is attached to hub twice: x and y",
    ),
    "attached across regions": (
        "vpcs: {far: {cidr: 10.0.0.0/16, region: us-east-1}}\ntransit_gateways: {hub: {attachments: {x: {resource: far}}}}\n",
        "2:54 far in us-east-1 cannot be attached to hub in eu-west-1",
    ),
    "attachment with two tables": (
        TWO_VPCS + "transit_gateways:\n  hub: {attachments: {x: {resource: one}}, "
        "route_tables: {r: {associations: x}, s: {associations: x}}}\n",
        "5:99 the attachment x is associated with two route tables: r and s",
    ),
    "propagation of a peering": (
        "transit_gateways:\n  hub: {attachments: {far: {type: peering, resource: hub2}}, "
        "route_tables: {r: {propagations: [far]}}}\n  hub2: {}\n",
        "2:96 the peering attachment far propagates no routes",
    ),
    "client CIDR inside the VPC": (
        vpc(ZONES + "client_vpn_endpoints: [{subnets: a, client_cidr: 10.0.128.0/22}]"),
        "5:54 the client CIDR 10.0.128.0/22 overlaps 10.0.0.0/16 of shop",
    ),
    "client CIDR too small": (
        vpc(ZONES + "client_vpn_endpoints: [{subnets: a, client_cidr: 10.9.0.0/24}]"),
        "5:54 10.9.0.0/24 cannot be a client CIDR",
    ),
    "tunnel's inside": (
        TWO_VPCS + "customer_gateways: {riga: {ip: 203.0.113.9}}\nvpn_gateways: {v: {vpc: one}}\n"
        "vpn_connections: [{customer_gateway: riga, gateway: v, tunnels: [{inside_cidr: 10.0.0.0/30}]}]\n",
        "6:80 10.0.0.0/30 cannot be the inside of a tunnel",
    ),
    # names
    "record of another domain": (
        TWO_VPCS + "hosted_zones: [{name: shop.internal, vpcs: one, records: {db.bank.internal: 10.1.1.9}}]\n",
        '4:59 the record "db.bank.internal" is not in the zone shop.internal',
    ),
    "an A record with a name": (
        TWO_VPCS + "hosted_zones: [{name: shop.internal, vpcs: one, records: [{name: db, type: A, values: [nine]}]}]\n",
        '4:88 "nine" is no IPv4 address',
    ),
    "CNAME at the top": (
        TWO_VPCS + "hosted_zones: [{name: shop.internal, vpcs: one, records: {'@': other.example.com}}]\n",
        "4:64 a CNAME cannot stand at the top of the zone shop.internal",
    ),
    "two zones of a name": (
        TWO_VPCS + "hosted_zones: [{id: Z1, name: a.b, vpcs: one}, {id: Z2, name: a.b, vpcs: [two, one]}]\n",
        "4:80 two private hosted zones for a.b are associated with one: Z1 and Z2",
    ),
    "one Resolver IP": (
        vpc(ZONES + "resolver_endpoints: [{name: in, ips: {a: 10.0.1.9}}]"),
        "5:42 a Resolver endpoint has at least two IP addresses",
    ),
    "rule through an inbound endpoint": (
        vpc(ZONES + "resolver_endpoints: [{name: in, ips: [a, b]}]")
        + "resolver_rules: [{domain: corp.example, endpoint: in, target_ips: 192.168.0.9}]\n",
        "6:51 the rule for corp.example forwards through the inbound endpoint in",
    ),
    # filters
    "port out of range": (
        vpc("security_groups: {web: {ingress: [tcp 70000 from 10.0.0.0/8]}}"),
        "4:39 the port 70000 is out of range",
    ),
    "ports in the wrong order": (
        vpc("security_groups: {web: {ingress: [tcp 90-80 from 10.0.0.0/8]}}"),
        "4:39 the first port 90 is above the last port 80",
    ),
    "no protocol": (
        vpc("security_groups: {web: {ingress: [{protocol: tpc, from_port: 1, to_port: 2, peer: 10.0.0.0/8}]}}"),
        '4:50 "tpc" is no protocol',
    ),
    "peer of an unjoined VPC": (
        TWO_VPCS + "security_groups: [{name: a, vpc: one, ingress: [tcp 22 from b]}, {name: b, vpc: two}]\n",
        "4:49 the security group b is of two, which is not joined to one",
    ),
    "peer of another region": (
        "vpcs: {one: {cidr: 10.1.0.0/16}, far: {cidr: 10.2.0.0/16, region: us-east-1}}\npeerings: [{between: [one, far]}]\n"
        "security_groups: [{name: a, vpc: one, ingress: [tcp 22 from b]}, {name: b, vpc: far}]\n",
        "3:49 the security group b is of far in us-east-1; a rule cannot name one of another region",
    ),
    "VPN attached as a VPC": (
        "customer_gateways: {c: 203.0.113.9}\nvpn_connections: {v: {customer_gateway: c, gateway: hub}}\n"
        "transit_gateways: {hub: {attachments: {x: {type: vpc, resource: v}}}}\n",
        "3:65 v cannot be attached as vpc",
    ),
    "a rule without peer": (
        vpc("security_groups: {web: {ingress: [{protocol: tcp, from_port: 22, to_port: 22}]}}"),
        "4:39 a rule needs a peer",
    ),
    "ACL number twice": (
        vpc("network_acls: {x: {entries: [100 allow all from 0.0.0.0/0, 100 deny all from 10.0.0.0/8]}}"),
        "4:64 two inbound entries of x have the number 100",
    ),
    "ACL number out of range": (
        vpc("network_acls: {x: {entries: [40000 allow all from 0.0.0.0/0]}}"),
        "4:34 the number 40000 of an entry is out of range",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_reason_and_place(name: str) -> None:
    text, expected = REFUSED[name]
    found = problems(text)
    assert any(problem.startswith(expected) for problem in found), found
    assert len(found) == 1, found


def test_of_a_load_balancer_of_an_unknown_type_nothing_is_refused() -> None:
    text = vpc(ZONES + "load_balancers: {l: {type: unknown, subnets: [a, b], listeners: [tcp 80 -> g]}}\ntarget_groups: {g: {}}")
    assert problems(text) == []
