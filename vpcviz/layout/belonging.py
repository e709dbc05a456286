"""Which other things a resource names, in words: for cards that no wire leads away from."""

from vpcviz.model import Network
from vpcviz.model import resources as r

PLACES = (r.Account, r.AvailabilityZone, r.Vpc, r.Subnet)
"""What a thing stands in is told by where it stands."""


def owners_words(network: Network, item: r.Resource) -> list[str]:
    """`of` each thing that one of its fields names, in the order of its fields: `of rack`."""
    named = (getattr(item, name) for name in item.__struct_fields__ if name != "id")
    known = (network.by_id.get(one) for one in named if isinstance(one, str) and one)
    return [f"of {one.label}" for one in known if one is not None and one is not item and not isinstance(one, PLACES)]


def groups_words(network: Network, item: r.Resource, *, full: bool) -> str:
    """Where all is shown, the security groups of what has no network interface that was read and could tell them: ` · sg: web`."""
    groups = getattr(item, "security_groups", ()) if full and item.id not in network.interfaces_owned else ()
    return f" · sg: {', '.join(sorted(map(network.label, groups)))}" if groups else ""


def provider_of(network: Network, service: str) -> str:
    """The id of the Lattice thing of the network that an endpoint names by its ARN; else what the endpoint names."""
    known = network.by_id.get(service.rpartition("/")[2]) if service.startswith("arn:") else None
    return known.id if isinstance(known, (r.ServiceNetwork, r.ResourceConfiguration)) else service
