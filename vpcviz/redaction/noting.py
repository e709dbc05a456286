"""Notes every text of a network that gets a stand-in, with where it stands, and makes the stand-ins of ids.

All are known before anything is replaced: what stands for a text may depend on all others.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from vpcviz.model import CLASSES, COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.redaction import columns
from vpcviz.redaction.addresses import Addresses, is_private
from vpcviz.redaction.domains import Domains
from vpcviz.redaction.entries import Entries, Entry
from vpcviz.redaction.place_digests import PlaceDigests, is_kept_kind, unseen_place
from vpcviz.redaction.sorts import ENDPOINT_SERVICE, LATTICE_ARN, OTHER, Sorts, Where
from vpcviz.redaction.tokens import Place, Tokens, spread, words
from vpcviz.spec.dump import groups_of, sizes_of
from vpcviz.spec.written import Columns, told
from vpcviz.workers import in_parts

_AWS_ID = re.compile(r"([a-z][a-z0-9-]*?)-([0-9a-f]{8}|[0-9a-f]{17})\Z")
_PREFIXES = frozenset(
    {record.ID_PREFIX or record.KIND for record in CLASSES.values()} | set("rslvr-in rslvr-out dxcon eipalloc lgw vpce-svc".split())
)
"""What AWS's own ids begin with."""


_UNNOTED = frozenset({"kept", "id", "empty", OTHER})
"""Sorts of texts whose stand-ins need not be made beforehand."""

_OF_PLACES = frozenset({"name", "domain", "address"})
"""Sorts of texts whose stand-ins follow from where they stand."""

Spot = str | tuple[Any, str, r.Record]
"""The digest of a record's place, or what it is made of: the spot of what it is in, the field, and the record."""


class _Noted(NamedTuple):
    """What was noted of some collections: the digests of their things' places, by collection, and the texts of each sort."""

    places_of: dict[str, Sequence[str]]
    tokens: tuple[Tokens, Tokens, Tokens]
    domains: tuple[list[tuple[str, Place]], set[str], set[str]]
    addresses: dict[str, Tokens]


class Noting:
    """The texts of a network that get stand-ins, each noted where it stands before any is replaced; and the stand-ins of ids."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.places = PlaceDigests(network)
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
        self.columns: dict[str, Columns] = {}
        self.places_of: dict[str, Sequence[str]] = {}
        self._number()

    def sort_of(self, entry: Entry, item: Any, text: str) -> str:
        """What becomes of a text: a sort of `Sorts`."""
        sort = self.sorts.of(item, entry.field, text)
        if not entry.varies:
            entry.sorts[text] = sort
            if sort == "kept" and entry.made is not self.ids:
                entry.made[text] = text
        return sort

    def digest_of(self, spot: Spot) -> str:
        """The digest of a place: of most that is within things nobody asks for it."""
        return spot if isinstance(spot, str) else self.places.inside(self.digest_of(spot[0]), spot[1], spot[2])

    def where(self, entry: Entry, item: Any, spot: Spot, own: bool) -> Where:
        """Where a text of a field stands; `own` says that it is a resource's own field."""
        return Where(item, entry.field, self.digest_of(spot), own)

    def _number(self) -> None:
        sizes = sizes_of(self.network)
        for noted in in_parts(self._noted, groups_of(sizes), worth=2):
            self._take(noted)
        ids = Tokens(sure=True)
        for name in sizes:
            for item, place in zip(getattr(self.network, name), self.places_of[name], strict=True):
                ids.add(item.id, Place(0, place))
        for gap in self.network.gaps:
            self._note(gap, "gap", False)
        self.accounts = {text: f"0000{number:08d}" for text, number in spread(self.accounts_named.digests(), 10**8).items()}
        self._name_ids(ids.digests())
        self.addresses.settle()
        self.name_words = words(self.names.digests(), 6)
        self.domains.settle()

    def _noted(self, groups: Sequence[Sequence[str]]) -> Iterator[_Noted]:
        """What is noted of some collections."""
        for name in (name for group in groups for name in group):
            items = getattr(self.network, name)
            self.columns[name] = told(items)
            self.places_of[name] = self.places.of_all(items)
            self._note_all(items, self.places_of[name], self.columns[name])
        tokens = (self.accounts_named, self.names, self.unseen)
        yield _Noted(self.places_of, tokens, self.domains.noted(), self.addresses.noted())

    def _take(self, noted: _Noted) -> None:
        """Take what another process noted; what this one did is there."""
        if noted.places_of is self.places_of:
            return
        self.places_of.update(noted.places_of)
        for own, tokens in zip((self.accounts_named, self.names, self.unseen), noted.tokens, strict=True):
            own.take(tokens)
        self.domains.take(noted.domains)
        self.addresses.take(noted.addresses)

    def _note_all(self, items: Sequence[r.Resource], places: Sequence[str], told_of: Columns) -> None:
        """Note every text of a collection's resources that gets a stand-in."""
        for entry in self.entries.of(type(items[0])).entries:
            values = told_of.get(entry.name, ())
            if not values:
                continue
            if not columns.is_plain(entry):
                for item, place, value in zip(items, places, values, strict=True) if entry.becomes == "texts" else ():
                    if value:
                        self._note_value(entry, item, place, True, value)
                continue
            texts = columns.texts_in(entry, values)
            for text in texts.difference(entry.sorts):
                self.sort_of(entry, items[0], text)
            sorts = set(map(entry.sorts.__getitem__, texts)) - _UNNOTED
            if entry.name == "name":  # That follows from the resource's id.
                sorts.discard("name")
            anywhere = {text for text in texts if entry.sorts[text] in sorts} if sorts else set()
            there = {text for text in anywhere if entry.sorts[text] in _OF_PLACES}
            for text in anywhere - there:
                self._note_text(entry, items[0], places[0], True, text)
            for item, place, text in columns.holders(entry, items, places, values, there) if there else ():
                self._note_text(entry, item, place, True, text)

    def _note(self, item: Any, spot: Spot, own: bool) -> None:
        """Note every text of a record that gets a stand-in."""
        entries, values_of, _ = self.entries.of(type(item))
        for entry, value in zip(entries, values_of(item), strict=False):
            if value and entry.becomes == "texts":
                self._note_value(entry, item, spot, own, value)

    def _note_value(self, entry: Entry, item: Any, spot: Spot, own: bool, value: Any) -> None:
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
        sort = entry.sorts.get(text) or self.sort_of(entry, item, text)
        if sort in _UNNOTED:
            return
        if sort == "account":
            self._note_account(text)
        elif sort == "name":
            if entry.name != "name" or not isinstance(item, r.Resource):  # That follows from the resource's id.
                where = self.where(entry, item, spot, own)
                self.names.add(where.key(text), where.spot())
        elif sort == "unseen":
            self.unseen.add(text, unseen_place(text))
        elif sort == "service":
            found = ENDPOINT_SERVICE.match(text)
            if found is not None and found.group(3) not in self.network.by_id:
                self.unseen.add(found.group(3), unseen_place(found.group(3)))
            elif found is None and (lattice := self.lattice_arn(text)) is not None:
                self._note_account(lattice.group(3))
            elif found is None:
                self.unseen.add(text, unseen_place(text))
        elif sort == "domain":
            self.domains.add(text, self.where(entry, item, spot, own).spot(), zone=isinstance(item, r.HostedZone))
        elif sort == "address":
            self.addresses.add(text, self.where(entry, item, spot, own).spot())

    def _note_account(self, text: str) -> None:
        if text not in self.accounts_named:
            self.accounts_named.add(text, Place(0, self.places.of_account(text)))

    def lattice_arn(self, text: str) -> re.Match[str] | None:
        """The parts of the ARN by which an endpoint names a service network or resource configuration of the network."""
        found = LATTICE_ARN.match(text)
        return found if found is not None and found.group(5) in self.network.by_id else None

    def _name_ids(self, digests: dict[str, str]) -> None:
        unseen = self.unseen.digests()
        self.short = short = words({**unseen, **digests}, 6)
        for text, found in unseen.items():
            match = _AWS_ID.match(text)
            known = match is not None and match.group(1) in _PREFIXES
            self.ids[text] = f"{match.group(1)}-{found[:17]}" if known and match else f"unseen-{short[text]}"
        for name in COLLECTIONS:
            items = getattr(self.network, name)
            if items:
                self._name_all(items, digests)

    def _name_all(self, items: Sequence[r.Resource], digests: dict[str, str]) -> None:
        """Make the stand-ins of the ids of a collection's resources."""
        entry = self.entries.of(type(items[0])).own_id
        assert entry is not None
        for item in items:
            own = item.id
            sort = entry.sorts.get(own) or self.sort_of(entry, item, own)
            if sort == "account":
                self.ids[own] = self.accounts[own]
            elif sort == "kept":
                self.ids[own] = own
            else:
                head, _, tail = own.rpartition("-")
                drawn = len(tail) in (8, 17) and head in _PREFIXES and not tail.strip("0123456789abcdef")
                self.ids[own] = f"{head}-{digests[own][:17]}" if drawn else f"{_prefix_of(item)}-{self.short[own]}"

    def _identity(self, text: str) -> str | None:
        """The stand-in of an id that is a label of a DNS name."""
        found = self.ids.get(text)
        return found if found != text else None


def _prefix_of(item: r.Resource) -> str:
    """What the stand-in of an id begins with that AWS did not draw by lot."""
    kind = kind_of(item)
    return kind if isinstance(item, r.Workload) else item.ID_PREFIX or kind


def kind_of(item: r.Resource) -> str:
    """The word that a resource's stand-in begins with: its kind, where that is no word of the document's."""
    if item.__class__.kind is r.Resource.kind:
        return item.KIND
    return item.kind if is_kept_kind(item) else item.KIND
