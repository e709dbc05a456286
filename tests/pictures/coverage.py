"""Is everything of a network in its picture? Nothing may be dropped silently: what is not drawn must be counted."""

from collections import Counter

from tests.pictures.reading import Picture
from vpcviz.model import Network
from vpcviz.text import clean


def missing(svg: bytes, network: Network) -> list[str]:
    """The resources that are neither drawn (`data-kind`, `data-id`) nor counted (`data-more`), and the private IPs that nobody shows."""
    picture = Picture(svg)
    drawn = {(thing.kind, thing.id) for thing in picture.things}
    counted: Counter[str] = Counter()
    for thing in picture.things:
        if "more" in thing.marks:
            counted[thing.kind] += int(thing.marks["more"])
    lost: dict[str, list[str]] = {}
    for resource in network:
        if (resource.kind, clean(resource.id)) not in drawn:
            lost.setdefault(resource.kind, []).append(resource.id)
    found = [
        f"{kind}: {len(ids)} not drawn, {counted[kind]} counted: {' '.join(ids[:4])}"
        for kind, ids in lost.items()
        if len(ids) > counted[kind]
    ]
    words = " ".join(word.text for word in picture.words)
    hidden = [ip for eni in network.network_interfaces if ("eni", eni.id) in drawn for ip in eni.private_ips[:8] if ip not in words]
    return sorted(found) + [f"private IP {ip} is not shown" for ip in hidden]
