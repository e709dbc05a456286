"""What a scan could not read, and how it is said: the reason why a verdict may be unknown."""

from collections.abc import Iterator

from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.unread import ASSOCIATIONS, ENTRIES, NOT_TOLD, REFERENCES, TARGETS
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, End, stop

STOPPED = r.Gap(service="", operation="", error="Stopped")
"""The gap of a scan that was stopped: anything may be missing."""


def gaps_of(index: Index, *keys: str, of: r.Resource | None = None) -> Iterator[r.Gap]:
    """What a scan could not read of the document keys `keys` where the resource `of` lives."""
    if not index.network.complete and not index.spec:
        yield STOPPED
    for gap in index.network.gaps:
        elsewhere = of is not None and (
            (gap.region and of.region and gap.region != of.region) or (gap.account and of.account and gap.account != of.account)
        )
        if not elsewhere and any(key in gap.feeds for key in keys):
            yield gap


def gap_words(gap: r.Gap, *keys: str) -> str:
    """A gap in words."""
    if gap is STOPPED:
        return "the rest of the scan, which was stopped before it was complete"
    fed = next((key for key in keys if key in gap.feeds), "")
    what = CLASSES[fed].words(2) if fed in CLASSES else fed.replace("_", " ")
    place = " ".join(part for part in ("of", gap.account, gap.region) if part) if gap.account or gap.region else ""
    untold = NOT_TOLD.get(gap.error, "")
    if gap.error in REFERENCES:  # A plan or template told of it, and left something open.
        return f"{' '.join(part for part in (what, place) if part)}: what {gap.resource or 'one'} refers to is {untold}"
    why = f"is {untold}" if untold else f"failed ({gap.error or gap.message})"
    return f"{' '.join(part for part in (what, place) if part)}: {gap.service} {gap.operation} {why}"


def gap_text(index: Index, *keys: str, of: r.Resource | None = None) -> str:
    """The first of `gaps_of` in words; "" where all was read."""
    if not index.network.gaps and (index.network.complete or index.spec):
        return ""
    return next((gap_words(gap, *keys) for gap in gaps_of(index, *keys, of=of)), "")


def left_open(index: Index, item: r.Resource, key: str) -> str:
    """What a plan or template leaves open of a thing of the collection `key`, in words: a rule, an entry, a route of it; or one
    of which it does not tell whose it is. "" where it tells all."""
    for gap in gaps_of(index, key, of=item) if index.network.gaps else ():
        if gap.error not in REFERENCES or gap.message in (*ASSOCIATIONS.values(), TARGETS):
            continue
        anyones = gap.message in ENTRIES.values() and gap.resource not in index.network.by_id
        if anyones or gap.resource in (item.id, item.address):
            return gap_words(gap, key)
    return ""


def may_have_public_ip(index: Index, interface: r.NetworkInterface) -> tuple[Address, End] | None:
    """What stands for the public IP of an interface of which it was not read whether it has one, and the end that says so; None
    where that is known."""
    gap = gap_text(index, "network_interfaces", of=interface) if index.told_by_instance(interface) else ""
    if not gap:
        return None
    label = index.label(index.network.owner_of.get(interface.id, interface.id))
    text, needs = f"whether {label} has a public IP was not read", f"{label} has a public IP"
    return Address(4, -1, f"the public IP of {interface.id}"), stop(interface, "NOT_READ", text, missing=gap, needs=needs)
