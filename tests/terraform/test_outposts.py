"""Local gateways of Outposts, and Oracle Database@AWS networks, in plans."""

from typing import Any

from tests.terraform.plans import config, of, plan, refs, resource
from vpcviz.model import Network
from vpcviz.terraform.loading import after

TABLE = "data.aws_ec2_local_gateway_route_table.t"
ROUTED = {"destination_cidr_block": "172.16.0.0/12", "local_gateway_virtual_interface_group_id": "lgw-vif-grp-1"}


def _made(things: list[tuple[str, dict[str, Any], dict[str, Any]]], prior: list[dict[str, Any]]) -> Network:
    return after(
        plan(
            [resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}), *(resource(name, values) for name, values, _ in things)],
            [
                config("aws_vpc.v", {}),
                *(config(one["address"], {}) for one in prior),
                *(config(name, told) for name, _, told in things),
            ],
            prior,
        ),
        "x",
    )


def test_a_local_gateway_with_routes_and_the_vpcs_of_its_table() -> None:
    table = refs(f"{TABLE}.id", TABLE)
    network = _made(
        [
            ("aws_ec2_local_gateway_route.r", ROUTED, {"local_gateway_route_table_id": table}),
            (
                "aws_ec2_local_gateway_route_table_vpc_association.a",
                {},
                {"local_gateway_route_table_id": table, "vpc_id": of("aws_vpc.v")},
            ),
        ],
        [
            resource("data.aws_ec2_local_gateway.g", {"id": "lgw-1", "outpost_arn": "arn:aws:outposts:o", "state": "available"}),
            resource(TABLE, {"id": "lgw-rtb-1", "local_gateway_id": "lgw-1"}),
            resource(
                "data.aws_ec2_local_gateway_virtual_interface_group.x",
                {"id": "lgw-vif-grp-1", "local_gateway_id": "lgw-1", "local_gateway_virtual_interface_ids": ["lgw-vif-1"]},
            ),
            resource(
                "data.aws_ec2_coip_pool.p",
                {"id": "ipv4pool-coip-1", "pool_cidrs": ["198.51.100.0/26"], "local_gateway_route_table_id": "lgw-rtb-1"},
            ),
        ],
    )
    (gateway,) = network.local_gateways
    assert (gateway.id, gateway.outpost, gateway.vpcs) == ("lgw-1", "arn:aws:outposts:o", ("aws_vpc.v",))
    assert [(one.destination, one.target, one.table) for one in gateway.routes] == [("172.16.0.0/12", "lgw-vif-grp-1", "lgw-rtb-1")]
    assert [(one.vpc, one.table) for one in gateway.associations] == [("aws_vpc.v", "lgw-rtb-1")]
    assert [(one.local_gateway, one.interfaces) for one in network.local_gateway_interface_groups] == [("lgw-1", ("lgw-vif-1",))]
    assert [(one.local_gateway, one.cidrs) for one in network.customer_owned_pools] == [("lgw-1", ("198.51.100.0/26",))]


def test_of_a_table_that_is_only_named_the_gateway_is_not_known_which_is_said() -> None:
    network = _made([("aws_ec2_local_gateway_route.r", {**ROUTED, "local_gateway_route_table_id": "lgw-rtb-9"}, {})], [])
    assert network.local_gateways == ()
    assert [gap.operation for gap in network.gaps] == ["DescribeLocalGatewayRouteTables"]


def test_an_odb_network_with_the_vpc_that_is_peered_with_it() -> None:
    cidrs = {"client_subnet_cidr": "10.2.0.0/24", "backup_subnet_cidr": "10.2.1.0/24"}
    network = _made(
        [
            ('aws_odb_network.o["a/b"]', {"display_name": "oracle", "availability_zone": "eu-west-1a", **cidrs}, {}),
            (
                "aws_odb_network_peering_connection.p",
                {"display_name": "p", "odb_network_id": 'aws_odb_network.o["a/b"]'},
                {"peer_network_id": of("aws_vpc.v")},
            ),
        ],
        [],
    )
    (oracle,) = network.odb_networks
    assert (oracle.name, oracle.zone, oracle.cidrs, [one.vpc for one in oracle.peers]) == (
        "oracle",
        "eu-west-1a",
        ("10.2.0.0/24", "10.2.1.0/24"),
        ["aws_vpc.v"],
    )
