"""Converts what joins networks: peering, transit gateways, VPN, Direct Connect. Only the members named here are ever kept."""

from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer, boolean, number, picked, records, text, texts
from vpcviz.aws.estate import Estate
from vpcviz.model import resources as r

_GONE = ("deleted", "failed", "rejected")
_TYPES = {
    "vpc": "vpc",
    "vpn": "vpn",
    "vpn-concentrator": "vpn",
    "direct-connect-gateway": "direct-connect-gateway",
    "peering": "peering",
    "tgw-peering": "peering",
    "connect": "connect",
    "network-function": "network-function",
}


def peerings(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """VPC peering connections, whichever side sees them."""
    fields: dict[str, Any] = {"status": text(item, "Status", "Code") or "active"}
    owner = ""
    for side, member in (("requester", "RequesterVpcInfo"), ("accepter", "AccepterVpcInfo")):
        info = item.get(member)
        cidrs = [
            text(info, "CidrBlock"),
            *picked(info, "CidrBlockSet", "CidrBlock"),
            *picked(info, "Ipv6CidrBlockSet", "Ipv6CidrBlock"),
        ]
        fields[side] = text(info, "VpcId")
        fields[f"{side}_account"] = text(info, "OwnerId")
        fields[f"{side}_region"] = text(info, "Region")
        fields[f"{side}_cidrs"] = tuple(dict.fromkeys(cidr for cidr in cidrs if cidr))
        fields[f"{side}_dns_resolution"] = boolean(info, "PeeringOptions", "AllowDnsResolutionFromRemoteVpc")
        owner = owner or text(info, "OwnerId")
    # Both sides see it alike, each its own options; the requester's region and account are where it is drawn.
    region = fields["requester_region"] or answer.region
    estate.put("peerings", text(item, "VpcPeeringConnectionId"), answer, item, owner=owner, region=region, **fields)


def transit_gateways(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Transit gateways, also those that another account shares."""
    if text(item, "State") in _GONE:
        return
    options = item.get("Options")
    associates, propagates = boolean(options, "DefaultRouteTableAssociation"), boolean(options, "DefaultRouteTablePropagation")
    estate.put(
        "transit_gateways",
        text(item, "TransitGatewayId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        asn=number(options, "AmazonSideAsn"),
        cidrs=texts(options, "TransitGatewayCidrBlocks"),
        default_association_table="" if associates is False else text(options, "AssociationDefaultRouteTableId"),
        default_propagation_table="" if propagates is False else text(options, "PropagationDefaultRouteTableId"),
        dns_support=boolean(options, "DnsSupport") is not False,
        vpn_ecmp=boolean(options, "VpnEcmpSupport") is not False,
        security_group_referencing=boolean(options, "SecurityGroupReferencingSupport") or False,
    )


def attachments(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Transit gateway attachments of every type."""
    if text(item, "State") in _GONE:
        return
    estate.put(
        "transit_gateway_attachments",
        text(item, "TransitGatewayAttachmentId"),
        answer,
        item,
        owner=text(item, "TransitGatewayOwnerId"),
        account=text(item, "ResourceOwnerId") or answer.account,
        transit_gateway=text(item, "TransitGatewayId"),
        type=_TYPES.get(text(item, "ResourceType"), "other"),
        resource=text(item, "ResourceId"),
        resource_account=text(item, "ResourceOwnerId"),
        state=text(item, "State"),
    )
    table = text(item, "Association", "TransitGatewayRouteTableId")
    if table and text(item, "Association", "State") in ("", "associated"):
        estate.more("transit_gateway_route_tables", table, associations=(text(item, "TransitGatewayAttachmentId"),))


def vpc_attachments(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The subnets and options of a transit gateway's VPC attachment; the attachment itself where the general call was not read."""
    if text(item, "State") in _GONE:
        return
    identity, options = text(item, "TransitGatewayAttachmentId"), item.get("Options")
    estate.put(
        "transit_gateway_attachments",
        identity,
        answer,
        item,
        owner=text(item, "VpcOwnerId"),
        transit_gateway=text(item, "TransitGatewayId"),
        type="vpc",
        resource=text(item, "VpcId"),
        resource_account=text(item, "VpcOwnerId"),
        state=text(item, "State"),
    )
    estate.more(
        "transit_gateway_attachments",
        identity,
        subnets=texts(item, "SubnetIds"),
        appliance_mode=boolean(options, "ApplianceModeSupport") or False,
        dns_support=boolean(options, "DnsSupport") is not False,
    )


def peering_attachments(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The peering of two transit gateways: one attachment, told from the requester's side."""
    near, far = item.get("RequesterTgwInfo"), item.get("AccepterTgwInfo")
    if text(item, "State") in _GONE or not text(near, "TransitGatewayId"):
        return
    identity = text(item, "TransitGatewayAttachmentId")
    told: dict[str, Any] = {
        "transit_gateway": text(near, "TransitGatewayId"),
        "type": "peering",
        "resource": text(far, "TransitGatewayId"),
        "resource_account": text(far, "OwnerId"),
        "resource_region": text(far, "Region"),
        "region": text(near, "Region") or answer.region,
        "account": text(near, "OwnerId") or answer.account,
    }
    estate.put("transit_gateway_attachments", identity, answer, item, state=text(item, "State"), **told)
    estate.more("transit_gateway_attachments", identity, **told)


def transit_route_tables(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Transit gateway route tables; their routes are known once they have been searched."""
    if text(item, "State") not in _GONE:
        estate.put(
            "transit_gateway_route_tables",
            text(item, "TransitGatewayRouteTableId"),
            answer,
            item,
            transit_gateway=text(item, "TransitGatewayId"),
            routes_known=False,
        )


def associations(field: str, states: tuple[str, ...]) -> Any:
    """A converter of a transit gateway route table's associations or propagations."""

    def convert(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
        attachment = text(item, "TransitGatewayAttachmentId")
        if attachment and text(item, "State") in ("", *states):
            estate.more("transit_gateway_route_tables", answer.scope, **{field: (attachment,)})

    return convert


def transit_routes(estate: Estate, answer: Answer) -> None:
    """The routes of one transit gateway route table."""
    routes = []
    for item in answer.items:
        destination = text(item, "DestinationCidrBlock") or text(item, "PrefixListId")
        if destination and text(item, "State") in ("", "active", "blackhole"):
            routes.append(
                r.TransitGatewayRoute(
                    destination=destination,
                    attachments=picked(item, "TransitGatewayAttachments", "TransitGatewayAttachmentId"),
                    origin="propagated" if text(item, "Type") == "propagated" else "static",
                    state="blackhole" if text(item, "State") == "blackhole" else "active",
                )
            )
    estate.more("transit_gateway_route_tables", answer.scope, routes=tuple(routes), routes_known=True)


def customer_gateways(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Customer gateways."""
    if text(item, "State") not in _GONE:
        asn = number(item, "BgpAsn")
        estate.put(
            "customer_gateways",
            text(item, "CustomerGatewayId"),
            answer,
            item,
            ip=text(item, "IpAddress"),
            asn=number(item, "BgpAsnExtended") if asn is None else asn,
            name=text(item, "DeviceName"),
        )


def vpn_connections(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Site-to-site VPN connections: never their configuration or pre-shared keys."""
    if text(item, "State") in _GONE:
        return
    states = {text(entry, "OutsideIpAddress"): text(entry, "Status") for entry in records(item, "VgwTelemetry")}
    tunnels = {
        text(entry, "OutsideIpAddress"): text(entry, "TunnelInsideCidr") for entry in records(item, "Options", "TunnelOptions")
    }
    estate.put(
        "vpn_connections",
        text(item, "VpnConnectionId"),
        answer,
        item,
        customer_gateway=text(item, "CustomerGatewayId"),
        gateway=text(item, "VpnGatewayId") or text(item, "TransitGatewayId"),
        bgp=not boolean(item, "Options", "StaticRoutesOnly"),
        static_routes=picked(
            {"Routes": [one for one in records(item, "Routes") if text(one, "State") not in _GONE]},
            "Routes",
            "DestinationCidrBlock",
        ),
        tunnels=tuple(
            r.VpnTunnel(outside_ip=ip, inside_cidr=tunnels.get(ip, ""), status=states.get(ip, ""))
            for ip in dict.fromkeys([*tunnels, *states])
            if ip
        ),
        state=text(item, "State"),
    )


def client_vpn_endpoints(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Client VPN endpoints."""
    if text(item, "Status", "Code") in _GONE:
        return
    estate.put(
        "client_vpn_endpoints",
        text(item, "ClientVpnEndpointId"),
        answer,
        item,
        vpc=text(item, "VpcId"),
        client_cidr=text(item, "ClientCidrBlock"),
        security_groups=texts(item, "SecurityGroupIds"),
    )


def client_vpn_networks(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The subnets that a Client VPN endpoint is associated with."""
    if text(item, "Status", "Code") not in ("disassociated", "association-failed"):
        identity = text(item, "ClientVpnEndpointId") or answer.scope
        estate.more("client_vpn_endpoints", identity, subnets=tuple(filter(None, [text(item, "TargetNetworkId")])))
        if text(item, "VpcId"):
            estate.more("client_vpn_endpoints", identity, vpc=text(item, "VpcId"))


# --- Direct Connect -----------------------------------------------------------------------------------------------------


def direct_connect_gateways(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Direct Connect gateways, which are global."""
    if text(item, "directConnectGatewayState") not in _GONE:
        estate.put(
            "direct_connect_gateways",
            text(item, "directConnectGatewayId"),
            answer,
            item,
            owner=text(item, "ownerAccount"),
            region="",
            name=text(item, "directConnectGatewayName"),
            asn=number(item, "amazonSideAsn"),
        )


def direct_connect_associations(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """What a Direct Connect gateway is associated with."""
    state = text(item, "associationState")
    if state in ("disassociated", "deleted"):
        return
    gateway = text(item, "associatedGateway", "id") or text(item, "virtualGatewayId")
    hub = text(item, "directConnectGatewayId") or answer.scope
    estate.put(
        "direct_connect_associations",
        text(item, "associationId") or (f"{hub}-{gateway}" if gateway else ""),
        answer,
        owner=text(item, "directConnectGatewayOwnerAccount"),
        region=text(item, "associatedGateway", "region") or text(item, "virtualGatewayRegion"),
        direct_connect_gateway=hub,
        gateway=gateway,
        allowed_prefixes=picked(item, "allowedPrefixesToDirectConnectGateway", "cidr"),
        state=state,
    )


def virtual_interfaces(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Direct Connect virtual interfaces: never their BGP keys or router configuration."""
    if text(item, "virtualInterfaceState") in _GONE:
        return
    kind = text(item, "virtualInterfaceType")
    estate.put(
        "virtual_interfaces",
        text(item, "virtualInterfaceId"),
        answer,
        item,
        owner=text(item, "ownerAccount"),
        region=text(item, "region") or answer.region,
        name=text(item, "virtualInterfaceName"),
        type=kind if kind in ("private", "transit", "public") else "private",
        gateway=text(item, "directConnectGatewayId") or text(item, "virtualGatewayId"),
        connection=text(item, "connectionId"),
        location=text(item, "location"),
        vlan=number(item, "vlan"),
        prefixes=picked(item, "routeFilterPrefixes", "cidr"),
        state=text(item, "virtualInterfaceState"),
    )
