"""What is shared may be written by name."""

from vpcviz.spec import load_document

SPEC = b"""
vpcviz: 1
account: "111100001111"
region: eu-west-1
transit_gateways: { hub: {} }
vpcs:
  campus:
    cidr: 10.1.0.0/16
    subnets: { team: { zone: a, cidr: 10.1.1.0/24 } }
    route_tables: { team: { subnets: team } }
resource_shares:
  teams: { resources: [team, hub, pl-0123456789abcdef0], principals: "222200002222" }
"""


def test_names_are_ids_then_and_other_ids_stay() -> None:
    network = load_document("x.yaml", SPEC)
    (share,) = network.resource_shares
    assert set(share.resources) == {network.subnets[0].id, network.transit_gateways[0].id, "pl-0123456789abcdef0"}
