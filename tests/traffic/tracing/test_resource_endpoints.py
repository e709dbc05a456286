"""Endpoints of type Resource: through a resource gateway's groups to the resource, which sees the gateway."""

import pytest

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import ids, network, trace

SPEC = """
    vpcs:
      shop:
        cidr: 10.0.0.0/16
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: out}}}}
        security_groups: {out: {egress: [all to 0.0.0.0/0]}, door: {ingress: [tcp 5432 from 10.0.0.0/16, tcp 80 from 10.0.0.0/16]}}
        interface_endpoints:
          orders: {id: vpce-1, type: Resource, service: orders, subnets: {a: 10.0.1.20}, security_groups: door}
      data:
        cidr: 10.9.0.0/16
        subnets: {b: {zone: a, cidr: 10.9.1.0/24}, c: {zone: b, cidr: 10.9.2.0/24}}
        security_groups:
          way: {egress: [%s]}
          base: {ingress: [%s]}
        workloads: {db: {id: db-1, type: rds-instance, dns_name: db.example.com, subnets: {c: 10.9.2.30}, security_groups: base}}
    resource_gateways: {gate: {id: rgw-1, vpc: data, subnets: [b, c], security_groups: way}}
    resource_configurations: {orders: {id: rcfg-1, gateway: gate, type: SINGLE, protocol: TCP, ports: [5432], %s}}
"""
NAMES = "cidr: 10.9.0.0/16\n        dns_hostnames: true"
OUT, INTO = "tcp 5432 to 10.9.0.0/16", "tcp 5432 from way"


@pytest.mark.parametrize("target", ["ip: 10.9.2.30", "dns_name: db.example.com", "arn: db-1"])
def test_the_resource_sees_the_gateway(target: str) -> None:
    found = trace(network(SPEC % (OUT, INTO, target)), "host", "vpce-1", port=5432)
    assert found.verdict == "delivered", found.explanation
    assert ids(found)[-1] == "eni-db-1-c" or "db" in found.explanation
    for passed in ("vpce-1", "rcfg-1", "rgw-1"):
        assert passed in ids(found)
    assert ids(found).index("rcfg-1") < ids(found).index("rgw-1")


@pytest.mark.parametrize(
    ("out", "into", "port", "verdict", "reason"),
    [
        ("tcp 443 to 10.9.0.0/16", INTO, 5432, "blocked", "ENI_SG_RULES_MISMATCH"),
        (OUT, "tcp 5432 from 10.0.0.0/16", 5432, "blocked", "ENI_SG_RULES_MISMATCH"),
        (OUT, "tcp 5432 from 10.9.0.0/16", 5432, "delivered", "DELIVERED"),
        (OUT, INTO, 80, "blocked", "NOT_LISTENING"),
    ],
)
def test_what_stops_it(out: str, into: str, port: int, verdict: str, reason: str) -> None:
    found = trace(network(SPEC % (out, into, "ip: 10.9.2.30")), "host", "vpce-1", port=port)
    assert (found.verdict, found.reason) == (verdict, reason), found.explanation


def test_what_was_not_read_is_unknown() -> None:
    without = SPEC.replace("gateway: gate, ", "") % (OUT, INTO, "ip: 10.9.2.30")
    assert trace(network(without), "host", "vpce-1", port=5432).verdict == "unknown"
    elsewhere = trace(network(SPEC % (OUT, INTO, "dns_name: else.example.com")), "host", "vpce-1", port=5432)
    assert (elsewhere.verdict, elsewhere.reason) == ("unknown", "ADDRESS_NOT_KNOWN")
    assert "else.example.com" in elsewhere.explanation


def test_a_service_network_is_told_by_name_only() -> None:
    text = SPEC.replace("type: Resource, service: orders", "type: ServiceNetwork, service: net") % (OUT, INTO, "ip: 10.9.2.30")
    found = trace(network(text + "    service_networks: {net: {id: sn-1, resources: [orders]}}\n"), "host", "vpce-1", port=5432)
    assert (found.verdict, found.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert "service network net" in found.explanation


def test_what_a_configuration_stands_for_is_read() -> None:
    made = network_of(
        answer("vpc-lattice.ListResourceConfigurations", {"id": "rcfg-1", "resourceGatewayId": "rgw-1", "type": "CHILD"}),
        answer(
            "vpc-lattice.GetResourceConfiguration",
            {
                "id": "rcfg-1",
                "resourceConfigurationGroupId": "rcfg-0",
                "protocol": "TCP",
                "portRanges": ["5432", "8000-8100"],
                "resourceConfigurationDefinition": {"dnsResource": {"domainName": "db.example.com"}},
            },
            scope="rcfg-1",
        ),
    )
    (config,) = made.resource_configurations
    assert (config.group, config.protocol, config.ports, config.dns_name) == (
        "rcfg-0",
        "TCP",
        ("5432", "8000-8100"),
        "db.example.com",
    )


@pytest.mark.parametrize(
    ("private", "resolution", "verdict", "reason"),
    [
        ("true", "IN_VPC", "delivered", "DELIVERED"),
        ("true", "PUBLIC", "unknown", "ADDRESS_NOT_KNOWN"),
        ("true", "", "unknown", "ADDRESS_NOT_KNOWN"),
        ("false", "PUBLIC", "delivered", "DELIVERED"),
    ],
)
def test_who_resolves_the_domain_name_of_a_resource(private: str, resolution: str, verdict: str, reason: str) -> None:
    """VPC Lattice API Reference, CreateResourceGateway: IN_VPC asks the VPC's DNS servers, PUBLIC (the default) public DNS."""
    text = (SPEC % (OUT, INTO, "dns_name: one.corp.example.com")).replace("cidr: 10.9.0.0/16", NAMES)
    text = text.replace("security_groups: way}}", f"security_groups: way, dns_resolution: '{resolution}'}}}}")
    zone = "{name: corp.example.com, private: %s, %s records: [{name: one.corp.example.com, type: A, values: [10.9.2.30]}]}"
    text += f"    hosted_zones: [{zone % (private, 'vpcs: [data],' if private == 'true' else '')}]\n"
    found = trace(network(text), "host", "vpce-1", port=5432)
    assert (found.verdict, found.reason) == (verdict, reason), found.explanation


def test_a_name_that_the_vpc_has_not_leads_nowhere() -> None:
    text = (SPEC % (OUT, INTO, "dns_name: two.corp.example.com")).replace("cidr: 10.9.0.0/16", NAMES)
    text = text.replace("way}}", "way, dns_resolution: IN_VPC}}")
    text += "    hosted_zones: [{name: corp.example.com, private: true, vpcs: [data]}]\n"
    found = trace(network(text), "host", "vpce-1", port=5432)
    assert found.reason == "NAME_NOT_FOUND", found.explanation
