"""Cases of rules about transit gateways."""

from tests.findings.cases.case import Case

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

CASES = [
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

ABOUT_OTHER_THINGS = (
    "inspection-without-appliance-mode",
    "vpn-tunnel-down",
)
