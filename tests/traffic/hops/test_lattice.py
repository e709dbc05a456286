"""VPC Lattice: names of services that were read lead to it; whether a service takes the request, its service networks tell."""

import pytest
from msgspec import structs

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import network, trace

NAME = "orders-0a.7d67968.vpc-lattice-svcs.eu-west-1.on.aws"
SPEC = """
    vpcs:
      shop:
        cidr: 10.0.0.0/16
        dns_support: true
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: open}}}}
        security_groups: {open: {egress: [all to 0.0.0.0/0]}}
        route_tables: {main: {main: true, routes: {lattice: VpcLattice}}}
    prefix_lists: {lattice: {id: pl-0a, entries: [169.254.171.0/24]}}
    lattice_services: {orders: {id: svc-0a, dns_name: %s}}
    service_networks: {net: {id: sn-0a, vpcs: %s, services: %s, members_known: %s}}
"""


@pytest.mark.parametrize(
    ("vpcs", "services", "known", "verdict"),
    [
        ("[shop]", "[orders]", "true", "delivered"),
        ("[shop]", "[]", "true", "blocked"),
        ("[shop]", "[]", "false", "unknown"),
        ("[]", "[orders]", "true", "unknown"),
    ],
)
def test_a_service_is_called_by_the_name_that_lattice_gave_it(vpcs: str, services: str, known: str, verdict: str) -> None:
    found = trace(network(SPEC % (NAME, vpcs, services, known)), "host", NAME)
    assert found.verdict == verdict, found.explanation
    assert found.dns[-1].id == "svc-0a"


def test_an_address_of_lattice_does_not_tell_the_service() -> None:
    found = trace(network(SPEC % (NAME, "[shop]", "[orders]", "true")), "host", "169.254.171.5")
    assert (found.verdict, found.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert "by name" in found.explanation


def test_associations_and_services_are_read() -> None:
    made = network_of(
        answer("vpc-lattice.ListServiceNetworks", {"id": "sn-1", "name": "net", "numberOfAssociatedVPCs": 1}),
        answer(
            "vpc-lattice.ListServiceNetworkVpcAssociations",
            {"id": "snva-1", "status": "ACTIVE", "serviceNetworkId": "sn-1", "serviceNetworkName": "net", "vpcId": "vpc-1"},
            {"id": "snva-2", "status": "DELETE_IN_PROGRESS", "serviceNetworkId": "sn-1", "vpcId": "vpc-2"},
        ),
        answer(
            "vpc-lattice.ListServiceNetworkServiceAssociations",
            {"id": "snsa-1", "status": "ACTIVE", "serviceNetworkId": "sn-1", "serviceId": "svc-1"},
            scope="sn-1",
        ),
        answer("vpc-lattice.ListServices", {"id": "svc-1", "name": "orders", "dnsEntry": {"domainName": NAME}}),
        answer("vpc-lattice.ListResourceGateways", {"id": "rgw-1", "vpcIdentifier": "vpc-1", "subnetIds": ["subnet-1"]}),
        answer("vpc-lattice.ListResourceConfigurations", {"id": "rcfg-1", "resourceGatewayId": "rgw-1", "type": "SINGLE"}),
    )
    (net,) = made.service_networks
    assert (net.vpcs, net.services, net.members_known) == (("vpc-1",), ("svc-1",), True)
    assert made.lattice_services[0].dns_name == NAME
    assert made.resource_gateways[0].subnets == ("subnet-1",)
    assert made.resource_configurations[0].gateway == "rgw-1"


def test_the_list_of_lattices_routes_holds_no_private_addresses_even_where_it_was_not_read() -> None:
    unread = SPEC.replace("{id: pl-0a, entries: [169.254.171.0/24]}", "{id: pl-0a, known: false}")
    spec = network(unread % (NAME, "[shop]", "[orders]", "true"))
    assert trace(spec, "host", "10.0.1.77").reason == "NO_POSSIBLE_DESTINATION"
    assert trace(spec, "host", NAME).verdict == "delivered"
    assert trace(spec, "host", "54.1.2.3").reason == "ADDRESS_NOT_KNOWN"


BEHIND = """
    vpcs:
      shop:
        cidr: 10.0.0.0/16
        dns_support: true
        dns_hostnames: true
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: open}}}
          b: {zone: a, cidr: 10.0.2.0/24, instances: {database: {ip: 10.0.2.20, security_groups: open}}}
        security_groups: {open: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        interface_endpoints:
          mesh:
            type: ServiceNetwork
            service: arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetwork/sn-0a
            subnets: {a: 10.0.1.50}
            security_groups: open
            private_dns: true
            associations:
              - {resource: svc-0a, dns_name: vpce-1.svc-0a.vpc-lattice-svcs.eu-west-1.on.aws, state: AVAILABLE}
              - {resource: rcfg-0a, dns_name: vpce-1.rcfg-0a.vpc-lattice-rsc.eu-west-1.on.aws, private_dns_name: db.example.com, state: %s}
        resource_gateways: {rgw: {id: rgw-0a, subnets: [b], security_groups: [open]}}
    lattice_services: {orders: {id: svc-0a, dns_name: orders.example}}
    service_networks: {net: {id: sn-0a}}
    resource_configurations: {ledger: {id: rcfg-0a, gateway: rgw-0a, type: SINGLE, ports: ["5432"], ip: 10.0.2.20}}
"""


@pytest.mark.parametrize(
    ("name", "port", "verdict", "last"),
    [
        ("vpce-1.svc-0a.vpc-lattice-svcs.eu-west-1.on.aws", 443, "delivered", "svc-0a"),
        ("vpce-1.rcfg-0a.vpc-lattice-rsc.eu-west-1.on.aws", 5432, "delivered", "eni-i-shop-database"),
        ("db.example.com", 5432, "delivered", "eni-i-shop-database"),
        ("db.example.com", 443, "blocked", "rcfg-0a"),
    ],
)
def test_names_tell_what_of_a_service_network_an_endpoint_leads_to(name: str, port: int, verdict: str, last: str) -> None:
    found = trace(network(BEHIND % "Accessible"), "host", name, port)
    assert (found.verdict, found.forward[-1].id) == (verdict, last), found.explanation


def test_without_a_name_the_endpoint_does_not_tell_which() -> None:
    assert trace(network(BEHIND % "Accessible"), "host", "10.0.1.50").reason == "UNKNOWN_DESTINATION"


@pytest.mark.parametrize(
    ("state", "verdict"), [("Inaccessible", "blocked"), ("FAILED", "blocked"), ("AVAILABLE", "delivered"), ("Sideways", "unknown")]
)
def test_the_accessibility_of_what_an_endpoint_leads_to(state: str, verdict: str) -> None:
    """EC2 API Reference, VpcEndpointAssociation; the AWS CLI's example of describe-vpc-endpoint-associations prints Accessible."""
    made = structs.replace(network(BEHIND % "Accessible"), origin="scan")
    (mesh,) = made.interface_endpoints
    told = tuple(structs.replace(one, state=state) for one in mesh.associations)
    made = structs.replace(made, interface_endpoints=(structs.replace(mesh, associations=told),))
    found = trace(made, "host", "db.example.com", 5432)
    assert (found.verdict, f"{state} for ledger" in found.explanation) == (verdict, verdict == "blocked")
    assert verdict != "unknown" or "accessibility Sideways" in found.explanation


def test_what_endpoints_of_service_networks_lead_to_is_read() -> None:
    arn = "arn:aws:vpc-lattice:eu-west-1:111122223333"
    made = network_of(
        answer("ec2.DescribeVpcEndpoints", {"VpcEndpointId": "vpce-1", "VpcEndpointType": "ServiceNetwork", "VpcId": "vpc-1"}),
        answer(
            "ec2.DescribeVpcEndpointAssociations",
            {
                "VpcEndpointId": "vpce-1",
                "AssociatedResourceArn": f"{arn}:resourceconfiguration/rcfg-1",
                "AssociatedResourceAccessibility": "Accessible",
                "DnsEntry": {"DnsName": "vpce-1.rcfg-1.example"},
                "PrivateDnsEntry": {"DnsName": "db.example.com"},
            },
        ),
    )
    (told,) = made.interface_endpoints[0].associations
    assert (told.resource, told.dns_name, told.private_dns_name) == ("rcfg-1", "vpce-1.rcfg-1.example", "db.example.com")
