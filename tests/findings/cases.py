"""Small networks that have what a rule is about, and their twins that do not: at least one pair for each rule."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec import structs

from vpcviz.model import Network
from vpcviz.spec import load_document

HEAD = "vpcviz: 1\naccount: '111122223333'\nregion: eu-west-1\n"

Change = Callable[[Network], Network]


class Case(NamedTuple):
    """`bad` has a finding of `rule` about `subject` that says all of `says`; `good` has none. `change` goes over both networks,
    `spoil` over the bad one only (for what a spec is refused for, and only a scan can show)."""

    rule: str
    bad: str
    good: str
    subject: str
    says: tuple[str, ...]
    spoil: Change | None = None
    severity: str = ""


def network_of(text: str) -> Network:
    """The network of a spec without its head."""
    return load_document("case.yaml", (HEAD + text).encode())


def altered(collection: str, **fields: object) -> Change:
    """A change of fields of the first resource of a collection, as a scan would show it."""

    def change(network: Network) -> Network:
        first, *rest = getattr(network, collection)
        return structs.replace(network, origin="scan", **{collection: (structs.replace(first, **fields), *rest)})

    return change


# --- endpoints ------------------------------------------------------------------------------------------------------------

NAT = """
vpcs:
  data:
    cidr: 10.1.0.0/16
    internet_gateway: {id: igw-1}
    subnets:
      out-a: {zone: a, cidr: 10.1.101.0/24, nat_gateway: {id: nat-1}}
      app-a: {zone: a, cidr: 10.1.1.0/24, instances: {app: {ip: 10.1.1.11}}}
    route_tables:
      out: {subnets: out-a, routes: {0.0.0.0/0: internet_gateway}}
      app: {subnets: app-a, routes: {0.0.0.0/0: nat}}
"""
GATEWAYS = """
    gateway_endpoints:
      - {id: vpce-s3, service: s3, route_tables: [app, out], policy: '{"Statement": []}'}
      - {id: vpce-ddb, service: dynamodb, route_tables: [app, out], policy: '{"Statement": []}'}
"""
TWO_TABLES = """
vpcs:
  data:
    cidr: 10.1.0.0/16
    internet_gateway: {id: igw-1}
    subnets:
      out-a: {zone: a, cidr: 10.1.101.0/24, nat_gateway: {id: nat-1}}
      app-a: {zone: a, cidr: 10.1.1.0/24, instances: {app: {ip: 10.1.1.11}}}
      batch-a: {zone: a, cidr: 10.1.2.0/24, instances: {batch: {ip: 10.1.2.11}}}
    route_tables:
      out: {subnets: out-a, routes: {0.0.0.0/0: internet_gateway}}
      app: {subnets: app-a, routes: {0.0.0.0/0: nat}}
      batch: {subnets: batch-a, routes: {0.0.0.0/0: nat}}
"""


def endpoint(subnets: str = "[a, b]", **fields: str) -> str:
    """A VPC with an instance and an interface endpoint; `fields` are further keys of the endpoint."""
    more = "".join(f", {key}: {value}" for key, value in fields.items())
    return f"""
vpcs:
  app:
    cidr: 10.0.0.0/16
    dns_support: true
    dns_hostnames: true
    subnets:
      a: {{zone: a, cidr: 10.0.1.0/24, instances: {{web: {{ip: 10.0.1.20, security_groups: web}}}}}}
      b: {{zone: b, cidr: 10.0.2.0/24}}
    security_groups:
      web: {{egress: [all to 0.0.0.0/0]}}
      open: {{ingress: [https from 10.0.0.0/16]}}
      self: {{ingress: [all from self]}}
      port: {{ingress: [tcp 8443 from 10.0.0.0/16]}}
      far: {{ingress: [https from 172.31.0.0/16]}}
      world: {{ingress: [https from 0.0.0.0/0]}}
      byweb: {{ingress: [https from web]}}
    interface_endpoints:
      - {{id: vpce-1, service: sqs, private_dns: true, subnets: {subnets}{more}}}
"""


FULL = """'{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'"""
NARROW = """'{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]}'"""

JOINED = """
on_premises: {dc: {cidr: 172.31.0.0/16}}
vpn_gateways: [{id: vgw-1, vpc: app}]
customer_gateways: {dc: {id: cgw-1, ip: 203.0.113.1, on_premises: dc}}
vpn_connections: {dc: {id: vpn-1, customer_gateway: dc, gateway: vgw-1}}
"""

ENDPOINTS = [
    Case(
        "gateway-endpoint-missing", NAT, NAT + GATEWAYS, "vpc-data", ("Amazon S3 and Amazon DynamoDB", "nat-1", "$0.048", "app-a")
    ),
    Case(
        "gateway-endpoint-no-route-table",
        NAT + "    gateway_endpoints: [{id: vpce-s3, service: s3}]",
        NAT + GATEWAYS,
        "vpce-s3",
        ("no route table",),
    ),
    Case(
        "gateway-endpoint-missing-route",
        TWO_TABLES + "    gateway_endpoints: [{id: vpce-s3, service: s3, route_tables: [app]}]",
        TWO_TABLES + "    gateway_endpoints: [{id: vpce-s3, service: s3, route_tables: [app, batch]}]",
        "vpce-s3",
        ("batch-a",),
    ),
    Case("interface-endpoint-one-zone", endpoint("[a]"), endpoint(), "vpce-1", ("eu-west-1a only", "eu-west-1b", "$8.03 a month")),
    Case(
        "interface-endpoint-admits-nobody",
        endpoint(security_groups="self"),
        endpoint(security_groups="byweb"),
        "vpce-1",
        ("lets nobody in", "self", "443"),
    ),
    Case(
        "interface-endpoint-admits-nobody", endpoint(security_groups="port"), endpoint(security_groups="open"), "vpce-1", ("443",)
    ),
    Case(
        "interface-endpoint-admits-nobody",
        endpoint(security_groups="far"),
        endpoint(security_groups="[far, open]"),
        "vpce-1",
        ("far",),
    ),
    Case(
        "interface-endpoint-admits-nobody",
        endpoint(security_groups="far") + JOINED,
        endpoint(security_groups="[far, open]") + JOINED,
        "vpce-1",
        ("nobody of its own VPC", "far"),
        severity="warning",
    ),
    Case(
        "interface-endpoint-admits-everybody",
        endpoint(security_groups="world"),
        endpoint(security_groups="open"),
        "vpce-1",
        ("0.0.0.0/0", "world"),
    ),
    Case("endpoint-policy-full-access", endpoint(), endpoint(policy=NARROW), "vpce-1", ("every action",)),
    Case("endpoint-policy-full-access", endpoint(policy=FULL), endpoint(policy=NARROW), "vpce-1", ("every action",)),
    Case(
        "endpoint-policy-full-access",
        endpoint(),
        endpoint() + "services: {sqs: {policy_supported: false}}",
        "vpce-1",
        ("every action",),
    ),
    Case(
        "endpoint-not-available", endpoint(state="pendingAcceptance"), endpoint(state="available"), "vpce-1", ("pendingAcceptance",)
    ),
]

# --- sharing --------------------------------------------------------------------------------------------------------------


def shared(
    private_dns: str = "false", zone_vpcs: str = "[hub, spoke]", zone: bool = True, spoke_endpoint: str = "", tgw: bool = False
) -> str:
    """An endpoint in `hub`, a consumer VPC `spoke` that is joined to it."""
    way = "hub-tgw" if tgw else "pcx-1"
    text = f"""
vpcs:
  hub:
    cidr: 10.10.0.0/16
    dns_support: true
    dns_hostnames: true
    subnets: {{hub-a: {{zone: a, cidr: 10.10.1.0/24}}, hub-b: {{zone: b, cidr: 10.10.2.0/24}}}}
    route_tables: {{hub: {{main: true, routes: {{10.11.0.0/16: {way}}}}}}}
    interface_endpoints: [{{id: vpce-hub, service: sqs, subnets: [hub-a, hub-b], private_dns: {private_dns}}}]
  spoke:
    cidr: 10.11.0.0/16
    dns_support: true
    dns_hostnames: true
    subnets: {{spoke-a: {{zone: a, cidr: 10.11.1.0/24, instances: {{job: {{ip: 10.11.1.20}}}}}}}}
    route_tables: {{spoke: {{main: true, routes: {{10.10.0.0/16: {way}}}}}}}
{spoke_endpoint}
"""
    if tgw:
        text += """
transit_gateways:
  hub-tgw:
    attachments: {one: {resource: hub, subnets: hub-a}, two: {resource: spoke, subnets: spoke-a}}
    route_tables: {all: {associations: [one, two], propagations: [one, two]}}
"""
    else:
        text += "peerings: [{id: pcx-1, between: [spoke, hub]}]\n"
    if zone:
        text += (
            f"hosted_zones: [{{id: Z1, name: sqs.eu-west-1.amazonaws.com, vpcs: {zone_vpcs}, records: {{'@': alias vpce-hub}}}}]\n"
        )
    return text


def hub(copies: int) -> str:
    """A transit gateway with `copies` VPCs, each with its own SQS endpoint in two zones."""
    vpcs = "".join(
        f"""
  v{at}:
    cidr: 10.{at}.0.0/16
    dns_support: true
    dns_hostnames: true
    subnets:
      v{at}a: {{zone: a, cidr: 10.{at}.1.0/24, instances: {{i{at}: {{}}}}}}
      v{at}b: {{zone: b, cidr: 10.{at}.2.0/24}}
    interface_endpoints: [{{id: vpce-{at}, service: sqs, subnets: [v{at}a, v{at}b], private_dns: true}}]"""
        for at in range(copies)
    )
    attachments = ", ".join(f"t{at}: {{resource: v{at}, subnets: v{at}a}}" for at in range(copies))
    return f"vpcs:{vpcs}\ntransit_gateways: {{hub: {{id: tgw-1, attachments: {{{attachments}}}}}}}\n"


OWN = "    interface_endpoints: [{id: vpce-spoke, service: sqs, subnets: [spoke-a], private_dns: true}]"

SHARING = [
    Case("shared-endpoint-private-dns", shared("true", zone=False), shared("false"), "vpce-hub", ("private DNS on", "spoke")),
    Case(
        "shared-endpoint-private-dns",
        shared("true", "[spoke]"),
        shared("true", zone=False, spoke_endpoint=OWN),
        "vpce-hub",
        ("Z1",),
    ),
    Case("shared-endpoint-zone-not-associated", shared(zone_vpcs="[hub]"), shared(), "Z1", ("spoke", "vpce-hub")),
    Case("shared-endpoint-zone-not-associated", shared(zone_vpcs="[hub]", tgw=True), shared(tgw=True), "Z1", ("spoke",)),
    Case(
        "duplicate-endpoint-in-peered-vpcs",
        shared(spoke_endpoint=OWN),
        shared(),
        "vpce-spoke",
        ("vpce-hub", "pcx-1", "$8.03 a month"),
    ),
    # Three copies of 2 zones at $0.011: two of them are 2 x 2 x 0.011 x 730 = $32.12; at $0.02 a GB that is 1,606 GB.
    Case("endpoint-in-many-vpcs", hub(3), hub(2), "vpce-0", ("3 VPCs", "$32.12 a month", "1,606 GB", "tgw-1")),
    Case(
        "endpoint-in-many-vpcs",
        hub(3).partition("transit_gateways")[0],
        hub(3).partition("transit_gateways")[0].replace("cidr: 10.2.", "cidr: 10.1."),
        "vpce-0",
        ("3 VPCs", "$32.12 a month", "1,606 GB", "over peering"),
    ),
]

# --- names ----------------------------------------------------------------------------------------------------------------


def site(inbound: str = "", servers: str = "", link: bool = True) -> str:
    """A data centre on a VPN to a VPC with a private hosted zone."""
    text = f"""
on_premises: {{dc: {{cidr: 172.16.0.0/16{servers}}}}}
vpcs:
  app:
    cidr: 10.0.0.0/16
    dns_support: true
    dns_hostnames: true
    vpn_gateway: {{id: vgw-1}}
    subnets: {{a: {{zone: a, cidr: 10.0.1.0/24}}, b: {{zone: b, cidr: 10.0.2.0/24}}}}
    {inbound}
hosted_zones: [{{id: Z1, name: corp.example, vpcs: app}}]
customer_gateways: {{dc: {{id: cgw-1, ip: 203.0.113.1, on_premises: dc}}}}
"""
    return text + ("vpn_connections: {dc: {id: vpn-1, customer_gateway: dc, gateway: vgw-1}}\n" if link else "")


INBOUND = "resolver_endpoints: {inbound: {id: rslvr-in-1, ips: {a: 10.0.1.53, b: 10.0.2.53}}}"
ASKS = ", dns_servers: [{ip: 172.16.0.10, forwarders: {%s: [%s]}}]"
QUEUE = "\n    interface_endpoints: {queue: {service: sqs, subnets: [a, b], private_dns: true}}"

NAMES = [
    Case(
        "private-dns-without-vpc-dns",
        endpoint(),
        endpoint(),
        "vpce-1",
        ("DNS hostnames off",),
        altered("vpcs", dns_hostnames=False),
    ),
    Case(
        "hosted-zone-without-vpc-dns",
        "vpcs: {app: {cidr: 10.0.0.0/16, dns_support: false}}\nhosted_zones: [{id: Z1, name: corp.example, vpcs: app}]",
        "vpcs: {app: {cidr: 10.0.0.0/16, dns_hostnames: true}}\nhosted_zones: [{id: Z1, name: corp.example, vpcs: app}]",
        "Z1",
        ("DNS support and DNS hostnames off",),
    ),
    Case(
        "resolver-endpoint-one-zone",
        site(INBOUND.replace("{a: 10.0.1.53, b: 10.0.2.53}", "[{subnet: a, ip: 10.0.1.53}, {subnet: a, ip: 10.0.1.54}]")),
        site(INBOUND),
        "rslvr-in-1",
        ("2 IPs", "eu-west-1a"),
    ),
    Case("on-premises-cannot-resolve", site(), site(INBOUND), "on-premises-dc", ("corp.example", "no Resolver inbound endpoint")),
    Case(
        "on-premises-cannot-resolve",
        site(INBOUND, ASKS % ("other.example", "10.0.1.53")),
        site(INBOUND, ASKS % ("corp.example", "10.0.1.53")),
        "on-premises-dc",
        ("do not forward corp.example", "10.0.1.53"),
    ),
    Case(
        "on-premises-cannot-resolve",
        site(INBOUND, ASKS % ("corp.example", "10.9.9.9")),
        site(link=False),
        "on-premises-dc",
        ("do not forward corp.example",),
    ),
    Case(  # SQS has an old name too (eu-west-1.queue.amazonaws.com): who asks for the usual one lacks nothing.
        "on-premises-cannot-resolve",
        site(INBOUND + QUEUE, ASKS % ("corp.example", "10.0.1.53")),
        site(INBOUND + QUEUE, ASKS % ("eu-west-1.amazonaws.com: [10.0.1.53], corp.example", "10.0.1.53")),
        "on-premises-dc",
        ("do not forward sqs.eu-west-1.amazonaws.com",),
        severity="info",
    ),
]

# --- peering --------------------------------------------------------------------------------------------------------------


def peered(one: str = "{10.2.0.0/16: pcx-1}", two: str = "{10.1.0.0/16: pcx-1}", status: str = "active") -> str:
    """Two VPCs with a peering, and each one's routes."""
    return f"""
vpcs:
  one: {{cidr: 10.1.0.0/16, subnets: {{one-a: {{zone: a, cidr: 10.1.1.0/24}}}}, route_tables: {{one: {{main: true, routes: {one}}}}}}}
  two: {{cidr: 10.2.0.0/16, subnets: {{two-a: {{zone: a, cidr: 10.2.1.0/24}}}}, route_tables: {{two: {{main: true, routes: {two}}}}}}}
peerings: [{{id: pcx-1, between: [one, two], status: {status}}}]
"""


PEERING = [
    Case("peering-not-active", peered(status="pending-acceptance"), peered(), "pcx-1", ("pending-acceptance",), severity="warning"),
    Case("peering-not-active", peered(status="deleted"), peered(), "pcx-1", ("deleted", "one"), severity="error"),
    Case("peering-not-active", peered("{}", "{}", "deleted"), peered(), "pcx-1", ("deleted",), severity="info"),
    Case("peering-without-routes", peered(two="{}"), peered(), "pcx-1", ("two", "no answer"), severity="error"),
    Case("peering-without-routes", peered("{}", "{}"), peered(), "pcx-1", ("no route",), severity="warning"),
    Case(  # A route for addresses that the other side has not leads nowhere; one for a part of them does.
        "peering-without-routes",
        peered("{10.9.0.0/16: pcx-1}"),
        peered("{10.2.1.10/32: pcx-1}", "{10.0.0.0/8: pcx-1}"),
        "pcx-1",
        ("one", "no answer"),
    ),
    Case(
        "peering-overlapping-cidrs",
        peered(),
        peered(),
        "pcx-1",
        ("10.2.128.0/17", "overlap"),
        altered("vpcs", cidrs=("10.1.0.0/16", "10.2.128.0/17")),
    ),
]

# --- routes ---------------------------------------------------------------------------------------------------------------

OTHER_REGION = """
services: [{id: com.amazonaws.us-east-1.s3, region: us-east-1, dns_names: s3.us-east-1.amazonaws.com}]
"""

ROUTES = [
    Case(
        "route-to-blackhole",
        NAT.replace("routes: {0.0.0.0/0: nat}", "routes: [{destination: 0.0.0.0/0, target: nat-gone, state: blackhole}]"),
        NAT,
        "rtb-data-app",
        ("0.0.0.0/0", "nat-gone", "app-a"),
    ),
    Case("route-to-blackhole", NAT, NAT, "rtb-data-app", ("nat-1", "gone"), altered("nat_gateways", state="deleted")),
    Case(
        "route-table-unassociated",
        NAT + "      spare: {routes: {0.0.0.0/0: nat}}",
        NAT,
        "rtb-data-spare",
        ("spare", "serves no subnet"),
    ),
    Case(
        "nat-gateway-without-way-out",
        NAT.replace("out: {subnets: out-a, routes: {0.0.0.0/0: internet_gateway}}", "out: {subnets: out-a}"),
        NAT,
        "nat-1",
        ("out-a",),
    ),
    Case(  # The NAT gateway stands in a subnet that goes out by this same NAT gateway: a circle.
        "nat-gateway-without-way-out",
        NAT.replace(
            "out: {subnets: out-a, routes: {0.0.0.0/0: internet_gateway}}", "out: {subnets: out-a, routes: {0.0.0.0/0: nat}}"
        ),
        NAT,
        "nat-1",
        ("out-a",),
    ),
    Case(
        "cross-region-s3-over-internet",
        NAT + OTHER_REGION,
        NAT + OTHER_REGION.replace("us-east-1", "eu-west-1"),
        "vpc-data",
        ("us-east-1", "nat-1", "$0.02"),
    ),
]

# --- transit gateways -----------------------------------------------------------------------------------------------------

ZONES = """
vpcs:
  app:
    cidr: 10.1.0.0/16
    subnets: {a1: {zone: a, cidr: 10.1.1.0/24}, b1: {zone: b, cidr: 10.1.2.0/24}, c1: {zone: c, cidr: 10.1.3.0/24}}
    route_tables: {out: {subnets: [a1, b1], routes: {10.0.0.0/8: hub}}, rest: {main: true}}
transit_gateways: {hub: {id: tgw-1, attachments: {app: {resource: app, subnets: [%s]}}}}
"""


def transit(
    b_table: str, a_routes: str = "{10.2.0.0/16: hub}", b_routes: str = "{10.1.0.0/16: hub}", appliance: str = "true"
) -> str:
    """VPCs a and b with a transit gateway table each, and an inspection VPC `mid`."""
    return f"""
vpcs:
  a: {{cidr: 10.1.0.0/16, subnets: {{sa: {{zone: a, cidr: 10.1.1.0/24}}}}, route_tables: {{ra: {{main: true, routes: {a_routes}}}}}}}
  b: {{cidr: 10.2.0.0/16, subnets: {{sb: {{zone: a, cidr: 10.2.1.0/24}}}}, route_tables: {{rb: {{main: true, routes: {b_routes}}}}}}}
  mid:
    cidr: 10.3.0.0/16
    subnets:
      ma: {{zone: a, cidr: 10.3.1.0/24, instances: {{fw: {{ip: 10.3.1.10}}}}}}
      mb: {{zone: b, cidr: 10.3.2.0/24}}
    route_tables: {{rm: {{main: true, routes: {{10.0.0.0/8: fw}}}}}}
transit_gateways:
  hub:
    id: tgw-1
    attachments:
      ta: {{resource: a, subnets: sa}}
      tb: {{resource: b, subnets: sb}}
      tm: {{resource: mid, subnets: [ma, mb], appliance_mode: {appliance}}}
    route_tables:
      from-a: {{associations: ta, routes: {{10.2.0.0/16: tm}}}}
      from-b: {b_table}
      from-m: {{associations: tm, propagations: [ta, tb]}}
"""


BOTH_INSPECTED = "{associations: tb, routes: {10.1.0.0/16: tm}}"
VPN = """
vpcs: {app: {cidr: 10.0.0.0/16, vpn_gateway: {id: vgw-1}}}
customer_gateways: {dc: {id: cgw-1, ip: 203.0.113.1}}
vpn_connections:
  dc: {id: vpn-1, customer_gateway: dc, gateway: vgw-1, tunnels: [{outside_ip: 52.0.0.1, status: UP}, {outside_ip: 52.0.0.2, status: %s}]}
"""

TRANSIT = [
    Case(
        "transit-gateway-asymmetric",
        transit("{associations: tb, propagations: ta}"),
        transit(BOTH_INSPECTED),
        "tgw-1",
        ("through tm", "directly"),
        severity="warning",
    ),
    Case(
        "transit-gateway-asymmetric",
        transit("{associations: tb}").replace(
            "from-a: {associations: ta, routes: {10.2.0.0/16: tm}}", "from-a: {associations: ta, propagations: tb}"
        ),
        transit(BOTH_INSPECTED, a_routes="{}", b_routes="{}"),
        "tgw-1",
        ("has no way back",),
        severity="error",
    ),
    Case(
        "transit-gateway-asymmetric",
        transit(BOTH_INSPECTED, a_routes="{10.2.0.0/16: pcx-1}") + "peerings: [{id: pcx-1, between: [a, b]}]",
        transit(BOTH_INSPECTED, a_routes="{10.2.0.0/16: pcx-1}", b_routes="{10.1.0.0/16: pcx-1}")
        + "peerings: [{id: pcx-1, between: [a, b]}]",
        "pcx-1",
        ("pcx-1", "tgw-1"),
    ),
    Case(
        "transit-gateway-asymmetric",
        transit("{associations: tb, propagations: ta}", a_routes="{10.0.0.0/8: hub}", b_routes="{}").replace(
            "from-a: {associations: ta, routes: {10.2.0.0/16: tm}}", "from-a: {associations: ta, propagations: tb}"
        ),
        transit("{associations: tb, propagations: ta}", a_routes="{0.0.0.0/0: hub}", b_routes="{}").replace(
            "from-a: {associations: ta, routes: {10.2.0.0/16: tm}}", "from-a: {associations: ta, propagations: tb}"
        ),
        "tgw-1",
        ("has no way back",),
        severity="warning",
    ),
    Case(
        "inspection-without-appliance-mode",
        transit(BOTH_INSPECTED, appliance="false"),
        transit(BOTH_INSPECTED),
        "tgw-attach-hub-tm",
        ("mid", "eu-west-1a and eu-west-1b", "appliance mode off"),
    ),
    Case(
        "transit-gateway-attachment-not-associated",
        transit("{associations: []}"),
        transit(BOTH_INSPECTED),
        "tgw-attach-hub-tb",
        ("tb", "$36.50 a month"),
    ),
    Case(
        "transit-gateway-attachment-zones",
        ZONES % "a1",
        ZONES % "a1, b1",
        "tgw-attach-hub-app",
        ("eu-west-1b", "sent to tgw-1 from b1"),
    ),
    Case("vpn-tunnel-down", VPN % "DOWN", VPN % "UP", "vpn-1", ("1 of 2", "52.0.0.2"), severity="warning"),
]

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

SUBNETS = [
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

# --- costs ----------------------------------------------------------------------------------------------------------------

S3_IN_ONE = """
instances: {x: {vpc: one, subnet: one-a}}
interface_endpoints: [{id: vpce-1, vpc: one, service: s3, subnets: [one-a]}]
"""
NAT_ZONES = NAT.replace("app-a: {zone: a,", "app-b: {zone: b,").replace("subnets: app-a", "subnets: app-b")

COSTS = [
    Case("nat-gateway-other-zones", NAT_ZONES, NAT, "nat-1", ("eu-west-1a", "app-b in eu-west-1b", "$0.01")),
    Case(
        "interface-endpoint-for-s3",
        endpoint().replace("service: sqs", "service: s3"),
        endpoint(),
        "vpce-1",
        ("Amazon S3", "$16.06 a month", "$0.01 for each GB"),
    ),
    Case(
        "interface-endpoint-for-s3",
        endpoint().replace("service: sqs", "service: s3"),
        endpoint(private_dns_only_inbound="true").replace("service: sqs", "service: s3")
        + "    gateway_endpoints: [{id: vpce-g, service: s3}]",
        "vpce-1",
        ("serves its own VPC only",),
    ),
    Case(
        "endpoint-unused",
        endpoint().replace("private_dns: true", "private_dns: false"),
        endpoint(),
        "vpce-1",
        ("$16.06 a month", "no hosted zone"),
    ),
    Case(
        "endpoint-unused",
        "vpcs: {app: {cidr: 10.0.0.0/16, dns_hostnames: true, subnets: {a: {zone: a, cidr: 10.0.1.0/24}}, "
        "interface_endpoints: [{id: vpce-1, service: sqs, private_dns: true, subnets: [a]}]}}",
        endpoint("[a]"),
        "vpce-1",
        ("$8.03 a month", "nothing in its VPC"),
    ),
]

CASES = [*ENDPOINTS, *SHARING, *NAMES, *PEERING, *ROUTES, *TRANSIT, *SUBNETS, *COSTS]
