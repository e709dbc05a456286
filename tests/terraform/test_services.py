"""Types that came late: what leads to VPCs and subnets without a kind of its own among AWS's first answers."""

from typing import Any

import pytest

from tests.terraform.plans import config, const, of, plan, refs, resource
from vpcviz.model import Network
from vpcviz.terraform.kinds.services import SERVED
from vpcviz.terraform.loading import after

BASE = [
    resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}),
    resource("aws_subnet.a", {"cidr_block": "10.0.1.0/24", "availability_zone": "eu-west-1a"}),
    resource("aws_subnet.b", {"cidr_block": "10.0.2.0/24", "availability_zone": "eu-west-1b"}),
    resource("aws_security_group.g", {"name": "g"}),
    resource("aws_route_table.t", {}),
]
WIRING = [
    config("aws_vpc.v", {}),
    *(config(f"aws_{one}", {"vpc_id": of("aws_vpc.v")}) for one in ("subnet.a", "subnet.b", "security_group.g", "route_table.t")),
]
BOTH = refs("aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b")


def made(*things: tuple[str, dict[str, Any], dict[str, Any]], notes: list[str] | None = None) -> Network:
    return after(
        plan(
            [*BASE, *(resource(name, values) for name, values, _ in things)],
            [*WIRING, *(config(name, expressions) for name, _, expressions in things)],
        ),
        "x",
        notes,
    )


def _nested(path: tuple[str | int, ...], leaf: Any) -> Any:
    """The expression of a block, or of an attribute."""
    return leaf if len(path) == 1 else [{str(path[-1]): leaf}]


@pytest.mark.parametrize("kind", sorted(SERVED))
def test_a_service_is_in_its_subnets_and_groups_and_has_no_interface(kind: str) -> None:
    told = SERVED[kind]
    values: dict[str, Any] = {"name": "one"}
    expressions: dict[str, Any] = {}
    more: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    if told.group_of:
        more.append((f"{told.group_of}.s", {"name": "s"}, {"subnet_ids": BOTH}))
        expressions["subnet_group_name"] = refs(f"{told.group_of}.s.name", f"{told.group_of}.s")
    else:
        expressions[str(told.subnets[0])] = _nested(told.subnets, BOTH if "subnet_id" not in told.subnets else of("aws_subnet.a"))
    if told.groups:
        block = expressions.get(str(told.groups[0]))
        leaf = of("aws_security_group.g")
        if isinstance(block, list):
            block[0][str(told.groups[-1])] = leaf
        else:
            expressions[str(told.groups[0])] = _nested(told.groups, leaf)
    if len(told.subnets) > 1:
        values[str(told.subnets[0])] = [{}]
    network = made((f"{kind}.x", values, expressions), *more)
    (one,) = network.workloads
    assert (one.type, one.vpc, one.name, one.address) == (told.type, "aws_vpc.v", "one", f"{kind}.x")
    assert one.subnets == (("aws_subnet.a",) if "subnet_id" in told.subnets else ("aws_subnet.a", "aws_subnet.b"))
    assert one.security_groups == (("aws_security_group.g",) if told.groups else ())
    assert network.interfaces_owned.get(one.id, ()) == ()


def test_a_service_whose_subnets_are_not_told_is_said() -> None:
    notes: list[str] = []
    network = made(("aws_mq_broker.x", {"broker_name": "x"}, {"subnet_ids": refs("local.some")}), notes=notes)
    assert [one.subnets for one in network.workloads] == [()]
    assert any("what subnet_ids of aws_mq_broker leads to" in one for one in notes)


def test_route_servers_with_their_vpc_table_endpoint_and_peer() -> None:
    server = {"route_server_id": refs("aws_vpc_route_server.s.route_server_id", "aws_vpc_route_server.s")}
    end = "aws_vpc_route_server_endpoint.e"
    network = made(
        ("aws_vpc_route_server.s", {"amazon_side_asn": 65000}, {"amazon_side_asn": const(65000)}),
        ("aws_vpc_route_server_vpc_association.s", {}, {**server, "vpc_id": of("aws_vpc.v")}),
        ("aws_vpc_route_server_propagation.s", {}, {**server, "route_table_id": of("aws_route_table.t")}),
        (end, {}, {**server, "subnet_id": of("aws_subnet.a")}),
        (
            "aws_vpc_route_server_peer.p",
            {"peer_address": "10.0.1.9", "bgp_options": [{"peer_asn": 65001}]},
            {"route_server_endpoint_id": refs(f"{end}.route_server_endpoint_id", end)},
        ),
    )
    (found,) = network.route_servers
    assert (found.asn, found.vpcs, found.route_tables) == (65000, ("aws_vpc.v",), ("aws_route_table.t",))
    assert [(one.vpc, one.subnet, one.route_server) for one in network.route_server_endpoints] == [
        ("aws_vpc.v", "aws_subnet.a", "aws_vpc_route_server.s")
    ]
    assert [(one.endpoint, one.peer_ip, one.peer_asn) for one in network.route_server_peers] == [(end, "10.0.1.9", 65001)]


def test_lattice_resources_profiles_and_shares() -> None:
    network = made(
        (
            "aws_vpclattice_resource_gateway.g",
            {"name": "g"},
            {"vpc_id": of("aws_vpc.v"), "subnet_ids": BOTH, "security_group_ids": of("aws_security_group.g")},
        ),
        (
            "aws_vpclattice_resource_configuration.c",
            {"name": "c", "type": "SINGLE"},
            {"resource_gateway_identifier": of("aws_vpclattice_resource_gateway.g")},
        ),
        ("aws_route53profiles_profile.p", {"name": "p"}, {}),
        (
            "aws_route53profiles_association.p",
            {"name": "p"},
            {"profile_id": of("aws_route53profiles_profile.p"), "resource_id": of("aws_vpc.v")},
        ),
        ("aws_ram_resource_share.r", {"name": "r"}, {}),
        (
            "aws_ram_resource_association.r",
            {},
            {
                "resource_share_arn": refs("aws_ram_resource_share.r.arn", "aws_ram_resource_share.r"),
                "resource_arn": refs("aws_subnet.a.arn", "aws_subnet.a"),
            },
        ),
        (
            "aws_ram_principal_association.r",
            {"principal": "444455556666"},
            {"resource_share_arn": refs("aws_ram_resource_share.r.arn", "aws_ram_resource_share.r")},
        ),
    )
    assert [(one.vpc, one.subnets) for one in network.resource_gateways] == [("aws_vpc.v", ("aws_subnet.a", "aws_subnet.b"))]
    assert [one.gateway for one in network.resource_configurations] == ["aws_vpclattice_resource_gateway.g"]
    assert [(one.name, one.vpcs) for one in network.route53_profiles] == [("p", ("aws_vpc.v",))]
    assert [(one.resources, one.principals) for one in network.resource_shares] == [(("aws_subnet.a",), ("444455556666",))]


def test_an_alias_of_a_load_balancer_that_is_not_there_yet_is_followed() -> None:
    network = made(
        ("aws_lb.l", {"internal": True, "load_balancer_type": "network"}, {"subnets": BOTH}),
        ("aws_route53_zone.z", {"name": "corp.example", "vpc": [{}]}, {"vpc": [{"vpc_id": of("aws_vpc.v")}]}),
        (
            "aws_route53_record.r",
            {"name": "api", "type": "A", "alias": [{"evaluate_target_health": False}]},
            {"zone_id": of("aws_route53_zone.z"), "alias": [{"name": refs("aws_lb.l.dns_name", "aws_lb.l")}]},
        ),
    )
    (zone,) = network.hosted_zones
    assert [one.alias for one in zone.records] == ["aws_lb.l.dns_name"] == [one.dns_name for one in network.load_balancers]


def test_a_peering_is_active_once_its_accepter_is_there() -> None:
    """The requester's side of a state still says pending: it was read before."""
    told = {"id": "pcx-1", "accept_status": "pending-acceptance"}
    for accepter, status in (
        ([], "pending-acceptance"),
        ([{"auto_accept": True}], "active"),
        ([{"auto_accept": False}], "pending-acceptance"),
    ):
        network = made(
            ("aws_vpc_peering_connection.p", told, {"vpc_id": of("aws_vpc.v")}),
            *(
                ("aws_vpc_peering_connection_accepter.p", one, {"vpc_peering_connection_id": of("aws_vpc_peering_connection.p")})
                for one in accepter
            ),
        )
        assert [one.status for one in network.peerings] == [status]


def test_a_nat_gateway_that_a_route_names_as_its_gateway() -> None:
    network = made(
        ("aws_nat_gateway.n", {"connectivity_type": "private"}, {"subnet_id": of("aws_subnet.a")}),
        (
            "aws_route.r",
            {"destination_cidr_block": "0.0.0.0/0"},
            {"route_table_id": of("aws_route_table.t"), "gateway_id": of("aws_nat_gateway.n")},
        ),
    )
    (table,) = (one for one in network.route_tables if one.id == "aws_route_table.t")
    assert [one.target for one in table.routes if one.destination == "0.0.0.0/0"] == ["aws_nat_gateway.n"]
    assert network.gaps == ()


def _to_association(values: dict[str, Any], notes: list[str] | None = None) -> Network:
    """The network of a firewall in subnet a, of its association in b, and of a route that leads to that."""
    word = "aws_networkfirewall_vpc_endpoint_association.e"
    status = f"{word}.vpc_endpoint_association_status[0].association_sync_states"
    return made(
        (
            "aws_networkfirewall_firewall.f",
            {"name": "f", "subnet_mapping": [{}]},
            {"vpc_id": of("aws_vpc.v"), "subnet_mapping": [{"subnet_id": of("aws_subnet.a")}]},
        ),
        (
            word,
            {"subnet_mapping": [{}], **values},
            {
                "vpc_id": of("aws_vpc.v"),
                "firewall_arn": refs("aws_networkfirewall_firewall.f.arn", "aws_networkfirewall_firewall.f"),
                "subnet_mapping": [{"subnet_id": of("aws_subnet.b")}],
            },
        ),
        (
            "aws_route.r",
            {"destination_cidr_block": "0.0.0.0/0"},
            {"route_table_id": of("aws_route_table.t"), "vpc_endpoint_id": refs(status, word)},
        ),
        notes=notes,
    )


def test_a_further_endpoint_of_a_firewall_is_where_routes_lead() -> None:
    """Network Firewall Developer Guide, "VPC endpoint associations": an endpoint of the same firewall, in any VPC."""
    word, notes = "aws_networkfirewall_vpc_endpoint_association.e", []  # type: tuple[str, list[str]]
    network = _to_association({}, notes)
    (firewall,) = network.network_firewalls
    assert firewall.endpoints == {
        "aws_subnet.a": "aws_networkfirewall_firewall.f.aws_subnet.a",
        "aws_subnet.b": f"{word}.aws_subnet.b",
    }
    (table,) = (one for one in network.route_tables if one.id == "aws_route_table.t")
    assert [one.target for one in table.routes if one.destination == "0.0.0.0/0"] == [f"{word}.aws_subnet.b"]
    assert {one.subnet: one.owner for one in network.network_interfaces} == {
        "aws_subnet.a": firewall.id,
        "aws_subnet.b": firewall.id,
    }
    assert not any("not drawn" in note for note in notes)


def test_the_endpoint_of_an_association_that_a_state_tells_and_the_firewall_of_another_account() -> None:
    arn = "arn:aws:network-firewall:eu-west-1:444455556666:firewall/shared"
    synced = {"availability_zone": "eu-west-1b", "attachment": [{"subnet_id": "aws_subnet.b", "endpoint_id": "vpce-7"}]}
    told = {
        "vpc_endpoint_association_arn": "arn:aws:network-firewall:eu-west-1:111122223333:vpc-endpoint-association/e",
        "firewall_arn": arn,
        "vpc_endpoint_association_status": [{"association_sync_states": [synced]}],
    }
    network = _to_association(told)
    (shared,) = (one for one in network.network_firewalls if one.id == arn)
    assert (shared.account, shared.name, shared.endpoints) == ("444455556666", "shared", {"aws_subnet.b": "vpce-7"})


STATUS = (
    "aws_networkfirewall_firewall.f.firewall_status[0].sync_states",
    "aws_networkfirewall_firewall.f.firewall_status[0]",
    "aws_networkfirewall_firewall.f.firewall_status",
    "aws_networkfirewall_firewall.f",
)


@pytest.mark.parametrize(
    ("references", "right"),
    [
        ((*STATUS, "aws_subnet.a.id", "aws_subnet.a"), "aws_subnet.a"),  # `[for … if ….subnet_id == aws_subnet.a.id][0]`
        ((*STATUS, "aws_subnet.b.id", "aws_subnet.b"), "aws_subnet.b"),
        (STATUS, ""),  # `tolist(…sync_states)[0]`: which is the first, AWS decides.
        ((*STATUS, "local.zone"), ""),
    ],
)
def test_a_route_to_the_endpoint_of_a_firewall_in_two_subnets(references: tuple[str, ...], right: str) -> None:
    mapped = [{"subnet_id": of("aws_subnet.a")}, {"subnet_id": of("aws_subnet.b")}]
    network = made(
        (
            "aws_networkfirewall_firewall.f",
            {"name": "f", "subnet_mapping": [{}, {}]},
            {"vpc_id": of("aws_vpc.v"), "subnet_mapping": mapped},
        ),
        (
            "aws_route.r",
            {"destination_cidr_block": "0.0.0.0/0"},
            {"route_table_id": of("aws_route_table.t"), "vpc_endpoint_id": refs(*references)},
        ),
    )
    assert [one.subnets for one in network.network_firewalls] == [("aws_subnet.a", "aws_subnet.b")]
    (table,) = (one for one in network.route_tables if one.id == "aws_route_table.t")
    target = next(one.target for one in table.routes if one.destination == "0.0.0.0/0")
    assert target == (f"aws_networkfirewall_firewall.f.{right}" if right else "aws_route.r.target")
    assert any(gap.resource == "aws_route_table.t" for gap in network.gaps) is (not right)
