"""Beyond an appliance: a router in an instance may have a tunnel to where routes lead by it. VPC User Guide, "Middlebox appliances"."""

import pytest

from tests.traffic.helpers import network, trace

SPEC = """
    vpcs:
      shop:
        cidr: 10.20.0.0/16
        internet_gateway: {id: igw-1}
        subnets:
          out: {zone: a, cidr: 10.20.0.0/24, instances: {router: {id: i-1, ip: 10.20.0.10, public_ip: 198.51.100.10}}}
          app: {zone: a, cidr: 10.20.1.0/24, instances: {app-1: {ip: 10.20.1.10}}}
        route_tables:
          out: {subnets: out, routes: {0.0.0.0/0: igw-1}}
          app: {main: true, routes: {192.168.0.0/16: router, 0.0.0.0/0: router}}
    network_interfaces: [{id: eni-1, subnet: out, owner: router, private_ips: 10.20.0.10, public_ip: 198.51.100.10, source_dest_check: false}]
"""


@pytest.mark.parametrize("target", ["192.168.1.9", "172.30.0.9"])
def test_where_an_appliance_sends_private_addresses_is_not_known(target: str) -> None:
    answer = trace(network(SPEC), "app-1", target)
    assert (answer.verdict, answer.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert "behind the appliance" in answer.explanation


def test_the_internet_has_no_private_addresses_for_the_appliance_itself() -> None:
    assert trace(network(SPEC), "router", "192.168.1.9").verdict == "blocked"


def test_public_addresses_go_on_as_before() -> None:
    assert trace(network(SPEC), "app-1", "internet").verdict == "delivered"


OVERLAY = """
    vpcs:
      app:
        cidr: 10.0.0.0/16
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10}}}}
        network_interfaces: [{id: eni-node, subnet: a, ip: 10.0.1.20, source_dest_check: false}]
        route_tables: {a: {subnets: a, routes: {172.31.9.0/24: eni-node, 0.0.0.0/0: eni-node}}}
"""


@pytest.mark.parametrize("start", ["host", "eni-node"])
def test_an_address_that_routes_lead_back_to_its_sender_is_the_senders_own(start: str) -> None:
    """SAP on AWS guides, "Overlay IP": all route tables lead such an address to the node that has it, its own table, too."""
    answer = trace(OVERLAY, start, "172.31.9.5")
    assert (answer.verdict, answer.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert "eni-node does with 172.31.9.5" in answer.explanation


def test_what_goes_to_the_internet_in_a_circle_does() -> None:
    answer = trace(OVERLAY, "host", "198.51.100.7")
    assert (answer.verdict, answer.reason) == ("blocked", "CYCLIC_PATH_DETECTED")
    assert "sg-" not in answer.explanation
