"""What a hosted zone has for a name: the exact name, or the wildcard that covers it; of several records those that are answered.

Sources: Route 53 Developer Guide, "DNS domain name format" (asterisks), "Choosing a routing policy", "How Route 53 uses private
hosted zones"; RFC 4592, "The role of wildcards in the Domain Name System".
"""

from collections.abc import Sequence
from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.domain_names import normal
from vpcviz.model.partitions import is_region
from vpcviz.model.shapes import new_word
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, End, stop, stop_at

_WANTED = ("A", "CNAME", "AAAA")
"""The types that lead to addresses."""


class Found(NamedTuple):
    """The records that are answered for a name, addresses before names, and how they were chosen, in words ("" for the only ones).

    Without records, `there` tells that the name is there with other types, or as part of longer names: there is no answer all the
    same, and no wildcard stands in for it. `delegated` is the name of an NS record below the zone's own that has the name,
    `servers` are the DNS servers that it names (of a private zone).
    """

    records: tuple[r.DnsRecord, ...] = ()
    chosen: str = ""
    there: str = ""
    delegated: str = ""
    servers: tuple[str, ...] = ()


class Names:
    """The records of a zone by name."""

    def __init__(self, zone: r.HostedZone) -> None:
        self.zone = zone
        self.apex = normal(zone.name)
        self.by_name: dict[str, list[r.DnsRecord]] = {}
        self.parents: set[str] = set()
        for record in zone.records:
            name = normal(record.name)
            self.by_name.setdefault(name, []).append(record)
            labels = name.split(".")
            self.parents.update(".".join(labels[at:]) for at in range(1, len(labels)))

    def _nearest(self, name: str) -> list[r.DnsRecord] | None:
        """The records of a name, those of a wildcard where neither it nor anything below it is there; None where there is none.

        Only the wildcard right below the nearest name that is there stands in: one farther up does not reach past it.
        """
        if name in self.by_name or name in self.parents:
            return self.by_name.get(name, [])
        labels = name.split(".")
        for at in range(1, len(labels)):
            parent = ".".join(labels[at:])
            if f"*.{parent}" in self.by_name:
                return self.by_name[f"*.{parent}"]
            if parent in self.by_name or parent in self.parents or parent == self.apex:
                return None
        return None

    def delegated(self, name: str) -> str:
        """The name at or above `name`, below the zone's own, whose NS records delegate it elsewhere; "" where there is none."""
        labels = name.split(".")
        for at in range(len(labels)):
            parent = ".".join(labels[at:])
            if parent == self.apex:
                return ""
            if any(record.type == "NS" for record in self.by_name.get(parent, ())):
                return parent
        return ""

    def find(self, index: Index, vpc: r.Vpc | None, name: str) -> Found:
        """What is answered for a name that hosts of `vpc` ask for (None: from elsewhere). Raises End where that is not known."""
        delegated = self.delegated(name)
        if delegated:
            delegations = (one for one in self.by_name[delegated] if one.type == "NS")
            servers = tuple(dict.fromkeys(normal(value) for one in delegations for value in one.values))
            return Found(delegated=delegated, servers=servers if self.zone.private else ())
        alike = self._nearest(name)
        if alike is None:
            return Found()
        usable = [record for record in alike if record.type in _WANTED or record.alias]
        if not usable:
            others = ", ".join(sorted({record.type for record in alike}))
            return Found(there=f"it has only {others} there" if others else "only longer names are there")
        kind = min((record.type for record in usable), key=lambda one: _WANTED.index(one) if one in _WANTED else len(_WANTED))
        types = ("A", "AAAA") if kind in ("A", "AAAA") else (kind,)
        records: list[r.DnsRecord] = []
        words: list[str] = []
        for one in types:
            chosen, how = _answered(index, vpc, self.zone, name, [record for record in usable if record.type == one])
            records += chosen
            words += [how] if how and how not in words else []
        return Found(tuple(records), "; ".join(words))


def names_of(index: Index, zone: r.HostedZone) -> Names:
    """The records of a zone by name; made once."""
    return index.cached(f"records-{zone.id}", lambda: Names(zone))


def no_answer(index: Index, zone: r.HostedZone, name: str, found: Found) -> End:
    """The end where a zone has no address for a name."""
    if found.delegated:
        text = f"zone {zone.name} delegates {found.delegated} to other DNS servers, and what they answer is not known"
        return stop_at("internet", "internet", "NAME_NOT_KNOWN", text, missing=f"the public address of {name}")
    if not zone.records_known and not zone.private:
        text, missing = f"the records of public zone {zone.label} were not read", f"the records of {zone.id}"
        return stop_at("internet", "internet", "NAME_NOT_KNOWN", text, missing=missing)
    if not zone.records_known:
        text, missing = f"the records of zone {zone.label} were not read", gap_text(index, "hosted_zones")
        said, missing = "its records were not read", missing or f"the records of {zone.id}"
        needs = f"zone {zone.label} has a record of {name} that leads to an address which takes the packet"
        return stop(zone, "NOT_READ", text, said=said, missing=missing, needs=needs)
    called = f"{'private' if zone.private else 'public'} hosted zone {zone.name or zone.id}"
    change = f"add a record of {name} to {zone.id}"
    if found.there:
        text = f"{called} is for {name} and has no address of it"
        said = f"no address of {name}: {found.there}, so no wildcard stands in for it"
        return stop(zone, "NAME_NOT_FOUND", f"{text}: {found.there}", said=said, change=change)
    said = f"no record of {name}: NXDOMAIN{', public DNS is not asked' if zone.private else ''}"
    text = f"{called} is for {name} and has no record of it: the answer is NXDOMAIN"
    return stop(zone, "NAME_NOT_FOUND", text, said=said, change=change)


# --- routing policies -----------------------------------------------------------------------------------------------------


def _answered(
    index: Index, vpc: r.Vpc | None, zone: r.HostedZone, name: str, alike: list[r.DnsRecord]
) -> tuple[list[r.DnsRecord], str]:
    """Those of the records of one name and type that are answered, and how they were chosen."""
    policy = next((found for record in alike if (found := _policy(record)) != "simple"), "simple")
    if len(alike) < 2 or policy in ("simple", "multivalue"):
        return alike, f"{len(alike)} multivalue records" if policy == "multivalue" and len(alike) > 1 else ""
    if policy == "weighted":
        return _by_weight(alike)
    if policy == "failover" and not any(new_word(record, "failover") for record in alike):
        return _by_failover(alike)
    if len({(record.values, record.alias) for record in alike}) == 1:
        return alike[:1], ""
    if policy == "latency" and vpc is not None and zone.private:
        here = [record for record in alike if record.location == vpc.region]
        if here:
            return here, f"latency record of {vpc.region}, where {vpc.label} is"
    raise _open(index, vpc, zone, name, alike, policy)


def _policy(record: r.DnsRecord) -> str:
    """A record's routing policy; a spec need not write it where it follows."""
    if record.routing != "simple":
        return record.routing
    if record.weight is not None:
        return "weighted"
    if record.failover:
        return "failover"
    return "simple" if not record.location else "latency" if is_region(record.location) else "geolocation"


def _by_weight(alike: Sequence[r.DnsRecord]) -> tuple[list[r.DnsRecord], str]:
    """Any by its weight, one of weight 0 only where all have it."""
    ordered = sorted(alike, key=lambda record: -(record.weight or 0))
    heavy = [record for record in ordered if record.weight] or ordered
    left = len(ordered) - len(heavy)
    if len(heavy) == 1:
        return heavy, f"the only one of {len(ordered)} weighted records with a weight"
    return heavy, f"{len(heavy)} weighted records, by chance" + (f"; {left} of weight 0 are not answered" if left else "")


def _by_failover(alike: Sequence[r.DnsRecord]) -> tuple[list[r.DnsRecord], str]:
    """The primary, while it is healthy: without a health check it always is."""
    primary = [record for record in alike if record.failover in ("", "primary")]
    if not primary:
        return list(alike), "the secondary, there is no primary"
    checked = next((record for record in primary if record.health_check or record.evaluate_target_health), None)
    if checked is None:
        return primary, "the primary of two failover records; it has no health check, so it is always answered"
    check = f"health check {checked.health_check}" if checked.health_check else "the health of its target"
    return primary, f"the primary of two failover records, while {check} says that it is healthy"


def _open(index: Index, vpc: r.Vpc | None, zone: r.HostedZone, name: str, alike: Sequence[r.DnsRecord], policy: str) -> End:
    """The end where it hangs on where the query comes from, and that is not told."""
    asker = f"from {vpc.label}" if vpc is not None else "from where it is asked"
    said = ", ".join(f"{record.location or record.set_id}: {record.alias or ', '.join(record.values)}" for record in alike[:6])
    text = f"{name} has {len(alike)} {policy} records, and which one Route 53 answers {asker} is not told ({said})"
    needs = f"the {policy} record of {name} that Route 53 answers {asker} leads to an address that takes the packet"
    return stop(zone, "RECORD_NOT_KNOWN", text, missing=f"which {policy} record of {name} is answered {asker}", needs=needs)


def texts_of(addresses: tuple[Address, ...]) -> str:
    """The addresses in a row; of many the first six."""
    return ", ".join(one.text for one in addresses[:6]) + (", …" if len(addresses) > 6 else "")
