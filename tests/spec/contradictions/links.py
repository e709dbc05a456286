"""Peerings, attachments, VPNs and names that contradict AWS."""

from tests.spec.contradictions.specs import TWO_VPCS, ZONES, vpc

REFUSED = {
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
}
"""By name: a spec (without its head), and the beginning of the problem that it has, with its place."""
