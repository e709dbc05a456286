"""Redacts a network: walks every text of every record by what its field means, so a field that is new in the model is covered.

What is kept is a closed list (`vpcviz.redaction.kept`, private addresses, numbers); what no meaning of a field lets through becomes
a stand-in or nothing.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import structs

from vpcviz.model import CLASSES, COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.shapes import fields_of
from vpcviz.redaction.addresses import Addresses, is_private, stays
from vpcviz.redaction.domains import Domains
from vpcviz.redaction.entries import Entries, Entry
from vpcviz.redaction.kept import is_kept
from vpcviz.redaction.place_digests import Places, is_kept_kind, unseen_place
from vpcviz.redaction.sorts import ENDPOINT_SERVICE, OTHER, Sorts, Where
from vpcviz.redaction.tokens import Place, Tokens, digest, spread, words
from vpcviz.spec.canonical import canonical

_AWS_ID = re.compile(r"([a-z][a-z0-9-]*?)-([0-9a-f]{8}|[0-9a-f]{17})\Z")
_PREFIXES = frozenset(
    {record.ID_PREFIX or record.KIND for record in CLASSES.values()} | set("rslvr-in rslvr-out dxcon eipalloc lgw vpce-svc".split())
)
"""What AWS's own ids begin with."""


def redacted(network: Network) -> Network:
    """The network with stand-ins for account ids, ids, names, public addresses and domains; without tags, policies and free texts.

    The same network gives the same stand-ins, and they stay when other things join. Private addresses, regions, zones, and the
    names of AWS's own services stay.
    """
    return _Redaction(canonical(network)).result()


def stand_ins(network: Network) -> dict[str, str]:
    """By id: the id that a resource has in the redacted network."""
    return _Redaction(canonical(network)).ids


def redacted_gaps(gaps: Sequence[r.Gap]) -> tuple[r.Gap, ...]:
    """What was not read, as a redacted network tells it."""
    return redacted(Network(origin="scan", gaps=tuple(gaps))).gaps


_UNNOTED = frozenset({"kept", "id", "empty", OTHER})
"""Sorts of texts whose stand-ins need not be made beforehand."""

Spot = str | tuple[Any, str, r.Record]
"""The digest of a record's place, or what it is made of: the spot of what it is in, the field, and the record."""


class _Redaction:
    def __init__(self, network: Network) -> None:
        self.network = network
        self.places = Places(network)
        self.sorts = Sorts(network)
        self.ids: dict[str, str] = {}
        self.accounts: dict[str, str] = {}
        self.accounts_named = Tokens(sure=True)
        self.names = Tokens()
        self.unseen = Tokens()
        self.domains = Domains(self._identity)
        self.entries = Entries(network.by_id, self.ids)
        blocks = (parse_block(cidr) for vpc in network.vpcs for cidr in vpc.cidrs if not is_private(cidr))
        self.addresses = Addresses([block for block in blocks if block is not None])
        self._number()

    def _sort(self, entry: Entry, item: Any, text: str) -> str:
        """What becomes of a text: a sort of `Sorts`; addresses that everybody uses are kept."""
        sort = self.sorts.of(item, entry.field, text)
        if sort == "address" and stays(text):
            sort = "kept"
        if not entry.varies:
            entry.sorts[text] = sort
        return sort

    def _digest(self, spot: Spot) -> str:
        """The digest of a place: of most that is within things nobody asks for it."""
        return spot if isinstance(spot, str) else self.places.inside(self._digest(spot[0]), spot[1], spot[2])

    def _where(self, entry: Entry, item: Any, spot: Spot, own: bool) -> Where:
        return Where(item, entry.field, self._digest(spot), own)

    # --- every text gets its stand-in before anything is replaced ---

    def _number(self) -> None:
        ids = Tokens(sure=True)
        for collection in COLLECTIONS:
            for item in getattr(self.network, collection):
                place = self.places.of(item)
                ids.add(item.id, Place(0, place))
                self._note(item, place, True)
        for gap in self.network.gaps:
            self._note(gap, "gap", False)
        self.accounts = {text: f"0000{number:08d}" for text, number in spread(self.accounts_named.digests(), 10**8).items()}
        self._name_ids(ids.digests())
        self.addresses.settle()
        self.name_words = words(self.names.digests(), 6)
        self.domains.settle()

    def _note(self, item: Any, spot: Spot, own: bool) -> None:
        """Note every text of a record that gets a stand-in."""
        entries, values_of, _ = self.entries.of(type(item))
        for entry, value in zip(entries, values_of(item), strict=False):
            if not value or entry.becomes != "texts":
                continue
            if entry.shape == "text":
                if entry.sorts.get(value) not in _UNNOTED:
                    self._note_text(entry, item, spot, own, value)
            elif entry.shape == "texts":
                for text in value:
                    if entry.sorts.get(text) not in _UNNOTED:
                        self._note_text(entry, item, spot, own, text)
            elif entry.shape == "records":
                for one in value:
                    self._note(one, (spot, entry.name, one), False)
            else:
                assert entry.keys is not None
                for key, one in value.items():
                    self._note_text(entry.keys, item, spot, False, key)
                    for text in (one,) if isinstance(one, str) else one:
                        self._note_text(entry, item, spot, own, text)

    def _note_text(self, entry: Entry, item: Any, spot: Spot, own: bool, text: str) -> None:
        sort = entry.sorts.get(text) or self._sort(entry, item, text)
        if sort in _UNNOTED:
            return
        if sort == "account":
            if text not in self.accounts_named:
                self.accounts_named.add(text, Place(0, self.places.of_account(text)))
        elif sort == "name":
            if entry.name != "name" or not isinstance(item, r.Resource):  # That follows from the resource's id.
                where = self._where(entry, item, spot, own)
                self.names.add(where.key(text), where.spot())
        elif sort == "unseen":
            self.unseen.add(text, unseen_place(text))
        elif sort == "service":
            found = ENDPOINT_SERVICE.match(text)
            if found is not None and found.group(3) not in self.network.by_id:
                self.unseen.add(found.group(3), unseen_place(found.group(3)))
            elif found is None:
                self.unseen.add(text, unseen_place(text))
        elif sort == "domain":
            self.domains.add(text, self._where(entry, item, spot, own).spot(), zone=isinstance(item, r.HostedZone))
        elif sort == "address":
            self.addresses.add(text, self._where(entry, item, spot, own).spot())

    def _name_ids(self, digests: dict[str, str]) -> None:
        unseen = self.unseen.digests()
        self.short = short = words({**unseen, **digests}, 6)
        for text, found in unseen.items():
            match = _AWS_ID.match(text)
            known = match is not None and match.group(1) in _PREFIXES
            self.ids[text] = f"{match.group(1)}-{found[:17]}" if known and match else f"unseen-{short[text]}"
        for item in self.network:
            entry = self.entries.of(type(item)).own_id
            assert entry is not None
            sort = entry.sorts.get(item.id) or self._sort(entry, item, item.id)
            match = _AWS_ID.match(item.id)
            kind = _kind_of(item)
            prefix = kind if isinstance(item, r.Workload) else item.ID_PREFIX or kind
            if sort == "account":
                self.ids[item.id] = self.accounts[item.id]
            elif sort == "kept":
                self.ids[item.id] = item.id
            elif match is not None and match.group(1) in _PREFIXES:
                self.ids[item.id] = f"{match.group(1)}-{digests[item.id][:17]}"
            else:
                self.ids[item.id] = f"{prefix}-{short[item.id]}"

    # --- replacing ---

    def result(self) -> Network:
        """The redacted network."""
        made = {
            name: tuple(self._record(item, self.places.of(item), True) for item in getattr(self.network, name))
            for name in COLLECTIONS
        }
        gaps = tuple(self._record(gap, "gap", False) for gap in self.network.gaps)
        return canonical(structs.replace(self.network, title="", description="", stamp="", gaps=gaps, **made))

    def _record(self, item: Any, spot: Spot, own: bool) -> Any:
        changes = {}
        entries, values_of, _ = self.entries.of(type(item))
        for entry, value in zip(entries, values_of(item), strict=False):
            if not value:
                continue
            if entry.becomes != "texts":
                made = _emptied(entry.becomes, value, spot, self._digest)
            elif entry.shape == "text":
                made = entry.made.get(value) or self._text(entry, item, spot, own, value)
                if made == value:  # An equal text of another place is no longer the default that is left out of documents.
                    continue
            else:
                made = self._value(entry, item, spot, own, value)
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
        sort = (entry.sorts.get(text) or self._sort(entry, item, text)) if text else "kept"
        if sort == "name":
            if isinstance(item, r.Resource) and entry.name == "name":
                return f"{_kind_of(item)}-{self.short[item.id]}"
            where = self._where(entry, item, spot, own)
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
        """An endpoint service's name is made of its id's stand-in."""
        match = ENDPOINT_SERVICE.match(text)
        if match is None:
            return self.ids[text].replace("unseen-", "service-")
        head, region, last = match.groups()
        return f"{head}{region if is_kept(_REGION, region) else 'region'}.{self.ids[last]}"

    def _identity(self, text: str) -> str | None:
        """The stand-in of an id that is a label of a DNS name."""
        found = self.ids.get(text)
        return found if found != text else None


_REGION = next(meaning for meaning in fields_of(r.Vpc)["region"].meanings)


def _name_prefix(name: str) -> str:
    """What the stand-in of a name begins with: the field's word."""
    field = name.partition(" ")[0]
    return {"owner_name": "owner", "name": "server"}.get(field, field.removesuffix("s").replace("_", "-"))


def _kind_of(item: r.Resource) -> str:
    return item.kind if is_kept_kind(item) else item.KIND


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
