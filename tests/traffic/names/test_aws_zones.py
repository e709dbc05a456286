"""AWS's documented behaviour of hosted zones, private and public, and of what a zone that was not read leaves open."""

from textwrap import dedent

import pytest

from tests.traffic.helpers import ids, network, scan, trace

ZONES = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        dns_support: true
        dns_hostnames: %s
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}, one: {ip: 10.0.1.11}, two: {ip: 10.0.1.12}}}}
      other: {cidr: 10.1.0.0/16, dns_support: true, dns_hostnames: true, subnets: {o: {zone: a, cidr: 10.1.1.0/24, instances: {stranger: {ip: 10.1.1.10}}}}}
    hosted_zones:
      - {id: Z1, name: example.com, vpcs: app, records: {www.example.com: 10.0.1.11, db.accounting.example.com: 10.0.1.11, "*.wild.example.com": 10.0.1.12, alias.example.com: {type: CNAME, values: www.example.com}}}
      - {id: Z2, name: accounting.example.com, vpcs: app, records: {"@": 10.0.1.12, ledger.accounting.example.com: 10.0.1.12}}
"""


def test_most_specific_zone_answers():
    """Route 53 Developer Guide, "Private hosted zones that have overlapping namespaces": the most specific zone, and only it."""
    net = network(ZONES % "true")
    assert trace(net, "host", "ledger.accounting.example.com").address == "10.0.1.12"
    lost = trace(net, "host", "db.accounting.example.com")
    assert (lost.verdict, lost.reason) == ("name-not-resolved", "NAME_NOT_FOUND")
    assert lost.dns[-1].id == "Z2"


def test_a_private_zone_hides_public_names():
    """Route 53 Developer Guide, "Split-view DNS": what the private zone does not have is NXDOMAIN, public DNS is not asked."""
    answer = trace(network(ZONES % "true"), "host", "shop.example.com")
    assert (answer.verdict, answer.reason) == ("name-not-resolved", "NAME_NOT_FOUND")
    stranger = trace(network(ZONES % "true"), "stranger", "shop.example.com")
    assert (stranger.verdict, stranger.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    assert "only public DNS can say" in stranger.dns[-1].because


def test_wildcards_and_cnames():
    """Route 53 Developer Guide, "Using an asterisk (*) in the names": one or more labels; CNAMEs are followed."""
    net = network(ZONES % "true")
    assert trace(net, "host", "a.b.wild.example.com").address == "10.0.1.12"
    assert trace(net, "host", "alias.example.com").address == "10.0.1.11"
    assert [hop.id for hop in trace(net, "host", "alias.example.com").dns] == ["Z1", "Z1"]


def test_zones_need_dns_hostnames():
    """Route 53 Developer Guide, "Considerations when working with a private hosted zone": both VPC attributes must be on."""
    answer = trace(network(ZONES % "false"), "host", "www.example.com")
    assert "only public DNS can say" in answer.dns[-1].because
    assert any("DNS hostnames of app are off" in hop.because for hop in answer.dns)


def test_zone_gaps_are_unknown():
    """Zones that could not be read may answer: unknown, and the call is named."""
    net = scan(
        """
        vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1, dns_hostnames: true}]
        subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24}]
        network_interfaces: [{id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], security_groups: [sg-1]}]
        gaps: [{service: route53, operation: ListHostedZones, error: AccessDenied, feeds: [hosted_zones]}]
        """
    )
    answer = trace(net, "eni-1", "sqs.eu-west-1.amazonaws.com")
    assert (answer.verdict, answer.reason) == ("unknown", "NOT_READ")
    assert "ListHostedZones" in answer.missing[0]


@pytest.mark.parametrize("name", ["nosuch.eu-west-1.amazonaws.com", "www.example.org"])
def test_public_names_that_nobody_can_tell(name: str):
    """What only public DNS can answer is unknown, not a guess; where no route leads to any public address, that is the answer."""
    answer = trace(network(ZONES % "true"), "host", name)
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    assert "ask for internet" in answer.notes[0]
    out = """
        vpcs:
          app:
            cidr: 10.0.0.0/16
            internet_gateway: {}
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, map_public_ip: true, instances: {host: {ip: 10.0.1.10}}}}
            route_tables: {r: {subnets: a, routes: {0.0.0.0/0: internet_gateway}}}
    """
    answer = trace(out, "host", name)
    assert (answer.verdict, answer.reason) == ("unknown", "NAME_NOT_KNOWN")
    assert name in answer.missing[0]
    assert answer.conditions[0].way == "dns"


def test_addresses_of_both_versions():
    """A and AAAA records of one name: IPv4 unless IPv6 is asked for."""
    text = (ZONES % "true").replace("cidr: 10.0.0.0/16\n", "cidr: 10.0.0.0/16\n        ipv6_cidrs: 2001:db8:1::/56\n", 1)
    text = text.replace(
        "cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}",
        'cidr: 10.0.1.0/24, ipv6_cidrs: 2001:db8:1:1::/64, instances: {host: {ip: 10.0.1.10, ipv6: "2001:db8:1:1::10"}, both: {ip: 10.0.1.30, ipv6: "2001:db8:1:1::30"}',
    )
    records = "records: [{name: dual.example.com, type: A, values: 10.0.1.30}, {name: dual.example.com, type: AAAA, values: '2001:db8:1:1::30'}]"
    text = text.replace(
        "    hosted_zones:\n", f"    hosted_zones:\n      - {{id: Z3, name: dual.example.com, vpcs: app, {records}}}\n"
    )
    net = network(text)
    assert trace(net, "host", "dual.example.com").address == "10.0.1.30"
    assert trace(net, "host", "dual.example.com", ipv6=True).address == "2001:db8:1:1::30"


@pytest.mark.parametrize(
    ("gap", "unknown"),
    [
        ("{service: route53, operation: ListHostedZones, error: AccessDenied, feeds: [hosted_zones]}", True),
        ("{service: route53, operation: ListResourceRecordSets, error: AccessDenied, feeds: [hosted_zones]}", False),
        ("{service: route53, operation: GetHostedZone, error: AccessDenied, feeds: [hosted_zones], resource: Z9}", False),
        (
            "{service: ec2, operation: DescribeVpcEndpoints, region: us-east-1, error: AccessDenied, feeds: [interface_endpoints]}",
            False,
        ),
        (
            "{service: ec2, operation: DescribeVpcEndpoints, region: eu-west-1, error: AccessDenied, feeds: [interface_endpoints]}",
            True,
        ),
        ("{service: ec2, operation: DescribeCarrierGateways, error: NotInDump, feeds: [carrier_gateways]}", False),
    ],
)
def test_only_gaps_that_matter_make_a_name_unknown(gap: str, unknown: bool):
    net = scan(
        f"""
        vpcs: [{{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1, dns_hostnames: true}}]
        subnets: [{{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24, region: eu-west-1}}]
        network_interfaces: [{{id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], region: eu-west-1}}]
        hosted_zones: [{{id: Z9, name: other.example, records_known: false}}]
        gaps: [{gap}]
        """
    )
    answer = trace(net, "eni-1", "sqs.eu-west-1.amazonaws.com")
    assert (answer.dns[-1].action == "unknown") == unknown


PUBLIC = """
    hosted_zones:
      - {name: example.com, private: false, records: {www: 203.0.113.1}}
      - {name: shop.example.com, private: false, records: {www: 203.0.113.2}}
      - {name: a.example.com, private: false, records: {www: 203.0.113.3}}
    vpcs:
      a:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        internet_gateway: {id: igw-1}
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, public_ip: 203.0.113.9}}}}
        route_tables: {a: {main: true, routes: {0.0.0.0/0: igw-1}}}
        interface_endpoints: {sts: {id: vpce-sts, service: sts, subnets: a, private_dns: true}, s3: {id: vpce-s3, service: s3, subnets: a, private_dns: true}}
"""


@pytest.mark.parametrize(
    ("name", "address"),
    [("www.example.com", "203.0.113.1"), ("www.shop.example.com", "203.0.113.2"), ("www.a.example.com", "203.0.113.3")],
)
def test_the_public_zone_below_answers(name: str, address: str):
    """Route 53 Developer Guide, "Routing traffic for subdomains": queries for a delegated subdomain go to its own zone."""
    for start in ("host", "internet"):
        assert trace(PUBLIC, start, name).address == address


def test_a_bucket_name_without_region_tells_no_region():
    """S3 User Guide, "Virtual hosting of buckets": without a region the name leads to the bucket's own, wherever that is."""
    answer = trace(PUBLIC, "host", "my-bucket.s3.amazonaws.com")
    assert (answer.verdict, answer.reason) == ("unknown", "NAME_NOT_KNOWN")
    assert "my-bucket.s3.REGION.amazonaws.com" in answer.missing[0]
    assert trace(PUBLIC, "host", "my-bucket.s3.eu-west-1.amazonaws.com").verdict == "delivered"


def test_global_name_of_sts_is_answered_in_the_own_region():
    """IAM User Guide, "AWS STS Regions and endpoints": by a public address of the region, not by the endpoint's private DNS."""
    answer = trace(PUBLIC, "host", "sts.amazonaws.com")
    assert answer.verdict == "delivered"
    assert answer.forward[-1].id == "com.amazonaws.eu-west-1.sts"
    assert answer.stays_on_aws_network is True
    assert "vpce-sts" not in ids(answer)
    opted_in = trace("\nregion: eu-south-1\n" + dedent(PUBLIC), "host", "sts.amazonaws.com")
    assert opted_in.forward[-1].id == "com.amazonaws.us-east-1.sts"
