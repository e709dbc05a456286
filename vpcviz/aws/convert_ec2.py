"""Converts EC2's answers: VPCs and what stands in them. Only the members named here are ever kept."""

from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer, boolean, number, picked, records, text, texts
from vpcviz.aws.estate import Estate
from vpcviz.model import resources as r
from vpcviz.model.services import is_service_name

_GONE = ("deleted", "terminated")
_TARGETS = (
    "GatewayId",
    "NatGatewayId",
    "TransitGatewayId",
    "VpcPeeringConnectionId",
    "EgressOnlyInternetGatewayId",
    "CarrierGatewayId",
    "NetworkInterfaceId",
    "InstanceId",
    "LocalGatewayId",
    "CoreNetworkArn",
    "OdbNetworkArn",
    "IpAddress",
)


def zones(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Availability, local and wavelength zones."""
    kind = text(item, "ZoneType") or "availability-zone"
    kind = kind if kind in ("local-zone", "wavelength-zone") else "availability-zone"
    region = text(item, "RegionName") or answer.region
    estate.put("zones", text(item, "ZoneName"), answer, account="", region=region, zone_id=text(item, "ZoneId"), type=kind)


def vpcs(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """VPCs; their DNS attributes come from calls of their own."""
    cidrs = [text(item, "CidrBlock"), *_associated(item, "CidrBlockAssociationSet", "CidrBlock", "CidrBlockState")]
    estate.put(
        "vpcs",
        text(item, "VpcId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        cidrs=_unique(cidrs),
        ipv6_cidrs=_associated(item, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock", "Ipv6CidrBlockState"),
        private_ipv6_cidrs=_unique(
            text(one, "Ipv6CidrBlock")
            for one in records(item, "Ipv6CidrBlockAssociationSet")
            if text(one, "Ipv6AddressAttribute") == "private"
        ),
        is_default=boolean(item, "IsDefault") or False,
        dns_support=None,
        dns_hostnames=None,
        dhcp_options=text(item, "DhcpOptionsId"),
        state=text(item, "State"),
    )


def vpc_attribute(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """DNS support or DNS hostnames of one VPC."""
    for member, field in (("EnableDnsSupport", "dns_support"), ("EnableDnsHostnames", "dns_hostnames")):
        value = boolean(item, member, "Value")
        if value is not None:
            estate.more("vpcs", text(item, "VpcId") or answer.scope, **{field: value})


def _associated(item: Mapping[str, Any], members: str, cidr: str, state: str) -> tuple[str, ...]:
    return tuple(
        text(entry, cidr)
        for entry in records(item, members)
        if text(entry, cidr) and text(entry, state, "State") in ("", "associated", "associating")
    )


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def subnets(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Subnets, also those that another account shares."""
    estate.put(
        "subnets",
        text(item, "SubnetId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        vpc=text(item, "VpcId"),
        zone=text(item, "AvailabilityZone"),
        cidr=text(item, "CidrBlock"),
        ipv6_cidrs=_associated(item, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock", "Ipv6CidrBlockState"),
        map_public_ip=boolean(item, "MapPublicIpOnLaunch") or False,
        dns64=boolean(item, "EnableDns64") or False,
        available_ips=number(item, "AvailableIpAddressCount"),
    )


def network_interfaces(estate: Estate, answer: Answer, item: Mapping[str, Any], *, aside: bool = False) -> None:
    """Network interfaces; whose they are is found when everything is known (`owners`)."""
    primary = text(item, "PrivateIpAddress")
    listed = records(item, "PrivateIpAddresses")
    ips = _unique(
        [primary, *(text(entry, "PrivateIpAddress") for entry in sorted(listed, key=lambda one: not boolean(one, "Primary")))]
    )
    public = {text(entry, "PrivateIpAddress"): text(entry, "Association", "PublicIp") for entry in listed}
    first = text(item, "Association", "PublicIp") or public.get(ips[0] if ips else "", "")
    estate.put(
        "network_interfaces",
        text(item, "NetworkInterfaceId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        aside=aside,
        vpc=text(item, "VpcId"),
        subnet=text(item, "SubnetId"),
        zone=text(item, "AvailabilityZone"),
        private_ips=ips,
        ipv6s=picked(item, "Ipv6Addresses", "Ipv6Address"),
        prefixes=(*picked(item, "Ipv4Prefixes", "Ipv4Prefix"), *picked(item, "Ipv6Prefixes", "Ipv6Prefix")),
        public_ip=first,
        carrier_ips=_outside(item, listed, "CarrierIp"),
        customer_owned_ips=_outside(item, listed, "CustomerOwnedIp"),
        deny_all_igw_traffic=boolean(item, "DenyAllIgwTraffic") or False,
        public_ips={ip: found for ip, found in sorted(public.items()) if found and ips and ip != ips[0]},
        type=text(item, "InterfaceType") or "interface",
        security_groups=picked(item, "Groups", "GroupId"),
        source_dest_check=boolean(item, "SourceDestCheck") is not False,
        description=text(item, "Description"),
        status=text(item, "Status"),
        requester=text(item, "RequesterId"),
        requester_managed=boolean(item, "RequesterManaged") or False,
    )
    instance = text(item, "Attachment", "InstanceId")
    if instance:
        estate.more("network_interfaces", text(item, "NetworkInterfaceId"), owner=instance)


def _outside(item: Mapping[str, Any], listed: list[Mapping[str, Any]], member: str) -> dict[str, str]:
    """Private IPs with what they are outside, by a member of their associations."""
    pairs = {text(one, "PrivateIpAddress"): text(one, "Association", member) for one in (item, *listed)}
    return {ip: found for ip, found in sorted(pairs.items()) if ip and found}


def instances(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Instances of a reservation, with the network interfaces that the instance itself tells of."""
    for instance in records(item, "Instances"):
        state = text(instance, "State", "Name")
        if state in _GONE:
            continue
        estate.put(
            "instances",
            text(instance, "InstanceId"),
            answer,
            instance,
            owner=text(item, "OwnerId"),
            vpc=text(instance, "VpcId"),
            subnet=text(instance, "SubnetId"),
            type=text(instance, "InstanceType"),
            state=state,
            security_groups=picked(instance, "SecurityGroups", "GroupId"),
        )
        zone = text(instance, "Placement", "AvailabilityZone")
        for interface in records(instance, "NetworkInterfaces"):  # It counts where the interfaces themselves were not read.
            network_interfaces(estate, answer, {**interface, "AvailabilityZone": zone}, aside=True)
            estate.more("network_interfaces", text(interface, "NetworkInterfaceId"), owner=text(instance, "InstanceId"))


def route_tables(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """VPC route tables with their routes and associations."""
    live = [
        entry
        for entry in records(item, "Associations")
        if text(entry, "AssociationState", "State") not in ("disassociated", "failed")
    ]
    estate.put(
        "route_tables",
        text(item, "RouteTableId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        vpc=text(item, "VpcId"),
        main=any(boolean(entry, "Main") for entry in live),
        subnets=_unique(text(entry, "SubnetId") for entry in live),
        gateways=_unique(text(entry, "GatewayId") for entry in live),
        public_pools=_unique(text(entry, "PublicIpv4Pool") for entry in live),
        propagating_gateways=picked(item, "PropagatingVgws", "GatewayId"),
        routes=tuple(made for entry in records(item, "Routes") if (made := _route(entry)) is not None),
    )


def _route(item: Mapping[str, Any]) -> r.Route | None:
    destination = (
        text(item, "DestinationCidrBlock") or text(item, "DestinationIpv6CidrBlock") or text(item, "DestinationPrefixListId")
    )
    if not destination:
        return None
    return r.Route(
        destination=destination,
        target=next((found for member in _TARGETS if (found := text(item, member))), ""),
        origin="propagated" if text(item, "Origin") in ("EnableVgwRoutePropagation", "Advertisement") else "static",
        state="blackhole" if text(item, "State") == "blackhole" else "active",
    )


def managed_prefix_lists(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Prefix lists: the account's, and AWS's own, which belong to no account."""
    owner, name = text(item, "OwnerId"), text(item, "PrefixListName")
    aws = owner == "AWS" or is_service_name(name)
    account = "" if aws else (owner or answer.account)
    estate.put("prefix_lists", text(item, "PrefixListId"), answer, item, owner=account, account=account, name=name, known=False)


def prefix_lists(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """AWS's prefix lists of gateway endpoints, with their CIDRs."""
    identity, cidrs = text(item, "PrefixListId"), texts(item, "Cidrs")
    estate.put("prefix_lists", identity, answer, name=text(item, "PrefixListName"), known=False, account="")
    if cidrs:
        estate.more("prefix_lists", identity, entries=cidrs, known=True)


def prefix_list_entries(estate: Estate, answer: Answer) -> None:
    """The entries of one prefix list."""
    estate.more("prefix_lists", answer.scope, entries=_unique(text(item, "Cidr") for item in answer.items), known=True)


def gateways(collection: str, member: str, attachments: str) -> Any:
    """A converter of internet, egress-only and virtual private gateways: id, and the VPC that it is attached to."""

    def convert(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
        attached = [one for one in records(item, attachments) if text(one, "State") in ("", "available", "attached", "attaching")]
        fields: dict[str, Any] = {"vpc": next((text(one, "VpcId") for one in attached), "")}
        if collection == "vpn_gateways":
            if text(item, "State") in _GONE:
                return
            fields["asn"] = number(item, "AmazonSideAsn")
        estate.put(collection, text(item, member), answer, item, owner=text(item, "OwnerId"), **fields)

    return convert


def carrier_gateways(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Carrier gateways."""
    if text(item, "State") not in _GONE:
        estate.put(
            "carrier_gateways", text(item, "CarrierGatewayId"), answer, item, owner=text(item, "OwnerId"), vpc=text(item, "VpcId")
        )


def nat_gateways(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """NAT gateways; a deleted one, which AWS lists for another hour, is none."""
    state = text(item, "State")
    if state in _GONE:
        return
    addresses = sorted(records(item, "NatGatewayAddresses"), key=lambda one: boolean(one, "IsPrimary") is False)
    first = addresses[0] if addresses else {}
    identity = text(item, "NatGatewayId")
    estate.put(
        "nat_gateways",
        identity,
        answer,
        item,
        vpc=text(item, "VpcId"),
        subnet=text(item, "SubnetId"),
        connectivity="private" if text(item, "ConnectivityType") == "private" else "public",
        private_ip=text(first, "PrivateIp"),
        public_ip=text(first, "PublicIp"),
        state=state,
    )
    for address in addresses:
        estate.more("network_interfaces", text(address, "NetworkInterfaceId"), owner=identity)


def dhcp_options(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """DHCP option sets."""
    options = {
        text(entry, "Key"): _unique(
            text(value, "Value") or (value if isinstance(value, str) else "") for value in entry.get("Values") or ()
        )
        for entry in records(item, "DhcpConfigurations")
        if isinstance(entry.get("Values"), (list, tuple))
    }
    estate.put(
        "dhcp_options",
        text(item, "DhcpOptionsId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        domain_name=" ".join(options.get("domain-name", ())),
        domain_name_servers=options.get("domain-name-servers", ()),
        ntp_servers=options.get("ntp-servers", ()),
    )
