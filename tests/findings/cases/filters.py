"""Cases of rules about filters, spare zones, what is unused, and encryption."""

from tests.findings.cases.case import Case
from tests.findings.cases.exposure import host


def groups(default: str = "[all from self]", member: str = "", more: str = "") -> str:
    """A VPC whose default group has these inbound rules."""
    return f"""
vpcs:
  v:
    cidr: 10.0.0.0/16
    subnets: {{a: {{zone: a, cidr: 10.0.0.0/24, instances: {{box: {{ip: 10.0.0.9, security_groups: [web{member}]}}}}}}}}
    security_groups: {{default: {{id: sg-d, ingress: {default}}}, web: {{id: sg-w, ingress: [https from 10.0.0.0/16]}}{more}}}
"""


def acls(*entries: str, route: str = "igw-1", subnets: str = "a") -> str:
    """A VPC with a network ACL of these inbound entries."""
    listed = ", ".join((*entries, "100 allow all to 0.0.0.0/0"))
    return f"""
vpcs:
  v:
    cidr: 10.0.0.0/16
    internet_gateway: {{id: igw-1}}
    subnets: {{a: {{zone: a, cidr: 10.0.0.0/24, nat_gateway: {{id: nat-1}}}}, b: {{zone: a, cidr: 10.0.1.0/24}}}}
    route_tables: {{m: {{main: true, routes: {{0.0.0.0/0: igw-1}}}}, b: {{subnets: b, routes: {{0.0.0.0/0: nat-1}}}}}}
    network_acls: {{strict: {{id: acl-1, subnets: [{subnets}], entries: [{listed}]}}}}
"""


WEB = "100 allow tcp 443 from 0.0.0.0/0", "110 allow tcp 1024-65535 from 0.0.0.0/0"


SSH = "120 allow tcp 22 from 0.0.0.0/0"


HYGIENE = [
    Case(
        "default-group-lets-traffic-in",
        groups("[all from 0.0.0.0/0]"),
        groups(),
        "sg-d",
        ("0.0.0.0/0", "nothing has it yet"),
        severity="warning",
    ),
    Case(
        "default-group-lets-traffic-in",
        groups(member=", default"),
        groups("[]", member=", default"),
        "sg-d",
        ("reach one another", "has it"),
        severity="info",
    ),
    Case(
        "security-group-unused",
        groups(more=", spare: {id: sg-s}"),
        groups(more=", spare: {id: sg-s}").replace("https from 10.0.0.0/16", "https from spare"),
        "sg-s",
        ("Nothing has spare (sg-s) of v",),
    ),
    Case(
        "network-acl-open-admin-ports",
        acls(*WEB, SSH),
        acls("90 deny tcp 3389 from 0.0.0.0/0", *WEB),
        "acl-1",
        ("tcp 22 (SSH)", "0.0.0.0/0", "serves a"),
        severity="warning",
    ),
    Case(
        "network-acl-open-admin-ports",
        acls("100 allow all from 0.0.0.0/0"),
        acls("100 allow all from 0.0.0.0/0", subnets="b"),
        "acl-1",
        ("tcp 22 (SSH) and tcp 3389 (RDP)",),
    ),
    Case(
        "network-acl-open-admin-ports",
        acls("'100 allow tcp 22 from ::/0'"),
        acls("'90 deny all from ::/0'", "'100 allow tcp 22 from ::/0'"),
        "acl-1",
        ("lets ::/0 in",),
    ),
    Case("network-acl-unused", acls(*WEB, subnets=""), acls(*WEB), "acl-1", ("serves no subnet",)),
]


def zonal(subnets: str, function: str = "a, b", firewall: str = "a, b") -> str:
    """A VPC of two zones with a load balancer, a Network Firewall and a Lambda function."""
    return f"""
vpcs:
  v:
    cidr: 10.0.0.0/16
    subnets: {{a: {{zone: a, cidr: 10.0.0.0/24}}, b: {{zone: b, cidr: 10.0.1.0/24}}}}
    load_balancers: {{site: {{id: lb-1, type: network, subnets: [{subnets}], listeners: [tcp 443]}}}}
    network_firewalls: {{fw: {{id: fw-1, subnets: [{firewall}]}}}}
    workloads: {{job: {{id: fn-1, type: lambda-function, subnets: [{function}]}}}}
"""


ZONES = [
    Case("load-balancer-one-zone", zonal("a"), zonal("a, b"), "lb-1", ("eu-west-1a only", "eu-west-1b")),
    Case("lambda-function-one-zone", zonal("a, b", "b"), zonal("a, b"), "fn-1", ("eu-west-1b only", "eu-west-1a")),
    Case("network-firewall-one-zone", zonal("a, b", firewall="a"), zonal("a, b"), "fw-1", ("eu-west-1a only", "eu-west-1b")),
]


def checked(on: str, target: str = "eni-fw") -> str:
    """A VPC with an appliance whose source/destination check is `on`, and a route to `target`."""
    return f"""
vpcs:
  v:
    cidr: 10.0.0.0/16
    internet_gateway: {{id: igw-1}}
    subnets: {{a: {{zone: a, cidr: 10.0.0.0/24, instances: {{fw: {{ip: 10.0.0.9}}}}}}}}
    network_interfaces: [{{id: eni-fw, subnet: a, owner: fw, private_ips: [10.0.0.10], source_dest_check: {on}}}]
    route_tables: {{m: {{main: true, routes: {{0.0.0.0/0: {target}}}}}}}
"""


def wide(destination: str) -> str:
    """Two peered VPCs, one of which sends `destination` to the other."""
    return f"""
vpcs:
  a: {{cidr: 10.1.0.0/16, subnets: {{a: {{zone: a, cidr: 10.1.1.0/24}}}}, route_tables: {{ra: {{main: true, routes: {{{destination}: pcx-1}}}}}}}}
  b: {{cidr: 10.2.0.0/16, subnets: {{b: {{zone: a, cidr: 10.2.1.0/24}}}}, route_tables: {{rb: {{main: true, routes: {{10.1.0.0/16: pcx-1}}}}}}}}
peerings: [{{id: pcx-1, between: [a, b]}}]
"""


def lines(second: str) -> str:
    """A Direct Connect gateway with two virtual interfaces, the other on the connection `second`."""
    return f"""
vpcs: {{app: {{cidr: 10.0.0.0/16, vpn_gateway: {{id: vgw-1}}}}}}
on_premises: {{dc: {{cidr: 172.31.0.0/16}}}}
direct_connect_gateways: {{dx: {{id: dxgw-1, associations: [vgw-1]}}}}
virtual_interfaces:
  one: {{id: dxvif-1, gateway: dx, connection: dxcon-1, on_premises: dc}}
  two: {{id: dxvif-2, gateway: dx, connection: {second}, on_premises: dc}}
"""


SERVICE = "endpoint_services: {api: {id: vpce-svc-1, allowed_principals: [%s], acceptance_required: false}}"


LOOSE = """
vpcs: {v: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.0.0/24}}}}
network_interfaces: [{id: eni-1, subnet: a, private_ips: [10.0.0.5], public_ip: 52.1.1.1, status: %s}]
"""


OTHERS = [
    Case(
        "elastic-ip-unused",
        "elastic_ips: [{id: eipalloc-1, name: spare, public_ip: 52.1.1.1}]",
        "elastic_ips: [{id: eipalloc-1, public_ip: 52.1.1.1, service_managed: rnat}]",
        "eipalloc-1",
        ("spare (eipalloc-1) (52.1.1.1)",),
    ),
    Case(
        "network-interface-unused", LOOSE % "available", LOOSE % "in-use", "eni-1", ("attached to nothing", "10.0.0.5 and 52.1.1.1")
    ),
    Case("source-destination-check-off", checked("false", "igw-1"), checked("false"), "eni-fw", ("of fw", "no route table")),
    Case("source-destination-check-off", checked("false", "igw-1"), checked("true", "igw-1"), "eni-fw", ("check off",)),
    Case(
        "peering-route-wider-than-peer",
        wide("10.0.0.0/8"),
        wide("10.2.1.0/24"),
        "rtb-a-ra",
        ("10.0.0.0/8", "vpc-b has 10.2.0.0/16"),
    ),
    Case("direct-connect-one-connection", lines("dxcon-1"), lines("dxcon-2"), "dxgw-1", ("dxcon-1", "no VPN beside it")),
    Case(
        "endpoint-service-open-to-everyone",
        SERVICE % "'*'",
        SERVICE % "'arn:aws:iam::444455556666:root'",
        "vpce-svc-1",
        ("every AWS account", "without anybody accepting"),
        severity="warning",
    ),
]


BLOCKED = [
    Case(
        "public-access-blocked",
        host("https from 0.0.0.0/0").replace("internet_gateway: {id: igw-1}", f"internet_gateway: {{id: igw-1}}\n    {mode}"),
        host("https from 0.0.0.0/0").replace("internet_gateway: {id: igw-1}", "internet_gateway: {id: igw-1}\n    " + excluded),
        "vpc-v",
        ("cuts off box (i-v-box) of v",),
    )
    for mode in ("block_public_access: block-bidirectional", "block_public_access: block-ingress")
    for excluded in ("block_public_access: 'off'", f"{mode}\n    public_access_exclusion: allow-bidirectional")
]


_ENFORCED = "\nvpcs: {v: {id: vpc-v, cidr: 10.0.0.0/16, internet_gateway: {id: igw-1}, encryption_control: %s}}\n"


_EXCLUDED = "enforce, encryption_exclusions: [InternetGateway]"


_SERVICES = """
vpcs:
  v:
    id: vpc-v
    cidr: 10.0.0.0/16
    encryption_control: enforce%s
    subnets: {a: {zone: a, cidr: 10.0.0.0/24}}
    workloads: {fn: {type: lambda-function, subnets: [a]}, files: {type: efs-mount-target, subnets: [a]}, db: {type: rds-instance, subnets: [a]}}
service_networks: [{id: sn-1, vpcs: [v]}]
"""


ENCRYPTED = [
    Case(
        "encryption-enforced-without-exclusion",
        _SERVICES % "",
        _SERVICES % "\n    encryption_exclusions: [Lambda, ElasticFileSystem, VpcLattice]",
        "vpc-v",
        ("and has files", "fn", "sn-1 without"),
    ),
    Case("encryption-not-enforced", _ENFORCED % "monitor", _ENFORCED % "enforce", "vpc-v", ("monitor mode",), severity="info"),
    Case("encryption-not-enforced", _ENFORCED % _EXCLUDED, _ENFORCED % "enforce", "vpc-v", ("excludes InternetGateway",)),
    Case("encryption-enforced-without-exclusion", _ENFORCED % "enforce", _ENFORCED % _EXCLUDED, "vpc-v", ("igw-1",)),
]


CASES = [*ENCRYPTED, *HYGIENE, *ZONES, *OTHERS, *BLOCKED]

ABOUT_OTHER_THINGS = (
    "default-group-lets-traffic-in",
    "direct-connect-one-connection",
    "elastic-ip-unused",
    "encryption-enforced-without-exclusion",
    "encryption-not-enforced",
    "endpoint-service-open-to-everyone",
    "lambda-function-one-zone",
    "load-balancer-one-zone",
    "network-acl-open-admin-ports",
    "network-acl-unused",
    "network-firewall-one-zone",
    "network-interface-unused",
    "peering-route-wider-than-peer",
    "security-group-unused",
    "source-destination-check-off",
)
