"""Cases of rules about endpoints that several VPCs use."""

from tests.findings.cases.case import Case

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

CASES = [
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

ABOUT_OTHER_THINGS = (
    "duplicate-endpoint-in-peered-vpcs",
    "endpoint-in-many-vpcs",
)
