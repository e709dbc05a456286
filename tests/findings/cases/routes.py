"""Cases of rules about route tables."""

from tests.findings.cases.case import Case, altered
from tests.findings.cases.endpoints import NAT

# --- routes ---------------------------------------------------------------------------------------------------------------

OTHER_REGION = """
services: [{id: com.amazonaws.us-east-1.s3, region: us-east-1, dns_names: s3.us-east-1.amazonaws.com}]
"""

CASES = [
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

ABOUT_OTHER_THINGS = ("route-table-unassociated",)
