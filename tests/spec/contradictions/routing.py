"""Routes and route tables that contradict AWS."""

from tests.spec.contradictions.specs import TWO_VPCS, ZONES, vpc

REFUSED = {
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
}
"""By name: a spec (without its head), and the beginning of the problem that it has, with its place."""
