"""What a picture tells only where it is asked for: free addresses of subnets, ids of zones."""

from vpcviz.model import Network
from vpcviz.model import resources as r

MOST_NAMED = 6
"""A note names so many zones; the rest is counted."""


def free_words(network: Network, subnet: r.Subnet) -> str:
    """How many IPv4 addresses of a subnet are free, in words; reckoned where AWS's count is not known."""
    free = network.free_addresses(subnet)
    if free is None:
        return "free IPs not known"
    reckoned = " (reckoned)" if subnet.available_ips is None else ""
    return f"{free:,} IP{'s' if free != 1 else ''} free{reckoned}"


def zone_words(network: Network, zone: str) -> str:
    """A zone's id, where it is known."""
    record = network.get(zone, r.AvailabilityZone)
    return record.zone_id if record is not None else ""


def notes(network: Network, show: tuple[str, ...]) -> list[str]:
    """What stands below the picture about what was asked for."""
    lines = []
    if "free-ips" in show and any(
        subnet.available_ips is None and network.free_addresses(subnet) is not None for subnet in network.subnets
    ):
        lines.append(
            "Free IPs (reckoned): the addresses of the subnet, less the five that AWS keeps and those that are known to be in use."
        )
    if "zone-ids" in show:
        unknown = sorted({subnet.zone for subnet in network.subnets if subnet.zone and not zone_words(network, subnet.zone)})
        more = f" and {len(unknown) - MOST_NAMED} more" if len(unknown) > MOST_NAMED else ""
        if unknown:
            lines.append(f"The zone ids of {', '.join(unknown[:MOST_NAMED])}{more} are not known.")
    return lines
