"""AWS's documented behaviour of names: zones, private DNS, Resolver rules and endpoints, DNS attributes; endpoints reached from afar."""

from textwrap import dedent

import pytest

from tests.traffic.helpers import ids, network, scan, trace

ENDPOINT = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        dns_support: %(support)s
        dns_hostnames: %(hostnames)s
        internet_gateway: {id: igw-1}
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}
          b: {zone: b, cidr: 10.0.2.0/24, instances: {host-b: {ip: 10.0.2.10}}}
        route_tables: {main: {main: true}}
        interface_endpoints:
          - {id: vpce-0123456789abcdef0, name: queue, service: sqs, subnets: {a: 10.0.1.50, b: 10.0.2.50}, private_dns: %(private)s}
"""


def endpoint(support: str = "true", hostnames: str = "true", private: str = "true") -> str:
    return ENDPOINT % {"support": support, "hostnames": hostnames, "private": private}


def test_private_dns():
    """AWS PrivateLink Guide, "Private DNS": the service's public name gives the endpoint's private addresses."""
    answer = trace(network(endpoint()), "host", "sqs.eu-west-1.amazonaws.com")
    assert answer.verdict == "delivered"
    assert answer.addresses == ("10.0.1.50", "10.0.2.50")
    assert answer.dns[-1].id == "vpce-0123456789abcdef0"
    assert answer.forward[-1].id == "com.amazonaws.eu-west-1.sqs"
    assert answer.stays_on_aws_network is True


def test_address_of_the_own_zone_is_taken():
    """The endpoint's name gives all its addresses; the traced one is that of the sender's zone."""
    assert trace(network(endpoint()), "host", "sqs.eu-west-1.amazonaws.com").address == "10.0.1.50"
    assert trace(network(endpoint()), "host-b", "sqs.eu-west-1.amazonaws.com").address == "10.0.2.50"


def test_without_private_dns_the_name_is_public():
    """AWS PrivateLink Guide, "Private DNS": without it the service's name gives public addresses, which need a way out."""
    answer = trace(network(endpoint(private="false")), "host", "sqs.eu-west-1.amazonaws.com")
    assert (answer.verdict, answer.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    own = "vpce-0123456789abcdef0"
    names = next(one for one in network(endpoint(private="false")).interface_endpoints if one.id == own).dns_names
    regional = trace(network(endpoint(private="false")), "host-b", names[0])
    assert regional.verdict == "delivered"
    assert regional.addresses == ("10.0.1.50", "10.0.2.50")
    zonal = next(name for name in names if "-eu-west-1b." in name)
    assert trace(network(endpoint(private="false")), "host", zonal).addresses == ("10.0.2.50",)


def test_dns_support_off():
    """VPC User Guide, "DNS attributes for your VPC": without enableDnsSupport the resolver does not answer."""
    answer = trace(network(endpoint(support="false", hostnames="false", private="false")), "host", "sqs.eu-west-1.amazonaws.com")
    assert (answer.verdict, answer.reason) == ("name-not-resolved", "DNS_SUPPORT_DISABLED")


def test_private_dns_needs_both_attributes():
    """AWS PrivateLink Guide, "Private DNS": both DNS attributes must be on; a scan may have it otherwise."""
    net = scan(
        """
        vpcs: [{id: vpc-1, cidrs: [10.0.0.0/16], region: eu-west-1, dns_hostnames: %s}]
        subnets: [{id: subnet-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.0.1.0/24}]
        network_interfaces:
        - {id: eni-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.10], security_groups: [sg-1]}
        - {id: eni-2, vpc: vpc-1, subnet: subnet-1, private_ips: [10.0.1.50], security_groups: [sg-1], owner: vpce-1, type: vpc_endpoint}
        route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.0.0.0/16, target: local}]}]
        security_groups: [{id: sg-1, vpc: vpc-1, ingress: [{protocol: "-1", peer: 0.0.0.0/0}], egress: [{protocol: "-1", peer: 0.0.0.0/0}]}]
        network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
        interface_endpoints: [{id: vpce-1, vpc: vpc-1, service: com.amazonaws.eu-west-1.sqs, network_interfaces: [eni-2], private_dns: true, private_dns_names: [sqs.eu-west-1.amazonaws.com], state: available}]
        """.replace("%s", "false")
    )
    answer = trace(net, "eni-1", "sqs.eu-west-1.amazonaws.com")
    assert not answer.delivered
    assert any("DNS hostnames of vpc-1 are off" in hop.because for hop in answer.dns)


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


HYBRID = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        dns_support: true
        dns_hostnames: true
        vpn_gateway: {id: vgw-1}
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}
          b: {zone: b, cidr: 10.0.2.0/24}
        route_tables: {main: {main: true, propagating_gateways: vgw-1, routes: [{destination: 172.16.0.0/16, target: vgw-1, origin: propagated}]}}
        security_groups:
          resolver: {ingress: [%(dns)s from 172.16.0.0/16], egress: [all to 0.0.0.0/0]}
        resolver_endpoints:
          in: {id: rslvr-in-1, direction: inbound, ips: {a: 10.0.1.53, b: 10.0.2.53}, security_groups: resolver}
          out: {id: rslvr-out-1, direction: outbound, ips: {a: 10.0.1.54, b: 10.0.2.54}, security_groups: resolver}
    on_premises:
      office:
        cidr: 172.16.0.0/16
        dns_servers: [{ip: 172.16.0.53, name: bind, forwarders: {corp.aws: [10.0.1.53, 10.0.2.53]}, records: {files.corp.local: 172.16.0.80}}]
    customer_gateways: {o: {id: cgw-1, ip: 198.51.100.1, on_premises: office}}
    vpn_connections: {v: {id: vpn-1, customer_gateway: o, gateway: vgw-1, static_routes: 172.16.0.0/16}}
    hosted_zones: [{id: Z1, name: corp.aws, vpcs: app, records: {api.corp.aws: 10.0.1.10}}, {id: Z2, name: corp.local, vpcs: %(zone)s, records: {files.corp.local: 10.0.1.10}}]
    resolver_rules: %(rules)s
"""
RULE = "[{id: rslvr-rr-1, domain: corp.local, type: forward, endpoint: out, target_ips: 172.16.0.53, vpcs: app}%s]"


def hybrid(rules: str = RULE % "", zone: str = "[]", dns: str = "all") -> str:
    return HYBRID % {"rules": rules, "zone": zone, "dns": dns}


def test_inbound_endpoint():
    """Route 53 Developer Guide, "Forwarding inbound DNS queries to your VPCs"."""
    answer = trace(network(hybrid()), "office", "api.corp.aws")
    assert answer.verdict == "delivered"
    assert [hop.id for hop in answer.dns] == ["on-premises-office", "rslvr-in-1", "Z1"]
    assert answer.address == "10.0.1.10"


def test_inbound_endpoint_behind_its_group():
    """Route 53 Developer Guide, "Values for inbound endpoints", "Security group": TCP and UDP 53 must be let in."""
    answer = trace(network(hybrid(dns="https")), "office", "api.corp.aws")
    assert (answer.verdict, answer.reason) == ("name-not-resolved", "DNS_SERVER_NOT_REACHED")
    assert "udp 53" in answer.explanation


def test_outbound_rule():
    """Route 53 Developer Guide, "Forwarding outbound DNS queries to your network"."""
    answer = trace(network(hybrid()), "host", "files.corp.local")
    assert answer.verdict == "delivered"
    assert [hop.id for hop in answer.dns] == ["rslvr-rr-1", "rslvr-out-1", "on-premises-office"]
    assert answer.address == "172.16.0.80"
    assert "vgw-1" in ids(answer)


def test_a_rule_goes_before_a_zone_of_the_same_domain():
    """Route 53 Developer Guide, "Private hosted zones and Route 53 Resolver rules": the rule takes precedence."""
    assert trace(network(hybrid(zone="app")), "host", "files.corp.local").address == "172.16.0.80"


def test_the_more_specific_zone_goes_before_a_rule():
    """Route 53 Developer Guide, "How Resolver determines whether a name matches any rules": the most specific one."""
    rules = RULE.replace("domain: corp.local", "domain: local") % ""
    assert trace(network(hybrid(rules, zone="app")), "host", "files.corp.local").address == "10.0.1.10"


def test_system_rule_overrides_forwarding():
    """Route 53 Developer Guide, "Forwarding rules and system rules": a system rule for a subdomain stops the forwarding."""
    rules = RULE % ", {id: rslvr-rr-2, domain: files.corp.local, type: system, vpcs: app}"
    answer = trace(network(hybrid(rules, zone="app")), "host", "files.corp.local")
    assert answer.address == "10.0.1.10"
    assert any(hop.id == "rslvr-rr-2" for hop in answer.dns)


def test_servers_that_forward_to_each_other():
    """Route 53 Developer Guide, "Avoid loop configurations with Resolver endpoints"."""
    text = (
        hybrid()
        .replace("corp.aws: [10.0.1.53, 10.0.2.53]", "corp.local: [10.0.1.53]")
        .replace(", records: {files.corp.local: 172.16.0.80}", "")
    )
    answer = trace(network(text), "host", "files.corp.local")
    assert (answer.verdict, answer.reason) == ("name-not-resolved", "DNS_LOOP")


def test_dhcp_options_with_other_servers():
    """VPC User Guide, "DHCP option sets": hosts ask the servers that are named there."""
    text = (
        hybrid().replace("        dns_support: true\n", "        dns_support: true\n        dhcp_options: dopt-1\n", 1)
        + "    dhcp_options: [{id: dopt-1, domain_name_servers: [172.16.0.53]}]\n"
    )
    answer = trace(network(text), "host", "files.corp.local")
    assert answer.verdict == "delivered"
    assert [hop.id for hop in answer.dns] == ["dopt-1", "on-premises-office"]
    unknown = trace(network(text.replace("[172.16.0.53]", "[10.0.1.99]")), "host", "files.corp.local")
    assert unknown.verdict == "unknown"


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


CENTRAL = """
    vpcs:
      hub:
        cidr: 10.0.0.0/16
        dns_support: true
        dns_hostnames: true
        subnets: {h: {zone: a, cidr: 10.0.1.0/24}, t: {zone: a, cidr: 10.0.9.0/28}}
        route_tables: {h: {main: true, routes: {10.0.0.0/8: tgw}}}
        security_groups: {ends: {ingress: [https from 10.0.0.0/8]}}
        interface_endpoints: [{id: vpce-1, name: kms, service: kms, subnets: {h: 10.0.1.50}, private_dns: %s, security_groups: ends}]
      spoke:
        cidr: 10.1.0.0/16
        dns_support: true
        dns_hostnames: true
        subnets: {s: {zone: a, cidr: 10.1.1.0/24, instances: {host: {ip: 10.1.1.10}}}}
        route_tables: {s: {main: true, routes: {10.0.0.0/8: tgw}}}
    transit_gateways: {tgw: {id: tgw-1, attachments: {hub: {resource: hub, subnets: t}, spoke: {resource: spoke, subnets: s}}}}
    hosted_zones: %s
"""


def test_centralized_endpoints():
    """AWS whitepaper "Building a Scalable and Secure Multi-VPC AWS Network Infrastructure", "Centralized access to VPC private endpoints"."""
    zone = '[{id: Z1, name: kms.eu-west-1.amazonaws.com, vpcs: [hub, spoke], records: {"@": alias kms}}]'
    answer = trace(network(CENTRAL % ("false", zone)), "host", "kms.eu-west-1.amazonaws.com")
    assert answer.verdict == "delivered"
    assert "tgw-1" in ids(answer)
    assert "vpce-1" in ids(answer)
    # Private DNS is for the endpoint's own VPC only: without a zone of its own, the spoke gets public addresses.
    private = trace(network(CENTRAL % ("true", "[]")), "host", "kms.eu-west-1.amazonaws.com")
    assert (private.verdict, private.reason) == ("no-route", "NO_ROUTE_TO_DESTINATION")
    unassociated = trace(network(CENTRAL % ("false", zone.replace("[hub, spoke]", "[hub]"))), "host", "kms.eu-west-1.amazonaws.com")
    assert unassociated.verdict == "no-route"


S3 = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        dns_support: true
        dns_hostnames: true
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: out}}}}
        route_tables: {main: {main: true, routes: {pl-6da54004: s3}}}
        gateway_endpoints: {s3: {id: vpce-gw, service: s3}}
        interface_endpoints: [{id: vpce-if, name: s3 private, service: s3, subnets: {a: 10.0.1.50}, private_dns: true, private_dns_only_inbound: %s}]
        security_groups: {out: {egress: [%s]}}
"""


def test_gateway_endpoint_by_prefix_list_in_a_group():
    """AWS PrivateLink Guide, "Gateway endpoints for Amazon S3", "Security": a group may name the prefix list."""
    net = network(S3 % ("true", "https to s3"))
    answer = trace(net, "host", "s3.eu-west-1.amazonaws.com")
    assert answer.verdict == "delivered"
    assert "vpce-gw" in ids(answer)
    assert (
        trace(network(S3 % ("true", "https to dynamodb")), "host", "s3.eu-west-1.amazonaws.com").reason == "ENI_SG_RULES_MISMATCH"
    )
    assert trace(net, "host", "bucket.s3.eu-west-1.amazonaws.com").verdict == "delivered"
    assert trace(net, "host", "s3.us-east-1.amazonaws.com").reason == "ENI_SG_RULES_MISMATCH"


def test_private_dns_only_for_inbound():
    """Amazon S3 User Guide, "Private DNS": only queries by inbound endpoints get the interface endpoint."""
    assert "vpce-if" in ids(trace(network(S3 % ("false", "all to 0.0.0.0/0")), "host", "s3.eu-west-1.amazonaws.com"))
    assert "vpce-gw" in ids(trace(network(S3 % ("true", "all to 0.0.0.0/0")), "host", "s3.eu-west-1.amazonaws.com"))


def test_gateway_endpoint_is_for_tcp():
    """Reachability Analyzer explanation codes, VPCE_GATEWAY_PROTOCOL_RESTRICTION."""
    answer = trace(network(S3 % ("true", "all to 0.0.0.0/0")), "host", "s3.eu-west-1.amazonaws.com", protocol="udp")
    assert answer.reason == "VPCE_GATEWAY_PROTOCOL_RESTRICTION"


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


def test_other_addresses_that_fare_otherwise_are_noted():
    """Clients take any address of a name: a note says which of the others are reached, or are not."""
    closed = "        network_acls: {n: {subnets: b, entries: [100 deny all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0]}}\n"
    near = trace(network(endpoint() + closed), "host", "sqs.eu-west-1.amazonaws.com")
    assert near.verdict == "delivered"
    assert any("10.0.2.50" in note and "SUBNET_ACL_RESTRICTION" in note for note in near.notes)
    other = closed.replace("subnets: b", "subnets: a")
    far = trace(network(endpoint() + other), "host-b", "10.0.1.50")
    assert far.verdict == "blocked"
    b_side = trace(network(endpoint() + other), "host-b", "vpce-0123456789abcdef0")
    assert b_side.verdict == "delivered"
    assert any("10.0.1.50" in note and "not reached" in note for note in b_side.notes)


def test_the_next_server_answers_where_the_first_is_not_reached():
    """Route 53 Developer Guide, "Values that you specify when you create or edit rules": several targets, one is enough."""
    text = hybrid(RULE.replace("target_ips: 172.16.0.53", "target_ips: [10.99.0.53, 172.16.0.53]") % "")
    text = text.replace("dns_servers: [{ip: 172.16.0.53", "dns_servers: [{ip: 10.99.0.53, name: gone}, {ip: 172.16.0.53")
    answer = trace(network(text), "host", "files.corp.local")
    assert answer.address == "172.16.0.80"


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


def test_zone_and_private_dns_of_one_name():
    """AWS refuses a zone of a name that an endpoint's private DNS already has in the VPC; a scan that shows both is not guessed at."""
    text = endpoint() + "    hosted_zones: [{id: Z1, name: sqs.eu-west-1.amazonaws.com, vpcs: app, records: {'@': 10.0.1.10}}]\n"
    answer = trace(network(text), "host", "sqs.eu-west-1.amazonaws.com")
    assert (answer.verdict, answer.reason) == ("unknown", "NAME_PRIORITY_NOT_DEFINED")


def test_an_alias_is_followed_by_route_53_itself():
    """Route 53 Developer Guide, "Choosing between alias and non-alias records": a forwarding rule has no say in an alias's target."""
    zone = '[{id: Z1, name: kms.eu-west-1.amazonaws.com, vpcs: [hub, spoke], records: {"@": alias kms}}]'
    rules = (
        "    resolver_rules: [{id: rslvr-rr-1, domain: vpce.amazonaws.com, type: forward, target_ips: 10.99.0.1, vpcs: spoke}]\n"
    )
    answer = trace(network(CENTRAL % ("false", zone) + rules), "host", "kms.eu-west-1.amazonaws.com")
    assert answer.verdict == "delivered"
    inner = zone.replace(
        '{"@": alias kms}', '{"@": alias keys.kms.eu-west-1.amazonaws.com, keys.kms.eu-west-1.amazonaws.com: 10.0.1.50}'
    )
    assert trace(network(CENTRAL % ("false", inner)), "host", "kms.eu-west-1.amazonaws.com").address == "10.0.1.50"


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


def test_rules_for_less_do_not_forward_ec2_names():
    """Route 53 Developer Guide, "Domain names that VPC Resolver creates autodefined system rules for"."""
    text = """
        resolver_rules: [{domain: '%s', endpoint: out, target_ips: 172.16.0.10, vpcs: a}]
        vpcs:
          a:
            cidr: 10.0.0.0/16
            dns_hostnames: %s
            subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}, other: {ip: 10.0.1.11}}}, b: {zone: b, cidr: 10.0.2.0/24}}
            resolver_endpoints: {out: {id: rslvr-out-1, direction: outbound, ips: [a, b]}}
    """
    name = "ip-10-0-1-11.eu-west-1.compute.internal"
    for domain in (".", "internal", "compute.internal"):
        assert trace(text % (domain, "true"), "host", name).verdict == "delivered", domain
    overridden = trace(text % ("eu-west-1.compute.internal", "true"), "host", name)
    assert any(hop.action == "forward-query" for hop in overridden.dns)
    assert any(hop.action == "forward-query" for hop in trace(text % (".", "false"), "host", name).dns)
