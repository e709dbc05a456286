"""Cases of rules about what the internet reaches."""

from tests.findings.cases.case import Case


def host(ingress: str, *, public: str = ", public_ip: 34.240.1.1", acl: str = "", more: str = "") -> str:
    """A VPC with an instance whose group has the inbound rules `ingress`."""
    return f"""
vpcs:
  v:
    cidr: 10.0.0.0/16
    ipv6_cidrs: [2a05:d018:1:4400::/56]
    internet_gateway: {{id: igw-1}}
    subnets:
      a: {{zone: a, cidr: 10.0.0.0/24, ipv6_cidrs: [2a05:d018:1:4400::/64], instances: {{box: {{ip: 10.0.0.9{public}, security_groups: world}}}}{acl}}}
      b: {{zone: b, cidr: 10.0.1.0/24}}
    route_tables: {{m: {{subnets: a, routes: {{0.0.0.0/0: igw-1, "::/0": igw-1}}}}, rest: {{main: true}}}}
    security_groups: {{world: {{id: sg-1, ingress: [{ingress}], egress: [all to 0.0.0.0/0]}}}}
{more}"""


def database(ingress: str, subnet: str = "b", *, public: str = "") -> str:
    """A database in a private subnet, or in the public one, whose group has the inbound rules `ingress`."""
    return host(
        "https from 0.0.0.0/0",
        more=f"""    workloads: {{db: {{id: db-1, type: rds-instance, port: 5432, subnets: [{subnet}], security_groups: [data]}}}}
    network_interfaces: [{{id: eni-db, subnet: {subnet}, owner: db-1, private_ips: [10.0.{0 if subnet == "a" else 1}.50]{public}, security_groups: [data]}}]
    security_groups: {{world: {{id: sg-1, ingress: [https from 0.0.0.0/0]}}, data: {{id: sg-2, ingress: [{ingress}]}}}}
""",
    ).replace("    security_groups: {world: {id: sg-1, ingress: [https from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}\n", "")


SIX = ", ipv6: 2a05:d018:1:4400::9"


SHUT = ", network_acl: shut"


SHUT_ACL = "    network_acls: {shut: {entries: [100 deny tcp 22 from 0.0.0.0/0, 110 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}}\n"


EXPOSURE = [
    Case(
        "internet-reaches-admin-port",
        host("tcp 22 from 0.0.0.0/0"),
        host("tcp 22 from 203.0.113.0/24"),
        "i-v-box",
        ("tcp 22 (SSH)", "internet → igw-1", "world (sg-1) lets 0.0.0.0/0 in"),
        severity="error",
    ),
    Case(
        "internet-reaches-admin-port", host("rdp from 0.0.0.0/0"), host("rdp from 0.0.0.0/0", public=""), "i-v-box", ("tcp 3389",)
    ),
    Case(
        "internet-reaches-admin-port",
        host("ssh from 0.0.0.0/0"),
        host("ssh from 0.0.0.0/0", acl=SHUT, more=SHUT_ACL),
        "i-v-box",
        ("tcp 22",),
    ),
    Case(
        "internet-reaches-admin-port",
        host("'tcp 22 from ::/0'", public=SIX),
        host("'tcp 22 from ::/0'", public=SIX).replace(', "::/0": igw-1', ""),
        "i-v-box",
        ("tcp 22", "lets ::/0 in"),
    ),
    Case(
        "internet-reaches-admin-port", host("all from 0.0.0.0/0"), host("tcp 80 from 0.0.0.0/0"), "i-v-box", ("tcp 22", "tcp 3389")
    ),
    Case(
        "internet-reaches-database",
        host("tcp 5432 from 0.0.0.0/0"),
        host("tcp 5432 from 10.0.0.0/8"),
        "i-v-box",
        ("tcp 5432 (PostgreSQL)",),
        severity="error",
    ),
    Case(
        "internet-reaches-database",
        database("all from 0.0.0.0/0", "a", public=", public_ip: 34.240.1.2"),
        database("all from 0.0.0.0/0", "a"),
        "db-1",
        ("tcp 5432", "igw-1 → eni-db"),
    ),
    Case(
        "internet-reaches-other-port",
        host("tcp 8000-8010 from 0.0.0.0/0"),
        host("https from 0.0.0.0/0, http from 0.0.0.0/0"),
        "i-v-box",
        ("tcp 8000-8010",),
        severity="warning",
    ),
    Case(
        "internet-reaches-other-port",
        host("all from 0.0.0.0/0"),
        host("all from 0.0.0.0/0", public=""),
        "i-v-box",
        ("every tcp port and every udp port",),
        severity="error",
    ),
    Case(
        "database-group-open-to-world",
        database("tcp 5432 from 0.0.0.0/0"),
        database("tcp 5432 from 10.0.0.0/16"),
        "db-1",
        ("0.0.0.0/0", "tcp 5432", "the internet does not reach it today"),
        severity="warning",
    ),
    Case(
        "database-group-open-to-world",
        database("all from 0.0.0.0/0", "a"),
        database("all from 0.0.0.0/0", "a", public=", public_ip: 34.240.1.2"),  # reached: another rule's
        "db-1",
        ("db has no public IP",),
    ),
    Case(
        "database-in-public-subnet",
        database("all from sg-1", "a"),
        database("all from sg-1"),
        "db-1",
        ("with a route to an internet gateway",),
    ),
]


def balanced(port: int, ingress: str) -> str:
    """A Network Load Balancer without groups before a private instance whose group has the inbound rules `ingress`."""
    more = f"""    load_balancers: {{nlb: {{id: nlb-1, type: network, scheme: internet-facing, subnets: [a], listeners: [tcp {port} -> t]}}}}
    target_groups: {{t: {{protocol: TCP, port: {port}, targets: [box]}}}}
"""
    return host(ingress, public="", more=more)


BALANCED = [
    Case(
        "internet-reaches-database",
        balanced(5432, "tcp 5432 from 0.0.0.0/0"),
        balanced(5432, "tcp 5432 from 203.0.113.0/24"),
        "nlb-1",
        ("tcp 5432", "nlb-1", "no security group filters it"),
    ),
    Case(
        "internet-reaches-admin-port",
        balanced(22, "all from 0.0.0.0/0"),
        balanced(443, "all from 0.0.0.0/0"),
        "nlb-1",
        ("tcp 22 (SSH)",),
    ),
]


CASES = [*EXPOSURE, *BALANCED]

ABOUT_OTHER_THINGS = ("database-in-public-subnet",)
