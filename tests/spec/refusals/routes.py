"""CIDRs, addresses, routes and rules that AWS refuses."""

from tests.spec.refusals.specs import vpc

REFUSED = {
    "private public IP": (vpc("network_interfaces: {e: {subnet: a, public_ip: 10.9.9.9}}"), "10.9.9.9 is a private address"),
    "two private ranges": (
        vpc(cidr="10.0.0.0/16, 192.168.0.0/16"),
        "192.168.0.0/16 to a VPC with 10.0.0.0/16: they are of different",
    ),
    "172.16 beside 10": (vpc(cidr="172.16.0.0/16, 10.0.0.0/16"), "they are of different private ranges"),
    "198.19 beside 10": (vpc(cidr="10.1.0.0/16, 198.19.0.0/16"), "they are of different private ranges"),
    "two of 10.0.0.0/16": (vpc(cidr="10.0.0.0/24, 10.0.8.0/24"), "of 10.0.0.0/16 it has only one"),
    "two of 172.31.0.0/16": (vpc(cidr="172.31.0.0/20, 172.31.64.0/20"), "of 172.31.0.0/16 it has only one"),
    "link-local": (vpc(cidr="169.254.0.0/16"), "is link-local"),
    "two gateway endpoints": (
        vpc(
            "route_tables: {m: {main: true}}",
            "gateway_endpoints: {one: {service: s3, route_tables: m}, two: {service: s3, route_tables: m}}",
        ),
        "the route table m has two gateway endpoints for s3",
    ),
    "a rule twice": (
        vpc("security_groups: {x: {ingress: [tcp 22 from 0.0.0.0/0, ssh from 0.0.0.0/0]}}"),
        "an inbound rule of x is written twice",
    ),
    "an outbound rule twice": (
        vpc("security_groups: {x: {egress: [all to 0.0.0.0/0, {protocol: '-1', peer: 0.0.0.0/0, description: again}]}}"),
        "an outbound rule of x is written twice",
    ),
    "an edge table with a way out": (
        vpc("network_interfaces: {fw: {subnet: a}}", "route_tables: {e: {gateways: igw, routes: {0.0.0.0/0: fw}}}"),
        "a route of a gateway's table stays in the VPC: 0.0.0.0/0 is not inside 10.0.0.0/16",
    ),
    "an edge table with a prefix list": (
        vpc("network_interfaces: {fw: {subnet: a}}", "route_tables: {e: {gateways: igw, routes: {office: fw}}}")
        + "prefix_lists: {office: {entries: [10.0.1.0/24]}}\n",
        "has no prefix list as its destination",
    ),
    "a gateway with two tables": (
        vpc("route_tables: {e: {gateways: igw}, f: {gateways: igw}}"),
        "the internet gateway igw is associated with two",
    ),
    "a reserved IPv4 route": (
        vpc("route_tables: {m: {main: true, routes: {169.254.169.0/24: igw}}}"),
        "is inside 169.254.168.0/22",
    ),
    "a reserved IPv6 route": (
        vpc('route_tables: {m: {main: true, routes: {"fd00:ec2:0:1::/64": igw}}}'),
        "is inside fd00:ec2::/32",
    ),
    "an instance with two interfaces": (
        vpc(
            "instances: {fw: {subnet: a, network_interfaces: [{ip: 10.0.1.20}, {ip: 10.0.1.21}]}}",
            "route_tables: {m: {main: true, routes: {10.9.0.0/16: fw}}}",
        ),
        "fw has 2 network interfaces: a route to it must name one of them",
    ),
    "a carrier gateway without Wavelength": (
        vpc("carrier_gateway: true", "route_tables: {m: {main: true, routes: {0.0.0.0/0: carrier_gateway}}}"),
        "needs a subnet in a Wavelength Zone",
    ),
    "both versions in a prefix list": (
        'prefix_lists: {p: {entries: [10.0.0.0/8, "2001:db8::/32"]}}\n',
        "has IPv4 and IPv6 entries",
    ),
    "an entry twice": ("prefix_lists: {p: {entries: [10.0.0.0/8, 10.0.0.0/8]}}\n", "the entry 10.0.0.0/8 is twice in p"),
}
"""By name: a spec (without its head), and what the only problem says."""
