"""Endpoints that lead to VPC Lattice things: to the network's own, which they name by ARN, where these are known."""

import pytest

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg

ARN = "arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetwork/"
HOME = {"account": "111122223333", "region": "eu-west-1"}


@pytest.mark.parametrize(("known", "end"), [("sn-1", "sn-1"), ("sn-2", ARN + "sn-2")])
def test_an_endpoint_leads_to_the_service_network_that_it_names(known: str, end: str) -> None:
    network = Network(
        vpcs=(r.Vpc(id="vpc-1", cidrs=("10.0.0.0/16",), **HOME),),
        subnets=(r.Subnet(id="subnet-1", vpc="vpc-1", zone="eu-west-1a", cidr="10.0.0.0/24", **HOME),),
        interface_endpoints=(
            r.InterfaceEndpoint(
                id="vpce-1", vpc="vpc-1", type="ServiceNetwork", service=ARN + known, subnets=("subnet-1",), **HOME
            ),
        ),
        service_networks=(r.ServiceNetwork(id="sn-1", name="shop", **HOME),),
    )
    svg = render_svg(lay_out(network, Options()))
    wires = {(wire.start, wire.end) for wire in Picture(svg).wires}
    assert ("vpce-1", end) in wires
    assert defects(svg) == []
