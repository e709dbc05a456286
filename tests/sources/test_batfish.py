"""Dumps as Batfish collects them: keys that the AWS CLI does not have, answers listed with their ids, Direct Connect in capitals."""

import json
from pathlib import Path
from typing import Any

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.sources import load
from vpcviz.traffic import Flow
from vpcviz.traffic.hops.transit_routes import winning_route
from vpcviz.traffic.lookups.index import index_of
from vpcviz.traffic.packets.state import Packet, address
from vpcviz.traffic.routing.transit_tables import associated_table
from vpcviz.traffic.tracing.tracer import Tracer
from vpcviz.traffic.walking.walk import Walk

ACCOUNT = "111122223333"
BALANCER = f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:loadbalancer/net/front/1"
GROUP = f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:targetgroup/app/1"


def loaded(folder: Path, files: dict[str, Any]) -> tuple[Network, list[str]]:
    place = folder / "accounts" / ACCOUNT / "eu-west-1"
    place.mkdir(parents=True)
    for key, items in files.items():
        (place / f"{key}.json").write_text(json.dumps({key: items}))
    notes: list[str] = []
    return load([str(folder)], notes), notes


def test_load_balancers_with_listeners_attributes_and_targets(tmp_path: Path) -> None:
    other = BALANCER.replace("front", "back")
    listener = {
        "ListenerArn": "l-1",
        "Port": 80,
        "Protocol": "TCP",
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": GROUP}],
    }
    cross_zone = {"Key": "load_balancing.cross_zone.enabled", "Value": "true"}
    health = {"Target": {"Id": "i-1", "Port": 22}, "TargetHealth": {"State": "healthy"}}
    network, notes = loaded(
        tmp_path,
        {
            "LoadBalancers": [{"LoadBalancerArn": arn, "Type": "network", "VpcId": "vpc-1"} for arn in (BALANCER, other)],
            "TargetGroups": [{"TargetGroupArn": GROUP, "VpcId": "vpc-1", "Port": 80}],
            "LoadBalancerListeners": [
                {"LoadBalancerArn": BALANCER, "Listeners": [listener]},
                {"LoadBalancerArn": other, "Listeners": []},
            ],
            "LoadBalancerAttributes": [{"LoadBalancerArn": BALANCER, "Attributes": [cross_zone]}],
            "LoadBalancerTargetHealth": [{"TargetGroupArn": GROUP, "TargetHealthDescriptions": [health]}],
        },
    )
    assert notes == []
    front, back = (network.get(arn, r.LoadBalancer) for arn in (BALANCER, other))
    assert front is not None
    assert back is not None
    assert [one.target_groups for one in front.listeners] == [(GROUP,)]
    assert (front.cross_zone, back.cross_zone, back.listeners) == (True, None, ())
    assert [(one.id, one.port) for one in network.target_groups[0].targets] == [("i-1", 22)]
    unread = {(gap.operation, gap.resource) for gap in network.gaps}
    assert ("DescribeLoadBalancerAttributes", other) in unread
    assert ("DescribeLoadBalancerAttributes", BALANCER) not in unread


def transit(propagations: list[str]) -> dict[str, Any]:
    vpn = {"VpnConnectionId": "vpn-1", "TransitGatewayId": "tgw-1", "Options": {"StaticRoutesOnly": False}}
    return {
        "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.1.0.0/16", "OwnerId": ACCOUNT}],
        "VpnConnections": [vpn],
        "TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": ACCOUNT}],
        "TransitGatewayAttachments": [
            {
                "TransitGatewayAttachmentId": f"tgw-attach-{kind}",
                "TransitGatewayId": "tgw-1",
                "ResourceType": kind,
                "ResourceId": resource,
            }
            for kind, resource in (("vpc", "vpc-1"), ("vpn", "vpn-1"))
        ],
        "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}],
        "TransitGatewayStaticRoutes": [
            {
                "TransitGatewayRouteTableId": "tgw-rtb-1",
                "AdditionalRoutesAvailable": False,
                "Routes": [
                    {
                        "DestinationCidrBlock": "10.9.0.0/16",
                        "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-vpc"}],
                        "Type": "static",
                        "State": "active",
                    }
                ],
            }
        ],
        "TransitGatewayPropagations": [
            {
                "TransitGatewayRouteTableId": "tgw-rtb-1",
                "TransitGatewayRouteTablePropagations": [
                    {"TransitGatewayAttachmentId": one, "State": "enabled"} for one in propagations
                ],
            }
        ],
    }


def test_static_routes_and_propagations_make_a_transit_table(tmp_path: Path) -> None:
    network, notes = loaded(tmp_path, transit(["tgw-attach-vpc"]))
    assert notes == []
    (table,) = network.transit_gateway_route_tables
    assert {(route.destination, route.origin) for route in table.routes} == {
        ("10.9.0.0/16", "static"),
        ("10.1.0.0/16", "propagated"),
    }
    assert table.routes_known


def test_routes_learned_by_bgp_are_not_known_from_propagations(tmp_path: Path) -> None:
    network, _ = loaded(tmp_path, transit(["tgw-attach-vpc", "tgw-attach-vpn"]))
    assert not network.transit_gateway_route_tables[0].routes_known


def test_a_route_that_is_known_is_followed_where_others_are_not(tmp_path: Path) -> None:
    made = transit(["tgw-attach-vpc", "tgw-attach-vpn"])
    for one in made["TransitGatewayAttachments"]:
        one["Association"] = {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}
    network, _ = loaded(tmp_path, made)
    assert "GetTransitGatewayRouteTableAssociations" not in {gap.operation for gap in network.gaps}  # The attachments tell them.
    answer = Tracer(network).trace(Flow(source="192.168.0.9", target="10.1.2.3"))
    assert (answer.verdict, answer.missing) == ("unknown", ("the routes that AWS announces to the on-premises network",))
    index, there, here = index_of(network), address("192.168.0.9"), address("10.1.2.3")
    assert there is not None
    assert here is not None
    walk = Walk(index, Packet(there, here, "tcp", (443, 443)))
    table = associated_table(index, "tgw-1", "tgw-attach-vpn")
    assert table is not None
    entry, _ = winning_route(walk, network.transit_gateways[0], table)
    assert entry.attachments == ("tgw-attach-vpc",)
    assert [(one.end.missing, one.end.needs) for one in walk.assumed] == [
        (
            "the routes that tgw-attach-vpn learned by BGP",
            "none of the routes of tgw-rtb-1 that are not known goes before 10.1.0.0/16",
        )
    ]


def test_associations_that_nothing_tells_are_unknown(tmp_path: Path) -> None:
    made = transit(["tgw-attach-vpc"])
    del made["TransitGatewayAttachments"]  # Of VPCs' attachments AWS does not tell the table beside them.
    own = {"TransitGatewayAttachmentId": "tgw-attach-vpc", "TransitGatewayId": "tgw-1", "VpcId": "vpc-1", "SubnetIds": ["subnet-1"]}
    made["TransitGatewayVpcAttachments"] = [own]
    made["Subnets"] = [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.1.0.0/24", "OwnerId": ACCOUNT}]
    routes = [{"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1", "State": "active"}]
    main = [{"Main": True, "RouteTableAssociationId": "rtbassoc-1", "RouteTableId": "rtb-1"}]
    made["RouteTables"] = [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "OwnerId": ACCOUNT, "Routes": routes, "Associations": main}]
    network, _ = loaded(tmp_path, made)
    answer = Tracer(network).trace(Flow(source="subnet-1", target="10.9.0.9"))
    assert (answer.verdict, answer.conditions[-1].needs) == (
        "unknown",
        "tgw-attach-vpc is associated with a table that leads 10.9.0.9 on",
    )


def test_direct_connect_in_capitals(tmp_path: Path) -> None:
    association = {"AssociationId": "a-1", "DirectConnectGatewayId": "dx-1", "AssociationState": "associated"}
    network, notes = loaded(
        tmp_path,
        {
            "DirectConnectGateways": [
                {"DirectConnectGatewayId": "dx-1", "DirectConnectGatewayName": "offices", "Tags": [{"Key": "a", "Value": "b"}]}
            ],
            "DirectConnectGatewayAssociations": [
                {
                    **association,
                    "AssociatedGateway": {"Id": "tgw-1"},
                    "AllowedPrefixesToDirectConnectGateway": [{"Cidr": "10.0.0.0/8"}],
                }
            ],
            "VirtualInterfaces": [
                {"VirtualInterfaceId": "dxvif-1", "VirtualInterfaceType": "private", "VirtualGatewayId": "vgw-1"}
            ],
        },
    )
    assert notes == []
    (gateway,) = (one for one in network.direct_connect_gateways if not one.foreign)
    assert (gateway.id, gateway.name, gateway.tags) == ("dx-1", "offices", {"a": "b"})
    assert network.direct_connect_associations[0].allowed_prefixes == ("10.0.0.0/8",)
    assert network.virtual_interfaces[0].gateway == "vgw-1"
