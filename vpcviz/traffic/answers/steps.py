"""Where each step of a trace is: the interface, its owner, the instance, the subnet, the VPC, the gateway."""

from typing import NamedTuple

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.traffic.packets.flows import Hop


class StepPlace(NamedTuple):
    """Ids of what a step is at, "" where there is none; `owner` is what the interface works for, an instance too."""

    interface: str = ""
    owner: str = ""
    instance: str = ""
    subnet: str = ""
    vpc: str = ""
    gateway: str = ""


def place_of(network: Network, hop: Hop) -> StepPlace:
    """Where a step is; a filter's or route table's is the interface or subnet that it acts at."""
    found = network.by_id.get(hop.at or hop.id)
    interface = found if isinstance(found, r.NetworkInterface) else None
    owner = network.by_id.get(network.owner_of.get(interface.id, "")) if interface is not None else found
    subnet = interface.subnet if interface is not None else str(getattr(found, "subnet", ""))
    if isinstance(found, r.Subnet):
        subnet = found.id
    inside = network.get(subnet, r.Subnet)
    vpc = found.id if isinstance(found, r.Vpc) else str(getattr(found, "vpc", "")) or (inside.vpc if inside is not None else "")
    return StepPlace(
        interface=interface.id if interface is not None else "",
        owner=owner.id if interface is not None and owner is not None else "",
        instance=owner.id if isinstance(owner, r.Instance) else "",
        subnet=subnet,
        vpc=vpc,
        gateway=next((one.id for one in (network.by_id.get(hop.id), owner) if one is not None and one.GATEWAY), ""),
    )
