"""What a network without a title of its own is called."""

from collections.abc import Sequence

from vpcviz.model.network import Network

ROOM = 48
"""VPCs are named in so many characters; more are counted."""

MOST_REGIONS = 2
"""So many regions are named; more are counted."""


def title_of(network: Network) -> str:
    """The network's title; where it has none, which VPCs it has in which regions: those that were read, if any were."""
    if network.title:
        return network.title
    vpcs = [vpc for vpc in network.vpcs if not vpc.foreign] or list(network.vpcs)
    names = sorted({vpc.label for vpc in vpcs})
    told = _listed(names) if len(names) == len(vpcs) else ""  # the same name twice tells nobody which is which
    counted = f"{len(vpcs)} VPCs" if len(vpcs) > 1 else "AWS network"
    what = f"VPC{'s' if len(vpcs) > 1 else ''} {told}" if told and (len(told) <= ROOM or len(vpcs) == 1) else counted
    regions = sorted({item.region for item in vpcs or network if item.region})
    where = f"{len(regions)} regions" if len(regions) > MOST_REGIONS else _listed(regions)
    return f"{what} in {where}" if where else what


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
