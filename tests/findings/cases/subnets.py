"""Cases of rules about subnets, and what filters their packets."""

from tests.findings.cases.case import Case

# --- subnets and filters --------------------------------------------------------------------------------------------------

FACING = """
vpcs:
  web:
    cidr: 10.1.0.0/16
    internet_gateway: {id: igw-1}
    subnets: {a1: {zone: a, cidr: 10.1.1.0/24}, b1: {zone: b, cidr: 10.1.2.0/24, nat_gateway: {id: nat-1}}, c1: {zone: c, cidr: 10.1.3.0/24}, fw: {zone: a, cidr: 10.1.4.0/24}, d1: {zone: a, cidr: 10.1.5.0/24}}
    gateway_load_balancer_endpoints: {inspect: {id: vpce-g, service: appliances, subnets: fw}}
    route_tables:
      public: {subnets: [a1, b1, fw], routes: {0.0.0.0/0: igw-1}}
      private: {subnets: c1, routes: {0.0.0.0/0: nat-1}}
      inspected: {subnets: d1, routes: {0.0.0.0/0: vpce-g}}
    load_balancers: {front: {id: front, scheme: internet-facing, subnets: [%s]}, inner: {id: inner, subnets: [a1, c1]}}
endpoint_services: {appliances: {type: GatewayLoadBalancer, provider: Example, foreign: true}}
"""


def named(name: str, target: str) -> str:
    """A VPC with one subnet of that name, whose default route leads to `target`."""
    return f"""
vpcs:
  app:
    cidr: 10.0.0.0/16
    internet_gateway: {{id: igw-1}}
    subnets:
      out: {{zone: a, cidr: 10.0.0.0/24, nat_gateway: {{id: nat-1}}}}
      {name}: {{zone: a, cidr: 10.0.1.0/24}}
    route_tables:
      out: {{subnets: out, routes: {{0.0.0.0/0: internet_gateway}}}}
      t: {{subnets: {name}, routes: {{0.0.0.0/0: {target}}}}}
"""


def crowded(count: int) -> str:
    """A /28 (11 usable addresses) with `count` interfaces."""
    instances = ", ".join(f"i{at}: {{}}" for at in range(count))
    return f"vpcs: {{app: {{cidr: 10.0.0.0/16, subnets: {{s: {{id: subnet-s, zone: a, cidr: 10.0.0.0/28, instances: {{{instances}}}}}}}}}}}"


def acl(*entries: str) -> str:
    """A VPC with one subnet and an ACL of these entries."""
    listed = ", ".join(f'"{entry}"' for entry in entries)
    return f"""
vpcs:
  app:
    cidr: 10.0.0.0/16
    subnets: {{s: {{zone: a, cidr: 10.0.1.0/24, network_acl: strict}}}}
    network_acls: {{strict: {{id: acl-1, entries: [{listed}]}}}}
"""


WEB = "100 allow tcp 443 from 0.0.0.0/0"
ANSWERS = "100 allow tcp 1024-65535 to 0.0.0.0/0"

CASES = [
    Case("internet-facing-in-private-subnet", FACING % "a1, c1", FACING % "a1, b1", "front", ("front", "c1")),
    Case("internet-facing-in-private-subnet", FACING % "c1, b1", FACING % "d1, b1", "front", ("c1",)),
    Case(
        "network-acl-breaks-return-traffic",
        acl(WEB, "100 allow tcp 1024-65535 to 10.0.0.0/8"),
        acl(WEB, ANSWERS, "90 deny tcp 1024-65535 to 192.0.2.0/24"),
        "acl-1",
        ("443 (0.0.0.0/0) in",),
    ),
    Case(
        "network-acl-breaks-return-traffic",
        acl("100 allow tcp 443 from ::/0", ANSWERS),
        acl("100 allow tcp 443 from ::/0", "100 allow tcp 1024-65535 to ::/0"),
        "acl-1",
        ("443 (::/0) in",),
    ),
    Case(
        "subnet-name-contradicts-routes",
        named("PrivateSubnet1", "internet_gateway"),
        named("Publications-a", "nat"),
        "subnet-app-PrivateSubnet1",
        ("is public",),
    ),
    Case(
        "network-acl-breaks-return-traffic",
        acl("100 allow all from 0.0.0.0/0"),
        acl("100 allow all from 0.0.0.0/0", "100 allow tcp 443 to 0.0.0.0/0"),
        "acl-1",
        ("of all ports (0.0.0.0/0) in",),
    ),
    Case(
        "subnet-name-contradicts-routes",
        named("private-a", "internet_gateway"),
        named("private-a", "nat"),
        "subnet-app-private-a",
        ("igw-1", "is public"),
    ),
    Case(
        "subnet-name-contradicts-routes",
        named("public-b", "nat"),
        named("public-b", "internet_gateway"),
        "subnet-app-public-b",
        ("it is private",),
    ),
    Case("subnet-running-out", crowded(11), crowded(9), "subnet-s", ("0 of 11",), severity="error"),
    Case("subnet-running-out", crowded(10), crowded(0), "subnet-s", ("1 of 11",), severity="warning"),
    Case("network-acl-breaks-return-traffic", acl(WEB), acl(WEB, ANSWERS), "acl-1", ("443 (0.0.0.0/0) in", "out to", "s")),
    Case(
        "network-acl-breaks-return-traffic",
        acl("100 allow tcp 443 to 0.0.0.0/0"),
        acl("100 allow tcp 443 to 0.0.0.0/0", "100 allow tcp 1024-65535 from 0.0.0.0/0"),
        "acl-1",
        ("443 (0.0.0.0/0) out", "in from"),
    ),
    Case(
        "network-acl-breaks-return-traffic",
        acl(WEB, "90 deny tcp 40000-41000 to 0.0.0.0/0", ANSWERS),
        acl(WEB, "110 deny tcp 40000-41000 to 0.0.0.0/0", ANSWERS),
        "acl-1",
        ("443",),
    ),
]

ABOUT_OTHER_THINGS = ("subnet-running-out",)
