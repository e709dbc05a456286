"""Which VPCs are attached to which transit gateways and core networks."""

from collections.abc import Iterable, Iterator

from vpcviz.model import Network


def attached(network: Network) -> Iterator[tuple[str, str]]:
    """Each transit gateway or core network, with a VPC that is attached to it."""
    for attachment in network.transit_gateway_attachments:
        if attachment.type == "vpc" and attachment.resource:
            yield attachment.transit_gateway, attachment.resource
    for core in network.core_networks:
        for one in core.attachments:
            if one.type == "VPC" and one.resource:
                yield core.id, one.resource


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What the first of each pair goes with, each once."""
    found: dict[str, dict[str, None]] = {}
    for one, other in pairs:
        found.setdefault(one, {})[other] = None
    return {one: tuple(others) for one, others in found.items()}
