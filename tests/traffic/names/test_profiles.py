"""Route 53 Profiles, and Resolver rules for delegations: what they bring to a VPC, which goes first, what was not read."""

import json

import pytest

from tests.traffic.helpers import network, scan, trace
from vpcviz.aws.dumps import load_dumps
from vpcviz.findings.engine import check
from vpcviz.layout import Options, lay_out
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg

SPEC = """
    vpcs:
      app: {cidr: 10.0.0.0/16, dns_hostnames: true, subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: 10.0.1.10, one: 10.0.1.11, two: 10.0.1.12}}}, route_tables: {m: {main: true, routes: {10.1.0.0/16: peering}}}}
      far: {cidr: 10.2.0.0/16, dns_hostnames: true}
      hub: {cidr: 10.1.0.0/16, dns_hostnames: true, subnets: {h: {zone: a, cidr: 10.1.1.0/24}, i: {zone: b, cidr: 10.1.2.0/24}}, route_tables: {m: {main: true, routes: {10.0.0.0/16: peering}}}, interface_endpoints: {queue: {service: sqs, subnets: {h: 10.1.1.50, i: 10.1.2.50}, private_dns: %(private)s}}}
    peerings: [{between: [app, hub]}]
    hosted_zones:
      - {name: corp.example, vpcs: hub, records: [{name: www, values: [10.0.1.11]}]}
      - {id: Z2, name: own.example, vpcs: app, records: [{name: www, values: [10.0.1.12]}]}
      - {id: Z3, name: own.example, vpcs: hub, records: [{name: www, values: [10.0.1.11]}]}
    route53_profiles:
      - {id: rp-1, name: org, vpcs: %(vpcs)s, hosted_zones: [%(zones)s], interface_endpoints: [queue]}
"""


def spec(**values: str) -> str:
    return SPEC % {"private": "true", "vpcs": "[app]", "zones": "corp.example, Z3", **values}


def test_a_profile_brings_its_zones():
    """Route 53 Developer Guide, "What are Amazon Route 53 Profiles?"."""
    answer = trace(network(spec()), "host", "www.corp.example")
    assert (answer.verdict, answer.address) == ("delivered", "10.0.1.11")
    assert answer.dns[0].id == "rp-1"
    assert trace(network(spec(vpcs="[hub]")), "host", "www.corp.example").verdict != "delivered"


def test_a_profile_brings_dns_firewalls_whose_rules_are_not_evaluated():
    """The same guide: DNS Firewall rule groups may be in a Profile; they see every query of its VPCs, whoever answers."""
    group = "arn:aws:route53resolver:eu-west-1:111122223333:firewall-rule-group/rslvr-frg-1"
    net = network(spec().replace("name: org,", f"name: org, other_resources: ['{group}'],"))
    for name in ("www.corp.example", "www.own.example", "sqs.eu-west-1.amazonaws.com"):
        seen = [step for step in trace(net, "host", name).dns if step.action == "inspect"]
        assert [(one.id, "rslvr-frg-1 sees the query" in one.because) for one in seen] == [("rp-1", True)]
    assert not [step for step in trace(net, "host", "10.0.1.11").dns if step.action == "inspect"]
    svg = render_svg(lay_out(net, Options(detail="full"))).decode()
    assert "1 DNS Firewall rule group" in svg
    assert "other resource" not in svg


def test_what_is_the_vpcs_own_goes_first():
    """The same guide: at the same domain what is associated with the VPC itself goes before the Profile's."""
    assert trace(network(spec()), "host", "www.own.example").address == "10.0.1.12"


@pytest.mark.parametrize("private", ["true", "false"])
def test_a_profile_brings_endpoints_names(private: str):
    answer = trace(network(spec(private=private)), "host", "sqs.eu-west-1.amazonaws.com")
    assert (answer.verdict, answer.addresses) == ("delivered", ("10.1.1.50", "10.1.2.50"))


def test_the_lowest_priority_of_two_profiles():
    more = "\n      - {id: rp-0, name: late, vpcs: [app], priority: 200, hosted_zones: [Z9]}\n    "
    zone = "      - {id: Z9, name: corp.example, vpcs: far, records: [{name: www, values: [10.0.1.12]}]}\n"
    text = (
        spec(zones="Z1")
        .replace("{name: corp.example,", "{id: Z1, name: corp.example,")
        .replace("    route53_profiles:\n", zone + "    route53_profiles:\n")
        .rstrip()
    )
    assert trace(network(text + more), "host", "www.corp.example").address == "10.0.1.11"
    assert trace(network(text + more.replace("200", "1")), "host", "www.corp.example").address == "10.0.1.12"
    here = more.replace("priority: 200", "priority: 200, priorities: {app: 1}")
    assert trace(network(text + here), "host", "www.corp.example").address == "10.0.1.12"
    elsewhere = more.replace("priority: 200", "priority: 1, priorities: {app: 200, hub: 1}")
    assert trace(network(text + elsewhere), "host", "www.corp.example").address == "10.0.1.11"


SCANNED = """
    vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1, dns_hostnames: true}]
    subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24}]
    network_interfaces: [{id: eni-1, vpc: vpc-1, subnet: subnet-1, zone: eu-west-1a, private_ips: [10.0.1.10], security_groups: [sg-1]}]
    security_groups: [{id: sg-1, vpc: vpc-1, ingress: [{peer: 0.0.0.0/0}], egress: [{peer: 0.0.0.0/0}]}]
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.0.0.0/16, target: local}]}]
    hosted_zones: [{id: Z1, name: www.exact.example, vpcs: [vpc-1], records: [{name: www.exact.example, values: [10.0.1.10]}]}]
    route53_profiles: [{id: rp-1, vpcs: [vpc-1]%s}]
"""


@pytest.mark.parametrize("inside", [", resources_known: false", ", hosted_zones: [Z9]", ", resolver_rules: [rslvr-rr-9]"])
def test_what_is_in_a_profile_and_was_not_read(inside: str):
    net = scan(SCANNED % inside)
    answer = trace(net, "eni-1", "www.corp.example")
    assert (answer.verdict, answer.reason) == ("unknown", "NOT_READ")
    assert answer.missing
    assert trace(net, "eni-1", "www.exact.example").dns[-1].id == "Z1", "nothing is more specific than the name itself"
    assert trace(scan(SCANNED % ""), "eni-1", "www.corp.example").reason != "NOT_READ"


def test_profiles_of_a_dump():
    """Route 53 Profiles API Reference: ListProfiles, ListProfileAssociations, ListProfileResourceAssociations."""
    arn = "arn:aws:route53profiles:eu-west-1:111122223333:profile/rp-1"

    def inside(kind: str, resource: str, status: str = "COMPLETE") -> dict[str, str]:
        return {"ProfileId": "rp-1", "ResourceArn": resource, "ResourceType": kind, "Status": status}

    answers = {
        "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333"}],
        "ProfileSummaries": [{"Id": "rp-1", "Arn": arn, "Name": "org", "ShareStatus": "SHARED_WITH_ME"}],
        "ProfileAssociations": [
            {"ProfileId": "rp-1", "ResourceId": "vpc-1", "Status": "COMPLETE", "Priority": 7},
            {"ProfileId": "rp-1", "ResourceId": "vpc-2", "Status": "DELETED"},
        ],
        "ProfileResourceAssociations": [
            inside("PRIVATE_HOSTED_ZONE", "arn:aws:route53:::hostedzone/Z1"),
            inside("RESOLVER_RULE", "arn:aws:route53resolver:eu-west-1:111122223333:resolver-rule/rslvr-rr-1"),
            inside("VPC_ENDPOINT", "arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-1"),
            inside("FIREWALL_RULE_GROUP", "arn:aws:route53resolver:eu-west-1:111122223333:firewall-rule-group/rslvr-frg-1"),
            inside("PRIVATE_HOSTED_ZONE", "arn:aws:route53:::hostedzone/Z2", "DELETING"),
        ],
    }
    net = load_dumps([(f"{key}.json", json.dumps({key: value}).encode()) for key, value in answers.items()])
    (profile,) = net.route53_profiles
    assert (profile.name, profile.vpcs, profile.priorities) == ("org", ("vpc-1",), (r.ProfilePriority(vpc="vpc-1", priority=7),))
    assert (profile.hosted_zones, profile.resolver_rules, profile.interface_endpoints) == (("Z1",), ("rslvr-rr-1",), ("vpce-1",))
    assert profile.resources_known
    assert len(profile.other_resources) == 1


def test_findings_know_profiles():
    """A zone that a Profile brings to a VPC is associated with it as good as by itself."""
    zone = "      - {id: Z8, name: sqs.eu-west-1.amazonaws.com, vpcs: hub, records: [{name: '@', alias: queue}]}\n    route53_profiles:\n"
    with_zone = spec(private="false", zones="%s").replace("    route53_profiles:\n", zone).replace("[queue]", "[]")
    rules = [{finding.rule for finding in check(network(with_zone % zones)).findings} for zones in ("Z8", "Z3")]
    assert not any("not-associated" in rule for rule in rules[0])
    assert any("not-associated" in rule for rule in rules[1])


# --- delegation -------------------------------------------------------------------------------------------------------------


DELEGATED = """
    on_premises: {dc: {cidr: 172.16.0.0/16, dns_servers: [{ip: 172.16.0.10, records: {host.part.corp.example: [172.16.0.99]}}]}}
    customer_gateways: {cgw: {ip: 203.0.113.10, on_premises: dc}}
    vpn_connections: {line: {customer_gateway: cgw, gateway: vgw, static_routes: 172.16.0.0/16, bgp: false}}
    vpcs:
      app:
        cidr: 10.0.0.0/16
        dns_hostnames: true
        vpn_gateway: {name: vgw}
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: 10.0.1.10}}, b: {zone: b, cidr: 10.0.2.0/24}}
        route_tables: {m: {main: true, propagating_gateways: vgw}}
        resolver_endpoints: {out: {direction: outbound, ips: [a, b]}}
    hosted_zones:
      - name: corp.example
        vpcs: app
        records:
          - {name: www, values: [10.0.1.10]}
          - {name: part, type: NS, values: [ns1.dns.corp.example]}
          - {name: ns1.dns.corp.example, values: [172.16.0.10]}
    resolver_rules:
      - {id: rslvr-rr-1, name: parts, type: delegate, delegation_record: %s, endpoint: out, vpcs: app}
"""


def test_a_rule_for_delegations():
    """Route 53 Developer Guide, "Resolver delegation rules": only names that an NS record delegates to its DNS servers."""
    net = network(DELEGATED % "dns.corp.example")
    answer = trace(net, "host", "host.part.corp.example")
    assert (answer.verdict, answer.address) == ("delivered", "172.16.0.99")
    assert "rslvr-rr-1" in [hop.id for hop in answer.dns]
    assert trace(net, "host", "www.corp.example").address == "10.0.1.10"
    assert trace(net, "host", "gone.corp.example").reason == "NAME_NOT_FOUND"


def test_a_delegation_that_leads_back_to_its_own_zone_says_each_step_once():
    """Route 53 Developer Guide, "Avoid loop configurations with Resolver endpoints"."""
    back = DELEGATED.replace("endpoints: {out:", "endpoints: {in: {direction: inbound, ips: {a: 10.0.1.53, b: 10.0.2.53}}, out:")
    answer = trace(
        network((back % "dns.corp.example").replace("values: [172.16.0.10]", "values: [10.0.1.53]")), "host", "x.part.corp.example"
    )
    assert (answer.verdict, answer.reason) == ("name-not-resolved", "DNS_LOOP")
    assert [hop.kind for hop in answer.dns] == ["resolver-rule", "resolver-endpoint", "hosted-zone"]


def test_a_delegation_without_a_rule_for_it():
    answer = trace(network(DELEGATED % "elsewhere.example"), "host", "host.part.corp.example")
    assert (answer.verdict, answer.reason) == ("unknown", "NAME_NOT_KNOWN")
