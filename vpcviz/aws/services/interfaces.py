"""Network interfaces, and instances with those that they tell of themselves."""

from collections.abc import Iterable
from typing import Any

from msgspec import field, structs

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, Tag, tags_of, unique
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_gone

POSITION = 20


class Association(Shape, frozen=True, gc=False):
    """What a private address is outside."""

    public_ip: str = ""
    carrier_ip: str = ""
    customer_owned_ip: str = ""


NOTHING = Association()
"""Of most addresses: one object, so that it is known at a glance."""


class PrivateAddress(Shape, frozen=True, gc=False):
    """One private IPv4 address of an interface."""

    private_ip_address: str = ""
    primary: bool = False
    association: Association = NOTHING


class Ipv6Address(Shape, frozen=True, gc=False):
    """One IPv6 address of an interface."""

    ipv6_address: str = ""


class Prefix(Shape, frozen=True, gc=False):
    """A prefix that is delegated to an interface."""

    ipv4_prefix: str = ""
    ipv6_prefix: str = ""


class Attachment(Shape, frozen=True, gc=False):
    """What an interface is attached to."""

    instance_id: str = ""


class Group(Shape, frozen=True, gc=False):
    """A security group by its id."""

    group_id: str = ""


class Operator(Shape, frozen=True, gc=False):
    """The service that manages a thing, where it is not its owner."""

    principal: str = ""


class Interface(Shape, frozen=True, gc=False):
    """A network interface, of DescribeNetworkInterfaces or inside an instance."""

    network_interface_id: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    owner_id: str = ""
    availability_zone: str = ""
    private_ip_address: str = ""
    private_ip_addresses: tuple[PrivateAddress, ...] = ()
    ipv6_addresses: tuple[Ipv6Address, ...] = ()
    ipv4_prefixes: tuple[Prefix, ...] = ()
    ipv6_prefixes: tuple[Prefix, ...] = ()
    association: Association = NOTHING
    attachment: Attachment = Attachment()
    groups: tuple[Group, ...] = ()
    interface_type: str = ""
    source_dest_check: bool = True
    deny_all_igw_traffic: bool = False
    description: str = ""
    status: str = ""
    requester_id: str = ""
    requester_managed: bool = False
    operator: Operator = Operator()
    tags: tuple[Tag, ...] = field(name="TagSet", default=())


class InstanceState(Shape, frozen=True, gc=False):
    """An instance's state."""

    name: str = ""


class Placement(Shape, frozen=True, gc=False):
    """Where an instance is."""

    availability_zone: str = ""


class Instance(Shape, frozen=True, gc=False):
    """An instance: never its user data or keys."""

    instance_id: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    instance_type: str = ""
    state: InstanceState = InstanceState()
    placement: Placement = Placement()
    security_groups: tuple[Group, ...] = ()
    network_interfaces: tuple[Interface, ...] = ()
    private_ip_address: str = ""
    public_ip_address: str = ""
    ipv6_address: str = ""
    source_dest_check: bool = True
    operator: Operator = Operator()
    tags: tuple[Tag, ...] = ()


class Reservation(Shape, frozen=True, gc=False):
    """Instances that were launched together."""

    owner_id: str = ""
    instances: tuple[Instance, ...] = ()


@reads(
    "ec2",
    "DescribeNetworkInterfaces",
    "NetworkInterfaces",
    "network_interfaces",
    "network interfaces",
    Interface,
    "NetworkInterfaceId",
    size=1000,
    managed=True,
)
def network_interfaces(estate: Estate, answer: Answer, item: Interface) -> None:
    """Network interfaces; whose they are is found when everything is known (`owners`)."""
    put_interface(estate, answer, item)


def put_interface(estate: Estate, answer: Answer, item: Interface, *, zone: str = "", aside: bool = False) -> None:
    """Add an interface; `aside` says that the answer is about something else and tells of this by the way."""
    identity, owner = item.network_interface_id, item.owner_id
    if not identity:
        return
    groups = item.groups
    tags = tags_of(item.tags) if item.tags else {}
    made = r.NetworkInterface(
        id=identity,
        account=owner or answer.account,
        region=answer.region,
        name=tags.get("Name", ""),
        tags=tags,
        vpc=item.vpc_id,
        subnet=item.subnet_id,
        zone=item.availability_zone or zone,
        type=item.interface_type or "interface",
        description=item.description,
        status=item.status,
        security_groups=group_ids(groups) if groups else (),
        private_ips=(item.private_ip_address,),
        owner=item.attachment.instance_id,
        source_dest_check=item.source_dest_check,
        deny_all_igw_traffic=item.deny_all_igw_traffic,
        operator=item.operator.principal,
    )
    if not _has_one_address(item):
        made = structs.replace(made, **_addresses(item))
    if item.requester_id or item.requester_managed:
        estate.requesters[identity] = (item.requester_id, item.requester_managed)
    estate.add_interface(made, answer, owner=owner, aside=aside)


def _has_one_address(item: Interface) -> bool:
    """Whether it has a private IPv4 address and nothing else, as most have."""
    listed = item.private_ip_addresses
    return bool(
        len(listed) == 1
        and item.private_ip_address
        and item.association is NOTHING
        and listed[0].association is NOTHING
        and listed[0].private_ip_address == item.private_ip_address
        and not (item.ipv6_addresses or item.ipv4_prefixes or item.ipv6_prefixes)
    )


def _addresses(item: Interface) -> dict[str, Any]:
    """The fields that are addresses: of the private IPv4 ones the primary one is first, and each is something outside."""
    listed = item.private_ip_addresses
    if len(listed) > 1:
        listed = tuple(sorted(listed, key=lambda one: not one.primary))
    ips = unique([item.private_ip_address, *(one.private_ip_address for one in listed)])
    prefixes = [one.ipv4_prefix for one in item.ipv4_prefixes] + [one.ipv6_prefix for one in item.ipv6_prefixes]
    made: dict[str, Any] = {
        "private_ips": ips,
        "ipv6s": tuple(one.ipv6_address for one in item.ipv6_addresses if one.ipv6_address),
        "prefixes": unique(prefixes),
    }
    first = ips[0] if ips else ""
    pairs = [(first, item.association), *((one.private_ip_address, one.association) for one in listed)]
    for ip, outside in sorted(pairs, key=lambda one: one[0]):
        if outside.public_ip and ip == first:
            made.setdefault("public_ip", outside.public_ip)
        for name, address in (
            ("public_ips", outside.public_ip if ip != first else ""),
            ("carrier_ips", outside.carrier_ip),
            ("customer_owned_ips", outside.customer_owned_ip),
        ):
            if ip and address:
                made.setdefault(name, {}).setdefault(ip, address)
    return made


def group_ids(groups: Iterable[Group]) -> tuple[str, ...]:
    """The ids of security groups."""
    return tuple([group.group_id for group in groups if group.group_id])


@reads(
    "ec2",
    "DescribeInstances",
    "Reservations",
    "instances",
    "instances",
    Reservation,
    "Instances",
    "ReservationId",
    size=1000,
    managed=True,
)
def instances(estate: Estate, answer: Answer, item: Reservation) -> None:
    """Instances of a reservation, with the network interfaces that the instance itself tells of."""
    for instance in item.instances:
        if is_gone(instance.state.name):
            continue
        estate.put(
            "instances",
            instance.instance_id,
            answer,
            instance.tags,
            owner=item.owner_id,
            vpc=instance.vpc_id,
            subnet=instance.subnet_id,
            type=instance.instance_type,
            state=instance.state.name,
            security_groups=group_ids(instance.security_groups),
            operator=instance.operator.principal,
        )
        zone = instance.placement.availability_zone
        for interface in instance.network_interfaces:  # It counts where the interfaces themselves were not read.
            put_interface(estate, answer, interface, zone=zone, aside=True)
            estate.more("network_interfaces", interface.network_interface_id, owner=instance.instance_id)
        if instance.subnet_id and instance.private_ip_address and not instance.network_interfaces:
            estate.unseen[instance.instance_id] = _implied(answer, instance, item.owner_id)


def _implied(answer: Answer, instance: Instance, owner: str) -> r.NetworkInterface:
    """The primary interface of an instance that gives its addresses, but no interface: it has one, whose id is not known."""
    return r.NetworkInterface(
        id=f"eni-of-{instance.instance_id}",
        account=owner or answer.account,
        region=answer.region,
        vpc=instance.vpc_id,
        subnet=instance.subnet_id,
        zone=instance.placement.availability_zone,
        private_ips=(instance.private_ip_address,),
        public_ip=instance.public_ip_address,
        ipv6s=unique([instance.ipv6_address]),
        security_groups=group_ids(instance.security_groups),
        source_dest_check=instance.source_dest_check,
        owner=instance.instance_id,
        foreign=True,
    )
