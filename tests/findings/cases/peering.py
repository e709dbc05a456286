"""Cases of rules about peering connections."""

from tests.findings.cases.case import Case, altered

# --- peering --------------------------------------------------------------------------------------------------------------


def peered(one: str = "{10.2.0.0/16: pcx-1}", two: str = "{10.1.0.0/16: pcx-1}", status: str = "active") -> str:
    """Two VPCs with a peering, and each one's routes."""
    return f"""
vpcs:
  one: {{cidr: 10.1.0.0/16, subnets: {{one-a: {{zone: a, cidr: 10.1.1.0/24}}}}, route_tables: {{one: {{main: true, routes: {one}}}}}}}
  two: {{cidr: 10.2.0.0/16, subnets: {{two-a: {{zone: a, cidr: 10.2.1.0/24}}}}, route_tables: {{two: {{main: true, routes: {two}}}}}}}
peerings: [{{id: pcx-1, between: [one, two], status: {status}}}]
"""


CASES = [
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

ABOUT_OTHER_THINGS = ("peering-overlapping-cidrs",)
