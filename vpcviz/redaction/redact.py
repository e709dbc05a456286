"""Redacts a network: walks every text of every record by what its field means, so a field that is new in the model is covered.

What is kept is a closed list (`vpcviz.redaction.allowlist`, private addresses, numbers); what no meaning of a field lets through
becomes a stand-in or nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from msgspec import structs

from vpcviz.garbage import keep, uncollected
from vpcviz.model import CLASSES, COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.shapes import fields_of
from vpcviz.redaction import columns
from vpcviz.redaction.allowlist import is_kept
from vpcviz.redaction.entries import Entry
from vpcviz.redaction.noting import Noting, Spot, kind_of
from vpcviz.redaction.sorts import ENDPOINT_SERVICE, OTHER
from vpcviz.redaction.tokens import digest
from vpcviz.spec.canonical import canonical, columns_in_order, in_order
from vpcviz.spec.dump import collection_json, document_json, groups_of, sizes_of
from vpcviz.spec.written import told, written
from vpcviz.workers import in_parts


def redacted(network: Network) -> Network:
    """The network with stand-ins for account ids, ids, names, public addresses and domains; without tags, policies and free texts.

    The same network gives the same stand-ins, and they stay when other things join. Private addresses, regions, zones, and the
    names of AWS's own services stay.
    """
    with uncollected():
        redaction = _Redaction(canonical(network))
        made = {name: redaction.collection(name) for name in COLLECTIONS if getattr(network, name)}
        return canonical(structs.replace(redaction.frame(), **made))


def redacted_json(network: Network, stamp: str = "") -> bytes:
    """The redacted network as a canonical JSON document, with its time where that is asked for. The collections of a large one are
    made and written in several processes."""
    with uncollected():
        redaction = _Redaction(canonical(network))
        keep(network, redaction)

        def texts(groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, bytes]]:
            for name in (name for group in groups for name in group):
                yield name, collection_json(network.origin, name, redaction.written(name))

        made = dict(in_parts(texts, groups_of(sizes_of(network)), worth=2))
    return document_json(structs.replace(redaction.frame(), stamp=stamp), made)


def stand_ins(network: Network) -> dict[str, str]:
    """By id: the id that a resource has in the redacted network."""
    return _Redaction(canonical(network)).ids


def redacted_gaps(gaps: Sequence[r.Gap]) -> tuple[r.Gap, ...]:
    """What was not read, as a redacted network tells it."""
    return redacted(Network(origin="scan", gaps=tuple(gaps))).gaps


class _Redaction(Noting):
    def frame(self) -> Network:
        """The redacted network without its collections."""
        gaps = tuple(self._record(gap, "gap", False) for gap in self.network.gaps)
        return structs.replace(self.network, title="", description="", stamp="", gaps=gaps, **dict.fromkeys(COLLECTIONS, ()))

    def collection(self, name: str) -> tuple[Any, ...]:
        """The redacted things of a collection, in canonical order."""
        return in_order(name, columns.rebuilt(getattr(self.network, name), self._changed(name)))

    def written(self, name: str) -> Sequence[Any]:
        """The same as a document has them."""
        record = CLASSES[name]
        return sorted(written(record, columns_in_order(record, self._changed(name))), key=attrgetter("id"))

    def _changed(self, name: str) -> dict[str, Sequence[Any]]:
        """The columns of a collection, with stand-ins."""
        items = getattr(self.network, name)
        told_of = self.columns.get(name) or told(items)
        return columns.changed(items, self.places_of[name], self.entries.of(CLASSES[name]), told_of, self._column)

    def _column(self, entry: Entry, items: Sequence[Any], places: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """What stands for the values of a field in all resources of a collection."""
        known, rows = entry.made.get, zip(items, places, values, strict=True)
        if columns.is_plain(entry) and entry.name == "name":
            return [self._own_name(entry, item, place, value) if value else value for item, place, value in rows]
        if columns.is_plain(entry) and entry.shape == "texts":
            return [
                tuple([known(text) or self._text(entry, item, place, True, text) for text in value]) if value else value
                for item, place, value in rows
            ]
        if columns.is_plain(entry):
            return [
                made if value and (made := known(value) or self._text(entry, item, place, True, value)) != value else value
                for item, place, value in rows
            ]
        return [self._replaced(entry, item, place, True, value) if value else value for item, place, value in rows]

    def _own_name(self, entry: Entry, item: r.Resource, place: str, text: str) -> str:
        """What stands for a resource's own name: as `_text`, without a look at what most names are not."""
        if (entry.sorts.get(text) or self.sort_of(entry, item, text)) == "name":
            return f"{kind_of(item)}-{self.short[item.id]}"
        made: str = self._replaced(entry, item, place, True, text)
        return made

    def _replaced(self, entry: Entry, item: Any, spot: Spot, own: bool, value: Any) -> Any:
        """What stands for a value that is not empty."""
        if entry.becomes != "texts":
            return _emptied(entry.becomes, value, spot, self.digest_of)
        if entry.shape != "text":
            return self._value(entry, item, spot, own, value)
        made = entry.made.get(value) or self._text(entry, item, spot, own, value)
        return value if made == value else made  # An equal text of another place is no longer the default that documents leave out.

    def _record(self, item: Any, spot: Spot, own: bool) -> Any:
        changes = {}
        entries, values_of, _ = self.entries.of(type(item))
        for entry, value in zip(entries, values_of(item), strict=False):
            made = self._replaced(entry, item, spot, own, value) if value else value
            if made is not value:
                changes[entry.name] = made
        return structs.replace(item, **changes) if changes else item

    def _value(self, entry: Entry, item: Any, spot: Spot, own: bool, value: Any) -> Any:
        made = entry.made
        if entry.shape == "texts":
            return tuple([made.get(text) or self._text(entry, item, spot, own, text) for text in value])
        if entry.shape == "records":
            return tuple([self._record(one, (spot, entry.name, one), False) for one in value])
        keys = entry.keys
        assert keys is not None
        return {
            self._text(keys, item, spot, False, key): self._text(entry, item, spot, own, one)
            if isinstance(one, str)
            else tuple(self._text(entry, item, spot, own, text) for text in one)
            for key, one in value.items()
        }

    def _text(self, entry: Entry, item: Any, spot: Spot, own: bool, text: str) -> str:
        """What stands for a text in the redacted network."""
        sort = (entry.sorts.get(text) or self.sort_of(entry, item, text)) if text else "kept"
        if sort == "name":
            if isinstance(item, r.Resource) and entry.name == "name":
                return f"{kind_of(item)}-{self.short[item.id]}"
            where = self.where(entry, item, spot, own)
            return f"{_name_prefix(where.field.name)}-{self.name_words[where.key(text)]}"
        made = self._stand_in(sort, text)
        if not entry.varies and entry.made is not self.ids:
            entry.made[text] = made
        return made

    def _stand_in(self, sort: str, text: str) -> str:
        """What stands for a text wherever it stands."""
        if sort == "kept":
            return text
        if sort == "address":
            return self.addresses.of(text)
        if sort == "account":
            return self.accounts[text]
        if sort in ("id", "unseen"):
            return self.ids[text]
        if sort == "domain":
            return self.domains.of(text)
        if sort == "service":
            return self._service(text)
        return "" if sort == "empty" else OTHER

    def _service(self, text: str) -> str:
        """An endpoint service's name is made of its id's stand-in, as is the ARN of what an endpoint leads to in the network."""
        if (lattice := self.lattice_arn(text)) is not None:
            head, region, account, sort, last = lattice.groups()
            return f"{head}{_region(region)}:{self.accounts[account]}:{sort}{self.ids[last]}"
        match = ENDPOINT_SERVICE.match(text)
        if match is None:
            return self.ids[text].replace("unseen-", "service-")
        head, region, last = match.groups()
        return f"{head}{_region(region)}.{self.ids[last]}"


_REGION = next(meaning for meaning in fields_of(r.Vpc)["region"].meanings)


def _region(name: str) -> str:
    return name if is_kept(_REGION, name) else "region"


def _name_prefix(name: str) -> str:
    """What the stand-in of a name begins with: the field's word."""
    field = name.partition(" ")[0]
    return {"owner_name": "owner", "name": "server"}.get(field, field.removesuffix("s").replace("_", "-"))


def _emptied(becomes: str, value: Any, spot: Spot, digest_of: Callable[[Spot], str]) -> Any:
    """What becomes of a value that is no text to be replaced."""
    if becomes == "number":
        return _asn(value, spot, digest_of)
    if becomes == "unknown":
        return None
    return type(value)() if isinstance(value, (str, tuple)) else {}


def _asn(value: int, spot: Spot, digest_of: Callable[[Spot], str]) -> int:
    """Private numbers stay; others become numbers for documentation (RFC 5398)."""
    if 64512 <= value <= 65534 or 4200000000 <= value <= 4294967294:
        return value
    return 64496 + int(digest("asn", digest_of(spot))[:8], 16) % 16
