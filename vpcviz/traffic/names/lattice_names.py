"""What the names of VPC Lattice's services lead to.

Source: VPC Lattice User Guide, "How VPC Lattice works" (link-local addresses; each service gets a name).
"""

from vpcviz.model.domain_names import normal
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Hop
from vpcviz.traffic.packets.state import Address

FIRST = 169 << 24 | 254 << 16 | 171 << 8
"""The first address of 169.254.171.0/24: services have addresses of it; which one says nothing."""


def lattice_answer(index: Index, name: str) -> tuple[tuple[Address, ...], Hop] | None:
    """What public DNS answers for the name that Lattice gave a service: an address of 169.254.171.0/24."""
    services = index.cached(
        "lattice-names", lambda: {normal(one.dns_name): one for one in index.network.lattice_services if one.dns_name}
    )
    service = services.get(name)
    if service is None:
        return None
    found = Address(4, FIRST + 1, f"an address of {service.label} in 169.254.171.0/24", service.id)
    said = f"{name} is the name of Lattice service {service.label}: a link-local address of 169.254.171.0/24"
    return (found,), Hop(service.id, service.kind, "answer", said)
