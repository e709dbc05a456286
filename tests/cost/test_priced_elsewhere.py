"""What AWS charges for, or does not, by other pages than those of its like."""

import pytest
from msgspec import structs

from tests.cost.test_standing import endpoint, network_of, priced, transit


@pytest.mark.parametrize("kind", ["vpn-concentrator", "client-vpn", "network-function"])
def test_an_attachment_that_other_pages_price_has_no_price_that_is_known(kind: str) -> None:
    """ "What is AWS Transit Gateway?", "Pricing": each attachment is charged for; which price these have, no page says."""
    network = network_of(transit("{associations: tb}"))
    newer = tuple(structs.replace(one, type=kind) for one in network.transit_gateway_attachments)
    found = priced(structs.replace(network, transit_gateway_attachments=newer))
    assert {amount for (_, price), amount in found.items() if price == "transit_gateway_newer_attachment_hour"} == {None}
    assert not [price for _, price in found if price == "transit_gateway_attachment_hour"]


def test_a_connect_attachment_costs_what_any_does() -> None:
    network = network_of(transit("{associations: tb}"))
    connect = tuple(structs.replace(one, type="connect") for one in network.transit_gateway_attachments)
    found = priced(structs.replace(network, transit_gateway_attachments=connect))
    assert {amount for (_, price), amount in found.items() if price == "transit_gateway_attachment_hour"} == {0.05}


def test_a_service_network_endpoint_is_free() -> None:
    """Amazon VPC Lattice pricing: VPC associations and service network endpoints at no additional cost."""
    found = priced(network_of(endpoint(type="ServiceNetwork")))
    assert found == {("vpce-1", "service_network_endpoint_hour"): 0, ("vpce-1", "service_network_endpoint_gb"): 0}
