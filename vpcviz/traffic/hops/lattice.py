"""VPC Lattice: what happens to packets that a route sends to it.

Sources: VPC Lattice User Guide, "VPC associations" (hosts of an associated VPC may call the services of the service network),
"Auth policies".
"""

from vpcviz.model import resources as r
from vpcviz.model.kinds.lattice import LATTICE
from vpcviz.traffic.hops.registry import routed_to_word
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.packets.state import Arrived, End, Move, Target, stop, stop_at
from vpcviz.traffic.walking.walk import Walk


@routed_to_word(LATTICE)
def lattice(walk: Walk, move: Target) -> Move:
    """To a service or resource of VPC Lattice, if a service network of the VPC has it; Lattice tells services apart by name, not by
    address."""
    index, packet = walk.index, walk.packet
    networks = [one for one in index.network.service_networks if move.vpc in one.vpcs]
    service = index.network.get(packet.dst.service, r.LatticeService)
    config = index.network.get(packet.dst.service, r.ResourceConfiguration)
    home = next((one for one in networks if config is not None and config.id in one.resources), None)
    if config is not None and home is not None:
        said = f"VPC {index.label(move.vpc)} is associated with the service network, which has {config.label}"
        walk.add(home, "forward", said)
        walk.passed(home.id)
        return Arrived("service", config.id, gateway=home.id, vpc=move.vpc)
    if service is not None:
        found = _to_service(walk, move, service, networks)
        if found is not None:
            return found
    raise _not_known(walk, move, service, networks)


def _to_service(walk: Walk, move: Target, service: r.LatticeService, networks: list[r.ServiceNetwork]) -> Move | None:
    """To a service that one of the VPC's service networks has; None where that is not known. Raises End where none has it."""
    where = walk.index.label(move.vpc)
    for network in networks:
        if service.id in network.services:
            said = f"VPC {where} is associated with the service network, which has {service.label}"
            walk.add(network, "forward", said)
            walk.passed(network.id)
            walk.note(f"what is behind {service.label}, its auth policy and the security groups of the association were not read")
            walk.add(service, "deliver", "VPC Lattice gives the request on to a target of the service")
            return Arrived("service", service.id, gateway=network.id, vpc=move.vpc)
    if networks and all(one.members_known for one in networks):
        raise stop(
            networks[0],
            "BAD_STATE_ATTACHMENT",
            f"{service.label} is in no service network that {where} is associated with",
            change=f"associate {service.id} with service network {networks[0].id}",
        )
    return None


def _not_known(walk: Walk, move: Target, service: r.LatticeService | None, networks: list[r.ServiceNetwork]) -> End:
    """The end of what is known: which service has the address, or which service network has the service."""
    address = walk.packet.dst.text
    label = service.label if service is not None else f"the service at {address}"
    unread = gap_text(walk.index, "service_networks", of=walk.index.vpcs.get(move.vpc))
    known = ", ".join(one.label for one in networks)
    where = f"service network {known}" if known else "a service network that was not read"
    missing = f"the services of {where}" if service is not None else f"which service has {address}: ask for its name"
    return stop_at(
        networks[0].id if networks else LATTICE,
        r.ServiceNetwork.KIND,
        "UNKNOWN_DESTINATION",
        f"VPC Lattice takes it for {where}, and tells services apart by name: whether {label} takes it was not read",
        said=f"VPC Lattice: whether {label} takes it was not read",
        missing=unread or missing,
        needs=f"{label} is in {where} and lets the request in",
    )
