"""Redacts a network: walks every text of every record by what its field means, so a field that is new in the model is covered.

What is kept is a closed list (`vpcviz.redaction.kept`, private addresses, numbers); what no meaning of a field lets through becomes
a stand-in or nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import structs

from vpcviz.model import CLASSES, COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.shapes import Field, fields_of
from vpcviz.redaction.addresses import Addresses, is_private
from vpcviz.redaction.domains import Domains
from vpcviz.redaction.kept import is_kept
from vpcviz.redaction.places import Places, is_kept_kind, unseen_place
from vpcviz.redaction.sorts import ENDPOINT_SERVICE, OTHER, Sorts, Where, treatments
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


class _Redaction:
    def __init__(self, network: Network) -> None:
        self.network = network
        self.places = Places(network)
        self.sorts = Sorts(network)
        self.ids: dict[str, str] = {}
        self.accounts: dict[str, str] = {}
        self.names = Tokens()
        self.unseen = Tokens()
        self.domains = Domains(self._identity)
        blocks = (parse_block(cidr) for vpc in network.vpcs for cidr in vpc.cidrs if not is_private(cidr))
        self.addresses = Addresses([block for block in blocks if block is not None])
        self._number()

    # --- every text gets its stand-in before anything is replaced ---

    def _number(self) -> None:
        accounts, ids = Tokens(sure=True), Tokens(sure=True)
        for collection in COLLECTIONS:
            for item in getattr(self.network, collection):
                ids.add(item.id, Place(0, self.places.of(item)))
        for where, text in self._texts():
            sort = self.sorts.of(where, text)
            if sort == "account":
                accounts.add(text, Place(0, self.places.of_account(text)))
            elif sort == "name":
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
                self.domains.add(text, where.spot(), zone=isinstance(where.item, r.HostedZone))
            elif sort == "address":
                self.addresses.add(text, where.spot())
        self.accounts = {text: f"0000{number:08d}" for text, number in spread(accounts.digests(), 10**8).items()}
        self._name_ids(ids.digests())
        self.addresses.settle()
        self.name_words = words(self.names.digests(), 6)
        self.domains.settle()

    def _name_ids(self, digests: dict[str, str]) -> None:
        unseen = self.unseen.digests()
        self.short = short = words({**unseen, **digests}, 6)
        for text, found in unseen.items():
            match = _AWS_ID.match(text)
            known = match is not None and match.group(1) in _PREFIXES
            self.ids[text] = f"{match.group(1)}-{found[:17]}" if known and match else f"unseen-{short[text]}"
        for item in self.network:
            id_field = fields_of(type(item))["id"]
            sort = self.sorts.of(Where(item, id_field, "", True), item.id)
            match = _AWS_ID.match(item.id)
            kind = item.kind if is_kept_kind(item) else item.KIND
            prefix = kind if isinstance(item, r.Workload) else item.ID_PREFIX or kind
            if sort == "account":
                self.ids[item.id] = self.accounts[item.id]
            elif sort == "kept":
                self.ids[item.id] = item.id
            elif match is not None and match.group(1) in _PREFIXES:
                self.ids[item.id] = f"{match.group(1)}-{digests[item.id][:17]}"
            else:
                self.ids[item.id] = f"{prefix}-{short[item.id]}"

    def _texts(self) -> Iterator[tuple[Where, str]]:
        """Every text of the network, with where it stands."""
        for item in self.network:
            yield from self._texts_of(item, self.places.of(item), True)
        for gap in self.network.gaps:
            yield from self._texts_of(gap, "gap", False)

    def _texts_of(self, item: r.Resource | r.Record, place: str, own: bool) -> Iterator[tuple[Where, str]]:
        for field, becomes in treatments(type(item)):
            value = getattr(item, field.name)
            if not value or becomes != "texts":
                continue
            where = Where(item, field, place, own)
            if field.shape in ("text", "choice"):
                yield where, value
            elif field.shape == "texts":
                yield from ((where, text) for text in value)
            elif field.shape == "records":
                for one in value:
                    yield from self._texts_of(one, self.places.inside(place, field.name, one), False)
            else:
                keys = Where(item, _keys_of(field), place, False)
                for key, one in value.items():
                    yield keys, key
                    yield from ((where, text) for text in ((one,) if isinstance(one, str) else one))

    # --- replacing ---

    def result(self) -> Network:
        """The redacted network."""
        made = {
            name: tuple(self._record(item, self.places.of(item), True) for item in getattr(self.network, name))
            for name in COLLECTIONS
        }
        gaps = tuple(self._record(gap, "gap", False) for gap in self.network.gaps)
        return canonical(structs.replace(self.network, title="", description="", stamp="", gaps=gaps, **made))

    def _record(self, item: r.Resource | r.Record, place: str, own: bool) -> Any:
        changes = {}
        for field, becomes in treatments(type(item)):
            value = getattr(item, field.name)
            if value:
                made = self._value(Where(item, field, place, own), value) if becomes == "texts" else _emptied(becomes, value, place)
                if made is not value:
                    changes[field.name] = made
        return structs.replace(item, **changes) if changes else item

    def _value(self, where: Where, value: Any) -> Any:
        field = where.field
        if field.shape in ("text", "choice"):
            return self._text(where, value)
        if field.shape == "texts":
            return tuple(self._text(where, text) for text in value)
        if field.shape == "records":
            return tuple(self._record(one, self.places.inside(where.place, field.name, one), False) for one in value)
        return self._mapping(where, value)

    def _mapping(self, where: Where, value: Mapping[str, Any]) -> dict[str, Any]:
        keys = Where(where.item, _keys_of(where.field), where.place, False)
        return {
            self._text(keys, key): self._text(where, one)
            if isinstance(one, str)
            else tuple(self._text(where, text) for text in one)
            for key, one in value.items()
        }

    def _text(self, where: Where, text: str) -> str:
        sort = self.sorts.of(where, text) if text else "kept"
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
        if sort == "name" and isinstance(where.item, r.Resource) and where.field.name == "name":
            return f"{_name_prefix(where)}-{self.short[where.item.id]}"
        if sort == "name":
            return f"{_name_prefix(where)}-{self.name_words[where.key(text)]}"
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


@cache
def _keys_of(field: Field) -> Field:
    """The keys of a mapping as a field of their own."""
    key = field.keys
    return field._replace(name=f"{field.name} keys", shape="text", meanings=(key,) if key is not None else ())


def _name_prefix(where: Where) -> str:
    """What the stand-in of a name begins with: the kind, or the field's word."""
    item, field = where.item, where.field.name.partition(" ")[0]
    if isinstance(item, r.Resource) and field == "name":
        return item.kind if is_kept_kind(item) else item.KIND
    return {"owner_name": "owner", "name": "server"}.get(field, field.removesuffix("s").replace("_", "-"))


def _emptied(becomes: str, value: Any, place: str) -> Any:
    """What becomes of a value that is no text to be replaced."""
    if becomes == "number":
        return _asn(value, place)
    if becomes == "unknown":
        return None
    return type(value)() if isinstance(value, (str, tuple)) else {}


def _asn(value: int, place: str) -> int:
    """Private numbers stay; others become numbers for documentation (RFC 5398)."""
    if 64512 <= value <= 65534 or 4200000000 <= value <= 4294967294:
        return value
    return 64496 + int(digest("asn", place)[:8], 16) % 16
