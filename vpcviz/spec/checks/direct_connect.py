"""Direct Connect gateways and what they are associated with."""

from vpcviz.spec.checks.addresses import MOST_CIDRS, ranges_of
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path

MOST_ASSOCIATIONS = 100
"""So many associations of a Direct Connect gateway are held against each other; AWS takes 20 (quota)."""


def check_direct_connect(book: Book) -> None:
    """Everything about Direct Connect gateways that AWS refuses."""
    _kinds(book)
    _reached_by_one(book)
    _one_gateway(book)


@refuses(
    "Direct Connect gateway",
    "a transit gateway without allowed prefixes",
    "Direct Connect API Reference, CreateDirectConnectGatewayAssociation, addAllowedPrefixesToDirectConnectGateway",
)
@refuses("Direct Connect gateway", "a transit gateway of the same ASN", "Direct Connect User Guide, Transit gateway associations")
@refuses(
    "Direct Connect gateway",
    "virtual private gateways beside transit gateways",
    "Direct Connect User Guide, Direct Connect gateways",
    always=True,
)
def _kinds(book: Book) -> None:
    """Source: Direct Connect Guide, "Direct Connect gateways": either virtual private gateways or transit gateways."""
    kinds: dict[int, tuple[str, Draft]] = {}
    for association in book["direct_connect_associations"]:
        own, gateway = association.get("direct_connect_gateway"), association.get("gateway")
        if isinstance(own, Draft) and isinstance(gateway, Draft):
            kind, _ = kinds.setdefault(id(own), (gateway.kind, association))
            place: Path = association.where("gateway")
            if kind != gateway.kind:
                message = f"{own.label} is associated with virtual private gateways and with transit gateways"
                book.problems.add(place, message, expected="one kind for a Direct Connect gateway")
            if gateway.kind == "transit_gateways" and own.get("asn") and own.get("asn") == gateway.get("asn"):
                message = f"{own.label} and {gateway.label} have the same ASN, {own.get('asn')}"
                book.refusals.add(place, message, expected="another ASN on one of them")
            if gateway.kind == "transit_gateways" and not association.get("allowed_prefixes") and association.given:
                message = f"the association of {own.label} with {gateway.label} allows no prefixes"
                book.refusals.add(association.where(), message, expected="allowed_prefixes: the CIDRs to announce")


@refuses(
    "Direct Connect gateway",
    "virtual private gateways of VPCs whose CIDRs overlap",
    "Direct Connect User Guide, Virtual private gateway associations",
)
def _reached_by_one(book: Book) -> None:
    reached: dict[int, list[tuple[Draft, Draft]]] = {}
    for association in book["direct_connect_associations"]:
        gateway = association.get("gateway")
        vpc = gateway.get("vpc") if isinstance(gateway, Draft) else None
        if isinstance(vpc, Draft):
            reached.setdefault(id(association.get("direct_connect_gateway")), []).append((association, vpc))
    for associations in reached.values():
        for at, (association, vpc) in enumerate(associations[:MOST_ASSOCIATIONS]):
            for _, other in associations[:at]:
                if other is not vpc and _overlap(vpc, other):
                    message = f"the CIDRs of {vpc.label} and {other.label}, behind one Direct Connect gateway, overlap"
                    book.refusals.add(association.where("gateway"), message, expected="VPCs whose CIDRs do not overlap")


def _overlap(vpc: Draft, other: Draft) -> bool:
    mine, yours = (ranges_of(one, ("cidrs",))[:MOST_CIDRS] for one in (vpc, other))
    return any(one.block.overlaps(another.block) for one in mine for another in yours)


@refuses(
    "virtual private gateway",
    "one that is associated with two Direct Connect gateways",
    "Direct Connect User Guide, Virtual private gateway associations",
)
def _one_gateway(book: Book) -> None:
    first: dict[int, Draft] = {}
    for association in book["direct_connect_associations"]:
        own, gateway = association.get("direct_connect_gateway"), association.get("gateway")
        if isinstance(own, Draft) and isinstance(gateway, Draft) and gateway.kind == "vpn_gateways":
            other = first.setdefault(id(gateway), own)
            if other is not own:
                message = f"{gateway.label} is associated with two Direct Connect gateways: {other.label} and {own.label}"
                book.refusals.add(association.where("gateway"), message, expected="one Direct Connect gateway")
