"""Where things stand: zones in their regions, things of one VPC together, one of each gateway for a VPC."""

import re

from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path, shown
from vpcviz.spec.terminology import a, in_words
from vpcviz.spec.vocabulary import CLASSES

_ZONE_ID = re.compile(r"[a-z]{2,5}\d-(?:[a-z0-9]+-)*az\d+\Z")

_IN_SAME_VPC = ("subnet", "subnets", "route_tables", "propagating_gateways", "gateways")
"""Reference fields of things in a VPC that must point into the same VPC."""


def check_places(book: Book) -> None:
    """Zones, VPC membership, and gateways that a VPC can have only one of."""
    for subnet in book["subnets"]:
        _zone(book, subnet)
    _one_gateway(book)
    for kind, record in CLASSES.items():
        own = record.__struct_fields__
        if "vpc" in own:
            fields = [field for field in _IN_SAME_VPC if field in own]
            for draft in book[kind]:
                _same_vpc(book, draft, fields)
                _groups_of_vpc(book, draft)


def region_of(draft: Draft) -> str:
    """The region of a resource, or that of its VPC; "" where neither says."""
    vpc = draft.get("vpc")
    return str(draft.get("region") or (vpc.get("region") if isinstance(vpc, Draft) else ""))


@refuses("subnet", "a zone of another region", "EC2 API Reference, CreateSubnet, AvailabilityZone", always=True)
def _zone(book: Book, subnet: Draft) -> None:
    zone, region = str(subnet.get("zone")), region_of(subnet)
    if not zone:
        return
    if len(zone) == 1:
        book.problems.add(
            subnet.where("zone"),
            f"the zone {shown(zone)} needs a region",
            expected="region: … in the document, the region or the VPC; or a full name",
        )
    elif region and not zone.startswith(region) and not _ZONE_ID.match(zone):
        book.problems.add(
            subnet.where("zone"), f"the zone {shown(zone)} is not in the region {region}", expected=f"such as {region}a, or a"
        )


@refuses(
    "VPC",
    "two internet gateways, egress-only ones, carrier gateways or virtual private gateways",
    "VPC User Guide, Amazon VPC quotas, Gateways",
    always=True,
)
def _one_gateway(book: Book) -> None:
    """Source: VPC User Guide, "Amazon VPC quotas", Gateways: one of each kind can be attached to a VPC at a time."""
    for kind in (name for name, record in CLASSES.items() if record.ONE_FOR_A_VPC):
        first: dict[str, Draft] = {}
        for draft in book[kind]:
            vpc = draft.get("vpc")
            if not isinstance(vpc, Draft):
                continue
            other = first.setdefault(vpc.id, draft)
            if other is not draft:
                one = in_words(kind)
                book.problems.add(
                    draft.where(), f"{vpc.label} has two {one}s: {other.label} and {draft.label}", expected=f"one {one} for a VPC"
                )


@refuses(
    "what stands in a VPC", "a subnet, route table or gateway of another VPC", "EC2 API Reference, InvalidParameter", always=True
)
def _same_vpc(book: Book, draft: Draft, fields: list[str]) -> None:
    vpc = draft.get("vpc")
    if not isinstance(vpc, Draft):
        return
    for field in fields:
        value = draft.fields.get(field)
        for at, item in enumerate(value if isinstance(value, list) else (value,)):
            if not isinstance(item, Draft):
                continue
            other = item.get("vpc")
            if isinstance(other, Draft) and other is not vpc:
                path: Path = draft.item(field, at) if isinstance(value, list) else draft.where(field)
                one = in_words(item.kind)
                book.problems.add(
                    path,
                    f"the {one} {item.label} is in {other.label}, not in {vpc.label}",
                    expected=f"{a(item.kind)} of {vpc.label}",
                )


@refuses(
    "what has security groups",
    "a group of another VPC that is not associated with its own",
    "VPC User Guide, Associate security groups with multiple VPCs",
    always=True,
)
def _groups_of_vpc(book: Book, draft: Draft) -> None:
    """Security groups are of the interface's VPC, or associated with it.

    Source: VPC User Guide, "Security groups", "Associate security groups with multiple VPCs".
    """
    vpc = draft.get("vpc")
    if not draft.given or not isinstance(vpc, Draft):
        return
    for at, group in enumerate(draft.get("security_groups") or ()):
        if not isinstance(group, Draft):
            continue
        other = group.get("vpc")
        if isinstance(other, Draft) and other is not vpc and vpc not in (group.get("associated_vpcs") or ()):
            book.problems.add(
                draft.item("security_groups", at),
                f"the security group {group.label} is of {other.label}, not of {vpc.label}",
                expected=f"a group of {vpc.label}, or associated_vpcs on the group",
            )
