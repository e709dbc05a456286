"""AWS's documented behaviour of private DNS of endpoints, of DNS attributes, and of endpoints that are reached from afar."""

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
