"""Transit gateway route tables of a spec: attachments by name, by id, or by what is attached."""

from typing import Any

from vpcviz.model import CLASSES
from vpcviz.model.addresses import parse_block
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.identity import adopt
from vpcviz.spec.problems import Path, near_names, shown
from vpcviz.spec.routes import resolve_destination
from vpcviz.spec.transit_peerings import names_at

ATTACHED_AS = {name: record.ATTACHED_AS for name, record in CLASSES.items() if record.ATTACHED_AS}
"""The type of an attachment, by what is attached."""


def fill_attachments(book: Book) -> None:
    """Types of attachments, and those that AWS makes for a VPN or Direct Connect gateway on a transit gateway.

    Source: Transit Gateways Guide, "Transit gateway VPN attachments" and "Transit gateway attachments to a Direct Connect gateway".
    """
    attached = set()
    for item in book["transit_gateway_attachments"]:
        resource = item.get("resource")
        if isinstance(resource, Draft):
            item.fields.setdefault("type", ATTACHED_AS[resource.kind])
            attached.add((id(item.get("transit_gateway")), id(resource)))
    pairs = [(vpn, vpn.get("gateway"), vpn) for vpn in book["vpn_connections"]]
    pairs += [(link, link.get("gateway"), link.get("direct_connect_gateway")) for link in book["direct_connect_associations"]]
    for source, gateway, resource in pairs:
        if not isinstance(gateway, Draft) or not isinstance(resource, Draft) or gateway.kind != "transit_gateways":
            continue
        if (id(gateway), id(resource)) not in attached:
            fields = {word: gateway.get(word) for word in ("account", "region") if gateway.get(word)}
            kind = ATTACHED_AS[resource.kind]
            new = book.new(
                "transit_gateway_attachments", source, {}, transit_gateway=gateway, resource=resource, type=kind, **fields
            )
            adopt(book, new)


def fill_transit(book: Book) -> None:
    """Resolve the associations, propagations and routes of all transit gateway route tables."""
    attachments: dict[int, list[Draft]] = {}
    for item in book["transit_gateway_attachments"]:
        for end in {id(item.get("transit_gateway")), id(item.get("resource"))}:
            attachments.setdefault(end, []).append(item)
    known = {end: _Attachments(items, end) for end, items in attachments.items()}
    nothing = _Attachments([], 0)
    for table in book["transit_gateway_route_tables"]:
        own = known.get(id(table.get("transit_gateway")), nothing)
        for field in ("associations", "propagations"):
            items = table.get(field) or ()
            table.fields[field] = [_attachment(book, table, own, item, table.item(field, at)) for at, item in enumerate(items)]
        for route in table.get("routes") or ():
            destination = route.get("destination")
            if isinstance(destination, str) and parse_block(destination) is None:
                route.fields["destination"] = resolve_destination(book, table, destination, "", route)
            items = route.get("attachments") or ()
            places = [route.item("attachments", at) for at in range(len(items))]
            route.fields["attachments"] = [_attachment(book, table, own, *pair) for pair in zip(items, places, strict=True)]


class _Attachments:
    """The attachments of one transit gateway (`end` is its draft's `id()`) by the words that they go by: their own names there, and
    the names of what they join."""

    def __init__(self, items: list[Draft], end: int) -> None:
        self.by_name: dict[str, list[Draft]] = {}
        self.by_end: dict[str, list[Draft]] = {}
        for item in items:
            for word in names_at(item, end):
                self.by_name.setdefault(word, []).append(item)
            for joined in (item.get("resource"), item.get("transit_gateway")):
                for word in {joined.id, joined.name} - {""} if isinstance(joined, Draft) else ():
                    self.by_end.setdefault(word, []).append(item)

    def of(self, word: str, gateway: Any) -> list[Draft]:
        """The attachments that a word means; the gateway that they are all attached to does not tell them apart."""
        own = (gateway.id, gateway.name) if isinstance(gateway, Draft) else ()
        return self.by_name.get(word) or ([] if word in own else self.by_end.get(word, []))


def _attachment(book: Book, table: Draft, own: _Attachments, item: Any, place: Path) -> Any:
    """The attachment that a name means for a transit gateway route table: by id, by name, or by the attached resource."""
    found = book.by_id.get(item)
    if found is not None and found.kind == "transit_gateway_attachments":
        return found
    named = own.of(item, table.get("transit_gateway"))
    if len(named) == 1:
        return named[0]
    message = (
        f"{shown(item)} means {len(named)} attachments"
        if named
        else f"no attachment of the transit gateway is called {shown(item)}"
    )
    hint = near_names(item, {*own.by_name, *own.by_end})
    book.problems.add(place, message, expected="an attachment's id or name, or what is attached", hint=hint)
    return item
