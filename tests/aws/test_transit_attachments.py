"""Attachments of transit gateways of the rarer types, core networks and route targets, as AWS tells them."""

import json
from pathlib import Path
from typing import Any

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.sources import load

CORE = "arn:aws:networkmanager::111122223333:core-network/core-network-1"


def _read(folder: Path, *answers: dict[str, Any]) -> tuple[Network, list[str]]:
    notes: list[str] = []
    for at, answer in enumerate(answers):
        (folder / f"{at}.json").write_text(json.dumps(answer))
    return load([str(folder)], notes), notes


def _attachment(identity: str, kind: str, resource: str, **more: Any) -> dict[str, Any]:
    told = {"TransitGatewayAttachmentId": identity, "ResourceType": kind, "ResourceId": resource, "State": "available"}
    return {**told, "TransitGatewayId": "tgw-1", **more}


def test_each_attachment_tells_what_is_attached(tmp_path: Path) -> None:
    every = [
        _attachment("tgw-attach-1", "connect", "tgw-attach-9"),
        _attachment("tgw-attach-2", "vpn-concentrator", "vcn-1"),
        _attachment("tgw-attach-3", "client-vpn", "cvpn-endpoint-1"),
        _attachment("tgw-attach-4", "peering", "core-network-1"),
        _attachment("tgw-attach-5", "what-comes-next-year", "thing-1"),
    ]
    configuration = {"PeerAddress": "10.0.0.9", "BgpConfigurations": [{"PeerAsn": 65020}]}
    peer = {
        "TransitGatewayConnectPeerId": "p",
        "TransitGatewayAttachmentId": "tgw-attach-1",
        "ConnectPeerConfiguration": configuration,
    }
    side = {"TransitGatewayId": "tgw-1", "Region": "eu-west-1"}
    peering = {
        "TransitGatewayAttachmentId": "tgw-attach-4",
        "RequesterTgwInfo": {"CoreNetworkId": "core-network-1"},
        "AccepterTgwInfo": side,
    }
    network, notes = _read(
        tmp_path,
        {"TransitGatewayAttachments": every},
        {"TransitGatewayConnectPeers": [peer]},
        {"TransitGatewayPeeringAttachments": [peering]},
        {"VpnConcentrators": [{"VpnConcentratorId": "vcn-1", "TransitGatewayId": "tgw-1"}]},
        {
            "VpnConnections": [
                {"VpnConnectionId": "vpn-1", "VpnConcentratorId": "vcn-1"},
                {"VpnConnectionId": "vpn-2", "CoreNetworkArn": CORE},
            ]
        },
    )
    assert notes == []
    found = {one.id: one for one in network.transit_gateway_attachments}
    assert [one.type for one in found.values()] == ["connect", "vpn-concentrator", "client-vpn", "peering", "what-comes-next-year"]
    assert found["tgw-attach-1"].connect_peers == (r.TransitGatewayConnectPeer(ip="10.0.0.9", peer="p", asn=65020),)
    assert found["tgw-attach-4"].resource == "core-network-1"
    assert [one.gateway for one in network.vpn_connections] == ["vcn-1", "core-network-1"]
    assert [(one.id, one.account, one.foreign) for one in network.core_networks] == [("core-network-1", "111122223333", True)]
    assert [one.id for one in network.transit_gateways] == ["tgw-1"]


def test_nat_rules_are_those_in_effect(tmp_path: Path) -> None:
    rules = [
        {"MatchSourceCidr": "10.0.0.0/16", "NatCidr": "100.64.0.0/16", "RuleNumber": 1, "State": "activated"},
        {"MatchSourceCidr": "10.1.0.0/16", "NatCidr": "100.65.0.0/16", "RuleNumber": 2, "State": "deleting"},
    ]
    nat = {"TransitGatewayAttachmentId": "tgw-attach-1", "NatGatewaySupport": "enabled", "NatSystemRouteSupport": "enable"}
    every = [_attachment(f"tgw-attach-{at}", "vpc", "vpc-1", NatGatewaySupport="enabled") for at in (1, 2)]
    network, notes = _read(tmp_path, {"TransitGatewayAttachments": every}, {**nat, "NatGatewayRules": rules})
    assert notes == []
    one, other = network.transit_gateway_attachments
    assert one.nat_rules == (r.TransitGatewayNatRule(source="10.0.0.0/16", nat="100.64.0.0/16", state="activated"),)
    assert (one.nat_rules_known, other.nat_rules_known) == (True, False)


def test_route_targets_are_named_by_their_ids(tmp_path: Path) -> None:
    routes = [
        {"DestinationCidrBlock": "10.50.0.0/16", "CoreNetworkArn": CORE},
        {"DestinationCidrBlock": "10.60.0.0/24", "OdbNetworkArn": "arn:aws:odb:eu-west-1:111122223333:odb-network/odbnet_1"},
        {"DestinationCidrBlock": "10.61.0.0/24", "LocalGatewayId": "lgw-1"},
        {"DestinationCidrBlock": "10.62.0.0/24", "IpAddress": "10.0.0.10"},
    ]
    attached = {"CoreNetworkId": "core-network-1", "AttachmentId": "attachment-1", "AttachmentType": "VPC", "SegmentName": "prod"}
    network, notes = _read(
        tmp_path,
        {"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": routes}]},
        {"CoreNetworks": [{"CoreNetworkId": "core-network-1", "CoreNetworkArn": CORE, "State": "AVAILABLE"}]},
        {"Attachments": [{**attached, "ResourceArn": "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1"}]},
        {"odbNetworks": [{"odbNetworkId": "odbnet_1", "displayName": "ora", "clientSubnetCidr": "10.60.0.0/24"}]},
        {"LocalGateways": [{"LocalGatewayId": "lgw-1", "OutpostArn": "arn:aws:outposts:eu-west-1:111122223333:outpost/op-1"}]},
    )
    assert notes == []
    (table,) = network.route_tables
    assert [route.target for route in table.routes] == ["core-network-1", "odbnet_1", "lgw-1", "10.0.0.10"]
    (core,) = network.core_networks
    assert [(one.resource, one.segment) for one in core.attachments] == [("vpc-1", "prod")]
    assert {one.id for one in network} >= {"core-network-1", "odbnet_1", "lgw-1"}
