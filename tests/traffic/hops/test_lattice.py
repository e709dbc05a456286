"""VPC Lattice: names of services that were read lead to it; whether a service takes the request, its service networks tell."""

import pytest

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
