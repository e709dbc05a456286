"""Kinds of things of plans: workloads, listener rules, hubs and what bars the internet."""

from typing import Any

from tests.terraform.plans import config, of, plan, refs, resource
from vpcviz.model import Network
from vpcviz.terraform.loading import after

PLACE = [
    resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}),
    resource("aws_subnet.a", {"cidr_block": "10.0.1.0/24", "availability_zone": "eu-west-1a"}),
    resource("aws_security_group.g", {"name": "g", "ingress": [], "egress": []}),
]
CONFIGURED = [
    config("aws_vpc.v", {}),
    config("aws_subnet.a", {"vpc_id": of("aws_vpc.v")}),
    config("aws_security_group.g", {"vpc_id": of("aws_vpc.v")}),
]
SUBNETS = refs("aws_subnet.a.id", "aws_subnet.a")
GROUPS = refs("aws_security_group.g.id", "aws_security_group.g")


def network(*things: tuple[str, dict[str, Any], dict[str, Any]]) -> Network:
    """The network of a VPC with a subnet and a group, and of things: address, values, expressions."""
    notes: list[str] = []
    made = plan(
        [*PLACE, *(resource(address, values) for address, values, _ in things)],
        [*CONFIGURED, *(config(address, expressions) for address, _, expressions in things)],
    )
    found = after(made, "x", notes)
    assert [note for note in notes if "not drawn" in note] == []
    return found


def test_workloads_stand_in_their_subnets_with_their_groups() -> None:
    found = network(
        ("aws_db_subnet_group.s", {"name": "s"}, {"subnet_ids": SUBNETS}),
        (
            "aws_rds_cluster.c",
            {"cluster_identifier": "c", "port": 5432, "master_password": "x"},
            {"vpc_security_group_ids": GROUPS, "db_subnet_group_name": refs("aws_db_subnet_group.s.name", "aws_db_subnet_group.s")},
        ),
        (
            "aws_rds_cluster_instance.i",
            {"identifier": "one"},
            {"cluster_identifier": refs("aws_rds_cluster.c.id", "aws_rds_cluster.c")},
        ),
        ("aws_db_proxy.p", {"name": "proxy"}, {"vpc_subnet_ids": SUBNETS, "vpc_security_group_ids": GROUPS}),
        ("aws_redshift_subnet_group.s", {"name": "r"}, {"subnet_ids": SUBNETS}),
        (
            "aws_redshift_cluster.r",
            {"cluster_identifier": "warehouse", "port": 5439},
            {"cluster_subnet_group_name": refs("aws_redshift_subnet_group.s.name"), "vpc_security_group_ids": GROUPS},
        ),
        (
            "aws_opensearch_domain.o",
            {"domain_name": "search", "vpc_options": [{}]},
            {"vpc_options": [{"subnet_ids": SUBNETS, "security_group_ids": GROUPS}]},
        ),
        (
            "aws_eks_cluster.k",
            {"name": "cluster", "vpc_config": [{}]},
            {"vpc_config": [{"subnet_ids": SUBNETS, "security_group_ids": GROUPS}]},
        ),
        ("aws_elasticache_subnet_group.s", {"name": "e"}, {"subnet_ids": SUBNETS}),
        (
            "aws_elasticache_replication_group.e",
            {"replication_group_id": "cache"},
            {"subnet_group_name": refs("aws_elasticache_subnet_group.s.name"), "security_group_ids": GROUPS},
        ),
        ("aws_efs_file_system.f", {"tags": {"Name": "files"}}, {}),
        (
            "aws_efs_mount_target.m",
            {},
            {"file_system_id": of("aws_efs_file_system.f"), "subnet_id": of("aws_subnet.a"), "security_groups": GROUPS},
        ),
    )
    made = {one.type: one for one in found.workloads}
    assert set(made) == {
        "rds-instance",
        "rds-proxy",
        "redshift-cluster",
        "opensearch-domain",
        "eks-cluster",
        "elasticache-cluster",
        "efs-mount-target",
    }
    assert {kind: one.vpc for kind, one in made.items()} == dict.fromkeys(made, "aws_vpc.v")
    assert {kind: one.subnets for kind, one in made.items()} == dict.fromkeys(made, ("aws_subnet.a",))
    groups = {kind: one.security_groups for kind, one in made.items() if kind != "efs-mount-target"}
    assert groups == dict.fromkeys(groups, ("aws_security_group.g",))
    assert (made["rds-instance"].port, made["redshift-cluster"].port) == (5432, 5439)
    assert [one.private_ips for one in found.interfaces_owned[made["efs-mount-target"].id]] == [("10.0.1.4",)]


def test_rules_of_listeners_and_classic_load_balancers() -> None:
    found = network(
        ("aws_lb.l", {"name": "l", "internal": True, "enable_cross_zone_load_balancing": True}, {"subnets": SUBNETS}),
        ("aws_lb_target_group.a", {"name": "a", "port": 80, "preserve_client_ip": "true"}, {"vpc_id": of("aws_vpc.v")}),
        ("aws_lb_target_group.b", {"name": "b", "port": 81}, {"vpc_id": of("aws_vpc.v")}),
        (
            "aws_lb_listener.w",
            {"port": 443, "protocol": "HTTPS", "default_action": [{"type": "forward"}]},
            {
                "load_balancer_arn": refs("aws_lb.l.arn", "aws_lb.l"),
                "default_action": [{"target_group_arn": refs("aws_lb_target_group.a.arn")}],
            },
        ),
        (
            "aws_lb_listener_rule.r",
            {
                "priority": 10,
                "condition": [{"path_pattern": [{"values": ["/b/*"]}], "host_header": []}],
                "action": [{"type": "forward"}],
            },
            {
                "listener_arn": refs("aws_lb_listener.w.arn", "aws_lb_listener.w"),
                "action": [{"target_group_arn": refs("aws_lb_target_group.b.arn")}],
            },
        ),
        (
            "aws_elb.old",
            {"name": "old", "internal": True, "listener": [{"lb_port": 80, "lb_protocol": "http", "instance_port": 8080}]},
            {"subnets": SUBNETS, "security_groups": GROUPS},
        ),
    )
    modern, classic = sorted(found.load_balancers, key=lambda one: one.type)
    assert [(one.priority, one.port, dict(one.conditions), one.target_groups) for one in modern.rules] == [
        (10, 443, {"path-pattern": ("/b/*",)}, ("aws_lb_target_group.b",))
    ]
    assert modern.cross_zone is True
    assert [(one.name, one.preserve_client_ip) for one in found.target_groups] == [("a", True), ("b", None)]
    assert (classic.type, classic.subnets, classic.security_groups) == ("classic", ("aws_subnet.a",), ("aws_security_group.g",))
    assert [(one.port, one.target_port) for one in classic.listeners] == [(80, 8080)]
    assert [one.private_ips for one in found.interfaces_owned[classic.id]] != []


def test_hubs_beside_transit_gateways() -> None:
    found = network(
        ("aws_networkmanager_core_network.c", {}, {}),
        (
            "aws_networkmanager_vpc_attachment.v",
            {"edge_location": "eu-west-1"},
            {
                "core_network_id": of("aws_networkmanager_core_network.c"),
                "vpc_arn": refs("aws_vpc.v.arn", "aws_vpc.v"),
                "subnet_arns": refs("aws_subnet.a.arn"),
            },
        ),
        ("aws_ec2_transit_gateway.t", {}, {}),
        (
            "aws_ec2_transit_gateway_vpc_attachment.v",
            {},
            {"transit_gateway_id": of("aws_ec2_transit_gateway.t"), "vpc_id": of("aws_vpc.v"), "subnet_ids": SUBNETS},
        ),
        (
            "aws_ec2_transit_gateway_connect.c",
            {},
            {
                "transit_gateway_id": of("aws_ec2_transit_gateway.t"),
                "transport_attachment_id": of("aws_ec2_transit_gateway_vpc_attachment.v"),
            },
        ),
        (
            "aws_ec2_transit_gateway_connect_peer.p",
            {"peer_address": "10.0.1.9", "inside_cidr_blocks": ["169.254.100.0/29"], "bgp_asn": "64512"},
            {"transit_gateway_attachment_id": of("aws_ec2_transit_gateway_connect.c")},
        ),
        ("aws_ec2_client_vpn_endpoint.c", {"client_cidr_block": "172.16.0.0/22"}, {"security_group_ids": GROUPS}),
        (
            "aws_ec2_client_vpn_network_association.n",
            {},
            {"client_vpn_endpoint_id": of("aws_ec2_client_vpn_endpoint.c"), "subnet_id": of("aws_subnet.a")},
        ),
        ("aws_dx_gateway.d", {"name": "d"}, {}),
        (
            "aws_dx_transit_virtual_interface.i",
            {"name": "line", "vlan": 101, "bgp_auth_key": "secret"},
            {"dx_gateway_id": of("aws_dx_gateway.d")},
        ),
        ("aws_vpclattice_service_network.n", {"name": "mesh"}, {}),
        ("aws_vpclattice_service.s", {"name": "svc"}, {}),
        (
            "aws_vpclattice_service_network_vpc_association.v",
            {},
            {"service_network_identifier": of("aws_vpclattice_service_network.n"), "vpc_identifier": of("aws_vpc.v")},
        ),
        (
            "aws_vpclattice_service_network_service_association.s",
            {},
            {
                "service_network_identifier": of("aws_vpclattice_service_network.n"),
                "service_identifier": of("aws_vpclattice_service.s"),
            },
        ),
    )
    assert [one.resource for one in found.core_networks[0].attachments] == ["aws_vpc.v"]
    (connect,) = (one for one in found.transit_gateway_attachments if one.type == "connect")
    assert (connect.transit_gateway, [peer.ip for peer in connect.connect_peers]) == ("aws_ec2_transit_gateway.t", ["10.0.1.9"])
    (client,) = found.client_vpn_endpoints
    assert (client.vpc, client.subnets) == ("aws_vpc.v", ("aws_subnet.a",))
    (line,) = found.virtual_interfaces
    assert (line.type, line.name) == ("transit", "line")
    (mesh,) = found.service_networks
    assert (mesh.vpcs, mesh.services) == (("aws_vpc.v",), ("aws_vpclattice_service.s",))


def test_prefix_list_references_are_routes_and_the_internet_is_barred() -> None:
    found = network(
        ("aws_ec2_managed_prefix_list.p", {"name": "p", "entry": [{"cidr": "10.9.0.0/16"}]}, {}),
        ("aws_ec2_transit_gateway.t", {}, {}),
        ("aws_ec2_transit_gateway_route_table.r", {}, {"transit_gateway_id": of("aws_ec2_transit_gateway.t")}),
        (
            "aws_ec2_transit_gateway_prefix_list_reference.p",
            {"blackhole": True},
            {
                "prefix_list_id": of("aws_ec2_managed_prefix_list.p"),
                "transit_gateway_route_table_id": of("aws_ec2_transit_gateway_route_table.r"),
            },
        ),
        ("aws_vpc_block_public_access_options.o", {"internet_gateway_block_mode": "block-bidirectional"}, {}),
        (
            "aws_vpc_block_public_access_exclusion.e",
            {"internet_gateway_exclusion_mode": "allow-egress"},
            {"subnet_id": of("aws_subnet.a")},
        ),
    )
    (table,) = (one for one in found.transit_gateway_route_tables if one.id == "aws_ec2_transit_gateway_route_table.r")
    assert [(one.destination, one.state) for one in table.routes] == [("aws_ec2_managed_prefix_list.p", "blackhole")]
    assert [one.block_public_access for one in found.vpcs] == ["block-bidirectional"]
    assert [one.public_access_exclusion for one in found.subnets] == ["allow-egress"]


def test_numbers_that_only_look_like_some_are_none() -> None:
    """`"²".isdigit()` holds, and `int("²")` is an error; so is `int("--1")`."""
    found = network(
        ("aws_db_subnet_group.s", {"name": "s"}, {"subnet_ids": SUBNETS}),
        ("aws_db_instance.d", {"identifier": "one", "port": "²"}, {"db_subnet_group_name": refs("aws_db_subnet_group.s.name")}),
        (
            "aws_security_group_rule.r",
            {"type": "ingress", "protocol": "tcp", "from_port": "--1", "to_port": "²", "cidr_blocks": ["0.0.0.0/0"]},
            {"security_group_id": of("aws_security_group.g")},
        ),
    )
    assert [workload.port for workload in found.workloads] == [None]
    assert (0, 65535) in [(rule.from_port, rule.to_port) for group in found.security_groups for rule in group.ingress]
