"""Forms of addresses and words, places of things, CIDRs and IPs that contradict AWS."""

from tests.spec.contradictions.specs import TWO_VPCS, ZONES, vpc

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
}
"""By name: a spec (without its head), and the beginning of the problem that it has, with its place."""
