"""Names of resources behind VPC Lattice in the VPCs of their service network, and the way there.

Source of the answers: VPC Lattice User Guide, "Resource configurations for VPC resources", "Custom domain names for resource consumers".
"""

import pytest

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import network, trace
from vpcviz.model import resources as r

OWN = "snra-0a.rcfg-0a.4232ccc.vpc-lattice-rsc.eu-west-1.on.aws"
SPEC = """
    vpcs:
      shop:
        cidr: 10.0.0.0/16
        dns_support: true
        dns_hostnames: true
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: open}}}}
        security_groups: {open: {egress: [all to 0.0.0.0/0]}}
        route_tables: {main: {main: true, routes: {129.224.0.0/17: VpcLattice}}}
      data:
        cidr: 10.0.0.0/16
        subnets: {d: {zone: a, cidr: 10.0.9.0/24, instances: {db: {ip: 10.0.9.20, security_groups: db}}}}
        security_groups: {gate: {egress: [tcp 5432 to 10.0.9.0/24]}, db: {ingress: [tcp 5432 from 10.0.9.0/24]}}
    resource_gateways: [{id: rgw-0a, vpc: data, subnets: [d], security_groups: [gate]}]
    resource_configurations:
      - {id: rcfg-0a, name: ledger, type: SINGLE, gateway: rgw-0a, ip: 10.0.9.20, ports: [5432], custom_domain: ledger.example.com, domain_verification: VERIFICATION}
    service_networks:
      - id: sn-0a
        name: net
        vpcs: [shop]
        resources: [ledger]
        resource_names: [{resource: ledger, dns_name: OWN, private_dns_name: ledger.example.com, state: ACTIVE}]
        private_dns: [PRIVATE]
""".replace("OWN", OWN)


def spec(private: str = "{vpc: shop, preference: ALL_DOMAINS}", verification: str = "PENDING") -> str:
    return SPEC.replace("PRIVATE", private).replace("VERIFICATION", verification)


@pytest.mark.parametrize(
    ("private", "verification", "verdict"),
    [
        ("{vpc: shop, preference: ALL_DOMAINS}", "PENDING", "delivered"),
        ("{vpc: shop}", "VERIFIED", "delivered"),
        ("{vpc: shop}", "PENDING", "unknown"),
        ("{vpc: shop, preference: SPECIFIED_DOMAINS_ONLY, domains: ['*.example.com']}", "PENDING", "delivered"),
        ("{vpc: shop, preference: SPECIFIED_DOMAINS_ONLY, domains: [example.com]}", "VERIFIED", "unknown"),
        ("{vpc: shop, preference: VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS}", "VERIFIED", "delivered"),
        ("{vpc: data, preference: ALL_DOMAINS}", "VERIFIED", "unknown"),
    ],
)
def test_a_custom_domain_name_is_answered_where_the_association_wants_it(private: str, verification: str, verdict: str) -> None:
    found = trace(network(spec(private, verification)), "host", "ledger.example.com", port=5432)
    assert found.verdict == verdict, found.explanation
    if verdict == "delivered":
        assert [hop.id for hop in found.forward if hop.kind != "security-group"][-5:-3] == ["rcfg-0a", "rgw-0a"]
        assert found.dns[-1].id == "sn-0a"
    else:
        assert found.reason == "NAME_NOT_KNOWN"


def test_lattices_own_name_leads_there_too_and_ports_and_groups_decide() -> None:
    made = network(spec())
    assert trace(made, "host", OWN, port=5432).delivered
    other = trace(made, "host", OWN, port=80)
    assert (other.verdict, other.reason) == ("blocked", "NOT_LISTENING")
    closed = network(spec().replace("tcp 5432 to 10.0.9.0/24", "tcp 1 to 10.0.9.0/24"))
    assert trace(closed, "host", OWN, port=5432).verdict == "blocked"


def test_below_a_custom_domain_there_is_nothing() -> None:
    found = trace(network(spec()), "host", "a.ledger.example.com", port=5432)
    assert (found.verdict, found.reason) == ("name-not-resolved", "NAME_NOT_FOUND")


def test_names_and_preferences_are_read() -> None:
    made = network_of(
        answer("vpc-lattice.ListServiceNetworks", {"id": "sn-1", "name": "net"}),
        answer(
            "vpc-lattice.ListServiceNetworkVpcAssociations",
            {
                "serviceNetworkId": "sn-1",
                "vpcId": "vpc-1",
                "status": "ACTIVE",
                "privateDnsEnabled": True,
                "dnsOptions": {"privateDnsPreference": "SPECIFIED_DOMAINS_ONLY", "privateDnsSpecifiedDomains": ["*.example.com"]},
            },
            {"serviceNetworkId": "sn-1", "vpcId": "vpc-2", "status": "ACTIVE", "privateDnsEnabled": False},
        ),
        answer(
            "vpc-lattice.ListServiceNetworkResourceAssociations",
            {
                "status": "ACTIVE",
                "serviceNetworkId": "sn-1",
                "resourceConfigurationId": "rcfg-1",
                "dnsEntry": {"domainName": OWN},
                "privateDnsEntry": {"domainName": "ledger.example.com"},
                "privateDnsEnabled": True,
            },
            {
                "status": "ACTIVE",
                "serviceNetworkId": "sn-1",
                "resourceConfigurationId": "rcfg-2",
                "privateDnsEntry": {"domainName": "off.example.com"},
                "privateDnsEnabled": False,
            },
            scope="sn-1",
        ),
        answer("vpc-lattice.ListResourceConfigurations", {"id": "rcfg-1", "customDomainName": "ledger.example.com"}),
        answer("vpc-lattice.ListResourceConfigurations", {"id": "rcfg-2", "groupDomain": "example.com", "type": "GROUP"}),
        answer(
            "vpc-lattice.GetResourceConfiguration",
            {"id": "rcfg-1", "domainVerificationStatus": "VERIFIED"},
            scope="rcfg-1",
        ),
    )
    (found,) = made.service_networks
    assert found.private_dns == (r.LatticePrivateDns(vpc="vpc-1", preference="SPECIFIED_DOMAINS_ONLY", domains=("*.example.com",)),)
    assert found.resource_names == (
        r.EndpointAssociation(resource="rcfg-1", dns_name=OWN, private_dns_name="ledger.example.com", state="ACTIVE"),
    )
    told = [(one.id, one.custom_domain, one.domain_verification) for one in made.resource_configurations]
    assert told == [("rcfg-1", "ledger.example.com", "VERIFIED"), ("rcfg-2", "example.com", "")]
