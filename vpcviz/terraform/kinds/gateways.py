"""Gateways of VPCs, peerings, VPN and Direct Connect."""

from typing import Any

from vpcviz.terraform.building import PARTS, VPC, Building, makes, tags
from vpcviz.terraform.resource_instances import Thing

PARTS |= {
    "aws_internet_gateway_attachment",
    "aws_vpn_gateway_attachment",
    "aws_vpc_peering_connection_options",
    "aws_vpn_connection_route",
}

HUB = ("aws_ec2_transit_gateway",)


@makes("aws_internet_gateway", "aws_egress_only_internet_gateway", "aws_vpn_gateway")
def gateway(building: Building, thing: Thing) -> None:
    """A gateway that is attached to a VPC."""
    call, key = {
        "aws_internet_gateway": ("ec2.DescribeInternetGateways", "InternetGatewayId"),
        "aws_egress_only_internet_gateway": ("ec2.DescribeEgressOnlyInternetGateways", "EgressOnlyInternetGatewayId"),
        "aws_vpn_gateway": ("ec2.DescribeVpnGateways", "VpnGatewayId"),
    }[thing.type]
    vpcs = building.ids(thing, "vpc_id", types=VPC)[:1]
    vpcs += [one["vpc_id"] for one in thing.records("attachments") if isinstance(one.get("vpc_id"), str)]
    apart = {"aws_internet_gateway": "internet_gateway_id", "aws_vpn_gateway": "vpn_gateway_id"}.get(thing.type)
    for one in building.parts(f"{thing.type}_attachment", apart, (thing.type,)).get(thing.id, ()) if apart else ():
        vpcs.append(building.one(one, "vpc_id", types=VPC))
    item: dict[str, Any] = {key: thing.id, "Tags": tags(thing)}
    attached = [{"VpcId": one} for one in vpcs if one]
    if thing.type == "aws_vpn_gateway":
        item |= {"VpcAttachments": attached, "AmazonSideAsn": thing.number("amazon_side_asn", digits=10)}
    else:
        item |= {"Attachments": attached, "OwnerId": building.account(thing)}
    building.put(call, thing, item)


@makes("aws_ec2_carrier_gateway")
def carrier_gateway(building: Building, thing: Thing) -> None:
    """A carrier gateway."""
    item = {"CarrierGatewayId": thing.id, "VpcId": building.one(thing, "vpc_id", types=VPC), "Tags": tags(thing)}
    building.put("ec2.DescribeCarrierGateways", thing, item)


@makes("aws_vpc_peering_connection")
def peering(building: Building, thing: Thing) -> None:
    """A peering with both sides, as far as the document knows them."""
    sides: dict[str, dict[str, Any]] = {}
    for side, name in (("requester", "vpc_id"), ("accepter", "peer_vpc_id")):
        vpc = building.one(thing, name, types=VPC)
        place = building.thing(vpc)
        cidrs = building.cidrs(place) if place is not None else []
        ipv6 = place.text("ipv6_cidr_block") if place is not None else ""
        far = side == "accepter"
        region = building.region(place) if place is not None else (thing.text("peer_region") if far else "")
        sides[side] = {
            "VpcId": vpc,
            "OwnerId": thing.text("peer_owner_id") if far and place is None else building.account(place or thing),
            "Region": region or building.region(thing),
            "CidrBlock": cidrs[0] if cidrs else "",
            "CidrBlockSet": [{"CidrBlock": one} for one in cidrs],
            "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": ipv6}] if ipv6 else [],
            "PeeringOptions": {"AllowDnsResolutionFromRemoteVpc": _resolves(building, thing, side)},
        }
    accepted = thing.at("auto_accept") is True or any(
        thing.id in building.references.ids(one, "vpc_peering_connection_id", types=("aws_vpc_peering_connection",)).ids
        and one.at("auto_accept") is True
        for one in building.of_type.get("aws_vpc_peering_connection_accepter", ())
    )
    item = {
        "VpcPeeringConnectionId": thing.id,
        "Status": {"Code": _status(thing.text("accept_status"), accepted)},
        "RequesterVpcInfo": sides["requester"],
        "AccepterVpcInfo": sides["accepter"],
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeVpcPeeringConnections", thing, item)


_WAITING = ("", "initiating-request", "provisioning", "pending-acceptance")


def _status(told: str, accepted: bool) -> str:
    """A peering's status: the document has that of a time before it was accepted."""
    return (told or "pending-acceptance") if told not in _WAITING or not accepted else "active"


@makes("aws_vpc_peering_connection_accepter")
def accepter(building: Building, thing: Thing) -> None:
    """The accepter's side of a peering: only where the peering itself is another document's."""
    connection = building.one(thing, "vpc_peering_connection_id", types=("aws_vpc_peering_connection",))
    if connection and building.thing(connection) in (None, thing):
        near, far = thing.text("vpc_id"), thing.text("peer_vpc_id")
        item = {
            "VpcPeeringConnectionId": connection,
            "Status": {"Code": thing.text("accept_status")},
            "RequesterVpcInfo": {"VpcId": far, "OwnerId": thing.text("peer_owner_id"), "Region": thing.text("peer_region")},
            "AccepterVpcInfo": {"VpcId": near, "OwnerId": building.account(thing), "Region": building.region(thing)},
            "Tags": tags(thing),
        }
        building.put("ec2.DescribeVpcPeeringConnections", thing, item)


def _resolves(building: Building, thing: Thing, side: str) -> bool:
    apart = building.parts("aws_vpc_peering_connection_options", "vpc_peering_connection_id", ("aws_vpc_peering_connection",))
    return any(
        record.get("allow_remote_vpc_dns_resolution") is True
        for one in (thing, *apart.get(thing.id, ()))
        for record in one.records(side)
    )


@makes("aws_customer_gateway")
def customer_gateway(building: Building, thing: Thing) -> None:
    """A customer gateway."""
    item = {
        "CustomerGatewayId": thing.id,
        "IpAddress": thing.text("ip_address"),
        "BgpAsn": thing.text("bgp_asn") or thing.text("bgp_asn_extended"),
        "DeviceName": thing.text("device_name"),
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeCustomerGateways", thing, item)


@makes("aws_vpn_connection")
def vpn_connection(building: Building, thing: Thing) -> None:
    """A site-to-site VPN connection: never its keys or configuration; its attachment where it leads to a transit gateway."""
    hub = building.one(thing, "transit_gateway_id", types=HUB)
    routes = [
        one["destination_cidr_block"] for one in thing.records("routes") if isinstance(one.get("destination_cidr_block"), str)
    ]
    apart = building.parts("aws_vpn_connection_route", "vpn_connection_id", ("aws_vpn_connection",)).get(thing.id, ())
    routes += [one.text("destination_cidr_block") for one in apart]
    item = {
        "VpnConnectionId": thing.id,
        "CustomerGatewayId": building.one(thing, "customer_gateway_id", types=("aws_customer_gateway",)),
        "VpnGatewayId": building.one(thing, "vpn_gateway_id", types=("aws_vpn_gateway",)),
        "TransitGatewayId": hub,
        "Routes": [{"DestinationCidrBlock": one} for one in routes],
        "Options": {
            "StaticRoutesOnly": thing.at("static_routes_only") is True,
            "TunnelOptions": [
                {"OutsideIpAddress": ip, "TunnelInsideCidr": thing.text(f"tunnel{n}_inside_cidr")}
                for n in (1, 2)
                if (ip := thing.text(f"tunnel{n}_address"))
            ],
        },
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeVpnConnections", thing, item)
    if hub:
        attachment = {
            "TransitGatewayAttachmentId": thing.text("transit_gateway_attachment_id")
            or f"{thing.address}.transit_gateway_attachment_id",
            "TransitGatewayId": hub,
            "ResourceType": "vpn",
            "ResourceId": thing.id,
            "ResourceOwnerId": building.account(thing),
        }
        building.put("ec2.DescribeTransitGatewayAttachments", thing, attachment)


@makes("aws_dx_gateway")
def dx_gateway(building: Building, thing: Thing) -> None:
    """A Direct Connect gateway."""
    item = {
        "directConnectGatewayId": thing.id,
        "directConnectGatewayName": thing.text("name"),
        "ownerAccount": building.account(thing),
        "amazonSideAsn": thing.number("amazon_side_asn", digits=10),
    }
    building.put("directconnect.DescribeDirectConnectGateways", thing, item)


@makes("aws_dx_gateway_association")
def dx_association(building: Building, thing: Thing) -> None:
    """What a Direct Connect gateway is associated with."""
    gateway = building.one(thing, "dx_gateway_id", types=("aws_dx_gateway",))
    near = building.one(thing, "associated_gateway_id", types=(*HUB, "aws_vpn_gateway"))
    place = building.thing(near)
    item = {
        "associationId": thing.id,
        "directConnectGatewayId": gateway,
        "associatedGateway": {"id": near, "region": building.region(place or thing)},
        "allowedPrefixesToDirectConnectGateway": [{"cidr": one} for one in thing.texts("allowed_prefixes")],
    }
    if gateway and near:
        building.put("directconnect.DescribeDirectConnectGatewayAssociations", thing, item, gateway)
        if place is not None and place.type in HUB:
            attachment = {
                "TransitGatewayAttachmentId": f"{thing.address}.attachment",
                "TransitGatewayId": near,
                "ResourceType": "direct-connect-gateway",
                "ResourceId": gateway,
            }
            building.put("ec2.DescribeTransitGatewayAttachments", thing, attachment)
