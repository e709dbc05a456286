"""Instances, network interfaces, Elastic IPs and NAT gateways."""

from typing import Any

from vpcviz.terraform.building import PARTS, Building, makes, tags
from vpcviz.terraform.resource_instances import Thing

PARTS |= {"aws_eip_association", "aws_network_interface_attachment", "aws_network_interface_sg_attachment"}

INSTANCE = ("aws_instance",)
INTERFACE = ("aws_network_interface",)
EIP = ("aws_eip",)


def elastic_ip_of(building: Building, holder: str) -> str:
    """The public IP that an Elastic IP gives to an instance or interface: where it is known after apply only, a word for it."""
    for eip in building.of_type.get("aws_eip", ()):
        if holder in _holders(building, eip):
            return eip.text("public_ip") or f"{eip.address}.public_ip"
    return ""


def _holders(building: Building, eip: Thing) -> list[str]:
    """What an Elastic IP is associated with."""
    holders = [*building.references.ids(eip, "instance", types=INSTANCE).ids]
    holders += building.references.ids(eip, "network_interface", types=INTERFACE).ids
    for one in building.of_type.get("aws_eip_association", ()):
        if building.references.one(one, "allocation_id", types=EIP).ids in ((eip.id,), (eip.text("allocation_id"),)):
            holders += building.references.ids(one, "instance_id", types=INSTANCE).ids
            holders += building.references.ids(one, "network_interface_id", types=INTERFACE).ids
    return holders


@makes("aws_eip")
def elastic_ip(building: Building, thing: Thing) -> None:
    """An Elastic IP; those that something holds are told with that."""
    held = _holders(building, thing) or any(
        thing.id in building.references.ids(nat, "allocation_id", types=EIP).ids
        for nat in building.of_type.get("aws_nat_gateway", ())
    )
    item = {
        "AllocationId": thing.id,
        "PublicIp": thing.text("public_ip"),
        "InstanceId": "held" if held else "",
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeAddresses", thing, item)


@makes("aws_instance", "aws_spot_instance_request")
def instance(building: Building, thing: Thing) -> None:
    """An instance with its interfaces: its own first one, or those that are attached to it."""
    attached = _attached(building, thing)
    first = building.thing(attached[0]) if attached else None
    home = first if first is not None else thing
    vpc = building.vpc_of(home)
    subnet = building.subnet(home, "subnet_id", vpc=vpc)
    groups = building.groups(home, "security_groups" if first is not None else "vpc_security_group_ids", vpc)
    zone = thing.text("availability_zone") or building.zone_of(subnet)
    item: dict[str, Any] = {
        "InstanceId": thing.id,
        "VpcId": vpc,
        "SubnetId": subnet,
        "InstanceType": thing.text("instance_type"),
        "State": {"Name": thing.text("instance_state")},
        "Placement": {"AvailabilityZone": zone},
        "SecurityGroups": groups,
        "Tags": tags(thing),
    }
    if not attached and subnet:
        item["NetworkInterfaces"] = [_primary(building, thing, subnet, vpc, groups)]
    building.put("ec2.DescribeInstances", thing, {"OwnerId": building.account(thing), "Instances": [item]})


def _attached(building: Building, thing: Thing) -> list[str]:
    """The interfaces that an instance's configuration attaches to it, its first one first."""
    records = thing.records("network_interface")
    order = sorted(range(len(records)), key=lambda n: str(records[n].get("device_index") or 0))
    own = [building.one(thing, "network_interface", n, "network_interface_id", types=INTERFACE) for n in order if records[n]]
    return [one for one in own if one]


def _primary(building: Building, thing: Thing, subnet: str, vpc: str, groups: list[dict[str, str]]) -> dict[str, Any]:
    identity = thing.text("primary_network_interface_id") or f"{thing.address}.primary_network_interface_id"
    private = thing.text("private_ip") or building.free(subnet)
    place = building.thing(subnet)
    public = elastic_ip_of(building, thing.id) or elastic_ip_of(building, identity) or thing.text("public_ip")
    wanted = thing.at("associate_public_ip_address")
    mapped = wanted is True or (wanted is None and place is not None and place.at("map_public_ip_on_launch") is True)
    if not public and mapped and "public_ip" not in thing.values:
        public = f"{thing.address}.public_ip"
    return {
        "NetworkInterfaceId": identity,
        "VpcId": vpc,
        "SubnetId": subnet,
        "OwnerId": building.account(thing),
        "AvailabilityZone": building.zone_of(subnet),
        "PrivateIpAddress": private,
        "PrivateIpAddresses": [
            {"PrivateIpAddress": private, "Primary": True},
            *({"PrivateIpAddress": one} for one in thing.texts("secondary_private_ips")),
        ],
        "Ipv6Addresses": [{"Ipv6Address": one} for one in thing.texts("ipv6_addresses")],
        "Association": {"PublicIp": public},
        "Groups": groups,
        "SourceDestCheck": thing.at("source_dest_check") is not False,
    }


@makes("aws_network_interface")
def network_interface(building: Building, thing: Thing) -> None:
    """A network interface that stands apart."""
    vpc = building.vpc_of(thing)
    subnet = building.subnet(thing, "subnet_id", vpc=vpc)
    ips = sorted(thing.texts("private_ips"), key=lambda one: one != thing.text("private_ip")) or [thing.text("private_ip")]
    ips = ips if ips[0] else [building.free(subnet)]
    item = {
        "NetworkInterfaceId": thing.id,
        "VpcId": vpc,
        "SubnetId": subnet,
        "OwnerId": building.account(thing),
        "AvailabilityZone": building.zone_of(subnet),
        "PrivateIpAddress": ips[0],
        "PrivateIpAddresses": [{"PrivateIpAddress": one, "Primary": one == ips[0]} for one in ips],
        "Ipv6Addresses": [{"Ipv6Address": one} for one in thing.texts("ipv6_addresses")],
        "Association": {"PublicIp": elastic_ip_of(building, thing.id)},
        "Attachment": {"InstanceId": _holder(building, thing)},
        "Groups": building.groups(thing, "security_groups", vpc),
        "SourceDestCheck": thing.at("source_dest_check") is not False,
        "Description": thing.text("description"),
        "TagSet": tags(thing),
    }
    building.put("ec2.DescribeNetworkInterfaces", thing, item)


def _holder(building: Building, thing: Thing) -> str:
    """The instance that an interface is attached to."""
    for one in building.of_type.get("aws_network_interface_attachment", ()):
        if building.references.one(one, "network_interface_id", types=INTERFACE).ids == (thing.id,):
            return building.one(one, "instance_id", types=INSTANCE)
    for n, record in enumerate(thing.records("attachment")):
        if record:
            return building.one(thing, "attachment", n, "instance", types=INSTANCE)
    for host in building.of_type.get("aws_instance", ()):
        for n in range(len(host.records("network_interface"))):
            if thing.id in building.references.ids(host, "network_interface", n, "network_interface_id", types=INTERFACE).ids:
                return host.id
    return ""


@makes("aws_nat_gateway")
def nat_gateway(building: Building, thing: Thing) -> None:
    """A NAT gateway with its interface."""
    subnet = building.subnet(thing, "subnet_id")
    vpc = building.vpc_of(thing)
    eips = building.references.one(thing, "allocation_id", types=EIP).ids  # Where it is not known, so is the public IP only.
    eip = building.thing(eips[0]) if eips else None
    public = thing.text("public_ip") or (eip.text("public_ip") if eip is not None else "")
    private = thing.text("private_ip") or (building.free(subnet) if subnet else "")
    interface = thing.text("network_interface_id") or f"{thing.address}.network_interface_id"
    item = {
        "NatGatewayId": thing.id,
        "VpcId": vpc,
        "SubnetId": subnet,
        "ConnectivityType": thing.text("connectivity_type") or "public",
        "NatGatewayAddresses": [{"PrivateIp": private, "PublicIp": public, "NetworkInterfaceId": interface}],
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeNatGateways", thing, item)
    if subnet:
        made = made_interface(building, thing, interface, subnet, private, "nat_gateway")
        if public:
            made["Association"] = {"PublicIp": public}
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


def made_interface(
    building: Building, thing: Thing, identity: str, subnet: str, private: str, kind: str, groups: tuple[str, ...] = ()
) -> dict[str, Any]:
    """An interface that AWS makes for a thing: its owner is that thing."""
    place = building.thing(subnet)
    return {
        "NetworkInterfaceId": identity,
        "VpcId": building.vpc_of(place) if place is not None else building.vpc_of(thing),
        "SubnetId": subnet,
        "OwnerId": building.account(thing),
        "AvailabilityZone": building.zone_of(subnet),
        "PrivateIpAddress": private,
        "PrivateIpAddresses": [{"PrivateIpAddress": private, "Primary": True}],
        "Attachment": {"InstanceId": thing.id},
        "Groups": [{"GroupId": one} for one in groups],
        "InterfaceType": kind,
    }
