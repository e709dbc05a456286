"""Narrowing: the part of a Network that a user asks for, with what it depends on; links to the rest end in stubs."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import structs

from vpcviz.errors import UsageError
from vpcviz.model import resources as r
from vpcviz.model.collections import CLASSES, COLLECTIONS
from vpcviz.model.network import Network
from vpcviz.model.selection import Selection, asked, check, excluded
from vpcviz.model.shapes import fields_in_role

NOT_SHOWN = "not shown: left out by the filter"
"""The note of a stub: what stands, without content, at the far end of a link to something that is left out."""

_COMING_ALONG, _STANDING = "_coming_along", "_standing"
"""Where a network keeps what comes along with what, and which thing stands where."""

MOST_STUBS = 8
"""A hub, hosted zone, rule or Profile that is shared with more left-out VPCs than this has no stub for each: they are counted."""


def narrow(network: Network, selection: Selection) -> Network:
    """The network of what is selected and what that depends on; its description says that it is filtered.

    What is left out and linked to (the far VPC of a peering, the other spokes of a transit gateway while they are few) stays as a
    stub: `foreign`, with the note `NOT_SHOWN`. Raises UsageError for a name that is not in the network, or if nothing is left.
    """
    if not selection:
        return network
    check(network, selection)
    return _Narrower(network, selection).result()


# --- what is kept ---


def _coming_along(network: Network) -> dict[str, list[r.Resource]]:
    """By id (or address): what comes along with it. Made once for each network: pages ask for every VPC in turn."""
    kept: dict[str, list[r.Resource]] | None = network.__dict__.get(_COMING_ALONG)
    if kept is not None:
        return kept
    found: dict[str, list[r.Resource]] = {}
    for collection, record in CLASSES.items():
        fields = fields_in_role(record, "ties")
        for item in getattr(network, collection) if fields else ():
            for field in fields:
                for name in _texts(item, field):
                    found.setdefault(name, []).append(item)
    for attachment in network.transit_gateway_attachments:
        if attachment.type != "vpc":
            found.setdefault(attachment.transit_gateway, []).append(attachment)
    for site in network.on_premises:
        for server in site.dns_servers:
            for address in (address for addresses in server.forwarders.values() for address in addresses):
                found.setdefault(address, []).append(site)
    network.__dict__[_COMING_ALONG] = found
    return found


def _standing(network: Network) -> dict[str, list[tuple[str, int]]]:
    """By id: in which collection a thing stands, and where. Made once for each network, too."""
    kept: dict[str, list[tuple[str, int]]] | None = network.__dict__.get(_STANDING)
    if kept is not None:
        return kept
    found: dict[str, list[tuple[str, int]]] = {}
    for collection in COLLECTIONS:
        for at, item in enumerate(getattr(network, collection)):
            found.setdefault(item.id, []).append((collection, at))
    network.__dict__[_STANDING] = found
    return found


class _Narrower:
    def __init__(self, network: Network, selection: Selection) -> None:
        self.network = network
        self.selection = selection
        self.excluded = excluded(network, selection)
        self.kept: set[str] = set()
        self.stubs: dict[str, r.Resource] = {}
        self.counted: dict[str, int] = {}
        self.pulled = _coming_along(network)

    def result(self) -> Network:
        """The narrowed network."""
        self._keep_all(asked(self.network, self.selection))
        if not self.kept:
            raise UsageError(f"nothing is left of the network: {self._words()}")
        self._names_and_services()
        self._drop_loose_links()
        self._make_stubs()
        return self._network()

    def _keep_all(self, items: list[r.Resource]) -> None:
        """Keep the items, what they need, and what comes along with them."""
        waiting = list(reversed(items))
        while waiting:
            item = waiting.pop()
            if item.id in self.kept or item.id in self.excluded:
                continue
            self.kept.add(item.id)
            waiting += self._needed(item)
            waiting += self.pulled.get(item.id, ())
            for address in _addresses(item):
                waiting += self.pulled.get(address, ())

    def _needed(self, item: r.Resource) -> Iterator[r.Resource]:
        """What it stands in and needs; an attachment its hub and what is attached (but a VPC), a table its prefix lists."""
        by_id = self.network.by_id
        for field in ("account", "zone", *fields_in_role(type(item), "holds")):
            yield from (by_id[name] for name in _texts(item, field) if name in by_id)
        for field in fields_in_role(type(item), "needs"):
            for name in _texts(item, field):
                needed = by_id.get(name)
                place = getattr(needed, "vpc", "")
                if needed is not None and (place in ("", getattr(item, "vpc", "")) or place in self.kept):
                    yield needed
        if isinstance(item, r.TransitGatewayAttachment) and item.type != "peering":
            yield from (by_id[name] for name in (item.transit_gateway, item.resource) if name in by_id and not _is_vpc(by_id[name]))
        if isinstance(item, r.RouteTable):
            yield from (by_id[name] for route in item.routes for name in (route.destination,) if name in by_id)

    def _names_and_services(self) -> None:
        """Services and endpoint services that kept endpoints use; on-premises networks whose servers kept rules send to."""
        network = self.network
        calling = [name for name, kind in CLASSES.items() if kind.ENDS[1] == "service"]
        used = {endpoint.service for name in calling for endpoint in getattr(network, name) if endpoint.id in self.kept}
        targets = {address for rule in self.network.resolver_rules if rule.id in self.kept for address in rule.target_ips}
        self._keep_all(
            [service for service in self.network.services if service.id in used]
            + [service for service in self.network.endpoint_services if service.service in used or service.id in used]
            + [site for site in self.network.on_premises if targets & {server.ip for server in site.dns_servers}]
        )

    def _drop_loose_links(self) -> None:
        """A peering connection or attachment with neither end shown says nothing here."""
        for item in self._joining():
            if all(getattr(item, name) not in self.kept for name in item.ENDS):
                self.kept.discard(item.id)

    def _joining(self) -> Iterator[r.Resource]:
        """What joins VPCs and hubs to one another."""
        for name, kind in CLASSES.items():
            if kind.PART == "between" and all(kind.ENDS):
                yield from getattr(self.network, name)

    # --- what is left out but linked to ---

    def _make_stubs(self) -> None:
        network = self.network
        for item in self._joining():
            if item.id in self.kept:
                for name in item.ENDS:
                    self._stub(getattr(item, name))
        for gateway in network.transit_gateways:
            if gateway.id in self.kept:
                attachments = network.attachments_of.get(gateway.id, ())
                spokes = [a for a in attachments if a.type == "vpc" and a.transit_gateway == gateway.id]
                if self._stub_all(gateway, [a.resource for a in spokes]):
                    self.kept |= {a.id for a in spokes if a.id not in self.excluded}
        for name in (name for name, kind in CLASSES.items() if kind.NAMES and "vpcs" in kind.__struct_fields__):
            for holder in getattr(network, name):
                if holder.id in self.kept:
                    self._stub_all(holder, holder.vpcs)
        for provided in network.endpoint_services:
            if provided.id in self.kept:
                for balancer in provided.load_balancers:
                    self._stub(balancer)

    def _stub_all(self, holder: r.Resource, vpcs: Iterable[str]) -> bool:
        """Stubs for the left-out VPCs of a holder, or their count where they are many; whether there are stubs."""
        out = [vpc for vpc in vpcs if vpc in self.network.by_id and vpc not in self.kept]
        if len(out) > MOST_STUBS:
            self.counted[holder.id] = sum(1 for vpc in out if vpc not in self.stubs)
            return False
        for vpc in out:
            self._stub(vpc)
        return True

    def _stub(self, name: str) -> None:
        item = self.network.by_id.get(name)
        if item is None or name in self.kept or name in self.stubs:
            return
        if item.STUB:
            self._stub(getattr(item, "vpc", ""))
            self.stubs[name] = _bare(item, **{field: getattr(item, field) for field in item.STUB})
        self.kept |= {item.account} & self.network.by_id.keys()

    # --- the result ---

    def _network(self) -> Network:
        changes: dict[str, Any] = {}
        standing = _standing(self.network)
        positions: dict[str, list[int]] = {collection: [] for collection in COLLECTIONS}
        for name in self.kept | self.stubs.keys():
            for collection, at in standing.get(name, ()):
                positions[collection].append(at)
        for collection, found in positions.items():
            items = getattr(self.network, collection)
            changes[collection] = tuple(self.stubs.get(items[at].id) or items[at] for at in sorted(found))
        regions = {item.region for items in changes.values() for item in items if item.region}
        gaps = tuple(gap for gap in self.network.gaps if not gap.region or gap.region in regions)
        words = f"Filtered: {self._words()}."
        description = f"{self.network.description.rstrip()} {words}".strip()
        return structs.replace(self.network, description=description, gaps=gaps, **changes)

    def _words(self) -> str:
        """The selection in words, and how many VPCs are left out."""
        chosen = self.selection
        parts = []
        for word, values in (("VPC", chosen.vpcs), ("region", chosen.regions), ("account", chosen.accounts), ("tag", chosen.tags)):
            if values:
                parts.append(f"only {word} {' or '.join(values)}")
        if chosen.exclude:
            parts.append(f"without {', '.join(chosen.exclude)}")
        shown = sum(1 for vpc in self.network.vpcs if vpc.id in self.kept)
        text = f"{', '.join(parts)}; {shown} of {len(self.network.vpcs)} VPCs"
        for name, count in sorted(self.counted.items()):
            text += f"; {count} more VPCs of {self.network.by_id[name].label} are not shown"
        return text


def _texts(item: r.Resource, field: str) -> tuple[str, ...]:
    value = getattr(item, field, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value)


def _addresses(item: r.Resource) -> tuple[str, ...]:
    return tuple(ip.ip for ip in item.ips) if isinstance(item, r.ResolverEndpoint) else ()


def _is_vpc(item: r.Resource) -> bool:
    return isinstance(item, r.Vpc)


def _bare(item: r.Resource, **kept: Any) -> r.Resource:
    """A stub: the resource's class, id, name and place, and little else."""
    return type(item)(id=item.id, name=item.name, account=item.account, region=item.region, note=NOT_SHOWN, foreign=True, **kept)
