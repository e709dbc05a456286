"""Cases of rules about what could be cheaper."""

from tests.findings.cases.case import Case
from tests.findings.cases.endpoints import NAT, endpoint

NAT_ZONES = NAT.replace("app-a: {zone: a,", "app-b: {zone: b,").replace("subnets: app-a", "subnets: app-b")

CASES = [
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

ABOUT_OTHER_THINGS = ("interface-endpoint-for-s3",)
