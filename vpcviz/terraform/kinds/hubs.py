"""What joins networks beside transit gateways (Cloud WAN, Connect, Client VPN, Direct Connect's interfaces, VPC Lattice), and what
bars the internet for a whole region.
"""

from typing import Any

from vpcviz.terraform.building import GROUP, PARTS, SUBNET, VPC, Building, makes, tags
from vpcviz.terraform.kinds.transit_gateways import ATTACHMENT, HUB
from vpcviz.terraform.resource_instances import Thing

PARTS |= {
    "aws_ec2_client_vpn_authorization_rule",
    "aws_ec2_client_vpn_network_association",
    "aws_ec2_client_vpn_route",
    "aws_networkmanager_core_network_policy_attachment",
    "aws_networkmanager_attachment_accepter",
}

_CORE = ("aws_networkmanager_core_network",)
_CLIENT = ("aws_ec2_client_vpn_endpoint",)
_LATTICE = ("aws_vpclattice_service_network",)


# --- Cloud WAN ----------------------------------------------------------------------------------------------------------


@makes(*_CORE)
def core_network(building: Building, thing: Thing) -> None:
    """A core network of Cloud WAN; its policy is not read."""
    item = {"CoreNetworkId": thing.id, "OwnerAccountId": building.account(thing), "Tags": tags(thing)}
    building.put("networkmanager.ListCoreNetworks", thing, item)


@makes("aws_networkmanager_vpc_attachment")
def core_attachment(building: Building, thing: Thing) -> None:
    """A core network's attachment of a VPC."""
    vpc = building.one(thing, "vpc_arn", types=VPC)
    if not vpc:  # Its subnets tell, too.
        subnets = building.references.ids(thing, "subnet_arns", types=SUBNET).ids
        places = [place for place in map(building.thing, subnets) if place is not None]
        vpc = building.vpc_of(places[0]) if places else ""
    item = {
        "CoreNetworkId": building.one(thing, "core_network_id", types=_CORE),
        "AttachmentId": thing.id,
        "AttachmentType": "VPC",
        "EdgeLocation": thing.text("edge_location") or building.region(thing),
        "ResourceArn": vpc if vpc.startswith("arn:") or not vpc else _arn(building, thing, "vpc", vpc),
        "SegmentName": thing.text("segment_name"),
    }
    building.put("networkmanager.ListAttachments", thing, item)


def _arn(building: Building, thing: Thing, kind: str, identity: str) -> str:
    return f"arn:aws:ec2:{building.region(thing)}:{building.account(thing)}:{kind}/{identity}"


# --- transit gateways ---------------------------------------------------------------------------------------------------


@makes("aws_ec2_transit_gateway_connect")
def connect(building: Building, thing: Thing) -> None:
    """A Connect attachment."""
    hub = building.one(thing, "transit_gateway_id", types=HUB)
    transport = building.one(thing, "transport_attachment_id", types=ATTACHMENT)
    told = {"TransitGatewayAttachmentId": thing.id, "TransitGatewayId": hub, "Tags": tags(thing)}
    building.put("ec2.DescribeTransitGatewayAttachments", thing, {**told, "ResourceType": "connect", "ResourceId": transport})
    building.put("ec2.DescribeTransitGatewayConnects", thing, {**told, "TransportTransitGatewayAttachmentId": transport})


@makes("aws_ec2_transit_gateway_connect_peer")
def connect_peer(building: Building, thing: Thing) -> None:
    """A tunnel of a Connect attachment."""
    asn = thing.number("bgp_asn", digits=10)
    item = {
        "TransitGatewayConnectPeerId": thing.id,
        "TransitGatewayAttachmentId": building.one(thing, "transit_gateway_attachment_id", types=ATTACHMENT),
        "ConnectPeerConfiguration": {
            "PeerAddress": thing.text("peer_address"),
            "TransitGatewayAddress": thing.text("transit_gateway_address"),
            "InsideCidrBlocks": list(thing.texts("inside_cidr_blocks")),
            "BgpConfigurations": [{"PeerAsn": asn}] if asn is not None else [],
        },
    }
    building.put("ec2.DescribeTransitGatewayConnectPeers", thing, item)


# --- remote access --------------------------------------------------------------------------------------------------------


@makes(*_CLIENT)
def client_vpn(building: Building, thing: Thing) -> None:
    """A Client VPN endpoint with the subnets that it is associated with."""
    networks = building.parts("aws_ec2_client_vpn_network_association", "client_vpn_endpoint_id", _CLIENT).get(thing.id, ())
    subnets = [building.one(one, "subnet_id", types=SUBNET) for one in networks]
    places = [place for one in subnets if (place := building.thing(one)) is not None]
    vpc = building.one(thing, "vpc_id", types=VPC) or (building.vpc_of(places[0]) if places else "")
    item = {
        "ClientVpnEndpointId": thing.id,
        "VpcId": vpc,
        "ClientCidrBlock": thing.text("client_cidr_block"),
        "SecurityGroupIds": building.ids(thing, "security_group_ids", types=GROUP, accept=building.in_vpc(vpc)),
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeClientVpnEndpoints", thing, item)
    building.asked("ec2.DescribeClientVpnTargetNetworks", thing, thing.id)
    for subnet in filter(None, subnets):
        told = {"ClientVpnEndpointId": thing.id, "TargetNetworkId": subnet, "VpcId": vpc}
        building.put("ec2.DescribeClientVpnTargetNetworks", thing, told, thing.id)


@makes(
    "aws_dx_private_virtual_interface",
    "aws_dx_public_virtual_interface",
    "aws_dx_transit_virtual_interface",
    "aws_dx_hosted_private_virtual_interface_accepter",
    "aws_dx_hosted_transit_virtual_interface_accepter",
)
def virtual_interface(building: Building, thing: Thing) -> None:
    """A virtual interface of Direct Connect: never its BGP key."""
    kind = next(word for word in ("private", "public", "transit") if word in thing.type)
    identity = thing.text("virtual_interface_id") or thing.id
    item = {
        "virtualInterfaceId": identity,
        "virtualInterfaceName": thing.text("name"),
        "virtualInterfaceType": kind,
        "ownerAccount": building.account(thing),
        "region": building.region(thing),
        "directConnectGatewayId": building.one(thing, "dx_gateway_id", types=("aws_dx_gateway",)),
        "virtualGatewayId": building.one(thing, "vpn_gateway_id", types=("aws_vpn_gateway",)),
        "connectionId": thing.text("connection_id"),
        "vlan": thing.number("vlan", digits=4),
        "routeFilterPrefixes": [{"cidr": one} for one in thing.texts("route_filter_prefixes")],
    }
    building.put("directconnect.DescribeVirtualInterfaces", thing, item)


# --- VPC Lattice ----------------------------------------------------------------------------------------------------------


@makes(*_LATTICE)
def service_network(building: Building, thing: Thing) -> None:
    """A service network of VPC Lattice with its VPCs and services."""
    building.put("vpc-lattice.ListServiceNetworks", thing, {"id": thing.id, "name": thing.text("name"), "arn": thing.text("arn")})
    own = {"serviceNetworkId": thing.id}
    for kind, attribute, types, call, member in (
        ("aws_vpclattice_service_network_vpc_association", "vpc_identifier", VPC, "VpcAssociations", "vpcId"),
        (
            "aws_vpclattice_service_network_service_association",
            "service_identifier",
            ("aws_vpclattice_service",),
            "ServiceAssociations",
            "serviceId",
        ),
    ):
        building.asked(f"vpc-lattice.ListServiceNetwork{call}", thing, thing.id)
        for one in building.parts(kind, "service_network_identifier", _LATTICE).get(thing.id, ()):
            told = building.one(one, attribute, types=types)
            if told:
                building.put(f"vpc-lattice.ListServiceNetwork{call}", thing, {**own, member: told}, thing.id)


PARTS |= {"aws_vpclattice_service_network_vpc_association", "aws_vpclattice_service_network_service_association"}


@makes("aws_vpclattice_service")
def lattice_service(building: Building, thing: Thing) -> None:
    """A service of VPC Lattice."""
    names = [one.get("domain_name") for one in thing.records("dns_entry")]
    item: dict[str, Any] = {
        "id": thing.id,
        "name": thing.text("name"),
        "arn": thing.text("arn"),
        "dnsEntry": {"domainName": next((one for one in names if isinstance(one, str)), "")},
        "customDomainName": thing.text("custom_domain_name"),
    }
    building.put("vpc-lattice.ListServices", thing, item)


# --- the internet barred ----------------------------------------------------------------------------------------------------


@makes("aws_vpc_block_public_access_options")
def block_public_access(building: Building, thing: Thing) -> None:
    """VPC Block Public Access of a region."""
    options = {
        "InternetGatewayBlockMode": thing.text("internet_gateway_block_mode"),
        "AwsAccountId": building.account(thing),
        "AwsRegion": building.region(thing),
    }
    building.put("ec2.DescribeVpcBlockPublicAccessOptions", thing, {"VpcBlockPublicAccessOptions": options})


@makes("aws_vpc_block_public_access_exclusion")
def exclusion(building: Building, thing: Thing) -> None:
    """A VPC or subnet that VPC Block Public Access leaves out."""
    subnet = building.one(thing, "subnet_id", types=SUBNET)
    vpc = building.one(thing, "vpc_id", types=VPC) if not subnet else ""
    item = {
        "ExclusionId": thing.id,
        "InternetGatewayExclusionMode": thing.text("internet_gateway_exclusion_mode"),
        "ResourceArn": _arn(building, thing, "subnet", subnet) if subnet else _arn(building, thing, "vpc", vpc) if vpc else "",
        "State": "create-complete",
    }
    building.put("ec2.DescribeVpcBlockPublicAccessExclusions", thing, item)
