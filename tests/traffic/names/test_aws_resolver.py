"""AWS's documented behaviour of the Resolver: endpoints, rules, other DNS servers."""

from tests.traffic.helpers import ids, network, trace

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


def test_the_next_server_answers_where_the_first_is_not_reached():
    """Route 53 Developer Guide, "Values that you specify when you create or edit rules": several targets, one is enough."""
    text = hybrid(RULE.replace("target_ips: 172.16.0.53", "target_ips: [10.99.0.53, 172.16.0.53]") % "")
    text = text.replace("dns_servers: [{ip: 172.16.0.53", "dns_servers: [{ip: 10.99.0.53, name: gone}, {ip: 172.16.0.53")
    answer = trace(network(text), "host", "files.corp.local")
    assert answer.address == "172.16.0.80"


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
