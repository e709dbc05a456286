"""The engine: gaps never read as absence, ignore lists, order, marks, and an estate's speed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec import structs

from tests.findings.cases import CASES
from tests.findings.cases.case import Case, network_of
from tests.findings.cases.endpoints import NAT, endpoint
from tests.findings.cases.filters import host
from tests.findings.cases.names import site
from tests.findings.cases.sharing import hub
from tests.networks import networks
from vpcviz.commands.configuration import Ignore
from vpcviz.cost import compare, load_prices, price_network, total
from vpcviz.findings import RULES, by_resource, check
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.reports.costs import cost_text
from vpcviz.reports.findings import findings_text
from vpcviz.sources import load

MISSING = "gateway-endpoint-missing"


def scanned(network: Network, *gaps: r.Gap, complete: bool = True) -> Network:
    return structs.replace(network, origin="scan", gaps=gaps, complete=complete)


def gap(*feeds: str, region: str = "eu-west-1", account: str = "111122223333", resource: str = "") -> r.Gap:
    return r.Gap(
        service="ec2",
        operation="DescribeVpcEndpoints",
        region=region,
        account=account,
        error="AccessDenied",
        feeds=feeds,
        resource=resource,
    )


def rules_of(network: Network) -> set[str]:
    return {finding.rule for finding in check(network).findings}


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.rule}-{at}") for at, case in enumerate(CASES) if case.spoil is None]
)
def test_a_rule_whose_facts_were_not_read_is_not_checked(case: Case) -> None:
    network = network_of(case.bad)
    for feed in RULES[case.rule].needs:
        report = check(scanned(network, gap(feed, region="", account="")))
        assert all(finding.way for finding in report.findings if finding.rule == case.rule)  # only what a trace proves is left
        assert case.rule not in report.passed
        open_question = next(one for one in report.not_checked if one.rule == case.rule)
        assert "ec2:DescribeVpcEndpoints could not be read (AccessDenied)" in open_question.because


def test_a_gap_that_a_rule_does_not_need_changes_nothing() -> None:
    network = network_of(NAT)
    assert MISSING in rules_of(scanned(network, gap("hosted_zones")))


def test_a_gap_of_another_region_or_account_leaves_the_finding() -> None:
    network = network_of(NAT)
    assert MISSING in rules_of(scanned(network, gap("gateway_endpoints", region="us-east-1")))
    assert MISSING in rules_of(scanned(network, gap("gateway_endpoints", account="999988887777")))
    assert MISSING not in rules_of(scanned(network, gap("gateway_endpoints")))


def test_a_gap_of_a_global_collection_bears_on_every_region() -> None:
    case = next(case for case in CASES if case.rule == "shared-endpoint-zone-not-associated")
    network = network_of(case.bad)
    assert case.rule in rules_of(scanned(network))
    assert case.rule not in rules_of(scanned(network, gap("hosted_zones", region="us-east-1")))


def test_a_gap_of_one_resource_bears_on_its_region() -> None:
    """A route table of which nothing was read may be the one that leads to the endpoint."""
    network = network_of(NAT)
    report = check(scanned(network, gap("route_tables", resource="rtb-elsewhere")))
    assert MISSING not in {finding.rule for finding in report.findings}
    assert "rtb-elsewhere" in {one.resource for one in report.not_checked}
    assert MISSING in rules_of(scanned(network, gap("route_tables", resource="rtb-elsewhere", region="us-east-1")))


def test_what_the_model_tells_itself_is_no_gap_for_the_other_rules() -> None:
    attributes = structs.replace(gap("vpcs"), operation="DescribeVpcAttribute")
    network = scanned(network_of(NAT), attributes)
    network = structs.replace(
        network, vpcs=tuple(structs.replace(vpc, dns_support=None, dns_hostnames=None) for vpc in network.vpcs)
    )
    assert MISSING in rules_of(network)


def test_a_gap_that_does_not_say_what_it_feeds_bears_on_every_rule() -> None:
    report = check(scanned(network_of(NAT), gap(region="", account="")))
    assert report.findings == ()
    assert report.passed == ()


@pytest.mark.parametrize("feed", ["core_networks", "local_gateways", "odb_networks"])
def test_core_networks_local_gateways_and_odb_networks_join_vpcs_to_others_too(feed: str) -> None:
    for rule in ("endpoint-unused", "interface-endpoint-admits-nobody", "on-premises-cannot-resolve"):
        assert feed in RULES[rule].needs


def test_a_scan_that_was_stopped_has_the_findings_that_its_gaps_leave() -> None:
    network = network_of(NAT)
    assert MISSING in rules_of(scanned(network, gap("hosted_zones"), complete=False))
    assert MISSING not in rules_of(scanned(network, gap("nat_gateways"), complete=False))


def test_a_scan_that_was_stopped_without_saying_where_passes_nothing() -> None:
    report = check(scanned(network_of(NAT), complete=False))
    assert report.findings == ()
    assert report.passed == ()
    assert {one.rule for one in report.not_checked} == set(RULES)


@pytest.mark.parametrize(
    ("rule", "network"),
    [
        ("private-dns-without-vpc-dns", lambda: _with(endpoint(), "vpcs", dns_hostnames=None)),
        ("hosted-zone-without-vpc-dns", lambda: _with(site(), "vpcs", dns_hostnames=None)),
        ("endpoint-policy-full-access", lambda: _with(endpoint(), "interface_endpoints", policy=None)),
        ("endpoint-policy-full-access", lambda: network_of(endpoint().replace("service: sqs", "service: kendra-ranking"))),
        ("subnet-running-out", lambda: scanned(network_of(endpoint()))),
        (
            "interface-endpoint-admits-nobody",
            lambda: _with(endpoint(security_groups="self"), "interface_endpoints", security_groups=("sg-x",)),
        ),
        (
            "subnet-name-contradicts-routes",
            lambda: structs.replace(network_of(NAT.replace("app-a", "private-a")), origin="scan", route_tables=()),
        ),
    ],
)
def test_what_is_not_known_of_a_resource_is_not_checked(rule: str, network) -> None:  # type: ignore[no-untyped-def]
    report = check(network())
    assert rule not in {finding.rule for finding in report.findings}
    assert rule in {one.rule for one in report.not_checked if one.resource}
    assert rule not in report.passed


def _with(text: str, collection: str, **fields: object) -> Network:
    network = network_of(text)
    first, *rest = getattr(network, collection)
    return structs.replace(network, origin="scan", **{collection: (structs.replace(first, **fields), *rest)})


def test_vpcviz_takes_an_endpoints_groups_from_the_endpoint() -> None:
    """moto and some dumps put other groups on the interfaces; the endpoint's own Groups decide."""
    network = network_of(endpoint(security_groups="byweb"))
    others = tuple(
        structs.replace(interface, security_groups=("sg-app-self",)) if interface.type == "vpc_endpoint" else interface
        for interface in network.network_interfaces
    )
    assert "interface-endpoint-admits-nobody" not in rules_of(structs.replace(network, origin="scan", network_interfaces=others))


def test_foreign_resources_are_not_judged() -> None:
    network = network_of(endpoint("[a]", security_groups="self"))
    foreign = tuple(structs.replace(one, foreign=True) for one in network.interface_endpoints)
    found = rules_of(structs.replace(network, interface_endpoints=foreign))
    assert not {rule for rule in found if "endpoint" in rule}


def test_the_ignore_list_takes_findings_away_and_says_what_it_does_not_fit() -> None:
    network = network_of(NAT)
    entries = [
        Ignore(rule=MISSING, resource="da*", reason="the lake is moving"),
        Ignore(rule=MISSING, resource="vpc-other", reason="old"),
        Ignore(rule="vpn-tunnel-down", reason="backup line"),
    ]
    report = check(network, ignores=entries)
    assert MISSING not in {finding.rule for finding in report.findings}
    assert [(one.finding.rule, one.reason) for one in report.ignored] == [(MISSING, "the lake is moving")]
    assert [one[:2] for one in report.unused] == [(MISSING, "vpc-other"), ("vpn-tunnel-down", "")]
    assert MISSING not in report.passed


def test_an_entry_of_the_ignore_list_is_not_unused_where_its_rule_could_not_look() -> None:
    network = scanned(network_of(NAT), gap("vpn_connections"))
    report = check(network, ignores=[Ignore(rule="vpn-tunnel-down", reason="backup line")])
    assert report.unused == ()


def test_a_hosted_zone_whose_records_were_not_read_may_lead_to_an_endpoint() -> None:
    text = endpoint().replace("private_dns: true", "private_dns: false")
    text += "hosted_zones: [{id: Z1, name: sqs.eu-west-1.amazonaws.com, vpcs: app}]\n"
    network = network_of(text)
    assert "endpoint-unused" in rules_of(network)
    zones = tuple(structs.replace(zone, records_known=False) for zone in network.hosted_zones)
    assert "endpoint-unused" not in rules_of(structs.replace(network, hosted_zones=zones))


def test_marks_are_by_the_resource_that_a_finding_is_about() -> None:
    marks = by_resource(network_of(NAT))
    assert marks["vpc-data"] == [("warning", MISSING, RULES[MISSING].title)]


def test_the_gravest_come_first_and_the_order_does_not_depend_on_the_input() -> None:
    text = endpoint("[a]", security_groups="self") + "services: {sqs: {policy_supported: true}}"
    findings = check(network_of(text)).findings
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert len(set(severities)) == 3


def test_a_healthy_endpoint_has_no_finding_at_all() -> None:
    good = endpoint(security_groups="open", policy="'{\"Statement\": []}'")
    assert rules_of(network_of(good)) == {"security-group-unused"}  # those of the other cases


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("gateway-endpoint", {"endpoint-policy-full-access"}),
        ("without-endpoints", {MISSING}),
        ("prefix-list", {"cross-region-s3-over-internet", "endpoint-policy-full-access"}),
        ("private-api", set()),
        ("private-dns", set()),
        ("shared-services", set()),
        ("on-premises", set()),
        ("interface-endpoint", {"endpoint-policy-full-access"}),
        ("hub-and-spoke", {MISSING, "endpoint-policy-full-access"}),
    ],
)
def test_the_samples_have_the_findings_that_an_architect_would_expect(sample: str, expected: set[str]) -> None:
    network = load([str(Path(__file__).parents[2] / "samples" / f"{sample}.yaml")])
    assert rules_of(network) == expected


def test_an_estate_of_120_vpcs_is_checked() -> None:
    network = network_of(hub(120))
    report = check(network)
    assert next(finding for finding in report.findings if finding.rule == "endpoint-in-many-vpcs").message.startswith("120 VPCs")


@settings(max_examples=40)
@given(networks(most_vpcs=12))
def test_any_network_is_checked_and_priced(network: Network) -> None:
    report = check(network)
    ids = set(network.by_id)
    for finding in report.findings:
        assert set(finding.resources) <= ids | {peering.requester for peering in network.peerings} | {
            peering.accepter for peering in network.peerings
        }
        assert finding.message
    seen = {finding.rule for finding in report.findings} | {one.rule for one in report.not_checked}
    assert seen.isdisjoint(report.passed)
    assert seen | set(report.passed) == set(RULES)
    prices = load_prices()
    cost = total(price_network(network, prices), prices.as_of)
    assert cost.usd_per_month >= 0
    for text in (findings_text(network, report), cost_text(network, cost, compare(network, prices), 1000)):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_what_a_trace_proves_is_found_though_other_things_were_not_read() -> None:
    """The trace would be unknown if what was not read could change it."""
    entries = "[100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]"
    acl = f"    network_acls: {{open: {{entries: {entries}}}}}\n"
    network = network_of(host("ssh from 0.0.0.0/0", acl=", network_acl: open", more=acl))
    report = check(scanned(network, gap("load_balancers", region="", account="")))
    assert "internet-reaches-admin-port" in {finding.rule for finding in report.findings}
    unread = scanned(structs.replace(network, network_acls=()), gap("network_acls", region="", account=""))
    report = check(unread)
    assert "internet-reaches-admin-port" not in {finding.rule for finding in report.findings}
    assert "internet-reaches-admin-port" in {one.rule for one in report.not_checked if "whether the internet" in one.because}
